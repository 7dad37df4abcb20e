//! Languages, currencies, levels, measures and advice.
use super::Failures;
use crate::facts::{ActivityFacts, LineList, MarkerFacts, MeasureFacts, OrgReferenceFacts, xpath_number};

impl LineList {
    /// One entry that names all lines, if there are any.
    pub(in crate::rules) fn fail(&self, name: &str, failures: &mut Failures) {
        if self.count > 0 {
            failures.fail(|places| self.add_to(places, name));
        }
    }
}

pub(in crate::rules) fn language(record: &ActivityFacts, failures: &mut Failures) {
    if record.lang.is_none() {
        record.narratives_without_lang.fail("narrative", failures);
    }
}

pub(in crate::rules) fn currency(record: &ActivityFacts, failures: &mut Failures) {
    if !record.currency {
        record.values_without_currency.fail("value", failures);
    }
}

pub(in crate::rules) fn sector_everywhere(record: &ActivityFacts, failures: &mut Failures) {
    if record.sectors.is_empty() {
        record.transactions.without_sector.fail("transaction", failures);
    }
}

pub(in crate::rules) fn sector_one_level(record: &ActivityFacts, failures: &mut Failures) {
    if !record.sectors.is_empty() {
        record.transactions.sectors.fail("transaction/sector", failures);
    }
}

fn has_recipient(record: &ActivityFacts) -> bool {
    !record.countries.is_empty() || !record.regions.is_empty()
}

pub(in crate::rules) fn recipient_one_level(record: &ActivityFacts, failures: &mut Failures) {
    if has_recipient(record) {
        record.transactions.recipients.fail("transaction/recipient-country|recipient-region", failures);
    }
}

pub(in crate::rules) fn recipient_everywhere(record: &ActivityFacts, failures: &mut Failures) {
    if !has_recipient(record) {
        record.transactions.without_recipient.fail("transaction", failures);
    }
}

pub(in crate::rules) fn recipient_somewhere(record: &ActivityFacts, failures: &mut Failures) {
    let some = has_recipient(record) || record.transactions.recipients.count > 0;
    super::expect(some, record.line, "recipient-country", failures);
}

pub(in crate::rules) fn oecd_transaction_aid_type(record: &ActivityFacts, failures: &mut Failures) {
    if record.transactions.aid_types_oecd == 0 {
        record.transactions.aid_types.fail("transaction/aid-type", failures);
    }
}

pub(in crate::rules) fn named(party: &OrgReferenceFacts, name: &str, failures: &mut Failures) {
    super::expect(party.reference.is_some() || party.narratives > 0, party.line, name, failures);
}

pub(in crate::rules) fn significance(marker: &MarkerFacts, failures: &mut Failures) {
    let oecd = marker.vocabulary.as_deref().is_none_or(|v| v.is_empty() || v == "1");
    super::expect(!oecd || marker.significance, marker.line, "policy-marker", failures);
}

fn is_measured(measure: &MeasureFacts) -> bool {
    matches!(measure.kind.as_str(), "1" | "2" | "3" | "4")
}

fn fail_at_measure(measure: &MeasureFacts, name: &str, failures: &mut Failures) {
    failures.fail(|places| {
        places.add(measure.line, || match &measure.value {
            Some(value) => [name, "/@value = '", value, "'"].concat(),
            None => name.to_owned(),
        });
    });
}

pub(in crate::rules) fn measured(measure: &MeasureFacts, name: &str, failures: &mut Failures) {
    if is_measured(measure) && measure.value.is_none() {
        fail_at_measure(measure, name, failures);
    }
}

pub(in crate::rules) fn numeric(measure: &MeasureFacts, name: &str, failures: &mut Failures) {
    if is_measured(measure) && measure.value.as_deref().is_none_or(|v| xpath_number(v).is_nan()) {
        fail_at_measure(measure, name, failures);
    }
}

pub(in crate::rules) fn qualitative(measure: &MeasureFacts, name: &str, failures: &mut Failures) {
    if measure.kind == "5" && measure.value.is_some() {
        fail_at_measure(measure, name, failures);
    }
}

/// Advice: the markers of France's declaration.
pub(in crate::rules) fn markers(record: &ActivityFacts, failures: &mut Failures) {
    const ASKED: [&str; 9] = ["1", "2", "5", "6", "7", "8", "10", "11", "12"];
    let missing: Vec<&str> =
        ASKED.into_iter().filter(|code| !record.markers.iter().any(|m| m == code)).collect();
    if !missing.is_empty() {
        failures.fail(|places| places.add(record.line, || format!("policy-marker: {}", missing.join(", "))));
    }
}

pub(in crate::rules) fn short_description(record: &ActivityFacts, failures: &mut Failures) {
    if let (Some(title), Some(description)) = (&record.title, &record.description)
        && description.text.trim().chars().count() < title.text.trim().chars().count()
    {
        failures.fail(|places| places.add(description.line, || "description".into()));
    }
}

pub(in crate::rules) fn foreign(record: &ActivityFacts, failures: &mut Failures) {
    if !record.foreign_text.is_empty() {
        failures.fail(|places| record.foreign_text.iter().for_each(|v| places.value("narrative", v)));
    }
}
