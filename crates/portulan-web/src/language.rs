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
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let mut best = (languages[0], 0.0);
    for part in asked.split(',') {
        let mut words = part.split(';').map(str::trim);
        let primary = words.next().and_then(|tag| tag.split('-').next()).unwrap_or_default();
        let quality = words.find_map(|w| w.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        if let Some(language) = languages.iter().find(|l| l.tag() == primary).filter(|_| quality > best.1) {
            best = (*language, quality);
        }
    }
    best.0
}
