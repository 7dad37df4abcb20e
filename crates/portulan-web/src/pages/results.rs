//! The page of results: all indicators of all projects.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::kinds::{Partnership, Project};
use portulan_model::{PublishedRecord, normalize_for_search};
use portulan_report::results::{Measure, measures};

use super::{Meta, Rendered, render};
use crate::context::PageContext;

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    groups: Vec<IndicatorGroup<'a>>,
}

struct IndicatorGroup<'a> {
    project: &'a PublishedRecord<Project>,
    parent: Option<&'a PublishedRecord<Partnership>>,
    measures: Vec<Measure<'a>>,
}

pub(crate) fn results(c: &PageContext<'_>) -> Rendered {
    let voice = c.voice();
    let mut groups: Vec<IndicatorGroup<'_>> = c
        .p()
        .projects
        .iter()
        .map(|project| IndicatorGroup {
            project,
            parent: project.body.partnership.as_ref().and_then(|r| c.p().partnerships.get(r)),
            measures: measures(&voice, &project.body),
        })
        .filter(|group| !group.measures.is_empty())
        .collect();
    groups.sort_by_cached_key(|g| {
        (
            g.parent.map(|p| normalize_for_search(c.s(&p.body.title))),
            normalize_for_search(c.s(&g.project.body.title)),
        )
    });
    render(&ResultsPage { c, meta: Meta::new(c.t(key!("results-page")), c.t(key!("results-lead"))), groups })
}
