//! The audit log: in words, with links to records, filtered by action. And keys of themes, which nobody types.
use axum::http::StatusCode;
use portulan_model::{Body, Kind};
use portulan_store::Store as _;
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

#[tokio::test]
async fn the_key_of_a_theme_is_derived_from_its_name() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let stored = house.store.record(Kind::Authority, "port-imaginaire").await.expect("read").expect("there");
    let form = [
        ("/name/fr", "Ville de Port-Imaginaire"),
        ("/country", "FR"),
        ("/languages/0", "fr"),
        ("/themes/0/name/fr", "Eau et littoral"),
        ("/themes/1/name/fr", "Eau et littoral"),
        ("revision", "1"),
        ("slug", "port-imaginaire"),
        ("do", "save"),
    ];
    let answer = ada.post(&at(Kind::Authority, stored.record.id), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let stored = house.store.record(Kind::Authority, "port-imaginaire").await.expect("read").expect("there");
    let Body::Authority(authority) = stored.record.body else { panic!("an authority") };
    let keys: Vec<_> = authority.themes.iter().map(|theme| theme.key.as_str()).collect();
    assert_eq!(keys, ["eau-et-littoral", "eau-et-littoral-2"]);
}
