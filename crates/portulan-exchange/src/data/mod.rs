//! The published register as tables: one for each sort of thing, in forms that other programs read.
//!
//! Columns have English names of the field's standards and stay where they are; texts have a column for each language
//! of the authority; what a cell does not know is empty. A record is named by its slug, which addresses have too.
mod geo;
mod grants;
mod parquet;
mod rows;
mod table_writer;
mod write;

use portulan_model::{PartialDate, PublishedRegister};
use rust_decimal::Decimal;

pub use geo::{GeoSink, geojson};
pub use grants::{Beneficiaries, Grants, grants};
pub use portulan_workbook::XLSX;
pub use table_writer::{DataError, TableFormat, TableWriter};
pub use write::{book, csv, csv_for_spreadsheets, envelope, json, without_formula};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// Nothing that is known.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount of money, to the cent.
    Amount(Decimal),
    /// A date, as exact as it is known.
    Date(PartialDate),
    /// Several words; in one cell between semicolons.
    Words(Vec<String>),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDataTable {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows, each as wide as there are columns.
    pub rows: Vec<Vec<TableCell>>,
}

macro_rules! datasets {
    ($($(#[$doc:meta])* $name:ident, $word:literal;)*) => {
        /// The tables there are.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Dataset { $($(#[$doc])* $name),* }

        impl Dataset {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in addresses and files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The dataset of a name.
            pub fn of(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|d| d.name() == name)
            }
        }
    };
}

datasets! {
    /// Relations with territories abroad.
    Partnerships, "partnerships";
    /// Actions.
    Projects, "projects";
    /// Who takes part.
    Organisations, "organisations";
    /// Who does what in which partnership, project or event.
    Participations, "participations";
    /// Conventions.
    Agreements, "agreements";
    /// Planned money.
    Budgets, "budgets";
    /// Money that moved or is promised.
    Transactions, "transactions";
    /// Who pays for which project, and how firmly.
    Funding, "funding";
    /// What is given in work, rooms or things.
    Contributions, "contributions";
    /// What was aimed at and reached.
    Results, "results";
    /// What takes place at a date.
    Events, "events";
    /// Networks and memberships.
    Networks, "networks";
    /// Places.
    Territories, "territories";
}

/// Which rows of a dataset are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowScope {
    /// All of them.
    All,
    /// Those that do not come from projects.
    Apart,
    /// Those that come from projects; they follow the others.
    Projects,
}

/// A dataset of what is published; `url` is the site's address.
pub fn table(programme: &PublishedRegister, dataset: Dataset, url: &str) -> OpenDataTable {
    part(programme, dataset, url, RowScope::All)
}

/// A part of a dataset. Rows of projects, project by project, make the same whole as all at once.
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
