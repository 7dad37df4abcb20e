//! What programs write. The same checks and rights decide as at the desk.
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::IF_MATCH;
use axum::response::Response;
use portulan_api::{Detail, Fault, Input, accepts, merge, read};
use portulan_model::{Body as RecordBody, Kind, Record, State as RecordState, folder};
use portulan_store::{Change, Stored};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, caller, names, tag};
use crate::pages::desk::{authority, new_slug, scheduled};
use crate::pages::edit::{keep_new, tell_unscheduled};
use crate::pages::publish::{Standing, faults};

/// A member of what was sent, as a text.
fn said<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default().trim()
}

impl Call<'_> {
    pub(super) async fn create(&self, mut brought: Value) -> Result<Response, Fault> {
        let body = read(self.kind, brought["body"].take())?;
        let id = Uuid::now_v7();
        let language = authority(self.office).await.map_err(caller::office)?;
        let language = language.and_then(|a| a.languages.into_iter().next()).unwrap_or_default();
        let wanted = Some(said(&brought, "slug").to_owned()).filter(|slug| !slug.is_empty());
        let slug = wanted.clone().unwrap_or_else(|| new_slug(id, &body, &language));
        let record = Record { id, slug, state: RecordState::Draft, body };
        let seat = &self.caller.seat;
        if !seat.may_add(self.office, &record).await.map_err(caller::office)? {
            return Err(Fault::Forbidden);
        }
        self.judge(&record, None).await?;
        let author = seat.author(said(&brought, "reason"));
        if wanted.is_some() {
            let change = Change::Create(record);
            self.office.store.apply(vec![change], &author).await.map_err(caller::store)?;
        } else {
            keep_new(self.office, &author, record, Vec::new()).await.map_err(caller::store)?;
        }
        Ok(self.shown(StatusCode::CREATED, self.again(id).await?))
    }

    pub(super) async fn replace(&self, mut sent: Value) -> Result<Response, Fault> {
        let stored = self.open().await?;
        let body = read(self.kind, sent["body"].take())?;
        self.save(stored, body, &sent).await
    }

    pub(super) async fn change(&self, mut sent: Value) -> Result<Response, Fault> {
        let stored = self.open().await?;
        let mut whole = json!({ "body": folder::to_value(&stored.record.body) });
        if whole["body"].is_null() {
            whole["body"] = json!({});
        }
        merge(&mut whole["body"], sent["body"].take());
        accepts(Input::Record(self.kind), &whole).map_err(|fault| match fault {
            Fault::Shape(errors) => Fault::Record(errors),
            other => other,
        })?;
        let body = read(self.kind, whole["body"].take())?;
        self.save(stored, body, &sent).await
    }

    async fn save(&self, stored: Stored, body: RecordBody, sent: &Value) -> Result<Response, Fault> {
        let slug = Some(said(sent, "slug")).filter(|slug| !slug.is_empty()).unwrap_or(&stored.record.slug);
        let (id, slug) = (stored.record.id, slug.to_owned());
        if stored.record.body == body && stored.record.slug == slug {
            return Ok(self.shown(StatusCode::OK, stored));
        }
        let record = Record { id, slug, state: RecordState::Draft, body };
        self.judge(&record, Some(&stored.record.body)).await?;
        let out = scheduled(self.office, id).await.map_err(caller::office)?;
        self.update(record, stored.revision, sent).await?;
        if let Some(out) = out {
            tell_unscheduled(self.office, &self.caller.seat, out).await.map_err(caller::office)?;
        }
        Ok(self.shown(StatusCode::OK, self.again(id).await?))
    }

    pub(super) async fn delete(&self) -> Result<Response, Fault> {
        let stored = self.open().await?;
        let standing = self.standing(&stored).await?;
        if !standing.may_publish || self.kind == Kind::Person {
            return Err(Fault::Forbidden);
        }
        if !standing.may_erase(&stored.record) {
            return Err(Fault::Conflict("the record is public; archive it first".to_owned()));
        }
        let change = Change::Delete { id: stored.record.id, seen: stored.revision };
        let author = self.caller.seat.author("");
        self.office.store.apply(vec![change], &author).await.map_err(caller::store)?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        Ok(response)
    }

    pub(super) async fn publish(&self, sent: Value) -> Result<Response, Fault> {
        let stored = self.open().await?;
        let standing = self.standing(&stored).await?;
        if !standing.may_publish || standing.own_work || self.kind == Kind::Mission {
            return Err(Fault::Forbidden);
        }
        let record = Record { state: RecordState::Published, ..stored.record };
        self.refuse_faults(&record).await?;
        self.decide(record, stored.revision, &sent).await
    }

    pub(super) async fn archive(&self, sent: Value) -> Result<Response, Fault> {
        let stored = self.open().await?;
        if !self.standing(&stored).await?.may_publish || self.kind == Kind::Authority {
            return Err(Fault::Forbidden);
        }
        let record = Record { state: RecordState::Archived, ..stored.record };
        self.decide(record, stored.revision, &sent).await
    }

    async fn decide(&self, record: Record, seen: i64, sent: &Value) -> Result<Response, Fault> {
        let id = record.id;
        self.update(record, seen, sent).await?;
        self.office.app.refresh();
        Ok(self.shown(StatusCode::OK, self.again(id).await?))
    }

    async fn update(&self, record: Record, seen: i64, sent: &Value) -> Result<(), Fault> {
        let author = self.caller.seat.author(said(sent, "reason"));
        let change = Change::Update { record, seen };
        self.office.store.apply(vec![change], &author).await.map_err(caller::store)
    }

    /// The record at the address, if the caller may write it and has seen its newest revision.
    async fn open(&self) -> Result<Stored, Fault> {
        let stored = self.found().await?;
        let seat = &self.caller.seat;
        if !seat.may_write(self.office, &stored.record).await.map_err(caller::office)? {
            return Err(Fault::Forbidden);
        }
        match self.headers.get(IF_MATCH) {
            None => Err(Fault::Precondition),
            Some(seen) if names(seen, &tag(stored.revision)) => Ok(stored),
            Some(_) => Err(Fault::Stale),
        }
    }

    async fn standing(&self, stored: &Stored) -> Result<Standing, Fault> {
        Standing::of(self.office, &self.caller.seat, stored).await.map_err(caller::office)
    }

    async fn refuse_faults(&self, record: &Record) -> Result<(), Fault> {
        let found = faults(self.office, record).await.map_err(caller::office)?;
        let errors = Detail::errors(&found, self.caller.language);
        if errors.is_empty() { Ok(()) } else { Err(Fault::Record(errors)) }
    }

    /// Refuses a draft that cannot be kept. A picture's file comes through the office, which cleans it.
    async fn judge(&self, record: &Record, before: Option<&RecordBody>) -> Result<(), Fault> {
        let file = |body: &RecordBody| match body {
            RecordBody::Media(media) => media.file.clone(),
            _ => None,
        };
        if file(&record.body) != before.and_then(file) {
            let language = self.caller.language;
            return Err(Fault::Record(vec![Detail {
                pointer: "/body/file".to_owned(),
                code: "file".to_owned(),
                detail: language.text("api-file"),
                mend: language.text("api-file.mend"),
            }]));
        }
        self.refuse_faults(record).await
    }

    async fn again(&self, id: Uuid) -> Result<Stored, Fault> {
        self.office.store.record_of(id).await.map_err(caller::store)?.ok_or(Fault::NotFound)
    }
}
