//! Reads any text as a record; its first line names the kind by its folder. The text is refused with a place inside it,
//! or what is written reads and writes the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portulan_model::{Kind, check, folder};

fuzz_target!(|input: &str| {
    let (folder, text) = input.split_once('\n').unwrap_or_default();
    let Some(&kind) = Kind::ALL.iter().find(|kind| kind.folder() == folder) else { return };
    match folder::read(kind, "x", text) {
        Ok(record) => {
            let written = folder::write(&record);
            let again = folder::read(kind, "x", &written).map(|r| folder::write(&r));
            assert_eq!(again.as_ref(), Ok(&written));
            for problem in check::check(&[record]) {
                let span = folder::locate(&written, &problem.path);
                assert!(span.end <= written.len());
            }
        }
        Err(e) => assert!(e.span.end <= text.len(), "{e:?}"),
    }
});
