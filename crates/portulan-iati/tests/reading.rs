//! Lines, chunks, cores, encodings and hostile bytes.
use std::io::Read;

use portulan_iati::{FaultKind, Finding, Outcome, Seen, ValidationOptions, validate};

fn validate_all(source: impl Read + Send, threads: usize) -> (Outcome, Vec<Finding>) {
    let mut findings = Vec::new();
    let options = ValidationOptions { now: 1_767_225_600_000, advice: true, threads };
    let outcome = validate(source, &options, Seen::default(), &mut |f| findings.push(f), &mut |_| {})
        .expect("bytes can be read");
    (outcome, findings)
}

fn fault(bytes: &[u8]) -> Option<(u64, FaultKind)> {
    validate_all(bytes, 1).0.fault.map(|f| (f.line, f.kind))
}

fn fixture() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    std::fs::read_to_string(folder.join("1.3.1.xml")).expect("a fixture")
}

/// A reader that returns one byte at a time.
struct PiecewiseReader<'a>(&'a [u8]);

impl Read for PiecewiseReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        buffer[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

#[test]
fn lines_are_the_same_with_every_line_end() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let lines = |f: &[Finding]| -> Vec<_> {
        f.iter().flat_map(|f| f.places.iter().map(|p| (f.id, p.line)).collect::<Vec<_>>()).collect()
    };
    let mut found_any = 0;
    for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()) {
        let unix = std::fs::read_to_string(&path).expect("a fixture");
        let expected = lines(&validate_all(unix.as_bytes(), 1).1);
        found_any += expected.len();
        for end in ["\r\n", "\r"] {
            let text = unix.replace('\n', end);
            assert_eq!(lines(&validate_all(text.as_bytes(), 1).1), expected, "{end:?} in {}", path.display());
            assert_eq!(
                lines(&validate_all(PiecewiseReader(text.as_bytes()), 1).1),
                expected,
                "{end:?}, byte by byte"
            );
        }
    }
    assert!(found_any > 100);
}

#[test]
fn a_file_cut_at_any_byte_is_not_xml_and_never_valid() {
    let text = fixture();
    let end = text.rfind("</iati-activities>").expect("a root") + "</iati-activities>".len();
    for cut in 0..end {
        assert!(fault(&text.as_bytes()[..cut]).is_some(), "cut at {cut}");
    }
    assert_eq!(fault(&text.as_bytes()[..end]), None);
}

#[test]
fn several_cores_find_what_one_finds() {
    let text = fixture();
    let (head, rest) = text.split_once("  <iati-activity ").expect("an activity");
    let body = format!("  <iati-activity {}", rest.trim_end().trim_end_matches("</iati-activities>"));
    // Comments that contain a possible cut, and a long one that spans parts.
    let trap = format!("<!-- </iati-activity> {} -->\n", "filler </iati-activity>\r\n".repeat(60_000));
    let mut big = head.to_owned();
    for i in 0..700 {
        big.push_str(&body.replace("GB-COH-1-", &format!("GB-COH-1-{i}-")));
        if i % 250 == 100 {
            big.push_str(&trap);
        }
    }
    for tail in ["</iati-activities>\n", "<oops></iati-activities>"] {
        let whole = format!("{big}{tail}");
        let (one, alone) = validate_all(whole.as_bytes(), 1);
        let (two, together) = validate_all(whole.as_bytes(), 3);
        assert_eq!(alone, together);
        assert_eq!((one.records, one.bytes, one.fault), (two.records, two.bytes, two.fault));
    }
}

#[test]
fn encodings_are_read() {
    let text = fixture().replace("Drinking", "Été");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let declared = text.replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = declared.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let (_, expected) = validate_all(text.as_bytes(), 1);
    for (name, bytes) in [("UTF-16", utf16), ("a byte order mark", bom), ("Latin-1", latin)] {
        assert_eq!(validate_all(bytes.as_slice(), 1).1, expected, "{name}");
    }
    assert_eq!(
        fault(b"<?xml version='1.0' encoding='klingon'?><a/>"),
        Some((1, FaultKind::Encoding("klingon".into())))
    );
    assert_eq!(fault(b"<a>\n\xFF</a>"), Some((2, FaultKind::NotUtf8)));
}

