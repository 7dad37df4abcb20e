//! The first page: what waits for the reader.
use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use portulan_model::{Body, Kind, State as RecordState, check};
use portulan_store::{Comment, Draft, Filter, Head, Proposal, Scope, UserRole};
use uuid::Uuid;

use super::proposals;
use crate::Office;
use crate::auth::Seat;
use crate::error::OfficeError;
use crate::form::labels;
use crate::view::{View, page};

/// Lines in each list.
const LINES: u32 = 8;
/// Answers to proposals are told for this long.
const RECENT: SignedDuration = SignedDuration::from_hours(24 * 30);
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
    counts: Vec<(Kind, usize)>,
    mentions: Vec<(Kind, Comment)>,
    /// What others propose.
    waiting: Vec<Proposal>,
    /// What the reader proposed, of late.
    proposed: Vec<Proposal>,
    /// What goes out by itself.
    scheduled: Vec<(Head, Timestamp)>,
    /// What the reader can begin from here.
    quick: Vec<Kind>,
    empty: bool,
}

pub async fn show(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    let v = View::new(&seat, "");
    let store = &office.store;
    let newest = Filter { newest: true, limit: LINES, seen_from: seat.view(), ..Filter::default() };
    let of = |state| Filter { state: Some(state), ..newest.clone() };
    let drafts = store.list(&of(RecordState::Draft)).await?.heads;
    let reviews = store.list(&of(RecordState::InReview)).await?.heads;
    let recent = store.list(&newest).await?.heads;
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
    let heads = store.list(&Filter { seen_from: seat.view(), ..Filter::default() }).await?.heads;
    let heads: HashMap<Uuid, Head> = heads.into_iter().map(|h| (h.id, h)).collect();
    let head = |id: Uuid| heads.get(&id).cloned();
    let records = store.records(Scope::Latest).await?.into_iter().map(|s| s.record);
    let records: Vec<_> = records.filter(|r| heads.contains_key(&r.id)).collect();
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
    // Guests see some records only, of which nothing can be said together.
    let problems = if seat.user.role < UserRole::Reader { Vec::new() } else { check::check(&records) };
    for problem in problems {
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
    let count = |kind: &Kind| heads.values().filter(|h| h.kind == *kind).count();
    let waiting = proposals::waiting(&office, &seat).await?;
    let month = Timestamp::now() - RECENT;
    let mut proposed = store.proposals_of(seat.user.id).await?;
    proposed.retain(|p| p.answer.as_ref().is_none_or(|a| a.at > month));
    let scheduled = store.scheduled().await?;
    let scheduled = scheduled.into_iter().filter_map(|s| Some((head(s.record)?, s.at))).collect();
    let quick = [Kind::Partnership, Kind::Project, Kind::Event, Kind::Agreement];
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
        waiting,
        proposed,
        scheduled,
        quick: quick.into_iter().filter(|k| seat.may_begin(*k)).collect(),
        empty: !records.iter().any(|r| r.kind() == Kind::Partnership),
    }))
}
