//! Pictures in SQLite.
use async_trait::async_trait;

use super::SqliteStore;
use crate::{PictureSize, PictureStore, StoreError, StoredFile, StoredPicture};

fn file((name, digest, bytes): (String, String, Vec<u8>)) -> StoredFile {
    StoredFile { name, digest, bytes }
}

const SIZES: &str = "SELECT f.name, f.digest, v.format, v.width, v.height FROM file f \
    LEFT JOIN variant v ON v.name = f.name WHERE ?1 IS NULL OR f.name = ?1 ORDER BY f.name, v.width, v.format";

type SizeRow = (String, String, Option<String>, Option<u32>, Option<u32>);

/// Groups rows by picture; they must be ordered by name.
fn group_by_picture(rows: Vec<SizeRow>) -> Vec<StoredPicture> {
    let mut pictures: Vec<StoredPicture> = Vec::new();
    for (name, digest, format, width, height) in rows {
        if pictures.last().is_none_or(|p| p.name != name) {
            pictures.push(StoredPicture { name, digest, sizes: Vec::new() });
        }
        if let (Some(picture), Some(format), Some(width), Some(height)) =
            (pictures.last_mut(), format, width, height)
        {
            picture.sizes.push(PictureSize { format, width, height });
        }
    }
    pictures
}

#[async_trait]
impl PictureStore for SqliteStore {
    async fn pictures(&self) -> Result<Vec<StoredPicture>, StoreError> {
        Ok(group_by_picture(sqlx::query_as(SIZES).bind(None::<&str>).fetch_all(&self.pool).await?))
    }

    async fn picture(&self, name: &str) -> Result<Option<StoredPicture>, StoreError> {
        Ok(group_by_picture(sqlx::query_as(SIZES).bind(name).fetch_all(&self.pool).await?).pop())
    }

    async fn file(&self, name: &str) -> Result<Option<StoredFile>, StoreError> {
        let row = sqlx::query_as("SELECT name, digest, bytes FROM file WHERE name = ?").bind(name);
        Ok(row.fetch_optional(&self.pool).await?.map(file))
    }

    async fn bare_file(&self) -> Result<Option<StoredFile>, StoreError> {
        let row = sqlx::query_as("SELECT name, digest, bytes FROM file WHERE derived = 0 LIMIT 1");
        Ok(row.fetch_optional(&self.pool).await?.map(file))
    }

    async fn variant(
        &self,
        name: &str,
        digest: &str,
        format: &str,
        width: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT v.bytes FROM variant v JOIN file f ON f.name = v.name \
             WHERE v.name = ? AND v.format = ? AND v.width = ? AND substr(f.digest, 1, length(?4)) = ?4",
        )
        .bind(name)
        .bind(format)
        .bind(width)
        .bind(digest)
        .fetch_optional(&self.pool)
        .await?)
    }

    async fn put_variants(
        &self,
        name: &str,
        digest: &str,
        variants: Vec<(PictureSize, Vec<u8>)>,
    ) -> Result<(), StoreError> {
        let (name, digest) = (name.to_owned(), digest.to_owned());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let done = sqlx::query("UPDATE file SET derived = 1 WHERE name = ? AND digest = ?")
                        .bind(&name)
                        .bind(digest)
                        .execute(&mut *tx)
                        .await?;
                    // The file has been replaced meanwhile; the new one is processed later.
                    if done.rows_affected() == 0 {
                        return Ok(());
                    }
                    for (size, bytes) in variants {
                        sqlx::query(
                            "INSERT INTO variant (name, format, width, height, bytes) VALUES (?, ?, ?, ?, ?)",
                        )
                        .bind(&name)
                        .bind(size.format)
                        .bind(size.width)
                        .bind(size.height)
                        .bind(bytes)
                        .execute(&mut *tx)
                        .await?;
                    }
                    sqlx::query(
                        "UPDATE generation SET published = published + EXISTS (SELECT 1 FROM record r \
                         JOIN revision v ON v.record = r.id AND v.number = r.published \
                         WHERE r.kind = 'media' AND v.body ->> 'file' = ?)",
                    )
                    .bind(&name)
                    .execute(tx)
                    .await?;
                    Ok(())
                })
            })
            .await
    }
}