#[test]
fn hostile_bytes_are_refused_where_they_stand() {
    let bomb = b"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>";
    assert_eq!(fault(bomb), Some((2, FaultKind::Doctype)));
    assert_eq!(fault(b"<a>\n\n&lol;</a>"), Some((3, FaultKind::Entity("lol".into()))));
    assert_eq!(fault(b"<a>\n&nbsp;</a>"), Some((2, FaultKind::HtmlEntity("nbsp".into(), 160))));
    assert_eq!(fault(b"<a b='&eacute;'/>"), Some((1, FaultKind::HtmlEntity("eacute".into(), 0xE9))));
    assert_eq!(fault(b"<a>Salt & pepper;</a>"), Some((1, FaultKind::Reference)));
    assert_eq!(fault(b"<a>\r\r&#0;</a>"), Some((3, FaultKind::Reference)));
    assert_eq!(fault(b"<a>\n\r\n\0</a>"), Some((3, FaultKind::Character(0))));
    assert_eq!(fault("<a>\n\u{FFFF}</a>".as_bytes()), Some((2, FaultKind::Character(0xFFFF))));
    assert_eq!(fault("<a b='\n\u{FFFE}'/>".as_bytes()), Some((2, FaultKind::Character(0xFFFE))));
    assert_eq!(fault("<a>\u{FFFD}\u{FEFF}</a>".as_bytes()), None);
    assert_eq!(fault(b"<a>\n</b>\n\0</a>").map(|f| f.0), Some(2), "the first fault counts");
    assert_eq!(fault(b"<a>\n</b>\n\xFF</a>").map(|f| f.0), Some(2), "the first fault counts");
    assert_eq!(fault(b"<a b='1'\n b='2'/>"), Some((2, FaultKind::AttributeTwice("b".into()))));
    assert_eq!(fault(b"<a b='<'/>").map(|f| f.1), Some(FaultKind::LessThan("b".into())));
    assert_eq!(fault(b"<a><!-- -- --></a>").map(|f| f.1), Some(FaultKind::Comment));
    assert_eq!(fault(b"<a>]]></a>").map(|f| f.1), Some(FaultKind::CdataEnd));
    assert_eq!(fault(b"<a/>\n<b/>"), Some((2, FaultKind::SecondRoot)));
    assert_eq!(fault(b"<?>\n"), Some((1, FaultKind::Truncated)));
    assert_eq!(fault(b"<a><??></a>").map(|f| f.1), Some(FaultKind::Instruction));
    assert_eq!(fault(b"").map(|f| f.1), Some(FaultKind::Empty));
    assert_eq!(fault(b"<a/>"), None);
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(fault(deep.as_bytes()).map(|f| f.1), Some(FaultKind::TooDeep));
    let long = std::io::Cursor::new(b"<a b='".to_vec()).chain(std::io::repeat(b'x').take(1_000_000_000));
    assert_eq!(validate_all(long, 2).0.fault.map(|f| f.kind), Some(FaultKind::TokenTooLong));
}

#[test]
fn other_files_are_told_apart() {
    let ids = |xml: &str| validate_all(xml.as_bytes(), 1).1.iter().map(|f| f.id).collect::<Vec<_>>();
    assert_eq!(ids("<activities/>"), ["0.2.1"]);
    assert_eq!(ids("<iati-activities version='1.05'/>"), ["0.6.1"]);
    assert_eq!(ids("<iati-activities/>"), ["0.6.1"]);
    assert_eq!(ids("<iati-activities version='1.05'>"), ["0.6.1", "0.1.1"]);
    assert_eq!(ids("<iati-activities version='2.03'/>"), ["0.3.1"]);
}

