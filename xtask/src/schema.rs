//! Derives the tables of `portulan-iati` from the official schemas: every complex type as a list of particles.
//!
//! The IATI schemas of version 2 use sequences only (no choice, no group), so a type's content is an ordered list of
//! elements and wildcards, each optional or not, repeated or not. Equal types are written once.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::xml::{self, XmlElement};

mod model;

const VERSIONS: [&str; 3] = ["2.01", "2.02", "2.03"];
const ROOTS: [(&str, &str); 2] = [("activities", "iati-activities"), ("organisations", "iati-organisations")];

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum XsdContent {
    /// No type given: `xsd:anyType`.
    Any,
    Simple(&'static str),
    Sequence(Vec<XsdParticle>),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct XsdParticle {
    /// `None` for a wildcard.
    element: Option<(String, usize)>,
    required: bool,
    many: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct XsdAttribute {
    name: String,
    simple: &'static str,
    required: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct XsdType {
    content: XsdContent,
    attributes: Vec<XsdAttribute>,
    open: bool,
}

/// The types of all schemas, equal ones once.
#[derive(Default)]
struct Types {
    list: Vec<XsdType>,
    ids: HashMap<XsdType, usize>,
}

impl Types {
    fn intern(&mut self, ty: XsdType) -> usize {
        *self.ids.entry(ty.clone()).or_insert_with(|| {
            self.list.push(ty);
            self.list.len() - 1
        })
    }
}

/// A schema with its includes.
struct Schema {
    elements: BTreeMap<String, XmlElement>,
    types: BTreeMap<String, XmlElement>,
    attributes: BTreeMap<String, XmlElement>,
}

pub fn run(iati: &Path) -> Result<()> {
    let mut types = Types::default();
    let mut grammars = Vec::new();
    for version in VERSIONS {
        let folder = iati.join("schemas").join(version);
        for (file, root) in ROOTS {
            let schema = Schema::read(&folder, file)?;
            let globals = schema
                .elements
                .values()
                .map(|e| Ok((e.get("name").unwrap_or_default().to_owned(), schema.element(e, &mut types)?)))
                .collect::<Result<BTreeMap<_, _>>>()?;
            grammars.push((version, root, globals));
        }
    }
    let source = crate::root().join("crates/portulan-iati/src");
    let newest = grammars.iter().filter(|(version, ..)| *version == "2.03");
    let roots: Vec<_> = newest.map(|(_, root, globals)| (*root, globals[*root])).collect();
    let files = [
        ("schema/tables.rs", emit(&types, &grammars)),
        ("model/elements.rs", model::emit(&types.list, &roots)?),
    ];
    for (name, text) in files {
        let path = source.join(name);
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

impl Schema {
    fn read(folder: &Path, file: &str) -> Result<Self> {
        let mut schema =
            Self { elements: BTreeMap::new(), types: BTreeMap::new(), attributes: BTreeMap::new() };
        for name in [format!("iati-{file}-schema.xsd"), "iati-common.xsd".into()] {
            for node in xml::read(&folder.join(&name))?.children {
                let into = match node.name.as_str() {
                    "element" => &mut schema.elements,
                    "complexType" => &mut schema.types,
                    "attribute" => &mut schema.attributes,
                    "annotation" | "include" | "import" => continue,
                    other => bail!("{name} declares a {other}, which this generator does not know"),
                };
                into.insert(node.get("name").context("a declaration without a name")?.to_owned(), node);
            }
        }
        Ok(schema)
    }

    /// The type of an element declaration.
    fn element(&self, node: &XmlElement, types: &mut Types) -> Result<usize> {
        let ty = match (node.get("type"), node.first("complexType")) {
            (Some(name), _) if name.starts_with("xsd:") => {
                XsdType { content: XsdContent::Simple(simple(name)?), attributes: Vec::new(), open: false }
            }
            (Some(name), _) => self.complex(self.types.get(name).context("a type unknown")?, types)?,
            (None, Some(inline)) => self.complex(inline, types)?,
            (None, None) => XsdType { content: XsdContent::Any, attributes: Vec::new(), open: true },
        };
        Ok(types.intern(ty))
    }

    fn complex(&self, node: &XmlElement, types: &mut Types) -> Result<XsdType> {
        if node.get("mixed").is_some() {
            bail!("mixed content is not known to this generator");
        }
        let mut ty =
            XsdType { content: XsdContent::Sequence(Vec::new()), attributes: Vec::new(), open: false };
        for part in &node.children {
            match part.name.as_str() {
                "simpleContent" => {
                    let extension = part.first("extension").context("simpleContent without extension")?;
                    ty.content = XsdContent::Simple(simple(extension.get("base").unwrap_or_default())?);
                    self.attributes(extension, &mut ty)?;
                }
                "complexContent" => {
                    let extension = part.first("extension").context("complexContent without extension")?;
                    let base =
                        extension.get("base").and_then(|b| self.types.get(b)).context("base unknown")?;
                    ty = self.complex(base, types)?;
                    self.particles(extension, &mut ty, types)?;
                    self.attributes(extension, &mut ty)?;
                }
                "annotation" | "sequence" | "attribute" | "anyAttribute" => {}
                other => bail!("{other} in a type is not known to this generator"),
            }
        }
        self.particles(node, &mut ty, types)?;
        self.attributes(node, &mut ty)?;
        ty.attributes.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(ty)
    }

    fn particles(&self, node: &XmlElement, ty: &mut XsdType, types: &mut Types) -> Result<()> {
        for particle in node.all("sequence").flat_map(|s| &s.children) {
            let element = match particle.name.as_str() {
                "annotation" => continue,
                "any" => None,
                "element" => {
                    let declared = match particle.get("ref") {
                        Some(name) => self.elements.get(name).context("a reference to nothing")?,
                        None => particle,
                    };
                    let name = declared.get("name").context("an element without a name")?.to_owned();
                    Some((name, self.element(declared, types)?))
                }
                other => bail!("{other} in a sequence is not known to this generator"),
            };
            let XsdContent::Sequence(list) = &mut ty.content else { bail!("a sequence in simple content") };
            list.push(XsdParticle {
                element,
                required: particle.get("minOccurs") != Some("0"),
                many: match particle.get("maxOccurs") {
                    None | Some("1") => false,
                    Some("unbounded") => true,
                    Some(other) => bail!("maxOccurs {other} is not known to this generator"),
                },
            });
        }
        Ok(())
    }

    fn attributes(&self, node: &XmlElement, ty: &mut XsdType) -> Result<()> {
        ty.open |= node.first("anyAttribute").is_some();
        for attribute in node.all("attribute") {
            let (name, kind) = match attribute.get("ref") {
                Some("xml:lang") => ("xml:lang", "Lang"),
                Some(name) => {
                    let declared = self.attributes.get(name).context("an attribute unknown")?;
                    (name, simple(declared.get("type").unwrap_or_default())?)
                }
                None => (
                    attribute.get("name").context("an attribute without a name")?,
                    simple(attribute.get("type").unwrap_or("xsd:string"))?,
                ),
            };
            let required = attribute.get("use") == Some("required");
            ty.attributes.push(XsdAttribute { name: name.to_owned(), simple: kind, required });
        }
        Ok(())
    }
}

fn simple(name: &str) -> Result<&'static str> {
    Ok(match name {
        "xsd:string" => "Text",
        "xsd:anyURI" => "Uri",
        "xsd:boolean" => "Boolean",
        "xsd:date" => "Date",
        "xsd:dateTime" => "DateTime",
        "xsd:decimal" => "Decimal",
        "xsd:int" => "Int",
        "xsd:nonNegativeInteger" => "NonNegative",
        "xsd:positiveInteger" => "Positive",
        "xsd:NMTOKEN" => "Token",
        other => bail!("the simple type {other:?} is not known to this generator"),
    })
}

fn emit(types: &Types, grammars: &[(&str, &str, BTreeMap<String, usize>)]) -> String {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for ty in &types.list {
        if let XsdContent::Sequence(particles) = &ty.content {
            names.extend(particles.iter().filter_map(|p| Some(p.element.as_ref()?.0.as_str())));
        }
    }
    names.extend(grammars.iter().flat_map(|(.., globals)| globals.keys().map(String::as_str)));
    let id = |name: &str| names.iter().position(|n| *n == name).unwrap_or_default();

    let mut out = String::from(
        "//! Generated by `cargo xtask schema`; edit the generator, not this file.\n\
         use super::{Attribute as A, Content, Grammar, Particle as P, Simple, Type};\n\n",
    );
    let _ = writeln!(out, "/// Names of elements, sorted; their place is their number.\n#[rustfmt::skip]");
    let _ = writeln!(out, "pub(crate) static NAMES: [&str; {}] = [", names.len());
    for name in &names {
        let _ = writeln!(out, "    {name:?},");
    }
    let _ =
        writeln!(out, "];\n\n/// Complex and simple types; their place is their number.\n#[rustfmt::skip]");
    let _ = writeln!(out, "pub(crate) static TYPES: [Type; {}] = [", types.list.len());
    for ty in &types.list {
        let _ = write!(out, "    Type {{ open: {}, attributes: &[", ty.open);
        for a in &ty.attributes {
            let _ = write!(out, "A::new({:?}, Simple::{}, {}), ", a.name, a.simple, a.required);
        }
        out.push_str("], content: ");
        match &ty.content {
            XsdContent::Any => out.push_str("Content::Any"),
            XsdContent::Simple(simple) => {
                let _ = write!(out, "Content::Simple(Simple::{simple})");
            }
            XsdContent::Sequence(particles) => {
                out.push_str("Content::Sequence(&[");
                for p in particles {
                    let (name, ty) =
                        p.element.as_ref().map_or(("super::ANY".into(), 0), |(n, t)| (id(n).to_string(), *t));
                    let _ = write!(
                        out,
                        "P {{ name: {name}, ty: {ty}, required: {}, many: {} }}, ",
                        p.required, p.many
                    );
                }
                out.push_str("])");
            }
        }
        out.push_str(" },\n");
    }
    let _ = writeln!(out, "];\n\n/// One per version and kind of file.\n#[rustfmt::skip]");
    let _ = writeln!(out, "pub(crate) static GRAMMARS: [Grammar; {}] = [", grammars.len());
    for (version, root, globals) in grammars {
        let _ = write!(out, "    Grammar {{ version: {version:?}, root: {root:?}, globals: &[");
        for (name, ty) in globals {
            let _ = write!(out, "({}, {ty}), ", id(name));
        }
        out.push_str("] },\n");
    }
    out.push_str("];\n");
    out
}
