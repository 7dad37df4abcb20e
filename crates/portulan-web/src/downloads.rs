//! Files of documents, for download.
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use futures_util::stream;
use portulan_documents::DocumentFormat;
use portulan_locales::Language;
use portulan_model::kinds::Document;
use portulan_store::{DocumentFileStore, StoredDocument};

use crate::{Site, respond};

/// A link to the file of a document.
pub(crate) struct DocumentLink {
    /// The address.
    pub href: String,
    /// Format and size, such as `PDF, 1,2 Mo`.
    pub label: String,
}

/// The format and the size of a file, such as `PDF, 1,2 Mo`.
pub fn file_label(language: Language, file: &StoredDocument) -> String {
    let extension = file.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    format!("{}, {}", extension.to_uppercase(), language.file_size(file.size))
}

/// The link to the file of a document; `None` if it has no file that is public.
pub(crate) fn link(site: &Site, language: Language, document: &Document) -> Option<DocumentLink> {
    let file = site.documents.get(document.file.as_deref()?)?;
    Some(DocumentLink {
        href: format!("{}/{}", site.document_base, file.name),
        label: file_label(language, file),
    })
}

/// A file for download, in parts, so that memory does not grow with its size. A browser neither shows nor runs it in the
/// origin of the site: it is an attachment, of the type of its extension, in a sandbox.
pub fn download<S: DocumentFileStore + ?Sized + 'static>(
    store: Arc<S>,
    file: StoredDocument,
    method: &Method,
    asked: &HeaderMap,
    cache: &'static str,
) -> Response {
    let mut response = Response::new(Body::empty());
    let media_type =
        DocumentFormat::of_name(&file.name).map_or("application/octet-stream", DocumentFormat::media_type);
    let etag = format!("\"{}\"", file.digest);
    let is_known = asked.get(IF_NONE_MATCH).is_some_and(|value| respond::matches(value, &file.digest));
    let headers = response.headers_mut();
    let fixed = [
        (CONTENT_TYPE, media_type),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, cache),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // File names have ASCII letters, digits, `-`, `_` and `.` only.
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    for (name, value) in [(ETAG, etag), (CONTENT_DISPOSITION, disposition)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(file.size));
    if method != Method::HEAD {
        *response.body_mut() = parts(store, file);
    }
    response
}

/// The content of a file. Ends with an error if the file is replaced while it is sent.
fn parts<S: DocumentFileStore + ?Sized + 'static>(store: Arc<S>, file: StoredDocument) -> Body {
    let count = file.part_count();
    Body::from_stream(stream::try_unfold((store, file, 0), move |(store, file, position)| async move {
        if position == count {
            return Ok(None);
        }
        match store.document_part(&file, position).await {
            Ok(Some(part)) => Ok(Some((part, (store, file, position + 1)))),
            Ok(None) => Err(std::io::Error::other("the file was replaced while it was sent")),
            Err(e) => {
                tracing::error!(
                    name = file.name,
                    error = &e as &dyn std::error::Error,
                    "a file was not read"
                );
                Err(std::io::Error::other(e))
            }
        }
    }))
}
