//! A place in its region.
use portulan_map::{
    Detail, Frame, LambertAzimuthal, Point, Projection as _, distance_km, great_circle, line_path, ring_path,
    world,
};
use portulan_model::Ref;
use portulan_model::kinds::{Territory, TerritoryKind};

use super::{fixed, graticule, point, text_width};
use crate::context::Context;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 460.0;
const EARTH_KM: f64 = 6371.0;

/// Everything that a locator's template draws.
pub(crate) struct Locator {
    pub width: f64,
    pub height: f64,
    pub land: String,
    pub borders: String,
    pub country: String,
    pub graticule: String,
    pub route: String,
    pub marks: Vec<Mark>,
    /// Length of the scale's bar, and what it stands for.
    pub scale: (String, String),
    /// Text for those who do not see the map.
    pub text: String,
}

/// A territory on the map.
pub(crate) struct Mark {
    pub x: String,
    pub y: String,
    pub name: String,
    /// Where the name starts, and whether it ends there instead.
    pub label_x: String,
    pub ends: bool,
}

/// The map of some territories; `None` where none has coordinates.
pub(crate) fn locator(c: &Context<'_>, territories: &[Ref<Territory>]) -> Option<Locator> {
    let found: Vec<_> = territories.iter().filter_map(|t| c.p().territories.get(t)).collect();
    let points: Vec<(Point, &Territory)> =
        found.iter().filter_map(|t| Some((point(t.body.point.as_ref()?.value), &t.body))).collect();
    let &(centre, first) = points.first()?;
    let span = points.iter().map(|(p, _)| distance_km(centre, *p) * 2.4).fold(breadth(first.kind), f64::max);
    let frame = Frame {
        width: WIDTH,
        height: HEIGHT,
        x: WIDTH / 2.0,
        y: HEIGHT / 2.0,
        scale: WIDTH / (span / EARTH_KM),
    };
    let projection = LambertAzimuthal { centre };
    let world = world(Detail::Region);
    let (mut land, mut borders, mut country, mut route) =
        (String::new(), String::new(), String::new(), String::new());
    let near = |ring: &&Vec<Point>| {
        ring.iter().all(|p| projection.project(*p).is_some())
            || ring.iter().any(|p| distance_km(centre, *p) < span)
    };
    for ring in world.coast.iter().filter(near) {
        ring_path(&mut land, ring, &projection, &frame);
    }
    for line in &world.borders {
        line_path(&mut borders, line, &projection, &frame);
    }
    for ring in world.country(&first.country.0).map(|c| c.rings.as_slice()).unwrap_or_default() {
        ring_path(&mut country, ring, &projection, &frame);
    }
    if let Some(home) = c.authority().port.as_ref().map(|p| point(p.value)) {
        line_path(&mut route, &great_circle(centre, home), &projection, &frame);
    }
    let marks = points.iter().filter_map(|(p, t)| {
        let (x, y) = frame.locate(&projection, *p)?;
        let name = c.s(&t.name).to_owned();
        let ends = x + text_width(&name, 20.0) + 14.0 > WIDTH;
        let label_x = fixed(if ends { x - 14.0 } else { x + 14.0 });
        Some(Mark { x: fixed(x), y: fixed(y), name, label_x, ends })
    });
    let names: Vec<&str> = points.iter().map(|(_, t)| c.s(&t.name)).collect();
    Some(Locator {
        width: WIDTH,
        height: HEIGHT,
        land,
        borders,
        country,
        graticule: graticule(&projection, &frame, if span > 4000.0 { 10 } else { 5 }),
        route,
        marks: marks.collect(),
        scale: scale(span),
        text: c.tw("locator-text", &format!("{}, {}", names.join(", "), c.country(&first.country.0))),
    })
}

/// How many kilometres from side to side show a territory of this sort in its surroundings.
fn breadth(kind: TerritoryKind) -> f64 {
    match kind {
        TerritoryKind::City | TerritoryKind::Metropolis | TerritoryKind::District => 1800.0,
        TerritoryKind::Province
        | TerritoryKind::Prefecture
        | TerritoryKind::Region
        | TerritoryKind::State => 2600.0,
        TerritoryKind::Country => 4500.0,
    }
}

/// A bar of a round length near a sixth of the width.
fn scale(span: f64) -> (String, String) {
    let wanted = span / 6.0;
    let round = [50.0, 100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0];
    let length = round.into_iter().rev().find(|l| *l <= wanted).unwrap_or(50.0);
    (fixed(length / span * WIDTH), format!("{length:.0}\u{a0}km"))
}
