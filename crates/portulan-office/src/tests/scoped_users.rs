//! Users bound to some partnerships, and scheduled publication.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::{Organisation, Partnership};
use portulan_model::{Body, Kind, Record, State};
use portulan_store::{
    Accounts as _, AuditAction, AuditEntry, AuditFilter, Author, Change, RecordWriter as _, Scheduled,
    Store as _, WorkflowStore as _, operator_only,
};
use uuid::Uuid;

use super::{Browser, TestOffice, at, text};
use crate::pages::schedule::publish_due;

fn partnership(slug: &str) -> Record {
    let body = Partnership { title: text(slug), ..Partnership::default() };
    Record {
        id: Uuid::now_v7(),
        slug: slug.into(),
        state: State::Draft,
        body: Body::Partnership(Box::new(body)),
    }
}

fn organisation(slug: &str, state: State) -> Record {
    let body = Organisation { name: text(slug), ..Organisation::default() };
    Record { id: Uuid::now_v7(), slug: slug.into(), state, body: Body::Organisation(Box::new(body)) }
}

/// A test office with two partnerships, and a user with a role who is bound to the first.
async fn bound(role: &str) -> (TestOffice, Browser, Browser, Record, Record) {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let guest = house.user(&mut ada, "Gaspard", role).await;
    let (own, other) = (partnership("kendari"), partnership("essaouira"));
    let records = [own.clone(), other.clone(), organisation("laboratoire", State::Draft)];
    let records = records.into_iter().map(Change::Create).collect();
    house.store.apply(records, &Author::operator("test"), operator_only).await.expect("kept");
    let user = house.store.user_by_email("gaspard@monde.example").await.expect("read").expect("there");
    let scope = own.id.to_string();
    let form = [("do", "save"), ("role", role), ("active", "true"), ("scope", scope.as_str())];
    let answer = ada.post(&format!("/office/users/{}", user.id), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (house, ada, guest, own, other)
}

#[tokio::test]
async fn partners_see_their_own_and_what_is_public() {
    let (house, _, mut guest, own, other) = bound("partner").await;
    let list = guest.get("/office/partnerships/").await.text;
    assert!(list.contains("kendari") && !list.contains("essaouira"), "{list}");
    assert!(!guest.get("/office/find?q=laboratoire").await.text.contains(">laboratoire<"));
    assert!(!guest.get("/office/").await.text.contains("essaouira"));
    let (own, other) = (at(Kind::Partnership, own.id), at(Kind::Partnership, other.id));
    for path in [&own, &format!("{own}/history"), &format!("{own}/publish"), &format!("{own}/preview")] {
        assert_eq!(guest.get(path).await.status, StatusCode::OK, "{path}");
    }
    for rest in ["", "/history", "/history/1", "/publish", "/preview", "/preview/page"] {
        let path = format!("{other}{rest}");
        assert_eq!(guest.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!guest.get(&own).await.text.contains("laboratoire"), "names of drafts are not offered");
    let form = [("/title/fr", "x"), ("revision", "1"), ("slug", "kendari"), ("do", "save")];
    assert_eq!(guest.post(&own, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(guest.post(&other, &form).await.status, StatusCode::NOT_FOUND);
    let publish = [("do", "publish"), ("seen", "1")];
    assert_eq!(guest.post(&format!("{own}/publish"), &publish).await.status, StatusCode::FORBIDDEN);
    let remark = [("text", "x")];
    assert_eq!(guest.post(&format!("{other}/comments"), &remark).await.status, StatusCode::NOT_FOUND);
    drop(house);
}

#[tokio::test]
async fn a_partner_without_partnerships_reads_and_proposes_on_what_is_public() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let public = organisation("laboratoire", State::Published);
    let create = vec![Change::Create(public.clone())];
    house.store.apply(create, &Author::operator("test"), operator_only).await.expect("stored");
    let mut guest = house.user(&mut ada, "Gaspard", "partner").await;
    let path = at(Kind::Organisation, public.id);
    let form = |name: &'static str, revision: &'static str, verb: &'static str| {
        [("/name/fr", name), ("revision", revision), ("slug", "laboratoire"), ("do", verb)]
    };
    let answer = guest.post(&path, &form("Laboratoire du large", "1", "propose")).await;
    assert_eq!(answer.location(), format!("{path}?done=proposed"), "{}", answer.text);
    // A draft of the officer is not shown; the published version can still be found and read.
    assert_eq!(ada.post(&path, &form("Nom secret", "1", "save")).await.status, StatusCode::SEE_OTHER);
    for page in ["/office/organisations/", "/office/find?q=laboratoire"] {
        let page = guest.get(page).await.text;
        assert!(page.contains(">laboratoire<") && !page.contains("Nom secret"), "{page}");
    }
    let answer = guest.get(&path).await;
    assert_eq!(answer.location(), format!("{path}/overview"), "{}", answer.text);
    let page = guest.get(&format!("{path}/overview")).await.text;
    assert!(page.contains("laboratoire") && !page.contains("Nom secret"), "{page}");
    let answer = guest.post(&path, &form("Autre", "2", "propose")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "the form would show the draft");
}

#[tokio::test]
async fn the_partnerships_of_a_user_are_chosen_in_the_invitation() {
    let (house, mut ada, _, own, other) = bound("partner").await;
    let scope = other.id.to_string();
    let form =
        [("email", "zoe@monde.example"), ("name", "Zoé"), ("role", "partner"), ("scope", scope.as_str())];
    assert_eq!(ada.post("/office/users", &form).await.status, StatusCode::OK);
    let zoe = house.store.user_by_email("zoe@monde.example").await.expect("read").expect("there");
    assert_eq!(zoe.scope, [other.id]);
    let list = ada.get("/office/users").await.text;
    assert!(list.contains("<td>essaouira</td>") && list.contains("<td>kendari</td>"), "{list}");
    // What was chosen stays in the form if something is wrong.
    let own = own.id.to_string();
    let form = [("email", "zoe@monde.example"), ("name", "Z"), ("role", "reader"), ("scope", own.as_str())];
    let page = ada.post("/office/users", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(&format!("value=\"{own}\" checked")), "{}", page.text);
    assert!(page.text.contains("value=\"reader\" selected"), "{}", page.text);
}

#[tokio::test]
async fn an_association_proposes_and_the_officer_accepts() {
    let (house, mut ada, mut guest, own, _) = bound("partner").await;
    let path = at(Kind::Partnership, own.id);
    let form = [
        ("/title/fr", "Kendari et nous"),
        ("revision", "1"),
        ("slug", "hacked"),
        ("reason", "Plus clair"),
        ("do", "propose"),
    ];
    let answer = guest.post(&path, &form).await;
    assert_eq!(answer.location(), format!("{path}?done=proposed"), "{}", answer.text);
    // Meanwhile the officer changes another field: both changes are preserved.
    let form = [
        ("/title/fr", "kendari"),
        ("/summary/value/fr", "Un résumé."),
        ("revision", "1"),
        ("slug", "kendari"),
        ("do", "save"),
    ];
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let list = ada.get("/office/proposals").await.text;
    let id = list.split("/office/proposals/").nth(1).and_then(|r| r.split('"').next()).expect("one");
    let proposal = format!("/office/proposals/{id}");
    let page = ada.get(&proposal).await.text;
    assert!(page.contains("Plus clair") && page.contains("<ins>Kendari et nous</ins>"), "{page}");
    let answer = ada.post(&proposal, &[("do", "accept"), ("why", "Merci")]).await;
    assert_eq!(answer.location(), format!("{path}?done=saved"));
    let stored = house.store.record_of(own.id).await.expect("read").expect("there");
    let Body::Partnership(body) = stored.record.body else { panic!("a partnership") };
    assert_eq!(body.title.text("fr"), "Kendari et nous");
    assert_eq!((stored.record.slug.as_str(), stored.record.state), ("kendari", State::Draft));
    assert!(body.summary.is_some(), "what the officer wrote stays");
    assert_eq!(ada.post(&proposal, &[("do", "decline")]).await.status, StatusCode::CONFLICT, "one answer");
    let page = guest.get(&proposal).await.text;
    assert!(page.contains("Acceptée") && page.contains("Merci"), "{page}");
    assert!(guest.get("/office/").await.text.contains("Acceptée"));
}

#[tokio::test]
async fn a_new_record_can_be_proposed() {
    let (house, mut ada, mut guest, _, _) = bound("partner").await;
    assert_eq!(guest.get("/office/partnerships/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(guest.get("/office/projects/new").await.status, StatusCode::SEE_OTHER);
    let id = Uuid::now_v7();
    let form = [
        ("/title/fr", "Un chantier d’été"),
        ("/partnership", "kendari"),
        ("revision", "0"),
        ("do", "propose"),
    ];
    let answer = guest.post(&at(Kind::Project, id), &form).await;
    let proposal = answer.location().to_owned();
    assert!(proposal.starts_with("/office/proposals/"), "{}", answer.text);
    assert!(house.store.record_of(id).await.expect("read").is_none(), "nothing is made yet");
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    assert_eq!(rita.get(&proposal).await.status, StatusCode::NOT_FOUND);
    assert_eq!(rita.post(&proposal, &[("do", "accept")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.post(&proposal, &[("do", "accept")]).await.status, StatusCode::FORBIDDEN);
    let answer = ada.post(&proposal, &[("do", "accept")]).await;
    assert_eq!(answer.location(), format!("{}?done=saved", at(Kind::Project, id)), "{}", answer.text);
    let stored = house.store.record_of(id).await.expect("read").expect("there");
    assert_eq!((stored.record.slug.as_str(), stored.record.state), ("un-chantier-d-ete", State::Draft));
}

#[tokio::test]
async fn editors_bound_to_partnerships_write_at_those() {
    let (_house, _, mut guest, own, other) = bound("editor").await;
    let form = |title| [("/title/fr", title), ("revision", "1"), ("slug", title), ("do", "save")];
    let (own, other) = (at(Kind::Partnership, own.id), at(Kind::Partnership, other.id));
    assert_eq!(guest.post(&own, &form("kendari")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(guest.post(&other, &form("essaouira")).await.status, StatusCode::FORBIDDEN);
    for (partnership, status) in [
        ("kendari", StatusCode::SEE_OTHER),
        ("essaouira", StatusCode::UNPROCESSABLE_ENTITY),
        ("", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let form =
            [("/title/fr", "Projet"), ("/partnership", partnership), ("revision", "0"), ("do", "save")];
        let answer = guest.post(&at(Kind::Project, Uuid::now_v7()), &form).await;
        assert_eq!(answer.status, status, "{partnership}: {}", answer.text);
    }
    assert_eq!(guest.get("/office/partnerships/new").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn records_go_out_when_their_moment_comes() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = organisation("port", State::Draft);
    house
        .store
        .apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    let path = format!("{}/publish", at(Kind::Organisation, record.id));
    for wrong in ["", "2001-01-01T10:00", "soon"] {
        let form = [("do", "schedule"), ("seen", "1"), ("at", wrong)];
        assert_eq!(ada.post(&path, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let day = (Timestamp::now() + SignedDuration::from_hours(48)).strftime("%Y-%m-%dT10:00").to_string();
    let form = [("do", "schedule"), ("seen", "1"), ("at", day.as_str())];
    let answer = ada.post(&path, &form).await;
    assert!(answer.location().ends_with("?done=scheduled"), "{}", answer.text);
    let now = Timestamp::now();
    publish_due(&house.office, now).await.expect("nothing is due");
    let state = async || house.store.record_of(record.id).await.expect("read").expect("there").record.state;
    assert_eq!(state().await, State::Draft);
    assert!(ada.get("/office/").await.text.contains("Publications programmées"));
    publish_due(&house.office, now + SignedDuration::from_hours(73)).await.expect("published");
    assert_eq!(state().await, State::Published);
    assert!(house.store.scheduled().await.expect("read").is_empty());
    let history = house.store.history(record.id).await.expect("read");
    assert_eq!((history[0].author.as_str(), history[0].reason.as_str()), ("Ada", "Publication programmée"));
}

#[tokio::test]
async fn nothing_goes_out_for_somebody_who_may_not_publish_any_more() {
    let house = TestOffice::new().await;
    house.administrator().await;
    let record = organisation("port", State::Draft);
    house
        .store
        .apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    let at = Timestamp::now();
    let out = Scheduled { record: record.id, revision: 1, at, user: Uuid::now_v7(), author: "Gone".into() };
    let (author, entry) = (Author::operator("test"), AuditEntry::new("test", AuditAction::ChangeUser));
    house.store.schedule(out, &author, operator_only, entry).await.expect("kept");
    publish_due(&house.office, at).await.expect("looked at");
    let stored = house.store.record_of(record.id).await.expect("read").expect("there");
    assert_eq!(stored.record.state, State::Draft);
    assert!(house.store.scheduled().await.expect("read").is_empty());
    let last = AuditFilter { limit: 1, ..AuditFilter::default() };
    let log = house.store.audit(&last).await;
    assert_eq!(log.expect("read")[0].action, "schedule-missed");
}

#[tokio::test]
async fn two_people_publish_where_the_authority_says_so() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut paul = house.user(&mut ada, "Paul", "publisher").await;
    assert_eq!(
        paul.post("/office/settings", &[("four-eyes", "true"), ("two-step", "")]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        ada.post("/office/settings", &[("four-eyes", "true"), ("two-step", "")]).await.location(),
        "/office/settings?done"
    );
    assert!(ada.get("/office/settings").await.text.contains("value=\"true\" checked"));
    let path = at(Kind::Organisation, Uuid::now_v7());
    let form = [("/name/fr", "Port"), ("revision", "0"), ("do", "save")];
    assert_eq!(paul.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let publish = [("do", "publish"), ("seen", "1")];
    assert_eq!(paul.post(&format!("{path}/publish"), &publish).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post(&format!("{path}/publish"), &publish).await.status, StatusCode::SEE_OTHER);
    let log = ada.get("/office/audit").await.text;
    assert!(log.contains("Double validation"), "who changed the rule is in the log: {log}");
    let empty = ada.post("/office/settings", &[]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST, "a form without its fields switches nothing off");
}

#[tokio::test]
async fn the_authority_gives_the_site_its_look() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let stored = house.store.record(Kind::Authority, "port-imaginaire").await.expect("read").expect("there");
    let path = at(Kind::Authority, stored.record.id);
    let form = |accent| {
        [
            ("/name/fr", "Ville de Port-Imaginaire"),
            ("/country", "FR"),
            ("/languages/0", "fr"),
            ("/accent", accent),
            ("/hidden/0", "validate"),
            ("revision", "1"),
            ("slug", "port-imaginaire"),
            ("do", "save"),
        ]
    };
    let answer = ada.post(&path, &form("#ffd000")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Le contraste de #ffd000 avec le fond est de 1,4"), "{}", answer.text);
    assert_eq!(ada.post(&path, &form("#7a1fa2")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        ada.post(&format!("{path}/publish"), &[("do", "publish"), ("seen", "2")]).await.status,
        StatusCode::SEE_OTHER
    );
    let mut browser = house.browser();
    browser.site = house.renewed().await;
    let home = browser.get("/fr/").await.text;
    let style = home.split("href=\"").find(|h| h.starts_with("/assets/look.")).expect("a style");
    let css = browser.get(style.split('"').next().expect("an address")).await;
    assert!(css.text.starts_with(":root{--coral:#7a1fa2;--sea:#176b5d;"), "{}", css.text);
    assert!(!home.contains("/fr/validate\""), "left out of the menus");
    assert_eq!(browser.get("/fr/validate").await.status, StatusCode::OK, "and still there");
}
