//! Texts longer than an XLSX cell: continued in a sheet of their own, and joined when read.
use std::borrow::Cow;
use std::collections::HashMap;

use crate::table::SheetTable;

/// The largest number of UTF-16 code units in an XLSX cell.
const MAX_UNITS: usize = 32_767;
/// The number of UTF-16 code units in a part of a longer text.
const PART_UNITS: usize = 32_000;
/// The name of the continuation sheet.
pub(crate) const SHEET: &str = "Portulan +";
/// The headings of the continuation sheet.
pub(crate) const HEADINGS: [&str; 2] = ["N°", "Suite du texte / Continuation"];
/// The marker at the end of a continued text, before its number and `]`.
const CONTINUATION_MARK: &str = "… [→ Portulan + ";
/// The prefix of each further part, so that no part is blank.
const CONTINUATION_PREFIX: char = '…';

/// The continuations of texts that exceed their cells.
#[derive(Debug, Default)]
pub(crate) struct Continued {
    count: usize,
    parts: Vec<[String; 2]>,
}

impl Continued {
    /// The text if it fits into a cell; otherwise its beginning, with the number of its continuation.
    pub fn fit<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        // A text with this few bytes cannot have more units.
        let fits = text.len() <= MAX_UNITS || text.chars().map(char::len_utf16).sum::<usize>() <= MAX_UNITS;
        // A text that already ends with such a marker is continued as well, so that the marker is not misread.
        let is_marked = text.ends_with(']') && text.contains(CONTINUATION_MARK);
        if fits && !is_marked {
            return Cow::Borrowed(text);
        }
        self.count += 1;
        let (first, mut rest) = split(text);
        loop {
            let (part, after) = split(rest);
            self.parts.push([self.count.to_string(), format!("{CONTINUATION_PREFIX}{part}")]);
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        Cow::Owned(format!("{first}{CONTINUATION_MARK}{}]", self.count))
    }

    /// The rows of the continuation sheet; `None` if all texts fit.
    pub fn rows(self) -> Option<Vec<[String; 2]>> {
        (!self.parts.is_empty()).then_some(self.parts)
    }
}

/// Splits a text into its first part and the rest.
fn split(text: &str) -> (&str, &str) {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > PART_UNITS
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// Joins continued texts. The continuation sheet remains if one of its parts belongs to no cell.
pub(crate) fn join(mut tables: Vec<SheetTable>) -> Vec<SheetTable> {
    let is_ours = |table: &SheetTable| table.name == SHEET && table.cell(0, 1) == HEADINGS[1];
    let Some(index) = tables.iter().position(is_ours) else { return tables };
    let sheet = tables.remove(index);
    let mut parts: HashMap<usize, String> = HashMap::new();
    for row in 1..sheet.height() {
        let (number, part) = (sheet.cell(row, 0).parse(), sheet.cell(row, 1));
        if let Ok(number) = number {
            parts.entry(number).or_default().push_str(part.strip_prefix(CONTINUATION_PREFIX).unwrap_or(part));
        }
    }
    for cell in tables.iter_mut().flat_map(|table| table.cells.values_mut()) {
        let marked = cell.text.strip_suffix(']').and_then(|text| text.rsplit_once(CONTINUATION_MARK));
        let Some((first, number)) = marked else { continue };
        // Each part is used at most once, so that the total size does not grow.
        if let Some(rest) = number.parse().ok().and_then(|number: usize| parts.remove(&number)) {
            cell.text = format!("{first}{rest}").into();
        }
    }
    if !parts.is_empty() {
        tables.insert(index, sheet);
    }
    tables
}
