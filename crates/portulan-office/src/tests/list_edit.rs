//! A list whose cells are edited in place.
use axum::http::StatusCode;
use portulan_model::kinds::{Authority, Project, Territory};
use portulan_model::{Body, Country, Fact, Kind, PartialDate, Period, Provenance, Record, State};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, StoredRecord, operator_only};
use uuid::Uuid;

use super::{Browser, TestOffice, text};

const LIST: &str = "/office/projects/cells?column=status&column=planned";

fn record(slug: &str, state: State, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state, body }
}

fn project(title: &str, state: State) -> Record {
    record(title, state, Body::Project(Box::new(Project { title: text(title), ..Project::default() })))
}

/// An authority with two languages, three projects and a territory.
fn records() -> Vec<Record> {
    let languages = vec!["fr".to_owned(), "en".to_owned()];
    let authority = Authority { name: text("Ville"), languages, ..Authority::default() };
    let territory =
        Territory { name: text("Saly"), country: Country("SN".to_owned()), ..Territory::default() };
    let mut archive = project("archive", State::Draft);
    archive.state = State::Archived;
    vec![
        record("ville", State::Published, Body::Authority(Box::new(authority))),
        project("forage", State::Draft),
        project("puits", State::Published),
        archive,
        record("saly", State::Draft, Body::Territory(Box::new(territory))),
    ]
}

async fn stored(house: &TestOffice, slug: &str) -> StoredRecord {
    house.store.record(Kind::Project, slug).await.expect("read").expect("there")
}

fn body(stored: &StoredRecord) -> &Project {
    let Body::Project(body) = &stored.record.body else { panic!("a project") };
    body
}

fn status(stored: &StoredRecord) -> &str {
    body(stored).status.as_ref().map_or("", |fact| fact.value.0.as_str())
}

/// The fields of the page, with some texts in place of those that it has.
async fn posted(browser: &mut Browser, path: &str, typed: &[(String, &str)]) -> Vec<(String, String)> {
    // The texts of cells have no-break spaces.
    let page = String::from_utf8(browser.fetch(path).await.1).expect("a page");
    let mut fields: Vec<(String, String)> = Vec::new();
    for tag in page.split("<input type=\"hidden\" name=\"").skip(1) {
        let (name, rest) = tag.split_once('"').expect("a name");
        let value = rest.split_once("value=\"").expect("a value").1.split_once('"').expect("an end").0;
        if let Some(path) = name.strip_prefix("was:") {
            let own = typed.iter().find(|(known, _)| known == path).map_or(value, |(_, text)| text);
            fields.push((path.to_owned(), own.to_owned()));
        }
        fields.push((name.to_owned(), value.to_owned()));
    }
    for (path, _) in typed {
        assert!(fields.iter().any(|(name, _)| name == path), "no cell {path}: {page}");
    }
    fields
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn changed_rows_are_saved_and_the_others_stay() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let list = ada.get("/office/projects/").await.text;
    assert!(list.contains("/office/projects/cells?"), "the list leads to its cells: {list}");
    let (forage, puits) = (stored(&house, "forage").await, stored(&house, "puits").await);
    let at = |stored: &StoredRecord, path: &str| format!("/{}{path}", stored.record.id);
    let typed = [
        (at(&forage, "/status/value"), "3"),
        (at(&forage, "/planned/value/start"), "mars 2024"),
        (at(&puits, "/title/fr"), "Le puits de Saly"),
    ];
    let fields = posted(&mut ada, LIST, &typed).await;
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert!(answer.location().contains("did=edit&done=2&drafts=1&failed=0"), "{}", answer.text);
    let page = ada.get(answer.location()).await.text;
    assert!(page.contains("2 fiches modifiées.") && page.contains("un brouillon à publier"), "{page}");
    let after = stored(&house, "forage").await;
    assert_eq!(status(&after), "3");
    let start: Option<PartialDate> = "2024-03".parse().ok();
    assert_eq!(body(&after).planned.as_ref().map(|fact| fact.value), Some(Period { start, end: None }));
    let after = stored(&house, "puits").await;
    assert_eq!((body(&after).title.text("fr"), after.record.state), ("Le puits de Saly", State::Draft));
    // A page that is posted as it was changes nothing.
    let fields = posted(&mut ada, LIST, &[]).await;
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert!(answer.location().contains("done=0&drafts=0"), "{}", answer.location());
    assert_eq!(stored(&house, "puits").await.revision, after.revision);
}

