//! Every fact of the source page is a datum of the example and shows on a page, in both languages.
//!
//! `facts.tsv` has a line for each: the fact's number, the record, the field (JSON pointer), what it holds and by which provenance
//! (`plain` where the field has none), the page, and the words that readers see there. A line whose number begins with D is what
//! the source does not state, and which must stay marked as inferred.
use std::collections::BTreeSet;

use portulan_model::folder;

use crate::support::{TestSite, records};

const FACTS: [&str; 46] = [
    "F01", "F02", "F03", "F04", "F05", "F06", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "F20", "F21",
    "F22", "F23", "F24", "F25", "F26", "F27", "F28", "F30", "F31", "F32", "F33", "F34", "F35", "F36", "F40",
    "F41", "F42", "F43", "F50", "F51", "F52", "F53", "F54", "F55", "F60", "F61", "F62", "F70", "F71", "F72",
    "F80",
];
const NETWORK_FACTS: [&str; 2] = ["F81", "F82"];

#[tokio::test]
async fn every_fact_is_a_datum_and_shows() {
    let (site, records) = (TestSite::example().await, records());
    let mut seen = BTreeSet::new();
    let mut missing = Vec::new();
    for line in include_str!("facts.tsv").lines().skip(1) {
        let [fact, name, pointer, value, provenance, page, french, english]: [&str; 8] =
            line.split('\t').collect::<Vec<_>>().try_into().expect("eight columns");
        seen.insert(fact);
        let (kind, slug) = name.split_once('/').expect("kind/slug");
        let record = records.iter().find(|r| r.kind().folder() == kind && r.slug == slug).expect(name);
        let body = folder::to_value(&record.body);
        let held = body.pointer(pointer).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
        if !held.as_ref().is_some_and(|h| h.contains(value)) {
            missing.push(format!("{fact}: {name}{pointer} holds {held:?}, not {value}"));
        }
        let known = provenance_of(&body, pointer);
        if known != provenance {
            missing.push(format!("{fact}: {name}{pointer} is {known}, not {provenance}"));
        }
        for (language, words) in [("fr", french), ("en", english)] {
            let path = format!("/{language}/{page}");
            let unmarked = unmarked(&site.get(&path).await.visible());
            if !unmarked.contains(words) {
                missing.push(format!("{fact}: {path} does not show “{words}”"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    seen.retain(|fact: &&str| fact.starts_with('F'));
    assert_eq!(seen, FACTS.into_iter().chain(NETWORK_FACTS).collect(), "facts without a line");
}

/// The provenance of a datum: that of the innermost object around it that has one.
fn provenance_of(body: &serde_json::Value, pointer: &str) -> String {
    let mut path = pointer;
    while !path.is_empty() {
        if let Some(object) = body.pointer(path).and_then(|value| value.as_object())
            && (object.contains_key("provenance") || object.contains_key("source"))
        {
            let provenance = object.get("provenance").and_then(|value| value.as_str());
            return provenance.unwrap_or("stated").to_owned();
        }
        path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    "plain".to_owned()
}

/// Removes the numbers of sources between words.
fn unmarked(visible: &str) -> String {
    visible.replace(" 1 ,", ",").replace(" déduit", "").replace(" inferred", "")
}

/// Facts added by an editor must never look like facts of the source.
#[test]
fn coordinates_codes_and_goals_are_marked_as_inferred() {
    for record in records() {
        let body = folder::to_value(&record.body);
        for field in ["point", "subdivision", "sdgs", "sectors", "axes"] {
            let Some(value) = body.get(field) else { continue };
            let of_authority = record.kind().singular() == "authority";
            for one in value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]) {
                assert!(
                    of_authority || one["provenance"] == "inferred",
                    "{}/{}: {field}",
                    record.kind(),
                    record.slug
                );
            }
        }
    }
}
