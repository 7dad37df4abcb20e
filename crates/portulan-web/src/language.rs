//! The language of a request, among those of the site.
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use portulan_locales::Language;

use crate::Site;

/// The language with this tag, if the site supports it.
pub(crate) fn site_language(site: &Site, tag: &str) -> Option<Language> {
    tag.parse().ok().filter(|l| site.languages().contains(l))
}

/// The language of the site that the client prefers (RFC 9110, 12.5.4).
pub(crate) fn preferred(site: &Site, headers: &HeaderMap) -> Language {
    let languages = site.languages();
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    Language::preferred(accepted, &languages).unwrap_or(languages[0])
}
