//! The register's money as one ledger: every amount with its year, its euros and the rate that made them.
mod ledger;
mod plan;
mod share;

pub use ledger::{Axis, Entry, Flow, Ledger, countries, worth};
pub use plan::{Ceiling, FundingRow, ceilings, plan};
pub use share::split;
