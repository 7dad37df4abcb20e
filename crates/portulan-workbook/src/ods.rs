//! ODS: streaming reader of `content.xml` (OASIS Open Document Format 1.3, part 3, chapter 9). Repeated rows
//! and cells are expanded only if they contain text, and within the bounds of a sheet.
use std::collections::HashSet;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::builder::{Area, BookBuilder};
use crate::error::WorkbookError;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::table::CellKind;
use crate::value::{Unit, date, is_error_name, with_unit};

/// The largest depth of nested elements. Real files have about twenty levels.
const MAX_DEPTH: usize = 256;

fn damaged(e: impl Into<quick_xml::Error>) -> WorkbookError {
    WorkbookError::Damaged(e.into().to_string())
}

fn ended() -> WorkbookError {
    WorkbookError::Damaged("the content ends in the middle of a sheet".to_owned())
}

/// The date of the serial number zero: a formula over an empty cell, or the day of a time.
const DAY_ZERO: &str = "1899-12-30";
/// The display of that date in French.
const DISPLAYED_DAY_ZERO: &str = "30/12/1899";

/// The largest number of styles of hidden sheets.
const MAX_STYLES: usize = 10_000;

/// Reads all sheets of a `content.xml`, including hidden ones.
pub(crate) fn read(content: impl BufRead, book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let mut xml = Reader::from_reader(content);
    xml.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth, mut is_spreadsheet) = (Vec::new(), 0, false);
    // The style of a sheet determines its visibility; styles precede sheets.
    let (mut style, mut hidden) = (String::new(), HashSet::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table" && is_spreadsheet => {
                match attribute(&tag, "table:name")? {
                    Some(name) => {
                        let style = attribute(&tag, "table:style-name")?;
                        book.begin(&name, style.is_some_and(|style| hidden.contains(&style)))?;
                        read_sheet(&mut xml, book)?;
                    }
                    None => skip(&mut xml)?,
                }
            }
            Event::Start(tag) if tag.name().as_ref() == "style:style" => {
                style = attribute(&tag, "style:name")?.unwrap_or_default();
                deeper(&mut depth)?;
            }
            Event::Start(tag) if tag.name().as_ref() == "style:table-properties" => {
                if attribute(&tag, "table:display")?.is_some_and(|shown| shown == "false") {
                    hidden.insert(std::mem::take(&mut style));
                }
                if hidden.len() > MAX_STYLES {
                    return Err(WorkbookError::TooLarge);
                }
                deeper(&mut depth)?;
            }
            Event::Start(tag) => {
                is_spreadsheet |= tag.name().as_ref() == "office:spreadsheet";
                deeper(&mut depth)?;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if is_spreadsheet => return Ok(()),
            Event::Eof => return Err(WorkbookError::Damaged("the content is no spreadsheet".to_owned())),
            _ => {}
        }
    }
}

fn read_sheet(xml: &mut Reader<impl BufRead>, book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let (mut buffer, mut depth, mut row, mut column) = (Vec::new(), 0, 0usize, 0usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table-column" => {
                let next = column.saturating_add(repeated(&tag, "table:number-columns-repeated")?);
                if is_hidden(&tag)? && next > column {
                    book.hide_columns(column, next - 1);
                }
                column = next;
                deeper(&mut depth)?;
            }
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                let repeat = repeated(&tag, "table:number-rows-repeated")?;
                if is_hidden(&tag)? && repeat > 0 {
                    book.hide_rows(row, row.saturating_add(repeat - 1));
                }
                let cells = read_row(xml, book.text_bytes_left())?;
                unfold(&cells, row, repeat, book)?;
                row = row.saturating_add(repeat);
            }
            // A table in a drawing is not part of the sheet.
            Event::Start(tag) if tag.name().as_ref() == "table:table" => skip(xml)?,
            Event::Start(_) => deeper(&mut depth)?,
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ended()),
            _ => {}
        }
    }
}

/// True if a row or column is hidden, manually or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> Result<bool, WorkbookError> {
    Ok(attribute(tag, "table:visibility")?.is_some_and(|v| v == "collapse" || v == "filter"))
}

/// A cell with text, and its number of repetitions in the row.
struct OdsCell {
    column: usize,
    repeat: usize,
    text: String,
    kind: CellKind,
    /// The number of rows and columns that it spans, at least 1.
    span: (usize, usize),
}

