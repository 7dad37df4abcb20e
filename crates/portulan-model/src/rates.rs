//! Exchange rates of the euro, as the European Central Bank publishes them: so many units for one euro, day by day.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Money, PartialDate};

/// The largest age in days of a rate that is used for a later day: on weekends and holidays none is published.
const MAX_RATE_AGE_DAYS: i64 = 10;
/// The date format of the bank's file of the last day: `28 February 2025`.
const LONG_DATE_FORMAT: &str = "%d %B %Y";

/// The lowest rate accepted: a unit of a currency is never worth a thousand euros. With the bounds of
/// [`crate::number`], converted amounts stay below the largest decimal.
const MIN_RATE: Decimal = Decimal::from_parts(1, 0, 0, false, 3);
/// The highest rate accepted.
const MAX_RATE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// The code of the euro, which all amounts are converted to.
pub const EURO: &str = "EUR";

/// Exchange rates by currency and day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// The source of the rates; empty for the European Central Bank.
    pub source: String,
    days: BTreeMap<String, BTreeMap<Date, Decimal>>,
}

/// The rate of a day, or the mean rate of a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Units of the currency for one euro.
    pub per_euro: Decimal,
    /// The first day that it is computed from.
    pub from: Date,
    /// The last day that it is computed from; for the rate of one day the same day.
    pub to: Date,
    /// True for a fixed parity that the law states, of which no file has rates.
    pub is_legal: bool,
}

/// True for a currency with a fixed parity that the law states.
pub fn has_legal_rate(currency: &str) -> bool {
    fixed_rate(currency).is_some()
}

/// An amount in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Euros {
    /// The amount, rounded to cents.
    pub amount: Decimal,
    /// The rate used; `None` if the amount was in euros.
    pub rate: Option<Rate>,
}

/// An error in a file of rates.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {fault}")]
pub struct RatesError {
    /// The line number, from 1.
    pub line: usize,
    /// The fault.
    pub fault: RatesFault,
}

/// A fault in a line of a file of rates.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum RatesFault {
    /// The file is XML, not CSV.
    #[error("XML is not read here; choose eurofxref-hist.zip or eurofxref.zip, which hold a CSV")]
    Xml,
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The first column is not `Date`.
    #[error("the first column is not `Date`")]
    FirstColumn,
    /// A heading is not a currency code of three capital letters.
    #[error("a column is not named by a currency of three capitals")]
    Currency,
    /// The first cell of a row is not a date.
    #[error("no day such as 2024-12-31 or 31 December 2024")]
    Day,
    /// A cell is not a number between 0.001 and 1,000,000,000.
    #[error("a rate is not a number between 0.001 and 1,000,000,000")]
    Rate,
}

impl RatesFault {
    /// The name of the fault in message keys.
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

/// The first day of the euro, from which the legal rates apply.
const FIXED_SINCE: Date = jiff::civil::date(1999, 1, 1);

/// The legal rate of the currencies with a fixed parity that France guarantees, in units for one euro. The European Central Bank
/// publishes none. Sources: Council decision 98/683/EC (CFA and Comorian francs), Council decision 98/743/EC and French decree 98-1152
/// (1,000 CFP francs are 8.38 euros).
fn fixed_rate(currency: &str) -> Option<Decimal> {
    match currency {
        "XOF" | "XAF" => Some(Decimal::new(655_957, 3)),
        "KMF" => Some(Decimal::new(49_196_775, 5)),
        "XPF" => Some(Decimal::new(119_331_742, 6)),
        _ => None,
    }
}

/// Rounds to cents, half to even.
pub fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven)
}

