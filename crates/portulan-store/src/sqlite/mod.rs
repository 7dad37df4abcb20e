//! The embedded store: one SQLite file, WAL, foreign keys, durable on every commit.
mod accounts;
mod audit;
mod batch;
mod command;
mod commands;
mod contribution_row;
mod contributions;
mod derived;
mod desk;
mod document_files;
mod events;
mod excerpt;
mod facets;
mod factors;
mod facts;
mod figures;
mod imports;
mod ledgers;
mod list_order;
mod lists;
mod migrations;
mod outbox;
mod owners;
mod parse;
mod pictures;
mod queue;
mod read;
mod revisions;
mod row;
mod search;
mod sessions;
mod setting;
mod stored_form;
mod tasks;
mod tickets;
mod tokens;
mod users;
mod views;
mod webhooks;
mod write;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use portulan_model::{FileKind, Kind, State, Version};
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous, SqliteTransactionManager,
};
use sqlx::{Connection as _, SqliteConnection, SqlitePool};
use sqlx_core::transaction::TransactionManager as _;
use uuid::Uuid;

use self::queue::{Queue, Work};
use crate::error::UnusableReason;
use crate::{
    AgendaFilter, AgendaLine, AuditEntry, Clock, Filter, IncompleteRecord, ListFigures, RecordPage,
    RecordSummary, RecordVisitor, Revision, Scope, SearchPage, Store, StoreError, StoredFile, StoredRecord,
    SystemClock,
};

/// The largest number of read connections.
const MAX_READERS: u32 = 5;
/// The longest time that a statement waits for a lock of another program.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest time that [`SqliteStore::check_writer`] waits for the writer.
const CHECK_TIMEOUT: Duration = Duration::from_secs(5);

/// The largest number of attempts to empty the log after a deletion.
const EMPTY_LOG_TRIES: u32 = 60;
/// The pause between two attempts.
const EMPTY_LOG_PAUSE: Duration = Duration::from_secs(1);

/// A register in one SQLite file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
    queue: Queue,
    clock: Arc<dyn Clock>,
}

impl SqliteStore {
    /// Opens the file, creates it if it is missing, and migrates its schema.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with_clock(path, Arc::new(SystemClock)).await
    }

    /// Like [`Self::open`], with a clock for the times of changes.
    pub async fn open_with_clock(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let unusable =
            |reason: UnusableReason| StoreError::Unusable { path: path.display().to_string(), reason };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            // Deleted data is overwritten: persons may request erasure.
            .pragma("secure_delete", "on");
        let pool = SqlitePoolOptions::new()
            .max_connections(MAX_READERS)
            .after_release(|connection, _| Box::pin(is_reusable(connection)))
            .connect_with(options.clone())
            .await;
        let pool = pool.map_err(|e| unusable(UnusableReason::from(&e)))?;
        match migrations::run(&pool).await {
            Ok(()) => {
                derived::update(&pool).await?;
                Ok(Self { queue: Queue::start(options), pool, clock })
            }
            Err(MigrateError::VersionMissing(found)) => {
                Err(StoreError::Newer { found, known: migrations::newest() })
            }
            Err(MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _)) => {
                Err(unusable(UnusableReason::from(&e)))
            }
            Err(e) => Err(unusable(UnusableReason::Failed(e.to_string()))),
        }
    }

    /// Checks that changes can be stored: acquires the write lock and releases it. Fails after five seconds
    /// if the writer does not answer.
    pub async fn check_writer(&self) -> Result<(), StoreError> {
        let check = self.queue.write(|_| Box::pin(async { Ok(()) }));
        tokio::time::timeout(CHECK_TIMEOUT, check).await.unwrap_or(Err(StoreError::Closed))
    }

    /// Closes the file after pending changes and reads.
    pub async fn close(&self) {
        self.queue.close().await;
        self.pool.close().await;
    }
}

/// Writes the log into the database and truncates it; false if readers prevent it. Writers wait 50 ms at most.
async fn try_to_empty_log(pool: &SqlitePool) -> Result<bool, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    sqlx::query("PRAGMA busy_timeout = 50").execute(&mut *connection).await?;
    let is_busy =
        sqlx::query_scalar::<_, bool>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    let usual = format!("PRAGMA busy_timeout = {}", BUSY_TIMEOUT.as_millis());
    sqlx::query(sqlx::AssertSqlSafe(usual)).execute(&mut *connection).await?;
    Ok(!is_busy?)
}

