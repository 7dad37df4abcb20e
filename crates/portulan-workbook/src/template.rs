//! A table to fill in: headings with notes, columns with drop-down lists, an example on a sheet of its own.
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::error::WorkbookError;
use crate::table::SheetTable;
use crate::write::{SheetNames, column, head, row};

/// A column to fill in.
#[derive(Debug, Clone, Default)]
pub struct TemplateColumn {
    /// The heading.
    pub heading: String,
    /// The note on the heading.
    pub note: String,
    /// The entries of the drop-down list; empty without a list.
    pub choices: Vec<String>,
    /// True if a cell can have several entries.
    pub has_several: bool,
    /// The cell of the example.
    pub example: String,
}

/// The names of the sheets of a template.
#[derive(Debug, Clone, Default)]
pub struct TemplateSheets {
    /// The sheet to fill in.
    pub rows: String,
    /// The sheet with the example.
    pub example: String,
    /// The hidden sheet with the entries of drop-down lists.
    pub lists: String,
}

/// The number of rows with drop-down lists.
const LISTED_ROWS: usize = 2_000;
/// The smallest and the largest column width, in characters.
const WIDTH_CHARS: (usize, usize) = (14, 40);

/// Writes a table to fill in, followed by other sheets, the example, and the hidden lists.
pub fn write_template(
    sheets: &TemplateSheets,
    columns: &[TemplateColumn],
    more: &[SheetTable],
) -> Result<Vec<u8>, WorkbookError> {
    build(sheets, columns, more).map_err(|e| WorkbookError::Unwritten(e.to_string()))
}

fn build(
    sheets: &TemplateSheets,
    columns: &[TemplateColumn],
    more: &[SheetTable],
) -> Result<Vec<u8>, XlsxError> {
    let (mut book, mut names) = (Workbook::new(), SheetNames::default());
    let lists_name = names.free(&sheets.lists);
    let mut lists: Vec<&[String]> =
        columns.iter().map(|c| c.choices.as_slice()).filter(|c| !c.is_empty()).collect();
    lists.sort_unstable();
    lists.dedup();
    let sheet = book.add_worksheet();
    sheet.set_name(names.free(&sheets.rows))?;
    headings(sheet, columns)?;
    for (c, of) in columns.iter().enumerate() {
        let Some(list) = lists.iter().position(|list| *list == of.choices.as_slice()) else { continue };
        let entries = of.choices.len();
        let range = format!("='{lists_name}'!${0}$1:${0}${entries}", letters(list));
        let style = DataValidationErrorStyle::Warning;
        let list = DataValidation::new().allow_list_formula(Formula::new(range)).set_error_style(style);
        // Other words are recognised too, and a cell can have several entries.
        let list = list.show_error_message(!of.has_several);
        sheet.add_data_validation(1, column(c), row(LISTED_ROWS), column(c), &list)?;
    }
    for table in more {
        let sheet = book.add_worksheet();
        sheet.set_name(names.free(&table.name))?.set_freeze_panes(1, 0)?;
        for (r, c, cell) in table.cells() {
            let format = if r == 0 { head() } else { Format::new() };
            sheet.write_string_with_format(row(r), column(c), cell, &format)?;
        }
        for c in 0..table.width() {
            sheet.set_column_width(column(c), u16::try_from(WIDTH_CHARS.1).unwrap_or(40))?;
        }
    }
    if columns.iter().any(|of| !of.example.is_empty()) {
        let sheet = book.add_worksheet();
        sheet.set_name(names.free(&sheets.example))?;
        headings(sheet, columns)?;
        let italic = Format::new().set_italic();
        for (c, of) in columns.iter().enumerate().filter(|(_, of)| !of.example.is_empty()) {
            sheet.write_string_with_format(1, column(c), of.example.as_str(), &italic)?;
        }
    }
    if !lists.is_empty() {
        let sheet = book.add_worksheet();
        sheet.set_name(lists_name)?.set_hidden(true);
        for (c, list) in lists.iter().enumerate() {
            for (r, entry) in list.iter().enumerate() {
                sheet.write_string(row(r), column(c), entry)?;
            }
        }
    }
    book.save_to_buffer()
}

/// Writes the row of headings with their notes.
fn headings(sheet: &mut Worksheet, columns: &[TemplateColumn]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (c, of) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, column(c), of.heading.as_str(), &head())?;
        if !of.note.is_empty() {
            let note = Note::new(of.note.as_str()).add_author_prefix(false).set_width(260).set_height(110);
            sheet.insert_note(0, column(c), &note)?;
        }
        let longest = of.heading.chars().count().max(of.example.chars().count());
        let width = longest.clamp(WIDTH_CHARS.0, WIDTH_CHARS.1) + 2;
        sheet.set_column_width(column(c), u16::try_from(width).unwrap_or(16))?;
    }
    Ok(())
}

/// The letters of a column: A, B, … Z, AA.
fn letters(mut column: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        if column < 26 {
            return out.into_iter().collect();
        }
        column = column / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_template_has_notes_lists_and_an_example() {
        let sheets =
            TemplateSheets { rows: "Projets".into(), example: "Exemple".into(), lists: "Listes".into() };
        let columns = [
            TemplateColumn {
                heading: "Titre".into(),
                note: "Un texte.".into(),
                example: "Puits".into(),
                ..TemplateColumn::default()
            },
            TemplateColumn {
                heading: "Statut".into(),
                choices: (0..100).map(|n| format!("Choix {n}")).collect(),
                ..TemplateColumn::default()
            },
        ];
        let more = [SheetTable::from_rows("Fiches", [["Identifiant"], ["puits"]])];
        let bytes = write_template(&sheets, &columns, &more).expect("written");
        let read = crate::read(&bytes).expect("read");
        let names: Vec<&str> = read.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["Projets", "Fiches", "Exemple", "Listes"]);
        assert_eq!((read[0].height(), read[2].cell(1, 0), read[3].is_hidden), (1, "Puits", true));
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
        let mut part = |name: &str| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut zip.by_name(name).expect("there"), &mut text).expect("text");
            text
        };
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("dataValidation") && sheet.contains("$A$1:$A$100"), "{sheet}");
        assert!(!sheet.contains("<f>"), "no cell is a formula");
        assert!(part("xl/comments1.xml").contains("Un texte."));
    }
}
