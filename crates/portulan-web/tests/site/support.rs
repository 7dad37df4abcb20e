//! The example programme, served without a network.
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use portulan_model::{Rates, Record};
use portulan_store::{
    AuditAction, AuditEntry, Author, Change, DeclarationStore as _, RecordWriter as _, SqliteStore,
    operator_only,
};
use portulan_testkit::{LA_ROCHELLE, PORT_IMAGINAIRE, example_rates, example_records};
use portulan_web::{App, router};
use tower::ServiceExt as _;

/// All records of the example.
pub fn records() -> Vec<Record> {
    example_records(LA_ROCHELLE)
}

pub struct TestSite {
    app: App,
    // The database is in this folder.
    _folder: tempfile::TempDir,
}

pub struct SiteAnswer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl SiteAnswer {
    pub fn text(&self) -> String {
        let text = String::from_utf8(self.bytes.clone()).expect("text");
        let is_page = self.header("content-type").starts_with("text/html");
        if is_page { portulan_testkit::with_tags_on_one_line(&text) } else { text }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().expect("ASCII"))
    }

    /// The visible text: without markup, with normalised spaces.
    pub fn visible(&self) -> String {
        let html = self.text();
        let body = html.split("<body").nth(1).unwrap_or(&html);
        let mut out = String::new();
        for part in body.split('<').skip(1) {
            if let Some((_, text)) = part.split_once('>') {
                out.push_str(text);
                out.push(' ');
            }
        }
        let out =
            out.replace("&#39;", "'").replace("&#38;", "&").replace("&amp;", "&").replace("&nbsp;", " ");
        out.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\u{a0}', '\u{202f}'], " ")
    }
}

impl TestSite {
    pub async fn of(records: Vec<Record>) -> Self {
        Self::with(records, &Rates::default()).await
    }

    /// The fictional authority that has money and results.
    pub async fn fictional() -> Self {
        Self::with(example_records(PORT_IMAGINAIRE), &example_rates()).await
    }

    async fn with(records: Vec<Record>, rates: &Rates) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("a store");
        let author = Author::operator("test");
        store
            .apply(records.into_iter().map(Change::Create).collect(), &author, operator_only)
            .await
            .expect("kept");
        store.put_rates(rates, AuditEntry::new("test", AuditAction::Rates)).await.expect("kept");
        let app = App::new(Arc::new(store), "https://example.org").await.expect("a site");
        Self { app, _folder: folder }
    }

    pub async fn example() -> Self {
        Self::of(records()).await
    }

    pub async fn get(&self, path: &str) -> SiteAnswer {
        self.ask("GET", path, &[]).await
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> SiteAnswer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::empty()).expect("a request")).await
    }

    /// Sends a file as a form does.
    pub async fn send(&self, path: &str, name: &str, bytes: &[u8]) -> SiteAnswer {
        let head =
            format!("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [head.as_bytes(), bytes, b"\r\n--cut--\r\n"].concat();
        let request = Request::builder().method("POST").uri(path);
        let request = request.header("content-type", "multipart/form-data; boundary=cut");
        self.answer(request.body(Body::from(body)).expect("a request")).await
    }

    async fn answer(&self, request: Request<Body>) -> SiteAnswer {
        let response = router(self.app.clone()).oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        SiteAnswer { status: parts.status, headers: parts.headers, bytes }
    }
}
