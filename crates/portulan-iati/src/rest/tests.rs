use super::*;

fn parse(text: &str) -> Element {
    let mut found = Vec::new();
    let document = format!("<r xmlns:x='u'>{text}</r>");
    crate::records(document.as_bytes(), &mut |e| found.push(e)).expect("XML");
    found.remove(0)
}

#[test]
fn a_part_and_its_rest_are_the_whole_again() {
    let whole = parse(
        "<iati-activity hierarchy='3' humanitarian='1' x:id='7'><iati-identifier>A</iati-identifier>\
        <title><narrative xml:lang='fr'>Eau</narrative><narrative xml:lang='de'>Wasser</narrative></title>\
        <activity-date type='1' iso-date='2026-01-01'><narrative>Planned</narrative></activity-date>\
        <contact-info><email>a@b.example</email></contact-info>\
        <sector code='14030' percentage='60'/><sector code='14030'/>\
        <policy-marker code='1' significance='2'/><x:more>Kept</x:more></iati-activity>",
    );
    let part = parse(
        "<iati-activity hierarchy='2'><iati-identifier>A</iati-identifier>\
        <title><narrative xml:lang='fr'>Eau</narrative></title><activity-date type='1' iso-date='2026-01-01'/>\
        <sector vocabulary='1' code='14030'/></iati-activity>",
    );
    let path = ["iati-activity"];
    let left = rest(&path, &whole, &part).expect("a rest");
    insta::assert_snapshot!(crate::write::fragment(&left));
    let again = merge(&path, part.clone(), &left);
    assert_eq!(rest(&path, &whole, &again), None);
    assert_eq!(rest(&path, &whole, &whole), None);
    // The date was removed, and so was the rest about it; a new title was set.
    let changed =
        parse("<iati-activity><title><narrative xml:lang='fr'>Santé</narrative></title></iati-activity>");
    let merged = crate::write::fragment(&merge(&path, changed, &left));
    assert!(
        !merged.contains("activity-date") && merged.contains("Santé") && !merged.contains("partial"),
        "{merged}"
    );
}

#[test]
fn only_one_element_with_declared_prefixes_is_a_rest() {
    for text in [
        "<a/>",
        "<a b=\"c\"><d/></a>",
        "<a><x:b xmlns:x=\"urn:x\" x:c=\"1\" xml:lang=\"fr\"><x:d/></x:b></a>",
        "<a xmlns:ns1=\"urn:x\"><ns1:b xmlns=\"urn:x\" type=\"c\"/></a>",
        "<a><ns1:b xmlns=\"urn:x\" xmlns:ns1=\"urn:x\"><c xmlns=\"\"/></ns1:b></a>",
        "<a><portulan:agreement ref=\"b\"/></a>",
    ] {
        assert!(check(text, &[]).is_ok(), "{text}");
    }
    for text in ["", "text", "<a/><b/>", "<a>", "<a/>text<b/>", "</r><r>"] {
        assert!(matches!(check(text, &[]), Err(RestError::Xml(_))), "{text}");
    }
    for text in [
        "<a xmlns=\"urn:x\"/>",
        "<a><b xmlns=\"urn:x\"/></a>",
        "<x:a xmlns=\"urn:x\" xmlns:x=\"urn:x\"><x:b><c/></x:b></x:a>",
    ] {
        assert!(matches!(check(text, &[]), Err(RestError::DefaultNamespace(_))), "{text}");
    }
    for text in [
        "<x:a/>",
        "<a x:b=\"1\"/>",
        "<a><x:b xmlns:x=\"urn:x\"/><x:c/></a>",
        "<a xmlnsx:b=\"1\"/>",
        "<a xmlns:x=\"\"/>",
        "<a xmlns:x=\"urn:x\"><x:b:c/></a>",
        "<a xmlns:portulan=\"urn:x\"/>",
    ] {
        assert!(matches!(check(text, &[]), Err(RestError::Prefix(_))), "{text}");
    }
    let note = "<transaction><x:note/></transaction>";
    assert!(check(note, &[]).is_err());
    assert!(check(note, &prefixes("<iati-activity xmlns:x=\"urn:x\"/>")).is_ok());
}
