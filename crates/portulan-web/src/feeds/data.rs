//! The published register as tables and places, for other programs.
use portulan_exchange::data::{
    Beneficiaries, Dataset, TableFormat, csv, envelope, geojson, grants, json, table,
};

use crate::Site;
use crate::respond::RenderedPage;
use portulan_exchange::versions;

/// The media type of comma-separated values that begin with a line of headings.
const CSV: &str = "text/csv; charset=utf-8; header=present";

/// A file under `/open-data`: `partnerships.csv`, `places.geojson`.
pub(crate) fn data(site: &Site, file: &str) -> Option<RenderedPage> {
    let url = site.public_url.as_str();
    if file == "places.geojson" {
        let text = geojson(&site.programme, url).to_string();
        return Some(RenderedPage::new("application/geo+json", text));
    }
    if file == "subventions.csv" {
        return Some(RenderedPage::new(CSV, csv(&grants(&site.programme, Beneficiaries::Private))));
    }
    let (name, ending) = file.split_once('.')?;
    let form = TableFormat::from_extension(ending)?;
    if name == "versions" {
        let text = versions(&site.versions, url, site.languages()[0], form)?;
        return Some(RenderedPage::new(if form == TableFormat::Csv { CSV } else { form.media_type() }, text));
    }
    let dataset = Dataset::of(name)?;
    let table = table(&site.programme, dataset, url);
    Some(match form {
        TableFormat::Csv => RenderedPage::new(CSV, csv(&table)),
        TableFormat::Json => {
            let [before, after] = envelope(&site.programme, name);
            RenderedPage::new(form.media_type(), format!("{before}{}{after}", json(&table)))
        }
        TableFormat::Xlsx | TableFormat::Parquet => match form.bytes(name, &table) {
            Ok(bytes) => RenderedPage::new(form.media_type(), bytes),
            Err(e) => {
                tracing::error!("{file} cannot be written: {e}");
                RenderedPage::server_error()
            }
        },
    })
}
