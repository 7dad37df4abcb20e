//! Writing through the API, with the same checks and rights as in the office.
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::IF_MATCH;
use axum::response::Response;
use portulan_api::{ApiFault, ApiInput, FaultDetail, merge, read, validate};
use portulan_editorial::{EditorialError, NewRecord, authority, new_slug};
use portulan_locales::key;
use portulan_model::{Body as RecordBody, Kind, Record, State as RecordState, folder};
use portulan_store::StoredRecord;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, caller, names, tag};

/// A string member of the request body; empty if it is missing.
fn message<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default().trim()
}

impl Call<'_> {
    pub(super) async fn create(&self, mut brought: Value) -> Result<Response, ApiFault> {
        let body = read(self.kind, brought["body"].take(), self.caller.language)?;
        let id = self.office.new_id().map_err(caller::office)?;
        let language = authority(&*self.office.store).await.map_err(caller::store)?;
        let language = language.and_then(|a| a.languages.into_iter().next()).unwrap_or_default();
        let wanted = Some(message(&brought, "slug").to_owned()).filter(|slug| !slug.is_empty());
        let slug = wanted.clone().unwrap_or_else(|| new_slug(id, &body, &language));
        let record = Record { id, slug, state: RecordState::Draft, body };
        self.judge(&record, None).await?;
        let author = self.caller.current_user.author(message(&brought, "reason"));
        let new = NewRecord { record, exact_slug: wanted.is_some(), files: Vec::new() };
        self.office.editorial.create(&author, new).await.map_err(caller::editorial)?;
        Ok(self.shown(StatusCode::CREATED, self.again(id).await?))
    }

    pub(super) async fn replace(&self, mut sent: Value) -> Result<Response, ApiFault> {
        let stored = self.open().await?;
        let body = read(self.kind, sent["body"].take(), self.caller.language)?;
        self.save(stored, body, &sent).await
    }

    pub(super) async fn change(&self, mut sent: Value) -> Result<Response, ApiFault> {
        let stored = self.open().await?;
        let mut whole = json!({ "body": folder::to_value(&stored.record.body) });
        if whole["body"].is_null() {
            whole["body"] = json!({});
        }
        if let Some(patch) = sent.get_mut("body") {
            merge(&mut whole["body"], patch.take());
        }
        validate(ApiInput::Record(self.kind), &whole, self.caller.language).map_err(|fault| match fault {
            ApiFault::Shape(errors) => ApiFault::Record(errors),
            other => other,
        })?;
        let body = read(self.kind, whole["body"].take(), self.caller.language)?;
        self.save(stored, body, &sent).await
    }

    async fn save(&self, stored: StoredRecord, body: RecordBody, sent: &Value) -> Result<Response, ApiFault> {
        let slug = Some(message(sent, "slug")).filter(|slug| !slug.is_empty()).unwrap_or(&stored.record.slug);
        let (id, slug) = (stored.record.id, slug.to_owned());
        if stored.record.body == body && stored.record.slug == slug {
            return Ok(self.shown(StatusCode::OK, stored));
        }
        let record = Record { id, slug, state: RecordState::Draft, body };
        self.judge(&record, Some(&stored.record.body)).await?;
        let author = self.caller.current_user.author(message(sent, "reason"));
        let saved = self.office.editorial.save(&author, record, stored.revision, Vec::new()).await;
        saved.map_err(caller::editorial)?;
        Ok(self.shown(StatusCode::OK, self.again(id).await?))
    }

    pub(super) async fn delete(&self) -> Result<Response, ApiFault> {
        let stored = self.open().await?;
        if self.kind == Kind::Person {
            return Err(ApiFault::Forbidden);
        }
        let author = self.caller.current_user.author("");
        let erased = self.office.editorial.erase(&author, stored.record.id, stored.revision).await;
        erased.map_err(caller::editorial)?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        Ok(response)
    }

    pub(super) async fn publish(&self, sent: Value) -> Result<Response, ApiFault> {
        let stored = self.open().await?;
        let (author, id) = (self.caller.current_user.author(message(&sent, "reason")), stored.record.id);
        match self.office.editorial.publish(&author, id, stored.revision).await {
            Err(EditorialError::Invalid(problems)) => {
                Err(ApiFault::Record(FaultDetail::errors(&problems, self.caller.language)))
            }
            outcome => {
                outcome.map_err(caller::editorial)?;
                Ok(self.shown(StatusCode::OK, self.again(id).await?))
            }
        }
    }

    pub(super) async fn archive(&self, sent: Value) -> Result<Response, ApiFault> {
        let stored = self.open().await?;
        let (author, id) = (self.caller.current_user.author(message(&sent, "reason")), stored.record.id);
        let archived = self.office.editorial.archive(&author, id, stored.revision).await;
        archived.map_err(caller::editorial)?;
        Ok(self.shown(StatusCode::OK, self.again(id).await?))
    }

    /// The record at the address, if the caller may write it and has seen its newest revision.
    async fn open(&self) -> Result<StoredRecord, ApiFault> {
        let stored = self.found().await?;
        let current_user = &self.caller.current_user;
        if !current_user.can_write(self.office, &stored.record).await.map_err(caller::office)? {
            return Err(ApiFault::Forbidden);
        }
        match self.headers.get(IF_MATCH) {
            None => Err(ApiFault::Precondition),
            Some(seen) if names(seen, &tag(stored.revision)) => Ok(stored),
            Some(_) => Err(ApiFault::Stale),
        }
    }

    async fn refuse_faults(&self, record: &Record) -> Result<(), ApiFault> {
        let found = self.office.editorial.errors(record).await.map_err(caller::editorial)?;
        let errors = FaultDetail::errors(&found, self.caller.language);
        if errors.is_empty() { Ok(()) } else { Err(ApiFault::Record(errors)) }
    }

    /// Returns an error for a draft that cannot be stored. Files are uploaded through the office, which checks them.
    async fn judge(&self, record: &Record, before: Option<&RecordBody>) -> Result<(), ApiFault> {
        let file = |body: &RecordBody| body.file().map(|(_, name)| name.to_owned());
        if file(&record.body) != before.and_then(file) {
            let language = self.caller.language;
            return Err(ApiFault::Record(vec![FaultDetail {
                pointer: "/body/file".to_owned(),
                code: "file".to_owned(),
                detail: language.text(key!("api-file")),
                remedy: language.text(key!("api-file.remedy")),
            }]));
        }
        self.refuse_faults(record).await
    }

    async fn again(&self, id: Uuid) -> Result<StoredRecord, ApiFault> {
        self.office.store.record_of(id).await.map_err(caller::store)?.ok_or(ApiFault::NotFound)
    }
}
