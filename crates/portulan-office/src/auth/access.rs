//! The way back in from the machine itself, for those who lost every other.
use jiff::{SignedDuration, Timestamp};
use portulan_store::{AuditEntry, OfficeStore, Purpose, User, UserRole};

use super::token;
use crate::error::OfficeError;

/// Who is let in, and how.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The address of the user.
    pub email: String,
    /// The language of one who is not there yet.
    pub language: String,
    /// Whether the user becomes an administrator, and is made where there is none.
    pub administrator: bool,
    /// Whether passkeys and codes are taken off.
    pub drop_second_step: bool,
}

/// Makes a link for a new password, which works once; its path. None where nobody has the address.
pub async fn access(store: &dyn OfficeStore, wanted: Access) -> Result<Option<String>, OfficeError> {
    let known = store.user_by_email(&wanted.email).await?;
    let mut user = match known {
        Some(user) => user,
        None if wanted.administrator => {
            let name = wanted.email.split('@').next().unwrap_or_default();
            User::new(&wanted.email, name, &wanted.language, UserRole::Administrator)
        }
        None => return Ok(None),
    };
    if wanted.administrator {
        (user.role, user.active) = (UserRole::Administrator, true);
        user.scope.clear();
    }
    if wanted.drop_second_step {
        drop_second_step(store, &mut user).await?;
    }
    let entry = AuditEntry {
        actor: "access".to_owned(),
        action: "access".to_owned(),
        subject: format!("user/{}", user.email),
        detail: user.role.name().to_owned(),
        ..AuditEntry::default()
    };
    store.put_user(&user, entry).await?;
    let purpose = if user.password.is_some() { Purpose::Reset } else { Purpose::Invitation };
    let (token, digest) = token()?;
    let expires = Timestamp::now() + SignedDuration::from_hours(24);
    store.put_ticket(&digest, purpose, Some(user.id), expires).await?;
    Ok(Some(format!("/office/join/{token}")))
}

/// Takes off all that is asked for after the password. The user is not kept yet.
pub async fn drop_second_step(store: &dyn OfficeStore, user: &mut User) -> Result<(), OfficeError> {
    for key in store.passkeys(user.id).await? {
        store.delete_passkey(user.id, &key.id).await?;
    }
    store.put_recovery_codes(user.id, &[]).await?;
    user.totp = None;
    Ok(())
}
