//! What the register's money needs beside records: exchange rates, and the yearly declarations made of it.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::Rates;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// A year's declaration, as far as people made it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredDeclaration {
    /// The year.
    pub year: i16,
    /// What was decided: project, part, value.
    pub choices: Vec<(Uuid, String, String)>,
    /// The whole as JSON, when, and by whom, once it was declared.
    pub frozen: Option<(String, Timestamp, String)>,
}

/// Rates and declarations.
#[async_trait]
pub trait DeclarationStore: Send + Sync {
    /// The rates of some currencies, or of all.
    async fn rates(&self, currencies: Option<&[String]>) -> Result<Rates, StoreError>;

    /// Keeps rates beside those that are there; a day's newer rate wins.
    async fn put_rates(&self, rates: &Rates, log: AuditEntry) -> Result<(), StoreError>;

    /// A year's declaration; empty where nobody began.
    async fn declared(&self, year: i16) -> Result<StoredDeclaration, StoreError>;

    /// The years that somebody began, the newest first.
    async fn declared_years(&self) -> Result<Vec<i16>, StoreError>;

    /// Keeps what was decided about a part of a year's declaration; nothing for what is derived again.
    async fn decide(
        &self,
        year: i16,
        project: Uuid,
        part: &str,
        value: Option<&str>,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Keeps a declaration as it was declared, or takes that back.
    async fn freeze(
        &self,
        year: i16,
        frozen: Option<&str>,
        by: &str,
        log: AuditEntry,
    ) -> Result<(), StoreError>;
}
