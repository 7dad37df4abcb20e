//! A record to be read: its content, what refers to it, its deadlines, tasks and comments.
use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use portulan_editorial::{authority, declarations, has_attachments};
use portulan_locales::{dates, key, list};
use portulan_model::{
    AgendaEntry, AgendaKind, Body, FileKind, Kind, Record, State as RecordState, references,
};
use portulan_store::{
    AgendaFilter, AgendaLine, Filter, RecordSummary, Revision, Scheduled, StoredRecord, TaskFilter, User,
    UserRole,
};
use serde::Deserialize;
use uuid::Uuid;

use super::address::{kind_of, published};
use super::dashboard::DashboardProblem;
use super::deadlines::Deadline;
use super::documents::{DocumentFile, file_of, files_of};
use super::key_facts::{KeyFact, key_facts};
use super::media::{MAX_THUMBS, Shot, shot, thumbs};
use super::plan_remarks::{PlanRemark, countries, plan_remarks};
use super::preview;
use super::record_comments::RecordComments;
use super::record_map::{RecordMap, record_map};
use super::schedule::scheduled;
use super::start::{can_be_duplicated, offered_kinds};
use super::tasks::{self, has_tasks, people};
use super::uploads::{UploadMode, UploadTarget};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::readout;
use crate::form::readout_content::{ReadoutContent, ReadoutSection, ReferredRecord, ReferredRecords};
use crate::view::{OfficeView, page};

/// The largest number of referring records that are listed.
const MAX_REFERRERS: u32 = 60;
/// The largest number of deadlines that are listed.
const MAX_DEADLINES: u32 = 8;
/// The actions that the page can report as completed.
const DONE: [&str; 6] = ["published", "unpublished", "archived", "scheduled", "unscheduled", "contribution"];

/// The query parameters of messages.
#[derive(Deserialize)]
pub struct OverviewQuery {
    /// The completed action.
    #[serde(default)]
    done: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own that the template reads by name")]
struct OverviewPage {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    stored: StoredRecord,
    /// True if the user may view drafts and the revision history.
    follows: bool,
    /// True if the user may change the record, or propose a change.
    may_write: bool,
    may_create: bool,
    /// The kinds of new records that can name this one.
    offered: Vec<Kind>,
    sections: Vec<ReadoutSection>,
    /// The facts at the top of the page.
    facts: Vec<KeyFact>,
    map: Option<RecordMap>,
    /// The published revision, and the address of the public page that shows it; contacts have none of their own.
    public: Option<(Revision, Option<String>)>,
    /// The scheduled publication.
    scheduled: Option<Scheduled>,
    /// The records that refer to this one, by kind, and how many more there are.
    referrers: Vec<(Kind, Vec<RecordSummary>)>,
    /// The dates of these records in words: the end of an agreement, the days of an event or a mission.
    referrer_dates: HashMap<Uuid, String>,
    more_referrers: usize,
    deadlines: Vec<DashboardProblem>,
    /// The picture, for a record of a picture.
    shot: Option<Shot>,
    /// The file, for a record of a document.
    file: Option<DocumentFile>,
    /// True if everybody may download the file once the record is published.
    is_file_public: bool,
    /// True if contributions to the record can be asked for.
    asks_contributions: bool,
    /// The forms that add pictures and documents to the record, or replace the file of a document.
    uploads: Vec<UploadTarget>,
    /// The remarks on the funding plan.
    remarks: Vec<PlanRemark>,
    /// The tasks that concern the record, and the possible assignees: none if the user sees no tasks of it.
    tasks: Vec<tasks::TaskLine>,
    people: Vec<User>,
    /// The comments, for users who may view the history.
    comments: Option<RecordComments>,
    /// The time of the user's unsaved changes, if there are some.
    unsaved: Option<Timestamp>,
    done: String,
}

impl OverviewPage {
    /// The address of a part of this page.
    fn here(&self, part: &str) -> String {
        format!("/office/{}/{}/overview{part}", self.kind.folder(), self.id)
    }

