//! Checks of attributes and texts against code lists.
use super::Engine;
use crate::codes::{self, Case, CodeRule};
use crate::finding::{FindingPlace, Message, Severity};
use crate::paths::{Keyed, Node};
use crate::schema::NAMES;
use crate::xml::{KEY_NAME_BYTES, StartTag, key, shorten};

impl Engine {
    /// Checks the attributes of the element that has just been opened.
    pub(super) fn check_codes(&mut self, tag: &StartTag<'_>, node: Node) {
        if tag.attributes.is_empty() {
            return;
        }
        for Keyed { key, rule } in self.paths.rules(node) {
            let Some(found) = tag.find(rule.attribute, *key) else { continue };
            let value = tag.value_of(found);
            let linked = match rule.linked.strip_prefix("../") {
                None if rule.linked.is_empty() => None,
                None => tag.get(rule.linked),
                Some(_) => self.budget_vocabulary.clone().map(Into::into),
            };
            if let Some(case) = rule.case(linked.as_deref()) {
                self.check_code(rule, case, &value, tag.line);
            }
        }
        if let Some(rule) = self.paths.everywhere
            && let Some(value) = tag.get("xml:lang")
        {
            self.check_code(rule, &rule.cases[0], &value, tag.line);
        }
    }

    /// Checks the text of the element that ends, if a code list applies to it.
    pub(super) fn check_text_code(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        let (line, node) = (frame.line, frame.node);
        if !self.paths.has_text_rule(node) {
            return;
        }
        for rule in self.paths.rules(node).iter().map(|k| k.rule).filter(|r| r.attribute.is_empty()) {
            let text = std::mem::take(&mut self.text);
            self.check_code(rule, &rule.cases[0], &text, line);
        }
    }

    fn check_code(&mut self, rule: &'static CodeRule, case: &'static Case, value: &str, line: u64) {
        if self.known.has(case.list, value) {
            return;
        }
        let element = self
            .stack
            .last()
            .and_then(|f| NAMES.get(usize::from(f.name)))
            .copied()
            .unwrap_or_else(|| rule.path.rsplit('/').next().unwrap_or_default());
        let attribute = rule.attribute;
        let place = FindingPlace { line, text: String::new() };
        match codes::find(case.list, value) {
            Some(code) if code.withdrawn.is_some() && self.advice => {
                let message = Message::Withdrawn { code, attribute, element };
                self.report("advice-withdrawn", "advice", Severity::Advice, message, vec![place]);
            }
            Some(_) => {
                self.known.add(case.list, value);
                return;
            }
            None => {
                let linked = (!rule.linked.is_empty()).then_some((rule.linked, case.value));
                let near = self.known.near(case, value);
                let message = Message::Code { value: shorten(value), attribute, element, linked, near };
                self.report(case.id, case.class, Severity::Error, message, vec![place]);
            }
        }
        if let Some(finding) = self.pending.last_mut() {
            finding.codelist = Some(case.list().name);
        }
    }
}

/// A cache of code look-ups: most codes of a file are repeated.
#[derive(Debug)]
pub(super) struct KnownCodes {
    good: Box<[(u64, usize); Self::PLACES]>,
    /// Codes that are not in their list, with the code that was probably meant.
    wrong: Box<[WrongCode; Self::PLACES]>,
}

/// The key of a code, the index of the list that lacks it, and the code that was probably meant.
type WrongCode = (u64, usize, Option<&'static str>);

impl KnownCodes {
    const PLACES: usize = 256;

    pub fn new() -> Self {
        Self { good: Box::new([(0, 0); Self::PLACES]), wrong: Box::new([(0, 0, None); Self::PLACES]) }
    }

    /// See [`Case::near`].
    fn near(&mut self, case: &Case, value: &str) -> Option<&'static str> {
        let Some(key) = whole_key(value) else { return case.nearest(value) };
        let known = &mut self.wrong[Self::place(case.list, key)];
        if (known.0, known.1) != (key, case.list) {
            *known = (key, case.list, case.nearest(value));
        }
        known.2
    }

    fn place(list: usize, key: u64) -> usize {
        let mixed = (key ^ list as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 56).unwrap_or_default()
    }

    fn has(&self, list: usize, value: &str) -> bool {
        whole_key(value).is_some_and(|key| self.good[Self::place(list, key)] == (key, list))
    }

    fn add(&mut self, list: usize, value: &str) {
        if let Some(key) = whole_key(value) {
            self.good[Self::place(list, key)] = (key, list);
        }
    }
}

/// The key of a code that is short enough to be contained in it.
fn whole_key(value: &str) -> Option<u64> {
    (1..=KEY_NAME_BYTES).contains(&value.len()).then(|| key(value))
}
