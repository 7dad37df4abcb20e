//! Records through their lives.
use axum::http::{Request, StatusCode};
use portulan_model::{Body, Kind};
use portulan_store::{Scope, Store as _};
use uuid::Uuid;

use super::{Browser, TestOffice, at};

#[tokio::test]
async fn two_people_at_one_record_lose_nothing() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let path = at(Kind::Organisation, Uuid::now_v7());
    let base = [
        ("/name/fr", "Université"),
        ("/description/value/fr", "Elle enseigne."),
        ("revision", "0"),
        ("do", "save"),
    ];
    ada.post(&path, &base).await;
    let theirs = [
        ("/name/fr", "Université de l’Ouest"),
        ("/description/value/fr", "Elle enseigne."),
        ("revision", "1"),
        ("slug", "universite"),
        ("do", "save"),
    ];
    assert_eq!(ada.post(&path, &theirs).await.status, StatusCode::SEE_OTHER);
    // Another field: both changes are in the form that Edgar receives.
    let mine = [
        ("/name/fr", "Université"),
        ("/description/value/fr", "Elle cherche."),
        ("revision", "1"),
        ("slug", "universite"),
        ("do", "save"),
    ];
    let merged = edgar.post(&path, &mine).await;
    assert_eq!(merged.status, StatusCode::CONFLICT);
    assert!(merged.text.contains("Université de l’Ouest") && merged.text.contains("Elle cherche."));
    assert!(!merged.text.contains("take:"));
    // The same field: he chooses.
    let mine = [
        ("/name/fr", "Université du Large"),
        ("/description/value/fr", "Elle enseigne."),
        ("revision", "1"),
        ("slug", "universite"),
        ("do", "save"),
    ];
    let merged = edgar.post(&path, &mine).await;
    assert!(merged.text.contains("name=\"take:/name/fr\""), "{}", merged.text);
    // The choice remains when he opens the form again, or adds to it.
    let reopened = edgar.get(&path).await.text;
    assert!(
        reopened.contains("name=\"take:/name/fr\"") && reopened.contains("Université du Large"),
        "{reopened}"
    );
    let another = [
        ("/name/fr", "Université du Large"),
        ("/description/value/fr", "Elle cherche."),
        ("revision", "2"),
        ("merged", "1"),
        ("slug", "universite"),
        ("do", "add:/identifiers"),
    ];
    assert!(edgar.post(&path, &another).await.text.contains("name=\"take:/name/fr\""));
    let choice = [
        ("/name/fr", "Université du Large"),
        ("/description/value/fr", "Elle cherche."),
        ("take:/name/fr", "theirs"),
        ("revision", "2"),
        ("merged", "1"),
        ("slug", "universite"),
        ("do", "save"),
    ];
    assert_eq!(edgar.post(&path, &choice).await.status, StatusCode::SEE_OTHER);
    let stored = house.store.record(Kind::Organisation, "universite").await.expect("read").expect("there");
    let Body::Organisation(body) = stored.record.body else { panic!("an organisation") };
    assert_eq!((stored.revision, body.name.text("fr")), (3, "Université de l’Ouest"));
    assert_eq!(body.description.map(|d| d.value.text("fr").to_owned()).as_deref(), Some("Elle cherche."));
}

#[tokio::test]
async fn what_is_not_in_the_form_cannot_be_set() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let id = Uuid::now_v7();
    let path = at(Kind::Organisation, id);
    let form = [
        ("/name/fr", "Nom"),
        ("/state", "published"),
        ("/id", "x"),
        ("state", "published"),
        ("/secret", "x"),
        ("revision", "0"),
        ("do", "save"),
    ];
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let stored = house.store.record_of(id).await.expect("read").expect("there");
    assert_eq!(stored.record.state.name(), "draft");
    assert!(house.store.records(Scope::Published).await.expect("records").iter().all(|s| s.record.id != id));
}

