//! The partnerships that records belong to.
//!
//! A record belongs to a partnership because it is one, because it is a project or agreement of it, because a user
//! bound to it created it, or, if it is an event or a picture, because the partnership or one of its projects and agreements
//! refers to it in a revision written by a user who is bound to none. So no user gains a right by what that user writes.
use portulan_model::{Kind, Record};
use sqlx::SqliteConnection;

use super::facts::Asking;
use crate::{Author, StoreError};

/// Brings the owners that follow from a record up to date, after its references have been stored.
pub(super) async fn update(
    tx: &mut SqliteConnection,
    record: &Record,
    is_new: bool,
    asking: &Asking,
    author: &Author,
) -> Result<(), StoreError> {
    let id = record.id.to_string();
    let (kind, record) = (record.kind(), id.as_str());
    match kind {
        Kind::Partnership => {
            run(tx, "INSERT OR IGNORE INTO owner VALUES (?1, ?1, ?1)", record).await?;
        }
        // Accepting a proposal decides about its content, not about the rights of its author.
        Kind::Project | Kind::Agreement if author.accepts_proposal && !is_new => {
            let query = "DELETE FROM owner WHERE record = ?1 AND source = ?1 \
                         AND partnership NOT IN (SELECT target FROM reference WHERE source = ?1)";
            run(tx, query, record).await?;
        }
        Kind::Project | Kind::Agreement => {
            run(tx, "DELETE FROM owner WHERE record = ?1 AND source = ?1", record).await?;
            let query = "INSERT INTO owner SELECT DISTINCT ?1, t.id, ?1 FROM reference f \
                         JOIN record t ON t.id = f.target AND t.kind = 'partnership' WHERE f.source = ?1";
            run(tx, query, record).await?;
        }
        _ => {
            if let Some(user) = asking.user().filter(|user| is_new && user.is_scoped) {
                sqlx::query(
                    "INSERT OR IGNORE INTO owner SELECT ?1, partnership, ?1 FROM scope WHERE user = ?2",
                )
                .bind(record)
                .bind(user.id.to_string())
                .execute(tx)
                .await?;
            }
            return Ok(());
        }
    }
    let grants = !author.accepts_proposal && asking.user().is_none_or(|user| !user.is_scoped);
    if grants {
        run(tx, "DELETE FROM owner WHERE source = ?1 AND record <> ?1", record).await?;
        let query = "INSERT OR IGNORE INTO owner SELECT t.id, o.partnership, ?1 FROM owner o \
                     JOIN reference f ON f.source = o.record \
                     JOIN record t ON t.id = f.target AND t.kind IN ('event', 'media') \
                     WHERE o.record = ?1 AND o.source = ?1";
        run(tx, query, record).await
    } else {
        let query = "DELETE FROM owner WHERE source = ?1 AND record <> ?1 \
                     AND record NOT IN (SELECT target FROM reference WHERE source = ?1)";
        run(tx, query, record).await
    }
}

async fn run(tx: &mut SqliteConnection, query: &'static str, record: &str) -> Result<(), StoreError> {
    sqlx::query(query).bind(record).execute(tx).await?;
    Ok(())
}
