//! The lists of a long declaration, page by page.
use axum::http::StatusCode;
use portulan_model::kinds::{OdaKind, Project, Transaction};
use portulan_model::{Body, Channel, Fact, Record, Ref, State, TransactionType};
use portulan_store::{AuditAction, AuditEntry, DeclarationStore as _};
use uuid::Uuid;

use super::declaration::{paid, records};
use super::{Browser, TestOffice, text};

const HERE: &str = "/office/declaration/2025";
/// The numbers of projects that are declared, and of those excluded.
const DECLARED: usize = 120;
const EXCLUDED: usize = 60;
/// Every tenth line lacks its description; this one lacks its sector instead.
const WITHOUT_SECTOR: usize = 65;

fn id(number: usize) -> Uuid {
    Uuid::from_u128(1_000 + number as u128)
}

/// A project with a payment in the year; the first sixty also have money from others.
fn project(number: usize) -> Record {
    let oda = match number {
        WITHOUT_SECTOR => OdaKind::Multilateral,
        DECLARED.. => OdaKind::NotOda,
        _ => OdaKind::Administration,
    };
    let received = Transaction {
        kind: TransactionType("1".into()),
        receiver: None,
        provider: Some(Ref::new("quais")),
        ..paid(100, 2025)
    };
    let description = Fact { value: text("Une description fictive"), ..Fact::default() };
    let project = Project {
        title: text(&format!("Projet fictif {number}")),
        partnership: Some(Ref::new("sadje")),
        description: (!number.is_multiple_of(10)).then_some(description),
        oda: Some(oda),
        channel: Some(Channel("22000".into())),
        transactions: std::iter::once(paid(1000, 2025)).chain((number < 60).then_some(received)).collect(),
        ..Project::default()
    };
    Record {
        id: id(number),
        slug: format!("projet-{number:03}"),
        state: State::Published,
        body: Body::Project(Box::new(project)),
    }
}

/// An office with many projects, and its administrator.
async fn office() -> (TestOffice, Browser) {
    let others = records().into_iter().filter(|record| !matches!(record.body, Body::Project(_)));
    let house = TestOffice::of(others.chain((0..DECLARED + EXCLUDED).map(project)).collect()).await;
    let ada = house.administrator().await;
    (house, ada)
}

/// The projects whose cards a page has.
fn cards(page: &str) -> Vec<usize> {
    let ids = page.split("<section class=\"sheet action\" id=\"p-").skip(1);
    let id = |rest: &str| rest.split('"').next()?.parse::<Uuid>().ok();
    ids.map(|rest| usize::try_from(id(rest).expect("an identity").as_u128() - 1_000).expect("small"))
        .collect()
}

/// The text of the section with an identifier.
fn section<'a>(page: &'a str, name: &str) -> &'a str {
    let start = format!("id=\"{name}\">");
    page.split(&start).nth(1).and_then(|rest| rest.split("</section>").next()).expect("a section")
}

fn decision<'a>(verb: &'a str, project: &'a str, part: &'a str, value: &'a str) -> [(&'a str, &'a str); 4] {
    [("do", verb), ("project", project), ("part", part), ("value", value)]
}

#[tokio::test]
async fn lists_have_pages_of_fifty() {
    let (_house, mut ada) = office().await;
    let first = ada.get(HERE).await.text;
    assert_eq!(cards(&first), (0..50).collect::<Vec<_>>());
    assert!(first.contains("<p class=\"count\">1–50 sur 120</p>"), "{first}");
    let next = "<a href=\"?lines=2#lines\" rel=\"next\" aria-label=\"Suivants – Actions\">Suivants</a>";
    assert!(first.contains(next) && !first.contains("rel=\"prev\""), "{first}");
    assert!(first.contains("<nav class=\"pager\" aria-label=\"Pages de la liste « Actions »\">"));
    // Totals and counts are those of all lines.
    assert!(first.contains("<dd>120</dd>") && first.contains("114 000 €"), "{first}");
    let third = ada.get(&format!("{HERE}?lines=3")).await.text;
    assert_eq!(cards(&third), (100..120).collect::<Vec<_>>());
    assert!(third.contains("101–120 sur 120") && third.contains("href=\"?lines=2#lines\" rel=\"prev\""));
    assert!(third.contains("114 000 €"));
    // Past the end is the last page; what is not a page is the first.
    for (query, expected) in [("lines=4", &third), ("lines=99999999999", &third), ("lines=x&out=0", &first)] {
        let page = ada.get(&format!("{HERE}?{query}")).await;
        assert_eq!((page.status, cards(&page.text)), (StatusCode::OK, cards(expected)), "{query}");
    }
    // Each list has its own page.
    let rows = |page: &str, name: &str, row: &str| section(page, name).matches(row).count();
    assert_eq!((rows(&first, "out", "<li>"), rows(&first, "funds", "<table")), (50, 50));
    let second = ada.get(&format!("{HERE}?lines=2&out=2&funds=2")).await.text;
    assert_eq!(cards(&second), (50..100).collect::<Vec<_>>());
    assert_eq!((rows(&second, "out", "<li>"), rows(&second, "funds", "<table")), (10, 10));
    assert!(section(&second, "out").contains("51–60 sur 60"));
    assert!(section(&second, "out").contains("href=\"?lines=2&#38;out=1&#38;funds=2#out\" rel=\"prev\""));
    assert!(second.len() < 600_000, "{} bytes", second.len());
}

