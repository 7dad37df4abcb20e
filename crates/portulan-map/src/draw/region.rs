//! A place in its region.
use super::{fixed, graticule, text_width};
use crate::{
    Frame, LambertAzimuthal, MapDetail, MapPoint, Projection as _, distance_km, great_circle, line_path,
    ring_path, world,
};

/// The map's width.
pub const WIDTH: f64 = 640.0;
/// The map's height.
pub const HEIGHT: f64 = 460.0;
const EARTH_KM: f64 = 6371.0;

/// A place to show.
pub struct RegionPlace<'a> {
    /// Where it is.
    pub at: MapPoint,
    /// What it is called.
    pub name: &'a str,
}

/// Everything that the map draws: paths and marks.
pub struct Region {
    /// The land's outline.
    pub land: String,
    /// Borders.
    pub borders: String,
    /// The land of the country.
    pub country: String,
    /// Meridians and parallels.
    pub graticule: String,
    /// The way to the port at home.
    pub route: String,
    /// The places.
    pub marks: Vec<RegionMark>,
    /// Length of the scale's bar, and what it stands for.
    pub scale: (String, String),
}

/// A place on the map.
pub struct RegionMark {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
    /// Its name.
    pub name: String,
    /// Where the name starts, or ends.
    pub label_x: String,
    /// Whether the name ends there.
    pub ends: bool,
}

/// The map of some places in a country, which shows at least so many kilometres from side to side; none of no place.
pub fn region(
    places: &[RegionPlace<'_>],
    country: &str,
    breadth: f64,
    home: Option<MapPoint>,
) -> Option<Region> {
    let centre = places.first()?.at;
    let span = places.iter().map(|p| distance_km(centre, p.at) * 2.4).fold(breadth, f64::max);
    let frame = Frame {
        width: WIDTH,
        height: HEIGHT,
        x: WIDTH / 2.0,
        y: HEIGHT / 2.0,
        scale: WIDTH / (span / EARTH_KM),
    };
    let projection = LambertAzimuthal { centre };
    let world = world(MapDetail::Region);
    let (mut land, mut borders, mut inside, mut route) =
        (String::new(), String::new(), String::new(), String::new());
    let near = |ring: &&Vec<MapPoint>| {
        ring.iter().all(|p| projection.project(*p).is_some())
            || ring.iter().any(|p| distance_km(centre, *p) < span)
    };
    for ring in world.coast.iter().filter(near) {
        ring_path(&mut land, ring, &projection, &frame);
    }
    for line in &world.borders {
        line_path(&mut borders, line, &projection, &frame);
    }
    for ring in world.country(country).map(|c| c.rings.as_slice()).unwrap_or_default() {
        ring_path(&mut inside, ring, &projection, &frame);
    }
    if let Some(home) = home {
        line_path(&mut route, &great_circle(centre, home), &projection, &frame);
    }
    let marks = places.iter().filter_map(|place| {
        let (x, y) = frame.locate(&projection, place.at)?;
        let ends = x + text_width(place.name, 20.0) + 14.0 > WIDTH;
        let label_x = fixed(if ends { x - 14.0 } else { x + 14.0 });
        Some(RegionMark { x: fixed(x), y: fixed(y), name: place.name.to_owned(), label_x, ends })
    });
    Some(Region {
        land,
        borders,
        country: inside,
        graticule: graticule(&projection, &frame, if span > 4000.0 { 10 } else { 5 }),
        route,
        marks: marks.collect(),
        scale: scale(span),
    })
}

/// A bar of a round length near a sixth of the width.
fn scale(span: f64) -> (String, String) {
    let wanted = span / 6.0;
    let round = [50.0, 100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0];
    let length = round.into_iter().rev().find(|l| *l <= wanted).unwrap_or(50.0);
    (fixed(length / span * WIDTH), format!("{length:.0}\u{a0}km"))
}
