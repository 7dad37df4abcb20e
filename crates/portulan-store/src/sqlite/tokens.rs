//! Tokens in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::SqliteStore;
use super::facts::token_scopes;
use super::sessions::SEEN_EVERY;
use super::stored_form::{identity, millis, moment, moment_opt};
use crate::{Accounts as _, AuditEntry, StoreError, Token, Tokens, User};

const TOKENS: &str = "SELECT id, user, name, scopes, created, expires, seen FROM token";

type TokenRow = (String, String, String, String, i64, i64, Option<i64>);

fn token((id, user, name, scopes, created, expires, seen): TokenRow) -> Result<Token, StoreError> {
    Ok(Token {
        id: identity(&id)?,
        user: identity(&user)?,
        name,
        scopes: token_scopes(&scopes).map_err(|e| StoreError::damaged(id, e))?,
        created: moment(created)?,
        expires: moment(expires)?,
        seen: moment_opt(seen)?,
    })
}

#[async_trait]
impl Tokens for SqliteStore {
    async fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        let query = format!("{TOKENS} ORDER BY name, id");
        let rows: Vec<TokenRow> = sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(&self.pool).await?;
        rows.into_iter().map(token).collect()
    }

    async fn put_token(&self, digest: &str, token: &Token, entry: AuditEntry) -> Result<(), StoreError> {
        let (digest, token) = (digest.to_owned(), token.clone());
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.name()).collect();
                sqlx::query("INSERT INTO token (digest, id, user, name, scopes, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .bind(digest)
                    .bind(token.id.to_string())
                    .bind(token.user.to_string())
                    .bind(token.name)
                    .bind(scopes.join(" "))
                    .bind(millis(token.created))
                    .bind(millis(token.expires))
                    .execute(&mut *tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    async fn token(&self, digest: &str, now: Timestamp) -> Result<Option<(Token, User)>, StoreError> {
        let query = format!("{TOKENS} WHERE digest = ? AND expires > ?");
        let row: Option<TokenRow> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(digest)
            .bind(millis(now))
            .fetch_optional(&self.pool)
            .await?;
        let Some(token) = row.map(token).transpose()? else { return Ok(None) };
        let Some(user) = self.user(token.user).await?.filter(|u| u.active) else { return Ok(None) };
        if token.seen.is_none_or(|seen| now.duration_since(seen) > SEEN_EVERY) {
            let id = token.id.to_string();
            self.queue.write_aside("a token was seen", move |tx| {
                Box::pin(async move {
                    let query = sqlx::query("UPDATE token SET seen = ? WHERE id = ?");
                    query.bind(millis(now)).bind(id).execute(tx).await?;
                    Ok(())
                })
            });
        }
        Ok(Some((token, user)))
    }

    async fn end_token(&self, id: Uuid, entry: AuditEntry) -> Result<(), StoreError> {
        self.changed_and_logged("DELETE FROM token WHERE id = ?1 AND ?2", id.to_string(), true, entry).await
    }
}
