//! The fictional authority, as its folder has it.
use std::path::Path;

use portulan_model::{Kind, PublishedRegister, Rates, folder};

/// Port-Imaginaire, with its rates.
pub fn port_imaginaire() -> PublishedRegister {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/port-imaginaire");
    let mut records = Vec::new();
    for kind in Kind::ALL {
        for file in std::fs::read_dir(root.join(kind.folder())).into_iter().flatten().flatten() {
            let slug = file.path().file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(file.path()).expect("text");
            let now = jiff::Timestamp::UNIX_EPOCH;
            records.push((folder::read(*kind, &slug, &text).expect("a record"), now, now));
        }
    }
    let rates = std::fs::read_to_string(root.join("rates.csv")).expect("rates");
    PublishedRegister::new(records).expect("a programme").with_rates(Rates::read(&rates).expect("rates"))
}
