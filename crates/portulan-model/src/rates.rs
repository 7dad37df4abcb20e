//! Exchange rates of the euro, as the European Central Bank publishes them: so many units for one euro, day by day.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Money, PartialDate};

/// How old the last rate before a day may be: over long holidays there is none.
const PATIENCE_DAYS: i64 = 10;
/// How the bank's file of the last day writes it: `28 February 2025`.
const IN_WORDS: &str = "%d %B %Y";

/// The lowest rate that is read: no currency is worth a thousand euros. With the bounds of [`crate::number`], conversions stay
/// below the largest decimal.
const MIN_RATE: Decimal = Decimal::from_parts(1, 0, 0, false, 3);
/// The highest rate that is read.
const MAX_RATE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// The currency that all others are told in.
pub const EURO: &str = "EUR";

/// Rates by currency and day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// Where they come from; empty for the European Central Bank.
    pub source: String,
    days: BTreeMap<String, BTreeMap<Date, Decimal>>,
}

/// The rate that held on a day, or on average over a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many units for one euro.
    pub per_euro: Decimal,
    /// The first day that it was made of.
    pub from: Date,
    /// The last one; the same for the rate of one day.
    pub to: Date,
}

/// An amount in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Euros {
    /// How much, to the cent.
    pub amount: Decimal,
    /// By which rate; none where it was in euros.
    pub rate: Option<Rate>,
}

/// Why a file of rates cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {fault}")]
pub struct RatesError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: RatesFault,
}

/// What is wrong with a line of a file of rates.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum RatesFault {
    /// The file is XML.
    #[error("XML is not read here; choose eurofxref-hist.zip or eurofxref.zip, which hold a CSV")]
    Xml,
    /// Nothing is in the file.
    #[error("the file is empty")]
    Empty,
    /// The first column is not that of the days.
    #[error("the first column is not `Date`")]
    FirstColumn,
    /// A heading is not a currency code.
    #[error("a column is not named by a currency of three capitals")]
    Currency,
    /// The first cell of a row is not a date.
    #[error("no day such as 2024-12-31 or 31 December 2024")]
    Day,
    /// A cell is not a number within the bounds.
    #[error("a rate is not a number between 0.001 and 1,000,000,000")]
    Rate,
}

impl RatesFault {
    /// A short name, under which messages are found.
    pub fn key(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Empty => "empty",
            Self::FirstColumn => "first-column",
            Self::Currency => "currency",
            Self::Day => "day",
            Self::Rate => "rate",
        }
    }
}

/// To the cent, half to the even one, so that rounding leans to no side.
pub fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven)
}

