//! Bodies with their expected errors.
use portulan_model::{FieldSchema, Kind, folder};
use serde_json::{Value, json};

use super::published::PublishedSchema;
use super::*;
use crate::schema::read;

/// The errors of a body in English, empty if it is accepted.
pub(super) fn errors(input: ApiInput, value: &Value) -> Vec<FaultDetail> {
    match validate(input, value, Language::ENGLISH) {
        Ok(()) => Vec::new(),
        Err(ApiFault::Shape(errors)) => errors,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn the_example_is_accepted() {
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/la-rochelle");
    let mut seen = 0;
    for kind in Kind::ALL {
        for entry in std::fs::read_dir(example.join(kind.folder())).into_iter().flatten().flatten() {
            let file = std::fs::read_to_string(entry.path()).expect("text");
            let record = folder::read(*kind, "x", &file).expect("a record");
            let value = json!({ "slug": "x", "body": folder::to_value(&record.body) });
            let input = ApiInput::Record(*kind);
            assert_eq!(errors(input, &value), [], "{:?}", entry.path());
            assert!(PublishedSchema::of(input).accepts(&value), "{:?}", entry.path());
            assert_eq!(read(*kind, value["body"].clone(), Language::ENGLISH).expect("a body"), record.body);
            seen += 1;
        }
    }
    assert!(seen > 50);
}

/// Bodies with the place and code of the error that each must have; an empty code if it is valid. The verdict is
/// also that of the published schema.
#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn bodies_are_accepted_or_refused_as_in_this_table() {
    use Kind::{Authority, Organisation, Partnership, Project, Territory};
    let table = [
        // Texts
        (Partnership, json!({}), "", ""),
        (Partnership, json!({ "title": { "fr": "L’eau", "pt-BR": "" } }), "", ""),
        (Partnership, json!({ "title": {} }), "", ""),
        (Partnership, json!({ "title": { "fr": 3 } }), "/title/fr", "type"),
        (Partnership, json!({ "title": { "a/b~c": null } }), "/title/a~1b~0c", "type"),
        (Partnership, json!({ "title": "L’eau" }), "/title", "type"),
        (Partnership, json!({ "title": null }), "/title", "type"),
        // Lines
        (Organisation, json!({ "acronym": "" }), "", ""),
        (Organisation, json!({ "acronym": "A\nB" }), "", ""),
        (Organisation, json!({ "acronym": null }), "/acronym", "type"),
        (Organisation, json!({ "acronym": ["A"] }), "/acronym", "type"),
        // Booleans
        (Authority, json!({ "fictional": true }), "", ""),
        (Authority, json!({ "fictional": "true" }), "/fictional", "type"),
        (Authority, json!({ "fictional": 1 }), "/fictional", "type"),
        // Integers
        (Project, json!({ "markers": [{ "score": 0 }, { "score": 255 }] }), "", ""),
        (Project, json!({ "markers": [{ "score": 2.0 }] }), "", ""),
        (Project, json!({ "markers": [{ "score": 256 }] }), "/markers/0/score", "maximum"),
        (Project, json!({ "markers": [{ "score": -1 }] }), "/markers/0/score", "minimum"),
        (Project, json!({ "markers": [{ "score": 1.5 }] }), "/markers/0/score", "type"),
        (Project, json!({ "markers": [{ "score": "1" }] }), "/markers/0/score", "type"),
        (Project, json!({ "markers": [{ "score": u64::MAX }] }), "/markers/0/score", "maximum"),
        (Project, json!({ "markers": [{ "score": i64::MIN }] }), "/markers/0/score", "minimum"),
        (Project, json!({ "markers": [{ "score": 1e300 }] }), "/markers/0/score", "maximum"),
        (Territory, json!({ "population": [{ "year": -32768 }] }), "", ""),
        (Territory, json!({ "population": [{ "year": 32768 }] }), "/population/0/year", "maximum"),
        // Decimals
        (Project, json!({ "sectors": [{ "percentage": "-0.12345678" }] }), "", ""),
        (Project, json!({ "sectors": [{ "percentage": "12345678901234567890" }] }), "", ""),
        (
            Project,
            json!({ "sectors": [{ "percentage": "1.123456789" }] }),
            "/sectors/0/percentage",
            "pattern",
        ),
        (Project, json!({ "sectors": [{ "percentage": "+1" }] }), "/sectors/0/percentage", "pattern"),
        (Project, json!({ "sectors": [{ "percentage": "1." }] }), "/sectors/0/percentage", "pattern"),
        (Project, json!({ "sectors": [{ "percentage": "1e2" }] }), "/sectors/0/percentage", "pattern"),
        (Project, json!({ "sectors": [{ "percentage": 50 }] }), "/sectors/0/percentage", "type"),
        // Dates and periods
        (Project, json!({ "planned": { "value": { "start": "2023", "end": "2024-02-31" } } }), "", ""),
        (Project, json!({ "planned": { "value": {} } }), "", ""),
        (
            Project,
            json!({ "planned": { "value": { "start": "2023-13" } } }),
            "/planned/value/start",
            "pattern",
        ),
        (Project, json!({ "planned": { "value": { "end": "2023-1-2" } } }), "/planned/value/end", "pattern"),
        (
            Project,
            json!({ "planned": { "value": { "end": "2023-01-32" } } }),
            "/planned/value/end",
            "pattern",
        ),
        (
            Project,
            json!({ "planned": { "value": { "to": "2023" } } }),
            "/planned/value",
            "additionalProperties",
        ),
        // Points
        (Territory, json!({ "point": { "value": { "lat": -90, "lon": 180.0 } } }), "", ""),
        (
            Territory,
            json!({ "point": { "value": { "lat": 90.1, "lon": 0 } } }),
            "/point/value/lat",
            "maximum",
        ),
        (
            Territory,
            json!({ "point": { "value": { "lat": 0, "lon": -181 } } }),
            "/point/value/lon",
            "minimum",
        ),
        (Territory, json!({ "point": { "value": { "lat": 1 } } }), "/point/value", "required"),
        (Territory, json!({ "point": { "value": [1, 2] } }), "/point/value", "type"),
        // Amounts and quantities
        (
            Project,
            json!({ "budgets": [{ "value": { "amount": "1", "currency": "EUR", "value_date": "2024" } }] }),
            "",
            "",
        ),
        (
            Project,
            json!({ "budgets": [{ "value": { "amount": "1", "currency": "eur", "value_date": "2024" } }] }),
            "/budgets/0/value/currency",
            "pattern",
        ),
        (Project, json!({ "budgets": [{ "value": { "amount": "1" } }] }), "/budgets/0/value", "required"),
        (
            Territory,
            json!({ "population": [{ "quantity": { "value": "75000", "qualifier": "about" } }] }),
            "",
            "",
        ),
        (
            Territory,
            json!({ "population": [{ "quantity": { "value": "1", "qualifier": "roughly" } }] }),
            "/population/0/quantity/qualifier",
            "enum",
        ),
        (Territory, json!({ "population": [{ "quantity": {} }] }), "/population/0/quantity", "required"),
        // Codes, choices, web addresses
        (Territory, json!({ "country": "XX" }), "", ""),
        (Territory, json!({ "country": "" }), "/country", "minLength"),
        (Partnership, json!({ "kind": "decentralised-cooperation" }), "", ""),
        (Partnership, json!({ "kind": "Decentralised-Cooperation" }), "/kind", "enum"),
        (Partnership, json!({ "kind": 1 }), "/kind", "type"),
        (Organisation, json!({ "website": "https://" }), "", ""),
        (Organisation, json!({ "website": "HTTPS://example.org" }), "/website", "pattern"),
        (Organisation, json!({ "website": " https://example.org" }), "/website", "pattern"),
        // References, lists, duplicates
        (Partnership, json!({ "territories": ["a", "a", "b-2"] }), "", ""),
        (Partnership, json!({ "territories": ["a", "A B"] }), "/territories/1", "pattern"),
        (Partnership, json!({ "territories": ["a--b"] }), "/territories/0", "pattern"),
        (Partnership, json!({ "territories": ["a".repeat(81)] }), "/territories/0", "maxLength"),
        (Partnership, json!({ "territories": "a" }), "/territories", "type"),
        (Partnership, json!({ "territories": [null] }), "/territories/0", "type"),
        // Facts and sources
        (
            Partnership,
            json!({ "since": { "value": "1999-06", "source": "report", "provenance": "inferred" } }),
            "",
            "",
        ),
        (Partnership, json!({ "since": { "source": "report" } }), "/since", "required"),
        (Partnership, json!({ "since": "1999" }), "/since", "type"),
        (Partnership, json!({ "since": { "value": "1999", "source": "" } }), "/since/source", "pattern"),
        (Partnership, json!({ "since": { "value": "1999", "provenance": "" } }), "/since/provenance", "enum"),
        (Partnership, json!({ "sections": [{ "source": "report", "provenance": "stated" }] }), "", ""),
        (Project, json!({ "markers": [{ "source": "report" }] }), "/markers/0", "additionalProperties"),
        // Nested groups
        (
            Project,
            json!({ "results": [{ "indicators": [{ "periods": [{ "parts": [{}, { "target": 1 }] }] }] }] }),
            "/results/0/indicators/0/periods/0/parts/1/target",
            "type",
        ),
        (Partnership, json!({ "nonsense": 1 }), "", "additionalProperties"),
        (Partnership, json!([]), "", "type"),
    ];
    for (kind, body, place, code) in table {
        let (input, sent) = (ApiInput::Record(kind), json!({ "body": body }));
        let errors = errors(input, &sent);
        let found: Vec<_> = errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
        assert_eq!(PublishedSchema::of(input).accepts(&sent), code.is_empty(), "{kind}: {body}");
        if code.is_empty() {
            assert_eq!(found, [], "{kind}: {body}");
        } else {
            assert!(found.contains(&(&format!("/body{place}"), code)), "{kind}: {body}: {found:?}");
        }
    }
}

#[test]
fn the_parts_around_a_body_are_validated() {
    let long = |n: usize| "é".repeat(n);
    let record = ApiInput::Record(Kind::Territory);
    for (input, sent, expected) in [
        (record, json!({}), vec![("", "required")]),
        (record, json!(null), vec![("", "type")]),
        (record, json!({ "body": {}, "slug": "quai-9", "reason": long(500) }), vec![]),
        (record, json!({ "body": {}, "reason": long(501) }), vec![("/reason", "maxLength")]),
        (record, json!({ "body": {}, "slug": "" }), vec![("/slug", "pattern")]),
        (
            record,
            json!({ "body": {}, "slug": "É".repeat(81) }),
            vec![("/slug", "pattern"), ("/slug", "maxLength")],
        ),
        (record, json!({ "body": {}, "state": "published" }), vec![("", "additionalProperties")]),
        (ApiInput::Patch, json!({}), vec![]),
        (ApiInput::Patch, json!({ "body": { "any": [null, { "thing": 1 }] } }), vec![]),
        (ApiInput::Patch, json!({ "body": null }), vec![("/body", "type")]),
        (ApiInput::Patch, json!({ "slug": null }), vec![("/slug", "type")]),
        (ApiInput::Decision, json!({}), vec![]),
        (ApiInput::Decision, json!({ "reason": "" }), vec![]),
        (
            ApiInput::Decision,
            json!({ "reason": 1, "body": {} }),
            vec![("/reason", "type"), ("", "additionalProperties")],
        ),
    ] {
        let errors = errors(input, &sent);
        let found: Vec<_> = errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
        assert_eq!(found, expected, "{sent}");
        assert_eq!(PublishedSchema::of(input).accepts(&sent), expected.is_empty(), "{sent}");
    }
}

#[test]
fn messages_are_in_the_language_of_the_request_and_repeat_no_value() {
    let sent = json!({ "body": {
        "title": { "fr": 3 },
        "nonsense": "secret",
        "kind": "secret",
        "territories": ["A secret"],
        "since": { "source": "report" },
        "website": 1,
    }, "reason": "secret".repeat(100) });
    for language in Language::complete().iter().copied() {
        let Err(ApiFault::Shape(errors)) = validate(ApiInput::Record(Kind::Partnership), &sent, language)
        else {
            panic!("accepted")
        };
        assert_eq!(errors.len(), 7, "{errors:?}");
        for error in &errors {
            let text = format!("{} {}", error.detail, error.remedy);
            assert!(!text.contains("api-") && !text.contains("secret") && !text.contains("{ $"), "{text}");
            assert!(!error.detail.is_empty() && error.remedy.ends_with('.'), "{text}");
        }
    }
    let texts = |language| match validate(ApiInput::Decision, &json!({ "reason": 1 }), language) {
        Err(ApiFault::Shape(errors)) => format!("{}. {}", errors[0].detail, errors[0].remedy),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        texts(Language::ENGLISH),
        "Wrong type: number instead of string. Send a string of at most 500 characters."
    );
    assert_eq!(
        texts(Language::FRENCH),
        "Type incorrect\u{a0}: nombre au lieu de chaîne. Envoyez une chaîne de 500 caractères au plus."
    );
}

#[test]
fn the_number_of_errors_and_the_length_of_their_names_are_bounded() {
    let many: Vec<Value> = (0..10_000).map(Value::from).collect();
    let sent = json!({ "body": { "territories": many, "x".repeat(100_000): 1 } });
    assert_eq!(errors(ApiInput::Record(Kind::Partnership), &sent).len(), MAX_ERRORS);
    let unknown: serde_json::Map<_, _> =
        (0..100).map(|i| (format!("{i}{}", "x".repeat(999)), json!(1))).collect();
    let errors = errors(ApiInput::Decision, &Value::Object(unknown));
    assert_eq!(errors.len(), MAX_ERRORS);
    assert!(errors.iter().all(|e| e.detail.len() < 200), "{:?}", errors[0]);
}

#[test]
fn schemas_have_a_finite_depth() {
    fn depth(shape: FieldSchema, above: usize) -> usize {
        assert!(above < 40, "a schema that contains itself");
        match shape {
            FieldSchema::Fact(inner) | FieldSchema::Optional(inner) | FieldSchema::List(inner) => {
                1 + depth(inner(), above + 1)
            }
            FieldSchema::Group(group) => {
                1 + group.fields.iter().map(|f| depth((f.shape)(), above + 1)).max().unwrap_or_default()
            }
            _ => 1,
        }
    }
    assert!(Kind::ALL.iter().all(|kind| depth(kind.shape(), 0) < 40));
}
