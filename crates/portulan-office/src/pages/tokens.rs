//! API tokens: users with the right to write create their own, administrators see and revoke all.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::SignedDuration;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{MessageKey, key, list};
use portulan_store::{AuditAction, Token, TokenScope, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::names::{name_problem, one_line};
use crate::auth::{CurrentUser, confirm_password, token};
use crate::error::OfficeError;
use crate::view::{OfficeView, page, refused};

/// The possible lifetimes of a token, in days.
const DAYS: [usize; 3] = [30, 90, 365];

#[derive(Template)]
#[template(path = "tokens.html")]
struct TokensPage {
    v: OfficeView,
    /// Each with its owner's name, and whether it has ended.
    tokens: Vec<(Token, String, bool)>,
    scopes: Vec<TokenScope>,
    days: [usize; 3],
    asks_password: bool,
    /// Refused input, as typed.
    name: String,
    /// The secret, this once.
    secret: String,
    /// A record to read with it.
    example: String,
    done: bool,
    problem: Option<MessageKey>,
}

/// The forms.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum TokenAction {
    Make {
        name: String,
        read: Option<String>,
        write: Option<String>,
        publish: Option<String>,
        days: String,
        #[serde(default)]
        password: String,
    },
    End {
        id: Uuid,
    },
}

/// The scopes of a user's tokens, at most the rights of the user.
fn scopes(current_user: &CurrentUser) -> Vec<TokenScope> {
    let mut scopes = TokenScope::ALL.to_vec();
    scopes.retain(|scope| *scope != TokenScope::Publish || current_user.user.role >= UserRole::Publisher);
    scopes
}

async fn shown(office: &Office, current_user: &CurrentUser) -> Result<TokensPage, OfficeError> {
    let (users, now) = (office.store.users().await?, office.now());
    let all = current_user.user.role == UserRole::Administrator;
    let tokens = office.store.tokens().await?.into_iter().filter(|t| all || t.user == current_user.user.id);
    let tokens = tokens.map(|token| {
        let owner = users.iter().find(|u| u.id == token.user);
        let ended = token.expires <= now || owner.is_none_or(|u| !u.active);
        (token, owner.map(|u| u.name.clone()).unwrap_or_default(), ended)
    });
    Ok(TokensPage {
        tokens: tokens.collect(),
        v: OfficeView::new(current_user, "tokens"),
        scopes: scopes(current_user),
        days: DAYS,
        asks_password: current_user.user.password.is_some(),
        name: String::new(),
        secret: String::new(),
        example: format!("{}{}/partnerships", office.app.public_url(), portulan_api::API_BASE_PATH),
        done: false,
        problem: None,
    })
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::MakeTokens)?;
    let done = query.as_deref() == Some("done");
    Ok(page(&TokensPage { done, ..shown(&office, &current_user).await? }))
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(form): Form<TokenAction>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::MakeTokens)?;
    let (name, chosen, days, password) = match form {
        TokenAction::End { id } => return end(&office, &current_user, id).await,
        TokenAction::Make { name, read, write, publish, days, password } => {
            let ticked =
                [(TokenScope::Read, read), (TokenScope::Write, write), (TokenScope::Publish, publish)];
            let allowed = scopes(&current_user);
            let ticked = ticked.into_iter().filter(|(scope, on)| on.is_some() && allowed.contains(scope));
            let days = days.parse().unwrap_or_default();
            (one_line(&name), ticked.map(|(scope, _)| scope).collect::<Vec<_>>(), days, password)
        }
    };
    let password_problem = match confirm_password(&office, &current_user, &password).await {
        Ok(()) => None,
        Err(OfficeError::PasswordRefused(problem)) => Some(problem),
        Err(e) => return Err(e),
    };
    let problem = match () {
        () if chosen.is_empty() => Some(key!("office-token-scopes-none")),
        () if !DAYS.contains(&days) => Some(key!("office-token-days-wrong")),
        () => password_problem,
    };
    let problem = name_problem(&name).or(problem);
    if problem.is_some() {
        return Ok(refused(&TokensPage { name, problem, ..shown(&office, &current_user).await? }));
    }
    let (secret, digest) = token(&office.environment)?;
    let now = office.now();
    let made = Token {
        id: office.new_id()?,
        user: current_user.user.id,
        name,
        scopes: chosen,
        created: now,
        expires: now + SignedDuration::from_hours(24 * i64::try_from(days).unwrap_or_default()),
        seen: None,
    };
    let words: Vec<&str> = made.scopes.iter().map(|scope| scope.name()).collect();
    let entry = current_user.log(
        AuditAction::Token,
        format!("token/{}", made.id),
        format!("{}: {}", made.name, words.join(" ")),
    );
    office.store.put_token(&digest, &made, entry).await?;
    Ok(page(&TokensPage { secret, ..shown(&office, &current_user).await? }))
}

async fn end(office: &Office, current_user: &CurrentUser, id: Uuid) -> Result<Response, OfficeError> {
    let all = current_user.user.role == UserRole::Administrator;
    let found = office
        .store
        .tokens()
        .await?
        .into_iter()
        .find(|t| t.id == id && (all || t.user == current_user.user.id));
    let token = found.ok_or(OfficeError::Missing)?;
    office
        .store
        .end_token(id, current_user.log(AuditAction::TokenEnd, format!("token/{id}"), token.name))
        .await?;
    Ok(Redirect::to("/office/tokens?done").into_response())
}
