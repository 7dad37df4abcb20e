//! The byte ranges of a record's elements in the source, and writing of the corrected record.
use std::collections::HashMap;
use std::ops::Range;

use super::fixed::{FixKind, Fixed};
use super::values;
use crate::codes::{self, CodeRule};
use crate::paths::{Node, Paths, name_id};
use crate::schema::{ANY, Content, Grammar, NAMES, Name, Simple, TYPES, Type};
use crate::xml::{Handler, StartTag, is_blank, unescape};

/// Elements, besides those of certain types, whose text means the same without surrounding white space.
const TRIMMED: &[&str] = &["iati-identifier", "organisation-identifier", "pos"];

/// Elements that identify a record.
const IDENTIFIERS: &[&str] = &["iati-identifier", "organisation-identifier"];

/// The identifiers of a document's records, without surrounding white space.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    counts: HashMap<String, u32>,
    depth: usize,
    /// The text of the identifier being read.
    open: Option<String>,
}

impl Identifiers {
    /// True if several records share an identifier, given as written in the source, apart from white space.
    fn is_shared(&self, raw: &str) -> bool {
        self.counts.get(unescape(raw).trim()).is_some_and(|count| *count > 1)
    }
}

impl Handler for Identifiers {
    fn start(&mut self, tag: &StartTag<'_>) {
        self.depth += 1;
        if self.depth == 3 && IDENTIFIERS.contains(&tag.name) {
            self.open = Some(String::new());
        }
    }

    fn end(&mut self, _: Range<usize>) {
        if self.depth == 3
            && let Some(identifier) = self.open.take()
        {
            *self.counts.entry(identifier.trim().to_owned()).or_default() += 1;
        }
        self.depth -= 1;
    }

    fn blank(&mut self, text: &str) {
        self.text(text, false, 0);
    }

    fn text(&mut self, text: &str, raw: bool, _: u64) {
        if let Some(open) = &mut self.open {
            open.push_str(&if raw { unescape(text) } else { text.into() });
        }
    }
}

/// An element of the source.
#[derive(Debug)]
struct ElementSpan {
    name: Name,
    /// True if it has a prefix, or is in a default namespace other than the standard's.
    foreign: bool,
    /// True if a default namespace other than the standard's is in scope.
    in_foreign_default: bool,
    tag: Range<usize>,
    end: Range<usize>,
    ty: Option<&'static Type>,
    node: Node,
    vocabulary: String,
    children: Vec<ElementSpan>,
    /// True if it contains text other than white space between elements.
    holds_text: bool,
    edits: Vec<(Range<usize>, String)>,
}

/// Collects one record at a time, corrects it and writes it.
pub(super) struct Fixer<'s> {
    source: &'s str,
    identifiers: Identifiers,
    grammar: Option<(&'static Grammar, &'static Paths)>,
    seen_root: bool,
    open: Vec<ElementSpan>,
    /// The number of bytes of the source that are written.
    copied: usize,
    out: Fixed,
}

impl<'s> Fixer<'s> {
    pub fn new(source: &'s str, identifiers: Identifiers) -> Self {
        let out = Fixed { text: String::with_capacity(source.len()), fixes: Vec::new(), changed: Vec::new() };
        Self { source, identifiers, grammar: None, seen_root: false, open: Vec::new(), copied: 0, out }
    }

    pub fn finish(mut self) -> Fixed {
        self.out.text.push_str(&self.source[self.copied..]);
        self.out
    }

    /// Corrects a value: white space, format, case. The value is as between quotation marks, so that
    /// references are preserved.
    fn fix_value(
        fixes: &mut Vec<FixKind>,
        raw: &str,
        simple: Option<Simple>,
        code: Option<&'static str>,
    ) -> Option<String> {
        let trimmed = raw.trim_matches([' ', '\t', '\r', '\n']);
        let mut corrected = trimmed.to_owned();
        if let Some(form) = simple.and_then(|simple| values::to_schema_format(simple, trimmed)) {
            fixes.push(FixKind::Form);
            corrected = form;
        } else if let Some(code) = code.filter(|code| *code != trimmed) {
            fixes.push(FixKind::Code);
            code.clone_into(&mut corrected);
        } else if trimmed != raw {
            fixes.push(FixKind::Trim);
        }
        (corrected != raw).then_some(corrected)
    }

