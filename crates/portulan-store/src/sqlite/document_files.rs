//! Files of documents in SQLite.
use async_trait::async_trait;
use portulan_model::{Kind, hex};
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

use super::SqliteStore;
use super::stored_form::{identity, json};
use super::{read, search};
use crate::{DocumentFileStore, FILE_PART_BYTES, StoreError, StoredDocument, file_alias};

type FileRow = (String, String, u64);

fn stored((name, digest, size): FileRow) -> StoredDocument {
    StoredDocument { name, digest, size }
}

fn sql_number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Stores a file in parts, in place of an earlier file with its name. The same content is not stored again.
pub(super) async fn put_document(
    tx: &mut SqliteConnection,
    name: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let digest = hex(&Sha256::digest(bytes));
    let query = sqlx::query_scalar("SELECT digest FROM document_file WHERE name = ?");
    let stored: Option<String> = query.bind(name).fetch_optional(&mut *tx).await?;
    if stored.as_ref() == Some(&digest) {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO document_file (name, digest, size) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET \
         text = NULL, digest = excluded.digest, size = excluded.size",
    )
    .bind(name)
    .bind(digest)
    .bind(sql_number(bytes.len() as u64))
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM document_part WHERE name = ?").bind(name).execute(&mut *tx).await?;
    for (position, part) in (0_i64..).zip(bytes.chunks(FILE_PART_BYTES)) {
        sqlx::query("INSERT INTO document_part (name, position, bytes) VALUES (?, ?, ?)")
            .bind(name)
            .bind(position)
            .bind(part)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

#[async_trait]
impl DocumentFileStore for SqliteStore {
    async fn document_files(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let rows: Vec<FileRow> = sqlx::query_as("SELECT name, digest, size FROM document_file ORDER BY name")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(stored).collect())
    }

    async fn document_files_named(&self, names: &[&str]) -> Result<Vec<StoredDocument>, StoreError> {
        let rows: Vec<FileRow> = sqlx::query_as(
            "SELECT name, digest, size FROM document_file WHERE name IN (SELECT value FROM json_each(?)) \
             ORDER BY name",
        )
        .bind(json(&names)?)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(stored).collect())
    }

    async fn document_part(
        &self,
        file: &StoredDocument,
        position: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT p.bytes FROM document_part p JOIN document_file f ON f.name = p.name \
             WHERE p.name = ? AND p.position = ? AND f.digest = ?",
        )
        .bind(&file.name)
        .bind(sql_number(position))
        .bind(&file.digest)
        .fetch_optional(&self.pool)
        .await?)
    }

    async fn document_content(&self, file: &StoredDocument) -> Result<Option<Vec<u8>>, StoreError> {
        let mut content = Vec::new();
        for position in 0..file.part_count() {
            let Some(part) = self.document_part(file, position).await? else { return Ok(None) };
            content.extend(part);
        }
        Ok(Some(content))
    }

    async fn document_without_text(&self) -> Result<Option<StoredDocument>, StoreError> {
        let row: Option<FileRow> =
            sqlx::query_as("SELECT name, digest, size FROM document_file WHERE text IS NULL LIMIT 1")
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(stored))
    }

    async fn put_document_text(&self, file: &StoredDocument, text: String) -> Result<(), StoreError> {
        let (name, digest) = (file.name.clone(), file.digest.clone());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE document_file SET text = ? WHERE name = ? AND digest = ?")
                        .bind(text)
                        .bind(&name)
                        .bind(digest)
                        .execute(&mut *tx)
                        .await?;
                    let query = sqlx::query_scalar("SELECT record FROM alias WHERE kind = ? AND alias = ?");
                    let records: Vec<String> = query
                        .bind(Kind::Document.singular())
                        .bind(file_alias(&name))
                        .fetch_all(&mut *tx)
                        .await?;
                    for id in records {
                        if let Some(stored) = read::newest(tx, identity(&id)?).await? {
                            search::put(tx, &stored.record).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }
}
