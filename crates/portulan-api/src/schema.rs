//! JSON Schemas of bodies, generated from the model. `validate.rs` accepts the same bodies.
use std::collections::BTreeMap;

use portulan_locales::{Language, key};
use portulan_model::{Body, Field, FieldGroup, FieldSchema, Kind, MAX_SLUG_CHARS, Provenance, Qualifier};
use serde_json::{Value, json};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::{Object, Ref, RefOr};

use crate::patterns::Pattern;
use crate::validate::MAX_REASON_CHARS;
use crate::{ApiFault, FaultDetail};

/// The schemas under `/components/schemas`, by name.
pub type NamedSchema = BTreeMap<String, RefOr<Schema>>;

fn reference(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

fn line() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn number() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Number)
}

fn built(object: ObjectBuilder) -> RefOr<Schema> {
    Schema::Object(object.build()).into()
}

/// The schema of a slug.
pub fn slug() -> ObjectBuilder {
    line().pattern(Some(Pattern::Slug.expression())).max_length(Some(MAX_SLUG_CHARS))
}

/// An object without additional properties.
fn closed() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

/// Adds a schema under a name, unless it exists.
fn add_once(
    named: &mut NamedSchema,
    name: &str,
    make: impl FnOnce(&mut NamedSchema) -> ObjectBuilder,
) -> RefOr<Schema> {
    if !named.contains_key(name) {
        // Reserves the name first, for schemas that refer to themselves.
        named.insert(name.to_owned(), Schema::Object(Object::new()).into());
        let whole = built(make(named));
        named.insert(name.to_owned(), whole);
    }
    reference(name)
}

fn decimal(named: &mut NamedSchema) -> RefOr<Schema> {
    add_once(named, "Decimal", |_| {
        line()
            .pattern(Some(Pattern::Decimal.expression()))
            .description(Some("A decimal number as a text, so that no digit is lost."))
            .examples(["1250.50"])
    })
}

fn date(named: &mut NamedSchema) -> RefOr<Schema> {
    add_once(named, "PartialDate", |_| {
        line()
            .pattern(Some(Pattern::Date.expression()))
            .description(Some("A year, a month of a year, or a day: as exact as its source."))
            .examples(["2011", "2023-10", "2024-05-31"])
    })
}

fn text(named: &mut NamedSchema) -> RefOr<Schema> {
    add_once(named, "Text", |_| {
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .additional_properties(Some(RefOr::T(Schema::Object(line().build()))))
            .description(Some("A text by language (BCP 47)."))
            .examples([json!({ "fr": "L’eau", "en": "Water" })])
    })
}

/// The schema of a value; named schemas are added to `named`.
fn schema(shape: FieldSchema, named: &mut NamedSchema) -> RefOr<Schema> {
    match shape {
        FieldSchema::Text => text(named),
        FieldSchema::Line => built(line()),
        FieldSchema::Flag => built(ObjectBuilder::new().schema_type(Type::Boolean)),
        FieldSchema::Integer(least, most) => built(
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(f64::from(least)))
                .maximum(Some(f64::from(most))),
        ),
        FieldSchema::Decimal => decimal(named),
        FieldSchema::Date => date(named),
        FieldSchema::Period => add_once(named, "Period", |named| {
            closed().property("start", date(named)).property("end", date(named))
        }),
        FieldSchema::Point => add_once(named, "Point", |_| {
            closed()
                .property("lat", built(number().minimum(Some(-90.0)).maximum(Some(90.0))))
                .property("lon", built(number().minimum(Some(-180.0)).maximum(Some(180.0))))
                .required("lat")
                .required("lon")
                .description(Some("Degrees north and east, WGS 84."))
        }),
        FieldSchema::Money => add_once(named, "Money", |named| {
            let value_date = date(named);
            let currency = line().pattern(Some(Pattern::Currency.expression())).description(Some("ISO 4217"));
            closed()
                .property("amount", decimal(named))
                .property("currency", built(currency))
                .property("value_date", value_date)
                .required("amount")
                .required("currency")
                .required("value_date")
        }),
        FieldSchema::Quantity => add_once(named, "Quantity", |named| {
            let qualifier = line().enum_values(Some(Qualifier::ALL.iter().map(|qualifier| qualifier.name())));
            closed()
                .property("value", decimal(named))
                .property("qualifier", built(qualifier))
                .required("value")
        }),
        FieldSchema::Code(list) => {
            built(line().min_length(Some(1)).description(Some(format!("A code of the list {list:?}."))))
        }
        FieldSchema::Web => {
            built(line().pattern(Some(Pattern::Url.expression())).description(Some("An address of the web.")))
        }
        FieldSchema::Choice(list) => built(line().enum_values(Some(list.variants.iter().copied()))),
        FieldSchema::Reference(kind) => {
            built(slug().description(Some(format!("The slug of a record: {}.", kind.singular()))))
        }
        FieldSchema::Fact(inner) => {
            built(sourced(closed().property("value", schema(inner(), named)).required("value")))
        }
        FieldSchema::Optional(inner) => schema(inner(), named),
        FieldSchema::List(inner) => {
            RefOr::T(Schema::Array(ArrayBuilder::new().items(schema(inner(), named)).build()))
        }
        FieldSchema::Group(group) => add_once(named, group.name, |named| fields(group, named)),
    }
}

