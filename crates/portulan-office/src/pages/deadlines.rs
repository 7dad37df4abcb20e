//! Deadlines: ends and reminders of agreements, logistics tasks of trips, due reports, the yearly declaration.
use jiff::SignedDuration;
use jiff::civil::Date;
use portulan_model::{Body, PartialDate, Record, State};
use uuid::Uuid;

/// Tasks and reminders are listed this long before.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 60);
/// A past reminder is listed for this long.
const LATE: SignedDuration = SignedDuration::from_hours(24 * 14);

/// The type of a deadline.
#[derive(Debug, PartialEq, Eq)]
pub enum DeadlineLine {
    /// A day that was set for an agreement.
    Reminder,
    /// A logistics task of a trip.
    Errand(String),
    /// A report that a funder expects.
    Report(String),
    /// The declaration of a year to the State.
    Declaration(i16),
}

/// A deadline.
#[derive(Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day.
    pub day: Date,
    /// The type.
    pub due: DeadlineLine,
    /// The record that it belongs to.
    pub record: Option<Uuid>,
}

/// The period for the declaration of a year: 15 April to 31 May of the next year. It is listed from March.
pub fn declaration(today: Date) -> Option<Deadline> {
    let end = Date::new(today.year(), 5, 31).ok()?;
    let reported = Date::new(today.year(), 3, 1).ok()?;
    let due = DeadlineLine::Declaration(today.year() - 1);
    (reported..=end).contains(&today).then_some(Deadline { day: end, due, record: None })
}

/// The deadlines of some records, the next first.
pub fn deadlines(records: &[Record], today: Date, language: &str) -> Vec<Deadline> {
    let limit = today.saturating_add(SOON);
    let earliest = today.saturating_sub(LATE);
    let mut out: Vec<Deadline> = declaration(today).into_iter().collect();
    for record in records.iter().filter(|r| r.state != State::Archived) {
        let mut add = |day: Date, due: DeadlineLine| out.push(Deadline { day, due, record: Some(record.id) });
        match &record.body {
            Body::Agreement(b) => {
                for day in b.reminders.iter().map(|d| d.first()).filter(|d| (earliest..=limit).contains(d)) {
                    add(day, DeadlineLine::Reminder);
                }
            }
            Body::Project(b) => {
                // A late report is listed until it is sent.
                for report in b.funding.iter().flat_map(|line| &line.reports).filter(|r| r.sent.is_none()) {
                    if let Some(day) = report.due.map(PartialDate::last).filter(|d| *d <= limit) {
                        add(day, DeadlineLine::Report(report.title.text(language).to_owned()));
                    }
                }
            }
            Body::Mission(b) => {
                // A late task is listed until the trip is over.
                let over = b.dates.and_then(|d| d.end.or(d.start)).is_some_and(|d| d.last() < today);
                for errand in b.logistics.iter().filter(|e| !e.done && !over) {
                    if let Some(day) = errand.due.map(PartialDate::last).filter(|d| *d <= limit) {
                        add(day, DeadlineLine::Errand(errand.what.text(language).to_owned()));
                    }
                }
            }
            _ => {}
        }
    }
    out.sort_by_key(|d| d.day);
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_declaration_is_told_from_march_to_may() {
        assert_eq!(declaration(date(2026, 2, 28)), None);
        let reported = declaration(date(2026, 3, 1)).expect("told");
        assert_eq!((reported.day, reported.due), (date(2026, 5, 31), DeadlineLine::Declaration(2025)));
        assert!(declaration(date(2026, 5, 31)).is_some());
        assert_eq!(declaration(date(2026, 6, 1)), None);
    }
}
