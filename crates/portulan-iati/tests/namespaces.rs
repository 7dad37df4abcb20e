//! Namespaces and `xsi:` attributes: verdicts are those of libxml2 with the official schema.
use portulan_iati::{Finding, Message, Seen, Severity, ValidationOptions, validate};

fn critical(xml: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let options = ValidationOptions { now: 1_767_225_600_000, advice: false, threads: 1 };
    validate(xml.as_bytes(), &options, Seen::default(), &mut |f| findings.push(f), &mut |_| {})
        .expect("bytes can be read");
    findings.retain(|f| f.severity == Severity::Critical);
    findings
}

/// An activity file with an attribute on one element.
fn activity(at: &str, attribute: &str) -> String {
    let given = |name: &str| if name == at { format!(" {attribute}") } else { String::new() };
    format!(
        "<iati-activities version='2.03' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
        xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:y='urn:y'><iati-activity{}><iati-identifier{}>A-1</iati-identifier>\
        <reporting-org ref='A' type='10'><narrative{}>V</narrative></reporting-org><title{}><narrative>W</narrative></title>\
        <description><narrative>W</narrative></description><participating-org role='1'/><activity-status code='2'/>\
        <activity-date iso-date='2024-01-01' type='2'/><location><point srsName='x'><pos{}>1 2</pos></point></location><crs-add>\
        <loan-status year='2020' currency='EUR' value-date='2020-01-01'><interest-received{}>1</interest-received></loan-status>\
        <channel-code{}>11000</channel-code></crs-add></iati-activity></iati-activities>",
        given("activity"),
        given("identifier"),
        given("narrative"),
        given("title"),
        given("pos"),
        given("interest"),
        given("channel"),
    )
}

fn organisation(attribute: &str, identifier: &str) -> String {
    format!(
        "<iati-organisations version='2.03' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
        xmlns:xs='http://www.w3.org/2001/XMLSchema'><iati-organisation>\
        <organisation-identifier {attribute}>{identifier}</organisation-identifier><name><narrative>B</narrative></name>\
        <reporting-org ref='A' type='40'><narrative>B</narrative></reporting-org></iati-organisation></iati-organisations>"
    )
}

#[test]
fn types_of_instances_are_judged_as_libxml2_does() {
    let cases = [
        ("identifier", "xsi:type='xs:string'", false),
        ("identifier", "xsi:nil='false'", false),
        ("identifier", "xsi:foo='x'", true),
        ("narrative", "xsi:type='xs:string'", false),
        ("narrative", "xsi:foo='x'", true),
        ("activity", "xsi:schemaLocation='a b'", true),
        ("activity", "xsi:noNamespaceSchemaLocation='a'", true),
        ("title", "xsi:type='textRequiredType'", true),
        ("title", "xsi:type='xs:string'", false),
        ("title", "xsi:nil='true'", false),
        ("channel", "xsi:type='xs:string'", true),
        ("channel", "xsi:type='xs:token'", true),
        ("channel", "xsi:type='xs:int'", false),
        ("channel", "xsi:type='xs:anyType'", false),
        ("channel", "xsi:type='nope'", false),
        ("channel", "xsi:type='y:string'", false),
        ("channel", "xsi:type='z:string'", false),
        ("channel", "xsi:foo='x'", false),
        ("pos", "xsi:type='xs:string'", true),
        ("pos", "xsi:type='xs:decimal'", false),
        ("interest", "xsi:type='xs:integer'", true),
        ("interest", "xsi:type='xs:decimal'", true),
        ("interest", "xsi:type='xs:string'", false),
        ("none", "", true),
    ];
    for (at, attribute, valid) in cases {
        let found = critical(&activity(at, attribute));
        assert_eq!(found.is_empty(), valid, "{at} {attribute}: {found:?}");
    }
    // Content that the schema leaves open is checked against the declared type.
    let open = [
        ("xs:string", "B-1", true),
        ("xs:anyType", "B-1", true),
        ("xs:int", "B-1", false),
        ("xs:int", "1", true),
    ];
    for (name, text, valid) in open {
        let found = critical(&organisation(&format!("xsi:type='{name}'"), text));
        assert_eq!(found.is_empty(), valid, "{name} {text}: {found:?}");
    }
    assert!(!critical(&organisation("xsi:type='xs:nope'", "B-1")).is_empty());
}

#[test]
fn a_root_of_another_namespace_is_not_iati() {
    let plain = activity("none", "");
    for (namespace, foreign) in [("urn:other", true), ("", false)] {
        let document =
            plain.replacen("<iati-activities", &format!("<iati-activities xmlns='{namespace}'"), 1);
        let found = critical(&document);
        let reported = found.iter().any(|f| f.message == Message::Namespace(namespace.to_owned()));
        assert_eq!((reported, !found.is_empty()), (foreign, foreign), "{namespace}");
    }
    let prefixed = plain
        .replace("<iati-activities", "<y:iati-activities")
        .replace("</iati-activities", "</y:iati-activities");
    assert!(!critical(&prefixed).is_empty());
}
