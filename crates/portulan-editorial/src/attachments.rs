//! Documents and pictures attached to other records.
use portulan_model::{Body, FileKind, Ref, State};
use portulan_store::{Author, Change, StoreError};
use uuid::Uuid;

use crate::records::{MAX_SLUGS, file_changes};
use crate::{Editorial, EditorialError, NewRecord, policy};

/// The number of times that a file is attached again after another user changed the record meanwhile.
const MAX_TRIES: u32 = 5;

/// True if records of files of a type can be attached to a body.
pub fn has_attachments(body: &Body, kind: FileKind) -> bool {
    match kind {
        FileKind::Document => {
            matches!(body, Body::Project(_) | Body::Agreement(_) | Body::Event(_) | Body::Mission(_))
        }
        FileKind::Picture => {
            matches!(body, Body::Partnership(_) | Body::Project(_) | Body::Event(_) | Body::Organisation(_))
        }
    }
}

/// Adds the record of a file to a body. Returns false if the body has no list of such records.
fn push(body: &mut Body, kind: FileKind, slug: &str) -> bool {
    match (kind, body) {
        (FileKind::Document, Body::Project(body)) => body.documents.push(Ref::new(slug)),
        (FileKind::Document, Body::Agreement(body)) => body.documents.push(Ref::new(slug)),
        (FileKind::Document, Body::Event(body)) => body.documents.push(Ref::new(slug)),
        (FileKind::Document, Body::Mission(body)) => body.documents.push(Ref::new(slug)),
        (FileKind::Picture, Body::Partnership(body)) => body.media.push(Ref::new(slug)),
        (FileKind::Picture, Body::Project(body)) => body.media.push(Ref::new(slug)),
        (FileKind::Picture, Body::Event(body)) => body.media.push(Ref::new(slug)),
        (FileKind::Picture, Body::Organisation(body)) => body.media.push(Ref::new(slug)),
        _ => return false,
    }
    true
}

impl Editorial {
    /// Adds the new record of a document or picture, and attaches it to the newest revision of a record: both or neither. The public
    /// version of that record does not change.
    pub async fn attach(&self, author: &Author, target: Uuid, new: NewRecord) -> Result<(), EditorialError> {
        let NewRecord { mut record, files, .. } = new;
        let files: Vec<Change> = file_changes(&record, files).collect();
        let kind = FileKind::of(record.kind()).ok_or(EditorialError::Missing)?;
        let wanted = record.slug.clone();
        let (mut number, mut tries) = (2, 1);
        loop {
            let stored = self.store.record_of(target).await?.ok_or(EditorialError::Missing)?;
            let mut attached_to = stored.record;
            if !push(&mut attached_to.body, kind, &record.slug) {
                return Err(EditorialError::Missing);
            }
            if attached_to.state == State::Published {
                attached_to.state = State::Draft;
            }
            let changes = [
                Change::Create(record.clone()),
                Change::Update { record: attached_to, seen: stored.revision },
            ];
            let changes = files.iter().cloned().chain(changes).collect();
            match self.store.apply(changes, author, policy::decide).await {
                Err(StoreError::SlugTaken { .. }) if number <= MAX_SLUGS => {
                    record.slug = format!("{wanted}-{number}");
                    number += 1;
                }
                Err(StoreError::Conflict { .. }) if tries < MAX_TRIES => tries += 1,
                other => {
                    other?;
                    self.changed();
                    return Ok(());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use portulan_model::Kind;

    use super::*;

    #[test]
    fn files_are_attached_to_the_kinds_that_have_a_list_of_them() {
        for kind in Kind::ALL {
            let mut body = Body::read(*kind, serde_json::json!({})).expect("an empty record");
            for file in FileKind::ALL {
                let had = has_attachments(&body, file);
                assert_eq!(push(&mut body, file, "a-file"), had, "{kind} {file:?}");
            }
        }
    }
}
