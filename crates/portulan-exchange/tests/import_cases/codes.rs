//! Codes in another case or with white space around them.
use portulan_model::Body;

use super::support::{after, changes, import_into, write};
use super::{activity, file, project, survives};
use portulan_testkit::empty_register;

#[test]
fn codes_are_read_whatever_their_case_and_white_space() {
    let more = "<recipient-country code=\"ml\"/><sector vocabulary=\"1\" code=\" 14030 \"/>\
        <transaction><transaction-type code=\"3 \"/><transaction-date iso-date=\"2024-02-01\"/>\
        <value currency=\"eur\" value-date=\"2024-02-01\">1500</value></transaction>";
    let (records, _, written) = survives(&file(&[activity(1, "<narrative>Puits</narrative>", more)]));
    let project = project(&records);
    let [transaction] = project.transactions.as_slice() else { panic!("{:?}", project.transactions) };
    let value = transaction.value.as_ref().expect("an amount");
    assert_eq!((value.amount.to_string().as_str(), value.currency.0.as_str()), ("1500", "EUR"));
    assert_eq!(transaction.kind.0, "3");
    assert_eq!(project.sectors[0].code.0, "14030");
    let territories = records.iter().filter(|r| matches!(r.body, Body::Territory(_)));
    assert_eq!(territories.count(), 1, "Mali is a territory");
    assert!(written.contains("currency=\"eur\"") && written.contains("code=\"ml\""), "as it was: {written}");
}

#[test]
fn a_default_currency_is_read_in_any_case() {
    let more = "<recipient-country code=\"ML\"/><sector vocabulary=\"1\" code=\"14030\"/>\
        <transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2024-02-01\"/>\
        <value value-date=\"2024-02-01\">1500</value></transaction>";
    let document = file(&[activity(1, "<narrative>Puits</narrative>", more)])
        .replace("default-currency=\"EUR\"", "default-currency=\" eur \"");
    let records = after(&empty_register(), &import_into(&empty_register(), &document));
    assert_eq!(project(&records).transactions.len(), 1);
    assert_eq!(changes(&records, &import_into(&records, &document)), "", "a second import");
    let written = write(&records).activities.expect("activities");
    assert_eq!(changes(&records, &import_into(&records, &written)), "", "the export");
}
