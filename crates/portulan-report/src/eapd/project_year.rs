//! A project in a year, with what was filed for earlier years.
use std::collections::{HashMap, HashSet};

use portulan_model::kinds::Project;
use portulan_model::{PublishedRecord, PublishedRegister};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::declaration::{DeclarationLine, Inputs};
use super::part::Overrides;
use super::recipients::RecipientLists;
use crate::money::{Ledger, OwnFunds, others_share};

/// A declaration that was filed for an earlier year, by the identities of its projects.
pub(super) struct FiledYear<'a> {
    pub(super) year: i16,
    pub(super) lines: HashMap<Uuid, &'a DeclarationLine>,
    pub(super) left_out: HashSet<Uuid>,
}

/// A project in a year.
pub(super) struct ProjectYear<'a> {
    pub(super) programme: &'a PublishedRegister,
    /// The ledger of the project.
    pub(super) ledger: Ledger,
    /// The own funds over the life of the project.
    pub(super) funds: OwnFunds,
    /// The share of other funders in the funding plan, if the plan states it.
    pub(super) plan_share: Option<Decimal>,
    pub(super) year: i16,
    pub(super) choices: &'a Overrides,
    pub(super) lists: &'a RecipientLists,
    /// Declarations of earlier years, as filed.
    pub(super) earlier: &'a [FiledYear<'a>],
    pub(super) project: &'a PublishedRecord<Project>,
}

impl<'a> ProjectYear<'a> {
    pub(super) fn new(
        programme: &'a PublishedRegister,
        project: &'a PublishedRecord<Project>,
        year: i16,
        inputs: &'a Inputs,
        earlier: &'a [FiledYear<'a>],
    ) -> Self {
        let mut case = Self {
            programme,
            ledger: Ledger::from_project(programme, project),
            funds: OwnFunds::default(),
            plan_share: others_share(programme, project),
            year,
            choices: &inputs.choices,
            lists: &inputs.lists,
            earlier,
            project,
        };
        case.funds = OwnFunds::from_ledger(programme, project, &case.ledger, case.basis());
        case
    }
}
