//! Checks of attributes and texts against code lists.
use super::state::Engine;
use crate::codes::{self, Case, CodeRule};
use crate::finding::{FindingPlace, Message, Severity};
use crate::paths::{Keyed, Node};
use crate::schema::NAMES;
use crate::xml::{StartTag, shorten};

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
