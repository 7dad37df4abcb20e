//! Reports of the fictional authority, as plain text.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use portulan_locales::Language;
use portulan_model::kinds::{Errand, Mission, Participant, Person, Step};
use portulan_model::{Ref, Text};
use portulan_report::reports::{self, Block, Report, ReportError, ReportPictures, ReportRequest, TextRun};

const TODAY: Date = date(2026, 3, 1);

fn written(language: Language, wanted: &ReportRequest<'_>) -> Report {
    reports::write(&portulan_testkit::port_imaginaire(), language, wanted, TODAY, &ReportPictures::new())
        .expect("a report")
}

/// A report as plain text.
fn plain(paper: &Report) -> String {
    let mut out = format!(
        "{}\n{}\n{} · {}\n{}\n\n",
        paper.title, paper.subtitle, paper.author, paper.date, paper.notice
    );
    blocks(&paper.blocks, &mut out);
    out
}

fn runs(runs: &[TextRun]) -> String {
    runs.iter().map(|run| run.source.map_or_else(|| run.text.clone(), |n| format!("[{n}]"))).collect()
}

fn blocks(all: &[Block], out: &mut String) {
    for block in all {
        let _ = match block {
            Block::Heading { level, text, page } => {
                let page = if *page { "\n---\n" } else { "\n" };
                writeln!(out, "{page}{} {text}", "#".repeat(usize::from(*level)))
            }
            Block::Text { runs: all, lead } => {
                writeln!(out, "{}{}", if *lead { "> " } else { "" }, runs(all))
            }
            Block::List { items, .. } | Block::Sources { items } => {
                items.iter().try_for_each(|item| writeln!(out, "- {}", runs(item)))
            }
            Block::Facts { rows } => rows.iter().try_for_each(|row| {
                let lines: Vec<String> = row.lines.iter().map(|line| runs(line)).collect();
                writeln!(out, "{}: {}", row.name, lines.join(" / "))
            }),
            Block::Figures { items } => {
                items.iter().try_for_each(|(figure, label)| writeln!(out, "[{figure}] {label}"))
            }
            Block::Table { caption, head, rows, .. } => writeln!(out, "{caption}\n| {} |", head.join(" | "))
                .and_then(|()| rows.iter().try_for_each(|row| writeln!(out, "| {} |", row.join(" | ")))),
            Block::Image { alt, caption, .. } => writeln!(out, "({alt}) {caption}"),
            Block::Goals { goals } => goals
                .iter()
                .try_for_each(|g| writeln!(out, "[{} {}] {}", g.number, g.name, g.lines.join(" / "))),
            Block::Pair { left, right } => {
                blocks(left, out);
                blocks(right, out);
                Ok(())
            }
        };
    }
}

#[test]
fn the_annual_report_reads_like_this() {
    insta::assert_snapshot!("annual-fr", plain(&written(Language::FRENCH, &ReportRequest::Annual(2025))));
    insta::assert_snapshot!("annual-en", plain(&written(Language::ENGLISH, &ReportRequest::Annual(2022))));
}

#[test]
fn the_other_reports_read_like_this() {
    for (name, language, wanted) in [
        ("partnership", Language::ENGLISH, ReportRequest::Partnership("sadje")),
        ("goals", Language::FRENCH, ReportRequest::Goals),
        ("funder", Language::FRENCH, ReportRequest::Funder("agence-imaginaire")),
    ] {
        insta::assert_snapshot!(name, plain(&written(language, &wanted)));
    }
}

#[test]
fn a_briefing_has_people_days_and_what_is_open() {
    let text = |text: &str| Text([("en".to_owned(), text.to_owned())].into());
    let person = Person {
        name: text("Mina Fictive"),
        function: text("Engineer"),
        phone: Some("+33 1 00 00 00 00".into()),
        ..Person::default()
    };
    let mission = Mission {
        title: text("Follow-up mission"),
        purpose: text("See the pumps run."),
        participants: vec![
            Participant { person: Some(Ref::new("mina")), ..Participant::default() },
            Participant {
                name: Some("Two drivers".into()),
                note: text("vegetarian"),
                ..Participant::default()
            },
        ],
        programme: vec![
            Step {
                date: "2026-05-02".parse().ok(),
                time: Some("14:00".into()),
                what: text("The lagoon"),
                ..Step::default()
            },
            Step {
                date: "2026-05-02".parse().ok(),
                time: Some("09:30".into()),
                what: text("Town hall"),
                persons: vec![Ref::new("mina")],
                ..Step::default()
            },
        ],
        logistics: vec![
            Errand { what: text("Visas"), due: "2026-04-01".parse().ok(), ..Errand::default() },
            Errand { what: text("Tickets"), done: true, ..Errand::default() },
        ],
        partnerships: vec![Ref::new("sadje")],
        ..Mission::default()
    };
    let persons = BTreeMap::from([("mina".to_owned(), person)]);
    let paper = written(Language::ENGLISH, &ReportRequest::Briefing { mission: &mission, persons: &persons });
    insta::assert_snapshot!("briefing", plain(&paper));
}

