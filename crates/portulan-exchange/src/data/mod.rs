//! The published register as tables, one per dataset, in formats for other programs.
//!
//! Columns have English names from the standards of the field, and are stable; texts have a column for each
//! language of the authority; unknown values are empty. Records are named by their slugs, as in web
//! addresses.
mod cell_values;
mod dataset;
mod geo;
mod grants;
mod parquet;
mod rows;
mod table;
mod table_writer;
mod write;

use portulan_model::PublishedRegister;

pub use dataset::{Dataset, RowScope};
pub use geo::{GeoSink, geojson};
pub use grants::{Beneficiaries, Grants, grants};
pub use portulan_workbook::XLSX;
pub use table::{OpenDataTable, TableCell};
pub use table_writer::{DataError, TableFormat, TableWriter};
pub use write::{book, csv, csv_for_spreadsheets, envelope, json, without_formula};

/// A dataset of the published register; `url` is the address of the site.
pub fn table(programme: &PublishedRegister, dataset: Dataset, url: &str) -> OpenDataTable {
    part(programme, dataset, url, RowScope::All)
}

/// Some rows of a dataset. The rows of projects in batches are the same as those written at once.
pub fn part(programme: &PublishedRegister, dataset: Dataset, url: &str, part: RowScope) -> OpenDataTable {
    rows::Maker::new(programme, url).table(dataset, part)
}