/// Repeated tags are checked once; their context still decides.
#[test]
fn repeated_tags_are_judged_by_where_they_stand() {
    const HEAD: &str = "<iati-identifier>A</iati-identifier><reporting-org ref='A' type='10'><narrative>A</narrative>\
        </reporting-org><title><narrative>T</narrative></title><description><narrative>D</narrative></description>\
        <participating-org role='1' ref='B'/><activity-status code='1'/><activity-date type='1' iso-date='2020-01-01'/>";
    let activity =
        |attributes: &str, inner: &str| format!("<iati-activity{attributes}>{HEAD}{inner}</iati-activity>\n");
    let good = "<recipient-country code='ID'  />".repeat(5);
    let prefixed = "<recipient-country code='ID' y:a='1'/>".repeat(5);
    let item = |vocabulary: &str| {
        let item = "<budget-item code='zz' percentage='10'></budget-item>".repeat(5);
        format!("<country-budget-items vocabulary='{vocabulary}'>{item}</country-budget-items>")
    };
    let foreign = "<x:part xmlns:x='urn:x' xmlns='urn:y'><recipient-country code='ID'  /></x:part>".repeat(2);
    let body = [
        activity("", &good),
        activity("", &format!("{good}{foreign}")),
        activity("", &format!("{good}<title>{good}</title>")),
        activity("", &item("4")),
        activity("", &item("1")),
        activity(" xmlns:y='urn:y'", &prefixed),
        activity("", &prefixed),
        activity("", &good.replace("ID", "XX")),
        activity("", &good),
    ];
    let whole = |records: &[String]| {
        format!("<iati-activities version='2.02'>\n{}</iati-activities>", records.concat())
    };
    let own = |found: Vec<Finding>| found.into_iter().filter(|f| f.id != "1.1.2").collect::<Vec<_>>();
    let together = own(validate_all(whole(&body).as_bytes(), 1).1);
    // Each record separately, without anything before it, with its lines moved to its position.
    let mut apart = Vec::new();
    for (i, record) in body.iter().enumerate() {
        let mut alone = own(validate_all(whole(std::slice::from_ref(record)).as_bytes(), 1).1);
        alone.iter_mut().flat_map(|f| &mut f.places).for_each(|p| p.line += i as u64);
        for finding in &mut alone {
            finding.record += i as u64;
        }
        apart.extend(alone);
    }
    for (one, other) in together.iter().zip(&apart) {
        assert_eq!(one, other);
    }
    assert_eq!(together.len(), apart.len());
    let of_codes = |name| apart.iter().any(|f| f.codelist == Some(name));
    assert!(of_codes("Country") && of_codes("BudgetIdentifier"));
}

#[test]
fn a_fault_of_the_root_is_of_the_file_alone() {
    let document = fixture().replacen("<iati-activities ", "<iati-activities nonsense=\"1\" ", 1);
    let (_, before) = validate_all(fixture().as_bytes(), 1);
    let (_, findings) = validate_all(document.as_bytes(), 1);
    let of_root: Vec<_> = findings.iter().filter(|f| !before.contains(f)).collect();
    let [root] = of_root.as_slice() else { panic!("{of_root:?}") };
    assert_eq!((root.record, &*root.identifier, &*root.title), (0, "file", ""));
    assert!(findings.iter().any(|f| f.record > 0), "the records have theirs");
}

#[test]
fn records_that_are_all_kept_have_a_bound_together() {
    let document = format!("<iati-activities>{}</iati-activities>", "<iati-activity/>".repeat(1000));
    let mut read = 0;
    let mut sink = |_, _| read += 1;
    portulan_iati::records_within(document.as_bytes(), 1_000_000, &mut sink).expect("few");
    let outcome = portulan_iati::records_within(document.as_bytes(), 50_000, &mut sink);
    assert!(matches!(outcome, Err(portulan_iati::ReadError::TooMuch(50_000))), "{outcome:?}");
    assert!(read < 2000, "{read}: the rest is not read");
}
