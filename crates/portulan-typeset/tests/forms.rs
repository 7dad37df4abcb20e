//! Reports of the fictional authority in all formats.

use std::io::{Cursor, Read as _};

use jiff::civil::date;
use portulan_locales::Language;
use portulan_report::reports::{self, Block, Report, ReportPictures, ReportRequest, TextRun};
use portulan_typeset::{ReportFileFormat, ReportTemplates, TypesetError, write};

fn report(wanted: &ReportRequest<'_>) -> Report {
    let programme = portulan_testkit::port_imaginaire();
    reports::write(&programme, Language::FRENCH, wanted, date(2026, 3, 1), &ReportPictures::new())
        .expect("a report")
}

fn made(paper: &Report, form: ReportFileFormat) -> Vec<u8> {
    write(paper, form, &ReportTemplates::default()).expect("a file")
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

/// The parts of a packed file by name, in order.
fn parts(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a packed file");
    let (count, mut out) = (zip.len(), Vec::new());
    for i in 0..count {
        let mut file = zip.by_index(i).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("read");
        out.push((file.name().expect("a name").into_owned(), bytes));
    }
    out
}

/// True if a file name has this extension.
fn ends(name: &str, ending: &str) -> bool {
    name.rsplit('.').next() == Some(ending)
}

/// Parses XML to its end.
fn well_formed(name: &str, xml: &[u8]) {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => buffer.clear(),
            Err(e) => panic!("{name}, byte {}: {e}", reader.error_position()),
        }
    }
}

#[test]
fn a_pdf_says_what_it_is_to_those_who_do_not_see_it() {
    for wanted in [
        ReportRequest::Annual(2025),
        ReportRequest::Goals,
        ReportRequest::Funder("agence-imaginaire"),
        ReportRequest::Partnership("sadje"),
    ] {
        let pdf = made(&report(&wanted), ReportFileFormat::Pdf);
        for mark in ["%PDF-1.7", "/StructTreeRoot", "/MarkInfo", "/Lang", "pdfuaid:part", "/Alt"] {
            assert!(holds(&pdf, mark), "{wanted:?} has no {mark}");
        }
    }
}

/// The texts of the elements of an XML name, without markup.
fn texts_of(xml: &str, element: &str) -> Vec<String> {
    let start = format!("<{element}");
    let starts = xml.split(&start).skip(1).filter(|rest| rest.starts_with([' ', '>']));
    let text = |rest: &str| {
        let inner = rest.split(&format!("</{element}>")).next().unwrap_or_default();
        let inner = inner.split_once('>').map_or("", |(_, inner)| inner);
        inner.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect::<String>()
    };
    starts.map(text).filter(|text| !text.trim().is_empty()).collect()
}

#[test]
fn a_heading_is_not_repeated_as_the_caption_of_its_table() {
    for wanted in [ReportRequest::Funder("agence-imaginaire"), ReportRequest::Annual(2025)] {
        let paper = report(&wanted);
        let captions: Vec<&String> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table { caption, .. } => Some(caption),
                _ => None,
            })
            .collect();
        let html = String::from_utf8(made(&paper, ReportFileFormat::Html)).expect("text");
        for caption in html.split("<caption>").skip(1).map(|rest| rest.split('<').next().unwrap_or_default())
        {
            let before = html.split(&format!("<caption>{caption}<")).next().unwrap_or_default();
            let heading = before.rsplit("</h").nth(1).and_then(|text| text.rsplit('>').next());
            assert_ne!(heading, Some(caption), "{wanted:?}");
        }
        let files = [
            (ReportFileFormat::Docx, "word/document.xml", "w:p"),
            (ReportFileFormat::Odt, "content.xml", "text:p"),
        ];
        for (form, name, element) in files {
            let parts = parts(made(&paper, form));
            let (_, xml) = parts.iter().find(|(part, _)| part == name).expect("the text");
            let xml = String::from_utf8(xml.clone()).expect("text").replace("text:h", "text:p");
            let texts = texts_of(&xml, element);
            for pair in texts.windows(2) {
                let is_repeated = pair[0] == pair[1] && captions.contains(&&pair[0]);
                assert!(!is_repeated, "{wanted:?}, {form:?}: {}", pair[0]);
            }
        }
    }
}

#[test]
fn the_same_report_is_the_same_file() {
    let paper = report(&ReportRequest::Annual(2025));
    for form in ReportFileFormat::ALL {
        assert!(made(&paper, form) == made(&paper, form), "{form:?}");
    }
}

