//! Who may enter the office, and what was done there.
use std::str::FromStr;

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AccountPolicy, Author, StoreError};

/// What a user may do; each role may what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum UserRole {
    /// Proposes changes that an editor accepts.
    Partner,
    /// Reads everything, comments.
    #[default]
    Reader,
    /// Writes, and asks for review.
    Editor,
    /// Publishes and archives.
    Publisher,
    /// Manages users and settings.
    Administrator,
}

impl UserRole {
    /// Every role, the least first.
    pub const ALL: [Self; 5] =
        [Self::Partner, Self::Reader, Self::Editor, Self::Publisher, Self::Administrator];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Administrator => "administrator",
        }
    }
}

impl FromStr for UserRole {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|role| role.name() == s);
        found.ok_or_else(|| {
            format!("`{s}` is no role; write partner, reader, editor, publisher or administrator")
        })
    }
}

/// Somebody who may enter the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The identity.
    pub id: Uuid,
    /// The address, in lower case, unique.
    pub email: String,
    /// What others see.
    pub name: String,
    /// The language of the office for this user, `fr` or `en`.
    pub language: String,
    /// What the user may do.
    pub role: UserRole,
    /// Whether the user may enter at all.
    pub active: bool,
    /// The password as Argon2id in PHC form; none until the invitation is accepted.
    pub password: Option<String>,
    /// The secret of one-time codes, in base 32, where the user has turned them on.
    pub totp: Option<String>,
    /// The partnerships that the user is bound to; none for no bound.
    pub scope: Vec<Uuid>,
    /// When the user was made.
    pub created: Timestamp,
    /// When the user was last here.
    pub seen: Option<Timestamp>,
    /// How often the account was changed, from 1. A change names the revision that its author saw.
    pub revision: i64,
}

/// A change of one part of an account.
#[derive(Debug, Clone)]
pub enum UserChange {
    /// The name and language, by the user.
    Profile {
        /// What others see.
        name: String,
        /// The language of the office, `fr` or `en`.
        language: String,
    },
    /// A new password, by the user; the other sessions end.
    Password {
        /// Argon2id in PHC form.
        hash: String,
        /// The session that stays open.
        session: Uuid,
    },
    /// One-time codes on, with their secret, or off, by the user; the other sessions end.
    Totp {
        /// The secret in base 32; `None` turns codes off.
        secret: Option<String>,
        /// The session that stays open.
        session: Uuid,
    },
    /// No second step any more: passkeys, one-time codes and recovery codes are removed, all sessions end.
    DropFactors,
    /// The role, whether the account is active, and the partnerships that it is bound to. All sessions of an account that is
    /// closed end.
    Rights {
        /// The role.
        role: UserRole,
        /// True if the user may enter.
        active: bool,
        /// The partnerships.
        scope: Vec<Uuid>,
    },
}

/// What a single-use link is used for.
#[derive(Debug, Clone)]
pub enum LinkUse {
    /// The first administrator is added.
    FirstAdministrator(User),
    /// The user of the link chooses a password, and a name when invited.
    Password {
        /// Argon2id in PHC form.
        hash: String,
        /// The name; `None` leaves it as it is.
        name: Option<String>,
    },
}

/// A browser that somebody logged in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What lists name it by; not the secret.
    pub id: Uuid,
    /// Whose it is.
    pub user: Uuid,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// What the browser says it is.
    pub agent: String,
    /// Where it came from.
    pub address: String,
}

impl User {
    /// Somebody new, who has no password yet.
    pub fn new(email: &str, name: &str, language: &str, role: UserRole) -> Self {
        Self {
            id: Uuid::now_v7(),
            email: email.to_owned(),
            name: name.to_owned(),
            language: language.to_owned(),
            role,
            active: true,
            password: None,
            totp: None,
            scope: Vec::new(),
            created: Timestamp::now(),
            seen: None,
            revision: 1,
        }
    }
}

/// What a single-use link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The first administrator of an empty office.
    Start,
    /// A user who chooses a first password.
    Invitation,
    /// A user who lost the password.
    Reset,
}

