//! Lists of the recipients of official development assistance, by year.
//!
//! Source: code list 13 of the OECD's Development Assistance Committee as of 15 June 2026, and its history since 2018. The list
//! of 2026 is that of 2024 and 2025; Nauru leaves it in 2027. A later list is loaded by an administrator.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use portulan_codelists::CodeList;
use portulan_workbook::WorkbookError;

/// The first year with a built-in list.
const FIRST_YEAR: i16 = 2018;
/// The last year with a built-in list.
const LAST_YEAR: i16 = 2026;
/// The first year for which the income groups of the built-in list are valid.
const FIRST_GROUP_YEAR: i16 = 2025;
/// The largest size of a loaded list, in bytes.
pub const MAX_LIST_BYTES: usize = 128 << 10;
/// The largest number of recipients in a loaded list.
const MAX_RECIPIENTS: usize = 1000;
/// The largest number of characters of a recipient's name.
const MAX_NAME_CHARS: usize = 200;
/// The code for "Developing countries, unspecified".
pub const UNSPECIFIED: u16 = 998;

/// An income group of the OECD. Co-funding rates of funders depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "UPPERCASE")]
pub enum IncomeGroup {
    /// Least developed country.
    Ldc,
    /// Low-income country that is not a least developed one.
    Lic,
    /// Lower middle-income country or territory.
    Lmic,
    /// Upper middle-income country or territory.
    Umic,
}

portulan_model::impl_names!(IncomeGroup);

/// A country, territory or region in the list of recipients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The code in OECD statistics.
    pub code: u16,
    /// The ISO 3166-1 code; empty for a region.
    pub country: String,
    /// The code of the region of a country; `None` for a region.
    pub region: Option<u16>,
    /// The income group; `None` for a region, or if it is unknown for the year.
    pub group: Option<IncomeGroup>,
    /// The English name.
    pub name_en: String,
    /// The French name.
    pub name_fr: String,
    /// The first year in the list; `None` if it is in the first known list.
    first: Option<i16>,
    /// The last year in the list; `None` if it is in the last known list.
    last: Option<i16>,
}

impl Recipient {
    /// The French name, or the English name for any other language.
    pub fn name(&self, language: &str) -> &str {
        if language == "fr" && !self.name_fr.is_empty() { &self.name_fr } else { &self.name_en }
    }
}

/// The reason why a country has no recipient code in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotListed {
    /// The list of the year is unknown.
    UnknownYear,
    /// The country was never in the list.
    Never,
    /// The country was removed from the list; the last year in it.
    Left(i16),
}

/// An error in a file of recipients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListError {
    /// The line number, from 1.
    pub line: usize,
    /// The code of the message `recipients-<code>`.
    pub code: &'static str,
}

/// The lists of all known years: built in, or loaded by an administrator.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecipientLists {
    loaded: BTreeMap<i16, Vec<Recipient>>,
}

static BUILT_IN: LazyLock<Vec<Recipient>> = LazyLock::new(|| {
    let text = include_str!("../../data/dac-recipients.tsv");
    read(text).unwrap_or_else(|e| unreachable!("the built-in list is tested: {e:?}"))
});

impl RecipientLists {
    /// Adds the list of a year, as CSV in UTF-8: a header and one line per recipient, with the columns
    /// `code`, `country`, `region`, `group`, `name_en` and `name_fr`; `code` and `name_en` are required.
    pub fn load(&mut self, year: i16, text: &str) -> Result<(), ListError> {
        self.loaded.insert(year, read(text)?);
        Ok(())
    }

    /// The years with a known list, in order.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = (FIRST_YEAR..=LAST_YEAR).chain(self.loaded.keys().copied()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// True if the list of a year was loaded by an administrator.
    pub fn is_loaded(&self, year: i16) -> bool {
        self.loaded.contains_key(&year)
    }

    /// The recipients of a year; `None` if its list is unknown.
    pub fn in_year(&self, year: i16) -> Option<Vec<&Recipient>> {
        if let Some(list) = self.loaded.get(&year) {
            return Some(list.iter().collect());
        }
        let on = |r: &&Recipient| {
            r.first.is_none_or(|first| first <= year) && r.last.is_none_or(|last| year <= last)
        };
        (FIRST_YEAR..=LAST_YEAR).contains(&year).then(|| BUILT_IN.iter().filter(on).collect())
    }

    /// The recipient for a country in a year.
    pub fn country(&self, country: &str, year: i16) -> Result<&Recipient, NotListed> {
        let list = self.in_year(year).ok_or(NotListed::UnknownYear)?;
        list.into_iter().find(|r| r.country == country).ok_or_else(|| self.why_not(country, year))
    }

