//! XLSX metadata other than cell values: hidden rows and columns, merged areas, formulas without a result
//! (ECMA-376 part 1, chapter 18.3). Values are read by calamine.
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::builder::{Area, BookBuilder};
use crate::error::{WorkbookError, damaged};
use crate::table::CellKind;

type XlsxArchive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn reader<R: BufRead>(content: R) -> Reader<R> {
    let mut xml = Reader::from_reader(content);
    xml.config_mut().expand_empty_elements = true;
    xml.config_mut().check_end_names = false;
    xml
}

/// The value of an attribute, whatever its namespace prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(damaged)?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(unescape(&attribute.value).map_err(damaged)?.into_owned()));
        }
    }
    Ok(None)
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// True if a row or column is hidden, or has size zero, which hides it as well.
fn is_hidden(tag: &BytesStart<'_>, size: &str) -> Result<bool, WorkbookError> {
    let is_zero = |size: String| size.parse::<f64>() == Ok(0.0);
    Ok(is_true(attribute(tag, "hidden")?.as_deref()) || attribute(tag, size)?.is_some_and(is_zero))
}

/// Calls a function for each element with a given name in a part of the archive. Does nothing if the part
/// does not exist.
fn each(
    archive: &mut XlsxArchive<'_>,
    part: &str,
    name: &str,
    mut visit: impl FnMut(&BytesStart<'_>) -> Result<(), WorkbookError>,
) -> Result<(), WorkbookError> {
    let Some(index) = archive.index_for_name(part) else { return Ok(()) };
    let mut xml = reader(BufReader::new(archive.by_index(index).map_err(damaged)?));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) if tag.local_name().as_ref() == name => visit(&tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The paths of the sheets in the archive, by the names of the sheets.
pub(crate) fn paths(archive: &mut XlsxArchive<'_>) -> Result<HashMap<String, String>, WorkbookError> {
    let mut targets = HashMap::new();
    each(archive, "xl/_rels/workbook.xml.rels", "Relationship", |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id")?, attribute(tag, "Target")?) {
            targets.insert(id, target);
        }
        Ok(())
    })?;
    let mut sheets = Vec::new();
    each(archive, "xl/workbook.xml", "sheet", |tag| {
        if let (Some(name), Some(id)) = (attribute(tag, "name")?, attribute(tag, "id")?) {
            sheets.push((name, id));
        }
        Ok(())
    })?;
    // Part names are compared case-insensitively (ECMA-376 part 2, 6.2.2.3).
    let names = archive.file_names().collect::<Result<Vec<_>, _>>().map_err(damaged)?.into_iter();
    let parts: HashMap<String, _> =
        names.map(|name| (name.replace('\\', "/").to_ascii_lowercase(), name)).collect();
    let mut paths = HashMap::new();
    for (name, id) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let target = target.replace('\\', "/");
        let path = match target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None if target.starts_with("xl/") => target,
            None => format!("xl/{}", target.trim_start_matches("./")),
        };
        if let Some(part) = parts.get(&path.to_ascii_lowercase()) {
            paths.entry(name).or_insert_with(|| part.to_string());
        }
    }
    Ok(paths)
}

