//! The validator: one pass that checks schema, code lists and rules together.
mod close;
mod codes;
mod collect;
mod instance;
mod known_codes;
mod names;
mod open_element;
mod rules_by_event;
mod schema;
mod state;
mod valid_tags;

use std::ops::Range;

use crate::paths::{ElementRole, KNOWN};
use crate::schema::ANY;
use crate::xml::{Handler, StartTag, is_blank, is_space, unescape};

use open_element::OpenElement;

pub(crate) use state::Engine;

impl Engine {
    /// Opens the root in the state after a first record, for another part of the file.
    pub fn resume(&mut self, root: &StartTag<'_>) {
        self.start(root);
        self.pending.clear();
        self.out.clear();
        if let Some(frame) = self.stack.last_mut() {
            frame.seen = true;
        }
    }
}

impl Handler for Engine {
    fn start(&mut self, tag: &StartTag<'_>) {
        let resolved = match self.judged.name(tag) {
            Some(name) => self.namespaces.open_named(name),
            None => self.namespaces.open(tag),
        };
        let ty = self.schema_child(tag, resolved);
        let (node, parent_role, is_narrative) = match self.stack.last() {
            None => (self.paths.child(1, resolved.name), ElementRole::None, false),
            Some(parent) => {
                (self.paths.child(parent.node, resolved.name), parent.role, resolved.name == KNOWN.narrative)
            }
        };
        let role = self.paths.role(node);
        if is_narrative && let Some(parent) = self.stack.last_mut() {
            parent.narratives += 1;
        }
        let labels = is_narrative && matches!(parent_role, ElementRole::Title | ElementRole::Description);
        let text_rule = self.paths.has_text_rule(node);
        let collect = ty.collects()
            || labels
            || text_rule
            || matches!(role, ElementRole::Identifier | ElementRole::Position);
        if collect {
            self.text.clear();
        }
        if labels {
            self.narrative_lang = tag.get("xml:lang").map(std::borrow::Cow::into_owned);
        }
        self.stack.push(OpenElement {
            name: resolved.name,
            ty,
            place: 0,
            seen: false,
            broken: false,
            text_reported: false,
            node,
            role,
            line: tag.line,
            narratives: 0,
            has_narrative: false,
            collect,
        });
        // A record starts before its attributes are checked, so that findings have its identifier and title.
        self.open_role(tag, role, resolved.name);
        if self.judged.is_valid(tag, ty, node) {
            return;
        }
        let reported = self.finding_count;
        self.schema_attributes(tag);
        self.check_codes(tag, node);
        let lasting = resolved.name != ANY && self.paths.rules(node).iter().all(|k| !k.depends_on_parent());
        self.judged.add(tag, resolved.name, (ty, node), lasting && self.finding_count == reported);
    }

    fn end(&mut self, _: Range<usize>) {
        self.schema_end();
        self.check_text_code();
        self.close_role();
        self.stack.pop();
        self.namespaces.close();
        if self.stack.len() == 1 || self.stack.is_empty() {
            self.release();
        }
    }

    fn blank(&mut self, text: &str) {
        let Some(frame) = self.stack.last() else { return };
        if frame.collect {
            self.text.push_str(text);
        }
        if frame.name == KNOWN.narrative {
            self.mark_narrated();
        }
    }

    fn text(&mut self, text: &str, raw: bool, line: u64) {
        let Some(frame) = self.stack.last() else { return };
        if frame.collect {
            if raw {
                self.text.push_str(&unescape(text));
            } else {
                self.text.push_str(text);
            }
        }
        if frame.name == KNOWN.narrative && !text.is_empty() {
            self.mark_narrated();
        }
        // `&#32;` is white space too.
        let first = text.bytes().find(|b| !is_space(*b));
        let blank = first.is_none() || (raw && first == Some(b'&') && is_blank(&unescape(text)));
        if !blank {
            self.schema_text(line);
        }
    }
}
