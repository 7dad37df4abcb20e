//! Schemas of responses: records, lists, problems.
use portulan_model::{Kind, State};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};

use crate::schema::{self, NamedSchema, type_name};

/// An object with at least these properties.
pub fn open_object(required: &[&str]) -> RefOr<Schema> {
    let object = ObjectBuilder::new().schema_type(Type::Object);
    RefOr::T(Schema::Object(required.iter().fold(object, |o, name| o.required(*name)).build()))
}

fn line(format: &str) -> RefOr<Schema> {
    let line = ObjectBuilder::new().schema_type(Type::String);
    RefOr::T(Schema::Object(if format.is_empty() { line } else { line.description(Some(format)) }.build()))
}

/// Adds the schema of a record of a kind to `named`. Returns its name.
pub fn record_schema(kind: Kind, named: &mut NamedSchema) -> String {
    let name = format!("{}Record", type_name(kind));
    let body = schema::body(kind, named);
    let words = |words: &[&'static str]| {
        RefOr::T(Schema::Object(
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words.to_vec())).build(),
        ))
    };
    let integer =
        ObjectBuilder::new().schema_type(Type::Integer).description(Some("For those who may change it."));
    let object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("id", line("A UUID: its identity for ever."))
        .property("kind", words(&[kind.singular()]))
        .property("slug", schema::slug())
        .property("state", words(&State::ALL.iter().map(|state| state.name()).collect::<Vec<_>>()))
        .property("url", schema::address())
        .property("created", schema::moment())
        .property("updated", schema::moment())
        .property("revision", integer)
        .property("body", body);
    let required = ["id", "kind", "slug", "state", "url", "created", "updated", "body"];
    let object = required.iter().fold(object, |o, field| o.required(*field));
    named.insert(name.clone(), RefOr::T(Schema::Object(object.build())));
    name
}

/// Adds the schema of a page of a list to `named`. Returns its name.
pub fn list_schema(kind: Kind, named: &mut NamedSchema) -> String {
    let items = record_schema(kind, named);
    let name = format!("{}List", type_name(kind));
    let integer = || ObjectBuilder::new().schema_type(Type::Integer);
    let items = ArrayBuilder::new().items(Ref::from_schema_name(items));
    let object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("total", integer())
        .property("page", integer())
        .property("per_page", integer())
        .property("next", schema::address())
        .property("items", items);
    let object = ["total", "page", "per_page", "items"].iter().fold(object, |o, field| o.required(*field));
    named.insert(name.clone(), RefOr::T(Schema::Object(object.build())));
    name
}

/// Adds the schema of a problem to `named`.
pub fn problem(named: &mut NamedSchema) {
    let error = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("pointer", line("JSON pointer into what was sent"))
        .property("code", line(""))
        .property("detail", line(""))
        .property("remedy", line("what to do"));
    let error = ["pointer", "code", "detail"].iter().fold(error, |o, field| o.required(*field));
    let object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("RFC 9457"))
        .property("type", schema::address())
        .property("title", line(""))
        .property("status", ObjectBuilder::new().schema_type(Type::Integer))
        .property("detail", line(""))
        .property("errors", ArrayBuilder::new().items(error));
    let object = ["type", "title", "status", "detail"].iter().fold(object, |o, field| o.required(*field));
    named.insert("Problem".to_owned(), RefOr::T(Schema::Object(object.build())));
}
