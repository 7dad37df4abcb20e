//! The embedded store: one SQLite file, WAL, foreign keys, durable on every commit.
mod accounts;
mod desk;
mod factors;
mod hooks;
mod ledgers;
mod outbox;
mod pictures;
mod queue;
mod read;
mod tasks;
mod tokens;
mod write;

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use portulan_model::{Kind, State};
use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use uuid::Uuid;

use self::queue::Queue;
use crate::{
    Author, Change, File, Filter, Listing, Revision, Scope, Store, StoreError, Stored, Take, Version,
};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// A register in one SQLite file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
    queue: Queue,
}

impl SqliteStore {
    /// Opens the file, makes it where it is missing, and brings its schema up to date.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let unusable = |why: String| StoreError::Unusable { path: path.display().to_string(), why };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            // What is erased is overwritten: persons may ask for it.
            .pragma("secure_delete", "on");
        let pool = SqlitePoolOptions::new().max_connections(5).connect_with(options).await;
        let pool = pool.map_err(|e| unusable(explain(&e)))?;
        match MIGRATIONS.run(&pool).await {
            Ok(()) => {
                write::fill_names(&pool).await?;
                Ok(Self { queue: Queue::start(pool.clone()), pool })
            }
            Err(MigrateError::VersionMissing(found)) => {
                let known = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
                Err(StoreError::Newer { found, known })
            }
            Err(MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _)) => {
                Err(unusable(explain(&e)))
            }
            Err(e) => Err(unusable(e.to_string())),
        }
    }

    /// Closes the file; pending reads end first.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

fn explain(e: &sqlx::Error) -> String {
    let text = e.to_string();
    if text.contains("(code: 14)") {
        "the folder is missing or this user may not write there; choose another with --data".to_owned()
    } else if text.contains("(code: 26)") || text.contains("(code: 11)") {
        "the file is not a Portulan database, or is damaged; restore a backup, or choose another folder with --data".to_owned()
    } else if text.contains("readonly") {
        "the folder or the file is read-only; allow this user to write there, or choose another folder with --data".to_owned()
    } else if text.contains("(code: 13)") {
        "the disk is full; make room and repeat".to_owned()
    } else {
        text
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn records(&self, scope: Scope) -> Result<Vec<Stored>, StoreError> {
        read::records(&self.pool, scope, None).await
    }

    async fn each(&self, scope: Scope, kinds: &[Kind], take: &mut Take<'_>) -> Result<(), StoreError> {
        read::each(&self.pool, scope, kinds, take).await
    }

    async fn records_of(&self, kind: Kind) -> Result<Vec<Stored>, StoreError> {
        read::records(&self.pool, Scope::Latest, Some(kind)).await
    }

    async fn record(&self, kind: Kind, slug: &str) -> Result<Option<Stored>, StoreError> {
        read::one(&self.pool, "r.kind = ? AND r.slug = ?", &[kind.singular(), slug]).await
    }

    async fn record_of(&self, id: Uuid) -> Result<Option<Stored>, StoreError> {
        read::one(&self.pool, "r.id = ?", &[&id.to_string()]).await
    }

    async fn list(&self, filter: &Filter) -> Result<Listing, StoreError> {
        read::list(&self.pool, filter).await
    }

    async fn belongs(&self, record: Uuid, scope: &[Uuid], user: Uuid) -> Result<bool, StoreError> {
        read::belongs(&self.pool, record, scope, user).await
    }

    async fn counts(&self) -> Result<Vec<(Kind, State, u64)>, StoreError> {
        read::counts(&self.pool).await
    }

    async fn files(&self) -> Result<Vec<File>, StoreError> {
        read::files(&self.pool).await
    }

    async fn apply(&self, changes: Vec<Change>, author: &Author) -> Result<(), StoreError> {
        let author = author.clone();
        self.queue.write(move |tx| Box::pin(write::apply(tx, changes, author))).await
    }

    async fn history(&self, id: Uuid) -> Result<Vec<Revision>, StoreError> {
        read::history(&self.pool, id).await
    }

    async fn versions(&self) -> Result<Vec<Version>, StoreError> {
        read::versions(&self.pool).await
    }

    async fn generation(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT number FROM generation").fetch_one(&self.pool).await?)
    }

    async fn publication(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT published FROM generation").fetch_one(&self.pool).await?)
    }
}

const PUT_SETTING: &str =
    "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

/// A moment as the store's newer tables keep it.
fn millis(t: jiff::Timestamp) -> i64 {
    t.as_millisecond()
}

/// A kept moment; the beginning of time where it is none.
fn moment(millis: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(millis).unwrap_or_default()
}

fn identity(text: &str) -> Uuid {
    // Written by this program alone; a damaged one matches nothing.
    Uuid::try_parse(text).unwrap_or_default()
}
