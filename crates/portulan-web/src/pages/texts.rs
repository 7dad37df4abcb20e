//! Pages of text, the search, the sources, and the "not found" page.
use askama::Template;
use portulan_codelists::CodeList;
use portulan_locales::{key, list};
use portulan_model::PublishedRecord;
use portulan_model::kinds::{Document, Page};

use super::{Meta, PageQuery, Pager, Rendered, render};
use crate::context::PageContext;
use crate::search::SearchResult;

/// A query longer than this is cut.
const QUERY_CHARACTERS: usize = 200;

#[derive(Template)]
#[template(path = "page.html")]
struct TextsView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    b: &'a Page,
}

pub(crate) fn text_page(c: &PageContext<'_>, slug: &str) -> Rendered {
    let entry = c.p().pages.find(slug)?;
    render(&TextsView {
        c,
        meta: Meta::new(c.s(&entry.body.title), c.s(&c.authority().name)),
        b: &entry.body,
    })
}

#[derive(Template)]
#[template(path = "search.html")]
struct Results<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    query: String,
    pager: Pager<&'a SearchResult>,
}

pub(crate) fn search(c: &PageContext<'_>, query: &PageQuery) -> Rendered {
    let words: String = query.get("q").unwrap_or_default().chars().take(QUERY_CHARACTERS).collect();
    let found = if words.is_empty() { Vec::new() } else { c.site.index().search(&words) };
    let pager = Pager::new(found, query);
    render(&Results {
        c,
        meta: Meta::new(c.t(key!("search-title")), c.t(key!("search-lead"))),
        query: words,
        pager,
    })
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    documents: Vec<&'a PublishedRecord<Document>>,
}

pub(crate) fn sources(c: &PageContext<'_>) -> Rendered {
    let meta = Meta::new(c.t(key!("sources-title")), c.t(key!("sources-lead")));
    render(&Sources { c, meta, documents: c.p().documents.iter().collect() })
}

#[derive(Template)]
#[template(path = "not_found.html")]
struct NotFound<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    near: Vec<&'a SearchResult>,
}

/// The "not found" page, with records that resemble the last part of the address.
pub(crate) fn not_found(c: &PageContext<'_>, wanted: &str) -> Rendered {
    let words = wanted.replace('-', " ");
    let mut near = c.site.index().search(&words);
    if near.is_empty() {
        // Any of the words will do.
        near = words.split(' ').filter(|w| w.len() > 3).flat_map(|w| c.site.index().search(w)).collect();
    }
    near.truncate(5);
    render(&NotFound { c, meta: Meta::new(c.t(key!("not-found-title")), c.t(key!("not-found-lead"))), near })
}