fn fields(group: FieldGroup, named: &mut NamedSchema) -> ObjectBuilder {
    let add =
        |object: ObjectBuilder, field: &Field| object.property(field.name, schema((field.shape)(), named));
    let object = group.fields.iter().fold(closed(), add);
    if group.sourced { sourced(object) } else { object }
}

fn sourced(object: ObjectBuilder) -> ObjectBuilder {
    let source = slug().description(Some("The slug of a document: where this was read."));
    let provenance = line().enum_values(Some(Provenance::ALL.iter().map(|provenance| provenance.name())));
    object.property("source", built(source)).property("provenance", built(provenance))
}

/// The schema of a kind's body.
pub fn body(kind: Kind, named: &mut NamedSchema) -> RefOr<Schema> {
    schema(kind.shape(), named)
}

/// The schema of a timestamp.
pub fn moment() -> RefOr<Schema> {
    built(line().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))))
}

/// The schema of a URL.
pub fn address() -> RefOr<Schema> {
    built(line().format(Some(SchemaFormat::Custom("uri".to_owned()))))
}

/// The request body that creates or replaces a record.
pub fn input(kind: Kind, named: &mut NamedSchema) -> RefOr<Schema> {
    let name = format!("{}Input", type_name(kind));
    add_once(named, &name, |named| {
        closed()
            .property(
                "slug",
                built(
                    slug()
                        .description(Some("Its name in addresses; made from its title where it is missing.")),
                ),
            )
            .property(
                "reason",
                built(line().max_length(Some(MAX_REASON_CHARS)).description(Some("Why, for the history."))),
            )
            .property("body", body(kind, named))
            .required("body")
    })
}

/// The request body that changes fields of a record (merge patch).
pub fn patch(named: &mut NamedSchema) -> RefOr<Schema> {
    add_once(named, "RecordPatch", |_| {
        let free = ObjectBuilder::new()
            .schema_type(Type::Object)
            .additional_properties(Some(AdditionalProperties::FreeForm(true)));
        closed()
            .property("slug", built(slug()))
            .property("reason", built(line().max_length(Some(MAX_REASON_CHARS))))
            .property("body", built(free.description(Some("A JSON merge patch (RFC 7396) of the body."))))
    })
}

/// The request body that publishes or archives a record.
pub fn decision(named: &mut NamedSchema) -> RefOr<Schema> {
    add_once(named, "Decision", |_| {
        closed().property("reason", built(line().max_length(Some(MAX_REASON_CHARS))))
    })
}

/// The schema name of a kind.
pub fn type_name(kind: Kind) -> &'static str {
    match kind.shape() {
        FieldSchema::Group(group) => group.name,
        _ => "Record",
    }
}

/// Applies a merge patch (RFC 7396).
pub fn merge(into: &mut Value, patch: Value) {
    let Value::Object(fields) = patch else {
        *into = patch;
        return;
    };
    if !into.is_object() {
        *into = json!({});
    }
    for (name, value) in fields {
        if value.is_null() {
            into.as_object_mut().map(|object| object.shift_remove(&name));
        } else {
            merge(&mut into[&name], value);
        }
    }
}

/// Reads a body that has passed [`crate::validate`]. Values that a schema cannot describe are still refused, such as
/// 30 February.
pub fn read(kind: Kind, value: Value, language: Language) -> Result<Body, ApiFault> {
    Body::read(kind, value).map_err(|e| {
        let arguments = [("detail", e.to_string())];
        let arguments = arguments.each_ref().map(|(name, text)| (*name, text.as_str().into()));
        let detail = FaultDetail {
            pointer: "/body".to_owned(),
            code: "value".to_owned(),
            detail: language.format(key!("api-shape-value"), &arguments),
            remedy: language.text(key!("api-shape-value.remedy")),
        };
        ApiFault::Record(vec![detail])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_merge_as_the_standard_says() {
        // The cases of RFC 7396, appendix A.
        for (mut target, patch, merged) in [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b","b":"c"}), json!({"a":null}), json!({"b":"c"})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!(["a", "b"]), json!({"a":"b"}), json!({"a":"b"})),
            (json!({"e":null}), json!({"a":1}), json!({"e":null,"a":1})),
            (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
        ] {
            merge(&mut target, patch);
            assert_eq!(target, merged);
        }
    }
}
