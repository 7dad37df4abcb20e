//! The running site: the present snapshot and its renewal.
use std::net::SocketAddr;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use axum::http::HeaderMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portulan_store::{Clock, SiteStore, SystemClock};
use tokio::sync::{Notify, Semaphore};

use crate::client::{ClientIp, TrustedProxies};
use crate::rate_limit::{API_BURST, API_RATE, ClientLimiter};
use crate::site::today;
use crate::validate::ValidateLimits;
use crate::{Site, SiteError};

/// The interval between two checks of the store for new publications.
const POLL: Duration = Duration::from_secs(2);

/// Pages that are made at once for each core.
const PAGES_PER_CORE: usize = 2;

/// The site as a service.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Arc<dyn SiteStore>,
    /// The clock, which tests can set.
    clock: Arc<dyn Clock>,
    site: Arc<RwLock<Arc<Site>>>,
    public_url: String,
    changed: Arc<Notify>,
    pub(crate) limits: Arc<ValidateLimits>,
    /// The rate limiter of API clients; `None` without a limit.
    programs: Option<Arc<ClientLimiter>>,
    pub(crate) proxies: Arc<TrustedProxies>,
    /// Pages that are made at once.
    pub(crate) making: Arc<Semaphore>,
}

impl App {
    /// Builds the first snapshot, with the clock of the system.
    pub async fn new(store: Arc<dyn SiteStore>, public_url: &str) -> Result<Self, SiteError> {
        Self::new_with_clock(store, public_url, Arc::new(SystemClock)).await
    }

    /// Builds the first snapshot, on the day of a clock.
    pub async fn new_with_clock(
        store: Arc<dyn SiteStore>,
        public_url: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, SiteError> {
        let site = Arc::new(Site::read(&*store, public_url, clock.now()).await?);
        build_index(&site);
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        Ok(Self {
            store,
            clock,
            proxies: Arc::default(),
            making: Arc::new(Semaphore::new(cores * PAGES_PER_CORE)),
            site: Arc::new(RwLock::new(site)),
            public_url: public_url.trim_end_matches('/').to_owned(),
            changed: Arc::default(),
            limits: Arc::new(ValidateLimits::new()),
            programs: Some(Arc::new(ClientLimiter::new(API_BURST, Duration::from_secs(1) / API_RATE))),
        })
    }

    /// The current time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Removes the rate limit of API clients, for sites behind a proxy that limits them.
    #[must_use]
    pub fn without_limit(self) -> Self {
        Self { programs: None, ..self }
    }

    /// Sets the proxies whose information on the client's address is trusted.
    #[must_use]
    pub fn with_proxies(self, proxies: TrustedProxies) -> Self {
        Self { proxies: Arc::new(proxies), ..self }
    }

    /// The client of a request.
    pub fn client(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> ClientIp {
        ClientIp::new(peer, headers, &self.proxies)
    }

    /// Counts an API request of a client. Returns the number of seconds to wait if the limit is exceeded.
    pub fn admit(&self, client: ClientIp) -> Result<(), u64> {
        let Some(programs) = &self.programs else { return Ok(()) };
        programs.check(client.key()).map_err(|wait| wait.as_secs() + 1)
    }

    /// The address under which the public reaches the site, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The authority's time zone; UTC if it is unknown.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.site().programme.authority.body.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Looks for something new at once, instead of a moment later.
    pub fn refresh(&self) {
        self.changed.notify_one();
    }

    /// The present snapshot.
    pub fn site(&self) -> Arc<Site> {
        // A poisoned lock still contains a valid snapshot: writing it is one assignment.
        self.site.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Swaps the snapshot when the store or the day has changed. The old one serves until the new one is whole.
    pub async fn renew(self) {
        loop {
            // The interval has passed, or a change was notified.
            let _ = tokio::time::timeout(POLL, self.changed.notified()).await;
            let now = match self.store.publication().await {
                Ok(now) => now,
                Err(e) => {
                    let error = &e as &dyn std::error::Error;
                    tracing::error!(error, "the site cannot ask for publications");
                    continue;
                }
            };
            let site = self.site();
            let new_day = today(&site.programme.authority.body.time_zone, self.now()) != site.today;
            if now == site.publication && !new_day {
                continue;
            }
            match Site::read(&*self.store, &self.public_url, self.now()).await {
                Ok(site) => {
                    let site = Arc::new(site);
                    build_index(&site);
                    *self.site.write().unwrap_or_else(std::sync::PoisonError::into_inner) = site;
                }
                Err(e) => {
                    let error = &e as &dyn std::error::Error;
                    tracing::error!(error, "the site was not renewed; the old one stays");
                }
            }
        }
    }
}

/// Builds the search index of a snapshot beside serving it.
fn build_index(site: &Arc<Site>) {
    let site = Arc::clone(site);
    drop(tokio::task::spawn_blocking(move || {
        site.index();
    }));
}
