//! Schema validation of elements, attributes and text as they are read.
use super::instance;
use super::names::{AttributeKind, Resolved};
use super::open_element::{OpenElement, Ty};
use super::state::Engine;
use crate::finding::{FindingPlace, Message, SchemaFault, Severity};
use crate::schema::{ANY, Content, NAMES, Particle, Simple, TYPES, Type};
use crate::xml::{StartTag, shorten};

impl Engine {
    /// The type of an element that opens, according to the content of its parent.
    pub(super) fn schema_child(&mut self, tag: &StartTag<'_>, child: Resolved) -> Ty {
        let grammar = self.grammar;
        let lax = || match grammar.globals.iter().find(|(name, _)| *name == child.name) {
            Some((_, ty)) => Ty::Known(&TYPES[usize::from(*ty)]),
            None => Ty::Lax,
        };
        let Some(parent) = self.stack.last_mut() else {
            return lax();
        };
        if parent.broken {
            return Ty::Skip;
        }
        let sequence = match parent.ty {
            Ty::Skip => return Ty::Skip,
            Ty::Lax => return lax(),
            Ty::Known(ty) => match &ty.content {
                Content::Any => return lax(),
                Content::Simple(_) => {
                    parent.broken = true;
                    let fault = SchemaFault::NotText { element: name_of(parent) };
                    self.schema_fault(tag.line, fault);
                    return Ty::Skip;
                }
                Content::Sequence(sequence) => *sequence,
            },
        };
        if let Some(found) = advance(parent, sequence, child) {
            return match found.name {
                ANY => Ty::Lax,
                _ => Ty::Known(&TYPES[usize::from(found.ty)]),
            };
        }
        parent.broken = true;
        let expected = expected(parent, sequence);
        self.schema_fault(tag.line, SchemaFault::Unexpected { element: shorten(tag.name), expected });
        Ty::Skip
    }

    /// Checks the attributes of the element that has just been opened.
    pub(super) fn schema_attributes(&mut self, tag: &StartTag<'_>) {
        let Some(OpenElement { ty, .. }) = self.stack.last() else { return };
        let (declared, open): (&[_], bool) = match ty {
            Ty::Skip => return,
            Ty::Lax => (&[], true),
            Ty::Known(ty) => (ty.attributes, ty.open),
        };
        let lax = matches!(ty, Ty::Lax | Ty::Known(Type { content: Content::Any, .. }));
        let mut given = 0_u64;
        let mut typed = None;
        for attribute in tag.attributes {
            let (name, line) = (&tag.source[attribute.name.clone()], tag.line + attribute.lines);
            let same = |a: &crate::schema::Attribute| a.key == attribute.key && a.name == name;
            let simple = if let Some(place) = declared.iter().position(same) {
                given |= 1 << place;
                declared[place].simple
            } else {
                match (self.namespaces.attribute(name), name) {
                    (AttributeKind::Ignored, _) => continue,
                    (AttributeKind::Type, _) => {
                        typed = Some((attribute, line));
                        continue;
                    }
                    (AttributeKind::Own, _) if lax => continue,
                    (AttributeKind::Foreign, "xml:lang") if open => Simple::Lang,
                    (AttributeKind::Foreign, "xml:space") if open => Simple::Space,
                    (AttributeKind::Foreign, "xml:base") if open => Simple::Uri,
                    (AttributeKind::Foreign, "xml:id") if open => Simple::Id,
                    (AttributeKind::Foreign, _) if open => continue,
                    _ => {
                        let (element, attribute) = (shorten(tag.name), shorten(name));
                        self.schema_fault(line, SchemaFault::AttributeUnknown { element, attribute });
                        continue;
                    }
                }
            };
            if simple == Simple::Text {
                continue;
            }
            let value = tag.value_of(attribute);
            if !simple.accepts(&value) {
                let fault = SchemaFault::AttributeValue {
                    element: shorten(tag.name),
                    attribute: shorten(name),
                    value: shorten(&value),
                    expected: simple.name(),
                };
                self.schema_fault(line, fault);
            }
        }
        for (place, attribute) in declared.iter().enumerate() {
            if attribute.required && given & (1 << place) == 0 {
                let fault =
                    SchemaFault::AttributeMissing { element: shorten(tag.name), attribute: attribute.name };
                self.schema_fault(tag.line, fault);
            }
        }
        if let Some((attribute, line)) = typed {
            self.schema_type(tag, attribute, line);
        }
    }

