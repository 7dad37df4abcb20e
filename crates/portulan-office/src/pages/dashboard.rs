//! The dashboard: work that waits for the user.
use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use portulan_locales::{Language, dates};
use portulan_model::{Body, Kind, PartialDate, Period, Record, State as RecordState, check};
use portulan_store::{Comment, Draft, Filter, Proposal, RecordSummary, Scope, TaskFilter, UserRole};
use uuid::Uuid;

use super::contacts::is_overdue;
use super::deadlines::{Deadline, DeadlineLine, deadlines};
use super::{proposals, tasks};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::labels;
use crate::view::{OfficeView, page};

/// Lines in each list.
const LINES: u32 = 8;
/// The time for which answers to proposals are listed.
const RECENT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Agreements that end within this time are listed.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 183);

/// A record with a formatted day or deadline.
type DatedItem = (RecordSummary, String);

/// A formatted deadline.
struct DashboardProblem {
    day: String,
    text: String,
    /// The address of its page.
    path: Option<String>,
    late: bool,
}

fn reported(
    deadline: &Deadline,
    heads: &HashMap<Uuid, RecordSummary>,
    v: &OfficeView,
    today: Date,
) -> DashboardProblem {
    let head = deadline.record.and_then(|id| heads.get(&id));
    let name = head.map(|h| v.head(h)).unwrap_or_default();
    let (text, rest) = match &deadline.due {
        DeadlineLine::Reminder => (v.tw("calendar-agreement-soon", &name), ""),
        DeadlineLine::Errand(what) => (format!("{what} · {name}"), "/sheet#logistics"),
        DeadlineLine::Report(what) => (format!("{what} · {name}"), "#money"),
        DeadlineLine::Declaration(year) => (v.tw("calendar-eapd", year.to_string()), ""),
    };
    let path = head.map(|h| format!("/office/{}/{}{rest}", h.kind.folder(), h.id));
    DashboardProblem { day: v.day(&deadline.day), text, path, late: deadline.day < today }
}

