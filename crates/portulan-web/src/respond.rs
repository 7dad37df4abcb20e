//! Responses: cached encodings, validators, security headers.
use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ALLOW, CACHE_CONTROL,
    CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, REFERRER_POLICY,
    RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use portulan_model::hex;
use sha2::{Digest as _, Sha256};

/// Scripts, styles, fonts and pictures from here alone; no frame, no plug-in, no form to elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same policy, except that other sites may embed the page in a frame.
const EMBEDDED_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                               font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *";

/// Smaller bodies gain nothing from compression.
const COMPRESS_FROM: usize = 600;

/// The cache policy of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CachePolicy {
    /// Revalidate before each use.
    Revalidate,
    /// Immutable: the address contains a digest of the content.
    Immutable,
}

/// The access of other sites to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CrossOrigin {
    /// Link to it.
    Closed,
    /// Frame it.
    Framed,
    /// Read it by scripts.
    Read,
}

/// A page, ready in every encoding.
#[derive(Debug)]
pub(crate) struct RenderedPage {
    status: StatusCode,
    content_type: HeaderValue,
    body: Bytes,
    etag: String,
    keep: CachePolicy,
    location: Option<HeaderValue>,
    vary_language: bool,
    to_others: CrossOrigin,
    /// True if the site caches the page.
    pub(crate) cacheable: bool,
    encoded: OnceLock<Encoded>,
}

#[derive(Debug, Default)]
struct Encoded {
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl RenderedPage {
    pub(crate) fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let etag = hex(&Sha256::digest(&body)[..12]);
        Self {
            status: StatusCode::OK,
            content_type: HeaderValue::from_static(content_type),
            body,
            etag,
            keep: CachePolicy::Revalidate,
            location: None,
            vary_language: false,
            to_others: CrossOrigin::Closed,
            cacheable: true,
            encoded: OnceLock::new(),
        }
    }

    pub(crate) fn html(body: String) -> Self {
        Self::new("text/html; charset=utf-8", body)
    }

    /// True if making the page failed.
    pub(crate) fn is_failure(&self) -> bool {
        self.status == StatusCode::INTERNAL_SERVER_ERROR
    }

    /// The HTML of a successful page.
    pub(crate) fn html_text(&self) -> Option<String> {
        let html = self.status == StatusCode::OK && self.content_type.as_bytes().starts_with(b"text/html");
        html.then(|| String::from_utf8_lossy(&self.body).into_owned())
    }

    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self.cacheable = status == StatusCode::OK;
        self
    }

    pub(crate) fn immutable(mut self) -> Self {
        self.keep = CachePolicy::Immutable;
        self
    }

    pub(crate) fn embeddable(mut self) -> Self {
        self.to_others = CrossOrigin::Framed;
        self
    }

    pub(crate) fn shared(mut self) -> Self {
        self.to_others = CrossOrigin::Read;
        self
    }

    /// Sends the reader elsewhere; by the reader's language if `vary_language`.
    pub(crate) fn redirect(to: &str, status: StatusCode, vary_language: bool) -> Self {
        let mut page = Self::new("text/plain; charset=utf-8", to.to_owned()).status(status);
        page.location = HeaderValue::from_str(to).ok();
        page.vary_language = vary_language;
        page
    }

    /// A page of HTML that was rendered, or the page of last resort.
    pub(crate) fn rendered(rendered: Result<String, askama::Error>) -> Self {
        match rendered {
            Ok(html) => Self::html(html),
            Err(e) => {
                tracing::error!(error = &e as &dyn std::error::Error, "a template failed");
                Self::server_error()
            }
        }
    }

    /// Marks the page as dependent on the `Accept-Language` header.
    pub(crate) fn vary_by_language(mut self) -> Self {
        self.vary_language = true;
        self
    }

    /// The page of last resort, when making a page fails: it needs nothing of the site.
    pub(crate) fn server_error() -> Self {
        Self::html(include_str!("../assets/500.html").to_owned()).status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The uncompressed content.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        (self.status == StatusCode::OK).then(|| self.body.to_vec())
    }

    pub(crate) fn weight(&self) -> usize {
        let encoded = self.encoded.get();
        let length = |b: Option<&Bytes>| b.map_or(0, Bytes::len);
        self.body.len() + encoded.map_or(0, |e| length(e.brotli.as_ref()) + length(e.gzip.as_ref())) + 200
    }

    /// Computes the compressed encodings; a second call does nothing.
    pub(crate) fn compress(&self) {
        self.encoded.get_or_init(|| {
            let kind = self.content_type.to_str().unwrap_or_default();
            let texts = [
                "text/",
                "image/svg",
                "application/json",
                "application/atom",
                "application/xml",
                "application/geo",
            ];
            if self.body.len() < COMPRESS_FROM || !texts.iter().any(|t| kind.starts_with(t)) {
                return Encoded::default();
            }
            let smaller = |b: Vec<u8>| (b.len() < self.body.len()).then(|| Bytes::from(b));
            Encoded { brotli: brotli(&self.body).and_then(smaller), gzip: gzip(&self.body).and_then(smaller) }
        });
    }
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 6, ..Default::default() };
    brotli::BrotliCompress(&mut &*body, &mut out, &parameters).ok().map(|_| out)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

