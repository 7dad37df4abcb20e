//! The validator page: a file is uploaded, its report is streamed while it is read, and nothing is stored.
mod limits;
mod refusal;
mod report;
mod upload;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream;
use jiff::Timestamp;
use portulan_iati::{Seen, ValidationOptions};
use portulan_locales::Language;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use crate::answer::{self, peer};
use crate::context::PageContext;
use crate::language::site_language;
use crate::{App, pages, respond};
use limits::Sending;
pub(crate) use limits::{SENT_MIB, ValidateLimits};
use refusal::ValidateRefusal;
use report::ReportWriter;
use upload::{Pieces, WAITING};

/// The placeholder of the report in the page.
const REPORT_PLACEHOLDER: &str = "<!--report-->";
/// The overhead of a form besides its file, at most, in bytes.
const FORM_OVERHEAD_BYTES: u64 = 64 * 1024;

/// Answers a file with its report: as a whole page, or as the report alone with `?part=report`.
pub(crate) async fn validate_upload(
    State(app): State<App>,
    Path(tag): Path<String>,
    request: Request,
) -> Response {
    let site = app.site();
    let Some(language) = site_language(&site, &tag) else {
        return answer::page(State(app), request).await;
    };
    let alone = request.uri().query() == Some("part=report");
    let frame = move |alert: &str| {
        if alone {
            return Some((alert.to_owned(), String::new()));
        }
        let page = match pages::validate(&PageContext::new(&site, language, "/validate"), alert)? {
            Ok(page) => page,
            Err(e) => {
                tracing::error!(error = &e as &dyn std::error::Error, "a template failed");
                return None;
            }
        };
        page.split_once(REPORT_PLACEHOLDER).map(|(top, bottom)| (top.to_owned(), bottom.to_owned()))
    };
    let ReceivedFile { name, pieces, places } = match receive(&app, request).await {
        Ok(received) => received,
        Err(refusal) => return refuse(refusal, language, frame),
    };
    let Some((top, bottom)) = frame("") else { return respond::failure() };
    // The report is bounded, so the channel is not: a reader who sends and does not yet listen must not stop the reading.
    let now = app.now();
    let (out, parts) = mpsc::unbounded_channel::<Bytes>();
    let _ = out.send(Bytes::from(top));
    tokio::task::spawn_blocking(move || {
        read(language, &name, pieces, now, out.clone());
        let _ = out.send(Bytes::from(bottom));
        drop(places);
    });
    let parts = stream::unfold(parts, |mut parts| async move {
        let part = parts.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(part), parts))
    });
    respond::stream(StatusCode::OK, Body::from_stream(parts))
}

fn refuse(
    refusal: ValidateRefusal,
    language: Language,
    frame: impl Fn(&str) -> Option<(String, String)>,
) -> Response {
    let Some((top, bottom)) = frame(&refusal.say(language)) else { return respond::failure() };
    let mut response = respond::stream(refusal.status(), Body::from(top + &bottom));
    if matches!(refusal, ValidateRefusal::TooMany | ValidateRefusal::Busy) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// A file that is being sent, and the right to read it.
struct ReceivedFile {
    name: String,
    pieces: Pieces,
    /// Given back when the file has been read.
    places: (Sending, OwnedSemaphorePermit),
}

/// Waits for the first bytes of the file, then for a slot: a client that sends nothing does not occupy one.
async fn receive(app: &App, request: Request) -> Result<ReceivedFile, ValidateRefusal> {
    let client = app.client(peer(&request), request.headers()).key();
    if app.limits.clients.check(client).is_err() {
        return Err(ValidateRefusal::TooMany);
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|l| l.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limits::SENT + FORM_OVERHEAD_BYTES) {
        return Err(ValidateRefusal::TooLarge);
    }
    let sending = app.limits.begin(client).ok_or(ValidateRefusal::TooMany)?;
    let form = Multipart::from_request(request, &()).await.map_err(|_| ValidateRefusal::Malformed)?;
    let (say_name, name) = oneshot::channel();
    let (send, pieces) = mpsc::channel(WAITING);
    tokio::spawn(upload::pump(form, say_name, send, Arc::clone(&app.limits.waiting)));
    let name = name.await.unwrap_or(Err(ValidateRefusal::Malformed))?;
    let turn = app.limits.turn().await.ok_or(ValidateRefusal::Busy)?;
    Ok(ReceivedFile { name, pieces: Pieces::new(pieces), places: (sending, turn) })
}

/// Validates the stream and writes its report.
fn read(language: Language, file: &str, pieces: Pieces, now: Timestamp, out: mpsc::UnboundedSender<Bytes>) {
    let mut writer = ReportWriter::new(language, file, out);
    let options = ValidationOptions { now: now.as_millisecond(), advice: true, threads: 1 };
    let mut sink = |finding: portulan_iati::Finding| writer.add(&finding);
    let judged = upload::open(pieces, file).and_then(|source| {
        portulan_iati::validate(source, &options, Seen::default(), &mut sink, &mut |_| {})
    });
    match judged {
        Ok(outcome) => {
            if outcome.fault.is_none() {
                outcome.seen.dangling_references(&[&outcome.seen]).for_each(|finding| writer.add(&finding));
            }
            writer.finish(file, &outcome);
        }
        Err(e) => {
            let refusal = e.get_ref().and_then(|e| e.downcast_ref::<ValidateRefusal>()).copied();
            writer.stop(&refusal.unwrap_or(ValidateRefusal::Malformed).say(language));
        }
    }
}
