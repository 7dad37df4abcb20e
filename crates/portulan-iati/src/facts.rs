//! Facts about an activity or organisation, collected in one pass for the rules: counts and first values,
//! without a tree.
use compact_str::CompactString;

use crate::finding::FindingPlace;
use crate::xml::FaultKind;

/// The largest number of places in a finding.
const MAX_PLACES: usize = 100;
/// The largest number of elements of one kind stored per activity; a file with more is refused, so that
/// memory stays bounded.
pub(crate) const MAX_ITEMS_PER_KIND: usize = 100_000;

/// A value and its line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LocatedValue {
    pub text: CompactString,
    pub line: u64,
}

impl LocatedValue {
    pub fn new(text: impl Into<CompactString>, line: u64) -> Self {
        Self { text: text.into(), line }
    }
}

/// The places of a finding, at most [`MAX_PLACES`].
#[derive(Debug, Default, Clone)]
pub(crate) struct Places(pub Vec<FindingPlace>);

impl Places {
    pub fn add(&mut self, line: u64, text: impl FnOnce() -> String) {
        if self.0.len() < MAX_PLACES {
            self.0.push(FindingPlace { line, text: text() });
        }
    }

    pub fn value(&mut self, name: &str, value: &LocatedValue) {
        self.add(value.line, || [name, " = '", &value.text, "'"].concat());
    }
}

/// A sector, country, region, aid type or budget item: place, vocabulary, percentage.
#[derive(Debug, Default, Clone)]
pub(crate) struct Share {
    pub vocabulary: Option<CompactString>,
    pub percentage: Option<CompactString>,
    pub line: u64,
    pub narratives: u32,
}

/// The first hundred lines, and the number of all.
#[derive(Debug, Default, Clone)]
pub(crate) struct LineList {
    pub first: Vec<u64>,
    pub count: u64,
}

impl LineList {
    pub fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < MAX_PLACES {
            self.first.push(line);
        }
    }

    pub fn add_to(&self, places: &mut Places, text: &str) {
        for line in &self.first {
            places.add(*line, || text.to_owned());
        }
    }
}

/// The current transaction.
#[derive(Debug, Default)]
pub(crate) struct TransactionFacts {
    pub line: u64,
    pub sectors: Vec<u64>,
    pub recipients: Vec<u64>,
    pub aid_types: Vec<Share>,
    pub date: Option<LocatedValue>,
}

/// Totals over all transactions of an activity.
#[derive(Debug, Default)]
pub(crate) struct Transactions {
    pub count: u64,
    pub sectors: LineList,
    pub recipients: LineList,
    pub without_sector: LineList,
    pub without_recipient: LineList,
    pub first_date: Option<LocatedValue>,
    pub first_value_date: Option<LocatedValue>,
    /// Dates in the future, except the first.
    pub later_future: LineList,
    pub aid_types: LineList,
    pub aid_types_oecd: u64,
}

/// A policy marker.
#[derive(Debug, Default)]
pub(crate) struct MarkerFacts {
    pub vocabulary: Option<String>,
    pub significance: bool,
    pub narratives: u32,
    pub line: u64,
}

/// A participating organisation, and its references.
#[derive(Debug, Default)]
pub(crate) struct OrgReferenceFacts {
    pub reference: Option<LocatedValue>,
    pub activity: Option<LocatedValue>,
    pub narratives: u32,
    pub line: u64,
}

/// A period with its first start and end, and the first value date of its budget lines.
#[derive(Debug, Default)]
pub(crate) struct PeriodFacts {
    pub start: Option<LocatedValue>,
    pub end: Option<LocatedValue>,
    pub value_date: Option<LocatedValue>,
}

/// A baseline, target or actual value of an indicator.
#[derive(Debug, Default)]
pub(crate) struct MeasureFacts {
    /// The measure of the indicator.
    pub kind: String,
    pub value: Option<String>,
    pub line: u64,
}

/// The facts about an activity or organisation.
#[derive(Debug, Default)]
pub(crate) struct ActivityFacts {
    pub line: u64,
    pub lang: Option<String>,
    pub currency: bool,
    pub updated: Option<LocatedValue>,
    pub identifiers: Vec<LocatedValue>,
    pub reporting: Vec<LocatedValue>,
    /// `other-identifier` elements of types B1 and A3.
    pub previous_organisations: Vec<LocatedValue>,
    pub previous_activities: Vec<LocatedValue>,
    pub related: Vec<LocatedValue>,
    /// The first date of each of the types 1 to 4.
    pub dates: [Option<LocatedValue>; 4],
    pub start_dates: u32,
    pub all_dates: Vec<LocatedValue>,
    pub sectors: Vec<Share>,
    pub countries: Vec<Share>,
    pub regions: Vec<Share>,
    pub capital_spend: Vec<Share>,
    /// Budget items, with the vocabulary of their list.
    pub budget_items: Vec<Share>,
    /// The distinct vocabularies of `country-budget-items`.
    pub budget_vocabularies: Vec<String>,
    pub aid_types: Vec<Share>,
    pub transactions: Transactions,
    pub narratives_without_lang: LineList,
    pub values_without_currency: LineList,
    pub recipient_orgs: Vec<LocatedValue>,
    /// Used for advice only.
    pub sdg: bool,
    pub markers: Vec<String>,
    pub locations_without_point: LineList,
    /// Positions outside the valid range.
    pub lost_positions: Vec<LocatedValue>,
    pub title: Option<LocatedValue>,
    pub description: Option<LocatedValue>,
    pub budgets: u32,
    pub foreign_text: Vec<LocatedValue>,
}

