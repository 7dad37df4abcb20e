//! Geographic positions.

/// Parses the latitude and longitude of a `pos`: two decimal numbers separated by white space, from -90 to 90
/// and from -180 to 180. `None` if a number is out of range, and for `0 0`, a point in the Atlantic that
/// programs write for an unknown place.
pub fn position(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split_ascii_whitespace().map(|n| n.parse::<f64>().ok());
    let (latitude, longitude) = (numbers.next()??, numbers.next()??);
    let earthly = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    let is_unknown = latitude == 0.0 && longitude == 0.0;
    (earthly && !is_unknown && numbers.next().is_none()).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn positions_are_two_numbers_on_earth() {
        assert_eq!(position(" 46.15\n-1.15 "), Some((46.15, -1.15)));
        assert_eq!(position("-90 180"), Some((-90.0, 180.0)));
        assert_eq!(position("0 9.45"), Some((0.0, 9.45)));
        for wrong in [
            "",
            "0 0",
            "0.0 -0.000",
            "46.15",
            "46.15,-1.15",
            "200 10",
            "10 200",
            "1 2 3",
            "46°9'N 1°9'W",
            "NaN 1",
            "inf 1",
        ] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}
