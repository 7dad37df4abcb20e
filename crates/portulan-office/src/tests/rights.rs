//! Rights are checked when a change is made, whichever way it comes.
use std::io::{Cursor, Write as _};

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::{Event, Organisation, Person};
use portulan_model::{Body, Kind, Record, State, folder};
use portulan_store::{
    Accounts as _, AuditAction, AuditEntry, Author, Change, RecordWriter as _, Scheduled, SettingKey,
    Store as _, User, UserChange, UserRole, WorkflowStore as _, operator_accounts, operator_only,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Executor as _};
use uuid::Uuid;
use zip::write::SimpleFileOptions;

use super::import::{send, settled};
use super::{Browser, TestOffice, at, text};
use crate::pages::schedule::publish_due;

fn organisation(slug: &str, state: State) -> Record {
    let body = Organisation { name: text(slug), ..Organisation::default() };
    Record { id: Uuid::now_v7(), slug: slug.into(), state, body: Body::Organisation(Box::new(body)) }
}

async fn keep(house: &TestOffice, record: &Record) {
    let changes = vec![Change::Create(record.clone())];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
}

async fn state(house: &TestOffice, id: Uuid) -> Option<State> {
    house.store.record_of(id).await.expect("read").map(|stored| stored.record.state)
}

async fn change_user(house: &TestOffice, email: &str, change: impl Fn(User) -> User) {
    let user = house.store.user_by_email(email).await.expect("read").expect("there");
    let (revision, User { id, role, active, scope, .. }) = (user.revision, change(user));
    let (operator, log) = (Author::operator("test"), AuditEntry::new("test", AuditAction::Set));
    let rights = UserChange::Rights { role, active, scope };
    house.store.change_user(id, revision, rights, &operator, operator_accounts, log).await.expect("stored");
}

/// A folder of one record, as `portulan export` writes it, in an archive.
fn archive(record: &Record) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let name = format!("x/{}/{}.toml", record.kind().folder(), record.slug);
    zip.start_file(name, SimpleFileOptions::default()).expect("an entry");
    zip.write_all(folder::write(record).as_bytes()).expect("written");
    zip.finish().expect("an archive").into_inner()
}

#[tokio::test]
async fn an_import_archives_nothing_that_its_author_may_not_archive() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = organisation("regie", State::Published);
    keep(&house, &record).await;
    let archived = archive(&Record { state: State::Archived, ..record.clone() });
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let path = send(&mut edgar, "x.zip", &archived).await.location().to_owned();
    let page = settled(&mut edgar, &path).await;
    assert!(page.contains("Votre rôle ne permet pas cette action"), "{page}");
    edgar.post(&path, &[("do", "take")]).await;
    settled(&mut edgar, &path).await;
    assert_eq!(state(&house, record.id).await, Some(State::Published));
    let mut paula = house.user(&mut ada, "Paula", "publisher").await;
    let path = send(&mut paula, "x.zip", &archived).await.location().to_owned();
    settled(&mut paula, &path).await;
    paula.post(&path, &[("do", "take")]).await;
    settled(&mut paula, &path).await;
    assert_eq!(state(&house, record.id).await, Some(State::Archived));
}

/// A plan of a publisher that publishes a record at once, ready to be carried out.
async fn plan(house: &TestOffice, ada: &mut Browser, name: &str) -> (Browser, String, Record) {
    let mut paula = house.user(ada, name, "publisher").await;
    let record = organisation(&format!("of-{}", name.to_lowercase()), State::Published);
    let path = send(&mut paula, "x.zip", &archive(&record)).await.location().to_owned();
    let page = settled(&mut paula, &path).await;
    assert!(page.contains("value=\"take\""), "{page}");
    (paula, path, record)
}

