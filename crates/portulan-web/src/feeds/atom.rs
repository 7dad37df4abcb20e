//! The Atom feed of changes (RFC 4287).
use std::fmt::Write as _;

use portulan_locales::key;

use crate::context::PageContext;
use crate::html::escape;
use crate::pages::updates;
use crate::respond::RenderedPage;

/// The largest number of entries in a feed.
const ENTRIES: usize = 50;

pub(crate) fn atom(c: &PageContext<'_>) -> RenderedPage {
    let own = escape(&c.absolute(&c.to("/feed.atom")));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{own}</id>\n<link rel=\"self\" href=\"{own}\"/>\n<link href=\"{}\"/>\n<updated>{}</updated>\n\
         <author><name>{}</name></author>\n",
        c.lang(),
        escape(&c.tw(key!("feed-title"), c.s(&c.authority().name))),
        escape(&c.absolute(&c.to("/"))),
        c.p().updated(),
        escape(c.s(&c.authority().name)),
    );
    for u in updates(c).into_iter().take(ENTRIES) {
        let address = escape(&c.absolute(&c.record(u.kind, u.slug)));
        let _ = writeln!(
            out,
            "<entry><title>{}</title><id>{address}</id><link href=\"{address}\"/><updated>{}</updated><summary>{}</summary></entry>",
            escape(c.s(u.title)),
            u.at,
            escape(&c.t(if u.new { key!("update-new") } else { key!("update-changed") })),
        );
    }
    out.push_str("</feed>\n");
    RenderedPage::new("application/atom+xml; charset=utf-8", out)
}
