//! Indicators for readers: actual value, target, groups, evidence.
use portulan_locales::{key, list};
use portulan_model::kinds::{Document, Indicator, PeriodPart, Project};
use portulan_model::{PublishedRecord, Text};

use crate::charts::aims;
use crate::localizer::Localizer;

/// A formatted indicator.
pub struct Measure<'a> {
    /// The title of its result.
    pub result: &'a Text,
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The last actual value, with its unit and period.
    pub reached: Option<(String, String)>,
    /// The target of that period, and whether it was reached.
    pub aim: Option<(String, bool)>,
    /// The groups of the last value, with their values.
    pub parts: Vec<(String, String)>,
    /// The chart of actual values and targets.
    pub svg: String,
    /// The evidence.
    pub evidence: Vec<&'a PublishedRecord<Document>>,
}

/// The indicators of a project.
pub fn measures<'a>(voice: &Localizer<'a>, project: &'a Project) -> Vec<Measure<'a>> {
    let all = project.results.iter().flat_map(|result| result.indicators.iter().map(move |i| (result, i)));
    all.map(|(result, indicator)| measure(voice, &result.title, indicator)).collect()
}

fn measure<'a>(voice: &Localizer<'a>, result: &'a Text, indicator: &'a Indicator) -> Measure<'a> {
    let unit = voice.s(&indicator.unit);
    let with_unit =
        |n| if unit.is_empty() { voice.decimal(n) } else { format!("{}\u{a0}{unit}", voice.decimal(n)) };
    let last = indicator.periods.iter().rev().find(|p| p.actual.is_some());
    // Lower values are better if the first target is below the baseline.
    let falls = indicator
        .baseline
        .zip(indicator.periods.iter().find_map(|p| p.target))
        .is_some_and(|(baseline, target)| target < baseline);
    let aim = last
        .and_then(|p| Some((p.target?, p.actual?)))
        .map(|(target, actual)| (with_unit(target), if falls { actual <= target } else { actual >= target }));
    let part = |part: &PeriodPart| Some((part_name(voice, part), voice.decimal(part.actual?)));
    let mut periods: Vec<_> =
        indicator.periods.iter().map(|p| (voice.period(&p.period), p.target, p.actual)).collect();
    if let Some(baseline) = indicator.baseline {
        let year = indicator.baseline_year.map_or_else(|| voice.t(key!("results-before")), |y| y.to_string());
        periods.insert(0, (year, None, Some(baseline)));
    }
    let title = voice.s(&indicator.title);
    Measure {
        result,
        indicator,
        reached: last.and_then(|p| Some((with_unit(p.actual?), voice.period(&p.period)))),
        aim,
        parts: last.map(|p| p.parts.iter().filter_map(part).collect()).unwrap_or_default(),
        svg: if periods.is_empty() {
            String::new()
        } else {
            aims(title, &periods, falls, &|n| voice.decimal(n))
        },
        evidence: indicator.evidence.iter().filter_map(|d| voice.programme.documents.get(d)).collect(),
    }
}

/// The name of a group.
pub fn part_name(voice: &Localizer<'_>, part: &PeriodPart) -> String {
    if part.label.is_empty() {
        voice.word(list!("part-group"), part.group.name())
    } else {
        voice.s(&part.label).to_owned()
    }
}
