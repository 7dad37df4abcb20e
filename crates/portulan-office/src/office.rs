//! The office as a service: its state and its settings.
use std::sync::Arc;

use jiff::Timestamp;
use portulan_editorial::Editorial;
use portulan_sandbox::FileReader;
use portulan_store::{Clock, EditorialStore, Environment, OfficeStore};
use portulan_typeset::ReportTemplates;
use portulan_web::App;
use tokio::sync::Notify;
use uuid::Uuid;
use webauthn_rs::Webauthn;

use crate::auth::provider::{Provider, Settings};
use crate::auth::relying_party::webauthn;
use crate::auth::{ChallengeStore, LoginThrottle, Refusals, SecretKey};
use crate::error::OfficeError;
use crate::import::ImportJobs;
use crate::mail::{Mailer, Transport};
use crate::pages::declaration::DeclarationCache;
use crate::scan::VirusScanner;
use crate::search_limit::SearchLimit;

/// The office as a service.
#[derive(Clone)]
pub struct Office {
    /// For reading, and for objects other than records. Records are changed through `editorial` only.
    pub(crate) store: Arc<dyn OfficeStore>,
    pub(crate) editorial: Editorial,
    /// The sources of time, random bytes and identifiers, which tests can set.
    pub(crate) environment: Environment,
    pub(crate) app: App,
    /// The site's address, as browsers write origins.
    pub(crate) origin: Arc<str>,
    pub(crate) limits: Arc<LoginThrottle>,
    pub(crate) refusals: Arc<Refusals>,
    /// Limits the searches while users type.
    pub(crate) searches: Arc<SearchLimit>,
    /// The secret key of the register, for cookies.
    pub(crate) key: Arc<SecretKey>,
    pub(crate) pending: Arc<ChallengeStore>,
    /// The WebAuthn relying party, if the public URL has a domain name.
    pub(crate) webauthn: Option<Arc<Webauthn>>,
    /// The identity provider, if one is configured.
    pub(crate) provider: Option<Arc<Provider>>,
    /// The mailer, if one is configured.
    pub(crate) post: Option<Mailer>,
    /// Notified after each editorial command, for subscribers of events.
    pub(crate) events: Arc<Notify>,
    /// Notified when a picture was stored.
    pub(crate) pictures: Arc<Notify>,
    /// Notified when the file of a document was stored.
    pub(crate) documents: Arc<Notify>,
    /// The virus scanner of uploaded files, if one is configured.
    pub(crate) scanner: Option<VirusScanner>,
    /// Reads uploaded files.
    pub(crate) files: FileReader,
    /// Imports in progress.
    pub(crate) jobs: Arc<ImportJobs>,
    /// True if webhooks may be delivered to private networks, and over plain HTTP.
    pub(crate) inner_webhooks: bool,
    /// The recently derived declarations.
    pub(crate) declarations: Arc<DeclarationCache>,
    /// The templates of reports.
    pub(crate) templates: Arc<ReportTemplates>,
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
        let environment = Environment::default();
        let editorial = Editorial::new(store.clone()).with_listener(move || {
            site.refresh();
            notify.notify_one();
        });
        let editorial = editorial.with_environment(environment.clone());
        Ok(Self {
            store,
            editorial,
            events,
            origin: origin.unwrap_or_default().into(),
            limits: Arc::default(),
            refusals: Arc::default(),
            searches: Arc::default(),
            key: Arc::new(SecretKey::new(environment.clone())),
            pending: Arc::new(ChallengeStore::new(environment.clone())),
            environment,
            provider: None,
            post: None,
            webauthn: webauthn(app.public_url()).map(Arc::new),
            pictures: Arc::default(),
            documents: Arc::default(),
            scanner: None,
            files: FileReader::in_process(),
            jobs: Arc::default(),
            inner_webhooks: false,
            templates: Arc::default(),
            declarations: Arc::default(),
            app,
        })
    }

    /// The office with another clock than that of the system.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        let environment = self.environment.with_clock(clock);
        self.with_environment(environment)
    }

    /// The office with other sources of time, random bytes and identifiers than those of the system.
    #[must_use]
    pub fn with_environment(self, environment: Environment) -> Self {
        let editorial = self.editorial.clone().with_environment(environment.clone());
        let key = Arc::new(SecretKey::new(environment.clone()));
        let pending = Arc::new(ChallengeStore::new(environment.clone()));
        Self { editorial, environment, key, pending, ..self }
    }

    /// The current time.
    pub(crate) fn now(&self) -> Timestamp {
        self.environment.now()
    }

    /// A new identifier.
    pub(crate) fn new_id(&self) -> Result<Uuid, OfficeError> {
        Ok(self.environment.new_id()?)
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

    /// Has each uploaded document scanned for viruses.
    #[must_use]
    pub fn with_virus_scanner(self, scanner: VirusScanner) -> Self {
        Self { scanner: Some(scanner), ..self }
    }

    /// Sets an identity provider, in addition to passwords. Returns an error if the settings are invalid.
    pub fn with_provider(self, settings: Settings) -> Result<Self, String> {
        let provider = Provider::new(settings, self.app.public_url())?;
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
    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}
