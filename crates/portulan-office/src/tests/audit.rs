//! The audit log: in words, with links to records, filtered by action.
use axum::http::StatusCode;
use portulan_model::Kind;
use uuid::Uuid;

use super::{TestOffice, at};

#[tokio::test]
async fn the_log_names_actions_and_records_in_words() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let form = [("/name/fr", "Sadjé"), ("/country", "BJ"), ("revision", "0"), ("do", "save")];
    let path = at(Kind::Territory, Uuid::now_v7());
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let log = ada.get("/office/audit").await.text;
    assert!(log.contains("<td>Premier compte créé</td>"), "{log}");
    assert!(log.contains("<td>Fiche créée</td>") && log.contains(">Territoire : Sadjé</a>"), "{log}");
    assert!(!log.contains("<td>create</td>") && !log.contains("territory/"), "no codes: {log}");
    let created = ada.get("/office/audit?action=create").await.text;
    assert!(created.contains("<td>Fiche créée</td>"), "{created}");
    assert!(!created.contains("<td>Premier compte créé</td>"), "only the action asked for: {created}");
}
