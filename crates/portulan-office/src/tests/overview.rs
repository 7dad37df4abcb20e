//! The page that shows a record, copies, first steps, lists with actions.
use axum::http::StatusCode;
use portulan_model::kinds::{Organisation, Partnership, Project, Territory};
use portulan_model::{Body, Kind, Record, State, folder};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, operator_only};
use uuid::Uuid;

use super::{TestOffice, at, text};

fn organisation(slug: &str, name: &str, state: State) -> Record {
    let body = Body::Organisation(Box::new(Organisation { name: text(name), ..Organisation::default() }));
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state, body }
}

async fn store(house: &TestOffice, records: Vec<Record>) {
    let changes = records.into_iter().map(Change::Create).collect();
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
}

#[tokio::test]
async fn a_record_is_read_on_its_own_page_with_its_public_address() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let parent = organisation("ministere", "Ministère", State::Published);
    let mut agency = organisation("agence", "Agence", State::Published);
    if let Body::Organisation(body) = &mut agency.body {
        body.acronym = Some("AGE".to_owned());
        body.parent = Some(portulan_model::Fact {
            value: portulan_model::Ref::new("ministere"),
            source: None,
            provenance: portulan_model::Provenance::Inferred,
        });
    }
    let (agency_path, parent_path) = (at(Kind::Organisation, agency.id), at(Kind::Organisation, parent.id));
    store(&house, vec![parent, agency]).await;
    let page = ada.get(&format!("{agency_path}/overview")).await.text;
    assert!(page.contains("AGE") && page.contains(&format!("<a href=\"{parent_path}/overview\"")), "{page}");
    assert!(page.contains("<small>déduit</small>"), "{page}");
    assert!(page.contains("href=\"/fr/organisations/agence\""), "{page}");
    let page = ada.get(&format!("{parent_path}/overview")).await.text;
    assert!(page.contains(&format!("{agency_path}/overview")), "the referring record: {page}");
    let missing = ada.get(&format!("/office/projects/{}/overview", Uuid::now_v7())).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_overview_begins_with_the_figures_and_the_map_of_a_partnership() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = |kind: Kind, slug: &str, text: &str| {
        let head = format!("id = \"{}\"\nstate = \"published\"\n", Uuid::now_v7());
        folder::read(kind, slug, &format!("{head}{text}")).expect("a record")
    };
    let territory = record(
        Kind::Territory,
        "kaolack",
        "country = \"SN\"\n[name]\nfr = \"Kaolack\"\n[point.value]\nlat = 14.15\nlon = -16.08\n",
    );
    let partnership =
        record(Kind::Partnership, "kaolack", "territories = [\"kaolack\"]\n[title]\nfr = \"Kaolack\"\n");
    let project = |slug: &str, amount: &str| {
        let budget = format!(
            "[[budgets]]\n[budgets.value]\namount = \"{amount}\"\ncurrency = \"EUR\"\nvalue_date = \"2025\"\n"
        );
        record(Kind::Project, slug, &format!("partnership = \"kaolack\"\n[title]\nfr = \"{slug}\"\n{budget}"))
    };
    let end =
        "partnerships = [\"kaolack\"]\n[title]\nfr = \"Convention\"\n[period.value]\nend = \"2031-03-31\"\n";
    let agreement = record(Kind::Agreement, "convention", end);
    let path = at(Kind::Partnership, partnership.id);
    let records = vec![territory, partnership, project("eau", "1000"), project("sante", "500.5"), agreement];
    store(&house, records).await;
    let page = ada.get(&format!("{path}/overview")).await.text.replace(['\u{a0}', '\u{202f}'], " ");
    let facts = page.split("class=\"key-facts\"").nth(1).and_then(|rest| rest.split("</dl>").next());
    let facts = facts.expect("the facts");
    // 1,000 + 500.50 euros, of two projects.
    assert!(facts.contains("1 500,50 €") && facts.contains(">2</span>"), "{facts}");
    assert!(facts.contains("/overview\" dir=\"auto\">Kaolack</a>"), "{facts}");
    let map = page.split("class=\"record-map\"").nth(1).and_then(|rest| rest.split("</div>").next());
    assert!(map.is_some_and(|map| map.contains("Kaolack") && map.contains("<circle")), "{page}");
    assert!(page.contains("jusqu’au 31 mars 2031"), "{page}");
}

