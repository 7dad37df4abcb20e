//! The texts of findings.
use std::fmt::Write as _;

use portulan_iati::codes::{Case, CodeRule};
use portulan_iati::{FaultKind, Finding, FindingPlace, Message, Outcome, SchemaFault};
use portulan_locales::{Language, key, list};

use super::report::Counts;

/// The message of the rule with this id.
pub fn rule_message(language: Language, id: &str) -> String {
    language.word(list!("rule"), id.replace('.', "-"))
}

/// The message of a rule defined by a code list.
pub fn code_rule_message(language: Language, rule: &CodeRule, case: &Case) -> String {
    let place = rule.place(case);
    language.format(
        key!("cli-rules-codelist"),
        &[("place", place.as_str().into()), ("list", case.list().name.into())],
    )
}

/// The result for a file: valid or not, the amount read, and the number of findings.
pub fn verdict(language: Language, file: &str, outcome: &Outcome, counts: &Counts) -> (String, String) {
    let kind = match outcome.file_type.as_str() {
        "iati-organisations" => key!("iati-organisations"),
        _ => key!("iati-activities"),
    };
    let records = language.format(kind, &[("count", outcome.records.into())]);
    let key = if counts.critical == 0 { key!("iati-valid") } else { key!("iati-not-valid") };
    let arguments = [
        ("file", file.into()),
        ("version", outcome.version.as_str().into()),
        ("records", records.as_str().into()),
    ];
    let numbers = [
        ("critical", counts.critical.into()),
        ("errors", counts.error.into()),
        ("warnings", counts.warning.into()),
        ("advice", counts.advice.into()),
    ];
    (language.format(key, &arguments), language.format(key!("iati-counts"), &numbers))
}

/// The message of a finding.
pub fn message(language: Language, finding: &Finding) -> String {
    match &finding.message {
        Message::Rule => rule_message(language, finding.id),
        Message::Code { value, attribute, element, linked, near } => {
            let list = finding.codelist.unwrap_or_default();
            let place = place(element, attribute);
            let output = match linked {
                Some((name, linked)) => language.format(
                    key!("iati-code-linked"),
                    &[
                        ("value", value.as_str().into()),
                        ("place", place.as_str().into()),
                        ("list", list.into()),
                        ("name", (*name).into()),
                        ("linked", (*linked).into()),
                    ],
                ),
                None => language.format(
                    key!("iati-code"),
                    &[
                        ("value", value.as_str().into()),
                        ("place", place.as_str().into()),
                        ("list", list.into()),
                    ],
                ),
            };
            match near {
                Some(near) => {
                    format!(
                        "{output} {}",
                        language.format(key!("iati-code-near"), &[("near", (*near).into())])
                    )
                }
                None => output,
            }
        }
        Message::Withdrawn { code, attribute, element } => {
            let place = place(element, attribute);
            let arguments = [
                ("code", code.code.into()),
                ("name", code.name(language.tag()).into()),
                ("place", place.as_str().into()),
                ("date", code.withdrawn.unwrap_or_default().into()),
            ];
            let dated = code.withdrawn.is_some_and(|d| !d.is_empty());
            language
                .format(if dated { key!("iati-withdrawn-dated") } else { key!("iati-withdrawn") }, &arguments)
        }
        Message::Schema(fault) => schema(language, fault),
        Message::Fault(fault) => self::fault(language, &fault.kind),
        Message::NotIati(root) => language.format(key!("iati-not-iati"), &[("root", root.as_str().into())]),
        Message::Namespace(name) => {
            language.format(key!("iati-namespace"), &[("root", name.as_str().into())])
        }
        Message::Version(version) if version.is_empty() => language.text(key!("iati-version-missing")),
        Message::Version(version) => {
            language.format(key!("iati-version"), &[("version", version.as_str().into())])
        }
    }
}

fn place(element: &str, attribute: &str) -> String {
    if attribute.is_empty() { element.to_owned() } else { format!("{element}/@{attribute}") }
}

fn schema(language: Language, fault: &SchemaFault) -> String {
    let list = |expected: &[&str]| {
        let names: Vec<&str> = expected.iter().copied().filter(|n| *n != "##other").take(12).collect();
        names.join(", ")
    };
    match fault {
        SchemaFault::Unexpected { element, expected } => {
            let expected = list(expected);
            let key = if expected.is_empty() {
                key!("iati-schema-unexpected-last")
            } else {
                key!("iati-schema-unexpected")
            };
            language
                .format(key, &[("element", element.as_str().into()), ("expected", expected.as_str().into())])
        }
        SchemaFault::Missing { element, expected } => {
            let expected = list(expected);
            language.format(
                key!("iati-schema-missing"),
                &[("element", element.as_str().into()), ("expected", expected.as_str().into())],
            )
        }
        SchemaFault::NotText { element } => {
            language.format(key!("iati-schema-not-text"), &[("element", element.as_str().into())])
        }
        SchemaFault::NotElements { element } => {
            language.format(key!("iati-schema-not-elements"), &[("element", element.as_str().into())])
        }
        SchemaFault::AttributeMissing { element, attribute } => language.format(
            key!("iati-schema-attribute-missing"),
            &[("element", element.as_str().into()), ("attribute", (*attribute).into())],
        ),
        SchemaFault::AttributeUnknown { element, attribute } => language.format(
            key!("iati-schema-attribute-unknown"),
            &[("element", element.as_str().into()), ("attribute", attribute.as_str().into())],
        ),
        SchemaFault::AttributeValue { element, attribute, value, expected } => language.format(
            key!("iati-schema-value"),
            &[
                ("place", place(element, attribute).as_str().into()),
                ("value", value.as_str().into()),
                ("type", language.word(list!("iati-type"), expected).as_str().into()),
            ],
        ),
        SchemaFault::Value { element, value, expected } => language.format(
            key!("iati-schema-value"),
            &[
                ("place", element.as_str().into()),
                ("value", value.as_str().into()),
                ("type", language.word(list!("iati-type"), expected).as_str().into()),
            ],
        ),
    }
}

