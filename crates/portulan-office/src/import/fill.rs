//! Conversion of a row to form data, and faults of cells that are found before any check of its field.
use portulan_locales::{key, list};
use portulan_model::number::MAX_NUMBER;
use portulan_model::{FieldFormat, FieldSchema, PartialDate, plain_line};
use portulan_workbook::CellKind;
use rust_decimal::Decimal;

use super::cells::{is_unknown_in, part_of_year, pieces, typed};
use super::columns::Column;
use super::composite_columns::is_composite;
use super::plan::CellFault;
use super::planner::Planner;
use super::reading::{Reading, UnreadCell, is_written_differently};
use super::themes::MAX_TERMS;
use super::value::ValueChoice;
use crate::form::FormData;
use crate::form::units::{currencies, scaled, unit_of_heading};

/// The result for the cells of a row.
#[derive(Default)]
pub struct Filled {
    /// The paths that were written.
    pub written: Vec<String>,
    /// Faults of cells.
    pub faults: Vec<CellFault>,
    /// True if an amount is marked as approximate.
    pub is_approximate: bool,
    /// True if a cell has a word for a value that is not known.
    pub is_unknown: bool,
    /// True if a funder was added, whose agreement the sheet does not mention.
    pub has_new_funder: bool,
}

/// An amount that names its currency.
struct Priced {
    column: usize,
    /// The path of the currency.
    path: String,
    unit: String,
}

