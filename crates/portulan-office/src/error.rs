//! What ends a request of the office otherwise than well.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use portulan_store::StoreError;

/// Why a request is not done as asked. The page that says so is made in the reader's language, further out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OfficeError {
    /// Nothing is there, or nothing that this user may know of.
    #[error("there is nothing here")]
    Missing,
    /// The user may not do this.
    #[error("the user may not do this")]
    Forbidden,
    /// The request comes from another site.
    #[error("the request comes from another site")]
    Foreign,
    /// The form is not one of ours.
    #[error("the form cannot be read: {0}")]
    Unreadable(String),
    /// The store refuses; its words say why.
    #[error("{0}")]
    Refused(String),
    /// Somebody else changed the same thing.
    #[error("somebody else changed this meanwhile")]
    Conflict,
    /// The machine fails.
    #[error("the office failed: {0}")]
    Failed(String),
}

impl OfficeError {
    /// The answer's status, and the key of its message.
    pub fn answer(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Missing => (StatusCode::NOT_FOUND, "office-error-missing"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "office-error-forbidden"),
            Self::Foreign => (StatusCode::FORBIDDEN, "office-error-foreign"),
            Self::Unreadable(_) => (StatusCode::BAD_REQUEST, "office-error-unreadable"),
            Self::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, "office-error-refused"),
            Self::Conflict => (StatusCode::CONFLICT, "office-error-conflict"),
            Self::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, "office-error-failed"),
        }
    }

    /// The machine's failure, for what should not fail.
    #[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
    pub fn failed(e: impl ToString) -> Self {
        Self::Failed(e.to_string())
    }

    /// What may be told beyond the message.
    pub fn detail(&self) -> &str {
        match self {
            Self::Unreadable(why) | Self::Refused(why) => why,
            _ => "",
        }
    }
}

impl From<StoreError> for OfficeError {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Conflict { .. } => Self::Conflict,
            StoreError::Missing(_) => Self::Missing,
            StoreError::SlugTaken { .. }
            | StoreError::Referred { .. }
            | StoreError::Dangling { .. }
            | StoreError::EmailTaken(_) => Self::Refused(e.to_string()),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl IntoResponse for OfficeError {
    fn into_response(self) -> Response {
        let mut response = self.answer().0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Does long work off the threads that answer.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, OfficeError> {
    tokio::task::spawn_blocking(work).await.map_err(OfficeError::failed)
}
