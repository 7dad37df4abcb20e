//! Agreements, which files name by title and the register by identity.
use portulan_model::kinds::Agreement;
use portulan_model::{Body, Provenance, Record, Ref};

use super::support::{after, changes, import_from, import_into, write};
use super::{PLACED, activity, file, missing};
use portulan_testkit::empty_register;

const TITLE: &str = "<narrative>Coopération</narrative>";

fn agreement(start: &str) -> String {
    format!(
        "<portulan:agreement{start}><portulan:title><narrative>Convention de coopération</narrative></portulan:title>\
        </portulan:agreement>"
    )
}

/// Two partnerships with a project each, with content in the register's own namespace.
fn partnerships(own: [&str; 2], of_projects: [&str; 2]) -> String {
    let mut activities = Vec::new();
    for (i, (own, of_project)) in own.into_iter().zip(of_projects).enumerate() {
        let (parent, child) = (i * 2 + 1, i * 2 + 2);
        let up =
            format!("{PLACED}<related-activity ref=\" XM-EXAMPLE-PORT-A{parent} \" type=\"1\"/>{of_project}");
        let down = format!("{PLACED}<related-activity ref=\"XM-EXAMPLE-PORT-A{child}\" type=\"2\"/>{own}");
        activities.push(activity(parent, TITLE, &down));
        activities.push(activity(child, TITLE, &up));
    }
    let declared = "<iati-activity xmlns:portulan=\"urn:portulan:iati:1\" ";
    file(&activities).replace("<iati-activity ", declared)
}

/// The agreements of a register, each with the partnerships that it governs, by these.
fn agreements(records: &[Record]) -> Vec<(Vec<&str>, &Agreement)> {
    let mut out: Vec<_> = records
        .iter()
        .filter_map(|r| match &r.body {
            Body::Agreement(body) => {
                Some((body.partnerships.iter().map(Ref::slug).collect::<Vec<_>>(), &**body))
            }
            _ => None,
        })
        .collect();
    out.sort_by(|(a, _), (b, _)| a.cmp(b));
    out
}

fn start(agreement: &Agreement) -> Option<String> {
    Some(agreement.period.as_ref()?.value.start?.to_string())
}

#[test]
fn agreements_of_one_title_are_told_apart() {
    let (first, second) = (agreement(" period-start=\"2010\""), agreement(" period-start=\"2020-05\""));
    let document = partnerships([&first, &second], [&first, &second]);
    let import = import_into(&empty_register(), &document);
    assert_eq!(import.refused, []);
    let records = after(&empty_register(), &import);
    let known = agreements(&records);
    let starts: Vec<_> = known.iter().map(|(of, body)| (of.len(), start(body))).collect();
    assert_eq!(starts, [(1, Some("2010".into())), (1, Some("2020-05".into()))]);
    assert_ne!(known[0].0, known[1].0);
    // Neither the file nor the export changes anything.
    assert_eq!(changes(&records, &import_into(&records, &document)), "");
    let written = write(&records).activities.expect("activities");
    assert_eq!(changes(&records, &import_into(&records, &written)), "");
    // In another register, too, they are two, with the same identities.
    let elsewhere = after(&empty_register(), &import_from(1000, &empty_register(), &written));
    assert_eq!(agreements(&elsewhere).len(), 2);
    assert_eq!(missing(&written, &write(&elsewhere).activities.expect("activities")), Vec::<String>::new());
}

#[test]
fn agreements_that_state_the_same_are_two_under_two_identifiers() {
    let named = |digit: u8| agreement(&format!(" ref=\"01a20f25-0000-7000-8000-00000000010{digit}\""));
    let document = partnerships([&named(1), &named(2)], ["", ""]);
    let records = after(&empty_register(), &import_into(&empty_register(), &document));
    assert_eq!(agreements(&records).iter().map(|(of, _)| of.len()).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(changes(&records, &import_into(&records, &document)), "");
    // Without identifiers they are one that governs both.
    let document = partnerships([&agreement(""), &agreement("")], ["", ""]);
    let records = after(&empty_register(), &import_into(&empty_register(), &document));
    assert_eq!(agreements(&records).iter().map(|(of, _)| of.len()).collect::<Vec<_>>(), [2]);
    assert_eq!(changes(&records, &import_into(&records, &document)), "");
}

#[test]
fn an_agreement_follows_what_the_file_changes() {
    let at =
        |end: &str| agreement(&format!(" deliberation=\"7\" period-start=\"2010\" period-end=\"{end}\""));
    let second = agreement(" period-start=\"2020\"");
    let document = |end: &str| partnerships([&at(end), &second], ["", ""]);
    let mut records = after(&empty_register(), &import_into(&empty_register(), &document("2014")));
    for record in &mut records {
        if let Body::Agreement(body) = &mut record.body
            && let Some(deliberation) = &mut body.deliberation
        {
            deliberation.provenance = Provenance::Inferred;
        }
    }
    assert_eq!(changes(&records, &import_into(&records, &document("2014"))), "");
    let import = import_into(&records, &document("2016-03"));
    let records = after(&records, &import);
    let known = agreements(&records);
    assert_eq!(known.len(), 2);
    let changed = known.iter().find(|(_, body)| start(body).as_deref() == Some("2010")).expect("the first").1;
    let period = changed.period.as_ref().expect("a period").value;
    assert_eq!(period.end.map(|end| end.to_string()).as_deref(), Some("2016-03"));
    assert_eq!(changed.deliberation.as_ref().map(|d| d.provenance), Some(Provenance::Inferred));
    assert_eq!(changes(&records, &import_into(&records, &document("2016-03"))), "");
}
