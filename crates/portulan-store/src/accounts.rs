//! Accounts of the back office: users, sessions, single-use links, audit log.

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AccountPolicy, AuditAction, AuditEntry, AuditFilter, AuditLine, Author, StoreError, UserRole};

/// A user of the back office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The identity.
    pub id: Uuid,
    /// The e-mail address, in lower case, unique.
    pub email: String,
    /// The display name.
    pub name: String,
    /// The language of the back office for this user, `fr` or `en`.
    pub language: String,
    /// The role.
    pub role: UserRole,
    /// True if the user may sign in.
    pub active: bool,
    /// The password hash (Argon2id, PHC string); `None` until the invitation is accepted.
    pub password: Option<String>,
    /// The TOTP secret in base 32, if the user has enabled one-time codes.
    pub totp: Option<String>,
    /// The partnerships that the user is bound to; empty for a user without bounds.
    pub scope: Vec<Uuid>,
    /// The time of creation.
    pub created: Timestamp,
    /// The time of the last request.
    pub seen: Option<Timestamp>,
    /// The number of changes of the account, from 1. A change names the revision that its author saw.
    pub revision: i64,
}

/// A change of one part of an account.
#[derive(Debug, Clone)]
pub enum UserChange {
    /// Name and language, changed by the user.
    Profile {
        /// The display name.
        name: String,
        /// The language of the back office, `fr` or `en`.
        language: String,
    },
    /// A new password, set by the user; all other sessions end.
    Password {
        /// The password hash (Argon2id, PHC string).
        hash: String,
        /// The session that stays open.
        session: Uuid,
    },
    /// One-time codes enabled or disabled by the user; all other sessions end.
    Totp {
        /// The TOTP secret in base 32; `None` disables codes.
        secret: Option<String>,
        /// The session that stays open.
        session: Uuid,
    },
    /// Two-step verification reset: passkeys, one-time codes and recovery codes are removed, all sessions end.
    DropFactors,
    /// Role, activation and bounds. All sessions of a deactivated account end.
    Rights {
        /// The role.
        role: UserRole,
        /// True if the user may sign in.
        active: bool,
        /// The partnerships that the user is bound to.
        scope: Vec<Uuid>,
    },
}

/// The action of a single-use link.
#[derive(Debug, Clone)]
pub enum LinkUse {
    /// Adds the first administrator.
    FirstAdministrator(User),
    /// Sets a password, and the name of an invited user.
    Password {
        /// The password hash (Argon2id, PHC string).
        hash: String,
        /// The display name; `None` leaves it unchanged.
        name: Option<String>,
    },
}

/// A session of a signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The identity in lists; not the secret.
    pub id: Uuid,
    /// The user.
    pub user: Uuid,
    /// The time of the sign-in.
    pub created: Timestamp,
    /// The time of the last request.
    pub seen: Timestamp,
    /// The `User-Agent` header of the browser.
    pub agent: String,
    /// The client's IP address.
    pub address: String,
}

impl User {
    /// A new user, without a password.
    pub fn new(
        id: Uuid,
        email: &str,
        name: &str,
        language: &str,
        role: UserRole,
        created: Timestamp,
    ) -> Self {
        Self {
            id,
            email: email.to_owned(),
            name: name.to_owned(),
            language: language.to_owned(),
            role,
            active: true,
            password: None,
            totp: None,
            scope: Vec::new(),
            created,
            seen: None,
            revision: 1,
        }
    }
}

/// The purpose of a single-use link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Purpose {
    /// The first administrator of an empty register.
    Start,
    /// An invited user chooses a first password.
    Invitation,
    /// A user resets a lost password.
    Reset,
}

portulan_model::impl_names!(Purpose);

impl Purpose {
    /// The action of using such a link, in the audit log.
    pub fn action(self) -> AuditAction {
        match self {
            Self::Start => AuditAction::Start,
            Self::Invitation => AuditAction::Invitation,
            Self::Reset => AuditAction::Reset,
        }
    }
}

