//! Traversal of the named values inside a serialisable body: references, texts, codes, periods…
//!
//! Checks, the extraction of references and the search index use this traversal alone, so a new field is
//! covered without further code. Paths are JSON pointers (`/participations/0/organisation`).
use std::collections::{BTreeSet, HashSet};
use std::fmt;

use serde::ser::{self, Serialize};
use serde_json::{Map, Value};

use crate::{Body, Kind, Record, folder};

/// Calls `visit` with the path, the type name and the value of each named value inside `body`.
pub fn visit_values(body: &impl Serialize, visit: &mut dyn FnMut(&str, &'static str, &Value)) {
    let mut walker = Walker { path: String::new(), visit };
    // Neither the walker nor the derived implementations that it calls return errors for bodies.
    let _ = body.serialize(&mut walker);
}

/// The currencies other than the euro in bodies, sorted, without duplicates.
pub fn currencies<'a>(bodies: impl Iterator<Item = &'a Body>) -> Vec<String> {
    let mut found = Currencies::default();
    bodies.for_each(|body| found.add_from(body));
    found.into_vec()
}

/// The currencies found so far.
#[derive(Default)]
pub(crate) struct Currencies(BTreeSet<String>);

impl Currencies {
    pub(crate) fn add_from(&mut self, body: &impl Serialize) {
        visit_values(body, &mut |_, name, value| match value {
            Value::String(code) if name == "Currency" && code != crate::EURO => {
                self.0.insert(code.clone());
            }
            _ => {}
        });
    }

    pub(crate) fn into_vec(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}

/// The references inside `body`: path, kind, and slug (or id) of the target.
pub fn references(body: &impl Serialize) -> Vec<(String, Kind, String)> {
    let mut found = Vec::new();
    visit_values(body, &mut |path, name, value| {
        if let (Some(kind), Value::String(slug)) =
            (name.strip_prefix("ref:").and_then(|k| k.parse().ok()), value)
        {
            found.push((path.to_owned(), kind, slug.clone()));
        }
    });
    found
}

/// Returns a body without the references for which `is_gone` is true. A reference is removed from its list,
/// or its field becomes empty. An item that has no meaning without its reference (a fact with the reference
/// as value; the participation, membership or signature of an organisation) is removed as a whole. Returns an
/// error if the remaining body cannot be read, which means a fault in the types.
pub fn remove_refs(body: &Body, is_gone: impl Fn(Kind, &str) -> bool) -> Result<Body, serde_json::Error> {
    let mut value = folder::to_value(body);
    // From the end, so that the indexes of earlier items stay valid.
    for (path, _, _) in references(body).into_iter().rev().filter(|(_, kind, slug)| is_gone(*kind, slug)) {
        let path = removal_path(&value, &path).to_owned();
        remove(&mut value, &path);
    }
    Body::read(body.kind(), value)
}

/// The path to remove for a reference: its own, or that of the item that has no meaning without it.
fn removal_path<'a>(value: &Value, path: &'a str) -> &'a str {
    let Some((parent, last)) = path.rsplit_once('/') else { return path };
    let is_item = parent.rsplit('/').next().is_some_and(|name| name.parse::<usize>().is_ok());
    let is_fact = last == "value"
        && value.pointer(parent).and_then(Value::as_object).is_some_and(|fields| {
            fields.keys().all(|name| matches!(name.as_str(), "value" | "source" | "provenance"))
        });
    if is_fact || (is_item && last == "organisation") { parent } else { path }
}

fn remove(value: &mut Value, path: &str) {
    let Some((parent, last)) = path.rsplit_once('/') else { return };
    match (value.pointer_mut(parent), last.parse::<usize>()) {
        (Some(Value::Array(items)), Ok(i)) if i < items.len() => {
            items.remove(i);
        }
        (Some(Value::Object(fields)), _) => {
            fields.remove(last);
        }
        _ => {}
    }
}

/// Removes references to contacts and missions that are neither in `records` nor in `others`: an export
/// leaves these kinds out by default.
pub fn strip_private_refs<'a>(
    records: &mut [Record],
    others: impl IntoIterator<Item = &'a Record>,
) -> Result<(), serde_json::Error> {
    let is_private = |r: &&Record| r.kind().is_private();
    let key_of = |r: &Record| (r.kind(), r.slug.clone());
    let mut known: HashSet<(Kind, String)> = records.iter().filter(is_private).map(key_of).collect();
    known.extend(others.into_iter().filter(is_private).map(key_of));
    let is_missing = |kind: Kind, slug: &str| kind.is_private() && !known.contains(&(kind, slug.to_owned()));
    for record in records {
        if references(&record.body).iter().any(|(_, kind, slug)| is_missing(*kind, slug)) {
            record.body = remove_refs(&record.body, is_missing)?;
        }
    }
    Ok(())
}

struct Walker<'a> {
    path: String,
    visit: &'a mut dyn FnMut(&str, &'static str, &Value),
}

