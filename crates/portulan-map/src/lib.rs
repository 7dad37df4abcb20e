//! The geometry of all maps: land and borders of the world (Natural Earth, French point of view), two
//! equal-area projections, great circles, and placement of labels. Pure functions, no I/O.
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

/// A point on the Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapPoint {
    /// The longitude in degrees east, -180 to 180.
    pub lon: f64,
    /// The latitude in degrees north, -90 to 90.
    pub lat: f64,
}

impl MapPoint {
    /// Creates a point from longitude and latitude.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}
