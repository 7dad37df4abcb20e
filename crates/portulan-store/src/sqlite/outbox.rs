//! The outbox in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;

use super::SqliteStore;
use super::stored_form::millis;
use crate::{Mail, Outbox, QueuedMail, StoreError};

#[async_trait]
impl Outbox for SqliteStore {
    async fn put_mail(&self, mails: Vec<Mail>, once: Option<&str>) -> Result<bool, StoreError> {
        let (once, now) = (once.map(str::to_owned), millis(self.clock.now()));
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(key) = once {
                        let message =
                            sqlx::query("INSERT INTO said (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING");
                        if message.bind(key).bind(now).execute(&mut *tx).await?.rows_affected() == 0 {
                            return Ok(false);
                        }
                    }
                    for mail in mails {
                        sqlx::query("INSERT INTO mail (recipient, subject, text, next) VALUES (?, ?, ?, ?)")
                            .bind(mail.recipient)
                            .bind(mail.subject)
                            .bind(mail.text)
                            .bind(now)
                            .execute(&mut *tx)
                            .await?;
                    }
                    Ok(true)
                })
            })
            .await
    }

    async fn due_mail(&self, now: Timestamp) -> Result<Option<QueuedMail>, StoreError> {
        let row: Option<(i64, u32, String, String, String)> = sqlx::query_as(
            "SELECT id, tries, recipient, subject, text FROM mail WHERE next <= ? ORDER BY next, id LIMIT 1",
        )
        .bind(millis(now))
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(id, tries, recipient, subject, text)| QueuedMail {
            id,
            tries,
            mail: Mail { recipient, subject, text },
        }))
    }

    async fn drop_mail(&self, id: i64) -> Result<(), StoreError> {
        self.changed("DELETE FROM mail WHERE id = ?1 AND ?2", id.to_string(), true).await.map(|_| ())
    }

    async fn delay_mail(&self, id: i64, next: Timestamp) -> Result<(), StoreError> {
        let query = "UPDATE mail SET tries = tries + 1, next = ?2 WHERE id = ?1";
        self.changed(query, id.to_string(), millis(next)).await.map(|_| ())
    }
}
