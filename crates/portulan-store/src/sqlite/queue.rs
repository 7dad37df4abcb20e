//! One writer: changes wait in a queue, and those that wait together are made durable together.
//!
//! SQLite has one writer at a time, and a commit waits for the disk. So a single task takes all changes that wait,
//! makes each in a savepoint of its own, commits once, and only then answers: a change that fails takes back only
//! itself, and none is acknowledged before it is on the disk.
use std::pin::Pin;

use sqlx::{Executor as _, SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use crate::StoreError;

/// More than this many changes do not share a commit, so that the first need not wait for ever.
const BATCH: usize = 64;
/// Changes that wait; those who bring more wait themselves.
const QUEUE: usize = 1024;

/// A future that borrows the connection.
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'c>>;

/// Answers the one who waits, once it is known whether the commit held.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Makes the change; says whether it is to stay, and how to answer.
type Job = Box<
    dyn for<'c> FnOnce(&'c mut SqliteConnection) -> Pin<Box<dyn Future<Output = (bool, Answer)> + Send + 'c>>
        + Send,
>;

/// The way to the writer.
#[derive(Debug, Clone)]
pub(super) struct Queue {
    sender: mpsc::Sender<Job>,
}

impl Queue {
    /// Starts the writer, which ends when the last of its queues is dropped.
    pub(super) fn start(pool: SqlitePool) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(serve(pool, receiver));
        Self { sender }
    }

    /// Makes a change. When this returns `Ok`, the change survives a crash.
    pub(super) async fn write<T, F>(&self, change: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            Box::pin(async move {
                let done = change(connection).await;
                let stays = done.is_ok();
                let tell: Answer = Box::new(move |committed| {
                    // Whoever asked may have gone; the change stands all the same.
                    let _ = answer.send(committed.and(done));
                });
                (stays, tell)
            })
        });
        let closed = || StoreError::Database("the store is closed".to_owned());
        self.sender.send(job).await.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }
}

async fn serve(pool: SqlitePool, mut receiver: mpsc::Receiver<Job>) {
    let mut jobs = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut jobs, BATCH).await > 0 {
        let mut answers = Vec::with_capacity(jobs.len());
        let committed = batch(&pool, &mut jobs, &mut answers).await;
        // Jobs that were not begun are dropped, and so their askers hear that the store failed.
        jobs.clear();
        for answer in answers {
            answer(match &committed {
                Ok(()) => Ok(()),
                Err(e) => Err(StoreError::Database(e.to_string())),
            });
        }
    }
}

async fn batch(pool: &SqlitePool, jobs: &mut Vec<Job>, answers: &mut Vec<Answer>) -> Result<(), StoreError> {
    // IMMEDIATE: the write lock is taken before anything is read, so no change slips between check and write.
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    for job in jobs.drain(..) {
        tx.execute("SAVEPOINT change").await?;
        let (stays, answer) = job(&mut tx).await;
        answers.push(answer);
        if !stays {
            tx.execute("ROLLBACK TO change").await?;
        }
        tx.execute("RELEASE change").await?;
    }
    tx.commit().await?;
    Ok(())
}
