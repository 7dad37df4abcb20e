//! Records of any document, taken as the model and written, are read again as the same model; mending ends at once.
#![no_main]
use libfuzzer_sys::fuzz_target;
use portulan_iati::fix::fix;
use portulan_iati::model::{IatiActivity, IatiOrganisation, Model};
use portulan_iati::tree::Element;
use portulan_iati::{records, write};

fn read(document: &[u8]) -> Option<(Element, Vec<Element>)> {
    let mut found = Vec::new();
    let root = records(document, &mut |element| found.push(element)).ok()?;
    Some((root, found))
}

fn check<T: Model + PartialEq + std::fmt::Debug>(root: &Element, name: &'static str, found: &[Element]) {
    let models: Vec<T> = found.iter().cloned().map(T::read).collect();
    let written = write::document(&root.clone().with_children(models.iter().map(|m| m.write(name))));
    let (again, found) = read(written.as_bytes()).expect("a written document is XML");
    assert_eq!(*root, again);
    assert_eq!(models, found.into_iter().map(T::read).collect::<Vec<_>>());
}

fuzz_target!(|data: &[u8]| {
    let Some((root, found)) = read(data) else { return };
    check::<IatiActivity>(&root, "iati-activity", &found);
    check::<IatiOrganisation>(&root, "iati-organisation", &found);
    if let Some(fixed) = std::str::from_utf8(data).ok().and_then(|text| fix(text).ok()) {
        let again = fix(&fixed.text).expect("a corrected document is XML");
        assert_eq!(again.text, fixed.text);
        assert_eq!(again.fixes, []);
    }
});
