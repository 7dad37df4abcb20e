//! Deleted content is in no file of the register.
use std::path::Path;
use std::time::Duration;

use portulan_model::kinds::Person;
use portulan_model::{Body, Record, State, Text};
use portulan_store::{Author, Change, RecordWriter as _, SqliteStore, Store as _, operator_only};
use uuid::Uuid;

/// A name that occurs nowhere else.
const NAME: &str = "Quetzalcoatlus Wanderer";

/// The files of a folder that contain the name.
fn files_with_name(folder: &Path) -> Vec<String> {
    let holds = |path: &Path| {
        let bytes = std::fs::read(path).expect("a file");
        // The search stores single words, in lower case.
        NAME.split(' ').any(|word| bytes.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word.as_bytes())))
    };
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    files.filter(|path| holds(path)).map(|path| path.display().to_string()).collect()
}

#[tokio::test]
async fn a_deleted_contact_is_in_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("opened");
    let name = Text([("fr".to_owned(), NAME.to_owned())].into());
    let body = Body::Person(Box::new(Person { name, ..Person::default() }));
    let record = Record { id: Uuid::now_v7(), slug: "person-1".to_owned(), state: State::Draft, body };
    let (id, author) = (record.id, Author::operator("test"));
    store.apply(vec![Change::Create(record)], &author, operator_only).await.expect("stored");
    assert_ne!(files_with_name(folder.path()), Vec::<String>::new(), "the test finds stored names");
    let seen = store.record_of(id).await.expect("read").expect("a record").revision;
    store
        .apply(vec![Change::Delete { id, seen, unlink: true }], &author, operator_only)
        .await
        .expect("deleted");
    // The log is emptied beside other work.
    let mut files = files_with_name(folder.path());
    for _ in 0..100 {
        if files.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        files = files_with_name(folder.path());
    }
    assert_eq!(files, Vec::<String>::new());
}