/// Answers a request with a page.
pub(crate) fn respond(page: &RenderedPage, method: &Method, asked: &HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return method_not_allowed();
    }
    let mut response = Response::new(Body::empty());
    let (bytes, encoding) = choose(page, asked);
    let etag = format!("\"{}{}\"", page.etag, encoding.map_or(String::new(), |e| format!("-{e}")));
    let known = asked.get(IF_NONE_MATCH).is_some_and(|h| matches(h, &page.etag));
    let headers = response.headers_mut();
    set(headers, page);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    if known && page.status == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    headers.insert(CONTENT_TYPE, page.content_type.clone());
    *response.status_mut() = page.status;
    *response.body_mut() = Body::from(bytes.clone());
    response
}

/// A streamed response, which must not be cached.
pub(crate) fn stream(status: StatusCode, body: Body) -> Response {
    let page = RenderedPage::html(String::new());
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    set(headers, &page);
    headers.insert(CONTENT_TYPE, page.content_type);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Asks proxies not to buffer the response.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// The answer to a method that no page has.
pub(crate) fn method_not_allowed() -> Response {
    let page = RenderedPage::html(include_str!("../assets/405.html").to_owned())
        .status(StatusCode::METHOD_NOT_ALLOWED);
    let mut response = respond(&page, &Method::GET, &HeaderMap::new());
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// The response when too many pages are being rendered: retry later.
pub(crate) fn busy() -> Response {
    let page = RenderedPage::html(include_str!("../assets/503.html").to_owned())
        .status(StatusCode::SERVICE_UNAVAILABLE);
    let mut response = respond(&page, &Method::GET, &HeaderMap::new());
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The answer when not even a page can be made.
pub(crate) fn failure() -> Response {
    respond(&RenderedPage::server_error(), &Method::GET, &HeaderMap::new())
}

fn set(headers: &mut HeaderMap, page: &RenderedPage) {
    let fixed: [(HeaderName, &'static str); 6] = [
        (
            CONTENT_SECURITY_POLICY,
            if page.to_others == CrossOrigin::Framed { EMBEDDED_POLICY } else { POLICY },
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (
            CACHE_CONTROL,
            match page.keep {
                CachePolicy::Immutable => "public, max-age=31536000, immutable",
                CachePolicy::Revalidate => "public, no-cache",
            },
        ),
        (VARY, if page.vary_language { "Accept-Encoding, Accept-Language" } else { "Accept-Encoding" }),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if page.to_others == CrossOrigin::Read {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Retry-After"));
    }
    if let Some(location) = &page.location {
        headers.insert(LOCATION, location.clone());
    }
}

/// The smallest encoding that the reader takes.
fn choose<'a>(page: &'a RenderedPage, asked: &HeaderMap) -> (&'a Bytes, Option<&'static str>) {
    let accepted = asked.get(ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let takes = |name: &str| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next() == Some(name) && !words.any(|w| matches!(w, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    let encoded = page.encoded.get();
    if let Some(bytes) = encoded.and_then(|e| e.brotli.as_ref()).filter(|_| takes("br")) {
        return (bytes, Some("br"));
    }
    if let Some(bytes) = encoded.and_then(|e| e.gzip.as_ref()).filter(|_| takes("gzip")) {
        return (bytes, Some("gzip"));
    }
    (&page.body, None)
}

/// True if the client has this page already, in any encoding.
pub(crate) fn matches(header: &HeaderValue, etag: &str) -> bool {
    let tags = header
        .to_str()
        .unwrap_or_default()
        .split(',')
        .map(|t| t.trim().trim_start_matches("W/").trim_matches('"'));
    tags.into_iter()
        .any(|t| t == "*" || t.strip_prefix(etag).is_some_and(|rest| matches!(rest, "" | "-br" | "-gzip")))
}
