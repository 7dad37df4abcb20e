//! Sign-in through an OpenID Connect provider: ProConnect, or any other.
//!
//! Authorization code flow with PKCE, state and nonce. The provider authenticates a person; the office
//! decides who may sign in: the address must be that of a user. Only the configured provider is contacted.
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreUserInfoClaims};
use openidconnect::{
    AccessTokenHash, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl,
    Scope, TokenResponse as _,
};
use portulan_locales::{Language, MessageKey, key};
use portulan_store::{AuditAction, User};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::login::{LoginPage, Next, failure, require_second_factor};
use super::{CurrentUser, LONGEST, cookie, digest, safe_next, set_cookie};
use crate::Office;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The time for which the provider's metadata and keys are cached.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// The purpose of the sealed state of a redirect.
const JOURNEY: &str = "sso";
/// A failure to reach the provider is remembered for this long, so that sign-ins do not wait for one another.
const FAILURE_LIFETIME: SignedDuration = SignedDuration::from_secs(10);
/// The provider answers within this time.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The purpose for which the identity token is sealed, with which the provider is asked to end its session.
const LOGOUT: &str = "sso-logout";
/// The largest size of a cookie, in bytes: a longer identity token is omitted, and the provider asks the user
/// to confirm the sign-out.
const MAX_COOKIE_BYTES: usize = 3_800;

/// The settings of a provider.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The issuer URL; the metadata is at `/.well-known/openid-configuration` below it.
    pub issuer: String,
    /// The name under which it knows this program.
    pub client: String,
    /// The client secret.
    pub secret: String,
    /// The display name.
    pub name: String,
    /// Scopes beyond `openid` and `email`.
    pub scopes: Vec<String>,
    /// The required level of assurance (`acr_values` in the request, `acr` in the response), such as `eidas1`.
    pub assurance: Option<String>,
    /// True to accept addresses without `email_verified`.
    pub trusts_email: bool,
}

/// A provider.
pub struct Provider {
    settings: Settings,
    redirect: RedirectUrl,
    issuer: IssuerUrl,
    http: reqwest::Client,
    metadata: Mutex<Option<(Result<ProviderMetadataWithLogout, SsoFailure>, Timestamp)>>,
}

/// The state of an authorization in flight: nonce, PKCE verifier, next address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OidcState {
    state: String,
    nonce: String,
    verifier: String,
    next: String,
}

/// A user as the provider knows them.
struct Arrival {
    /// The identity that the provider gives them, which never changes.
    subject: String,
    /// The e-mail address, if the provider vouches for it.
    email: Option<String>,
    /// The identity token, as the provider sent it.
    id_token: String,
}

/// A client with a known authorization endpoint.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The technical cause of a failure, for the log; users are asked to try again.
type SsoFailure = String;

fn why(e: impl std::error::Error) -> SsoFailure {
    // The sources of an error are more specific than the error itself.
    let mut text = e.to_string();
    let mut source = e.source();
    while let Some(inner) = source {
        text.extend([": ", &inner.to_string()]);
        source = inner.source();
    }
    text
}

impl Provider {
    /// A provider at an address of the web: encrypted, or on this machine.
    pub fn new(settings: Settings, public_url: &str) -> Result<Self, SsoFailure> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(why)?;
        let local = matches!(issuer.url().host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if issuer.url().scheme() != "https" && !local {
            return Err("the issuer must be an https address".to_owned());
        }
        let redirect = RedirectUrl::new(format!("{public_url}/office/login/sso/return")).map_err(why)?;
        let http = reqwest::Client::builder()
            // A redirect could lead anywhere.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .build()
            .map_err(why)?;
        Ok(Self { settings, redirect, issuer, http, metadata: Mutex::default() })
    }

