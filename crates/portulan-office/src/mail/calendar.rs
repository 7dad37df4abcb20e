//! A user's own calendar, at an address that only that user knows: deadlines and events, public or not.
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use portulan_exchange::ical::{Calendar, CalendarDay};
use portulan_locales::Language;
use portulan_model::{Body, PartialDate, State as RecordState};
use portulan_store::{Scope, TaskFilter, User};

use super::language;
use super::remind::days;
use crate::Office;
use crate::auth::{CurrentUser, digest, token};
use crate::error::OfficeError;

/// The key of the setting with the digest of a user's calendar address.
fn setting(user: &User) -> String {
    format!("calendar {}", user.id)
}

/// A new address for a user's calendar; an earlier one ends.
pub async fn address(office: &Office, current_user: &CurrentUser) -> Result<String, OfficeError> {
    let (token, digest) = token()?;
    let entry = current_user.log("calendar", format!("user/{}", current_user.user.email), "");
    office.store.put_setting(&setting(&current_user.user), &digest, entry).await?;
    Ok(format!("{}/office/calendar/{}.{token}.ics", office.app.public_url(), current_user.user.id))
}

/// True if a user has a calendar address.
pub async fn is_on(office: &Office, user: &User) -> Result<bool, OfficeError> {
    Ok(office.store.setting(&setting(user)).await?.is_some_and(|digest| !digest.is_empty()))
}

/// Ends the address of a user's calendar.
pub async fn end(office: &Office, current_user: &CurrentUser) -> Result<(), OfficeError> {
    let entry = current_user.log("calendar-off", format!("user/{}", current_user.user.email), "");
    Ok(office.store.put_setting(&setting(&current_user.user), "", entry).await?)
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
    if office.store.setting(&setting(&user)).await? != Some(digest(secret)) {
        return Err(OfficeError::Missing);
    }
    let text = calendar(&office, &user).await?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

async fn calendar(office: &Office, user: &User) -> Result<String, OfficeError> {
    let language = language(user);
    let heads = office.store.list(&CurrentUser::visible_filter_for(user)).await?.heads;
    let seen: std::collections::HashSet<_> = heads.iter().map(|h| h.id).collect();
    let mut calendar = Calendar::new(&language.text("office-title"));
    for stored in office.store.records(Scope::Latest).await? {
        let record = &stored.record;
        if record.state == RecordState::Archived || !seen.contains(&record.id) {
            continue;
        }
        let name = record.body.name().text(language.tag());
        let url = format!("{}/office/{}/{}", office.app.public_url(), record.kind().folder(), record.id);
        let mut add = |part: &str, start: Date, end: Date, summary: &str| {
            calendar.add(&CalendarDay {
                uid: format!("office-{part}-{}", record.id),
                stamp: stored.updated,
                start,
                end,
                language: language.tag(),
                summary,
                url: url.clone(),
                ..CalendarDay::default()
            });
        };
        match &record.body {
            Body::Event(event) => {
                let dates = event.dates.as_ref().map(|d| d.value);
                if let Some((start, end)) = dates.and_then(|d| Some((d.start?, d.end))) {
                    add("event", start.first(), end.unwrap_or(start).last(), name);
                }
            }
            Body::Mission(mission) => {
                if let Some((start, end)) = mission.dates.and_then(|d| Some((d.start?, d.end))) {
                    add("mission", start.first(), end.unwrap_or(start).last(), name);
                }
                for (i, errand) in mission.logistics.iter().enumerate().filter(|(_, e)| !e.done) {
                    if let Some(day) = errand.due.map(PartialDate::last) {
                        let what = errand.what.text(language.tag());
                        add(&format!("errand-{i}"), day, day, &format!("{what} · {name}"));
                    }
                }
            }
            Body::Project(project) => {
                let reports = project.funding.iter().flat_map(|line| &line.reports).enumerate();
                for (i, report) in reports.filter(|(_, r)| r.sent.is_none()) {
                    if let Some(day) = report.due.map(PartialDate::last) {
                        let what = report.title.text(language.tag());
                        add(&format!("report-{i}"), day, day, &format!("{what} · {name}"));
                    }
                }
            }
            Body::Agreement(agreement) => {
                let end = agreement.period.as_ref().and_then(|p| p.value.end);
                let message = |key: &str| language.format(key, &[("value", name.into())]);
                if let Some(day) = end.map(PartialDate::last) {
                    add("end", day, day, &message("calendar-agreement-ends"));
                }
                for day in days(end, &agreement.reminders) {
                    add(&format!("remind-{day}"), day, day, &message("calendar-agreement-soon"));
                }
            }
            _ => {}
        }
    }
    let mine =
        TaskFilter { falls_to: Some(user.id), open_since: Some(Timestamp::now()), ..TaskFilter::default() };
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

/// The weeks of the yearly declaration to the State (15 April to 31 May), this year's and the next.
fn declarations(calendar: &mut Calendar, language: Language, office: &Office) {
    let today = office.app.time_zone().to_datetime(Timestamp::now()).date();
    for year in [today.year(), today.checked_add(1.year()).map_or(today.year(), Date::year)] {
        let (Ok(start), Ok(end)) = (Date::new(year, 4, 15), Date::new(year, 5, 31)) else { continue };
        calendar.add(&CalendarDay {
            uid: format!("eapd-{year}"),
            stamp: Timestamp::UNIX_EPOCH,
            start,
            end,
            language: language.tag(),
            summary: &language.format("calendar-eapd", &[("value", (year - 1).to_string().as_str().into())]),
            ..CalendarDay::default()
        });
    }
}
