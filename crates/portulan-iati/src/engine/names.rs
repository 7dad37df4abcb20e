//! Namespaces: which names are the standard's own.
use crate::paths::name_id;
use crate::schema::{ANY, Name};
use crate::xml::StartTag;

const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What an element's name means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolved {
    /// [`ANY`] when no schema knows it, as is every foreign one.
    pub name: Name,
    /// Of another namespace.
    pub foreign: bool,
}

/// What an attribute's name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeKind {
    Own,
    /// A declaration of a namespace, or a location of a schema.
    Ignored,
    Foreign,
    /// `xsi:type`, the type of an element's content.
    Type,
    Unknown,
}

/// What a prefix stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PrefixMeaning {
    Schema,
    Instance,
    Other,
}

/// The declarations in force, with the depth of the element that made each.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    depth: usize,
    prefixes: Vec<(String, PrefixMeaning, usize)>,
    defaults: Vec<(bool, usize)>,
}

impl Namespaces {
    /// Takes an element's declarations and resolves its name.
    pub fn open(&mut self, tag: &StartTag<'_>) -> Resolved {
        self.depth += 1;
        if tag.declares() {
            self.declare(tag);
        }
        // A name of the standard has no prefix.
        let name = name_id(tag.name);
        if name == ANY
            && let Some((prefix, _)) = prefix(tag.name)
        {
            Resolved { name: ANY, foreign: self.declared(prefix).is_some() }
        } else {
            self.without_prefix(name)
        }
    }

    /// Takes an element that declares nothing, under a name of the standard.
    pub fn open_named(&mut self, name: Name) -> Resolved {
        self.depth += 1;
        self.without_prefix(name)
    }

    fn without_prefix(&self, name: Name) -> Resolved {
        let foreign = self.defaults.last().is_some_and(|(set, _)| *set);
        Resolved { name: if foreign { ANY } else { name }, foreign }
    }

    fn declare(&mut self, tag: &StartTag<'_>) {
        for name in tag.names() {
            let value = tag.get(name).unwrap_or_default();
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                let known = match &*value {
                    XSD => PrefixMeaning::Schema,
                    XSI => PrefixMeaning::Instance,
                    _ => PrefixMeaning::Other,
                };
                self.prefixes.push((prefix.to_owned(), known, self.depth));
            } else if name == "xmlns" {
                self.defaults.push((!value.is_empty(), self.depth));
            }
        }
    }

    pub fn close(&mut self) {
        while self.prefixes.last().is_some_and(|p| p.2 == self.depth) {
            self.prefixes.pop();
        }
        while self.defaults.last().is_some_and(|d| d.1 == self.depth) {
            self.defaults.pop();
        }
        self.depth -= 1;
    }

    /// Whether a prefix is declared; inside, whether it is that of schema instances.
    fn declared(&self, prefix: &str) -> Option<bool> {
        if prefix == "xml" {
            return Some(false);
        }
        self.prefixes.iter().rev().find(|p| p.0 == prefix).map(|p| p.1 == PrefixMeaning::Instance)
    }

    /// The name of a type, and whether it is one of XML Schema's own; `None` when its prefix is not declared, or is of
    /// another namespace.
    pub fn type_name<'n>(&self, value: &'n str) -> Option<(&'n str, bool)> {
        let value = value.trim();
        let Some((prefix, local)) = prefix(value) else {
            let foreign = self.defaults.last().is_some_and(|(set, _)| *set);
            return (!foreign).then_some((value, false));
        };
        let known = self.prefixes.iter().rev().find(|p| p.0 == prefix)?.1;
        (known == PrefixMeaning::Schema).then_some((local, true))
    }

    pub fn attribute(&self, name: &str) -> AttributeKind {
        let Some((prefix, local)) = prefix(name) else {
            return if name == "xmlns" { AttributeKind::Ignored } else { AttributeKind::Own };
        };
        match self.declared(prefix) {
            _ if prefix == "xmlns" => AttributeKind::Ignored,
            Some(true) if matches!(local, "schemaLocation" | "noNamespaceSchemaLocation") => {
                AttributeKind::Ignored
            }
            Some(true) if local == "type" => AttributeKind::Type,
            // No element of the standard can be nil.
            Some(true) if local == "nil" => AttributeKind::Unknown,
            Some(_) => AttributeKind::Foreign,
            None => AttributeKind::Unknown,
        }
    }
}

/// A name cut at its colon.
fn prefix(name: &str) -> Option<(&str, &str)> {
    let at = name.bytes().position(|b| b == b':')?;
    Some((&name[..at], &name[at + 1..]))
}
