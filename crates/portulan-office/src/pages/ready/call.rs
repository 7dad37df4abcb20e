//! Calls for projects: those whose rules are data, and their rules in sentences.
use portulan_locales::{key, list};
use portulan_model::kinds::Project;
use portulan_report::money::{FunderRules, funder_rules};

use crate::view::OfficeView;

/// A call that the page offers.
pub struct OfferedCall {
    /// The name of the instrument, in the address.
    pub name: &'static str,
    pub label: String,
    pub is_chosen: bool,
}

/// The call that an address asks for; else the first that a funding plan names, or the first of all.
pub fn chosen_call(asked: &str, projects: &[&Project]) -> Option<&'static FunderRules> {
    let is_planned = |rules: &&FunderRules| {
        let mut lines = projects.iter().flat_map(|project| &project.funding);
        lines.any(|line| line.instrument == Some(rules.instrument))
    };
    let calls = funder_rules();
    let named = calls.iter().find(|rules| rules.instrument.name() == asked);
    named.or_else(|| calls.iter().find(is_planned)).or_else(|| calls.first())
}

/// The calls, with their years.
pub fn offered_calls(v: &OfficeView, chosen: &FunderRules) -> Vec<OfferedCall> {
    let call = |rules: &'static FunderRules| OfferedCall {
        name: rules.instrument.name(),
        label: label(v, rules),
        is_chosen: rules.instrument == chosen.instrument,
    };
    funder_rules().iter().map(call).collect()
}

/// The name of a call with the year of its rules.
pub fn label(v: &OfficeView, rules: &FunderRules) -> String {
    let name = v.word(list!("instrument"), rules.instrument.name());
    let year = rules.year.to_string();
    v.language
        .format(key!("office-ready-call"), &[("name", name.as_str().into()), ("year", year.as_str().into())])
}

/// The rules of a call for funding plans, as sentences.
pub fn rules_in_words(v: &OfficeView, rules: &FunderRules) -> Vec<String> {
    let mut out = Vec::new();
    let mut percent = |key, value: Option<u32>| out.extend(value.map(|value| v.tw(key, value.to_string())));
    percent(key!("office-ready-rule-share"), rules.max_percent);
    if let Some(by) = &rules.max_percent_by_country {
        let [least, other, elsewhere, several] =
            [by.least_developed, by.other_recipient, by.elsewhere, by.several_groups]
                .map(|value| value.to_string());
        let arguments = [
            ("least", least.as_str().into()),
            ("other", other.as_str().into()),
            ("elsewhere", elsewhere.as_str().into()),
            ("several", several.as_str().into()),
        ];
        out.push(v.language.format(key!("office-ready-rule-share-by-country"), &arguments));
    }
    let mut percent = |key, value: Option<u32>| out.extend(value.map(|value| v.tw(key, value.to_string())));
    percent(key!("office-ready-rule-own"), rules.min_own_percent);
    percent(key!("office-ready-rule-staff"), rules.max_staff_percent_of_own);
    let mut amount = |key, value: Option<_>| out.extend(value.map(|value| v.tw(key, v.money(value, "€"))));
    amount(key!("office-ready-rule-least"), rules.min_amount);
    amount(key!("office-ready-rule-most"), rules.max_amount);
    out
}