impl Rates {
    /// Reads the bank's files, of all days (`eurofxref-hist.csv`) or of the last one (`eurofxref.csv`): a line of
    /// currencies, then a line for each day. A first line that begins with `#` names another source.
    pub fn read(text: &str) -> Result<Self, RatesError> {
        let wrong = |line: usize, fault| RatesError { line: line + 1, fault };
        let mut rates = Self::default();
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate().peekable();
        if lines.peek().is_some_and(|(_, line)| line.trim_start().starts_with('<')) {
            return Err(wrong(0, RatesFault::Xml));
        }
        if let Some((_, first)) = lines.next_if(|(_, line)| line.starts_with('#')) {
            first.trim_start_matches(['#', ' ']).clone_into(&mut rates.source);
        }
        let (at, head) = lines.next().ok_or(wrong(0, RatesFault::Empty))?;
        let mut head = head.split(',').map(str::trim);
        if head.next() != Some("Date") {
            return Err(wrong(at, RatesFault::FirstColumn));
        }
        let currencies: Vec<&str> = head.collect();
        let is_code = |c: &&str| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
        if !currencies.iter().all(|c| c.is_empty() || is_code(c)) {
            return Err(wrong(at, RatesFault::Currency));
        }
        for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let mut cells = line.split(',').map(str::trim);
            let day = cells
                .next()
                .and_then(|d| d.parse::<Date>().ok().or_else(|| Date::strptime(IN_WORDS, d).ok()))
                .ok_or(wrong(at, RatesFault::Day))?;
            for (currency, cell) in currencies.iter().zip(cells) {
                if currency.is_empty() || cell.is_empty() || cell == "N/A" {
                    continue;
                }
                let rate = cell.parse::<Decimal>().ok().filter(|r| (MIN_RATE..=MAX_RATE).contains(r));
                rates.put(currency, day, rate.ok_or(wrong(at, RatesFault::Rate))?);
            }
        }
        Ok(rates)
    }

    /// Writes the same form, the newest day first.
    pub fn write(&self) -> String {
        let mut out = String::new();
        if !self.source.is_empty() {
            let _ = writeln!(out, "# {}", self.source);
        }
        out.push_str("Date");
        self.days.keys().for_each(|currency| {
            let _ = write!(out, ",{currency}");
        });
        out.push('\n');
        let mut days: Vec<Date> = self.days.values().flat_map(|days| days.keys().copied()).collect();
        days.sort_unstable();
        days.dedup();
        for day in days.into_iter().rev() {
            let _ = write!(out, "{day}");
            for rates in self.days.values() {
                match rates.get(&day) {
                    Some(rate) => write!(out, ",{rate}").ok(),
                    None => write!(out, ",N/A").ok(),
                };
            }
            out.push('\n');
        }
        out
    }

    /// Adds the rate of a day.
    pub fn put(&mut self, currency: &str, day: Date, per_euro: Decimal) {
        self.days.entry(currency.to_owned()).or_default().insert(day, per_euro);
    }

    /// The currencies that have a rate.
    pub fn currencies(&self) -> BTreeSet<&str> {
        self.days.keys().map(String::as_str).collect()
    }

    /// All rates, by currency and day.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Date, Decimal)> {
        self.days
            .iter()
            .flat_map(|(currency, days)| days.iter().map(|(day, rate)| (currency.as_str(), *day, *rate)))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The rate of a day (or the last one shortly before it); the mean of a month's or year's days, to six decimals.
    pub fn on(&self, currency: &str, when: PartialDate) -> Option<Rate> {
        let days = self.days.get(currency)?;
        let (first, last) = (when.first(), when.last());
        if first == last {
            let (day, per_euro) = days.range(..=first).next_back()?;
            let age = first.since(*day).ok()?.get_days();
            return (i64::from(age) <= PATIENCE_DAYS).then_some(Rate {
                per_euro: *per_euro,
                from: *day,
                to: *day,
            });
        }
        let within: Vec<(&Date, &Decimal)> = days.range(first..=last).collect();
        let (from, to) = (*within.first()?.0, *within.last()?.0);
        let sum: Decimal = within.iter().map(|(_, rate)| **rate).sum();
        let mean = sum / Decimal::from(within.len());
        Some(Rate {
            per_euro: mean.round_dp_with_strategy(6, RoundingStrategy::MidpointNearestEven),
            from,
            to,
        })
    }

    /// An amount in euros, by the rate of its value date; none where no rate is known.
    pub fn euros(&self, money: &Money) -> Option<Euros> {
        if money.currency.0 == EURO {
            return Some(Euros { amount: cents(money.amount), rate: None });
        }
        let rate = self.on(&money.currency.0, money.value_date)?;
        let amount = money.amount.checked_div(rate.per_euro)?;
        Some(Euros { amount: cents(amount), rate: Some(rate) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Currency;

    const FILE: &str = "Date,USD,JPY,CYP,\n2024-01-05,1.0921,158.80,N/A,\n2024-01-04,1.0953,157.95,N/A,\n2024-01-02,1.0956,155.88,N/A,\n";

    fn money(amount: &str, currency: &str, date: &str) -> Money {
        Money {
            amount: amount.parse().expect("a number"),
            currency: Currency(currency.to_owned()),
            value_date: date.parse().expect("a date"),
        }
    }

    fn euros(rates: &Rates, amount: &str, currency: &str, date: &str) -> Option<String> {
        rates.euros(&money(amount, currency, date)).map(|e| format!("{:.2}", e.amount))
    }

    #[test]
    fn the_rate_of_the_day_or_the_last_before_it_holds() {
        let rates = Rates::read(FILE).expect("rates");
        assert_eq!(euros(&rates, "109.53", "USD", "2024-01-04").as_deref(), Some("100.00"));
        assert_eq!(
            rates.on("USD", "2024-01-03".parse().expect("a day")).expect("a rate").from.to_string(),
            "2024-01-02"
        );
        assert_eq!(euros(&rates, "1", "USD", "2024-01-01"), None, "no rate is made up");
        assert_eq!(euros(&rates, "1", "USD", "2024-03-01"), None, "an old rate is none");
        assert_eq!(euros(&rates, "1", "CYP", "2024-01-04"), None);
        assert_eq!(euros(&rates, "12.345", "EUR", "2030").as_deref(), Some("12.34"), "half to the even cent");
        assert_eq!(euros(&rates, "12.355", "EUR", "2030").as_deref(), Some("12.36"));
        let mean = rates.on("USD", "2024-01".parse().expect("a month")).expect("a rate");
        assert_eq!(mean.per_euro.to_string(), "1.094333");
        assert_eq!((mean.from.to_string(), mean.to.to_string()), ("2024-01-02".into(), "2024-01-05".into()));
    }

    #[test]
    fn the_file_of_the_last_day_is_read() {
        let rates = Rates::read("Date, USD, JPY, \r\n28 February 2025, 1.0411, 156.95, \r\n").expect("rates");
        assert_eq!(euros(&rates, "1.0411", "USD", "2025-02-28").as_deref(), Some("1.00"));
    }

    #[test]
    fn files_that_are_none_are_refused_where_they_go_wrong() {
        for (text, line) in [
            ("", 1),
            ("Day,USD\n", 1),
            ("Date,dollar\n", 1),
            ("Date,USD\nyesterday,1\n", 2),
            ("Date,USD\n30 February 2025,1\n", 2),
            ("\u{feff}<?xml version=\"1.0\"?>\n<gesmes:Envelope/>", 1),
            ("Date,USD\n2024-01-02,0\n", 2),
            ("# mine\nDate,USD\n2024-01-02,1.1\n2024-01-03,x\n", 4),
        ] {
            assert_eq!(Rates::read(text).map_err(|e| e.line), Err(line), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            source in "[A-Za-z][A-Za-z ]{0,20}[a-z]|",
            rates in prop::collection::vec((0_i32..4000, "[A-Z]{3}", 1_u32..9_999_999), 0..60),
        ) {
            let mut all = Rates { source, ..Rates::default() };
            for (day, currency, rate) in rates {
                let day = Date::constant(2010, 1, 1).checked_add(jiff::Span::new().days(day)).expect("a day");
                all.put(&currency, day, Decimal::new(i64::from(rate), 4));
            }
            prop_assert_eq!(Rates::read(&all.write()).expect("read"), all);
        }
    }
}
