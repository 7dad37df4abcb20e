//! Bringing in what others keep: spreadsheets, folders of records, IATI files. All by the same way: what was sent is
//! read, laid beside the register row by row, looked at, mended, and taken whole or not at all.
pub mod cells;
pub mod columns;
pub mod items;
pub mod jobs;
pub mod out;
mod plan;
pub mod rows;
pub mod whole;

pub use columns::{Column, Target, columns};
pub use jobs::{Job, Jobs};
pub use plan::{Mapping, Plan, Row, Verdict};
