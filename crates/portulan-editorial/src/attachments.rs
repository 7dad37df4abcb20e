//! Documents attached to other records.
use portulan_model::kinds::Document;
use portulan_model::{Body, FileKind, Record, Ref, State};
use portulan_store::{Author, Change, StoreError};
use uuid::Uuid;

use crate::records::MAX_SLUGS;
use crate::{Editorial, EditorialError, policy};

/// The number of times that a document is attached again after another user changed the record meanwhile.
const MAX_TRIES: u32 = 5;

/// A document with its file.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// The identity of its record.
    pub id: Uuid,
    /// The preferred slug; the next free one is taken.
    pub slug: String,
    /// Its content, with the name of the file.
    pub document: Document,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

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
    /// Adds a document with its file as a draft, and attaches it to the newest revision of a record: both or neither. What the public
    /// sees of the record does not change.
    pub async fn attach(
        &self,
        author: &Author,
        target: Uuid,
        new: NewDocument,
    ) -> Result<(), EditorialError> {
        let (mut slug, mut number, mut tries) = (new.slug.clone(), 2, 1);
        loop {
            let stored = self.store.record_of(target).await?.ok_or(EditorialError::Missing)?;
            let mut record = stored.record;
            documents_mut(&mut record.body).ok_or(EditorialError::Missing)?.push(Ref::new(slug.clone()));
            if record.state == State::Published {
                record.state = State::Draft;
            }
            let document = Record {
                id: new.id,
                slug: slug.clone(),
                state: State::Draft,
                body: Body::Document(Box::new(new.document.clone())),
            };
            let file = new.document.file.clone().map(|name| Change::PutFile {
                kind: FileKind::Document,
                name,
                bytes: new.bytes.clone(),
            });
            let changes = [Change::Create(document), Change::Update { record, seen: stored.revision }];
            let changes = file.into_iter().chain(changes).collect();
            match self.store.apply(changes, author, policy::decide).await {
                Err(StoreError::SlugTaken { .. }) if number <= MAX_SLUGS => {
                    slug = format!("{}-{number}", new.slug);
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
