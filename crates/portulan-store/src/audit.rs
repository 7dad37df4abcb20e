//! The audit log: who did what, and when.
use jiff::Timestamp;
use portulan_model::Kind;
use uuid::Uuid;

/// An action in the audit log. The log stores its name, so a name does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum AuditAction {
    /// A proposal was accepted.
    Accept,
    /// The operator made a link to the back office on the command line.
    Access,
    /// A record was archived.
    Archive,
    /// A calendar address was made.
    Calendar,
    /// A calendar address was ended.
    CalendarOff,
    /// A record got a new revision.
    Change,
    /// The review of a record was requested.
    RequestReview,
    /// A record in review became a draft again.
    EndReview,
    /// Role, scope or activity of a user was changed.
    ChangeUser,
    /// A code of two-step verification was wrong.
    CodeFailed,
    /// A contribution to a project was accepted.
    ContributionAccept,
    /// A contributor was asked for a contribution to a project.
    ContributionAsk,
    /// A contribution to a project was closed without being accepted.
    ContributionDecline,
    /// A contribution to a project was sent back, or got a new link.
    ContributionReopen,
    /// A contributor sent a contribution to a project.
    ContributionSend,
    /// A record was created.
    Create,
    /// A proposal was declined.
    Decline,
    /// A record was deleted.
    Delete,
    /// A user was deleted.
    DeleteUser,
    /// A value of the declaration was decided.
    EapdDecide,
    /// A declaration was filed.
    EapdFreeze,
    /// A declaration was sent to the procedure of the State as a draft.
    EapdPrefill,
    /// The filing of a declaration was undone.
    EapdThaw,
    /// A list was exported.
    Export,
    /// The second factors of a user were removed.
    FactorsOff,
    /// A link for a new password was requested.
    Forgot,
    /// A webhook was added.
    Hook,
    /// A webhook was removed.
    HookEnd,
    /// A webhook did not answer.
    HookFailed,
    /// The columns of a spreadsheet were matched to fields.
    ImportColumns,
    /// An invitation was accepted.
    Invitation,
    /// A user was invited.
    Invite,
    /// A link for a new password was made for a user.
    Link,
    /// A user signed in.
    Login,
    /// An attempt to sign in failed.
    LoginFailed,
    /// A user signed out.
    Logout,
    /// A mail could not be delivered.
    MailFailed,
    /// A passkey was added.
    PasskeyAdd,
    /// A passkey was removed.
    PasskeyRemove,
    /// A password was changed.
    Password,
    /// A password was wrong when a user had to confirm a change.
    PasswordFailed,
    /// Name or language of a user was changed.
    Profile,
    /// A change was proposed.
    Propose,
    /// A record was published.
    Publish,
    /// Exchange rates were loaded.
    Rates,
    /// Personal data was read.
    Read,
    /// A list of recipients was loaded.
    Recipients,
    /// Recovery codes were made.
    RecoveryCodes,
    /// A request was denied.
    Refused,
    /// A lost password was reset.
    Reset,
    /// A publication was scheduled.
    Schedule,
    /// A scheduled publication could not be made.
    ScheduleMissed,
    /// A setting was changed.
    Set,
    /// An attempt to sign in by single sign-on failed.
    SsoFailed,
    /// An identity of the identity provider was linked to a user.
    SsoFirst,
    /// Single sign-on named an identity that no user has.
    SsoUnknown,
    /// The first administrator was created.
    Start,
    /// A task was added.
    Task,
    /// A task was completed.
    TaskDone,
    /// A task was deleted.
    TaskDrop,
    /// A task was opened again.
    TaskOpen,
    /// A token was made.
    Token,
    /// A token was revoked.
    TokenEnd,
    /// Codes of an app were turned off.
    TotpOff,
    /// Codes of an app were turned on.
    TotpOn,
    /// A record was unpublished.
    Unpublish,
    /// A scheduled publication was cancelled.
    Unschedule,
    /// A proposal was withdrawn by its author.
    Withdraw,
}

portulan_model::impl_names!(AuditAction);

/// An entry for the audit log.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// The user who acted.
    pub user: Option<Uuid>,
    /// The name of that user, or of the client that tried (an address, a program).
    pub actor: String,
    /// The action.
    pub action: AuditAction,
    /// The object of the action: `partnership/kendari`, `user/…`.
    pub subject: String,
    /// Details.
    pub detail: String,
}

impl AuditEntry {
    /// An action of the program itself, or of a client without an account; without subject and detail.
    pub fn new(actor: impl Into<String>, action: AuditAction) -> Self {
        Self { user: None, actor: actor.into(), action, subject: String::new(), detail: String::new() }
    }
}

/// A line of the audit log.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// The number of the line.
    pub number: i64,
    /// The time.
    pub at: Timestamp,
    /// The user who acted.
    pub user: Option<Uuid>,
    /// The name of that user, or of the client that tried.
    pub actor: String,
    /// The name of the action, as stored: earlier versions had other actions.
    pub action: String,
    /// The object of the action.
    pub subject: String,
    /// Details.
    pub detail: String,
}

/// A filter for lines of the audit log.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Lines with this action only; `None` for all.
    pub action: Option<AuditAction>,
    /// Lines of this user only; `None` for all.
    pub user: Option<Uuid>,
    /// Lines about records of this kind only; `None` for all.
    pub kind: Option<Kind>,
    /// Lines from this moment only; `None` for all.
    pub from: Option<Timestamp>,
    /// Lines before this moment only; `None` for all.
    pub until: Option<Timestamp>,
    /// Lines that contain this text in actor, subject or detail, or in the name of the record that they are about; empty for all. Names
    /// of contacts are not searched.
    pub words: String,
    /// Lines with a smaller number only; `None` for all.
    pub before: Option<i64>,
    /// The largest number of lines.
    pub limit: u32,
}
