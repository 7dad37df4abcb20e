//! CSV files in an archive.
use std::io::{Cursor, Write as _};

use portulan_workbook::{WorkbookError, packed_csv};
use zip::write::{SimpleFileOptions, ZipWriter};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("begun");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("whole").into_inner()
}

#[test]
fn the_first_csv_is_found_and_bounded() {
    let found = |bytes: &[u8]| packed_csv(bytes, 100);
    let both = archive(&[("read.me", b"hello"), ("Rates.CSV", b"Date,USD\n")]);
    assert_eq!(found(&both).expect("read"), Some(b"Date,USD\n".to_vec()));
    assert_eq!(found(b"Date,USD\n").expect("read"), None);
    assert_eq!(found(&archive(&[("a.xml", b"<a/>")])).expect("read"), None);
    assert!(matches!(found(&archive(&[("a.csv", &[b'1'; 101])])), Err(WorkbookError::TooLarge)));
    assert!(matches!(found(b"PK and no more"), Err(WorkbookError::Damaged(_))));
}
