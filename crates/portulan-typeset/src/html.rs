//! A self-contained HTML page: pictures and styles are embedded, and there are no scripts.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portulan_report::reports::{Block, GoalSection, Image, ImageSize, Report, ReportFact, TextRun};

use crate::templates::ReportTemplates;
use crate::xml::Markup;

pub(crate) fn write(paper: &Report, templates: &ReportTemplates) -> Vec<u8> {
    let mut page = HtmlPage { paper, m: Markup::default(), headings: 0 };
    page.m.raw(&format!("<!doctype html>\n<html lang=\"{}\">", paper.language.tag()));
    page.head(templates);
    page.m.raw("<body>");
    page.cover();
    if paper.contents {
        page.contents();
    }
    page.m.raw("<main>");
    page.blocks(&paper.blocks);
    page.m.raw("</main>");
    if !paper.notice.is_empty() {
        page.m.text_element("footer", &[], &paper.notice);
    }
    page.m.raw("</body></html>\n");
    page.m.into_string().into_bytes()
}

struct HtmlPage<'a> {
    paper: &'a Report,
    m: Markup,
    /// The number of headings so far, for the links of the table of contents.
    headings: usize,
}

impl HtmlPage<'_> {
    fn head(&mut self, templates: &ReportTemplates) {
        let paper = self.paper;
        self.m.element("head", &[], |m| {
            m.empty("meta", &[("charset", "utf-8")]);
            m.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            m.text_element("title", &[], &paper.name());
            // `</` would end the style element, even inside a string or comment.
            let css = templates.css.replace("</", "<\\/");
            m.raw(&format!("<style>:root{{--accent:{}}}\n{css}</style>", paper.accent));
        });
    }

    fn cover(&mut self) {
        let paper = self.paper;
        self.m.element("header", &[("class", if paper.cover.is_some() { "cover" } else { "head" })], |m| {
            m.text_element("h1", &[], &paper.title);
            m.text_element("p", &[("class", "subtitle")], &paper.subtitle);
            if let Some(image) = paper.cover.and_then(|number| paper.images.get(number)) {
                picture(m, image, &paper.subtitle);
            }
            m.element("p", &[("class", "by")], |m| {
                m.text(&paper.author);
                m.raw(" · ");
                m.text(&paper.date);
            });
            if !paper.notice.is_empty() {
                m.text_element("p", &[("class", "notice")], &paper.notice);
            }
        });
    }

    /// Writes the table of contents: headings of the first two levels, with the numbers that they will have.
    fn contents(&mut self) {
        let paper = self.paper;
        let all = paper.headings();
        self.m.element("nav", &[("aria-labelledby", "contents")], |m| {
            m.text_element("h2", &[("id", "contents")], &paper.words.contents);
            m.element("ol", &[], |m| {
                for (number, (level, text)) in all.iter().enumerate().filter(|(_, (level, _))| *level < 3) {
                    let class = if *level == 1 { "first" } else { "second" };
                    m.element("li", &[("class", class)], |m| {
                        m.text_element("a", &[("href", &format!("#h{}", number + 1))], text);
                    });
                }
            });
        });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, page } => {
                self.headings += 1;
                let (name, id) = (format!("h{}", level + 1), format!("h{}", self.headings));
                let class = if *page { "page" } else { "run" };
                self.m.text_element(&name, &[("id", &id), ("class", class)], text);
            }
            Block::Text { runs: all, lead } => {
                let attributes: &[(&str, &str)] = if *lead { &[("class", "lead")] } else { &[] };
                self.m.element("p", attributes, |m| runs(m, all));
            }
            Block::List { items, ordered } => {
                self.m.element(if *ordered { "ol" } else { "ul" }, &[], |m| {
                    for item in items {
                        m.element("li", &[], |m| runs(m, item));
                    }
                });
            }
            Block::Facts { rows } => facts(&mut self.m, rows),
            Block::Figures { items } => {
                self.m.element("ul", &[("class", "figures")], |m| {
                    for (figure, label) in items {
                        m.element("li", &[], |m| {
                            m.text_element("b", &[], figure);
                            m.raw(" ");
                            m.text_element("span", &[], label);
                        });
                    }
                });
            }
            Block::Table { caption, is_headed, head, rows, amounts, total } => {
                table(&mut self.m, (caption, *is_headed), head, rows, (*amounts, *total));
            }
            Block::Image { image, alt, caption, size } => {
                let class = match size {
                    ImageSize::Full => "full",
                    ImageSize::Chart => "chart",
                    ImageSize::Small => "small",
                };
                let Some(image) = self.paper.images.get(*image) else { return };
                let name = alt.split('.').next().unwrap_or_default();
                // On a small screen a chart scrolls horizontally; the keyboard must reach it too.
                let reached = [("class", class), ("tabindex", "0"), ("role", "group"), ("aria-label", name)];
                let attributes = if *size == ImageSize::Chart { &reached[..] } else { &reached[..1] };
                self.m.element("figure", attributes, |m| {
                    picture(m, image, alt);
                    if !caption.is_empty() {
                        m.text_element("figcaption", &[], caption);
                    }
                });
            }
            Block::Goals { goals: all } => goals(&mut self.m, all),
            Block::Pair { left, right } => {
                self.m.raw("<div class=\"pair\"><div>");
                self.blocks(left);
                self.m.raw("</div><div>");
                self.blocks(right);
                self.m.raw("</div></div>");
            }
            Block::Sources { items } => self.m.element("ol", &[("class", "sources")], |m| {
                for (i, item) in items.iter().enumerate() {
                    m.element("li", &[("id", &format!("source-{}", i + 1))], |m| runs(m, item));
                }
            }),
        }
    }
}

