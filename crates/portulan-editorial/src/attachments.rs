//! Documents attached to other records.
use portulan_model::kinds::Document;
use portulan_model::{Body, Ref, State};
use portulan_store::{Author, Change, StoreError};
use uuid::Uuid;

use crate::records::{MAX_SLUGS, file_changes};
use crate::{Editorial, EditorialError, NewRecord, policy};

/// The number of times that a document is attached again after another user changed the record meanwhile.
const MAX_TRIES: u32 = 5;

/// The list of documents of a body; `None` for kinds that have none.
pub fn documents_mut(body: &mut Body) -> Option<&mut Vec<Ref<Document>>> {
    match body {
        Body::Project(body) => Some(&mut body.documents),
        Body::Agreement(body) => Some(&mut body.documents),
        Body::Event(body) => Some(&mut body.documents),
        Body::Mission(body) => Some(&mut body.documents),
        _ => None,
    }
}

impl Editorial {
    /// Adds a new document, and attaches it to the newest revision of a record: both or neither. What the public sees of the record
    /// does not change.
    pub async fn attach(&self, author: &Author, target: Uuid, new: NewRecord) -> Result<(), EditorialError> {
        let NewRecord { mut record, files, .. } = new;
        let files: Vec<Change> = file_changes(&record, files).collect();
        let wanted = record.slug.clone();
        let (mut number, mut tries) = (2, 1);
        loop {
            let stored = self.store.record_of(target).await?.ok_or(EditorialError::Missing)?;
            let mut owner = stored.record;
            documents_mut(&mut owner.body)
                .ok_or(EditorialError::Missing)?
                .push(Ref::new(record.slug.clone()));
            if owner.state == State::Published {
                owner.state = State::Draft;
            }
            let changes =
                [Change::Create(record.clone()), Change::Update { record: owner, seen: stored.revision }];
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