/// Agreements that end soon, and upcoming trips and events.
fn dated(
    records: &[Record],
    heads: &HashMap<Uuid, RecordSummary>,
    language: Language,
    today: Date,
) -> [(&'static str, Vec<DatedItem>); 3] {
    let (mut expiring, mut missions, mut upcoming) = (Vec::new(), Vec::new(), Vec::new());
    let limit = today.saturating_add(SOON);
    let mut live: Vec<&Record> = records.iter().filter(|r| r.state != RecordState::Archived).collect();
    live.sort_by_key(|r| starts(&r.body));
    for record in live {
        let Some(head) = heads.get(&record.id).cloned() else { continue };
        let ahead = |dates: Period| check::period_position(&dates, today) >= 0;
        match &record.body {
            Body::Agreement(b) => {
                let end = b.period.as_ref().and_then(|p| p.value.end);
                if let Some(end) = end.filter(|e| e.last() >= today && e.first() <= limit) {
                    expiring.push((head, dates::date(language, end)));
                }
            }
            Body::Mission(b) => {
                if let Some(when) = b.dates.filter(|d| ahead(*d)) {
                    missions.push((head, dates::event_dates(language, &when)));
                }
            }
            Body::Event(b) => {
                if let Some(when) = b.dates.as_ref().map(|d| d.value).filter(|d| ahead(*d)) {
                    upcoming.push((head, dates::event_dates(language, &when)));
                }
            }
            _ => {}
        }
    }
    [("office-expiring", expiring), ("office-missions", missions), ("office-upcoming", upcoming)]
}

/// The start date of an event or trip.
fn starts(body: &Body) -> Option<Date> {
    let period = match body {
        Body::Agreement(b) => b.period.as_ref().map(|p| p.value),
        Body::Mission(b) => b.dates,
        Body::Event(b) => b.dates.as_ref().map(|d| d.value),
        _ => None,
    };
    period.and_then(|p| p.start.or(p.end)).map(PartialDate::first)
}

/// The problems of records, except translations, which are counted separately.
fn incomplete(
    records: &[Record],
    heads: &HashMap<Uuid, RecordSummary>,
    v: &OfficeView,
) -> Vec<(RecordSummary, Vec<String>)> {
    let mut out: Vec<(RecordSummary, Vec<String>)> = Vec::new();
    for problem in check::check(records) {
        if !matches!(problem.code, "missing" | "incomplete" | "no-point" | "no-file") {
            continue;
        }
        let record = records.iter().find(|r| r.kind() == problem.kind && r.slug == problem.slug);
        let Some(head) = record.and_then(|r| heads.get(&r.id)) else { continue };
        let message = labels::problem(v.language, problem.kind, problem.code, &problem.arguments).0;
        match out.iter_mut().find(|(h, _)| h.id == head.id) {
            Some((_, reasons)) => reasons.push(message),
            None => out.push((head.clone(), vec![message])),
        }
    }
    out.truncate(LINES as usize);
    out
}

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage {
    v: OfficeView,
    unsaved: Vec<(Kind, Uuid, String, Timestamp)>,
    /// Lists of records by the key of their title.
    lists: [(&'static str, Vec<RecordSummary>); 2],
    /// Records with a day, likewise.
    dated: [(&'static str, Vec<DatedItem>); 3],
    deadlines: Vec<DashboardProblem>,
    tasks: Vec<tasks::TaskLine>,
    /// The number of contacts whose retention period has ended.
    overdue: usize,
    incomplete: Vec<(RecordSummary, Vec<String>)>,
    recent: Vec<RecordSummary>,
    counts: Vec<(Kind, usize)>,
    mentions: Vec<(Kind, Comment)>,
    /// Proposals that wait for the user's answer.
    waiting: Vec<Proposal>,
    /// Recent proposals of the user.
    proposed: Vec<Proposal>,
    /// Scheduled publications.
    scheduled: Vec<(RecordSummary, Timestamp)>,
    /// The kinds that the user can create.
    quick: Vec<Kind>,
    empty: bool,
}

pub async fn show(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    let v = OfficeView::new(&current_user, "");
    let store = &office.store;
    let newest = Filter { newest: true, limit: LINES, private: false, ..current_user.visible_filter() };
    let of = |state| Filter { state: Some(state), ..newest.clone() };
    let drafts = store.list(&of(RecordState::Draft)).await?.heads;
    let reviews = store.list(&of(RecordState::InReview)).await?.heads;
    let recent = store.list(&newest).await?.heads;
    let mut unsaved = Vec::new();
    for Draft { record, kind, saved, .. } in store.drafts(current_user.user.id).await? {
        let stored = store.record_of(record).await?;
        let name =
            stored.map_or_else(|| v.word("office-new", kind.singular()), |s| v.name(s.record.body.name()));
        unsaved.push((kind, record, name, saved));
    }
    let mut mentions = Vec::new();
    for comment in store.mentions(current_user.user.id).await? {
        if let Some(stored) = store.record_of(comment.record).await?
            && current_user.can_view_history(&office, &stored.record).await?
        {
            mentions.push((stored.record.kind(), comment));
        }
    }
    let heads = store.list(&current_user.visible_filter()).await?.heads;
    let heads: HashMap<Uuid, RecordSummary> = heads.into_iter().map(|h| (h.id, h)).collect();
    let head = |id: Uuid| heads.get(&id).cloned();
    let records = store.records(Scope::Latest).await?.into_iter().map(|s| s.record);
    let records: Vec<_> = records.filter(|r| heads.contains_key(&r.id)).collect();
    let today = v.today();
    // Bounded users see some records only, so totals have no meaning for them.
    let incomplete =
        if current_user.user.role < UserRole::Reader { Vec::new() } else { incomplete(&records, &heads, &v) };
    let reported = deadlines(&records, today, v.language.tag())
        .into_iter()
        .map(|d| reported(&d, &heads, &v, today))
        .collect();
    let mine = TaskFilter {
        falls_to: Some(current_user.user.id),
        open_since: Some(Timestamp::now()),
        ..TaskFilter::default()
    };
    let overdue =
        records.iter().filter(|r| matches!(&r.body, Body::Person(b) if is_overdue(b, today))).count();
    let count = |kind: &Kind| heads.values().filter(|h| h.kind == *kind).count();
    let waiting = proposals::waiting(&office, &current_user).await?;
    let month = Timestamp::now() - RECENT;
    let mut proposed = store.proposals_of(current_user.user.id).await?;
    proposed.retain(|p| p.answer.as_ref().is_none_or(|a| a.at > month));
    let scheduled = store.scheduled().await?;
    let scheduled = scheduled.into_iter().filter_map(|s| Some((head(s.record)?, s.at))).collect();
    let quick = [Kind::Partnership, Kind::Project, Kind::Event, Kind::Agreement, Kind::Mission, Kind::Person];
    let kinds =
        [Kind::Partnership, Kind::Project, Kind::Event, Kind::Agreement, Kind::Organisation, Kind::Document];
    Ok(page(&DashboardPage {
        unsaved,
        lists: [("office-reviews", reviews), ("office-drafts", drafts)],
        dated: dated(&records, &heads, v.language, today),
        deadlines: reported,
        tasks: tasks::lines(&office, &current_user, &mine).await?,
        overdue,
        incomplete,
        recent,
        counts: kinds.iter().map(|k| (*k, count(k))).collect(),
        mentions,
        waiting,
        proposed,
        scheduled,
        quick: quick.into_iter().filter(|k| current_user.can_create_kind(*k)).collect(),
        empty: !records.iter().any(|r| r.kind() == Kind::Partnership),
        v,
    }))
}
