//! The portolan chart of the home page: every partnership, and the great circles that lead there.
use std::collections::BTreeMap;
use std::sync::OnceLock;

use portulan_map::{
    Detail, EqualEarth, Frame, Label, Point, great_circle, line_path, place, ring_path, world,
};
use portulan_model::kinds::{Partnership, PartnershipKind};
use portulan_model::{Entry, Kind};

use super::{fixed, graticule, point, text_width};
use crate::context::Context;
use crate::pages::{Filter, status_name};

/// The chart's size; the world from 84° north to 58° south.
const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 560.0;
/// The middle of the map: Europe left of centre, and the cut in the Bering Strait.
const PROJECTION: EqualEarth = EqualEarth { meridian: 11.0 };
const FRAME: Frame = Frame { width: WIDTH, height: HEIGHT, x: 600.0, y: 306.0, scale: 226.0 };
const LABEL_SIZE: f64 = 17.0;
const MARKER: f64 = 7.0;
/// Beyond this many places, one marker stands for a country.
const PLACES: usize = 60;

/// Everything that the chart's template draws.
pub(crate) struct Chart {
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
    pub layer: String,
    pub themes: String,
    pub sdgs: String,
    pub country: String,
    pub status: String,
    /// Whether the filter leaves it out.
    pub off: bool,
    /// Left edge and baseline of the name.
    pub label: Option<(String, String)>,
}

struct Base {
    land: String,
    borders: String,
    graticule: String,
}

/// What is the same for every register.
fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let world = world(Detail::World);
        let (mut land, mut borders) = (String::new(), String::new());
        for ring in &world.coast {
            ring_path(&mut land, ring, &PROJECTION, &FRAME);
        }
        for line in &world.borders {
            line_path(&mut borders, line, &PROJECTION, &FRAME);
        }
        Base { land, borders, graticule: graticule(&PROJECTION, &FRAME, 30) }
    })
}

/// A marker before it is placed.
struct Place<'a> {
    at: Point,
    name: String,
    country: String,
    partnerships: Vec<&'a Entry<Partnership>>,
}

pub(crate) fn chart(c: &Context<'_>, filter: &Filter) -> Chart {
    let base = base();
    let from = c.authority().port.as_ref().map(|p| point(p.value));
    let (places, clustered) = places(c);
    let mut ports: Vec<Port> =
        places.iter().filter_map(|place| port(c, filter, from, place, clustered)).collect();
    // From west to east, so that the keyboard travels as the eye does.
    ports.sort_by(|a, b| a.x.parse::<f64>().unwrap_or(0.0).total_cmp(&b.x.parse().unwrap_or(0.0)));
    let mut home = from.and_then(|p| FRAME.locate(&PROJECTION, p)).map(|(x, y)| Home {
        x: fixed(x),
        y: fixed(y),
        name: c.s(&c.authority().port_name).to_owned(),
        label: None,
    });
    label(&mut home, &mut ports);
    let mut partners = String::new();
    let codes: Vec<&str> = c.p().partnerships_by_country().into_keys().collect();
    for country in codes.iter().filter_map(|code| world(Detail::World).country(code)) {
        for ring in &country.rings {
            ring_path(&mut partners, ring, &PROJECTION, &FRAME);
        }
    }
    Chart {
        width: WIDTH,
        height: HEIGHT,
        land: &base.land,
        borders: &base.borders,
        graticule: &base.graticule,
        partners,
        rhumbs: home.as_ref().map(rhumbs).unwrap_or_default(),
        ports,
        home,
        networks: c.p().networks.len(),
        clustered,
    }
}

/// One place for each territory, or for each country where there are too many.
fn places<'a>(c: &Context<'a>) -> (Vec<Place<'a>>, bool) {
    let mut all: Vec<Place<'a>> = Vec::new();
    for e in &c.p().partnerships {
        for t in c.p().territories_of(&e.body) {
            if let Some(p) = &t.body.point {
                let name = c.s(&e.body.title).to_owned();
                all.push(Place {
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
    let mut countries: BTreeMap<String, Place<'a>> = BTreeMap::new();
    for one in all {
        let name = c.country(&one.country);
        let known =
            countries.entry(one.country.clone()).or_insert(Place { partnerships: Vec::new(), name, ..one });
        known.partnerships.extend(one.partnerships);
    }
    let counted = countries
        .into_values()
        .map(|p| Place { name: format!("{} ({})", p.name, p.partnerships.len()), ..p });
    (counted.collect(), true)
}

fn port(
    c: &Context<'_>,
    filter: &Filter,
    from: Option<Point>,
    place: &Place<'_>,
    clustered: bool,
) -> Option<Port> {
    let (x, y) = FRAME.locate(&PROJECTION, place.at).filter(|&at| FRAME.holds(at))?;
    let mut route = String::new();
    if let Some(from) = from {
        line_path(&mut route, &great_circle(from, place.at), &PROJECTION, &FRAME);
    }
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
        status: words(&|b| vec![status_name(b)]),
        off: !bodies().any(|b| filter.matches(c.p(), b)),
        label: None,
    })
}

/// Names beside markers; the home port's first, so that it is never without.
fn label(home: &mut Option<Home>, ports: &mut [Port]) {
    let number = |s: &str| s.parse::<f64>().unwrap_or_default();
    let one = |x: &str, y: &str, name: &str| Label {
        at: (number(x), number(y)),
        width: text_width(name, LABEL_SIZE),
        height: LABEL_SIZE * 1.25,
    };
    let labels: Vec<Label> = home
        .iter()
        .map(|h| one(&h.x, &h.y, &h.name))
        .chain(ports.iter().map(|p| one(&p.x, &p.y, &p.name)))
        .collect();
    let mut placed = place(&labels, MARKER, WIDTH, HEIGHT).into_iter();
    let mut next = || placed.next().flatten().map(|p| (fixed(p.x), fixed(p.y + LABEL_SIZE)));
    if let Some(home) = home {
        home.label = next();
    }
    for port in ports {
        port.label = next();
    }
}

/// Thirty-two winds, as on the old charts.
fn rhumbs(home: &Home) -> String {
    let far = WIDTH * 1.2;
    let wind = |i: u32| {
        let angle = f64::from(i) * std::f64::consts::TAU / 32.0;
        format!("M{} {}l{} {}", home.x, home.y, fixed(far * angle.cos()), fixed(far * angle.sin()))
    };
    (0..32).map(wind).collect()
}
