//! Rows that are not records: totals and subtotals, titles of sections, notes. They are set aside with the reason, and the user
//! can import them all the same.
use portulan_codelists::CodeList;
use portulan_locales::{MessageKey, Readings, dates, key, split_unit};
use portulan_model::{FieldSchema, normalize_for_search};

use super::plan::{CellFault, ImportRow};
use super::planner::Planner;
use crate::form::units::{currencies, scaled};

/// A new row that is a total, a note or the title of a section, with the reason why it is left out.
pub fn set_aside(planner: &Planner<'_>, line: usize, name: &str) -> Option<ImportRow> {
    let total = total_aside(planner, line, name);
    if total.is_some() || planner.wanted.contains(&line) {
        return total;
    }
    let key = match name {
        name if is_remark(name) => key!("office-import-remark"),
        _ if planner.is_section(line) => key!("office-import-section"),
        _ => return None,
    };
    Some(aside(planner, line, name, key))
}

/// A row that is a total, with the reason why it is left out. Of a row without a name, the first cell decides.
pub fn total_aside(planner: &Planner<'_>, line: usize, name: &str) -> Option<ImportRow> {
    let filled: Vec<(usize, &str)> = (0..planner.table.width())
        .map(|c| (c, planner.table.cell(line, c).trim()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let at = filled.iter().position(|(_, text)| name.is_empty() || *text == name)?;
    let text = filled[at].1;
    if planner.wanted.contains(&line) {
        return None;
    }
    let is_total = match TotalName::of(text)? {
        TotalName::Certain => true,
        // "Total Énergies" is an organisation: only a row with nothing but amounts after its name is a total.
        TotalName::Of(what) => {
            let is_amount = |(c, text): &(usize, &str)| is_amount_of_total(planner, *c, text);
            let is_same = |text: &str| normalize_for_search(text) == what;
            let (before, after) = (&filled[..at], &filled[at + 1..]);
            after.iter().any(is_amount)
                && before.iter().all(|(_, text)| is_same(text))
                && after
                    .iter()
                    .all(|cell| is_amount(cell) || is_same(cell.1) || !currencies(cell.1).is_empty())
        }
    };
    is_total.then(|| aside(planner, line, text, key!("office-import-total")))
}

fn aside(planner: &Planner<'_>, line: usize, name: &str, key: MessageKey) -> ImportRow {
    let fault = CellFault { column: None, ..planner.row_fault(key, name) };
    ImportRow::left_out(line, name.to_owned(), fault)
}

/// True for a number in a column of numbers, or in one that is not imported.
fn is_amount_of_total(planner: &Planner<'_>, column: usize, text: &str) -> bool {
    let mapped = planner.columns.iter().find(|(c, _)| *c == column);
    let is_numeric = mapped.is_none_or(|(_, column)| {
        matches!(
            column.shape,
            FieldSchema::Decimal | FieldSchema::Integer(..) | FieldSchema::Code(CodeList::Currency)
        )
    });
    is_numeric && is_amount(text)
}

/// True for a number with the unit of an amount or a share, if it has one.
fn is_amount(text: &str) -> bool {
    let is_unit = |unit: &str| {
        let (_, currency) = scaled(unit);
        unit == "%" || currency.is_empty() || !currencies(currency).is_empty()
    };
    split_unit(text).is_some_and(|(number, unit)| {
        let found = Readings::parse(&number);
        let is_dated = !unit.is_empty() && dates::parse(text).is_some();
        (found.comma.is_some() || found.point.is_some()) && is_unit(&unit) && !is_dated
    })
}

/// The name of a row that may be a total.
#[derive(Debug, PartialEq, Eq)]
enum TotalName {
    /// It names nothing but a total.
    Certain,
    /// "Total" and the name of something, which may be the name of a record.
    Of(String),
}

impl TotalName {
    /// Reads the name of a row. A name that contains the word further on is not a total.
    fn of(name: &str) -> Option<Self> {
        const SUBTOTALS: [&str; 6] =
            ["sous total", "sous totaux", "sub total", "subtotal", "subtotals", "s total"];
        const TOTALS: [&str; 5] = ["total", "totaux", "totals", "grand total", "montant total"];
        const WHOLE: [&str; 5] = ["", "general", "generaux", "cumule", "des projets"];
        let folded = normalize_for_search(name).replace(['-', '–', '—', '/', ':', '*', '.', '(', ')'], " ");
        let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        let rest_of = |start: &&str| {
            let rest = words.strip_prefix(*start)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start().to_owned())
        };
        if SUBTOTALS.iter().find_map(rest_of).is_some() {
            return Some(Self::Certain);
        }
        let rest = TOTALS.iter().find_map(rest_of)?;
        let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        let is_years =
            rest.split(' ').all(|word| is_number(word) || matches!(word, "annee" | "exercice" | "year"));
        Some(if WHOLE.contains(&rest.as_str()) || is_years { Self::Certain } else { Self::Of(rest) })
    }
}

/// True if the name of a row is that of a section or note, as sheets contain them below and between rows.
fn is_remark(name: &str) -> bool {
    const NOTES: [&str; 5] = ["source :", "source:", "note :", "note:", "nb :"];
    let (name, folded) = (name.trim(), normalize_for_search(name));
    let is_section = name.starts_with(['-', '–', '—', '*']) && name.ends_with(['-', '–', '—', '*']);
    !name.is_empty()
        && (folded == "idem"
            || NOTES.iter().any(|note| folded.starts_with(note))
            || name.starts_with("* ")
            || is_section
            || !name.chars().any(char::is_alphanumeric)
            || name == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_totals_differ_from_names_of_records() {
        for name in [
            "TOTAL",
            "Total :",
            "TOTAL GÉNÉRAL",
            "Totaux",
            "Total 2024",
            "Total 2023-2024",
            "Total année 2024",
            "Sous-total",
            "Sous-total Sénégal",
            "Sous total :",
            "Sous‑total Mali",
            "Subtotal Senegal",
            "S/total",
            "S/Total Bénin",
        ] {
            assert_eq!(TotalName::of(name), Some(TotalName::Certain), "{name}");
        }
        for (name, what) in [("Total Sénégal", "senegal"), ("Total Énergies", "energies")] {
            assert_eq!(TotalName::of(name), Some(TotalName::Of(what.to_owned())), "{name}");
        }
        for name in ["Assainissement total de la lagune", "TotalEnergies", "Totalité", "Subtotalité", ""] {
            assert_eq!(TotalName::of(name), None, "{name}");
        }
    }

    #[test]
    fn amounts_are_numbers_with_or_without_a_unit() {
        for text in ["1 241 000 €", "12,5 k€", "60 %", "1234.5", "2 EUR"] {
            assert!(is_amount(text), "{text}");
        }
        for text in ["2024-03-01", "mars 2024", "Sénégal", "12 rue du Port"] {
            assert!(!is_amount(text), "{text}");
        }
    }
}
