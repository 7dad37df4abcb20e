//! Imports that wait for their user.
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::Organisation;
use portulan_model::{Body, Record, State};
use portulan_store::{
    Accounts, AuditAction, AuditEntry, Author, Change, ImportStore, MAX_DECISION_BYTES, MAX_WAITING_IMPORTS,
    RecordWriter, Scope, SqliteStore, Store, StoreError, User, UserRole, WaitingImport, WaitingStage,
    operator_accounts, operator_only,
};
use uuid::Uuid;

async fn store() -> (SqliteStore, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
    (store, folder)
}

async fn user(store: &SqliteStore, email: &str) -> Uuid {
    let user = User::new(Uuid::now_v7(), email, email, "fr", UserRole::Editor, Timestamp::UNIX_EPOCH);
    let author = Author::operator("test");
    let log = AuditEntry::new("test", AuditAction::Invite);
    store.add_user(&user, &author, operator_accounts, log).await.expect("added");
    user.id
}

fn import(user: Uuid, minutes: i64) -> WaitingImport {
    WaitingImport {
        id: Uuid::now_v7(),
        user,
        name: "projets.csv".to_owned(),
        publish: false,
        made: Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes),
        stage: WaitingStage::Waiting,
        decisions: "{}".to_owned(),
        outcome: String::new(),
        done: None,
    }
}

fn organisation() -> Change {
    let body = Body::Organisation(Box::<Organisation>::default());
    Change::Create(Record { id: Uuid::now_v7(), slug: "port".into(), state: State::Draft, body })
}

#[tokio::test]
async fn an_import_is_stored_with_its_file_and_only_its_user_finds_it() {
    let (store, _folder) = store().await;
    let (ada, eve) = (user(&store, "ada@example.org").await, user(&store, "eve@example.org").await);
    let first = import(ada, 0);
    assert!(store.put_import(&first, b"a;b").await.expect("stored").is_empty());
    assert_eq!(store.import(first.id, ada).await.expect("read"), Some(first.clone()));
    assert_eq!(store.import(first.id, eve).await.expect("read"), None);
    assert_eq!(store.import_file(first.id).await.expect("read").as_deref(), Some(&b"a;b"[..]));
    assert!(store.put_import_decisions(first.id, "{\"left_out\":[3]}").await.expect("stored"));
    let found = store.import_of(ada).await.expect("read").expect("waits");
    assert_eq!(found.decisions, "{\"left_out\":[3]}");
    // A second file of the same user takes the place of the first, one of another user does not.
    let second = import(ada, 1);
    assert_eq!(store.put_import(&second, b"c").await.expect("stored"), [first.id]);
    assert!(store.put_import(&import(eve, 2), b"d").await.expect("stored").is_empty());
    assert_eq!(store.import_file(first.id).await.expect("read"), None, "the file goes with its import");
    store.delete_import(second.id).await.expect("deleted");
    assert_eq!(store.import_of(ada).await.expect("read"), None);
}

#[tokio::test]
async fn an_import_is_applied_once_or_not_at_all() {
    let (store, _folder) = store().await;
    let ada = user(&store, "ada@example.org").await;
    let waiting = import(ada, 0);
    store.put_import(&waiting, b"a").await.expect("stored");
    let author = Author { import: Some(waiting.id), ..Author::operator("test") };
    let apply = || store.apply(vec![organisation()], &author, operator_only);
    // One that nobody began to apply is not applied.
    assert!(matches!(apply().await, Err(StoreError::Missing(_))));
    assert!(store.move_import(waiting.id, WaitingStage::Writing, "[1]").await.expect("moved"));
    assert!(!store.move_import(waiting.id, WaitingStage::Writing, "[2]").await.expect("not moved"));
    assert!(
        !store.put_import_decisions(waiting.id, "{}").await.expect("refused"),
        "nothing changes meanwhile"
    );
    store.delete_import(waiting.id).await.expect("ignored");
    // A refused change leaves it as it was.
    let refused = vec![organisation(), organisation()];
    assert!(store.apply(refused, &author, operator_only).await.is_err());
    let stage = async || store.import(waiting.id, ada).await.expect("read").expect("there").stage;
    assert_eq!(stage().await, WaitingStage::Writing);
    apply().await.expect("applied");
    let done = store.import(waiting.id, ada).await.expect("read").expect("there");
    assert_eq!((done.stage, done.outcome.as_str(), done.done.is_some()), (WaitingStage::Done, "[1]", true));
    assert_eq!(store.import_file(waiting.id).await.expect("read"), None, "the records have what it said");
    assert!(!store.move_import(waiting.id, WaitingStage::Waiting, "").await.expect("not moved"));
    let count = store.records(Scope::Latest).await.expect("read").len();
    assert!(matches!(apply().await, Err(StoreError::Missing(_))), "never twice");
    assert_eq!(store.records(Scope::Latest).await.expect("read").len(), count);
}

#[tokio::test]
async fn stored_imports_are_bounded_and_expire() {
    let (store, _folder) = store().await;
    let mut users = Vec::new();
    for number in 0..=MAX_WAITING_IMPORTS {
        users.push(user(&store, &format!("u{number}@example.org")).await);
    }
    let mut all = Vec::new();
    for (minutes, user) in (0..).zip(&users) {
        let import = import(*user, minutes);
        let deleted = store.put_import(&import, b"a").await.expect("stored");
        let expected: &[Uuid] = if all.len() == MAX_WAITING_IMPORTS { &[all[0]] } else { &[] };
        assert_eq!(deleted, expected);
        all.push(import.id);
    }
    let large = WaitingImport { decisions: "x".repeat(MAX_DECISION_BYTES + 1), ..import(users[0], 99) };
    assert!(store.put_import(&large, b"a").await.is_err());
    assert!(store.put_import_decisions(all[5], &large.decisions).await.is_err());
    let moment = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
    store.move_import(all[1], WaitingStage::Writing, "").await.expect("moved");
    assert_eq!(store.delete_old_imports(moment(4), Timestamp::UNIX_EPOCH).await.expect("deleted"), 2);
    assert!(store.import(all[1], users[1]).await.expect("read").is_some(), "it is being applied");
    assert!(store.import(all[3], users[3]).await.expect("read").is_none());
    assert!(store.import(all[4], users[4]).await.expect("read").is_some());
}
