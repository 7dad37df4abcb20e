//! Files of documents: from the officer's computer to the public.
use axum::http::StatusCode;
use portulan_editorial::policy;
use portulan_model::kinds::{Agreement, Document};
use portulan_model::{Body, FileKind, Kind, Record, Ref, State};
use portulan_store::{
    Accounts as _, Author, Change, Denial, DocumentFileStore as _, RecordWriter as _, Store as _, StoreError,
    StoredRecord, operator_only,
};
use uuid::Uuid;

use super::{TestOffice, at, text};
use crate::pages::documents::extract_one;

/// A PDF as far as its format is detected.
fn pdf(content: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{content}\n").into_bytes()
}

fn record(slug: &str, body: Body, state: State) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.into(), state, body }
}

async fn store(house: &TestOffice, records: &[&Record]) {
    let changes = records.iter().map(|record| Change::Create((*record).clone())).collect();
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
}

async fn read(house: &TestOffice, kind: Kind, slug: &str) -> StoredRecord {
    house.store.record(kind, slug).await.expect("read").expect("there")
}

fn document(stored: &StoredRecord) -> &Document {
    let Body::Document(document) = &stored.record.body else { panic!("a document") };
    document
}

#[tokio::test]
async fn a_signed_agreement_is_attached_and_reaches_the_public_once_it_is_opened() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let agreement = Agreement { title: text("Convention 2024"), ..Agreement::default() };
    let agreement = record("convention", Body::Agreement(Box::new(agreement)), State::Published);
    store(&house, &[&agreement]).await;
    let path = at(Kind::Agreement, agreement.id);
    let files = [
        ("Convention_signée.pdf", pdf("one")),
        ("macro.doc", vec![0xD0, 0xCF, 0x11, 0xE0]),
        ("page.html", b"<script>".to_vec()),
    ];
    let answer = ada.send_as(&format!("{path}/documents"), "files", &files).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("Les formats DOC, XLS et PPT ne sont pas acceptés"), "{}", answer.text);
    assert!(answer.text.contains("Ce fichier n’est ni un PDF"), "{}", answer.text);
    let stored = read(&house, Kind::Document, "convention-signee").await;
    assert_eq!(stored.record.state, State::Draft);
    let name = document(&stored).file.clone().expect("a file");
    let attached = read(&house, Kind::Agreement, "convention").await;
    let Body::Agreement(body) = &attached.record.body else { panic!("an agreement") };
    assert_eq!(
        (attached.record.state, &body.documents),
        (State::Draft, &vec![Ref::new("convention-signee")])
    );
    // The page of the agreement links to the file.
    let address = format!("/office/files/{name}");
    assert!(ada.get(&format!("{path}/overview")).await.text.contains(&address));
    let received = ada.fetch(&address).await;
    assert_eq!(received, (StatusCode::OK, pdf("one")));
    // Published, but internal: the public reads of the document, and gets no file.
    let mut reader = house.browser();
    let public = format!("/files/{name}");
    let document_path = at(Kind::Document, stored.record.id);
    for (page, seen) in [(&document_path, "1"), (&path, "2")] {
        let publish = ada.post(&format!("{page}/publish"), &[("do", "publish"), ("seen", seen)]).await;
        assert_eq!(publish.status, StatusCode::SEE_OTHER, "{}", publish.text);
    }
    reader.site = house.renewed().await;
    assert_eq!(reader.get(&public).await.status, StatusCode::NOT_FOUND);
    assert_eq!(reader.get(&address).await.status, StatusCode::SEE_OTHER, "sign in first");
    let sources = reader.get("/fr/sources").await.text;
    assert!(sources.contains("Convention signée") && !sources.contains(&name), "{sources}");
    let api = reader.get("/api/v1/records/documents/convention-signee").await.text;
    assert!(!api.contains(&name), "{api}");
    // Opened to the public.
    let form = [
        ("/title/fr", "Convention signée"),
        ("/kind", "agreement"),
        ("/file", name.as_str()),
        ("/public_file", "true"),
        ("revision", "2"),
        ("slug", "convention-signee"),
        ("do", "save"),
    ];
    let answer = ada.post(&document_path, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let publish = ada.post(&format!("{document_path}/publish"), &[("do", "publish"), ("seen", "3")]).await;
    assert_eq!(publish.status, StatusCode::SEE_OTHER, "{}", publish.text);
    reader.site = house.renewed().await;
    assert!(reader.get("/fr/sources").await.text.contains(&format!("href=\"{public}\"")));
    assert_eq!(reader.fetch(&public).await, (StatusCode::OK, pdf("one")));
    // Replaced: a draft, so the public still receives the earlier file.
    let answer = ada.send_as(&format!("{document_path}/file"), "files", &[("b.pdf", pdf("two"))]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    reader.site = house.renewed().await;
    assert_eq!(reader.fetch(&public).await, (StatusCode::OK, pdf("one")));
}

#[tokio::test]
async fn a_record_cannot_take_the_file_of_another() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let answer = ada.send_as("/office/documents/upload", "files", &[("secret.pdf", pdf("x"))]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let name = document(&read(&house, Kind::Document, "secret").await).file.clone().expect("a file");
    let mut editor = house.user(&mut ada, "Éditrice", "editor").await;
    let forged = [
        ("/title/fr", "Autre"),
        ("/file", name.as_str()),
        ("/public_file", "true"),
        ("revision", "0"),
        ("slug", "autre"),
        ("do", "save"),
    ];
    let answer = editor.post(&at(Kind::Document, Uuid::now_v7()), &forged).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    assert!(answer.text.contains("n’a pas été déposé pour cette fiche"), "{}", answer.text);
    assert!(house.store.record(Kind::Document, "autre").await.expect("read").is_none());
    // A name that no file has yet cannot be claimed either: a file stored under it later would belong to this record.
    let claimed = forged
        .map(|(field, value)| if field == "/file" { (field, "payroll-2028.pdf") } else { (field, value) });
    let answer = editor.post(&at(Kind::Document, Uuid::now_v7()), &claimed).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    // A partner who sees no documents of the authority does not get the file either.
    let mut partner = house.user(&mut ada, "Partenaire", "partner").await;
    assert_eq!(partner.get(&format!("/office/files/{name}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get(&format!("/office/files/{name}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_text_of_each_file_is_extracted_once() {
    let house = TestOffice::new().await;
    let put =
        |name: &str, bytes: Vec<u8>| Change::PutFile { kind: FileKind::Document, name: name.into(), bytes };
    let changes = vec![put("a.pdf", pdf("broken")), put("b.png", vec![0x89, b'P', b'N', b'G'])];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    assert!(extract_one(&house.office).await.expect("read"));
    assert!(extract_one(&house.office).await.expect("read"), "a file that cannot be read is not read again");
    assert!(!extract_one(&house.office).await.expect("read"));
    assert_eq!(house.store.document_without_text().await.expect("read"), None);
}

#[tokio::test]
async fn a_form_without_files_says_so() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let answer = ada.send_as("/office/documents/upload", "files", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Aucun fichier reçu"), "{}", answer.text);
}

#[tokio::test]
async fn texts_and_files_are_searched_and_drafts_are_not_shown_by_it_to_partners() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let agreement = Agreement { title: text("Convention"), ..Agreement::default() };
    let public = record("convention", Body::Agreement(Box::new(agreement.clone())), State::Published);
    store(&house, &[&public]).await;
    let draft = Agreement { renewal: text("Reconduction tacite, clause lagunaire"), ..agreement };
    let draft = Record { state: State::Draft, body: Body::Agreement(Box::new(draft)), ..public };
    let change = Change::Update { record: draft, seen: 1 };
    house.store.apply(vec![change], &Author::operator("test"), operator_only).await.expect("stored");
    let page = ada.get("/office/find?q=LAGUNAIRE").await.text;
    assert!(page.contains("Convention") && page.contains("<mark>lagunaire</mark>"), "{page}");
    let suggested = ada.get("/office/find.json?q=lagun").await.text;
    assert!(suggested.contains("\"name\":\"Convention\"") && suggested.contains("/overview"), "{suggested}");
    let mut partner = house.user(&mut ada, "Partenaire", "partner").await;
    for (address, expected) in [("/office/find.json?q=lagunaire", "[]"), ("/office/find.json?q=%22", "[]")] {
        assert_eq!(partner.get(address).await.text, expected, "{address}");
    }
    // The text of an internal file is not found by a partner either, although the document is published.
    let named = Document { title: text("Annexe"), file: Some("annexe.pdf".into()), ..Document::default() };
    let annex = record("annexe", Body::Document(Box::new(named)), State::Published);
    let file = Change::PutFile { kind: FileKind::Document, name: "annexe.pdf".into(), bytes: pdf("x") };
    let changes = vec![file, Change::Create(annex)];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let file = house.store.document_without_text().await.expect("read").expect("a file");
    house.store.put_document_text(&file, "clause confidentielle".into()).await.expect("stored");
    assert!(ada.get("/office/find.json?q=confidentielle").await.text.contains("Annexe"));
    assert_eq!(partner.get("/office/find.json?q=confidentielle").await.text, "[]");
    assert!(
        partner.get("/office/find.json?q=annexe").await.text.contains("Annexe"),
        "it is found by its name"
    );
    assert!(ada.get("/office/find?q=introuvable").await.text.contains("Aucune fiche ne contient ces mots"));
    assert_eq!(ada.get("/office/find?q=").await.status, StatusCode::OK);
    let long = format!("/office/find?q={}&page=4000000000", "mot+".repeat(2000));
    assert_eq!(ada.get(&long).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_is_not_stored_under_a_name_that_another_record_has() {
    let house = TestOffice::new().await;
    house.administrator().await;
    let named = |slug: &str| {
        let document =
            Document { title: text(slug), file: Some("payroll.pdf".into()), ..Document::default() };
        record(slug, Body::Document(Box::new(document)), State::Draft)
    };
    // A folder imported by the operator may name a file that is missing.
    store(&house, &[&named("earlier")]).await;
    let ada = house.store.users().await.expect("read").remove(0);
    let author = Author::user(ada.id, &ada.name, "");
    let file =
        Change::PutFile { kind: FileKind::Document, name: "payroll.pdf".into(), bytes: pdf("salaries") };
    let changes = vec![file, Change::Create(named("own"))];
    let refused = house.store.apply(changes, &author, policy::decide).await;
    assert!(matches!(refused, Err(StoreError::Denied(Denial::FileExists))), "{refused:?}");
    assert!(house.store.document_files().await.expect("read").is_empty());
}
