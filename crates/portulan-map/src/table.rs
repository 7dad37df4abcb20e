//! The compact geometry tables that `cargo xtask geometry` generates from Natural Earth, and their decoder.
//!
//! A table has three sections (coast rings, border lines, countries). A line is a number of points, followed
//! by the points as differences in hundredths of a degree; every number is a zigzag LEB128 integer. A country
//! is its two-letter code, the number of its rings, and the rings.
use std::sync::OnceLock;

use crate::MapPoint;

/// The level of detail of the coast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapDetail {
    /// 1:110 million, for the world.
    World,
    /// 1:50 million, for a region.
    Region,
}

/// Polylines; a ring does not repeat its first point.
pub type Lines = Vec<Vec<MapPoint>>;

/// The land of one country.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// The ISO 3166-1 alpha-2 code; `--` if the source has none.
    pub code: String,
    /// Outer and inner rings; a point is inside the country if it is inside an odd number of rings.
    pub rings: Lines,
}

impl Country {
    /// True if a point is on the land of this country.
    pub fn contains(&self, p: MapPoint) -> bool {
        let crossings = self.rings.iter().flat_map(|r| r.iter().zip(r.iter().cycle().skip(1)));
        crossings.filter(|(a, b)| (a.lat > p.lat) != (b.lat > p.lat)).fold(false, |inside, (a, b)| {
            let at = (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon;
            inside ^ (p.lon < at)
        })
    }
}

/// The geometry of the world at one level of detail.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct World {
    /// The land, as closed rings; they are not cut at the antimeridian.
    pub coast: Lines,
    /// The land borders between two countries.
    pub borders: Lines,
    /// The countries, sorted by code.
    pub countries: Vec<Country>,
}

impl World {
    /// The code of the country whose land contains the point.
    pub fn country_at(&self, p: MapPoint) -> Option<&str> {
        self.countries.iter().find(|c| c.contains(p)).map(|c| c.code.as_str())
    }

    /// The country with this ISO 3166-1 code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|c| c.code == code)
    }
}

/// The geometry of the world, decoded on first use.
pub fn world(detail: MapDetail) -> &'static World {
    static TABLES: [OnceLock<World>; 2] = [OnceLock::new(), OnceLock::new()];
    let (slot, bytes): (_, &[u8]) = match detail {
        MapDetail::World => (&TABLES[0], include_bytes!("../data/world.bin")),
        MapDetail::Region => (&TABLES[1], include_bytes!("../data/region.bin")),
    };
    slot.get_or_init(|| TableReader(bytes).world())
}

/// Encodes a table; the inverse of the decoder, for the generator.
pub fn encode(world: &World) -> Vec<u8> {
    let mut out = Vec::new();
    for lines in [&world.coast, &world.borders] {
        put_lines(&mut out, lines);
    }
    put(&mut out, as_int(world.countries.len()));
    for country in &world.countries {
        out.extend(country.code.as_bytes());
        put_lines(&mut out, &country.rings);
    }
    out
}

fn put_lines(out: &mut Vec<u8>, lines: &Lines) {
    put(out, as_int(lines.len()));
    for line in lines {
        put(out, as_int(line.len()));
        let (mut x, mut y) = (0, 0);
        for p in line {
            let (lon, lat) = (hundredths(p.lon), hundredths(p.lat));
            put(out, lon - x);
            put(out, lat - y);
            (x, y) = (lon, lat);
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
fn hundredths(degrees: f64) -> i64 {
    (degrees * 100.0).round() as i64
}

fn as_int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation)]
fn put(out: &mut Vec<u8>, n: i64) {
    let mut z = ((n << 1) ^ (n >> 63)) as u64;
    while z > 127 {
        out.push((z & 127) as u8 | 128);
        z >>= 7;
    }
    out.push(z as u8);
}

struct TableReader<'a>(&'a [u8]);

impl TableReader<'_> {
    fn world(mut self) -> World {
        let (coast, borders) = (self.lines(), self.lines());
        let countries = (0..self.int()).map(|_| {
            let code = String::from_utf8_lossy(&[self.byte(), self.byte()]).into_owned();
            Country { code, rings: self.lines() }
        });
        let countries = countries.collect();
        World { coast, borders, countries }
    }

    #[allow(clippy::cast_precision_loss)]
    fn lines(&mut self) -> Lines {
        let mut lines = Vec::new();
        for _ in 0..self.int() {
            let (mut x, mut y) = (0, 0);
            let line = (0..self.int()).map(|_| {
                x += self.int();
                y += self.int();
                MapPoint::new(x as f64 / 100.0, y as f64 / 100.0)
            });
            lines.push(line.collect());
        }
        lines
    }

    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    #[allow(clippy::cast_possible_wrap)]
    fn int(&mut self) -> i64 {
        let (mut z, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte();
            z |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return ((z >> 1) as i64) ^ -((z & 1) as i64);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crimea_is_ukrainian_at_both_scales() {
        for detail in [MapDetail::World, MapDetail::Region] {
            for (name, lon, lat) in
                [("Simferopol", 34.1, 45.0), ("Kherson oblast", 33.5, 46.6), ("Krasnoperekopsk", 34.0, 45.7)]
            {
                assert_eq!(
                    world(detail).country_at(MapPoint::new(lon, lat)),
                    Some("UA"),
                    "{name}, {detail:?}"
                );
            }
            assert_eq!(world(detail).country_at(MapPoint::new(37.6, 55.7)), Some("RU"));
        }
    }

    #[test]
    fn no_border_separates_crimea_from_ukraine() {
        for detail in [MapDetail::World, MapDetail::Region] {
            let inside = |p: &MapPoint| (32.6..36.4).contains(&p.lon) && (44.5..46.15).contains(&p.lat);
            assert!(!world(detail).borders.iter().flatten().any(inside), "{detail:?}");
        }
    }

    #[test]
    fn countries_that_france_does_not_recognise_are_not_drawn() {
        for detail in [MapDetail::World, MapDetail::Region] {
            assert_eq!(
                world(detail).country_at(MapPoint::new(45.5, 9.5)),
                Some("SO"),
                "Somaliland, {detail:?}"
            );
            assert_eq!(
                world(detail).country_at(MapPoint::new(33.5, 35.25)),
                Some("CY"),
                "north of Cyprus, {detail:?}"
            );
            assert_eq!(world(detail).country_at(MapPoint::new(20.9, 42.6)), Some("XK"), "Kosovo, {detail:?}");
        }
    }

    #[test]
    fn a_table_reads_back_as_it_was_written() {
        for detail in [MapDetail::World, MapDetail::Region] {
            let original = world(detail);
            assert_eq!(&TableReader(&encode(original)).world(), original);
            assert!(original.coast.len() > 100 && original.countries.len() > 170, "{detail:?}");
        }
    }
}
