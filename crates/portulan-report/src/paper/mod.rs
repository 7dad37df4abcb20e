//! Reports before they are files: what stands in them, in order, without a word on how it looks. The typesetter, HTML and
//! the formats of office programs are all written from this.
mod annual;
mod briefing;
mod draft;
mod funder;
mod goals;
mod markdown;
mod outlook;
mod partnership;

use std::collections::BTreeMap;

use jiff::civil::Date;
use portulan_locales::Language;
use portulan_model::PublishedRegister;
use portulan_model::kinds::{Mission, Person};
use serde::Serialize;

use crate::localizer::Localizer;
use draft::ReportBuilder;

/// Files of pictures by name, as the register keeps them.
pub type ReportPictures = BTreeMap<String, Vec<u8>>;

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Which report: `annual`, `partnership`, `goals`, `funder` or `briefing`.
    pub kind: &'static str,
    /// The language it is written in.
    #[serde(serialize_with = "tag")]
    pub language: Language,
    /// Its title.
    pub title: String,
    /// What stands below the title.
    pub subtitle: String,
    /// Who publishes it.
    pub author: String,
    /// The day it was made, in words.
    pub date: String,
    /// What every page must say: that all is made up. Empty for nothing.
    pub notice: String,
    /// The publisher's colour.
    pub accent: String,
    /// The picture on the cover, among the images; without one there is no cover.
    pub cover: Option<usize>,
    /// Whether it opens with its contents.
    pub contents: bool,
    /// Words of the frame.
    pub words: ReportWords,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Its pictures.
    #[serde(skip)]
    pub images: Vec<Image>,
}

impl Report {
    /// What files and windows call it: its title and who publishes it.
    pub fn name(&self) -> String {
        format!("{} – {}", self.title, self.author)
    }

    /// Level and text of all headings, in the order in which they are read.
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

/// Words of the frame.
#[derive(Debug, Clone, Serialize)]
pub struct ReportWords {
    /// Over the contents.
    pub contents: String,
    /// Before the number of a page.
    pub page: String,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Image {
    /// Its file's ending: `svg`, `jpg`, `png` or `webp`.
    pub form: &'static str,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Block {
    /// A heading; `page` begins a new page.
    Heading {
        /// 1 to 4.
        level: u8,
        /// Its words.
        text: String,
        /// Whether a page begins with it.
        page: bool,
    },
    /// A paragraph; one that leads stands out.
    Text {
        /// Its words.
        runs: Vec<TextRun>,
        /// Whether it stands out.
        lead: bool,
    },
    /// Items.
    List {
        /// The items.
        items: Vec<Vec<TextRun>>,
        /// Whether they are numbered.
        ordered: bool,
    },
    /// Names and what they stand for.
    Facts {
        /// The rows.
        rows: Vec<ReportFact>,
    },
    /// Large figures with what they count.
    Figures {
        /// Figure and label.
        items: Vec<(String, String)>,
    },
    /// A table; its first column names the rows.
    Table {
        /// What it shows.
        caption: String,
        /// Heads of columns.
        head: Vec<String>,
        /// Cells.
        rows: Vec<Vec<String>>,
        /// From which column on cells are amounts.
        amounts: usize,
        /// Whether the last row sums up.
        total: bool,
    },
    /// A picture.
    Image {
        /// Which, among the images.
        image: usize,
        /// What it shows, for those who do not see it.
        alt: String,
        /// What stands below.
        caption: String,
        /// How much room it takes.
        size: PaperSize,
    },
    /// Goals with the targets named under them.
    Goals {
        /// The goals.
        goals: Vec<GoalSection>,
    },
    /// Two columns.
    Pair {
        /// What stands left.
        left: Vec<Block>,
        /// What stands right.
        right: Vec<Block>,
    },
    /// The sources that marks point to, by their numbers.
    Sources {
        /// Each with its words.
        items: Vec<Vec<TextRun>>,
    },
}

impl Block {
    /// A heading within a page.
    fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into(), page: false }
    }

