//! The list that `cargo xtask towns` generates, and its decoder.
//!
//! The file is a text in Brotli of seven sections, separated by form feeds. The first has a line for each division of a country: country,
//! ISO 3166-2 code (or the name of the division, if it has no code) and the number of its towns, separated by tabs. The others have a
//! line for each town, in the order of the divisions: name, French name, other names in folded form (separated by `|`), latitude and longitude in
//! thousandths of a degree, and hundreds of inhabitants.
use std::sync::LazyLock;

use portulan_codelists::CodeList;

use crate::fold;
use crate::fold::written_out;

static FILE: &[u8] = include_bytes!("../data/towns.br");

/// A town.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Town {
    /// The number of the town in this version of the list.
    pub id: u32,
    /// The name of `GeoNames`: the local name, or the English one of a large town.
    pub name: &'static str,
    /// The French name, if it is another.
    pub french: Option<&'static str>,
    /// The ISO 3166-1 code of the country.
    pub country: &'static str,
    /// The ISO 3166-2 code of the subdivision, if it is known.
    pub subdivision: Option<&'static str>,
    /// The name of the division that has no known code; empty otherwise.
    division: &'static str,
    /// Degrees north, to a thousandth.
    pub lat: f64,
    /// Degrees east, to a thousandth.
    pub lon: f64,
    /// The number of inhabitants, in hundreds: for an order of size, not as a statistic.
    pub population: u32,
}

impl Town {
    /// The name in a language.
    pub fn name(&self, language: &str) -> &'static str {
        self.french.filter(|_| language == "fr").unwrap_or(self.name)
    }

    /// The subdivision and the country in a language, such as “Charente-Maritime, France”.
    pub fn place(&self, language: &str) -> String {
        let country = CodeList::Country.name(self.country, language);
        let division =
            self.subdivision.map_or(self.division, |code| CodeList::Subdivision.name(code, language));
        // Small islands are a division of their own.
        if division.is_empty() || fold(division) == fold(country) {
            country.to_owned()
        } else {
            format!("{division}, {country}")
        }
    }

    /// Name, subdivision and country in a language, such as “La Rochelle, Charente-Maritime, France”.
    pub fn label(&self, language: &str) -> String {
        let (name, place) = (self.name(language), self.place(language));
        // A town and its subdivision often have the same name.
        match place.split_once(", ") {
            Some((division, country)) if fold(division) == fold(name) => format!("{name}, {country}"),
            _ => format!("{name}, {place}"),
        }
    }
}

/// An area of the map in degrees. If `west` is greater than `east`, it contains the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapArea {
    /// The southern latitude.
    pub south: f64,
    /// The western longitude.
    pub west: f64,
    /// The northern latitude.
    pub north: f64,
    /// The eastern longitude.
    pub east: f64,
}

impl MapArea {
    pub(crate) fn contains(&self, lat: f64, lon: f64) -> bool {
        let is_between = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        is_between && (self.south..=self.north).contains(&lat)
    }
}

/// A division of a country.
struct Division {
    country: &'static str,
    code: Option<&'static str>,
    name: &'static str,
}

/// The numbers of a town.
pub(crate) struct TownNumbers {
    division: u16,
    lat: i32,
    lon: i32,
    pub(crate) population: u32,
}

/// The list in memory: about 12 MB.
pub(crate) struct TownTable {
    divisions: Vec<Division>,
    pub(crate) rows: Vec<TownNumbers>,
    names: Vec<&'static str>,
    french: Vec<&'static str>,
    /// The folded names of all towns: each town starts with a line feed, its French name with [`FRENCH_MARK`], another name
    /// with [`OTHER_MARK`].
    pub(crate) keys: String,
    /// The position of each town in the keys.
    pub(crate) starts: Vec<u32>,
}

/// The mark before the name of a town in the keys.
pub(crate) const NAME_MARK: u8 = b'\n';
/// The mark before a French name in the keys.
pub(crate) const FRENCH_MARK: u8 = b'\r';
/// The mark before another name in the keys.
pub(crate) const OTHER_MARK: u8 = b'\t';