#[tokio::test]
async fn guests_see_the_published_place_on_the_map_while_an_editor_moves_it() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = |kind: Kind, slug: &str, text: &str| {
        let head = format!("id = \"{}\"\nstate = \"published\"\n", Uuid::now_v7());
        folder::read(kind, slug, &format!("{head}{text}")).expect("a record")
    };
    let place = "country = \"SN\"\n[name]\nfr = \"Kaolack\"\n[point.value]\nlat = 14.15\nlon = -16.08\n";
    let territory = record(Kind::Territory, "kaolack", place);
    let named = "territories = [\"kaolack\"]\n[title]\nfr = \"Kaolack\"\n";
    let partnership = record(Kind::Partnership, "kaolack", named);
    let page = format!("{}/overview", at(Kind::Partnership, partnership.id));
    let mut moved = territory.clone();
    if let Body::Territory(body) = &mut moved.body {
        body.point.as_mut().expect("a point").value = portulan_model::Point { lat: -33.5, lon: 150.25 };
    }
    moved.state = State::Draft;
    store(&house, vec![territory, partnership]).await;
    let mut guest = house.user(&mut ada, "Hote", "partner").await;
    let map = |page: &str| {
        page.split("class=\"world\" viewBox=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next().map(str::to_owned))
    };
    let before = map(&guest.get(&page).await.text);
    let change = Change::Update { record: moved, seen: 1 };
    house.store.apply(vec![change], &Author::operator("test"), operator_only).await.expect("stored");
    assert!(before.is_some());
    assert_eq!(map(&guest.get(&page).await.text), before);
    assert_ne!(map(&ada.get(&page).await.text), before);
}

#[tokio::test]
async fn a_record_is_not_published_with_one_that_it_does_not_name() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (one, other) =
        (organisation("une", "Une", State::Draft), organisation("autre", "Autre", State::Draft));
    let (path, with) = (at(Kind::Organisation, one.id), format!("{} 1", other.id));
    let id = other.id;
    store(&house, vec![one, other]).await;
    let form = [("do", "publish"), ("seen", "1"), ("with", with.as_str())];
    let answer = ada.post(&format!("{path}/publish"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    let stored = house.store.record_of(id).await.expect("read").expect("there");
    assert_eq!(stored.record.state, State::Draft);
}

#[tokio::test]
async fn a_reader_without_drafts_sees_what_is_public_while_an_editor_writes() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = organisation("regie", "Régie", State::Published);
    let path = at(Kind::Organisation, record.id);
    store(&house, vec![record]).await;
    let draft = [("/name/fr", "Régie nouvelle"), ("revision", "1"), ("slug", "regie"), ("do", "save")];
    assert_eq!(ada.post(&path, &draft).await.status, StatusCode::SEE_OTHER);
    let mut guest = house.user(&mut ada, "Hote", "partner").await;
    let page = guest.get(&format!("{path}/overview")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("Régie") && !page.text.contains("Régie nouvelle"), "{}", page.text);
}

