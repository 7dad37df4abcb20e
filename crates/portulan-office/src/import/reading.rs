//! The format of numbers and dates in a column: determined from all its values, or by an answer of the user
//! if they are ambiguous.
use portulan_locales::dates::{self, DateReadings};
use portulan_locales::{DecimalMark, Language, Readings, split_unit};
use portulan_model::kinds::Authority;
use portulan_model::{FieldFormat, FieldSchema, PartialDate};
use portulan_workbook::{CellKind, SheetTable};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::columns::Column;

/// An answer about an ambiguous column.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum ColumnAnswer {
    /// Decimals follow a comma.
    Comma,
    /// Decimals follow a point.
    Point,
    /// The day before the month.
    DayFirst,
    /// The month before the day.
    MonthFirst,
}

portulan_model::impl_names!(ColumnAnswer);

impl ColumnAnswer {
    fn mark(self) -> DecimalMark {
        if self == Self::Comma { DecimalMark::Comma } else { DecimalMark::Point }
    }
}

/// The format of a column's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The convention that its values show, or that was chosen.
    pub answer: Option<ColumnAnswer>,
    /// True if it was chosen: values in another format are faults.
    pub is_chosen: bool,
    /// An ambiguous value, in a column without evidence for either format.
    pub open: Option<String>,
}

/// The reason why a value cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub enum UnreadCell {
    /// It is not a number, or not a date.
    NotOne,
    /// It is ambiguous, and so is the column.
    TwoMeanings,
    /// It is written in another format than the chosen one.
    OtherConvention,
}

/// True if dates without other evidence have the day first.
pub fn is_day_first(authority: Option<&Authority>, language: Language) -> bool {
    language == Language::FRENCH
        || authority.is_some_and(|a| a.languages.first().is_some_and(|tag| tag == "fr"))
}

/// The typed values of a column, below the headings.
fn typed(table: &SheetTable, head: usize, column: usize) -> impl Iterator<Item = &str> {
    let rows = head + 1..table.height();
    let typed = rows.filter(move |row| table.kind(*row, column) == CellKind::Text);
    typed.map(move |row| table.cell(row, column).trim()).filter(|text| !text.is_empty())
}

/// True if the values of a column can be ambiguous.
pub fn is_written_differently(column: &Column) -> bool {
    match column.shape {
        FieldSchema::Decimal | FieldSchema::Date => true,
        // The number of a goal is found inside a text.
        FieldSchema::Integer(..) => column.format != FieldFormat::SdgGoal,
        _ => false,
    }
}

impl Reading {
    /// The format of a column. Without evidence to the contrary, the day comes first if that is customary.
    pub fn of(
        (table, head): (&SheetTable, usize),
        (index, column): (usize, &Column),
        chosen: Option<ColumnAnswer>,
        is_day_first: bool,
    ) -> Self {
        if !is_written_differently(column) {
            return Self::default();
        }
        if chosen.is_some() {
            return Self { answer: chosen, is_chosen: true, open: None };
        }
        let values = typed(table, head, index);
        if matches!(column.shape, FieldSchema::Date) {
            let found = values.filter_map(|text| Some((text, dates::readings(text)?)));
            let meanings = found.map(|(text, d)| (text, d.day_first, d.month_first));
            return Self::found(meanings, [ColumnAnswer::DayFirst, ColumnAnswer::MonthFirst], is_day_first);
        }
        let meanings = values.filter_map(|text| {
            let (number, _) = split_unit(text)?;
            let found = plausible(column, Readings::parse(&number));
            Some((text, found.comma, found.point))
        });
        Self::found(meanings, [ColumnAnswer::Comma, ColumnAnswer::Point], false)
    }

    /// The convention that the values with one meaning share.
    fn found<'t, T: PartialEq>(
        meanings: impl Iterator<Item = (&'t str, Option<T>, Option<T>)>,
        [first, second]: [ColumnAnswer; 2],
        is_first_usual: bool,
    ) -> Self {
        let (mut firsts, mut seconds, mut open) = (0_usize, 0_usize, None);
        for (text, a, b) in meanings {
            match (&a, &b) {
                (Some(a), Some(b)) if a != b => open = open.or_else(|| Some(text.to_owned())),
                (Some(_), None) => firsts += 1,
                (None, Some(_)) => seconds += 1,
                _ => {}
            }
        }
        let answer = match (firsts, seconds) {
            (0, 0) if is_first_usual => Some(first),
            (_, 0) if firsts > 0 => Some(first),
            // An unusual order is not taken for granted.
            (0, _) if seconds > 0 && !is_first_usual => Some(second),
            _ => None,
        };
        Self { answer, is_chosen: false, open: open.filter(|_| answer.is_none()) }
    }

