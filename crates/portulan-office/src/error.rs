//! Errors of the office, and the answers that report them.
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use portulan_editorial::EditorialError;
use portulan_editorial::declarations::DeclarationError;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::ProblemMessage;
use portulan_store::{Denial, RandomError, StoreError};

use crate::denial::denial;

/// The time in seconds after which a client may repeat a request that found the register busy.
pub const RETRY_AFTER_SECONDS: u64 = 5;

/// The reason why a request fails. The middleware renders the error page in the user's language.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OfficeError {
    /// The page or record does not exist, or the user has no right to know of it.
    #[error("there is nothing here")]
    Missing,
    /// The page does not answer requests of this method.
    #[error("the page has no such method")]
    Method,
    /// The user may not do this.
    #[error("the user may not do this")]
    Forbidden,
    /// The policy denies the action; the reason is logged.
    #[error("the user may not do this: {0}")]
    Denied(Denial),
    /// The user's role needs two-step verification, which the user has not set up.
    #[error("the user has to set up two-step verification first")]
    TwoStepRequired,
    /// The request comes from another site.
    #[error("the request comes from another site")]
    Foreign,
    /// The request has more bytes than such a request may have.
    #[error("the request is too large")]
    TooLarge,
    /// The form is not one of ours.
    #[error("the form cannot be read: {0}")]
    Unreadable(String),
    /// The change is refused; the message gives the reason in the user's language.
    #[error("{0}")]
    Refused(String),
    /// The store refuses the change for a reason that the user can remove.
    #[error("the change is refused: {}", .0.0)]
    Problem(ProblemMessage),
    /// The password confirmation that the action requires failed; the key of the message.
    #[error("the password is not confirmed: {0}")]
    PasswordRefused(MessageKey),
    /// Another user changed the same thing.
    #[error("somebody else changed this meanwhile")]
    Conflict,
    /// The database is locked, or another service is busy: the request can be repeated.
    #[error("the office is busy")]
    Busy(#[source] Cause),
    /// The program or the machine fails.
    #[error("the office failed")]
    Failed(#[source] Cause),
}

/// The error behind a failure, with its own source. It can be shared, as answers carry it to the middleware that logs it.
#[derive(Debug, Clone, thiserror::Error)]
#[error(transparent)]
pub struct Cause(Arc<dyn std::error::Error + Send + Sync>);

impl Cause {
    /// Wraps an error.
    pub fn new(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Arc::from(e.into()))
    }
}

impl OfficeError {
    /// The status of the answer, and the key of its message.
    pub fn answer(&self) -> (StatusCode, MessageKey) {
        match self {
            Self::Missing => (StatusCode::NOT_FOUND, key!("office-error-missing")),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, key!("office-error-method")),
            Self::Forbidden | Self::Denied(_) => (StatusCode::FORBIDDEN, key!("office-error-forbidden")),
            Self::TwoStepRequired => (StatusCode::FORBIDDEN, key!("office-error-two-step")),
            Self::Foreign => (StatusCode::FORBIDDEN, key!("office-error-foreign")),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, key!("office-error-too-large")),
            Self::Unreadable(_) => (StatusCode::BAD_REQUEST, key!("office-error-unreadable")),
            Self::Refused(_) | Self::Problem(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, key!("office-error-refused"))
            }
            Self::PasswordRefused(key) => (StatusCode::UNPROCESSABLE_ENTITY, *key),
            Self::Conflict => (StatusCode::CONFLICT, key!("office-error-conflict")),
            Self::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, key!("office-error-busy")),
            Self::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, key!("office-error-failed")),
        }
    }

    /// A failure of the program or the machine.
    pub fn failed(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(Cause::new(e))
    }

    /// The detail that may be displayed with the message.
    pub fn detail(&self, language: Language) -> String {
        match self {
            Self::Unreadable(why) | Self::Refused(why) => why.clone(),
            Self::Problem(problem) => language.problem_paragraph(problem),
            Self::Denied(reason) => denial(language, *reason),
            _ => String::new(),
        }
    }
}

impl From<StoreError> for OfficeError {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Conflict { .. } | StoreError::UserChanged => Self::Conflict,
            StoreError::Missing(_) => Self::Missing,
            StoreError::Denied(denial) => Self::Denied(denial),
            StoreError::Busy(_) => Self::Busy(Cause::new(e)),
            other => match other.problem() {
                Some(problem) => Self::Problem(problem),
                None => Self::failed(other),
            },
        }
    }
}

impl From<DeclarationError> for OfficeError {
    fn from(e: DeclarationError) -> Self {
        match e {
            DeclarationError::Store(e) => e.into(),
            other => Self::failed(other),
        }
    }
}

impl From<EditorialError> for OfficeError {
    fn from(e: EditorialError) -> Self {
        match e {
            EditorialError::Denied(denial) => Self::Denied(denial),
            EditorialError::Missing => Self::Missing,
            EditorialError::Conflict(_) => Self::Conflict,
            EditorialError::Store(e) => e.into(),
            // Pages list errors before publication; this is a concurrent change.
            EditorialError::Invalid(_) => Self::Problem(("invalid", Vec::new())),
            EditorialError::Merge(_) => Self::failed(e),
            EditorialError::Random(e) => e.into(),
        }
    }
}

impl From<RandomError> for OfficeError {
    fn from(e: RandomError) -> Self {
        Self::failed(e)
    }
}

impl IntoResponse for OfficeError {
    fn into_response(self) -> Response {
        let mut response = self.answer().0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Runs long work on a blocking thread, so that it does not delay other responses.
pub async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, OfficeError> {
    tokio::task::spawn_blocking(work).await.map_err(OfficeError::failed)
}
