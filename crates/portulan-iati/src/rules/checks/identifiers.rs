//! Identifiers.
use super::Failures;
use crate::codes::{is_agency, is_known_organisation};
use crate::facts::{ActivityFacts, LocatedValue};

fn fail_at_values(values: &[LocatedValue], name: &str, failures: &mut Failures) {
    failures.fail(|places| values.iter().for_each(|v| places.value(name, v)));
}

/// White space at neither end.
pub(in crate::rules) fn no_spaces(values: &[LocatedValue], name: &str, failures: &mut Failures) {
    if values.iter().any(|v| v.text.trim() != v.text) {
        fail_at_values(values, name, failures);
    }
}

/// No white space between other characters: advice.
pub(in crate::rules) fn inner_spaces(values: &[LocatedValue], name: &str, failures: &mut Failures) {
    let may_have = |text: &str| text.bytes().any(|b| b <= b' ' || !b.is_ascii());
    let has = |v: &&LocatedValue| may_have(&v.text) && v.text.trim().contains(char::is_whitespace);
    for value in values.iter().filter(has) {
        fail_at_values(std::slice::from_ref(value), name, failures);
    }
}

/// The same, of everything that names the record or another.
pub(in crate::rules) fn inner_spaces_of_record(record: &ActivityFacts, failures: &mut Failures) {
    inner_spaces(&record.identifiers, "iati-identifier", failures);
    inner_spaces(&record.reporting, "reporting-org/@ref", failures);
    inner_spaces(&record.related, "related-activity/@ref", failures);
}

/// Positions that are not on Earth.
pub(in crate::rules) fn positions(record: &ActivityFacts, failures: &mut Failures) {
    for position in &record.lost_positions {
        fail_at_values(std::slice::from_ref(position), "pos", failures);
    }
}

fn has_symbol(value: &LocatedValue) -> bool {
    value.text.bytes().any(|b| matches!(b, b'/' | b'&' | b'|' | b'?'))
}

/// None of `/`, `&`, `|`, `?`, unless one is a listed organisation's identifier.
pub(in crate::rules) fn no_symbols(values: &[LocatedValue], name: &str, failures: &mut Failures) {
    if values.iter().any(has_symbol) && !values.iter().any(|v| is_known_organisation(&v.text)) {
        fail_at_values(values, name, failures);
    }
}

/// The same, unless one begins with a listed organisation's identifier and a hyphen.
pub(in crate::rules) fn no_symbols_after_known(values: &[LocatedValue], name: &str, failures: &mut Failures) {
    let begins_known =
        |v: &LocatedValue| v.text.match_indices('-').any(|(at, _)| is_known_organisation(&v.text[..at]));
    if values.iter().any(has_symbol) && !values.iter().any(begins_known) {
        fail_at_values(values, name, failures);
    }
}

/// Checks that a value starts with the code of a registration agency (the text before the second hyphen).
pub(in crate::rules) fn agency(values: &[LocatedValue], name: &str, failures: &mut Failures) {
    let approved = |v: &LocatedValue| {
        let mut hyphens = v.text.bytes().enumerate().filter(|(_, b)| *b == b'-');
        is_agency(&v.text[..hyphens.nth(1).map_or(v.text.len(), |(at, _)| at)])
    };
    if !values.iter().all(approved) && !values.iter().any(|v| is_known_organisation(&v.text)) {
        fail_at_values(values, name, failures);
    }
}

/// Every activity identifier begins with an identifier of the reporting organisation and a hyphen.
pub(in crate::rules) fn identifier_prefix(record: &ActivityFacts, failures: &mut Failures) {
    let begins = |v: &LocatedValue| {
        let organisations = || record.reporting.iter().chain(&record.previous_organisations);
        organisations()
            .any(|o| v.text.strip_prefix(o.text.as_str()).is_some_and(|rest| rest.starts_with('-')))
    };
    if !record.identifiers.iter().all(begins) {
        fail_at_values(&record.identifiers, "iati-identifier", failures);
    }
}

/// The activity's identifier is not the reporting organisation's, nor is one written twice.
pub(in crate::rules) fn identifier_not_org(record: &ActivityFacts, failures: &mut Failures) {
    let all = || record.reporting.iter().chain(&record.identifiers);
    if all().enumerate().any(|(i, v)| all().skip(i + 1).any(|w| w.text == v.text)) {
        fail_at_values(&record.identifiers, "iati-identifier", failures);
    }
}
