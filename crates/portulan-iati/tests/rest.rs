//! Properties of rests: whatever a part and a whole are, both together are the whole.
use portulan_iati::rest::{canonical, merge, rest};
use portulan_iati::tree::Element;
use portulan_iati::write::fragment;
use proptest::prelude::*;

/// Attributes of few names and values, so that elements are often alike.
fn attributes() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let names =
        prop::sample::select(vec!["code", "type", "ref", "vocabulary", "percentage", "xml:lang", "x:note"]);
    let values = prop::sample::select(vec!["", "1", "2", "fr", "99"]);
    prop::collection::btree_map(names, values, 0..4).prop_map(|map| map.into_iter().collect())
}

fn element(name: &'static str, text: bool) -> impl Strategy<Value = Element> {
    let texts = prop::sample::select(vec!["", "a", "b"]);
    (attributes(), texts).prop_map(move |(attributes, content)| {
        let element = attributes.into_iter().fold(Element::new(name), |e, (n, v)| e.with(n, v));
        if text { element.with_text(content) } else { element }
    })
}

fn with_narratives(name: &'static str) -> impl Strategy<Value = Element> {
    let narratives = prop::collection::vec(element("narrative", true), 0..3);
    (element(name, false), narratives).prop_map(|(element, narratives)| element.with_children(narratives))
}

/// An activity: elements that occur at most once, then elements that may be repeated.
fn activity() -> impl Strategy<Value = Element> {
    let once = (
        prop::option::of(with_narratives("reporting-org")),
        prop::option::of(with_narratives("title")),
        prop::option::of(element("activity-status", false)),
    );
    let many = (
        prop::collection::vec(with_narratives("description"), 0..3),
        prop::collection::vec(with_narratives("participating-org"), 0..4),
        prop::collection::vec(element("activity-date", false), 0..3),
        prop::collection::vec(with_narratives("recipient-country"), 0..3),
        prop::collection::vec(with_narratives("sector"), 0..4),
        prop::collection::vec(element("default-aid-type", false), 0..3),
        prop::collection::vec(element("crs-add", false), 0..2),
        prop::collection::vec(element("x:more", true), 0..2),
    );
    (attributes(), once, many).prop_map(|(attributes, once, many)| {
        let own: Vec<_> = attributes.into_iter().filter(|(name, _)| *name != "xml:lang").collect();
        let element = own.into_iter().fold(Element::new("iati-activity"), |e, (n, v)| e.with(n, v));
        let (descriptions, organisations, dates, countries, sectors, aid, crs, more) = many;
        element
            .with_children(once.0)
            .with_children(once.1)
            .with_children(descriptions)
            .with_children(organisations)
            .with_children(once.2)
            .with_children(dates)
            .with_children(countries)
            .with_children(sectors)
            .with_children(aid)
            .with_children(crs)
            .with_children(more)
    })
}

proptest! {
    #[test]
    fn a_part_and_its_rest_are_the_whole(whole in activity(), part in activity()) {
        let path = ["iati-activity"];
        let merged = match rest(&path, &whole, &part) {
            // A register stores the rest as text.
            Some(left) => merge(&path, part.clone(), &portulan_iati::element(&fragment(&left)).expect("XML")),
            None => part.clone(),
        };
        prop_assert_eq!(canonical(&merged), canonical(&whole), "{}", fragment(&part));
        prop_assert_eq!(rest(&path, &whole, &merged), None);
        // Markers are not written.
        prop_assert!(!fragment(&merged).contains("portulan-"));
    }
}
