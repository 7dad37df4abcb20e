//! The set-up of a new register in the browser.
use axum::http::StatusCode;
use portulan_model::kinds::Authority;
use portulan_model::{Body, Kind, State};
use portulan_store::Store as _;

use super::TestOffice;

async fn authority(house: &TestOffice) -> (Authority, State) {
    let stored = house.store.records_of(Kind::Authority).await.expect("read").remove(0);
    let state = stored.record.state;
    let Body::Authority(body) = stored.record.body else { panic!("an authority") };
    (*body, state)
}

#[tokio::test]
async fn a_register_is_set_up_in_the_browser() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/").await.text;
    assert!(page.contains("href=\"/office/setup\""), "the first of the first steps: {page}");
    let page = ada.get("/office/setup").await.text;
    assert!(page.contains("value=\"FR\" selected") && page.contains("Eau et assainissement"), "{page}");

    // Nothing is saved while something is missing or ambiguous.
    let wrong = [("name", ""), ("country", "FR"), ("place", "Atlantide")];
    let answer = ada.post("/office/setup", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for message in
        ["Le nom de la collectivité manque", "Aucune langue", "Cette ville n’est pas dans la liste"]
    {
        assert!(answer.text.contains(message), "{message}: {}", answer.text);
    }
    let mut form = vec![
        ("name", "Communauté du Levant"),
        ("siren", "123 456 789"),
        ("country", "FR"),
        ("place", "Saint-Denis"),
        ("language", "fr"),
        ("language", "es"),
        ("own-accent", "true"),
        ("accent", "#ffff00"),
        ("theme", "water"),
        ("theme", "dragons"),
        ("legal", "true"),
    ];
    let answer = ada.post("/office/setup", &form).await;
    assert!(answer.text.contains("Plusieurs villes correspondent"), "{}", answer.text);
    assert!(answer.text.contains("value=\"Communauté du Levant\""), "what was typed stays: {}", answer.text);
    let town = portulan_towns::search("Saint-Denis", Some("FR"), 1).remove(0);
    let id = town.id.to_string();
    form.push(("town", &id));
    let answer = ada.post("/office/setup", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a wrong SIREN and an unreadable colour");
    assert!(answer.text.contains("SIREN") && answer.text.contains("#ffff00"), "{}", answer.text);
    assert!(authority(&house).await.0.port.is_none());

    form[1].1 = "217 500 016";
    form[7].1 = "#176b5d";
    let answer = ada.post("/office/setup", &form).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/office/"), "{}", answer.text);
    let (body, state) = authority(&house).await;
    assert_eq!(state, State::Published);
    assert_eq!((body.name.text("es"), body.siren.as_deref()), ("Communauté du Levant", Some("217500016")));
    assert_eq!(
        (body.languages, body.accent),
        (vec!["fr".to_owned(), "es".to_owned()], Some("#176b5d".to_owned()))
    );
    assert_eq!(body.port.expect("a place").value, portulan_model::Point { lat: town.lat, lon: town.lon });
    assert_eq!((body.time_zone.as_str(), body.licence.as_str()), ("Europe/Paris", "etalab-2.0"));
    let themes: Vec<&str> = body.themes.iter().map(|term| term.key.as_str()).collect();
    assert_eq!(themes, ["eau-et-assainissement"]);
    let organisation = body.organisation.expect("an organisation");
    let stored =
        house.store.record(Kind::Organisation, organisation.slug()).await.expect("read").expect("there");
    assert_eq!(
        (stored.record.slug.as_str(), stored.record.state),
        ("communaute-du-levant", State::Published)
    );
    let pages = house.store.records_of(Kind::Page).await.expect("read");
    assert!(pages.len() == 2 && pages.iter().all(|page| page.record.state == State::Draft));

    // It can be changed again, and makes nothing twice.
    let page = ada.get("/office/setup").await.text;
    assert!(
        page.contains("value=\"Communauté du Levant\"") && page.contains("value=\"Saint-Denis\""),
        "{page}"
    );
    form[0].1 = "Agglomération du Levant";
    form.pop();
    let answer = ada.post("/office/setup", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let (body, _) = authority(&house).await;
    assert_eq!((body.name, body.themes.len()), (text_in(&["fr", "es"], "Agglomération du Levant"), 1));
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 1);
    assert_eq!(house.store.records_of(Kind::Page).await.expect("read").len(), 2);
}

fn text_in(languages: &[&str], name: &str) -> portulan_model::Text {
    portulan_model::Text(languages.iter().map(|tag| ((*tag).to_owned(), name.to_owned())).collect())
}

#[tokio::test]
async fn administrators_alone_set_up_the_authority() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get("/office/setup").await.status, StatusCode::FORBIDDEN);
    assert_eq!(edgar.post("/office/setup", &[("name", "X")]).await.status, StatusCode::FORBIDDEN);
}
