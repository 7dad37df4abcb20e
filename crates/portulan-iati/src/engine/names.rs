//! Namespaces: distinguishes names of the standard from foreign ones.
use crate::paths::name_id;
use crate::schema::{ANY, Name};
use crate::xml::StartTag;

const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A resolved element name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolved {
    /// [`ANY`] for a name that no schema knows, as for all foreign names.
    pub name: Name,
    /// True for a name of another namespace.
    pub foreign: bool,
}

/// The kind of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeKind {
    Own,
    /// A namespace declaration or a schema location.
    Ignored,
    Foreign,
    /// `xsi:type`, the type of an element's content.
    Type,
    Unknown,
}

/// The meaning of a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PrefixMeaning {
    Schema,
    Instance,
    Other,
}

/// The declarations in scope, with the depth of the element that made each.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    depth: usize,
    prefixes: Vec<(String, PrefixMeaning, usize)>,
    defaults: Vec<(bool, usize)>,
}

impl Namespaces {
    /// Reads the declarations of an element and resolves its name.
    pub fn open(&mut self, tag: &StartTag<'_>) -> Resolved {
        self.depth += 1;
        if tag.declares() {
            self.declare(tag);
        }
        // Names of the standard have no prefix.
        let name = name_id(tag.name);
        if name == ANY
            && let Some((prefix, _)) = prefix(tag.name)
        {
            Resolved { name: ANY, foreign: self.declared(prefix).is_some() }
        } else {
            self.without_prefix(name)
        }
    }

    /// Opens an element without declarations whose name is one of the standard's.
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

    /// `Some` if the prefix is declared; true if it is bound to the schema instance namespace.
    fn declared(&self, prefix: &str) -> Option<bool> {
        if prefix == "xml" {
            return Some(false);
        }
        self.prefixes.iter().rev().find(|p| p.0 == prefix).map(|p| p.1 == PrefixMeaning::Instance)
    }

    /// The local name of a type, and whether it is one of XML Schema; `None` if its prefix is undeclared or
    /// bound to another namespace.
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
            // No element of the standard is nillable.
            Some(true) if local == "nil" => AttributeKind::Unknown,
            Some(_) => AttributeKind::Foreign,
            None => AttributeKind::Unknown,
        }
    }
}

/// Splits a name at its colon.
fn prefix(name: &str) -> Option<(&str, &str)> {
    let at = name.bytes().position(|b| b == b':')?;
    Some((&name[..at], &name[at + 1..]))
}
