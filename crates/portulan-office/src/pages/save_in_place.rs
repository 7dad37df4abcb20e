//! Saving of a small change outside the form of a record.
use portulan_editorial::EditorialError;
use portulan_locales::{MessageKey, key};
use portulan_model::{Record, State};
use portulan_store::{Author, StoreError};

use crate::Office;

/// The reason why a record is changed in its own form only; `None` if it can be changed elsewhere. Its form warns that a change
/// cancels a scheduled publication, or brings an archived record back.
pub async fn obstacle(office: &Office, record: &Record) -> Result<Option<MessageKey>, StoreError> {
    if record.state == State::Archived {
        return Ok(Some(key!("office-obstacle-archived")));
    }
    let scheduled = office.store.scheduled_for(record.id).await?;
    Ok(scheduled.map(|_| key!("office-obstacle-scheduled")))
}

/// Saves a record in its state. If it is published and its author may not publish it, the change is a draft. Returns true if the
/// change is public.
pub async fn save_in_place(
    office: &Office,
    author: &Author,
    record: Record,
    seen: i64,
) -> Result<bool, EditorialError> {
    let is_public = record.state == State::Published;
    match office.editorial.save(author, record.clone(), seen, Vec::new()).await {
        Err(EditorialError::Denied(_)) if is_public => {
            let draft = Record { state: State::Draft, ..record };
            office.editorial.save(author, draft, seen, Vec::new()).await.map(|()| false)
        }
        outcome => outcome.map(|()| is_public),
    }
}
