//! Authentication of API requests by token, and conversion of the office's errors to problems.
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use portulan_api::ApiFault;
use portulan_editorial::EditorialError;
use portulan_locales::Language;
use portulan_store::{Denial, Session, StoreError, Token, TokenScope, User};
use portulan_web::client::ClientIp;

use crate::Office;
use crate::auth::{CurrentUser, accept_language, digest, two_step};
use crate::error::OfficeError;

/// The caller of an API request.
pub struct Caller {
    /// The owner of the token.
    pub current_user: CurrentUser,
    /// The language of the response.
    pub language: Language,
    token: Token,
}

impl Caller {
    /// The program of a request's token.
    pub async fn of(office: &Office, headers: &HeaderMap, client: ClientIp) -> Result<Self, ApiFault> {
        let header = headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok()).unwrap_or_default();
        let secret = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, secret) = secret.ok_or(ApiFault::Unauthorized)?;
        let now = office.now();
        let found = office.store.token(&digest(secret.trim()), now).await.map_err(store)?;
        let (token, user) = found.ok_or(ApiFault::Unauthorized)?;
        let session = Session {
            id: token.id,
            user: user.id,
            created: token.created,
            seen: now,
            agent: token.name.clone(),
            address: client.to_string(),
        };
        // The history distinguishes the actions of a program from those of its owner.
        let user = User { name: format!("{} ({})", user.name, token.name), ..user };
        Ok(Self {
            current_user: CurrentUser {
                user,
                session,
                now: office.now(),
                zone: office.app.time_zone(),
                token: Some(token.id),
            },
            language: accept_language(headers),
            token,
        })
    }

    /// Refuses a token that was not made for this, and that of a user whose role needs a second step which they have not set up.
    pub async fn needs(&self, scope: TokenScope, office: &Office) -> Result<(), ApiFault> {
        let missing =
            two_step::is_missing(office, &self.current_user.user, "").await.map_err(self::office)?;
        if self.token.scopes.contains(&scope) && !missing { Ok(()) } else { Err(ApiFault::Forbidden) }
    }
}

/// The problem that an error of the store is reported as.
pub fn store(e: StoreError) -> ApiFault {
    match e {
        StoreError::Conflict { .. } => ApiFault::Stale,
        StoreError::Missing(_) => ApiFault::NotFound,
        StoreError::Denied(denial) => denied(denial),
        StoreError::Busy(_) => {
            tracing::warn!(error = &e as &dyn std::error::Error, "the store is busy");
            ApiFault::Busy
        }
        other => match (other.problem(), &other) {
            (Some(problem), StoreError::Dangling { path, .. } | StoreError::NumberTooLarge { path, .. }) => {
                ApiFault::Field(format!("/body{path}"), problem)
            }
            (Some(problem), StoreError::RecordTooLarge { .. }) => {
                ApiFault::Field("/body".to_owned(), problem)
            }
            (Some(problem), _) => ApiFault::Rule(problem),
            (None, _) => failed(&other),
        },
    }
}

/// The problem that an error of the editorial workflow is reported as.
pub fn editorial(e: EditorialError) -> ApiFault {
    match e {
        EditorialError::Denied(denial) => denied(denial),
        EditorialError::Missing => ApiFault::NotFound,
        EditorialError::Conflict(_) => ApiFault::Stale,
        EditorialError::Store(e) => store(e),
        EditorialError::Invalid(_) => ApiFault::Rule(("invalid", Vec::new())),
        EditorialError::Merge(_) | EditorialError::Random(_) => failed(&e),
    }
}

/// The problem that a refusal of the policy is reported as.
fn denied(denial: Denial) -> ApiFault {
    match denial {
        // The remedy is another request, not another caller.
        Denial::StillPublic => ApiFault::Rule(("still-public", Vec::new())),
        _ => ApiFault::Forbidden,
    }
}

/// The problem that an error of the office is reported as.
pub fn office(e: OfficeError) -> ApiFault {
    match e {
        OfficeError::Missing => ApiFault::NotFound,
        OfficeError::Method => ApiFault::Method,
        OfficeError::Forbidden
        | OfficeError::Denied(_)
        | OfficeError::Foreign
        | OfficeError::TwoStepRequired
        | OfficeError::PasswordRefused(_) => ApiFault::Forbidden,
        OfficeError::Conflict => ApiFault::Stale,
        OfficeError::TooLarge => ApiFault::TooLarge,
        OfficeError::Unreadable(why) => ApiFault::Json(why),
        OfficeError::Refused(why) => ApiFault::Conflict(why),
        OfficeError::Problem(problem) => ApiFault::Rule(problem),
        OfficeError::Busy(cause) => {
            tracing::warn!(error = &cause as &dyn std::error::Error, "the office is busy");
            ApiFault::Busy
        }
        OfficeError::Failed(cause) => failed(&cause),
    }
}

fn failed(e: &(dyn std::error::Error + 'static)) -> ApiFault {
    tracing::error!(error = e, "a request of a program failed");
    ApiFault::Failed
}
