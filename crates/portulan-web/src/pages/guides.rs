//! The guides, which the program contains, so that they can be read offline.
use std::path::Path;

use askama::Template;
use include_dir::{Dir, include_dir};
use portulan_locales::{key, with_no_break_spaces};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::{Meta, Rendered, render};
use crate::context::PageContext;
use crate::respond::RenderedPage;

static GUIDES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../docs/guides");

/// The guides by their slug, in reading order.
const ORDER: [&str; 9] = [
    "first-hour",
    "officers-year",
    "roles",
    "import",
    "open-data",
    "administrator",
    "security",
    "api",
    "glossary",
];

/// A guide as HTML.
struct Guide {
    title: String,
    /// The first paragraph, as text.
    lead: String,
    html: String,
    /// Anchor and title of each section.
    sections: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "guides.html")]
struct GuideIndex<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    /// Address, title and lead of each guide.
    guides: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuideView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    guide: Guide,
    /// Address and title of the guides before and after this one.
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

/// The list of the guides.
pub(crate) fn guides(c: &PageContext<'_>) -> Rendered {
    let guides = ORDER.iter().filter_map(|slug| {
        let guide = read(c, slug)?;
        Some((address(c, slug), guide.title, guide.lead))
    });
    let meta = Meta::new(c.t(key!("guides-title")), c.t(key!("guides-lead")));
    render(&GuideIndex { c, meta, guides: guides.collect() })
}

/// One guide; `None` if there is none with this slug.
pub(crate) fn guide(c: &PageContext<'_>, slug: &str) -> Rendered {
    let index = ORDER.iter().position(|known| *known == slug)?;
    let guide = read(c, slug)?;
    let near = |index: Option<usize>| {
        let slug = ORDER.get(index?)?;
        Some((address(c, slug), read(c, slug)?.title))
    };
    let meta = Meta::new(guide.title.clone(), guide.lead.clone());
    render(&GuideView { c, meta, guide, previous: near(index.checked_sub(1)), next: near(Some(index + 1)) })
}

/// A picture of the guides of a language.
pub(crate) fn picture(c: &PageContext<'_>, name: &str) -> Option<RenderedPage> {
    let file = GUIDES.get_file(Path::new(c.text_language().tag()).join("images").join(name))?;
    Some(RenderedPage::new("image/png", file.contents()))
}

fn address(c: &PageContext<'_>, slug: &str) -> String {
    c.to(&format!("/docs/{slug}"))
}

/// Reads a guide in the language of the page.
fn read(c: &PageContext<'_>, slug: &str) -> Option<Guide> {
    let file = GUIDES.get_file(Path::new(c.text_language().tag()).join(slug).with_extension("md"))?;
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut guide =
        Guide { title: String::new(), lead: String::new(), html: String::new(), sections: Vec::new() };
    let (mut events, mut inside, mut is_code) = (Vec::new(), None, false);
    for event in Parser::new_ext(file.contents_utf8()?, options) {
        match &event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => inside = Some(GuidePart::Title),
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, .. }) => {
                let anchor = id.as_ref().map(ToString::to_string).unwrap_or_default();
                guide.sections.push((anchor, String::new()));
                inside = Some(GuidePart::Section);
            }
            Event::Start(Tag::Paragraph) if inside.is_none() && guide.lead.is_empty() => {
                inside = Some(GuidePart::Lead);
            }
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            _ => {}
        }
        let event = shown(c, event, is_code);
        if let (Some(part), Event::Text(text) | Event::Code(text)) = (inside, &event) {
            match part {
                GuidePart::Title => guide.title.push_str(text),
                GuidePart::Lead => guide.lead.push_str(text),
                GuidePart::Section => {
                    if let Some((_, title)) = guide.sections.last_mut() {
                        title.push_str(text);
                    }
                }
            }
        }
        // The page has the title in its own header.
        let is_title = matches!(inside, Some(GuidePart::Title));
        if matches!(event, Event::End(TagEnd::Heading(_) | TagEnd::Paragraph)) {
            inside = None;
        }
        if !is_title {
            events.push(event);
        }
    }
    html::push_html(&mut guide.html, events.into_iter());
    Some(guide)
}

/// The part of a guide that is also shown elsewhere.
#[derive(Clone, Copy)]
enum GuidePart {
    Title,
    Lead,
    Section,
}

/// An event as the page shows it: with no-break spaces, and with the addresses of the site.
fn shown<'e>(c: &PageContext<'_>, event: Event<'e>, is_code: bool) -> Event<'e> {
    match event {
        Event::Text(text) if !is_code => {
            Event::Text(CowStr::from(with_no_break_spaces(c.text_language().tag(), &text).into_owned()))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: link(c, &dest_url).into(), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = c.to(&format!("/docs/{dest_url}")).into();
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        other => other,
    }
}

/// The address of a link: other guides are named by their file, pages of the site without their language.
fn link(c: &PageContext<'_>, target: &str) -> String {
    match target.split_once(".md") {
        Some((slug, anchor)) if !target.contains("://") => format!("{}{anchor}", address(c, slug)),
        _ if target.starts_with('/') => c.to(target),
        _ => target.to_owned(),
    }
}
