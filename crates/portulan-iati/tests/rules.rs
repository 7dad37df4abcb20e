//! Every rule on a file with a record that passes and one that fails; every code list likewise, on files
//! generated from the tables.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use portulan_iati::codes::{self, Case, CodeRule};
use portulan_iati::{Finding, Seen, ValidationOptions, rules, validate};

/// 2026-01-01.
const NOW: i64 = 1_767_225_600_000;

fn findings_of(xml: &[u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let options = ValidationOptions { now: NOW, advice: true, threads: 1 };
    let outcome = validate(xml, &options, Seen::default(), &mut |f| findings.push(f), &mut |_| {})
        .expect("bytes can be read");
    let files = [&outcome.seen];
    let lost = outcome.seen.dangling_references(&files);
    findings.extend(lost.map(|finding| Finding { identifier: "file".into(), ..finding }));
    findings
}

fn list(findings: &[Finding]) -> String {
    let mut out = String::new();
    for f in findings {
        let lines: Vec<String> = f.places.iter().map(|p| p.line.to_string()).collect();
        let _ = writeln!(out, "{} {} {} line {}", f.id, f.severity.name(), f.identifier, lines.join(", "));
    }
    out
}

#[test]
fn each_rule_tells_a_good_record_from_a_bad_one() {
    let mut covered = BTreeSet::new();
    insta::glob!("rules/*.xml", |path| {
        let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let findings = findings_of(&std::fs::read(path).expect("a fixture"));
        let of_rule: Vec<&Finding> = findings.iter().filter(|f| f.id == id).collect();
        assert!(!of_rule.is_empty(), "{id} is not found");
        assert!(
            of_rule.iter().all(|f| !f.identifier.ends_with("pass")),
            "{id} is found in the record that passes"
        );
        let passing: Vec<&Finding> = findings.iter().filter(|f| f.identifier.ends_with("pass")).collect();
        assert!(passing.is_empty(), "{id}: the record that passes has {passing:?}");
        insta::assert_snapshot!(list(&findings));
        covered.insert(id);
    });
    let missing: Vec<_> =
        rules::all().iter().filter(|r| r.is_reported() && !covered.contains(r.id)).map(|r| r.id).collect();
    assert_eq!(missing, Vec::<&str>::new(), "rules without a fixture");
}

/// A document with one element at the rule's path, whose attribute (or text) has that value; the line of the element.
fn document(version: &str, rule: &CodeRule, case: &Case, value: &str) -> (String, u64) {
    let path = if rule.path == "/" { "/iati-activities/iati-activity/title/narrative" } else { rule.path };
    let names: Vec<&str> = path.split('/').skip(1).collect();
    let mut xml = String::new();
    for (depth, name) in names.iter().enumerate() {
        let mut attributes = String::new();
        if depth == 0 && !(names.len() == 1 && rule.attribute == "version") {
            let _ = write!(attributes, " version=\"{version}\"");
        }
        if depth + 2 == names.len() && rule.linked.starts_with("../") {
            let _ = write!(attributes, " {}=\"{}\"", &rule.linked[3..], case.value);
        }
        if depth + 1 == names.len() {
            if !rule.linked.is_empty() && !rule.linked.starts_with("../") {
                let _ = write!(attributes, " {}=\"{}\"", rule.linked, case.value);
            }
            if !rule.attribute.is_empty() {
                let _ = write!(attributes, " {}=\"{value}\"", rule.attribute);
            }
        }
        let _ = writeln!(xml, "<{name}{attributes}>");
    }
    if rule.attribute.is_empty() {
        xml.truncate(xml.len() - 1);
        xml.push_str(value);
    }
    names.iter().rev().for_each(|name| {
        let _ = write!(xml, "</{name}>");
    });
    (xml, names.len() as u64)
}

#[test]
fn each_code_list_accepts_its_codes_and_refuses_others() {
    for version in ["2.01", "2.02", "2.03"] {
        for rule in codes::rules(version).iter().filter(|r| r.attribute != "version") {
            for case in rule.cases {
                let count = |value: &str| {
                    let (xml, line) = document(version, rule, case, value);
                    let found = findings_of(xml.as_bytes());
                    let of_rule =
                        found.iter().filter(|f| f.id == case.id && f.codelist == Some(case.list().name));
                    let lines: Vec<u64> = of_rule.flat_map(|f| f.places.iter().map(|p| p.line)).collect();
                    assert!(lines.iter().all(|l| *l == line), "{} at {lines:?}, not {line}: {xml}", case.id);
                    lines.len()
                };
                for code in case.list().codes.iter().take(3) {
                    assert_eq!(count(code.code), 0, "{version} {} refuses {}", case.id, code.code);
                }
                assert_eq!(count("no such code"), 1, "{version} {} accepts nonsense", case.id);
            }
        }
    }
}

#[test]
fn every_official_rule_is_known() {
    let official = include_str!("official-rules.txt");
    let coded: BTreeSet<&str> = ["2.01", "2.02", "2.03"]
        .into_iter()
        .flat_map(codes::rules)
        .flat_map(|r| r.cases.iter().map(|c| c.id))
        .collect();
    for id in official.split_whitespace() {
        assert!(rules::find(id).is_some() || coded.contains(id), "{id} is not known");
    }
}
