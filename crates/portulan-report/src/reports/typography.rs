//! The typography of a report: spaces at which lines must not break.
use portulan_locales::{Language, with_no_break_spaces};

use super::block::{Block, GoalSection, ReportFact, TextRun};
use super::report::Report;

/// Sets the no-break spaces in all texts of a report by the rules of its language. A text that is missing in that language is shown
/// in another one, and gets these spaces too.
pub(super) fn set(report: &mut Report) {
    let language = report.language;
    for text in [&mut report.title, &mut report.subtitle] {
        set_text(language, text);
    }
    set_blocks(language, &mut report.blocks);
}

fn set_blocks(language: Language, blocks: &mut [Block]) {
    for block in blocks {
        set_block(language, block);
    }
}

fn set_block(language: Language, block: &mut Block) {
    let set_all = |texts: &mut [String]| {
        for text in texts {
            set_text(language, text);
        }
    };
    match block {
        Block::Heading { text, .. } => set_text(language, text),
        Block::Text { runs, .. } => set_runs(language, runs),
        Block::List { items, .. } | Block::Sources { items } => {
            for runs in items {
                set_runs(language, runs);
            }
        }
        Block::Facts { rows } => {
            for ReportFact { name, lines } in rows {
                set_text(language, name);
                for runs in lines {
                    set_runs(language, runs);
                }
            }
        }
        Block::Figures { items } => {
            for (figure, label) in items {
                set_text(language, figure);
                set_text(language, label);
            }
        }
        Block::Table { caption, head, rows, .. } => {
            set_text(language, caption);
            set_all(head);
            for row in rows {
                set_all(row);
            }
        }
        Block::Image { alt, caption, .. } => {
            set_text(language, alt);
            set_text(language, caption);
        }
        Block::Goals { goals } => {
            for GoalSection { name, lines, .. } in goals {
                set_text(language, name);
                set_all(lines);
            }
        }
        Block::Pair { left, right } => {
            set_blocks(language, left);
            set_blocks(language, right);
        }
    }
}

fn set_runs(language: Language, runs: &mut [TextRun]) {
    for run in runs {
        set_text(language, &mut run.text);
    }
}

fn set_text(language: Language, text: &mut String) {
    if let std::borrow::Cow::Owned(set) = with_no_break_spaces(language.tag(), text) {
        *text = set;
    }
}
