//! The map of places in their region.
use super::{fixed, graticule, text_width};
use crate::{
    Frame, LambertAzimuthal, MapDetail, MapPoint, Projection as _, distance_km, great_circle, line_path,
    ring_path, world,
};

/// The width of the map, in SVG units.
pub const WIDTH: f64 = 640.0;
/// The height of the map, in SVG units.
pub const HEIGHT: f64 = 460.0;
const EARTH_KM: f64 = 6371.0;

/// A place to draw.
pub struct RegionPlace<'a> {
    /// The coordinates.
    pub at: MapPoint,
    /// The name.
    pub name: &'a str,
}

/// The elements of the map: SVG paths and markers.
pub struct Region {
    /// The outline of the land.
    pub land: String,
    /// The borders.
    pub borders: String,
    /// The land of the country.
    pub country: String,
    /// Meridians and parallels.
    pub graticule: String,
    /// The line to the home port.
    pub route: String,
    /// The markers of the places.
    pub marks: Vec<RegionMark>,
    /// The length of the scale bar in SVG units, and the distance it represents.
    pub scale: (String, String),
}

/// The marker of a place.
pub struct RegionMark {
    /// The distance from the left edge, in SVG units.
    pub x: String,
    /// The distance from the top edge, in SVG units.
    pub y: String,
    /// The name.
    pub name: String,
    /// The x coordinate where the name starts, or ends if `ends` is true.
    pub label_x: String,
    /// True if the name ends at `label_x`, to the left of its marker.
    pub ends: bool,
}

/// The map of some places in a country, at least `breadth` kilometres wide; `None` if there are no places.
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

/// A scale bar of a round length near a sixth of the width.
fn scale(span: f64) -> (String, String) {
    let wanted = span / 6.0;
    let round = [50.0, 100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0];
    let length = round.into_iter().rev().find(|l| *l <= wanted).unwrap_or(50.0);
    (fixed(length / span * WIDTH), format!("{length:.0}\u{a0}km"))
}
