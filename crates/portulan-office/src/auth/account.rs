//! A user's own account: name, language, password, second steps, sessions.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::policy;
use portulan_locales::{MessageKey, key};
use portulan_store::{AuditAction, Passkey, Session, User, UserChange};
use serde::Deserialize;
use uuid::Uuid;

use super::challenges::AuthChallenge;
use super::confirmation::confirm_password;
use super::current_user::CurrentUser;
use super::names::{name_problem, one_line};
use super::secret::{hash, weakness};
use super::{codes, two_step};
use crate::Office;
use crate::error::OfficeError;
use crate::mail::calendar;
use crate::view::{OfficeView, page, refused};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    v: OfficeView,
    sessions: Vec<Session>,
    own: Uuid,
    passkeys: Vec<Passkey>,
    /// True if passkeys are available at this address.
    may_add: bool,
    recovery: usize,
    /// True if the user has a calendar address; and the address, if it has just been created.
    calendar: bool,
    calendar_url: String,
    done: Option<MessageKey>,
    problem: Option<MessageKey>,
}

#[derive(Template)]
#[template(path = "totp.html")]
struct TotpPage<'a> {
    v: OfficeView,
    token: &'a str,
    secret: String,
    url: String,
    path: String,
    side: i32,
    problem: Option<MessageKey>,
}

#[derive(Template)]
#[template(path = "recovery.html")]
struct RecoveryPage {
    v: OfficeView,
    codes: Vec<String>,
}

/// The forms of the page.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum AccountForm {
    Profile {
        name: String,
        language: String,
    },
    Password {
        old: String,
        new: String,
    },
    TotpBegin {
        #[serde(default)]
        password: String,
    },
    TotpConfirm {
        token: String,
        code: String,
    },
    TotpOff {
        #[serde(default)]
        password: String,
    },
    Recovery {
        #[serde(default)]
        password: String,
    },
    RemovePasskey {
        id: String,
        #[serde(default)]
        password: String,
    },
    Calendar,
    CalendarOff,
    EndSession {
        session: Uuid,
    },
    EndOthers,
}

impl AccountForm {
    /// The password that must be right: an open session is not enough to change how its owner proves who they are.
    fn password(&self) -> Option<&str> {
        match self {
            Self::Password { old: password, .. }
            | Self::TotpBegin { password }
            | Self::TotpOff { password }
            | Self::Recovery { password }
            | Self::RemovePasskey { password, .. } => Some(password),
            _ => None,
        }
    }
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    done: Option<MessageKey>,
    problem: Option<MessageKey>,
) -> Result<AccountPage, OfficeError> {
    Ok(AccountPage {
        v: OfficeView::new(current_user, "account"),
        sessions: office.store.sessions(current_user.user.id).await?,
        own: current_user.session.id,
        passkeys: office.store.passkeys(current_user.user.id).await?,
        may_add: office.webauthn.is_some(),
        recovery: usize::try_from(office.store.recovery_codes(current_user.user.id).await?)
            .unwrap_or(usize::MAX),
        calendar: calendar::is_on(office, &current_user.user).await?,
        calendar_url: String::new(),
        done,
        problem,
    })
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    let done = match query.as_deref() {
        Some("done") => Some(key!("office-done-saved")),
        Some("passkey") => Some(key!("office-passkey-added")),
        Some("recovered") => Some(key!("office-recovered")),
        _ => None,
    };
    if query.as_deref() == Some("two-step") {
        return Ok(page(&shown(&office, &current_user, None, Some(key!("office-two-step-missing"))).await?));
    }
    Ok(page(&shown(&office, &current_user, done, None).await?))
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(form): Form<AccountForm>,
) -> Result<Response, OfficeError> {
    let user = current_user.user.clone();
    if let Some(password) = form.password() {
        match confirm_password(&office, &current_user, password).await {
            Err(OfficeError::PasswordRefused(problem)) => {
                return Ok(refused(&shown(&office, &current_user, None, Some(problem)).await?));
            }
            confirmed => confirmed?,
        }
    }
    let session = current_user.session.id;
    match form {
        AccountForm::Profile { name, language } => {
            let name = one_line(&name);
            let unknown = || portulan_locales::Language::find_complete(&language).is_none();
            let problem = name_problem(&name).or_else(|| unknown().then_some(key!("office-name-missing")));
            if let Some(problem) = problem {
                return Ok(refused(&shown(&office, &current_user, None, Some(problem)).await?));
            }
            change(&office, &current_user, UserChange::Profile { name, language }, AuditAction::Profile)
                .await?;
        }
        AccountForm::Password { new, .. } => {
            if let Some(problem) = weakness(&new, &user.email, &user.name) {
                return Ok(refused(&shown(&office, &current_user, None, Some(problem)).await?));
            }
            // Sessions opened with the old password end.
            let hash = hash(new).await?;
            change(&office, &current_user, UserChange::Password { hash, session }, AuditAction::Password)
                .await?;
            calendar::end_if_on(&office, &current_user).await?;
        }
        AccountForm::TotpBegin { .. } => {
            let secret = codes::secret(&office.environment)?;
            let token =
                office.pending.put(AuthChallenge::Showing { user, secret: secret.clone() }, office.now())?;
            return Ok(page(&totp_page(&current_user, &token, secret, None)?));
        }
        AccountForm::TotpConfirm { token, code } => {
            return confirm(&office, &current_user, &token, &code).await;
        }
        AccountForm::TotpOff { .. } | AccountForm::RemovePasskey { .. }
            if two_step::needs_all(&office, &user).await? =>
        {
            return Ok(refused(
                &shown(&office, &current_user, None, Some(key!("office-two-step-last"))).await?,
            ));
        }
        AccountForm::TotpOff { .. } => {
            change(&office, &current_user, UserChange::Totp { secret: None, session }, AuditAction::TotpOff)
                .await?;
        }
        AccountForm::Recovery { .. } => return recovery(&office, &current_user).await,
        AccountForm::RemovePasskey { id, .. } => {
            office.store.delete_passkey(user.id, &id).await?;
            office.store.log(current_user.log(AuditAction::PasskeyRemove, subject(&user), "")).await?;
        }
        // A page of its own, which opens without a session.
        AccountForm::Calendar if two_step::is_missing(&office, &user, "").await? => {
            return Err(OfficeError::TwoStepRequired);
        }
        AccountForm::Calendar => {
            let calendar_url = calendar::address(&office, &current_user).await?;
            let shown = shown(&office, &current_user, None, None).await?;
            return Ok(page(&AccountPage { calendar_url, ..shown }));
        }
        AccountForm::CalendarOff => calendar::end(&office, &current_user).await?,
        AccountForm::EndSession { session } => {
            office.store.end_sessions(user.id, Some(session), None).await?;
        }
        AccountForm::EndOthers => {
            office.store.end_sessions(user.id, None, Some(current_user.session.id)).await?;
            calendar::end_if_on(&office, &current_user).await?;
        }
    }
    Ok(Redirect::to("/office/account?done").into_response())
}

