//! The language of clients that are not signed in.
use axum::http::HeaderMap;
use portulan_locales::Language;

/// The language of the `Accept-Language` header, for clients that are not signed in.
pub fn accept_language(headers: &HeaderMap) -> Language {
    let asked = headers.get("accept-language").and_then(|h| h.to_str().ok()).unwrap_or_default();
    if asked.trim().is_empty() {
        return Language::default();
    }
    // Browsers name the languages in order of preference.
    let primary =
        |range: &str| range.split([';', '-']).next().unwrap_or_default().trim().to_ascii_lowercase();
    asked.split(',').find_map(|range| Language::find_complete(&primary(range))).unwrap_or(Language::ENGLISH)
}