    /// The code that was probably meant by the value of an attribute, or of the text if the name is empty.
    fn probable_code(
        &self,
        span: &ElementSpan,
        tag: Option<&StartTag<'_>>,
        attribute: &str,
        value: &str,
    ) -> Option<&'static str> {
        let (_, paths) = self.grammar?;
        let of_attribute = |rule: &&'static CodeRule| rule.attribute == attribute;
        let everywhere = paths.everywhere.filter(of_attribute);
        let rule = paths.rules(span.node).iter().map(|k| k.rule).find(of_attribute).or(everywhere)?;
        let linked = match rule.linked.strip_prefix("../") {
            Some(_) => self.open.last().map(|parent| parent.vocabulary.clone()),
            None => tag.and_then(|tag| tag.get(rule.linked)).map(|v| v.trim().to_owned()),
        };
        let case = rule.case(linked.as_deref())?;
        let known = codes::find(case.list, value.trim()).is_some();
        if known { None } else { case.nearest(value) }
    }

    fn fix_attributes(&mut self, span: &mut ElementSpan, tag: &StartTag<'_>) {
        let mut fixes = Vec::new();
        for attribute in tag.attributes {
            let name = &tag.source[attribute.name.clone()];
            let place = tag.place.start + attribute.value.start..tag.place.start + attribute.value.end;
            let raw = &self.source[place.clone()];
            let declared = span.ty.and_then(|ty| ty.attributes.iter().find(|a| a.name == name));
            if declared.is_none() && name != "xml:lang" {
                continue;
            }
            let code = self.probable_code(span, Some(tag), name, raw);
            let corrected = Self::fix_value(&mut fixes, raw, declared.map(|a| a.simple), code);
            span.edits.extend(corrected.map(|corrected| (place, corrected)));
        }
        self.out.fixes.append(&mut fixes);
    }

    fn fix_text(&mut self, span: &mut ElementSpan) {
        let Some(Content::Simple(simple)) = span.ty.map(|ty| &ty.content) else { return };
        let place = span.tag.end..span.end.start;
        let raw = &self.source[place.clone()];
        let by_name = NAMES.get(usize::from(span.name)).is_some_and(|name| TRIMMED.contains(name));
        if raw.contains('<') || (*simple == Simple::Text && !by_name) {
            return;
        }
        // Two records whose identifiers differ only in white space would become one.
        let is_identifier = NAMES.get(usize::from(span.name)).is_some_and(|name| IDENTIFIERS.contains(name));
        if is_identifier && self.identifiers.is_shared(raw) {
            return;
        }
        let code = self.probable_code(span, None, "", raw);
        let corrected = Self::fix_value(&mut self.out.fixes, raw, Some(*simple), code);
        span.edits.extend(corrected.map(|corrected| (place, corrected)));
    }

    /// The correct order of the children; `None` if they are in order, or if moving them could be wrong.
    fn order(&self, span: &ElementSpan) -> Option<Vec<usize>> {
        let Some(Content::Sequence(particles)) = span.ty.map(|ty| &ty.content) else { return None };
        if span.holds_text {
            return None;
        }
        let place = |child: &ElementSpan| {
            particles.iter().position(|p| p.name == if child.foreign { ANY } else { child.name })
        };
        let places: Vec<usize> = span.children.iter().map(place).collect::<Option<_>>()?;
        if places.is_sorted() {
            return None;
        }
        // A comment on the line where an element ends belongs to that element.
        let starts = span.children.iter().map(|c| c.tag.start).skip(1).chain([span.end.start]);
        for (child, next) in span.children.iter().zip(starts) {
            let gap = &self.source[child.end.end..next];
            if !is_blank(gap.split('\n').next().unwrap_or_default()) {
                return None;
            }
        }
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|i| places[*i]);
        Some(order)
    }

    /// Writes an element from its source, corrected.
    fn write(&mut self, span: &ElementSpan) {
        let mut from = span.tag.start;
        let mut edits: &[(Range<usize>, String)] = &span.edits;
        let until = |this: &mut Self, edits: &mut &[(Range<usize>, String)], from: &mut usize, to: usize| {
            while let Some(((place, corrected), rest)) =
                edits.split_first().filter(|((place, _), _)| place.end <= to)
            {
                this.out.text.push_str(&this.source[*from..place.start]);
                this.out.text.push_str(corrected);
                *from = place.end;
                *edits = rest;
            }
            this.out.text.push_str(&this.source[*from..to]);
            *from = to;
        };
        until(self, &mut edits, &mut from, span.tag.end);
        if let Some(order) = self.order(span) {
            self.out.fixes.push(FixKind::Order);
            for i in order {
                let before = if i == 0 { span.tag.end } else { span.children[i - 1].end.end };
                self.out.text.push_str(&self.source[before..span.children[i].tag.start]);
                self.write(&span.children[i]);
            }
            from = span.children.last().map_or(from, |last| last.end.end);
        } else {
            for child in &span.children {
                until(self, &mut edits, &mut from, child.tag.start);
                self.write(child);
                from = child.end.end;
            }
        }
        until(self, &mut edits, &mut from, span.end.end);
    }

    fn write_record(&mut self, span: &ElementSpan) {
        self.out.text.push_str(&self.source[self.copied..span.tag.start]);
        let start = self.out.text.len();
        self.write(span);
        let after = start..self.out.text.len();
        let before = span.tag.start..span.end.end;
        if self.source[before.clone()] != self.out.text[after.clone()] {
            self.out.changed.push((before.clone(), after));
        }
        self.copied = before.end;
    }
}

