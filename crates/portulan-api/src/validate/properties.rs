//! The validation accepts exactly what the published schemas accept.
use portulan_model::{FieldSchema, Kind};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::published::{PublishedSchema, is_match};
use super::tests::errors;
use super::*;

const INPUTS: usize = Kind::ALL.len() + 2;

/// All types of request body.
fn inputs() -> impl Iterator<Item = ApiInput> {
    Kind::ALL.iter().map(|kind| ApiInput::Record(*kind)).chain([ApiInput::Patch, ApiInput::Decision])
}

/// Compares both verdicts about a body.
fn compare(input: ApiInput, schema: &PublishedSchema, value: &Value) -> Result<(), TestCaseError> {
    let errors = errors(input, value);
    prop_assert_eq!(errors.is_empty(), schema.accepts(value), "{:?}: {} {:?}", input, value, errors);
    Ok(())
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
                for text in changed(&text) {
                    check(&text);
                }
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
        Expected::Field(FieldSchema::Choice(list)) => json!(list.variants[0]),
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
            items.iter().enumerate().for_each(|(i, v)| places(v, &format!("{at}/{i}"), into));
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