    /// The block with its heading, if it is one, so many levels up: where a chapter stands higher than it was written for.
    fn raised(self, by: u8) -> Self {
        match self {
            Self::Heading { level, text, page } => Self::Heading { level: level - by, text, page },
            other => other,
        }
    }

    /// A paragraph that does not stand out.
    fn text(runs: Vec<TextRun>) -> Self {
        Self::Text { runs, lead: false }
    }
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportFact {
    /// The name.
    pub name: String,
    /// What it stands for, line by line.
    pub lines: Vec<Vec<TextRun>>,
}

/// How much room a picture takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperSize {
    /// The width of its column.
    Full,
    /// A chart with wide marks.
    Chart,
    /// A small chart.
    Small,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoalSection {
    /// 1 to 17.
    pub number: u8,
    /// Its short name.
    pub name: String,
    /// Its colour.
    pub colour: &'static str,
    /// The colour of words on it: black or white.
    pub ink: &'static str,
    /// What stands below: targets, amounts.
    pub lines: Vec<String>,
}

/// Words in one style.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TextRun {
    /// The words.
    pub text: String,
    /// Whether they are strong.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Whether they are set off.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// Whether they are an aside: less important than what they follow.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub small: bool,
    /// Where they lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The source that they point to: its number, which is their text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
}

impl TextRun {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Strong words.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }

    /// An aside.
    pub fn small(text: impl Into<String>) -> Self {
        Self { text: text.into(), small: true, ..Self::default() }
    }
}

/// Which report is wanted.
#[derive(Debug, Clone)]
pub enum ReportRequest<'a> {
    /// The report of a year.
    Annual(i16),
    /// The sheet of a partnership.
    Partnership(&'a str),
    /// What is done for each goal.
    Goals,
    /// What a funder pays for.
    Funder(&'a str),
    /// What a delegation needs to know.
    Briefing {
        /// The mission.
        mission: &'a Mission,
        /// Contacts by slug, whom the mission may name.
        persons: &'a BTreeMap<String, Person>,
    },
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// No partnership of that slug is published.
    #[error("no partnership `{0}` is published")]
    NoPartnership(String),
    /// Nobody of that slug is published.
    #[error("no organisation `{0}` is published")]
    NoFunder(String),
}

/// Writes a report about what is published, as it is on a day.
pub fn write(
    programme: &PublishedRegister,
    language: Language,
    wanted: &ReportRequest<'_>,
    today: Date,
    pictures: &ReportPictures,
) -> Result<Report, PaperError> {
    let draft = ReportBuilder::new(Localizer { programme, language }, today, pictures);
    match wanted {
        ReportRequest::Annual(year) => Ok(annual::write(draft, *year)),
        ReportRequest::Partnership(slug) => {
            let entry = programme.partnerships.find(slug);
            let entry = entry.ok_or_else(|| PaperError::NoPartnership((*slug).to_owned()))?;
            Ok(partnership::write(draft, entry))
        }
        ReportRequest::Goals => Ok(goals::write(draft)),
        ReportRequest::Funder(slug) => {
            let entry = programme.organisations.find(slug);
            let entry = entry.ok_or_else(|| PaperError::NoFunder((*slug).to_owned()))?;
            Ok(funder::write(draft, entry))
        }
        ReportRequest::Briefing { mission, persons } => Ok(briefing::write(draft, mission, persons)),
    }
}

/// The files that a report shows, by name: those of the partnerships that it has sheets of.
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

/// The last year in which anything was paid or given; the year before today's, where nothing was.
pub fn last_year(programme: &PublishedRegister, today: Date) -> i16 {
    let ledger = crate::money::Ledger::of(programme);
    ledger.years().into_iter().filter(|year| *year < today.year()).max().unwrap_or(today.year() - 1)
}
