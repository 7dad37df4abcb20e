//! Pages of free text.
use crate::Text;

record_struct! {
    /// A page of free text, in Markdown.
    pub struct Page {
        /// The title.
        pub title: Text,
        /// The purpose of the page.
        pub role: PageRole,
        /// The text, in Markdown.
        pub body: Text as Chapter,
    }
}

string_enum! {
    /// The purpose of a page.
    pub enum PageRole {
        /// Any page without a fixed place on the site.
        Other,
        /// The introduction to the cooperation.
        Introduction,
        /// The legal notice.
        LegalNotice,
        /// The accessibility statement.
        Accessibility,
    }
}
