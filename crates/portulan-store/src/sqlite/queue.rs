//! The single writer: queued changes share a commit.
//!
//! SQLite supports one writer at a time, and a commit waits for the disk. So a single task takes all queued
//! changes, makes each in a savepoint of its own, commits once, and only then answers: a change that fails is
//! rolled back alone, and none is acknowledged before it is on the disk.
//!
//! The writer has a connection of its own. After any unexpected error it closes that connection and opens
//! another: on a full disk, for instance, SQLite rolls back automatically, and the connection cannot be
//! trusted any more. After a panic the task is restarted with back-off.
use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, SqliteConnection};
use tokio::sync::{Notify, mpsc, oneshot, watch};

use crate::StoreError;

/// The largest number of changes in a commit, so that the first one does not wait too long.
const MAX_BATCH: usize = 64;
/// The capacity of the queue; further callers wait until there is room.
const QUEUE_CAPACITY: usize = 1024;
/// The first and the longest pause before the writer is restarted.
const RESTART_PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_secs(30)];

/// A future that borrows the connection.
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'c>>;

/// A queued change, with the channel for its result.
trait WriteJob: Send {
    /// Makes the change.
    fn run<'c>(
        &'c mut self,
        connection: &'c mut SqliteConnection,
    ) -> Pin<Box<dyn Future<Output = WriteOutcome> + Send + 'c>>;

    /// Sends the result, once the commit has succeeded or failed.
    fn answer(self: Box<Self>, committed: Result<(), Arc<sqlx::Error>>);
}

/// The outcome of a change in its transaction.
enum WriteOutcome {
    /// The change was made.
    Made,
    /// The change was refused; its savepoint is rolled back.
    Refused,
    /// The change failed, and the transaction may be lost.
    Failed(Arc<sqlx::Error>),
}

struct QueuedChange<T, F> {
    make: Option<F>,
    done: Option<Result<T, StoreError>>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> WriteJob for QueuedChange<T, F>
where
    T: Send,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send,
{
    fn run<'c>(
        &'c mut self,
        connection: &'c mut SqliteConnection,
    ) -> Pin<Box<dyn Future<Output = WriteOutcome> + Send + 'c>> {
        Box::pin(async move {
            let Some(change) = self.make.take() else { return WriteOutcome::Refused };
            let done = change(connection).await;
            let outcome = match &done {
                Ok(_) => WriteOutcome::Made,
                Err(e) => e.breaks_connection().map_or(WriteOutcome::Refused, WriteOutcome::Failed),
            };
            self.done = Some(done);
            outcome
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), Arc<sqlx::Error>>) {
        let reply = match (self.done, committed) {
            // The error of the change is more specific than that of the commit.
            (Some(Err(e)), _) => Err(e),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(e)) => Err(e.into()),
            (None, Ok(())) => Err(StoreError::Closed),
        };
        // The caller may have stopped waiting; the change is made anyway.
        let _ = self.answer.send(reply);
    }
}

/// A handle of the writer.
#[derive(Debug, Clone)]
pub(super) struct Queue {
    sender: mpsc::Sender<Box<dyn WriteJob>>,
    closing: Arc<Notify>,
    /// Closed when the writer has ended.
    ended: watch::Receiver<()>,
}

impl Queue {
    /// Starts the writer, which ends when its last handle is dropped.
    pub(super) fn start(options: SqliteConnectOptions) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE_CAPACITY);
        let (running, ended) = watch::channel(());
        let closing = Arc::new(Notify::new());
        let asked = Arc::clone(&closing);
        tokio::spawn(async move {
            supervise(options, receiver, &asked).await;
            drop(running);
        });
        Self { sender, closing, ended }
    }

    /// Ends the writer after the queued changes.
    pub(super) async fn close(&self) {
        self.closing.notify_one();
        let mut ended = self.ended.clone();
        // An error means that the writer has ended, as expected.
        while ended.changed().await.is_ok() {}
    }

    /// Makes a change. When it returns `Ok`, the change survives a crash.
    pub(super) async fn write<T, F>(&self, change: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        let (job, answered) = job(change);
        self.sender.send(job).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Makes a change without waiting for it, such as an update of a last-seen time. It is dropped if the
    /// queue is full; an error is logged.
    pub(super) fn write_aside<F>(&self, what: &'static str, change: F)
    where
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, ()> + Send + 'static,
    {
        let (job, answered) = job(change);
        if self.sender.try_send(job).is_err() {
            tracing::warn!(what, "the writer is busy; the change is left out");
            return;
        }
        tokio::spawn(async move {
            if let Ok(Err(e)) = answered.await {
                tracing::warn!(what, error = &e as &dyn std::error::Error, "the change was not stored");
            }
        });
    }
}

fn job<T, F>(change: F) -> (Box<dyn WriteJob>, oneshot::Receiver<Result<T, StoreError>>)
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    (Box::new(QueuedChange { make: Some(change), done: None, answer }), answered)
}

