//! Both traversals of a body find the same references, in the same order.
use std::path::Path;

use portulan_model::{Kind, VisitValues as _, folder, references};

#[test]
fn what_can_be_changed_is_what_is_found() {
    let mut found = 0;
    for example in ["la-rochelle", "port-imaginaire"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(example);
        for kind in Kind::ALL {
            for file in std::fs::read_dir(root.join(kind.folder())).into_iter().flatten().flatten() {
                let text = std::fs::read_to_string(file.path());
                let Ok(mut record) = folder::read(*kind, "a", &text.expect("a text")) else { continue };
                let found_slugs: Vec<String> =
                    references(&record.body).into_iter().map(|(.., slug)| slug).collect();
                let mut changed = Vec::new();
                record
                    .body
                    .change_references(&mut |slug| changed.push(std::mem::replace(slug, "other".into())));
                assert_eq!(changed, found_slugs, "{}", file.path().display());
                assert!(references(&record.body).iter().all(|(.., slug)| slug == "other"));
                found += found_slugs.len();
            }
        }
    }
    assert!(found > 500, "{found}");
}
