//! The authority, whose lists and languages apply to all records.
use portulan_model::check::{CheckedRegister, check_record};
use portulan_model::kinds::Authority;
use portulan_model::{Body, Kind, Problem, ProblemSeverity, Record, slug};
use portulan_store::{Filter, Store, StoreError};
use uuid::Uuid;

use crate::{Editorial, EditorialError};

/// The authority of a register; `None` if it does not exist yet.
pub async fn authority<S: Store + ?Sized>(store: &S) -> Result<Option<Authority>, StoreError> {
    let filter = Filter::of(Kind::Authority).first(1);
    let Some(head) = store.summaries(&filter).await?.into_iter().next() else { return Ok(None) };
    Ok(store.record_of(head.id).await?.and_then(|s| match s.record.body {
        Body::Authority(a) => Some(*a),
        _ => None,
    }))
}

/// The slug of a new record: derived from its name, except for persons, whose names must not appear in web
/// addresses and logs.
pub fn new_slug(id: Uuid, body: &Body, language: &str) -> String {
    let kind = body.kind().singular();
    match body {
        Body::Person(_) => format!("{kind}-{}", &id.simple().to_string()[20..]),
        _ => slug(body.name().text(language), kind),
    }
}

impl Editorial {
    /// The errors of a record that must be corrected before it is published. References are not checked: the
    /// store does not allow dangling ones.
    pub async fn errors(&self, record: &Record) -> Result<Vec<Problem>, EditorialError> {
        let authority = authority(&*self.store).await?;
        let mut problems = check_record(record, &CheckedRegister::new(authority.as_ref(), &|_, _| true));
        problems.retain(|p| p.severity == ProblemSeverity::Error);
        Ok(problems)
    }

    /// Returns an error if a record has errors.
    pub(crate) async fn require_valid(&self, record: &Record) -> Result<(), EditorialError> {
        let errors = self.errors(record).await?;
        if errors.is_empty() { Ok(()) } else { Err(EditorialError::Invalid(errors)) }
    }
}
