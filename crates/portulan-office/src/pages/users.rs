//! Users: invitations, roles, deactivation.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::policy::{self, OfficeAction};
use portulan_locales::{MessageKey, key, list};
use portulan_model::Kind;
use portulan_model::check::is_email_or_local;
use portulan_store::{AuditAction, AuditEntry, Filter, Purpose, RecordSummary, User, UserChange, UserRole};
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::auth::invitation::link;
use crate::auth::names::{name_problem, one_line};
use crate::error::OfficeError;
use crate::mail::{compose, send};
use crate::pairs::{FormPairs, field};
use crate::view::{OfficeView, page, refused};

#[derive(Template)]
#[template(path = "users.html")]
struct UsersPage<'a> {
    v: OfficeView,
    users: Vec<User>,
    partnerships: Vec<RecordSummary>,
    email: &'a str,
    name: &'a str,
    /// The name of the selected role.
    role: &'a str,
    /// The selected partnerships.
    scope: Vec<Uuid>,
    problem: Option<MessageKey>,
}

impl UsersPage<'_> {
    /// The partnerships that a user is bound to, in words; empty for a user without bounds.
    fn scope_words(&self, user: &User) -> String {
        let own = self.partnerships.iter().filter(|head| user.scope.contains(&head.id));
        own.map(|head| self.v.head(head)).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Template)]
#[template(path = "user.html")]
struct UserPage {
    v: OfficeView,
    u: User,
    partnerships: Vec<RecordSummary>,
    access: AccessLink,
    is_self: bool,
}

pub async fn list(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ManageUsers)?;
    Ok(page(&users_page(&office, &current_user).await?))
}

/// The page with an empty form.
async fn users_page<'a>(office: &Office, current_user: &CurrentUser) -> Result<UsersPage<'a>, OfficeError> {
    Ok(UsersPage {
        v: OfficeView::new(current_user, "users"),
        users: office.store.users().await?,
        partnerships: partnerships(office).await?,
        email: "",
        name: "",
        role: UserRole::Editor.name(),
        scope: Vec::new(),
        problem: None,
    })
}

/// All partnerships, to one or more of which a user can be bound.
async fn partnerships(office: &Office) -> Result<Vec<RecordSummary>, OfficeError> {
    Ok(office.store.summaries(&Filter::of(Kind::Partnership)).await?)
}

/// The partnerships that a form selects.
fn scope(form: &[(String, String)]) -> Vec<Uuid> {
    form.iter().filter(|(key, _)| key == "scope").filter_map(|(_, id)| id.parse().ok()).collect()
}

pub async fn invite(
    State(office): State<Office>,
    current_user: CurrentUser,
    FormPairs(form): FormPairs,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ManageUsers)?;
    let (typed_email, typed_name, typed_role) =
        (field(&form, "email"), field(&form, "name"), field(&form, "role"));
    let email = typed_email.trim().to_lowercase();
    let name = one_line(typed_name);
    let problem = match (email_problem(&office, &email).await?, typed_role.parse::<UserRole>()) {
        (Some(problem), _) => Err(problem),
        (None, Ok(role)) => name_problem(&name).map_or(Ok(role), Err),
        (None, Err(_)) => Err(key!("office-email-wrong")),
    };
    let role = match problem {
        Ok(role) => role,
        Err(problem) => {
            return Ok(refused(&UsersPage {
                email: typed_email,
                name: typed_name,
                role: typed_role,
                scope: scope(&form),
                problem: Some(problem),
                ..users_page(&office, &current_user).await?
            }));
        }
    };
    let user = add_invited(&office, &current_user, (&email, &name), role, scope(&form)).await?;
    hand_over(&office, &current_user, user, Purpose::Invitation).await
}

/// The message key of a problem of the e-mail address of a new user: not an address, or of another user.
pub(super) async fn email_problem(office: &Office, email: &str) -> Result<Option<MessageKey>, OfficeError> {
    if !is_email_or_local(email) {
        return Ok(Some(key!("office-email-wrong")));
    }
    Ok(office.store.user_by_email(email).await?.map(|_| key!("office-email-taken")))
}

/// Adds a user with an e-mail address, a name, a role and partnerships, who cannot sign in before following a link.
pub(super) async fn add_invited(
    office: &Office,
    current_user: &CurrentUser,
    (email, name): (&str, &str),
    role: UserRole,
    scope: Vec<Uuid>,
) -> Result<User, OfficeError> {
    let user = User::new(office.new_id()?, email, name, &current_user.user.language, role, office.now());
    let user = User { scope, ..user };
    let entry = current_user.log(AuditAction::Invite, format!("user/{email}"), role.name());
    office.store.add_user(&user, &current_user.author(""), policy::accounts, entry).await?;
    Ok(user)
}

