//! Exchange rates, and the yearly declarations derived with them.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::Rates;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// The stored state of a yearly declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredDeclaration {
    /// The year.
    pub year: i16,
    /// Decisions of officers: project, part, value.
    pub choices: Vec<(Uuid, String, String)>,
    /// The declaration as filed: JSON, time, and name of the user; `None` until it is frozen.
    pub frozen: Option<(String, Timestamp, String)>,
}

/// Storage of exchange rates and declarations.
#[async_trait]
pub trait DeclarationStore: Send + Sync {
    /// The rates of some currencies; `None` for all.
    async fn rates(&self, currencies: Option<&[String]>) -> Result<Rates, StoreError>;

    /// Adds rates; an existing rate of the same day is replaced.
    async fn put_rates(&self, rates: &Rates, log: AuditEntry) -> Result<(), StoreError>;

    /// The declaration of a year; empty if it was never edited.
    async fn declared(&self, year: i16) -> Result<StoredDeclaration, StoreError>;

    /// The years with a stored declaration, the newest first.
    async fn declared_years(&self) -> Result<Vec<i16>, StoreError>;

    /// Stores the decision about a part of a line; `None` removes it, so that the part is derived again.
    async fn decide(
        &self,
        year: i16,
        project: Uuid,
        part: &str,
        value: Option<&str>,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Freezes a declaration as filed, or undoes that.
    async fn freeze(
        &self,
        year: i16,
        frozen: Option<&str>,
        by: &str,
        log: AuditEntry,
    ) -> Result<(), StoreError>;
}
