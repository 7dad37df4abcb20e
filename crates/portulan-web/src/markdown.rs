//! Markdown to HTML. Raw HTML in the source is shown as text, and only web and mail links are links; ammonia then
//! lets known elements through and nothing else.
use std::sync::OnceLock;

use ammonia::Builder;
use portulan_locales::with_no_break_spaces;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Renders a text in a language, whose typography decides about spaces outside code.
pub fn render(source: &str, language: &str) -> String {
    let mut is_code = false;
    let events = Parser::new_ext(source, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::CodeBlock(kind)) => {
            is_code = true;
            Event::Start(Tag::CodeBlock(kind))
        }
        Event::End(TagEnd::CodeBlock) => {
            is_code = false;
            Event::End(TagEnd::CodeBlock)
        }
        Event::Text(text) if !is_code => {
            Event::Text(with_no_break_spaces(language, &text).into_owned().into())
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_safe(&dest_url) { dest_url } else { "".into() };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        // A picture from elsewhere would be a request to a third party.
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    sieve().clean(&out).to_string()
}

/// The text of a source without its marks: paragraphs are separated by an empty line, items of lists begin with a bullet.
pub fn plain_text(source: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                out.push('\n');
            }
            Event::Start(Tag::Item) => out.push_str("\n• "),
            Event::End(TagEnd::TableCell) => out.push_str(" | "),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_)) => out.push_str("\n\n"),
            // The address of a link is part of what the text says.
            Event::Start(Tag::Link { dest_url, .. }) if !source.contains(&format!("<{dest_url}>")) => {
                out.extend(["[", &*dest_url, "] "]);
            }
            _ => {}
        }
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out.trim().to_owned()
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
    fn only_prose_has_no_break_spaces() {
        let source = "Total : `a : b`\n\n| A | B |\n| :--- | ---: |\n| x | 3 % |\n\n    c : d\n";
        let html = render(source, "fr");
        for part in ["Total&nbsp;: <code>a : b</code>", "<table>", "3&nbsp;%", "c : d"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(render("a : b", "en").contains("a : b"));
    }

    #[test]
    fn a_plain_text_has_no_marks() {
        let source = "## Eau\n\nUn **forage** *neuf*.\n\n- un\n- deux\n\n[site](https://eau.example)";
        assert_eq!(
            plain_text(source),
            "Eau\n\nUn forage neuf.\n\n• un\n• deux\n\n[https://eau.example] site"
        );
        assert_eq!(plain_text("une ligne\net une autre"), "une ligne\net une autre");
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        let hostile = "<script>alert(1)</script>\n\nHere <b>is</b> [x](javascript:alert(1)) ![p](https://tracker.example/p.png)";
        let html = render(hostile, "fr");
        assert!(
            !html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"),
            "{html}"
        );
    }
}
