//! A request about an import: the right to it, the job, and the part of its page.
use std::sync::Arc;

use portulan_editorial::policy::OfficeAction;
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::import::ImportJob;
use crate::import::stored::restore;

/// Returns an error unless the user may import: an editor of the whole register.
pub fn may(current_user: &CurrentUser) -> Result<(), OfficeError> {
    current_user.require(OfficeAction::Import)
}

/// The import of a user at an address.
pub async fn job(
    office: &Office,
    current_user: &CurrentUser,
    id: Uuid,
) -> Result<Arc<ImportJob>, OfficeError> {
    may(current_user)?;
    match office.jobs.find(id, current_user.user.id) {
        Some(job) => Ok(job),
        None => restore(office, current_user, id).await?.ok_or(OfficeError::Missing),
    }
}

/// The part of the page.
#[derive(Deserialize, Default)]
pub struct ImportQuery {
    pub table: Option<usize>,
    pub head: Option<usize>,
    #[serde(default)]
    pub target: String,
    /// True to show the values of the file.
    #[serde(default)]
    pub values: bool,
    #[serde(default)]
    pub show: String,
    #[serde(default)]
    pub page: usize,
}
