//! The options of an import, and its cancellation.
use jiff::Timestamp;
use portulan_model::State;
use uuid::Uuid;

use super::error::ImportError;

/// Options of an import.
pub struct ImportOptions<'o> {
    /// The current time.
    pub now: Timestamp,
    /// The state of new records.
    pub state: State,
    /// Generates identities for new records.
    pub new_id: &'o mut dyn FnMut() -> Uuid,
    /// Polled during the import; `true` cancels it.
    pub is_cancelled: &'o dyn Fn() -> bool,
}

/// Returns [`ImportError::Cancelled`] if the import has been cancelled.
pub(super) fn check_cancelled(is_cancelled: &dyn Fn() -> bool) -> Result<(), ImportError> {
    if is_cancelled() { Err(ImportError::Cancelled) } else { Ok(()) }
}
