//! The list of publications and withdrawals, so that owners of a copy can update it.
use portulan_locales::Language;
use portulan_model::{Kind, Version};

use crate::data::{OpenDataTable, TableCell, TableFormat, csv, json};

const COLUMNS: [&str; 6] = ["published", "kind", "slug", "revision", "change", "url"];

/// Versions as comma-separated values or JSON; none in other forms. `url` is the site's address.
pub fn versions(all: &[Version], url: &str, language: Language, form: TableFormat) -> Option<String> {
    let text = |text: &str| TableCell::Text(text.to_owned());
    let row = |v: &Version| {
        let change = if v.withdrawn { "withdrawn" } else { "published" };
        // Some kinds have no page, and withdrawn records have none any more.
        let has_page = !v.withdrawn && !matches!(v.kind, Kind::Agreement | Kind::Territory | Kind::Media);
        let url = format!("{url}/{language}/{}/{}", v.kind.folder(), v.slug);
        vec![
            text(&v.made.to_string()),
            text(v.kind.singular()),
            text(&v.slug),
            TableCell::Number(v.number.into()),
            text(change),
            if has_page { TableCell::Text(url) } else { TableCell::Empty },
        ]
    };
    let table = || OpenDataTable {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: all.iter().map(row).collect(),
    };
    match form {
        TableFormat::Csv => Some(csv(&table())),
        TableFormat::Json => Some(json(&table()).to_string()),
        TableFormat::Xlsx | TableFormat::Parquet => None,
    }
}