/// The number of shared strings.
pub(crate) fn shared_texts(archive: &mut XlsxArchive<'_>) -> Result<usize, WorkbookError> {
    let mut count = 0;
    each(archive, "xl/sharedStrings.xml", "si", |_| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

/// Applies the metadata of a sheet to the current sheet. If calamine could not read some of its cells,
/// `shared_texts` is the number of shared strings, and these cells are marked as errors.
pub(crate) fn mark(
    archive: &mut XlsxArchive<'_>,
    part: &str,
    book: &mut BookBuilder,
    shared_texts: Option<usize>,
) -> Result<(), WorkbookError> {
    let index = archive.index_for_name(part).ok_or_else(|| damaged(format!("{part} is missing")))?;
    let mut xml = reader(BufReader::new(archive.by_index(index).map_err(damaged)?));
    let (mut buffer, mut place) = (Vec::new(), SheetPlace { shared_texts, ..SheetPlace::default() });
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "col" if is_hidden(&tag, "width")? => {
                    let number = |name| Ok(attribute(&tag, name)?.and_then(|n| n.parse::<usize>().ok()));
                    if let (Some(first @ 1..), Some(last)) = (number("min")?, number("max")?) {
                        book.hide_columns(first - 1, last.saturating_sub(1));
                    }
                }
                "row" => place.begin_row(&tag, book)?,
                "c" => place.begin_cell(&tag)?,
                "f" => place.formula = Some(String::new()),
                "v" => (place.is_in_value, place.value) = (true, ValueState::Empty),
                "is" => place.value = ValueState::Present,
                "mergeCell" => {
                    let area = attribute(&tag, "ref")?.as_deref().and_then(area);
                    book.merge(area.ok_or_else(|| damaged("an area of merged cells has no address"))?)?;
                }
                _ => {}
            },
            Event::Text(text) if place.is_in_value => place.see_value(&text),
            Event::Text(text) => place.add_formula(&text),
            Event::CData(_) | Event::GeneralRef(_) if place.is_in_value => place.value = ValueState::Present,
            Event::GeneralRef(reference) => {
                place.add_formula(resolve_xml_entity(&reference).unwrap_or("?"));
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" => (place.row, place.column) = (place.row.saturating_add(1), 0),
                "f" => place.is_formula_over = true,
                "v" => place.is_in_value = false,
                "c" => place.end_cell(book)?,
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The state of a cell's value.
#[derive(Clone, Copy, Default, PartialEq)]
enum ValueState {
    #[default]
    Absent,
    /// An element without text.
    Empty,
    Present,
}

/// The reading position in a sheet, and what is known of the current cell.
#[derive(Default)]
struct SheetPlace {
    row: usize,
    column: usize,
    formula: Option<String>,
    is_formula_over: bool,
    is_in_value: bool,
    value: ValueState,
    /// True if the formula returned a text, possibly empty.
    is_text: bool,
    /// The error name, in an error cell.
    error: Option<String>,
    /// The number of shared strings, if unreadable cells are checked.
    shared_texts: Option<usize>,
    /// The type and value of the cell, if unreadable cells are checked.
    checked_value: Option<(String, String)>,
}

impl SheetPlace {
    fn begin_row(&mut self, tag: &BytesStart<'_>, book: &mut BookBuilder) -> Result<(), WorkbookError> {
        if let Some(row) = attribute(tag, "r")?.and_then(|r| r.parse::<usize>().ok()) {
            self.row = row.saturating_sub(1);
        }
        if is_hidden(tag, "ht")? {
            book.hide_rows(self.row, self.row);
        }
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        if let Some((row, column)) = attribute(tag, "r")?.as_deref().and_then(position) {
            (self.row, self.column) = (row, column);
        } else if self.shared_texts.is_some() {
            // After a cell that calamine could not read, it miscounts cells without an address.
            return Err(damaged("a cell cannot be read, and others have no address"));
        }
        (self.formula, self.is_formula_over) = (None, false);
        self.value = ValueState::Absent;
        let kind = attribute(tag, "t")?.unwrap_or_default();
        self.is_text = matches!(kind.as_str(), "str" | "inlineStr");
        self.error = (kind == "e").then(String::new);
        self.checked_value = self.shared_texts.is_some().then(|| (kind, String::new()));
        Ok(())
    }

    fn see_value(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.value = ValueState::Present;
        }
        if let Some(error) = &mut self.error {
            error.push_str(text);
        }
        if let Some((_, value)) = &mut self.checked_value {
            value.push_str(text);
        }
    }

    /// The value of a cell that calamine cannot read: not a number, an unknown shared string, or an unknown
    /// type.
    fn unreadable(&mut self) -> Option<String> {
        let (kind, value) = self.checked_value.take()?;
        let is_readable = match kind.as_str() {
            "n" => value.is_empty() || value.parse::<f64>().is_ok(),
            "s" => value.parse::<usize>().is_ok_and(|text| Some(text) < self.shared_texts),
            "" | "b" | "d" | "e" | "str" | "inlineStr" | "is" => true,
            _ => false,
        };
        (!is_readable).then_some(value)
    }

    fn add_formula(&mut self, text: &str) {
        /// The number of bytes of a formula that are read.
        const MAX_BYTES: usize = 1024;
        if let Some(formula) = self.formula.as_mut().filter(|f| f.len() < MAX_BYTES && !self.is_formula_over)
        {
            formula.extend(text.chars().take(MAX_BYTES));
        }
    }

    fn end_cell(&mut self, book: &mut BookBuilder) -> Result<(), WorkbookError> {
        if let Some(error) = self.error.take() {
            book.put(self.row, self.column, error.trim(), CellKind::Error)?;
        }
        if let Some(value) = self.unreadable() {
            let shown = if value.trim().is_empty() { "?" } else { value.trim() };
            book.put(self.row, self.column, shown, CellKind::Error)?;
        }
        let has_result = match self.value {
            ValueState::Absent => false,
            ValueState::Empty => self.is_text,
            ValueState::Present => true,
        };
        if let Some(formula) = self.formula.take().filter(|_| !has_result) {
            book.put_uncomputed(self.row, self.column, &formula)?;
        }
        self.column = self.column.saturating_add(1);
        Ok(())
    }
}

/// Parses `B3` as row and column, from 0.
fn position(address: &str) -> Option<(usize, usize)> {
    let address = address.replace('$', "");
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic).count();
    // XFD is the last column.
    if !(1..=3).contains(&letters) {
        return None;
    }
    let (letters, digits) = address.split_at(letters);
    let column = letters.bytes().fold(0, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    let row = digits.parse::<usize>().ok().filter(|row| *row > 0)?;
    Some((row - 1, column - 1))
}

/// Parses `B3:C7` as an area.
fn area(addresses: &str) -> Option<Area> {
    let (first, last) = addresses.split_once(':').unwrap_or((addresses, addresses));
    let (a, b) = (position(first)?, position(last)?);
    Some(Area { first: (a.0.min(b.0), a.1.min(b.1)), last: (a.0.max(b.0), a.1.max(b.1)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_rows_and_columns() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("$AB$12"), Some((11, 27)));
        for wrong in ["", "A", "1", "A0", "ABCD1", "A-1", "é1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}
