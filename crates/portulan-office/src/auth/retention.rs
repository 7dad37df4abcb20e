//! Deletion of sessions, links, audit lines and events whose time is over.
use jiff::{SignedDuration, Timestamp};

use super::sessions::{IDLE, LONGEST};
use crate::Office;
use crate::error::OfficeError;

/// The retention period of the audit log.
const AUDIT_RETENTION: SignedDuration = SignedDuration::from_hours(24 * 365);
/// The retention period of editorial events, from which mail is made.
const EVENT_RETENTION: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The time for which an unsent contribution is retained after its link expired.
const UNSENT_RETENTION: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Deletes expired sessions and links, and audit lines and events whose retention period is over.
pub async fn delete_expired(office: &Office, now: Timestamp) -> Result<(), OfficeError> {
    office.store.delete_events(now - EVENT_RETENTION).await?;
    office.store.delete_old_contributions(now - UNSENT_RETENTION).await?;
    Ok(office.store.sweep(now - IDLE, now - LONGEST, now - AUDIT_RETENTION, now).await?)
}
