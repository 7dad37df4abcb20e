//! Rendering of the pages and files of a site, by their addresses.
use axum::http::HeaderMap;
use portulan_locales::Language;

use crate::{Site, SiteError, route};

impl Site {
    /// Renders the page at a path without language; `None` if the page does not exist.
    pub fn render(&self, language: Language, path: &str) -> Result<Option<String>, SiteError> {
        let Ok(address) = format!("/{language}{path}").parse() else { return Ok(None) };
        let page = route::page(self, &address, &HeaderMap::new());
        if page.is_failure() { Err(SiteError::Page(path.to_owned())) } else { Ok(page.html_text()) }
    }

    /// The content of a file of the site; `None` if the file does not exist.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        route::page(self, &path.parse().ok()?, &HeaderMap::new()).bytes()
    }
}