/// Runs the writer, and restarts it after a panic. The changes of that batch are answered with
/// [`StoreError::Closed`].
async fn supervise(
    options: SqliteConnectOptions,
    mut receiver: mpsc::Receiver<Box<dyn WriteJob>>,
    closing: &Notify,
) {
    let [mut pause, longest] = RESTART_PAUSES;
    while AssertUnwindSafe(serve(&options, &mut receiver, closing)).catch_unwind().await.is_err() {
        tracing::error!("the writer of the database panicked; it is started again");
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(longest);
    }
}

async fn serve(
    options: &SqliteConnectOptions,
    receiver: &mut mpsc::Receiver<Box<dyn WriteJob>>,
    closing: &Notify,
) {
    let mut connection = None;
    let mut jobs = VecDeque::with_capacity(MAX_BATCH);
    let mut waiting = Vec::with_capacity(MAX_BATCH);
    loop {
        // Changes that a failed batch has not touched come first.
        if jobs.is_empty() {
            let count = tokio::select! {
                count = receiver.recv_many(&mut waiting, MAX_BATCH) => count,
                () = closing.notified() => {
                    receiver.close();
                    continue;
                }
            };
            if count == 0 {
                break;
            }
            jobs.extend(waiting.drain(..));
        }
        let mut begun = Vec::with_capacity(jobs.len());
        let made = match open(options, connection.take()).await {
            Ok(mut open) => {
                let made = batch(&mut open, &mut jobs, &mut begun).await;
                connection = reuse_or_close(open, made.is_ok()).await;
                made
            }
            Err(e) => Err(Arc::new(e)),
        };
        if let Err(e) = &made {
            tracing::error!(error = e as &dyn std::error::Error, "changes were not stored");
            // Writing is impossible: queued changes are refused, so that callers do not wait forever.
            if begun.is_empty() {
                begun.extend(jobs.drain(..));
            }
        }
        for job in begun {
            job.answer(made.clone());
        }
    }
    if let Some(open) = connection
        && let Err(e) = open.close().await
    {
        tracing::warn!(error = &e as &dyn std::error::Error, "the writer's connection did not close cleanly");
    }
}

async fn open(
    options: &SqliteConnectOptions,
    connection: Option<SqliteConnection>,
) -> Result<SqliteConnection, sqlx::Error> {
    match connection {
        Some(open) => Ok(open),
        None => options.connect().await,
    }
}

/// The connection for the next batch. A connection with an error is closed, which rolls back its transaction.
async fn reuse_or_close(open: SqliteConnection, is_sound: bool) -> Option<SqliteConnection> {
    if is_sound {
        return Some(open);
    }
    if let Err(e) = open.close_hard().await {
        tracing::warn!(error = &e as &dyn std::error::Error, "the connection did not close cleanly");
    }
    None
}

/// Makes queued changes, up to one that may have lost the transaction. The transaction is controlled by plain
/// SQL, so that sqlx does not count a nesting depth that SQLite does not have.
async fn batch(
    connection: &mut SqliteConnection,
    jobs: &mut VecDeque<Box<dyn WriteJob>>,
    begun: &mut Vec<Box<dyn WriteJob>>,
) -> Result<(), Arc<sqlx::Error>> {
    // IMMEDIATE: the write lock is acquired before anything is read, so that no change slips between check
    // and write.
    connection.execute("BEGIN IMMEDIATE").await?;
    while let Some(mut job) = jobs.pop_front() {
        connection.execute("SAVEPOINT change").await?;
        let outcome = AssertUnwindSafe(job.run(connection)).catch_unwind().await;
        begun.push(job);
        match outcome {
            Ok(WriteOutcome::Made) => {}
            Ok(WriteOutcome::Refused) => {
                connection.execute("ROLLBACK TO change").await?;
            }
            Ok(WriteOutcome::Failed(e)) => return Err(e),
            Err(_) => {
                tracing::error!("a change panicked");
                return Err(Arc::new(sqlx::Error::WorkerCrashed));
            }
        }
        connection.execute("RELEASE change").await?;
    }
    connection.execute("COMMIT").await?;
    Ok(())
}
