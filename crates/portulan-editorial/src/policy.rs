//! Rights: every permission as one pure function.
//!
//! [`decide`] answers about records. The store calls it inside the transaction that acts, with the facts of that
//! transaction. [`office`] answers about the rest of the back office, by role alone.
use portulan_model::{Kind, State};
use portulan_store::{
    AccountAction, ActingUser, Action, Decision, Denial, Principal, RecordFacts, Request, TokenScope,
    UserRole,
};

/// Decides about an action on a record.
pub fn decide(request: &Request) -> Decision {
    let user = match &request.principal {
        Principal::Operator => return operator(request.action, request.record),
        Principal::Nobody => return Err(Denial::NotActive),
        Principal::User(user) => user,
    };
    let record = request.record;
    token_allows(user, request.action)?;
    if record.kind.is_private() && !is_staff(user) {
        return Err(Denial::Private);
    }
    allows(user, request)?;
    // Last, so that a user without the right learns nothing about stored files.
    if record.adds_foreign_file { Err(Denial::ForeignFile) } else { Ok(()) }
}

/// Decides by role, scope and state.
fn allows(user: &ActingUser, request: &Request) -> Decision {
    let record = request.record;
    match request.action {
        Action::View => view(user, record),
        Action::Create(state) => {
            create(user, record)?;
            if state == State::Published { publish(user, request) } else { Ok(()) }
        }
        Action::AnswerProposal if record.state.is_none() => create(user, record),
        Action::Save(State::Draft | State::InReview) | Action::AnswerProposal => write(user, record),
        Action::Save(State::Published) | Action::Schedule => {
            write(user, record)?;
            publish(user, request)
        }
        Action::Save(State::Unpublished) => unpublish(user, record),
        Action::Save(State::Archived) => archive(user, record),
        Action::Unschedule => {
            needs(user, UserRole::Publisher)?;
            write(user, record)
        }
        Action::Erase => erase(user, record),
        Action::Propose => propose(user, record),
        Action::AddTask => {
            needs(user, UserRole::Reader)?;
            view(user, record)
        }
        Action::ResolveComment { is_own } => {
            view(user, record)?;
            if is_own { Ok(()) } else { write(user, record) }
        }
        Action::AddFile => needs(user, UserRole::Editor),
        Action::ReplaceFile => Err(Denial::FileExists),
    }
}

/// The operator may do anything that leaves the register consistent: they control the machine.
fn operator(action: Action, record: RecordFacts) -> Decision {
    match action {
        Action::Create(State::Published) | Action::Save(State::Published) | Action::Schedule
            if record.kind == Kind::Mission =>
        {
            Err(Denial::NeverPublic)
        }
        _ => Ok(()),
    }
}

/// True for the authority's own staff, as opposed to partners and operators bound to partnerships.
pub fn is_staff(user: &ActingUser) -> bool {
    user.role >= UserRole::Reader && !user.is_scoped
}

fn token_allows(user: &ActingUser, action: Action) -> Decision {
    let Some(scopes) = &user.token else { return Ok(()) };
    let needed = match action {
        Action::View => TokenScope::Read,
        Action::Create(State::Published)
        | Action::Save(State::Published | State::Unpublished | State::Archived)
        | Action::Schedule
        | Action::Unschedule
        | Action::Erase => TokenScope::Publish,
        _ => TokenScope::Write,
    };
    if scopes.contains(&needed) { Ok(()) } else { Err(Denial::TokenScope(needed)) }
}

fn needs(user: &ActingUser, role: UserRole) -> Decision {
    if user.role >= role { Ok(()) } else { Err(Denial::Role(role)) }
}

/// Viewing: partners view what is in their scope; all other users view every record, except those of private
/// kinds.
fn view(user: &ActingUser, record: RecordFacts) -> Decision {
    if user.role >= UserRole::Reader || record.in_scope { Ok(()) } else { Err(Denial::OutOfScope) }
}

/// Writing an existing record. The authority's record is reserved for administrators.
fn write(user: &ActingUser, record: RecordFacts) -> Decision {
    if user.role == UserRole::Administrator {
        return Ok(());
    }
    if record.kind == Kind::Authority {
        return Err(Denial::Role(UserRole::Administrator));
    }
    needs(user, UserRole::Editor)?;
    let is_foreign = user.is_scoped && (!record.in_scope || record.adds_partnership);
    if is_foreign { Err(Denial::OutOfScope) } else { Ok(()) }
}

/// Adding a record. Users bound to partnerships add to those partnerships.
fn create(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.kind == Kind::Authority {
        return needs(user, UserRole::Administrator);
    }
    needs(user, UserRole::Editor)?;
    if !user.is_scoped || user.role == UserRole::Administrator {
        return Ok(());
    }
    match record.kind {
        Kind::Partnership | Kind::Network | Kind::Page => Err(Denial::OutOfScope),
        Kind::Project | Kind::Agreement if !record.in_scope || record.adds_partnership => {
            Err(Denial::OutOfScope)
        }
        _ => Ok(()),
    }
}

/// Publishing a record that the user may write.
fn publish(user: &ActingUser, request: &Request) -> Decision {
    if request.record.kind == Kind::Mission {
        return Err(Denial::NeverPublic);
    }
    needs(user, UserRole::Publisher)?;
    let is_own_work = request.settings.two_person_approval && request.record.wrote_since_publication;
    if is_own_work { Err(Denial::OwnWork) } else { Ok(()) }
}

/// Unpublishing: withdrawing a record to continue work on it.
fn unpublish(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.state == Some(State::Unpublished) {
        return write(user, record);
    }
    withdraw(user, record)?;
    if record.is_public { Ok(()) } else { Err(Denial::NotPublic) }
}

