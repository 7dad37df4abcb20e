//! Places of territories, from the list of towns.
use portulan_locales::Language;
use portulan_model::kinds::Territory;
use portulan_model::{Body, Country, Fact, Point, Provenance, Subdivision};
use portulan_towns::{NamedTown, Town, named, split_place};

use super::FormData;

/// The search of a town in the form of a territory.
#[derive(Default)]
pub struct PlaceSearch {
    /// The typed name.
    pub query: String,
    /// The towns found, or nothing before a search.
    pub found: Option<Vec<Town>>,
    /// The town that the form was filled from.
    pub chosen: Option<Town>,
}

/// The towns that the name in a field can mean.
pub struct Homonyms {
    /// The path of the field.
    pub path: String,
    /// The towns, the most populous first.
    pub towns: Vec<Town>,
}

/// Fills the form of a territory from the town that a user chose: country, subdivision and position, and the name if it is empty. The
/// earlier source of a value does not apply to the new one.
pub fn fill(sheet: &mut FormData, town: &Town, tongues: &[String], language: Language) {
    if sheet.is_blank("/name") {
        for tongue in tongues {
            sheet.set(format!("/name/{tongue}"), town.name(tongue));
        }
    }
    let degrees = |value: f64| language.decimal_mark().replace_point(&value.to_string());
    sheet.set("/country", town.country);
    sheet.set("/subdivision/value", town.subdivision.unwrap_or_default());
    sheet.set("/point/value/lat", degrees(town.lat));
    sheet.set("/point/value/lon", degrees(town.lon));
    for (fact, is_known) in [("/subdivision", town.subdivision.is_some()), ("/point", true)] {
        sheet.set(format!("{fact}/source"), "");
        sheet.set(format!("{fact}/provenance"), if is_known { Provenance::Inferred.name() } else { "" });
    }
}

/// The outcome of a derivation of a place from a name.
#[derive(Debug, Clone, PartialEq)]
pub enum DerivedPlace {
    /// No town has the name, or the record already has a position.
    Unchanged,
    /// One town has the name.
    Town(Town),
    /// Several towns have it: the record stays as it is.
    Ambiguous(usize),
}

/// Adds country, subdivision and position of a town to a new territory, marked as inferred.
pub fn put_town(body: &mut Body, town: &Town) {
    if let Body::Territory(territory) = body {
        for name in territory.name.0.values_mut() {
            *name = split_place(name).0.to_owned();
        }
        put(territory, town);
    }
}

/// Adds country, subdivision and position to a territory whose name means exactly one town, marked as inferred. Values that it
/// already has are not changed, but for a country that follows its name; its country, if it has one, limits the search.
pub fn derive_place(body: &mut Body) -> DerivedPlace {
    let Body::Territory(territory) = body else { return DerivedPlace::Unchanged };
    if territory.point.is_some() {
        return DerivedPlace::Unchanged;
    }
    let country = Some(territory.country.0.as_str()).filter(|code| !code.is_empty());
    let mut outcome = DerivedPlace::Unchanged;
    for name in territory.name.0.values_mut() {
        match named(name, country) {
            NamedTown::One(town) => {
                // What follows the name, as in “Fès, Maroc”, is the country, which has its own field.
                *name = split_place(name).0.to_owned();
                put(territory, &town);
                return DerivedPlace::Town(town);
            }
            NamedTown::Several(count) => outcome = DerivedPlace::Ambiguous(count),
            NamedTown::Unknown => {}
        }
    }
    outcome
}

fn put(territory: &mut Territory, town: &Town) {
    territory.point = Some(inferred(Point { lat: town.lat, lon: town.lon }));
    if territory.country.0.is_empty() {
        territory.country = Country(town.country.to_owned());
    }
    let is_there = territory.country.0 == town.country;
    if let (None, Some(code), true) = (&territory.subdivision, town.subdivision, is_there) {
        territory.subdivision = Some(inferred(Subdivision(code.to_owned())));
    }
}

fn inferred<T>(value: T) -> Fact<T> {
    Fact { value, source: None, provenance: Provenance::Inferred }
}
