//! The document body, block by block.
use portulan_report::reports::{Block, GoalSection, ImageSize, Report, ReportFact, TextRun};

use super::namespaces::{HEAD, NAMES};
use crate::column_widths::widths;
use crate::picture::PictureSet;
use crate::xml::Markup;

/// The width of the text, in twentieths of a point.
const TEXT_WIDTH_TWIPS: u32 = 9298;
/// The number of English Metric Units in a twentieth of a point.
const EMU_PER_TWIP: u32 = 635;

/// Writes the body of a report. Returns it with the external links that it uses.
pub(super) fn write(paper: &Report, media: &[PictureSet], accent: String) -> (String, Vec<String>) {
    let mut body = DocxBody {
        media,
        m: Markup::default(),
        width: TEXT_WIDTH_TWIPS,
        marks: 0,
        links: Vec::new(),
        accent,
    };
    (body.document(paper), body.links)
}

/// Writes a run of text with these properties.
pub(super) fn words(m: &mut Markup, text: &str, properties: &str) {
    m.element("w:r", &[], |m| {
        if !properties.is_empty() {
            m.raw(&format!("<w:rPr>{properties}</w:rPr>"));
        }
        m.text_element("w:t", &[("xml:space", "preserve")], text);
    });
}

struct DocxBody<'a> {
    media: &'a [PictureSet],
    m: Markup,
    /// The width of the current column, in twentieths of a point.
    width: u32,
    /// The number of bookmarks so far (headings and sources).
    marks: usize,
    /// External links.
    links: Vec<String>,
    /// The accent colour of the publisher, as six hexadecimal digits.
    accent: String,
}

