//! The dashboard: work that waits for the user.
use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use portulan_locales::{Language, MessageKey, dates, key, list};
use portulan_model::{AgendaKind, Kind, State as RecordState};
use portulan_store::{
    AgendaFilter, AgendaLine, Comment, Filter, IncompleteRecord, ListOrder, Proposal, RecordSummary,
    TaskFilter, UserRole,
};
use uuid::Uuid;

use super::contributions::{self, WaitingContribution};
use super::deadlines::{Deadline, deadlines};
use super::first_steps::{FirstStep, steps};
use super::unsaved::{UnsavedRecord, unsaved};
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
pub(super) struct DashboardProblem {
    pub day: String,
    pub text: String,
    /// The address of the form where it is dealt with.
    pub path: String,
    pub late: bool,
}

impl DashboardProblem {
    pub fn new(deadline: &Deadline, v: &OfficeView, today: Date) -> Self {
        let (text, path) = deadline.words(v);
        let day = deadline.day();
        Self { day: v.day(&day), text, path, late: day < today }
    }
}

/// Agreements that end soon, missions and events to come, at most [`LINES`] of each.
async fn dated(
    office: &Office,
    records: &Filter,
    language: Language,
    today: Date,
) -> Result<[(MessageKey, Vec<DatedItem>); 3], OfficeError> {
    let filter = |kind, to| AgendaFilter {
        kinds: vec![kind],
        from: Some(today),
        to,
        ended_before: None,
        of_interest_on: None,
        records: records.clone(),
        limit: LINES,
    };
    let list = async |filter: AgendaFilter| -> Result<Vec<DatedItem>, OfficeError> {
        let lines = office.store.agenda(&filter).await?.into_iter();
        Ok(lines
            .map(|AgendaLine { record, entry, .. }| {
                (record, dates::event_dates(language, &entry.detail.dates))
            })
            .collect())
    };
    let soon = Some(today.saturating_add(SOON));
    let expiring = office.store.agenda(&filter(AgendaKind::AgreementEnd, soon)).await?.into_iter();
    let expiring =
        expiring.filter_map(|line| Some((line.record, dates::date(language, line.entry.detail.dates.end?))));
    Ok([
        (key!("office-expiring"), expiring.collect()),
        (key!("office-missions"), list(filter(AgendaKind::Mission, None)).await?),
        (key!("office-upcoming"), list(filter(AgendaKind::Event, None)).await?),
    ])
}

/// The first records that lack something, with their gaps. Translations are counted elsewhere.
async fn incomplete(
    office: &Office,
    records: Filter,
    v: &OfficeView,
) -> Result<Vec<(RecordSummary, Vec<String>)>, OfficeError> {
    let found = office.store.incomplete(&records.first(LINES)).await?;
    let reasons = |line: &IncompleteRecord| {
        let reason = |(code, field): &(String, String)| {
            labels::problem(v.language, (line.record.kind, ""), code, &[("field", field.clone())]).0
        };
        line.gaps.iter().map(reason).collect()
    };
    Ok(found.into_iter().map(|line| (line.record.clone(), reasons(&line))).collect())
}

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage {
    v: OfficeView,
    unsaved: Vec<UnsavedRecord>,
    /// Lists of records by the key of their title.
    lists: [(MessageKey, Vec<RecordSummary>); 2],
    /// Records with a day, likewise.
    dated: [(MessageKey, Vec<DatedItem>); 3],
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
    /// Contributions that wait for the user's answer.
    contributions: Vec<WaitingContribution>,
    /// Recent proposals of the user.
    proposed: Vec<Proposal>,
    /// Scheduled publications.
    scheduled: Vec<(RecordSummary, Timestamp)>,
    /// The kinds that the user can create.
    quick: Vec<Kind>,
    /// The first steps of the register, until all are done.
    steps: Vec<FirstStep>,
    /// True if no list has an entry.
    is_empty: bool,
}

