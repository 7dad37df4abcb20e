//! Reports in the office: rights, parameters, and the audit log.
use axum::http::StatusCode;
use portulan_model::kinds::{Mission, Participant, Person};
use portulan_model::{Body, Record, Ref, State};
use portulan_store::{Author, Change, RecordWriter as _, operator_only};
use uuid::Uuid;

use super::{TestOffice, text};

#[tokio::test]
async fn a_briefing_is_for_those_of_the_authority_and_whom_it_names_is_written_down() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record =
        |slug: &str, body| Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Draft, body };
    let person = Person { name: text("Mina Fictive"), ..Person::default() };
    let traveller = Participant { person: Some(Ref::new("mina")), ..Participant::default() };
    let mission =
        Mission { title: text("Mission de suivi"), participants: vec![traveller], ..Mission::default() };
    let changes = vec![
        Change::Create(record("mina", Body::Person(Box::new(person)))),
        Change::Create(record("suivi", Body::Mission(Box::new(mission)))),
    ];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("kept");
    assert!(ada.get("/office/reports").await.text.contains("id=\"briefing\""));
    let (status, page) = ada.fetch("/office/reports/briefing?record=suivi&form=html").await;
    let page = String::from_utf8_lossy(&page).into_owned();
    assert!(status == StatusCode::OK && page.contains("Mina Fictive"), "{page}");
    let log = ada.get("/office/audit?action=read").await.text;
    assert!(log.contains("Ada a consulté") && log.contains(">un contact</a>"), "{log}");
    for (path, status) in [
        ("/office/reports/briefing?record=nowhere&form=pdf", StatusCode::NOT_FOUND),
        ("/office/reports/partnership?record=nowhere&form=pdf", StatusCode::NOT_FOUND),
        ("/office/reports/annual?year=-32768&form=pdf", StatusCode::NOT_FOUND),
        ("/office/reports/annual?form=exe", StatusCode::NOT_FOUND),
        ("/office/reports/secrets?form=pdf", StatusCode::NOT_FOUND),
        ("/office/reports/annual?year=2025&form=pdf&language=en", StatusCode::OK),
    ] {
        assert_eq!(ada.fetch(path).await.0, status, "{path}");
    }
    let mut pia = house.user(&mut ada, "Pia", "partner").await;
    for path in ["/office/reports", "/office/reports/briefing?record=suivi&form=html"] {
        assert_eq!(pia.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut nobody = house.browser();
    assert_eq!(nobody.get("/office/reports/goals?form=pdf").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_template_at_fault_is_told_to_whoever_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("report.typ"), "#let report(paper) = paper.nothing").expect("written");
    let templates = portulan_typeset::ReportTemplates::read(folder.path()).expect("templates");
    let mut house = TestOffice::new().await;
    house.office = house.office.with_templates(templates);
    let mut ada = house.administrator().await;
    let answer = ada.get("/office/reports/goals?form=pdf").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("report.typ:1:"), "{}", answer.text);
}
