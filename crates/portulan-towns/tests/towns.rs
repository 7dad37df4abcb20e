//! The search against a table written by hand, and properties of the generated list.
use std::collections::HashSet;

use portulan_codelists::CodeList;
use portulan_towns::{
    MAX_MATCHES, MAX_QUERY_CHARS, MapArea, NamedTown, Town, count, fold, in_view, largest, named, search,
    town,
};

/// The first towns of a search, as `name country`.
fn first(query: &str, country: Option<&str>, limit: usize) -> Vec<String> {
    search(query, country, limit).iter().map(|town| format!("{} {}", town.name("fr"), town.country)).collect()
}

#[test]
fn the_search_ranks_names_before_parts_and_large_towns_before_small_ones() {
    // Query, country, the first results.
    let table: [(&str, Option<&str>, &[&str]); 29] = [
        ("Saint-Louis", None, &["Saint-Louis SN", "Saint-Louis RE", "Saint-Louis FR"]),
        ("St-Louis", None, &["St. Louis US", "Saint-Louis SN", "Saint-Louis RE"]),
        ("Saint-Louis", Some("SN"), &["Saint-Louis SN"]),
        ("Saint-Louis", Some("RE"), &["Saint-Louis RE"]),
        ("Saint-Louis", Some("FR"), &["Saint-Louis RE", "Saint-Louis FR"]),
        ("Saint-Louis", Some("US"), &["Saint Louis US", "St. Louis US"]),
        ("st louis, états-unis", None, &["St. Louis US"]),
        ("St-Louis, Sénégal", None, &["Saint-Louis SN"]),
        ("saint louis, reunion", None, &["Saint-Louis RE"]),
        ("Kananga", Some("CD"), &["Kananga CD"]),
        ("kanang", None, &["Kananga CD"]),
        ("Luluabourg", None, &["Kananga CD"]),
        ("La Rochelle", None, &["La Rochelle FR"]),
        ("rochelle", Some("FR"), &["La Rochelle FR"]),
        ("LA ROCHELLE, Charente-Maritime", None, &["La Rochelle FR"]),
        ("Orléans", None, &["Orléans CA", "Orléans FR"]),
        ("orleans", Some("FR"), &["Orléans FR"]),
        ("Pékin", None, &["Pékin CN"]),
        ("Beijing", None, &["Pékin CN"]),
        ("Londres", None, &["Londres GB"]),
        ("le caire", None, &["Le Caire EG"]),
        ("N'Djamena", None, &["N’Djaména TD"]),
        ("ndjamena", None, &["N’Djaména TD"]),
        ("Damas", None, &["Damas SY"]),
        ("Alexandrie", Some("EG"), &["Alexandrie EG"]),
        ("Kendari", None, &["Kendari ID"]),
        ("Petrozavodsk", None, &["Petrozavodsk RU"]),
        ("Dakar", None, &["Dakar SN"]),
        ("Saint-Étienne-du-Rouvray", None, &["Saint-Étienne-du-Rouvray FR"]),
    ];
    for (query, country, expected) in table {
        assert_eq!(first(query, country, expected.len()), expected, "{query} {country:?}");
    }
}

#[test]
fn a_query_that_is_empty_hostile_or_too_long_finds_nothing() {
    let long = "a".repeat(1_000_000);
    let just_too_long = format!("Paris{}", " ".repeat(MAX_QUERY_CHARS));
    for query in [
        "",
        " ",
        "a",
        "-",
        ",",
        ",France",
        "\n",
        "\t\r\n",
        "\u{0}\u{0}\u{0}",
        "zzzzqq",
        &long,
        &just_too_long,
    ] {
        assert_eq!(search(query, None, 10), [], "{:?}", query.chars().take(20).collect::<String>());
        assert_eq!(named(query, None), NamedTown::Unknown);
    }
    // The marks of the list are not letters: a query cannot name them.
    assert!(first("paris\nlondon", None, 10).is_empty());
    assert_eq!(search("san", None, 1000).len(), MAX_MATCHES);
    assert_eq!(search("Paris", Some("XX"), 10), []);
    assert_eq!(search("Paris, Nowhere", None, 10), []);
}

