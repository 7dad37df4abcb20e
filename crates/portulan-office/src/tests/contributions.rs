//! Contributions: asked for by the office, written through a link, and accepted.
use axum::http::StatusCode;
use portulan_model::kinds::{Indicator, IndicatorPeriod, Organisation, Project, ResultEntry};
use portulan_model::{Body, Kind, Period, Record, Ref, State};
use portulan_store::{
    Author, Change, ContributionStage, ContributionStore as _, DocumentFileStore as _, RecordWriter as _,
    Store as _, operator_only,
};
use uuid::Uuid;

use super::pictures::photograph;
use super::{Browser, TestAnswer, TestOffice, text};

/// An office with a published project that has an indicator.
struct AskedProject {
    house: TestOffice,
    ada: Browser,
    project: Uuid,
}

async fn asked_project(house: TestOffice) -> AskedProject {
    let period = Period { start: "2026-01-01".parse().ok(), end: "2026-06".parse().ok() };
    let indicator = Indicator {
        title: text("Puits creusés"),
        unit: text("puits"),
        periods: vec![IndicatorPeriod {
            period,
            target: "4".parse().ok(),
            actual: "1".parse().ok(),
            ..IndicatorPeriod::default()
        }],
        ..Indicator::default()
    };
    let result =
        ResultEntry {
            title: text("Accès à l’eau"), indicators: vec![indicator], ..ResultEntry::default()
        };
    let body = Project { title: text("Des puits"), results: vec![result], ..Project::default() };
    let record = Record {
        id: Uuid::now_v7(),
        slug: "puits".into(),
        state: State::Published,
        body: Body::Project(Box::new(body)),
    };
    let project = record.id;
    let payer = Organisation { name: text("Rivages"), ..Organisation::default() };
    let payer = Record {
        id: Uuid::now_v7(),
        slug: "rivages".into(),
        state: State::Published,
        body: Body::Organisation(Box::new(payer)),
    };
    let changes = vec![Change::Create(record), Change::Create(payer)];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("written");
    let ada = house.administrator().await;
    AskedProject { house, ada, project }
}

