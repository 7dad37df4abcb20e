//! The page of a form, with what surrounds the record: comments, tasks, proposals, referring records.
use std::collections::HashMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use portulan_codelists::CodeList;
use portulan_locales::{key, list};
use portulan_model::{Kind, check};
use portulan_store::{Proposal, RecordSummary, Scheduled, StoredRecord, TaskFilter, User, UserRole};
use uuid::Uuid;

use super::{Conflict, RecordEditor};
use crate::error::OfficeError;
use crate::form::codes::{OfferedCodes, TypedList, typed_lists};
use crate::form::message::FieldMessage;
use crate::form::place::PlaceSearch;
use crate::form::refs::{kinds, places};
use crate::form::tables::tables;
use crate::form::view::{FormPart, FormView};
use crate::form::window::ListWindow;
use crate::form::{RecordNames, Thumb};
use crate::pages::logo::logo_shot;
use crate::pages::media::{MAX_THUMBS, Shot, shot, thumbs};
use crate::pages::record_comments::RecordComments;
use crate::pages::schedule::scheduled;
use crate::pages::tasks::{self, has_tasks, people};
use crate::view::{OfficeView, page};

/// Others count as writing when they typed this recently.
const WRITING: SignedDuration = SignedDuration::from_mins(10);

/// The actions that a page can report as completed.
const DONE: [&str; 11] = [
    "saved",
    "same",
    "restored",
    "published",
    "unpublished",
    "archived",
    "scheduled",
    "unscheduled",
    "proposed",
    "sent-back",
    "sent-back-alone",
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
    /// The codes that fields complete.
    typed_lists: Vec<OfferedCodes>,
    others: Vec<String>,
    conflicts: &'a [Conflict],
    /// See [`RecordEditor::merged_from`].
    merged_from: Option<i64>,
    /// The problems of the record as a whole.
    general: &'a [FieldMessage],
    errors: usize,
    draft: Option<Timestamp>,
    /// See [`RecordEditor::asked`].
    asked: Option<&'a str>,
    /// The search of a town, in the form of a territory.
    place: Option<&'a PlaceSearch>,
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
    /// The logo that the form of the authority refers to.
    logo: Option<Shot>,
    comments: Option<RecordComments>,
    /// The tasks that concern the record, and the possible assignees.
    tasks: Vec<tasks::TaskLine>,
    people: Vec<User>,
}

impl EditPage<'_> {
    /// The address of a part of this page.
    fn here(&self, part: &str) -> String {
        format!("/office/{}/{}{part}", self.kind.folder(), self.id)
    }

    /// True if the form can have tables, which need the width of the page.
    fn has_tables(&self) -> bool {
        !tables(self.kind).is_empty()
    }
}

impl RecordEditor {
    /// The page.
    pub async fn show(&self, done: &str) -> Result<Response, OfficeError> {
        let language = self.current_user.language();
        let (may_write, may_propose) = (self.may_write().await?, self.may_propose().await?);
        let store = &*self.office.store;
        let names =
            RecordNames::of_form(store, self.kind, &self.sheet, kinds(self.kind), &self.current_user).await?;
        let thumbs = self.thumbs().await?;
        let required = check::required_fields(self.kind);
        let form = FormView {
            kind: self.kind,
            sheet: &self.sheet,
            language,
            tongues: self.tongues.clone(),
            names: &names.by_slug,
            problems: &self.problems,
            authority: self.authority.as_ref(),
            required: &required,
            fixed: !may_write && !may_propose,
            creates: may_write,
            thumbs: &thumbs,
            homonyms: self.homonyms.as_ref(),
            near_name: self.near_name.as_ref(),
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
        let since = self.office.now() - WRITING;
        let others = self.office.store.writers(self.id, self.current_user.user.id, since).await?;
        let filter = self.current_user.visible_filter().referring_to(self.id).first(MAX_LISTED_REFERRERS);
        let used = self.office.store.list(&filter).await?;
        let (shot, logo) = (self.shot().await?, self.logo().await?);
        let entries =
            |list: CodeList| list.entries().iter().map(|e| (e.code, e.name(language.tag()))).collect();
        let proposals = match self.stored {
            Some(_) if may_write => store.open_proposals_for(self.id).await?,
            _ => {
                let own = store.proposals_of(self.current_user.user.id).await?;
                own.into_iter().filter(|p| p.answer.is_none() && p.record.id == self.id).collect()
            }
        };
        let comments = self.comments().await?;
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
            typed_lists: self.typed_lists(),
            others,
            conflicts: &self.conflicts,
            merged_from: self.merged_from,
            general: self.problems.get("").map_or(&[], Vec::as_slice),
            errors: self.errors(),
            draft: self.draft,
            asked: self.asked.as_deref(),
            place: Some(&self.place).filter(|_| has(&[Kind::Territory]) && (may_write || may_propose)),
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
            logo,
            comments,
            tasks,
            people,
            v,
        }))
    }

    /// The picture of a picture's record.
    async fn shot(&self) -> Result<Option<Shot>, OfficeError> {
        match &self.stored {
            Some(stored) => shot(&self.office, &stored.record.body).await,
            None => Ok(None),
        }
    }

    /// The logo that the form of the authority refers to.
    async fn logo(&self) -> Result<Option<Shot>, OfficeError> {
        match self.kind {
            Kind::Authority => logo_shot(&self.office, self.sheet.get("/logo")).await,
            _ => Ok(None),
        }
    }

    /// The comments on the record, for users who may view its history.
    async fn comments(&self) -> Result<Option<RecordComments>, OfficeError> {
        let Some(stored) = self.stored.as_ref().filter(|_| self.follows) else { return Ok(None) };
        let comments = RecordComments::of(&self.office, &self.current_user, &stored.record).await?;
        let Some(unnotified) = &self.report else { return Ok(Some(comments)) };
        let users = self.office.store.users().await?;
        Ok(Some(comments.with_report(self.current_user.user.id, users, unnotified)))
    }

    /// The codes that fields of the form complete.
    fn typed_lists(&self) -> Vec<OfferedCodes> {
        let country = self.sheet.get("/country").trim();
        let offered = |list| OfferedCodes::new(list, country, self.current_user.language());
        typed_lists(self.kind).into_iter().map(offered).collect()
    }

    /// The pictures that the form refers to, by slug.
    async fn thumbs(&self) -> Result<HashMap<String, Thumb>, OfficeError> {
        let places = places(self.kind, &self.sheet).into_iter().filter(|(_, kind)| *kind == Kind::Media);
        let slugs: Vec<(Kind, String)> =
            places.take(MAX_THUMBS).map(|(path, kind)| (kind, self.sheet.get(&path).to_owned())).collect();
        let filter = self.current_user.visible_filter();
        let heads = self.office.store.summaries_by_slug(&slugs, &filter).await?;
        let mut by_id = thumbs(&self.office, &heads).await?;
        Ok(heads.into_iter().filter_map(|head| Some((head.slug, by_id.remove(&head.id)?))).collect())
    }

    pub async fn refuse(&self) -> Result<Response, OfficeError> {
        let mut response = self.show("").await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    }
}
