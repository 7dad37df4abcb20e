//! The portolan chart of the home page: every partnership, and the great circles that lead there.
use std::collections::BTreeMap;

use portulan_map::MapPoint;
use portulan_map::draw::{fixed, world_map as draw};
use portulan_model::kinds::{Partnership, PartnershipKind};
use portulan_model::{Kind, PublishedRecord};
use portulan_report::maps::point;

use crate::context::PageContext;
use crate::pages::{PartnershipFilter, status_name};

/// The number of places above which one marker represents a country.
const PLACES: usize = 60;

/// Everything that the chart's template draws.
pub(crate) struct WorldMap {
    pub width: f64,
    pub height: f64,
    pub land: &'static str,
    pub borders: &'static str,
    pub graticule: &'static str,
    /// The land of partner countries.
    pub partners: String,
    /// The wind lines of the home port.
    pub rhumbs: String,
    pub ports: Vec<Port>,
    pub home: Option<Home>,
    pub networks: usize,
    pub clustered: bool,
}

/// The port from which the lines leave.
pub(crate) struct Home {
    pub x: String,
    pub y: String,
    pub name: String,
    /// Left edge and baseline of the name.
    pub label: Option<(String, String)>,
}

/// A marker with its route.
pub(crate) struct Port {
    pub x: String,
    pub y: String,
    pub route: String,
    pub href: String,
    pub name: String,
    pub place: String,
    pub summary: String,
    pub layer: &'static str,
    pub themes: String,
    pub sdgs: String,
    pub country: String,
    pub status: String,
    /// True if the filter excludes it.
    pub off: bool,
    /// Left edge and baseline of the name.
    pub label: Option<(String, String)>,
}

/// A marker before it is placed.
struct MapPlace<'a> {
    at: MapPoint,
    name: String,
    country: String,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
}

pub(crate) fn draw_world_map(c: &PageContext<'_>, filter: &PartnershipFilter) -> WorldMap {
    let base = draw::base();
    let from = c.authority().port.as_ref().map(|p| point(p.value));
    let (places, clustered) = places(c);
    let mut ports: Vec<Port> =
        places.iter().filter_map(|place| port(c, filter, from, place, clustered)).collect();
    // From west to east, so that keyboard navigation follows the visual order.
    ports.sort_by(|a, b| a.x.parse::<f64>().unwrap_or(0.0).total_cmp(&b.x.parse().unwrap_or(0.0)));
    let at_home = from.and_then(draw::locate);
    let mut home = at_home.map(|(x, y)| Home {
        x: fixed(x),
        y: fixed(y),
        name: c.s(&c.authority().port_name).to_owned(),
        label: None,
    });
    label(&mut home, &mut ports);
    WorldMap {
        width: draw::WIDTH,
        height: draw::HEIGHT,
        land: &base.land,
        borders: &base.borders,
        graticule: &base.graticule,
        partners: draw::land_of(c.p().partnerships_by_country().into_keys()),
        rhumbs: at_home.map(draw::rhumbs).unwrap_or_default(),
        ports,
        home,
        networks: c.p().networks.len(),
        clustered,
    }
}

/// One place per territory, or per country if there are too many.
fn places<'a>(c: &PageContext<'a>) -> (Vec<MapPlace<'a>>, bool) {
    let mut all: Vec<MapPlace<'a>> = Vec::new();
    for e in &c.p().partnerships {
        for t in c.p().territories_of(&e.body) {
            if let Some(p) = &t.body.point {
                let name = c.s(&e.body.title).to_owned();
                all.push(MapPlace {
                    at: point(p.value),
                    name,
                    country: t.body.country.0.clone(),
                    partnerships: vec![e],
                });
            }
        }
    }
    if all.len() <= PLACES {
        return (all, false);
    }
    let mut countries: BTreeMap<String, MapPlace<'a>> = BTreeMap::new();
    for one in all {
        let name = c.country(&one.country);
        let known = countries.entry(one.country.clone()).or_insert(MapPlace {
            partnerships: Vec::new(),
            name,
            ..one
        });
        known.partnerships.extend(one.partnerships);
    }
    let counted = countries
        .into_values()
        .map(|p| MapPlace { name: format!("{} ({})", p.name, p.partnerships.len()), ..p });
    (counted.collect(), true)
}

fn port(
    c: &PageContext<'_>,
    filter: &PartnershipFilter,
    from: Option<MapPoint>,
    place: &MapPlace<'_>,
    clustered: bool,
) -> Option<Port> {
    let (x, y) = draw::locate(place.at)?;
    let route = from.map(|from| draw::route(from, place.at)).unwrap_or_default();
    let bodies = || place.partnerships.iter().map(|e| &e.body);
    let words = |of: &dyn Fn(&Partnership) -> Vec<String>| {
        let mut all: Vec<String> = bodies().flat_map(of).collect();
        all.sort_unstable();
        all.dedup();
        all.join(" ")
    };
    let first = place.partnerships.first()?;
    let href = if clustered {
        c.to(&format!("/partnerships?country={}", place.country))
    } else {
        c.record(Kind::Partnership, &first.slug)
    };
    let decentralised = bodies().any(|b| b.kind == PartnershipKind::DecentralisedCooperation);
    let layer = if decentralised {
        PartnershipKind::DecentralisedCooperation
    } else {
        PartnershipKind::OtherPartnership
    };
    Some(Port {
        x: fixed(x),
        y: fixed(y),
        route,
        href,
        name: place.name.clone(),
        place: c.country(&place.country),
        summary: if clustered {
            String::new()
        } else {
            first.body.summary.as_ref().map_or("", |s| c.s(&s.value)).to_owned()
        },
        layer: layer.name(),
        themes: words(&|b| b.themes.iter().map(|t| t.key.clone()).collect()),
        sdgs: words(&|b| b.sdgs.iter().map(|s| s.goal.to_string()).collect()),
        country: place.country.clone(),
        status: words(&|b| vec![status_name(b).to_owned()]),
        off: !bodies().any(|b| filter.matches(c.p(), b)),
        label: None,
    })
}

/// Places names beside markers; that of the home port first, so that it always has one.
fn label(home: &mut Option<Home>, ports: &mut [Port]) {
    let number = |s: &str| s.parse::<f64>().unwrap_or_default();
    let own = home.iter().map(|h| (&h.x, &h.y, &h.name));
    let all = own.chain(ports.iter().map(|p| (&p.x, &p.y, &p.name)));
    let mut placed = draw::names(all.map(|(x, y, name)| ((number(x), number(y)), name.as_str())))
        .collect::<Vec<_>>()
        .into_iter();
    let mut next = || placed.next().flatten();
    if let Some(home) = home {
        home.label = next();
    }
    for port in ports {
        port.label = next();
    }
}
