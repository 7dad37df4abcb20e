//! Files read by a child of the real program: within its limits the same as in process, beyond them an error.
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use portulan_sandbox::{FileReader, Limits, Refusal, SandboxError};
use portulan_workbook::WorkbookError;

const PROGRAM: &str = env!("CARGO_BIN_EXE_portulan");

/// Limits for everything that is reasonable.
const WIDE: Limits = Limits {
    memory_bytes: 1 << 30,
    cpu_seconds: 60,
    wall_time: Duration::from_mins(2),
    answer_bytes: 96 << 20,
};

fn child() -> FileReader {
    FileReader::child(PathBuf::from(PROGRAM))
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
    zip.write_all(content).expect("written");
    zip.finish().expect("a file").into_inner()
}

/// A photograph without any even part.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let shade = |n: u32| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap_or(0);
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x ^ y), shade(x + y), shade(y)]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut out, ImageFormat::Jpeg).expect("a picture");
    out.into_inner()
}

/// The server continues: another file is read as usual.
async fn goes_on(files: &FileReader) {
    let tables = files.clone().with_limits(WIDE).workbook(b"a;b\n1;2\n".as_slice()).await.expect("read");
    assert_eq!(tables[0].cell(1, 1), "2");
}

#[tokio::test]
async fn a_child_gives_what_this_process_gives() {
    let (child, here) = (child(), FileReader::in_process());
    let csv = "Nom;Pays\nRégie des eaux;France\n;\n\"a;\n\";x\n";
    let same = |a, b| assert_eq!(a, b);
    same(
        child.workbook(csv.as_bytes()).await.expect("read"),
        here.workbook(csv.as_bytes()).await.expect("read"),
    );
    let record = b"id = \"01900000-0000-7000-8000-000000000001\"\nstate = \"draft\"\n\n[name]\nfr = \"x\"\n";
    let archive = zipped("organisations/x.toml", record);
    let read = child.archive(archive.as_slice()).await.expect("read");
    assert_eq!(read, here.archive(archive).await.expect("read"));
    assert_eq!(read.records.len(), 1);
    let rates = zipped("rates.csv", b"Date,USD\n");
    assert_eq!(child.packed_csv(rates, 100).await.expect("read").as_deref(), Some(b"Date,USD\n".as_slice()));
    let picture = photograph(96, 64);
    let clean = child.clean_picture(picture.as_slice()).await.expect("read");
    assert_eq!(clean, here.clean_picture(picture.as_slice()).await.expect("read"));
    let variants = child.picture_variants(picture.as_slice()).await.expect("read");
    assert_eq!(variants, here.picture_variants(picture).await.expect("read"));
    assert_eq!(variants.len(), 3);
}

#[tokio::test]
async fn a_refusal_keeps_its_reason() {
    let refused = child().workbook(b"PK\x03\x04nothing".as_slice()).await;
    assert!(
        matches!(refused, Err(SandboxError::Refused(Refusal::Workbook(WorkbookError::Damaged(_))))),
        "{refused:?}"
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_child_that_takes_too_much_memory_dies_alone() {
    // Each of 48 million empty cells takes the reader of CSV eight bytes.
    let files = child().with_limits(Limits { memory_bytes: 512 << 20, ..WIDE });
    let outcome = files.workbook(vec![b';'; 48 << 20]).await;
    assert!(matches!(outcome, Err(SandboxError::TooComplex)), "{outcome:?}");
    goes_on(&files).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_child_that_takes_too_much_time_dies_alone() {
    let picture = photograph(6000, 4000);
    let files = child().with_limits(Limits { cpu_seconds: 1, ..WIDE });
    let outcome = files.picture_variants(picture.as_slice()).await;
    assert!(matches!(outcome, Err(SandboxError::TooSlow)), "of a processor: {outcome:?}");
    let files = child().with_limits(Limits { wall_time: Duration::from_millis(1), ..WIDE });
    let outcome = files.picture_variants(picture).await;
    assert!(matches!(outcome, Err(SandboxError::TooSlow)), "that passes: {outcome:?}");
    goes_on(&files).await;
}

#[tokio::test]
async fn a_child_that_answers_too_much_is_ended() {
    let files = child().with_limits(Limits { answer_bytes: 1 << 20, ..WIDE });
    let outcome = files.workbook(format!("{}\n", "x".repeat(1_023)).repeat(4 << 10).into_bytes()).await;
    assert!(matches!(outcome, Err(SandboxError::TooComplex)), "{outcome:?}");
    goes_on(&files).await;
}

#[tokio::test]
async fn a_program_that_is_no_worker_is_an_error() {
    let missing = FileReader::child("/nowhere/portulan".into()).workbook(b"a".as_slice()).await;
    assert!(matches!(missing, Err(SandboxError::Unavailable(_))), "{missing:?}");
    // Arguments that the program does not take end it with a message.
    let output = Command::new(PROGRAM).args(["worker", "--memory-bytes", "x"]).output().expect("run");
    assert_eq!(output.status.code(), Some(2));
    let output = Command::new(PROGRAM)
        .args(Limits::for_job(portulan_sandbox::SandboxJob::Workbook).arguments())
        .output()
        .expect("run");
    assert_eq!(output.status.code(), Some(2), "no job came");
    let help = Command::new(PROGRAM).arg("--help").output().expect("run");
    assert!(!String::from_utf8_lossy(&help.stdout).contains("worker"));
}
