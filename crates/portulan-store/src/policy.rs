//! The question that a policy answers, with the facts that its answer rests on.
//!
//! The store gathers the facts inside the transaction that acts, calls the [`Policy`] that its caller passes, and makes
//! no change when the answer is no. It decides nothing itself: the rules are in `portulan-editorial`.
use portulan_model::{Kind, State};
use uuid::Uuid;

use crate::{TokenScope, UserRole};

/// The user or program that acts, as the transaction sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// The operator of the machine, at the command line.
    Operator,
    /// A user whose account is active.
    User(ActingUser),
    /// A user who does not exist or is not active, or a token that does not exist or has expired.
    Nobody,
}

/// A user with the rights of the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActingUser {
    /// The identity.
    pub id: Uuid,
    /// The role.
    pub role: UserRole,
    /// True if the user is bound to partnerships.
    pub is_scoped: bool,
    /// The scopes of the token through which the user acts; `None` in a browser.
    pub token: Option<Vec<TokenScope>>,
}

/// What is to be done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Reads its drafts, history and comments.
    View,
    /// Creates it in a state.
    Create(State),
    /// Writes a revision in a state; published and archived change what the public sees.
    Save(State),
    /// Sets the moment at which it is published.
    Schedule,
    /// Cancels that.
    Unschedule,
    /// Deletes it permanently, with its history.
    Erase,
    /// Proposes a change of it, or a new one.
    Propose,
    /// Accepts or declines a proposal about it.
    AnswerProposal,
    /// Stores a file under a name that is free.
    AddFile,
    /// Replaces or deletes a stored file.
    ReplaceFile,
}

/// A record, as far as a policy has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and a policy reads them by name"
)]
pub struct RecordFacts {
    /// Its kind.
    pub kind: Kind,
    /// The state of its newest revision; `None` for a record that does not exist yet.
    pub state: Option<State>,
    /// True if the public sees a revision of it.
    pub is_public: bool,
    /// True if it belongs to a partnership that the principal is bound to, or was written by the principal alone.
    pub in_scope: bool,
    /// True if the change refers to a partnership that the principal is not bound to and that it did not refer to before.
    pub adds_partnership: bool,
    /// True if the principal wrote a revision since the last publication, or if the change itself has other content than
    /// the newest revision.
    pub wrote_since_publication: bool,
}

impl RecordFacts {
    /// A record that does not exist yet.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            state: None,
            is_public: false,
            in_scope: false,
            adds_partnership: false,
            wrote_since_publication: false,
        }
    }
}

/// The key of the setting that asks for two people for each publication; its value is `true` or `false`.
pub const TWO_PERSON_APPROVAL: &str = "four-eyes";

/// The settings of the authority that decide about rights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PolicySettings {
    /// True if each publication needs a second person.
    pub two_person_approval: bool,
}

/// A question to a policy.
#[derive(Debug, Clone)]
pub struct Request {
    /// The user or program that acts.
    pub principal: Principal,
    /// The action.
    pub action: Action,
    /// The record that it is done to.
    pub record: RecordFacts,
    /// The settings that apply.
    pub settings: PolicySettings,
}

/// Why an action is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Denial {
    /// The account is closed, or the token has expired.
    #[error("the account is not active, or the token has expired")]
    NotActive,
    /// The role does not include the action.
    #[error("this needs the role {}", .0.name())]
    Role(UserRole),
    /// The token was not made for the action.
    #[error("the token does not have the scope {}", .0.name())]
    TokenScope(TokenScope),
    /// The record belongs to partnerships that the user is not bound to.
    #[error("the record belongs to a partnership that the user is not bound to")]
    OutOfScope,
    /// Records of this kind are for the authority's own staff.
    #[error("records of this kind are for the authority's own staff")]
    Private,
    /// Another user must publish what the user wrote.
    #[error("two-person approval: somebody else must publish what this user wrote")]
    OwnWork,
    /// Records of this kind are never published.
    #[error("records of this kind are never published")]
    NeverPublic,
    /// The authority's record is never archived nor deleted.
    #[error("the authority's record is never archived nor deleted")]
    Authority,
    /// The record is public; it must be unpublished or archived before it is deleted.
    #[error("the record is public; unpublish or archive it first")]
    StillPublic,
    /// The record is not public, so that it cannot be unpublished.
    #[error("the record is not public")]
    NotPublic,
    /// The file is used by a record.
    #[error("a file of this name exists; store the new file under another name")]
    FileExists,
    /// Users who may change a record do so instead of proposing.
    #[error("there is nothing to propose: change the record instead")]
    NotProposable,
}

/// The answer to a question: allowed, or the reason for the refusal.
pub type Decision = Result<(), Denial>;

/// A policy. It is pure: the same question has the same answer.
pub type Policy = fn(&Request) -> Decision;

/// What is done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountAction {
    /// Changing one's own name, password or second step.
    ChangeOwn,
    /// Adding, changing or removing another user's account.
    Manage,
}

/// A policy about accounts. It is pure: the same question has the same answer.
pub type AccountPolicy = fn(&Principal, AccountAction) -> Decision;

/// The policy about accounts of the command line, which acts for the operator alone.
pub fn operator_accounts(principal: &Principal, _: AccountAction) -> Decision {
    if *principal == Principal::Operator { Ok(()) } else { Err(Denial::NotActive) }
}

/// The policy of the command line, which acts for the operator alone.
pub fn operator_only(request: &Request) -> Decision {
    if request.principal == Principal::Operator { Ok(()) } else { Err(Denial::NotActive) }
}
