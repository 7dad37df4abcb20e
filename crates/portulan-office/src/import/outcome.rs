//! The outcome of an import, as its page shows it and the register stores it.
use portulan_model::{Kind, State, Text};
use portulan_store::Change;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::plan::{ImportPlan, RowVerdict};

/// The outcome of an import.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ImportOutcome {
    /// The number of rows by verdict.
    pub counts: Vec<(RowVerdict, usize)>,
    /// Notes on the file.
    pub notes: Vec<String>,
    /// The records that it created or changed, in the order of the changes.
    pub records: Vec<ImportedRecord>,
    /// The action on them since, to display.
    pub since: Option<AfterImport>,
}

/// A record that an import created or changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportedRecord {
    /// Its identity.
    pub id: Uuid,
    /// Its kind.
    #[serde(with = "kind_name")]
    pub kind: Kind,
    /// Its name.
    pub name: Text,
    /// The revision that it had before; 0 for a new record.
    pub before: i64,
    /// The revision that the import, or its publication, made.
    pub revision: i64,
    /// True if the import, or its publication, published it.
    pub is_published: bool,
}

/// Kinds as texts.
mod kind_name {
    use portulan_model::Kind;
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
    pub fn serialize<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.singular())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl ImportedRecord {
    /// True if publishing the import publishes it too: contacts are published from their own page only, trips never.
    pub fn can_be_published(&self) -> bool {
        !self.is_published && !self.kind.is_private()
    }
}

impl ImportOutcome {
    /// The outcome of a plan once it is applied.
    pub fn of(plan: &ImportPlan) -> Self {
        let shown = [RowVerdict::Adds, RowVerdict::Changes, RowVerdict::LeftOut, RowVerdict::Same];
        let excluded = |verdict| if verdict == RowVerdict::LeftOut { plan.excluded } else { 0 };
        let counts = shown.map(|verdict| (verdict, plan.count(verdict) + excluded(verdict)));
        let records = plan.changes.iter().filter_map(|change| {
            let (record, before) = match change {
                Change::Create(record) => (record, 0),
                Change::Update { record, seen } => (record, *seen),
                _ => return None,
            };
            let name = record.body.name().clone();
            let is_published = record.state == State::Published;
            let (id, kind, revision) = (record.id, record.kind(), before + 1);
            Some(ImportedRecord { id, kind, name, before, revision, is_published })
        });
        Self { counts: counts.into(), notes: plan.notes.clone(), records: records.collect(), since: None }
    }

    /// The records that can be published together.
    pub fn publishable(&self) -> Vec<&ImportedRecord> {
        let is_undone = self.since == Some(AfterImport::Undone);
        self.records.iter().filter(|record| !is_undone && record.can_be_published()).collect()
    }

    /// The records that were to be published together and could not be.
    pub fn refused(&self) -> Vec<&ImportedRecord> {
        match self.since {
            Some(AfterImport::Published { failed, .. }) if failed > 0 => self.publishable(),
            _ => Vec::new(),
        }
    }

    /// True if the import can be undone: nothing of it is public, and it was not undone.
    pub fn can_be_undone(&self) -> bool {
        let is_undone = self.since == Some(AfterImport::Undone);
        !is_undone && !self.records.is_empty() && self.records.iter().all(|record| !record.is_published)
    }
}

/// An action on the records of an import, once it is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterImport {
    /// They were published, except a number of them.
    Published {
        /// The number of records that were published.
        done: usize,
        /// The number of records that could not be published.
        failed: usize,
    },
    /// The import was undone.
    Undone,
    /// It could not be undone, because a record has changed since or the user may not delete it.
    NotUndone,
}