impl Walker<'_> {
    fn visit_nested<T: Serialize + ?Sized>(
        &mut self,
        key: impl fmt::Display,
        value: &T,
    ) -> Result<(), WalkError> {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&key.to_string().replace('~', "~0").replace('/', "~1"));
        let done = value.serialize(&mut *self);
        self.path.truncate(length);
        done
    }

    fn visit_named<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Ok(value) = serde_json::to_value(value) {
            (self.visit)(&self.path, name, &value);
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WalkError(String);

impl ser::Error for WalkError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct Nested<'w, 'a> {
    walker: &'w mut Walker<'a>,
    name: &'static str,
    fields: Map<String, Value>,
    index: usize,
    key: String,
}

macro_rules! scalars {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, _: $type) -> Result<(), WalkError> { Ok(()) }
    )*};
}

impl<'w, 'a> ser::Serializer for &'w mut Walker<'a> {
    type Ok = ();
    type Error = WalkError;
    type SerializeSeq = Nested<'w, 'a>;
    type SerializeTuple = Nested<'w, 'a>;
    type SerializeTupleStruct = Nested<'w, 'a>;
    type SerializeTupleVariant = ser::Impossible<(), WalkError>;
    type SerializeMap = Nested<'w, 'a>;
    type SerializeStruct = Nested<'w, 'a>;
    type SerializeStructVariant = ser::Impossible<(), WalkError>;

    scalars!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str);

    fn serialize_none(self) -> Result<(), WalkError> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WalkError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WalkError> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), WalkError> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), WalkError> {
        self.visit_named(name, value);
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), WalkError> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Nested<'w, 'a>, WalkError> {
        Ok(Nested { walker: self, name: "", fields: Map::new(), index: 0, key: String::new() })
    }

    fn serialize_tuple(self, length: usize) -> Result<Nested<'w, 'a>, WalkError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Nested<'w, 'a>, WalkError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, WalkError> {
        Err(WalkError(format!("{name}: tuple variants have no place in records")))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Nested<'w, 'a>, WalkError> {
        self.serialize_seq(length)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Nested<'w, 'a>, WalkError> {
        Ok(Nested { walker: self, name, fields: Map::new(), index: 0, key: String::new() })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, WalkError> {
        Err(WalkError(format!("{name}: struct variants have no place in records")))
    }
}

/// Structs that `visit` also receives as a whole.
const COMPOSITE_TYPES: [&str; 4] = ["Period", "Point", "Money", "SdgTag"];

impl ser::SerializeStruct for Nested<'_, '_> {
    type Ok = ();
    type Error = WalkError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), WalkError> {
        if COMPOSITE_TYPES.contains(&self.name) {
            self.fields.insert(key.to_owned(), serde_json::to_value(value).unwrap_or(Value::Null));
        }
        self.walker.visit_nested(key, value)
    }

    fn end(self) -> Result<(), WalkError> {
        if !self.fields.is_empty() {
            (self.walker.visit)(&self.walker.path, self.name, &Value::Object(self.fields));
        }
        Ok(())
    }
}

macro_rules! elements {
    ($($trait:ident $method:ident),*) => {$(
        impl ser::$trait for Nested<'_, '_> {
            type Ok = ();
            type Error = WalkError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WalkError> {
                self.index += 1;
                self.walker.visit_nested(self.index - 1, value)
            }

            fn end(self) -> Result<(), WalkError> {
                Ok(())
            }
        }
    )*};
}

elements!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);

impl ser::SerializeMap for Nested<'_, '_> {
    type Ok = ();
    type Error = WalkError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WalkError> {
        self.key =
            serde_json::to_value(key).ok().and_then(|k| k.as_str().map(str::to_owned)).unwrap_or_default();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WalkError> {
        let key = std::mem::take(&mut self.key);
        self.walker.visit_nested(key, value)
    }

    fn end(self) -> Result<(), WalkError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::{Organisation, Participation, Partnership};
    use crate::{Fact, Provenance, Ref};

    use super::*;

    #[test]
    fn items_without_meaning_are_removed_with_their_reference() {
        let parent = Fact { value: Ref::new("gone"), source: None, provenance: Provenance::Stated };
        let body = Body::Organisation(Box::new(Organisation { parent: Some(parent), ..Default::default() }));
        let left = remove_refs(&body, |_, slug| slug == "gone").expect("readable");
        assert_eq!(left, Body::Organisation(Box::default()));
        let participation = |slug: &str| Participation { organisation: Ref::new(slug), ..Default::default() };
        let body = Partnership {
            participations: vec![participation("gone"), participation("stays")],
            ..Default::default()
        };
        let left =
            remove_refs(&Body::Partnership(Box::new(body)), |_, slug| slug == "gone").expect("readable");
        let wanted = Partnership { participations: vec![participation("stays")], ..Default::default() };
        assert_eq!(left, Body::Partnership(Box::new(wanted)));
    }
}
