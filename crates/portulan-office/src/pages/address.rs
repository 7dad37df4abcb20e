//! The kind and the record that an address names.
use portulan_model::Kind;
use portulan_store::StoredRecord;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

/// The kind that a folder's name means.
pub fn kind_of(folder: &str) -> Result<Kind, OfficeError> {
    Kind::ALL.iter().copied().find(|k| k.folder() == folder).ok_or(OfficeError::Missing)
}

/// The record of an address, which must be of the folder's kind, for users who may view its history.
pub async fn found(
    office: &Office,
    current_user: &CurrentUser,
    folder: &str,
    id: Uuid,
) -> Result<StoredRecord, OfficeError> {
    let kind = kind_of(folder)?;
    let stored = office.store.record_of(id).await?;
    let stored = stored.filter(|s| s.record.kind() == kind).ok_or(OfficeError::Missing)?;
    if !current_user.can_view_history(office, &stored.record).await? {
        return Err(OfficeError::Missing);
    }
    current_user.audit_read(office, &stored.record).await?;
    Ok(stored)
}
