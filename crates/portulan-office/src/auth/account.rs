//! A user's own account: name, language, password, second steps, sessions.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use portulan_editorial::policy;
use portulan_store::{Passkey, Session, User, UserChange};
use serde::Deserialize;
use uuid::Uuid;

use super::challenges::AuthChallenge;
use super::invitation::{name_problem, one_line};
use super::{CurrentUser, codes, confirm_password, hash, two_step, weakness};
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
    /// Whether browsers know passkeys at this address.
    may_add: bool,
    recovery: usize,
    /// Whether the user has an address for the calendar, and that address when it has just been made.
    calendar: bool,
    calendar_url: String,
    done: &'static str,
    problem: &'static str,
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
    problem: &'static str,
}

#[derive(Template)]
#[template(path = "recovery.html")]
struct RecoveryPage {
    v: OfficeView,
    codes: Vec<String>,
}

/// What the forms send: one of these.
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
    seat: &CurrentUser,
    done: &'static str,
    problem: &'static str,
) -> Result<AccountPage, OfficeError> {
    Ok(AccountPage {
        v: OfficeView::new(seat, "account"),
        sessions: office.store.sessions(seat.user.id).await?,
        own: seat.session.id,
        passkeys: office.store.passkeys(seat.user.id).await?,
        may_add: office.webauthn.is_some(),
        recovery: usize::try_from(office.store.recovery_codes(seat.user.id).await?).unwrap_or(usize::MAX),
        calendar: calendar::is_on(office, &seat.user).await?,
        calendar_url: String::new(),
        done,
        problem,
    })
}

pub async fn show(
    State(office): State<Office>,
    seat: CurrentUser,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    let done = match query.as_deref() {
        Some("done") => "office-done-saved",
        Some("passkey") => "office-passkey-added",
        Some("recovered") => "office-recovered",
        _ => "",
    };
    if query.as_deref() == Some("two-step") {
        return Ok(page(&shown(&office, &seat, "", "office-two-step-missing").await?));
    }
    Ok(page(&shown(&office, &seat, done, "").await?))
}

pub async fn act(
    State(office): State<Office>,
    seat: CurrentUser,
    Form(form): Form<AccountForm>,
) -> Result<Response, OfficeError> {
    let user = seat.user.clone();
    if let Some(password) = form.password() {
        match confirm_password(&office, &seat, password).await {
            Err(OfficeError::PasswordRefused(problem)) => {
                return Ok(refused(&shown(&office, &seat, "", problem).await?));
            }
            confirmed => confirmed?,
        }
    }
    let session = seat.session.id;
    match form {
        AccountForm::Profile { name, language } => {
            let name = one_line(&name);
            let unknown = || language.parse::<portulan_locales::Language>().is_err();
            let problem = name_problem(&name).or_else(|| unknown().then_some("office-name-missing"));
            if let Some(problem) = problem {
                return Ok(refused(&shown(&office, &seat, "", problem).await?));
            }
            change(&office, &seat, UserChange::Profile { name, language }, "profile").await?;
        }
        AccountForm::Password { new, .. } => {
            if let Some(problem) = weakness(&new, &user.email, &user.name) {
                return Ok(refused(&shown(&office, &seat, "", problem).await?));
            }
            // Whoever knew the old password is out.
            let hash = hash(new).await?;
            change(&office, &seat, UserChange::Password { hash, session }, "password").await?;
            calendar::end_if_on(&office, &seat).await?;
        }
        AccountForm::TotpBegin { .. } => {
            let secret = codes::secret()?;
            let token = office.pending.put(AuthChallenge::Showing { user, secret: secret.clone() })?;
            return Ok(page(&totp_page(&seat, &token, secret, "")?));
        }
        AccountForm::TotpConfirm { token, code } => return confirm(&office, &seat, &token, &code).await,
        AccountForm::TotpOff { .. } | AccountForm::RemovePasskey { .. }
            if two_step::needs_all(&office, &user).await? =>
        {
            return Ok(refused(&shown(&office, &seat, "", "office-two-step-last").await?));
        }
        AccountForm::TotpOff { .. } => {
            change(&office, &seat, UserChange::Totp { secret: None, session }, "totp-off").await?;
        }
        AccountForm::Recovery { .. } => return recovery(&office, &seat).await,
        AccountForm::RemovePasskey { id, .. } => {
            office.store.delete_passkey(user.id, &id).await?;
            office.store.log(seat.log("passkey-remove", subject(&user), "")).await?;
        }
        // A page of its own, which opens without a session.
        AccountForm::Calendar if two_step::is_missing(&office, &user, "").await? => {
            return Err(OfficeError::TwoStepRequired);
        }
        AccountForm::Calendar => {
            let calendar_url = calendar::address(&office, &seat).await?;
            let shown = shown(&office, &seat, "", "").await?;
            return Ok(page(&AccountPage { calendar_url, ..shown }));
        }
        AccountForm::CalendarOff => calendar::end(&office, &seat).await?,
        AccountForm::EndSession { session } => {
            office.store.end_sessions(user.id, Some(session), None).await?
        }
        AccountForm::EndOthers => {
            office.store.end_sessions(user.id, None, Some(seat.session.id)).await?;
            calendar::end_if_on(&office, &seat).await?;
        }
    }
    Ok(Redirect::to("/office/account?done").into_response())
}

/// Changes a part of one's own account. The change is refused if somebody changed the account meanwhile.
async fn change(
    office: &Office,
    seat: &CurrentUser,
    change: UserChange,
    action: &str,
) -> Result<(), OfficeError> {
    let (user, author) = (&seat.user, seat.author(""));
    let log = seat.log(action, subject(user), "");
    Ok(office.store.change_user(user.id, user.revision, change, &author, policy::accounts, log).await?)
}

/// What the log calls a user.
fn subject(user: &User) -> String {
    format!("user/{}", user.email)
}

fn totp_page<'a>(
    seat: &CurrentUser,
    token: &'a str,
    secret: String,
    problem: &'static str,
) -> Result<TotpPage<'a>, OfficeError> {
    let (url, path, side) = codes::shown(&secret, &seat.user.email)?;
    Ok(TotpPage { v: OfficeView::new(seat, "account"), token, secret, url, path, side, problem })
}

/// Turns codes on, once the first one proves that the app has the secret.
async fn confirm(
    office: &Office,
    seat: &CurrentUser,
    token: &str,
    code: &str,
) -> Result<Response, OfficeError> {
    let Some(AuthChallenge::Showing { user, secret }) = office
        .pending
        .get(token)
        .filter(|half| matches!(half, AuthChallenge::Showing { user, .. } if user.id == seat.user.id))
    else {
        return Ok(Redirect::to("/office/account").into_response());
    };
    let Some(step) = codes::step(&secret, code, Timestamp::now().as_second()) else {
        return Ok(refused(&totp_page(seat, token, secret, "office-code-wrong")?));
    };
    office.pending.take(token);
    office.store.take_totp_step(user.id, step).await?;
    let on = UserChange::Totp { secret: Some(secret), session: seat.session.id };
    change(office, seat, on, "totp-on").await?;
    recovery(office, seat).await
}

/// Makes new recovery codes, and shows them this once. Earlier ones end.
async fn recovery(office: &Office, seat: &CurrentUser) -> Result<Response, OfficeError> {
    let (codes, digests) = codes::recovery()?;
    office.store.put_recovery_codes(seat.user.id, &digests).await?;
    office.store.log(seat.log("recovery-codes", subject(&seat.user), "")).await?;
    Ok(page(&RecoveryPage { v: OfficeView::new(seat, "account"), codes }))
}