/// Changes a part of the user's own account. Returns an error if the account has changed meanwhile.
async fn change(
    office: &Office,
    current_user: &CurrentUser,
    change: UserChange,
    action: AuditAction,
) -> Result<(), OfficeError> {
    let (user, author) = (&current_user.user, current_user.author(""));
    let log = current_user.log(action, subject(user), "");
    Ok(office.store.change_user(user.id, user.revision, change, &author, policy::accounts, log).await?)
}

/// The name of a user in the audit log.
fn subject(user: &User) -> String {
    format!("user/{}", user.email)
}

fn totp_page<'a>(
    current_user: &CurrentUser,
    token: &'a str,
    secret: String,
    problem: Option<MessageKey>,
) -> Result<TotpPage<'a>, OfficeError> {
    let (url, path, side) = codes::shown(&secret, &current_user.user.email)?;
    Ok(TotpPage { v: OfficeView::new(current_user, "account"), token, secret, url, path, side, problem })
}

/// Turns codes on, once the first one proves that the app has the secret.
async fn confirm(
    office: &Office,
    current_user: &CurrentUser,
    token: &str,
    code: &str,
) -> Result<Response, OfficeError> {
    let Some(AuthChallenge::Showing { user, secret }) = office.pending.get(token, office.now()).filter(
        |half| matches!(half, AuthChallenge::Showing { user, .. } if user.id == current_user.user.id),
    ) else {
        return Ok(Redirect::to("/office/account").into_response());
    };
    let Some(step) = codes::step(&secret, code, office.now().as_second()) else {
        return Ok(refused(&totp_page(current_user, token, secret, Some(key!("office-code-wrong")))?));
    };
    office.pending.take(token, office.now());
    office.store.take_totp_step(user.id, step).await?;
    let on = UserChange::Totp { secret: Some(secret), session: current_user.session.id };
    change(office, current_user, on, AuditAction::TotpOn).await?;
    recovery(office, current_user).await
}

/// Creates new recovery codes, and displays them once. Earlier ones are revoked.
async fn recovery(office: &Office, current_user: &CurrentUser) -> Result<Response, OfficeError> {
    let (codes, digests) = codes::recovery(&office.environment)?;
    office.store.put_recovery_codes(current_user.user.id, &digests).await?;
    office.store.log(current_user.log(AuditAction::RecoveryCodes, subject(&current_user.user), "")).await?;
    Ok(page(&RecoveryPage { v: OfficeView::new(current_user, "account"), codes }))
}
