//! Texts that are longer than a cell of XLSX may be: written on in a sheet of their own, and joined when they are read.
use std::borrow::Cow;
use std::collections::HashMap;

use crate::SheetTable;

/// The most UTF-16 units that a cell of XLSX holds.
const MAX_UNITS: usize = 32_767;
/// UTF-16 units of a part of a longer text.
const PART_UNITS: usize = 32_000;
/// The name of the sheet.
pub(crate) const SHEET: &str = "Portulan +";
/// Its headings.
pub(crate) const HEADINGS: [&str; 2] = ["N°", "Suite du texte / Continuation"];
/// What stands at the end of a text that goes on there, before its number and `]`.
const MARK: &str = "… [→ Portulan + ";
/// What stands before each further part, so that none is blank.
const BEFORE: char = '…';

/// The parts that did not fit into their cells.
#[derive(Debug, Default)]
pub(crate) struct Continued {
    count: usize,
    parts: Vec<[String; 2]>,
}

impl Continued {
    /// A text as it fits into a cell: whole, or its beginning with the number under which it goes on.
    pub fn fit<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        // No text of so few bytes has more units.
        let fits = text.len() <= MAX_UNITS || text.chars().map(char::len_utf16).sum::<usize>() <= MAX_UNITS;
        // A text that ends as if it went on has a part too, so that it is not taken for one that does.
        let is_marked = text.ends_with(']') && text.contains(MARK);
        if fits && !is_marked {
            return Cow::Borrowed(text);
        }
        self.count += 1;
        let (first, mut rest) = split(text);
        loop {
            let (part, after) = split(rest);
            self.parts.push([self.count.to_string(), format!("{BEFORE}{part}")]);
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        Cow::Owned(format!("{first}{MARK}{}]", self.count))
    }

    /// The rows of the sheet; none where all texts fitted.
    pub fn rows(self) -> Option<Vec<[String; 2]>> {
        (!self.parts.is_empty()).then_some(self.parts)
    }
}

/// The first part of a text, and what follows.
fn split(text: &str) -> (&str, &str) {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > PART_UNITS
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// Joins the texts that go on in a sheet of their own. The sheet remains where a part of it belongs to no cell.
pub(crate) fn join(mut tables: Vec<SheetTable>) -> Vec<SheetTable> {
    let is_ours = |table: &SheetTable| table.name == SHEET && table.cell(0, 1) == HEADINGS[1];
    let Some(index) = tables.iter().position(is_ours) else { return tables };
    let sheet = tables.remove(index);
    let mut parts: HashMap<usize, String> = HashMap::new();
    for row in 1..sheet.height() {
        let (number, part) = (sheet.cell(row, 0).parse(), sheet.cell(row, 1));
        if let Ok(number) = number {
            parts.entry(number).or_default().push_str(part.strip_prefix(BEFORE).unwrap_or(part));
        }
    }
    for cell in tables.iter_mut().flat_map(|table| table.cells.values_mut()) {
        let marked = cell.text.strip_suffix(']').and_then(|text| text.rsplit_once(MARK));
        let Some((first, number)) = marked else { continue };
        // Each part is used once, so that nothing grows.
        if let Some(rest) = number.parse().ok().and_then(|number: usize| parts.remove(&number)) {
            cell.text = format!("{first}{rest}").into();
        }
    }
    if !parts.is_empty() {
        tables.insert(index, sheet);
    }
    tables
}
