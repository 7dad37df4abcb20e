//! The calendar of a month: dates of records, deadlines and tasks.
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Span;
use jiff::civil::Date;
use portulan_locales::{dates, key, list};
use portulan_model::{AgendaKind, PartialDate};
use portulan_store::{AgendaFilter, AgendaLine, TaskFilter};
use serde::Deserialize;

use super::deadlines::{declaration, words};
use super::tasks;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The largest number of dates of records in a month.
const MAX_LINES: u32 = 500;

/// An event or a trip of more days than this is listed above the days.
const MAX_DAYS: i32 = 7;

/// The years that have a calendar.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The largest number of entries that a day shows.
const MAX_ENTRIES: usize = 12;

/// The query parameters.
#[derive(Deserialize)]
pub struct CalendarQuery {
    /// The month, such as `2026-12`.
    #[serde(default)]
    month: String,
}

/// An entry of the calendar.
#[derive(Clone)]
struct CalendarEntry {
    text: String,
    address: String,
    /// The class of its mark: `event`, `mission`, `deadline` or `task`.
    class: &'static str,
    /// The class in words.
    label: String,
    is_late: bool,
}

/// A day of the calendar.
struct DayCell {
    day: Date,
    title: String,
    is_today: bool,
    /// True if it belongs to the month before or after.
    is_outside: bool,
    /// At most [`MAX_ENTRIES`].
    entries: Vec<CalendarEntry>,
    /// The number of further entries.
    more: usize,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    v: OfficeView,
    /// The name of the month.
    title: String,
    /// The months before and after.
    previous: String,
    next: String,
    /// True if the page shows the present month.
    is_present: bool,
    weekdays: Vec<String>,
    weeks: Vec<Vec<DayCell>>,
    /// Entries of many days, with their dates.
    longer: Vec<(CalendarEntry, String)>,
    /// True if there is nothing in this month.
    is_empty: bool,
    /// True if some dates are left out, because there are too many.
    is_cut: bool,
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<CalendarQuery>,
) -> Result<Response, OfficeError> {
    let v = OfficeView::new(&current_user, "calendar");
    let today = current_user.today();
    let first = month(&asked.month).unwrap_or(today).first_of_month();
    let (from, to) = grid(first).map_err(OfficeError::failed)?;
    let filter = AgendaFilter {
        kinds: AgendaKind::CALENDAR.to_vec(),
        from: Some(from),
        to: Some(to),
        ended_before: None,
        of_interest_on: None,
        records: current_user.visible_filter(),
        limit: MAX_LINES,
    };
    let lines = office.store.agenda(&filter).await?;
    let is_cut = lines.len() >= MAX_LINES as usize;
    let mut weeks = weeks(&v, first, (from, to), today);
    let mut longer = Vec::new();
    for line in &lines {
        let entry = entry(&v, line, today);
        let (start, end) = days(line);
        if (end - start).get_days() < MAX_DAYS {
            put(&mut weeks, &entry, (start, end));
        } else if start <= first.last_of_month() && end >= first {
            longer.push((entry, dates::period(v.language, &line.entry.detail.dates)));
        }
    }
    let due = TaskFilter { open_since: Some(office.now()), due: Some((from, to)), ..TaskFilter::default() };
    for task in tasks::lines(&office, &current_user, &due).await? {
        let Some(day) = task.day.filter(|_| task.done.is_empty()) else { continue };
        let (text, address) = match task.about {
            Some((path, name)) => (format!("{} · {name}", task.title), format!("{path}#tasks")),
            None => (task.title, "/office/tasks".to_owned()),
        };
        let label = v.t(key!("office-calendar-task"));
        let entry = CalendarEntry { text, address, class: "task", label, is_late: task.late };
        put(&mut weeks, &entry, (day, day));
    }
    if let Some((entry, day)) = declared(&v, &current_user, first).filter(|(_, day)| *day >= today) {
        put(&mut weeks, &entry, (day, day));
    }
    let is_empty = longer.is_empty() && weeks.iter().flatten().all(|day| day.entries.is_empty());
    Ok(page(&CalendarPage {
        title: dates::date(v.language, PartialDate::month_of(first)),
        previous: month_address(first, -1),
        next: month_address(first, 1),
        is_present: today.first_of_month() == first,
        weekdays: (1..=7).map(|day| v.word(list!("weekday"), day.to_string())).collect(),
        weeks,
        longer,
        is_empty,
        is_cut,
        v,
    }))
}