/// A page with plain spaces.
fn plain(page: &str) -> String {
    page.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The path in the only link of a page to the form.
fn link(page: &str) -> String {
    let rest = page.split("http://monde.example/office/contribute/").nth(1).expect("a link");
    let token = rest.split(['<', '\n', ' ']).next().expect("its end");
    format!("/office/contribute/{token}")
}

impl AskedProject {
    fn page(&self) -> String {
        format!("/office/projects/{}/contributions", self.project)
    }

    /// Asks for a contribution. Returns the path of its form.
    async fn ask(&mut self) -> String {
        let form = [
            ("contributor", "Association imaginaire"),
            ("email", "terrain@monde.example"),
            ("start", "janvier 2026"),
            ("end", "juin 2026"),
            ("days", "30"),
            ("language", "fr"),
            ("message", "Merci de votre retour."),
        ];
        let page = self.page();
        let answer = self.ada.post(&page, &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        link(&answer.text)
    }

    async fn only(&self) -> portulan_store::Contribution {
        self.house.store.contributions_of(self.project).await.expect("read").remove(0)
    }

    async fn stored(&self) -> Project {
        let stored = self.house.store.record_of(self.project).await.expect("read").expect("the project");
        match stored.record.body {
            Body::Project(project) => *project,
            other => panic!("{other:?}"),
        }
    }
}

/// A form that can be sent.
const WRITTEN: [(&str, &str); 10] = [
    ("by", "Zoé Imaginaire"),
    ("progress", "Deux puits sont achevés.\n\nLe troisième est commencé."),
    ("currency", "EUR"),
    ("expense:0:date", "5 mars 2026"),
    ("expense:0:amount", "12 500,50"),
    ("expense:0:heading", "works"),
    ("expense:0:description", "Forage"),
    ("label:0:0", "Accès à l’eau – Puits creusés"),
    ("value:0:0", "3"),
    ("do", "send"),
];

async fn send(browser: &mut Browser, path: &str, version: &str, changes: &[(&str, &str)]) -> TestAnswer {
    let mut form: Vec<(&str, &str)> = vec![("version", version)];
    let is_changed = |name: &str| changes.iter().any(|(changed, _)| *changed == name);
    form.extend(WRITTEN.iter().filter(|(name, _)| !is_changed(name)).copied().chain(changes.iter().copied()));
    browser.send_with(path, &form, "picture", &[]).await
}

#[tokio::test]
async fn an_operator_answers_through_a_link_and_an_officer_accepts() {
    let (house, _spool) = TestOffice::new().await.with_mail();
    let mut f = asked_project(house).await;
    let path = f.ask().await;
    let mail = f.house.mail().await;
    assert_eq!(mail.len(), 1);
    assert_eq!(mail[0].mail.recipient, "terrain@monde.example");
    assert!(mail[0].mail.text.contains(&path) && mail[0].mail.text.contains("Merci de votre retour."));
    // A person without an account opens the link.
    let mut zoe = f.house.browser();
    let page = zoe.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for expected in ["Des puits", "Merci de votre retour.", "Accès à l’eau – Puits creusés", "Valeur cible"]
    {
        assert!(page.text.contains(expected), "{expected}: {}", page.text);
    }
    // Saved, then sent with a mistake, then sent.
    let saved = send(&mut zoe, &path, "0", &[("do", "save")]).await;
    assert_eq!(saved.location(), format!("{path}?saved#saved"));
    let wrong = send(&mut zoe, &path, "1", &[("expense:0:amount", "beaucoup")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Un champ est à corriger") && wrong.text.contains("value=\"beaucoup\""));
    assert!(wrong.text.contains("name=\"version\" value=\"2\""), "{}", wrong.text);
    let picture = [("photo.jpg", photograph())];
    let described = [
        ("version", "2"),
        ("do", "picture"),
        ("progress", WRITTEN[1].1),
        ("picture-alt", "Le puits du nord"),
        ("picture-credit", "Zoé Imaginaire"),
    ];
    let refused = zoe.send_with(&path, &described, "picture", &picture).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("confirmez l’accord"), "{}", refused.text);
    let mut described = described.to_vec();
    described[0] = ("version", "3");
    described.push(("picture-consent", "true"));
    let added = zoe.send_with(&path, &described, "picture", &picture).await;
    assert_eq!(added.location(), format!("{path}#pictures"), "{}", added.text);
    let shown = zoe.fetch(&format!("{path}/pictures/1")).await;
    assert_eq!(shown.0, StatusCode::OK);
    assert!(!shown.1.windows(4).any(|w| w == b"Exif"));
    let sent = send(&mut zoe, &path, "4", &[]).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, path.as_str()), "{}", sent.text);
    let thanks = plain(&zoe.get(&path).await.text);
    assert!(thanks.contains("Contribution envoyée") && thanks.contains("12 500,50 €"), "{thanks}");
    assert!(send(&mut zoe, &path, "5", &[]).await.text.contains("Contribution envoyée"));
    // The officer receives a message, reads the contribution and accepts a part.
    let mail = f.house.mail().await;
    assert!(mail.iter().any(|one| one.mail.recipient == "ada@monde.example"), "{mail:?}");
    let review = format!("/office/contributions/{}", f.only().await.id);
    for page in ["/office/", "/office/proposals"] {
        assert!(f.ada.get(page).await.text.contains(&review), "{page}");
    }
    let page = plain(&f.ada.get(&review).await.text);
    for expected in ["Forage", "Le troisième est commencé.", "au registre : 1 puits", "Le puits du nord"] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    // The value would replace another one: it is not selected at first.
    assert!(page.contains("name=\"value\" value=\"0\">"), "{page}");
    let form = [
        ("version", "5"),
        ("stage", "sent"),
        ("revision", "1"),
        ("do", "accept"),
        ("expense", "0"),
        ("value", "0"),
        ("picture", "1"),
    ];
    let early: Vec<_> =
        form.iter().map(|(name, value)| (*name, if *name == "version" { "4" } else { value })).collect();
    let early = f.ada.post(&review, &early).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.text.contains("a été modifié entre-temps"), "{}", early.text);
    let form = [&form[..], &[("payer", "Rivages")]].concat();
    let accepted = f.ada.post(&review, &form).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
    let project = f.stored().await;
    let expense = &project.transactions[0];
    assert_eq!(expense.provider.as_ref().map(Ref::slug), Some("rivages"));
    let value = expense.value.as_ref().expect("an amount");
    assert_eq!((value.amount.to_string().as_str(), value.currency.0.as_str()), ("12500.50", "EUR"));
    assert_eq!(expense.date, "2026-03-05".parse().ok());
    let period = &project.results[0].indicators[0].periods[0];
    assert_eq!((period.target, period.actual), ("4".parse().ok(), "3".parse().ok()));
    let document = f.house.store.record(Kind::Document, project.documents[0].slug()).await.expect("read");
    let Some(Body::Document(document)) = document.map(|stored| stored.record.body) else {
        panic!("a document")
    };
    let file = document.file.expect("a file");
    assert!(!document.public_file);
    let stored = f.house.store.document_files_named(&[&file]).await.expect("read").remove(0);
    let pdf = f.house.store.document_content(&stored).await.expect("read").expect("a file");
    assert!(pdf.starts_with(b"%PDF"));
    let media = f.house.store.record(Kind::Media, project.media[0].slug()).await.expect("read");
    assert_eq!(media.map(|stored| stored.record.state), Some(State::Draft));
    assert!(f.ada.get(&review).await.text.contains("conservé dans le document"));
    // The public sees no change, and nothing can be accepted again.
    let public = f.house.renewed().await;
    let mut reader = Browser { site: public, ..f.house.browser() };
    assert!(!reader.get("/fr/projects/puits").await.text.contains("Forage"));
    assert_eq!(f.ada.post(&review, &form).await.status, StatusCode::CONFLICT);
    assert_eq!(f.only().await.stage, ContributionStage::Accepted);
    assert!(zoe.get(&path).await.text.contains("Contribution acceptée"));
}

