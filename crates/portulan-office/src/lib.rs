//! The back office: editing of the register in a browser, with or without scripts.
//!
//! Pages are rendered on the server for one user, are never cached, and make changes through plain forms. The
//! public site does not depend on the office.
mod api;
mod assets;
mod auth;
mod csv;
mod error;
mod files;
mod form;
mod import;
mod mail;
mod pages;
mod pairs;
#[cfg(test)]
mod tests;
mod view;
mod webhooks;

use std::sync::Arc;

use axum::http::header::CONTENT_TYPE;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::response::Redirect;
use axum::routing::{get, post};
use axum::{Router, middleware};
use portulan_editorial::Editorial;
use portulan_sandbox::FileReader;
use portulan_store::{EditorialStore, OfficeStore};
use portulan_typeset::ReportTemplates;
use portulan_web::App;
use tokio::sync::Notify;
use tower_http::CompressionLevel;
use tower_http::compression::{CompressionLayer, Predicate};
use webauthn_rs::Webauthn;

pub use auth::access::{OfficeAccess, access};
pub use auth::sso::Settings as Provider;
pub use auth::start_link;
pub use error::OfficeError;
pub use mail::{Mailer, Transport, run_mail_worker};
pub use pages::media::keep_pictures;
pub use pages::schedule::keep_time;
pub use webhooks::{is_loopback_url, run_webhook_worker};

/// A form may have this many bytes: long texts in several languages, no files.
const FORM_BYTES: usize = 16 << 20;

/// The time in seconds after which a client may repeat a request that found the register busy.
const RETRY_AFTER_SECONDS: u64 = 5;

/// The office as a service.
#[derive(Clone)]
pub struct Office {
    /// For reading, and for objects other than records. Records are changed through `editorial` only.
    store: Arc<dyn OfficeStore>,
    editorial: Editorial,
    app: App,
    /// The site's address, as browsers write origins.
    origin: Arc<str>,
    limits: Arc<auth::LoginThrottle>,
    refusals: Arc<auth::Refusals>,
    /// The secret key of the register, for cookies.
    key: Arc<auth::SecretKey>,
    pending: Arc<auth::ChallengeStore>,
    /// The WebAuthn relying party, if the public URL has a domain name.
    webauthn: Option<Arc<Webauthn>>,
    /// The identity provider, if one is configured.
    provider: Option<Arc<auth::sso::Provider>>,
    /// The mailer, if one is configured.
    post: Option<Mailer>,
    /// Notified after each editorial command, for subscribers of events.
    events: Arc<Notify>,
    /// Notified when a picture was stored.
    pictures: Arc<Notify>,
    /// Reads uploaded files.
    files: FileReader,
    /// Imports in progress.
    jobs: Arc<import::ImportJobs>,
    /// True if webhooks may be delivered to private networks, and over plain HTTP.
    inner_webhooks: bool,
    /// The recently derived declarations.
    declarations: Arc<pages::declaration::DeclarationCache>,
    /// The templates of reports.
    templates: Arc<ReportTemplates>,
}

impl Office {
    /// The office of a register, with its public site.
    pub fn new<S>(store: Arc<S>, app: App) -> Result<Self, OfficeError>
    where
        S: OfficeStore + EditorialStore + 'static,
    {
        let origin = url::Url::parse(app.public_url()).map(|u| u.origin().ascii_serialization());
        let events = Arc::new(Notify::new());
        let (site, notify) = (app.clone(), Arc::clone(&events));
        let editorial = Editorial::new(store.clone()).with_listener(move || {
            site.refresh();
            notify.notify_one();
        });
        Ok(Self {
            store,
            editorial,
            events,
            origin: origin.unwrap_or_default().into(),
            limits: Arc::default(),
            refusals: Arc::default(),
            key: Arc::default(),
            pending: Arc::default(),
            provider: None,
            post: None,
            webauthn: auth::passkey::webauthn(app.public_url()).map(Arc::new),
            pictures: Arc::default(),
            files: FileReader::in_process(),
            jobs: Arc::default(),
            inner_webhooks: false,
            templates: Arc::default(),
            declarations: Arc::default(),
            app,
        })
    }

    /// Sets the mail transport.
    #[must_use]
    pub fn with_mail(self, transport: Transport) -> Self {
        Self { post: Some(Mailer::new(transport)), ..self }
    }

    /// The office with another reader of files than this process itself.
    #[must_use]
    pub fn with_files(self, files: FileReader) -> Self {
        Self { files, ..self }
    }

    /// Sets an identity provider, in addition to passwords. Returns an error if the settings are invalid.
    pub fn with_provider(self, settings: Provider) -> Result<Self, String> {
        let provider = auth::sso::Provider::new(settings, self.app.public_url())?;
        Ok(Self { provider: Some(Arc::new(provider)), ..self })
    }

    /// Allows webhooks to this machine and private networks, and over plain HTTP: for trials.
    #[must_use]
    pub fn with_inner_webhooks(self) -> Self {
        Self { inner_webhooks: true, ..self }
    }

    /// The office with templates of the authority's own for reports.
    #[must_use]
    pub fn with_templates(self, templates: ReportTemplates) -> Self {
        Self { templates: Arc::new(templates), ..self }
    }