impl DocxBody<'_> {
    fn document(&mut self, paper: &Report) -> String {
        self.cover(paper);
        self.blocks(&paper.blocks);
        let written = std::mem::take(&mut self.m).into_string();
        let mut m = Markup::default();
        m.raw(HEAD);
        m.element("w:document", &NAMES, |m| {
            m.element("w:body", &[], |m| {
                m.raw(&written);
                m.raw(
                    "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
                     <w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
                     <w:pgMar w:top=\"1531\" w:right=\"1304\" w:bottom=\"1361\" w:left=\"1304\" w:header=\"680\" \
                     w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>",
                );
            });
        });
        m.into_string()
    }

    fn cover(&mut self, paper: &Report) {
        self.p("Title", &paper.title);
        self.p("Subtitle", &paper.subtitle);
        if let Some(number) = paper.cover {
            self.image(number, &paper.subtitle, TEXT_WIDTH_TWIPS);
        }
        self.p("By", &format!("{} · {}", paper.author, paper.date));
        if !paper.notice.is_empty() {
            self.p("Notice", &paper.notice);
        }
        if !paper.contents {
            return;
        }
        self.p("Contents", &paper.words.contents);
        for (number, (level, text)) in (1..).zip(paper.headings()) {
            if level < 3 {
                let anchor = format!("h{number}");
                self.paragraph(&format!("TOC{level}"), "", |body| {
                    body.m.element("w:hyperlink", &[("w:anchor", &anchor)], |m| words(m, text, ""));
                });
            }
        }
    }

    fn paragraph(&mut self, style: &str, properties: &str, inside: impl FnOnce(&mut Self)) {
        self.m.raw(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>"));
        inside(self);
        self.m.raw("</w:p>");
    }

    fn p(&mut self, style: &str, text: &str) {
        self.paragraph(style, "", |body| words(&mut body.m, text, ""));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, page } => {
                let number = self.marks + 1;
                self.marks = number;
                let properties = if *page { "<w:pageBreakBefore/>" } else { "" };
                self.paragraph(&format!("Heading{level}"), properties, |body| {
                    body.mark(&format!("h{number}"), number);
                    words(&mut body.m, text, "");
                });
            }
            Block::Text { runs, lead } => self.line(if *lead { "Lead" } else { "Normal" }, "", runs),
            Block::List { items, ordered } => {
                let number = if *ordered { 2 } else { 1 };
                let list = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
                for item in items {
                    self.line("Normal", &list, item);
                }
            }
            Block::Facts { rows } => self.facts(rows),
            Block::Figures { items } => self.figures(items),
            Block::Table { caption, is_headed, head, rows, amounts, total } => {
                if !is_headed {
                    self.p("Caption", caption);
                }
                self.table(head, rows, *amounts, *total);
            }
            Block::Image { image, alt, caption, size } => {
                if *size == ImageSize::Small {
                    self.p("Caption", caption);
                }
                let width = if *size == ImageSize::Chart { self.width * 86 / 100 } else { self.width };
                self.image(*image, alt, width);
                if *size != ImageSize::Small && !caption.is_empty() {
                    self.p("Aside", caption);
                }
            }
            Block::Goals { goals } => self.goals(goals),
            Block::Pair { left, right } => {
                let (whole, half) = (self.width, self.width / 2);
                self.begin_table(&[half, half], "");
                self.m.raw("<w:tr>");
                for side in [left, right] {
                    self.cell(half, "", |body| {
                        body.width = half - 240;
                        body.blocks(side);
                        // A cell must end with a paragraph.
                        body.p("Gap", "");
                    });
                }
                self.m.raw("</w:tr></w:tbl>");
                self.p("Gap", "");
                self.width = whole;
            }
            Block::Sources { items } => {
                for (i, item) in items.iter().enumerate() {
                    self.marks += 1;
                    let number = self.marks;
                    self.paragraph("Source", "", |body| {
                        body.mark(&format!("source-{}", i + 1), number);
                        words(&mut body.m, &format!("{}. ", i + 1), "");
                        body.runs(item);
                    });
                }
            }
        }
    }

    /// Writes a bookmark.
    fn mark(&mut self, name: &str, number: usize) {
        let id = number.to_string();
        self.m.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
        self.m.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    fn line(&mut self, style: &str, properties: &str, runs: &[TextRun]) {
        self.paragraph(style, properties, |body| body.runs(runs));
    }

    fn runs(&mut self, runs: &[TextRun]) {
        for run in runs {
            if let Some(number) = run.source {
                let anchor = format!("source-{number}");
                self.m.element("w:hyperlink", &[("w:anchor", &anchor)], |m| {
                    words(m, &run.text, "<w:vertAlign w:val=\"superscript\"/>");
                });
                continue;
            }
            let parts = [
                (run.strong, "<w:b/>"),
                (run.emphasis, "<w:i/>"),
                (run.small, "<w:color w:val=\"4D566B\"/><w:sz w:val=\"18\"/>"),
                (run.link.is_some(), "<w:u w:val=\"single\"/>"),
            ];
            let properties: String = parts.into_iter().filter(|(on, _)| *on).map(|(_, part)| part).collect();
            match &run.link {
                Some(link) => {
                    let id = format!("l{}", self.links.len());
                    self.links.push(link.clone());
                    self.m.element("w:hyperlink", &[("r:id", &id)], |m| words(m, &run.text, &properties));
                }
                None => words(&mut self.m, &run.text, &properties),
            }
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture is as high as a page"
    )]
    fn image(&mut self, number: usize, alt: &str, width: u32) {
        let Some(one) = self.media.get(number) else { return };
        let (id, name, file) = ((number + 1).to_string(), format!("image {number}"), format!("i{number}"));
        let (cx, cy) = (width * EMU_PER_TWIP, (f64::from(width * EMU_PER_TWIP) * one.ratio) as u32);
        let (cx, cy) = (cx.to_string(), cy.to_string());
        let size = [("cx", cx.as_str()), ("cy", cy.as_str())];
        self.paragraph("Normal", "", |body| {
            body.m.raw("<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">");
            body.m.empty("wp:extent", &size);
            body.m.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", alt)]);
            body.m.raw(
                "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
                 <pic:pic><pic:nvPicPr>",
            );
            body.m.empty("pic:cNvPr", &[("id", &id), ("name", &name)]);
            body.m.raw("<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>");
            body.m.empty("a:blip", &[("r:embed", &file)]);
            body.m.raw(
                "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>",
            );
            body.m.empty("a:ext", &size);
            body.m.raw(
                "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
                 </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            );
        });
    }

    fn begin_table(&mut self, widths: &[u32], borders: &str) {
        let whole: u32 = widths.iter().sum();
        let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
        self.m.raw(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>{borders}<w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"120\" w:type=\"dxa\"/></w:tblCellMar>\
             </w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        ));
    }

    fn cell(&mut self, width: u32, properties: &str, inside: impl FnOnce(&mut Self)) {
        self.m.raw(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>"));
        inside(self);
        self.m.raw("</w:tc>");
    }

    fn facts(&mut self, rows: &[ReportFact]) {
        // Names need enough width in a narrow column too.
        let name = (self.width * 3 / 10).max(1650);
        let rest = self.width - name;
        self.begin_table(&[name, rest], ROW_BORDERS);
        for row in rows {
            self.m.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(name, "", |body| body.p("Name", &row.name));
            self.cell(rest, "", |body| {
                for line in &row.lines {
                    body.line("Cell", "", line);
                }
                if row.lines.is_empty() {
                    body.p("Cell", "");
                }
            });
            self.m.raw("</w:tr>");
        }
        self.m.raw("</w:tbl>");
        self.p("Gap", "");
    }

    fn figures(&mut self, items: &[(String, String)]) {
        let rule = format!(
            "<w:tcBorders><w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"{}\"/></w:tcBorders>",
            self.accent
        );
        self.grid(items, "", |body, width, (figure, label)| {
            body.cell(width, &rule, |body| {
                body.p("Figure", figure);
                body.p("Aside", label);
            });
        });
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], amounts: usize, total: bool) {
        let widths: Vec<u32> = widths(head, rows, f64::from(self.width))
            .into_iter()
            .map(|width| format!("{width:.0}").parse().unwrap_or_default())
            .collect();
        let style = |i: usize, strong: bool| match (i >= amounts, strong) {
            (true, true) => "AmountHead",
            (true, false) => "Amount",
            (false, true) => "Name",
            (false, false) => "Cell",
        };
        self.begin_table(&widths, ROW_BORDERS);
        self.m.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (i, name) in head.iter().enumerate() {
            self.cell(widths[i], "", |body| body.p(style(i, true), name));
        }
        self.m.raw("</w:tr>");
        for (number, row) in rows.iter().enumerate() {
            let last = total && number + 1 == rows.len();
            self.m.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (i, text) in row.iter().enumerate() {
                self.cell(widths.get(i).copied().unwrap_or_default(), "", |body| {
                    body.p(style(i, last), text);
                });
            }
            self.m.raw("</w:tr>");
        }
        self.m.raw("</w:tbl>");
        self.p("Gap", "");
    }

    fn goals(&mut self, goals: &[GoalSection]) {
        for row in goals.chunks(3) {
            self.grid(row, TILE_BORDERS, |body, width, goal| {
                let colour = goal.colour.trim_start_matches('#');
                let fill = format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{colour}\"/>");
                let style = if goal.ink == "#000000" { "GoalDark" } else { "GoalLight" };
                body.cell(width, &fill, |body| body.p(style, &format!("{}\u{a0}{}", goal.number, goal.name)));
            });
            if row.iter().any(|goal| !goal.lines.is_empty()) {
                self.grid(row, "", |body, width, goal| {
                    body.cell(width, "", |body| {
                        for line in &goal.lines {
                            body.p("Aside", line);
                        }
                        // A cell must end with a paragraph.
                        body.p("Gap", "");
                    });
                });
            }
        }
    }

    /// Writes a table with three items per row; `one` writes each cell.
    fn grid<T>(&mut self, things: &[T], borders: &str, one: impl Fn(&mut Self, u32, &T)) {
        let width = self.width / 3;
        self.begin_table(&[width; 3], borders);
        for row in things.chunks(3) {
            self.m.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for thing in row {
                one(self, width, thing);
            }
            for _ in row.len()..3 {
                self.cell(width, "", |body| body.p("Gap", ""));
            }
            self.m.raw("</w:tr>");
        }
        self.m.raw("</w:tbl>");
        self.p("Gap", "");
    }
}

/// Borders between rows.
const ROW_BORDERS: &str = "<w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D9D2C0\"/>\
                     <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D9D2C0\"/></w:tblBorders>";
/// White space between tiles.
const TILE_BORDERS: &str = "<w:tblBorders><w:top w:val=\"single\" w:sz=\"18\" w:space=\"0\" w:color=\"FFFFFF\"/>\
                     <w:insideV w:val=\"single\" w:sz=\"24\" w:space=\"0\" w:color=\"FFFFFF\"/></w:tblBorders>";