#[tokio::test]
async fn a_row_with_a_fault_is_shown_again_and_the_others_are_saved() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let (forage, puits) = (stored(&house, "forage").await, stored(&house, "puits").await);
    let at = |stored: &StoredRecord, path: &str| format!("/{}{path}", stored.record.id);
    let typed = [
        (at(&forage, "/planned/value/start"), "un jour"),
        (at(&forage, "/title/fr"), "Forage profond"),
        (at(&puits, "/status/value"), "2"),
    ];
    let fields = posted(&mut ada, LIST, &typed).await;
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text;
    assert!(page.contains("1 ligne n’a pas été enregistrée") && page.contains("1 autre ligne est"), "{page}");
    assert!(
        page.contains("value=\"un jour\"") && page.contains("Forage profond"),
        "typed texts stay: {page}"
    );
    assert!(page.contains("aria-invalid=\"true\""), "{page}");
    assert_eq!(status(&stored(&house, "puits").await), "2");
    assert_eq!(stored(&house, "forage").await.revision, forage.revision);
    // A period that ends before it starts is a fault of its cells.
    let typed = [(at(&forage, "/planned/value/start"), "2024"), (at(&forage, "/planned/value/end"), "2023")];
    let fields = posted(&mut ada, LIST, &typed).await;
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("class=\"problem error\""), "{}", answer.text);
}

#[tokio::test]
async fn a_cell_that_somebody_else_changed_is_not_overwritten_unseen() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let before = stored(&house, "forage").await;
    let at = |path: &str| format!("/{}{path}", before.record.id);
    let typed = [(at("/title/fr"), "Mon titre"), (at("/status/value"), "2")];
    let fields = posted(&mut ada, LIST, &typed).await;
    // Another user changes the title.
    let mut theirs = before.record.clone();
    theirs.body = Body::Project(Box::new(Project { title: text("Leur titre"), ..body(&before).clone() }));
    let changes = vec![Change::Update { record: theirs, seen: before.revision }];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Valeur actuelle : Leur titre"), "{}", answer.text);
    assert!(answer.text.contains("Mon titre"), "what was typed stays: {}", answer.text);
    assert_eq!(body(&stored(&house, "forage").await).title.text("fr"), "Leur titre");
    // The page now has the newest text, so that the user decides.
    let was = format!("name=\"was:{}\" value=\"Leur titre\"", at("/title/fr"));
    assert!(answer.text.contains(&was), "{}", answer.text);
    let fields: Vec<(String, String)> = fields
        .into_iter()
        .map(|(name, value)| {
            if name == format!("was:{}", at("/title/fr")) {
                (name, "Leur titre".to_owned())
            } else {
                (name, value)
            }
        })
        .collect();
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert!(answer.location().contains("done=1"), "{}", answer.text);
    let after = stored(&house, "forage").await;
    assert_eq!((body(&after).title.text("fr"), status(&after)), ("Mon titre", "2"));
    // A change of another cell is not a conflict.
    let fields = posted(&mut ada, LIST, &[(at("/status/value"), "3")]).await;
    let changes = vec![Change::Update {
        record: Record {
            body: Body::Project(Box::new(Project { title: text("Autre"), ..body(&after).clone() })),
            ..after.record
        },
        seen: after.revision,
    }];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert!(answer.location().contains("done=1"), "{}", answer.text);
    let after = stored(&house, "forage").await;
    assert_eq!((body(&after).title.text("fr"), status(&after)), ("Autre", "3"));
}

