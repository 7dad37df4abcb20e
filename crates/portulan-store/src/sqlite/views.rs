//! Saved views, in SQLite.
use async_trait::async_trait;
use portulan_model::Kind;
use uuid::Uuid;

use super::SqliteStore;
use super::stored_form::identity;
use crate::StoreError;
use crate::views::{MAX_SAVED_VIEWS, SavedView, SavedViews};

#[async_trait]
impl SavedViews for SqliteStore {
    async fn saved_views(&self, user: Uuid, kind: Kind) -> Result<Vec<SavedView>, StoreError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT id, name, query FROM saved_view WHERE user = ? AND kind = ? ORDER BY name COLLATE NOCASE",
        )
        .bind(user.to_string())
        .bind(kind.singular())
        .fetch_all(&self.pool)
        .await?;
        let view = |(id, name, query): (String, String, String)| {
            Ok(SavedView { id: identity(&id)?, user, kind, name, query })
        };
        rows.into_iter().map(view).collect()
    }

    async fn put_saved_view(&self, view: SavedView) -> Result<bool, StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let others: u32 = sqlx::query_scalar(
                        "SELECT count(*) FROM saved_view WHERE user = ? AND kind = ? AND name <> ?",
                    )
                    .bind(view.user.to_string())
                    .bind(view.kind.singular())
                    .bind(&view.name)
                    .fetch_one(&mut *tx)
                    .await?;
                    if others >= MAX_SAVED_VIEWS {
                        return Ok(false);
                    }
                    sqlx::query(
                        "INSERT INTO saved_view (id, user, kind, name, query) VALUES (?, ?, ?, ?, ?) \
                         ON CONFLICT (user, kind, name) DO UPDATE SET query = excluded.query",
                    )
                    .bind(view.id.to_string())
                    .bind(view.user.to_string())
                    .bind(view.kind.singular())
                    .bind(view.name)
                    .bind(view.query)
                    .execute(tx)
                    .await?;
                    Ok(true)
                })
            })
            .await
    }

    async fn drop_saved_view(&self, user: Uuid, id: Uuid) -> Result<(), StoreError> {
        let query = "DELETE FROM saved_view WHERE user = ?1 AND id = ?2";
        self.changed(query, user.to_string(), id.to_string()).await.map(|_| ())
    }
}
