//! Actions on the selected records of a list: themes, tasks, export, deletion.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::{Authority, Funding, Organisation, Person, Project, Tag, Term};
use portulan_model::{Body, Kind, Record, Ref, State};
use portulan_store::{
    EditorialEvent, EventStore as _, NumberedEvent, Store as _, TaskFilter, Tasks as _, WorkflowStore as _,
};
use uuid::Uuid;

use super::{TestOffice, text};

fn record(slug: &str, state: State, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state, body }
}

fn project(slug: &str, state: State, themes: &[&str]) -> Record {
    let tag = |key: &&str| Tag { key: (*key).to_owned(), ..Tag::default() };
    let themes = themes.iter().map(tag).collect();
    record(slug, state, Body::Project(Box::new(Project { title: text(slug), themes, ..Project::default() })))
}

/// An authority with one theme, two projects, an organisation and a contact.
fn records() -> Vec<Record> {
    let term = Term { key: "eau".to_owned(), name: text("Eau"), ..Term::default() };
    let authority = Authority {
        name: text("Ville"),
        languages: vec!["fr".to_owned()],
        themes: vec![term],
        ..Authority::default()
    };
    let organisation = Organisation { name: text("Agence"), ..Organisation::default() };
    let person = Person { name: text("Ada"), ..Person::default() };
    vec![
        record("ville", State::Published, Body::Authority(Box::new(authority))),
        project("puits", State::Published, &[]),
        project("forage", State::Draft, &["eau"]),
        record("agence", State::Draft, Body::Organisation(Box::new(organisation))),
        record("ada", State::Draft, Body::Person(Box::new(person))),
    ]
}

/// The form of an action on records in their first revision.
fn form<'a>(verb: &'a str, selected: &'a [String], fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let records = selected.iter().map(|value| ("record", value.as_str()));
    records.chain([("do", verb)]).chain(fields.iter().copied()).collect()
}

fn selected(records: &[&Record]) -> Vec<String> {
    records.iter().map(|record| format!("{} 1", record.id)).collect()
}

