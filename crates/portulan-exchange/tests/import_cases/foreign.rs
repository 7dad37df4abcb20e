//! Content of a file in other namespaces.
use super::{PLACED, activity, file, project, survives};

#[test]
fn elements_of_a_foreign_default_namespace_are_not_the_standard_s() {
    let budget = "<period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
        <value currency=\"EUR\" value-date=\"2024-01-01\">5</value>";
    let foreign = [
        format!("<budget xmlns=\"urn:acme\">{budget}</budget>"),
        format!("<box xmlns=\"urn:acme\"><budget>{budget}</budget><q xmlns=\"\">R</q></box>"),
        "<title xmlns=\"urn:acme\"><narrative>Autre</narrative></title>".to_owned(),
        "<sector xmlns=\"urn:acme\" code=\"11110\"/><ns1:note xmlns:ns1=\"urn:b\"/>".to_owned(),
    ];
    for element in foreign {
        let more = format!("{PLACED}{element}");
        let (records, _, written) =
            survives(&file(&[activity(1, "<narrative>Des puits</narrative>", &more)]));
        let project = project(&records);
        assert_eq!(project.budgets, [], "{element}");
        assert_eq!(project.title.0["fr"], "Des puits");
        assert_eq!(project.sectors.len(), 1);
        assert!(written.contains("urn:acme"), "{written}");
    }
    // Inside an item of the standard, too.
    let result = "<result type=\"1\"><title><narrative>R</narrative></title>\
        <indicator measure=\"1\"><title><narrative>I</narrative></title></indicator>\
        <indicator xmlns=\"urn:acme\"><title><narrative>J</narrative></title></indicator></result>";
    let more = format!("{PLACED}{result}");
    let (records, ..) = survives(&file(&[activity(1, "<narrative>Des puits</narrative>", &more)]));
    assert_eq!(project(&records).results[0].indicators.len(), 1);
}

#[test]
fn prefixes_in_values_stay_declared() {
    let more = format!(
        "{PLACED}<x:note xsi:type=\"xs:string\">a</x:note><x:note>y:name</x:note><x:note kind=\"ftp://z:1\"/>"
    );
    let plain = activity(1, "<narrative>Des puits</narrative>", &more);
    let root = "<iati-activities version=\"2.03\" xmlns:x=\"urn:x\" xmlns:y=\"urn:y\" xmlns:z=\"urn:z\" \
        xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";
    let (_, _, written) = survives(&format!("{root}{plain}</iati-activities>"));
    for prefix in ["xmlns:xs=", "xmlns:xsi=", "xmlns:x=", "xmlns:y="] {
        assert!(written.contains(prefix), "{prefix} {written}");
    }
}

#[test]
fn prefixed_content_of_an_item_is_no_fault_and_comes_back() {
    let date = "iso-date=\"2024-02-01\"";
    let value = "<value currency=\"EUR\" value-date=\"2024-02-01\">5</value>";
    let items = format!(
        "<budget><period-start {date}/><period-end {date}/>{value}<x:note>a</x:note></budget>\
         <transaction x:kind=\"b\"><transaction-type code=\"3\"/><transaction-date {date}/>{value}\
         <x:note>c</x:note></transaction>"
    );
    let plain = activity(1, "<narrative>Des puits</narrative>", &format!("{PLACED}{items}"));
    let root = "<iati-activities version=\"2.03\" xmlns:x=\"urn:x\">";
    let (records, _, written) = survives(&format!("{root}{plain}</iati-activities>"));
    assert_eq!(written.matches("<x:note").count(), 2, "{written}");
    assert!(written.contains("x:kind=\"b\"") && written.contains("xmlns:x=\"urn:x\""), "{written}");
    let faults = portulan_model::check::check(&records);
    assert!(faults.iter().all(|fault| fault.code != "rest"), "{faults:?}");
}
