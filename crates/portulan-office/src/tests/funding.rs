//! Funders: reports marked as sent, rules of funding plans, and what a partnership needs to apply.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_locales::Language;
use portulan_model::kinds::{
    Agreement, Authority, Funding, FundingStage, Instalment, Instrument, Organisation, Participation,
    Partnership, Project, ReportDue, Signatory,
};
use portulan_model::{
    Body, Country, Currency, Fact, Kind, Money, OrganisationType, Period, Provenance, Record, Ref, State,
};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, WorkflowStore as _, operator_only};
use uuid::Uuid;

use super::{TestOffice, at, text};

fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Published, body }
}

fn fact<T>(value: T) -> Fact<T> {
    Fact { value, source: None, provenance: Provenance::Stated }
}

/// An authority, a ministry that expects a report, and a project that it pays 80% of.
fn records() -> Vec<Record> {
    let authority = Authority {
        name: text("Ville de Port-Imaginaire"),
        country: Country("FR".to_owned()),
        languages: vec!["fr".to_owned()],
        organisation: Some(Ref::new("ville")),
        fictional: true,
        ..Authority::default()
    };
    let organisation = |name: &str| Organisation { name: text(name), ..Organisation::default() };
    let association = Organisation {
        kind: Some(fact(OrganisationType("22".to_owned()))),
        country: Some(fact(Country("FR".to_owned()))),
        ..organisation("Association du Large")
    };
    let line = |funder: &str, amount: i64, instrument| Funding {
        funder: Ref::new(funder),
        instrument: Some(instrument),
        value: Some(Money {
            amount: amount.into(),
            currency: Currency("EUR".to_owned()),
            value_date: "2025".parse().expect("a year"),
        }),
        ..Funding::default()
    };
    let report = ReportDue { due: "2020-01-31".parse().ok(), title: text("Rapport final"), sent: None };
    let project = Project {
        title: text("Puits"),
        partnership: Some(Ref::new("levant")),
        funding: vec![
            Funding { reports: vec![report], ..line("ministere", 80, Instrument::MeaeCall) },
            line("ville", 20, Instrument::OwnFunds),
        ],
        ..Project::default()
    };
    let partnership = Partnership {
        title: text("Le Levant"),
        participations: vec![Participation {
            organisation: Ref::new("association"),
            ..Participation::default()
        }],
        ..Partnership::default()
    };
    vec![
        record("port-imaginaire", Body::Authority(Box::new(authority))),
        record("ville", Body::Organisation(Box::new(organisation("Ville")))),
        record("ministere", Body::Organisation(Box::new(organisation("Ministère")))),
        record("association", Body::Organisation(Box::new(association))),
        record("levant", Body::Partnership(Box::new(partnership))),
        record("puits", Body::Project(Box::new(project))),
    ]
}

/// The form that marks a report as sent.
fn sent<'a>(project: &'a str, funder: &'a str, due: &'a str, title: &'a str) -> [(&'static str, &'a str); 5] {
    [("project", project), ("funder", funder), ("what", "report"), ("due", due), ("title", title)]
}

fn instalment(due: &str, amount: i64) -> Instalment {
    Instalment {
        due: due.parse().ok(),
        value: Some(Money {
            amount: amount.into(),
            currency: Currency("EUR".to_owned()),
            value_date: "2025".parse().expect("a year"),
        }),
        condition: text("Compte rendu final"),
        received: None,
    }
}

/// The title of a payment of 30 euros, as the page shows it.
fn instalment_title() -> String {
    format!("{} · Compte rendu final", Language::FRENCH.money(30.into(), "EUR"))
}

/// The form that marks the payment of March 2020 as received.
fn received<'a>(project: &'a str, title: &'a str) -> [(&'static str, &'a str); 5] {
    let due = [("what", "instalment"), ("due", "2020-03")];
    [("project", project), ("funder", "ministere"), due[0], due[1], ("title", title)]
}

#[tokio::test]
async fn of_two_equal_payments_one_is_received() {
    let mut all = records();
    let Body::Project(project) = &mut all[5].body else { panic!("a project") };
    project.funding[0].stage = FundingStage::Granted;
    project.funding[0].instalments = vec![instalment("2020-03", 30), instalment("2020-03", 30)];
    let id = all[5].id.to_string();
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    assert!(ada.get("/office/funders").await.text.contains("2 versements en retard"));
    let title = instalment_title();
    let form = received(&id, &title);
    assert_eq!(ada.post("/office/funders", &form).await.status, StatusCode::SEE_OTHER);
    let page = ada.get("/office/funders").await.text;
    assert!(page.contains("1 versement en retard"), "{page}");
    assert_eq!(page.matches("\"Marquer comme reçu –").count(), 1, "{page}");
    assert_eq!(page.matches("\"Annuler la réception notée aujourd’hui –").count(), 1, "{page}");
}

