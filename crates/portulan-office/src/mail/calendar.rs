//! A user's own calendar, at an address that only that user knows: deadlines and events, public or not.
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use portulan_exchange::ical::{Calendar, CalendarDay};
use portulan_locales::{Language, MessageKey, key};
use portulan_model::AgendaKind;
use portulan_store::{AgendaFilter, AgendaLine, AuditAction, TaskFilter, User};

use super::compose::language;
use super::remind::days;
use crate::Office;
use crate::auth::{CurrentUser, digest, token};
use crate::error::OfficeError;

/// A new address for a user's calendar; an earlier one ends.
pub async fn address(office: &Office, current_user: &CurrentUser) -> Result<String, OfficeError> {
    let (token, digest) = token(&office.environment)?;
    let entry = current_user.log(AuditAction::Calendar, format!("user/{}", current_user.user.email), "");
    office.store.set_calendar(current_user.user.id, Some(&digest), entry).await?;
    Ok(format!("{}/office/calendar/{}.{token}.ics", office.app.public_url(), current_user.user.id))
}

/// True if a user has a calendar address.
pub async fn is_on(office: &Office, user: &User) -> Result<bool, OfficeError> {
    Ok(office.store.calendar_digest(user.id).await?.is_some())
}

/// Ends the address of a user's calendar.
pub async fn end(office: &Office, current_user: &CurrentUser) -> Result<(), OfficeError> {
    let entry = current_user.log(AuditAction::CalendarOff, format!("user/{}", current_user.user.email), "");
    Ok(office.store.set_calendar(current_user.user.id, None, entry).await?)
}

/// Revokes the address of a user's calendar if there is one.
pub async fn end_if_on(office: &Office, current_user: &CurrentUser) -> Result<(), OfficeError> {
    if is_on(office, &current_user.user).await? { end(office, current_user).await } else { Ok(()) }
}

pub async fn show(State(office): State<Office>, Path(name): Path<String>) -> Result<Response, OfficeError> {
    let parts = name.strip_suffix(".ics").and_then(|rest| rest.split_once('.'));
    let (id, secret) = parts.ok_or(OfficeError::Missing)?;
    let user = match id.parse() {
        Ok(id) => office.store.user(id).await?,
        Err(_) => None,
    };
    let user = user.filter(|u| u.active).ok_or(OfficeError::Missing)?;
    if office.store.calendar_digest(user.id).await? != Some(digest(secret)) {
        return Err(OfficeError::Missing);
    }
    let text = calendar(&office, &user).await?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

/// Entries that ended longer ago than this are left out.
const PAST_SHOWN: SignedDuration = SignedDuration::from_hours(24 * 365);
/// A calendar has at most this many dates of records.
const MAX_DATES: u32 = 2000;

async fn calendar(office: &Office, user: &User) -> Result<String, OfficeError> {
    let language = language(user);
    let today = office.app.time_zone().to_datetime(office.now()).date();
    let filter = AgendaFilter {
        kinds: AgendaKind::CALENDAR.to_vec(),
        from: Some(today.saturating_sub(PAST_SHOWN)),
        to: None,
        ended_before: None,
        of_interest_on: None,
        records: CurrentUser::visible_filter_for(user),
        limit: MAX_DATES,
    };
    let mut calendar = Calendar::new(&language.text(key!("office-title")));
    for line in office.store.agenda(&filter).await? {
        add_line(&mut calendar, &line, language, office.app.public_url());
    }
    let mine =
        TaskFilter { falls_to: Some(user.id), open_since: Some(office.now()), ..TaskFilter::default() };
    for task in office.store.tasks(&mine).await? {
        let Some(day) = task.due else { continue };
        calendar.add(&CalendarDay {
            uid: format!("office-task-{}", task.id),
            stamp: task.at,
            start: day,
            end: day,
            language: language.tag(),
            summary: &task.title,
            url: format!("{}/office/tasks", office.app.public_url()),
            ..CalendarDay::default()
        });
    }
    declarations(&mut calendar, language, office);
    Ok(calendar.finish())
}

/// Adds the entries of a date of a record.
fn add_line(calendar: &mut Calendar, line: &AgendaLine, language: Language, public_url: &str) {
    let AgendaLine { record, entry, .. } = line;
    let (tag, name) = (language.tag(), record.name.text(language.tag()));
    let mut add = |part: &str, start: Date, end: Date, summary: &str| {
        calendar.add(&CalendarDay {
            uid: format!("office-{part}-{}", record.id),
            stamp: record.updated,
            start,
            end,
            language: tag,
            summary,
            url: format!("{public_url}/office/{}/{}", record.kind.folder(), record.id),
            ..CalendarDay::default()
        });
    };
    let message = |key: MessageKey| language.format(key, &[("value", name.into())]);
    let task = format!("{} · {name}", entry.detail.text.text(tag));
    let (start, end) = (entry.start, entry.end);
    match entry.kind {
        AgendaKind::Event if entry.detail.dates.start.is_some() => add("event", start, end, name),
        AgendaKind::Mission if entry.detail.dates.start.is_some() => add("mission", start, end, name),
        AgendaKind::MissionTask => add(&format!("errand-{}", line.position), end, end, &task),
        AgendaKind::ReportDue => add(&format!("report-{}", line.position), end, end, &task),
        AgendaKind::InstalmentDue => {
            add(&format!("payment-{}", line.position), end, end, &message(key!("calendar-instalment")));
        }
        AgendaKind::AgreementEnd => {
            add("end", end, end, &message(key!("calendar-agreement-ends")));
            for day in days(entry.detail.dates.end, &[]) {
                add(&format!("remind-{day}"), day, day, &message(key!("calendar-agreement-soon")));
            }
        }
        AgendaKind::AgreementReminder => {
            add(&format!("remind-{start}"), start, start, &message(key!("calendar-agreement-soon")));
        }
        AgendaKind::Event | AgendaKind::Mission | AgendaKind::RetentionEnd => {}
    }
}

/// The weeks of the yearly declaration to the State (15 April to 31 May), this year's and the next.
fn declarations(calendar: &mut Calendar, language: Language, office: &Office) {
    let today = office.app.time_zone().to_datetime(office.now()).date();
    for year in [today.year(), today.checked_add(1.year()).map_or(today.year(), Date::year)] {
        let (Ok(start), Ok(end)) = (Date::new(year, 4, 15), Date::new(year, 5, 31)) else { continue };
        calendar.add(&CalendarDay {
            uid: format!("eapd-{year}"),
            stamp: Timestamp::UNIX_EPOCH,
            start,
            end,
            language: language.tag(),
            summary: &language
                .format(key!("calendar-eapd"), &[("value", (year - 1).to_string().as_str().into())]),
            ..CalendarDay::default()
        });
    }
}
