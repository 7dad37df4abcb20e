//! Conversion of geometry to compact SVG path data, clipped to a frame.
use std::fmt::Write as _;

use crate::{MapPoint, Projection};

/// The rectangle of a map: `width` by `height` SVG units, with the origin of the projection at `(x, y)` and
/// `scale` SVG units for a radius of the Earth.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The width, in SVG units.
    pub width: f64,
    /// The height, in SVG units.
    pub height: f64,
    /// The x coordinate of the projection's origin.
    pub x: f64,
    /// The y coordinate of the projection's origin.
    pub y: f64,
    /// The number of SVG units per unit of the projection.
    pub scale: f64,
}

/// The margin outside the frame, in SVG units: the strokes of clipped shapes are outside the visible map.
const MARGIN: f64 = 6.0;

impl Frame {
    /// The position of `p` in SVG units, possibly outside the frame; `None` if it cannot be projected.
    pub fn locate(&self, projection: &dyn Projection, p: MapPoint) -> Option<(f64, f64)> {
        let near = MapPoint::new(wrapped(p.lon, projection.meridian()), p.lat);
        self.locate_unwrapped(projection, near)
    }

    fn locate_unwrapped(&self, projection: &dyn Projection, p: MapPoint) -> Option<(f64, f64)> {
        let (x, y) = projection.project(p)?;
        Some((self.x + self.scale * x, self.y + self.scale * y))
    }

    /// True if a position is inside the frame.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }

    fn sides(&self) -> [(usize, f64, bool); 4] {
        [
            (0, -MARGIN, false),
            (0, self.width + MARGIN, true),
            (1, -MARGIN, false),
            (1, self.height + MARGIN, true),
        ]
    }
}

fn wrapped(lon: f64, meridian: f64) -> f64 {
    meridian + (lon - meridian + 180.0).rem_euclid(360.0) - 180.0
}

/// Makes longitudes continuous, starting within 180° of the meridian.
fn unwrap(line: &[MapPoint], meridian: f64) -> Vec<MapPoint> {
    let mut last = meridian;
    let follow = |p: &MapPoint| {
        last = wrapped(p.lon, last);
        MapPoint::new(last, p.lat)
    };
    line.iter().map(follow).collect()
}

fn shifts(line: &[MapPoint], meridian: f64) -> impl Iterator<Item = f64> {
    let west = line.iter().any(|p| p.lon < meridian - 180.0);
    let east = line.iter().any(|p| p.lon > meridian + 180.0);
    [(true, 0.0), (west, 360.0), (east, -360.0)].into_iter().filter_map(|(needed, by)| needed.then_some(by))
}

/// Appends the path of a closed ring, clipped to the frame and to one turn around the projection's meridian.
pub fn ring_path(out: &mut String, ring: &[MapPoint], projection: &dyn Projection, frame: &Frame) {
    let (ring, meridian) = (unwrap(ring, projection.meridian()), projection.meridian());
    for by in shifts(&ring, meridian) {
        let moved: Vec<(f64, f64)> = ring.iter().map(|p| (p.lon + by, p.lat)).collect();
        let turn = clip(&clip(&moved, (0, meridian - 180.0, false)), (0, meridian + 180.0, true));
        let places =
            turn.iter().filter_map(|&(lon, lat)| frame.locate_unwrapped(projection, MapPoint::new(lon, lat)));
        let cut = frame.sides().into_iter().fold(places.collect(), |shape: Vec<_>, side| clip(&shape, side));
        write(out, &cut, true);
    }
}

/// Appends the path of an open line; parts outside the frame are omitted.
pub fn line_path(out: &mut String, line: &[MapPoint], projection: &dyn Projection, frame: &Frame) {
    let (line, meridian) = (unwrap(line, projection.meridian()), projection.meridian());
    let big = Frame { width: frame.width + 2.0 * MARGIN, height: frame.height + 2.0 * MARGIN, ..*frame };
    let near = |(x, y): (f64, f64)| big.contains((x + MARGIN, y + MARGIN));
    for by in shifts(&line, meridian) {
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut previous: Option<(f64, f64)> = None;
        for p in &line {
            let lon = p.lon + by;
            let on_turn = (meridian - 180.0..=meridian + 180.0).contains(&lon);
            let here =
                if on_turn { frame.locate_unwrapped(projection, MapPoint::new(lon, p.lat)) } else { None };
            match (previous, here) {
                (Some(a), Some(b)) if near(a) || near(b) => {
                    if run.is_empty() {
                        run.push(a);
                    }
                    run.push(b);
                }
                _ => write(out, &std::mem::take(&mut run), false),
            }
            previous = here;
        }
        write(out, &run, false);
    }
}

