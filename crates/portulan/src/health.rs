//! `/health/live` and `/health/ready`, for monitoring. Neither is cached or rate limited.
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use portulan_store::{SqliteStore, Store as _};
use portulan_web::App;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::supervisor::WorkerRegistry;

/// The name of the worker that refreshes the public site.
pub const RENEWAL: &str = "site renewal";

/// The time for which the result of a check is reused, so that frequent requests cost nothing.
const CHECK_INTERVAL: Duration = Duration::from_secs(10);
/// A check that takes longer has failed.
const CHECK_TIMEOUT: Duration = Duration::from_secs(5);

/// A component that the server needs.
#[async_trait]
pub trait ReadinessCheck: Send + Sync {
    /// Checks that the component works; the error is the reason.
    async fn check(&self) -> Result<(), String>;
}

/// The check of the store.
pub struct StoreCheck(SqliteStore);

impl StoreCheck {
    /// Checks this store.
    pub fn new(store: SqliteStore) -> Self {
        Self(store)
    }
}

#[async_trait]
impl ReadinessCheck for StoreCheck {
    async fn check(&self) -> Result<(), String> {
        check_store(&self.0).await
    }
}

/// Checks that the store can be read and written.
async fn check_store(store: &SqliteStore) -> Result<(), String> {
    store.publication().await.map_err(|e| e.to_string())?;
    store.check_writer().await.map_err(|e| e.to_string())
}

/// The components that readiness depends on.
pub struct Readiness {
    check: Box<dyn ReadinessCheck>,
    checked: Mutex<Option<(Instant, Result<(), String>)>>,
    workers: WorkerRegistry,
    app: App,
}

impl Readiness {
    /// Ready while the check passes and the site is renewed.
    pub fn new(check: impl ReadinessCheck + 'static, workers: WorkerRegistry, app: App) -> Arc<Self> {
        Arc::new(Self { check: Box::new(check), checked: Mutex::default(), workers, app })
    }

    /// The result of the check, at most [`CHECK_INTERVAL`] old.
    async fn checked(&self) -> Result<(), String> {
        let mut checked = self.checked.lock().await;
        if let Some((at, outcome)) = &*checked
            && at.elapsed() < CHECK_INTERVAL
        {
            return outcome.clone();
        }
        let outcome = timeout(CHECK_TIMEOUT, self.check.check()).await;
        let outcome = outcome.unwrap_or_else(|_| Err("the store does not answer".to_owned()));
        if let Err(why) = &outcome {
            tracing::error!("the server is not ready: {why}");
        }
        *checked = Some((Instant::now(), outcome.clone()));
        outcome
    }

    /// True if the server is ready, and its state as JSON. Reasons are in the log only, because the endpoint is public.
    async fn state(&self) -> (bool, Value) {
        let is_store_ready = self.checked().await.is_ok();
        let is_ready = is_store_ready && self.workers.is_running(RENEWAL);
        let workers = self.workers.all();
        let is_whole = workers.values().all(|worker| worker.is_running);
        let status = match (is_ready, is_whole) {
            (false, _) => "unavailable",
            (true, false) => "degraded",
            (true, true) => "ready",
        };
        let workers: Vec<Value> = workers
            .iter()
            .map(|(name, w)| json!({ "name": name, "running": w.is_running, "restarts": w.restarts }))
            .collect();
        let site = self.app.site();
        let state = json!({
            "status": status,
            "store": if is_store_ready { "ok" } else { "failed" },
            "workers": workers,
            "snapshot": { "age_seconds": site.age().as_secs(), "publication": site.publication() },
        });
        (is_ready, state)
    }
}

/// The routes.
pub fn router(readiness: Arc<Readiness>) -> Router {
    Router::new().route("/health/live", get(live)).route("/health/ready", get(ready)).with_state(readiness)
}

async fn live() -> Response {
    fresh("ok\n".into_response())
}

async fn ready(State(readiness): State<Arc<Readiness>>) -> Response {
    let (is_ready, state) = readiness.state().await;
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    fresh((status, Json(state)).into_response())
}

fn fresh(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;
    use crate::supervisor::supervise;

    #[derive(Default)]
    struct Switch {
        fails: AtomicBool,
        asked: AtomicUsize,
    }

    #[async_trait]
    impl ReadinessCheck for Arc<Switch> {
        async fn check(&self) -> Result<(), String> {
            self.asked.fetch_add(1, Ordering::SeqCst);
            if self.fails.load(Ordering::SeqCst) {
                Err("the disk is full at /srv".to_owned())
            } else {
                Ok(())
            }
        }
    }

    async fn ask(readiness: &Arc<Readiness>, path: &str) -> (u16, String) {
        let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
        let response = router(readiness.clone()).oneshot(request).await.expect("an answer");
        assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    async fn app() -> (App, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = crate::register::open(folder.path()).await.expect("a store");
        crate::register::load_example(&store).await.expect("the example");
        (App::new(Arc::new(store), "https://example.org").await.expect("a site"), folder)
    }

    #[tokio::test]
    async fn readiness_is_the_store_and_the_renewal() {
        let (app, _folder) = app().await;
        let (switch, workers) = (Arc::new(Switch::default()), WorkerRegistry::default());
        let readiness = Readiness::new(switch.clone(), workers.clone(), app.clone());
        assert_eq!(ask(&readiness, "/health/live").await, (200, "ok\n".to_owned()));
        assert_eq!(ask(&readiness, "/health/ready").await.0, 503, "nothing renews the site yet");
        let start = |name| {
            let supervised = supervise(
                name,
                workers.clone(),
                std::future::pending::<()>,
                Instant::now,
                tokio::time::sleep,
            );
            tokio::spawn(supervised)
        };
        let renewal = start(RENEWAL);
        tokio::task::yield_now().await;
        let (status, body) = ask(&readiness, "/health/ready").await;
        let state: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!((status, &state["status"], &state["store"]), (200, &json!("ready"), &json!("ok")));
        assert_eq!(state["workers"], json!([{ "name": RENEWAL, "running": true, "restarts": 0 }]));
        assert!(state["snapshot"]["age_seconds"].is_u64());
        assert_eq!(switch.asked.load(Ordering::SeqCst), 1, "asked once for all who ask within ten seconds");

        let broken = Arc::new(Switch { fails: true.into(), ..Switch::default() });
        let readiness = Readiness::new(broken, workers.clone(), app);
        let (status, body) = ask(&readiness, "/health/ready").await;
        assert_eq!(status, 503);
        assert!(body.contains("\"store\":\"failed\"") && !body.contains("/srv"), "{body}");
        renewal.abort();
    }

    #[tokio::test]
    async fn the_store_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = crate::register::open(folder.path()).await.expect("a store");
        assert_eq!(check_store(&store).await, Ok(()));
        store.close().await;
        assert!(check_store(&store).await.is_err());
    }
}