/// The days of a date of a record: those of an event or a trip; of a deadline, the day on which it is due.
fn days(line: &AgendaLine) -> (Date, Date) {
    match line.entry.kind {
        AgendaKind::Event | AgendaKind::Mission => (line.entry.start, line.entry.end),
        _ => (line.day(), line.day()),
    }
}

/// Reads a month, such as `2026-12`: its first day.
fn month(text: &str) -> Option<Date> {
    let month: PartialDate = text.parse().ok()?;
    month.month().filter(|_| YEARS.contains(&month.year())).map(|_| month.first())
}

/// The first and the last day of the weeks of a month, which begin on Monday.
fn grid(first: Date) -> Result<(Date, Date), jiff::Error> {
    let last = first.last_of_month();
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let after = i64::from(6 - last.weekday().to_monday_zero_offset());
    Ok((first.checked_sub(Span::new().days(before))?, last.checked_add(Span::new().days(after))?))
}

/// The weeks of a month, without entries.
fn weeks(v: &OfficeView, first: Date, (from, to): (Date, Date), today: Date) -> Vec<Vec<DayCell>> {
    let days: Vec<Date> = from.series(Span::new().days(1)).take_while(|day| *day <= to).collect();
    let cell = |day: &Date| DayCell {
        day: *day,
        title: v.day(day),
        is_today: *day == today,
        is_outside: day.first_of_month() != first,
        entries: Vec::new(),
        more: 0,
    };
    days.chunks(7).map(|week| week.iter().map(cell).collect()).collect()
}

/// Adds an entry to its days.
fn put(weeks: &mut [Vec<DayCell>], entry: &CalendarEntry, (start, end): (Date, Date)) {
    for cell in weeks.iter_mut().flatten().filter(|cell| (start..=end).contains(&cell.day)) {
        if cell.entries.len() < MAX_ENTRIES {
            cell.entries.push(entry.clone());
        } else {
            cell.more += 1;
        }
    }
}

/// A date of a record as an entry.
fn entry(v: &OfficeView, line: &AgendaLine, today: Date) -> CalendarEntry {
    let (text, address) = words(v, line);
    let (class, label, must_be_done) = match line.entry.kind {
        AgendaKind::Event => ("event", key!("office-calendar-event"), false),
        AgendaKind::Mission => ("mission", key!("office-calendar-mission"), false),
        AgendaKind::MissionTask | AgendaKind::ReportDue | AgendaKind::InstalmentDue => {
            ("deadline", key!("office-calendar-deadline"), true)
        }
        _ => ("deadline", key!("office-calendar-deadline"), false),
    };
    let is_late = must_be_done && line.entry.end < today;
    CalendarEntry { text, address, class, label: v.t(label), is_late }
}

/// The last day of the declaration to the State, in the month of that day.
fn declared(v: &OfficeView, current_user: &CurrentUser, first: Date) -> Option<(CalendarEntry, Date)> {
    let deadline = declaration(first).filter(|_| CurrentUser::is_staff(&current_user.user))?;
    let (day, (text, address)) = (deadline.day(), deadline.words(v));
    let label = v.t(key!("office-calendar-deadline"));
    let entry = CalendarEntry { text, address, class: "deadline", label, is_late: false };
    (day.first_of_month() == first).then_some((entry, day))
}

/// The address of a month before or after another.
fn month_address(first: Date, months: i32) -> String {
    let month = PartialDate::month_of(first.saturating_add(Span::new().months(months)));
    format!("/office/agenda?month={month}")
}
