//! Networks.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::kinds::{Event, Network, Partnership};
use portulan_model::{PublishedRecord, Ref};

use super::{Meta, Rendered, json_ld, render};
use crate::context::PageContext;

#[derive(Template)]
#[template(path = "networks.html")]
struct NetworkList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
}

pub(crate) fn networks(c: &PageContext<'_>) -> Rendered {
    let meta = Meta::new(c.t(key!("networks-title")), c.tn(key!("networks-count"), c.p().networks.len()));
    render(&NetworkList { c, meta })
}

#[derive(Template)]
#[template(path = "network.html")]
struct NetworksView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    entry: &'a PublishedRecord<Network>,
    b: &'a Network,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
    events: Vec<&'a PublishedRecord<Event>>,
}

pub(crate) fn network(c: &PageContext<'_>, slug: &str) -> Rendered {
    let entry = c.p().networks.find(slug)?;
    let b = &entry.body;
    let mut meta = Meta::new(c.s(&b.name), b.description.as_ref().map_or("", |d| c.s(&d.value)));
    meta.structured = json_ld::network(c, entry);
    let names = |refs: &[Ref<Network>]| refs.iter().any(|r| r.slug() == entry.slug);
    render(&NetworksView {
        c,
        meta,
        entry,
        b,
        partnerships: c.p().partnerships.iter().filter(|e| names(&e.body.networks)).collect(),
        events: c.p().events.iter().filter(|e| names(&e.body.networks)).collect(),
    })
}
