//! From a register to IATI and back.
use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use portulan_iati::tree::{Child, Element};
use portulan_model::{Kind, Programme, Record, State, folder};
use portulan_report::iati::import::{self, Import};
use portulan_report::iati::{Export, export};
use uuid::Uuid;

pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

pub fn now() -> Timestamp {
    "2026-11-25T08:00:00Z".parse().expect("a moment")
}

/// The records of a folder.
pub fn register(path: &str) -> Vec<Record> {
    let mut records = Vec::new();
    for kind in Kind::ALL {
        let files = std::fs::read_dir(Path::new(ROOT).join(path).join(kind.folder()));
        for file in files.into_iter().flatten().flatten().map(|f| f.path()) {
            let slug = file.file_stem().expect("a name").to_string_lossy().into_owned();
            if file.extension().is_some_and(|e| e == "toml") {
                let text = std::fs::read_to_string(&file).expect("a text");
                records.push(folder::read(*kind, &slug, &text).expect("a record"));
            }
        }
    }
    records
}

/// A fictional authority that has nothing yet.
pub fn empty() -> Vec<Record> {
    let authority = "id = \"01a20f25-0000-7000-8000-00000000000a\"\nstate = \"published\"\nfictional = true\ncountry = \"FR\"\n\
        iati_identifier = \"XM-EXAMPLE-PORT\"\nlanguages = [\"fr\", \"en\"]\norganisation = \"port-exemple\"\nname.fr = \"Port-Exemple\"\n";
    let organisation =
        "id = \"01a20f25-0000-7000-8000-00000000000b\"\nstate = \"published\"\nname.fr = \"Port-Exemple\"\n";
    vec![
        folder::read(Kind::Authority, "port-exemple", authority).expect("an authority"),
        folder::read(Kind::Organisation, "port-exemple", organisation).expect("an organisation"),
    ]
}

pub fn import_into(records: &[Record], document: &str) -> Import {
    let mut next = 0_u128;
    let mut new_id = || {
        next += 1;
        Uuid::from_u128(0x01a2_0f25_0000_7000_9000_0000_0000_0000 + next)
    };
    let options = import::Options { now: now(), state: State::Published, new_id: &mut new_id };
    import::import(records, document.as_bytes(), options).expect("a document that can be imported")
}

/// The register after an import.
pub fn after(records: &[Record], import: &Import) -> Vec<Record> {
    let changed = |r: &&Record| !import.records.iter().any(|c| c.id == r.id);
    records.iter().filter(changed).chain(&import.records).cloned().collect()
}

/// The lines that an import changes.
pub fn changes(records: &[Record], import: &Import) -> String {
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

pub fn write(records: &[Record]) -> Export {
    let records = records.iter().cloned().map(|r| (r, now(), now()));
    export(&Programme::new(records).expect("an authority"), now())
}

/// How often each name, value and text stands in a document; what the register writes in its own way is left out.
pub fn inventory(document: &str) -> BTreeMap<String, usize> {
    fn visit(element: &Element, into: &mut BTreeMap<String, usize>) {
        for (name, value) in &element.attributes {
            let own = ["xml:lang", "last-updated-datetime"].contains(&&**name) || name.starts_with("xmlns");
            if !own {
                *into.entry(format!("{}/@{name} {}", element.name, value.trim())).or_default() += 1;
            }
        }
        for child in &element.children {
            match child {
                Child::Element(child) => visit(child, into),
                Child::Text(text) => {
                    *into.entry(format!("{} {}", element.name, text.trim())).or_default() += 1;
                }
            }
        }
    }
    let mut into = BTreeMap::new();
    let mut take = |element: Element| {
        let reported = element.elements().filter(|e| e.name != "reporting-org");
        visit(&Element::new("record").and(reported.cloned()), &mut into);
        element.attributes.iter().for_each(|(name, value)| {
            if !["xml:lang", "last-updated-datetime"].contains(&&**name) && !name.starts_with("xmlns") {
                *into.entry(format!("@{name} {value}")).or_default() += 1;
            }
        });
    };
    portulan_iati::records(document.as_bytes(), &mut take).expect("XML");
    into
}

/// What of one document another does not have.
pub fn missing(before: &str, after: &str) -> Vec<String> {
    let after = inventory(after);
    let lacks = |(what, count): &(String, usize)| after.get(what).is_none_or(|n| n < count);
    inventory(before).into_iter().filter(lacks).map(|(what, count)| format!("{count} {what}")).collect()
}
