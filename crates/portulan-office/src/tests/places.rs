//! Places by name: the list of towns, the form of a territory without scripts, and territories created from another form.
use axum::http::StatusCode;
use portulan_model::kinds::Territory;
use portulan_model::{Body, Kind, Provenance, Record};
use serde_json::Value;
use uuid::Uuid;

use super::{Browser, TestOffice, at, text};
use crate::form::place::{DerivedPlace, derive_place};
use crate::search_limit::MAX_SEARCHES;

/// The towns of an answer, as `name, place`.
async fn towns(browser: &mut Browser, query: &str) -> Vec<String> {
    let answer = browser.get(&format!("/office/towns?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    let list: Vec<Value> = serde_json::from_str(&answer.text).expect("JSON");
    let word = |town: &Value, name: &str| town[name].as_str().expect("a text").to_owned();
    list.iter().map(|town| format!("{}, {}", word(town, "name"), word(town, "place"))).collect()
}

/// The territories of the register.
async fn territories(house: &TestOffice) -> Vec<(Record, Territory)> {
    let records = house.office.store.records_of(Kind::Territory).await.expect("records");
    let territory = |record: Record| match record.body.clone() {
        Body::Territory(territory) => Some((record, *territory)),
        _ => None,
    };
    records.into_iter().map(|stored| stored.record).filter_map(territory).collect()
}

#[tokio::test]
async fn signed_in_users_find_towns_within_bounds() {
    let house = TestOffice::new().await;
    let answer = house.browser().get("/office/towns?q=Paris").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "a visitor is sent to the login page");
    let mut ada = house.administrator().await;
    let mut reader = house.user(&mut ada, "Rosa", "reader").await;
    let found = towns(&mut reader, "q=saint-louis&country=SN").await;
    assert_eq!(found, ["Saint-Louis, Saint-Louis, Sénégal"]);
    assert_eq!(
        towns(&mut reader, "q=luluabourg&country=FR").await.len(),
        1,
        "no town of France has the name"
    );
    assert_eq!(towns(&mut reader, "q=saint").await.len(), 10);
    assert_eq!(towns(&mut reader, &format!("q={}", "a".repeat(5000))).await, Vec::<String>::new());
    assert_eq!(towns(&mut reader, "").await, Vec::<String>::new());
    assert!(towns(&mut reader, "country=SN").await[0].starts_with("Dakar"));
    let view = towns(&mut reader, "area=-90,-180,90,180").await;
    assert_eq!(view.len(), 60);
    for wrong in ["1,2,3", "a,b,c,d", "NaN,0,0,0", "inf,0,0,0", "1,2,3,4,5"] {
        let answer = reader.get(&format!("/office/towns?area={wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let mut last = StatusCode::OK;
    for _ in 0..=2 * MAX_SEARCHES {
        last = reader.get("/office/towns?q=x").await.status;
        if last != StatusCode::OK {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_territory_is_filled_from_a_town_without_scripts() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Territory, Uuid::now_v7());
    let page = ada.get(&path).await.text;
    assert!(page.contains("name=\"place\"") && page.contains("GeoNames"), "{page}");
    let empty = [("/name/fr", ""), ("/country", ""), ("revision", "0"), ("tongues", "fr en")];
    let post = |more: &[(&'static str, &'static str)]| [&empty[..], more].concat();

    let found = ada.post(&path, &post(&[("place", "Saint-Louis"), ("do", "find")])).await.text;
    let choice = |page: &str, place: &str| {
        let before = page.split(place).next().expect("text");
        let button = before.rsplit("value=\"place:").next().expect("a button");
        button.split('"').next().expect("a number").to_owned()
    };
    let senegal = choice(&found, "Saint-Louis, Sénégal");
    let nothing = ada.post(&path, &post(&[("place", "Zzyzxq"), ("do", "find")])).await.text;
    assert!(nothing.contains("Aucune ville de ce nom"), "{nothing}");

    let verb = format!("place:{senegal}");
    let filled = ada.post(&path, &[&empty[..], &[("do", verb.as_str())]].concat()).await.text;
    for value in
        ["value=\"16,018\"", "value=\"-16,49\"", "value=\"Saint-Louis (SN-SL)\"", "Saint-Louis</textarea>"]
    {
        assert!(filled.contains(value), "{value}: {filled}");
    }
    assert!(filled.contains("<option value=\"SN\" selected>"), "{filled}");

    // A name that was typed stays.
    let named = [("/name/fr", "Ndar"), ("revision", "0"), ("do", verb.as_str())];
    let named = ada.post(&path, &named).await.text;
    assert!(named.contains("Ndar</textarea>") && named.contains("value=\"16,018\""), "{named}");

    for wrong in ["place:", "place:x", "place:99999999", "place:-1"] {
        let answer = ada.post(&path, &[&empty[..], &[("do", wrong)]].concat()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    // Only territories have a place to find.
    let other = at(Kind::Organisation, Uuid::now_v7());
    let answer = ada.post(&other, &[("/name/fr", "X"), ("revision", "0"), ("do", "find")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_territory_that_is_created_from_another_form_gets_its_place_if_its_name_is_unambiguous() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Partnership, Uuid::now_v7());
    let mut press = async |name: &str, button: &str| {
        let form =
            [("/title/fr", "Un partenariat"), ("/territories/0", name), ("revision", "0"), ("do", button)];
        ada.post(&path, &form).await
    };
    let page = press("La Rochelle", "create:/territories/0").await.text;
    assert!(page.contains("déduits du nom"), "{page}");
    // A record has nearly the name: the form asks, and creates nothing.
    let page = press("Ville de La Rochele", "create:/territories/0").await.text;
    assert!(page.contains("ressemble à « La Rochelle »"), "{page}");
    assert!(page.contains("value=\"use:/territories/0:la-rochelle\">Utiliser « La Rochelle »"), "{page}");
    assert!(page.contains("value=\"create:/territories/0:new\">Créer « Ville de La Rochele »"), "{page}");
    assert_eq!(territories(&house).await.len(), 1);
    let page = press("Ville de La Rochele", "use:/territories/0:la-rochelle").await.text;
    assert!(page.contains("value=\"La Rochelle\""), "{page}");
    // Several towns have the name: the form offers them, and creates nothing.
    let page = press("Saint-Louis", "create:/territories/0").await.text;
    assert!(page.contains("villes se nomment") && page.contains("Saint-Louis, Sénégal</button>"), "{page}");
    assert_eq!(territories(&house).await.len(), 1);
    let senegal = portulan_towns::search("Saint-Louis", Some("SN"), 1).remove(0);
    let page = press("Saint-Louis", &format!("create:/territories/0:{}", senegal.id)).await.text;
    assert!(page.contains("déduits du nom") && !page.contains("villes se nomment"), "{page}");
    press("Saint-Denis", "create:/territories/0:0").await;
    for wrong in ["create:/territories/0:x", "create:/territories/0:99999999"] {
        assert_eq!(press("Saint-Pierre", wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let created = territories(&house).await;
    let of = |slug: &str| created.iter().find(|(record, _)| record.slug == slug).expect("created").1.clone();
    let rochelle = of("la-rochelle");
    assert_eq!(rochelle.country.0, "FR");
    let point = rochelle.point.expect("a position");
    assert_eq!((point.value.lat, point.value.lon, point.provenance), (46.163, -1.152, Provenance::Inferred));
    let subdivision = rochelle.subdivision.expect("a subdivision");
    assert_eq!((subdivision.value.0.as_str(), subdivision.provenance), ("FR-17", Provenance::Inferred));
    let louis = of("saint-louis");
    let expected = portulan_model::Point { lat: senegal.lat, lon: senegal.lon };
    assert_eq!((louis.country.0.as_str(), louis.point.expect("a position").value), ("SN", expected));
    let denis = of("saint-denis");
    assert!(denis.country.0.is_empty() && denis.point.is_none() && denis.subdivision.is_none(), "{denis:?}");
    assert_eq!(created.len(), 3);
}

#[test]
fn a_known_country_decides_and_nothing_that_was_typed_changes() {
    let of = |name: &str, country: &str| {
        let territory = Territory {
            name: text(name),
            country: portulan_model::Country(country.to_owned()),
            ..Territory::default()
        };
        Body::Territory(Box::new(territory))
    };
    let mut body = of("saint louis", "SN");
    assert!(matches!(derive_place(&mut body), DerivedPlace::Town(town) if town.country == "SN"));
    let Body::Territory(territory) = &body else { unreachable!() };
    assert_eq!(territory.subdivision.as_ref().map(|code| code.value.0.as_str()), Some("SN-SL"));
    let before = body.clone();
    assert_eq!(derive_place(&mut body), DerivedPlace::Unchanged, "it has a position already");
    assert_eq!(body, before);
    // A commune of Réunion that a user calls French keeps its country.
    let mut body = of("Saint-Joseph", "FR");
    let outcome = derive_place(&mut body);
    let Body::Territory(territory) = &body else { unreachable!() };
    assert_eq!(territory.country.0, "FR", "{outcome:?}");
    // The country that follows a name goes to its own field.
    for typed in ["Fès, Maroc", "Fès (Maroc)"] {
        let mut body = of(typed, "");
        assert!(matches!(derive_place(&mut body), DerivedPlace::Town(_)), "{typed}");
        let Body::Territory(territory) = &body else { unreachable!() };
        assert_eq!((&territory.name, territory.country.0.as_str()), (&text("Fès"), "MA"), "{typed}");
    }
    assert_eq!(derive_place(&mut of("Nulle-Part-les-Bains", "")), DerivedPlace::Unchanged);
    let mut other = Body::Organisation(Box::default());
    assert_eq!(derive_place(&mut other), DerivedPlace::Unchanged);
}
