//! The search of towns by name.
use std::cmp::Reverse;
use std::collections::BTreeMap;

use memchr::memmem;
use portulan_codelists::CodeList;

use crate::fold;
use crate::fold::written_out;
use crate::table::{FRENCH_MARK, MapArea, NAME_MARK, OTHER_MARK, Town, TownTable, table};

/// The largest number of towns that a search returns.
pub const MAX_MATCHES: usize = 10;

/// The largest number of characters of a query. A longer one finds nothing.
pub const MAX_QUERY_CHARS: usize = 100;

/// The smallest number of letters of a query.
const MIN_QUERY_LETTERS: usize = 2;

/// French territories that have a country code of their own, and that an officer may call France.
const OVERSEAS: [&str; 12] = ["BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"];

/// How well a name corresponds to a query; better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The name or the French name.
    Name,
    /// Another name.
    OtherName,
    /// The beginning of the name or the French name.
    Beginning,
    /// The beginning of another name.
    OtherBeginning,
    /// The beginning of a later word.
    Word,
}

/// The towns whose name begins with the query, or has a word that does: names before parts of names, then by population. At most
/// `limit` towns, and never more than [`MAX_MATCHES`].
///
/// Case, accents and hyphens do not matter, and “St” also means “Saint”. A country or subdivision may follow after a comma or in
/// brackets. `country` is an ISO 3166-1 code; `FR` includes the French territories overseas.
pub fn search(query: &str, country: Option<&str>, limit: usize) -> Vec<Town> {
    let Some((name, place)) = parsed(query) else { return Vec::new() };
    let mut best: Vec<(Rank, Reverse<u32>, usize)> = Vec::with_capacity(MAX_MATCHES + 1);
    let limit = limit.min(MAX_MATCHES);
    let table = table();
    each_match(table, &name, |index, rank| {
        let entry = (rank, Reverse(table.rows[index].population), index);
        let at = best.partition_point(|other| *other < entry);
        if at < limit && is_in(table.country(index), country) && is_at(table, index, &place) {
            best.insert(at, entry);
            best.truncate(limit);
        }
    });
    best.into_iter().filter_map(|(_, _, index)| table.town(index)).collect()
}

/// The towns of a country that a query finds; those of all countries, if it has none. An empty country means all. At most
/// [`MAX_MATCHES`].
pub fn search_near(query: &str, country: &str) -> Vec<Town> {
    let in_country = Some(country).filter(|code| !code.is_empty());
    let found = search(query, in_country, MAX_MATCHES);
    if found.is_empty() && in_country.is_some() { search(query, None, MAX_MATCHES) } else { found }
}

/// The name of a town in a query, and the country or subdivision that follows after a comma or in brackets; empty without one.
pub fn split_place(query: &str) -> (&str, &str) {
    let (name, place) = query.split_once([',', '(']).unwrap_or((query, ""));
    (name.trim(), place.trim_end().trim_end_matches(')'))
}

/// The towns with a name.
#[derive(Debug, Clone, PartialEq)]
pub enum NamedTown {
    /// No town has the name.
    Unknown,
    /// One town has it.
    One(Town),
    /// Several towns have it.
    Several(usize),
}

/// The town that has exactly this name, apart from case, accents and hyphens. Other names than the present ones count only if no town
/// has it as its name.
pub fn named(name: &str, country: Option<&str>) -> NamedTown {
    let found = rows_named(name, country);
    match found.first().and_then(|index| table().town(*index)) {
        None => NamedTown::Unknown,
        Some(town) if found.len() == 1 => NamedTown::One(town),
        Some(_) => NamedTown::Several(found.len()),
    }
}

/// The towns that a name means as [`named`] reads it, the most populous first. At most [`MAX_MATCHES`].
pub fn homonyms(name: &str, country: Option<&str>) -> Vec<Town> {
    let table = table();
    let mut found = rows_named(name, country);
    found.sort_by_key(|index| Reverse(table.rows[*index].population));
    found.into_iter().take(MAX_MATCHES).filter_map(|index| table.town(index)).collect()
}

