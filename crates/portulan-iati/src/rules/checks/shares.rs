//! Percentages of sectors, countries, regions and budget items.
use super::Failures;
use crate::facts::{ActivityFacts, Share, is_default, js_number, xpath_number};

fn fail_at_shares<'a>(shares: impl Iterator<Item = &'a Share>, name: &str, failures: &mut Failures) {
    failures.fail(|places| {
        for share in shares {
            places.add(share.line, || match &share.percentage {
                Some(percentage) => [name, "/@percentage = '", percentage, "'"].concat(),
                None => name.to_owned(),
            });
        }
    });
}

/// Vocabularies that are written, each once, in order.
fn vocabularies(shares: &[Share]) -> Vec<&str> {
    let mut seen: Vec<&str> = Vec::new();
    for vocabulary in shares.iter().filter_map(|s| s.vocabulary.as_deref()) {
        if !seen.contains(&vocabulary) {
            seen.push(vocabulary);
        }
    }
    seen
}

fn under<'a>(shares: &'a [Share], vocabulary: &str) -> Vec<&'a Share> {
    shares.iter().filter(|s| s.vocabulary.as_deref() == Some(vocabulary)).collect()
}

fn oecd(shares: &[Share]) -> Vec<&Share> {
    shares.iter().filter(|s| is_default(s)).collect()
}

/// Of several, each has a percentage.
fn all_given(shares: &[&Share], name: &str, failures: &mut Failures) {
    if shares.len() > 1 && shares.iter().any(|s| s.percentage.is_none()) {
        fail_at_shares(shares.iter().copied(), name, failures);
    }
}

/// An only one has no percentage, or 100.
fn single(shares: &[&Share], name: &str, failures: &mut Failures) {
    if let [share] = shares
        && let Some(percentage) = &share.percentage
        && !is_hundred(xpath_number(percentage))
    {
        fail_at_shares(shares.iter().copied(), name, failures);
    }
}

fn is_hundred(number: f64) -> bool {
    (number - 100.0).abs() < f64::EPSILON
}

/// The percentages make 100, to four decimals; none at all makes 0.
fn sums<'a>(shares: impl Iterator<Item = &'a Share> + Clone, name: &str, failures: &mut Failures) {
    let sum: f64 = shares.clone().filter_map(|s| s.percentage.as_deref()).map(js_number).sum();
    if !is_hundred((sum * 10_000.0).round() / 10_000.0) {
        fail_at_shares(shares, name, failures);
    }
}

pub(in crate::rules) fn range(shares: &[Share], name: &str, most: f64, failures: &mut Failures) {
    let within = |s: &Share| s.percentage.as_deref().is_none_or(|p| (0.0..=most).contains(&js_number(p)));
    if !shares.iter().all(within) {
        let name = name.trim_end_matches("/@percentage");
        fail_at_shares(shares.iter().filter(|s| !within(s)), name, failures);
    }
}

pub(in crate::rules) fn sector_percentages(record: &ActivityFacts, failures: &mut Failures) {
    all_given(&oecd(&record.sectors), "sector", failures);
    for vocabulary in vocabularies(&record.sectors).into_iter().filter(|v| *v != "1") {
        all_given(&under(&record.sectors, vocabulary), "sector", failures);
    }
}

pub(in crate::rules) fn sector_single(record: &ActivityFacts, failures: &mut Failures) {
    single(&oecd(&record.sectors), "sector", failures);
    for vocabulary in vocabularies(&record.sectors).into_iter().filter(|v| *v != "1") {
        single(&under(&record.sectors, vocabulary), "sector", failures);
    }
}

pub(in crate::rules) fn sector_sum(record: &ActivityFacts, failures: &mut Failures) {
    let shares = oecd(&record.sectors);
    if shares.iter().filter(|s| s.percentage.is_some()).count() > 1 {
        sums(shares.into_iter(), "sector", failures);
    }
}

/// Advice: vocabularies that the official sum leaves out.
pub(in crate::rules) fn other_sums(record: &ActivityFacts, failures: &mut Failures) {
    for vocabulary in vocabularies(&record.sectors).into_iter().filter(|v| !matches!(*v, "1" | "")) {
        let shares = under(&record.sectors, vocabulary);
        if shares.iter().filter(|s| s.percentage.is_some()).count() > 1 {
            sums(shares.into_iter(), "sector", failures);
        }
    }
}

