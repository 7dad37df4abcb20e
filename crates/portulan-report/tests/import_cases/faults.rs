//! What cannot be imported, and what of the file is imported all the same.
use portulan_model::{Body, State};
use portulan_report::iati::import::{self, ImportError, Reason};
use uuid::Uuid;

use super::support::{after, empty, import_into, now};
use super::{PLACED, activity, file};

const TITLE: &str = "<narrative>Des puits</narrative>";

fn refused(document: &str) -> Vec<String> {
    let import = import_into(&empty(), document);
    assert!(import.refused.iter().all(|r| matches!(r.reason, Reason::Record(_))));
    let records = after(&empty(), &import);
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
    // As many as make the same faulty record are refused, and no more.
    let mut many: Vec<_> = (1..=20).map(with_party).collect();
    many.push(plain(21));
    assert_eq!(refused(&file(&many)).len(), 20);
}

#[test]
fn a_fault_of_the_root_is_of_the_file_and_not_of_its_first_activity() {
    let document = file(&[activity(1, TITLE, PLACED)]).replacen("version=", "nonsense=\"1\" version=", 1);
    let mut new_id = || Uuid::nil();
    let options = import::Options { now: now(), state: State::Published, new_id: &mut new_id };
    let outcome = import::import(&empty(), document.as_bytes(), options);
    assert!(matches!(outcome, Err(ImportError::Invalid(1))), "{outcome:?}");
}