/// The rows of the towns that have a name.
fn rows_named(name: &str, country: Option<&str>) -> Vec<usize> {
    let Some((name, place)) = parsed(name) else { return Vec::new() };
    let table = table();
    let (mut best, mut found) = (Rank::OtherName, Vec::new());
    each_match(table, &name, |index, rank| {
        if rank > best || !is_in(table.country(index), country) || !is_at(table, index, &place) {
            return;
        }
        if rank < best {
            best = rank;
            found.clear();
        }
        found.push(index);
    });
    found
}

/// The largest towns of a country, the most populous first. Here `FR` means metropolitan France.
pub fn largest(country: &str, limit: usize) -> Vec<Town> {
    let table = table();
    most_populous(table, limit, |index, _| table.country(index) == country)
}

/// The largest towns of an area, the most populous first.
pub fn in_view(area: MapArea, limit: usize) -> Vec<Town> {
    most_populous(table(), limit, |_, (lat, lon)| area.contains(lat, lon))
}

fn most_populous(
    table: &TownTable,
    limit: usize,
    is_wanted: impl Fn(usize, (f64, f64)) -> bool,
) -> Vec<Town> {
    let rows = table.rows.iter().enumerate();
    let wanted = rows.filter(|(index, row)| is_wanted(*index, TownTable::position(row)));
    let mut found: Vec<(Reverse<u32>, usize)> =
        wanted.map(|(index, row)| (Reverse(row.population), index)).collect();
    if limit < found.len() {
        found.select_nth_unstable(limit);
        found.truncate(limit);
    }
    found.sort_unstable();
    found.into_iter().filter_map(|(_, index)| table.town(index)).collect()
}

/// The name and the place of a query in folded form, or nothing if it is too short or too long.
fn parsed(query: &str) -> Option<(String, String)> {
    if query.chars().nth(MAX_QUERY_CHARS).is_some() {
        return None;
    }
    let (name, place) = split_place(query);
    let name = fold(name);
    (name.chars().count() >= MIN_QUERY_LETTERS).then(|| (name, fold(place)))
}

fn is_in(country: &str, wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| wanted == country || (wanted == "FR" && OVERSEAS.contains(&country)))
}

/// True if the country or the subdivision of a town begins with a folded text.
fn is_at(table: &TownTable, index: usize, place: &str) -> bool {
    if place.is_empty() {
        return true;
    }
    let Some(town) = table.town(index) else { return false };
    let begins = |name: &str| fold(name).starts_with(place);
    let country = |language| CodeList::Country.name(town.country, language);
    fold(town.country) == place
        || begins(country("fr"))
        || begins(country("en"))
        || town.place("fr").split(", ").any(begins)
}

/// Calls a function once for each town with a matching name, with its best rank.
fn each_match(table: &TownTable, name: &str, mut found: impl FnMut(usize, Rank)) {
    let Some(full) = written_out(name) else { return each_hit(table, name, found) };
    let mut best: BTreeMap<usize, Rank> = BTreeMap::new();
    for name in [name, &full] {
        each_hit(table, name, |index, rank| {
            best.entry(index).and_modify(|known| *known = rank.min(*known)).or_insert(rank);
        });
    }
    for (index, rank) in best {
        found(index, rank);
    }
}

fn each_hit(table: &TownTable, name: &str, mut found: impl FnMut(usize, Rank)) {
    let keys = table.keys.as_bytes();
    let mut current: Option<(usize, Rank)> = None;
    for at in memmem::find_iter(keys, name) {
        let before = keys[at - 1];
        let is_whole = matches!(keys[at + name.len()], NAME_MARK | FRENCH_MARK | OTHER_MARK);
        let rank = match before {
            NAME_MARK | FRENCH_MARK if is_whole => Rank::Name,
            NAME_MARK | FRENCH_MARK => Rank::Beginning,
            OTHER_MARK if is_whole => Rank::OtherName,
            OTHER_MARK => Rank::OtherBeginning,
            b' ' => Rank::Word,
            _ => continue,
        };
        let index = table.starts.partition_point(|start| (*start as usize) < at) - 1;
        current = match current {
            Some((town, best)) if town == index => Some((town, best.min(rank))),
            previous => {
                if let Some((town, best)) = previous {
                    found(town, best);
                }
                Some((index, rank))
            }
        };
    }
    if let Some((town, best)) = current {
        found(town, best);
    }
}