impl ActivityFacts {
    /// Stores an item, or returns an error if there are too many of its kind.
    pub fn push_bounded<T>(list: &mut Vec<T>, item: T, what: &'static str) -> Result<(), FaultKind> {
        if list.len() >= MAX_ITEMS_PER_KIND {
            return Err(FaultKind::TooMany(what));
        }
        list.push(item);
        Ok(())
    }
}

/// True for a share in the OECD-DAC vocabulary: declared as `1`, empty or absent.
pub(crate) fn is_default(share: &Share) -> bool {
    share.vocabulary.as_deref().is_none_or(|v| v.is_empty() || v == "1")
}

/// Parses a number as JavaScript does, and so the official validator.
pub(crate) fn js_number(text: &str) -> f64 {
    let text = text.trim();
    if text.is_empty() {
        return 0.0;
    }
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u32::from_str_radix(hex, 16).map_or(f64::NAN, f64::from);
    }
    match text {
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ if text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) => {
            text.parse().unwrap_or(f64::NAN)
        }
        _ => f64::NAN,
    }
}

/// Parses a number as `XPath` 1.0 does.
pub(crate) fn xpath_number(text: &str) -> f64 {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or(("", digits));
    let good = !fraction.is_empty() && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if good { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// Parses a date as JavaScript does (ISO 8601 and looser forms): milliseconds since 1970, UTC.
pub(crate) fn js_date(text: &str) -> Option<i64> {
    if let Some(day) = plain_day(text) {
        return Some(day * 86_400_000);
    }
    let text = text.trim();
    let (date, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let (date, zone) = if time.is_empty() { split_zone(date) } else { (date, "") };
    let mut parts = date.split(['-', '/']);
    let mut part = |missing: i64| match parts.next() {
        None => Some(missing),
        Some(p) if !p.is_empty() && p.len() <= 6 => p.parse::<i64>().ok(),
        Some(_) => None,
    };
    let (year, month, day) = (part(-1)?, part(1)?, part(1)?);
    if year < 0 || !(1..=12).contains(&month) || !(1..=31).contains(&day) || parts.next().is_some() {
        return None;
    }
    let mut millis = days(year, month, day) * 86_400_000;
    let (time, zone) = if time.is_empty() { (time, zone) } else { split_zone(time) };
    if !time.is_empty() {
        let mut fields = time.split(':');
        let mut field = || fields.next().map_or(Some(0.0), |f| f.parse::<f64>().ok());
        let (h, m, s) = (field()?, field()?, field()?);
        if h > 24.0 || m >= 60.0 || s >= 60.0 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "within a day")]
        let clock = ((h * 3600.0 + m * 60.0 + s) * 1000.0) as i64;
        millis += clock;
    }
    Some(millis - offset(zone)?)
}

/// The day of a text of the exact form `YYYY-MM-DD`, which nearly all are.
fn plain_day(text: &str) -> Option<i64> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let digits = |places: std::ops::Range<usize>| {
        bytes[places].iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
    };
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let good = bytes[4] == b'-' && bytes[7] == b'-' && (1..=12).contains(&month) && (1..=31).contains(&day);
    good.then(|| days(year, month, day))
}

fn split_zone(text: &str) -> (&str, &str) {
    if let Some(plain) = text.strip_suffix('Z') {
        return (plain, "");
    }
    match text.len().checked_sub(6).and_then(|at| text.get(at..).map(|zone| (at, zone))) {
        Some((at, zone)) if zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':' => (&text[..at], zone),
        _ => (text, ""),
    }
}

fn offset(zone: &str) -> Option<i64> {
    if zone.is_empty() {
        return Some(0);
    }
    let (hours, minutes) = (zone.get(1..3)?.parse::<i64>().ok()?, zone.get(4..6)?.parse::<i64>().ok()?);
    let millis = (hours * 60 + minutes) * 60_000;
    Some(if zone.starts_with('-') { -millis } else { millis })
}

/// The number of days from 1970-01-01 to a day of the Gregorian calendar; days after the end of a month
/// overflow into the next.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_javascript_reads_them() {
        assert_eq!(js_date("1970-01-01"), Some(0));
        assert_eq!(js_date("2014-02-30"), js_date("2014-03-02"));
        assert_eq!(js_date("2014-01-01Z"), js_date("2014-01-01"));
        assert_eq!(js_date("2014-01-01T10:00:00+02:00"), js_date("2014-01-01T08:00:00Z"));
        assert_eq!(js_date("2014-1-5"), js_date("2014-01-05"));
        assert_eq!(js_date("soon"), None);
        assert_eq!(js_date(""), None);
    }

    #[test]
    fn numbers_differ_between_javascript_and_xpath() {
        assert!((js_number(" 1e2 ") - 100.0).abs() < f64::EPSILON && xpath_number("1e2").is_nan());
        assert!(js_number("").abs() < f64::EPSILON && xpath_number("").is_nan());
        assert!(js_number("5%").is_nan() && (xpath_number("-.5") + 0.5).abs() < f64::EPSILON);
    }
}
