//! Collection of facts as elements open and close, and the moments at which rules are evaluated.
use super::rules_by_event::run_checks;
use super::state::Engine;
use crate::facts::{
    ActivityFacts, LocatedValue, MarkerFacts, MeasureFacts, OrgReferenceFacts, PeriodFacts, Share,
    TransactionFacts, is_default, js_date,
};
use crate::paths::{ElementRole, KNOWN};
use crate::rules::Failures;
use crate::schema::Name;
use crate::xml::StartTag;

/// The largest number of invalid positions reported per activity.
const MAX_POSITIONS: usize = 100;

/// The value of an attribute with its line.
fn located(tag: &StartTag<'_>, name: &str) -> Option<LocatedValue> {
    tag.get(name).map(|text| LocatedValue::new(text, tag.line))
}

fn share(tag: &StartTag<'_>) -> Share {
    Share {
        vocabulary: tag.get("vocabulary").map(Into::into),
        percentage: tag.get("percentage").map(Into::into),
        line: tag.line,
        narratives: 0,
    }
}

impl Engine {
    /// Handles the start of an element with a role.
    pub(super) fn open_role(&mut self, tag: &StartTag<'_>, role: ElementRole, name: Name) {
        if matches!(role, ElementRole::Activity | ElementRole::Organisation) {
            self.opened += 1;
            self.number = self.opened;
            self.record = Some(Box::new(ActivityFacts {
                line: tag.line,
                lang: tag.get("xml:lang").map(std::borrow::Cow::into_owned),
                currency: tag.has("default-currency"),
                updated: located(tag, "last-updated-datetime"),
                ..ActivityFacts::default()
            }));
            return;
        }
        let Some(mut record) = self.record.take() else { return };
        if name == KNOWN.narrative && !tag.has("xml:lang") {
            record.narratives_without_lang.add(tag.line);
        }
        if KNOWN.amounts.contains(&name) && !tag.has("currency") {
            record.values_without_currency.add(tag.line);
        }
        let stored = self.open_in_record(tag, role, &mut record);
        self.record = Some(record);
        self.check_bounded(tag.line, stored);
    }

    fn open_in_record(
        &mut self,
        tag: &StartTag<'_>,
        role: ElementRole,
        record: &mut ActivityFacts,
    ) -> Result<(), crate::xml::FaultKind> {
        let keep_val = |list: &mut Vec<LocatedValue>, name: &str, what| match located(tag, name) {
            Some(value) => ActivityFacts::push_bounded(list, value, what),
            None => Ok(()),
        };
        match role {
            ElementRole::ReportingOrg => keep_val(&mut record.reporting, "ref", "reporting organisations")?,
            ElementRole::OtherIdentifier => match tag.get("type").as_deref() {
                Some("B1") => keep_val(&mut record.previous_organisations, "ref", "identifiers")?,
                Some("A3") => keep_val(&mut record.previous_activities, "ref", "identifiers")?,
                _ => {}
            },
            ElementRole::RelatedActivity => keep_val(&mut record.related, "ref", "related activities")?,
            ElementRole::RecipientOrg => {
                keep_val(&mut record.recipient_orgs, "ref", "recipient organisations")?;
            }
            ElementRole::ActivityDate => activity_date(tag, record)?,
            ElementRole::Country => {
                ActivityFacts::push_bounded(&mut record.countries, share(tag), "countries")?;
            }
            ElementRole::Region => ActivityFacts::push_bounded(&mut record.regions, share(tag), "regions")?,
            ElementRole::Sector => {
                record.sdg |= matches!(tag.get("vocabulary").as_deref(), Some("7" | "8"));
                ActivityFacts::push_bounded(&mut record.sectors, share(tag), "sectors")?;
            }
            ElementRole::Tag => record.sdg |= matches!(tag.get("vocabulary").as_deref(), Some("2" | "3")),
            ElementRole::CapitalSpend => {
                ActivityFacts::push_bounded(&mut record.capital_spend, share(tag), "capital spends")?;
            }
            ElementRole::AidType => {
                ActivityFacts::push_bounded(&mut record.aid_types, share(tag), "aid types")?;
            }
            ElementRole::BudgetItems => {
                self.budget_vocabulary = tag.get("vocabulary").map(std::borrow::Cow::into_owned);
                if let Some(vocabulary) = &self.budget_vocabulary
                    && !record.budget_vocabularies.contains(vocabulary)
                    && record.budget_vocabularies.len() < 1000
                {
                    record.budget_vocabularies.push(vocabulary.clone());
                }
            }
            ElementRole::BudgetItem => {
                let vocabulary = self.budget_vocabulary.as_deref().map(Into::into);
                let item = Share { vocabulary, ..share(tag) };
                ActivityFacts::push_bounded(&mut record.budget_items, item, "budget items")?;
            }
            ElementRole::Location => self.has_point = false,
            ElementRole::Point => self.has_point = true,
            ElementRole::PolicyMarker => {
                let vocabulary = tag.get("vocabulary").map(std::borrow::Cow::into_owned);
                if vocabulary.as_deref().is_none_or(|v| v.is_empty() || v == "1")
                    && record.markers.len() < 100
                {
                    record.markers.extend(tag.get("code").map(std::borrow::Cow::into_owned));
                }
                self.marker = MarkerFacts {
                    vocabulary,
                    significance: tag.has("significance"),
                    narratives: 0,
                    line: tag.line,
                };
            }
            _ => self.open_money_or_result(tag, role, record)?,
        }
        Ok(())
    }

