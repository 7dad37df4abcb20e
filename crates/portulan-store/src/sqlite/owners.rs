//! The partnerships that records belong to.
//!
//! A record belongs to a partnership if it is that partnership, if it is a project or agreement of it, or if
//! a user bound to it created the record. An event or a picture also belongs to it if the partnership or one
//! of its projects and agreements refers to it, since a revision in which a user without bounds added the
//! reference. A reference from an accepted proposal grants no rights. So users cannot gain rights by what
//! they write, nor by what others save of it unchanged.
use std::collections::HashSet;

use portulan_model::{Kind, Record};
use sqlx::SqliteConnection;

use super::facts::Asking;
use crate::{Author, StoreError};

/// The references of a record before a revision, and those among them that grant rights. Only references of
/// partnerships and their projects and agreements grant rights; for other kinds nothing is read.
#[derive(Default)]
pub(super) struct EarlierReferences {
    targets: HashSet<String>,
    /// Events and pictures that belong to a partnership through the record, and the partnerships of the
    /// record itself.
    granted: HashSet<String>,
}

impl EarlierReferences {
    pub(super) async fn read(tx: &mut SqliteConnection, record: &Record) -> Result<Self, StoreError> {
        if !matches!(record.kind(), Kind::Partnership | Kind::Project | Kind::Agreement) {
            return Ok(Self::default());
        }
        let id = record.id.to_string();
        let read = async |tx: &mut SqliteConnection, query: &'static str| {
            sqlx::query_scalar(query).bind(&id).fetch_all(tx).await
        };
        let targets: Vec<String> = read(&mut *tx, "SELECT target FROM reference WHERE source = ?").await?;
        let query = "SELECT DISTINCT record FROM owner WHERE source = ?1 AND record <> ?1 \
                     UNION SELECT partnership FROM owner WHERE source = ?1 AND record = ?1";
        let granted: Vec<String> = read(tx, query).await?;
        Ok(Self { targets: targets.into_iter().collect(), granted: granted.into_iter().collect() })
    }

    /// True if a reference of a revision that does not accept a proposal grants rights: it is new, or granted
    /// rights before.
    fn grants(&self, target: &str) -> bool {
        self.granted.contains(target) || !self.targets.contains(target)
    }
}

/// Updates the owners that follow from a record, after its references have been stored.
pub(super) async fn update(
    tx: &mut SqliteConnection,
    record: &Record,
    earlier: Option<&EarlierReferences>,
    asking: &Asking,
    author: &Author,
) -> Result<(), StoreError> {
    let is_new = earlier.is_none();
    let id = record.id.to_string();
    let (kind, record) = (record.kind(), id.as_str());
    match kind {
        Kind::Partnership => {
            run(tx, "INSERT OR IGNORE INTO owner VALUES (?1, ?1, ?1)", record).await?;
        }
        // Accepting a proposal is a decision about its content, not about the rights of its author.
        Kind::Project | Kind::Agreement if author.accepts_proposal && !is_new => {
            let query = "DELETE FROM owner WHERE record = ?1 AND source = ?1 \
                         AND partnership NOT IN (SELECT target FROM reference WHERE source = ?1)";
            run(tx, query, record).await?;
        }
        Kind::Project | Kind::Agreement => {
            let partnerships = granting(tx, record, earlier, "t.kind = 'partnership'").await?;
            run(tx, "DELETE FROM owner WHERE record = ?1 AND source = ?1", record).await?;
            for partnership in partnerships {
                sqlx::query("INSERT INTO owner VALUES (?1, ?2, ?1)")
                    .bind(record)
                    .bind(partnership)
                    .execute(&mut *tx)
                    .await?;
            }
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
        let targets = granting(tx, record, earlier, "t.kind IN ('event', 'media')").await?;
        run(tx, "DELETE FROM owner WHERE source = ?1 AND record <> ?1", record).await?;
        for target in targets {
            sqlx::query(
                "INSERT OR IGNORE INTO owner SELECT ?2, o.partnership, ?1 FROM owner o \
                 WHERE o.record = ?1 AND o.source = ?1",
            )
            .bind(record)
            .bind(target)
            .execute(&mut *tx)
            .await?;
        }
        Ok(())
    } else {
        let query = "DELETE FROM owner WHERE source = ?1 AND record <> ?1 \
                     AND record NOT IN (SELECT target FROM reference WHERE source = ?1)";
        run(tx, query, record).await
    }
}

/// The targets, of some kinds, of the references of a record that grant rights.
async fn granting(
    tx: &mut SqliteConnection,
    record: &str,
    earlier: Option<&EarlierReferences>,
    kinds: &'static str,
) -> Result<Vec<String>, StoreError> {
    let query = format!(
        "SELECT DISTINCT f.target FROM reference f JOIN record t ON t.id = f.target AND {kinds} WHERE f.source = ?"
    );
    let mut targets: Vec<String> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(query)).bind(record).fetch_all(tx).await?;
    targets.retain(|target| earlier.is_none_or(|earlier| earlier.grants(target)));
    Ok(targets)
}

async fn run(tx: &mut SqliteConnection, query: &'static str, record: &str) -> Result<(), StoreError> {
    sqlx::query(query).bind(record).execute(tx).await?;
    Ok(())
}
