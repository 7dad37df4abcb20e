//! Pictures, and the documents that facts come from.
use crate::kinds::Organisation;
use crate::{Lang, PartialDate, Ref, Text, Web};

shape! {
    /// A picture. The file may still be missing; the caption, text and credit then wait for it.
    pub struct Media {
        /// The file beside the record, such as `quay.jpg`.
        pub file: Option<String>,
        /// What it shows, for those who do not see it.
        pub alt: Text,
        /// What must stay in sight where the picture is cut; its middle by default.
        pub focus: Option<Focus>,
        /// What it is.
        pub caption: Text,
        /// Who made it.
        pub credit: Text,
        /// Under which licence.
        pub licence: String,
        /// Where it was seen.
        pub source: Option<Ref<Document>>,
    }

    /// A place in a picture.
    pub struct Focus {
        /// From the left, in percent of the width.
        pub x: u8,
        /// From the top, in percent of the height.
        pub y: u8,
    }

    /// A page or paper that facts come from, or that may be read.
    pub struct Document {
        /// Its title, in its own language.
        pub title: Text,
        /// What sort of document.
        pub kind: DocumentKind,
        /// Who published it.
        pub publisher: Option<Ref<Organisation>>,
        /// When it was published.
        pub published: Option<PartialDate>,
        /// When it was last read.
        pub consulted: Option<PartialDate>,
        /// Its language.
        pub language: Option<Lang>,
        /// Its address.
        pub url: Option<Web>,
        /// What to know about it.
        pub note: Text,
    }
}

words! {
    /// Sorts of document.
    pub enum DocumentKind { WebPage Deliberation Agreement Report Article Reference Other }
}