impl Planner<'_> {
    /// Writes a row's cells into a form, under a path.
    pub fn fill(&self, sheet: &mut FormData, line: usize, under: &str) -> Filled {
        let mut filled = Filled { faults: self.unread(line), ..Filled::default() };
        let mut priced = Vec::new();
        let own = |column: &Column| !column.is_record() && !is_composite(&column.path);
        for (c, column) in self.columns.iter().filter(|(_, column)| own(column)) {
            let cell = self.table.displayed_text(line, *c);
            let is_word = matches!(column.shape, FieldSchema::Line | FieldSchema::Flag);
            if is_unknown_in(column, cell) && (!is_word || column.format == FieldFormat::Term) {
                filled.is_unknown = true;
                continue;
            }
            let is_wrong = filled.faults.iter().any(|fault| fault.column == Some(*c));
            if is_wrong || (cell.trim().is_empty() && !self.mapping.clear) {
                continue;
            }
            let values = match self.values((*c, column), line, &mut priced, under) {
                Ok(values) => values,
                Err(text) => {
                    filled.faults.push(CellFault { column: Some(*c), field: String::new(), text });
                    continue;
                }
            };
            // The user leaves what the cell says empty: it is like an empty cell.
            if values.is_empty() && !self.mapping.clear {
                continue;
            }
            let path = format!("{under}{}", column.path);
            match path.split_once("/*") {
                None => {
                    let mut value = values.concat();
                    if is_name(&path) {
                        value = one_line(&value);
                    }
                    // Another apostrophe or space makes no other name.
                    if !(is_name(&path) && plain_line(sheet.get(&path)) == plain_line(&value)) {
                        sheet.set(path.clone(), value);
                    }
                    filled.written.push(path);
                }
                Some((list, rest)) => {
                    put_list(sheet, list, rest, &values);
                    filled.written.push(list.to_owned());
                }
            }
        }
        for amount in priced {
            self.price(sheet, line, amount, under, &mut filled);
        }
        self.missing_amounts(sheet, line, under, &mut filled);
        self.fill_constants(sheet, under, &mut filled);
        filled
    }

    /// Reports amounts of which a row has the currency or date only.
    fn missing_amounts(&self, sheet: &FormData, line: usize, under: &str, filled: &mut Filled) {
        // In a record an amount is one field among others, and its currency may be filled in for all rows.
        let is_item = self.mapping.target.list.is_some();
        let named = |path: &str, part: &str| path.strip_suffix(part).map(str::to_owned);
        let mut amounts: Vec<String> = Vec::new();
        for (c, column) in
            self.columns.iter().filter(|(c, _)| !self.table.displayed_text(line, *c).trim().is_empty())
        {
            let currency = named(&column.path, "/currency").filter(|_| is_item);
            let Some(money) = currency.or_else(|| named(&column.path, "/value_date")) else { continue };
            let is_wrong = |c: usize| filled.faults.iter().any(|fault| fault.column == Some(c));
            let amount = self.columns.iter().find(|(_, other)| other.path == format!("{money}/amount"));
            let at = amount.map_or(*c, |(c, _)| *c);
            if amounts.contains(&money) || is_wrong(at) {
                continue;
            }
            if sheet.get(&format!("{under}{money}/amount")).trim().is_empty() {
                let text = self.current_user.language().text(key!("office-import-cell-no-amount"));
                filled.faults.push(CellFault { column: Some(at), field: String::new(), text });
            }
            amounts.push(money);
        }
    }

    /// The cells of a row without a value: errors, formulas without a result, undecodable characters.
    fn unread(&self, line: usize) -> Vec<CellFault> {
        let fault = |(c, of): &(usize, Column)| {
            let (row, column) = self.table.origin(line, *c);
            let text = self.table.cell(row, column);
            let key = match self.table.kind(row, column) {
                // Written into each row that it covers, the number would be counted more than once.
                CellKind::Number | CellKind::Text
                    if row != line && is_counted(&of.path) && !text.trim().is_empty() =>
                {
                    key!("office-import-cell-merged-number")
                }
                CellKind::Error => key!("office-import-cell-error"),
                CellKind::Uncomputed => key!("office-import-cell-uncomputed"),
                _ if text.contains('\u{fffd}') => key!("office-import-cell-encoding"),
                _ => return None,
            };
            let text = self.current_user.language().format(key, &[("value", text.into())]);
            Some(CellFault { column: Some(*c), field: String::new(), text })
        };
        self.columns.iter().filter_map(fault).collect()
    }

    /// The form values of a cell; or a message if they cannot be read.
    fn values(
        &self,
        (c, column): (usize, &Column),
        line: usize,
        priced: &mut Vec<Priced>,
        under: &str,
    ) -> Result<Vec<String>, String> {
        let (row, origin) = self.table.origin(line, c);
        let (cell, kind) = (self.table.cell(row, origin), self.table.kind(row, origin));
        let language = self.current_user.language();
        let heading_unit = if is_amount(column) {
            unit_of_heading(self.table.displayed_text(self.mapping.head, c))
        } else {
            ""
        };
        let reading = self.readings.get(&c).filter(|_| is_written_differently(column));
        let mut values = Vec::new();
        let parts =
            if column.format == FieldFormat::Term { self.terms(column, cell) } else { pieces(column, cell) };
        if column.format == FieldFormat::Term && parts.len() > MAX_TERMS {
            return Err(language.text(key!("office-import-many-names")));
        }
        for piece in parts {
            match self.chosen(column, &piece) {
                Some(ValueChoice::Empty) => continue,
                Some(ValueChoice::Means(value)) => {
                    values.push(value.clone());
                    continue;
                }
                Some(ValueChoice::Create) | None => {}
            }
            let month = month_of_part(column, &piece);
            let value = match reading {
                _ if piece.is_empty() => piece,
                Some(_) if month.is_some() => month.map_or(piece, |month| month.to_string()),
                Some(reading) if matches!(column.shape, FieldSchema::Date) => {
                    match reading.date(&piece, kind).map_err(|why| self.message(why, &piece, column, reading))
                    {
                        Ok(date) => date.to_string(),
                        // The check of the field would take 3.2025 for a month, and 0025 for a year.
                        Err(None) => {
                            return Err(self.fault(&column.path, "date", &[("value", piece)]).text);
                        }
                        Err(Some(text)) => return Err(text),
                    }
                }
                Some(reading) => match reading.number(column, &piece, kind) {
                    Ok((number, unit)) => {
                        let unit = if unit.is_empty() { heading_unit } else { &unit };
                        let (factor, unit) =
                            if is_amount(column) { scaled(unit) } else { (Decimal::ONE, unit) };
                        let number = number.checked_mul(factor).ok_or_else(|| {
                            let limit = MAX_NUMBER.to_string();
                            self.fault(&column.path, "number-too-large", &[("limit", limit)]).text
                        })?;
                        priced.extend(self.unit((c, column), unit, under)?);
                        let number =
                            if factor == Decimal::ONE { number } else { number.normalize() }.to_string();
                        language.decimal_mark().replace_point(&number)
                    }
                    Err(why) => match self.message(why, &piece, column, reading) {
                        None => piece,
                        Some(text) => return Err(text),
                    },
                },
                None => typed(column, &piece, self.authority.as_ref()).ok_or_else(|| {
                    language.format(key!("office-import-cell-flag"), &[("value", piece.as_str().into())])
                })?,
            };
            values.push(value);
        }
        Ok(values)
    }

    /// The amount of a cell as forms have it, and the code of its currency if it names one; or a message.
    pub fn amount(
        &self,
        (c, column): (usize, &Column),
        line: usize,
        text: &str,
    ) -> Result<(String, String), String> {
        let (row, origin) = self.table.origin(line, c);
        let (kind, language) = (self.table.kind(row, origin), self.current_user.language());
        let default = Reading::default();
        let reading = self.readings.get(&c).unwrap_or(&default);
        let (number, unit) = reading.number(column, text, kind).map_err(|why| {
            let not_one = || self.fault(&column.path, "number", &[("value", text.to_owned())]).text;
            self.message(why, text, column, reading).unwrap_or_else(not_one)
        })?;
        let heading_unit = unit_of_heading(self.table.displayed_text(self.mapping.head, c));
        let (factor, unit) = scaled(if unit.is_empty() { heading_unit } else { &unit });
        let too_large = || {
            let arguments = [("limit", MAX_NUMBER.to_string())];
            self.fault(&column.path, "number-too-large", &arguments).text
        };
        let number = number.checked_mul(factor).ok_or_else(too_large)?.normalize();
        let currency = match currencies(unit).as_slice() {
            [] if unit.is_empty() => String::new(),
            [code] => (*code).to_owned(),
            _ => return Err(self.unknown_unit(unit)),
        };
        Ok((language.decimal_mark().replace_point(&number.to_string()), currency))
    }

    /// The message for an unreadable value; `None` if the check of its field has one.
    fn message(&self, why: UnreadCell, value: &str, column: &Column, reading: &Reading) -> Option<String> {
        let language = self.current_user.language();
        let is_date = matches!(column.shape, FieldSchema::Date);
        let key = match (why, is_date) {
            (UnreadCell::NotOne, _) => return None,
            (UnreadCell::TwoMeanings, false) => key!("office-import-cell-two-numbers"),
            (UnreadCell::TwoMeanings, true) => key!("office-import-cell-two-dates"),
            (UnreadCell::OtherConvention, _) => key!("office-import-cell-other"),
        };
        let chosen = reading.answer.map_or("", super::reading::ColumnAnswer::name);
        let chosen = if chosen.is_empty() {
            String::new()
        } else {
            language.word(list!("office-import-answer"), chosen)
        };
        Some(language.format(key, &[("value", value.into()), ("chosen", chosen.as_str().into())]))
    }

    /// The meaning of a number's unit for its field: none, a percentage, or the currency of an amount.
    fn unit(
        &self,
        (column, of): (usize, &Column),
        unit: &str,
        under: &str,
    ) -> Result<Option<Priced>, String> {
        let money = of.path.strip_suffix("/amount");
        match money {
            _ if unit.is_empty() => Ok(None),
            None if unit == "%" => Ok(None),
            Some(money) if !currencies(unit).is_empty() => {
                let path = format!("{under}{money}/currency");
                Ok(Some(Priced { column, path, unit: unit.to_owned() }))
            }
            _ => Err(self.unknown_unit(unit)),
        }
    }

    fn unknown_unit(&self, unit: &str) -> String {
        self.current_user.language().format(key!("office-import-cell-unit"), &[("unit", unit.into())])
    }

    /// Compares the currency of an amount with the one of its own column, or uses it if there is none.
    fn price(&self, sheet: &mut FormData, line: usize, amount: Priced, under: &str, filled: &mut Filled) {
        let known = currencies(&amount.unit);
        let current = sheet.get(&amount.path).trim().to_owned();
        let is_said = |(c, column): &&(usize, Column)| {
            format!("{under}{}", column.path) == amount.path
                && !self.table.displayed_text(line, *c).trim().is_empty()
        };
        let is_said = self.columns.iter().any(|column| is_said(&column));
        let key = match known.as_slice() {
            _ if known.contains(&current.as_str()) => return,
            [code] if !is_said => {
                sheet.set(amount.path.clone(), (*code).to_owned());
                filled.written.push(amount.path);
                return;
            }
            _ if is_said => key!("office-import-cell-currency"),
            _ => key!("office-import-cell-currencies"),
        };
        let output = [("unit", amount.unit.as_str().into()), ("currency", current.as_str().into())];
        let text = self.current_user.language().format(key, &output);
        filled.faults.push(CellFault { column: Some(amount.column), field: String::new(), text });
    }
}

