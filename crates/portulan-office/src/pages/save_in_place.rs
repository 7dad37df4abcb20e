//! Saving of a small change outside the form of a record.
use portulan_editorial::EditorialError;
use portulan_model::{Record, State};
use portulan_store::Author;

use crate::Office;

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