#[test]
fn a_name_means_a_town_only_if_no_other_has_it() {
    assert!(matches!(named("Saint-Louis", None), NamedTown::Several(n) if n >= 3));
    let NamedTown::One(louis) = named("saint louis", Some("SN")) else { panic!("not one") };
    assert_eq!((louis.subdivision, louis.label("fr").as_str()), (Some("SN-SL"), "Saint-Louis, Sénégal"));
    assert!((louis.lat - 16.018).abs() < 0.01 && (louis.lon + 16.49).abs() < 0.01);
    let NamedTown::One(rochelle) = named("La Rochelle", None) else { panic!("not one") };
    assert_eq!(rochelle.subdivision, Some("FR-17"));
    assert_eq!(rochelle.place("fr"), "Charente-Maritime, France");
    // A former name counts, because no town has it as its name.
    assert!(matches!(named("Luluabourg", None), NamedTown::One(town) if town.country == "CD"));
    assert_eq!(named("Saint-Lou", None), NamedTown::Unknown, "the beginning of a name is not a name");
}

#[test]
fn the_largest_towns_of_a_country_and_of_an_area_come_first() {
    let names = |towns: Vec<Town>| towns.iter().map(|town| town.name("fr")).collect::<Vec<_>>();
    assert_eq!(names(largest("FR", 3)), ["Paris", "Marseille", "Lyon"]);
    let senegal = MapArea { south: 12.0, west: -18.0, north: 17.0, east: -11.0 };
    assert!(names(in_view(senegal, 3)).contains(&"Dakar"));
    let pacific = MapArea { south: -25.0, west: 170.0, north: -10.0, east: -170.0 };
    let countries: HashSet<&str> = in_view(pacific, 30).iter().map(|town| town.country).collect();
    assert!(countries.contains("FJ") && !countries.contains("FR"), "{countries:?}");
}

#[test]
fn the_list_is_complete_sorted_and_within_bounds() {
    assert!(count() > 80_000, "{}", count());
    let all: Vec<Town> = (0..).map_while(town).collect();
    assert_eq!(all.len(), count());
    for town in &all {
        assert!(town.lat.abs() <= 90.0 && town.lon.abs() <= 180.0, "{town:?}");
        assert!(CodeList::Country.get(town.country).is_some(), "{town:?}");
        assert!(town.subdivision.is_none_or(|code| CodeList::Subdivision.get(code).is_some()), "{town:?}");
        assert!(town.subdivision.is_none_or(|code| code.starts_with(town.country)), "{town:?}");
        assert!(!fold(town.name).is_empty() && !town.name.contains(['\'', '\n', '\t']), "{town:?}");
        assert!(town.population < 50_000_000, "{town:?}");
    }
    assert!(all.windows(2).all(|pair| pair[0].country <= pair[1].country));
    let with_code = all.iter().filter(|town| town.subdivision.is_some()).count();
    assert!(with_code * 10 > all.len() * 8, "{with_code} of {} have a subdivision", all.len());
    let communes = all.iter().filter(|town| town.country == "FR").count();
    assert!(communes > 15_000, "{communes}");
    assert!(all.iter().all(|town| town.french != Some(town.name)));
}

#[test]
fn crimea_and_somaliland_are_where_the_maps_have_them() {
    let country = |query: &str| search(query, None, 1).first().map(|town| town.country);
    assert_eq!(country("Simferopol"), Some("UA"));
    assert_eq!(country("Hargeysa"), Some("SO"));
}

#[test]
fn names_fold_to_one_form() {
    for (name, folded) in [
        ("Saint-Étienne", "saint etienne"),
        ("St. Louis", "st louis"),
        ("Ste-Marie", "ste marie"),
        ("Stains", "stains"),
        ("Brest", "brest"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Œuf-en-Ternois", "oeuf en ternois"),
        ("Ḩalab", "halab"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("", ""),
        (" - ", ""),
    ] {
        assert_eq!(fold(name), folded, "{name}");
    }
}
