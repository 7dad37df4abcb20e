//! The page at an address: from the cache, or rendered in turn.
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::respond::{self, RenderedPage};
use crate::{App, Site, api, route};

/// The longest time that a request waits for its turn to render a page, before it is asked to retry.
const MAKING_TIMEOUT: Duration = Duration::from_secs(2);
/// The longest time that a request waits for another one that renders the same page.
const SHARING_TIMEOUT: Duration = Duration::from_secs(30);

/// The response to a request for a page or a resource of the API, which has a rate limit for each client.
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

/// The peer address of a request.
pub(crate) fn peer(request: &Request) -> Option<SocketAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0)
}
