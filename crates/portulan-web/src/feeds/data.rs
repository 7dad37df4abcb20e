//! The published register as tables and places, for other programs.
use portulan_report::data::{DataError, Dataset, Form, XLSX, csv, geojson, grants, json, table};
use serde_json::json as object;

use crate::Site;
use crate::respond::Page;

/// The forms of a table: the end of its file's name, its media type, and its name in the EU's list of file types.
pub(crate) const FORMS: [(&str, &str, &str); 4] = [
    ("csv", "text/csv; charset=utf-8; header=present", "CSV"),
    ("json", "application/json", "JSON"),
    ("xlsx", XLSX, "XLSX"),
    ("parquet", "application/vnd.apache.parquet", "PARQUET"),
];

/// A file under `/open-data`: `partnerships.csv`, `places.geojson`.
pub(crate) fn data(site: &Site, file: &str) -> Option<Page> {
    let url = site.public_url.as_str();
    if file == "places.geojson" {
        let text = geojson(&site.programme, url).to_string();
        return Some(Page::new("application/geo+json", text));
    }
    if file == "subventions.csv" {
        return Some(Page::new(FORMS[0].1, csv(&grants(&site.programme))));
    }
    let (name, form) = file.split_once('.')?;
    let dataset = Dataset::of(name)?;
    let (_, media_type, _) = FORMS.into_iter().find(|(ending, ..)| *ending == form)?;
    let table = table(&site.programme, dataset, url);
    Some(match form {
        "csv" => Page::new(media_type, csv(&table)),
        "json" => {
            let authority = &site.programme.authority.body;
            let about = object!({
                "dataset": name,
                "publisher": authority.name.0,
                "fictional": authority.fictional,
                "licence": authority.licence,
                "updated": site.programme.updated().to_string(),
                "records": json(&table),
            });
            Page::new(media_type, about.to_string())
        }
        "parquet" => binary(file, media_type, Form::Parquet.bytes(name, &table)),
        _ => binary(file, media_type, Form::Xlsx.bytes(name, &table)),
    })
}

fn binary(file: &str, media_type: &'static str, made: Result<Vec<u8>, DataError>) -> Page {
    match made {
        Ok(bytes) => Page::new(media_type, bytes),
        Err(e) => {
            tracing::error!("{file} cannot be written: {e}");
            Page::server_error()
        }
    }
}
