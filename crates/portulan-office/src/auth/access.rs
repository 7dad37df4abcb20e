//! Access from the command line, for users who cannot sign in any more.
use jiff::SignedDuration;
use portulan_store::{
    AuditAction, AuditEntry, Author, Environment, OfficeStore, Purpose, User, UserChange, UserRole,
    operator_accounts,
};

use super::secret::token;
use crate::error::OfficeError;

/// The user to restore, and the changes to make.
#[derive(Debug, Clone, Default)]
pub struct OfficeAccess {
    /// The address of the user.
    pub email: String,
    /// The language of one who is not there yet.
    pub language: String,
    /// True to make the user an administrator, or create one.
    pub administrator: bool,
    /// True to remove passkeys, one-time codes and recovery codes.
    pub drop_second_step: bool,
}

/// Creates a single-use link for a new password. Returns its path; `None` if no user has the e-mail address.
pub async fn access(
    store: &dyn OfficeStore,
    wanted: OfficeAccess,
    environment: &Environment,
) -> Result<Option<String>, OfficeError> {
    let now = environment.now();
    let operator = Author::operator("access");
    let entry = |detail: &str| AuditEntry {
        subject: format!("user/{}", wanted.email),
        detail: detail.to_owned(),
        ..AuditEntry::new("access", AuditAction::Access)
    };
    let mut user = match store.user_by_email(&wanted.email).await? {
        Some(user) => user,
        None if wanted.administrator => {
            let name = wanted.email.split('@').next().unwrap_or_default();
            let (id, role) = (environment.new_id()?, UserRole::Administrator);
            let user = User::new(id, &wanted.email, name, &wanted.language, role, now);
            store.add_user(&user, &operator, operator_accounts, entry(user.role.name())).await?;
            user
        }
        None => return Ok(None),
    };
    let mut changes = Vec::new();
    if wanted.administrator {
        let role = UserRole::Administrator;
        changes.push((UserChange::Rights { role, active: true, scope: Vec::new() }, role.name()));
    }
    if wanted.drop_second_step {
        changes.push((UserChange::DropFactors, "factors-off"));
    }
    for (change, detail) in changes {
        store
            .change_user(user.id, user.revision, change, &operator, operator_accounts, entry(detail))
            .await?;
        user.revision += 1;
    }
    let purpose = if user.password.is_some() { Purpose::Reset } else { Purpose::Invitation };
    let (token, digest) = token(environment)?;
    let expires = now + SignedDuration::from_hours(24);
    store.put_ticket(&digest, purpose, Some(user.id), expires).await?;
    store.log(entry(purpose.name())).await?;
    Ok(Some(format!("/office/join/{token}")))
}