impl SqliteStore {
    /// Empties the write-ahead log, in which deleted content would remain until later changes overwrite it. Does not wait
    /// for it: readers can delay it. If they prevent it for long, that is logged.
    fn empty_log(&self) {
        let pool = self.pool.clone();
        tokio::spawn(async move {
            for _ in 0..EMPTY_LOG_TRIES {
                match try_to_empty_log(&pool).await {
                    Ok(true) | Err(sqlx::Error::PoolClosed) => return,
                    Ok(false) => tokio::time::sleep(EMPTY_LOG_PAUSE).await,
                    Err(e) => {
                        let error = &e as &dyn std::error::Error;
                        tracing::warn!(error, "the log of the database was not emptied");
                        return;
                    }
                }
            }
            tracing::warn!("the log of the database has readers; deleted content remains in it");
        });
    }

    /// Executes a statement with two parameters. Returns true if it changed a row.
    async fn changed<T>(&self, query: &'static str, first: String, second: T) -> Result<bool, StoreError>
    where
        T: Send + 'static + sqlx::Type<sqlx::Sqlite> + for<'q> sqlx::Encode<'q, sqlx::Sqlite>,
    {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let done = sqlx::query(query).bind(first).bind(second).execute(tx).await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    /// Executes a statement with two parameters, with a line in the audit log.
    async fn changed_and_logged<T>(
        &self,
        query: &'static str,
        first: String,
        second: T,
        entry: AuditEntry,
    ) -> Result<(), StoreError>
    where
        T: Send + 'static + sqlx::Type<sqlx::Sqlite> + for<'q> sqlx::Encode<'q, sqlx::Sqlite>,
    {
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                sqlx::query(query).bind(first).bind(second).execute(tx).await?;
                Ok(())
            })
        })
        .await
    }

    /// Makes a change, with a line in the audit log in the same transaction.
    async fn write_logged<F>(&self, entry: AuditEntry, change: F) -> Result<(), StoreError>
    where
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, ()> + Send + 'static,
    {
        let now = self.clock.now();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    change(tx).await?;
                    audit::log(tx, entry, now).await
                })
            })
            .await
    }
}

/// True if a connection can be reused. A connection that sqlx believes to be in a transaction, although an
/// error has ended that transaction, would show an outdated state of the register.
async fn is_reusable(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // Pending rollbacks complete before the answer.
    connection.ping().await?;
    Ok(SqliteTransactionManager::get_transaction_depth(connection) == 0)
}

#[async_trait]
impl Store for SqliteStore {
    async fn records(&self, scope: Scope) -> Result<Vec<StoredRecord>, StoreError> {
        read::records(&self.pool, scope, None).await
    }

    async fn each(
        &self,
        scope: Scope,
        kinds: &[Kind],
        take: &mut RecordVisitor<'_>,
    ) -> Result<(), StoreError> {
        read::each(&self.pool, scope, kinds, take).await
    }

    async fn records_of(&self, kind: Kind) -> Result<Vec<StoredRecord>, StoreError> {
        read::records(&self.pool, Scope::Latest, Some(kind)).await
    }

    async fn record(&self, kind: Kind, slug: &str) -> Result<Option<StoredRecord>, StoreError> {
        read::one(&self.pool, "r.kind = ? AND r.slug = ?", &[kind.singular(), slug]).await
    }

    async fn record_of(&self, id: Uuid) -> Result<Option<StoredRecord>, StoreError> {
        read::one(&self.pool, "r.id = ?", &[&id.to_string()]).await
    }

    async fn list(&self, filter: &Filter) -> Result<RecordPage, StoreError> {
        lists::list(&self.pool, filter).await
    }

    async fn records_by_id(&self, ids: &[Uuid]) -> Result<Vec<StoredRecord>, StoreError> {
        let mut tx = self.pool.begin().await?;
        read::by_id(&mut tx, ids, Scope::Latest).await
    }

