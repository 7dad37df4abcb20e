//! The register's amounts as one ledger: each with its year, its amount in euros and the exchange rate used.
mod costs;
mod ledger;
mod own;
mod plan;
mod rules;
mod summary;

pub use costs::{HeadingRow, ResourceKind, ResourceRow, by_heading, resources};
pub use ledger::{Axis, Ledger, LedgerEntry, countries};
pub use own::{FundsBasis, OwnFunds, OwnYear, others_share};
pub use plan::{Ceiling, FundingRow, PlanTotals, ceilings, percent, plan};
pub use rules::{FunderRemark, FunderRules, PercentByCountry, RemarkKind, funder_remarks, funder_rules};
pub use summary::{Chart, PlanRow, by, by_year, plan_rows, rates, under};