/// Clips a polygon by a half-plane (Sutherland and Hodgman): coordinate `axis`, `limit`, and whether to retain
/// the part below or above.
fn clip(shape: &[(f64, f64)], (axis, limit, below): (usize, f64, bool)) -> Vec<(f64, f64)> {
    let value = |p: (f64, f64)| if axis == 0 { p.0 } else { p.1 };
    let inside = |p: (f64, f64)| if below { value(p) <= limit } else { value(p) >= limit };
    let mut out = Vec::with_capacity(shape.len());
    for (i, &b) in shape.iter().enumerate() {
        let a = shape[(i + shape.len() - 1) % shape.len()];
        if inside(a) != inside(b) {
            let t = (limit - value(a)) / (value(b) - value(a));
            out.push((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
        }
        if inside(b) {
            out.push(b);
        }
    }
    out
}

/// Writes relative moves on a grid of 0.1 units; steps too small to see are merged.
#[allow(clippy::cast_possible_truncation)]
fn write(out: &mut String, points: &[(f64, f64)], close: bool) {
    let mut grid: Vec<(i64, i64)> =
        points.iter().map(|p| ((p.0 * 10.0).round() as i64, (p.1 * 10.0).round() as i64)).collect();
    let mut stored = None;
    let last = grid.last().copied();
    grid.retain(|&p| {
        let far = stored.is_none_or(|(x, y): (i64, i64)| (p.0 - x).abs() + (p.1 - y).abs() > 7)
            || (!close && Some(p) == last && Some(p) != stored);
        if far {
            stored = Some(p);
        }
        far
    });
    if grid.len() < if close { 3 } else { 2 } {
        return;
    }
    let (mut x, mut y) = grid[0];
    out.push('M');
    number(out, x, true);
    number(out, y, false);
    out.push('l');
    for (i, &(px, py)) in grid[1..].iter().enumerate() {
        number(out, px - x, i == 0);
        number(out, py - y, false);
        (x, y) = (px, py);
    }
    if close {
        out.push('z');
    }
}

/// Writes a number of tenths, with a separator only if the sign does not separate.
fn number(out: &mut String, tenths: i64, first: bool) {
    let sign = if tenths < 0 {
        "-"
    } else if first {
        ""
    } else {
        " "
    };
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    let _ = match (whole, part) {
        (0, part @ 1..) => write!(out, "{sign}.{part}"),
        (whole, 0) => write!(out, "{sign}{whole}"),
        (whole, part) => write!(out, "{sign}{whole}.{part}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EqualEarth;

    const FRAME: Frame = Frame { width: 100.0, height: 50.0, x: 50.0, y: 25.0, scale: 18.0 };

    #[test]
    fn a_ring_across_the_cut_shows_on_both_sides() {
        let ring = [(170.0, 10.0), (-170.0, 10.0), (-170.0, -10.0), (170.0, -10.0)]
            .map(|(x, y)| MapPoint::new(x, y));
        let mut out = String::new();
        ring_path(&mut out, &ring, &EqualEarth { meridian: 0.0 }, &FRAME);
        assert_eq!(out.matches('M').count(), 2, "{out}");
    }

    #[test]
    fn a_line_outside_the_frame_leaves_nothing() {
        let near = Frame { x: -500.0, ..FRAME };
        let mut out = String::new();
        line_path(
            &mut out,
            &[MapPoint::new(0.0, 0.0), MapPoint::new(5.0, 5.0)],
            &EqualEarth { meridian: 0.0 },
            &near,
        );
        assert_eq!(out, "");
    }

    #[test]
    fn numbers_are_short() {
        let mut out = String::new();
        write(&mut out, &[(0.0, 0.0), (10.0, -0.5), (12.0, 30.5)], false);
        assert_eq!(out, "M0 0l10-.5 2 31");
    }
}