    fn open_money_or_result(
        &mut self,
        tag: &StartTag<'_>,
        role: ElementRole,
        record: &mut ActivityFacts,
    ) -> Result<(), crate::xml::FaultKind> {
        match role {
            ElementRole::Transaction => {
                self.transaction = TransactionFacts { line: tag.line, ..TransactionFacts::default() }
            }
            ElementRole::TransactionSector => {
                ActivityFacts::push_bounded(&mut self.transaction.sectors, tag.line, "sectors")?;
            }
            ElementRole::TransactionRecipient => {
                ActivityFacts::push_bounded(&mut self.transaction.recipients, tag.line, "recipients")?;
            }
            ElementRole::TransactionAidType => {
                ActivityFacts::push_bounded(&mut self.transaction.aid_types, share(tag), "aid types")?;
            }
            ElementRole::TransactionDate => first(&mut self.transaction.date, located(tag, "iso-date")),
            ElementRole::TransactionValue => {
                first(&mut record.transactions.first_value_date, located(tag, "value-date"));
            }
            ElementRole::OwnerOrg
            | ElementRole::ParticipatingOrg
            | ElementRole::ProviderOrg
            | ElementRole::ReceiverOrg => {
                let activity = match role {
                    ElementRole::ProviderOrg => "provider-activity-id",
                    ElementRole::ReceiverOrg => "receiver-activity-id",
                    _ => "activity-id",
                };
                let activity = (role != ElementRole::OwnerOrg).then(|| located(tag, activity)).flatten();
                self.party = OrgReferenceFacts {
                    reference: located(tag, "ref"),
                    activity,
                    narratives: 0,
                    line: tag.line,
                };
            }
            ElementRole::Budget
            | ElementRole::CountryBudget
            | ElementRole::PlannedDisbursement
            | ElementRole::IndicatorPeriod => {
                record.budgets += u32::from(role != ElementRole::IndicatorPeriod);
                self.period = PeriodFacts::default();
            }
            ElementRole::PeriodStart => first(&mut self.period.start, located(tag, "iso-date")),
            ElementRole::PeriodEnd => first(&mut self.period.end, located(tag, "iso-date")),
            ElementRole::LineValue => first(&mut self.period.value_date, located(tag, "value-date")),
            ElementRole::Result => {
                self.result_references = 0;
                self.indicator_references.clear();
            }
            ElementRole::ResultReference => self.result_references += 1,
            ElementRole::Indicator => {
                self.indicator_has_reference = false;
                self.measure.kind = tag.get("measure").unwrap_or_default().into_owned();
            }
            ElementRole::IndicatorReference => self.indicator_has_reference = true,
            ElementRole::Baseline | ElementRole::Target | ElementRole::Actual => {
                let kind = std::mem::take(&mut self.measure.kind);
                let value = tag.get("value").map(std::borrow::Cow::into_owned);
                self.measure = MeasureFacts { kind, value, line: tag.line };
                let failed = run_checks(&self.moments.measure, role, &self.measure);
                self.fail(failed);
            }
            _ => {}
        }
        Ok(())
    }

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

/// Sets a slot unless it is set already.
fn first<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

fn activity_date(tag: &StartTag<'_>, record: &mut ActivityFacts) -> Result<(), crate::xml::FaultKind> {
    let kind = tag.get("type");
    record.start_dates += u32::from(matches!(kind.as_deref(), Some("1" | "2")));
    let Some(date) = located(tag, "iso-date") else { return Ok(()) };
    let place = match kind.as_deref() {
        Some("1") => 0,
        Some("2") => 1,
        Some("3") => 2,
        Some("4") => 3,
        _ => return ActivityFacts::push_bounded(&mut record.all_dates, date, "dates"),
    };
    first(&mut record.dates[place], Some(date.clone()));
    ActivityFacts::push_bounded(&mut record.all_dates, date, "dates")
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
