//! Any text as a record of any kind, which the first line names by its folder: refused with a place inside it, or written in a way that reads and writes the same.
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
