//! Elements as a tree, for reading into the model and for writing.
use std::borrow::Cow;
use std::ops::Range;

use crate::xml::{FaultKind, Handler, StartTag, is_blank, unescape};

/// The largest memory of one record, in bytes.
const MAX_RECORD_BYTES: usize = 64 * 1024 * 1024;
/// The approximate overhead of an allocation, in bytes.
const ALLOCATION_BYTES: usize = 16;
/// The overhead of an element or text besides its name and content, in bytes.
const CHILD_BYTES: usize = size_of::<ElementChild>() + ALLOCATION_BYTES;
/// The overhead of an attribute besides its name and value, in bytes.
const ATTRIBUTE_BYTES: usize = size_of::<(Cow<'static, str>, String)>() + 2 * ALLOCATION_BYTES;

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// The name as written, with its prefix: `iati-activity`, `x:note`.
    pub name: Cow<'static, str>,
    /// Attribute names and values, in order.
    pub attributes: Vec<(Cow<'static, str>, String)>,
    /// The content, in order.
    pub children: Vec<ElementChild>,
}

/// An item of an element's content.
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

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// Adds an attribute if there is a value.
    #[must_use]
    pub fn with_optional(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Appends text.
    #[must_use]
    pub fn with_text(mut self, text: impl AsRef<str>) -> Self {
        self.push_text(text.as_ref());
        self
    }

    /// Appends elements.
    #[must_use]
    pub fn with_children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(ElementChild::Element));
        self
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            ElementChild::Element(element) => Some(element),
            ElementChild::Text(_) => None,
        })
    }

    /// The child elements with this name.
    pub fn children_named(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements().filter(move |e| e.name == name)
    }

    /// Its own text, without that of its children.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            ElementChild::Text(text) => Some(text.as_str()),
            ElementChild::Element(_) => None,
        });
        texts.collect()
    }

    /// True if it contains text.
    pub(crate) fn has_text(&self) -> bool {
        self.children.iter().any(|child| matches!(child, ElementChild::Text(_)))
    }

    /// Appends text; adjacent texts are joined.
    pub(crate) fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            _ if text.is_empty() => {}
            Some(ElementChild::Text(before)) => before.push_str(text),
            _ => self.children.push(ElementChild::Text(text.to_owned())),
        }
    }

    /// Removes white space between elements, if the element contains nothing else.
    fn remove_blank_text(&mut self) {
        let blank = |child: &ElementChild| matches!(child, ElementChild::Text(text) if is_blank(text));
        let elements = self.elements().next().is_some();
        if elements && self.children.iter().all(|c| blank(c) || matches!(c, ElementChild::Element(_))) {
            self.children.retain(|child| !blank(child));
        }
    }
}

/// Collects the elements below the root, each as a whole.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    /// The root, with its attributes only.
    pub root: Option<Element>,
    open: Vec<Element>,
    size: usize,
    /// The memory of all records, in bytes.
    pub total: usize,
    /// The line, from 1, at which the current element below the root started.
    line: u64,
    /// Completed elements, to be taken by the caller, with the lines at which they started.
    pub done: Vec<(u64, Element)>,
    /// The line and reason if the file was refused because memory would be unbounded.
    pub refused: Option<(u64, FaultKind)>,
}

impl Builder {
    fn grow(&mut self, by: usize, line: u64) -> bool {
        self.size += by;
        self.total = self.total.saturating_add(by);
        if self.size > MAX_RECORD_BYTES {
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
        element.remove_blank_text();
        // Releases memory that was reserved but not used, since records may be stored for long.
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

/// Normalises line ends to line feeds, as XML requires.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}
