//! Sessions of browsers, found by their cookies.
use axum::http::HeaderMap;
use jiff::SignedDuration;
use portulan_store::{Session, User};

use super::cookies::{cookie, cookie_name};
use super::current_user::CurrentUser;
use super::secret::digest;
use crate::Office;
use crate::error::OfficeError;

/// A session ends when it was not used for this long.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// And after this long in any case.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The user of the session of a browser's cookie.
pub async fn current_user(office: &Office, headers: &HeaderMap) -> Result<Option<CurrentUser>, OfficeError> {
    let now = office.now();
    let found = session(office, headers).await?;
    Ok(found.map(|(session, user)| CurrentUser {
        user,
        session,
        now,
        zone: office.app.time_zone(),
        token: None,
    }))
}

/// The session of a browser's cookie, and its user.
pub async fn session(office: &Office, headers: &HeaderMap) -> Result<Option<(Session, User)>, OfficeError> {
    let Some(token) = cookie(headers, cookie_name(office)) else { return Ok(None) };
    let now = office.now();
    Ok(office.store.session(&digest(token), now, now - IDLE, now - LONGEST).await?)
}
