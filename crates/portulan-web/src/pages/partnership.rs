//! One partnership: facts first, then the story.
use askama::Template;
use askama::filters::HtmlSafeOutput;
use portulan_locales::{key, list};
use portulan_model::kinds::{Event, Network, Participation, Partnership, Project, Role, Territory};
use portulan_model::{Provenance, PublishedRecord};

use super::events::{EventBar, bars};
use super::partnerships::status_name;
use super::timeline::{TimelineSpan, spans};
use super::{Meta, Rendered, json_ld, render};
use crate::context::PageContext;
use crate::html::{SafeHtml, escape};
use crate::map::{Locator, locator};
use crate::pictures::{SitePicture, pictures};

/// The organisations with a role.
struct Actors<'a> {
    role: Role,
    all: Vec<(&'a Participation, Option<&'a PublishedRecord<Project>>)>,
}

#[derive(Template)]
#[template(path = "partnership.html")]
struct PartnershipView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    entry: &'a PublishedRecord<Partnership>,
    b: &'a Partnership,
    countries: Vec<String>,
    status: &'static str,
    locator: Option<Locator>,
    actors: Vec<Actors<'a>>,
    funders: Vec<TimelineSpan>,
    projects: Vec<&'a PublishedRecord<Project>>,
    events: Vec<&'a PublishedRecord<Event>>,
    networks: Vec<&'a PublishedRecord<Network>>,
    related: Vec<&'a PublishedRecord<Partnership>>,
    pictures: Vec<SitePicture<'a>>,
    agreements: Vec<&'a PublishedRecord<portulan_model::kinds::Agreement>>,
}

impl<'a> PartnershipView<'a> {
    /// The roles that readers look for first: funding and implementation.
    fn payers(&self) -> impl Iterator<Item = &Actors<'a>> {
        self.actors.iter().filter(|a| matches!(a.role, Role::Funding | Role::OperatorByDelegation))
    }

    /// The place that a territory is the capital of, or else a part of, with the mark of its source.
    fn within(&self, territory: &Territory) -> Option<SafeHtml> {
        let name = |slug| self.c.p().territories.get(slug).map(|place| &place.body.name);
        let (text, mark) = if let Some(capital_of) = &territory.capital_of {
            let country = self.c.s(name(&capital_of.value)?);
            (escape(&self.c.tw(key!("capital-of"), country)), self.c.mark_of(capital_of))
        } else {
            let parent = territory.parent.as_ref()?;
            (self.c.h(name(&parent.value)?).to_string(), self.c.mark_of(parent))
        };
        Some(HtmlSafeOutput(format!("{text}{mark}")))
    }

    fn bars<'e>(&self, event: &'e PublishedRecord<Event>) -> Vec<EventBar<'e>> {
        bars(self.c, &event.body)
    }
}

pub(crate) fn partnership(c: &PageContext<'_>, slug: &str) -> Rendered {
    let p = c.p();
    let entry = p.partnerships.find(slug)?;
    let b = &entry.body;
    let summary = b.summary.as_ref().map_or("", |s| c.s(&s.value));
    let mut meta = Meta::new(c.s(&b.title), summary);
    meta.picture = format!("{slug}.png");
    meta.structured = json_ld::partnership(c, entry);
    let events = b.events.iter().filter_map(|e| p.events.get(e)).collect();
    let slug = entry.slug.as_str();
    render(&PartnershipView {
        c,
        meta,
        entry,
        b,
        countries: p.countries_of(b).into_iter().map(|code| c.country(code)).collect(),
        status: status_name(b),
        locator: locator(c, &b.territories),
        actors: actors(c, slug, b),
        funders: spans(c, &p.funders_of(slug, b)),
        projects: p.projects_of(slug).collect(),
        events,
        networks: b.networks.iter().filter_map(|n| p.networks.get(n)).collect(),
        related: related(c, entry),
        pictures: pictures(c.site, &b.media),
        agreements: p
            .agreements
            .iter()
            .filter(|a| a.body.partnerships.iter().any(|r| r.slug() == slug))
            .collect(),
    })
}

/// Participations of the partnership and of its projects, by role; the same actor in the same role shows once.
fn actors<'a>(c: &PageContext<'a>, slug: &'a str, b: &'a Partnership) -> Vec<Actors<'a>> {
    let own = b.participations.iter().map(|p| (p, None));
    let of_projects =
        c.p().projects_of(slug).flat_map(|e| e.body.participations.iter().map(move |p| (p, Some(e))));
    let all: Vec<_> = own.chain(of_projects).collect();
    let with_role = |role: Role| {
        let mut seen = Vec::new();
        let of_role = all.iter().filter(|(p, _)| p.role == role).copied();
        let first = of_role.filter(|(p, _)| {
            let new = !seen.contains(&p.organisation.slug());
            seen.push(p.organisation.slug());
            new
        });
        Actors { role, all: first.collect() }
    };
    Role::ALL.iter().map(|&r| with_role(r)).filter(|a| !a.all.is_empty()).collect()
}

/// Partnerships named as related, then those that share a theme.
fn related<'a>(
    c: &PageContext<'a>,
    entry: &'a PublishedRecord<Partnership>,
) -> Vec<&'a PublishedRecord<Partnership>> {
    let b = &entry.body;
    let named = b.related.iter().filter_map(|r| c.p().partnerships.get(r));
    let shares = |e: &&PublishedRecord<Partnership>| {
        e.body.themes.iter().any(|t| b.themes.iter().any(|own| own.key == t.key))
    };
    let mut all: Vec<&PublishedRecord<Partnership>> = named.collect();
    for e in c.p().partnerships.iter().filter(shares) {
        if e.slug != entry.slug && !all.iter().any(|known| known.slug == e.slug) {
            all.push(e);
        }
        if all.len() >= 4 {
            break;
        }
    }
    all
}
