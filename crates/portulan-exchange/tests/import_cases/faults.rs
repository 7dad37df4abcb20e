//! Activities that cannot be imported, and the import of the others.
use std::cell::Cell;

use uuid::Uuid;

use super::support::{after, import_into, now};
use super::{PLACED, activity, file};
use portulan_exchange::iati::import::{self, ImportError, Reason};
use portulan_iati::ReadError;
use portulan_model::{Body, State};
use portulan_testkit::empty_register;

const TITLE: &str = "<narrative>Des puits</narrative>";

fn refused(document: &str) -> Vec<String> {
    let import = import_into(&empty_register(), document);
    assert!(import.refused.iter().all(|r| matches!(r.reason, Reason::Record(_))));
    let records = after(&empty_register(), &import);
    let projects = records.iter().filter(|r| matches!(r.body, Body::Project(_))).count();
    assert_eq!(projects + import.refused.len(), import.read, "{document}");
    import.refused.into_iter().map(|r| r.identifier).collect()
}

#[test]
fn a_fault_of_a_record_beside_an_activity_refuses_the_activity_alone() {
    // A control character, which XML allows and the register does not.
    let party = "<participating-org role=\"1\"><narrative>Mauvais&#x7f;nom</narrative></participating-org>";
    let with_party = |number| {
        activity(number, TITLE, PLACED).replacen("<activity-status", &format!("{party}<activity-status"), 1)
    };
    let agreement = "<portulan:agreement xmlns:portulan=\"urn:portulan:iati:1\" \
        period-start=\"2024\" period-end=\"2020\">\
        <portulan:title><narrative>C</narrative></portulan:title></portulan:agreement>";
    let with_agreement = activity(2, TITLE, &format!("{PLACED}{agreement}")).replacen(
        "<iati-activity",
        "<iati-activity xmlns:portulan=\"urn:portulan:iati:1\"",
        1,
    );
    let plain = |number| activity(number, TITLE, PLACED);
    assert_eq!(refused(&file(&[plain(1), with_party(2), plain(3)])), ["XM-EXAMPLE-PORT-A2"]);
    assert_eq!(refused(&file(&[plain(1), with_agreement, plain(3)])), ["XM-EXAMPLE-PORT-A2"]);
    // All activities that make the same faulty record are refused, and no others.
    let mut many: Vec<_> = (1..=20).map(with_party).collect();
    many.push(plain(21));
    assert_eq!(refused(&file(&many)).len(), 20);
}

#[test]
fn a_fault_of_the_root_is_of_the_file_and_not_of_its_first_activity() {
    let document = file(&[activity(1, TITLE, PLACED)]).replacen("version=", "nonsense=\"1\" version=", 1);
    let outcome = outcome(&document, &|| false);
    assert!(matches!(outcome, Err(ImportError::Invalid(1))), "{outcome:?}");
}

fn outcome(document: &str, is_cancelled: &dyn Fn() -> bool) -> Result<import::IatiImport, ImportError> {
    let mut new_id = Uuid::now_v7;
    let options =
        import::ImportOptions { now: now(), state: State::Published, new_id: &mut new_id, is_cancelled };
    import::import(&empty_register(), document.as_bytes(), options)
}

#[test]
fn what_the_root_declares_is_not_copied_onto_records_without_bound() {
    let with_note = |number| activity(number, TITLE, &format!("{PLACED}<p:note>Un</p:note>"));
    let activities: Vec<_> = (1..=40).map(with_note).collect();
    let declaring = |uri: &str| {
        file(&activities).replacen("<iati-activities ", &format!("<iati-activities xmlns:p=\"{uri}\" "), 1)
    };
    let import = outcome(&declaring("urn:short"), &|| false).expect("imported");
    assert_eq!((import.read, import.refused.len()), (40, 0));
    let outcome = outcome(&declaring(&"u".repeat(1_000_000)), &|| false);
    assert!(matches!(outcome, Err(ImportError::Read(ReadError::TooMuch(_)))), "{outcome:?}");
}

#[test]
fn an_import_that_is_cancelled_ends_at_the_next_activity() {
    let activities: Vec<_> = (1..=20).map(|number| activity(number, TITLE, PLACED)).collect();
    let document = file(&activities);
    let asked = Cell::new(0);
    let after = |count: usize| {
        asked.set(0);
        outcome(&document, &|| {
            asked.set(asked.get() + 1);
            asked.get() > count
        })
    };
    let import = after(usize::MAX).expect("imported");
    assert_eq!(import.read, 20);
    let all = asked.get();
    assert!(all > 60, "{all}: asked for each activity, more than once");
    for count in 0..all {
        let outcome = after(count);
        assert!(matches!(outcome, Err(ImportError::Cancelled)), "{count}: {outcome:?}");
        assert_eq!(asked.get(), count + 1);
    }
}
