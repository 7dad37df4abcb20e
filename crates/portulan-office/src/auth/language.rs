//! The language of clients that are not signed in.
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use portulan_locales::Language;

/// The language of the `Accept-Language` header, for clients that are not signed in: English if it names none of the office's
/// languages, the default without the header.
pub fn accept_language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    if accepted.trim().is_empty() {
        return Language::default();
    }
    Language::preferred(accepted, Language::complete()).unwrap_or(Language::ENGLISH)
}
