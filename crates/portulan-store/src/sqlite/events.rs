//! Events and their subscribers, in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::SqliteStore;
use super::stored_form::{json, millis, moment};
use crate::{EditorialEvent, EventStore, NumberedEvent, StoreError};

/// Writes an event for all subscribers; webhooks receive their messages in the same transaction.
pub(super) async fn emit(
    tx: &mut SqliteConnection,
    event: &EditorialEvent,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO event (at, body) VALUES (?, ?)")
        .bind(millis(now))
        .bind(json(event)?)
        .execute(&mut *tx)
        .await?;
    match event {
        EditorialEvent::Published { record, kind, slug, revision } => {
            let news = (kind.singular(), slug.as_str(), *record);
            super::webhooks::enqueue(tx, "record.published", news, *revision, now).await
        }
        EditorialEvent::Unpublished { record, kind, slug, revision } => {
            let news = (kind.singular(), slug.as_str(), *record);
            super::webhooks::enqueue(tx, "record.withdrawn", news, *revision, now).await
        }
        _ => Ok(()),
    }
}

#[async_trait]
impl EventStore for SqliteStore {
    async fn unseen_events(&self, subscriber: &str, limit: u32) -> Result<Vec<NumberedEvent>, StoreError> {
        let rows: Vec<(i64, i64, String)> =
            sqlx::query_as(
                "SELECT number, at, body FROM event \
                 WHERE number > coalesce((SELECT seen FROM subscriber WHERE name = ?), 0) ORDER BY number LIMIT ?",
            )
                .bind(subscriber)
                .bind(limit)
                .fetch_all(&self.pool)
                .await?;
        let read = |(number, at, body): (i64, i64, String)| {
            let event =
                serde_json::from_str(&body).map_err(|e| StoreError::damaged(format!("event {number}"), e))?;
            Ok(NumberedEvent { number, at: moment(at)?, event })
        };
        rows.into_iter().map(read).collect()
    }

    async fn mark_events_seen(&self, subscriber: &str, number: i64) -> Result<(), StoreError> {
        let query = "INSERT INTO subscriber (name, seen) VALUES (?1, ?2) \
                     ON CONFLICT (name) DO UPDATE SET seen = max(seen, excluded.seen)";
        self.changed(query, subscriber.to_owned(), number).await.map(|_| ())
    }

    async fn delete_events(&self, before: Timestamp) -> Result<(), StoreError> {
        self.changed("DELETE FROM event WHERE at < ?2 AND ?1 = ''", String::new(), millis(before))
            .await
            .map(|_| ())
    }
}