fn fault(language: Language, kind: &FaultKind) -> String {
    let (subject, other) = kind.subject();
    let arguments = [("subject", subject.as_str().into()), ("other", other.as_str().into())];
    language.format_word(list!("iati-fault"), kind.key(), &arguments)
}

/// The element or attribute that a message refers to.
pub(super) fn subject(finding: &Finding) -> String {
    match &finding.message {
        Message::Code { value, attribute, element, .. } => {
            format!("{} = '{value}'", place(element, attribute))
        }
        Message::Withdrawn { code, attribute, element } => {
            format!("{} = '{}'", place(element, attribute), code.code)
        }
        Message::Schema(fault) => match fault {
            SchemaFault::Unexpected { element, .. }
            | SchemaFault::Missing { element, .. }
            | SchemaFault::NotText { element }
            | SchemaFault::NotElements { element }
            | SchemaFault::AttributeMissing { element, .. } => element.clone(),
            SchemaFault::AttributeUnknown { element, attribute } => place(element, attribute),
            SchemaFault::AttributeValue { element, attribute, value, .. } => {
                format!("{} = '{value}'", place(element, attribute))
            }
            SchemaFault::Value { element, value, .. } => format!("{element} = '{value}'"),
        },
        Message::Rule
        | Message::Fault(_)
        | Message::NotIati(_)
        | Message::Namespace(_)
        | Message::Version(_) => String::new(),
    }
}

/// A text for a terminal: control characters and characters that change the text direction are replaced.
pub fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(is_unsafe) { text.replace(is_unsafe, "\u{FFFD}").into() } else { text.into() }
}

/// A text for one line of a report: line breaks are replaced as well, so that a value of a file cannot
/// imitate a line of the report.
pub fn printable_line(text: &str) -> std::borrow::Cow<'_, str> {
    let is_replaced = |c| is_unsafe(c) || matches!(c, '\n' | '\u{2028}' | '\u{2029}');
    if text.contains(is_replaced) { text.replace(is_replaced, "\u{FFFD}").into() } else { text.into() }
}

/// True for terminal control characters and characters that change the text direction.
pub(super) fn is_unsafe(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The texts around the line and text of a place, prepared once for reports with hundreds of thousands of
/// places.
pub struct PlaceWords {
    line: [String; 2],
    /// The text before, between and after the place's text and line.
    text_line: [String; 3],
}

impl PlaceWords {
    /// The texts of a language.
    pub fn new(language: Language) -> Self {
        const TEXT: &str = "\u{E000}";
        const LINE: &str = "\u{E001}";
        let line = language.format(key!("iati-at-line"), &[("line", LINE.into())]);
        let both =
            language.format(key!("iati-at-line-text"), &[("line", LINE.into()), ("text", TEXT.into())]);
        let split = |text: &str, at: &str| {
            let (before, after) = text.split_once(at).unwrap_or((text, ""));
            [before.to_owned(), after.to_owned()]
        };
        let [before, rest] = split(&both, TEXT);
        let [between, after] = split(&rest, LINE);
        Self { line: split(&line, LINE), text_line: [before, between, after] }
    }

    /// The place of a finding: the element or value, and the line.
    pub fn context(&self, finding: &Finding, place: &FindingPlace) -> String {
        let mut out = String::new();
        self.write_context(finding, place, &mut out);
        out
    }

    /// Appends the result of [`Self::context`] to a text.
    pub(super) fn write_context(&self, finding: &Finding, place: &FindingPlace, out: &mut String) {
        let line = place.line;
        let owned;
        let text = if place.text.is_empty() {
            owned = subject(finding);
            &owned
        } else {
            &place.text
        };
        if text.is_empty() {
            let [before, after] = &self.line;
            // Writing to a string cannot fail.
            let _ = write!(out, "{before}{line}{after}");
            return;
        }
        let [before, between, after] = &self.text_line;
        out.push_str(before);
        out.push_str(text);
        let _ = write!(out, "{between}{line}{after}");
    }
}
