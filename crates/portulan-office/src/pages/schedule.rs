//! Scheduled publication.
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use portulan_editorial::DueRecord;
use portulan_locales::key;
use portulan_store::{Scheduled, User};
use uuid::Uuid;

use crate::Office;
use crate::auth::delete_expired;
use crate::error::OfficeError;
use crate::import::stored::delete_old;
use crate::mail::{language, remind};

/// The interval at which due publications are checked.
const TICK: Duration = Duration::from_secs(15);
/// The interval at which reminders are sent and expired data is deleted.
const TIDY_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// A moment further away than this is a slip of the hand.
const FURTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 2);

/// Parses a time of a form, in the authority's time zone; `None` if it is in the past, too far ahead, or
/// invalid.
pub fn moment(text: &str, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let local: DateTime = text.trim().parse().ok()?;
    let at = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    (at > now && at < now + FURTHEST).then_some(at)
}

/// The scheduled publication of a record, if there is one.
pub async fn scheduled(office: &Office, id: Uuid) -> Result<Option<Scheduled>, OfficeError> {
    Ok(office.store.scheduled_for(id).await?)
}

/// Publishes due records, sends reminders and deletes expired data, until the program ends.
pub async fn keep_time(office: Office) {
    let mut tidied = Timestamp::MIN;
    loop {
        if let Err(e) = publish_due(&office, office.now()).await {
            tracing::error!(error = &e as &dyn std::error::Error, "scheduled publications cannot be read");
        }
        let now = office.now();
        office.jobs.sweep(now);
        if now.duration_since(tidied) > TIDY_EVERY {
            tidied = now;
            if let Err(e) = remind(&office, now).await {
                tracing::error!(error = &e as &dyn std::error::Error, "reminders were not sent");
            }
            if let Err(e) = delete_expired(&office, now).await {
                tracing::error!(error = &e as &dyn std::error::Error, "expired data was not deleted");
            }
            if let Err(e) = delete_old(&office).await {
                tracing::error!(error = &e as &dyn std::error::Error, "old imports were not deleted");
            }
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Publishes the records that are due. A publication that is no longer allowed is cancelled, with a line in
/// the audit log; a failure does not delay the others.
pub async fn publish_due(office: &Office, now: Timestamp) -> Result<(), OfficeError> {
    let reason =
        |user: Option<&User>| user.map(language).unwrap_or_default().text(key!("office-scheduled-reason"));
    for outcome in office.editorial.publish_due(now, &reason).await? {
        match outcome {
            DueRecord::Published(record) => tracing::info!(%record, "published at the moment set"),
            DueRecord::Cancelled(record, why) => {
                let why = &why as &dyn std::error::Error;
                tracing::warn!(%record, error = why, "a scheduled publication was cancelled");
            }
            DueRecord::Failed(record, why) => {
                let why = &why as &dyn std::error::Error;
                tracing::error!(%record, error = why, "a scheduled publication failed; it is tried again");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_where_the_authority_is() {
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        let now: Timestamp = "2026-06-01T12:00:00Z".parse().expect("a moment");
        let of = |text| moment(text, &zone, now).map(|t| t.to_string());
        assert_eq!(of("2026-07-14T09:00").as_deref(), Some("2026-07-14T07:00:00Z"));
        // This hour occurs twice; the first one counts.
        assert_eq!(of("2026-10-25T02:30").as_deref(), Some("2026-10-25T00:30:00Z"));
        for wrong in ["2026-06-01T13:00", "2126-01-01T00:00", "2026-13-01T00:00", "tomorrow", ""] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
