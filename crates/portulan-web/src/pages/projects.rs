//! Projects.
use askama::Template;
use portulan_codelists::CodeList;
use portulan_locales::{key, list};
use portulan_model::kinds::{Document, InKind, Partnership, Project};
use portulan_model::{Provenance, PublishedRecord, normalize_for_search};

use portulan_report::money::{PlanRow, plan_rows};
use portulan_report::results::{Measure, measures};

use super::timeline::{TimelineSpan, spans};
use super::{Meta, PageQuery, Pager, Rendered, json_ld, render};
use crate::context::PageContext;
use crate::map::{Locator, locator};
use crate::pictures::{SitePicture, pictures};

#[derive(Template)]
#[template(path = "projects.html")]
struct ProjectList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    pager: Pager<(&'a PublishedRecord<Project>, Option<&'a PublishedRecord<Partnership>>)>,
}

pub(crate) fn projects(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let parent =
        |e: &PublishedRecord<Project>| e.body.partnership.as_ref().and_then(|r| c.p().partnerships.get(r));
    let mut rows: Vec<_> = c.p().projects.iter().map(|e| (e, parent(e))).collect();
    rows.sort_by_cached_key(|(e, parent)| {
        (parent.map(|p| normalize_for_search(c.s(&p.body.title))), normalize_for_search(c.s(&e.body.title)))
    });
    let pager = Pager::new(rows, query);
    let meta = Meta::new(c.t(key!("projects-title")), c.tn(key!("projects-count"), pager.total));
    render(&ProjectList { c, meta, pager })
}

#[derive(Template)]
#[template(path = "project.html")]
struct ProjectsView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    entry: &'a PublishedRecord<Project>,
    b: &'a Project,
    parent: Option<&'a PublishedRecord<Partnership>>,
    locator: Option<Locator>,
    funders: Vec<TimelineSpan>,
    pictures: Vec<SitePicture<'a>>,
    documents: Vec<&'a PublishedRecord<Document>>,
    plan: Vec<PlanRow<'a>>,
    measures: Vec<Measure<'a>>,
}

impl ProjectsView<'_> {
    /// The value of a contribution in kind.
    fn worth(&self, given: &InKind) -> String {
        given.worth().map(|money| self.c.money(&money)).unwrap_or_default()
    }
}

pub(crate) fn project(c: &PageContext<'_>, slug: &str) -> Rendered {
    let entry = c.p().projects.find(slug)?;
    let b = &entry.body;
    let parent = b.partnership.as_ref().and_then(|r| c.p().partnerships.get(r));
    let description = b.description.as_ref().map_or("", |d| c.s(&d.value));
    let mut meta = Meta::new(c.s(&b.title), description);
    meta.structured = json_ld::project(c, entry);
    if let Some(parent) = parent {
        meta.picture = format!("{}.png", parent.slug);
    }
    let territories: Vec<_> = b.locations.iter().filter_map(|l| l.territory.clone()).collect();
    let territories = if territories.is_empty() {
        parent.map(|p| p.body.territories.clone()).unwrap_or_default()
    } else {
        territories
    };
    let of_funders: Vec<_> = b
        .participations
        .iter()
        .filter(|p| p.role == portulan_model::kinds::Role::Funding)
        .map(|p| (None, p))
        .collect();
    let plan = plan_rows(&c.voice(), entry, c.site.today);
    // Without periods, a time axis adds nothing to the plan.
    let timed = plan.is_empty() || of_funders.iter().any(|(_, p)| p.period.is_some());
    render(&ProjectsView {
        c,
        meta,
        entry,
        b,
        parent,
        locator: locator(c, &territories),
        funders: if timed { spans(c, &of_funders) } else { Vec::new() },
        pictures: pictures(c.site, &b.media),
        plan,
        measures: measures(&c.voice(), b),
        documents: b.documents.iter().filter_map(|d| c.p().documents.get(d)).collect(),
    })
}
