//! Two equal-area projections, and plate carrée for pointing, onto a plane whose y axis points south, as in
//! SVG.
use crate::MapPoint;

/// A projection from degrees to a plane.
pub trait Projection {
    /// The plane coordinates in units of the Earth's radius; `None` if the point cannot be projected.
    fn project(&self, p: MapPoint) -> Option<(f64, f64)>;

    /// The longitude of the centre, in degrees; lines are unwrapped around it.
    fn meridian(&self) -> f64;
}

/// The Equal Earth projection (Šavrič, Patterson and Jenny, 2018) of the whole world.
#[derive(Debug, Clone, Copy)]
pub struct EqualEarth {
    /// The longitude of the centre, in degrees.
    pub meridian: f64,
}

impl Projection for EqualEarth {
    fn project(&self, p: MapPoint) -> Option<(f64, f64)> {
        const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
        let root3 = 3f64.sqrt();
        let theta = (root3 / 2.0 * p.lat.to_radians().sin()).asin();
        let t2 = theta * theta;
        let t6 = t2 * t2 * t2;
        let lambda = (p.lon - self.meridian).to_radians();
        let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
        let x = 2.0 * root3 * lambda * theta.cos() / (3.0 * slope);
        let y = theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
        Some((x, -y))
    }

    fn meridian(&self) -> f64 {
        self.meridian
    }
}

/// Plate carrée: degrees as coordinates, for choosing places.
#[derive(Debug, Clone, Copy)]
pub struct PlateCarree;

impl Projection for PlateCarree {
    fn project(&self, p: MapPoint) -> Option<(f64, f64)> {
        Some((p.lon.to_radians(), -p.lat.to_radians()))
    }

    fn meridian(&self) -> f64 {
        0.0
    }
}

/// Lambert's azimuthal equal-area projection around a centre, for regional maps.
#[derive(Debug, Clone, Copy)]
pub struct LambertAzimuthal {
    /// The centre of the map.
    pub centre: MapPoint,
}

impl Projection for LambertAzimuthal {
    fn project(&self, p: MapPoint) -> Option<(f64, f64)> {
        let (phi, phi0) = (p.lat.to_radians(), self.centre.lat.to_radians());
        let lambda = (p.lon - self.centre.lon).to_radians();
        let cosine = phi0.sin() * phi.sin() + phi0.cos() * phi.cos() * lambda.cos();
        if cosine < -0.5 {
            return None; // more than 120° away: the far side smears along the rim
        }
        let k = (2.0 / (1.0 + cosine)).sqrt();
        let x = k * phi.cos() * lambda.sin();
        let y = k * (phi0.cos() * phi.sin() - phi0.sin() * phi.cos() * lambda.cos());
        Some((x, -y))
    }

    fn meridian(&self) -> f64 {
        self.centre.lon
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_earth_agrees_with_the_published_extent() {
        let p = EqualEarth { meridian: 0.0 };
        let (x, _) = p.project(MapPoint::new(180.0, 0.0)).expect("on the map");
        let (_, y) = p.project(MapPoint::new(0.0, 90.0)).expect("on the map");
        assert!((x - 2.706_63).abs() < 1e-4, "{x}");
        assert!((y + 1.317_36).abs() < 1e-4, "{y}");
    }

    proptest! {
        /// A small square has the same area at any place, as an equal-area projection requires.
        #[test]
        fn areas_are_equal(lon in -150.0..150.0f64, lat in -70.0..70.0f64) {
            let (side, radians) = (0.01f64, 0.01f64.to_radians());
            let projections: [&dyn Projection; 2] =
                [&EqualEarth { meridian: 11.0 }, &LambertAzimuthal { centre: MapPoint::new(lon - 20.0, lat / 2.0) }];
            for projection in projections {
                let at = |dx: f64, dy: f64| projection.project(MapPoint::new(lon + dx, lat + dy)).expect("near");
                let (o, e, n) = (at(0.0, 0.0), at(side, 0.0), at(0.0, side));
                let area = ((e.0 - o.0) * (n.1 - o.1) - (e.1 - o.1) * (n.0 - o.0)).abs();
                let truth = radians * radians * lat.to_radians().cos();
                prop_assert!((area / truth - 1.0).abs() < 1e-3, "{} at {lon}, {lat}", area / truth);
            }
        }
    }
}