pub(in crate::rules) fn country_percentages(record: &ActivityFacts, failures: &mut Failures) {
    if record.regions.is_empty() {
        all_given(&record.countries.iter().collect::<Vec<_>>(), "recipient-country", failures);
    }
}

pub(in crate::rules) fn country_single(record: &ActivityFacts, failures: &mut Failures) {
    if record.regions.is_empty() {
        single(&record.countries.iter().collect::<Vec<_>>(), "recipient-country", failures);
    }
}

pub(in crate::rules) fn country_sum(record: &ActivityFacts, failures: &mut Failures) {
    if record.regions.is_empty() && record.countries.len() > 1 {
        sums(record.countries.iter(), "recipient-country", failures);
    }
}

pub(in crate::rules) fn region_percentages(record: &ActivityFacts, failures: &mut Failures) {
    for vocabulary in vocabularies(&record.regions) {
        all_given(&under(&record.regions, vocabulary), "recipient-region", failures);
    }
}

pub(in crate::rules) fn region_single(record: &ActivityFacts, failures: &mut Failures) {
    if record.countries.is_empty() {
        for vocabulary in vocabularies(&record.regions) {
            single(&under(&record.regions, vocabulary), "recipient-region", failures);
        }
    }
}

pub(in crate::rules) fn region_sum(record: &ActivityFacts, failures: &mut Failures) {
    for vocabulary in vocabularies(&record.regions) {
        let regions = under(&record.regions, vocabulary);
        if regions.len() + record.countries.len() > 1 {
            sums(regions.into_iter().chain(&record.countries), "recipient-region", failures);
        }
    }
}

pub(in crate::rules) fn budget_item_percentages(record: &ActivityFacts, failures: &mut Failures) {
    for vocabulary in &record.budget_vocabularies {
        let items = under(&record.budget_items, vocabulary);
        if items.len() > 1 && items.iter().all(|i| i.percentage.is_none()) {
            fail_at_shares(items.into_iter(), "budget-item", failures);
        }
    }
}

pub(in crate::rules) fn budget_item_sum(record: &ActivityFacts, failures: &mut Failures) {
    for vocabulary in &record.budget_vocabularies {
        let items = under(&record.budget_items, vocabulary);
        if items.len() > 1 {
            sums(items.into_iter(), "budget-item", failures);
        }
    }
}

pub(in crate::rules) fn budget_item_single(record: &ActivityFacts, failures: &mut Failures) {
    for vocabulary in &record.budget_vocabularies {
        single(&under(&record.budget_items, vocabulary), "budget-item", failures);
    }
}

/// One of each vocabulary, default ones counted together.
pub(in crate::rules) fn one_per_vocabulary(shares: &[Share], name: &str, failures: &mut Failures) {
    let defaults = oecd(shares);
    if defaults.len() > 1 {
        fail_at_shares(defaults.into_iter(), name, failures);
    }
    let others = vocabularies(shares).into_iter().filter(|v| !is_one(v));
    for group in others.map(|v| under(shares, v)).filter(|group| group.len() > 1) {
        fail_at_shares(group.into_iter(), name, failures);
    }
}

fn is_one(vocabulary: &str) -> bool {
    (xpath_number(vocabulary) - 1.0).abs() < f64::EPSILON
}

pub(in crate::rules) fn oecd_sector(record: &ActivityFacts, failures: &mut Failures) {
    if !record.sectors.is_empty() && !record.sectors.iter().any(is_default) {
        fail_at_shares(record.sectors.iter(), "sector", failures);
    }
}

pub(in crate::rules) fn oecd_aid_type(record: &ActivityFacts, failures: &mut Failures) {
    if !record.aid_types.is_empty() && !record.aid_types.iter().any(is_default) {
        fail_at_shares(record.aid_types.iter(), "default-aid-type", failures);
    }
}

/// Sectors of vocabularies 98 and 99 hold at least as many narratives as they are.
pub(in crate::rules) fn own_sectors_named(record: &ActivityFacts, failures: &mut Failures) {
    let own = |s: &&Share| {
        let number = s.vocabulary.as_deref().map_or(f64::NAN, xpath_number);
        (number - 98.0).abs() < f64::EPSILON || (number - 99.0).abs() < f64::EPSILON
    };
    let (count, narratives) =
        record.sectors.iter().filter(own).fold((0, 0), |(n, t), s| (n + 1, t + s.narratives));
    if count > narratives {
        fail_at_shares(record.sectors.iter().filter(own), "sector", failures);
    }
}
