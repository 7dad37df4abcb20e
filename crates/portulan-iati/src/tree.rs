//! Elements as a tree: what is read for a model, and what a writer writes.
use std::borrow::Cow;
use std::ops::Range;

use crate::xml::{FaultKind, Handler, StartTag, is_blank, unescape};

/// The most memory that one record may take, in bytes.
const MOST: usize = 64 * 1024 * 1024;
/// What an allocation takes beside its content, roughly, in bytes.
const ALLOCATION_BYTES: usize = 16;
/// What an element or a text takes beside its name and what it holds, in bytes.
const CHILD_BYTES: usize = size_of::<ElementChild>() + ALLOCATION_BYTES;
/// What an attribute takes beside its name and value, in bytes.
const ATTRIBUTE_BYTES: usize = size_of::<(Cow<'static, str>, String)>() + 2 * ALLOCATION_BYTES;

/// An element: its name as written, with its prefix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Such as `iati-activity` or `x:note`.
    pub name: Cow<'static, str>,
    /// Names and values, in order.
    pub attributes: Vec<(Cow<'static, str>, String)>,
    /// What it holds, in order.
    pub children: Vec<ElementChild>,
}

/// A part of what an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ElementChild {
    Element(Element),
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// With an attribute, where there is a value.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With text after what it holds.
    #[must_use]
    pub fn holding(mut self, text: impl AsRef<str>) -> Self {
        self.push_text(text.as_ref());
        self
    }

    /// With elements after those it has.
    #[must_use]
    pub fn and(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(ElementChild::Element));
        self
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The elements it holds.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            ElementChild::Element(element) => Some(element),
            ElementChild::Text(_) => None,
        })
    }

    /// The elements of a name that it holds.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements().filter(move |e| e.name == name)
    }

    /// Its own text.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            ElementChild::Text(text) => Some(text.as_str()),
            ElementChild::Element(_) => None,
        });
        texts.collect()
    }

    /// Whether text stands in it.
    pub(crate) fn holds_text(&self) -> bool {
        self.children.iter().any(|child| matches!(child, ElementChild::Text(_)))
    }

    /// Text that follows text is one text.
    pub(crate) fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            _ if text.is_empty() => {}
            Some(ElementChild::Text(before)) => before.push_str(text),
            _ => self.children.push(ElementChild::Text(text.to_owned())),
        }
    }

    /// White space between elements says nothing where nothing else stands between them.
    fn tidy(&mut self) {
        let blank = |child: &ElementChild| matches!(child, ElementChild::Text(text) if is_blank(text));
        let elements = self.elements().next().is_some();
        if elements && self.children.iter().all(|c| blank(c) || matches!(c, ElementChild::Element(_))) {
            self.children.retain(|child| !blank(child));
        }
    }
}

/// Gathers the elements below the root, each whole.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    /// The root, with its attributes only.
    pub root: Option<Element>,
    open: Vec<Element>,
    size: usize,
    /// The size of all records together.
    pub total: usize,
    /// Where the element below the root began that is being read, counted from 1.
    line: u64,
    /// Elements that ended, to be taken, with the line that each began at.
    pub done: Vec<(u64, Element)>,
    /// Memory would not be bounded.
    pub refused: Option<(u64, FaultKind)>,
}

impl Builder {
    fn grow(&mut self, by: usize, line: u64) -> bool {
        self.size += by;
        self.total = self.total.saturating_add(by);
        if self.size > MOST {
            self.refused.get_or_insert((line, FaultKind::TooLarge));
        }
        self.refused.is_none()
    }

    fn add_text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.push_text(text);
        }
    }
}

impl Handler for Builder {
    fn start(&mut self, tag: &StartTag<'_>) {
        let mut element = Element::new(tag.name.to_owned());
        let mut size = CHILD_BYTES + tag.name.len();
        for (name, value) in tag.attributes() {
            size += ATTRIBUTE_BYTES + name.len() + value.len();
            element.attributes.push((name.to_owned().into(), value.into_owned()));
        }
        element.attributes.shrink_to_fit();
        if self.root.is_none() {
            self.root = Some(element);
        } else if self.grow(size, tag.line) {
            if self.open.is_empty() {
                self.line = tag.line;
            }
            self.open.push(element);
        }
    }

    fn end(&mut self, _: Range<usize>) {
        let Some(mut element) = self.open.pop() else { return };
        element.tidy();
        // Records that are kept take what they hold, not what they grew by.
        element.children.shrink_to_fit();
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(ElementChild::Element(element));
        } else {
            self.size = 0;
            self.done.push((self.line, element));
        }
    }

    fn blank(&mut self, text: &str) {
        self.text(text, true, 0);
    }

    fn text(&mut self, text: &str, raw: bool, line: u64) {
        if self.open.is_empty() || !self.grow(CHILD_BYTES + text.len(), line) {
            return;
        }
        if raw {
            self.add_text(&unescape(&lines(text)));
        } else {
            self.add_text(&lines(text));
        }
    }
}

/// Every line end as XML hands it on: a line feed.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}
