//! Countries and points as a user writes them.
use portulan_codelists::CodeList;
use portulan_model::{Point, normalize_for_search};
use portulan_towns::{Town, fold, split_place};

/// The code of a country that is given by its code or its name in French or English.
pub fn country_code(text: &str) -> Option<String> {
    let wanted = normalize_for_search(text);
    let is_meant = |name: &str| normalize_for_search(name) == wanted;
    let mut countries = CodeList::Country.entries().iter();
    let found = countries
        .find(|entry| is_meant(entry.code) || is_meant(entry.name("fr")) || is_meant(entry.name("en")));
    found.map(|entry| entry.code.to_owned())
}

/// Latitude and longitude in degrees, with a comma, semicolon or space between them. Decimal commas are accepted.
pub fn point(text: &str) -> Option<Point> {
    let text = text.trim().replace('\u{2212}', "-");
    let number = |text: &str| text.trim().replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite());
    let pair = |(lat, lon): (&str, &str)| Some(Point { lat: number(lat)?, lon: number(lon)? });
    let separator = |c: char| c == ';' || c.is_whitespace();
    if let Some((lat, lon)) = text.split_once(separator) {
        let (lat, lon) = (lat.trim_end_matches(','), lon.trim_start_matches(|c| separator(c) || c == ','));
        if let Some(point) = pair((lat, lon)) {
            return Some(point);
        }
    }
    let commas: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
    // Of three commas, the middle one separates: 47,6582,-2,7608.
    let ([at] | [_, at, _]) = commas[..] else { return None };
    pair((&text[..at], &text[at + 1..]))
}

/// True for a latitude of 90 degrees and a longitude of 180 degrees at most.
pub fn is_on_earth(point: &Point) -> bool {
    point.lat.abs() <= 90.0 && point.lon.abs() <= 180.0
}

/// True if a town has this name, apart from case, accents and hyphens.
pub fn is_named(town: &Town, name: &str) -> bool {
    let name = fold(split_place(name).0);
    fold(town.name) == name || town.french.is_some_and(|french| fold(french) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_given_by_code_or_name() {
        for text in ["FR", "fr", "France", " FRANCE "] {
            assert_eq!(country_code(text).as_deref(), Some("FR"), "{text}");
        }
        assert_eq!(country_code("Allemagne").as_deref(), Some("DE"));
        assert_eq!(country_code("Germany").as_deref(), Some("DE"));
        assert_eq!(country_code("Atlantide"), None);
    }

    #[test]
    fn points_are_written_with_points_or_commas() {
        let expected = Some((47.6582, -2.7608));
        for text in [
            "47.6582,-2.7608",
            "47.6582, -2.7608",
            " 47.6582 -2.7608 ",
            "47,6582,-2,7608",
            "47,6582 ; -2,7608",
            "47,6582;-2,7608",
            "47,6582, -2,7608",
            "47.6582,\u{2212}2.7608",
        ] {
            assert_eq!(point(text).map(|p| (p.lat, p.lon)), expected, "{text}");
        }
        assert_eq!(point("46,-1").map(|p| (p.lat, p.lon)), Some((46.0, -1.0)));
        for text in
            ["", ",", "1", "1,2,3", "NaN,1", "inf,1", "La Rochelle", "Saint-Louis, Sénégal", "1,2,3,4,5"]
        {
            assert_eq!(point(text), None, "{text}");
        }
    }
}
