//! Webhooks in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::SqliteStore;
use super::row::impl_from_row;
use super::stored_form::{identity, millis, moment, moment_opt};
use crate::{AuditEntry, Delivery, Hook, Hooks, StoreError};

struct HookRow {
    id: String,
    url: String,
    secret: String,
    created: i64,
    tried: Option<i64>,
    answer: String,
}

impl_from_row!(HookRow { id, url, secret, created, tried, answer });

fn hook(row: HookRow) -> Result<Hook, StoreError> {
    Ok(Hook {
        id: identity(&row.id)?,
        url: row.url,
        secret: row.secret,
        created: moment(row.created)?,
        tried: moment_opt(row.tried)?.map(|tried| (tried, row.answer)),
    })
}

/// Queues a delivery to each webhook.
pub(super) async fn enqueue(
    tx: &mut SqliteConnection,
    event: &str,
    (kind, slug, record): (&str, &str, Uuid),
    revision: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO delivery (hook, event, kind, slug, record, revision, at, next) \
         SELECT id, ?1, ?2, ?3, ?4, ?5, ?6, ?6 FROM hook",
    )
    .bind(event)
    .bind(kind)
    .bind(slug)
    .bind(record.to_string())
    .bind(revision)
    .bind(millis(now))
    .execute(tx)
    .await?;
    Ok(())
}

#[async_trait]
impl Hooks for SqliteStore {
    async fn hooks(&self) -> Result<Vec<Hook>, StoreError> {
        let query = "SELECT id, url, secret, created, tried, answer FROM hook ORDER BY created, id";
        let rows: Vec<HookRow> = sqlx::query_as(query).fetch_all(&self.pool).await?;
        rows.into_iter().map(hook).collect()
    }

    async fn put_hook(&self, hook: &Hook, entry: AuditEntry) -> Result<(), StoreError> {
        let hook = hook.clone();
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                sqlx::query("INSERT INTO hook (id, url, secret, created) VALUES (?, ?, ?, ?)")
                    .bind(hook.id.to_string())
                    .bind(hook.url)
                    .bind(hook.secret)
                    .bind(millis(hook.created))
                    .execute(&mut *tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    async fn end_hook(&self, id: Uuid, entry: AuditEntry) -> Result<(), StoreError> {
        self.changed_and_logged("DELETE FROM hook WHERE id = ?1 AND ?2", id.to_string(), true, entry).await
    }

    async fn test_hook(&self, id: Uuid) -> Result<(), StoreError> {
        let query = "INSERT INTO delivery (hook, event, kind, slug, record, revision, at, next) \
                     SELECT id, 'test', '', '', '', 0, ?2, ?2 FROM hook WHERE id = ?1";
        self.changed(query, id.to_string(), millis(self.clock.now())).await.map(|_| ())
    }

    async fn due_deliveries(&self, now: Timestamp) -> Result<Vec<Delivery>, StoreError> {
        struct DeliveryRow {
            number: i64,
            event: String,
            kind: String,
            slug: String,
            record: String,
            revision: i64,
            at: i64,
            tries: u32,
            hook: HookRow,
        }

        impl_from_row!(DeliveryRow { number, event, kind, slug, record, revision, at, tries } + hook);
        let rows: Vec<DeliveryRow> = sqlx::query_as(
            "SELECT d.id AS number, event, kind, slug, record, revision, at, tries, \
             h.id, url, secret, created, tried, answer \
             FROM (SELECT *, row_number() OVER (PARTITION BY hook ORDER BY next, id) AS place \
                   FROM delivery WHERE next <= ?) d \
             JOIN hook h ON h.id = d.hook WHERE place = 1 ORDER BY next, d.id",
        )
        .bind(millis(now))
        .fetch_all(&self.pool)
        .await?;
        let delivery = |row: DeliveryRow| {
            Ok(Delivery {
                id: row.number,
                hook: hook(row.hook)?,
                event: row.event,
                kind: row.kind,
                slug: row.slug,
                record: row.record,
                revision: row.revision,
                at: moment(row.at)?,
                tries: row.tries,
            })
        };
        rows.into_iter().map(delivery).collect()
    }

    async fn tried_delivery(
        &self,
        id: i64,
        answer: &str,
        again: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let (answer, now) = (answer.to_owned(), self.clock.now());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE hook SET tried = ?2, answer = ?3 WHERE id = (SELECT hook FROM delivery WHERE id = ?1)",
                    )
                    .bind(id)
                    .bind(millis(now))
                    .bind(answer)
                    .execute(&mut *tx)
                    .await?;
                    let query = match again {
                        Some(_) => "UPDATE delivery SET tries = tries + 1, next = ?2 WHERE id = ?1",
                        None => "DELETE FROM delivery WHERE id = ?1 AND ?2 IS NULL",
                    };
                    sqlx::query(query).bind(id).bind(again.map(millis)).execute(tx).await?;
                    Ok(())
                })
            })
            .await
    }
}
