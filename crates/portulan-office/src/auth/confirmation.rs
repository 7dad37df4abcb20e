//! Confirmation of a password before a change that matters.
use jiff::SignedDuration;
use portulan_locales::key;
use portulan_store::AuditAction;

use super::current_user::CurrentUser;
use super::secret::verify;
use super::throttle::Attempt;
use crate::Office;
use crate::error::OfficeError;

/// The largest age of a session that counts as a confirmation, for users without a password.
const FRESH_SESSION: SignedDuration = SignedDuration::from_mins(15);

/// Checks that a password is that of the user of a session; tries are limited as at the login. Otherwise the error is
/// [`OfficeError::PasswordRefused`].
pub async fn confirm_password(
    office: &Office,
    current_user: &CurrentUser,
    password: &str,
) -> Result<(), OfficeError> {
    let user = &current_user.user;
    // A user who signs in through a provider only has no password to confirm: the session must be recent
    // instead.
    if user.password.is_none() {
        let age = office.now().duration_since(current_user.session.created);
        let is_fresh = age < FRESH_SESSION;
        return if is_fresh { Ok(()) } else { Err(OfficeError::PasswordRefused(key!("office-session-old"))) };
    }
    let device = current_user.session.id.to_string();
    let attempt =
        Attempt { account: &user.email, address: &current_user.session.address, device: Some(&device) };
    if !office.limits.try_take(attempt, office.now()) {
        return Err(OfficeError::PasswordRefused(key!("office-login-wait")));
    }
    if verify(password.to_owned(), user.password.clone()).await? {
        office.limits.give_back(attempt);
        return Ok(());
    }
    office
        .store
        .log(current_user.log(AuditAction::PasswordFailed, format!("user/{}", user.email), ""))
        .await?;
    Err(OfficeError::PasswordRefused(key!("office-password-old")))
}