static TABLE: LazyLock<TownTable> = LazyLock::new(|| {
    let mut text = Vec::with_capacity(5_000_000);
    // The tests read the file of the program, so that it can be read.
    let is_read = brotli::BrotliDecompress(&mut &*FILE, &mut text).is_ok();
    let text = if is_read { String::from_utf8(text).unwrap_or_default() } else { String::new() };
    TownTable::read(String::leak(text))
});

pub(crate) fn table() -> &'static TownTable {
    &TABLE
}

impl TownTable {
    fn read(text: &'static str) -> Self {
        let mut sections = text.split('\u{c}').map(str::lines);
        let mut section = || sections.next().unwrap_or_else(|| "".lines());
        let (mut divisions, mut of_towns) = (Vec::new(), Vec::new());
        for (number, line) in section().enumerate() {
            let mut parts = line.split('\t');
            let mut part = || parts.next().unwrap_or_default();
            let (country, name, count) = (part(), part(), part().parse().unwrap_or(0));
            let code = CodeList::Subdivision.get(name).map(|entry| entry.code);
            divisions.push(Division { country, code, name: if code.is_some() { "" } else { name } });
            of_towns.extend(std::iter::repeat_n(u16::try_from(number).unwrap_or(u16::MAX), count));
        }
        let (names, french): (Vec<_>, Vec<_>) = (section().collect(), section().collect());
        let others = section();
        let mut numbers = || section().map(|line| line.parse().unwrap_or_default()).collect::<Vec<i32>>();
        let (lats, lons, populations) = (numbers(), numbers(), numbers());
        let row = |(i, division)| {
            Some(TownNumbers {
                division,
                lat: *lats.get(i)?,
                lon: *lons.get(i)?,
                population: u32::try_from(*populations.get(i)?).ok()?.saturating_mul(100),
            })
        };
        let rows: Vec<TownNumbers> = of_towns.into_iter().enumerate().map_while(row).collect();
        let mut keys = String::with_capacity(text.len());
        let mut starts = Vec::with_capacity(rows.len());
        for ((name, french), others) in names.iter().zip(&french).zip(others) {
            starts.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
            let folded = fold(name);
            keys.push(char::from(NAME_MARK));
            keys.push_str(&folded);
            // An apostrophe is often left out, as in Ndjamena.
            let joined = name.contains('’').then(|| fold(&name.replace('’', "")));
            for other in written_out(&folded).into_iter().chain(joined) {
                keys.push(char::from(OTHER_MARK));
                keys.push_str(&other);
            }
            if !french.is_empty() {
                keys.push(char::from(FRENCH_MARK));
                keys.push_str(&fold(french));
            }
            for other in others.split('|').filter(|other| !other.is_empty()) {
                keys.push(char::from(OTHER_MARK));
                keys.push_str(other);
            }
        }
        keys.push(char::from(NAME_MARK));
        Self { divisions, rows, names, french, keys, starts }
    }

    pub(crate) fn country(&self, index: usize) -> &'static str {
        self.rows
            .get(index)
            .and_then(|row| self.divisions.get(usize::from(row.division)))
            .map_or("", |division| division.country)
    }

    pub(crate) fn position(row: &TownNumbers) -> (f64, f64) {
        (f64::from(row.lat) / 1000.0, f64::from(row.lon) / 1000.0)
    }

    pub(crate) fn town(&self, index: usize) -> Option<Town> {
        let row = self.rows.get(index)?;
        let division = self.divisions.get(usize::from(row.division))?;
        let (lat, lon) = Self::position(row);
        Some(Town {
            id: u32::try_from(index).ok()?,
            name: self.names.get(index)?,
            french: self.french.get(index).copied().filter(|name| !name.is_empty()),
            country: division.country,
            subdivision: division.code,
            division: division.name,
            lat,
            lon,
            population: row.population,
        })
    }
}

/// The town with this number.
pub fn town(id: u32) -> Option<Town> {
    table().town(usize::try_from(id).ok()?)
}

/// The number of towns.
pub fn count() -> usize {
    table().rows.len()
}