    /// True if cookies are restricted to HTTPS.
    fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// The routes: the office's own, and those of the interface for programs.
pub fn router(office: Office) -> Router {
    // The limits of bodies are in `auth::session_middleware`, which knows who sends them.
    Router::new()
        .route("/office/media/upload", post(pages::media::upload))
        .route("/office/media/{id}/file", post(pages::media::replace))
        .route("/office/import", get(pages::import::start).post(pages::import::receive))
        .route("/office", get(|| async { Redirect::permanent("/office/") }))
        .route("/office/", get(pages::dashboard::show))
        .route("/office/account", get(auth::account::show).post(auth::account::act))
        .route("/office/users", get(pages::users::list).post(pages::users::invite))
        .route("/office/users/{id}", get(pages::users::show).post(pages::users::act))
        .route("/office/settings", get(pages::settings::show).post(pages::settings::act))
        .route("/office/declaration", get(pages::declaration::latest))
        .route("/office/declaration/{year}", get(pages::declaration::show).post(pages::declaration::act))
        .route("/office/declaration/{year}/prefill", get(pages::prefill::show).post(pages::prefill::act))
        .route("/office/recipients", get(pages::recipients::show).post(pages::recipients::receive))
        .route("/office/recipients/{name}", get(pages::recipients::file))
        .route("/office/funders", get(pages::funders::list))
        .route("/office/reports", get(pages::reports::list))
        .route("/office/reports/{name}", get(pages::reports::write))
        .route("/office/rates", get(pages::rates::show).post(pages::rates::receive))
        .route("/office/hooks", get(pages::webhooks::list).post(pages::webhooks::act))
        .route("/office/tokens", get(pages::tokens::list).post(pages::tokens::act))
        .route("/office/privacy", get(pages::privacy::show))
        .route("/office/privacy.xlsx", get(pages::privacy::workbook))
        .route("/office/audit", get(pages::audit::show))
        .route("/office/audit.csv", get(pages::audit::csv))
        .route("/office/login", get(auth::login::show).post(auth::login::act))
        .route("/office/forgot", get(auth::forgot::show).post(auth::forgot::act))
        .route("/office/calendar/{name}", get(mail::calendar::show))
        .route("/office/login/code", post(auth::login::check_code))
        .route("/office/login/sso", get(auth::sso::depart))
        .route("/office/login/sso/return", get(auth::sso::arrive))
        .route("/office/login/passkey", post(auth::passkey::begin_login))
        .route("/office/login/passkey/answer", post(auth::passkey::finish_login))
        .route("/office/account/passkeys", post(auth::passkey::begin_registration))
        .route("/office/account/passkeys/answer", post(auth::passkey::finish_registration))
        .route("/office/logout", post(auth::login::sign_out))
        .route("/office/start/{token}", get(auth::invitation::show).post(auth::invitation::act))
        .route("/office/join/{token}", get(auth::invitation::show).post(auth::invitation::act))
        .route("/office/assets/{name}", get(assets::serve))
        .route("/office/pictures/{digest}/{name}", get(pages::media::show))
        .route("/office/find", get(pages::records::find))
        .route("/office/complete/{folder}", get(pages::records::complete))
        .route("/office/proposals", get(pages::proposals::list))
        .route("/office/proposals/{id}", get(pages::proposals::show).post(pages::proposals::act))
        .route("/office/import/template", get(pages::import::template))
        .route("/office/import/{id}", get(pages::import::show).post(pages::import::act))
        .route("/office/import/{id}/workbook", get(pages::import::workbook))
        .route("/office/tasks", get(pages::tasks::list).post(pages::tasks::add))
        .route("/office/tasks/{id}", post(pages::tasks::act))
        .route("/office/persons/", get(pages::contacts::list))
        .route("/office/persons/list.csv", get(pages::contacts::sheet))
        .route("/office/persons/{id}/export", get(pages::contacts::export))
        .route("/office/persons/{id}/erase", get(pages::contacts::ask).post(pages::contacts::erase))
        .route("/office/missions/{id}/sheet", get(pages::missions::show).post(pages::missions::tick))
        .route("/office/{kind}", get(pages::records::slash))
        .route("/office/{kind}/", get(pages::records::list))
        .route("/office/{kind}/list.xlsx", get(pages::records::workbook))
        .route("/office/{kind}/new", get(pages::edit::new))
        .route("/office/{kind}/{id}", get(pages::edit::show).post(pages::edit::act))
        .route("/office/{kind}/{id}/draft", post(pages::edit::keep).delete(pages::edit::drop))
        .route("/office/{kind}/{id}/comments", post(pages::comments::add))
        .route("/office/{kind}/{id}/publish", get(pages::publish::show).post(pages::publish::act))
        .route("/office/{kind}/{id}/history", get(pages::history::list))
        .route(
            "/office/{kind}/{id}/history/{number}",
            get(pages::history::show).post(pages::history::restore),
        )
        .route("/office/{kind}/{id}/preview", get(pages::preview::frame))
        .route("/office/{kind}/{id}/preview/page", get(pages::preview::page))
        .route_layer(middleware::from_fn_with_state(office.clone(), auth::session_middleware))
        .with_state(office.clone())
        .merge(api::routes(office))
        .layer(compression())
}

/// Compresses pages and answers of the API, whose texts repeat a lot: the form of a project has 425 kB. Files such as workbooks
/// are compressed already. Pages with secrets or personal data are not: the length of a compressed page can reveal them to
/// an attacker who sees the traffic and controls a part of the page (BREACH).
fn compression() -> CompressionLayer<impl Predicate> {
    let is_text = |_: StatusCode, _: Version, headers: &HeaderMap, extensions: &Extensions| {
        if extensions.get::<auth::Uncompressed>().is_some() {
            return false;
        }
        let content_type =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        content_type.starts_with("text/") || content_type.starts_with("application/json")
    };
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(is_text)
}
