//! Conversion of Markdown to blocks. Pictures, tables and raw HTML become plain text.
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::block::{Block, TextRun};

/// The blocks of a text; its top headings get this level.
pub(super) fn blocks(source: &str, level: u8) -> Vec<Block> {
    let mut writer = Writer { level, ..Writer::default() };
    for event in Parser::new(source) {
        writer.handle_event(event);
    }
    writer.blocks
}

#[derive(Default)]
struct Writer {
    level: u8,
    blocks: Vec<Block>,
    runs: Vec<TextRun>,
    style: TextRun,
    /// The items of the open list, and whether it is numbered.
    list: Option<(Vec<Vec<TextRun>>, bool)>,
    /// The nesting depth of lists; their items are collected in one list.
    depth: usize,
}

impl Writer {
    fn handle_event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.runs.push(TextRun { text: text.into_string(), ..self.style.clone() });
            }
            Event::SoftBreak | Event::HardBreak => {
                self.runs.push(TextRun { text: " ".into(), ..self.style.clone() });
            }
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.style.strong = true,
            Tag::Emphasis => self.style.emphasis = true,
            Tag::Link { dest_url, .. } => {
                let safe = ["https://", "http://", "mailto:"].iter().any(|start| dest_url.starts_with(start));
                self.style.link = safe.then(|| dest_url.to_string());
            }
            Tag::List(first) => {
                self.depth += 1;
                self.end_item();
                self.list.get_or_insert_with(|| (Vec::new(), first.is_some()));
            }
            Tag::Item => self.end_item(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.style.strong = false,
            TagEnd::Emphasis => self.style.emphasis = false,
            TagEnd::Link => self.style.link = None,
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock if self.list.is_none() => {
                let runs = std::mem::take(&mut self.runs);
                self.blocks.push(Block::Text { runs, lead: false });
            }
            TagEnd::Heading(level) => {
                let text: String = std::mem::take(&mut self.runs).into_iter().map(|run| run.text).collect();
                let below = match level {
                    HeadingLevel::H1 | HeadingLevel::H2 => 0,
                    _ => 1,
                };
                self.blocks.push(Block::Heading { level: self.level + below, text, page: false });
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => {
                self.end_item();
                self.depth -= 1;
                if self.depth == 0
                    && let Some((items, ordered)) = self.list.take()
                {
                    self.blocks.push(Block::List { items, ordered });
                }
            }
            _ => {}
        }
    }

    fn end_item(&mut self) {
        if let Some((items, _)) = self.list.as_mut().filter(|_| !self.runs.is_empty()) {
            items.push(std::mem::take(&mut self.runs));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_links_and_lists_stay() {
        let source =
            "One **two** [three](https://a.example).\n\n- a\n- b\n  - c\n\n## Next\n\n[x](javascript:y)";
        insta::assert_debug_snapshot!(blocks(source, 2));
    }
}