/// Reads the cells of a row that contain text: at most as many as a sheet has columns.
fn read_row(xml: &mut Reader<impl BufRead>, max_bytes: usize) -> Result<Vec<OdsCell>, WorkbookError> {
    let (mut buffer, mut depth, mut column, mut cells) = (Vec::new(), 0, 0usize, Vec::new());
    let mut left = max_bytes;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag)
                if matches!(tag.name().as_ref(), "table:table-cell" | "table:covered-table-cell") =>
            {
                let repeat = repeated(&tag, "table:number-columns-repeated")?;
                let span = (
                    repeated(&tag, "table:number-rows-spanned")?,
                    repeated(&tag, "table:number-columns-spanned")?,
                );
                let head = CellHead::read(&tag)?;
                let shown = read_paragraphs(xml, left)?;
                let (text, kind) = head.content(shown);
                let next = column.saturating_add(repeat);
                // A formula without a result outside the bounds of a sheet contains no value.
                let is_outside = kind == CellKind::Uncomputed && next > MAX_COLUMNS;
                if !text.trim().is_empty() && repeat > 0 && !is_outside {
                    left = left.checked_sub(text.len()).ok_or(WorkbookError::TooLarge)?;
                    if next > MAX_COLUMNS {
                        return Err(WorkbookError::TooLarge);
                    }
                    cells.push(OdsCell { column, repeat, text, kind, span });
                }
                column = next;
            }
            Event::Start(_) => deeper(&mut depth)?,
            Event::End(_) if depth == 0 => return Ok(cells),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ended()),
            _ => {}
        }
    }
}

/// Writes a row as often as it is repeated; an empty row is not written.
fn unfold(cells: &[OdsCell], row: usize, repeat: usize, book: &mut BookBuilder) -> Result<(), WorkbookError> {
    if cells.is_empty() {
        return Ok(());
    }
    if row.saturating_add(repeat) > MAX_ROWS {
        return Err(WorkbookError::TooLarge);
    }
    for row in row..row + repeat {
        for cell in cells {
            for column in cell.column..cell.column + cell.repeat {
                if cell.kind == CellKind::Uncomputed {
                    // `of:=[.A1]`: the prefix names the formula language.
                    let formula = cell.text.split_once('=').map_or("", |(_, formula)| formula);
                    book.put_uncomputed(row, column, formula)?;
                } else {
                    book.put(row, column, &cell.text, cell.kind)?;
                }
                let last = (row.saturating_add(cell.span.0), column.saturating_add(cell.span.1));
                if cell.span.0 > 1 || cell.span.1 > 1 {
                    let last = (last.0.saturating_sub(1), last.1.saturating_sub(1));
                    book.merge(Area { first: (row, column), last })?;
                }
            }
        }
    }
    Ok(())
}

/// The attributes of a cell. Of several values, the first one counts, as in calamine.
#[derive(Default)]
struct CellHead {
    value: Option<String>,
    kind: CellKind,
    number: Option<f64>,
    value_type: String,
    currency: String,
    formula: Option<String>,
    is_error: bool,
}

