//! The validation accepts what the published schemas accept.
use portulan_model::{FieldSchema, Kind, folder};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::published::{PublishedSchema, is_match};
use super::*;
use crate::schema::read;

const INPUTS: usize = Kind::ALL.len() + 2;

/// All types of request body.
fn inputs() -> impl Iterator<Item = ApiInput> {
    Kind::ALL.iter().map(|kind| ApiInput::Record(*kind)).chain([ApiInput::Patch, ApiInput::Decision])
}

/// The errors of a body in English, empty if it is accepted.
fn errors(input: ApiInput, value: &Value) -> Vec<FaultDetail> {
    match validate(input, value, Language::English) {
        Ok(()) => Vec::new(),
        Err(ApiFault::Shape(errors)) => errors,
        Err(other) => panic!("{other:?}"),
    }
}

/// Compares both verdicts about a body.
fn compare(input: ApiInput, schema: &PublishedSchema, value: &Value) -> Result<(), TestCaseError> {
    let errors = errors(input, value);
    prop_assert_eq!(errors.is_empty(), schema.accepts(value), "{:?}: {} {:?}", input, value, errors);
    Ok(())
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
            assert_eq!(read(*kind, value["body"].clone(), Language::English).expect("a body"), record.body);
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
    for language in Language::ALL {
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
        texts(Language::English),
        "Wrong type: number instead of string. Send a string of at most 500 characters."
    );
    assert_eq!(
        texts(Language::French),
        "Type incorrect : nombre au lieu de chaîne. Envoyez une chaîne de 500 caractères au plus."
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

#[test]
fn patterns_match_what_their_expressions_match() {
    let alphabet = ['0', '1', '2', '3', '9', '-', '.', 'a', 'z', 'A', 'Z', '/', ':', 'é', '٣', '\n'];
    let seeds = [
        "",
        "a",
        "a-b",
        "quai-9",
        "0",
        "-0.5",
        "1250.50",
        "12345678901234567890.12345678",
        "2024",
        "2024-05",
        "2024-10-31",
        "2024-02-09",
        "EUR",
        "http://x",
        "https://",
        "https://a b",
    ];
    let check = |text: &str| {
        for pattern in Pattern::ALL {
            let expected = is_match(pattern.expression(), text);
            assert_eq!(pattern.is_match(text), expected, "{pattern:?} {text:?}");
        }
    };
    let changed = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut all = Vec::new();
        for at in 0..=chars.len() {
            for (c, skip) in alphabet.iter().flat_map(|c| [(Some(c), 0), (Some(c), 1)]).chain([(None, 1)]) {
                let rest = chars.iter().skip(at + skip);
                all.push(chars[..at].iter().chain(c).chain(rest).collect());
            }
        }
        all
    };
    for seed in seeds {
        check(seed);
        for text in changed(seed) {
            check(&text);
            if seed.len() <= 3 {
                changed(&text).iter().for_each(|text| check(text));
            }
        }
    }
}

/// Values near the limits of every type.
fn values() -> Vec<Value> {
    let texts = [
        "",
        "a",
        "a-b",
        "-a",
        "A",
        "é",
        "2024",
        "2024-02-31",
        "2024-13",
        "1250.50",
        "1.",
        "--1",
        "EUR",
        "eur",
        "http://",
        "ftp://x",
        "exactly",
        "inferred",
        "active",
        "2024\n",
        "FR",
    ];
    let long = [80, 81, 500, 501].map(|n| "x".repeat(n)).map(Value::from);
    let numbers = [0.0, 1.5, 2.0, -1.0, -90.0, 90.5, 180.0, 255.0, 256.0, 32767.0, -32769.0, 1e300];
    let mut all: Vec<Value> = texts.map(Value::from).into_iter().chain(long).collect();
    all.extend(numbers.map(Value::from));
    all.extend([json!(u64::MAX), json!(i64::MIN), json!(7), json!(300), json!(null), json!(true)]);
    all.extend([json!([]), json!([null]), json!({}), json!({ "fr": "x" }), json!({ "value": "x" })]);
    all.extend([json!({ "value": {}, "source": "a" }), json!([{}]), json!(["a"])]);
    all
}

/// A body with every field.
fn sample(expected: Expected) -> Value {
    match expected {
        Expected::Field(FieldSchema::Optional(inner)) => sample(Expected::Field(inner())),
        Expected::Field(FieldSchema::List(inner)) => json!([sample(Expected::Field(inner()))]),
        Expected::Field(FieldSchema::Text) => json!({ "fr": "x" }),
        Expected::Field(FieldSchema::Flag) => json!(true),
        Expected::Field(FieldSchema::Integer(..)) | Expected::Degrees(..) => json!(1),
        Expected::Field(FieldSchema::Date) => json!("2024-05"),
        Expected::Field(FieldSchema::Decimal) => json!("1.5"),
        Expected::Field(FieldSchema::Web) => json!("https://x"),
        Expected::Field(FieldSchema::Choice(_, words)) => json!(words()[0]),
        Expected::Currency => json!("EUR"),
        Expected::Word(words) => json!(words[0]),
        _ if expected.type_name() == "object" => {
            expected.members().into_iter().map(|m| (m.name.to_owned(), sample(m.expected))).collect()
        }
        _ => json!("x"),
    }
}

/// Adds the JSON pointers of a value and of the values inside it.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, v)| places(v, &format!("{at}/{name}"), into)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| places(v, &format!("{at}/{i}"), into))
        }
        _ => {}
    }
}

#[test]
fn a_body_with_every_field_is_accepted_and_each_change_has_the_verdict_of_the_published_schema() {
    let all = values();
    for input in inputs() {
        let (whole, schema) = (sample(Expected::Input(input)), PublishedSchema::of(input));
        assert_eq!(errors(input, &whole), [], "{input:?}: {whole}");
        let mut pointers = Vec::new();
        places(&whole, "", &mut pointers);
        let mut changed = whole.clone();
        // One value at a time; the values take turns.
        for (i, pointer) in pointers.iter().enumerate() {
            for value in all.iter().skip(i % 7).step_by(7) {
                let before = std::mem::replace(changed.pointer_mut(pointer).expect("a place"), value.clone());
                compare(input, &schema, &changed).unwrap_or_else(|e| panic!("{e}"));
                *changed.pointer_mut(pointer).expect("a place") = before;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn changed_bodies_are_accepted_exactly_if_the_published_schema_accepts_them(
        input in 0..INPUTS,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<prop::sample::Index>()), 1..5),
    ) {
        let input = inputs().nth(input).expect("an input");
        let (schema, all) = (PublishedSchema::of(input), values());
        let mut value = sample(Expected::Input(input));
        for (place, change, other) in changes {
            let mut pointers = Vec::new();
            places(&value, "", &mut pointers);
            let target = value.pointer_mut(&pointers[place.index(pointers.len())]).expect("a place");
            match (change, target) {
                (0, Value::Object(fields)) if !fields.is_empty() => {
                    let name = fields.keys().nth(other.index(fields.len())).expect("a name").clone();
                    fields.shift_remove(&name);
                }
                (1, Value::Object(fields)) => {
                    fields.insert("other".to_owned(), all[other.index(all.len())].clone());
                }
                (2, Value::Array(items)) => items.push(all[other.index(all.len())].clone()),
                (_, target) => *target = all[other.index(all.len())].clone(),
            }
            compare(input, &schema, &value)?;
        }
    }
}