    /// Handles the type that the innermost element declares for its content.
    fn schema_type(&mut self, tag: &StartTag<'_>, attribute: &crate::xml::TagAttribute, line: u64) {
        let Some(frame) = self.stack.last_mut() else { return };
        let Ty::Known(ty) = frame.ty else { return };
        let value = tag.value_of(attribute);
        let name = self.namespaces.type_name(&value);
        if let Some(ty) = name.and_then(|(name, builtin)| instance::stated(ty, tag.name, name, builtin)) {
            frame.ty = Ty::Known(ty);
            if frame.ty.collects() && !frame.collect {
                frame.collect = true;
                self.text.clear();
            }
            return;
        }
        let fault = SchemaFault::AttributeValue {
            element: shorten(tag.name),
            attribute: shorten(&tag.source[attribute.name.clone()]),
            value: shorten(&value),
            expected: "type",
        };
        self.schema_fault(line, fault);
    }

    /// Handles text other than white space in the innermost element.
    pub(super) fn schema_text(&mut self, line: u64) {
        let Some(frame) = self.stack.last_mut() else { return };
        if let Ty::Known(Type { content: Content::Sequence(_), .. }) = frame.ty
            && !frame.text_reported
            && !frame.broken
        {
            frame.text_reported = true;
            let element = name_of(frame);
            self.schema_fault(line, SchemaFault::NotElements { element });
        }
    }

    /// Handles the end of the innermost element.
    pub(super) fn schema_end(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        let Ty::Known(ty) = frame.ty else { return };
        if frame.broken {
            return;
        }
        match &ty.content {
            Content::Any => {}
            Content::Simple(simple) => {
                if *simple != Simple::Text && !simple.accepts(&self.text) {
                    let (line, element) = (frame.line, name_of(frame));
                    let value = shorten(self.text.trim());
                    self.schema_fault(line, SchemaFault::Value { element, value, expected: simple.name() });
                }
            }
            Content::Sequence(sequence) => {
                let from = frame.place + usize::from(frame.seen);
                if sequence.iter().skip(from).any(|p| p.required) {
                    let fault =
                        SchemaFault::Missing { element: name_of(frame), expected: expected(frame, sequence) };
                    self.schema_fault(frame.line, fault);
                }
            }
        }
    }

    /// Reports a schema fault; within a record, the same fault again adds a place to the first finding.
    fn schema_fault(&mut self, line: u64, fault: SchemaFault) {
        const LOOK_BACK: usize = 64;
        let place = FindingPlace { line, text: String::new() };
        let message = Message::Schema(fault);
        self.finding_count += 1;
        let same = self.pending.iter_mut().rev().take(LOOK_BACK).find(|f| f.message == message);
        match same {
            Some(finding) if finding.places.len() < 1000 => finding.places.push(place),
            Some(_) => {}
            None => self.report("0.3.1", "schema", Severity::Critical, message, vec![place]),
        }
    }
}

fn name_of(frame: &OpenElement) -> String {
    NAMES.get(usize::from(frame.name)).map_or_else(String::new, |n| (*n).to_owned())
}

/// Advances to the particle that matches the child; `None` if the child is not allowed here.
fn advance(
    parent: &mut OpenElement,
    sequence: &'static [Particle],
    child: Resolved,
) -> Option<&'static Particle> {
    let mut place = parent.place;
    let mut seen = parent.seen;
    while let Some(particle) = sequence.get(place) {
        let same = if particle.name == ANY { child.foreign } else { particle.name == child.name };
        if same && (particle.many || !seen) {
            parent.place = place;
            parent.seen = true;
            return Some(particle);
        }
        if particle.required && !seen {
            break;
        }
        place += 1;
        seen = false;
    }
    // libxml2 allows elements of a list again after a wildcard that follows the list; so does this function.
    let before = parent.place.checked_sub(1).map(|i| &sequence[i])?;
    let back = sequence[parent.place].name == ANY && before.many && before.name == child.name;
    back.then_some(before)
}

/// The elements that would be allowed next.
fn expected(frame: &OpenElement, sequence: &'static [Particle]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (i, particle) in sequence.iter().enumerate().skip(frame.place) {
        let seen = i == frame.place && frame.seen;
        if !seen || particle.many {
            names.push(NAMES.get(usize::from(particle.name)).copied().unwrap_or("##other"));
        }
        if particle.required && !seen {
            break;
        }
    }
    names
}
