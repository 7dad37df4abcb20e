//! The document body, block by block.
use std::fmt::Write as _;

use portulan_report::reports::{Block, GoalSection, ImageSize, Report, ReportFact, TextRun};

use crate::column_widths::widths;
use crate::picture::PictureSet;
use crate::xml::Markup;

/// The width of the text, in centimetres.
const TEXT_WIDTH_CM: f64 = 16.4;

/// Writes the body of a report. Returns it with the styles of its tables.
pub(super) fn write(paper: &Report, media: &[PictureSet]) -> (String, Vec<String>) {
    let mut body =
        OdtBody { media, m: Markup::default(), width: TEXT_WIDTH_CM, marks: 0, tables: Vec::new() };
    body.cover(paper);
    body.blocks(&paper.blocks);
    (body.m.into_string(), body.tables)
}

struct OdtBody<'a> {
    media: &'a [PictureSet],
    m: Markup,
    /// The width of the current column, in centimetres.
    width: f64,
    /// The number of headings so far, for links to them.
    marks: usize,
    /// The styles of tables.
    tables: Vec<String>,
}

impl OdtBody<'_> {
    fn p(&mut self, style: &str, text: &str) {
        self.m.text_element("text:p", &[("text:style-name", style)], text);
    }

    fn cover(&mut self, paper: &Report) {
        self.p("Title", &paper.title);
        self.p("Subtitle", &paper.subtitle);
        if let Some(number) = paper.cover {
            self.image(number, &paper.subtitle, TEXT_WIDTH_CM);
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
                let href = format!("#h{number}");
                let style = if level == 1 { "Contents_20_1" } else { "Contents_20_2" };
                self.m.element("text:p", &[("text:style-name", style)], |m| {
                    m.text_element("text:a", &[("xlink:type", "simple"), ("xlink:href", &href)], text);
                });
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, page } => self.heading(*level, text, *page),
            Block::Text { runs, lead } => self.runs(if *lead { "Lead" } else { "Standard" }, runs),
            Block::List { items, ordered } => {
                let style = if *ordered { "Numbers" } else { "Dots" };
                self.m.raw(&format!("<text:list text:style-name=\"{style}\">"));
                for item in items {
                    self.m.raw("<text:list-item>");
                    self.runs("Standard", item);
                    self.m.raw("</text:list-item>");
                }
                self.m.raw("</text:list>");
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
                let width = if *size == ImageSize::Chart { self.width * 0.86 } else { self.width };
                self.image(*image, alt, width);
                if *size != ImageSize::Small && !caption.is_empty() {
                    self.p("Aside", caption);
                }
            }
            Block::Goals { goals } => self.goals(goals),
            Block::Pair { left, right } => {
                let half = self.width / 2.0;
                self.begin_table(&[half, half]);
                self.m.raw("<table:table-row>");
                for side in [left, right] {
                    self.cell("Bare", |body| {
                        body.width = half - 0.4;
                        body.blocks(side);
                    });
                }
                self.m.raw("</table:table-row></table:table>");
                self.width = half * 2.0;
            }
            Block::Sources { items } => {
                for (i, item) in items.iter().enumerate() {
                    let mark = format!("source-{}", i + 1);
                    self.m.element("text:p", &[("text:style-name", "Source")], |m| {
                        m.empty("text:bookmark", &[("text:name", &mark)]);
                        m.text(&format!("{}. ", i + 1));
                        write_runs(m, item);
                    });
                }
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str, page: bool) {
        self.marks += 1;
        let mark = format!("h{}", self.marks);
        let style = format!("Heading_20_{level}{}", if page { "_20_page" } else { "" });
        let attributes = [("text:style-name", style.as_str()), ("text:outline-level", &level.to_string())];
        self.m.element("text:h", &attributes, |m| {
            m.empty("text:bookmark", &[("text:name", &mark)]);
            m.text(text);
        });
    }

    fn runs(&mut self, style: &str, runs: &[TextRun]) {
        self.m.element("text:p", &[("text:style-name", style)], |m| write_runs(m, runs));
    }

    fn image(&mut self, number: usize, alt: &str, width: f64) {
        let Some(one) = self.media.get(number) else { return };
        let (name, href) = (format!("image-{number}"), format!("Pictures/{}", one.name));
        let size = (format!("{width:.2}cm"), format!("{:.2}cm", width * one.ratio));
        let frame = [
            ("draw:name", name.as_str()),
            ("text:anchor-type", "as-char"),
            ("svg:width", &size.0),
            ("svg:height", &size.1),
        ];
        self.m.element("text:p", &[("text:style-name", "Standard")], |m| {
            m.element("draw:frame", &frame, |m| {
                let link = [("xlink:href", href.as_str()), ("xlink:type", "simple"), ("xlink:show", "embed")];
                m.empty("draw:image", &link);
                m.text_element("svg:desc", &[], alt);
            });
        });
    }

    /// Starts a table with columns of these widths.
    fn begin_table(&mut self, widths: &[f64]) {
        let number = self.tables.len();
        let mut style = format!(
            "<style:style style:name=\"T{number}\" style:family=\"table\"><style:table-properties \
             style:width=\"{:.2}cm\" table:align=\"left\" fo:margin-top=\"0.1cm\" fo:margin-bottom=\"0.3cm\"/></style:style>",
            widths.iter().sum::<f64>()
        );
        for (i, width) in widths.iter().enumerate() {
            let _ = write!(
                style,
                "<style:style style:name=\"T{number}.{i}\" style:family=\"table-column\">\
                 <style:table-column-properties style:column-width=\"{width:.2}cm\"/></style:style>"
            );
        }
        self.tables.push(style);
        self.m.raw(&format!("<table:table table:name=\"T{number}\" table:style-name=\"T{number}\">"));
        for i in 0..widths.len() {
            self.m.empty("table:table-column", &[("table:style-name", &format!("T{number}.{i}"))]);
        }
    }

    fn cell(&mut self, style: &str, inside: impl FnOnce(&mut Self)) {
        self.m.raw(&format!("<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">"));
        inside(self);
        self.m.raw("</table:table-cell>");
    }

    fn facts(&mut self, rows: &[ReportFact]) {
        // Names need enough width in a narrow column too.
        let name = (self.width * 0.3).max(2.9);
        self.begin_table(&[name, self.width - name]);
        for row in rows {
            self.m.raw("<table:table-row>");
            self.cell("Row", |body| body.p("Name", &row.name));
            self.cell("Row", |body| {
                for line in &row.lines {
                    body.runs("Cell", line);
                }
            });
            self.m.raw("</table:table-row>");
        }
        self.m.raw("</table:table>");
    }

    fn figures(&mut self, items: &[(String, String)]) {
        self.grid(items, |body, (figure, label)| {
            body.cell("Figure", |body| {
                body.p("Figure", figure);
                body.p("Aside", label);
            });
        });
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], amounts: usize, total: bool) {
        let widths = widths(head, rows, self.width);
        self.begin_table(&widths);
        let style = |i: usize, strong: bool| match (i >= amounts, strong) {
            (true, true) => "AmountHead",
            (true, false) => "Amount",
            (false, true) => "Name",
            (false, false) => "Cell",
        };
        self.m.raw("<table:table-header-rows><table:table-row>");
        for (i, name) in head.iter().enumerate() {
            self.cell("Head", |body| body.p(style(i, true), name));
        }
        self.m.raw("</table:table-row></table:table-header-rows>");
        for (number, row) in rows.iter().enumerate() {
            let last = total && number + 1 == rows.len();
            self.m.raw("<table:table-row>");
            for (i, text) in row.iter().enumerate() {
                self.cell("Row", |body| body.p(style(i, last), text));
            }
            self.m.raw("</table:table-row>");
        }
        self.m.raw("</table:table>");
    }

    fn goals(&mut self, goals: &[GoalSection]) {
        for row in goals.chunks(3) {
            self.grid(row, |body, goal| {
                let style = body.tile(goal);
                let text = if goal.ink == "#000000" { "GoalDark" } else { "GoalLight" };
                body.cell(&style, |body| body.p(text, &format!("{}\u{a0}{}", goal.number, goal.name)));
            });
            if row.iter().any(|goal| !goal.lines.is_empty()) {
                self.grid(row, |body, goal| {
                    body.cell("Bare", |body| {
                        for line in &goal.lines {
                            body.p("Aside", line);
                        }
                    });
                });
            }
        }
    }

    /// Adds the cell style of a goal. Returns its name.
    fn tile(&mut self, goal: &GoalSection) -> String {
        let name = format!("G{}", goal.number);
        let style = format!(
            "<style:style style:name=\"{name}\" style:family=\"table-cell\"><style:table-cell-properties \
             fo:background-color=\"{}\" fo:padding=\"0.2cm\" fo:border=\"2pt solid #ffffff\"/></style:style>",
            goal.colour
        );
        if !self.tables.contains(&style) {
            self.tables.push(style);
        }
        name
    }

    /// Writes a table with three items per row; `one` writes each cell.
    fn grid<T>(&mut self, things: &[T], one: impl Fn(&mut Self, &T)) {
        self.begin_table(&[self.width / 3.0; 3]);
        for row in things.chunks(3) {
            self.m.raw("<table:table-row>");
            for thing in row {
                one(self, thing);
            }
            for _ in row.len()..3 {
                self.cell("Bare", |body| body.p("Cell", ""));
            }
            self.m.raw("</table:table-row>");
        }
        self.m.raw("</table:table>");
    }
}

fn write_runs(m: &mut Markup, runs: &[TextRun]) {
    for run in runs {
        if let Some(number) = run.source {
            let href = format!("#source-{number}");
            m.element("text:a", &[("xlink:type", "simple"), ("xlink:href", &href)], |m| {
                m.text_element("text:span", &[("text:style-name", "Mark")], &run.text);
            });
            continue;
        }
        let style = match run {
            TextRun { strong: true, .. } => "Strong",
            TextRun { emphasis: true, .. } => "Emphasis",
            TextRun { small: true, .. } => "Small",
            _ => "",
        };
        let text = |m: &mut Markup| match style {
            "" => m.text(&run.text),
            style => m.text_element("text:span", &[("text:style-name", style)], &run.text),
        };
        match &run.link {
            Some(link) => m.element("text:a", &[("xlink:type", "simple"), ("xlink:href", link)], text),
            None => text(m),
        }
    }
}
