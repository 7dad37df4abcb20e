//! Collection of facts as elements close, with the rules that are evaluated then.
use super::collect::first;
use super::rules_by_event::run_checks;
use super::state::Engine;
use crate::facts::{ActivityFacts, LocatedValue, is_default, js_date};
use crate::paths::{ElementRole, KNOWN};
use crate::rules::Failures;

/// The largest number of invalid positions reported per activity.
const MAX_POSITIONS: usize = 100;

impl Engine {
    /// Handles the end of the innermost element.
    pub(super) fn close_role(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        let (role, line, narratives, narrated, name) =
            (frame.role, frame.line, frame.narratives, frame.has_narrative, frame.name);
        if self.record.is_none() {
            return;
        }
        if !narrated && (name == KNOWN.title || name == KNOWN.description) {
            let id = if name == KNOWN.title { "4.3.1" } else { "4.4.1" };
            self.fail_at(id, line, if name == KNOWN.title { "title".into() } else { "description".into() });
        }
        if name == KNOWN.narrative {
            self.close_narrative(line);
        }
        let failed = match role {
            ElementRole::Identifier => return self.close_identifier(line),
            ElementRole::Position => return self.close_position(line),
            ElementRole::Sector => {
                if let Some(share) = self.record.as_mut().and_then(|r| r.sectors.last_mut()) {
                    share.narratives = narratives;
                }
                return;
            }
            ElementRole::Location => {
                if !self.has_point
                    && let Some(record) = &mut self.record
                {
                    record.locations_without_point.add(line);
                }
                return;
            }
            ElementRole::PolicyMarker => {
                self.marker.narratives = narratives;
                run_checks(&self.moments.marker, role, &self.marker)
            }
            ElementRole::OwnerOrg
            | ElementRole::ParticipatingOrg
            | ElementRole::ProviderOrg
            | ElementRole::ReceiverOrg => {
                self.party.narratives = narratives;
                run_checks(&self.moments.party, role, &self.party)
            }
            ElementRole::Budget
            | ElementRole::CountryBudget
            | ElementRole::PlannedDisbursement
            | ElementRole::IndicatorPeriod => run_checks(&self.moments.period, role, &self.period),
            ElementRole::Transaction => run_checks(&self.moments.transaction, role, &self.transaction),
            ElementRole::Indicator => {
                if self.indicator_has_reference
                    && self.indicator_references.len() < crate::facts::MAX_ITEMS_PER_KIND
                {
                    self.indicator_references.push(line);
                }
                return;
            }
            ElementRole::Result => return self.close_result(),
            ElementRole::Activity | ElementRole::Organisation => return self.close_record(role),
            _ => return,
        };
        self.fail(failed);
        if role == ElementRole::Transaction {
            self.close_transaction();
        }
    }

    fn close_result(&mut self) {
        if self.result_references > 0 {
            for line in std::mem::take(&mut self.indicator_references) {
                self.fail_at("8.11.1", line, "indicator/reference".into());
            }
        }
    }

    fn close_identifier(&mut self, line: u64) {
        let value = LocatedValue::new(std::mem::take(&mut self.text), line);
        if let Some(record) = &mut self.record {
            let stored = ActivityFacts::push_bounded(&mut record.identifiers, value, "identifiers");
            self.check_bounded(line, stored);
        }
    }

    /// Stores a position that is outside the valid range.
    fn close_position(&mut self, line: u64) {
        if self.advice
            && let Some(record) = self.record.as_mut().filter(|r| r.lost_positions.len() < MAX_POSITIONS)
            && crate::position::position(&self.text).is_none()
        {
            record.lost_positions.push(LocatedValue::new(crate::xml::shorten(&self.text), line));
        }
    }

    /// Handles a narrative of the record's title or description.
    fn close_narrative(&mut self, line: u64) {
        let role = self.parent().map_or(ElementRole::None, |p| p.role);
        let Some(record) = &mut self.record else { return };
        if !matches!(role, ElementRole::Title | ElementRole::Description) {
            return;
        }
        let lang = self.narrative_lang.take().or_else(|| record.lang.clone());
        if self.advice && record.foreign_text.len() < 100 && is_foreign(lang.as_deref(), &self.text) {
            record.foreign_text.push(LocatedValue::new(crate::xml::shorten(&self.text), line));
        }
        let slot = if role == ElementRole::Title { &mut record.title } else { &mut record.description };
        first(slot, Some(LocatedValue::new(std::mem::take(&mut self.text), line)));
    }

    fn close_transaction(&mut self) {
        let Some(record) = &mut self.record else { return };
        let (one, all) = (&mut self.transaction, &mut record.transactions);
        all.count += 1;
        one.sectors.iter().for_each(|l| all.sectors.add(*l));
        one.recipients.iter().for_each(|l| all.recipients.add(*l));
        if one.sectors.is_empty() {
            all.without_sector.add(one.line);
        }
        if one.recipients.is_empty() {
            all.without_recipient.add(one.line);
        }
        for aid_type in &one.aid_types {
            all.aid_types.add(aid_type.line);
            all.aid_types_oecd += u64::from(is_default(aid_type));
        }
        if all.first_date.is_none() {
            all.first_date = one.date.take();
        } else if one.date.as_ref().and_then(|d| js_date(&d.text)).is_some_and(|at| at > self.context.now) {
            all.later_future.add(one.line);
        }
    }

    fn close_record(&mut self, role: ElementRole) {
        let Some(mut record) = self.record.take() else { return };
        let asked = if role == ElementRole::Organisation {
            &self.moments.organisation
        } else {
            &self.moments.activity
        };
        let mut failed = Vec::new();
        let mut failures = Failures::default();
        for (rule, check) in asked {
            check(&record, &self.context, &mut failures);
            if !failures.0.is_empty() {
                failed.push((*rule, std::mem::take(&mut failures)));
            }
        }
        self.fail(failed);
        self.records += 1;
        let identifier = record.identifiers.first().cloned().filter(|v| !v.text.is_empty());
        self.identifiers.push(identifier.unwrap_or_else(|| LocatedValue::new("noIdentifier", record.line)));
        if self.advice {
            self.related.append(&mut record.related);
            let reporting = record.reporting.drain(..).map(|v| v.text.into_string());
            self.reporting.extend(reporting.filter(|r| !r.is_empty()));
            self.reporting.dedup();
        }
        self.record = Some(record);
        self.release();
        self.record = None;
        self.number = 0;
    }
}

/// True if a text declared as French looks like English, or the reverse.
fn is_foreign(lang: Option<&str>, text: &str) -> bool {
    const EN: [&str; 10] = ["the", "and", "of", "for", "with", "to", "from", "by", "is", "this"];
    const FR: [&str; 10] = ["le", "la", "les", "des", "et", "pour", "dans", "une", "du", "avec"];
    /// The length in bytes of the longest word in the lists of both languages.
    const MAX_WORD_BYTES: usize = 4;
    let (own, other) = match lang.map(|l| l.split('-').next().unwrap_or_default()) {
        Some("fr") => (&FR, &EN),
        Some("en") => (&EN, &FR),
        _ => return false,
    };
    let (mut of_own, mut of_other) = (0, 0);
    let short = text.split(|c: char| !c.is_alphabetic()).filter(|w| (1..=MAX_WORD_BYTES).contains(&w.len()));
    for word in short {
        let is_in = |words: &[&str]| words.iter().any(|x| word.eq_ignore_ascii_case(x));
        of_own += u32::from(is_in(own));
        of_other += u32::from(is_in(other));
    }
    of_other >= 3 && of_other > 2 * of_own
}
