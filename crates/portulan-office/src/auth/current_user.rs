//! The authenticated user of a request, and what the user may do.
use std::collections::HashSet;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_editorial::policy::{self, OfficeAction};
use portulan_locales::Language;
use portulan_model::{Kind, Record, State as RecordState};
use portulan_store::{Action, AuditAction, AuditEntry, Author, Filter, Session, User, UserRole};
use uuid::Uuid;

use crate::Office;
use crate::error::OfficeError;
use crate::mail::language;

/// The authenticated user of a request, with session and time zone.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    /// The user.
    pub user: User,
    /// The session.
    pub session: Session,
    /// The time of the request.
    pub now: Timestamp,
    /// The authority's time zone, in which moments are shown.
    pub zone: TimeZone,
    /// The token through which the user acts, if it is one.
    pub token: Option<Uuid>,
}

impl CurrentUser {
    /// The day of the request in the authority's time zone.
    pub fn today(&self) -> Date {
        self.zone.to_datetime(self.now).date()
    }

    /// The language that this user reads.
    pub fn language(&self) -> Language {
        language(&self.user)
    }

    /// Returns an error unless the policy allows an action.
    pub fn require(&self, action: OfficeAction) -> Result<(), OfficeError> {
        policy::office(self.user.role, !self.user.scope.is_empty(), action).map_err(OfficeError::Denied)
    }

    /// The user as the author of a change.
    pub fn author(&self, reason: &str) -> Author {
        Author { token: self.token, ..Author::user(self.user.id, &self.user.name, reason) }
    }

    /// An audit entry by this user.
    pub fn log(
        &self,
        action: AuditAction,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> AuditEntry {
        AuditEntry {
            user: Some(self.user.id),
            actor: self.user.name.clone(),
            action,
            subject: subject.into(),
            detail: detail.into(),
        }
    }

    /// True if the policy allows an action on a record, for a page that offers it. The command evaluates the
    /// policy again.
    pub async fn can(&self, office: &Office, record: &Record, action: Action) -> Result<bool, OfficeError> {
        Ok(office.editorial.allows(&self.author(""), record, action).await?)
    }

    /// Those of some records on which the policy allows an action, for a page that offers it.
    async fn allowed(
        &self,
        office: &Office,
        ids: &[Uuid],
        action: Action,
    ) -> Result<HashSet<Uuid>, OfficeError> {
        Ok(office.editorial.allowed(&self.author(""), ids, action).await?)
    }

    /// True if the user may write an existing record.
    pub async fn can_write(&self, office: &Office, record: &Record) -> Result<bool, OfficeError> {
        self.can(office, record, Action::Save(RecordState::Draft)).await
    }

    /// Those of some existing records that the user may write.
    pub async fn writable(&self, office: &Office, ids: &[Uuid]) -> Result<HashSet<Uuid>, OfficeError> {
        self.allowed(office, ids, Action::Save(RecordState::Draft)).await
    }

    /// True if the user may create a record of a kind, or propose one.
    pub fn can_create_kind(&self, kind: Kind) -> bool {
        policy::may_begin(self.user.role, !self.user.scope.is_empty(), kind)
    }

    /// True if the user may propose changes of a record.
    pub async fn can_propose(&self, office: &Office, record: &Record) -> Result<bool, OfficeError> {
        self.can(office, record, Action::Propose).await
    }

    /// True if the user may view drafts, history and comments of a record.
    pub async fn can_view_history(&self, office: &Office, record: &Record) -> Result<bool, OfficeError> {
        self.can(office, record, Action::View).await
    }

    /// Those of some records of which the user may view drafts, history and comments.
    pub async fn viewable(&self, office: &Office, ids: &[Uuid]) -> Result<HashSet<Uuid>, OfficeError> {
        self.allowed(office, ids, Action::View).await
    }

    /// True if the user may view records of a kind: private ones are reserved for the authority's staff.
    pub fn can_view_kind(&self, kind: Kind) -> bool {
        !kind.is_private() || Self::is_staff(&self.user)
    }

    /// True if a user belongs to the authority, rather than to a partner or operator.
    pub fn is_staff(user: &User) -> bool {
        user.role >= UserRole::Reader && user.scope.is_empty()
    }

    /// A filter of all records that lists may show to this user.
    pub fn visible_filter(&self) -> Filter {
        Self::visible_filter_for(&self.user)
    }

    /// True if lists may show the user the values of drafts.
    pub fn sees_values(&self) -> bool {
        self.user.role >= UserRole::Reader
    }

    /// A filter of all records that lists may show to a user.
    pub fn visible_filter_for(user: &User) -> Filter {
        let seen_from = (user.role < UserRole::Reader).then(|| user.scope.clone());
        Filter { seen_from, private: Self::is_staff(user), ..Filter::default() }
    }

    /// Logs that the user reads personal data.
    pub async fn audit_read(&self, office: &Office, record: &Record) -> Result<(), OfficeError> {
        if record.kind() == Kind::Person {
            office.store.log(self.log(AuditAction::Read, subject(record), "")).await?;
        }
        Ok(())
    }
}

impl FromRequestParts<Office> for CurrentUser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Office) -> Result<Self, Response> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            let next = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |u| &u.0);
            let to = next.path_and_query().map_or("/office/", |p| p.as_str());
            let to: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
            Redirect::to(&format!("/office/login?next={to}")).into_response()
        })
    }
}

/// The name of a record in the audit log.
pub fn subject(record: &Record) -> String {
    format!("{}/{}", record.kind().singular(), record.slug)
}
