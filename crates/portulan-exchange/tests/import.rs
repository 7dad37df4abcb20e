//! From the register to IATI and back: nothing changes, nothing is lost.
use std::collections::BTreeMap;
use std::path::Path;

use portulan_model::{Body, check, folder};

#[path = "support/iati.rs"]
mod support;
use portulan_testkit::{empty_register, example_records};
use support::{after, changes, import_into, missing, write};

#[test]
fn what_the_example_exports_changes_nothing_when_it_comes_back() {
    for example in ["la-rochelle", "port-imaginaire"] {
        let records = example_records(example);
        let export = write(&records);
        let activities = export.activities.expect("activities");
        for document in [activities, export.organisations] {
            let import = import_into(&records, &document);
            assert!(import.read > 0);
            assert_eq!(import.refused, []);
            assert_eq!(changes(&records, &import), "", "{example}");
            assert_eq!(import.preserved, BTreeMap::new());
        }
    }
}

#[test]
fn a_file_goes_into_the_register_and_out_again_whole() {
    let document = include_str!("port-exemple.xml");
    let import = import_into(&empty_register(), document);
    let records = after(&empty_register(), &import);
    let errors: Vec<_> = check::check(&records)
        .into_iter()
        .filter(|p| p.severity == portulan_model::ProblemSeverity::Error)
        .collect();
    assert_eq!(errors, []);
    let mut shown: Vec<_> = import
        .records
        .iter()
        .map(|r| format!("# {}/{}\n{}", r.kind().folder(), r.slug, folder::write(r)))
        .collect();
    shown.sort();
    insta::assert_snapshot!("records", shown.join("\n"));
    insta::assert_debug_snapshot!("kept", import.preserved);
    let written = write(&records).activities.expect("activities");
    insta::assert_snapshot!("written", written);
    assert_eq!(missing(document, &written), Vec::<String>::new());
    assert_eq!(changes(&records, &import_into(&records, &written)), "");
    assert_eq!(changes(&records, &import_into(&records, document)), "");
}

#[test]
fn what_changed_in_the_register_wins_over_what_was_kept() {
    let import = import_into(&empty_register(), include_str!("port-exemple.xml"));
    let mut records = after(&empty_register(), &import);
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

/// Activities of every shape, valid and invalid: an export contains everything that was imported, and is
/// stable.
#[test]
fn records_of_every_shape_survive() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../portulan-iati/tests/rules");
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
            let whole = portulan_iati::write::document(&root.clone().with_children([element]));
            let import = import_into(&empty_register(), &whole);
            let records = after(&empty_register(), &import);
            let Some(written) = write(&records).activities else { continue };
            checked += 1;
            let lost = missing(&whole, &written);
            assert_eq!(lost, Vec::<String>::new(), "{}\n{whole}\n{written}", file.display());
            let again = import_into(&records, &written);
            assert_eq!(changes(&records, &again), "", "{}", file.display());
        }
    }
    assert!(checked > 100, "{checked} activities");
}
