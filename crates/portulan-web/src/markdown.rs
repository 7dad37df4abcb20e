//! Markdown to HTML. Raw HTML in the source is shown as text, and only web and mail links are links; ammonia then
//! lets known elements through and nothing else.
use std::sync::OnceLock;

use ammonia::Builder;
use portulan_locales::with_no_break_spaces;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// Renders a text in a language, whose typography decides about spaces outside code.
pub fn render(source: &str, language: &str) -> String {
    let mut is_code = false;
    let events = shallow(Parser::new_ext(source, Options::ENABLE_TABLES)).map(|event| match event {
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

/// The deepest nesting of elements: a page of elements in elements takes a time that grows with the square of their depth.
const MAX_DEPTH: usize = 24;

/// Leaves out the elements below the deepest level; their text stays.
fn shallow<'s>(events: impl Iterator<Item = Event<'s>>) -> impl Iterator<Item = Event<'s>> {
    let mut depth = 0_usize;
    events.filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= MAX_DEPTH
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            depth < MAX_DEPTH
        }
        _ => true,
    })
}

/// The text of a source without its marks: paragraphs are separated by an empty line, items of lists begin with a bullet.
pub fn plain_text(source: &str) -> String {
    let mut out = String::new();
    let mut addresses: Vec<CowStr<'_>> = Vec::new();
    for event in shallow(Parser::new_ext(source, Options::ENABLE_TABLES)) {
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
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let is_shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                addresses.push(if is_shown { CowStr::Borrowed("") } else { dest_url });
            }
            Event::End(TagEnd::Link) => {
                if let Some(address) = addresses.pop().filter(|address| !address.is_empty()) {
                    out.extend([" (", &*address, ")"]);
                }
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
    fn deep_elements_are_left_out_and_their_text_stays() {
        for open in [">", "- ", "1. - "] {
            let html = render(&format!("{}texte", open.repeat(5_000)), "fr");
            assert!(html.contains("texte"), "{open}");
            let elements = html.matches("<blockquote>").count() + html.matches("<li>").count();
            assert!(elements <= MAX_DEPTH, "{open}: {elements}");
        }
        let list = render("- a\n  - b\n    - c", "fr");
        assert_eq!(list.matches("<li>").count(), 3);
    }

    #[test]
    fn a_plain_text_has_no_marks() {
        assert_eq!(plain_text("<https://eau.example>"), "https://eau.example");
        let source = "## Eau\n\nUn **forage** *neuf*.\n\n- un\n- deux\n\n[site](https://eau.example)";
        assert_eq!(
            plain_text(source),
            "Eau\n\nUn forage neuf.\n\n• un\n• deux\n\nsite (https://eau.example)"
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