    /// The display name.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    async fn metadata(&self) -> Result<ProviderMetadataWithLogout, SsoFailure> {
        let mut held = self.metadata.lock().await;
        let now = Timestamp::now();
        if let Some((found, since)) = &*held {
            let lifetime = if found.is_ok() { FRESH } else { FAILURE_LIFETIME };
            if now.duration_since(*since) < lifetime {
                return found.clone();
            }
        }
        let found =
            ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &self.http).await.map_err(why);
        *held = Some((found.clone(), Timestamp::now()));
        found
    }

    async fn client(&self) -> Result<Client, SsoFailure> {
        let id = ClientId::new(self.settings.client.clone());
        let secret = ClientSecret::new(self.settings.secret.clone());
        let secret = Some(secret).filter(|s| !s.secret().is_empty());
        let client = CoreClient::from_provider_metadata(self.metadata().await?, id, secret);
        Ok(client.set_redirect_uri(self.redirect.clone()))
    }

    /// The authorization URL, and the state to verify at the callback.
    async fn depart(&self, state: String, next: &str) -> Result<(String, OidcState), SsoFailure> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let csrf = state.clone();
        let begin = || CsrfToken::new(csrf);
        let mut request =
            client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, begin, Nonce::new_random);
        request = request.set_pkce_challenge(challenge).add_scope(Scope::new("email".to_owned()));
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if let Some(assurance) = &self.settings.assurance {
            request = request.add_auth_context_value(AuthenticationContextClass::new(assurance.clone()));
        }
        let (url, _, nonce) = request.url();
        let (nonce, verifier) = (nonce.secret().clone(), verifier.secret().clone());
        Ok((url.into(), OidcState { state, nonce, verifier, next: next.to_owned() }))
    }

    /// The user of a callback.
    async fn arrive(&self, journey: &OidcState, code: String) -> Result<Arrival, SsoFailure> {
        let client = self.client().await?;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(why)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(journey.verifier.clone()));
        let tokens = request.request_async(&self.http).await.map_err(why)?;
        let token = tokens.id_token().ok_or("the provider sent no identity token")?;
        let verifier = client.id_token_verifier();
        let claims = token.claims(&verifier, &Nonce::new(journey.nonce.clone())).map_err(why)?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(why)?;
            let key = token.signing_key(&verifier).map_err(why)?;
            let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(why)?;
            if hash != *expected {
                return Err("the access token is not the one that was signed for".to_owned());
            }
        }
        if let Some(wanted) = &self.settings.assurance {
            let reached = claims.auth_context_ref().map(|acr| acr.as_str());
            if reached != Some(wanted.as_str()) {
                let reached = reached.unwrap_or("none");
                return Err(format!(
                    "the provider reached the assurance {reached}, and {wanted} is asked for"
                ));
            }
        }
        let subject = claims.subject().clone();
        let (mut email, mut vouched) = (claims.email().cloned(), claims.email_verified());
        if email.is_none() {
            let asked =
                client.user_info(tokens.access_token().clone(), Some(subject.clone())).map_err(why)?;
            let info: CoreUserInfoClaims = asked.request_async(&self.http).await.map_err(why)?;
            (email, vouched) = (info.email().cloned(), info.email_verified());
        }
        // An address that the provider has not verified may belong to anyone.
        let is_trusted = vouched == Some(true) || (vouched.is_none() && self.settings.trusts_email);
        let email = email.filter(|_| is_trusted).map(|e| e.to_lowercase());
        Ok(Arrival { subject: subject.to_string(), email, id_token: token.to_string() })
    }

    /// The address at which the provider ends its own session (RP-Initiated Logout 1.0), if it has one.
    async fn logout_url(&self, id_token: &str, back: String) -> Result<Option<String>, SsoFailure> {
        let metadata = self.metadata().await?;
        let Some(endpoint) = metadata.additional_metadata().end_session_endpoint.clone() else {
            return Ok(None);
        };
        let mut request = LogoutRequest::from(endpoint)
            .set_client_id(ClientId::new(self.settings.client.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back).map_err(why)?)
            .set_state(CsrfToken::new_random());
        if !id_token.is_empty() {
            request = request.set_id_token_hint(&id_token.parse::<CoreIdToken>().map_err(why)?);
        }
        Ok(Some(request.http_get_url().into()))
    }
}

/// The name of the cookie with the sealed identity token, which lasts until the user signs out.
pub fn logout_cookie(office: &Office) -> &'static str {
    if office.is_secure() { "__Host-portulan-sso-logout" } else { "portulan-sso-logout" }
}

/// Seals an identity token into a cookie.
async fn store_id_token(office: &Office, user: Uuid, id_token: String) -> Result<HeaderValue, OfficeError> {
    let now = Timestamp::now();
    let mut sealed = office.key.seal_for(office, LOGOUT, (user, id_token), now, LONGEST).await?;
    if sealed.len() > MAX_COOKIE_BYTES {
        sealed = office.key.seal_for(office, LOGOUT, (user, String::new()), now, LONGEST).await?;
    }
    Ok(set_cookie(office, logout_cookie(office), &sealed, LONGEST.as_secs()))
}

/// The URL at which a user who signed in through the provider also signs out there. `None` for other users,
/// or if the provider has no such URL or cannot be reached.
pub async fn logout_url(
    office: &Office,
    headers: &HeaderMap,
    user: Uuid,
) -> Result<Option<String>, OfficeError> {
    let Some(provider) = &office.provider else { return Ok(None) };
    let sealed = cookie(headers, logout_cookie(office)).unwrap_or_default();
    let opened: Option<(Uuid, String)> = office.key.open(office, LOGOUT, sealed, Timestamp::now()).await?;
    // The cookie may be left from another user of this browser.
    let Some((_, id_token)) = opened.filter(|(owner, _)| *owner == user) else { return Ok(None) };
    let back = format!("{}/office/login", office.app.public_url());
    Ok(provider.logout_url(&id_token, back).await.unwrap_or_else(|why| {
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
pub fn signed_out(office: &Office, current_user: &CurrentUser, url: &str) -> Response {
    let name = office.provider.as_ref().map_or("", |provider| provider.name());
    let mut response = page(&SignedOutPage { v: OfficeView::outside(current_user.language()), name, url });
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={url}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    response
}

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
    let (state, _) = super::token()?;
    match provider.depart(state.clone(), safe_next(&asked.next)).await {
        Ok((url, journey)) => {
            let sealed = office.key.seal(&office, JOURNEY, journey, Timestamp::now()).await?;
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
    Extension(super::PeerAddress { address, .. }): Extension<super::PeerAddress>,
    headers: HeaderMap,
    Query(back): Query<Return>,
) -> Result<Response, OfficeError> {
    let provider = provider(&office)?;
    // Another's journey must not end in this browser.
    let sealed = cookie(&headers, cookie_name(&office)).unwrap_or_default();
    let journey: Option<OidcState> = office.key.open(&office, JOURNEY, sealed, Timestamp::now()).await?;
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
    let Arrival { subject, email, id_token } = match provider.arrive(&journey, back.code).await {
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
    let identity = digest(&format!("{} {subject}", provider.settings.issuer));
    if let Some(user) = office.store.user_of_identity(&identity).await? {
        return Ok(Some(user).filter(|u| u.active));
    }
    let Some(email) = email else { return Ok(None) };
    let Some(user) = office.store.user_by_email(email).await?.filter(|u| u.active) else { return Ok(None) };
    let entry = portulan_store::AuditEntry {
        user: Some(user.id),
        actor: user.name.clone(),
        action: AuditAction::SsoFirst,
        subject: format!("user/{}", user.email),
        detail: provider.settings.name.clone(),
    };
    office.store.link_identity(&identity, user.id, entry).await?;
    Ok(Some(user))
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
