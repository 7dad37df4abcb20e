//! Deadlines: reminders of agreements, logistics tasks of missions, reports to funders, the yearly declaration.
use jiff::SignedDuration;
use jiff::civil::Date;
use portulan_locales::key;
use portulan_model::AgendaKind;
use portulan_store::{AgendaFilter, AgendaLine, Filter, StoreError};

use crate::Office;
use crate::view::OfficeView;

/// Logistics tasks, reports and reminders are shown this long before their day.
const SHOWN_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 60);
/// A reminder that has passed is shown for this long.
const SHOWN_AFTER: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A task with a day.
#[derive(Debug, PartialEq)]
pub enum Deadline {
    /// A date of a record: a reminder, a logistics task or a report.
    Record(AgendaLine),
    /// The declaration of a year to the State, and its last day.
    Declaration(i16, Date),
}

impl Deadline {
    /// The day.
    pub fn day(&self) -> Date {
        match self {
            Self::Record(line) => line.day(),
            Self::Declaration(_, day) => *day,
        }
    }

    /// The deadline in words, and the address where it is dealt with.
    pub fn words(&self, v: &OfficeView) -> (String, String) {
        match self {
            Self::Record(line) => words(v, line),
            Self::Declaration(year, _) => {
                (v.tw(key!("calendar-eapd"), year.to_string()), format!("/office/declaration/{year}"))
            }
        }
    }
}

/// The deadline of the yearly declaration, from 1 March to 31 May: it is filed from 15 April to 31 May.
pub fn declaration(today: Date) -> Option<Deadline> {
    let end = Date::new(today.year(), 5, 31).ok()?;
    let shown_from = Date::new(today.year(), 3, 1).ok()?;
    (shown_from..=end).contains(&today).then_some(Deadline::Declaration(today.year() - 1, end))
}

/// Returns the deadlines of the next weeks of the records that match a filter, the next first, at most `limit` of each kind.
pub async fn deadlines(
    office: &Office,
    records: &Filter,
    today: Date,
    limit: u32,
) -> Result<Vec<Deadline>, StoreError> {
    let to = Some(today.saturating_add(SHOWN_BEFORE));
    let filter = |kind, from| AgendaFilter {
        kinds: vec![kind],
        from,
        to,
        ended_before: None,
        of_interest_on: Some(today),
        records: records.clone(),
        limit,
    };
    let since = Some(today.saturating_sub(SHOWN_AFTER));
    let mut found: Vec<Deadline> = declaration(today).into_iter().collect();
    let in_window = |deadline: &Deadline, from: Option<Date>| {
        from.is_none_or(|from| deadline.day() >= from) && to.is_none_or(|to| deadline.day() <= to)
    };
    for (kind, from) in [
        (AgendaKind::AgreementReminder, since),
        // What is late stays until it is done.
        (AgendaKind::ReportDue, None),
        (AgendaKind::InstalmentDue, None),
        (AgendaKind::MissionTask, None),
    ] {
        let lines = office.store.agenda(&filter(kind, from)).await?.into_iter().map(Deadline::Record);
        found.extend(lines.filter(|deadline| in_window(deadline, from)));
    }
    found.sort_by_key(Deadline::day);
    Ok(found)
}

/// A date of a record in words, and the address where it is dealt with.
pub fn words(v: &OfficeView, line: &AgendaLine) -> (String, String) {
    let AgendaLine { record, entry, .. } = line;
    let name = v.head(record);
    let what = entry.detail.text.text(v.language.tag());
    let (text, part) = match entry.kind {
        AgendaKind::MissionTask => (format!("{what} · {name}"), "/sheet#logistics"),
        AgendaKind::ReportDue => (format!("{what} · {name}"), "/overview#s-money"),
        AgendaKind::InstalmentDue if what.is_empty() => {
            (v.tw(key!("calendar-instalment"), &name), "/overview#s-money")
        }
        AgendaKind::InstalmentDue => {
            (v.tw(key!("calendar-instalment"), format!("{name} · {what}")), "/overview#s-money")
        }
        AgendaKind::AgreementReminder => (v.tw(key!("calendar-agreement-soon"), &name), "/overview"),
        AgendaKind::AgreementEnd => (v.tw(key!("calendar-agreement-ends"), &name), "/overview"),
        AgendaKind::Event | AgendaKind::Mission | AgendaKind::RetentionEnd => (name, "/overview"),
    };
    (text, format!("/office/{}/{}{part}", record.kind.folder(), record.id))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_declaration_is_shown_from_march_to_may() {
        assert_eq!(declaration(date(2026, 2, 28)), None);
        assert_eq!(declaration(date(2026, 3, 1)), Some(Deadline::Declaration(2025, date(2026, 5, 31))));
        assert!(declaration(date(2026, 5, 31)).is_some());
        assert_eq!(declaration(date(2026, 6, 1)), None);
    }
}
