//! Who calls, by a token, and what errors of the office are to programs.
use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use jiff::Timestamp;
use portulan_api::{Detail, Fault};
use portulan_locales::Language;
use portulan_store::{Session, StoreError, Token, TokenScope, User};

use crate::Office;
use crate::auth::{Seat, address, asked, digest};
use crate::error::OfficeError;

/// Somebody's program.
pub struct Caller {
    /// Whom it acts for.
    pub seat: Seat,
    /// The language that it asks for.
    pub language: Language,
    token: Token,
}

impl Caller {
    /// The program of a request's token.
    pub async fn of(office: &Office, headers: &HeaderMap, peer: Option<IpAddr>) -> Result<Self, Fault> {
        let header = headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok()).unwrap_or_default();
        let secret = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, secret) = secret.ok_or(Fault::Unauthorized)?;
        let now = Timestamp::now();
        let found = office.store.token(&digest(secret.trim()), now).await.map_err(store)?;
        let (token, user) = found.ok_or(Fault::Unauthorized)?;
        let session = Session {
            id: token.id,
            user: user.id,
            created: token.created,
            seen: now,
            agent: token.name.clone(),
            address: address(headers, peer.map(|ip| (ip, 0).into())),
        };
        // Histories tell what somebody's program did from what that person did.
        let user = User { name: format!("{} ({})", user.name, token.name), ..user };
        Ok(Self {
            seat: Seat { user, session, zone: office.app.time_zone() },
            language: asked(headers),
            token,
        })
    }

    /// Refuses a token that was not made for this.
    pub fn needs(&self, scope: TokenScope) -> Result<(), Fault> {
        if self.token.scopes.contains(&scope) { Ok(()) } else { Err(Fault::Forbidden) }
    }
}

/// What the store refuses.
pub fn store(e: StoreError) -> Fault {
    match e {
        StoreError::Conflict { .. } => Fault::Stale,
        StoreError::Missing(_) => Fault::NotFound,
        StoreError::Dangling { ref path, .. } => Fault::Record(vec![Detail {
            pointer: format!("/body{path}"),
            code: "dangling".to_owned(),
            detail: e.to_string(),
            mend: String::new(),
        }]),
        StoreError::SlugTaken { .. } | StoreError::Referred { .. } => Fault::Conflict(e.to_string()),
        other => failed(&other),
    }
}

/// What the office refuses.
pub fn office(e: OfficeError) -> Fault {
    match e {
        OfficeError::Missing => Fault::NotFound,
        OfficeError::Forbidden | OfficeError::Foreign => Fault::Forbidden,
        OfficeError::Conflict => Fault::Stale,
        OfficeError::Unreadable(why) | OfficeError::Refused(why) => Fault::Conflict(why),
        OfficeError::Failed(why) => failed(&why),
    }
}

fn failed(why: &dyn std::fmt::Display) -> Fault {
    tracing::error!("a request of a program failed: {why}");
    Fault::Failed
}
