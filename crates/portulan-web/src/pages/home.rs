//! The home page, and the map for other sites.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::kinds::{Event, PartnershipKind};
use portulan_model::{Kind, Provenance, PublishedRecord, Text};

use super::partnerships::{FilterChoices, PartnershipFilter, PartnershipRow};
use super::{Meta, PageQuery, Rendered, json_ld, render};
use crate::context::PageContext;
use crate::map::{WorldMap, draw_world_map};
use crate::pages::events::sorted;

/// The largest number of partnerships of each type on the home page.
const SHOWN: usize = 12;

/// A change of a published record.
pub(crate) struct Update<'a> {
    pub kind: Kind,
    pub slug: &'a str,
    pub title: &'a Text,
    pub at: jiff::Timestamp,
    pub new: bool,
}

struct Layer<'a> {
    kind: PartnershipKind,
    total: usize,
    rows: Vec<PartnershipRow<'a>>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomeView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    chart: WorldMap,
    choices: FilterChoices,
    filter: PartnershipFilter,
    layers: Vec<Layer<'a>>,
    shown: usize,
    figures: Vec<(usize, String, String)>,
    upcoming: Vec<&'a PublishedRecord<Event>>,
    past: Vec<&'a PublishedRecord<Event>>,
    updates: Vec<Update<'a>>,
}

pub(crate) fn home(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let filter = PartnershipFilter::new(query);
    let p = c.p();
    let (upcoming, past) = sorted(c);
    let layers: Vec<Layer<'_>> = PartnershipKind::ALL
        .iter()
        .map(|&kind| {
            let of_kind = || p.partnerships.iter().filter(move |e| e.body.kind == kind);
            let matching = of_kind().filter(|e| filter.matches(p, &e.body));
            Layer {
                kind,
                total: of_kind().count(),
                rows: matching.take(SHOWN).map(|e| PartnershipRow::new(c, e)).collect(),
            }
        })
        .collect();
    let shown = p.partnerships.iter().filter(|e| filter.matches(p, &e.body)).count();
    let mut meta = Meta::new(c.s(&c.authority().name), c.s(&c.authority().tagline));
    meta.structured = json_ld::site(c);
    render(&HomeView {
        c,
        meta,
        chart: draw_world_map(c, &filter),
        choices: FilterChoices::new(c, &filter),
        filter,
        layers,
        shown,
        figures: figures(c),
        upcoming: upcoming.into_iter().take(3).collect(),
        past: past.into_iter().take(3).collect(),
        updates: updates(c).into_iter().take(6).collect(),
    })
}

/// Key figures of the register: number, label, link.
fn figures(c: &PageContext<'_>) -> Vec<(usize, String, String)> {
    let p = c.p();
    let countries = p.partnerships_by_country().len();
    let organisations = p.organisations.iter().filter(|o| !p.involvements(&o.slug).is_empty()).count();
    [
        (key!("figure-partnerships"), p.partnerships.len(), "/partnerships"),
        (key!("figure-countries"), countries, "/partnerships?sort=country"),
        (key!("figure-projects"), p.projects.len(), "/projects"),
        (key!("figure-organisations"), organisations, "/organisations"),
        (key!("figure-networks"), p.networks.len(), "/networks"),
    ]
    .into_iter()
    .filter(|(_, n, _)| *n > 0)
    .map(|(key, n, path)| (n, c.tn(key, n), c.to(path)))
    .collect()
}

/// Everything published, the newest change first.
pub(crate) fn updates<'a>(c: &PageContext<'a>) -> Vec<Update<'a>> {
    let p = c.p();
    let mut all: Vec<Update<'a>> = Vec::new();
    macro_rules! add {
        ($table:expr, $kind:expr, $title:ident) => {
            all.extend($table.iter().map(|e| Update {
                kind: $kind,
                slug: &e.slug,
                title: &e.body.$title,
                at: e.updated,
                new: e.created == e.updated,
            }));
        };
    }
    add!(p.partnerships, Kind::Partnership, title);
    add!(p.projects, Kind::Project, title);
    add!(p.events, Kind::Event, title);
    add!(p.networks, Kind::Network, name);
    all.sort_by_key(|u| (std::cmp::Reverse(u.at), u.kind, u.slug));
    all
}

#[derive(Template)]
#[template(path = "embed.html")]
struct Embed<'a> {
    c: &'a PageContext<'a>,
    chart: WorldMap,
    filter: PartnershipFilter,
}

pub(crate) fn embed(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let filter = PartnershipFilter::new(query);
    render(&Embed { c, chart: draw_world_map(c, &filter), filter })
}
