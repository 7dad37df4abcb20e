//! Passkeys: keys on a telephone or a stick that open the door without a password, or after it.
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portulan_locales::{MessageKey, key};
use portulan_store::{AuditAction, Passkey as Kept, User};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnError,
};

use super::challenges::AuthChallenge;
use super::confirmation::confirm_password;
use super::current_user::CurrentUser;
use super::login;
use super::names::{name_problem, one_line};
use super::peer::PeerAddress;
use super::redirect::safe_next;
use crate::Office;
use crate::error::OfficeError;

/// The purpose of sealed challenges of users who are not known yet.
const CHALLENGE: &str = "passkey";
/// The largest number of passkeys of a user.
const MAX_PASSKEYS: usize = 20;

/// The request of a script that starts a registration or sign-in.
#[derive(Deserialize)]
pub struct Begin {
    #[serde(default)]
    password: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    token: String,
}

/// The second half.
#[derive(Deserialize)]
pub struct Finish<T> {
    token: String,
    credential: T,
    #[serde(default)]
    next: String,
}

fn challenge_response(token: &str, options: &impl Serialize) -> Response {
    Json(json!({ "token": token, "options": options })).into_response()
}

/// A response for a script: the message with this key, in the user's language.
fn refusal(current_user: &CurrentUser, key: MessageKey) -> Response {
    let text = current_user.language().text(key);
    (axum::http::StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "problem": text }))).into_response()
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn failed(e: WebauthnError) -> OfficeError {
    tracing::info!("a passkey was not taken: {e}");
    OfficeError::Unreadable(e.to_string())
}

fn damaged(e: &serde_json::Error) -> OfficeError {
    OfficeError::failed(format!("a passkey cannot be read: {e}"))
}

async fn passkeys(office: &Office, user: &User) -> Result<Vec<(Kept, Passkey)>, OfficeError> {
    let stored = office.store.passkeys(user.id).await?;
    let read = |k: Kept| {
        let key = serde_json::from_str(&k.credential).map_err(|e| damaged(&e))?;
        Ok((k, key))
    };
    stored.into_iter().map(read).collect()
}

fn require_webauthn(office: &Office) -> Result<&Webauthn, OfficeError> {
    office.webauthn.as_deref().ok_or(OfficeError::Missing)
}

/// Begins to add a passkey to one's own account.
pub async fn begin_registration(
    State(office): State<Office>,
    current_user: CurrentUser,
    Json(asked): Json<Begin>,
) -> Result<Response, OfficeError> {
    let door = require_webauthn(&office)?;
    let user = current_user.user.clone();
    match confirm_password(&office, &current_user, &asked.password).await {
        Err(OfficeError::PasswordRefused(problem)) => return Ok(refusal(&current_user, problem)),
        confirmed => confirmed?,
    }
    let known = passkeys(&office, &user).await?;
    let name = one_line(&asked.name);
    let problem = match name_problem(&name) {
        Some(key) if key == key!("office-name-missing") => Some(key!("office-passkey-name-missing")),
        None if known.len() >= MAX_PASSKEYS => Some(key!("office-passkey-limit")),
        problem => problem,
    };
    if let Some(problem) = problem {
        return Ok(refusal(&current_user, problem));
    }
    let known = known.iter().map(|(_, key)| key.cred_id().clone()).collect();
    let begin = door.start_passkey_registration(user.id, &user.email, &user.name, Some(known));
    let (options, state) = begin.map_err(failed)?;
    // Makes the passkey discoverable: the user need not enter an address to sign in.
    let mut options = serde_json::to_value(options).map_err(|e| damaged(&e))?;
    if let Some(wanted) =
        options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut)
    {
        wanted.insert("residentKey".to_owned(), json!("preferred"));
        wanted.insert("requireResidentKey".to_owned(), json!(false));
    }
    let token = office.pending.put(AuthChallenge::Adding { user, name, state }, office.now())?;
    Ok(challenge_response(&token, &options))
}

