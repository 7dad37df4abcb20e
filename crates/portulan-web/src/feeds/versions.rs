//! What was published and taken down, and when: so that those who hold a copy know what changed since.
use portulan_model::Kind;
use portulan_report::data::{Cell, Table, csv, json};
use portulan_store::Version;

use super::data::FORMS;
use crate::Site;
use crate::respond::Page;

const COLUMNS: [&str; 6] = ["published", "kind", "slug", "revision", "change", "url"];

/// `versions.csv` or `versions.json`.
pub(crate) fn versions(site: &Site, file: &str) -> Option<Page> {
    let table = || table(site);
    match file {
        "versions.csv" => Some(Page::new(FORMS[0].1, csv(&table()))),
        "versions.json" => Some(Page::new(FORMS[1].1, json(&table()).to_string())),
        _ => None,
    }
}

fn table(site: &Site) -> Table {
    let language = site.languages()[0];
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |v: &Version| {
        let change = if v.withdrawn { "withdrawn" } else { "published" };
        // Some kinds have no page of their own, and what was taken down has none any more.
        let has_page = !v.withdrawn && !matches!(v.kind, Kind::Agreement | Kind::Territory | Kind::Media);
        let url = format!("{}/{language}/{}/{}", site.public_url, v.kind.folder(), v.slug);
        vec![
            text(&v.made.to_string()),
            text(v.kind.singular()),
            text(&v.slug),
            Cell::Number(v.number.into()),
            text(change),
            if has_page { Cell::Text(url) } else { Cell::Empty },
        ]
    };
    Table { columns: COLUMNS.map(str::to_owned).to_vec(), rows: site.versions.iter().map(row).collect() }
}
