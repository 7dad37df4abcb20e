//! Markdown to HTML. Raw HTML in the source is shown as text, and only web and mail links are links; ammonia then
//! lets known elements through and nothing else.
use std::sync::OnceLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, html};

pub(crate) fn render(source: &str) -> String {
    let events = Parser::new_ext(source, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_safe(&dest_url) { dest_url } else { "".into() };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        // A picture from elsewhere would be a request to a third party.
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(pulldown_cmark::TagEnd::Image) => Event::End(pulldown_cmark::TagEnd::Emphasis),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    sieve().clean(&out).to_string()
}

fn sieve() -> &'static Builder<'static> {
    static SIEVE: OnceLock<Builder<'static>> = OnceLock::new();
    SIEVE.get_or_init(|| {
        let mut sieve = Builder::default();
        sieve.rm_tags(["img", "map", "area"]).url_schemes(["https", "http", "mailto"].into()).link_rel(None);
        sieve
    })
}

fn is_safe(url: &str) -> bool {
    ["https://", "http://", "mailto:", "/", "#"].iter().any(|start| url.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        let hostile = "<script>alert(1)</script>\n\nHere <b>is</b> [x](javascript:alert(1)) ![p](https://tracker.example/p.png)";
        let html = render(hostile);
        assert!(
            !html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"),
            "{html}"
        );
    }
}
