//! The set-up of a new register in the browser.
use axum::http::StatusCode;
use portulan_model::kinds::{Authority, Media};
use portulan_model::{Body, Kind, State};
use portulan_store::{Accounts as _, Store as _, UserRole};

use super::pictures::photograph;
use super::{TestOffice, at};

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
    assert!(
        page.contains("value=\"FR\" data-currency=\"EUR\" selected")
            && page.contains("Eau et assainissement"),
        "{page}"
    );

    // Nothing is saved while something is missing or ambiguous.
    let wrong = [("name", ""), ("country", "FR"), ("place", "Atlantide")];
    let answer = ada.send_with("/office/setup", &wrong, "picture", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for message in
        ["Le nom de la collectivité manque", "Aucune langue", "Cette ville n’est pas dans la liste"]
    {
        assert!(answer.text.contains(message), "{message}: {}", answer.text);
    }
    // Each message is at its entry too.
    for entry in ["name", "t-languages", "setup-place"] {
        assert!(answer.text.contains(&format!("<a href=\"#{entry}\">")), "{entry}: {}", answer.text);
        assert!(answer.text.contains(&format!("id=\"p-{entry}\"")), "{entry}: {}", answer.text);
    }
    assert!(!answer.text.contains("id=\"p-siren\""), "{}", answer.text);
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
    let answer = ada.send_with("/office/setup", &form, "picture", &[]).await;
    assert!(answer.text.contains("Plusieurs villes correspondent"), "{}", answer.text);
    assert!(answer.text.contains("value=\"Communauté du Levant\""), "what was typed stays: {}", answer.text);
    let town = portulan_towns::search("Saint-Denis", Some("FR"), 1).remove(0);
    let id = town.id.to_string();
    form.push(("town", &id));
    let answer = ada.send_with("/office/setup", &form, "picture", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a wrong SIREN and an unreadable colour");
    assert!(
        answer.text.contains("id=\"p-siren\"") && answer.text.contains("id=\"p-accent\""),
        "{}",
        answer.text
    );
    assert!(authority(&house).await.0.port.is_none());

    form[1].1 = "217 500 016";
    form[7].1 = "#176b5d";
    let answer = ada.send_with("/office/setup", &form, "picture", &[]).await;
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
    let answer = ada.send_with("/office/setup", &form, "picture", &[]).await;
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
    assert_eq!(
        edgar.send_with("/office/setup", &[("name", "X")], "picture", &[]).await.status,
        StatusCode::FORBIDDEN
    );
}

/// The record of a picture.
async fn picture(house: &TestOffice, slug: &str) -> (Media, State) {
    let stored = house.store.record(Kind::Media, slug).await.expect("read").expect("there");
    let state = stored.record.state;
    let Body::Media(body) = stored.record.body else { panic!("a picture") };
    (*body, state)
}

#[tokio::test]
async fn the_set_up_takes_a_currency_a_logo_and_a_colleague_all_or_nothing() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/setup").await.text;
    assert!(page.contains("<option value=\"EUR\" selected>euro (EUR)</option>"), "{page}");
    assert!(page.contains("name=\"preset-currency\" value=\"EUR\""), "{page}");
    let mut form = vec![
        ("name", "Ville de Saint-Louis"),
        ("country", "SN"),
        ("place", "Saint-Louis"),
        ("currency", "EUR"),
        ("preset-currency", "EUR"),
        ("language", "fr"),
        ("email", "jeanne.martin"),
        ("role", "publisher"),
    ];
    let answer = ada.send_with("/office/setup", &form, "picture", &[("blason.jpg", photograph())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a wrong address");
    for stays in
        ["Cette adresse électronique n’est pas valide", "value=\"jeanne.martin\"", "blason.jpg", "XOF"]
    {
        assert!(answer.text.contains(stays), "{stays}: {}", answer.text);
    }
    assert!(answer.text.contains("value=\"publisher\" selected"), "{}", answer.text);
    assert!(house.store.records_of(Kind::Media).await.expect("read").is_empty(), "nothing is saved");
    assert_eq!(house.store.users().await.expect("read").len(), 1);

    // The page holds the logo while another entry is wrong.
    let held = answer.text.split("name=\"held-logo\" value=\"").nth(1).expect("the logo");
    let held = held.split('"').next().expect("its content").to_owned();
    form[6].1 = "jeanne.martin@saint-louis.example";
    form.extend([("held-logo-name", "blason.jpg"), ("held-logo", &held)]);
    let answer = ada.send_with("/office/setup", &form, "picture", &[("", Vec::new())]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("/office/join/") && answer.text.contains("Collectivité configurée"));
    let (body, _) = authority(&house).await;
    assert_eq!(body.currency.as_ref().map(|code| code.0.as_str()), Some("XOF"), "it follows the country");
    let logo = body.logo.expect("a logo");
    let (media, state) = picture(&house, logo.slug()).await;
    assert_eq!((state, media.alt.text("fr")), (State::Published, "Logo – Ville de Saint-Louis"));
    let jeanne = house.store.user_by_email(form[6].1).await.expect("read").expect("invited");
    assert_eq!((jeanne.name.as_str(), jeanne.role), ("Jeanne Martin", UserRole::Publisher));

    // A missing file is accepted; a file that is not a picture is refused.
    let wrong = [("dessin.jpg", b"<svg/>".to_vec())];
    let answer = ada.send_with("/office/setup", &form[..6], "picture", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Logo – Le format SVG"), "{}", answer.text);
    let taken = [&form[..6], &[("email", "jeanne.martin@saint-louis.example"), ("role", "editor")]].concat();
    let answer = ada.send_with("/office/setup", &taken, "picture", &[]).await;
    assert!(answer.text.contains("Un compte utilise déjà cette adresse"), "{}", answer.text);
}

#[tokio::test]
async fn the_form_of_the_authority_takes_a_logo() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "reader").await;
    let stored = house.store.records_of(Kind::Authority).await.expect("read").remove(0);
    let path = at(Kind::Authority, stored.record.id);
    let upload = format!("{path}/logo");
    let page = ada.get(&path).await.text;
    assert!(page.contains(&format!("action=\"{upload}\"")) && page.contains("Aucun logo"), "{page}");
    let file = [("blason.jpg", photograph())];
    assert_eq!(edgar.send_as(&upload, "files", &file).await.status, StatusCode::FORBIDDEN);
    let answer = ada.send_as(&upload, "files", &[("x.jpg", b"no picture".to_vec())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = ada.send_as(&upload, "files", &file).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let (body, state) = authority(&house).await;
    assert_eq!(state, State::Draft, "the public sees the former one until publication");
    let logo = body.logo.expect("a logo");
    assert_eq!(picture(&house, logo.slug()).await.1, State::Draft);
    let mut failures = std::collections::HashMap::new();
    assert!(crate::pages::media::derive_one(&house.office, &mut failures).await.expect("made"));
    let page = ada.get(&path).await.text;
    let alt = format!("alt=\"{}\"", picture(&house, logo.slug()).await.0.alt.text("fr"));
    assert_eq!(page.matches(&alt).count(), 2, "above the form and beside its field: {page}");
}
