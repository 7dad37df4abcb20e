//! An OpenID Connect provider: ProConnect, or any other.
//!
//! Authorization code flow with PKCE, state and nonce. Only the configured provider is contacted.
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreUserInfoClaims};
use openidconnect::{
    AccessTokenHash, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl,
    Scope, TokenResponse as _,
};
use portulan_store::{Environment, RandomError};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::secret::token;

/// The time for which the provider's metadata and keys are cached.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// A failure to reach the provider is remembered for this long, so that sign-ins do not wait for one another.
const FAILURE_LIFETIME: SignedDuration = SignedDuration::from_secs(10);
/// The provider answers within this time.
const TIMEOUT: Duration = Duration::from_secs(10);

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
    pub state: String,
    nonce: String,
    verifier: String,
    pub next: String,
}

impl OidcState {
    /// The state of a new authorization, after which the user is redirected to `next`.
    pub fn new(environment: &Environment, next: &str) -> Result<Self, RandomError> {
        let secret = || token(environment).map(|(secret, _)| secret);
        // A verifier has at least 43 characters (RFC 7636, section 4.1), as a token has.
        Ok(Self { state: secret()?, nonce: secret()?, verifier: secret()?, next: next.to_owned() })
    }
}

/// A user as the provider knows them.
pub struct Arrival {
    /// The identity that the provider gives them, which never changes.
    pub subject: String,
    /// The e-mail address, if the provider vouches for it.
    pub email: Option<String>,
    /// The identity token, as the provider sent it.
    pub id_token: String,
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
pub type SsoFailure = String;

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

    /// The address that identifies the provider.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    async fn metadata(&self, environment: &Environment) -> Result<ProviderMetadataWithLogout, SsoFailure> {
        let mut held = self.metadata.lock().await;
        let now = environment.now();
        if let Some((found, since)) = &*held {
            let lifetime = if found.is_ok() { FRESH } else { FAILURE_LIFETIME };
            if now.duration_since(*since) < lifetime {
                return found.clone();
            }
        }
        let found =
            ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &self.http).await.map_err(why);
        *held = Some((found.clone(), environment.now()));
        found
    }

    async fn client(&self, environment: &Environment) -> Result<Client, SsoFailure> {
        let id = ClientId::new(self.settings.client.clone());
        let secret = ClientSecret::new(self.settings.secret.clone());
        let secret = Some(secret).filter(|s| !s.secret().is_empty());
        let client = CoreClient::from_provider_metadata(self.metadata(environment).await?, id, secret);
        Ok(client.set_redirect_uri(self.redirect.clone()))
    }

    /// The authorization URL for a state, which is verified at the callback.
    pub async fn depart(&self, journey: &OidcState, environment: &Environment) -> Result<String, SsoFailure> {
        let client = self.client(environment).await?;
        let verifier = PkceCodeVerifier::new(journey.verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let state = CsrfToken::new(journey.state.clone());
        let nonce = Nonce::new(journey.nonce.clone());
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client.authorize_url(flow, || state, || nonce);
        request = request.set_pkce_challenge(challenge).add_scope(Scope::new("email".to_owned()));
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if let Some(assurance) = &self.settings.assurance {
            request = request.add_auth_context_value(AuthenticationContextClass::new(assurance.clone()));
        }
        let (url, ..) = request.url();
        Ok(url.into())
    }

    /// The user of a callback.
    pub async fn arrive(
        &self,
        journey: &OidcState,
        code: String,
        environment: &Environment,
    ) -> Result<Arrival, SsoFailure> {
        let client = self.client(environment).await?;
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
    /// `state` is a random text that the provider sends back.
    pub async fn logout_url(
        &self,
        id_token: &str,
        back: String,
        state: String,
        environment: &Environment,
    ) -> Result<Option<String>, SsoFailure> {
        let metadata = self.metadata(environment).await?;
        let Some(endpoint) = metadata.additional_metadata().end_session_endpoint.clone() else {
            return Ok(None);
        };
        let mut request = LogoutRequest::from(endpoint)
            .set_client_id(ClientId::new(self.settings.client.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back).map_err(why)?)
            .set_state(CsrfToken::new(state));
        if !id_token.is_empty() {
            request = request.set_id_token_hint(&id_token.parse::<CoreIdToken>().map_err(why)?);
        }
        Ok(Some(request.http_get_url().into()))
    }
}