    /// The number of a cell, and its unit.
    pub fn number(
        &self,
        column: &Column,
        text: &str,
        kind: CellKind,
    ) -> Result<(Decimal, String), UnreadCell> {
        let (number, unit) = split_unit(text).ok_or(UnreadCell::NotOne)?;
        if kind == CellKind::Number {
            return Ok((number.parse().map_err(|_| UnreadCell::NotOne)?, unit));
        }
        let found = plausible(column, Readings::parse(&number));
        let mark = self.answer.map(ColumnAnswer::mark);
        let value = match (found.comma, found.point) {
            (None, None) => return Err(UnreadCell::NotOne),
            (Some(a), Some(b)) if a == b => a,
            (Some(_), Some(_)) => mark.and_then(|mark| found.with(mark)).ok_or(UnreadCell::TwoMeanings)?,
            (a, b) => match mark.filter(|_| self.is_chosen) {
                Some(mark) => found.with(mark).ok_or(UnreadCell::OtherConvention)?,
                None => a.or(b).ok_or(UnreadCell::NotOne)?,
            },
        };
        Ok((value, unit))
    }

    /// The date of a cell. Of numbers, years and days such as 20250331 are dates; 3.2025 is not a month.
    pub fn date(&self, text: &str, kind: CellKind) -> Result<PartialDate, UnreadCell> {
        /// Years outside are slips of the pen: 0025, 3025.
        const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;
        if kind == CellKind::Number && !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(UnreadCell::NotOne);
        }
        let mut found = dates::readings(text).ok_or(UnreadCell::NotOne)?;
        let is_likely = |date: &PartialDate| YEARS.contains(&date.year());
        found.day_first = found.day_first.filter(is_likely);
        found.month_first = found.month_first.filter(is_likely);
        let DateReadings { day_first, month_first } = found;
        match (day_first, month_first, self.answer) {
            (Some(a), Some(b), _) if a == b => Ok(a),
            (Some(_), Some(_), None) => Err(UnreadCell::TwoMeanings),
            (_, _, Some(answer)) if self.is_chosen => {
                let date = if answer == ColumnAnswer::MonthFirst { month_first } else { day_first };
                date.ok_or(UnreadCell::OtherConvention)
            }
            (_, _, answer) => found.with(answer == Some(ColumnAnswer::MonthFirst)).ok_or(UnreadCell::NotOne),
        }
    }
}

