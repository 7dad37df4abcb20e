//! Import of spreadsheets, folders of records and IATI files: the file is read, compared with the register
//! row by row, reviewed and corrected, then applied as a whole or not at all.
mod after;
pub mod cells;
pub mod columns;
mod composite;
mod composite_columns;
mod fill;
pub mod headings;
pub mod items;
pub mod jobs;
mod mapping;
pub mod open;
pub mod out;
mod plan;
mod planner;
mod progress;
pub mod reading;
mod remarks;
mod rights;
pub mod rows;
mod run;
mod synonyms;
mod themes;
mod upload;
pub mod whole;

pub use columns::{Column, ImportTarget};
pub use composite_columns::import_columns;
pub use jobs::{AfterImport, ImportJob, ImportJobs, ImportStage};
pub use mapping::{HiddenRows, Mapping};
pub use plan::{ImportPlan, ImportRow, RowVerdict};
pub use rights::may_publish;
pub use upload::Upload;
