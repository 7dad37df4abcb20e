//! Complete maps as SVG paths: the world map, and places in their region.
pub mod region;
pub mod world_map;

use std::fmt::Write as _;

use crate::{Frame, MapPoint, Projection, line_path};

/// The meridians and parallels, every `step` degrees.
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

/// The estimated width of a text in SVG units: precise enough to separate names.
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

/// Formats a number with one decimal, for SVG.
pub fn fixed(n: f64) -> String {
    let mut out = String::new();
    let _ = write!(out, "{n:.1}");
    out
}
