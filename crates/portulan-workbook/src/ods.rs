//! ODS: `content.xml` read as a stream (OASIS Open Document Format 1.3, part 3, chapter 9). Rows and cells that are
//! repeated are unfolded only where they have a text, and within the bounds of a sheet.
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::table::BookBuilder;
use crate::value::{date, number};
use crate::{MAX_COLUMNS, MAX_ROWS, WorkbookError};

/// The deepest nesting of elements. What people write has about twenty levels.
const MAX_DEPTH: usize = 256;

fn damaged(e: impl Into<quick_xml::Error>) -> WorkbookError {
    WorkbookError::Damaged(e.into().to_string())
}

fn ended() -> WorkbookError {
    WorkbookError::Damaged("the content ends in the middle of a sheet".to_owned())
}

/// Reads all sheets of a `content.xml`, hidden ones among them.
pub(crate) fn read(content: impl BufRead, book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let mut xml = Reader::from_reader(content);
    xml.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth, mut is_spreadsheet) = (Vec::new(), 0, false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table" && is_spreadsheet => {
                match attribute(&tag, "table:name")? {
                    Some(name) => {
                        book.begin(&name)?;
                        read_sheet(&mut xml, book)?;
                    }
                    None => skip(&mut xml)?,
                }
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
    let (mut buffer, mut depth, mut row) = (Vec::new(), 0, 0usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                let repeat = repeated(&tag, "table:number-rows-repeated")?;
                let cells = read_row(xml, book.text_bytes_left())?;
                unfold(&cells, row, repeat, book)?;
                row = row.saturating_add(repeat);
            }
            // A table in a drawing is no part of the sheet.
            Event::Start(tag) if tag.name().as_ref() == "table:table" => skip(xml)?,
            Event::Start(_) => deeper(&mut depth)?,
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ended()),
            _ => {}
        }
    }
}

/// A cell with a text, as often as it is repeated in its row.
struct Cell {
    column: usize,
    repeat: usize,
    text: String,
}

/// The cells of a row that have a text: at most as many as a sheet has columns.
fn read_row(xml: &mut Reader<impl BufRead>, max_bytes: usize) -> Result<Vec<Cell>, WorkbookError> {
    let (mut buffer, mut depth, mut column, mut cells) = (Vec::new(), 0, 0usize, Vec::new());
    let mut left = max_bytes;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag)
                if matches!(tag.name().as_ref(), "table:table-cell" | "table:covered-table-cell") =>
            {
                let repeat = repeated(&tag, "table:number-columns-repeated")?;
                let text = read_cell(xml, content(&tag)?, left)?;
                let next = column.saturating_add(repeat);
                if !text.trim().is_empty() && repeat > 0 {
                    left = left.checked_sub(text.len()).ok_or(WorkbookError::TooLarge)?;
                    if next > MAX_COLUMNS {
                        return Err(WorkbookError::TooLarge);
                    }
                    cells.push(Cell { column, repeat, text });
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

/// Writes a row as often as it is repeated; nothing of it where it is empty.
fn unfold(cells: &[Cell], row: usize, repeat: usize, book: &mut BookBuilder) -> Result<(), WorkbookError> {
    if cells.is_empty() {
        return Ok(());
    }
    if row.saturating_add(repeat) > MAX_ROWS {
        return Err(WorkbookError::TooLarge);
    }
    for row in row..row + repeat {
        for cell in cells {
            for column in cell.column..cell.column + cell.repeat {
                book.put(row, column, &cell.text)?;
            }
        }
    }
    Ok(())
}

/// Where the text of a cell stands.
enum Content {
    /// In an attribute, already written as a text.
    Attribute(String),
    /// In the paragraphs inside the cell.
    Paragraphs,
}

/// Reads the attributes of a cell. The first value counts; a formula is not asked for, only what it last gave.
fn content(tag: &BytesStart<'_>) -> Result<Content, WorkbookError> {
    let (mut value, mut is_text, mut is_error) = (None, false, false);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(damaged)?;
        let key = attribute.key.as_ref();
        let read = || unescape(&attribute.value).map_err(damaged);
        match key {
            "office:value-type" => is_text = &*attribute.value == "string",
            "calcext:value-type" => is_error = &*attribute.value == "error",
            _ if value.is_some() => {}
            "office:value" => {
                let n = attribute.value.trim().parse::<f64>();
                value = Some(number(n.map_err(|e| WorkbookError::Damaged(e.to_string()))?));
            }
            "office:boolean-value" => {
                value = Some(attribute.value.eq_ignore_ascii_case("true").to_string());
            }
            "office:date-value" => value = Some(date(&read()?.replace('T', " "))),
            "office:string-value" => value = Some(read()?.into_owned()),
            // A duration has no form that fields of the register take.
            "office:time-value" => value = Some(String::new()),
            _ => {}
        }
    }
    Ok(match value {
        // The name of an error is no word of the author's.
        _ if is_error => Content::Attribute(String::new()),
        Some(value) => Content::Attribute(value),
        None if is_text => Content::Paragraphs,
        None => Content::Attribute(String::new()),
    })
}

/// Reads a cell up to its end; its text has at most so many bytes.
fn read_cell(
    xml: &mut Reader<impl BufRead>,
    content: Content,
    max_bytes: usize,
) -> Result<String, WorkbookError> {
    let mut text = match content {
        Content::Paragraphs => String::new(),
        Content::Attribute(value) => {
            skip(xml)?;
            return Ok(value);
        }
    };
    let (mut buffer, mut depth, mut is_first) = (Vec::new(), 0, true);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            // What somebody remarked on the cell.
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

/// Reads up to the end of the element that was just begun, and keeps nothing.
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

/// Adds the character that `&amp;` or `&#233;` stands for. No other entity is known.
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

/// How often an element is repeated; once where it does not say.
fn repeated(tag: &BytesStart<'_>, name: &str) -> Result<usize, WorkbookError> {
    let Some(count) = attribute(tag, name)? else { return Ok(1) };
    count.trim().parse().map_err(|e| WorkbookError::Damaged(format!("{name} is {count:?}: {e}")))
}