/// The readings of a number that its field allows: coordinates and percentages have bounds, integers no
/// decimals.
fn plausible(column: &Column, found: Readings) -> Readings {
    let most = match column.path.rsplit('/').next() {
        Some("lat") => Some(90),
        Some("lon") => Some(180),
        Some("percentage") => Some(100),
        _ => None,
    };
    let is_whole = matches!(column.shape, FieldSchema::Integer(..));
    let fits = |n: &Decimal| {
        most.is_none_or(|most| n.abs() <= Decimal::from(most)) && (!is_whole || n.fract().is_zero())
    };
    let retained = Readings { comma: found.comma.filter(fits), point: found.point.filter(fits) };
    // A value that fits neither way is reported by the checks of the field.
    if retained.comma.is_none() && retained.point.is_none() { found } else { retained }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(path: &str, shape: FieldSchema) -> Column {
        Column { path: path.to_owned(), label: String::new(), shape, format: FieldFormat::Plain, many: false }
    }

    fn reading(values: &[&str], shape: FieldSchema, is_day_first: bool) -> Reading {
        let table = SheetTable::from_rows("", ["Titre"].iter().chain(values).map(|text| [text]));
        Reading::of((&table, 0), (0, &column("/x", shape)), None, is_day_first)
    }

    #[test]
    fn the_decimal_mark_of_a_column_is_what_its_values_show() {
        let number = |values: &[&str], text: &str| {
            let reading = reading(values, FieldSchema::Decimal, false);
            let read = reading.number(&column("/x", FieldSchema::Decimal), text, CellKind::Text);
            read.map(|(n, unit)| format!("{n}{unit}"))
        };
        assert_eq!(number(&["1,234", "0,5"], "1,234").as_deref(), Ok("1.234"));
        assert_eq!(number(&["1,234", "1,234.50 €"], "1,234 €").as_deref(), Ok("1234€"));
        assert_eq!(number(&["1,234"], "1,234"), Err(UnreadCell::TwoMeanings));
        assert_eq!(
            number(&["1,234", "0.5", "0,5"], "1,234"),
            Err(UnreadCell::TwoMeanings),
            "the column is mixed"
        );
        assert_eq!(number(&["1,234", "0.5", "0,5"], "0,5").as_deref(), Ok("0.5"), "one meaning is enough");
        assert_eq!(number(&["1 234"], "1 234").as_deref(), Ok("1234"));
        assert_eq!(reading(&["5", "1,234"], FieldSchema::Decimal, false).open.as_deref(), Some("1,234"));
    }

    #[test]
    fn what_is_chosen_holds_for_all_values() {
        let table = SheetTable::from_rows("", [["x"], ["1,234"]]);
        let amount = column("/x", FieldSchema::Decimal);
        let chosen = Reading::of((&table, 0), (0, &amount), Some(ColumnAnswer::Comma), true);
        assert_eq!(
            chosen.number(&amount, "1,234", CellKind::Text).map(|n| n.0.to_string()).as_deref(),
            Ok("1.234")
        );
        assert_eq!(chosen.number(&amount, "1,234.5", CellKind::Text), Err(UnreadCell::OtherConvention));
        let stored = chosen.number(&amount, "1.234 €", CellKind::Number);
        assert_eq!(
            stored.map(|(n, unit)| format!("{n} {unit}")).as_deref(),
            Ok("1.234 €"),
            "a number is exact"
        );
    }

    #[test]
    fn bounds_of_a_field_leave_one_meaning() {
        let latitude = column("/point/lat", FieldSchema::Decimal);
        let read = Reading::default().number(&latitude, "46.158", CellKind::Text);
        assert_eq!(read.map(|n| n.0.to_string()).as_deref(), Ok("46.158"));
    }

    #[test]
    fn a_number_is_no_date_by_chance() {
        let date = |text| Reading::default().date(text, CellKind::Number).map(|d| d.to_string());
        assert_eq!(date("2025").as_deref(), Ok("2025"));
        assert_eq!(date("20250331").as_deref(), Ok("2025-03-31"));
        assert_eq!([date("3.2025"), date("45717")], [Err(UnreadCell::NotOne), Err(UnreadCell::NotOne)]);
    }

    #[test]
    fn years_are_likely() {
        let date = |text| Reading::default().date(text, CellKind::Text).map(|d| d.to_string());
        assert_eq!(date("25/03/1895").as_deref(), Ok("1895-03-25"));
        assert_eq!(
            [date("25/03/0025"), date("3000-01-01")],
            [Err(UnreadCell::NotOne), Err(UnreadCell::NotOne)]
        );
    }

    #[test]
    fn the_order_of_dates_is_what_its_values_show() {
        let date = |values: &[&str], day_first: bool| {
            let read = reading(values, FieldSchema::Date, day_first).date("03/04/2025", CellKind::Text);
            read.map(|d| d.to_string())
        };
        assert_eq!(date(&["03/04/2025"], true).as_deref(), Ok("2025-04-03"));
        assert_eq!(date(&["03/04/2025"], false), Err(UnreadCell::TwoMeanings));
        assert_eq!(date(&["03/04/2025", "25/12/2024"], false).as_deref(), Ok("2025-04-03"));
        assert_eq!(
            date(&["03/04/2025", "12/25/2024"], true),
            Err(UnreadCell::TwoMeanings),
            "against the custom"
        );
        assert_eq!(date(&["03/04/2025", "12/25/2024"], false).as_deref(), Ok("2025-03-04"));
    }
}
