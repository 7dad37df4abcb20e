//! A request about an import: the right to it, the job, and the part of its page.
use std::sync::Arc;

use portulan_editorial::policy::OfficeAction;
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::import::stored::restore;
use crate::import::{ImportJob, RowVerdict};

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

impl ImportQuery {
    /// The address of the preview of an import with the same filter and page, at the row that follows a line.
    pub fn preview(&self, id: Uuid, next: Option<usize>) -> String {
        let page = if self.page == 0 { String::new() } else { format!("&page={}", self.page) };
        let query = match RowVerdict::from_name(&self.show) {
            Some(verdict) => format!("?show={}{page}", verdict.name()),
            None if page.is_empty() => String::new(),
            None => format!("?show={page}"),
        };
        let place = next.map(|line| format!("#line-{line}")).unwrap_or_default();
        format!("/office/import/{id}{query}{place}")
    }

    /// True if the filter shows rows with a verdict.
    pub fn has(&self, verdict: RowVerdict) -> bool {
        self.show.is_empty() || verdict.name() == self.show
    }
}