    fn why_not(&self, country: &str, year: i16) -> NotListed {
        let built_in = BUILT_IN.iter().find(|r| r.country == country).and_then(|r| r.last);
        let before = self.years().into_iter().rev().filter(|y| *y < year);
        let is_on = |y: &i16| self.in_year(*y).is_some_and(|list| list.iter().any(|r| r.country == country));
        let last = before.into_iter().find(is_on).or(built_in.filter(|last| *last < year));
        last.map_or(NotListed::Never, NotListed::Left)
    }

    /// The country or region with a code in a year.
    pub fn get(&self, code: u16, year: i16) -> Option<&Recipient> {
        self.in_year(year)?.into_iter().find(|r| r.code == code)
    }

    /// The income group of a country in a year.
    pub fn income_group(&self, country: &str, year: i16) -> Option<IncomeGroup> {
        let has_groups = self.is_loaded(year) || year >= FIRST_GROUP_YEAR;
        self.country(country, year).ok().filter(|_| has_groups)?.group
    }
}

/// Parses a list in CSV with any separator. Empty rows and rows that start with `#` are skipped.
fn read(text: &str) -> Result<Vec<Recipient>, ListError> {
    let error = |row: usize, code| ListError { line: row + 1, code };
    if text.len() > MAX_LIST_BYTES {
        return Err(error(0, "too-large"));
    }
    let tables = portulan_workbook::read(text.as_bytes()).map_err(|e| match e {
        WorkbookError::OpenQuote(line) => ListError { line, code: "quote" },
        WorkbookError::TooLarge => error(0, "too-large"),
        _ => error(0, "columns"),
    })?;
    let table = tables.first().ok_or(error(0, "empty"))?;
    let is_passed_over = |row: usize| table.row(row).next().is_none_or(|(_, cell)| cell.starts_with('#'));
    let mut rows = (0..table.height()).filter(|row| !is_passed_over(*row));
    let head = rows.next().ok_or(error(0, "empty"))?;
    let column = |name: &str| table.row(head).find(|(_, cell)| cell.trim().eq_ignore_ascii_case(name));
    if column("code").is_none() || column("name_en").is_none() {
        return Err(error(head, "columns"));
    }
    let mut found: Vec<Recipient> = Vec::new();
    for row in rows {
        let named = |name: &str| column(name).map_or("", |(index, _)| table.cell(row, index).trim());
        let recipient = recipient(named).map_err(|code| error(row, code))?;
        let is_same = |r: &Recipient| {
            r.code == recipient.code || (!r.country.is_empty() && r.country == recipient.country)
        };
        if found.iter().any(is_same) {
            return Err(error(row, "twice"));
        }
        found.push(recipient);
        if found.len() > MAX_RECIPIENTS {
            return Err(error(row, "too-large"));
        }
    }
    if found.iter().all(|r| r.country.is_empty()) {
        return Err(error(head, "empty"));
    }
    Ok(found)
}