/// Users, their sessions and links, and the audit log. Secrets are passed as digests or hashes, never in
/// plain text.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// The digest of the address of a user's calendar; `None` if there is no address.
    async fn calendar_digest(&self, user: Uuid) -> Result<Option<String>, StoreError>;

    /// Changes the address of a user's calendar; `None` ends it.
    async fn set_calendar(
        &self,
        user: Uuid,
        digest: Option<&str>,
        entry: AuditEntry,
    ) -> Result<(), StoreError>;

    /// The user of an identity at the identity provider, by the digest of issuer and subject.
    async fn user_of_identity(&self, digest: &str) -> Result<Option<User>, StoreError>;

    /// Links an identity at the identity provider to a user.
    async fn link_identity(&self, digest: &str, user: Uuid, entry: AuditEntry) -> Result<(), StoreError>;

    /// All users, ordered by name.
    async fn users(&self) -> Result<Vec<User>, StoreError>;

    /// One user.
    async fn user(&self, id: Uuid) -> Result<Option<User>, StoreError>;

    /// The user with an e-mail address, which must be in lower case.
    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError>;

    /// Adds a user.
    async fn add_user(
        &self,
        user: &User,
        author: &Author,
        policy: AccountPolicy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Changes one part of an account. Returns an error if it has changed since `revision`, if the policy
    /// denies the change, or if no active administrator would remain.
    async fn change_user(
        &self,
        id: Uuid,
        revision: i64,
        change: UserChange,
        author: &Author,
        policy: AccountPolicy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Removes a user and all personal data of the user; names in histories remain. Returns an error if no
    /// active administrator would remain.
    async fn delete_user(
        &self,
        id: Uuid,
        author: &Author,
        policy: AccountPolicy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Opens a session, stored under the digest of its secret.
    async fn open_session(&self, digest: &str, session: &Session, log: AuditEntry) -> Result<(), StoreError>;

    /// The session with this digest and its user, if both are valid and the session was used since `idle` and
    /// opened since `begun`. Updates the time of the last request of both, at most once a minute.
    async fn session(
        &self,
        digest: &str,
        now: Timestamp,
        idle: Timestamp,
        begun: Timestamp,
    ) -> Result<Option<(Session, User)>, StoreError>;

    /// The sessions of a user, the newest first.
    async fn sessions(&self, user: Uuid) -> Result<Vec<Session>, StoreError>;

    /// Ends one session of a user, or all except one. Ending all also revokes the address of the user's
    /// calendar.
    async fn end_sessions(&self, user: Uuid, one: Option<Uuid>, but: Option<Uuid>) -> Result<(), StoreError>;

    /// Deletes sessions last used before `idle` or opened before `begun`, expired links, and lines of the
    /// audit log before `log`.
    async fn sweep(
        &self,
        idle: Timestamp,
        begun: Timestamp,
        log: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Stores a single-use link, and revokes earlier ones with the same purpose and user. Of password reset
    /// links the last three remain valid, so that a request by another person does not revoke one.
    async fn put_ticket(
        &self,
        digest: &str,
        purpose: Purpose,
        user: Option<Uuid>,
        expires: Timestamp,
    ) -> Result<(), StoreError>;

    /// The user of a single-use link, if it is valid.
    async fn ticket(
        &self,
        digest: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<Option<Uuid>>, StoreError>;

    /// Uses a link, and revokes all other links of its user, in one transaction. Returns the user; `None` if
    /// the link has been used or has expired, if the account is deactivated, or, for the first administrator,
    /// if one exists.
    async fn use_ticket(
        &self,
        digest: &str,
        used_for: LinkUse,
        log: AuditEntry,
    ) -> Result<Option<User>, StoreError>;

    /// Writes an entry to the audit log.
    async fn log(&self, entry: AuditEntry) -> Result<(), StoreError>;

    /// Writes several lines into the log in one transaction.
    async fn log_all(&self, entries: Vec<AuditEntry>) -> Result<(), StoreError>;

    /// Reads the audit log, the newest line first.
    async fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditLine>, StoreError>;

    /// Reads the users who have lines in the audit log, also deleted ones, each with the name in the newest line.
    async fn audited_people(&self) -> Result<Vec<(Uuid, String)>, StoreError>;
}
