//! The sitemap for search engines.
use std::fmt::Write as _;

use crate::Site;
use crate::context::PageContext;
use crate::html::escape;
use crate::respond::RenderedPage;

pub(crate) fn robots(site: &Site) -> RenderedPage {
    let text = format!("User-agent: *\nDisallow: /*/search\nSitemap: {}/sitemap.xml\n", site.public_url);
    RenderedPage::new("text/plain; charset=utf-8", text)
}

/// The paths of all pages, without the language.
fn paths(site: &Site) -> Vec<String> {
    let p = &site.programme;
    let lists = [
        "/",
        "/partnerships",
        "/projects",
        "/events",
        "/networks",
        "/organisations",
        "/themes",
        "/sdgs",
        "/money",
        "/results",
        "/timeline",
        "/sources",
        "/validate",
        "/docs/rules",
    ];
    let mut out: Vec<String> = lists.map(str::to_owned).into();
    macro_rules! add {
        ($($table:ident),*) => { $(out.extend(p.$table.iter().map(|e| format!("/{}/{}", e.kind().folder(), e.slug)));)* };
    }
    add!(partnerships, projects, events, networks, organisations, pages);
    out.extend(p.authority.body.themes.iter().map(|t| format!("/themes/{}", t.key)));
    out.extend((1..=17).map(|n| format!("/sdgs/{n}")));
    let c = PageContext::new(site, site.languages()[0], "/");
    out.retain(|path| c.shows(path));
    out
}

pub(crate) fn sitemap(site: &Site) -> RenderedPage {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for path in paths(site) {
        for language in site.languages() {
            let c = PageContext::new(site, language, path.clone());
            let _ = write!(out, "<url><loc>{}</loc>", escape(&c.absolute(&c.to(&path))));
            for (other, address) in c.languages() {
                let address = escape(&c.absolute(&address));
                let _ =
                    write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{other}\" href=\"{address}\"/>");
            }
            out.push_str("</url>\n");
        }
    }
    out.push_str("</urlset>\n");
    RenderedPage::new("application/xml; charset=utf-8", out)
}