#[tokio::test]
async fn a_copy_begins_a_new_record_and_leaves_the_first() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let body =
        Project { title: text("Puits"), iati_identifier: Some("XM-1".to_owned()), ..Project::default() };
    let record = Record {
        id: Uuid::now_v7(),
        slug: "puits".to_owned(),
        state: State::Published,
        body: Body::Project(Box::new(body)),
    };
    let path = at(Kind::Project, record.id);
    store(&house, vec![record]).await;
    let answer = ada.post(&format!("{path}/duplicate"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_ne!(answer.location(), path);
    let form = ada.get(answer.location()).await.text;
    assert!(form.contains("Puits (copie)") && !form.contains("XM-1"), "{form}");
    assert_eq!(
        house.store.records_of(Kind::Project).await.expect("read").len(),
        1,
        "a form, until it is saved"
    );
}

#[tokio::test]
async fn the_first_steps_tick_themselves_and_themes_are_chosen_from_a_list() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/").await.text;
    assert!(page.contains("Premiers pas") && page.contains("href=\"/office/themes\""), "{page}");
    let answer =
        ada.post("/office/themes", &[("theme", "water"), ("theme", "unknown"), ("theme", "sport")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = ada.get("/office/themes").await.text;
    assert!(page.contains("<li dir=\"auto\">Eau et assainissement</li>"), "{page}");
    assert!(!page.contains("value=\"water\""), "{page}");
    let stored = house.store.records_of(Kind::Authority).await.expect("read").remove(0);
    let Body::Authority(authority) = &stored.record.body else { panic!("an authority") };
    let keys: Vec<&str> = authority.themes.iter().map(|term| term.key.as_str()).collect();
    assert_eq!((keys, stored.record.state), (vec!["eau-et-assainissement", "sport"], State::Published));
    let page = ada.get("/office/").await.text;
    assert!(page.contains("class=\"is-done\""), "{page}");
    // Users who may not change settings see no first steps.
    let mut editor = house.user(&mut ada, "Edgar", "editor").await;
    assert!(!editor.get("/office/").await.text.contains("Premiers pas"));
    assert_eq!(editor.post("/office/themes", &[("theme", "health")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_legal_page_begins_with_its_model() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let answer = ada.post("/office/pages/model", &[("role", "legal-notice")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let form = ada.get(answer.location()).await.text;
    assert!(form.contains("Mentions légales") && form.contains("Ville de Port-Imaginaire"), "{form}");
    assert!(form.contains("## Hébergement") && form.contains("## Hosting"), "{form}");
    assert_eq!(ada.post("/office/pages/model", &[("role", "other")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn selected_records_are_published_and_those_with_errors_are_counted() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (good, bad) = (organisation("a", "Agence", State::Draft), organisation("b", "", State::Draft));
    let selected = [format!("{} 1", good.id), format!("{} 1", bad.id)];
    store(&house, vec![good, bad]).await;
    let list = ada.get("/office/organisations/").await.text;
    assert!(list.contains("name=\"record\"") && list.contains("Brouillon (2)"), "{list}");
    let form = [("record", selected[0].as_str()), ("record", selected[1].as_str()), ("do", "publish")];
    let answer = ada.post("/office/organisations/?q=&state=draft", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let list = ada.get(answer.location()).await.text;
    assert!(list.contains("1 fiche publiée.") && list.contains("1 fiche n’a pas été traitée"), "{list}");
    let states: Vec<State> = house
        .store
        .records_of(Kind::Organisation)
        .await
        .expect("read")
        .iter()
        .map(|s| s.record.state)
        .collect();
    assert_eq!(states.iter().filter(|state| **state == State::Published).count(), 1);
    // An editor is not offered the action, and is refused.
    let mut editor = house.user(&mut ada, "Edgar", "editor").await;
    assert!(!editor.get("/office/organisations/").await.text.contains("value=\"publish\""));
    let answer =
        editor.post("/office/organisations/", &[("record", selected[1].as_str()), ("do", "publish")]).await;
    assert!(answer.location().contains("done=0&drafts=0&failed=1"), "{}", answer.location());
}

#[tokio::test]
async fn records_that_are_public_or_withdrawn_are_not_published_with_another() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let named = [
        organisation("public", "Publique", State::Published),
        organisation("archive", "Archivée", State::Archived),
    ];
    let public = at(Kind::Organisation, named[0].id);
    let mut project = Project { title: text("Puits"), ..Project::default() };
    project.funding = ["public", "archive"]
        .map(|slug| portulan_model::kinds::Funding {
            funder: portulan_model::Ref::new(slug),
            ..portulan_model::kinds::Funding::default()
        })
        .into();
    let body = Body::Project(Box::new(project));
    let record = Record { id: Uuid::now_v7(), slug: "puits".to_owned(), state: State::Draft, body };
    let path = at(Kind::Project, record.id);
    let mut all = Vec::from(named);
    all.push(record);
    store(&house, all).await;
    // A colleague edits the public record.
    let draft = [("/name/fr", "Brouillon"), ("revision", "1"), ("slug", "public"), ("do", "save")];
    assert_eq!(ada.post(&public, &draft).await.status, StatusCode::SEE_OTHER);
    let page = ada.get(&format!("{path}/publish")).await.text;
    assert!(
        !page.contains("name=\"with\"") && page.contains("Archivée") && !page.contains("Brouillon</a>"),
        "{page}"
    );
}

#[tokio::test]
async fn guests_and_readers_neither_see_drafts_nor_begin_records() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = organisation("secret", "Secrète", State::Draft);
    let (id, path) = (record.id, at(Kind::Organisation, record.id));
    store(&house, vec![record]).await;
    let mut guest = house.user(&mut ada, "Hote", "partner").await;
    assert_eq!(guest.get(&format!("{path}/overview")).await.status, StatusCode::NOT_FOUND);
    let mut reader = house.user(&mut ada, "Lise", "reader").await;
    for user in [&mut guest, &mut reader] {
        let copy = user.post(&format!("{path}/duplicate"), &[]).await.status;
        assert!(copy == StatusCode::FORBIDDEN || copy == StatusCode::NOT_FOUND, "{copy}");
        let page = user.post("/office/pages/model", &[("role", "legal-notice")]).await.status;
        assert_eq!(page, StatusCode::FORBIDDEN);
        let chosen = format!("{id} 1");
        let bulk =
            user.post("/office/organisations/", &[("do", "publish"), ("record", chosen.as_str())]).await;
        assert!(bulk.location().contains("done=0&drafts=0&failed=1"), "{}", bulk.location());
    }
}

#[tokio::test]
async fn a_record_is_published_with_those_that_it_names() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let parent = organisation("ministere", "Ministère", State::Draft);
    let mut agency = organisation("agence", "Agence", State::Draft);
    if let Body::Organisation(body) = &mut agency.body {
        body.parent = Some(portulan_model::Fact {
            value: portulan_model::Ref::new("ministere"),
            source: None,
            provenance: portulan_model::Provenance::Stated,
        });
    }
    let (with, path) = (format!("{} 1", parent.id), at(Kind::Organisation, agency.id));
    store(&house, vec![parent, agency]).await;
    let page = ada.get(&format!("{path}/publish")).await.text;
    assert!(page.contains(&format!("name=\"with\" value=\"{with}\" checked")), "{page}");
    let form = [("seen", "1"), ("with", with.as_str()), ("do", "publish")];
    let answer = ada.post(&format!("{path}/publish"), &form).await;
    assert_eq!(answer.location(), format!("{path}/overview?done=published"), "{}", answer.text);
    let records = house.store.records_of(Kind::Organisation).await.expect("read");
    assert!(records.iter().all(|stored| stored.record.state == State::Published));
}

#[tokio::test]
async fn the_links_of_hidden_records_are_published_too() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let ministry = organisation("ministere", "Ministère", State::Draft);
    let mut agency = organisation("agence", "Agence", State::Draft);
    if let Body::Organisation(body) = &mut agency.body {
        body.parent = Some(portulan_model::Fact {
            value: portulan_model::Ref::new("ministere"),
            source: None,
            provenance: portulan_model::Provenance::Stated,
        });
    }
    let mut project = Project { title: text("Puits"), ..Project::default() };
    project.funding = vec![portulan_model::kinds::Funding {
        funder: portulan_model::Ref::new("agence"),
        ..portulan_model::kinds::Funding::default()
    }];
    let body = Body::Project(Box::new(project));
    let record = Record { id: Uuid::now_v7(), slug: "puits".to_owned(), state: State::Draft, body };
    let path = at(Kind::Project, record.id);
    let named = [format!("{} 1", agency.id), format!("{} 1", ministry.id)];
    store(&house, vec![ministry, agency, record]).await;
    let page = ada.get(&format!("{path}/publish")).await.text;
    for value in &named {
        assert!(page.contains(&format!("value=\"{value}\"")), "{value}: {page}");
    }
    let form = [("do", "publish"), ("seen", "1"), ("with", named[0].as_str()), ("with", named[1].as_str())];
    let answer = ada.post(&format!("{path}/publish"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    for (kind, slug) in
        [(Kind::Project, "puits"), (Kind::Organisation, "agence"), (Kind::Organisation, "ministere")]
    {
        let stored = house.store.record(kind, slug).await.expect("read").expect("there");
        assert_eq!(stored.record.state, State::Published, "{slug}");
    }
}

#[tokio::test]
async fn more_hidden_records_than_the_page_lists_are_announced() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut pages = Vec::new();
    for count in [50, 51] {
        let name = |number| format!("bailleur-{count}-{number}");
        let line = |number| portulan_model::kinds::Funding {
            funder: portulan_model::Ref::new(name(number)),
            ..portulan_model::kinds::Funding::default()
        };
        let project =
            Project { title: text("Puits"), funding: (0..count).map(line).collect(), ..Project::default() };
        let body = Body::Project(Box::new(project));
        let record = Record { id: Uuid::now_v7(), slug: format!("puits-{count}"), state: State::Draft, body };
        let path = at(Kind::Project, record.id);
        let funders = (0..count).map(|number| organisation(&name(number), &name(number), State::Draft));
        store(&house, funders.chain([record]).collect()).await;
        let page = ada.get(&format!("{path}/publish")).await.text;
        assert_eq!(page.matches("name=\"with\"").count(), 50, "{page}");
        pages.push(page);
    }
    let message = "D’autres fiches liées ne sont pas publiées : seules 50 sont affichées.";
    assert!(!pages[0].contains(message), "{}", pages[0]);
    assert!(pages[1].contains(message), "{}", pages[1]);
}

#[tokio::test]
async fn a_record_begins_on_the_page_of_another_and_names_it() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let partnership = Partnership {
        title: text("Le Levant"),
        territories: vec![portulan_model::Ref::new("levant")],
        ..Partnership::default()
    };
    let body = Body::Partnership(Box::new(partnership));
    let owner = Record { id: Uuid::now_v7(), slug: "le-levant".to_owned(), state: State::Draft, body };
    let path = at(Kind::Partnership, owner.id);
    let territory = Territory { name: text("Levant"), ..Territory::default() };
    let body = Body::Territory(Box::new(territory));
    let place = Record { id: Uuid::now_v7(), slug: "levant".to_owned(), state: State::Draft, body };
    store(&house, vec![place, owner]).await;
    let page = ada.get(&format!("{path}/overview")).await.text;
    for (kind, named) in [
        (Kind::Project, "Le Levant"),
        (Kind::Agreement, "Le Levant"),
        (Kind::Mission, "Le Levant"),
        (Kind::Event, "Levant"),
    ] {
        let address = format!("{path}/new/{}", kind.folder());
        assert!(page.contains(&format!("action=\"{address}\"")), "{kind}: {page}");
        let answer = ada.post(&address, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind}: {}", answer.text);
        let form = ada.get(answer.location()).await.text;
        assert!(form.contains(&format!("value=\"{named}\"")), "{kind}: {form}");
    }
    assert_eq!(ada.post(&format!("{path}/new/persons"), &[]).await.status, StatusCode::NOT_FOUND);
    let mut rosa = house.user(&mut ada, "Rosa", "reader").await;
    assert_eq!(rosa.post(&format!("{path}/new/projects"), &[]).await.status, StatusCode::FORBIDDEN);
}
