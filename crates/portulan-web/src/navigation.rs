//! The menus of the site, and the title of the browser's window.
use portulan_locales::{MessageKey, key};
use portulan_model::PublishedRecord;
use portulan_model::kinds::{Page, PageRole};

use crate::context::PageContext;

/// Entries of the main menu: address and message.
const MAIN: [(&str, MessageKey); 6] = [
    ("/partnerships", key!("nav-partnerships")),
    ("/projects", key!("nav-projects")),
    ("/events", key!("nav-events")),
    ("/networks", key!("nav-networks")),
    ("/sdgs", key!("nav-sdgs")),
    ("/timeline", key!("nav-timeline")),
];

/// Entries of the menu at the foot of the page: address and message.
const FOOTER: [(&str, MessageKey); 6] = [
    ("/money", key!("money-title")),
    ("/results", key!("results-page")),
    ("/themes", key!("themes-title")),
    ("/organisations", key!("organisations-title")),
    ("/sources", key!("sources-title")),
    ("/open-data", key!("open-data-title")),
];

impl PageContext<'_> {
    /// Entries of the main menu that the site shows.
    pub(crate) fn main_menu(&self) -> impl Iterator<Item = (&'static str, MessageKey)> {
        MAIN.into_iter().filter(|(path, _)| self.shows(path))
    }

    /// Entries of the menu at the foot of the page that the site shows.
    pub(crate) fn footer_menu(&self) -> impl Iterator<Item = (&'static str, MessageKey)> {
        FOOTER.into_iter().filter(|(path, _)| self.shows(path))
    }

    /// The pages that the foot of the page links to: those that the authority has chosen, then legal pages.
    pub(crate) fn footer_pages(&self) -> Vec<&PublishedRecord<Page>> {
        let mut pages: Vec<&PublishedRecord<Page>> =
            self.authority().pages.iter().filter_map(|page| self.p().pages.get(page)).collect();
        let is_legal = |page: &&PublishedRecord<Page>| {
            matches!(page.body.role, PageRole::LegalNotice | PageRole::Accessibility)
        };
        for page in self.p().pages.iter().filter(is_legal) {
            if pages.iter().all(|known| known.slug != page.slug) {
                pages.push(page);
            }
        }
        pages
    }

    /// The title of the browser's window: that of the page, then that of the site.
    pub(crate) fn window_title(&self, title: &str) -> String {
        if self.path == "/" {
            format!("{title} · {}", self.t(key!("site-kicker")))
        } else {
            format!("{title} · {}", self.s(&self.authority().short_name))
        }
    }
}
