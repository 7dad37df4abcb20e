//! The menus of the site, and the title of the browser's window.
use crate::context::PageContext;

/// Entries of the main menu: address and message.
const MAIN: [(&str, &str); 6] = [
    ("/partnerships", "nav-partnerships"),
    ("/projects", "nav-projects"),
    ("/events", "nav-events"),
    ("/networks", "nav-networks"),
    ("/sdgs", "nav-sdgs"),
    ("/timeline", "nav-timeline"),
];

/// Entries of the menu at the foot of the page: address and message.
const FOOTER: [(&str, &str); 6] = [
    ("/money", "money-title"),
    ("/results", "results-page"),
    ("/themes", "themes-title"),
    ("/organisations", "organisations-title"),
    ("/sources", "sources-title"),
    ("/open-data", "open-data-title"),
];

impl PageContext<'_> {
    /// Entries of the main menu that the site shows.
    pub(crate) fn main_menu(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        MAIN.into_iter().filter(|(path, _)| self.shows(path))
    }

    /// Entries of the menu at the foot of the page that the site shows.
    pub(crate) fn footer_menu(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        FOOTER.into_iter().filter(|(path, _)| self.shows(path))
    }

    /// The title of the browser's window: that of the page, then that of the site.
    pub(crate) fn window_title(&self, title: &str) -> String {
        if self.path == "/" {
            format!("{title} · {}", self.t("site-kicker"))
        } else {
            format!("{title} · {}", self.s(&self.authority().short_name))
        }
    }
}
