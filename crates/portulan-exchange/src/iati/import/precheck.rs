//! Validation of a file before it is imported.
use std::collections::BTreeMap;

use jiff::Timestamp;
use portulan_iati::{Finding, Seen, Severity};

use super::error::ImportError;

/// The result of the validation.
pub(super) struct Validated {
    /// The first critical finding of each activity or organisation, by its number from 1.
    pub refused: BTreeMap<usize, Finding>,
    /// The number of violated rules.
    pub errors: usize,
}

/// Validates a document.
///
/// # Errors
///
/// Returns an error if the file as a whole is invalid.
pub(super) fn validate_document(document: &[u8], now: Timestamp) -> Result<Validated, ImportError> {
    let mut judged = Validated { refused: BTreeMap::new(), errors: 0 };
    let mut file = 0;
    let options = portulan_iati::ValidationOptions { now: now.as_millisecond(), advice: false, threads: 1 };
    let mut take = |finding: Finding| match (finding.severity, usize::try_from(finding.record)) {
        (Severity::Critical, Ok(number)) if number > 0 => {
            judged.refused.entry(number).or_insert(finding);
        }
        (Severity::Critical, _) => file += 1,
        (Severity::Error, _) => judged.errors += 1,
        (Severity::Warning | Severity::Advice, _) => {}
    };
    portulan_iati::validate(document, &options, Seen::default(), &mut take, &mut |_| {})
        .map_err(portulan_iati::ReadError::from)?;
    if file > 0 { Err(ImportError::Invalid(file)) } else { Ok(judged) }
}
