//! The geometry behind every map that Portulan draws: the world's land and borders (Natural Earth, French point of
//! view), two equal-area projections, great circles, and labels that do not collide. Pure functions, no I/O.
pub mod draw;
mod great_circle;
mod labels;
mod path;
mod projection;
mod table;

pub use great_circle::{distance_km, great_circle};
pub use labels::{Label, Placed, place};
pub use path::{Frame, line_path, ring_path};
pub use projection::{EqualEarth, LambertAzimuthal, PlateCarree, Projection};
pub use table::{Country, Lines, MapDetail, World, encode, world};

/// A place on Earth, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapPoint {
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

impl MapPoint {
    /// A point from degrees east and north.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}
