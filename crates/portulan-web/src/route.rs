//! Routing of addresses to pages.
use axum::http::{HeaderMap, StatusCode, Uri};
use portulan_locales::Language;

use crate::context::PageContext;
use crate::language::{preferred, site_language};
use crate::pages::PageQuery;
use crate::respond::RenderedPage;
use crate::{Site, api, assets, feeds, map, pages};

/// The page at an address, or the "not found" page.
pub(crate) fn page(site: &Site, uri: &Uri, headers: &HeaderMap) -> RenderedPage {
    let path = uri.path();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let query = PageQuery::canonical(uri.query().unwrap_or_default(), parameters(&segments));
    let language = preferred(site, headers);
    let found = match segments.as_slice() {
        [""] => Some(RenderedPage::redirect(&format!("/{language}/"), StatusCode::FOUND, true)),
        ["assets", _] => assets::page(path).or_else(|| site.look.as_ref().and_then(|look| look.page(path))),
        ["robots.txt"] => Some(feeds::robots(site)),
        ["sitemap.xml"] => Some(feeds::sitemap(site)),
        ["favicon.ico"] => {
            Some(RenderedPage::redirect(assets::address("icon.svg"), StatusCode::MOVED_PERMANENTLY, false))
        }
        ["open-data", "iati", "activities.xml"] => feeds::activities(site).map(RenderedPage::shared),
        ["open-data", "iati", "organisation.xml"] => Some(feeds::organisation(site).shared()),
        ["open-data", file] => {
            let found = feeds::data(site, file);
            found.or_else(|| feeds::catalogue(site, file)).map(RenderedPage::shared)
        }
        ["api", "v1", rest @ ..] => Some(api::page(site, rest, uri.query().unwrap_or_default(), language)),
        ["api"] => Some(RenderedPage::redirect(&format!("/{language}/api"), StatusCode::FOUND, true)),
        ["open-data"] => {
            Some(RenderedPage::redirect(&format!("/{language}/open-data"), StatusCode::FOUND, true))
        }
        ["docs", ..] | ["validate"] => {
            Some(RenderedPage::redirect(&format!("/{language}{path}"), StatusCode::FOUND, true))
        }
        ["embed", "map"] => {
            let asked = query.get("lang").and_then(|l| site_language(site, l));
            let rendered = pages::embed(&PageContext::new(site, asked.unwrap_or(language), "/"), &query);
            let page = rendered.map(|html| RenderedPage::rendered(html).embeddable());
            if asked.is_some() { page } else { page.map(RenderedPage::vary_by_language) }
        }
        ["og", tag, name] => {
            site_language(site, tag).and_then(|l| map::picture(&PageContext::new(site, l, "/"), name))
        }
        // The office names the guides in the user's language, which the site may not have.
        [tag, "docs", rest @ ..]
            if site_language(site, tag).is_none() && Language::find_complete(tag).is_some() =>
        {
            let to = ["docs"].iter().chain(rest).copied().collect::<Vec<_>>().join("/");
            Some(RenderedPage::redirect(&format!("/{language}/{to}"), StatusCode::FOUND, true))
        }
        [tag] if site_language(site, tag).is_some() => {
            Some(RenderedPage::redirect(&format!("/{tag}/"), StatusCode::MOVED_PERMANENTLY, false))
        }
        [tag, rest @ ..] => site_language(site, tag).and_then(|l| localised(site, l, rest, &query)),
        [] => None,
    };
    found.unwrap_or_else(|| {
        let named = segments.first().and_then(|tag| site_language(site, tag));
        let wanted = segments.last().copied().unwrap_or_default();
        let page = match pages::not_found(&PageContext::new(site, named.unwrap_or(language), "/"), wanted) {
            Some(Ok(html)) => RenderedPage::html(html).status(StatusCode::NOT_FOUND),
            Some(Err(e)) => RenderedPage::rendered(Err(e)),
            None => RenderedPage::server_error(),
        };
        if named.is_some() { page } else { page.vary_by_language() }
    })
}

fn localised(site: &Site, language: Language, rest: &[&str], query: &PageQuery) -> Option<RenderedPage> {
    let trimmed = match rest {
        [init @ .., ""] if !init.is_empty() => {
            let to = format!("/{language}/{}", init.join("/"));
            return Some(RenderedPage::redirect(&to, StatusCode::MOVED_PERMANENTLY, false));
        }
        rest => rest,
    };
    let c = PageContext::new(site, language, format!("/{}", trimmed.join("/")));
    match trimmed {
        ["feed.atom"] => Some(feeds::atom(&c)),
        ["events.ics"] => Some(feeds::calendar(&c)),
        ["docs", "images", name] => pages::guide_picture(&c, name),
        _ => {
            let html = match trimmed {
                [""] => pages::home(&c, query),
                ["partnerships"] => pages::partnerships(&c, query),
                ["partnerships", slug] => pages::partnership(&c, slug),
                ["projects"] => pages::projects(&c, query),
                ["projects", slug] => pages::project(&c, slug),
                ["events"] => pages::events(&c),
                ["events", slug] => pages::event(&c, slug),
                ["networks"] => pages::networks(&c),
                ["networks", slug] => pages::network(&c, slug),
                ["organisations"] => pages::organisations(&c, query),
                ["organisations", slug] => pages::organisation(&c, slug),
                ["themes"] => pages::themes(&c),
                ["themes", key] => pages::theme(&c, key),
                ["sdgs"] => pages::sdgs(&c),
                ["sdgs", number] => pages::sdg(&c, number),
                ["timeline"] => pages::timeline(&c),
                ["search"] => pages::search(&c, query),
                ["sources"] => pages::sources(&c),
                ["money"] => pages::money(&c),
                ["results"] => pages::results(&c),
                ["open-data"] => pages::open_data(&c),
                ["api"] => pages::api(&c, query),
                ["validate"] => pages::validate(&c, ""),
                ["docs"] => pages::guides(&c),
                ["docs", "rules"] => pages::rules(&c),
                ["docs", "rules", id] => pages::rule(&c, id),
                ["docs", slug] => pages::guide(&c, slug),
                ["pages", slug] => pages::text_page(&c, slug),
                _ => None,
            };
            html.map(RenderedPage::rendered)
        }
    }
}

/// The query parameters that the page at an address reads, in the order of its canonical address.
pub(crate) fn parameters(segments: &[&str]) -> &'static [&'static str] {
    const FILTER: [&str; 5] = ["theme", "sdg", "country", "status", "kind"];
    match segments {
        ["embed", "map"] => &["theme", "sdg", "country", "status", "kind", "lang"],
        [_, ""] => &FILTER,
        [_, "partnerships"] => &["theme", "sdg", "country", "status", "kind", "sort", "page"],
        [_, "projects" | "organisations"] => &["page"],
        [_, "search"] => &["q", "page"],
        [_, "api"] => &["kind", "q"],
        _ => &[],
    }
}

/// The cache key of a page: its canonical address, and the language if the address does not contain it.
pub(crate) fn cache_key(site: &Site, uri: &Uri, headers: &HeaderMap) -> String {
    let path = uri.path();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let query = uri.query().unwrap_or_default();
    if let ["api", "v1", ..] = segments.as_slice() {
        // Lists read every parameter, and refuse those that they do not know.
        return format!("{path}?{query}");
    }
    let query = PageQuery::canonical(query, parameters(&segments));
    let mut key = format!("{path}{}", query.to_text());
    if segments == ["embed", "map"] && query.get("lang").and_then(|l| site_language(site, l)).is_none() {
        key.extend(["#", preferred(site, headers).tag()]);
    }
    key
}
