//! The yearly declaration of official development assistance (e-APD), derived from the register.
//!
//! Each line is a project. A derived value has a reason; an officer's decision replaces it, and is marked as
//! such; missing values are gaps, and all gaps are reported.
mod amounts;
mod changes;
mod codes;
mod decisions;
mod declaration;
mod derive;
mod part;
pub mod prefill;
mod project_year;
mod reason;
mod recipients;
mod words;
mod write;

use portulan_model::PublishedRegister;

pub use decisions::{DecisionRefusal, decision};
pub use declaration::{
    Amounts, Declaration, DeclarationGap, DeclarationLine, Excluded, Inputs, ProjectFunds, Total,
};
pub use part::{Overrides, Part, choices};
pub(crate) use reason::IN_KIND;
pub use reason::{Explained, Why};
pub use recipients::{
    IncomeGroup, ListError, MAX_LIST_BYTES, NotListed, Recipient, RecipientLists, UNSPECIFIED,
};
pub use words::{code_name, gap, reason, recipient_name, why};
pub use write::{crs, sheets, workbook};

impl Declaration {
    /// Derives the declaration of a year from the published register.
    pub fn derive(programme: &PublishedRegister, year: i16, inputs: &Inputs) -> Self {
        let mut declaration = Self::begin(programme, year, inputs);
        declaration.add(programme, inputs);
        declaration
    }

    /// A declaration to which projects are added in batches.
    pub fn begin(programme: &PublishedRegister, year: i16, inputs: &Inputs) -> Self {
        derive::begin(programme, year, inputs)
    }

    /// Adds the projects that the register currently contains.
    pub fn add(&mut self, programme: &PublishedRegister, inputs: &Inputs) {
        derive::add(self, programme, inputs);
    }
}
