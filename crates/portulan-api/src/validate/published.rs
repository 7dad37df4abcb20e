//! An evaluator of the published schemas, written independently of the validation that it is compared with.
//!
//! It supports the keywords that the schemas use and panics on any other.
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ApiInput;
use crate::schema;

/// The published schema of a request body, with the schemas that it refers to.
pub(super) struct PublishedSchema {
    root: Value,
    named: Value,
}

impl PublishedSchema {
    pub(super) fn of(input: ApiInput) -> Self {
        let mut named = schema::NamedSchema::new();
        let root = match input {
            ApiInput::Record(kind) => schema::input(kind, &mut named),
            ApiInput::Patch => schema::patch(&mut named),
            ApiInput::Decision => schema::decision(&mut named),
        };
        Self { root: json!(root), named: json!(named) }
    }

    /// True if the schema accepts a value.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        self.accepts_at(&self.root, value)
    }

    fn accepts_at(&self, schema: &Value, value: &Value) -> bool {
        schema.as_object().expect("a schema").iter().all(|(keyword, rule)| match keyword.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/components/schemas/"));
                self.accepts_at(&self.named[name.expect("a name")], value)
            }
            "type" => match rule.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "number" => value.is_number(),
                "integer" => {
                    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n % 1.0 == 0.0)
                }
                other => panic!("the type {other}"),
            },
            "properties" => {
                let fields = rule.as_object().expect("fields");
                fields.iter().all(|(name, s)| value.get(name).is_none_or(|v| self.accepts_at(s, v)))
            }
            "additionalProperties" => value.as_object().is_none_or(|object| {
                let others = object.iter().filter(|(name, _)| schema["properties"].get(name).is_none());
                others.into_iter().all(|(_, v)| match rule {
                    Value::Bool(allowed) => *allowed,
                    schema => self.accepts_at(schema, v),
                })
            }),
            "required" => {
                let names: Vec<&str> =
                    rule.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                value.as_object().is_none_or(|object| names.iter().all(|name| object.contains_key(*name)))
            }
            "items" => value.as_array().is_none_or(|items| items.iter().all(|v| self.accepts_at(rule, v))),
            "minimum" => value.as_f64().is_none_or(|n| n >= rule.as_f64().expect("a limit")),
            "maximum" => value.as_f64().is_none_or(|n| n <= rule.as_f64().expect("a limit")),
            "minLength" => value.as_str().is_none_or(|s| s.chars().count() as u64 >= limit(rule)),
            "maxLength" => value.as_str().is_none_or(|s| s.chars().count() as u64 <= limit(rule)),
            "enum" => rule.as_array().expect("values").contains(value),
            "pattern" => value.as_str().is_none_or(|s| is_match(rule.as_str().expect("a pattern"), s)),
            "description" | "examples" => true,
            other => panic!("the keyword {other}"),
        })
    }
}

fn limit(rule: &Value) -> u64 {
    rule.as_u64().expect("a limit")
}

/// A part of a regular expression.
enum RegexNode {
    Start,
    End,
    /// A character in one of these ranges.
    Class(Vec<(char, char)>),
    /// One of some sequences.
    Group(Vec<Vec<RegexNode>>),
    Repeat(Box<RegexNode>, usize, usize),
}

/// True if a regular expression (the part of ECMA-262 that the schemas use) matches somewhere in a string.
pub(super) fn is_match(expression: &str, text: &str) -> bool {
    let expression: Vec<char> = expression.chars().collect();
    let mut at = 0;
    let whole = RegexNode::Group(alternatives(&expression, &mut at));
    assert_eq!(at, expression.len(), "the whole expression is read");
    let text: Vec<char> = text.chars().collect();
    (0..=text.len()).any(|start| !ends(&whole, &text, start).is_empty())
}

fn alternatives(expression: &[char], at: &mut usize) -> Vec<Vec<RegexNode>> {
    let mut all = vec![Vec::new()];
    while *at < expression.len() && expression[*at] != ')' {
        let c = expression[*at];
        *at += 1;
        let node = match c {
            '|' => {
                all.push(Vec::new());
                continue;
            }
            '^' => RegexNode::Start,
            '$' => RegexNode::End,
            '(' => {
                let group = alternatives(expression, at);
                *at += 1;
                RegexNode::Group(group)
            }
            '[' => class(expression, at),
            '\\' => {
                *at += 1;
                RegexNode::Class(vec![(expression[*at - 1], expression[*at - 1])])
            }
            _ => RegexNode::Class(vec![(c, c)]),
        };
        let node = repeated(node, expression, at);
        all.last_mut().expect("a sequence").push(node);
    }
    all
}

fn class(expression: &[char], at: &mut usize) -> RegexNode {
    let mut ranges = Vec::new();
    while expression[*at] != ']' {
        let first = expression[*at];
        if expression[*at + 1] == '-' {
            ranges.push((first, expression[*at + 2]));
            *at += 3;
        } else {
            ranges.push((first, first));
            *at += 1;
        }
    }
    *at += 1;
    RegexNode::Class(ranges)
}

fn repeated(node: RegexNode, expression: &[char], at: &mut usize) -> RegexNode {
    let (least, most, length) = match expression.get(*at) {
        Some('?') => (0, 1, 1),
        Some('*') => (0, usize::MAX, 1),
        Some('+') => (1, usize::MAX, 1),
        Some('{') => {
            let inside: String = expression[*at + 1..].iter().take_while(|c| **c != '}').collect();
            let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
            (least.parse().expect("a number"), most.parse().expect("a number"), inside.len() + 2)
        }
        _ => return node,
    };
    *at += length;
    RegexNode::Repeat(Box::new(node), least, most)
}

/// The places where a match that begins at `start` can end.
fn ends(node: &RegexNode, text: &[char], start: usize) -> BTreeSet<usize> {
    let from = |node: &RegexNode, starts: BTreeSet<usize>| -> BTreeSet<usize> {
        starts.into_iter().flat_map(|start| ends(node, text, start)).collect()
    };
    match node {
        RegexNode::Start => (start == 0).then_some(start).into_iter().collect(),
        RegexNode::End => (start == text.len()).then_some(start).into_iter().collect(),
        RegexNode::Class(ranges) => {
            let is_in = |c: &&char| ranges.iter().any(|(low, high)| (low..=high).contains(c));
            text.get(start).filter(is_in).map(|_| start + 1).into_iter().collect()
        }
        RegexNode::Group(all) => {
            let one = |sequence: &Vec<RegexNode>| {
                sequence.iter().fold(BTreeSet::from([start]), |starts, node| from(node, starts))
            };
            all.iter().flat_map(one).collect()
        }
        RegexNode::Repeat(node, least, most) => {
            let (mut starts, mut out) = (BTreeSet::from([start]), BTreeSet::new());
            for count in 0..=(*most).min(text.len() + 1) {
                if count >= *least {
                    out.extend(&starts);
                }
                starts = from(node, starts);
            }
            out
        }
    }
}

#[test]
fn expressions_match_as_in_ecma_262() {
    for (expression, text, matches) in [
        ("^a(b|cd)?$", "acd", true),
        ("^a(b|cd)?$", "a", true),
        ("^a(b|cd)?$", "ac", false),
        ("b{2,3}", "abba", true),
        ("^b{2,3}$", "bbbb", false),
        ("^[a-c1]+$", "ab1", true),
        ("^[a-c1]*$", "abd", false),
        (r"^\.$", "x", false),
        ("^a$", "a\n", false),
    ] {
        assert_eq!(is_match(expression, text), matches, "{expression} {text:?}");
    }
}
