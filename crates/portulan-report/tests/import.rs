//! From the register to IATI and back: nothing changes, nothing gets lost.
use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use portulan_iati::tree::{Child, Element};
use portulan_model::{Body, Kind, Programme, Record, State, check, folder};
use portulan_report::iati::import::{self, Import};
use portulan_report::iati::{Export, export};
use uuid::Uuid;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn now() -> Timestamp {
    "2026-11-25T08:00:00Z".parse().expect("a moment")
}

/// The records of a folder.
fn register(path: &str) -> Vec<Record> {
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
fn empty() -> Vec<Record> {
    let authority = "id = \"01a20f25-0000-7000-8000-00000000000a\"\nstate = \"published\"\nfictional = true\ncountry = \"FR\"\n\
        iati_identifier = \"XM-EXAMPLE-PORT\"\nlanguages = [\"fr\", \"en\"]\norganisation = \"port-exemple\"\nname.fr = \"Port-Exemple\"\n";
    let organisation =
        "id = \"01a20f25-0000-7000-8000-00000000000b\"\nstate = \"published\"\nname.fr = \"Port-Exemple\"\n";
    vec![
        folder::read(Kind::Authority, "port-exemple", authority).expect("an authority"),
        folder::read(Kind::Organisation, "port-exemple", organisation).expect("an organisation"),
    ]
}

fn import_into(records: &[Record], document: &str) -> Import {
    let mut next = 0_u128;
    let mut new_id = || {
        next += 1;
        Uuid::from_u128(0x01a2_0f25_0000_7000_9000_0000_0000_0000 + next)
    };
    let options = import::Options { now: now(), state: State::Published, new_id: &mut new_id };
    import::import(records, document.as_bytes(), options).expect("a document that can be imported")
}

/// The register after an import.
fn after(records: &[Record], import: &Import) -> Vec<Record> {
    let changed = |r: &&Record| !import.records.iter().any(|c| c.id == r.id);
    records.iter().filter(changed).chain(&import.records).cloned().collect()
}

/// The lines that an import changes.
fn changes(records: &[Record], import: &Import) -> String {
    let mut out = String::new();
    for record in &import.records {
        let before = records.iter().find(|r| r.id == record.id).map(folder::write).unwrap_or_default();
        let (before, after) = (before, folder::write(record));
        let gone = before.lines().filter(|l| !after.contains(l)).map(|l| format!("-{l}\n"));
        let new = after.lines().filter(|l| !before.contains(l)).map(|l| format!("+{l}\n"));
        out.extend([format!("{}/{}\n", record.kind(), record.slug)]);
        out.extend(gone.chain(new));
    }
    out
}

fn write(records: &[Record]) -> Export {
    let records = records.iter().cloned().map(|r| (r, now(), now()));
    export(&Programme::new(records).expect("an authority"), now())
}

/// How often each name, value and text stands in a document; left out is what the register says in its own way.
fn inventory(document: &str) -> BTreeMap<String, usize> {
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
fn missing(before: &str, after: &str) -> Vec<String> {
    let after = inventory(after);
    let lacks = |(what, count): &(String, usize)| after.get(what).is_none_or(|n| n < count);
    inventory(before).into_iter().filter(lacks).map(|(what, count)| format!("{count} {what}")).collect()
}

#[test]
fn what_the_example_exports_changes_nothing_when_it_comes_back() {
    let records = register("examples/la-rochelle");
    let export = write(&records);
    let activities = export.activities.expect("activities");
    for document in [activities, export.organisations] {
        let import = import_into(&records, &document);
        assert!(import.read > 0);
        assert_eq!(import.records, []);
        assert_eq!(import.kept, BTreeMap::new());
    }
}

#[test]
fn a_file_goes_into_the_register_and_out_again_whole() {
    let document = include_str!("port-exemple.xml");
    let import = import_into(&empty(), document);
    let records = after(&empty(), &import);
    let errors: Vec<_> = check::check(&records)
        .into_iter()
        .filter(|p| p.severity == portulan_model::Severity::Error)
        .collect();
    assert_eq!(errors, []);
    let mut shown: Vec<_> = import
        .records
        .iter()
        .map(|r| format!("# {}/{}\n{}", r.kind().folder(), r.slug, folder::write(r)))
        .collect();
    shown.sort();
    insta::assert_snapshot!("records", shown.join("\n"));
    insta::assert_debug_snapshot!("kept", import.kept);
    let written = write(&records).activities.expect("activities");
    insta::assert_snapshot!("written", written);
    assert_eq!(missing(document, &written), Vec::<String>::new());
    assert_eq!(changes(&records, &import_into(&records, &written)), "");
    assert_eq!(changes(&records, &import_into(&records, document)), "");
}

#[test]
fn what_changed_in_the_register_wins_over_what_was_kept() {
    let import = import_into(&empty(), include_str!("port-exemple.xml"));
    let mut records = after(&empty(), &import);
    for record in &mut records {
        if let Body::Project(project) = &mut record.body {
            project.transactions.clear();
            project.title.0.insert("fr".into(), "Un autre titre".into());
        }
    }
    let written = write(&records).activities.expect("activities");
    assert!(written.contains("Un autre titre") && !written.contains("<transaction ref"), "{written}");
    assert!(written.contains("<policy-marker"), "what has no field stays");
}

/// Activities of every shape, right and wrong: what is written holds all that was read, and is stable.
#[test]
fn records_of_every_shape_survive() {
    let folder = Path::new(ROOT).join("crates/portulan-iati/tests/rules");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("fixtures").flatten().map(|f| f.path()).collect();
    files.sort();
    let mut checked = 0;
    for file in files {
        let document = std::fs::read_to_string(&file).expect("a fixture");
        let mut next = Vec::new();
        let Ok(root) = portulan_iati::records(document.as_bytes(), &mut |e| next.push(e)) else { continue };
        if root.name != "iati-activities" {
            continue;
        }
        for element in next {
            let whole = portulan_iati::write::document(&root.clone().and([element]));
            let import = import_into(&empty(), &whole);
            let records = after(&empty(), &import);
            let Some(written) = write(&records).activities else { continue };
            checked += 1;
            let lost = missing(&whole, &written);
            // Shares of countries that sum to nothing sensible become equal ones.
            if lost.iter().any(|what| what.contains("recipient-country/@percentage")) {
                continue;
            }
            assert_eq!(lost, Vec::<String>::new(), "{}\n{whole}\n{written}", file.display());
            let again = import_into(&records, &written);
            assert_eq!(changes(&records, &again), "", "{}", file.display());
        }
    }
    assert!(checked > 100, "{checked} activities");
}
