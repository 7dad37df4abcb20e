//! Leaving: the end of a session, here and at the identity provider.
use askama::Template;
use axum::extract::State;
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::key;
use portulan_store::AuditAction;
use uuid::Uuid;

use super::cookies::{cookie, cookie_name, set_cookie};
use super::current_user::CurrentUser;
use super::secret::token;
use super::sessions::LONGEST;
use crate::Office;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The purpose for which the identity token is sealed, with which the provider is asked to end its session.
const LOGOUT: &str = "sso-logout";
/// The largest size of a cookie, in bytes: a longer identity token is omitted, and the provider asks the user
/// to confirm the sign-out.
const MAX_COOKIE_BYTES: usize = 3_800;

pub async fn sign_out(
    State(office): State<Office>,
    current_user: CurrentUser,
    headers: HeaderMap,
) -> Result<Response, OfficeError> {
    office.store.end_sessions(current_user.user.id, Some(current_user.session.id), None).await?;
    office.store.log(current_user.log(AuditAction::Logout, "", "")).await?;
    let mut response = match logout_url(&office, &headers, current_user.user.id).await? {
        Some(url) => signed_out(&office, &current_user, &url),
        None => Redirect::to("/office/login").into_response(),
    };
    for name in [cookie_name(&office), logout_cookie(&office)] {
        response.headers_mut().append(SET_COOKIE, set_cookie(&office, name, "", 0));
    }
    Ok(response)
}

/// The name of the cookie with the sealed identity token, which lasts until the user signs out.
fn logout_cookie(office: &Office) -> &'static str {
    if office.is_secure() { "__Host-portulan-sso-logout" } else { "portulan-sso-logout" }
}

/// Seals an identity token into a cookie.
pub async fn store_id_token(
    office: &Office,
    user: Uuid,
    id_token: String,
) -> Result<HeaderValue, OfficeError> {
    let now = office.now();
    let mut sealed = office.key.seal_for(&*office.store, LOGOUT, (user, id_token), now, LONGEST).await?;
    if sealed.len() > MAX_COOKIE_BYTES {
        sealed = office.key.seal_for(&*office.store, LOGOUT, (user, String::new()), now, LONGEST).await?;
    }
    Ok(set_cookie(office, logout_cookie(office), &sealed, LONGEST.as_secs()))
}

/// The URL at which a user who signed in through the provider also signs out there. `None` for other users,
/// or if the provider has no such URL or cannot be reached.
async fn logout_url(office: &Office, headers: &HeaderMap, user: Uuid) -> Result<Option<String>, OfficeError> {
    let Some(provider) = &office.provider else { return Ok(None) };
    let sealed = cookie(headers, logout_cookie(office)).unwrap_or_default();
    let opened: Option<(Uuid, String)> =
        office.key.open(&*office.store, LOGOUT, sealed, office.now()).await?;
    // The cookie may be left from another user of this browser.
    let Some((_, id_token)) = opened.filter(|(owner, _)| *owner == user) else { return Ok(None) };
    let back = format!("{}/office/login", office.app.public_url());
    let state = token(&office.environment)?.0;
    Ok(provider.logout_url(&id_token, back, state, &office.environment).await.unwrap_or_else(|why| {
        tracing::warn!("the identity provider was not asked to sign a user out: {why}");
        None
    }))
}

#[derive(Template)]
#[template(path = "signed_out.html")]
struct SignedOutPage<'a> {
    v: OfficeView,
    name: &'a str,
    url: &'a str,
}

/// The page after signing out, which continues at the provider. A redirect would be part of the form
/// submission, which the content security policy restricts to this site.
fn signed_out(office: &Office, current_user: &CurrentUser, url: &str) -> Response {
    let name = office.provider.as_ref().map_or("", |provider| provider.name());
    let mut response = page(&SignedOutPage { v: OfficeView::outside(current_user.language()), name, url });
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={url}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    response
}

#[cfg(test)]
mod tests {
    use portulan_locales::Language;

    use super::*;

    #[test]
    fn template_of_signing_out_renders_in_both_languages() {
        for language in [Language::FRENCH, Language::ENGLISH] {
            let v = OfficeView::outside(language);
            let page = SignedOutPage { v, name: "Annuaire", url: "https://id.example/logout" };
            let html = page.render().expect("a page");
            assert!(
                html.contains(&language.text(key!("office-signed-out")).replace('\'', "&#39;")),
                "{html}"
            );
        }
    }
}
