//! The blocks of a report, with their facts, goals and runs of text.
use serde::Serialize;

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
        /// True if the heading before the table is its caption, which is then not displayed a second time. A report sets it.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        is_headed: bool,
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

/// Marks the tables whose caption is the heading before them.
pub(super) fn mark_headed(blocks: &mut [Block]) {
    let mut heading: Option<String> = None;
    for block in blocks {
        if let Block::Table { caption, is_headed, .. } = block {
            *is_headed = heading.as_ref() == Some(&*caption);
        }
        if let Block::Pair { left, right } = block {
            mark_headed(left);
            mark_headed(right);
        }
        heading = match block {
            Block::Heading { text, .. } => Some(text.clone()),
            _ => None,
        };
    }
}

impl Block {
    /// A heading without a page break.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into(), page: false }
    }

    /// The block, with the level of a heading reduced by `by`, for chapters of another report.
    pub(super) fn raised(self, by: u8) -> Self {
        match self {
            Self::Heading { level, text, page } => Self::Heading { level: level - by, text, page },
            other => other,
        }
    }

    /// A normal paragraph.
    pub(super) fn text(runs: Vec<TextRun>) -> Self {
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
