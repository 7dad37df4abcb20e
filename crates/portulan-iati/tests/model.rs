//! The typed model: a written element is read unchanged, and nothing is lost in reading.
use std::collections::BTreeMap;

use portulan_iati::model::{IatiActivity, IatiOrganisation, Model};
use portulan_iati::tree::{Element, ElementChild};
use portulan_iati::{records, write};
use proptest::prelude::*;

/// Names with and without a position in the schema, and extensions.
const NAMES: &[&str] = &[
    "iati-identifier",
    "reporting-org",
    "title",
    "narrative",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
    "contact-info",
    "email",
    "location",
    "point",
    "pos",
    "sector",
    "tag",
    "budget",
    "value",
    "period-start",
    "transaction",
    "aid-type",
    "provider-org",
    "result",
    "indicator",
    "baseline",
    "period",
    "target",
    "actual",
    "document-link",
    "language",
    "recipient-country",
    "crs-add",
    "loan-terms",
    "fss",
    "forecast",
    "conditions",
    "condition",
    "legacy-data",
    "name",
    "total-budget",
    "budget-line",
    "recipient-org-budget",
    "recipient-org",
    "x:note",
    "x:part",
];
const ATTRIBUTES: &[&str] = &[
    "ref",
    "type",
    "code",
    "xml:lang",
    "iso-date",
    "currency",
    "value-date",
    "percentage",
    "vocabulary",
    "x:more",
    "role",
    "hierarchy",
    "last-updated-datetime",
    "url",
    "format",
    "xmlns",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ \\t\\n\\r]{1,3}",
        "[ -~\\n\\réЖ漢]{1,12}",
        any::<String>().prop_map(|text| allowed(&text))
    ]
}

fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| (*c >= ' ' || "\t\r\n".contains(*c)) && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

fn element(name: &'static str) -> impl Strategy<Value = Element> {
    let attributes = || prop::collection::btree_map(prop::sample::select(ATTRIBUTES), text(), 0..4);
    let leaf = (attributes(), text())
        .prop_map(|(attributes, text)| shape(("narrative", attributes), vec![ElementChild::Text(text)]));
    let tree = leaf.prop_recursive(4, 40, 6, move |inner| {
        let child =
            prop_oneof![3 => inner.prop_map(ElementChild::Element), 1 => text().prop_map(ElementChild::Text)];
        (prop::sample::select(NAMES), attributes(), prop::collection::vec(child, 0..6))
            .prop_map(|(name, attributes, children)| shape((name, attributes), children))
    });
    prop::collection::vec(tree, 0..12).prop_map(move |children| Element::new(name).with_children(children))
}

fn shape(
    (name, attributes): (&'static str, BTreeMap<&'static str, String>),
    children: Vec<ElementChild>,
) -> Element {
    let mut element = attributes.into_iter().fold(Element::new(name), |e, (name, value)| e.with(name, value));
    for child in children {
        element = match child {
            ElementChild::Element(child) => element.with_children([child]),
            ElementChild::Text(text) => element.with_text(text),
        };
    }
    element
}

/// The records of a document that contains this one, read from its bytes.
fn reread(record: Element) -> Element {
    let root = Element::new("iati-activities")
        .with("version", "2.03")
        .with("xmlns:x", "urn:x")
        .with_children([record]);
    let document = write::document(&root);
    let mut found = Vec::new();
    let root =
        records(document.as_bytes(), &mut |element| found.push(element)).expect("a document that is XML");
    assert_eq!(root.attribute("xmlns:x"), Some("urn:x"));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// Every name, value and text of an element, in any order, ignoring line ends and spaces.
fn inventory(element: &Element, into: &mut Vec<String>) {
    into.push(element.name.to_string());
    into.extend(element.attributes.iter().map(|(name, value)| format!("{name}={value}")));
    let text = element.text();
    into.extend(text.chars().filter(|c| !c.is_whitespace()).map(String::from));
    element.elements().for_each(|child| inventory(child, into));
}

fn check<T: Model + PartialEq + std::fmt::Debug>(element: Element, name: &'static str) {
    let first = reread(element);
    let model = T::read(first.clone());
    let again = T::read(reread(model.write(name)));
    assert_eq!(again, model, "read, write, read");
    let (mut before, mut after) = (Vec::new(), Vec::new());
    inventory(&first, &mut before);
    inventory(&model.write(name), &mut after);
    before.sort();
    after.sort();
    assert_eq!(after, before, "nothing is lost");
}

proptest! {
    #[test]
    fn activities_are_read_as_they_were_written(element in element("iati-activity")) {
        check::<IatiActivity>(element, "iati-activity");
    }

    #[test]
    fn organisations_are_read_as_they_were_written(element in element("iati-organisation")) {
        check::<IatiOrganisation>(element, "iati-organisation");
    }
}

#[test]
fn fields_stand_in_the_order_of_the_schema_and_extensions_stay() {
    let written = "<iati-activity hierarchy='1' x:seen='yes'>\
        <x:note>An <x:b>extension</x:b> that stays.</x:note>\
        <title><narrative>Water</narrative><narrative xml:lang='fr'>Eau &amp; santé</narrative></title>\
        <title><narrative>A second title</narrative></title>\
        <iati-identifier>\n  XM-EXAMPLE-1\n</iati-identifier>\
        </iati-activity>";
    let document = format!("<iati-activities version='2.03' xmlns:x='urn:x'>{written}</iati-activities>");
    let mut found = Vec::new();
    records(document.as_bytes(), &mut |e| found.push(IatiActivity::read(e))).expect("XML");
    let activity = &found[0];
    assert_eq!(activity.hierarchy.as_ref().and_then(portulan_iati::model::TypedValue::get), Some(1));
    assert_eq!(activity.title.as_ref().map(|t| t.narrative.len()), Some(2));
    insta::assert_snapshot!(write::fragment(&activity.write("iati-activity")));
}

/// A reader that returns a few bytes at a time.
struct SlowReader<'a>(&'a [u8], usize);

impl std::io::Read for SlowReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (now, later) = self.0.split_at(self.1.min(self.0.len()).min(buffer.len()));
        buffer[..now.len()].copy_from_slice(now);
        self.0 = later;
        Ok(now.len())
    }
}

#[test]
fn records_are_the_same_however_the_stream_is_cut() {
    let long = "x".repeat(3_000);
    let document = format!(
        "<iati-activities version=\"2.03\"><iati-activity a=\"{long}\"><title/></iati-activity>\n\
         <iati-activity><narrative>{long}</narrative></iati-activity><iati-activity/></iati-activities>"
    );
    let read = |piece: usize| {
        let mut found = Vec::new();
        let root = records(SlowReader(document.as_bytes(), piece), &mut |element| found.push(element));
        (root.expect("XML"), found)
    };
    let whole = read(document.len());
    assert_eq!(whole.1.len(), 3);
    for piece in [1, 2, 7, 100, 2_000, 6_000, document.len() - 1] {
        assert!(read(piece) == whole, "pieces of {piece}");
    }
}
