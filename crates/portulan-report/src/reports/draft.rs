//! Building of a report.
use std::cell::RefCell;

use jiff::civil::Date;
use portulan_locales::{MessageKey, key, list};
use portulan_model::colour::{Colour, LIGHT_BACKGROUND};
use portulan_model::kinds::{Document, Media, SdgTag};
use portulan_model::{Fact, Provenance, PublishedRecord, PublishedRegister, Ref, Text};

use super::block::{Block, GoalSection, ImageSize, ReportFact as Row, TextRun, mark_headed};
use super::report::{Image, Report, ReportPictures, ReportWords};
use crate::localizer::Localizer;
use crate::money::Chart;

/// The default accent colour.
const CORAL: &str = "#b83c24";

/// A report under construction.
pub(super) struct ReportBuilder<'a> {
    pub voice: Localizer<'a>,
    pub today: Date,
    pub accent: String,
    pictures: &'a ReportPictures,
    images: RefCell<Vec<Image>>,
    /// Slugs of documents, in the order of their first use.
    sources: RefCell<Vec<String>>,
}

impl<'a> ReportBuilder<'a> {
    pub fn new(voice: Localizer<'a>, today: Date, pictures: &'a ReportPictures) -> Self {
        let own: Option<Colour> = voice.authority().accent.as_deref().and_then(|a| a.parse().ok());
        let accent =
            own.map_or_else(|| CORAL.to_owned(), |own| own.readable_on(LIGHT_BACKGROUND).to_string());
        Self { voice, today, accent, pictures, images: RefCell::default(), sources: RefCell::default() }
    }

