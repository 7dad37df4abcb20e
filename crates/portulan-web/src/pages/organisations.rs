//! Organisations, each with all that it takes part in.
use std::sync::Arc;

use askama::Template;
use portulan_codelists::CodeList;
use portulan_locales::{key, list};
use portulan_model::kinds::{Network, Organisation};
use portulan_model::{Involvement, Provenance, PublishedRecord, normalize_for_search};

use super::{Meta, PageQuery, Pager, Rendered, json_ld, render};
use crate::context::PageContext;
use crate::html::SafeHtml;
use crate::map::Locator;
use crate::pictures::{SitePicture, pictures};

#[derive(Template)]
#[template(path = "organisations.html")]
struct OrganisationList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    pager: Pager<(&'a PublishedRecord<Organisation>, Vec<String>)>,
}

pub(crate) fn organisations(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let mut rows: Vec<_> = c.p().organisations.iter().map(|e| (e, roles(c, &e.slug))).collect();
    rows.sort_by_cached_key(|(e, _)| normalize_for_search(c.s(&e.body.name)));
    let pager = Pager::new(rows, query);
    let meta = Meta::new(c.t(key!("organisations-title")), c.tn(key!("organisations-count"), pager.total));
    render(&OrganisationList { c, meta, pager })
}

/// The distinct roles of an organisation, formatted.
fn roles(c: &PageContext<'_>, slug: &str) -> Vec<String> {
    let mut roles: Vec<_> = c.p().involvements(slug).iter().map(|i| i.participation.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles.into_iter().map(|r| c.word(list!("role"), r.name())).collect()
}

#[derive(Template)]
#[template(path = "organisation.html")]
struct OrganisationsView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    entry: &'a PublishedRecord<Organisation>,
    b: &'a Organisation,
    kind: Option<SafeHtml>,
    involvements: &'a [Arc<Involvement>],
    children: Vec<&'a PublishedRecord<Organisation>>,
    memberships: Vec<&'a PublishedRecord<Network>>,
}

impl<'a> OrganisationsView<'a> {
    fn pictures(&self) -> Vec<SitePicture<'a>> {
        pictures(self.c.site, &self.b.media)
    }
}

pub(crate) fn organisation(c: &PageContext<'_>, slug: &str) -> Rendered {
    let entry = c.p().organisations.find(slug)?;
    let b = &entry.body;
    let mut meta = Meta::new(c.s(&b.name), b.description.as_ref().map_or("", |d| c.s(&d.value)));
    meta.structured = json_ld::organisation(c, entry);
    let belongs = |e: &&PublishedRecord<Network>| {
        e.body.organisation.as_ref().is_some_and(|o| o.slug() == entry.slug)
            || e.body.members.iter().any(|m| m.organisation.slug() == entry.slug)
    };
    render(&OrganisationsView {
        c,
        meta,
        entry,
        b,
        kind: b.kind.as_ref().map(|k| c.code(CodeList::OrganisationType, &k.value.0)),
        involvements: c.p().involvements(&entry.slug),
        children: c
            .p()
            .organisations
            .iter()
            .filter(|o| o.body.parent.as_ref().is_some_and(|p| p.value.slug() == entry.slug))
            .collect(),
        memberships: c.p().networks.iter().filter(belongs).collect(),
    })
}