#[tokio::test]
async fn a_plan_is_carried_out_with_the_rights_of_that_moment() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    // The right to publish is taken away meanwhile: the plan is made again, as drafts.
    let (mut paula, path, record) = plan(&house, &mut ada, "Paula").await;
    change_user(&house, "paula@monde.example", |user| User { role: UserRole::Editor, ..user }).await;
    paula.post(&path, &[("do", "take")]).await;
    let page = settled(&mut paula, &path).await;
    assert_eq!(state(&house, record.id).await, None, "{page}");
    paula.post(&path, &[("do", "take")]).await;
    settled(&mut paula, &path).await;
    assert_eq!(state(&house, record.id).await, Some(State::Draft));
    // Two-person approval is enabled meanwhile.
    let (mut petra, path, record) = plan(&house, &mut ada, "Petra").await;
    ada.post("/office/settings", &[("four-eyes", "true"), ("two-step", "")]).await;
    petra.post(&path, &[("do", "take")]).await;
    settled(&mut petra, &path).await;
    assert_eq!(state(&house, record.id).await, None);
    // The account is closed meanwhile.
    ada.post("/office/settings", &[]).await;
    let (mut pia, path, record) = plan(&house, &mut ada, "Pia").await;
    change_user(&house, "pia@monde.example", |user| User { active: false, ..user }).await;
    pia.post(&path, &[("do", "take")]).await;
    assert_eq!(state(&house, record.id).await, None);
}

#[tokio::test]
async fn a_schedule_is_carried_out_with_the_rights_of_that_moment() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    house.user(&mut ada, "Paula", "publisher").await;
    let paula = house.store.user_by_email("paula@monde.example").await.expect("read").expect("there");
    let later = Timestamp::now() + SignedDuration::from_hours(1);
    let author = Author::user(paula.id, &paula.name, "");
    let set = async |slug: &str| {
        let record = organisation(slug, State::Draft);
        let changes = vec![Change::Create(record.clone())];
        house.store.apply(changes, &author, portulan_editorial::policy::decide).await.expect("stored");
        house.office.editorial.schedule(&author, record.id, 1, later).await.expect("scheduled");
        record.id
    };
    let due = async || {
        publish_due(&house.office, later).await.expect("looked at");
        assert!(house.store.scheduled().await.expect("read").is_empty(), "published or cancelled");
    };
    let id = set("good").await;
    due().await;
    assert_eq!(state(&house, id).await, Some(State::Published));
    let id = set("demoted").await;
    change_user(&house, "paula@monde.example", |user| User { role: UserRole::Editor, ..user }).await;
    due().await;
    assert_eq!(state(&house, id).await, Some(State::Draft));
    change_user(&house, "paula@monde.example", |user| User { role: UserRole::Publisher, ..user }).await;
    let id = set("approval").await;
    let on = house.store.put_setting(
        &SettingKey::TwoPersonApproval,
        "true",
        AuditEntry::new("test", AuditAction::Set),
    );
    on.await.expect("stored");
    due().await;
    assert_eq!(state(&house, id).await, Some(State::Draft), "two-person approval is asked for since");
}

#[tokio::test]
async fn a_record_that_cannot_be_published_holds_up_no_other() {
    let house = TestOffice::new().await;
    house.administrator().await;
    let ada = house.store.user_by_email("ada@monde.example").await.expect("read").expect("there");
    let (damaged, good) = (organisation("damaged", State::Draft), organisation("good", State::Draft));
    let now = Timestamp::now();
    for (record, minutes) in [(&damaged, 2), (&good, 1)] {
        keep(&house, record).await;
        let at = now - SignedDuration::from_mins(minutes);
        let out = Scheduled { record: record.id, revision: 1, at, user: ada.id, author: ada.name.clone() };
        let (author, entry) = (Author::operator("test"), AuditEntry::new("test", AuditAction::Set));
        house.store.schedule(out, &author, operator_only, entry).await.expect("stored");
    }
    damage(&house, damaged.id).await;
    publish_due(&house.office, now).await.expect("looked at");
    assert_eq!(state(&house, good.id).await, Some(State::Published));
}

