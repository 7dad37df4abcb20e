//! Helpers: from a register to IATI and back.
use std::collections::BTreeMap;

use jiff::Timestamp;
use portulan_exchange::iati::import::{self, IatiImport};
use portulan_exchange::iati::{IatiExport, export};
use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::{PublishedRegister, Record, State, folder};
use portulan_testkit::empty_register;
use uuid::Uuid;

pub fn now() -> Timestamp {
    "2026-11-25T08:00:00Z".parse().expect("a moment")
}

/// An import, whose records have identities that no earlier import gave.
pub fn import_into(records: &[Record], document: &str) -> IatiImport {
    /// More than one import adds.
    const APART: usize = 1000;
    let number = records.len().saturating_sub(empty_register().len()) * APART;
    import_from(number as u128, records, document)
}

/// Like [`import_into`], with identities from a number on: another register has other identities.
pub fn import_from(number: u128, records: &[Record], document: &str) -> IatiImport {
    let mut next = number;
    let mut new_id = || {
        next += 1;
        Uuid::from_u128(0x01a2_0f25_0000_7000_9000_0000_0000_0000 + next)
    };
    let options = import::ImportOptions {
        now: now(),
        state: State::Published,
        new_id: &mut new_id,
        is_cancelled: &|| false,
    };
    import::import(records, document.as_bytes(), options).expect("a document that can be imported")
}

/// The register after an import.
pub fn after(records: &[Record], import: &IatiImport) -> Vec<Record> {
    let changed = |r: &&Record| !import.records.iter().any(|c| c.id == r.id);
    records.iter().filter(changed).chain(&import.records).cloned().collect()
}

/// The lines that an import changes.
pub fn changes(records: &[Record], import: &IatiImport) -> String {
    let mut out = String::new();
    for record in &import.records {
        let before = records.iter().find(|r| r.id == record.id).map(folder::write).unwrap_or_default();
        let (before, after) = (before, folder::write(record));
        out.extend([format!("{}/{}\n", record.kind(), record.slug)]);
        let common = before.lines().zip(after.lines()).take_while(|(a, b)| a == b).count();
        let (gone, new) = (before.lines().skip(common), after.lines().skip(common));
        out.extend(gone.map(|l| format!("-{l}\n")));
        out.extend(new.map(|l| format!("+{l}\n")));
    }
    out
}

pub fn write(records: &[Record]) -> IatiExport {
    let records = records.iter().cloned().map(|r| (r, now(), now()));
    export(&PublishedRegister::new(records).expect("an authority"), now())
}

/// The statements of a document, with their number: each element below a record as a whole, with the
/// identifier of its record. The language of each narrative, namespaces and default currencies are explicit,
/// so that their place in the document does not matter; content that the register writes in its own way is
/// left out.
pub fn inventory(document: &str) -> BTreeMap<String, usize> {
    let mut records = Vec::new();
    let root = portulan_iati::records(document.as_bytes(), &mut |e| records.push(e)).expect("XML");
    let lang = root.attribute("xml:lang").unwrap_or("fr");
    let spaces = Spaces::default().within(&root);
    let mut into = BTreeMap::new();
    for record in records {
        let identifier = record.children_named("iati-identifier").next().map(|e| e.text().trim().to_owned());
        let identifier = identifier.filter(|id| !is_made(id)).unwrap_or_default();
        let currency = record.attribute("default-currency").map(str::to_owned);
        let plain = plain(&record, lang, currency.as_deref(), &spaces);
        for (name, value) in &plain.attributes {
            if !["xml:lang", "last-updated-datetime"].contains(&&**name) {
                *into.entry(format!("{identifier} @{name} {value}")).or_default() += 1;
            }
        }
        for child in plain.elements().filter(|e| !["reporting-org", "iati-identifier"].contains(&&*e.name)) {
            *into.entry(format!("{identifier} {}", rest::canonical(child))).or_default() += 1;
        }
    }
    into
}

/// True if the register derived an identifier from the identity of its record.
fn is_made(identifier: &str) -> bool {
    let end = identifier.rsplit('-').next().unwrap_or_default();
    end.len() == 12 && end.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The namespaces in force, by prefix.
#[derive(Default, Clone)]
struct Spaces(BTreeMap<String, String>);

impl Spaces {
    fn within(&self, element: &Element) -> Self {
        let mut spaces = self.clone();
        for (name, value) in &element.attributes {
            if name == "xmlns" {
                spaces.0.insert(String::new(), value.clone());
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                spaces.0.insert(prefix.to_owned(), value.clone());
            }
        }
        spaces
    }

    fn name(&self, name: &str, is_attribute: bool) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        match self.0.get(prefix) {
            Some(uri) if !(uri.is_empty() || is_attribute && prefix.is_empty()) => {
                format!("{{{uri}}}{local}")
            }
            _ => name.to_owned(),
        }
    }
}

fn plain(element: &Element, lang: &str, currency: Option<&str>, spaces: &Spaces) -> Element {
    let spaces = spaces.within(element);
    let mut out = Element::new(spaces.name(&element.name, false));
    // The register names agreements by identifiers that it makes.
    let is_told =
        |name: &str| !name.starts_with("xmlns") && (element.name != "portulan:agreement" || name != "ref");
    for (name, value) in element.attributes.iter().filter(|(name, _)| is_told(name)) {
        out = out.with(spaces.name(name, true), value.trim());
    }
    let lang = element.attribute("xml:lang").filter(|lang| !lang.is_empty()).unwrap_or(lang);
    if out.name == "narrative" {
        out.attributes.retain(|(name, _)| name != "xml:lang");
        out = out.with("xml:lang", lang);
    }
    if let Some(currency) = currency
        && out.name == "value"
        && element.attribute("value-date").is_some()
        && element.attribute("currency").is_none()
    {
        out = out.with("currency", currency);
    }
    for child in &element.children {
        out = match child {
            ElementChild::Element(child) => out.with_children([plain(child, lang, currency, &spaces)]),
            ElementChild::Text(text) => out.with_text(text),
        };
    }
    out
}

/// The statements of one document that another lacks.
pub fn missing(before: &str, after: &str) -> Vec<String> {
    let after = inventory(after);
    let lacks = |(what, count): &(String, usize)| after.get(what).is_none_or(|n| n < count);
    inventory(before).into_iter().filter(lacks).map(|(what, count)| format!("{count} {what}")).collect()
}
