//! Saving of a small change outside the form of a record.
use std::collections::HashMap;

use portulan_editorial::EditorialError;
use portulan_locales::{MessageKey, key};
use portulan_model::{Record, State};
use portulan_store::{Author, StoreError};
use uuid::Uuid;

use crate::Office;

/// The reason why a record is changed in its own form only; `None` if it can be changed elsewhere. Its form warns that a change
/// cancels a scheduled publication, or brings an archived record back.
pub async fn obstacle(office: &Office, record: &Record) -> Result<Option<MessageKey>, StoreError> {
    Ok(obstacles(office, [record].into_iter()).await?.remove(&record.id))
}

/// The reasons why some records are changed in their own form only, by identity; see [`obstacle`].
pub async fn obstacles(
    office: &Office,
    records: impl Iterator<Item = &Record>,
) -> Result<HashMap<Uuid, MessageKey>, StoreError> {
    let (archived, others): (Vec<&Record>, Vec<&Record>) =
        records.partition(|record| record.state == State::Archived);
    let others: Vec<Uuid> = others.iter().map(|record| record.id).collect();
    let scheduled = office.store.scheduled_among(&others).await?.into_iter();
    let archived = archived.into_iter().map(|record| (record.id, key!("office-obstacle-archived")));
    Ok(archived.chain(scheduled.map(|id| (id, key!("office-obstacle-scheduled")))).collect())
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