impl Handler for Fixer<'_> {
    fn start(&mut self, tag: &StartTag<'_>) {
        if !self.seen_root {
            self.seen_root = true;
            let version = tag.get("version").unwrap_or_default();
            let grammar = Grammar::for_root(tag.name, &version);
            self.grammar = grammar.map(|grammar| (grammar, Paths::for_version(grammar.version)));
        }
        let Some((grammar, paths)) = self.grammar else { return };
        let around = self.open.last().is_some_and(|parent| parent.in_foreign_default);
        let in_foreign_default = tag.get("xmlns").map_or(around, |uri| !uri.is_empty());
        let foreign = in_foreign_default || tag.name.contains(':');
        // Names of the standard have no meaning there.
        let name = if foreign { ANY } else { name_id(tag.name) };
        let (node, ty) = match self.open.last() {
            None => {
                (paths.child(1, name), grammar.globals.iter().find(|(n, _)| *n == name).map(|(_, ty)| *ty))
            }
            Some(parent) => {
                let particle = match parent.ty.map(|ty| &ty.content) {
                    Some(Content::Sequence(particles)) if !foreign => {
                        particles.iter().find(|p| p.name == name)
                    }
                    _ => None,
                };
                (paths.child(parent.node, name), particle.filter(|p| p.name != ANY).map(|p| p.ty))
            }
        };
        let mut span = ElementSpan {
            name,
            foreign,
            in_foreign_default,
            tag: tag.place.clone(),
            end: 0..0,
            ty: ty.map(|ty| &TYPES[usize::from(ty)]),
            node,
            vocabulary: tag.get("vocabulary").unwrap_or_default().trim().to_owned(),
            children: Vec::new(),
            holds_text: false,
            edits: Vec::new(),
        };
        // The root stays unchanged: its version determines all checks.
        if !self.open.is_empty() {
            self.fix_attributes(&mut span, tag);
        }
        self.open.push(span);
    }

    fn end(&mut self, tag: Range<usize>) {
        let Some(mut span) = self.open.pop() else { return };
        span.end = tag;
        if self.open.is_empty() {
            return;
        }
        if span.children.is_empty() {
            self.fix_text(&mut span);
        }
        match self.open.as_mut_slice() {
            [_root] => self.write_record(&span),
            [.., parent] => parent.children.push(span),
            [] => {}
        }
    }

    fn blank(&mut self, _: &str) {}

    fn text(&mut self, text: &str, _: bool, _: u64) {
        if let Some(span) = self.open.last_mut() {
            span.holds_text |= !is_blank(text);
        }
    }
}
