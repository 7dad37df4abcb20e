//! Files for spreadsheets (RFC 4180).
use axum::response::Response;
use portulan_exchange::data::without_formula;

use crate::view::download;

/// One line of cells.
pub fn line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

/// A cell, which no spreadsheet program takes for a formula.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", without_formula(cell).replace('"', "\"\""))
}

/// The file as an answer.
pub fn answer(name: &str, text: String) -> Response {
    download(&format!("{name}.csv"), "text/csv; charset=utf-8", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(quoted("=cmd|' /C calc'!A0"), "\"'=cmd|' /C calc'!A0\"");
        assert_eq!(line(["a \"b\", c", "d"]), "\"a \"\"b\"\", c\",\"d\"\r\n");
    }
}
