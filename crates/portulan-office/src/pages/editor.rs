//! The state of a form between the user and the register.
use std::collections::HashMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use portulan_codelists::CodeList;
use portulan_editorial::{authority, derive_term_keys, new_slug};
use portulan_locales::{key, list};
use portulan_model::check::{CheckedRegister, check_record, is_language_tag};
use portulan_model::kinds::Authority;
use portulan_model::{Body, Kind, Problem, ProblemSeverity, Record, State as RecordState};
use portulan_store::{Comment, Proposal, RecordSummary, Scheduled, StoredRecord, TaskFilter, User, UserRole};
use uuid::Uuid;

use super::media::{Shot, shot};
use super::records::kind_of;
use super::tasks::{self, has_tasks, people};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::view::{FieldMessage, FormPart, FormView, kinds};
use crate::form::window::ListWindow;
use crate::form::{FieldFault, FormData, RecordNames, Windows, diff, labels, read, write};
use crate::view::{OfficeView, page};

/// Others count as writing when they typed this recently.
const WRITING: SignedDuration = SignedDuration::from_mins(10);

/// The actions that a page can report as completed.
const DONE: [&str; 9] = [
    "saved",
    "same",
    "restored",
    "published",
    "unpublished",
    "archived",
    "scheduled",
    "unscheduled",
    "proposed",
];

/// The largest number of referring records that are listed.
const MAX_LISTED_REFERRERS: u32 = 12;

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage<'a> {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    slug: &'a str,
    stored: Option<&'a StoredRecord>,
    revision: i64,
    tongues: Vec<String>,
    parts: Vec<FormPart>,
    /// The revision that the form was made from, and the fingerprint of the fields that it does not show, if any.
    version: String,
    names: &'a RecordNames,
    targets: Vec<(&'static str, &'static str)>,
    sectors: Vec<(&'static str, &'static str)>,
    languages: Vec<(&'static str, &'static str)>,
    others: Vec<String>,
    conflicts: &'a [Conflict],
    /// The problems of the record as a whole.
    general: &'a [FieldMessage],
    errors: usize,
    draft: Option<Timestamp>,
    unnotified: &'a [String],
    done: &'a str,
    undo: Option<i64>,
    may_write: bool,
    may_propose: bool,
    follows: bool,
    /// The scheduled publication.
    scheduled: Option<Scheduled>,
    /// Open proposals.
    proposals: Vec<Proposal>,
    /// The records that refer to this one, and how many more there are.
    used: Vec<RecordSummary>,
    used_more: usize,
    /// The picture, for a record of a picture.
    shot: Option<Shot>,
    comments: Vec<Comment>,
    /// The tasks that concern the record, and the possible assignees.
    tasks: Vec<tasks::TaskLine>,
    people: Vec<User>,
}

impl EditPage<'_> {
    /// The address of a part of this page.
    fn here(&self, part: &str) -> String {
        format!("/office/{}/{}{part}", self.kind.folder(), self.id)
    }
}

/// A field that two users have changed.
pub struct Conflict {
    pub path: String,
    pub label: String,
    pub theirs: String,
}

/// The state of a form between the user and the register.
pub struct RecordEditor {
    pub office: Office,
    pub current_user: CurrentUser,
    pub kind: Kind,
    pub id: Uuid,
    pub stored: Option<StoredRecord>,
    /// True if the user may view drafts and the revision history.
    pub follows: bool,
    pub authority: Option<Authority>,
    /// The records that the form refers to.
    pub names: RecordNames,
    /// The content of the form.
    pub sheet: FormData,
    /// The displayed pages of long lists.
    pub windows: Windows,
    pub slug: String,
    /// The revision that the form began with.
    pub revision: i64,
    pub tongues: Vec<String>,
    pub problems: HashMap<String, Vec<FieldMessage>>,
    pub conflicts: Vec<Conflict>,
    pub draft: Option<Timestamp>,
    /// The names of mentioned users who may not view the record.
    pub unnotified: Vec<String>,
}

impl RecordEditor {
    pub async fn open(
        office: Office,
        current_user: CurrentUser,
        folder: &str,
        id: Uuid,
    ) -> Result<Self, OfficeError> {
        let kind = kind_of(folder)?;
        let stored = office.store.record_of(id).await?;
        let follows = match &stored {
            Some(s) if s.record.kind() != kind => return Err(OfficeError::Missing),
            Some(s) => {
                let follows = current_user.can_view_history(&office, &s.record).await?;
                let public = s.record.state == RecordState::Published && !kind.is_private();
                if !follows && !public {
                    return Err(OfficeError::Missing);
                }
                follows
            }
            None => false,
        };
        let authority = authority(&*office.store).await?;
        let language = current_user.language();
        let (sheet, slug, revision) = match &stored {
            Some(s) => (write::sheet(&s.record.body, language), s.record.slug.clone(), s.revision),
            None => (FormData::default(), String::new(), 0),
        };
        let names = RecordNames::default();
        let tongues = authority.as_ref().map(|a| a.languages.clone()).unwrap_or_default();
        let mut tongues = if tongues.is_empty() { vec![language.tag().to_owned()] } else { tongues };
        if kind.is_private() {
            tongues.truncate(1);
        }
        let (problems, conflicts) = (HashMap::new(), Vec::new());
        Ok(Self {
            office,
            current_user,
            kind,
            id,
            stored,
            follows,
            authority,
            names,
            sheet,
            windows: Windows::default(),
            slug,
            revision,
            tongues,
            problems,
            conflicts,
            draft: None,
            unnotified: Vec::new(),
        })
    }

