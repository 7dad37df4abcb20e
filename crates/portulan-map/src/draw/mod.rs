//! Whole maps as SVG paths: the world with the lines of a port, a place in its region.
pub mod region;
pub mod world_map;

use std::fmt::Write as _;

use crate::{Frame, MapPoint, Projection, line_path};

/// Meridians and parallels, every `step` degrees.
fn graticule(projection: &dyn Projection, frame: &Frame, step: i32) -> String {
    let mut out = String::new();
    let degrees = |from: i32, to: i32, by: usize| (from..=to).step_by(by).map(f64::from);
    let by = usize::try_from(step).unwrap_or(30);
    for lon in degrees(-180, 179, by) {
        let line: Vec<MapPoint> = degrees(-80, 80, 5).map(|lat| MapPoint::new(lon, lat)).collect();
        line_path(&mut out, &line, projection, frame);
    }
    for lat in degrees(-60, 80, by) {
        let line: Vec<MapPoint> = degrees(-180, 180, 5).map(|lon| MapPoint::new(lon, lat)).collect();
        line_path(&mut out, &line, projection, frame);
    }
    out
}

/// The width of a text, in units of its size: good enough to keep names apart.
pub fn text_width(text: &str, size: f64) -> f64 {
    let width = |c: char| match c {
        'i' | 'l' | 'j' | '’' | '\'' | '.' | ',' | ' ' | 't' | 'f' | 'r' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.86,
        c if c.is_uppercase() => 0.66,
        c if (c as u32) > 0x2e80 => 1.0,
        _ => 0.55,
    };
    text.chars().map(width).sum::<f64>() * size
}

/// A number with one digit after the point, as SVG takes it.
pub fn fixed(n: f64) -> String {
    let mut out = String::new();
    let _ = write!(out, "{n:.1}");
    out
}
