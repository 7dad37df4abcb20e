//! Remarks on funding plans, in sentences.
use std::collections::BTreeSet;

use portulan_locales::{key, list};
use portulan_model::kinds::{Instrument, Project};
use portulan_model::{Body, Kind, PublishedRegister};
use portulan_report::eapd::RecipientLists;
use portulan_report::money::{FunderRemark, RemarkKind, funder_remarks};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::Office;
use crate::error::OfficeError;
use crate::view::OfficeView;

/// The largest number of territories of a project that are read.
const MAX_TERRITORIES: usize = 50;

/// A remark on a funding plan.
pub struct PlanRemark {
    /// The instrument to which the rules apply.
    pub instrument: Instrument,
    /// The remark, a sentence.
    pub text: String,
    /// The year of the rules.
    pub year: String,
    /// The web address of the rules.
    pub source: &'static str,
}

/// The remarks on the funding plan of a project in some countries.
pub fn plan_remarks(
    v: &OfficeView,
    programme: &PublishedRegister,
    project: &Project,
    countries: &[String],
    lists: &RecipientLists,
) -> Vec<PlanRemark> {
    let remark = |remark: FunderRemark| PlanRemark {
        instrument: remark.rules.instrument,
        text: text(v, &remark),
        year: remark.rules.year.to_string(),
        source: &remark.rules.source,
    };
    funder_remarks(programme, project, countries, lists).into_iter().map(remark).collect()
}

/// The countries of the newest revision of a project: of its places, or else of the territories of its partnership.
pub async fn countries(office: &Office, project: &Project) -> Result<Vec<String>, OfficeError> {
    let store = &*office.store;
    let mut territories: Vec<String> = project
        .locations
        .iter()
        .filter_map(|location| location.territory.as_ref())
        .map(|territory| territory.slug().to_owned())
        .collect();
    if territories.is_empty()
        && let Some(partnership) = &project.partnership
        && let Some(stored) = store.record(Kind::Partnership, partnership.slug()).await?
        && let Body::Partnership(body) = stored.record.body
    {
        territories = body.territories.iter().map(|territory| territory.slug().to_owned()).collect();
    }
    let mut countries = BTreeSet::new();
    for slug in territories.iter().take(MAX_TERRITORIES) {
        if let Some(stored) = store.record(Kind::Territory, slug).await?
            && let Body::Territory(body) = stored.record.body
        {
            countries.extend(Some(body.country.0).filter(|code| !code.is_empty()));
        }
    }
    Ok(countries.into_iter().collect())
}

fn text(v: &OfficeView, remark: &FunderRemark) -> String {
    let instrument = v.word(list!("instrument"), remark.rules.instrument.name());
    let is_amount = matches!(remark.kind, RemarkKind::AmountTooSmall | RemarkKind::AmountTooLarge);
    // A share just beyond the limit must not look like the limit.
    let away = match remark.kind {
        RemarkKind::OwnShareTooSmall => RoundingStrategy::ToZero,
        _ => RoundingStrategy::AwayFromZero,
    };
    let value = |value: Decimal| {
        let share = || v.language.decimal(value.round_dp_with_strategy(1, away).normalize());
        if is_amount { v.money(value, "€") } else { share() }
    };
    let [actual, limit] = match remark.values {
        Some((actual, limit)) => [actual, limit].map(value),
        None => Default::default(),
    };
    let key = match remark.kind {
        RemarkKind::ShareTooLarge => key!("plan-remark-share-too-large"),
        RemarkKind::OwnShareTooSmall => key!("plan-remark-own-share-too-small"),
        RemarkKind::StaffShareTooLarge => key!("plan-remark-staff-share-too-large"),
        RemarkKind::AmountTooSmall => key!("plan-remark-amount-too-small"),
        RemarkKind::AmountTooLarge => key!("plan-remark-amount-too-large"),
        RemarkKind::CountryMissing => key!("plan-remark-country-missing"),
        RemarkKind::AmountMissing => key!("plan-remark-amount-missing"),
    };
    let arguments = [
        ("instrument", instrument.as_str().into()),
        ("actual", actual.as_str().into()),
        ("limit", limit.as_str().into()),
    ];
    v.language.format(key, &arguments)
}
