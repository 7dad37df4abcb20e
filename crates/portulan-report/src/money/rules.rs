//! Rules of funders for funding plans, as data with their years and sources, and the remarks on a plan that does not follow them.
use std::collections::BTreeSet;
use std::sync::LazyLock;

use portulan_model::PublishedRegister;
use portulan_model::kinds::{InKindKind, Instrument, Project};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::eapd::{IncomeGroup, RecipientLists};

/// The rules of a funder for one of its instruments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunderRules {
    /// The instrument, which lines of funding plans name.
    pub instrument: Instrument,
    /// The year for which the rules were published.
    pub year: i16,
    /// The web address of the source.
    pub source: String,
    /// The largest part of the plan, in percent.
    pub max_percent: Option<u32>,
    /// The largest part of the plan, in percent, by the income group of the country.
    pub max_percent_by_country: Option<PercentByCountry>,
    /// The smallest part that the authority gives itself, in percent.
    pub min_own_percent: Option<u32>,
    /// The largest part of staff in what the authority gives itself, in percent.
    pub max_staff_percent_of_own: Option<u32>,
    /// The smallest amount, in euros.
    pub min_amount: Option<Decimal>,
    /// The largest amount, in euros.
    pub max_amount: Option<Decimal>,
}

/// Percentages by the income group of the country of a project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentByCountry {
    /// In the least developed countries.
    pub least_developed: u32,
    /// In other countries that receive development assistance.
    pub other_recipient: u32,
    /// In other countries.
    pub elsewhere: u32,
    /// In countries of several of these groups.
    pub several_groups: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rules: Vec<FunderRules>,
}

static RULES: LazyLock<Vec<FunderRules>> = LazyLock::new(|| {
    let text = include_str!("../../data/funder-rules.toml");
    toml::from_str::<RuleFile>(text).unwrap_or_else(|e| unreachable!("the rules are tested: {e}")).rules
});

/// The rules of all funders.
pub fn funder_rules() -> &'static [FunderRules] {
    &RULES
}

/// A rule that a funding plan does not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum RemarkKind {
    /// The part of the instrument is too large, in percent.
    ShareTooLarge,
    /// The part of the authority is too small, in percent.
    OwnShareTooSmall,
    /// The part of staff in what the authority gives is too large, in percent.
    StaffShareTooLarge,
    /// The amount is too small, in euros.
    AmountTooSmall,
    /// The amount is too large, in euros.
    AmountTooLarge,
    /// The project has no country, on which the largest part depends.
    CountryMissing,
    /// A line of the plan has no amount in euros, so that parts cannot be computed.
    AmountMissing,
}

portulan_model::impl_names!(RemarkKind);

/// A remark on a funding plan.
#[derive(Debug, Clone, Copy)]
pub struct FunderRemark {
    /// The rule that the plan does not follow.
    pub kind: RemarkKind,
    /// The rules.
    pub rules: &'static FunderRules,
    /// The value of the plan, and that of the rule.
    pub values: Option<(Decimal, Decimal)>,
}

/// The sums of a funding plan, in euros.
struct PlanSums {
    /// The lines with the instrument.
    instrument: Decimal,
    /// All lines and contributions in kind.
    total: Decimal,
    /// The lines and contributions in kind of the authority.
    own: Decimal,
    /// The staff among them.
    own_staff: Decimal,
    /// True if an amount is missing or has no rate.
    is_incomplete: bool,
}

/// The remarks on the funding plan of a project in some countries, by their ISO 3166-1 codes.
pub fn funder_remarks(
    programme: &PublishedRegister,
    project: &Project,
    countries: &[String],
    lists: &RecipientLists,
) -> Vec<FunderRemark> {
    let is_named =
        |rules: &&FunderRules| project.funding.iter().any(|line| line.instrument == Some(rules.instrument));
    RULES
        .iter()
        .filter(is_named)
        .flat_map(|rules| remarks(programme, project, countries, lists, rules))
        .collect()
}

