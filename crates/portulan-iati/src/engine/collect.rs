//! Collection of facts as elements open, with the rules that are evaluated then.
use super::rules_by_event::run_checks;
use super::state::Engine;
use crate::facts::{
    ActivityFacts, LocatedValue, MarkerFacts, MeasureFacts, OrgReferenceFacts, PeriodFacts, Share,
    TransactionFacts,
};
use crate::paths::{ElementRole, KNOWN};
use crate::schema::Name;
use crate::xml::StartTag;

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
}

/// Sets a slot unless it is set already.
pub(super) fn first<T>(slot: &mut Option<T>, value: Option<T>) {
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