pub async fn show(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    let v = OfficeView::new(&current_user, "");
    let store = &office.store;
    let visible = current_user.visible_filter();
    let newest = visible.clone().private(false).order(ListOrder::Newest).first(LINES);
    let drafts = store.summaries(&newest.clone().state(RecordState::Draft)).await?;
    let reviews = store.summaries(&newest.clone().state(RecordState::InReview)).await?;
    let recent = store.summaries(&newest).await?;
    let today = current_user.today();
    // Guests see some records only, of which nothing can be said together.
    let incomplete = if current_user.user.role < UserRole::Reader {
        Vec::new()
    } else {
        incomplete(&office, visible.clone(), &v).await?
    };
    let deadlines = deadlines(&office, &visible, today, LINES).await?;
    let mine = TaskFilter {
        falls_to: Some(current_user.user.id),
        open_since: Some(office.now()),
        ..TaskFilter::default()
    };
    let overdue = AgendaFilter {
        kinds: vec![AgendaKind::RetentionEnd],
        from: None,
        to: None,
        ended_before: Some(today),
        of_interest_on: None,
        records: visible.clone(),
        limit: LINES,
    };
    let overdue = store.agenda_count(&overdue).await?;
    let month = office.now() - RECENT;
    let mut proposed = store.proposals_of(current_user.user.id).await?;
    proposed.retain(|p| p.answer.as_ref().is_none_or(|a| a.at > month));
    let quick = [Kind::Partnership, Kind::Project, Kind::Event, Kind::Agreement, Kind::Mission, Kind::Person];
    let counts = counts(&office, &visible).await?;
    let mut dashboard = DashboardPage {
        unsaved: unsaved(&office, &current_user, &v, None).await?,
        lists: [(key!("office-reviews"), reviews), (key!("office-drafts"), drafts)],
        dated: dated(&office, &visible, v.language, today).await?,
        deadlines: deadlines.iter().map(|deadline| DashboardProblem::new(deadline, &v, today)).collect(),
        tasks: tasks::lines(&office, &current_user, &mine).await?,
        overdue: usize::try_from(overdue).unwrap_or(usize::MAX),
        incomplete,
        recent,
        counts,
        mentions: mentions(&office, &current_user).await?,
        waiting: proposals::waiting(&office, &current_user).await?,
        contributions: contributions::waiting(&office, &current_user).await?,
        proposed,
        scheduled: scheduled(&office, &visible).await?,
        quick: quick.into_iter().filter(|k| current_user.can_create_kind(*k)).collect(),
        steps: steps(&office, &current_user).await?,
        is_empty: false,
        v,
    };
    dashboard.is_empty = dashboard.has_no_entries();
    Ok(page(&dashboard))
}

impl DashboardPage {
    /// True if there is nothing to do and nothing that changed.
    fn has_no_entries(&self) -> bool {
        let lists = self.lists.iter().all(|(_, records)| records.is_empty());
        let dated = self.dated.iter().all(|(_, records)| records.is_empty());
        let work = self.tasks.is_empty() && self.deadlines.is_empty() && self.overdue == 0;
        let asked = self.waiting.is_empty() && self.contributions.is_empty();
        let others = self.mentions.is_empty() && asked && self.proposed.is_empty();
        let own = self.unsaved.is_empty() && self.scheduled.is_empty() && self.steps.is_empty();
        lists && dated && work && others && own && self.incomplete.is_empty() && self.recent.is_empty()
    }
}

/// Comments that mention the user and were not read, where the user may read them.
async fn mentions(office: &Office, current_user: &CurrentUser) -> Result<Vec<(Kind, Comment)>, OfficeError> {
    let comments = office.store.mentions(current_user.user.id).await?;
    let ids: Vec<Uuid> = comments.iter().map(|comment| comment.record).collect();
    let viewable = current_user.viewable(office, &ids).await?;
    let heads = office.store.summaries_by_id(&ids, &Filter::default().private(true)).await?;
    let kinds: HashMap<Uuid, Kind> = heads.into_iter().map(|head| (head.id, head.kind)).collect();
    let readable = comments.into_iter().filter(|comment| viewable.contains(&comment.record));
    Ok(readable.filter_map(|comment| Some((*kinds.get(&comment.record)?, comment))).collect())
}

/// The publications that come next.
async fn scheduled(
    office: &Office,
    visible: &Filter,
) -> Result<Vec<(RecordSummary, Timestamp)>, OfficeError> {
    let scheduled = office.store.scheduled().await?;
    let ids: Vec<Uuid> = scheduled.iter().map(|s| s.record).collect();
    let known = office.store.summaries_by_id(&ids, visible).await?;
    let moment = |head: &RecordSummary| scheduled.iter().find(|s| s.record == head.id).map(|s| s.at);
    Ok(known
        .into_iter()
        .filter_map(|head| Some((moment(&head)?, head)))
        .map(|(at, head)| (head, at))
        .collect())
}

/// The number of records of the main kinds.
async fn counts(office: &Office, visible: &Filter) -> Result<Vec<(Kind, usize)>, OfficeError> {
    let kinds =
        [Kind::Partnership, Kind::Project, Kind::Event, Kind::Agreement, Kind::Organisation, Kind::Document];
    let mut counts = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let count = office.store.count(&visible.clone().kind(kind)).await?;
        counts.push((kind, usize::try_from(count).unwrap_or(usize::MAX)));
    }
    Ok(counts)
}
