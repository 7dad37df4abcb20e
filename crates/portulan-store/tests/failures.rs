//! The state of a register after a full disk, a lock, or damage.
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use portulan_model::kinds::Organisation;
use portulan_model::{Body, Kind, Record, State, Text};
use portulan_store::{
    AuditAction, AuditEntry, Author, Change, DeclarationStore as _, RecordWriter as _, SqliteStore,
    Store as _, StoreError, operator_only,
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Executor as _};
use uuid::Uuid;

fn organisation(i: usize, bytes: usize) -> Record {
    let name = Text([("fr".to_owned(), format!("{i} {}", "x".repeat(bytes)))].into());
    let body = Body::Organisation(Box::new(Organisation { name, ..Default::default() }));
    Record { id: Uuid::now_v7(), slug: format!("o-{i}"), state: State::Draft, body }
}

async fn add(store: &SqliteStore, record: &Record) -> Result<(), StoreError> {
    store.apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only).await
}

async fn raw(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).connect().await.expect("opened")
}

/// An in-memory file system of a few MiB, mounted as root while the value exists.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(mebibytes: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Self(folder);
        disk.run("mount", &["-t", "tmpfs", "-o", &format!("size={mebibytes}m"), "tmpfs"]);
        disk
    }

    fn grow(&self, mebibytes: u32) {
        self.run("mount", &["-o", &format!("remount,size={mebibytes}m")]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = Command::new(program).args(arguments).arg(self.0.path()).status().expect("a program");
        assert!(status.success(), "{program} {arguments:?}");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "mounts a file system, which needs root"]
async fn a_disk_that_was_full_takes_the_next_change_and_every_reader_sees_it() {
    let disk = SmallDisk::mount(8);
    let store = SqliteStore::open(&disk.0.path().join("register.sqlite")).await.expect("opened");
    let mut stored = 0;
    let failure = loop {
        match add(&store, &organisation(stored, 200_000)).await {
            Ok(()) => stored += 1,
            Err(e) => break e,
        }
        assert!(stored < 500, "the disk never fills");
    };
    assert!(matches!(failure, StoreError::Full(_)), "{failure:?}");
    // Many at once, while nothing can be stored.
    let tries = (0..40).map(|i| {
        let store = store.clone();
        tokio::spawn(async move { add(&store, &organisation(1_000 + i, 200_000)).await.is_ok() })
    });
    for task in tries.collect::<Vec<_>>() {
        task.await.expect("a writer");
    }
    disk.grow(80);
    let acknowledged = organisation(5_000, 10);
    add(&store, &acknowledged).await.expect("the next change is stored");
    store.check_writer().await.expect("changes can be stored");
    for reader in 0..10 {
        let found = store.record_of(acknowledged.id).await.expect("read");
        assert!(found.is_some(), "reader {reader} sees the register of before");
    }
    let readers = (0..10).map(|_| {
        let (store, id) = (store.clone(), acknowledged.id);
        tokio::spawn(async move { store.record_of(id).await.expect("read").is_some() })
    });
    for task in readers.collect::<Vec<_>>() {
        assert!(task.await.expect("a reader"));
    }
    let all = store.records_of(Kind::Organisation).await.expect("read");
    for i in 0..stored {
        assert!(all.iter().any(|s| s.record.slug == format!("o-{i}")), "change {i} was acknowledged");
    }
}

#[tokio::test]
async fn a_locked_database_is_busy_and_holds_up_no_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.sqlite");
    let store = SqliteStore::open(&path).await.expect("opened");
    add(&store, &organisation(1, 10)).await.expect("stored");
    let mut other = raw(&path).await;
    other.execute("BEGIN IMMEDIATE").await.expect("locked");
    let write = tokio::spawn({
        let store = store.clone();
        async move { add(&store, &organisation(2, 10)).await }
    });
    tokio::time::timeout(Duration::from_secs(5), store.records_of(Kind::Organisation))
        .await
        .expect("readers do not wait")
        .expect("read");
    let refused = write.await.expect("a writer");
    assert!(matches!(refused, Err(StoreError::Busy(_))), "{refused:?}");
    other.execute("ROLLBACK").await.expect("released");
    add(&store, &organisation(2, 10)).await.expect("stored");
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error_and_nothing_is_written_over_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.sqlite");
    let store = SqliteStore::open(&path).await.expect("opened");
    let project = Uuid::now_v7();
    let entry = || AuditEntry::new("test", AuditAction::EapdDecide);
    store.decide(2025, project, "amount", Some("1"), entry()).await.expect("stored");
    let mut other = raw(&path).await;
    other.execute("UPDATE declaration SET choices = '[[broken'").await.expect("damaged");
    let decided = store.decide(2025, project, "sector", Some("2"), entry()).await;
    assert!(matches!(decided, Err(StoreError::Damaged { .. })), "{decided:?}");
    assert!(store.declared(2025).await.is_err());
    // Identities and times that cannot be read are errors as well, not `None` and 1970.
    add(&store, &organisation(1, 10)).await.expect("stored");
    other.execute("UPDATE record SET state = 'nonsense'").await.expect("damaged");
    assert!(matches!(store.counts().await, Err(StoreError::Damaged { .. })));
    other.execute("INSERT INTO rate VALUES ('USD', 'someday', 'much')").await.expect("damaged");
    assert!(matches!(store.rates(None).await, Err(StoreError::Damaged { .. })));
}
