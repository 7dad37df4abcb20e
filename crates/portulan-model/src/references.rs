//! The references inside bodies: finds and removes them.
use std::collections::HashSet;

use serde_json::Value;

use crate::{Body, FieldValue, Kind, Record, VisitValues, folder, visit_values};

/// The references inside `body`: path, kind, and slug (or id) of the target.
pub fn references(body: &impl VisitValues) -> Vec<(String, Kind, String)> {
    let mut found = Vec::new();
    visit_values(body, &mut |path, value| {
        if let FieldValue::Reference(kind, slug) = value {
            found.push((path.to_string(), kind, slug.to_owned()));
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
