//! Sign-in through an OpenID Connect provider.
//!
//! The provider authenticates a person; the office decides who may sign in: the address must be that of a user.
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{Language, MessageKey, key};
use portulan_store::{AuditAction, AuditEntry, User};
use serde::Deserialize;

use super::cookies::{cookie, set_cookie};
use super::login::{LoginPage, Next, failure, require_second_factor};
use super::logout::store_id_token;
use super::peer::PeerAddress;
use super::provider::{Arrival, OidcState, Provider};
use super::redirect::safe_next;
use super::secret::digest;
use crate::Office;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The purpose of the sealed state of a redirect.
const JOURNEY: &str = "sso";

/// The cookie that ties a journey to the browser that began it.
fn cookie_name(office: &Office) -> &'static str {
    if office.is_secure() { "__Host-portulan-sso" } else { "portulan-sso" }
}

fn provider(office: &Office) -> Result<Arc<Provider>, OfficeError> {
    office.provider.clone().ok_or(OfficeError::Missing)
}

fn refused(office: &Office, language: Language, problem: MessageKey, status: StatusCode) -> Response {
    let mut answer =
        page(&LoginPage::new(office, OfficeView::outside(language), "", "/office/", Some(problem)));
    *answer.status_mut() = status;
    answer
}

pub async fn depart(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Query(asked): Query<Next>,
) -> Result<Response, OfficeError> {
    let provider = provider(&office)?;
    let journey = OidcState::new(&office.environment, safe_next(&asked.next))?;
    match provider.depart(&journey, &office.environment).await {
        Ok(url) => {
            let sealed = office.key.seal(&*office.store, JOURNEY, journey, office.now()).await?;
            let mut response = Redirect::to(&url).into_response();
            response
                .headers_mut()
                .append(SET_COOKIE, set_cookie(&office, cookie_name(&office), &sealed, 600));
            Ok(response)
        }
        Err(why) => {
            tracing::warn!("the identity provider cannot be reached: {why}");
            Ok(refused(&office, language, key!("office-sso-failed"), StatusCode::BAD_GATEWAY))
        }
    }
}

/// The parameters of the callback.
#[derive(Deserialize)]
pub struct Return {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    error: String,
}

pub async fn arrive(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Extension(PeerAddress { address, .. }): Extension<PeerAddress>,
    headers: HeaderMap,
    Query(back): Query<Return>,
) -> Result<Response, OfficeError> {
    let provider = provider(&office)?;
    // Another's journey must not end in this browser.
    let sealed = cookie(&headers, cookie_name(&office)).unwrap_or_default();
    let journey: Option<OidcState> = office.key.open(&*office.store, JOURNEY, sealed, office.now()).await?;
    let Some(journey) = journey.filter(|j| !back.state.is_empty() && j.state == back.state) else {
        return Ok(refused(&office, language, key!("office-sso-stranger"), StatusCode::UNPROCESSABLE_ENTITY));
    };
    // The sealed state is used up, whatever the outcome.
    let no = |problem: MessageKey, status| {
        let mut answer = refused(&office, language, problem, status);
        answer.headers_mut().append(SET_COOKIE, set_cookie(&office, cookie_name(&office), "", 0));
        Ok(answer)
    };
    if !back.error.is_empty() {
        return no(key!("office-sso-refused"), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let arrival = provider.arrive(&journey, back.code, &office.environment).await;
    let Arrival { subject, email, id_token } = match arrival {
        Ok(arrival) => arrival,
        Err(why) => {
            tracing::warn!("the identity provider's answer does not hold: {why}");
            office.store.log(failure(&address, AuditAction::SsoFailed, "")).await?;
            return no(key!("office-sso-failed"), StatusCode::BAD_GATEWAY);
        }
    };
    let Some(user) = owner(&office, &provider, &subject, email.as_deref()).await? else {
        let email = email.unwrap_or_default();
        office.store.log(failure(&address, AuditAction::SsoUnknown, &email)).await?;
        return no(key!("office-sso-unknown"), StatusCode::FORBIDDEN);
    };
    let id = user.id;
    let mut response = require_second_factor(
        &office,
        OfficeView::outside(language),
        &headers,
        &address,
        user,
        &journey.next,
        "sso",
    )
    .await?;
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, set_cookie(&office, cookie_name(&office), "", 0));
    headers.append(SET_COOKIE, store_id_token(&office, id, id_token).await?);
    Ok(response)
}

/// The user for a subject of the provider. The first sign-in matches the address; later ones match the
/// subject only, since addresses may be reassigned.
async fn owner(
    office: &Office,
    provider: &Provider,
    subject: &str,
    email: Option<&str>,
) -> Result<Option<User>, OfficeError> {
    let identity = digest(&format!("{} {subject}", provider.issuer()));
    if let Some(user) = office.store.user_of_identity(&identity).await? {
        return Ok(Some(user).filter(|u| u.active));
    }
    let Some(email) = email else { return Ok(None) };
    let Some(user) = office.store.user_by_email(email).await?.filter(|u| u.active) else { return Ok(None) };
    let entry = AuditEntry {
        user: Some(user.id),
        actor: user.name.clone(),
        action: AuditAction::SsoFirst,
        subject: format!("user/{}", user.email),
        detail: provider.name().to_owned(),
    };
    office.store.link_identity(&identity, user.id, entry).await?;
    Ok(Some(user))
}