fn runs(m: &mut Markup, runs: &[TextRun]) {
    for run in runs {
        if let Some(number) = run.source {
            let href = format!("#source-{number}");
            m.element("sup", &[], |m| m.text_element("a", &[("href", &href)], &run.text));
            continue;
        }
        let styles = [(run.strong, "strong"), (run.emphasis, "em"), (run.small, "small")];
        let mut names: Vec<&str> = styles.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
        for name in &names {
            m.raw(&format!("<{name}>"));
        }
        match &run.link {
            Some(link) => m.text_element("a", &[("href", link)], &run.text),
            None => m.text(&run.text),
        }
        names.reverse();
        for name in names {
            m.raw(&format!("</{name}>"));
        }
    }
}

fn facts(m: &mut Markup, rows: &[ReportFact]) {
    m.element("dl", &[], |m| {
        for row in rows {
            m.element("div", &[], |m| {
                m.text_element("dt", &[], &row.name);
                m.element("dd", &[], |m| {
                    for line in &row.lines {
                        m.element("p", &[], |m| runs(m, line));
                    }
                });
            });
        }
    });
}

fn table(
    m: &mut Markup,
    (caption, is_headed): (&str, bool),
    head: &[String],
    rows: &[Vec<String>],
    (amounts, total): (usize, bool),
) {
    let class =
        |column: usize| -> &[(&str, &str)] { if column >= amounts { &[("class", "amount")] } else { &[] } };
    // On a small screen a wide table scrolls horizontally; the keyboard must reach it too.
    m.element(
        "div",
        &[("class", "wide"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)],
        |m| {
            m.element("table", &[], |m| {
                let hidden: &[(&str, &str)] = if is_headed { &[("class", "unseen")] } else { &[] };
                m.text_element("caption", hidden, caption);
                m.element("thead", &[], |m| {
                    m.element("tr", &[], |m| {
                        for (column, name) in head.iter().enumerate() {
                            let scope = [("scope", "col")];
                            m.text_element("th", &[&scope, class(column)].concat(), name);
                        }
                    });
                });
                m.element("tbody", &[], |m| {
                    for (number, row) in rows.iter().enumerate() {
                        let last = total && number + 1 == rows.len();
                        m.element("tr", if last { &[("class", "total")] } else { &[] }, |m| {
                            for (column, cell) in row.iter().enumerate() {
                                match column {
                                    0 => m.text_element("th", &[("scope", "row")], cell),
                                    _ => m.text_element("td", class(column), cell),
                                }
                            }
                        });
                    }
                });
            });
        },
    );
}

fn goals(m: &mut Markup, goals: &[GoalSection]) {
    m.element("ul", &[("class", "goals")], |m| {
        for goal in goals {
            let style = format!("background:{};color:{}", goal.colour, goal.ink);
            m.element("li", &[], |m| {
                m.element("p", &[("style", &style)], |m| {
                    m.text_element("b", &[], &goal.number.to_string());
                    m.raw(" ");
                    m.text_element("span", &[], &goal.name);
                });
                for line in &goal.lines {
                    m.text_element("small", &[], line);
                }
            });
        }
    });
}

fn picture(m: &mut Markup, image: &Image, alt: &str) {
    let kind = match image.form {
        "svg" => "svg+xml",
        "jpg" => "jpeg",
        other => other,
    };
    let source = format!("data:image/{kind};base64,{}", STANDARD.encode(&image.bytes));
    m.empty("img", &[("src", &source), ("alt", alt)]);
}