    /// True if the public sees an earlier version.
    fn is_ahead(&self) -> bool {
        self.public.as_ref().is_some_and(|(revision, _)| revision.number != self.stored.revision)
    }
}

/// The record of an address as the user may see it: the newest revision, or the published one without access to drafts.
async fn visible(
    office: &Office,
    current_user: &CurrentUser,
    folder: &str,
    id: Uuid,
) -> Result<(StoredRecord, bool), OfficeError> {
    let kind = kind_of(folder)?;
    let stored = office.store.record_of(id).await?.filter(|stored| stored.record.kind() == kind);
    let stored = stored.ok_or(OfficeError::Missing)?;
    if current_user.can_view_history(office, &stored.record).await? {
        current_user.audit_read(office, &stored.record).await?;
        return Ok((stored, true));
    }
    if kind.is_private() {
        return Err(OfficeError::Missing);
    }
    let revision = published(office, id).await?.ok_or(OfficeError::Missing)?;
    Ok((
        StoredRecord { record: revision.record, revision: revision.number, updated: revision.made, ..stored },
        false,
    ))
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<OverviewQuery>,
) -> Result<Response, OfficeError> {
    let (stored, follows) = visible(&office, &current_user, &folder, id).await?;
    let (kind, store) = (stored.record.kind(), &*office.store);
    let v = OfficeView::new(&current_user, kind.folder());
    let authority = authority(store).await?;
    let records = referred(&office, &current_user, &v, [&stored.record.body].into_iter()).await?;
    let sections = readout::sections_of(&stored.record.body, &records, authority.as_ref(), v.language);
    let referring = current_user.visible_filter().referring_to(id);
    let listing = store.list(&referring.clone().first(MAX_REFERRERS)).await?;
    let more_referrers =
        usize::try_from(listing.total).unwrap_or(usize::MAX).saturating_sub(listing.heads.len());
    let with_tasks = follows && current_user.user.role >= UserRole::Reader && has_tasks(kind);
    let of_record = TaskFilter { record: Some(id), ..TaskFilter::default() };
    let (tasks, people) = if with_tasks {
        (tasks::lines(&office, &current_user, &of_record).await?, people(&office).await?)
    } else {
        Default::default()
    };
    let referrer_dates = referrer_dates(&office, &v, &referring, current_user.today()).await?;
    let agenda = AgendaFilter {
        kinds: vec![AgendaKind::AgreementEnd, AgendaKind::ReportDue, AgendaKind::InstalmentDue],
        from: Some(current_user.today()),
        to: None,
        ended_before: None,
        of_interest_on: None,
        records: referring,
        limit: MAX_DEADLINES,
    };
    let own = store.summaries_by_id(&[id], &current_user.visible_filter().private(true)).await?.pop();
    let own =
        own.into_iter().flat_map(|record| own_deadlines(&record, &stored.record.body, current_user.today()));
    let deadlines = own.chain(store.agenda(&agenda).await?).map(Deadline::Record);
    let deadlines = deadlines.map(|line| DashboardProblem::new(&line, &v, current_user.today())).collect();
    let public = public(&office, &current_user, &stored.record).await?;
    let can_write = current_user.can_write(&office, &stored.record).await?;
    let facts = key_facts(&office, &current_user, &v, (id, &stored.record.body), &sections).await?;
    Ok(page(&OverviewPage {
        facts,
        map: record_map(&office, &current_user, &v, &stored.record.body).await?,
        file: file_of(&office, &current_user, &stored.record.body).await?,
        is_file_public: matches!(&stored.record.body, Body::Document(document) if document.public_file),
        uploads: if can_write { uploads(&stored.record) } else { Vec::new() },
        title: v.name(stored.record.body.name()),
        kind,
        id,
        asks_contributions: can_write
            && kind == Kind::Project
            && stored.record.state != RecordState::Archived,
        may_write: can_write || current_user.can_propose(&office, &stored.record).await?,
        may_create: follows && can_be_duplicated(kind) && current_user.can_create_kind(kind),
        offered: if follows {
            offered_kinds(kind).iter().copied().filter(|kind| current_user.can_create_kind(*kind)).collect()
        } else {
            Vec::new()
        },
        sections,
        public,
        scheduled: if follows { scheduled(&office, id).await? } else { None },
        referrers: by_kind(listing.heads),
        referrer_dates,
        more_referrers,
        deadlines,
        shot: shot(&office, &stored.record.body).await?,
        remarks: remarks(&office, &current_user, &v, &stored.record.body).await?,
        tasks,
        people,
        comments: if follows {
            Some(RecordComments::of(&office, &current_user, &stored.record).await?)
        } else {
            None
        },
        unsaved: store.draft(current_user.user.id, id).await?.map(|draft| draft.saved),
        done: if DONE.contains(&asked.done.as_str()) { asked.done } else { String::new() },
        stored,
        follows,
        v,
    }))
}

/// The forms that upload files for a record: pictures and documents attached to it, or the file of a document.
fn uploads(record: &Record) -> Vec<UploadTarget> {
    let target = |kind: FileKind, part: &str, mode: UploadMode| UploadTarget {
        kind,
        action: format!("/office/{}/{}/{part}", record.kind().folder(), record.id),
        mode,
        reloads: true,
        is_private: record.kind().is_private(),
    };
    if record.kind() == Kind::Document {
        return vec![target(FileKind::Document, "file", UploadMode::Replace)];
    }
    let parts = [
        (FileKind::Picture, "pictures", UploadMode::Described),
        (FileKind::Document, "documents", UploadMode::Each),
    ];
    let parts = parts.into_iter().filter(|(kind, ..)| has_attachments(&record.body, *kind));
    parts.map(|(kind, part, mode)| target(kind, part, mode)).collect()
}

/// The remarks on the funding plan of a project.
async fn remarks(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    body: &Body,
) -> Result<Vec<PlanRemark>, OfficeError> {
    let Body::Project(project) = body else { return Ok(Vec::new()) };
    if project.funding.is_empty() || !CurrentUser::is_staff(&current_user.user) {
        return Ok(Vec::new());
    }
    let lists = declarations::lists(&*office.store).await?;
    let countries = countries(office, project).await?;
    Ok(plan_remarks(v, &office.app.site().programme, project, &countries, &lists))
}

/// The deadlines of the record itself that have not passed.
fn own_deadlines(record: &RecordSummary, body: &Body, today: Date) -> Vec<AgendaLine> {
    let is_shown = |entry: &AgendaEntry| {
        let kinds = [
            AgendaKind::AgreementEnd,
            AgendaKind::ReportDue,
            AgendaKind::InstalmentDue,
            AgendaKind::MissionTask,
        ];
        kinds.contains(&entry.kind) && entry.end >= today
    };
    let entries = body.agenda().into_iter().filter(is_shown);
    let entries = (0..).zip(entries);
    entries.map(|(position, entry)| AgendaLine { record: record.clone(), position, entry }).collect()
}

/// The names and pages of the records that bodies refer to, as far as the user may see them.
pub async fn referred(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    bodies: impl Iterator<Item = &Body>,
) -> Result<ReferredRecords, OfficeError> {
    let targets = bodies.flat_map(references).map(|(_, kind, slug)| (kind, slug)).collect();
    readouts(office, current_user, v, targets).await
}

/// The names and pages of some records, as far as the user may see them.
pub async fn readouts(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    targets: BTreeSet<(Kind, String)>,
) -> Result<ReferredRecords, OfficeError> {
    let slugs: Vec<(Kind, String)> = targets.into_iter().collect();
    let found = office.store.summaries_by_slug(&slugs, &current_user.visible_filter()).await?;
    let documents: Vec<Uuid> = found.iter().filter(|h| h.kind == Kind::Document).map(|h| h.id).collect();
    let mut files = files_of(office, current_user, &documents).await?;
    let pictures = found.iter().filter(|head| head.kind == Kind::Media).take(MAX_THUMBS);
    let mut thumbs = thumbs(office, &pictures.cloned().collect::<Vec<_>>()).await?;
    let record = |head: RecordSummary| {
        let address = format!("/office/{}/{}/overview", head.kind.folder(), head.id);
        let name = v.head(&head);
        let file = files.remove(&head.id).map(|file| (file.address, file.label));
        let picture = thumbs.remove(&head.id);
        ((head.kind, head.slug), ReferredRecord { name, address, file, picture })
    };
    Ok(found.into_iter().map(record).collect())
}

/// The published revision of a record, with the address of the page that shows it.
pub async fn public(
    office: &Office,
    current_user: &CurrentUser,
    record: &Record,
) -> Result<Option<(Revision, Option<String>)>, OfficeError> {
    let Some(revision) = published(office, record.id).await? else { return Ok(None) };
    if record.kind().is_private() {
        return Ok(Some((revision, None)));
    }
    let languages = office.app.site().languages();
    let own = languages.iter().find(|language| **language == current_user.language());
    let language = own.or_else(|| languages.first()).copied().unwrap_or_default();
    let address = format!("/{language}{}", preview::address(&revision.record));
    Ok(Some((revision, Some(address))))
}

/// The dates of the records of a filter in words: the end of an agreement, the days of an event or a mission.
async fn referrer_dates(
    office: &Office,
    v: &OfficeView,
    records: &Filter,
    today: Date,
) -> Result<HashMap<Uuid, String>, OfficeError> {
    let filter = AgendaFilter {
        kinds: vec![AgendaKind::AgreementEnd, AgendaKind::Event, AgendaKind::Mission],
        from: None,
        to: None,
        ended_before: None,
        of_interest_on: None,
        records: records.clone(),
        limit: MAX_REFERRERS,
    };
    let words = |line: AgendaLine| {
        let text = match line.entry.kind {
            AgendaKind::AgreementEnd if line.day() < today => {
                v.tw(key!("office-until-past"), v.day(&line.day()))
            }
            AgendaKind::AgreementEnd => v.tw(key!("office-until"), v.day(&line.day())),
            _ => dates::event_dates(v.language, &line.entry.detail.dates),
        };
        (line.record.id, text)
    };
    Ok(office.store.agenda(&filter).await?.into_iter().map(words).collect())
}

/// Records grouped by their kind, in the order of the kinds.
fn by_kind(heads: Vec<RecordSummary>) -> Vec<(Kind, Vec<RecordSummary>)> {
    let mut groups: Vec<(Kind, Vec<RecordSummary>)> = Vec::new();
    for head in heads {
        match groups.iter_mut().find(|(kind, _)| *kind == head.kind) {
            Some((_, group)) => group.push(head),
            None => groups.push((head.kind, vec![head])),
        }
    }
    groups.sort_by_key(|(kind, _)| *kind);
    groups
}