#[test]
fn files_of_office_programs_are_whole() {
    let paper = report(&ReportRequest::Annual(2025));
    for form in [ReportFileFormat::Odt, ReportFileFormat::Docx] {
        let parts = parts(made(&paper, form));
        for (name, bytes) in parts.iter().filter(|(name, _)| ends(name, "xml") || ends(name, "rels")) {
            well_formed(name, bytes);
            assert!(!holds(bytes, "{accent}") && !holds(bytes, "{language}"), "{name} has a gap");
        }
        let pictures = parts.iter().filter(|(name, _)| ends(name, "png")).count();
        assert_eq!(pictures, paper.images.len());
    }
    let odt = parts(made(&paper, ReportFileFormat::Odt));
    assert_eq!(odt[0].0, "mimetype");
    let manifest = odt.iter().find(|(name, _)| name == "META-INF/manifest.xml").expect("a manifest");
    for (name, _) in odt.iter().filter(|(name, _)| !name.starts_with("META-INF") && name != "mimetype") {
        assert!(holds(&manifest.1, &format!("\"{name}\"")), "the manifest does not know {name}");
    }
}

/// A report with texts that have a special meaning in one of the formats.
fn hostile() -> Report {
    let nasty = "#panic(\"x\") $a$ ]] <b>&amp; </style>\u{0}\u{b} \\ @x {accent}";
    let mut paper = report(&ReportRequest::Partnership("sadje"));
    nasty.clone_into(&mut paper.title);
    paper.blocks.insert(0, Block::Heading { level: 1, text: nasty.to_owned(), page: false });
    let link = Some("javascript:alert(1)\" onclick=\"x".to_owned());
    paper
        .blocks
        .insert(1, Block::Text { runs: vec![TextRun { link, ..TextRun::plain(nasty) }], lead: false });
    paper
}

#[test]
fn words_stay_words_in_every_form() {
    let paper = hostile();
    assert!(made(&paper, ReportFileFormat::Pdf).starts_with(b"%PDF"));
    let html = made(&paper, ReportFileFormat::Html);
    assert!(!holds(&html, "<b>&amp;") && !holds(&html, "\" onclick") && !holds(&html, "\u{0}"));
    for form in [ReportFileFormat::Odt, ReportFileFormat::Docx] {
        for (name, bytes) in parts(made(&paper, form)).iter().filter(|(name, _)| ends(name, "xml")) {
            well_formed(name, bytes);
            assert!(!holds(bytes, "<b>"), "{name}");
        }
    }
}

#[test]
fn a_letter_that_no_font_has_does_not_stop_a_report() {
    let mut paper = report(&ReportRequest::Partnership("sadje"));
    paper.title = "水 – Петрозаводск – Ελλάδα – Čačak – العربية".to_owned();
    assert!(made(&paper, ReportFileFormat::Pdf).starts_with(b"%PDF"));
}

#[test]
fn a_template_at_fault_is_told_with_its_place() {
    let folder = std::env::temp_dir().join(format!("portulan-templates-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let own = |typst: &str| {
        std::fs::write(folder.join("report.typ"), typst).expect("written");
        let templates = ReportTemplates::read(&folder).expect("templates");
        write(&report(&ReportRequest::Goals), ReportFileFormat::Pdf, &templates).map_err(|e| e.to_string())
    };
    insta::assert_snapshot!(own("#let report(paper) = {\n  paper.nonsense\n}").expect_err("refused"));
    insta::assert_snapshot!(
        own("#let report(paper) = image(\"/etc/passwd\", alt: \"x\")").expect_err("refused")
    );
    let good = own(
        "#let report(paper) = { set document(title: paper.title); set text(lang: paper.language); paper.title }",
    );
    assert!(good.expect("a file").starts_with(b"%PDF"));
    // Missing files are replaced by the built-in templates.
    let css = ReportTemplates::read(&folder).expect("templates");
    assert!(holds(
        &write(&report(&ReportRequest::Goals), ReportFileFormat::Html, &css).expect("a page"),
        "--accent:"
    ));
    std::fs::write(folder.join("report.css"), [0xff, 0xfe]).expect("written");
    assert!(matches!(ReportTemplates::read(&folder), Err(TypesetError::Template { .. })));
    std::fs::remove_dir_all(&folder).expect("removed");
}