impl Rates {
    /// Parses the files of the bank, of all days (`eurofxref-hist.csv`) or of the last day
    /// (`eurofxref.csv`): a header with currencies, then a row for each day. A first line that starts
    /// with `#` names another source.
    pub fn read(text: &str) -> Result<Self, RatesError> {
        let error = |line: usize, fault| RatesError { line: line + 1, fault };
        let mut rates = Self::default();
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate().peekable();
        if lines.peek().is_some_and(|(_, line)| line.trim_start().starts_with('<')) {
            return Err(error(0, RatesFault::Xml));
        }
        if let Some((_, first)) = lines.next_if(|(_, line)| line.starts_with('#')) {
            first.trim_start_matches(['#', ' ']).clone_into(&mut rates.source);
        }
        let (at, head) = lines.next().ok_or(error(0, RatesFault::Empty))?;
        let mut head = head.split(',').map(str::trim);
        if head.next() != Some("Date") {
            return Err(error(at, RatesFault::FirstColumn));
        }
        let currencies: Vec<&str> = head.collect();
        let is_code = |c: &&str| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
        if !currencies.iter().all(|c| c.is_empty() || is_code(c)) {
            return Err(error(at, RatesFault::Currency));
        }
        for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let mut cells = line.split(',').map(str::trim);
            let day = cells
                .next()
                .and_then(|d| d.parse::<Date>().ok().or_else(|| Date::strptime(LONG_DATE_FORMAT, d).ok()))
                .ok_or(error(at, RatesFault::Day))?;
            for (currency, cell) in currencies.iter().zip(cells) {
                if currency.is_empty() || cell.is_empty() || cell == "N/A" {
                    continue;
                }
                let rate = cell.parse::<Decimal>().ok().filter(|r| (MIN_RATE..=MAX_RATE).contains(r));
                rates.insert(currency, day, rate.ok_or(error(at, RatesFault::Rate))?);
            }
        }
        Ok(rates)
    }

    /// Writes the format that [`Self::read`] accepts, the newest day first.
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

    /// Inserts or replaces the rate of a day.
    pub fn insert(&mut self, currency: &str, day: Date, per_euro: Decimal) {
        self.days.entry(currency.to_owned()).or_default().insert(day, per_euro);
    }

    /// The currencies that have a rate.
    pub fn currencies(&self) -> BTreeSet<&str> {
        self.days.keys().map(String::as_str).collect()
    }

    /// All rates, ordered by currency and day.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Date, Decimal)> {
        self.days
            .iter()
            .flat_map(|(currency, days)| days.iter().map(|(day, rate)| (currency.as_str(), *day, *rate)))
    }

    /// True if there are no rates.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The rate of a day, or the last one at most ten days before it; for a month or year the mean of its
    /// days, rounded to six decimals. Without an imported rate, the legal rate of a fixed parity applies. `None` if the currency has neither.
    pub fn on(&self, currency: &str, when: PartialDate) -> Option<Rate> {
        let (first, last) = (when.first(), when.last());
        let imported = self.imported(currency, first, last);
        let legal = || {
            let per_euro = fixed_rate(currency).filter(|_| first >= FIXED_SINCE)?;
            Some(Rate { per_euro, from: first, to: last, is_legal: true })
        };
        imported.or_else(legal)
    }

    fn imported(&self, currency: &str, first: Date, last: Date) -> Option<Rate> {
        let days = self.days.get(currency)?;
        if first == last {
            let (day, per_euro) = days.range(..=first).next_back()?;
            let age = first.since(*day).ok()?.get_days();
            return (i64::from(age) <= MAX_RATE_AGE_DAYS).then_some(Rate {
                per_euro: *per_euro,
                from: *day,
                to: *day,
                is_legal: false,
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
            is_legal: false,
        })
    }

    /// Converts an amount to euros with the rate of its value date. `None` if there is no rate, or if the
    /// result overflows.
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
    fn currencies_with_a_fixed_parity_have_their_legal_rate() {
        let none = Rates::default();
        assert_eq!(euros(&none, "655957", "XOF", "2025-03-05").as_deref(), Some("1000.00"));
        assert_eq!(euros(&none, "12500.50", "XAF", "2025").as_deref(), Some("19.06"));
        assert_eq!(euros(&none, "1000", "XPF", "2025-03").as_deref(), Some("8.38"));
        assert_eq!(euros(&none, "49196.775", "KMF", "2025-03-05").as_deref(), Some("100.00"));
        assert_eq!(euros(&none, "655957", "XOF", "1998-12-31"), None, "before the euro");
        assert_eq!(euros(&none, "1", "GNF", "2025-03-05"), None);
        let own = Rates::read("Date,XOF\n2025-03-05,650\n").expect("rates");
        assert_eq!(
            euros(&own, "650", "XOF", "2025-03-05").as_deref(),
            Some("1.00"),
            "imported rates go first"
        );
        assert_eq!(euros(&own, "655957", "XOF", "2024-03-05").as_deref(), Some("1000.00"), "on other days");
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
            rates in prop::collection::vec((0_i32..4000, "[A-Z]{3}", 10_u32..9_999_999), 0..60),
        ) {
            let mut all = Rates { source, ..Rates::default() };
            for (day, currency, rate) in rates {
                let day = Date::constant(2010, 1, 1).checked_add(jiff::Span::new().days(day)).expect("a day");
                all.insert(&currency, day, Decimal::new(i64::from(rate), 4));
            }
            prop_assert_eq!(Rates::read(&all.write()).expect("read"), all);
        }
    }
}