#[tokio::test]
async fn expenses_need_a_payer_and_the_project_that_the_page_showed() {
    let mut f = asked_project(TestOffice::new().await).await;
    let path = f.ask().await;
    let mut zoe = f.house.browser();
    send(&mut zoe, &path, "0", &[]).await;
    let review = format!("/office/contributions/{}", f.only().await.id);
    let form = |revision: &'static str, payer: &'static str| {
        [
            ("version", "1"),
            ("stage", "sent"),
            ("revision", revision),
            ("do", "accept"),
            ("expense", "0"),
            ("payer", payer),
        ]
    };
    let stale = f.ada.post(&review, &form("0", "Rivages")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "the project is not the one of the page");
    // Expenses without a payer would count as the authority's own.
    for payer in ["", "Personne"] {
        let refused = f.ada.post(&review, &form("1", payer)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{payer}");
        assert!(refused.text.contains("Choisissez l’organisation qui a payé"), "{}", refused.text);
    }
    let accepted = f.ada.post(&review, &form("1", "Rivages")).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
}

#[tokio::test]
async fn what_is_not_selected_is_not_stored_and_the_document_keeps_it() {
    let mut f = asked_project(TestOffice::new().await).await;
    let path = f.ask().await;
    let mut zoe = f.house.browser();
    assert_eq!(send(&mut zoe, &path, "0", &[]).await.status, StatusCode::SEE_OTHER);
    let review = format!("/office/contributions/{}", f.only().await.id);
    let accepted = f
        .ada
        .post(&review, &[("version", "1"), ("stage", "sent"), ("revision", "1"), ("do", "accept")])
        .await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
    assert!(f.ada.get(&review).await.text.contains("non repris"));
    let project = f.stored().await;
    assert!(project.transactions.is_empty() && project.media.is_empty());
    assert_eq!(project.results[0].indicators[0].periods[0].actual, "1".parse().ok());
    assert_eq!(project.documents.len(), 1);
}

#[tokio::test]
async fn a_contribution_is_sent_back_with_a_note_and_closed() {
    let (house, _spool) = TestOffice::new().await.with_mail();
    let mut f = asked_project(house).await;
    let first = f.ask().await;
    let mut zoe = f.house.browser();
    send(&mut zoe, &first, "0", &[]).await;
    let review = format!("/office/contributions/{}", f.only().await.id);
    f.house.mail().await;
    let seen = [("version", "1"), ("stage", "sent")];
    let unseen = f.ada.post(&review, &[("version", "0"), ("stage", "open"), ("do", "decline")]).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT, "it was sent since the page was made");
    let without = [&seen[..], &[("do", "return"), ("note", " "), ("value", "0")]].concat();
    let without = f.ada.post(&review, &without).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The selection stays as it was.
    assert!(without.text.contains("name=\"value\" value=\"0\" checked"), "{}", without.text);
    assert!(!without.text.contains("name=\"expense\" value=\"0\" checked"), "{}", without.text);
    let returned = [&seen[..], &[("do", "return"), ("note", "Précisez les dates.")]].concat();
    let returned = f.ada.post(&review, &returned).await;
    let second = link(&returned.text);
    assert_eq!(zoe.get(&first).await.status, StatusCode::GONE);
    let page = zoe.get(&second).await.text;
    assert!(page.contains("Précisez les dates.") && page.contains("Deux puits sont achevés."), "{page}");
    let mail = f.house.mail().await;
    assert!(mail.iter().any(|one| one.mail.text.contains("Précisez les dates.")), "{mail:?}");
    let closed = f.ada.post(&review, &[("stage", "open"), ("do", "decline")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    assert!(zoe.get(&second).await.text.contains("n’est plus attendue"));
    assert!(send(&mut zoe, &second, "1", &[]).await.text.contains("n’est plus attendue"));
    assert_eq!(f.only().await.stage, ContributionStage::Declined);
}

#[tokio::test]
async fn two_windows_do_not_overwrite_each_other_silently() {
    let mut f = asked_project(TestOffice::new().await).await;
    let path = f.ask().await;
    let (mut first, mut second) = (f.house.browser(), f.house.browser());
    send(&mut first, &path, "0", &[("progress", "Un"), ("do", "save")]).await;
    let conflict = send(&mut second, &path, "0", &[("progress", "Deux"), ("do", "save")]).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.text.contains("autre fenêtre") && conflict.text.contains(">Deux</textarea>"));
    assert!(conflict.text.contains("name=\"version\" value=\"1\""), "{}", conflict.text);
    assert!(first.get(&path).await.text.contains(">Un</textarea>"));
}

#[tokio::test]
async fn only_those_who_may_write_a_project_ask_and_answer() {
    let mut f = asked_project(TestOffice::new().await).await;
    let path = f.ask().await;
    let mut zoe = f.house.browser();
    send(&mut zoe, &path, "0", &[]).await;
    let review = format!("/office/contributions/{}", f.only().await.id);
    let mut reader = f.house.user(&mut f.ada.clone(), "Rose", "reader").await;
    let mut partner = f.house.user(&mut f.ada.clone(), "Paul", "partner").await;
    for browser in [&mut reader, &mut partner] {
        for page in [&review, &f.page()] {
            let answer = browser.get(page).await;
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status), "{page}");
            let answer = browser.post(page, &[("do", "accept"), ("contributor", "X"), ("days", "30")]).await;
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status), "{page}");
        }
        assert!(!browser.get("/office/").await.text.contains(&review));
    }
    // Without an account the pages of the office lead to the sign-in.
    assert_eq!(zoe.get(&review).await.status, StatusCode::SEE_OTHER);
    assert_eq!(f.only().await.stage, ContributionStage::Sent);
}

