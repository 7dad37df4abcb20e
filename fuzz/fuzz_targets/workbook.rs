//! Any bytes as the content of an ODS: refused, or read into sheets within their bounds.
#![no_main]
use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use portulan_workbook::{MAX_COLUMNS, MAX_ROWS, read};
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive that holds the content as it is.
fn stored(content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("content.xml", options).expect("an entry");
    zip.write_all(content).expect("written");
    zip.finish().expect("a file").into_inner()
}

fuzz_target!(|content: &[u8]| {
    let Ok(tables) = read(&stored(content)) else { return };
    for table in &tables {
        assert!(table.height() <= MAX_ROWS && table.width() <= MAX_COLUMNS);
        assert!(table.cells().all(|(_, _, text)| !text.trim().is_empty()));
    }
});
