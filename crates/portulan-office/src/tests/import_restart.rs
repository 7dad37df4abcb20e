//! Imports that wait while the program is restarted.
use axum::http::StatusCode;
use portulan_model::Kind;
use portulan_store::{
    Accounts as _, Author, ImportStore as _, RecordWriter as _, Store as _, WaitingStage, operator_only,
};
use portulan_testkit::empty_register;
use uuid::Uuid;

use super::import::{keep, organisation, send, settled};
use super::{Browser, TestOffice};
use crate::router;

const FILE: &str =
    "Nom (Français);Pays;Site web\nRégie;France;\nÉcole;Indonésie;pas une adresse\nPort;France;\n";
const MAP: [(&str, &str); 7] = [
    ("do", "map"),
    ("table", "0"),
    ("head", "1"),
    ("target", "organisations"),
    ("column:0", "/name/fr"),
    ("column:1", "/country/value"),
    ("column:2", "/website"),
];

/// The program, started again with the same register; the browser has the same session.
async fn restarted(house: &mut TestOffice, browser: &mut Browser) {
    house.office = TestOffice::office(&house.store, "http://monde.example").await;
    browser.office = router(house.office.clone());
}

fn id(path: &str) -> Uuid {
    path.rsplit('/').next().expect("a path").parse().expect("an identity")
}

#[tokio::test]
async fn an_import_is_found_at_the_same_address_after_a_restart_with_its_decisions() {
    let mut house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let path = send(&mut ada, "acteurs.csv", FILE.as_bytes()).await.location().to_owned();
    restarted(&mut house, &mut ada).await;
    assert!(ada.get("/office/import").await.text.contains(&path), "it can be resumed");
    let page = ada.get(&path).await.text;
    assert!(page.contains("Association des colonnes") && page.contains("acteurs.csv"), "{page}");
    ada.post(&path, &MAP).await;
    settled(&mut ada, &path).await;
    restarted(&mut house, &mut ada).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("pas une adresse"), "the rows are checked again: {page}");
    ada.post(&path, &[("do", "check"), ("cell:2:2", "https://ecole.example/")]).await;
    settled(&mut ada, &path).await;
    ada.post(&path, &[("do", "leave:3")]).await;
    settled(&mut ada, &path).await;
    restarted(&mut house, &mut ada).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Importer 2 lignes") && !page.contains("pas une adresse"), "{page}");
    // Another user does not find it, and neither does its user once it is cancelled.
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get(&path).await.status, StatusCode::NOT_FOUND);
    ada.post(&path, &[("do", "take")]).await;
    assert!(settled(&mut ada, &path).await.contains("Import terminé"));
    restarted(&mut house, &mut ada).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Import terminé") && page.contains("value=\"undo\""), "{page}");
    ada.post(&path, &[("do", "undo")]).await;
    assert!(settled(&mut ada, &path).await.contains("Import annulé"));
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 1);
    restarted(&mut house, &mut ada).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Import annulé") && !page.contains("value=\"undo\""), "{page}");
}

#[tokio::test]
async fn an_import_that_was_being_applied_waits_again_or_is_done_and_is_never_applied_twice() {
    let mut house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let file = "Nom (Français);Pays\nRégie;France\n";
    let path = send(&mut ada, "acteurs.csv", file.as_bytes()).await.location().to_owned();
    ada.post(&path, &MAP[..6]).await;
    settled(&mut ada, &path).await;
    // The program stops before its transaction commits.
    assert!(house.store.move_import(id(&path), WaitingStage::Writing, "{}").await.expect("moved"));
    restarted(&mut house, &mut ada).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Importer 1 ligne"), "{page}");
    // A transaction of the program that stopped comes too late.
    let late = Author { import: Some(id(&path)), ..Author::operator("test") };
    assert!(house.store.apply(Vec::new(), &late, operator_only).await.is_err());
    // Another program applies it: this one does not apply it again.
    assert!(
        house
            .store
            .move_import(
                id(&path),
                WaitingStage::Writing,
                "{\"counts\":[],\"notes\":[],\"records\":[],\"since\":null}"
            )
            .await
            .expect("moved")
    );
    house.store.apply(Vec::new(), &late, operator_only).await.expect("applied");
    ada.post(&path, &[("do", "take")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Import terminé"), "{page}");
    assert_eq!(
        house.store.records_of(Kind::Organisation).await.expect("read").len(),
        1,
        "only the authority’s"
    );
}

#[tokio::test]
async fn a_refused_import_waits_again() {
    let mut house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let stored = organisation("regie", "Régie");
    keep(&house, vec![stored.clone()]).await;
    let file = "Nom (Français);Pays\nRégie;France\n";
    let path = send(&mut ada, "acteurs.csv", file.as_bytes()).await.location().to_owned();
    ada.post(&path, &MAP[..6]).await;
    settled(&mut ada, &path).await;
    let update = portulan_store::Change::Update { record: stored, seen: 1 };
    house.store.apply(vec![update], &Author::operator("test"), operator_only).await.expect("kept");
    ada.post(&path, &[("do", "take")]).await;
    assert!(settled(&mut ada, &path).await.contains("a été modifié entre-temps"));
    let ada_id = house.store.users().await.expect("read")[0].id;
    let waiting = house.store.import(id(&path), ada_id).await.expect("read").expect("there");
    assert_eq!(waiting.stage, WaitingStage::Waiting);
    restarted(&mut house, &mut ada).await;
    assert!(settled(&mut ada, &path).await.contains("Importer 1 ligne"));
    ada.post(&path, &[("do", "cancel")]).await;
    assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(house.store.import(id(&path), ada_id).await.expect("read").is_none());
}
