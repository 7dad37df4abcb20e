//! What came of it: every indicator of every project, as a citizen reads it.
use askama::Template;
use portulan_model::kinds::{Document, Indicator, Partnership, Project};
use portulan_model::{Entry, fold};
use portulan_report::charts::aims;

use super::{Meta, render};
use crate::context::{Context, Html};

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage<'a> {
    c: &'a Context<'a>,
    meta: Meta,
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    project: &'a Entry<Project>,
    parent: Option<&'a Entry<Partnership>>,
    measures: Vec<Measure<'a>>,
}

/// An indicator, told.
pub(crate) struct Measure<'a> {
    pub result: Html,
    pub indicator: &'a Indicator,
    /// The last value reached, with its unit and period.
    pub reached: Option<(String, String)>,
    /// The target of that period, and whether it was reached.
    pub aim: Option<(String, bool)>,
    /// The parts of the last value: who, how many.
    pub parts: Vec<(String, String)>,
    pub svg: String,
    pub evidence: Vec<&'a Entry<Document>>,
}

pub(crate) fn results(c: &Context<'_>) -> Option<String> {
    let mut groups: Vec<Group<'_>> = c
        .p()
        .projects
        .iter()
        .map(|project| Group {
            project,
            parent: project.body.partnership.as_ref().and_then(|r| c.p().partnerships.get(r)),
            measures: measures(c, &project.body),
        })
        .filter(|group| !group.measures.is_empty())
        .collect();
    groups.sort_by_cached_key(|g| {
        (g.parent.map(|p| fold(c.s(&p.body.title))), fold(c.s(&g.project.body.title)))
    });
    render(&ResultsPage { c, meta: Meta::new(c.t("results-page"), c.t("results-lead")), groups })
}

/// The indicators of a project.
pub(crate) fn measures<'a>(c: &Context<'a>, project: &'a Project) -> Vec<Measure<'a>> {
    let all = project.results.iter().flat_map(|result| result.indicators.iter().map(move |i| (result, i)));
    all.map(|(result, indicator)| measure(c, c.h(&result.title), indicator)).collect()
}

fn measure<'a>(c: &Context<'a>, result: Html, indicator: &'a Indicator) -> Measure<'a> {
    let unit = c.s(&indicator.unit);
    let with_unit = |n| if unit.is_empty() { c.decimal(n) } else { format!("{}\u{a0}{unit}", c.decimal(n)) };
    let last = indicator.periods.iter().rev().find(|p| p.actual.is_some());
    // Fewer is better where the first target lies below where it began.
    let falls = indicator
        .baseline
        .zip(indicator.periods.iter().find_map(|p| p.target))
        .is_some_and(|(baseline, target)| target < baseline);
    let aim = last
        .and_then(|p| Some((p.target?, p.actual?)))
        .map(|(target, actual)| (with_unit(target), if falls { actual <= target } else { actual >= target }));
    let part = |part: &portulan_model::kinds::PeriodPart| {
        let name = if part.label.is_empty() {
            c.word("part", &part.group.name())
        } else {
            c.s(&part.label).to_owned()
        };
        Some((name, c.decimal(part.actual?)))
    };
    let mut periods: Vec<_> =
        indicator.periods.iter().map(|p| (c.period(&p.period), p.target, p.actual)).collect();
    if let Some(baseline) = indicator.baseline {
        let year = indicator.baseline_year.map_or_else(|| c.t("results-before"), |y| y.to_string());
        periods.insert(0, (year, None, Some(baseline)));
    }
    let title = c.s(&indicator.title);
    Measure {
        result,
        indicator,
        reached: last.and_then(|p| Some((with_unit(p.actual?), c.period(&p.period)))),
        aim,
        parts: last.map(|p| p.parts.iter().filter_map(part).collect()).unwrap_or_default(),
        svg: if periods.is_empty() { String::new() } else { aims(title, &periods, falls, &|n| c.decimal(n)) },
        evidence: indicator.evidence.iter().filter_map(|d| c.p().documents.get(d)).collect(),
    }
}
