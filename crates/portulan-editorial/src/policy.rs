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
        Action::AddFile => needs(user, UserRole::Editor),
        Action::ReplaceFile => Err(Denial::FileExists),
    }
}

/// The operator may do all that leaves the register whole: the machine is theirs.
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

/// True for the authority's own staff, rather than partners and operators bound to partnerships.
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

/// Reading: partners see what is theirs; all others see every record, except of private kinds.
fn view(user: &ActingUser, record: RecordFacts) -> Decision {
    if user.role >= UserRole::Reader || record.in_scope { Ok(()) } else { Err(Denial::OutOfScope) }
}

/// Changing a record that exists. The authority's record is the administrators' own.
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

/// Adding a record. Users bound to partnerships add to those.
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

/// Publishing what the user may write.
fn publish(user: &ActingUser, request: &Request) -> Decision {
    if request.record.kind == Kind::Mission {
        return Err(Denial::NeverPublic);
    }
    needs(user, UserRole::Publisher)?;
    let is_own_work = request.settings.two_person_approval && request.record.wrote_since_publication;
    if is_own_work { Err(Denial::OwnWork) } else { Ok(()) }
}

/// Withdrawing what is public, to go on working on it.
fn unpublish(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.state == Some(State::Unpublished) {
        return write(user, record);
    }
    withdraw(user, record)?;
    if record.is_public { Ok(()) } else { Err(Denial::NotPublic) }
}

fn archive(user: &ActingUser, record: RecordFacts) -> Decision {
    // A change of what is archived already changes nothing that the public sees.
    if record.state == Some(State::Archived) { write(user, record) } else { withdraw(user, record) }
}

/// Taking a record from the public. The authority's own is always public.
fn withdraw(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.kind == Kind::Authority {
        return Err(Denial::Authority);
    }
    needs(user, UserRole::Publisher)?;
    write(user, record)
}

/// Deleting with all history. What is public is unpublished or archived first; contacts go at once, since persons may ask for it.
fn erase(user: &ActingUser, record: RecordFacts) -> Decision {
    if record.kind == Kind::Authority {
        return Err(Denial::Authority);
    }
    needs(user, UserRole::Publisher)?;
    write(user, record)?;
    if record.is_public && record.kind != Kind::Person { Err(Denial::StillPublic) } else { Ok(()) }
}

/// Proposing a change. Partners propose changes of what is theirs, and new projects, events and agreements; editors
/// bound to partnerships propose changes of what belongs to others.
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
        (UserRole::Partner, Some(_)) => Err(Denial::OutOfScope),
        (_, None) => Err(Denial::NotProposable),
        (_, Some(_)) if record.kind == Kind::Authority => Err(Denial::Role(UserRole::Administrator)),
        (_, Some(_)) if write(user, record).is_ok() => Err(Denial::NotProposable),
        (_, Some(_)) => Ok(()),
    }
}

/// What the back office offers beside records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficeAction {
    /// Inviting users, changing their rights, closing accounts.
    ManageUsers,
    /// Changing the settings of the register.
    ChangeSettings,
    /// Reading the audit log.
    ReadAuditLog,
    /// Adding and removing webhooks.
    ManageWebhooks,
    /// Storing exchange rates and lists of recipients.
    StoreRates,
    /// Importing files.
    Import,
    /// Making tokens for programs.
    MakeTokens,
    /// Uploading pictures.
    UploadPictures,
    /// Reading and adding tasks.
    UseTasks,
    /// Deleting contacts with all that refers to them.
    EraseContacts,
    /// Reading the yearly declaration and reports with amounts.
    ReadDeclaration,
    /// Deciding values of the yearly declaration.
    DecideDeclaration,
    /// Freezing the yearly declaration as it was filed.
    FreezeDeclaration,
}

impl OfficeAction {
    /// The least role that may do it.
    pub fn role(self) -> UserRole {
        match self {
            Self::UseTasks | Self::ReadDeclaration => UserRole::Reader,
            Self::Import | Self::MakeTokens | Self::UploadPictures | Self::DecideDeclaration => {
                UserRole::Editor
            }
            Self::EraseContacts | Self::FreezeDeclaration => UserRole::Publisher,
            Self::ManageUsers
            | Self::ChangeSettings
            | Self::ReadAuditLog
            | Self::ManageWebhooks
            | Self::StoreRates => UserRole::Administrator,
        }
    }

    /// True if it is for the authority's own staff alone.
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

/// Decides about an account: one's own, or another's. Tokens change no accounts.
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

/// True if a user may begin a record of a kind, to write or to propose it.
pub fn may_begin(role: UserRole, is_scoped: bool, kind: Kind) -> bool {
    let user = ActingUser { id: uuid::Uuid::nil(), role, is_scoped, token: None };
    // Where it belongs is not known yet: taken as one of the user's own.
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