/// Damages the stored body of a record, as a fault of the disk would.
async fn damage(house: &TestOffice, id: Uuid) {
    let mut database = SqliteConnectOptions::new().filename(house.path()).connect().await.expect("opened");
    let damage = format!(
        "DROP TRIGGER revision_kept; UPDATE revision SET body = '{{' WHERE record = '{id}'; \
         CREATE TRIGGER revision_kept BEFORE UPDATE ON revision \
         BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;"
    );
    database.execute(sqlx::AssertSqlSafe(damage)).await.expect("damaged");
}

#[tokio::test]
async fn comments_and_tasks_reach_those_alone_who_may_see_the_record() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut gaspard = house.user(&mut ada, "Gaspard", "partner").await;
    house.user(&mut ada, "Rosa", "reader").await;
    let body = Person { name: text("Claire Secrète"), ..Person::default() };
    let body = Body::Person(Box::new(body));
    let contact = Record { id: Uuid::now_v7(), slug: "person-1".into(), state: State::Draft, body };
    keep(&house, &contact).await;
    let path = at(Kind::Person, contact.id);
    let remark = [("text", "@Gaspard et @Rosa, appelez-la au 06 11 22 33 44")];
    let answer = ada.post(&format!("{path}/comments"), &remark).await;
    let page = ada.get(answer.location().split('#').next().expect("a path")).await.text;
    assert!(page.contains("n’ont pas accès à cette fiche : Gaspard"), "{page}");
    assert!(!gaspard.get("/office/").await.text.contains("06 11 22"));
    let user = async |name: &str| {
        let email = format!("{name}@monde.example");
        house.store.user_by_email(&email).await.expect("read").expect("there").id
    };
    let mentioned = async |id| house.store.mentions(id).await.expect("read").len();
    assert_eq!((mentioned(user("gaspard").await).await, mentioned(user("rosa").await).await), (0, 1));
    // An earlier mention is not displayed to a user who may no longer view the record.
    let rosa = user("rosa").await;
    change_user(&house, "rosa@monde.example", |u| User { role: UserRole::Partner, ..u }).await;
    assert_eq!(mentioned(rosa).await, 1);
    // Nor is a task assigned to a user who may not view its record.
    let (record, who) = (contact.id.to_string(), rosa.to_string());
    change_user(&house, "rosa@monde.example", |u| User { role: UserRole::Reader, scope: Vec::new(), ..u })
        .await;
    let form = [("title", "Appeler"), ("record", record.as_str()), ("who", who.as_str())];
    assert_eq!(ada.post("/office/tasks", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn own_work_is_never_scheduled_alone_whatever_comes_in_between() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut paula = house.user(&mut ada, "Paula", "publisher").await;
    ada.post("/office/settings", &[("four-eyes", "true"), ("two-step", "")]).await;
    let day = (Timestamp::now() + SignedDuration::from_hours(48)).strftime("%Y-%m-%dT10:00").to_string();
    for i in 0..10 {
        let event = Event { title: text("Rencontre"), ..Event::default() };
        let body = Body::Event(Box::new(event));
        let record = Record { id: Uuid::now_v7(), slug: format!("e-{i}"), state: State::Draft, body };
        keep(&house, &record).await;
        let path = at(Kind::Event, record.id);
        let mut other = paula.clone();
        let (save, later) = (path.clone(), format!("{path}/publish"));
        let form = [("/title/fr", "Autre"), ("revision", "1"), ("slug", &record.slug), ("do", "save")];
        // Her change makes revision 2; the schedule requires that revision.
        let schedule = [("do", "schedule"), ("seen", "2"), ("at", day.as_str())];
        tokio::join!(paula.post(&save, &form), other.post(&later, &schedule));
        assert!(house.store.scheduled().await.expect("read").is_empty(), "try {i}");
    }
}

#[tokio::test]
async fn a_refused_request_leaves_no_secret_of_a_link_in_the_audit_log() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let foreign = [("sec-fetch-site", "cross-site")];
    let answer =
        ada.ask("POST", "/office/join/the-secret-of-a-link", &foreign, "password=x".to_owned()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    let log = ada.get("/office/audit").await.text;
    assert!(log.contains("/office/join/") && !log.contains("the-secret-of-a-link"), "{log}");
}