#[tokio::test]
async fn a_request_names_its_recipient_and_a_period() {
    let mut f = asked_project(TestOffice::new().await).await;
    let page = f.page();
    let table = [
        (("", "", "2026", "2026"), "id=\"contributor\""),
        (("Zoé", "zoe", "2026", "2026"), "id=\"email\""),
        (("Zoé", "", "bientôt", "2026"), "id=\"start\""),
        (("Zoé", "", "2026", "2025"), "id=\"end\""),
    ];
    for ((contributor, email, start, end), field) in table {
        let form = [
            ("contributor", contributor),
            ("email", email),
            ("start", start),
            ("end", end),
            ("days", "30"),
            ("language", "fr"),
        ];
        let answer = f.ada.post(&page, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        let input = answer.text.split("<input").find(|input| input.contains(field)).expect("the field");
        assert!(input.split('>').next().expect("its end").contains("aria-invalid"), "{input}");
    }
    assert!(f.house.store.contributions_of(f.project).await.expect("read").is_empty());
}

#[tokio::test]
async fn a_form_is_bounded_and_a_wrong_link_is_not_read() {
    let mut f = asked_project(TestOffice::new().await).await;
    let path = f.ask().await;
    let mut zoe = f.house.browser();
    let gone = send(&mut zoe, "/office/contribute/unknown", "0", &[]).await;
    assert_eq!(gone.status, StatusCode::GONE);
    let stale =
        [("version", "7"), ("picture-alt", "x"), ("picture-credit", "y"), ("picture-consent", "true")];
    let picture = [("photo.jpg", photograph())];
    assert_eq!(zoe.send_with(&path, &stale, "picture", &picture).await.status, StatusCode::CONFLICT);
    let id = f.only().await.id;
    assert!(f.house.store.contribution_pictures(id).await.expect("read").is_empty());
    let many: Vec<(String, String)> =
        (0..601).map(|n| (format!("expense:{n}:date"), "2026".into())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(zoe.send_with(&path, &many, "picture", &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = "x".repeat(80_001);
    let answer = zoe.send_with(&path, &[("progress", long.as_str())], "picture", &[]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let picture = [("drawing.jpg", b"<svg onload='x'/>".to_vec())];
    let form = [
        ("version", "0"),
        ("do", "picture"),
        ("picture-alt", "x"),
        ("picture-credit", "y"),
        ("picture-consent", "true"),
    ];
    let refused = zoe.send_with(&path, &form, "picture", &picture).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert!(refused.text.contains("Le format SVG n’est pas accepté"), "{}", refused.text);
    let script =
        send(&mut zoe, &path, "1", &[("progress", "<script>alert(1)</script>"), ("do", "save")]).await;
    assert_eq!(script.status, StatusCode::SEE_OTHER, "{}", script.text);
    assert!(!zoe.get(&path).await.text.contains("<script>alert"));
}

#[tokio::test]
async fn a_link_expires() {
    let house = TestOffice::new().await;
    let mut f = asked_project(house).await;
    let path = f.ask().await;
    let expires = f.only().await.expires;
    assert!(expires > jiff::Timestamp::now());
    let later = expires + jiff::SignedDuration::from_hours(24 * 91);
    crate::auth::delete_expired(&f.house.office, later).await.expect("deleted");
    assert_eq!(f.house.browser().get(&path).await.status, StatusCode::GONE);
    assert!(f.house.store.contributions_of(f.project).await.expect("read").is_empty());
}
