//! Great circles between two points.
use crate::MapPoint;

type Vector = [f64; 3];

fn vector(p: MapPoint) -> Vector {
    let (lon, lat) = (p.lon.to_radians(), p.lat.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn angle(a: Vector, b: Vector) -> f64 {
    let cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    let sine = cross.iter().map(|c| c * c).sum::<f64>().sqrt();
    sine.atan2(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])
}

/// The distance on the sphere in kilometres (mean radius 6,371 km).
pub fn distance_km(a: MapPoint, b: MapPoint) -> f64 {
    6371.0 * angle(vector(a), vector(b))
}

/// The points of the great circle from `a` to `b`, both included, about every three degrees.
///
/// Between antipodes every direction is a shortest one; the result is one of them.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn great_circle(a: MapPoint, b: MapPoint) -> Vec<MapPoint> {
    let (u, v) = (vector(a), vector(b));
    let total = angle(u, v);
    let steps = (total.to_degrees() / 3.0).ceil().max(1.0) as u32;
    let middle = (1..steps).map(|i| {
        let t = f64::from(i) / f64::from(steps);
        let (p, q) = (((1.0 - t) * total).sin() / total.sin(), (t * total).sin() / total.sin());
        let w: Vector = std::array::from_fn(|k| p * u[k] + q * v[k]);
        MapPoint::new(w[1].atan2(w[0]).to_degrees(), w[2].atan2(w[0].hypot(w[1])).to_degrees())
    });
    std::iter::once(a).chain(middle).chain([b]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_distance_of_two_known_ports() {
        let (la_rochelle, quebec) = (MapPoint::new(-1.15, 46.16), MapPoint::new(-71.21, 46.81));
        assert!(
            (distance_km(la_rochelle, quebec) - 5166.0).abs() < 20.0,
            "{}",
            distance_km(la_rochelle, quebec)
        );
    }

    proptest! {
        /// The segments of the line add up to the distance between its ends.
        #[test]
        fn a_great_circle_is_the_shortest_line(a in (-180.0..180.0f64, -89.0..89.0f64), b in (-180.0..180.0f64, -89.0..89.0f64)) {
            let (a, b) = (MapPoint::new(a.0, a.1), MapPoint::new(b.0, b.1));
            prop_assume!(distance_km(a, b) < 19_900.0);
            let line = great_circle(a, b);
            let length: f64 = line.windows(2).map(|w| distance_km(w[0], w[1])).sum();
            prop_assert!((length - distance_km(a, b)).abs() < 0.1);
        }
    }
}