#[test]
fn what_is_not_published_has_no_report() {
    let programme = portulan_testkit::port_imaginaire();
    let ask = |wanted| {
        reports::write(&programme, Language::FRENCH, &wanted, TODAY, &ReportPictures::new()).map(|p| p.title)
    };
    assert_eq!(ask(ReportRequest::Partnership("nowhere")), Err(ReportError::NoPartnership("nowhere".into())));
    assert_eq!(ask(ReportRequest::Funder("nobody")), Err(ReportError::NoFunder("nobody".into())));
    // A funder without projects has a report that states it.
    let paper = written(Language::FRENCH, &ReportRequest::Funder("ecole-de-sadje"));
    assert!(
        plain(&paper).contains("Ce financeur ne figure dans le plan de financement d’aucun projet publié")
    );
    // A year in which nothing was paid is a year all the same.
    assert!(plain(&written(Language::FRENCH, &ReportRequest::Annual(2031))).contains("Rapport annuel 2031"));
}

#[test]
fn pictures_are_what_their_bytes_are() {
    use portulan_model::kinds::Media;
    use portulan_model::{Body, Kind, PublishedRegister, Record, State};

    let whole = portulan_testkit::port_imaginaire();
    let mut records: Vec<Record> = Kind::ALL
        .iter()
        .flat_map(|kind| whole.entries(*kind))
        .map(|e| Record { id: e.id, slug: e.slug, state: State::Published, body: e.body })
        .collect();
    let media = |file: &str| Media { file: Some(file.into()), ..Media::default() };
    for (number, file) in ["quay.png", "lost.jpg", "odd.jpg"].into_iter().enumerate() {
        let id = uuid::Uuid::from_u128(0x01a2_0000_0000_7000_8000_0000_00aa_0000 + number as u128);
        let slug = format!("picture-{number}");
        records.push(Record { id, slug, state: State::Published, body: Body::Media(Box::new(media(file))) });
    }
    for record in &mut records {
        if let Body::Partnership(body) = &mut record.body {
            body.media = (0..3).map(|n| Ref::new(format!("picture-{n}"))).collect();
        }
    }
    let now = jiff::Timestamp::UNIX_EPOCH;
    let programme = PublishedRegister::new(records.into_iter().map(|r| (r, now, now))).expect("a programme");
    // The variants for the site are JPEG, whatever the file is; a file that is not a picture is left out.
    let pictures = ReportPictures::from([
        ("quay.png".to_owned(), vec![0xff, 0xd8, 0xff]),
        ("odd.jpg".to_owned(), b"text".to_vec()),
    ]);
    let wanted = ReportRequest::Partnership("sadje");
    let paper = reports::write(&programme, Language::FRENCH, &wanted, TODAY, &pictures).expect("a report");
    let photographs: Vec<_> = paper.images.iter().map(|i| i.form).filter(|form| *form != "svg").collect();
    assert_eq!(photographs, ["jpg"]);
    assert!(paper.headings().contains(&(1, "Image")), "one picture");
}

/// The rows of the table with this caption that follows a project's heading.
fn table_of(report: &Report, project: &str, caption: &str) -> Vec<Vec<String>> {
    let after = report.blocks.iter().skip_while(
        |block| !matches!(block, Block::Heading { level: 1, text, .. } if text.starts_with(project)),
    );
    let table = after.into_iter().find_map(|block| match block {
        Block::Table { caption: found, rows, .. } if found == caption => Some(rows.clone()),
        _ => None,
    });
    table.unwrap_or_default()
}

/// Spaces that do not break are compared as plain ones.
fn cells(rows: &[Vec<String>]) -> Vec<String> {
    rows.iter().map(|row| row.join(" | ").replace(['\u{a0}', '\u{202f}'], " ")).collect()
}

#[test]
fn a_funder_sees_costs_by_heading_and_the_resources_of_all() {
    let report = written(Language::FRENCH, &ReportRequest::Funder("ministere-imaginaire"));
    // By hand, from the budgets and payments of the project.
    let costs = table_of(&report, "Un atelier solaire", "Dépenses prévues et réalisées par poste");
    assert_eq!(
        cells(&costs),
        [
            "Équipements et fournitures | 122 000 € | 117 150,25 € | 4 849,75 € | 96 %",
            "Formations et ateliers | 50 000 € | 46 290 € | 3 710 € | 93 %",
            "Total | 172 000 € | 163 440,25 € | 8 559,75 € | 95 %",
        ]
    );
    let resources = table_of(&report, "Un atelier solaire", "Ressources");
    assert_eq!(
        cells(&resources),
        [
            // 163,440.25 € paid, of which the ministry brought 70,000 €.
            "Ville de Port-Imaginaire | acquis | 95 000 € | 93 440,25 €",
            "Ministère imaginaire de l’Europe et des affaires étrangères | acquis | 70 000 € | 70 000 €",
            "Fonds européen imaginaire | pressenti | 40 000 € | 0 €",
            // 12 days at 310 € and equipment of 6,400 €.
            "Ville de Port-Imaginaire | Apports en nature (valorisation) | – | 10 120 €",
            "Total |  | 205 000 € | 173 560,25 €",
        ]
    );
}
