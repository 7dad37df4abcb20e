//! Reading of many records at once, which are parsed on several threads.
use std::path::Path;

use portulan_model::kinds::Organisation;
use portulan_model::{Body, Fact, Kind, Record, Ref, State, Text};
use portulan_store::{
    Author, Change, RecordWriter as _, Scope, SqliteStore, Store as _, StoreError, StoredRecord,
    operator_only,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Executor as _};
use uuid::Uuid;

const RECORDS: usize = 1_000;

/// Published organisations, ordered by slug; each belongs to the next but one, every tenth to a draft.
fn organisations() -> Vec<Record> {
    let slug = |i: usize| format!("o-{i:04}");
    let organisation = |i: usize| {
        let name = Text([("fr".to_owned(), format!("Organisation fictive {i}"))].into());
        let parent = Some(Fact { value: Ref::new(slug((i + 2) % RECORDS)), ..Fact::default() });
        let body = Body::Organisation(Box::new(Organisation { name, parent, ..Organisation::default() }));
        let state = if i % 10 == 2 { State::Draft } else { State::Published };
        Record { id: Uuid::now_v7(), slug: slug(i), state, body }
    };
    (0..RECORDS).map(organisation).collect()
}

async fn register(path: &Path, records: &[Record]) -> SqliteStore {
    let store = SqliteStore::open(path).await.expect("opened");
    let changes = records.iter().cloned().map(Change::Create).collect();
    store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    store
}

fn same(found: &[StoredRecord], expected: &[Record]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(found, record)| &found.record == record)
}

#[tokio::test]
async fn a_thousand_records_are_read_as_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = organisations();
    let store = register(&folder.path().join("register.sqlite"), &records).await;
    let all = store.records(Scope::Latest).await.expect("read");
    assert!(same(&all, &records));
    for found in &all {
        let alone = store.record_of(found.record.id).await.expect("read").expect("a record");
        assert_eq!(&alone, found);
    }
    assert_eq!(store.records_of(Kind::Organisation).await.expect("read"), all);
    let backwards: Vec<Uuid> = records.iter().rev().map(|r| r.id).collect();
    let found = store.records_by_id(&backwards).await.expect("read");
    assert!(found.iter().rev().eq(&all));
    // In the published register, references to drafts are removed; batches are below the threshold.
    let published = store.records(Scope::Published).await.expect("read");
    let mut batches = Vec::new();
    let mut take = |batch: Vec<StoredRecord>| {
        batches.extend(batch);
        true
    };
    store.each(Scope::Published, &[Kind::Organisation], &mut take).await.expect("read");
    assert_eq!((published.len(), &published), (RECORDS * 9 / 10, &batches));
    let has_parent = |stored: &StoredRecord| match &stored.record.body {
        Body::Organisation(organisation) => organisation.parent.is_some(),
        _ => false,
    };
    assert_eq!(published.iter().filter(|stored| !has_parent(stored)).count(), RECORDS / 10);
}

#[tokio::test]
async fn the_first_damaged_record_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.sqlite");
    let records = organisations();
    let store = register(&path, &records).await;
    let mut other = SqliteConnectOptions::new().filename(&path).connect().await.expect("opened");
    other.execute("DROP TRIGGER revision_kept").await.expect("dropped");
    let damage = |i: usize| {
        sqlx::query("UPDATE revision SET body = '{\"name\": 3' WHERE record = ?")
            .bind(records[i].id.to_string())
    };
    damage(900).execute(&mut other).await.expect("damaged");
    damage(501).execute(&mut other).await.expect("damaged");
    let ids: Vec<Uuid> = records.iter().map(|r| r.id).collect();
    let first = records[501].id.to_string();
    for read in [
        store.records(Scope::Latest).await,
        store.records(Scope::Published).await,
        store.records_of(Kind::Organisation).await,
        store.records_by_id(&ids).await,
    ] {
        assert!(matches!(&read, Err(StoreError::Damaged { id, .. }) if *id == first), "{:?}", read.err());
    }
    // The others are readable.
    assert!(same(&store.records_by_id(&ids[..500]).await.expect("read"), &records[..500]));
    assert!(store.record_of(records[900].id).await.is_err());
}

#[tokio::test]
async fn a_long_history_is_read_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut record = organisations().remove(0);
    record.body = Body::Organisation(Box::default());
    let store = register(&folder.path().join("register.sqlite"), std::slice::from_ref(&record)).await;
    for seen in 1..300 {
        record.slug = format!("name-{seen}");
        let change = Change::Update { record: record.clone(), seen };
        let author = Author::operator(&format!("author {seen}"));
        store.apply(vec![change], &author, operator_only).await.expect("stored");
    }
    let history = store.history(record.id).await.expect("read");
    assert!(history.iter().map(|revision| revision.number).eq((1..=300).rev()));
    for revision in [&history[0], &history[150], &history[299]] {
        let alone = store.revision(record.id, revision.number).await.expect("read").expect("a revision");
        assert_eq!((&alone.record, &alone.author), (&revision.record, &revision.author));
    }
}
