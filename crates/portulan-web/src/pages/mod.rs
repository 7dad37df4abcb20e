//! The pages, one file for each resource. Each is a pure function of the context and the query.
mod api;
mod events;
mod guides;
mod home;
mod json_ld;
mod money;
mod networks;
mod open_data;
mod organisations;
mod partnership;
mod partnerships;
mod projects;
mod query;
mod results;
mod rules;
mod sdgs;
mod texts;
mod themes;
mod timeline;
mod validate;

use askama::Template;

pub(crate) use api::api;
pub(crate) use events::{event, events};
pub(crate) use guides::{guide, guides, picture as guide_picture};
pub(crate) use home::{embed, home, updates};
pub(crate) use money::money;
pub(crate) use networks::{network, networks};
pub(crate) use open_data::open_data;
pub(crate) use organisations::{organisation, organisations};
pub(crate) use partnership::partnership;
pub(crate) use partnerships::{PartnershipFilter, partnerships, status_name};
pub(crate) use projects::{project, projects};
pub(crate) use query::{PageQuery, Pager};
pub(crate) use results::results;
pub(crate) use rules::{rule, rules};
pub(crate) use sdgs::{sdg, sdgs};
pub(crate) use texts::{not_found, search, sources, text_page};
pub(crate) use themes::{theme, themes};
pub(crate) use timeline::timeline;
pub(crate) use validate::validate;

/// Metadata for the head of a page: search engines and link previews.
pub(crate) struct Meta {
    pub title: String,
    pub description: String,
    /// The picture's name under `/og/<language>/`.
    pub picture: String,
    /// JSON-LD.
    pub structured: String,
}

impl Meta {
    pub(crate) fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        let description: String = description.into();
        let description = description.chars().take(300).collect();
        Self { title: title.into(), description, picture: "home.png".to_owned(), structured: String::new() }
    }
}

/// A page as HTML; `None` if the page does not exist, an error if its template failed.
pub(crate) type Rendered = Option<Result<String, askama::Error>>;

/// Renders a template.
#[allow(
    clippy::unnecessary_wraps,
    reason = "pages end with it, whose other outcome is that there is no such page"
)]
fn render(template: &impl Template) -> Rendered {
    Some(template.render())
}