#[tokio::test]
async fn files_have_all_lines() {
    let (_house, mut ada) = office().await;
    let csv = ada.get(&format!("{HERE}.csv?lines=2&missing=1")).await.text;
    assert_eq!(csv.matches("Projet fictif").count(), DECLARED);
    let (_, book) = ada.fetch(&format!("{HERE}.xlsx?lines=2")).await;
    let sheets = portulan_workbook::read(&book).expect("a workbook");
    assert_eq!(sheets[0].height(), DECLARED + 1);
}

#[tokio::test]
async fn lines_with_gaps_can_be_reached() {
    let (_house, mut ada) = office().await;
    let page = ada.get(HERE).await.text;
    assert!(
        page.contains("<a href=\"?lines=1&#38;missing=1#lines\">à compléter dans 13 actions</a>"),
        "{page}"
    );
    assert!(page.contains("aria-current=\"true\">Toutes (120)</a>"), "{page}");
    let filtered = ada.get(&format!("{HERE}?lines=1&missing=1&out=2")).await.text;
    let mut incomplete: Vec<usize> = (0..DECLARED).step_by(10).chain([WITHOUT_SECTOR]).collect();
    incomplete.sort_unstable();
    assert_eq!(cards(&filtered), incomplete);
    assert!(filtered.contains("aria-current=\"true\">À compléter (13)</a>"));
    assert!(filtered.contains("<a href=\"?lines=1&#38;out=2#lines\">Toutes (120)</a>"));
    // The filter applies to the lines alone, and a page past its end is its last.
    assert_eq!(section(&filtered, "out").matches("<li>").count(), 10);
    assert_eq!(cards(&ada.get(&format!("{HERE}?missing=1&lines=3")).await.text), incomplete);
}

#[tokio::test]
async fn a_decision_returns_to_its_page_and_project() {
    let (_house, mut ada) = office().await;
    let project = id(60).to_string();
    let page = format!("{HERE}?lines=2&out=2");
    let answer = ada.post(&page, &decision("decide", &project, "amount", "12")).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, format!("{page}#p-{project}").as_str())
    );
    let shown = ada.get(answer.location().split('#').next().expect("a path")).await.text;
    assert!(cards(&shown).contains(&60), "{shown}");
    // A refused decision shows the same page.
    let refused = ada.post(&page, &decision("decide", &project, "amount", "-3")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(cards(&refused.text), (50..100).collect::<Vec<_>>());
    assert!(refused.text.contains(&format!("<a href=\"#p-{project}\">")));
    // A project that is left out is no longer on the page: its list is.
    let answer = ada.post(&page, &decision("decide", &project, "counted", "no")).await;
    assert_eq!(answer.location(), format!("{page}#lines"));
    let shown = ada.get(&page).await.text;
    assert_eq!(cards(&shown), (50..101).filter(|number| *number != 60).collect::<Vec<_>>());
    // Back among the lines, its card is on their second page, wherever the decision was made.
    let out = format!("{HERE}?out=1");
    let answer = ada.post(&out, &decision("derive", &project, "counted", "")).await;
    assert_eq!(answer.location(), format!("{HERE}?lines=2&out=1#p-{project}"));
}

#[tokio::test]
async fn a_line_that_is_completed_leaves_the_filter() {
    let (_house, mut ada) = office().await;
    let project = id(WITHOUT_SECTOR).to_string();
    let page = format!("{HERE}?lines=1&missing=1");
    let answer = ada.post(&page, &decision("decide", &project, "amount", "12")).await;
    assert_eq!(answer.location(), format!("{page}#p-{project}"));
    let answer = ada.post(&page, &decision("decide", &project, "purpose", "Formation professionnelle")).await;
    assert_eq!(answer.location(), format!("{page}#lines"));
    let shown = ada.get(&page).await.text;
    assert_eq!(cards(&shown), (0..DECLARED).step_by(10).collect::<Vec<_>>());
    assert!(shown.contains("À compléter (12)"));
}

#[tokio::test]
async fn changes_since_the_declaration_was_filed_have_pages() {
    let (house, mut ada) = office().await;
    assert_eq!(ada.post(HERE, &[("do", "freeze")]).await.status, StatusCode::SEE_OTHER);
    for number in 0..55 {
        let entry = AuditEntry::new("test", AuditAction::EapdDecide);
        house.store.decide(2025, id(number), "amount", Some("12"), entry).await.expect("stored");
    }
    let rows = |page: &str| section(page, "changes").matches("<th scope=\"row\"").count();
    let first = ada.get(HERE).await.text;
    assert_eq!(rows(&first), 50);
    assert!(section(&first, "changes").contains("href=\"?changes=2#changes\" rel=\"next\""));
    let second = ada.get(&format!("{HERE}?changes=2")).await.text;
    assert_eq!(rows(&second), 5);
    assert!(section(&second, "changes").contains("51–55 sur 55"));
}
