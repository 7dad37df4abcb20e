//! What goes out by itself, when its moment comes.
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use portulan_model::{Record, State};
use portulan_store::{AuditEntry, Author, Change, Scheduled, StoreError, UserRole};

use super::publish::faults;
use crate::Office;
use crate::auth::sweep;
use crate::error::OfficeError;
use crate::post::{language, remind};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_secs(15);
/// How often reminders that are due are looked for, and what has had its time is let go.
const TIDY_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// A moment further away than this is a slip of the hand.
const FURTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 2);

/// A moment as a form writes it, where the authority is; none if it is past, too far, or not a moment.
pub fn moment(text: &str, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let local: DateTime = text.trim().parse().ok()?;
    let at = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    (at > now && at < now + FURTHEST).then_some(at)
}

/// Publishes what is due, sends reminders and tidies up, for as long as the program runs.
pub async fn keep_time(office: Office) {
    let mut tidied = Timestamp::MIN;
    loop {
        if let Err(e) = publish_due(&office, Timestamp::now()).await {
            tracing::error!("what was to go out by itself stays: {e}");
        }
        let now = Timestamp::now();
        if now.duration_since(tidied) > TIDY_EVERY {
            tidied = now;
            if let Err(e) = remind(&office, now).await {
                tracing::error!("reminders were not sent: {e}");
            }
            if let Err(e) = sweep(&office, now).await {
                tracing::error!("what has had its time stays: {e}");
            }
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Publishes what is due at a moment. What may not go out any more is taken off the schedule, with a line in the log.
pub async fn publish_due(office: &Office, now: Timestamp) -> Result<(), OfficeError> {
    for due in office.store.scheduled().await?.into_iter().take_while(|s| s.at <= now) {
        let Some(stored) = office.store.record_of(due.record).await? else { continue };
        let user = office.store.user(due.user).await?.filter(|u| u.active && u.role >= UserRole::Publisher);
        let language = user.as_ref().map(language).unwrap_or_default();
        let record = Record { state: State::Published, ..stored.record };
        if user.is_none() || !faults(office, &record).await?.is_empty() {
            let entry = entry(&due, "schedule-missed", &record);
            office.store.unschedule(due.record, entry).await?;
            continue;
        }
        let author = Author {
            name: due.author.clone(),
            user: Some(due.user),
            reason: language.text("office-scheduled-reason"),
        };
        match office.store.apply(vec![Change::Update { record, seen: due.revision }], &author).await {
            // Somebody changed it just now, and so took it off the schedule.
            Err(StoreError::Conflict { .. }) => {}
            other => other?,
        }
        office.app.refresh();
    }
    Ok(())
}

fn entry(due: &Scheduled, action: &str, record: &Record) -> AuditEntry {
    AuditEntry {
        user: Some(due.user),
        actor: due.author.clone(),
        action: action.to_owned(),
        subject: format!("{}/{}", record.kind().singular(), record.slug),
        detail: due.at.to_string(),
    }
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
        // This hour comes twice; the first one counts.
        assert_eq!(of("2026-10-25T02:30").as_deref(), Some("2026-10-25T00:30:00Z"));
        for wrong in ["2026-06-01T13:00", "2126-01-01T00:00", "2026-13-01T00:00", "tomorrow", ""] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
