//! The running site: the present snapshot, its renewal, the server.
use std::net::SocketAddr;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::tz::TimeZone;
use portulan_store::SiteStore;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;

use crate::client::{ClientIp, TrustedProxies};
use crate::pictures::PictureRequest;
use crate::rate_limit::ClientLimiter;
use crate::respond::{self, RenderedPage};
use crate::server::{self, ServerLimits};
use crate::site::today;
use crate::validate::{self, ValidateLimits};
use crate::{Site, SiteError, api, route};

/// The interval between two checks of the store for new publications.
const POLL: Duration = Duration::from_secs(2);

/// Pages that are made at once for each core.
const PAGES_PER_CORE: usize = 2;
/// The longest time that a request waits for its turn to render a page, before it is asked to retry.
const MAKING_TIMEOUT: Duration = Duration::from_secs(2);
/// The longest time that a request waits for another one that renders the same page.
const SHARING_TIMEOUT: Duration = Duration::from_secs(30);

/// The site as a service.
#[derive(Clone)]
pub struct App {
    store: Arc<dyn SiteStore>,
    site: Arc<RwLock<Arc<Site>>>,
    public_url: String,
    changed: Arc<Notify>,
    pub(crate) limits: Arc<ValidateLimits>,
    /// The rate limiter of API clients; `None` without a limit.
    programs: Option<Arc<ClientLimiter>>,
    proxies: Arc<TrustedProxies>,
    /// Pages that are made at once.
    making: Arc<Semaphore>,
}

impl App {
    /// Builds the first snapshot.
    pub async fn new(store: Arc<dyn SiteStore>, public_url: &str) -> Result<Self, SiteError> {
        let site = Arc::new(Site::read(&*store, public_url).await?);
        build_index(&site);
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        Ok(Self {
            store,
            proxies: Arc::default(),
            making: Arc::new(Semaphore::new(cores * PAGES_PER_CORE)),
            site: Arc::new(RwLock::new(site)),
            public_url: public_url.trim_end_matches('/').to_owned(),
            changed: Arc::default(),
            limits: Arc::new(ValidateLimits::new()),
            programs: Some(Arc::new(ClientLimiter::new(api::BURST, Duration::from_secs(1) / api::RATE))),
        })
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

    /// Serves the site with additional routes until `stop` completes; pending requests then have the time of
    /// [`ServerLimits`](crate::ServerLimits). New publications appear while [`Self::renew`] runs
    /// concurrently.
    pub async fn serve(
        self,
        listener: TcpListener,
        beside: Router,
        limits: ServerLimits,
        stop: impl Future<Output = ()> + Send + 'static,
    ) {
        let (proxies, is_https) = (Arc::clone(&self.proxies), self.public_url.starts_with("https://"));
        let router = router(self).merge(beside);
        server::serve(listener, router, limits, proxies, is_https, stop).await;
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
            let new_day = today(&site.programme.authority.body.time_zone) != site.today;
            if now == site.publication && !new_day {
                continue;
            }
            match Site::read(&*self.store, &self.public_url).await {
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

/// The routes: everything is a page of the snapshot, but the reports on files that readers send.
pub fn router(app: App) -> Router {
    let judged = post(validate::validate_upload).fallback(page).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/{tag}/validate", judged)
        .route("/health", get(|| async { "ok\n" }))
        .route("/media/{digest}/{name}", get(media))
        .fallback(page)
        .with_state(app)
}

/// Builds the search index of a snapshot beside serving it.
fn build_index(site: &Arc<Site>) {
    let site = Arc::clone(site);
    drop(tokio::task::spawn_blocking(move || {
        site.index();
    }));
}

/// The peer address of a request.
pub(crate) fn peer(request: &Request) -> Option<SocketAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0)
}

/// A picture of a published record. An unpublished picture is not found, even at a known address.
async fn media(
    State(app): State<App>,
    Path((digest, name)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(asked) = PictureRequest::of(&digest, &name).filter(|a| app.site().shows_file(&a.file)) else {
        return page(State(app), request).await;
    };
    match asked.read(&*app.store).await {
        Ok(Some(picture)) => respond::respond(&picture, request.method(), request.headers()),
        Ok(None) => page(State(app), request).await,
        Err(e) => {
            tracing::error!(error = &e as &dyn std::error::Error, "a picture could not be read");
            respond::failure()
        }
    }
}

/// The page at an address. The interface for programs is measured out to each reader, and known to other sites.
pub async fn page(State(app): State<App>, request: Request) -> Response {
    let site = app.site();
    if api::is_in(request.uri().path())
        && let Some(response) = api::instead(&app, request.method(), request.headers(), peer(&request))
    {
        return response;
    }
    // Nothing is rendered for other methods.
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return respond::method_not_allowed();
    }
    // Most addresses are already canonical.
    if request.uri().query().is_none()
        && let Some(page) = site.pages.get(request.uri().path())
    {
        return respond::respond(&page, request.method(), request.headers());
    }
    let (parts, _) = request.into_parts();
    let key = route::cache_key(&site, &parts.uri, &parts.headers);
    if let Some(page) = site.pages.get(&key) {
        return respond::respond(&page, &parts.method, &parts.headers);
    }
    // A separate task: rendering completes and is cached even if the client disconnects.
    let making = Making { site, key, uri: parts.uri, headers: parts.headers.clone() };
    match tokio::spawn(making.page(app.making)).await {
        Ok(Some(page)) => respond::respond(&page, &parts.method, &parts.headers),
        Ok(None) => respond::busy(),
        Err(e) => {
            tracing::error!(error = &e as &dyn std::error::Error, "a page could not be made");
            respond::failure()
        }
    }
}

/// A page that is not in the cache.
struct Making {
    site: Arc<Site>,
    key: String,
    uri: Uri,
    headers: HeaderMap,
}

impl Making {
    /// Renders the page. Of several concurrent requests for it, one renders and the others wait. `None` if
    /// there was no turn in time.
    async fn page(self, turns: Arc<Semaphore>) -> Option<Arc<RenderedPage>> {
        let Self { site, key, uri, headers } = self;
        let asked = timeout(SHARING_TIMEOUT, site.pages.get_value_or_guard_async(&key)).await;
        let guard = match asked.ok()? {
            Ok(page) => return Some(page),
            Err(guard) => guard,
        };
        let turn = timeout(MAKING_TIMEOUT, turns.acquire_owned()).await.ok()?.ok()?;
        let snapshot = Arc::clone(&site);
        let made = tokio::task::spawn_blocking(move || {
            let page = Arc::new(route::page(&snapshot, &uri, &headers));
            if page.cacheable {
                page.compress();
            }
            drop(turn);
            page
        });
        // A panic while the page is made is this task's own.
        let page = made.await.unwrap_or_else(|e| std::panic::resume_unwind(e.into_panic()));
        if page.cacheable {
            // An error means that the page was removed from the cache meanwhile, which does not affect this
            // request.
            let _ = guard.insert(Arc::clone(&page));
        }
        Some(page)
    }
}
