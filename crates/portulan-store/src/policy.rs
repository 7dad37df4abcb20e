//! Rights: the question that a policy answers, and the facts that it decides on.
//!
//! The store collects the facts inside the transaction that makes the change, calls the [`Policy`] that its
//! caller passes, and rolls the change back if the policy denies it. The rules are in `portulan-editorial`.
use portulan_model::{Kind, State};
use uuid::Uuid;

use crate::{TokenScope, UserRole};

/// The acting user or program, as the transaction sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// The operator of the machine, at the command line.
    Operator,
    /// A user whose account is active.
    User(ActingUser),
    /// A user who does not exist or is deactivated, or a token that does not exist or has expired.
    Nobody,
}

/// A user with current rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActingUser {
    /// The identity.
    pub id: Uuid,
    /// The role.
    pub role: UserRole,
    /// True if the user is bound to partnerships.
    pub is_scoped: bool,
    /// The scopes of the token that the user acts through; `None` in a browser.
    pub token: Option<Vec<TokenScope>>,
}

/// An action on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read its drafts, history and comments.
    View,
    /// Create it in a state.
    Create(State),
    /// Save a revision in a state; published and archived change what the public sees.
    Save(State),
    /// Schedule its publication.
    Schedule,
    /// Cancel its scheduled publication.
    Unschedule,
    /// Delete it permanently, with its history.
    Erase,
    /// Propose a change of it, or a new record.
    Propose,
    /// Accept or decline a proposal.
    AnswerProposal,
    /// Add a task about it.
    AddTask,
    /// Mark a comment on it as resolved, or open it again.
    ResolveComment {
        /// True if the principal wrote the comment.
        is_own: bool,
    },
    /// Store a file with an unused name.
    AddFile,
    /// Replace or delete a stored file.
    ReplaceFile,
}

/// The facts about a record that a policy may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and a policy reads them by name"
)]
pub struct RecordFacts {
    /// The kind.
    pub kind: Kind,
    /// The state of its newest revision; `None` for a record that does not exist yet.
    pub state: Option<State>,
    /// True if a revision of it is published.
    pub is_public: bool,
    /// True if it belongs to a partnership that the principal is bound to, or if only the principal has
    /// written it.
    pub in_scope: bool,
    /// True if the change adds a reference to a partnership outside the principal's bounds.
    pub adds_partnership: bool,
    /// True if the change names a file that neither the record nor the change brought: it may belong to a record that the
    /// principal must not see, now or later.
    pub adds_foreign_file: bool,
    /// True if the principal has written a revision since the last publication, or if the content of the
    /// change differs from the newest revision.
    pub wrote_since_publication: bool,
}

impl RecordFacts {
    /// The facts about a record that does not exist yet.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            state: None,
            is_public: false,
            in_scope: false,
            adds_partnership: false,
            adds_foreign_file: false,
            wrote_since_publication: false,
        }
    }
}

/// The settings of the register that affect rights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PolicySettings {
    /// True if each publication requires a second person.
    pub two_person_approval: bool,
}

/// The question to a policy.
#[derive(Debug, Clone)]
pub struct Request {
    /// The acting user or program.
    pub principal: Principal,
    /// The action.
    pub action: Action,
    /// The record.
    pub record: RecordFacts,
    /// The settings.
    pub settings: PolicySettings,
}

/// The reason for a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Denial {
    /// The account is deactivated, or the token has expired.
    #[error("the account is not active, or the token has expired")]
    NotActive,
    /// The role does not include the action; this role does.
    #[error("this needs the role {}", .0.name())]
    Role(UserRole),
    /// The token lacks this scope.
    #[error("the token does not have the scope {}", .0.name())]
    TokenScope(TokenScope),
    /// The record is outside the user's bounds.
    #[error("the record belongs to a partnership that the user is not bound to")]
    OutOfScope,
    /// Records of this kind are reserved for the authority's own staff.
    #[error("records of this kind are for the authority's own staff")]
    Private,
    /// Two-person approval: another user must publish the user's changes.
    #[error("two-person approval: somebody else must publish what this user wrote")]
    OwnWork,
    /// Records of this kind are never published.
    #[error("records of this kind are never published")]
    NeverPublic,
    /// The authority's record can be neither archived nor deleted.
    #[error("the authority's record is never archived nor deleted")]
    Authority,
    /// The register has an authority, and no second one.
    #[error("a register has one authority; change its record instead of adding another")]
    SecondAuthority,
    /// The record is published; it must be unpublished or archived before it is deleted.
    #[error("the record is public; unpublish or archive it first")]
    StillPublic,
    /// The record is not published, so it cannot be unpublished.
    #[error("the record is not public")]
    NotPublic,
    /// The file is used by a record.
    #[error("a file of this name exists; store the new file under another name")]
    FileExists,
    /// The record names a file that was not stored with it.
    #[error("the file was not stored with this record; send the file again for this record")]
    ForeignFile,
    /// Users with the right to change a record cannot propose changes of it.
    #[error("there is nothing to propose: change the record instead")]
    NotProposable,
}

/// The decision of a policy: allowed, or the reason for the denial.
pub type Decision = Result<(), Denial>;

/// A policy. It is pure: equal requests have equal decisions.
pub type Policy = fn(&Request) -> Decision;

/// An action on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountAction {
    /// Change one's own name, password or two-step verification.
    ChangeOwn,
    /// Add, change or remove another user's account.
    Manage,
}

/// A policy for accounts. It is pure: equal requests have equal decisions.
pub type AccountPolicy = fn(&Principal, AccountAction) -> Decision;

/// The account policy of the command line: allows the operator only.
pub fn operator_accounts(principal: &Principal, _: AccountAction) -> Decision {
    if *principal == Principal::Operator { Ok(()) } else { Err(Denial::NotActive) }
}

/// The policy of the command line: allows the operator only.
pub fn operator_only(request: &Request) -> Decision {
    if request.principal == Principal::Operator { Ok(()) } else { Err(Denial::NotActive) }
}
