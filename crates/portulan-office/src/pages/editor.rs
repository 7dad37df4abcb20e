//! The state of a form between the user and the register.
mod page;

use std::collections::HashMap;

use jiff::Timestamp;
use portulan_editorial::merge::three_way;
use portulan_editorial::{authority, derive_term_keys, new_slug};
use portulan_locales::key;
use portulan_model::check::{CheckedRegister, check_record, is_language_tag};
use portulan_model::kinds::Authority;
use portulan_model::{Body, Kind, Problem, ProblemSeverity, Record, State as RecordState, folder};
use portulan_store::{StoredRecord, UserRole};
use serde_json::Value;
use uuid::Uuid;

use super::address::kind_of;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::amounts;
use crate::form::message::FieldMessage;
use crate::form::near_name::NearName;
use crate::form::place::{Homonyms, PlaceSearch};
use crate::form::refs::places;
use crate::form::{FieldFault, FormData, RecordNames, Windows, labels, paths, read, tongues, write};

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
    /// The revision that the form began with before it was merged with another user's changes.
    pub merged_from: Option<i64>,
    pub draft: Option<Timestamp>,
    /// The search of a town.
    pub place: PlaceSearch,
    /// The towns that the name of a new territory can mean.
    pub homonyms: Option<Homonyms>,
    /// The record of nearly the name that a field has.
    pub near_name: Option<NearName>,
    /// The mentioned users who were not notified, if the user has added a comment that the page reports about.
    pub report: Option<Vec<Uuid>>,
    /// The persons who were asked for a review, in words.
    pub asked: Option<String>,
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
        let tongues = tongues(kind, authority.as_ref(), language);
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
            merged_from: None,
            draft: None,
            place: PlaceSearch::default(),
            homonyms: None,
            near_name: None,
            report: None,
            asked: None,
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
            if is_text && paths::is_text(self.kind, path) && !self.tongues.iter().any(|t| t == tag) {
                self.tongues.push(tag.to_owned());
            }
        }
    }

    pub fn problem(&mut self, path: &str, error: bool, code: &str, arguments: &[(&'static str, String)]) {
        let (text, remedy) =
            labels::problem(self.current_user.language(), (self.kind, path), code, arguments);
        self.problems.entry(path.to_owned()).or_default().push(FieldMessage { error, text, remedy });
    }

    /// Notes the references to records that do not exist, for a form of which no record can be made yet.
    fn report_references(&mut self) {
        for (path, kind) in places(self.kind, &self.sheet) {
            let slug = self.sheet.get(&path).trim().to_owned();
            if self.names.knows(kind, &slug) || (kind == self.kind && slug == self.slug) {
                continue;
            }
            let arguments =
                [("kind", kind.singular().to_owned()), ("folder", kind.folder().to_owned()), ("slug", slug)];
            let code = self.names.problem_code("reference", &arguments);
            self.problem(&path, true, code, &arguments);
        }
    }

    /// Reports the errors of the fields that can be read, if others cannot: the user corrects all at once.
    fn report_others(&mut self, faults: &[FieldFault], state: RecordState) {
        let mut sheet = self.sheet.clone();
        for field in faults.iter().filter_map(|fault| fault.path.split('/').nth(1)) {
            sheet.clear(&format!("/{field}"));
        }
        let (Some(body), rest) = read::body(self.kind, &sheet, self.current_user.language()) else { return };
        if !rest.is_empty() {
            return;
        }
        // An address that is not typed follows from the name when the record is saved.
        let slug = if self.slug.is_empty() { new_slug(self.id, &body, "") } else { self.slug.clone() };
        let record = Record { id: self.id, slug, state, body };
        // References are reported for all fields.
        let found = check_record(&record, &CheckedRegister::new(self.authority.as_ref(), &|_, _| true));
        for Problem { path, code, arguments, .. } in
            found.into_iter().filter(|found| found.severity == ProblemSeverity::Error)
        {
            self.problem(&path, true, code, &arguments);
        }
    }

    /// The content of the form as a record; faults are noted.
    pub fn record(&mut self, state: RecordState) -> Option<Record> {
        let (body, faults) = read::body(self.kind, &self.sheet, self.current_user.language());
        for FieldFault { path, code, arguments } in &faults {
            // The value date follows from a date that has a fault of its own.
            if !amounts::waits_for_date(&self.sheet, path) {
                self.problem(path, true, code, arguments);
            }
        }
        let Some(mut body) = body.filter(|_| faults.is_empty()) else {
            self.report_references();
            self.report_others(&faults, state);
            return None;
        };
        if let Body::Authority(authority) = &mut body {
            derive_term_keys(authority, self.authority.as_ref());
        }
        if self.slug.is_empty() {
            self.slug = new_slug(self.id, &body, self.current_user.language().tag());
        }
        let record = Record { id: self.id, slug: self.slug.clone(), state, body };
        let known =
            |kind: Kind, slug: &str| self.names.knows(kind, slug) || (kind == self.kind && slug == self.slug);
        let found = check_record(&record, &CheckedRegister::new(self.authority.as_ref(), &known));
        for Problem { path, code, severity, arguments, .. } in found {
            let code = self.names.problem_code(code, &arguments);
            self.problem(&path, severity == ProblemSeverity::Error, code, &arguments);
        }
        Some(record)
    }

    /// Finds the fields that this form and the revision that it was merged with have both changed. Values that cannot be read
    /// yet have their own messages.
    pub async fn find_conflicts(&mut self) -> Result<(), OfficeError> {
        self.conflicts.clear();
        let Some(merged_from) = self.merged_from else { return Ok(()) };
        let store = &*self.office.store;
        let Some(theirs) = store.revision(self.id, self.revision).await? else { return Ok(()) };
        let base = store.revision(self.id, merged_from).await?;
        let language = self.current_user.language();
        let (Some(mine), _) = read::body(self.kind, &self.sheet, language) else { return Ok(()) };
        let base = base.map_or(Value::Null, |revision| folder::to_value(&revision.record.body));
        let theirs = &theirs.record.body;
        let (_, paths) = three_way(&base, &folder::to_value(&mine), &folder::to_value(theirs));
        let shown = write::sheet(theirs, language);
        let conflict = |path: String| {
            let under = shown.under(&path).map(|(_, text)| text).filter(|text| !text.is_empty());
            let own = std::iter::once(shown.get(&path)).filter(|text| !text.is_empty());
            let theirs: Vec<&str> = own.chain(under).collect();
            Conflict { label: paths::title(self.kind, &path, language), theirs: theirs.join(" · "), path }
        };
        self.conflicts = paths.into_iter().map(conflict).collect();
        Ok(())
    }

    pub fn errors(&self) -> usize {
        self.problems.values().flatten().filter(|message| message.error).count()
    }
}
