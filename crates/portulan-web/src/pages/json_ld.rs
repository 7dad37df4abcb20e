//! JSON-LD (schema.org) for machines that read pages.
use portulan_model::kinds::{Event, Network, Organisation, Partnership, Project, Role};
use portulan_model::{Kind, PublishedRecord};
use serde_json::{Value, json};

use crate::context::PageContext;

/// Serialises JSON safely for a `script` element.
fn text(mut value: Value) -> String {
    value["@context"] = json!("https://schema.org");
    value.to_string().replace('<', "\\u003c")
}

fn publisher(c: &PageContext<'_>) -> Value {
    json!({ "@type": "GovernmentOrganization", "name": c.s(&c.authority().name), "url": c.absolute(&c.to("/")) })
}

pub(crate) fn site(c: &PageContext<'_>) -> String {
    text(json!({
        "@type": "WebSite", "name": c.s(&c.authority().name), "url": c.absolute(&c.to("/")), "inLanguage": c.lang(),
        "publisher": publisher(c),
        "potentialAction": { "@type": "SearchAction", "query-input": "required name=q",
            "target": format!("{}?q={{q}}", c.absolute(&c.to("/search"))) },
    }))
}

fn funders(c: &PageContext<'_>, all: &[portulan_model::kinds::Participation]) -> Vec<Value> {
    let names = all
        .iter()
        .filter(|p| p.role == Role::Funding)
        .filter_map(|p| c.p().organisations.get(&p.organisation));
    names.map(|o| json!({ "@type": "Organization", "name": c.s(&o.body.name) })).collect()
}

pub(crate) fn partnership(c: &PageContext<'_>, e: &PublishedRecord<Partnership>) -> String {
    let places = c.p().territories_of(&e.body).map(|t| {
        let point = t.body.point.as_ref().map(|p| p.value);
        let geo = point.map(|p| json!({ "@type": "GeoCoordinates", "latitude": p.lat, "longitude": p.lon }));
        json!({ "@type": "Place", "name": c.s(&t.body.name), "geo": geo,
            "address": { "@type": "PostalAddress", "addressCountry": t.body.country.0 } })
    });
    text(json!({
        "@type": "Project", "name": c.s(&e.body.title), "url": c.absolute(&c.record(Kind::Partnership, &e.slug)),
        "description": e.body.summary.as_ref().map(|s| c.s(&s.value)),
        "foundingDate": e.body.since.as_ref().map(|s| s.value.to_string()),
        "location": places.collect::<Vec<_>>(), "funder": funders(c, &e.body.participations), "parentOrganization": publisher(c),
    }))
}

pub(crate) fn project(c: &PageContext<'_>, e: &PublishedRecord<Project>) -> String {
    text(json!({
        "@type": "Project", "name": c.s(&e.body.title), "url": c.absolute(&c.record(Kind::Project, &e.slug)),
        "description": e.body.description.as_ref().map(|s| c.s(&s.value)),
        "funder": funders(c, &e.body.participations), "parentOrganization": publisher(c),
    }))
}

pub(crate) fn event(c: &PageContext<'_>, e: &PublishedRecord<Event>) -> String {
    let dates = e.body.dates.as_ref().map(|d| d.value);
    let organisers = e.body.participations.iter().filter(|p| p.role == Role::Organiser);
    let organisers = organisers.filter_map(|p| c.p().organisations.get(&p.organisation));
    text(json!({
        "@type": "Event", "name": c.s(&e.body.title), "url": c.absolute(&c.record(Kind::Event, &e.slug)), "inLanguage": c.lang(),
        "startDate": dates.and_then(|d| d.start).map(|d| d.to_string()),
        "endDate": dates.and_then(|d| d.end.or(d.start)).map(|d| d.to_string()),
        "location": e.body.place.as_ref().map(|p| json!({ "@type": "Place", "name": c.s(&p.name) })),
        "organizer": organisers.map(|o| json!({ "@type": "Organization", "name": c.s(&o.body.name) })).collect::<Vec<_>>(),
    }))
}

pub(crate) fn organisation(c: &PageContext<'_>, e: &PublishedRecord<Organisation>) -> String {
    text(json!({
        "@type": "Organization", "name": c.s(&e.body.name), "alternateName": e.body.acronym,
        "foundingDate": e.body.founded.as_ref().map(|f| f.value.to_string()),
        "url": e.body.website.as_ref().map(|w| w.0.clone()),
        "description": e.body.description.as_ref().map(|d| c.s(&d.value)),
    }))
}

pub(crate) fn network(c: &PageContext<'_>, e: &PublishedRecord<Network>) -> String {
    text(json!({
        "@type": "Organization", "name": c.s(&e.body.name), "legalName": c.s(&e.body.full_name),
        "url": e.body.website.as_ref().map(|w| w.0.clone()),
        "description": e.body.description.as_ref().map(|d| c.s(&d.value)),
    }))
}