/// Parses a row, whose cells are found by column name; returns the code of an error.
fn recipient<'t>(named: impl Fn(&str) -> &'t str) -> Result<Recipient, &'static str> {
    let country = named("country");
    if !country.is_empty() && CodeList::Country.get(country).is_none() {
        return Err("country");
    }
    let group = IncomeGroup::from_name(named("group"));
    if group.is_none() && !named("group").is_empty() {
        return Err("group");
    }
    let year = |text: &str| (!text.is_empty()).then(|| text.parse::<i16>()).transpose().map_err(|_| "year");
    let region = named("region");
    let [name_en, name_fr] = [named("name_en"), named("name_fr")];
    let is_wrong = |name: &str| name.chars().count() > MAX_NAME_CHARS || name.contains(char::is_control);
    if name_en.is_empty() || is_wrong(name_en) || is_wrong(name_fr) {
        return Err("name");
    }
    Ok(Recipient {
        code: named("code").parse().map_err(|_| "code")?,
        country: country.to_owned(),
        region: (!region.is_empty()).then(|| region.parse()).transpose().map_err(|_| "code")?,
        group,
        name_en: name_en.to_owned(),
        name_fr: name_fr.to_owned(),
        first: year(named("first"))?,
        last: year(named("last"))?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_built_in_lists_know_their_years() {
        let lists = RecipientLists::default();
        let code = |country: &str, year| lists.country(country, year).map(|r| r.code);
        assert_eq!(code("SN", 2026), Ok(269));
        assert_eq!(code("ES", 2025), Err(NotListed::Never));
        assert_eq!(code("AG", 2021), Ok(377));
        assert_eq!(code("AG", 2022), Err(NotListed::Left(2021)));
        assert_eq!(code("CL", 2025), Err(NotListed::Left(2017)));
        assert_eq!(code("NR", 2026), Ok(845), "Nauru leaves the list in 2027");
        assert_eq!(code("SN", 2031), Err(NotListed::UnknownYear), "no list is made up");
        let codes: HashSet<u16> = BUILT_IN.iter().map(|r| r.code).collect();
        assert_eq!(codes.len(), BUILT_IN.len());
        let of = |year| lists.in_year(year).expect("a list");
        // The OECD counts 141 countries and territories in 2026: 44, 2, 36 and 59 by income group.
        let groups: Vec<usize> = IncomeGroup::ALL
            .iter()
            .map(|g| of(2026).iter().filter(|r| r.group == Some(*g)).count())
            .collect();
        assert_eq!(groups, [44, 2, 36, 59]);
        assert_eq!(of(2026).iter().filter(|r| !r.country.is_empty()).count(), 141);
        assert_eq!(of(2026).iter().filter(|r| r.country.is_empty() && r.code != UNSPECIFIED).count(), 24);
        assert_eq!(of(2018).iter().filter(|r| !r.country.is_empty()).count(), 143);
        assert!(lists.get(1030, 2026).is_some_and(|r| r.name("fr").starts_with("Afrique occidentale")));
        assert_eq!(lists.income_group("HT", 2026), Some(IncomeGroup::Ldc));
        assert_eq!(lists.income_group("HT", 2019), None, "the groups of 2019 are not known");
    }

    #[test]
    fn every_country_s_region_is_on_the_list() {
        let regions: HashSet<u16> =
            BUILT_IN.iter().filter(|r| r.country.is_empty()).map(|r| r.code).collect();
        for recipient in BUILT_IN.iter().filter(|r| !r.country.is_empty()) {
            assert!(recipient.region.is_some_and(|region| regions.contains(&region)), "{recipient:?}");
        }
    }

    #[test]
    fn a_list_is_loaded_for_a_year() {
        let mut lists = RecipientLists::default();
        let text = "code;country;group;name_en;name_fr\n269;SN;LDC;Senegal;Sénégal\n1030;;;Western Africa;Afrique de l’Ouest\n";
        lists.load(2027, text).expect("a list");
        assert_eq!(lists.country("SN", 2027).map(|r| r.code), Ok(269));
        assert_eq!(lists.income_group("SN", 2027), Some(IncomeGroup::Ldc));
        assert_eq!(lists.country("NR", 2027), Err(NotListed::Left(2026)));
        assert_eq!(lists.years().last(), Some(&2027));
        let broken = lists.load(2028, "code;country;name_en\n269;SN;\"Sene\ngal\"\n");
        assert_eq!(broken.map_err(|e| e.code), Err("name"));
        // The same from a program that writes commas, with quotation marks around cells that contain one.
        let text = "code,country,name_en\n269,SN,Senegal\n1030,,\"Western Africa, \"\"regional\"\"\"\n";
        lists.load(2028, text).expect("a list");
        let name = lists.get(1030, 2028).map(|r| r.name("en").to_owned());
        assert_eq!(name.as_deref(), Some("Western Africa, \"regional\""));
    }

    #[test]
    fn a_damaged_list_is_refused_with_its_line() {
        let code = |text: &str| read(text).map(|_| ()).map_err(|e| (e.line, e.code));
        assert_eq!(code(""), Err((1, "empty")));
        assert_eq!(code("name\nSenegal\n"), Err((1, "columns")));
        assert_eq!(code("code;name_en;country\n269;\"Senegal;SN\n"), Err((2, "quote")));
        assert_eq!(code("code;name_en;country\nx;Senegal;SN\n"), Err((2, "code")));
        assert_eq!(code("code;name_en;country\n269;Senegal;XX\n"), Err((2, "country")));
        assert_eq!(code("code;name_en;country\n269;;SN\n"), Err((2, "name")));
        assert_eq!(code("code;name_en;country\n269;Senegal;SN\n269;Mali;ML\n"), Err((3, "twice")));
        assert_eq!(code("code;name_en;country;group\n269;Senegal;SN;rich\n"), Err((2, "group")));
        assert_eq!(code(&"x".repeat(MAX_LIST_BYTES + 1)), Err((1, "too-large")));
    }
}