#[tokio::test]
async fn faults_stand_beside_their_fields() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Partnership, Uuid::now_v7());
    let form = [
        ("/title/fr", "Kendari"),
        ("/since/value", "hier"),
        ("/territories/0", "Nulle part"),
        ("revision", "0"),
        ("do", "save"),
    ];
    let answer = ada.post(&path, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let since = answer.text.split("id=\"f/since/value\"").nth(1).expect("the field");
    assert!(since.contains("« hier » n’est pas une date."), "{since}");
    assert!(since.starts_with(" name=\"/since/value\" value=\"hier\""), "what was typed stays");
    // The territory can be made on the spot.
    let form = [
        ("/title/fr", "Kendari"),
        ("/territories/0", "Kendari"),
        ("revision", "0"),
        ("do", "create:/territories/0"),
    ];
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::OK);
    assert!(house.store.record(Kind::Territory, "kendari").await.expect("read").is_some());
    let form = [("/title/fr", "Kendari"), ("/territories/0", "kendari"), ("revision", "0"), ("do", "save")];
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_record_that_is_created_in_place_says_what_it_lacks() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let create = async |ada: &mut Browser, name: &str| {
        let form = [
            ("/title/fr", "Eau"),
            ("/territories/0", name),
            ("revision", "0"),
            ("do", "create:/territories/0"),
        ];
        ada.post(&at(Kind::Partnership, Uuid::now_v7()), &form).await.text
    };
    let page = create(&mut ada, "Vallée inconnue").await;
    assert!(page.contains("La fiche « Vallée inconnue » est créée comme brouillon."), "{page}");
    assert!(page.contains("Il y manque : Pays"), "{page}");
    let page = create(&mut ada, "Kendari").await;
    assert!(!page.contains("est créée comme brouillon"), "the town has its country: {page}");
}

#[tokio::test]
async fn what_is_unpublished_leaves_the_site_and_can_be_published_again() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let id = Uuid::now_v7();
    let path = at(Kind::Organisation, id);
    let form = [("/name/fr", "Régie"), ("/kind", "company"), ("revision", "0"), ("do", "save")];
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let publication = format!("{path}/publish");
    let is_public = async || {
        let records = house.store.records(Scope::Published).await.expect("records");
        records.iter().any(|stored| stored.record.id == id)
    };
    let unpublish = |seen| [("do", "unpublish"), ("seen", seen)];
    assert_eq!(
        ada.post(&publication, &unpublish("1")).await.status,
        StatusCode::FORBIDDEN,
        "it is no longer"
    );
    let published = ada.post(&publication, &[("do", "publish"), ("seen", "1")]).await;
    assert_eq!(published.location(), format!("{path}/overview?done=published"), "{}", published.text);
    assert!(is_public().await);
    assert!(!edgar.get(&publication).await.text.contains("Dépublier"));
    assert_eq!(edgar.post(&publication, &unpublish("2")).await.status, StatusCode::FORBIDDEN);
    assert!(ada.get(&publication).await.text.contains("Dépublier"));
    let done = ada.post(&publication, &unpublish("2")).await;
    assert_eq!(done.location(), format!("{path}/overview?done=unpublished"));
    assert!(!is_public().await);
    let page = ada.get(done.location()).await.text;
    assert!(page.contains("Fiche dépubliée") && page.contains("state unpublished"), "{page}");
    assert!(ada.get("/office/organisations/?state=unpublished").await.text.contains("Régie"));
    let again = ada.post(&publication, &[("do", "publish"), ("seen", "3")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    assert!(is_public().await);
}

#[tokio::test]
async fn a_draft_survives_a_closed_window() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Event, Uuid::now_v7());
    let typed = [("/title/fr", "Grande fête"), ("/dates/value/start", "oct"), ("revision", "0")];
    assert_eq!(ada.post(&format!("{path}/draft"), &typed).await.status, StatusCode::NO_CONTENT);
    let page = ada.get(&path).await.text;
    assert!(page.contains("Grande fête") && page.contains("value=\"oct\""), "{page}");
    // It has its typed name, also in the list of its kind, which does not have the record yet.
    for list in ["/office/", "/office/events/"] {
        let page = ada.get(list).await.text;
        assert!(page.contains(&format!("href=\"{path}\" dir=\"auto\">Grande fête</a>")), "{list}: {page}");
    }
    let done = ada
        .ask("DELETE", &format!("{path}/draft"), &[("sec-fetch-site", "same-origin")], String::new())
        .await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    assert!(!ada.get(&path).await.text.contains("Grande fête"));
}

