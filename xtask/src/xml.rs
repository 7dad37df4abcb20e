//! A small tree of an XML file, enough for schemas and code lists.
use anyhow::{Context as _, Result, bail};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::path::Path;

/// An element: its name without prefix, attributes as written, children and own text.
#[derive(Debug, Clone, Default)]
pub struct XmlElement {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<XmlElement>,
    pub text: String,
}

impl XmlElement {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Children of one name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a XmlElement> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The first child of one name.
    pub fn first(&self, name: &str) -> Option<&XmlElement> {
        self.children.iter().find(|c| c.name == name)
    }

    /// Elements of one name at any depth, in document order.
    pub fn descendants<'a>(&'a self, name: &str) -> Vec<&'a XmlElement> {
        self.children
            .iter()
            .flat_map(|c| (c.name == name).then_some(c).into_iter().chain(c.descendants(name)))
            .collect()
    }
}

/// Reads a file into its root element.
pub fn read(path: &Path) -> Result<XmlElement> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut reader = Reader::from_str(&text);
    let mut stack = vec![XmlElement::default()];
    loop {
        match reader.read_event()? {
            Event::Start(start) => stack.push(open(&start)?),
            Event::Empty(start) => {
                let element = open(&start)?;
                last(&mut stack)?.children.push(element);
            }
            Event::End(_) => {
                let element = stack.pop().context("an end without a start")?;
                last(&mut stack)?.children.push(element);
            }
            Event::Text(text) => last(&mut stack)?.text.push_str(&text),
            Event::GeneralRef(reference) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*reference))?.into_owned();
                last(&mut stack)?.text.push_str(&text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match stack.pop().and_then(|mut document| document.children.pop()) {
        Some(root) if stack.is_empty() => Ok(root),
        _ => bail!("{} ends in the middle of an element", path.display()),
    }
}

fn last(stack: &mut [XmlElement]) -> Result<&mut XmlElement> {
    stack.last_mut().context("an end without a start")
}

fn open(start: &BytesStart) -> Result<XmlElement> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        attributes.push((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    }
    Ok(XmlElement { name, attributes, ..XmlElement::default() })
}