fn remarks(
    programme: &PublishedRegister,
    project: &Project,
    countries: &[String],
    lists: &RecipientLists,
    rules: &'static FunderRules,
) -> Vec<FunderRemark> {
    let sums = sums(programme, project, rules.instrument);
    let mut out = Vec::new();
    let mut add = |kind, values| out.push(FunderRemark { kind, rules, values });
    let amount = sums.instrument;
    for (kind, limit, is_broken) in [
        (RemarkKind::AmountTooSmall, rules.min_amount, rules.min_amount.is_some_and(|least| amount < least)),
        (RemarkKind::AmountTooLarge, rules.max_amount, rules.max_amount.is_some_and(|most| amount > most)),
    ] {
        if let Some(limit) = limit.filter(|_| is_broken && !sums.is_incomplete) {
            add(kind, Some((amount, limit)));
        }
    }
    if sums.is_incomplete {
        add(RemarkKind::AmountMissing, None);
        return out;
    }
    let percent = |part: Decimal, whole: Decimal| (part * Decimal::ONE_HUNDRED).checked_div(whole);
    let limit = match &rules.max_percent_by_country {
        Some(by_country) => {
            let limit = by_country.of(countries, lists, rules.year);
            if limit.is_none() {
                add(RemarkKind::CountryMissing, None);
            }
            limit
        }
        None => rules.max_percent,
    };
    let parts = [
        (RemarkKind::ShareTooLarge, percent(amount, sums.total), limit, true),
        (RemarkKind::OwnShareTooSmall, percent(sums.own, sums.total), rules.min_own_percent, false),
        (
            RemarkKind::StaffShareTooLarge,
            percent(sums.own_staff, sums.own),
            rules.max_staff_percent_of_own,
            true,
        ),
    ];
    for (kind, part, limit, is_maximum) in parts {
        let (Some(part), Some(limit)) = (part, limit.map(Decimal::from)) else { continue };
        if (is_maximum && part > limit) || (!is_maximum && part < limit) {
            add(kind, Some((part, limit)));
        }
    }
    out
}

fn sums(programme: &PublishedRegister, project: &Project, instrument: Instrument) -> PlanSums {
    let own = programme.own_organisation_slug();
    let mut sums = PlanSums {
        instrument: Decimal::ZERO,
        total: Decimal::ZERO,
        own: Decimal::ZERO,
        own_staff: Decimal::ZERO,
        is_incomplete: false,
    };
    for line in &project.funding {
        let Some(euros) = line.value.as_ref().and_then(|money| programme.rates.euros(money)) else {
            sums.is_incomplete = true;
            continue;
        };
        sums.total += euros.amount;
        if line.instrument == Some(instrument) {
            sums.instrument += euros.amount;
        }
        if line.funder.slug() == own {
            sums.own += euros.amount;
        }
    }
    for given in &project.in_kind {
        let Some(euros) = given.worth().and_then(|money| programme.rates.euros(&money)) else {
            sums.is_incomplete = true;
            continue;
        };
        sums.total += euros.amount;
        if given.provider.as_ref().is_none_or(|provider| provider.slug() == own) {
            sums.own += euros.amount;
            if given.kind == InKindKind::StaffDays {
                sums.own_staff += euros.amount;
            }
        }
    }
    sums
}

impl PercentByCountry {
    /// The percentage for the countries of a project; `None` without a country.
    fn of(&self, countries: &[String], lists: &RecipientLists, year: i16) -> Option<u32> {
        let percent = |country: &String| match lists.income_group(country, year) {
            Some(IncomeGroup::Ldc) => self.least_developed,
            Some(_) => self.other_recipient,
            None => self.elsewhere,
        };
        let percents: BTreeSet<u32> = countries.iter().map(percent).collect();
        match percents.len() {
            0 => None,
            1 => percents.first().copied(),
            _ => Some(self.several_groups),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_a_year_and_a_source() {
        assert_eq!(RULES.len(), 2);
        for rules in RULES.iter() {
            assert!((2018..2100).contains(&rules.year), "{rules:?}");
            assert!(rules.source.starts_with("https://"), "{rules:?}");
        }
    }
}