    async fn body_bytes(&self, ids: &[Uuid]) -> Result<u64, StoreError> {
        read::body_bytes(&self.pool, ids).await
    }

    async fn summaries(&self, filter: &Filter) -> Result<Vec<RecordSummary>, StoreError> {
        lists::summaries(&mut *self.pool.acquire().await?, filter).await
    }

    async fn summaries_by_id(&self, ids: &[Uuid], filter: &Filter) -> Result<Vec<RecordSummary>, StoreError> {
        lists::by_id(&self.pool, ids, filter).await
    }

    async fn summaries_by_slug(
        &self,
        slugs: &[(Kind, String)],
        filter: &Filter,
    ) -> Result<Vec<RecordSummary>, StoreError> {
        lists::by_slug(&self.pool, slugs, filter).await
    }

    async fn count(&self, filter: &Filter) -> Result<u64, StoreError> {
        lists::count(&mut *self.pool.acquire().await?, filter).await
    }

    async fn shared_names(&self, kind: Kind, names: &[String]) -> Result<HashSet<String>, StoreError> {
        lists::shared_names(&self.pool, kind, names).await
    }

    async fn aliases(
        &self,
        kind: Kind,
        aliases: &[String],
    ) -> Result<HashMap<String, Vec<Uuid>>, StoreError> {
        lists::aliases(&self.pool, kind, aliases).await
    }

    async fn list_figures(&self, filter: &Filter, values: Option<u32>) -> Result<ListFigures, StoreError> {
        figures::figures(&self.pool, filter, values).await
    }

    async fn agenda(&self, filter: &AgendaFilter) -> Result<Vec<AgendaLine>, StoreError> {
        lists::agenda(&self.pool, filter).await
    }

    async fn agenda_count(&self, filter: &AgendaFilter) -> Result<u64, StoreError> {
        lists::agenda_count(&self.pool, filter).await
    }

    async fn incomplete(&self, filter: &Filter) -> Result<Vec<IncompleteRecord>, StoreError> {
        lists::incomplete(&self.pool, filter).await
    }

    async fn search(&self, words: &str, language: &str, filter: &Filter) -> Result<SearchPage, StoreError> {
        search::search(&self.pool, words, language, filter).await
    }

    async fn is_empty(&self) -> Result<bool, StoreError> {
        let query = "SELECT NOT EXISTS (SELECT 1 FROM record)";
        Ok(sqlx::query_scalar(query).fetch_one(&self.pool).await?)
    }

    async fn file_digests(&self) -> Result<BTreeMap<(FileKind, String), String>, StoreError> {
        let rows: Vec<(bool, String, String)> = sqlx::query_as(
            "SELECT 0, name, digest FROM file UNION ALL SELECT 1, name, digest FROM document_file",
        )
        .fetch_all(&self.pool)
        .await?;
        let kind = |is_document| if is_document { FileKind::Document } else { FileKind::Picture };
        Ok(rows.into_iter().map(|(is_document, name, digest)| ((kind(is_document), name), digest)).collect())
    }

    async fn counts(&self) -> Result<Vec<(Kind, State, u64)>, StoreError> {
        read::counts(&self.pool).await
    }

    async fn files(&self) -> Result<Vec<StoredFile>, StoreError> {
        read::files(&self.pool).await
    }

    async fn history(&self, id: Uuid) -> Result<Vec<Revision>, StoreError> {
        read::revisions(&self.pool, id, i64::MIN..i64::MAX, None).await
    }

    async fn history_page(
        &self,
        id: Uuid,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Revision>, StoreError> {
        read::revisions(&self.pool, id, i64::MIN..before.unwrap_or(i64::MAX), Some(limit)).await
    }

    async fn published_revision(&self, id: Uuid) -> Result<Option<i64>, StoreError> {
        let number = sqlx::query_scalar("SELECT published FROM record WHERE id = ?").bind(id.to_string());
        Ok(number.fetch_optional(&self.pool).await?.flatten())
    }

    async fn revision(&self, id: Uuid, number: i64) -> Result<Option<Revision>, StoreError> {
        Ok(read::revisions(&self.pool, id, number..number.saturating_add(1), Some(1)).await?.pop())
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
