//! Work of several persons on a record: reviews that are sent back, remarks that are resolved, mentions, what versions changed.
use axum::http::StatusCode;
use portulan_model::kinds::Partnership;
use portulan_model::{Body, Fact, Kind, Provenance, Record, State};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, WorkflowStore as _, operator_only};
use uuid::Uuid;

use super::{Browser, TestAnswer, TestOffice, at, text};

/// The text of a page with plain spaces.
fn plain(answer: &TestAnswer) -> String {
    answer.text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Requests the review of a new organisation. Returns its identity and the answer.
async fn reviewed(user: &mut Browser, reason: &str) -> (Uuid, TestAnswer) {
    let id = Uuid::now_v7();
    let form = [("/name/fr", "Université"), ("revision", "0"), ("reason", reason), ("do", "review")];
    let answer = user.post(&at(Kind::Organisation, id), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    (id, answer)
}

/// The same user in an office with mail.
fn with_mail(house: &TestOffice, user: &Browser) -> Browser {
    Browser { cookies: user.cookies.clone(), ..house.browser() }
}

#[tokio::test]
async fn a_record_in_review_is_sent_back_with_a_note_for_its_author() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let paul = house.user(&mut ada, "Paul", "publisher").await;
    let (house, _spool) = house.with_mail();
    let mut paul = with_mail(&house, &paul);
    let (id, _) = reviewed(&mut edgar, "").await;
    house.mail().await;
    let path = at(Kind::Organisation, id);
    let publish = format!("{path}/publish");
    let page = plain(&paul.get(&publish).await);
    assert!(page.contains("Renvoyer avec un mot"), "{page}");
    assert!(!edgar.get(&publish).await.text.contains("value=\"send-back\""), "for publishers");
    let note = |seen, note| [("do", "send-back"), ("seen", seen), ("note", note)];
    let empty = paul.post(&publish, &note("1", " ")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain(&empty).contains("id=\"p-note\""), "{}", empty.text);
    let late = paul.post(&publish, &note("7", "Il manque la date.")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(house.store.comments(id).await.expect("read").is_empty(), "all or nothing");
    let sent = paul.post(&publish, &note("1", "Il manque la date.")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let after = plain(&paul.get(sent.location()).await);
    assert!(after.contains("Fiche renvoyée en brouillon") && after.contains("Il manque la date."), "{after}");
    let stored = house.store.record_of(id).await.expect("read").expect("there");
    assert_eq!((stored.revision, stored.record.state), (2, State::Draft));
    let mail = house.mail().await;
    assert_eq!(mail.len(), 1);
    assert_eq!(mail[0].mail.recipient, "edgar@monde.example");
    assert!(mail[0].mail.text.contains("Il manque la date."), "{}", mail[0].mail.text);
    assert!(edgar.get("/office/").await.text.contains("Il manque la date."));
    let again = paul.post(&publish, &note("2", "Encore")).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "a draft is not in review");
    assert!(!paul.get(&publish).await.text.contains("value=\"send-back\""));
}

#[tokio::test]
async fn a_publisher_who_sends_a_record_back_may_publish_it_later() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    ada.post("/office/settings", &[("four-eyes", "true"), ("two-step", "")]).await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let mut paul = house.user(&mut ada, "Paul", "publisher").await;
    let (id, _) = reviewed(&mut edgar, "").await;
    let path = at(Kind::Organisation, id);
    let publish = format!("{path}/publish");
    let note = [("do", "send-back"), ("seen", "1"), ("note", "Il manque le sigle.")];
    assert_eq!(paul.post(&publish, &note).await.status, StatusCode::SEE_OTHER);
    let form = [("/name/fr", "Université"), ("/acronym", "UO"), ("revision", "2"), ("do", "review")];
    assert_eq!(edgar.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let done = paul.post(&publish, &[("do", "publish"), ("seen", "3")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn a_note_is_kept_when_the_record_changed_meanwhile() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let (id, _) = reviewed(&mut edgar, "").await;
    let publish = format!("{}/publish", at(Kind::Organisation, id));
    let seen = house.store.record_of(id).await.expect("read").expect("there").revision - 1;
    let seen = seen.to_string();
    let note = [("do", "send-back"), ("seen", seen.as_str()), ("note", "Il manque le sigle.")];
    let answer = ada.post(&publish, &note).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(answer.text.contains("Il manque le sigle.</textarea>"), "{}", answer.text);
    assert!(answer.text.contains("rien n’a été fait"), "{}", answer.text);
}

#[tokio::test]
async fn a_request_for_review_names_the_persons_who_were_asked() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (_, alone) = reviewed(&mut ada, "").await;
    let page = plain(&ada.get(alone.location()).await);
    assert!(page.contains("personne d’autre ne peut la publier"), "{page}");
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    house.user(&mut ada, "Paul", "publisher").await;
    let (_, answer) = reviewed(&mut edgar, "").await;
    let page = plain(&edgar.get(answer.location()).await);
    assert!(page.contains("n’envoie pas de courriel : prévenez Ada et Paul"), "{page}");
    let (house, _spool) = house.with_mail();
    house.mail().await;
    let mut edgar = with_mail(&house, &edgar);
    let (id, answer) = reviewed(&mut edgar, "Avant le conseil de mardi").await;
    let page = plain(&edgar.get(answer.location()).await);
    assert!(page.contains("Relecture demandée à Ada et Paul."), "{page}");
    let mail = house.mail().await;
    assert_eq!(mail.len(), 2);
    assert!(mail.iter().all(|mail| mail.mail.text.contains("Avant le conseil de mardi")), "{mail:?}");
    // A change during the review requests nothing again.
    let form = [("/name/fr", "Université de l’Ouest"), ("revision", "1"), ("do", "review")];
    let answer = edgar.post(&at(Kind::Organisation, id), &form).await;
    assert!(!plain(&edgar.get(answer.location()).await).contains("Relecture demandée"));
    assert!(house.mail().await.is_empty());
}

#[tokio::test]
async fn remarks_are_resolved_and_opened_again() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let mut rosa = house.user(&mut ada, "Rosa", "reader").await;
    let (id, _) = reviewed(&mut edgar, "").await;
    let path = at(Kind::Organisation, id);
    for (user, remark) in [(&mut ada, "@Edgar, et la date ?"), (&mut rosa, "Le nom est ancien.")] {
        user.post(&format!("{path}/comments"), &[("text", remark)]).await;
    }
    let comments = house.store.comments(id).await.expect("read");
    let at = |n: usize| format!("{path}/comments/{}", comments[n].id);
    assert!(plain(&ada.get(&path).await).contains("Commentaires (2)"));
    assert!(edgar.get("/office/").await.text.contains("et la date"));
    // Readers resolve their own remarks only.
    assert!(!rosa.get(&format!("{path}/overview")).await.text.contains(&at(0)));
    assert_eq!(rosa.post(&at(0), &[("do", "resolve")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(rosa.post(&at(1), &[("do", "resolve")]).await.status, StatusCode::SEE_OTHER);
    let next = format!("{path}/overview#comments");
    let resolved = ada.post(&at(0), &[("do", "resolve"), ("next", &next)]).await;
    assert_eq!(resolved.location(), next);
    assert!(!edgar.get("/office/").await.text.contains("et la date"), "mentions of resolved remarks");
    let page = plain(&ada.get(&path).await);
    assert!(page.contains("Commentaires réglés (2)") && page.contains("Réglé par Rosa"), "{page}");
    assert!(!page.contains("Commentaires (2)"));
    assert_eq!(edgar.post(&at(0), &[("do", "reopen")]).await.status, StatusCode::SEE_OTHER);
    let page = plain(&ada.get(&format!("{path}/overview")).await);
    assert!(page.contains("Commentaires (1)") && page.contains("Commentaires réglés (1)"), "{page}");
    // A remark is addressed with its record.
    let (other, _) = reviewed(&mut edgar, "").await;
    let foreign = format!("{}/comments/{}", super::at(Kind::Organisation, other), comments[0].id);
    assert_eq!(ada.post(&foreign, &[("do", "resolve")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn names_are_offered_for_mentions_and_unknown_names_are_reported() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    house.user(&mut ada, "Zoe", "reader").await;
    let mut gaspard = house.user(&mut ada, "Gaspard", "partner").await;
    let (id, _) = reviewed(&mut edgar, "").await;
    let path = at(Kind::Organisation, id);
    let names = edgar.get(&format!("{path}/mentions")).await;
    let names: Vec<String> = serde_json::from_str(&names.text).expect("JSON");
    assert_eq!(names, ["Ada", "Zoe"], "those who may see the record, without the user");
    assert_eq!(gaspard.get(&format!("{path}/mentions")).await.status, StatusCode::NOT_FOUND);
    assert!(edgar.get(&path).await.text.contains(&format!("data-mentions=\"{path}/mentions\"")));
    let remark = [("text", "@Pau et @Ada : écrire à info@port.example, @zoé aussi")];
    let answer = edgar.post(&format!("{path}/comments"), &remark).await;
    let page = plain(&edgar.get(answer.location().split('#').next().expect("a path")).await);
    let warning = "Aucun utilisateur ne s’appelle « Pau » : personne n’a été prévenu";
    assert!(page.contains(warning) && !page.contains("s’appelle « port"), "{page}");
    assert!(!page.contains("s’appelle « Ada") && !page.contains("s’appelle « zoé"), "{page}");
    assert_eq!(house.store.comments(id).await.expect("read").len(), 1, "the remark is stored");
    assert!(!plain(&edgar.get(&path).await).contains("Aucun utilisateur ne s’appelle"));
    let known = edgar.post(&format!("{path}/comments"), &[("text", "@Ada, merci")]).await;
    let page = plain(&edgar.get(known.location().split('#').next().expect("a path")).await);
    assert!(!page.contains("Aucun utilisateur ne s’appelle"), "{page}");
}

/// A stated fact.
fn fact<T>(value: T) -> Fact<T> {
    Fact { value, source: None, provenance: Provenance::default() }
}

#[tokio::test]
async fn the_history_states_which_fields_each_version_changed() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let id = Uuid::now_v7();
    let record = |title: &str, since: Option<&str>, objectives: &[&str]| {
        let body = Partnership {
            title: text(title),
            since: since.map(|day| fact(day.parse().expect("a date"))),
            objectives: objectives.iter().map(|objective| fact(text(objective))).collect(),
            ..Partnership::default()
        };
        Record { id, slug: "p".into(), state: State::Draft, body: Body::Partnership(Box::new(body)) }
    };
    let put = async |change| {
        house.store.apply(vec![change], &Author::operator("test"), operator_only).await.expect("stored");
    };
    put(Change::Create(record("Kendari", None, &[]))).await;
    put(Change::Update { record: record("Kendari", Some("2019"), &["Un.", "Deux."]), seen: 1 }).await;
    put(Change::Update { record: record("Kendari", Some("2019"), &["Deux."]), seen: 2 }).await;
    let path = at(Kind::Partnership, id);
    let page = plain(&ada.get(&format!("{path}/history")).await);
    assert!(page.contains("Fiche créée"), "{page}");
    assert!(page.contains("Champs modifiés : Début, 2 objectifs"), "{page}");
    assert!(page.contains(": un objectif"), "one objective was removed, the other is the same: {page}");
    // A long history is displayed in pages, of which the last line is compared with the version before.
    for seen in 3..33_i64 {
        put(Change::Update { record: record(&format!("Kendari {seen}"), None, &[]), seen }).await;
    }
    let page = plain(&ada.get(&format!("{path}/history")).await);
    assert_eq!(page.matches("Champs modifiés").count(), 30, "{page}");
    assert!(!page.contains("Fiche créée") && page.contains("?before=4"), "{page}");
    let older = plain(&ada.get(&format!("{path}/history?before=4")).await);
    assert!(older.contains("Fiche créée") && older.contains(": un objectif"), "{older}");
}