impl CellHead {
    fn read(tag: &BytesStart<'_>) -> Result<Self, WorkbookError> {
        let mut head = Self::default();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(damaged)?;
            let has_value = head.value.is_some() || head.number.is_some();
            let read = || unescape(&attribute.value).map_err(damaged);
            match attribute.key.as_ref() {
                "office:value-type" => head.value_type = read()?.into_owned(),
                "calcext:value-type" => head.is_error = &*attribute.value == "error",
                "office:currency" => head.currency = read()?.into_owned(),
                "table:formula" => head.formula = Some(read()?.into_owned()),
                _ if has_value => {}
                "office:value" => {
                    if let Ok(number) = attribute.value.trim().parse::<f64>() {
                        (head.number, head.kind) = (Some(number), CellKind::Number);
                    } else {
                        (head.value, head.is_error) = (Some(read()?.into_owned()), true);
                    }
                }
                "office:boolean-value" => {
                    head.value = Some(attribute.value.eq_ignore_ascii_case("true").to_string());
                }
                "office:date-value" => {
                    let value = date(&read()?.replace('T', " "));
                    (head.value, head.kind) = match value.strip_prefix(DAY_ZERO) {
                        Some("") => (Some(DISPLAYED_DAY_ZERO.to_owned()), CellKind::Text),
                        Some(time) => (Some(time.trim_start().to_owned()), CellKind::Text),
                        None => (Some(value), CellKind::Date),
                    };
                }
                "office:string-value" => head.value = Some(read()?.into_owned()),
                _ => {}
            }
        }
        Ok(head)
    }

    /// The text and type of a cell, given the text of its paragraphs.
    fn content(self, shown: String) -> (String, CellKind) {
        if self.is_error || (self.formula.is_some() && is_error_name(&shown)) {
            let name = if shown.trim().is_empty() { self.value } else { Some(shown) };
            return (name.unwrap_or_else(|| "#?".to_owned()), CellKind::Error);
        }
        if let Some(n) = self.number {
            let unit = match self.value_type.as_str() {
                "percentage" => Unit::Percent,
                "currency" if !self.currency.is_empty() => Unit::Sign(self.currency, 1.0),
                _ => Unit::None,
            };
            return (with_unit(n, &unit), CellKind::Number);
        }
        match (self.value, self.formula) {
            (Some(value), _) => (value, self.kind),
            (None, Some(formula)) if self.value_type.is_empty() && shown.trim().is_empty() => {
                (formula, CellKind::Uncomputed)
            }
            // Texts, durations as displayed, and cells without a type.
            _ => (shown, CellKind::Text),
        }
    }
}

/// Reads a cell to its end: the text of its paragraphs, at most `max_bytes`.
fn read_paragraphs(xml: &mut Reader<impl BufRead>, max_bytes: usize) -> Result<String, WorkbookError> {
    let mut text = String::new();
    let (mut buffer, mut depth, mut is_first) = (Vec::new(), 0, true);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            // A comment on the cell.
            Event::Start(tag) if tag.name().as_ref() == "office:annotation" => skip(xml)?,
            Event::Start(tag) => {
                match tag.name().as_ref() {
                    "text:p" if std::mem::take(&mut is_first) => {}
                    "text:p" | "text:line-break" => text.push('\n'),
                    "text:tab" => text.push('\t'),
                    "text:s" => {
                        let count = repeated(&tag, "text:c")?;
                        if count > max_bytes {
                            return Err(WorkbookError::TooLarge);
                        }
                        text.extend(std::iter::repeat_n(' ', count));
                    }
                    _ => {}
                }
                deeper(&mut depth)?;
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&mut text, &reference)?,
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ended()),
            _ => {}
        }
        if text.len() > max_bytes {
            return Err(WorkbookError::TooLarge);
        }
    }
}

/// Skips to the end of the current element.
fn skip(xml: &mut Reader<impl BufRead>) -> Result<(), WorkbookError> {
    let (mut buffer, mut depth) = (Vec::new(), 0);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(_) => deeper(&mut depth)?,
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ended()),
            _ => {}
        }
    }
}

fn deeper(depth: &mut usize) -> Result<(), WorkbookError> {
    *depth += 1;
    if *depth > MAX_DEPTH {
        return Err(WorkbookError::Damaged(format!("elements are nested deeper than {MAX_DEPTH} levels")));
    }
    Ok(())
}

/// Appends the character of a reference such as `&amp;` or `&#233;`. Other entities are errors.
fn push_reference(text: &mut String, reference: &BytesRef<'_>) -> Result<(), WorkbookError> {
    if let Some(known) = resolve_xml_entity(reference) {
        text.push_str(known);
        return Ok(());
    }
    let character = reference.resolve_char_ref().map_err(damaged)?;
    let unknown = || WorkbookError::Damaged(format!("the entity &{}; is not known", &**reference));
    text.push(character.ok_or_else(unknown)?);
    Ok(())
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    let Some(found) = tag.try_get_attribute(name).map_err(damaged)? else { return Ok(None) };
    Ok(Some(unescape(&found.value).map_err(damaged)?.into_owned()))
}

/// The number of repetitions of an element; 1 by default.
fn repeated(tag: &BytesStart<'_>, name: &str) -> Result<usize, WorkbookError> {
    let Some(count) = attribute(tag, name)? else { return Ok(1) };
    count.trim().parse().map_err(|e| WorkbookError::Damaged(format!("{name} is {count:?}: {e}")))
}
