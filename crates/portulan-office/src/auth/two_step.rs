//! Two-step verification that the authority requires of some roles.
use portulan_store::{SettingKey, User, UserRole};

use crate::Office;
use crate::error::OfficeError;

/// The pages available to a user who must still set up a second step.
const OPEN: [&str; 2] = ["/office/account", "/office/logout"];

/// Addresses below which everything is open.
const OPEN_FOLDERS: [&str; 5] =
    ["/office/account/", "/office/assets/", "/office/login/", "/office/join/", "/office/start/"];

/// The second factors of a user: true for an authenticator app, true for a passkey.
pub async fn factors(office: &Office, user: &User) -> Result<(bool, bool), OfficeError> {
    Ok((user.totp.is_some(), !office.store.passkeys(user.id).await?.is_empty()))
}

/// The lowest role that requires two-step verification; `None` if no role does.
pub async fn required_from(office: &Office) -> Result<Option<UserRole>, OfficeError> {
    let setting = office.store.setting(&SettingKey::TwoStepFromRole).await?.filter(|name| !name.is_empty());
    setting.map(|name| name.parse::<UserRole>()).transpose().map_err(OfficeError::failed)
}

/// True if a user's role needs two-step verification.
pub async fn is_required(office: &Office, user: &User) -> Result<bool, OfficeError> {
    Ok(required_from(office).await?.is_some_and(|least| user.role >= least))
}

/// True if a user's role requires two-step verification and the user has one second step only, which must not
/// be removed.
pub async fn needs_all(office: &Office, user: &User) -> Result<bool, OfficeError> {
    let count = usize::from(user.totp.is_some()) + office.store.passkeys(user.id).await?.len();
    Ok(count < 2 && is_required(office, user).await?)
}

/// True if a user must set up a second step before an address is open to them.
pub async fn is_missing(office: &Office, user: &User, path: &str) -> Result<bool, OfficeError> {
    if OPEN.contains(&path) || OPEN_FOLDERS.iter().any(|folder| path.starts_with(folder)) {
        return Ok(false);
    }
    Ok(is_required(office, user).await? && factors(office, user).await? == (false, false))
}
