//! The search in all records: amounts, and excerpts in the language of the user.
use portulan_model::kinds::Organisation;
use portulan_model::{Body, Fact, Kind, Provenance, Record, State, Text};
use portulan_testkit::{PORT_IMAGINAIRE, example_records};
use uuid::Uuid;

use super::import::keep;
use super::{TestOffice, encoded, text};

#[tokio::test]
async fn an_amount_is_found_however_it_is_written() {
    let house = TestOffice::of(example_records(PORT_IMAGINAIRE)).await;
    let mut ada = house.administrator().await;
    for query in ["240 000", "240000", "240 000 €", "240\u{202f}000\u{a0}€", "240 000,00 euros"] {
        let page = ada.get(&format!("/office/find?{}", encoded(&[("q", query)]))).await.text;
        assert!(page.contains("De l’eau propre autour de la lagune"), "{query}: {page}");
        assert!(page.replace('\u{202f}', " ").contains("<mark>240 000</mark>"), "{query}: {page}");
    }
    let page = ada.get("/office/find?q=240000,51").await.text;
    assert!(page.contains("Aucune fiche ne contient ces mots"), "{page}");
}

#[tokio::test]
async fn an_excerpt_is_in_the_language_of_the_user() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let value = Text(
        [("en", "A port on the Kendari bay"), ("fr", "Un port dans la baie de Kendari")]
            .map(|(language, text)| (language.to_owned(), text.to_owned()))
            .into(),
    );
    let fact = Fact { value, source: None, provenance: Provenance::Stated };
    let body =
        Organisation { name: text("Capitainerie"), description: Some(fact), ..Organisation::default() };
    let body = Body::Organisation(Box::new(body));
    assert_eq!(body.kind(), Kind::Organisation);
    keep(&house, vec![Record { id: Uuid::now_v7(), slug: "quai".into(), state: State::Draft, body }]).await;
    let page = ada.get("/office/find?q=kendari").await.text;
    assert!(page.contains("dans la baie de <mark>Kendari</mark>") && !page.contains("bay"), "{page}");
    // What only the English text has is shown in English alone.
    let page = ada.get("/office/find?q=bay").await.text;
    assert!(page.contains("Kendari <mark>bay</mark>") && !page.contains("dans la"), "{page}");
}
