//! The first page: what waits for the reader.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use portulan_model::{Body, Kind, State as RecordState, check};
use portulan_store::{Comment, Draft, Filter, Head, Scope, UserRole};
use uuid::Uuid;

use crate::Office;
use crate::auth::Seat;
use crate::error::OfficeError;
use crate::form::labels;
use crate::view::{View, page};

/// Lines in each list.
const LINES: u32 = 8;
/// Agreements that end within this time are told.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 183);

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage {
    v: View,
    unsaved: Vec<(Kind, Uuid, String, Timestamp)>,
    /// Lists of records by the key of their title.
    lists: [(&'static str, Vec<Head>); 2],
    /// Records with a day, likewise.
    dated: [(&'static str, Vec<(Head, String)>); 2],
    incomplete: Vec<(Head, Vec<String>)>,
    recent: Vec<Head>,
    counts: Vec<(Kind, u64)>,
    mentions: Vec<(Kind, Comment)>,
    may_write: bool,
    empty: bool,
}

pub async fn show(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    let v = View::new(&seat, "");
    let store = &office.store;
    let of = |state| Filter { state: Some(state), newest: true, limit: LINES, ..Filter::default() };
    let drafts = store.list(&of(RecordState::Draft)).await?.heads;
    let reviews = store.list(&of(RecordState::InReview)).await?.heads;
    let recent = store.list(&Filter { newest: true, limit: LINES, ..Filter::default() }).await?.heads;
    let mut unsaved = Vec::new();
    for Draft { record, kind, saved, .. } in store.drafts(seat.user.id).await? {
        let stored = store.record_of(record).await?;
        let name =
            stored.map_or_else(|| v.word("office-new", kind.singular()), |s| v.name(s.record.body.name()));
        unsaved.push((kind, record, name, saved));
    }
    let mut mentions = Vec::new();
    for comment in store.mentions(seat.user.id).await? {
        if let Some(stored) = store.record_of(comment.record).await? {
            mentions.push((stored.record.kind(), comment));
        }
    }
    let (mut expiring, mut upcoming, mut incomplete) = (Vec::new(), Vec::new(), Vec::new());
    let heads = store.list(&Filter::default()).await?.heads;
    let head = |id: Uuid| heads.iter().find(|h| h.id == id).cloned();
    let records: Vec<_> = store.records(Scope::Latest).await?.into_iter().map(|s| s.record).collect();
    let today = v.today();
    let limit = today.saturating_add(SOON);
    for record in &records {
        match &record.body {
            Body::Agreement(b) => {
                let end = b.period.as_ref().and_then(|p| p.value.end);
                if let Some(end) = end.filter(|e| e.last() >= today && e.first() <= limit) {
                    expiring
                        .extend(head(record.id).map(|h| (h, portulan_locales::dates::date(v.language, end))));
                }
            }
            Body::Event(b) => {
                let dates = b.dates.as_ref().map(|d| d.value).filter(|d| check::tense(d, today) >= 0);
                if let Some(dates) = dates.filter(|_| record.state != RecordState::Archived) {
                    upcoming.extend(
                        head(record.id).map(|h| (h, portulan_locales::dates::when(v.language, &dates))),
                    );
                }
            }
            _ => {}
        }
    }
    for problem in check::check(&records) {
        // Translations are counted elsewhere; here is what the record itself lacks.
        if !matches!(problem.code, "missing" | "incomplete" | "no-point" | "no-file") {
            continue;
        }
        let record = records.iter().find(|r| r.kind() == problem.kind && r.slug == problem.slug);
        let Some(head) = record.and_then(|r| head(r.id)) else { continue };
        let said = labels::problem(v.language, problem.kind, problem.code, &problem.arguments).0;
        match incomplete.iter_mut().find(|(h, _): &&mut (Head, Vec<String>)| h.id == head.id) {
            Some((_, reasons)) => reasons.push(said),
            None => incomplete.push((head, vec![said])),
        }
    }
    incomplete.truncate(LINES as usize);
    let all = store.counts().await?;
    let count = |kind: &Kind| all.iter().filter(|(k, ..)| k == kind).map(|(_, _, n)| n).sum();
    let kinds =
        [Kind::Partnership, Kind::Project, Kind::Event, Kind::Agreement, Kind::Organisation, Kind::Document];
    Ok(page(&DashboardPage {
        v,
        unsaved,
        lists: [("office-reviews", reviews), ("office-drafts", drafts)],
        dated: [("office-expiring", expiring), ("office-upcoming", upcoming)],
        incomplete,
        recent,
        counts: kinds.iter().map(|k| (*k, count(k))).collect(),
        mentions,
        may_write: seat.user.role >= UserRole::Editor,
        empty: !records.iter().any(|r| r.kind() == Kind::Partnership),
    }))
}