/// Stores a passkey created by the browser.
pub async fn finish_registration(
    State(office): State<Office>,
    current_user: CurrentUser,
    Json(answer): Json<Finish<RegisterPublicKeyCredential>>,
) -> Result<Response, OfficeError> {
    let door = require_webauthn(&office)?;
    let Some(AuthChallenge::Adding { user, name, state }) = office.pending.take(&answer.token, office.now())
    else {
        return Ok(refusal(&current_user, key!("office-link-spent")));
    };
    if user.id != current_user.user.id {
        return Err(OfficeError::Forbidden);
    }
    let key = door.finish_passkey_registration(&answer.credential, &state).map_err(failed)?;
    let stored = Kept {
        id: URL_SAFE_NO_PAD.encode(key.cred_id()),
        name,
        credential: serde_json::to_string(&key).map_err(|e| damaged(&e))?,
        created: office.now(),
        used: None,
    };
    // A passkey belongs to one account permanently.
    if !office.store.put_passkey(user.id, &stored).await? {
        return Err(OfficeError::Forbidden);
    }
    office
        .store
        .log(current_user.log(AuditAction::PasskeyAdd, format!("user/{}", user.email), stored.name))
        .await?;
    Ok(Json(json!({ "next": "/office/account?passkey" })).into_response())
}

/// Starts a sign-in: with a passkey only, or as the second step after the password.
pub async fn begin_login(
    State(office): State<Office>,
    Json(asked): Json<Begin>,
) -> Result<Response, OfficeError> {
    let door = require_webauthn(&office)?;
    if asked.token.is_empty() {
        let (mut options, state) = door.start_discoverable_authentication().map_err(failed)?;
        options.mediation = None;
        let sealed = office.key.seal(&*office.store, CHALLENGE, state, office.now()).await?;
        return Ok(challenge_response(&sealed, &options));
    }
    let Some(AuthChallenge::Entering { user, next }) = office.pending.get(&asked.token, office.now()) else {
        return Err(OfficeError::Missing);
    };
    let keys: Vec<Passkey> = passkeys(&office, &user).await?.into_iter().map(|(_, key)| key).collect();
    let (options, state) = door.start_passkey_authentication(&keys).map_err(failed)?;
    Ok(challenge_response(
        &office.pending.put(AuthChallenge::Proving { user, next, state }, office.now())?,
        &options,
    ))
}

/// Enters, if the passkey proves whose it is.
pub async fn finish_login(
    State(office): State<Office>,
    Extension(PeerAddress { address, .. }): Extension<PeerAddress>,
    headers: HeaderMap,
    Json(answer): Json<Finish<PublicKeyCredential>>,
) -> Result<Response, OfficeError> {
    let door = require_webauthn(&office)?;
    let now = office.now();
    let (owner, next, result) = match office.pending.take(&answer.token, office.now()) {
        None => {
            let state: Option<DiscoverableAuthentication> =
                office.key.open(&*office.store, CHALLENGE, &answer.token, now).await?;
            let state = state.ok_or(OfficeError::Missing)?;
            let (id, cred_id) =
                door.identify_discoverable_authentication(&answer.credential).map_err(failed)?;
            let user = office.store.user(id).await?.ok_or(OfficeError::Forbidden)?;
            let mut keys = passkeys(&office, &user).await?.into_iter().map(|(_, key)| key);
            let key = keys.find(|key| key.cred_id().as_slice() == cred_id).ok_or(OfficeError::Forbidden)?;
            let result = door.finish_discoverable_authentication_v2(&answer.credential, state, &key);
            let result = result.map_err(failed)?;
            if !office.key.use_once(&answer.token, now) {
                return Err(OfficeError::Missing);
            }
            (id, answer.next, result)
        }
        Some(AuthChallenge::Proving { user, next, state }) => {
            let result = door.finish_passkey_authentication(&answer.credential, &state).map_err(failed)?;
            (user.id, next, result)
        }
        _ => return Err(OfficeError::Missing),
    };
    // The current account: it may have been deactivated since the first step.
    let user = office.store.user(owner).await?.filter(|u| u.active).ok_or(OfficeError::Forbidden)?;
    store_use(&office, &user, &result).await?;
    let cookies = login::open_session(&office, &headers, &address, &user, "passkey").await?;
    let mut response = Json(json!({ "next": safe_next(&next) })).into_response();
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Notes that a key was used, and its counter: a copy of it would fall behind.
async fn store_use(office: &Office, user: &User, result: &AuthenticationResult) -> Result<(), OfficeError> {
    let keys = passkeys(office, user).await?;
    let found = keys.into_iter().find(|(_, key)| key.cred_id() == result.cred_id());
    let (mut stored, mut key) = found.ok_or(OfficeError::Forbidden)?;
    key.update_credential(result);
    stored.credential = serde_json::to_string(&key).map_err(|e| damaged(&e))?;
    stored.used = Some(office.now());
    office.store.put_passkey(user.id, &stored).await?;
    Ok(())
}
