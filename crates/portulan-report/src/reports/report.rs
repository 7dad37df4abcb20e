//! A report with its pictures and the texts of its layout.
use std::collections::BTreeMap;

use portulan_locales::Language;
use serde::Serialize;

use super::block::Block;

/// Files of pictures by name, as stored in the register.
pub type ReportPictures = BTreeMap<String, Vec<u8>>;

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The type: `annual`, `partnership`, `goals`, `funder`, `briefing` or `blocks`.
    pub kind: &'static str,
    /// The language.
    #[serde(serialize_with = "tag")]
    pub language: Language,
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: String,
    /// The name of the publisher.
    pub author: String,
    /// The date of the report, formatted.
    pub date: String,
    /// A notice for every page, such as that all content is fictional; empty for none.
    pub notice: String,
    /// The accent colour of the publisher.
    pub accent: String,
    /// The index of the cover picture; `None` for a report without cover.
    pub cover: Option<usize>,
    /// True if the report starts with a table of contents.
    pub contents: bool,
    /// Texts of the layout.
    pub words: ReportWords,
    /// The content.
    pub blocks: Vec<Block>,
    /// The pictures.
    #[serde(skip)]
    pub images: Vec<Image>,
}

impl Report {
    /// The name of files and windows: title and publisher.
    pub fn name(&self) -> String {
        format!("{} – {}", self.title, self.author)
    }

    /// Level and text of all headings, in reading order.
    pub fn headings(&self) -> Vec<(u8, &str)> {
        fn within(blocks: &[Block]) -> Vec<(u8, &str)> {
            let of = |block| match block {
                &Block::Heading { level, ref text, .. } => vec![(level, text.as_str())],
                Block::Pair { left, right } => within(left).into_iter().chain(within(right)).collect(),
                _ => Vec::new(),
            };
            blocks.iter().flat_map(of).collect()
        }
        within(&self.blocks)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn tag<S: serde::Serializer>(language: &Language, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(language.tag())
}

/// Texts of the layout.
#[derive(Debug, Clone, Serialize)]
pub struct ReportWords {
    /// The heading of the table of contents.
    pub contents: String,
    /// The text before a page number.
    pub page: String,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Image {
    /// The file extension: `svg`, `jpg`, `png` or `webp`.
    pub form: &'static str,
    /// The content of the file.
    pub bytes: Vec<u8>,
}
