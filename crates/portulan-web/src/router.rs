//! The routes of the site, and their server.
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use crate::answer::page;
use crate::downloads::download;
use crate::pictures::PictureRequest;
use crate::server::{self, ServerLimits};
use crate::validate::validate_upload;
use crate::{App, respond};

/// The routes: everything is a page of the snapshot, but the reports on files that readers send.
pub fn router(app: App) -> Router {
    let judged = post(validate_upload).fallback(page).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/{tag}/validate", judged)
        .route("/health", get(|| async { "ok\n" }))
        .route("/media/{digest}/{name}", get(media))
        .route("/files/{name}", get(document))
        .fallback(page)
        .with_state(app)
}

impl App {
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
        let (proxies, is_https) = (Arc::clone(&self.proxies), self.public_url().starts_with("https://"));
        let router = router(self).merge(beside);
        server::serve(listener, router, limits, proxies, is_https, stop).await;
    }
}

/// The public file of a published document.
async fn document(State(app): State<App>, Path(name): Path<String>, request: Request) -> Response {
    let Some(file) = app.site().documents.get(&name).cloned() else {
        return page(State(app), request).await;
    };
    download(app.store, file, request.method(), request.headers(), "public, no-cache")
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
