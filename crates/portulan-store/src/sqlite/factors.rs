//! Second factors in SQLite.
use async_trait::async_trait;
use uuid::Uuid;

use super::SqliteStore;
use super::stored_form::{json, millis, moment, moment_opt};
use crate::{Passkey, SecondFactors, StoreError};

#[async_trait]
impl SecondFactors for SqliteStore {
    async fn take_totp_step(&self, user: Uuid, step: i64) -> Result<bool, StoreError> {
        self.changed(
            "UPDATE user SET totp_step = ?2 WHERE id = ?1 AND totp_step < ?2",
            user.to_string(),
            step,
        )
        .await
    }

    async fn put_recovery_codes(&self, user: Uuid, digests: &[String]) -> Result<(), StoreError> {
        let digests = json(digests)?;
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM recovery_code WHERE user = ?")
                        .bind(user.to_string())
                        .execute(&mut *tx)
                        .await?;
                    sqlx::query("INSERT INTO recovery_code (user, digest) SELECT ?, value FROM json_each(?)")
                        .bind(user.to_string())
                        .bind(digests)
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn recovery_codes(&self, user: Uuid) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM recovery_code WHERE user = ?")
            .bind(user.to_string())
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    async fn take_recovery_code(&self, user: Uuid, digest: &str) -> Result<bool, StoreError> {
        let query = "DELETE FROM recovery_code WHERE user = ?1 AND digest = ?2";
        self.changed(query, user.to_string(), digest.to_owned()).await
    }

    async fn passkeys(&self, user: Uuid) -> Result<Vec<Passkey>, StoreError> {
        let rows: Vec<(String, String, String, i64, Option<i64>)> = sqlx::query_as(
            "SELECT id, name, credential, created, used FROM passkey WHERE user = ? ORDER BY created, id",
        )
        .bind(user.to_string())
        .fetch_all(&self.pool)
        .await?;
        let passkey = |(id, name, credential, created, used): (String, String, String, i64, Option<i64>)| {
            Ok(Passkey { id, name, credential, created: moment(created)?, used: moment_opt(used)? })
        };
        rows.into_iter().map(passkey).collect()
    }

    async fn put_passkey(&self, user: Uuid, passkey: &Passkey) -> Result<bool, StoreError> {
        let passkey = passkey.clone();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let done = sqlx::query(
                        "INSERT INTO passkey (id, user, name, credential, created, used) VALUES (?, ?, ?, ?, ?, ?) \
                         ON CONFLICT (id) DO UPDATE SET name = excluded.name, credential = excluded.credential, \
                         used = excluded.used WHERE user = excluded.user",
                    )
                    .bind(passkey.id)
                    .bind(user.to_string())
                    .bind(passkey.name)
                    .bind(passkey.credential)
                    .bind(millis(passkey.created))
                    .bind(passkey.used.map(millis))
                    .execute(tx)
                    .await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    async fn delete_passkey(&self, user: Uuid, id: &str) -> Result<(), StoreError> {
        let query = "DELETE FROM passkey WHERE user = ?1 AND id = ?2";
        self.changed(query, user.to_string(), id.to_owned()).await.map(|_| ())
    }
}