fn archive(user: &ActingUser, record: RecordFacts) -> Decision {
    // A change of an archived record changes nothing that the public sees.
    if record.state == Some(State::Archived) { write(user, record) } else { withdraw(user, record) }
}

/// Withdrawing a record from the public. The authority's record is always public.
fn withdraw(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.kind == Kind::Authority {
        return Err(Denial::Authority);
    }
    needs(user, UserRole::Publisher)?;
    write(user, record)
}

/// Deleting with all history. A published record must be unpublished or archived first, except for contacts,
/// since persons may request their erasure.
fn erase(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.kind == Kind::Authority {
        return Err(Denial::Authority);
    }
    needs(user, UserRole::Publisher)?;
    write(user, record)?;
    if record.is_public && record.kind != Kind::Person { Err(Denial::StillPublic) } else { Ok(()) }
}

/// Proposing a change. Partners propose changes within their scope, and new projects, events and agreements; those
/// without a scope propose changes to every public record that has no newer draft. Editors bound to partnerships propose
/// changes outside their scope.
fn propose(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.kind.is_private() {
        return Err(Denial::Private);
    }
    match (user.role, record.state) {
        (UserRole::Reader, _) => Err(Denial::Role(UserRole::Editor)),
        (UserRole::Partner, None) => match record.kind {
            Kind::Project | Kind::Event | Kind::Agreement => Ok(()),
            _ => Err(Denial::Role(UserRole::Editor)),
        },
        (UserRole::Partner, Some(_)) if record.in_scope => Ok(()),
        (UserRole::Partner, Some(_)) if record.kind == Kind::Authority => Err(Denial::Role(UserRole::Editor)),
        (UserRole::Partner, Some(State::Published)) if !user.is_scoped => Ok(()),
        (UserRole::Partner, Some(_)) => Err(Denial::OutOfScope),
        (_, None) => Err(Denial::NotProposable),
        (_, Some(_)) if record.kind == Kind::Authority => Err(Denial::Role(UserRole::Administrator)),
        (_, Some(_)) if write(user, record).is_ok() => Err(Denial::NotProposable),
        (_, Some(_)) => Ok(()),
    }
}

/// An action of the back office that does not concern a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficeAction {
    /// Invite users, change their rights, close accounts.
    ManageUsers,
    /// Change the settings of the register.
    ChangeSettings,
    /// Read the audit log.
    ReadAuditLog,
    /// Add and remove webhooks.
    ManageWebhooks,
    /// Store exchange rates and lists of recipients.
    StoreRates,
    /// Import files.
    Import,
    /// Create API tokens.
    MakeTokens,
    /// Upload pictures and documents.
    UploadFiles,
    /// Read and add tasks.
    UseTasks,
    /// Delete contacts with all references to them.
    EraseContacts,
    /// Read the yearly declaration, and reports with amounts.
    ReadDeclaration,
    /// Decide values of the yearly declaration.
    DecideDeclaration,
    /// Freeze the yearly declaration as filed.
    FreezeDeclaration,
}

impl OfficeAction {
    /// The least privileged role with this right.
    pub fn role(self) -> UserRole {
        match self {
            Self::UseTasks | Self::ReadDeclaration => UserRole::Reader,
            Self::Import | Self::MakeTokens | Self::UploadFiles | Self::DecideDeclaration => UserRole::Editor,
            Self::EraseContacts | Self::FreezeDeclaration => UserRole::Publisher,
            Self::ManageUsers
            | Self::ChangeSettings
            | Self::ReadAuditLog
            | Self::ManageWebhooks
            | Self::StoreRates => UserRole::Administrator,
        }
    }

    /// True if the action is reserved for the authority's own staff.
    pub fn is_for_staff(self) -> bool {
        matches!(
            self,
            Self::Import
                | Self::EraseContacts
                | Self::ReadDeclaration
                | Self::DecideDeclaration
                | Self::FreezeDeclaration
        )
    }
}

/// Decides about an action of the back office.
pub fn office(role: UserRole, is_scoped: bool, action: OfficeAction) -> Decision {
    if role < action.role() {
        return Err(Denial::Role(action.role()));
    }
    if action.is_for_staff() && is_scoped { Err(Denial::Private) } else { Ok(()) }
}

/// Decides about an action on an account, one's own or another's. Tokens cannot change accounts.
pub fn accounts(principal: &Principal, action: AccountAction) -> Decision {
    let user = match principal {
        Principal::Operator => return Ok(()),
        Principal::Nobody => return Err(Denial::NotActive),
        Principal::User(user) => user,
    };
    if user.token.is_some() {
        return Err(Denial::TokenScope(TokenScope::Write));
    }
    match action {
        AccountAction::ChangeOwn => Ok(()),
        AccountAction::Manage => office(user.role, user.is_scoped, OfficeAction::ManageUsers),
    }
}

/// True if a user may create a record of a kind, directly or as a proposal.
pub fn may_begin(role: UserRole, is_scoped: bool, kind: Kind) -> bool {
    let user = ActingUser { id: uuid::Uuid::nil(), role, is_scoped, token: None };
    // The scope of the new record is not known yet; it is assumed to be the user's.
    let record = RecordFacts { in_scope: true, ..RecordFacts::new(kind) };
    let asks = [Action::Create(State::Draft), Action::Propose].map(|action| Request {
        principal: Principal::User(user.clone()),
        action,
        record,
        settings: portulan_store::PolicySettings::default(),
    });
    kind != Kind::Authority && asks.iter().any(|request| decide(request).is_ok())
}

#[cfg(test)]
mod tests;
