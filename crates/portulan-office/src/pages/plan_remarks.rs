//! Remarks on funding plans, in sentences.
use portulan_locales::{key, list};
use portulan_model::PublishedRegister;
use portulan_model::kinds::{Instrument, Project};
use portulan_report::eapd::RecipientLists;
use portulan_report::money::{FunderRemark, RemarkKind, funder_remarks};

use crate::view::OfficeView;

/// A remark on a funding plan.
pub struct PlanRemark {
    /// The instrument whose rules the plan does not follow.
    pub instrument: Instrument,
    /// The remark, a sentence.
    pub text: String,
    /// The year of the rules.
    pub year: String,
    /// The web address of the rules.
    pub source: &'static str,
}

/// The remarks on the funding plan of a project.
pub fn plan_remarks(
    v: &OfficeView,
    programme: &PublishedRegister,
    project: &Project,
    lists: &RecipientLists,
) -> Vec<PlanRemark> {
    let remark = |remark: FunderRemark| PlanRemark {
        instrument: remark.rules.instrument,
        text: text(v, &remark),
        year: remark.rules.year.to_string(),
        source: &remark.rules.source,
    };
    funder_remarks(programme, project, lists).into_iter().map(remark).collect()
}

fn text(v: &OfficeView, remark: &FunderRemark) -> String {
    let instrument = v.word(list!("instrument"), remark.rules.instrument.name());
    let is_amount = matches!(remark.kind, RemarkKind::AmountTooSmall | RemarkKind::AmountTooLarge);
    let value = |value| {
        if is_amount { v.money(value, "€") } else { v.language.decimal(value.round_dp(1).normalize()) }
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