#[tokio::test]
async fn sources_do_not_apply_to_new_values_and_archived_records_stay() {
    let mut all = records();
    let Body::Project(forage) = &mut all[1].body else { panic!("a project") };
    let start: Option<PartialDate> = "2024".parse().ok();
    let period = Period { start, end: None };
    forage.planned = Some(Fact { value: period, source: None, provenance: Provenance::Inferred });
    let document = portulan_model::kinds::Document { title: text("Convention"), ..Default::default() };
    all.push(record("convention", State::Draft, Body::Document(Box::new(document))));
    let Body::Project(puits) = &mut all[2].body else { panic!("a project") };
    let source = Some(portulan_model::Ref::new("convention"));
    puits.planned = Some(Fact { value: period, source, provenance: Provenance::Stated });
    let (forage, puits, archive) = (all[1].id, all[2].id, all[3].id);
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let page = ada.get(LIST).await.text;
    assert!(page.contains(&format!("name=\"/{forage}/planned/value/start\"")), "{page}");
    assert!(page.contains(&format!("name=\"/{puits}/status/value\"")), "{page}");
    assert!(
        !page.contains(&format!("name=\"/{archive}/")) && page.contains("Cette fiche est archivée"),
        "{page}"
    );
    // What an officer types is stated.
    let typed = [(format!("/{forage}/planned/value/start"), "2025")];
    let fields = posted(&mut ada, LIST, &typed).await;
    assert!(ada.post(LIST, &pairs(&fields)).await.location().contains("done=1"));
    let planned = body(&stored(&house, "forage").await).planned.clone().expect("a period");
    assert_eq!((planned.provenance, planned.value.start), (Provenance::Stated, "2025".parse().ok()));
    // The source of a value does not apply to another one.
    let typed = [(format!("/{puits}/planned/value/start"), "2030")];
    let fields = posted(&mut ada, LIST, &typed).await;
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert!(answer.location().contains("done=1&drafts=1&failed=0&sources=1"), "{}", answer.location());
    let page = ada.get(answer.location()).await.text;
    assert!(page.contains("la source de l’ancienne valeur a été retirée"), "{page}");
    let planned = body(&stored(&house, "puits").await).planned.clone().expect("a period");
    assert_eq!((planned.source, planned.value.start), (None, "2030".parse().ok()));
    let path = format!("/{archive}/status/value");
    let (id, was) = (archive.to_string(), format!("was:{path}"));
    let forged = [("row", id.as_str()), (path.as_str(), "2"), (was.as_str(), "")];
    assert_eq!(ada.post(LIST, &forged).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_list_is_edited_by_those_who_may_and_within_bounds() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    assert_eq!(rita.get(LIST).await.status, StatusCode::FORBIDDEN);
    assert!(!rita.get("/office/projects/").await.text.contains("/cells?"));
    assert_eq!(ada.get("/office/persons/cells").await.status, StatusCode::FORBIDDEN);
    let id = stored(&house, "forage").await.record.id.to_string();
    let other = Uuid::now_v7().to_string();
    let unknown = format!("/{id}/iati_rest");
    let was = format!("was:{unknown}");
    let answer = ada.post(LIST, &[("row", &id), (&unknown, "<x/>"), (&was, "")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "a field without a cell");
    let path = format!("/{other}/status/value");
    let was = format!("was:{path}");
    let answer = ada.post(LIST, &[("row", &id), (&path, "2"), (&was, "")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "a record that the page does not have");
    let answer = ada.post(LIST, &[("row", &other), (&path, "2"), (&was, "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a record that does not exist");
    let many: Vec<String> = (0..51).map(|_| Uuid::now_v7().to_string()).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|id| ("row", id.as_str())).collect();
    assert_eq!(ada.post(LIST, &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A record of another kind is refused.
    let saly = house.store.record(Kind::Territory, "saly").await.expect("read").expect("there").record.id;
    let (id, path) = (saly.to_string(), format!("/{saly}/title/fr"));
    let was = format!("was:{path}");
    let answer = ada.post(LIST, &[("row", &id), (&path, "Forage"), (&was, "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn codes_are_typed_and_shown_by_name() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let saly = house.store.record(Kind::Territory, "saly").await.expect("read").expect("there").record;
    let here = format!("/office/territories/{}", saly.id);
    let page = ada.get(&here).await.text;
    assert!(page.contains("<option value=\"Saint-Louis (SN-SL)\">"), "those of the country: {page}");
    let fields = [
        ("revision", "1"),
        ("slug", "saly"),
        ("/name/fr", "Saly"),
        ("/kind", "city"),
        ("/country", "SN"),
        ("/subdivision/value", "thiès"),
        ("do", "save"),
    ];
    assert_eq!(ada.post(&here, &fields).await.status, StatusCode::SEE_OTHER);
    let after = house.store.record(Kind::Territory, "saly").await.expect("read").expect("there");
    let Body::Territory(body) = &after.record.body else { panic!("a territory") };
    assert_eq!(body.subdivision.as_ref().map(|fact| fact.value.0.as_str()), Some("SN-TH"));
    assert!(ada.get(&here).await.text.contains("value=\"Thiès (SN-TH)\""));
    let offered = ada.get("/office/complete/codes/subdivision?q=louis&country=SN").await.text;
    assert_eq!(offered, "[\"Saint-Louis (SN-SL)\"]");
    assert_eq!(ada.get("/office/complete/codes/dragon?q=").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_text_that_means_the_same_changes_nothing() {
    let mut all = records();
    let source = Some(portulan_model::Ref::new("convention"));
    let document = portulan_model::kinds::Document { title: text("Convention"), ..Default::default() };
    all.push(record("convention", State::Draft, Body::Document(Box::new(document))));
    let Body::Project(forage) = &mut all[1].body else { panic!("a project") };
    let period = Period { start: "2024-01-05".parse().ok(), end: None };
    forage.planned = Some(Fact { value: period, source: source.clone(), provenance: Provenance::Stated });
    let id = all[1].id;
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let before = stored(&house, "forage").await.revision;
    for same in ["5 janvier 2024 ", "2024-01-05", "05/01/2024"] {
        let fields = posted(&mut ada, LIST, &[(format!("/{id}/planned/value/start"), same)]).await;
        let answer = ada.post(LIST, &pairs(&fields)).await;
        assert!(answer.location().contains("done=0&drafts=0&failed=0&sources=0"), "{same}: {}", answer.text);
    }
    let after = stored(&house, "forage").await;
    assert_eq!(after.revision, before);
    assert_eq!(body(&after).planned.clone().expect("a period").source, source);
    // The name of a record is not removed.
    let fields = posted(&mut ada, LIST, &[(format!("/{id}/title/fr"), " ")]).await;
    assert_eq!(ada.post(LIST, &pairs(&fields)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_change_in_a_list_leaves_a_record_in_review() {
    let mut all = records();
    all[1].state = State::InReview;
    let id = all[1].id;
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let fields = posted(&mut ada, LIST, &[(format!("/{id}/title/fr"), "Forage profond")]).await;
    let answer = ada.post(LIST, &pairs(&fields)).await;
    assert!(answer.location().contains("done=1"), "{}", answer.text);
    assert_eq!(stored(&house, "forage").await.record.state, State::InReview);
}

#[tokio::test]
async fn a_reference_means_the_record_that_its_field_shows() {
    let mut all = records();
    let organisation = |slug: &str, name: &str| {
        let body = portulan_model::kinds::Organisation { name: text(name), ..Default::default() };
        record(slug, State::Draft, Body::Organisation(Box::new(body)))
    };
    all.extend([
        organisation("dup-a", "Dup"),
        organisation("dup-b", "Dup"),
        organisation("agence", "Agence Quelconque (dup-b)"),
    ]);
    let publisher = Some(portulan_model::Ref::new("agence"));
    let document = portulan_model::kinds::Document { title: text("Bilan"), publisher, ..Default::default() };
    all.push(record("bilan", State::Draft, Body::Document(Box::new(document))));
    let id = all.last().expect("a record").id;
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let publisher = async || {
        let stored = house.store.record(Kind::Document, "bilan").await.expect("read").expect("there");
        let Body::Document(body) = stored.record.body else { panic!("a document") };
        body.publisher.map(|publisher| publisher.slug().to_owned())
    };
    let list = "/office/documents/cells?column=publisher";
    let path = format!("/{id}/publisher");
    let page = ada.get(list).await.text;
    assert!(page.contains("Agence Quelconque (dup-b) (agence)"), "{page}");
    for (typed, slug) in
        [("Dup (dup-a)", "dup-a"), ("Agence Quelconque (dup-b)", "agence"), ("Dup (dup-b)", "dup-b")]
    {
        let fields = posted(&mut ada, list, &[(path.clone(), typed)]).await;
        let answer = ada.post(list, &pairs(&fields)).await;
        assert!(answer.location().contains("done=1"), "{typed}: {}", answer.text);
        assert_eq!(publisher().await.as_deref(), Some(slug), "{typed}");
    }
    let fields = posted(&mut ada, list, &[(path, "Dup")]).await;
    let answer = ada.post(list, &pairs(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("portent le nom « Dup »"), "{}", answer.text);
    assert_eq!(publisher().await.as_deref(), Some("dup-b"));
}
