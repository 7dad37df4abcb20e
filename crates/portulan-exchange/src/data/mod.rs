//! The published register as tables, one per dataset, in formats for other programs.
//!
//! Columns have English names from the standards of the field, and are stable; texts have a column for each
//! language of the authority; unknown values are empty. Records are named by their slugs, as in web
//! addresses.
mod geo;
mod grants;
mod parquet;
mod rows;
mod table_writer;
mod write;

use portulan_locales::{MessageKey, key};
use portulan_model::{PartialDate, PublishedRegister};
use rust_decimal::Decimal;

pub use geo::{GeoSink, geojson};
pub use grants::{Beneficiaries, Grants, grants};
pub use portulan_workbook::XLSX;
pub use table_writer::{DataError, TableFormat, TableWriter};
pub use write::{book, csv, csv_for_spreadsheets, envelope, json, without_formula};

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// An unknown value.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount of money, with two decimals.
    Amount(Decimal),
    /// A date, with its precision.
    Date(PartialDate),
    /// Several names, separated by semicolons.
    Words(Vec<String>),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDataTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<TableCell>>,
}

macro_rules! datasets {
    ($($(#[$doc:meta])* $name:ident, $word:literal;)*) => {
        /// A dataset.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Dataset { $($(#[$doc])* $name),* }

        impl Dataset {
            /// All datasets, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in web addresses and files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The title.
            pub fn title(self) -> MessageKey {
                match self { $(Self::$name => key!(concat!("dataset-", $word))),* }
            }

            /// The description.
            pub fn description(self) -> MessageKey {
                match self { $(Self::$name => key!(concat!("about-dataset-", $word))),* }
            }

            /// The dataset with this name.
            pub fn of(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|d| d.name() == name)
            }
        }
    };
}

datasets! {
    /// Partnerships with territories abroad.
    Partnerships, "partnerships";
    /// Projects.
    Projects, "projects";
    /// Organisations.
    Organisations, "organisations";
    /// Participations of organisations in partnerships, projects and events.
    Participations, "participations";
    /// Agreements.
    Agreements, "agreements";
    /// Budgets of projects.
    Budgets, "budgets";
    /// Transactions of projects.
    Transactions, "transactions";
    /// Funding plans of projects.
    Funding, "funding";
    /// Contributions in kind.
    Contributions, "contributions";
    /// Results: targets and actual values.
    Results, "results";
    /// Events.
    Events, "events";
    /// Networks and memberships.
    Networks, "networks";
    /// Territories.
    Territories, "territories";
}

/// The rows of a dataset to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowScope {
    /// All rows.
    All,
    /// Rows that do not belong to projects.
    Apart,
    /// Rows of projects; they follow the others.
    Projects,
}

/// A dataset of the published register; `url` is the address of the site.
pub fn table(programme: &PublishedRegister, dataset: Dataset, url: &str) -> OpenDataTable {
    part(programme, dataset, url, RowScope::All)
}

/// Some rows of a dataset. The rows of projects in batches are the same as those written at once.
pub fn part(programme: &PublishedRegister, dataset: Dataset, url: &str, part: RowScope) -> OpenDataTable {
    rows::Maker::new(programme, url).table(dataset, part)
}

impl TableCell {
    fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }
}