impl Purpose {
    /// The word that the store uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// Something to be written into the log.
#[derive(Debug, Clone, Default)]
pub struct AuditEntry {
    /// The user who did it.
    pub user: Option<Uuid>,
    /// That user's name, or what tried (an address, a program).
    pub actor: String,
    /// What was done: `login`, `publish`…
    pub action: String,
    /// To what: `partnership/kendari`, `user/…`.
    pub subject: String,
    /// More about it.
    pub detail: String,
}

/// A line of the log.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub entry: AuditEntry,
}

/// Which lines of the log to read.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Lines with this action only.
    pub action: String,
    /// Lines with this in actor, subject or detail.
    pub words: String,
    /// Lines before this number only; 0 for all.
    pub before: i64,
    /// How many at most.
    pub limit: u32,
}

/// Users, their ways in, and the log. Secrets come as digests or hashes, never plain.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// All users, by name.
    async fn users(&self) -> Result<Vec<User>, StoreError>;

    /// One user.
    async fn user(&self, id: Uuid) -> Result<Option<User>, StoreError>;

    /// The user of an address, in lower case.
    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError>;

    /// Adds a user.
    async fn add_user(
        &self,
        user: &User,
        author: &Author,
        policy: AccountPolicy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Changes one part of an account; refused if it was changed since `revision`, if a user changes what is not theirs and the
    /// policy refuses, or if no active administrator would be left.
    async fn change_user(
        &self,
        id: Uuid,
        revision: i64,
        change: UserChange,
        author: &Author,
        policy: AccountPolicy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Removes a user and all that is the user's own; names in histories stay. Refused if no active administrator would be
    /// left.
    async fn delete_user(
        &self,
        id: Uuid,
        author: &Author,
        policy: AccountPolicy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Begins a session under the digest of its secret.
    async fn open_session(&self, digest: &str, session: &Session, log: AuditEntry) -> Result<(), StoreError>;

    /// The session of a digest and its user, if both are good and the session was used since `idle` and began since
    /// `begun`; marks both as seen now, at most once a minute.
    async fn session(
        &self,
        digest: &str,
        now: Timestamp,
        idle: Timestamp,
        begun: Timestamp,
    ) -> Result<Option<(Session, User)>, StoreError>;

    /// A user's sessions, the newest first.
    async fn sessions(&self, user: Uuid) -> Result<Vec<Session>, StoreError>;

    /// Ends a session of a user, or all but one. All but one includes the address of the user's calendar.
    async fn end_sessions(&self, user: Uuid, one: Option<Uuid>, but: Option<Uuid>) -> Result<(), StoreError>;

    /// Ends sessions that were last used before `idle` or began before `begun`, drops stale links, and the lines of
    /// the log before `log`.
    async fn sweep(
        &self,
        idle: Timestamp,
        begun: Timestamp,
        log: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Stores a single-use link; earlier ones of the same purpose and user end. Of links for a new password the last three are
    /// good, so that nobody can end another's by asking again.
    async fn put_ticket(
        &self,
        digest: &str,
        purpose: Purpose,
        user: Option<Uuid>,
        expires: Timestamp,
    ) -> Result<(), StoreError>;

    /// Whom a single-use link is for, if it is good.
    async fn ticket(
        &self,
        digest: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<Option<Uuid>>, StoreError>;

    /// Uses a link, and all others of its user, both or neither. Returns the user; `None` if the link was used or has expired,
    /// if its account is closed, or, for the first administrator, if there is one.
    async fn use_ticket(
        &self,
        digest: &str,
        used_for: LinkUse,
        log: AuditEntry,
    ) -> Result<Option<User>, StoreError>;

    /// Writes into the log.
    async fn log(&self, entry: AuditEntry) -> Result<(), StoreError>;

    /// Writes several lines into the log in one transaction.
    async fn log_all(&self, entries: Vec<AuditEntry>) -> Result<(), StoreError>;

    /// Reads the log, the newest line first.
    async fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditLine>, StoreError>;
}
