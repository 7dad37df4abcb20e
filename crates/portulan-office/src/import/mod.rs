//! Import of spreadsheets, folders of records and IATI files: the file is read, compared with the register
//! row by row, reviewed and corrected, then applied as a whole or not at all.
pub mod cells;
pub mod columns;
mod fill;
pub mod items;
pub mod jobs;
pub mod out;
mod plan;
pub mod reading;
pub mod rows;
mod units;
pub mod whole;

pub use columns::{Column, ImportTarget, columns};
pub use jobs::{ImportJob, ImportJobs};
pub use plan::{HiddenRows, ImportPlan, ImportRow, Mapping, RowVerdict, is_day_first};

use std::collections::HashMap;

use portulan_store::Change;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

/// True if a user may publish imported records at once.
pub async fn may_publish(office: &Office, current_user: &CurrentUser) -> Result<bool, OfficeError> {
    Ok(office.editorial.may_publish_import(&current_user.author("")).await?)
}

/// Marks the rows of a plan that the policy refuses at this moment. It is asked again when the plan is carried out.
pub async fn refuse_denied(
    office: &Office,
    current_user: &CurrentUser,
    plan: &mut ImportPlan,
) -> Result<(), OfficeError> {
    let decisions = office.editorial.review_import(&current_user.author(""), &plan.changes).await?;
    let mut denied = HashMap::new();
    for (change, decision) in plan.changes.iter().zip(decisions) {
        let Err(denial) = decision else { continue };
        match change {
            Change::Create(record) | Change::Update { record, .. } => denied.insert(record.id, denial),
            Change::Delete { id, .. } => denied.insert(*id, denial),
            // A file that cannot be stored belongs to no row.
            Change::PutFile { .. } | Change::DeleteFile { .. } => return Err(OfficeError::Denied(denial)),
        };
    }
    for row in &mut plan.rows {
        let denial = row.writes.and_then(|id: Uuid| denied.get(&id));
        if let Some(denial) = denial.filter(|_| row.verdict != RowVerdict::Same) {
            row.verdict = RowVerdict::Wrong;
            row.faults.push(plan::CellFault {
                column: None,
                field: String::new(),
                text: crate::view::denial(current_user.language(), *denial),
            });
        }
    }
    Ok(())
}
