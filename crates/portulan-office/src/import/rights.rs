//! The rights of a user who imports.
use std::collections::HashMap;

use portulan_store::Change;
use uuid::Uuid;

use super::plan::{CellFault, ImportPlan, RowVerdict};
use crate::Office;
use crate::auth::CurrentUser;
use crate::denial;
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
            row.faults.push(CellFault {
                column: None,
                field: String::new(),
                text: denial::denial(current_user.language(), *denial),
            });
        }
    }
    Ok(())
}
