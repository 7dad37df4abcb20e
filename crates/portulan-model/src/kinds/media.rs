//! Pictures and documents.
use crate::kinds::Organisation;
use crate::{Lang, PartialDate, Ref, Text, Web};

record_struct! {
    /// A picture. The file may be missing at first; description, caption and credit can be written before it.
    pub struct Media {
        /// The file name beside the record, such as `quay.jpg`: ASCII letters, digits, `-`, `_` and `.`, with
        /// the ending `jpg`, `jpeg`, `png` or `webp`.
        pub file: Option<String> as FileName,
        /// The alternative text for readers who do not see the picture.
        pub alt: Text as Paragraph,
        /// The point that stays visible when the picture is cropped; `None` means the centre.
        pub focus: Option<Focus>,
        /// The caption.
        pub caption: Text,
        /// The author or owner of the picture.
        pub credit: Text,
        /// The licence of the picture.
        pub licence: String as Licence,
        /// The document or page that the picture comes from.
        pub source: Option<Ref<Document>>,
    }

    /// A point in a picture.
    pub struct Focus {
        /// The distance from the left edge, in percent of the width, 0 to 100.
        pub x: u8,
        /// The distance from the top edge, in percent of the height, 0 to 100.
        pub y: u8,
    }

    /// A page or document that facts come from, or that is offered for reading.
    pub struct Document {
        /// The title, in the document's own language.
        pub title: Text,
        /// The type of document.
        pub kind: DocumentKind,
        /// The publisher.
        pub publisher: Option<Ref<Organisation>>,
        /// The date of publication.
        pub published: Option<PartialDate>,
        /// The date of the last consultation.
        pub consulted: Option<PartialDate>,
        /// The language of the document.
        pub language: Option<Lang> as Language,
        /// The web address.
        pub url: Option<Web>,
        /// The file name beside the record, such as `agreement.pdf`: ASCII letters, digits, `-`, `_` and `.`, with the
        /// ending of a PDF, an office document or a picture.
        pub file: Option<String> as FileName,
        /// True if everybody may download the file once the record is published. Otherwise the file is for users of the back office.
        pub public_file: bool,
        /// A note on the document.
        pub note: Text as Paragraph,
    }
}

impl Document {
    /// The document as the public sees it: without a file that is for users of the back office.
    #[must_use]
    pub fn public(self) -> Self {
        let file = self.file.filter(|_| self.public_file);
        Self { file, ..self }
    }
}

string_enum! {
    /// The type of a document.
    pub enum DocumentKind {
        /// A web page.
        WebPage,
        /// A council resolution (*délibération*).
        Deliberation,
        /// An agreement (*convention*).
        Agreement,
        /// A report.
        Report,
        /// A newspaper or journal article.
        Article,
        /// A reference work, such as a code list or an atlas.
        Reference,
        /// Any other document.
        Other,
    }
}