#[tokio::test]
async fn a_theme_is_added_once_and_a_public_record_stays_public() {
    let all = records();
    let chosen = selected(&[&all[1], &all[2], &all[3]]);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let list = ada.get("/office/projects/").await.text;
    assert!(
        list.contains("value=\"theme\"") && list.contains("<option value=\"eau\">Eau</option>"),
        "{list}"
    );
    let answer = ada.post("/office/projects/", &form("theme", &chosen, &[("theme", "eau")])).await;
    // The organisation is not in this list.
    assert!(answer.location().contains("did=theme&done=2&drafts=0&failed=1"), "{}", answer.location());
    let list = ada.get(answer.location()).await.text;
    assert!(
        list.contains("2 fiches ont le thème.") && list.contains("1 fiche n’a pas été traitée"),
        "{list}"
    );
    for (slug, revision, state) in [("puits", 2, State::Published), ("forage", 1, State::Draft)] {
        let stored = house.store.record(Kind::Project, slug).await.expect("read").expect("there");
        let Body::Project(body) = &stored.record.body else { panic!("a project") };
        assert_eq!(body.themes.len(), 1, "{slug}");
        assert_eq!((stored.revision, stored.record.state), (revision, state), "{slug}");
    }
    let answer = ada.post("/office/projects/", &form("theme", &chosen, &[("theme", "feu")])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "not a theme of the authority");
    let none = ada.post("/office/projects/", &[("do", "theme"), ("theme", "eau")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text.contains("Aucune fiche n’est sélectionnée"), "{}", none.text);
}

#[tokio::test]
async fn records_leave_the_site_after_a_question() {
    let all = records();
    let chosen = selected(&[&all[1]]);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let state =
        async || house.store.record(Kind::Project, "puits").await.expect("read").expect("there").record.state;
    let question = ada.post("/office/projects/", &form("unpublish", &chosen, &[])).await;
    assert!(question.text.contains("Cette fiche ne sera plus visible sur le site."), "{}", question.text);
    assert_eq!(state().await, State::Published, "a question changes nothing");
    let answer = ada.post("/office/projects/", &form("unpublish", &chosen, &[("sure", "yes")])).await;
    assert!(answer.location().contains("did=unpublish&done=1"), "{}", answer.location());
    assert_eq!(state().await, State::Unpublished);
    let question = ada.post("/office/projects/", &form("archive", &chosen, &[])).await;
    assert!(question.text.contains("ni dans les listes de travail"), "{}", question.text);
    assert_eq!(state().await, State::Unpublished);
}

#[tokio::test]
async fn a_task_is_added_for_each_record() {
    let all = records();
    let chosen = selected(&[&all[1], &all[2]]);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let fields = [("title", "Demander le bilan"), ("due", "31/12/2026"), ("who", "")];
    let answer = ada.post("/office/projects/", &form("assign", &chosen, &fields)).await;
    assert!(answer.location().contains("did=assign&done=2&drafts=0&failed=0"), "{}", answer.location());
    let tasks = house.store.tasks(&TaskFilter::default()).await.expect("read");
    assert_eq!(tasks.len(), 2);
    assert!(
        tasks.iter().all(|task| task.due == Some(jiff::civil::date(2026, 12, 31)) && task.record.is_some())
    );
    let nobody = Uuid::now_v7().to_string();
    for wrong in [
        vec![("title", " "), ("due", "")],
        vec![("title", "Bilan"), ("due", "le 45 du mois")],
        vec![("title", "Bilan"), ("due", ""), ("who", nobody.as_str())],
    ] {
        let answer = ada.post("/office/projects/", &form("assign", &chosen, &wrong)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
}

#[tokio::test]
async fn drafts_are_deleted_and_public_records_and_contacts_stay() {
    let all = records();
    let (projects, contact) = (selected(&[&all[1], &all[2]]), selected(&[&all[4]]));
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let question = ada.post("/office/projects/", &form("delete", &projects, &[])).await;
    assert!(question.text.contains("Ces 2 fiches") && question.text.contains("forage"), "{}", question.text);
    assert!(
        house.store.record(Kind::Project, "forage").await.expect("read").is_some(),
        "a question deletes nothing"
    );
    let sure = [("sure", "yes")];
    let answer = edgar.post("/office/projects/", &form("delete", &projects, &sure)).await;
    assert!(answer.location().contains("done=0&drafts=0&failed=2"), "{}", answer.location());
    let answer = ada.post("/office/projects/", &form("delete", &projects, &sure)).await;
    assert!(answer.location().contains("did=delete&done=1&drafts=0&failed=1"), "{}", answer.location());
    assert!(house.store.record(Kind::Project, "puits").await.expect("read").is_some());
    assert!(house.store.record(Kind::Project, "forage").await.expect("read").is_none());
    let answer = ada.post("/office/persons/", &form("delete", &contact, &sure)).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "contacts have a page of their own");
    let answer = ada.post("/office/projects/", &form("delete", &contact, &sure)).await;
    assert!(answer.location().contains("done=0&drafts=0&failed=1"), "nor through another list");
}

#[tokio::test]
async fn the_selected_records_are_exported() {
    let all = records();
    let chosen = selected(&[&all[2], &all[3]]);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    let (status, book) = rita.post_for_file("/office/projects/", &form("export", &chosen, &[])).await;
    assert_eq!(status, StatusCode::OK);
    let sheet = portulan_workbook::read(&book).expect("a workbook").remove(0);
    let text = format!("{sheet:?}");
    assert!(text.contains("forage") && !text.contains("puits") && !text.contains("Agence"), "{text}");
}

#[tokio::test]
async fn partners_add_no_tasks() {
    let all = records();
    let chosen = selected(&[&all[1], &all[2]]);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    let list = paul.get("/office/projects/").await.text;
    assert!(!list.contains("name=\"record\""), "nothing is offered: {list}");
    let answer = paul.post("/office/projects/", &form("assign", &chosen, &[("title", "Bilan")])).await;
    assert!(answer.location().contains("done=0&drafts=0&failed=2"), "{}", answer.location());
    assert!(house.store.tasks(&TaskFilter::default()).await.expect("read").is_empty());
    let (_, book) = paul.post_for_file("/office/projects/", &form("export", &chosen, &[])).await;
    let text = format!("{:?}", portulan_workbook::read(&book).expect("a workbook"));
    assert!(!text.contains("forage") && !text.contains("puits"), "{text}");
}

#[tokio::test]
async fn a_theme_of_an_editor_is_a_draft_and_cancels_no_schedule() {
    let all = records();
    let public = selected(&[&all[1]]);
    let planned = project("planifie", State::Draft, &[]);
    let draft = selected(&[&planned]);
    let path = format!("/office/projects/{}/publish", planned.id);
    let id = planned.id;
    let house = TestOffice::of(all.into_iter().chain([planned]).collect()).await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let theme = [("theme", "eau")];
    let answer = edgar.post("/office/projects/", &form("theme", &public, &theme)).await;
    assert!(answer.location().contains("done=1&drafts=1&failed=0"), "{}", answer.location());
    let list = edgar.get(answer.location()).await.text;
    assert!(list.contains("la modification est un brouillon"), "{list}");
    let again = edgar.post("/office/projects/", &form("theme", &public, &theme)).await;
    assert!(again.location().contains("done=0&drafts=0&failed=1"), "an old revision: {}", again.location());
    let at = (Timestamp::now() + SignedDuration::from_hours(24 * 30)).strftime("%Y-%m-%dT08:00").to_string();
    let schedule = [("do", "schedule"), ("seen", "1"), ("at", at.as_str())];
    assert_eq!(ada.post(&path, &schedule).await.status, StatusCode::SEE_OTHER);
    let answer = edgar.post("/office/projects/", &form("theme", &draft, &theme)).await;
    assert!(answer.location().contains("done=0&drafts=0&failed=1"), "{}", answer.location());
    assert!(house.store.scheduled_for(id).await.expect("read").is_some(), "the schedule stays");
}

#[tokio::test]
async fn a_record_in_review_with_a_new_theme_is_no_new_request() {
    let waiting = project("attente", State::InReview, &[]);
    let chosen = selected(&[&waiting]);
    let house = TestOffice::of(records().into_iter().chain([waiting]).collect()).await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let requests = async || {
        let events = house.store.unseen_events("test", 100).await.expect("read");
        let is_request =
            |event: &&NumberedEvent| matches!(event.event, EditorialEvent::ReviewRequested { .. });
        events.iter().filter(is_request).count()
    };
    let before = requests().await;
    let answer = edgar.post("/office/projects/", &form("theme", &chosen, &[("theme", "eau")])).await;
    assert!(answer.location().contains("done=1"), "{}", answer.location());
    assert_eq!(requests().await, before);
}

#[tokio::test]
async fn projects_that_name_funders_who_did_not_agree_are_not_published_together() {
    let mut planned = project("plan", State::Draft, &[]);
    let Body::Project(body) = &mut planned.body else { panic!("a project") };
    body.funding = vec![Funding { funder: Ref::new("agence"), ..Funding::default() }];
    let chosen = selected(&[&planned]);
    let house = TestOffice::of(records().into_iter().chain([planned]).collect()).await;
    let mut ada = house.administrator().await;
    let answer = ada.post("/office/projects/", &form("publish", &chosen, &[])).await;
    assert!(answer.location().contains("done=0&drafts=0&failed=1"), "{}", answer.location());
}

#[tokio::test]
async fn the_enter_key_does_nothing() {
    let all = records();
    let chosen = selected(&[&all[2]]);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let list = ada.get("/office/projects/").await.text;
    let bulk = list.split("class=\"bulk\"").nth(1).expect("actions");
    let first = bulk.split("<button").nth(1).expect("a button");
    assert!(first.split('>').next().expect("its attributes").contains("name=\"do\" value=\"\""), "{first}");
    let answer = ada.post("/office/projects/", &form("", &chosen, &[])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let stored = house.store.record(Kind::Project, "forage").await.expect("read").expect("there");
    assert_eq!((stored.revision, stored.record.state), (1, State::Draft));
}