/// The single-use link of a user.
#[derive(Default)]
pub(super) struct AccessLink {
    /// The address; empty if the page does not show it.
    pub address: String,
    /// True if the link was sent by mail.
    pub is_mailed: bool,
}

/// Creates a link for a user: sent by mail, or to be displayed if mail is not configured.
pub(super) async fn access_link(
    office: &Office,
    current_user: &CurrentUser,
    user: &User,
    purpose: Purpose,
) -> Result<AccessLink, OfficeError> {
    let address = link(office, user, purpose).await?;
    let key = if purpose == Purpose::Reset { key!("mail-reset") } else { key!("mail-invitation") };
    let letter = compose(user, key, &[("url", &address), ("by", &current_user.user.name)]);
    let is_mailed = send(office, vec![letter], None).await?;
    Ok(AccessLink { address: if is_mailed { String::new() } else { address }, is_mailed })
}

/// Creates a link for a user, and shows the user with it.
async fn hand_over(
    office: &Office,
    current_user: &CurrentUser,
    user: User,
    purpose: Purpose,
) -> Result<Response, OfficeError> {
    let access = access_link(office, current_user, &user, purpose).await?;
    shown(office, current_user, user, access).await
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    u: User,
    access: AccessLink,
) -> Result<Response, OfficeError> {
    let partnerships = partnerships(office).await?;
    let is_self = u.id == current_user.user.id;
    Ok(page(&UserPage { v: OfficeView::new(current_user, "users"), u, partnerships, access, is_self }))
}

async fn change(
    office: &Office,
    current_user: &CurrentUser,
    user: &User,
    change: UserChange,
    entry: AuditEntry,
) -> Result<(), OfficeError> {
    let author = current_user.author("");
    Ok(office.store.change_user(user.id, user.revision, change, &author, policy::accounts, entry).await?)
}

async fn found(office: &Office, id: Uuid) -> Result<User, OfficeError> {
    office.store.user(id).await?.ok_or(OfficeError::Missing)
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ManageUsers)?;
    let user = found(&office, id).await?;
    shown(&office, &current_user, user, AccessLink::default()).await
}

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
enum UserVerb {
    Link,
    Delete,
    FactorsOff,
    Save,
}

portulan_model::impl_names!(UserVerb);

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    FormPairs(form): FormPairs,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ManageUsers)?;
    let user = found(&office, id).await?;
    let field = |name: &str| field(&form, name);
    let subject = format!("user/{}", user.email);
    let unknown = || OfficeError::Unreadable(field("do").to_owned());
    match UserVerb::from_name(field("do")).ok_or_else(unknown)? {
        UserVerb::Link => {
            let purpose = if user.password.is_some() { Purpose::Reset } else { Purpose::Invitation };
            office.store.log(current_user.log(AuditAction::Link, subject, purpose.name())).await?;
            return hand_over(&office, &current_user, user, purpose).await;
        }
        // The last administrator cannot lock everybody out.
        UserVerb::Delete if user.id != current_user.user.id => {
            let entry = current_user.log(AuditAction::DeleteUser, subject, "");
            office.store.delete_user(user.id, &current_user.author(""), policy::accounts, entry).await?;
        }
        // For a user who has lost telephone and codes: the password alone is sufficient again.
        UserVerb::FactorsOff if user.id != current_user.user.id => {
            let entry = current_user.log(AuditAction::FactorsOff, subject, "");
            change(&office, &current_user, &user, UserChange::DropFactors, entry).await?;
        }
        UserVerb::Save => {
            let role = field("role").parse::<UserRole>();
            let role = role.map_err(|unknown| OfficeError::Unreadable(unknown.to_string()))?;
            let active = field("active") == "true";
            if user.id == current_user.user.id && (role != user.role || !active) {
                return Err(OfficeError::Forbidden);
            }
            let scope = scope(&form);
            // The page shows one revision of the account: changes of another administrator since are not
            // undone.
            let revision = field("revision").parse().unwrap_or(user.revision);
            let user = User { revision, ..user };
            let detail = format!("{} {}", role.name(), if active { "active" } else { "inactive" });
            let entry = current_user.log(AuditAction::ChangeUser, subject, detail);
            change(&office, &current_user, &user, UserChange::Rights { role, active, scope }, entry).await?;
        }
        UserVerb::Delete | UserVerb::FactorsOff => return Err(OfficeError::Forbidden),
    }
    Ok(Redirect::to("/office/users").into_response())
}