    pub fn programme(&self) -> &'a PublishedRegister {
        self.voice.programme
    }

    pub fn t(&self, key: MessageKey) -> String {
        self.voice.t(key)
    }

    /// The mark after a fact: the number of its source, and "inferred" or "computed" if its provenance is not
    /// "stated".
    pub fn mark(&self, source: Option<&Ref<Document>>, provenance: Provenance) -> Vec<TextRun> {
        let stated = source.filter(|_| provenance != Provenance::Inferred);
        let document = stated.and_then(|s| self.programme().documents.get(s));
        let mut runs: Vec<TextRun> = document.map(|d| self.number(d)).into_iter().collect();
        let word = match provenance {
            Provenance::Stated => return runs,
            Provenance::Inferred => "inferred",
            Provenance::Computed => "computed",
        };
        runs.push(TextRun::small(format!(" ({})", self.voice.word(list!("provenance"), word))));
        runs
    }

    fn number(&self, document: &PublishedRecord<Document>) -> TextRun {
        let mut named = self.sources.borrow_mut();
        let known = named.iter().position(|slug| *slug == document.slug);
        let number = known.unwrap_or_else(|| {
            named.push(document.slug.clone());
            named.len() - 1
        }) + 1;
        TextRun { text: number.to_string(), source: Some(number), ..TextRun::default() }
    }

    /// A text with the mark of its source.
    pub fn sourced(
        &self,
        text: impl Into<String>,
        source: Option<&Ref<Document>>,
        provenance: Provenance,
    ) -> Vec<TextRun> {
        std::iter::once(TextRun::plain(text)).chain(self.mark(source, provenance)).collect()
    }

    /// The text of a fact with its mark.
    pub fn fact(&self, fact: &Fact<Text>) -> Vec<TextRun> {
        self.sourced(self.voice.s(&fact.value), fact.source.as_ref(), fact.provenance)
    }

    /// A formatted value with the mark of its fact.
    pub fn with_mark<T>(&self, words: impl Into<String>, fact: &Fact<T>) -> Vec<TextRun> {
        self.sourced(words, fact.source.as_ref(), fact.provenance)
    }

    /// A row of facts; `None` without lines.
    pub fn row(&self, key: MessageKey, lines: Vec<Vec<TextRun>>) -> Option<Row> {
        (!lines.is_empty()).then(|| Row { name: self.t(key), lines })
    }

    /// Goals with their targets.
    pub fn goals(&self, tags: &[SdgTag]) -> Option<Block> {
        let tag = self.voice.language.tag();
        let goals = self.voice.goals(tags).into_iter().map(|g| GoalSection {
            number: g.goal.number,
            name: g.goal.name(tag).to_owned(),
            colour: g.goal.colour,
            ink: ink(g.goal),
            lines: g
                .targets
                .into_iter()
                .map(|(code, name)| format!("{code} {name}"))
                .chain(
                    (g.provenance == Provenance::Inferred)
                        .then(|| self.voice.word(list!("provenance"), "inferred")),
                )
                .collect(),
        });
        let goals: Vec<GoalSection> = goals.collect();
        (!goals.is_empty()).then_some(Block::Goals { goals })
    }

    /// Adds a drawing. Returns its number.
    pub fn drawing(&self, svg: &str) -> usize {
        // On pages, the style sheet sets the font; a separate drawing must name it.
        let letters = "<svg font-family=\"'Portulan Sans', 'Source Sans 3', 'Segoe UI', sans-serif\" ";
        self.add_image("svg", svg.replacen("<svg ", letters, 1).into_bytes())
    }

    fn add_image(&self, form: &'static str, bytes: Vec<u8>) -> usize {
        let mut images = self.images.borrow_mut();
        images.push(Image { form, bytes });
        images.len() - 1
    }

    /// A chart with its alternative text.
    pub fn chart(&self, chart: &Chart) -> Block {
        let reported: Vec<String> =
            chart.rows.iter().map(|(name, values)| format!("{name} {}", values.join(", "))).collect();
        Block::Image {
            image: self.drawing(&chart.svg),
            alt: format!("{}. {}.", chart.title, reported.join(" · ")),
            caption: String::new(),
            size: ImageSize::Chart,
        }
    }

    /// Pictures with a file, in pairs, under a heading.
    pub fn photographs(&self, media: &[Ref<Media>], level: u8) -> Vec<Block> {
        let shown = media.iter().filter_map(|m| self.programme().media.get(m)).filter_map(|entry| {
            let name = entry.body.file.as_deref()?;
            let bytes = self.pictures.get(name)?;
            let (caption, credit) = (self.voice.s(&entry.body.caption), self.voice.s(&entry.body.credit));
            let credit = if credit.is_empty() { String::new() } else { format!(" © {credit}") };
            Some(Block::Image {
                image: self.add_image(form(bytes)?, bytes.clone()),
                // The alternative text must not be empty.
                alt: [self.voice.s(&entry.body.alt), caption, name]
                    .into_iter()
                    .find(|message| !message.is_empty())
                    .unwrap_or_default()
                    .to_owned(),
                caption: format!("{caption}{credit}"),
                size: ImageSize::Full,
            })
        });
        let shown: Vec<Block> = shown.collect();
        if shown.is_empty() {
            return shown;
        }
        let mut blocks = vec![Block::heading(level, self.voice.tn(key!("pictures-title"), shown.len()))];
        blocks.extend(pairs(shown.into_iter()));
        blocks
    }

    /// The report, with the list of its sources.
    pub fn into_report(
        self,
        kind: &'static str,
        (title, subtitle): (String, String),
        cover: Option<usize>,
        mut blocks: Vec<Block>,
    ) -> Report {
        let voice = self.voice;
        if let Some(sources) = self.list_of_sources() {
            blocks.push(Block::Heading { level: 1, text: self.t(key!("paper-sources")), page: false });
            blocks.push(sources);
        }
        mark_headed(&mut blocks);
        Report {
            kind,
            language: voice.language,
            title,
            subtitle,
            author: voice.s(&voice.authority().name).to_owned(),
            date: voice.day(self.today),
            notice: match voice.authority() {
                authority if authority.fictional => self.t(key!("fictional")),
                authority if authority.demonstration => self.t(key!("demonstration")),
                _ => String::new(),
            },
            accent: self.accent,
            contents: cover.is_some(),
            cover,
            words: ReportWords {
                contents: voice.t(key!("paper-contents")),
                page: voice.t(key!("paper-page")),
            },
            blocks,
            images: self.images.into_inner(),
        }
    }

    fn list_of_sources(&self) -> Option<Block> {
        let sources = self.sources.borrow();
        let documents = sources.iter().filter_map(|slug| self.programme().documents.find(slug));
        let items: Vec<Vec<TextRun>> = documents.map(|d| self.source(&d.body)).collect();
        (!items.is_empty()).then_some(Block::Sources { items })
    }

    /// The title of a document with its publisher and dates.
    pub fn source(&self, document: &Document) -> Vec<TextRun> {
        let voice = &self.voice;
        let mut runs = vec![TextRun {
            link: document.url.as_ref().map(|url| url.0.clone()),
            ..TextRun::plain(voice.s(&document.title))
        }];
        let by = document.publisher.as_ref().map(|p| voice.organisation(p));
        let out = document.published.map(|d| voice.tw(key!("source-published"), &voice.date(d)));
        let consulted = document.consulted.map(|d| voice.tw(key!("source-consulted"), &voice.date(d)));
        let more: Vec<String> = [by, out, consulted].into_iter().flatten().collect();
        if !more.is_empty() {
            runs.push(TextRun::plain(format!(", {}", more.join(", "))));
        }
        runs
    }
}

/// Black or white, whichever has more contrast with a goal's colour.
pub(super) fn ink(goal: &portulan_codelists::SdgGoal) -> &'static str {
    let colour: Option<Colour> = goal.colour.parse().ok();
    if colour.is_some_and(|c| c.contrast(Colour::BLACK) > c.contrast(Colour::WHITE)) {
        "#000000"
    } else {
        "#ffffff"
    }
}

/// Arranges blocks in pairs; with an odd number the last one is alone.
pub(super) fn pairs(blocks: impl Iterator<Item = Block>) -> Vec<Block> {
    let (mut blocks, mut out) = (blocks, Vec::new());
    while let Some(left) = blocks.next() {
        out.push(Block::Pair { left: vec![left], right: blocks.next().into_iter().collect() });
    }
    out
}

/// The format of a picture, from its first bytes: a size made for the site may differ from the extension of
/// the file name.
fn form(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}
