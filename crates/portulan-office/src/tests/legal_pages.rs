//! Legal pages from the model: they are published once nothing is left to fill in.
use axum::http::StatusCode;
use portulan_model::kinds::PageRole;
use portulan_model::{Body, Kind, Record, State};
use portulan_store::{RecordWriter as _, Store as _};
use serde_json::Value;
use uuid::Uuid;

use super::api::{ApiProgram, token};
use super::{Browser, TestOffice, at};

/// A draft of a legal page from the model, saved as it is.
async fn from_model(house: &TestOffice, browser: &mut Browser, role: PageRole) -> Record {
    let answer = browser.post("/office/pages/model", &[("role", role.name())]).await;
    let path = answer.location().to_owned();
    let page = browser.get(&path).await.text;
    let body = |tag: &str| {
        let text = page.split(&format!("name=\"/body/{tag}\"")).nth(1).expect("a text");
        let text = text.split("</textarea>").next().expect("its end");
        let text = text.split_once('>').expect("its start").1;
        text.replace("&#39;", "'").replace("&#38;", "&")
    };
    let (fr, en) = (body("fr"), body("en"));
    let form = [
        ("/title/fr", "Page"),
        ("/title/en", "Page"),
        ("/role", role.name()),
        ("/body/fr", fr.as_str()),
        ("/body/en", en.as_str()),
        ("revision", "0"),
        ("do", "save"),
    ];
    let saved = browser.post(&path, &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "a draft can have gaps: {}", saved.text);
    let id: Uuid = path.rsplit('/').next().expect("an identity").parse().expect("an identity");
    house.store.record_of(id).await.expect("read").expect("stored").record
}

/// The texts of a page in French and English.
fn texts(record: &Record) -> [String; 2] {
    let Body::Page(body) = &record.body else { panic!("a page") };
    ["fr", "en"].map(|tag| body.body.text(tag).to_owned())
}

#[tokio::test]
async fn a_legal_page_with_gaps_of_its_model_is_not_published() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for role in [PageRole::LegalNotice, PageRole::Accessibility] {
        let record = from_model(&house, &mut ada, role).await;
        let [fr, en] = texts(&record);
        assert!(fr.contains("À COMPLÉTER") && en.contains("TO COMPLETE"), "{fr} {en}");
        let path = at(Kind::Page, record.id);
        let publish = [("do", "publish"), ("seen", "1")];
        let page = ada.get(&format!("{path}/publish")).await.text;
        let answer = ada.post(&format!("{path}/publish"), &publish).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let named = match role {
            PageRole::LegalNotice => {
                ["Numéro SIREN", "Adresse postale", "nom, adresse et téléphone de l’hébergeur"]
            }
            _ => ["date, auteur et taux de conformité", "Contenus non accessibles", "Adresse pour signaler"],
        };
        for gap in named {
            assert!(page.contains(gap) && answer.text.contains(gap), "{gap}: {}", answer.text);
        }

        // The same for a selection of the list, which names the gaps too.
        let chosen = format!("{} 1", record.id);
        let answer = ada.post("/office/pages/", &[("do", "publish"), ("record", &chosen)]).await;
        let list = ada.get(answer.location()).await.text;
        assert!(list.contains("1 fiche n’a pas été traitée") && list.contains(named[0]), "{list}");
        let stored = house.store.record_of(record.id).await.expect("read").expect("stored");
        assert_eq!(stored.record.state, State::Draft);

        // And for programs.
        let token = token(&mut ada, &["read", "write", "publish"]).await;
        let mut program = ApiProgram { wire: house.browser(), token };
        let address = format!("/pages/{}/publication", record.slug);
        let answer = program.ask("PUT", &address, "\"r1\"", Value::Null).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
        assert!(answer.text.contains("placeholder"), "{}", answer.text);

        // A page without gaps is published.
        let filled = [fr.replace("À COMPLÉTER", "Voilà"), en.replace("TO COMPLETE", "Done")];
        let form = [
            ("/title/fr", "Page"),
            ("/title/en", "Page"),
            ("/role", role.name()),
            ("/body/fr", filled[0].as_str()),
            ("/body/en", filled[1].as_str()),
            ("revision", "1"),
            ("slug", stored.record.slug.as_str()),
            ("do", "save"),
        ];
        assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
        let answer = ada.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", "2")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

#[tokio::test]
async fn the_model_has_the_facts_of_the_authority() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let stored = house.store.records_of(Kind::Authority).await.expect("read").remove(0);
    let Body::Authority(mut body) = stored.record.body.clone() else { panic!("an authority") };
    body.siren = Some("217500016".to_owned());
    body.website = Some(portulan_model::Web("https://monde.example/".to_owned()));
    let record = Record { body: Body::Authority(body), ..stored.record };
    let update = vec![portulan_store::Change::Update { record, seen: stored.revision }];
    let author = portulan_store::Author::operator("test");
    house.store.apply(update, &author, portulan_store::operator_only).await.expect("stored");
    let record = from_model(&house, &mut ada, PageRole::LegalNotice).await;
    for text in texts(&record) {
        assert!(
            text.replace(['\u{a0}', '\u{202f}'], " ").contains("217 500 016")
                && text.contains("(https://monde.example/)"),
            "{text}"
        );
    }
}
