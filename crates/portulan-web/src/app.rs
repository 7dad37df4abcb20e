//! The running site: the present snapshot, its renewal, the server.
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::tz::TimeZone;
use portulan_store::SiteStore;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::limits::{Readers, reader};
use crate::pictures::Asked;
use crate::respond;
use crate::site::today;
use crate::validate::{self, Limits};
use crate::{Site, SiteError, api, route};

/// How often the store is asked whether something was published.
const POLL: Duration = Duration::from_secs(2);

/// The site as a service.
#[derive(Clone)]
pub struct App {
    store: Arc<dyn SiteStore>,
    site: Arc<RwLock<Arc<Site>>>,
    public_url: String,
    changed: Arc<Notify>,
    pub(crate) limits: Arc<Limits>,
    /// What each program may still ask; none where there is no limit.
    programs: Option<Arc<Readers>>,
}

impl App {
    /// Builds the first snapshot.
    pub async fn new(store: Arc<dyn SiteStore>, public_url: &str) -> Result<Self, SiteError> {
        let site = Site::read(&*store, public_url).await?;
        Ok(Self {
            store,
            site: Arc::new(RwLock::new(Arc::new(site))),
            public_url: public_url.trim_end_matches('/').to_owned(),
            changed: Arc::default(),
            limits: Arc::new(Limits::new()),
            programs: Some(Arc::new(Readers::new(api::BURST, Duration::from_secs(1) / api::RATE))),
        })
    }

    /// The site without a limit to what programs may ask: where a proxy in front of it sees to that.
    #[must_use]
    pub fn without_limit(self) -> Self {
        Self { programs: None, ..self }
    }

    /// Counts a request of a program; the seconds to wait where there were too many.
    pub fn admit(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Result<(), u64> {
        let Some(programs) = &self.programs else { return Ok(()) };
        programs.take(reader(peer, headers), Instant::now()).map_err(|wait| wait.as_secs() + 1)
    }

    /// The address under which the public reaches the site, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The authority's time zone; UTC where it is not known.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.site().programme.authority.body.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Looks for something new at once, instead of a moment later.
    pub fn refresh(&self) {
        self.changed.notify_one();
    }

    /// Serves, with other routes beside the site's, until `stop` ends; requests under way are answered first.
    pub async fn serve(
        self,
        listener: TcpListener,
        beside: Router,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), SiteError> {
        let renewal = tokio::spawn(self.clone().renew());
        let service = router(self).merge(beside).into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, service).with_graceful_shutdown(stop).await;
        renewal.abort();
        Ok(served?)
    }

    /// The present snapshot.
    pub fn site(&self) -> Arc<Site> {
        // A poisoned lock still holds a whole snapshot: writing it is one assignment.
        self.site.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Swaps the snapshot when the store or the day has changed. The old one serves until the new one is whole.
    async fn renew(self) {
        let mut seen = self.store.publication().await.ok();
        loop {
            // A moment passed, or somebody knows that there is something.
            let _ = tokio::time::timeout(POLL, self.changed.notified()).await;
            let now = self.store.publication().await.ok();
            let site = self.site();
            let new_day = today(&site.programme.authority.body.time_zone) != site.today;
            if now == seen && !new_day {
                continue;
            }
            match Site::read(&*self.store, &self.public_url).await {
                Ok(site) => {
                    *self.site.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(site);
                    seen = now;
                }
                Err(e) => tracing::error!("the site was not renewed, the old one stays: {e}"),
            }
        }
    }
}

/// The routes: everything is a page of the snapshot, but the reports on files that readers send.
pub fn router(app: App) -> Router {
    let judged = post(validate::judge).fallback(page).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/{tag}/validate", judged)
        .route("/media/{digest}/{name}", get(media))
        .fallback(page)
        .with_state(app)
}

/// Who sent a request, as the network says.
fn peer(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip())
}

/// A picture of a published record. One that was taken down is gone, whoever kept its address.
async fn media(
    State(app): State<App>,
    Path((digest, name)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(asked) = Asked::of(&digest, &name).filter(|a| app.site().shows_file(&a.file)) else {
        return page(State(app), request).await;
    };
    match asked.read(&*app.store).await {
        Ok(Some(picture)) => respond::respond(&picture, request.method(), request.headers()),
        Ok(None) => page(State(app), request).await,
        Err(e) => {
            tracing::error!("a picture could not be read: {e}");
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
    let key = request.uri().path_and_query().map_or("/", |p| p.as_str());
    if let Some(page) = site.pages.get(key) {
        return respond::respond(&page, request.method(), request.headers());
    }
    let (parts, _) = request.into_parts();
    let made = tokio::task::spawn_blocking(move || {
        let page = Arc::new(route::page(&site, &parts.uri, &parts.headers));
        if page.cacheable {
            page.compress();
            site.pages
                .insert(parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(), page.clone());
        }
        (page, parts.method, parts.headers)
    });
    match made.await {
        Ok((page, method, headers)) => respond::respond(&page, &method, &headers),
        Err(e) => {
            tracing::error!("a page could not be made: {e}");
            respond::failure()
        }
    }
}