/// The month that a quarter or half of a year means in a column of dates: its last in a column of ends.
fn month_of_part(column: &Column, piece: &str) -> Option<PartialDate> {
    matches!(column.shape, FieldSchema::Date)
        .then(|| part_of_year(piece, column.path.ends_with("/end")))
        .flatten()
}

/// True if a column contains amounts of money.
fn is_amount(column: &Column) -> bool {
    column.path.ends_with("/amount")
}

/// True if the numbers of a column can be added up.
fn is_counted(path: &str) -> bool {
    path.ends_with("/amount") || path.ends_with("/percentage")
}

/// True if a field is the name of a record.
fn is_name(path: &str) -> bool {
    path.starts_with("/name/") || path.starts_with("/title/")
}

/// Joins the lines of a name: cells wrap names that are too long for their column.
fn one_line(name: &str) -> String {
    name.split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Sets the values of a list. Items with an equal value are left unchanged, with their source; texts stay in
/// place, with their other languages.
pub fn put_list(sheet: &mut FormData, list: &str, rest: &str, wanted: &[String]) {
    let length = sheet.len(list);
    let at = |i: usize| format!("{list}/{i}{rest}");
    if rest.starts_with("/value/") {
        for i in 0..length.max(wanted.len()) {
            sheet.set(at(i), wanted.get(i).map_or("", String::as_str));
        }
        return;
    }
    let item = |i: usize| -> Vec<(String, String)> {
        let at = format!("{list}/{i}");
        let under = sheet.under(&at);
        under.map(|(rest, value)| (rest.to_owned(), value.to_owned())).collect()
    };
    let mut old: Vec<(String, Vec<(String, String)>)> =
        (0..length).map(|i| (sheet.get(&at(i)).to_owned(), item(i))).collect();
    sheet.clear(list);
    for (i, value) in wanted.iter().enumerate() {
        if let Some(same) = old.iter().position(|(output, _)| output == value) {
            for (rest, value) in old.remove(same).1 {
                sheet.set(format!("{list}/{i}/{rest}"), value);
            }
        }
        sheet.set(at(i), value.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_stay_keep_their_source() {
        let mut sheet = FormData::default();
        for (path, value) in [("/sdgs/0/goal", "6"), ("/sdgs/0/source", "a"), ("/sdgs/1/goal", "11")] {
            sheet.set(path, value);
        }
        put_list(&mut sheet, "/sdgs", "/goal", &["11".into(), "6".into(), "13".into()]);
        assert_eq!((sheet.get("/sdgs/1/goal"), sheet.get("/sdgs/1/source")), ("6", "a"));
        assert_eq!((sheet.get("/sdgs/0/goal"), sheet.get("/sdgs/0/source")), ("11", ""));
        assert_eq!(sheet.len("/sdgs"), 3);
        sheet.set("/objectives/0/value/en", "One");
        put_list(&mut sheet, "/objectives", "/value/fr", &["Un".into()]);
        assert_eq!(sheet.get("/objectives/0/value/en"), "One");
    }
}
