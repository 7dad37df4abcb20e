//! The world map, with the lines that start at the home port.
use std::sync::OnceLock;

use super::{fixed, graticule, text_width};
use crate::{
    EqualEarth, Frame, Label, MapDetail, MapPoint, great_circle, line_path, place, ring_path, world,
};

/// The width of the map in SVG units; it covers the world from 84° north to 58° south.
pub const WIDTH: f64 = 1200.0;
/// The height of the map, in SVG units.
pub const HEIGHT: f64 = 560.0;
/// Centred at 11° east: Europe left of the centre, the seam in the Bering Strait.
const PROJECTION: EqualEarth = EqualEarth { meridian: 11.0 };
const FRAME: Frame = Frame { width: WIDTH, height: HEIGHT, x: 600.0, y: 306.0, scale: 226.0 };
/// The font size of names, in SVG units.
pub const LABEL_SIZE: f64 = 17.0;
const MARKER: f64 = 7.0;

/// The paths that are the same for every register.
pub struct Base {
    /// The outline of the land.
    pub land: String,
    /// The borders.
    pub borders: String,
    /// Meridians and parallels.
    pub graticule: String,
}

/// The base map, computed on first use.
pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let world = world(MapDetail::World);
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

/// The position of a place on the map, in SVG units; `None` outside of it.
pub fn locate(place: MapPoint) -> Option<(f64, f64)> {
    FRAME.locate(&PROJECTION, place).filter(|&at| FRAME.contains(at))
}

/// The path of the great circle between two places.
pub fn route(from: MapPoint, to: MapPoint) -> String {
    let mut route = String::new();
    line_path(&mut route, &great_circle(from, to), &PROJECTION, &FRAME);
    route
}

/// The path of the land of some countries, by ISO 3166-1 code.
pub fn land_of<'a>(codes: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for country in codes.into_iter().filter_map(|code| world(MapDetail::World).country(code)) {
        for ring in &country.rings {
            ring_path(&mut out, ring, &PROJECTION, &FRAME);
        }
    }
    out
}

/// The path of the thirty-two rhumb lines from a point of the map, as on portolan charts.
pub fn rhumbs((x, y): (f64, f64)) -> String {
    let far = WIDTH * 1.2;
    let wind = |i: u32| {
        let angle = f64::from(i) * std::f64::consts::TAU / 32.0;
        format!("M{} {}l{} {}", fixed(x), fixed(y), fixed(far * angle.cos()), fixed(far * angle.sin()))
    };
    (0..32).map(wind).collect()
}

/// The left edge and baseline of each name beside its marker; earlier names have priority. `None` if there is
/// no room.
pub fn names<'a>(
    markers: impl IntoIterator<Item = ((f64, f64), &'a str)>,
) -> impl Iterator<Item = Option<(String, String)>> {
    let label = |(at, name): ((f64, f64), &str)| Label {
        at,
        width: text_width(name, LABEL_SIZE),
        height: LABEL_SIZE * 1.25,
    };
    let labels: Vec<Label> = markers.into_iter().map(label).collect();
    let placed = place(&labels, MARKER, WIDTH, HEIGHT).into_iter();
    placed.map(|spot| spot.map(|p| (fixed(p.x), fixed(p.y + LABEL_SIZE))))
}
