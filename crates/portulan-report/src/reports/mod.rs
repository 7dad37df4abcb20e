//! Reports as a sequence of blocks, independent of their layout. PDF, HTML and office formats are all written
//! from them.
mod annual;
mod briefing;
mod draft;
mod funder;
mod goals;
mod markdown;
mod outlook;
mod partnership;
mod typography;

use std::collections::BTreeMap;

use jiff::civil::Date;
use portulan_locales::Language;
use portulan_model::PublishedRegister;
use portulan_model::kinds::{Mission, Person};
use serde::Serialize;

use crate::localizer::Localizer;
use draft::ReportBuilder;

/// Files of pictures by name, as stored in the register.
pub type ReportPictures = BTreeMap<String, Vec<u8>>;

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The type: `annual`, `partnership`, `goals`, `funder` or `briefing`.
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

/// A block of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// The level, 1 to 4.
        level: u8,
        /// The text.
        text: String,
        /// True if it starts a new page.
        page: bool,
    },
    /// A paragraph.
    Text {
        /// The text.
        runs: Vec<TextRun>,
        /// True for a lead paragraph, which is emphasised.
        lead: bool,
    },
    /// A list.
    List {
        /// The items.
        items: Vec<Vec<TextRun>>,
        /// True for a numbered list.
        ordered: bool,
    },
    /// Facts: names with their values.
    Facts {
        /// The rows.
        rows: Vec<ReportFact>,
    },
    /// Key figures.
    Figures {
        /// Figures with their labels.
        items: Vec<(String, String)>,
    },
    /// A table whose first column names the rows.
    Table {
        /// The caption.
        caption: String,
        /// The header row.
        head: Vec<String>,
        /// The cells, row by row.
        rows: Vec<Vec<String>>,
        /// The index of the first column with amounts.
        amounts: usize,
        /// True if the last row is a total.
        total: bool,
    },
    /// A picture.
    Image {
        /// The index of the picture.
        image: usize,
        /// The alternative text.
        alt: String,
        /// The caption.
        caption: String,
        /// The size.
        size: ImageSize,
    },
    /// Goals with some of their targets.
    Goals {
        /// The goals.
        goals: Vec<GoalSection>,
    },
    /// Two columns.
    Pair {
        /// The left column.
        left: Vec<Block>,
        /// The right column.
        right: Vec<Block>,
    },
    /// The numbered list of sources.
    Sources {
        /// The texts, in order of their numbers.
        items: Vec<Vec<TextRun>>,
    },
}

impl Block {
    /// A heading without a page break.
    fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into(), page: false }
    }

    /// The block, with the level of a heading reduced by `by`, for chapters of another report.
    fn raised(self, by: u8) -> Self {
        match self {
            Self::Heading { level, text, page } => Self::Heading { level: level - by, text, page },
            other => other,
        }
    }

    /// A normal paragraph.
    fn text(runs: Vec<TextRun>) -> Self {
        Self::Text { runs, lead: false }
    }
}

/// A fact: a name with its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportFact {
    /// The name.
    pub name: String,
    /// The lines of the value.
    pub lines: Vec<Vec<TextRun>>,
}

/// The size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageSize {
    /// As wide as its column.
    Full,
    /// As a chart with large labels.
    Chart,
    /// As a small chart.
    Small,
}

/// A Sustainable Development Goal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoalSection {
    /// The number, 1 to 17.
    pub number: u8,
    /// The short name.
    pub name: String,
    /// The colour.
    pub colour: &'static str,
    /// The colour of text on it: black or white.
    pub ink: &'static str,
    /// The lines below: targets, amounts.
    pub lines: Vec<String>,
}

/// A run of text in one style.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TextRun {
    /// The text.
    pub text: String,
    /// True for strong text.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// True for emphasised text.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// True for small text, which is less important than the text before it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub small: bool,
    /// The URL of a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The number of the source that the run refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
}

impl TextRun {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Strong text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }

    /// Small text.
    pub fn small(text: impl Into<String>) -> Self {
        Self { text: text.into(), small: true, ..Self::default() }
    }
}

/// A request for a report.
#[derive(Debug, Clone)]
pub enum ReportRequest<'a> {
    /// The annual report of this year.
    Annual(i16),
    /// The sheet of the partnership with this slug.
    Partnership(&'a str),
    /// The report by goal.
    Goals,
    /// The report to the funder with this slug.
    Funder(&'a str),
    /// The briefing pack of a delegation.
    Briefing {
        /// The trip.
        mission: &'a Mission,
        /// Contacts by slug, for the persons of the trip.
        persons: &'a BTreeMap<String, Person>,
    },
}

/// The reason why a report cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// No published partnership has this slug.
    #[error("no partnership `{0}` is published")]
    NoPartnership(String),
    /// No published organisation has this slug.
    #[error("no organisation `{0}` is published")]
    NoFunder(String),
}

/// Writes a report about the published register, as of a day.
pub fn write(
    programme: &PublishedRegister,
    language: Language,
    wanted: &ReportRequest<'_>,
    today: Date,
    pictures: &ReportPictures,
) -> Result<Report, ReportError> {
    let draft = ReportBuilder::new(Localizer { programme, language }, today, pictures);
    let mut report = match wanted {
        ReportRequest::Annual(year) => annual::write(draft, *year),
        ReportRequest::Partnership(slug) => {
            let entry = programme.partnerships.find(slug);
            let entry = entry.ok_or_else(|| ReportError::NoPartnership((*slug).to_owned()))?;
            partnership::write(draft, entry)
        }
        ReportRequest::Goals => goals::write(draft),
        ReportRequest::Funder(slug) => {
            let entry = programme.organisations.find(slug);
            let entry = entry.ok_or_else(|| ReportError::NoFunder((*slug).to_owned()))?;
            funder::write(draft, entry)
        }
        ReportRequest::Briefing { mission, persons } => briefing::write(draft, mission, persons),
    };
    typography::set(&mut report);
    Ok(report)
}

/// The names of the files that a report uses: those of the partnerships that it has sheets of.
pub fn pictures<'p>(programme: &'p PublishedRegister, wanted: &ReportRequest<'_>) -> Vec<&'p str> {
    let all = programme.partnerships.iter();
    let shown = all.filter(|entry| match wanted {
        ReportRequest::Annual(_) => true,
        ReportRequest::Partnership(slug) => entry.slug == *slug,
        ReportRequest::Briefing { mission, .. } => {
            mission.partnerships.iter().any(|p| p.slug() == entry.slug)
        }
        ReportRequest::Goals | ReportRequest::Funder(_) => false,
    });
    let media = shown.flat_map(|entry| &entry.body.media).filter_map(|m| programme.media.get(m));
    media.filter_map(|entry| entry.body.file.as_deref()).collect()
}

/// The last year with a payment or contribution; if there is none, the year before today's.
pub fn last_year(programme: &PublishedRegister, today: Date) -> i16 {
    let ledger = crate::money::Ledger::from_register(programme);
    ledger.years().into_iter().filter(|year| *year < today.year()).max().unwrap_or(today.year() - 1)
}
