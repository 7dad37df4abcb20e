//! The kind and the record that an address names.
use portulan_model::{FileKind, Kind};
use portulan_store::{RecordSummary, Revision, StoredRecord, UserRole, file_alias};
use uuid::Uuid;

use super::save_in_place::obstacle;
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

/// The record of an address, for users who may change it.
pub async fn found_to_write(
    office: &Office,
    current_user: &CurrentUser,
    folder: &str,
    id: Uuid,
) -> Result<StoredRecord, OfficeError> {
    let stored = found(office, current_user, folder, id).await?;
    if current_user.can_write(office, &stored.record).await? {
        Ok(stored)
    } else {
        Err(OfficeError::Forbidden)
    }
}

/// The newest revision of a record that the user may change outside its form.
pub async fn found_to_change(
    office: &Office,
    current_user: &CurrentUser,
    folder: &str,
    id: Uuid,
) -> Result<StoredRecord, OfficeError> {
    let stored = found_to_write(office, current_user, folder, id).await?;
    match obstacle(office, &stored.record).await? {
        Some(reason) => Err(OfficeError::Refused(current_user.language().text(reason))),
        None => Ok(stored),
    }
}

/// The selected records that are of a kind and that the user may view.
pub async fn visible(
    office: &Office,
    current_user: &CurrentUser,
    kind: Kind,
    selected: &[(Uuid, i64)],
) -> Result<Vec<RecordSummary>, OfficeError> {
    let ids: Vec<Uuid> = selected.iter().map(|(id, _)| *id).collect();
    Ok(office.store.summaries_by_id(&ids, &current_user.visible_filter().kind(kind)).await?)
}

/// True if a user may read a file in the back office: partners read those of the records that they may view.
pub async fn can_see_file(
    office: &Office,
    current_user: &CurrentUser,
    kind: FileKind,
    name: &str,
) -> Result<bool, OfficeError> {
    if current_user.user.role >= UserRole::Reader {
        return Ok(true);
    }
    let known = office.store.aliases(kind.kind(), &[file_alias(name)]).await?;
    let ids: Vec<Uuid> = known.into_values().flatten().collect();
    let filter = current_user.visible_filter().kind(kind.kind());
    Ok(!office.store.summaries_by_id(&ids, &filter).await?.is_empty())
}

/// The published revision of a record, if it has one.
pub async fn published(office: &Office, id: Uuid) -> Result<Option<Revision>, OfficeError> {
    match office.store.published_revision(id).await? {
        Some(number) => Ok(office.store.revision(id, number).await?),
        None => Ok(None),
    }
}