#[tokio::test]
async fn a_scheduled_publication_is_not_cancelled_unseen() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let stored = house.store.record(Kind::Project, "puits").await.expect("read").expect("there");
    let path = at(Kind::Project, stored.record.id);
    let draft = Record { state: State::Draft, ..stored.record };
    let changes = vec![Change::Update { record: draft, seen: stored.revision }];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let at_eight = Timestamp::now() + SignedDuration::from_hours(24 * 30);
    let at_eight = at_eight.strftime("%Y-%m-%dT08:00").to_string();
    let when = [("do", "schedule"), ("seen", "2"), ("at", at_eight.as_str())];
    let answer = ada.post(&format!("{path}/publish"), &when).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let id = path.rsplit('/').next().expect("an identity").to_owned();
    let answer = ada.post("/office/funders", &sent(&id, "ministere", "2020-01-31", "Rapport final")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("La publication de cette fiche est programmée"), "{}", answer.text);
    let answer = ada.post(&format!("{path}/history/1"), &[("seen", "2")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "an earlier version does not come back");
    let id = id.parse().expect("an identity");
    assert!(house.store.scheduled_for(id).await.expect("read").is_some());
}

#[tokio::test]
async fn an_expected_payment_is_marked_as_received() {
    let mut all = records();
    let Body::Project(project) = &mut all[5].body else { panic!("a project") };
    project.funding[0].stage = FundingStage::Granted;
    project.funding[0].instalments = vec![instalment("2020-03", 30), instalment("2999-01-15", 50)];
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/funders").await.text.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(page.contains("1 versement en retard"), "the one of 2020: {page}");
    assert!(page.contains("30 € · Compte rendu final · mars 2020"), "{page}");
    assert!(page.contains("50 € · Compte rendu final · 15 janvier 2999"), "{page}");
    let dashboard = ada.get("/office/").await.text;
    assert!(dashboard.contains("Versement attendu"), "it is a deadline: {dashboard}");
    let project = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    let id = project.id.to_string();
    let title = instalment_title();
    let form = received(&id, &title);
    let answer = ada.post("/office/funders", &form).await;
    assert_eq!(answer.location(), "/office/funders?done=received", "{}", answer.text);
    assert!(ada.get(answer.location()).await.text.contains("Versement marqué comme reçu"));
    let stored = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    let Body::Project(body) = &stored.body else { panic!("a project") };
    assert!(
        body.funding[0].instalments[0].received.is_some()
            && body.funding[0].instalments[1].received.is_none()
    );
    assert!(!ada.get("/office/").await.text.contains("Versement attendu"), "the next one is far away");
    let unknown = [&form[..2], &[("what", "dragon")], &form[3..]].concat();
    assert_eq!(ada.post("/office/funders", &unknown).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_late_report_is_marked_as_sent() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let project = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    let page = ada.get("/office/funders").await.text;
    assert!(page.contains("En retard") && page.contains("name=\"due\" value=\"2020-01-31\""), "{page}");
    assert!(page.contains("href=\"/office/reports/funder?record=ministere&amp;form=pdf\""), "{page}");
    assert!(page.contains("le taux maximal dépend du pays"), "the rules of the ministry: {page}");
    let id = project.id.to_string();
    let form = sent(&id, "ministere", "2020-01-31", "Rapport final");
    // Another report than the page showed is not marked.
    for wrong in [
        sent(&id, "ville", "2020-01-31", "Rapport final"),
        sent(&id, "ministere", "2021-01-31", "Rapport final"),
        sent(&id, "ministere", "2020-01-31", "Rapport"),
    ] {
        let answer = ada.post("/office/funders", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    assert_eq!(rita.post("/office/funders", &form).await.status, StatusCode::FORBIDDEN);
    let answer = ada.post("/office/funders", &form).await;
    assert_eq!(answer.location(), "/office/funders?done=sent", "{}", answer.text);
    let stored = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    let Body::Project(body) = &stored.body else { panic!("a project") };
    assert!(body.funding[0].reports[0].sent.is_some() && stored.state == State::Published);
    // Today, the mark can be taken back.
    let mut undo: Vec<(&str, &str)> = form.to_vec();
    undo.push(("undo", "true"));
    let answer = ada.post("/office/funders", &undo).await;
    assert_eq!(answer.location(), "/office/funders?done=unsent", "{}", answer.text);
    let answer = ada.post("/office/funders", &undo).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not sent any more");
    let answer = ada.post("/office/funders", &form).await;
    assert_eq!(answer.location(), "/office/funders?done=sent", "{}", answer.text);
    // A page that was opened before does not replace the date.
    assert_eq!(ada.post("/office/funders", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = TestOffice::office(&house.store, "http://monde.example").await;
    let site = other.app.site();
    let line = &site.programme.projects.find("puits").expect("there").body.funding[0];
    assert!(line.reports[0].sent.is_some());
}

#[tokio::test]
async fn the_budget_of_the_authority_is_last_and_is_not_a_grant() {
    let mut all = records();
    let Body::Project(project) = &mut all[5].body else { panic!("a project") };
    let value = project.funding[1].value.as_mut().expect("an amount");
    value.amount = 500.into();
    project.funding[0].reports.clear();
    project.funding[1].stage = FundingStage::Granted;
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/funders").await.text;
    let (ministry, own) = page.split_once("votre budget").expect("the authority's own money is named so");
    assert!(ministry.contains("Reçu à ce jour") && ministry.contains("Ministère"), "{page}");
    assert!(
        own.contains("Dépensé sur fonds propres") && !own.to_lowercase().contains("reste à percevoir"),
        "{page}"
    );
    assert!(!own.contains("record=ville"), "no report to oneself: {page}");
}

#[tokio::test]
async fn funders_that_did_not_agree_are_named_before_the_plan_is_public() {
    let mut all = records();
    all[5].state = State::Draft;
    let id = all[5].id;
    let Body::Project(project) = &mut all[5].body else { panic!("a project") };
    project.funding[1].stage = FundingStage::Granted;
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let page = ada.get(&format!("/office/projects/{id}/publish")).await.text;
    assert!(page.contains("Ministère – pressenti") && !page.contains("Ville – "), "{page}");
}

#[tokio::test]
async fn an_editor_marks_a_report_in_a_draft() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let project = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    let id = project.id.to_string();
    let answer = edgar.post("/office/funders", &sent(&id, "ministere", "2020-01-31", "Rapport final")).await;
    assert_eq!(answer.location(), "/office/funders?done=sent-draft", "{}", answer.text);
    let page = edgar.get(answer.location()).await.text;
    assert!(page.contains("publiez la fiche du projet"), "{page}");
    assert!(page.contains("brouillon, pas encore public") && page.contains("name=\"undo\""), "{page}");
    let stored = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    assert_eq!(stored.state, State::Draft);
}

#[tokio::test]
async fn a_report_that_is_marked_in_a_draft_is_no_longer_missing_for_a_call() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let project = house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record;
    let partnership = house.store.record(Kind::Partnership, "levant").await.expect("read").expect("there");
    let path = format!("{}/ready", at(Kind::Partnership, partnership.record.id));
    let state = |page: &str| {
        let before = page.split("Comptes rendus dus au financeur").next().expect("a page");
        before.rsplit("<b class=\"").next().and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    assert_eq!(state(&ada.get(&path).await.text).as_deref(), Some("late"));
    let id = project.id.to_string();
    let answer = edgar.post("/office/funders", &sent(&id, "ministere", "2020-01-31", "Rapport final")).await;
    assert_eq!(answer.location(), "/office/funders?done=sent-draft", "{}", answer.text);
    assert_eq!(state(&ada.get(&path).await.text).as_deref(), Some("is-done"));
}

#[tokio::test]
async fn the_reasons_why_an_agreement_is_not_in_force_are_stated() {
    let agreement = |title: &str, period: Period, signed: Option<&str>| Agreement {
        title: text(title),
        partnerships: vec![Ref::new("levant")],
        signatories: vec![Signatory {
            organisation: Ref::new("ville"),
            signed: signed.and_then(|day| day.parse().ok()),
            ..Signatory::default()
        }],
        period: Some(fact(period)),
        ..Agreement::default()
    };
    let year = |year: &str| year.parse().ok();
    let ended = Period { start: year("2010"), end: year("2012") };
    let later = Period { start: year("2098"), end: year("2099") };
    for (period, signed, expected) in [
        (ended, Some("2010-01-01"), "Terminée le 2012"),
        (ended, None, "Aucune date de signature · Terminée le 2012"),
        (later, Some("2025-01-01"), "Commence le 2098"),
    ] {
        let mut all = records();
        all.push(record("convention", Body::Agreement(Box::new(agreement("Convention", period, signed)))));
        let house = TestOffice::of(all).await;
        let mut ada = house.administrator().await;
        let partnership =
            house.store.record(Kind::Partnership, "levant").await.expect("read").expect("there");
        let page = ada.get(&format!("{}/ready", at(Kind::Partnership, partnership.record.id))).await.text;
        assert!(page.contains(expected), "{expected}: {page}");
        assert!(page.contains("Le numéro manque. · Le texte n’est pas joint."), "{page}");
    }
}

#[tokio::test]
async fn the_number_of_projects_that_are_checked_is_stated() {
    let mut all = records();
    for number in 0..200 {
        let project =
            Project { title: text("Forage"), partnership: Some(Ref::new("levant")), ..Project::default() };
        all.push(record(&format!("forage-{number}"), Body::Project(Box::new(project))));
    }
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let partnership = house.store.record(Kind::Partnership, "levant").await.expect("read").expect("there");
    let page = ada.get(&format!("{}/ready", at(Kind::Partnership, partnership.record.id))).await.text;
    assert!(page.contains("compte plus de 200 projets"), "{page}");
}

#[tokio::test]
async fn what_a_partnership_needs_to_apply_is_listed_and_ticks_itself() {
    let mut all = records();
    let agreement = Agreement {
        title: text("Convention-cadre"),
        partnerships: vec![Ref::new("levant")],
        signatories: vec![Signatory {
            organisation: Ref::new("ville"),
            signed: "2024-01-01".parse().ok(),
            ..Signatory::default()
        }],
        period: Some(fact(Period { start: "2024".parse().ok(), end: None })),
        deliberation: Some(fact("2024-12".to_owned())),
        ..Agreement::default()
    };
    all.push(record("convention", Body::Agreement(Box::new(agreement))));
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let partnership = house.store.record(Kind::Partnership, "levant").await.expect("read").expect("there");
    let path = at(Kind::Partnership, partnership.record.id);
    let overview = ada.get(&format!("{path}/overview")).await.text;
    assert!(overview.contains(&format!("{path}/ready")), "{overview}");
    let page = ada.get(&format!("{path}/ready")).await.text;
    let line = |page: &str, label: &str| {
        let before =
            page.split(label).next().expect("a page").rsplit("<li>").next().expect("a line").to_owned();
        assert!(page.contains(label), "{label}: {page}");
        if before.contains("is-done") {
            "done"
        } else if before.contains("late") {
            "missing"
        } else {
            "none"
        }
    };
    for (label, expected) in [
        ("Convention signée, en cours de validité", "done"),
        ("Texte joint de type", "missing"),
        ("numéro, et texte joint", "missing"),
        ("Convention transmise au préfet", "missing"),
        ("Contrat d’engagement républicain signé", "missing"),
        ("Comptes rendus dus au financeur de l’appel transmis", "missing"),
        ("Déclaration e-APD de l’an dernier transmise", "missing"),
        ("Plan de financement conforme aux règles", "missing"),
        ("Fiche de l’Atlas complète", "missing"),
    ] {
        assert_eq!(line(&page, label), expected, "{label}");
    }
    assert!(page.contains("2024-12 · Le texte n’est pas joint."), "the missing part: {page}");
    assert!(page.contains("Association du Large"), "the association that has not signed: {page}");
    let association =
        house.store.record(Kind::Organisation, "association").await.expect("read").expect("there");
    let field = format!("{}#rights", at(Kind::Organisation, association.record.id));
    assert!(page.contains(&format!("href=\"{field}\"")), "the page where the date is entered: {page}");
    assert!(
        page.contains("<h2>MEAE (appel à projets) – règles de 2025</h2>"),
        "the call of the plan: {page}"
    );
    assert!(page.contains("70 % au plus") && !page.contains("200 projets"), "its rules: {page}");
    // No project has a line of the other call, and no report is due to its funder.
    let other = ada.get(&format!("{path}/ready?call=ficol")).await.text;
    assert!(other.contains("<h2>FICOL – règles de 2020</h2>"), "{other}");
    assert!(other.contains("Aucun projet en cours du partenariat ne comporte de ligne"), "{other}");
    assert_eq!(line(&other, "Comptes rendus dus au financeur"), "none");
    assert_eq!(line(&other, "Convention transmise au préfet"), "missing");
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    assert_eq!(paul.get(&format!("{path}/ready")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.get("/office/partnerships/not-an-id/ready").await.status, StatusCode::NOT_FOUND);
}
