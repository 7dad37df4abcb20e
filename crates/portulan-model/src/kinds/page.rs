//! Pages of free text.
use crate::Text;

shape! {
    /// A page, in Markdown.
    pub struct Page {
        /// Its title.
        pub title: Text,
        /// What it serves for.
        pub role: PageRole,
        /// Its text.
        pub body: Text,
    }
}

words! {
    /// What a page serves for.
    pub enum PageRole { Other Introduction LegalNotice Accessibility }
}