    /// A posted form with the fields that its page did not show: those of the draft or of the revision that it was made
    /// from, recognised by their fingerprint.
    pub async fn with_rest(&self, posted: FormData, fingerprint: &str) -> Result<FormData, OfficeError> {
        let mut sheet = if fingerprint.is_empty() {
            FormData::default()
        } else {
            self.rest(&posted, fingerprint).await?
        };
        sheet.extend(posted);
        sheet.close_gaps();
        Ok(sheet)
    }

    async fn rest(&self, posted: &FormData, fingerprint: &str) -> Result<FormData, OfficeError> {
        let shown = posted.iter().map(|(path, _)| path.to_owned()).collect();
        let language = self.current_user.language();
        let mut candidates = Vec::new();
        if let Some(draft) = self.office.store.draft(self.current_user.user.id, self.id).await? {
            candidates.push(FormData::from_json(&draft.fields).map_err(OfficeError::failed)?);
        }
        if let Some(revision) = self.office.store.revision(self.id, self.revision).await? {
            candidates.push(write::sheet(&revision.record.body, language));
        }
        for mut candidate in candidates {
            let rest = candidate.without(&shown);
            if rest.fingerprint() == fingerprint {
                return Ok(rest);
            }
            // The page was made with slugs in the place of names.
            RecordNames::resolve(&*self.office.store, self.kind, &mut candidate, &self.current_user).await?;
            let rest = candidate.without(&shown);
            if rest.fingerprint() == fingerprint {
                return Ok(rest);
            }
        }
        Err(OfficeError::Refused(language.text(key!("office-rest-changed"))))
    }

    /// Resolves the references of the form.
    pub async fn resolve(&mut self) -> Result<(), OfficeError> {
        self.names =
            RecordNames::resolve(&*self.office.store, self.kind, &mut self.sheet, &self.current_user).await?;
        Ok(())
    }

    /// True if the user may save this form. The scope of a new record is known once it is filled in.
    pub async fn may_write(&self) -> Result<bool, OfficeError> {
        match &self.stored {
            Some(stored) => self.current_user.can_write(&self.office, &stored.record).await,
            None => Ok(self.current_user.user.role >= UserRole::Editor
                && self.current_user.can_create_kind(self.kind)),
        }
    }

    /// True if the user may propose the content of the form.
    pub async fn may_propose(&self) -> Result<bool, OfficeError> {
        match &self.stored {
            Some(stored) => self.current_user.can_propose(&self.office, &stored.record).await,
            None => Ok(self.current_user.user.role < UserRole::Editor
                && self.current_user.can_create_kind(self.kind)),
        }
    }

    /// One more language for texts to be written in.
    pub fn add_tongue(&mut self, tag: &str) {
        if is_language_tag(tag) && !self.tongues.iter().any(|t| t == tag) {
            self.tongues.push(tag.to_owned());
        }
    }

    /// The languages of the form: the site's, and any that a text is in.
    pub fn gather_tongues(&mut self) {
        for (path, value) in self.sheet.iter() {
            let tag = path.rsplit('/').next().unwrap_or_default();
            let is_text = path.matches('/').count() > 1 && is_language_tag(tag) && !value.is_empty();
            if is_text && diff::is_text(self.kind, path) && !self.tongues.iter().any(|t| t == tag) {
                self.tongues.push(tag.to_owned());
            }
        }
    }