#[tokio::test]
async fn a_wrong_date_of_a_new_record_is_the_only_error() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let form = [
        ("/title/fr", "Puits"),
        ("/kind", "action"),
        ("/planned/value/start", "hier"),
        ("slug", ""),
        ("revision", "0"),
        ("do", "save"),
    ];
    let answer = ada.post(&at(Kind::Project, Uuid::now_v7()), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.text.contains("ne peut pas servir d’adresse de page"), "{}", answer.text);
}

#[tokio::test]
async fn what_was_not_saved_is_discarded_from_the_list_that_shows_it() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Project, Uuid::now_v7());
    ada.post(&format!("{path}/draft"), &[("/title/fr", "Grande fête"), ("revision", "0")]).await;
    assert!(ada.get("/office/").await.text.contains("Grande fête"));
    let next = [("next", "/office/projects/")];
    let done = ada.post(&format!("{path}/draft/discard"), &next).await;
    assert_eq!(done.location(), "/office/projects/");
    assert!(!ada.get("/office/").await.text.contains("Grande fête"));
}

#[tokio::test]
async fn published_changed_and_restored() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Organisation, Uuid::now_v7());
    ada.post(&path, &[("/name/fr", "Un"), ("revision", "0"), ("do", "save")]).await;
    let shown = ada.get(&format!("{path}/publish")).await.text;
    assert!(shown.contains("Un</span>") && !shown.contains("<ins>"), "{shown}");
    ada.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", "1")]).await;
    ada.post(
        &path,
        &[("/name/fr", "Deux"), ("revision", "2"), ("slug", "un"), ("do", "save"), ("reason", "Parce que")],
    )
    .await;
    let public = house.store.records(Scope::Published).await.expect("records");
    assert!(public.iter().any(|s| s.record.body.name().text("fr") == "Un"), "a draft does not show");
    let shown = ada.get(&format!("{path}/history/3")).await.text;
    assert!(shown.contains("<del>Un</del><ins>Deux</ins>") && shown.contains("Parce que"), "{shown}");
    let answer = ada.post(&format!("{path}/history/1"), &[("seen", "3")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let stored = house.store.record(Kind::Organisation, "un").await.expect("read").expect("there");
    assert_eq!((stored.revision, stored.record.body.name().text("fr")), (4, "Un"));
    let late = ada.post(&format!("{path}/history/1"), &[("seen", "3")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let created = ada.get("/office/audit.csv?action=create&q=organisation").await.text;
    assert!(
        created.contains("\"create\",\"organisation/un\"") && !created.contains("\"publish\""),
        "{created}"
    );
    let page = ada.get("/office/audit?action=create&q=organisation").await.text;
    assert!(page.contains("/office/audit.csv?q=organisation&#38;action=create"), "{page}");
    let log = ada.get("/office/audit.csv").await.text;
    for line in [
        "\"create\",\"organisation/un\"",
        "\"publish\",\"organisation/un\"",
        "\"change\",\"organisation/un\"",
    ] {
        assert!(log.contains(line), "{line} in {log}");
    }
}

#[tokio::test]
async fn a_form_without_fields_changes_nothing() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Organisation, Uuid::now_v7());
    ada.post(&path, &[("/name/fr", "Port sec"), ("revision", "0"), ("do", "save")]).await;
    for action in [path.clone(), format!("{path}/draft")] {
        let answer = ada.post(&action, &[("revision", "1"), ("slug", "port-sec"), ("do", "save")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
    }
    assert!(ada.get(&path).await.text.contains("value=\"Port sec\""));
}

#[tokio::test]
async fn the_preview_is_the_public_page() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Organisation, Uuid::now_v7());
    ada.post(&path, &[("/name/fr", "Port sec"), ("revision", "0"), ("do", "save")]).await;
    let preview = ada.get(&format!("{path}/preview/page?lang=fr")).await;
    assert_eq!(preview.status, StatusCode::OK);
    ada.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", "1")]).await;
    assert!(preview.text.contains("Port sec") && preview.text.contains("<footer class=\"bottom\">"));
    assert_eq!(
        house.browser().get("/fr/organisations/port-sec").await.status,
        StatusCode::NOT_FOUND,
        "not renewed yet"
    );
}

#[tokio::test]
async fn a_comment_reaches_whom_it_names() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    let mut ritamarie = house.user(&mut ada, "Ritamarie", "reader").await;
    let path = at(Kind::Organisation, Uuid::now_v7());
    ada.post(&path, &[("/name/fr", "Un"), ("revision", "0"), ("do", "save")]).await;
    let answer = ada.post(&format!("{path}/comments"), &[("text", "@rita, est-ce <b>juste</b> ?")]).await;
    assert_eq!(answer.location(), format!("{path}#comments"));
    assert!(rita.get("/office/").await.text.contains(">Mentions<"));
    assert!(!ritamarie.get("/office/").await.text.contains(">Mentions<"));
    let page = rita.get(&path).await.text;
    assert!(page.contains("@rita, est-ce &#60;b&#62;juste&#60;/b&#62; ?"), "{page}");
    assert!(!rita.get("/office/").await.text.contains(">Mentions<"), "it was seen");
    let nowhere = format!("{}/comments", at(Kind::Organisation, Uuid::now_v7()));
    assert_eq!(ada.post(&nowhere, &[("text", "x")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_compressed_but_not_workbooks_and_pages_with_secrets() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for (path, expected) in [
        ("/office/projects/", Some("gzip")),
        ("/api/v1/projects", Some("gzip")),
        ("/office/projects/list.xlsx", None),
        ("/office/persons/", None),
        ("/office/account", None),
    ] {
        let request = Request::builder().uri(path).header("accept-encoding", "gzip");
        let (parts, bytes) = ada.exchange(request, axum::body::Body::empty()).await;
        assert_eq!(parts.status, StatusCode::OK, "{path}");
        let encoding = parts.headers.get("content-encoding").map(|value| value.to_str().expect("ASCII"));
        assert_eq!(encoding, expected, "{path}");
        assert_eq!(bytes.starts_with(&[0x1f, 0x8b]), expected.is_some(), "{path}");
    }
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

#[tokio::test]
async fn a_choice_that_nobody_made_is_asked_for_where_one_is_needed() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let path = at(Kind::Event, Uuid::now_v7());
    let form = ada.get(&path).await.text;
    assert!(form.contains("<option value=\"\" selected>–</option>"), "no type is chosen: {form}");
    let typed = [("/title/fr", "Fête"), ("/kind", ""), ("revision", "0"), ("do", "save")];
    let answer = ada.post(&path, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("id=\"p/kind-0\""), "{}", answer.text);
    // A choice that may be empty is not marked.
    let project = at(Kind::Project, Uuid::now_v7());
    let form =
        ada.post(&project, &[("/title/fr", "X"), ("revision", "0"), ("do", "add:/budgets")]).await.text;
    let heading = form.split("for=\"f/budgets/0/heading\"").nth(1).expect("a field");
    assert!(!heading.split("</label>").next().expect("a label").contains("required"), "{heading}");
    let partnership = at(Kind::Partnership, Uuid::now_v7());
    let typed = [
        ("/title/fr", "Levant"),
        ("/participations/0/organisation", "port-imaginaire"),
        ("/participations/0/role", ""),
        ("revision", "0"),
        ("do", "save"),
    ];
    let answer = ada.post(&partnership, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("id=\"p/participations/0/role-0\""), "{}", answer.text);
}