    pub fn problem(&mut self, path: &str, error: bool, code: &str, arguments: &[(&'static str, String)]) {
        let (text, remedy) = labels::problem(self.current_user.language(), self.kind, code, arguments);
        self.problems.entry(path.to_owned()).or_default().push(FieldMessage { error, text, remedy });
    }

    /// The content of the form as a record; faults are noted.
    pub fn record(&mut self, state: RecordState) -> Option<Record> {
        let (body, faults) = read::body(self.kind, &self.sheet, self.current_user.language());
        for FieldFault { path, code, arguments } in &faults {
            self.problem(path, true, code, arguments);
        }
        let mut body = body.filter(|_| faults.is_empty())?;
        if let Body::Authority(authority) = &mut body {
            derive_term_keys(authority, self.current_user.language().tag());
        }
        if self.slug.is_empty() {
            self.slug = new_slug(self.id, &body, self.current_user.language().tag());
        }
        let record = Record { id: self.id, slug: self.slug.clone(), state, body };
        let known =
            |kind: Kind, slug: &str| self.names.knows(kind, slug) || (kind == self.kind && slug == self.slug);
        let found = check_record(&record, &CheckedRegister::new(self.authority.as_ref(), &known));
        for Problem { path, code, severity, arguments, .. } in found {
            self.problem(&path, severity == ProblemSeverity::Error, code, &arguments);
        }
        Some(record)
    }

    pub fn errors(&self) -> usize {
        self.problems.values().flatten().filter(|message| message.error).count()
    }

    pub async fn show(&self, done: &str) -> Result<Response, OfficeError> {
        let language = self.current_user.language();
        let (may_write, may_propose) = (self.may_write().await?, self.may_propose().await?);
        let store = &*self.office.store;
        let names =
            RecordNames::of_form(store, self.kind, &self.sheet, kinds(self.kind), &self.current_user).await?;
        let form = FormView {
            kind: self.kind,
            sheet: &self.sheet,
            language,
            tongues: self.tongues.clone(),
            names: &names.by_slug,
            problems: &self.problems,
            authority: self.authority.as_ref(),
            fixed: !may_write && !may_propose,
            creates: may_write,
            windows: &self.windows,
            shown: ListWindow::default(),
        };
        let rendered = form.render().map_err(OfficeError::failed)?;
        let v = OfficeView::new(&self.current_user, self.kind.folder());
        let title = match &self.stored {
            Some(stored) if stored.record.body.name().is_empty() => stored.record.slug.clone(),
            Some(stored) => v.name(stored.record.body.name()),
            None => v.word(list!("office-new"), self.kind.singular()),
        };
        let since = Timestamp::now() - WRITING;
        let others = self.office.store.writers(self.id, self.current_user.user.id, since).await?;
        let filter = self.current_user.visible_filter().referring_to(self.id).first(MAX_LISTED_REFERRERS);
        let used = self.office.store.list(&filter).await?;
        let shot = match &self.stored {
            Some(stored) => shot(&self.office, &stored.record.body).await?,
            None => None,
        };
        let entries =
            |list: CodeList| list.entries().iter().map(|e| (e.code, e.name(language.tag()))).collect();
        let proposals = match self.stored {
            Some(_) if may_write => store.open_proposals_for(self.id).await?,
            _ => {
                let own = store.proposals_of(self.current_user.user.id).await?;
                own.into_iter().filter(|p| p.answer.is_none() && p.record.id == self.id).collect()
            }
        };
        let comments = if self.follows { self.office.store.comments(self.id).await? } else { Vec::new() };
        let with_tasks =
            self.follows && self.current_user.user.role >= UserRole::Reader && has_tasks(self.kind);
        let of_record = TaskFilter { record: Some(self.id), ..TaskFilter::default() };
        let (tasks, people) = if with_tasks {
            (tasks::lines(&self.office, &self.current_user, &of_record).await?, people(&self.office).await?)
        } else {
            Default::default()
        };
        let has = |kinds: &[Kind]| kinds.contains(&self.kind);
        Ok(page(&EditPage {
            title,
            kind: self.kind,
            id: self.id,
            slug: &self.slug,
            stored: self.stored.as_ref(),
            revision: self.revision,
            tongues: self.tongues.clone(),
            parts: rendered.parts,
            version: format!("{} {}", self.revision, rendered.rest).trim_end().to_owned(),
            names: &names,
            targets: if has(&[Kind::Partnership, Kind::Project, Kind::Event]) {
                entries(CodeList::SdgTarget)
            } else {
                Vec::new()
            },
            sectors: if self.kind == Kind::Project { entries(CodeList::Sector) } else { Vec::new() },
            languages: entries(CodeList::Language),
            others,
            conflicts: &self.conflicts,
            general: self.problems.get("").map_or(&[], Vec::as_slice),
            errors: self.errors(),
            draft: self.draft,
            unnotified: &self.unnotified,
            undo: self.stored.as_ref().map(|s| s.revision - 1).filter(|n| *n > 0 && done == "saved"),
            done: if DONE.contains(&done) { done } else { "" },
            may_write,
            may_propose,
            follows: self.follows,
            scheduled: scheduled(&self.office, self.id).await?,
            proposals,
            used_more: usize::try_from(used.total).unwrap_or(usize::MAX) - used.heads.len(),
            used: used.heads,
            shot,
            comments,
            tasks,
            people,
            v,
        }))
    }

    pub async fn refuse(&self) -> Result<Response, OfficeError> {
        let mut response = self.show("").await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    }
}

/// The scheduled publication of a record, if there is one.
pub async fn scheduled(office: &Office, id: Uuid) -> Result<Option<Scheduled>, OfficeError> {
    Ok(office.store.scheduled_for(id).await?)
}
