//! The changes of one record in a list, and their saving.
use std::collections::{BTreeMap, HashMap, HashSet};

use portulan_locales::{MessageKey, key};
use portulan_model::check::{CheckedRegister, check_record};
use portulan_model::{Kind, Problem, ProblemSeverity, Record, State as RecordState, references};
use portulan_store::StoredRecord;
use uuid::Uuid;

use super::editor::ListEditor;
use crate::error::OfficeError;
use crate::form::message::FieldMessage;
use crate::form::{FormData, RecordNames, Windows, labels, name_field, paths, read, write};
use crate::pages::address::visible;
use crate::pages::save_in_place::obstacle;

/// The changed cells of a record.
#[derive(Default)]
pub struct EditedRow {
    /// By path in the record: the typed text, and the text that the page had before.
    cells: BTreeMap<String, (String, String)>,
}

impl EditedRow {
    /// Notes a changed cell.
    pub fn change(&mut self, path: &str, typed: String, was: String) {
        self.cells.insert(path.to_owned(), (typed, was));
    }

    /// The typed texts by path in the record.
    pub fn changes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells.iter().map(|(path, (typed, _))| (path.as_str(), typed.as_str()))
    }
}

/// The outcome of the changes of a record.
pub enum RowOutcome {
    /// They are saved.
    Saved {
        /// True if the public page of the record does not show them yet.
        is_draft_of_public: bool,
        /// True if a value lost its source, which does not apply to the new value.
        lost_source: bool,
    },
    /// The typed texts mean what the record has already.
    Unchanged,
    /// They are not saved: the problems, by path in the record.
    Refused(Vec<RowProblem>),
}

/// A problem of a record: the path of a cell, or an empty one for the whole row.
pub type RowProblem = (String, FieldMessage);

/// The outcome of a row that is refused as a whole.
fn refused_row(text: String, remedy: String) -> RowOutcome {
    RowOutcome::Refused(vec![(String::new(), FieldMessage { error: true, text, remedy })])
}

impl ListEditor {
    /// Saves the changes of a record as a draft, unless a cell cannot be read or was changed by another user.
    pub async fn save_row(&self, id: Uuid, row: &EditedRow) -> Result<RowOutcome, OfficeError> {
        let Some((stored, is_public)) = self.editable(id).await? else {
            return Ok(self.refused(key!("office-list-edit-denied")));
        };
        if let Some(reason) = obstacle(&self.office, &stored.record).await? {
            return Ok(self.refused(reason));
        }
        let before = write::sheet(&stored.record.body, self.current_user.language());
        let conflicts = self.conflicts(&stored, &before, row).await?;
        if !conflicts.is_empty() {
            return Ok(RowOutcome::Refused(conflicts));
        }
        let mut sheet = before.clone();
        for (path, typed) in row.changes() {
            sheet.set(path, typed);
        }
        let names = self.resolve(&mut sheet, row).await?;
        let record = match self.record(&stored, &sheet, &names) {
            Ok(record) => record,
            Err(problems) => return Ok(RowOutcome::Refused(problems)),
        };
        if record.body == stored.record.body {
            return Ok(RowOutcome::Unchanged);
        }
        let lost_source = self.remove_sources(&mut sheet, &before, &record);
        let record = match self.record(&stored, &sheet, &names) {
            Ok(record) => record,
            Err(problems) => return Ok(RowOutcome::Refused(problems)),
        };
        let author = self.current_user.author("");
        match self.office.editorial.save(&author, record, stored.revision, Vec::new()).await {
            Ok(()) => Ok(RowOutcome::Saved { is_draft_of_public: is_public, lost_source }),
            Err(e) if e.is_refusal() => Ok(self.failed(&e.into())),
            Err(e) => Err(e.into()),
        }
    }

    /// Replaces the names in the changed cells by slugs.
    async fn resolve(&self, sheet: &mut FormData, row: &EditedRow) -> Result<RecordNames, OfficeError> {
        let target = |path: &str| Some((path.to_owned(), self.column(path)?.target()?));
        let places = row.changes().filter_map(|(path, _)| target(path));
        let places = places.filter(|(path, _)| !sheet.get(path).trim().is_empty()).collect();
        Ok(RecordNames::resolve_at(&*self.office.store, places, sheet, &self.current_user).await?)
    }

    /// Removes the sources of the values that a record does not have any more. Returns true if there was one.
    fn remove_sources(&self, sheet: &mut FormData, before: &FormData, record: &Record) -> bool {
        let after = write::sheet(&record.body, self.current_user.language());
        let mut lost_source = false;
        for column in &self.columns {
            if column.is_other_value(before, &after) {
                lost_source |= column.remove_source(sheet);
            }
        }
        lost_source
    }

    /// The outcome of a row that an error prevents from being saved.
    pub fn failed(&self, error: &OfficeError) -> RowOutcome {
        let language = self.current_user.language();
        refused_row(language.text(error.answer().1), error.detail(language))
    }

    /// The newest revision of a record of the list that the user may change, and true if the record is public.
    async fn editable(&self, id: Uuid) -> Result<Option<(StoredRecord, bool)>, OfficeError> {
        let heads = visible(&self.office, &self.current_user, self.kind, &[(id, 0)]).await?;
        let Some(head) = heads.first() else { return Ok(None) };
        match self.office.store.record_of(id).await? {
            Some(stored) if self.current_user.can_write(&self.office, &stored.record).await? => {
                Ok(Some((stored, head.published.is_some())))
            }
            _ => Ok(None),
        }
    }

    fn refused(&self, reason: MessageKey) -> RowOutcome {
        refused_row(self.current_user.language().text(reason), String::new())
    }

    /// The cells that another user changed meanwhile.
    async fn conflicts(
        &self,
        stored: &StoredRecord,
        before: &FormData,
        row: &EditedRow,
    ) -> Result<Vec<RowProblem>, OfficeError> {
        let language = self.current_user.language();
        let names =
            RecordNames::of_bodies(&*self.office.store, &[&stored.record.body], &self.current_user).await?;
        let (no_problems, no_thumbs, windows) = (HashMap::new(), HashMap::new(), Windows::default());
        let form = self.form(before, &names.by_slug, (&no_problems, &no_thumbs, &windows));
        let mut conflicts = Vec::new();
        for (path, (typed, was)) in &row.cells {
            let Some(column) = self.column(path) else { return Err(OfficeError::Unreadable(path.clone())) };
            let now = form.cell_text_of(column, "");
            if now == *was || now == *typed {
                continue;
            }
            let now = Some(form.cell_words(column)).filter(|words| !words.is_empty());
            let now = now.unwrap_or_else(|| "–".to_owned());
            let text = language.format(key!("office-list-edit-changed"), &[("value", now.as_str().into())]);
            let remedy = language.text(key!("office-list-edit-changed.remedy"));
            conflicts.push((path.clone(), FieldMessage { error: true, text, remedy }));
        }
        Ok(conflicts)
    }

    /// The record of a form, or the reasons why it cannot be saved.
    fn record(
        &self,
        stored: &StoredRecord,
        sheet: &FormData,
        names: &RecordNames,
    ) -> Result<Record, Vec<RowProblem>> {
        let language = self.current_user.language();
        let mut problems = Vec::new();
        let mut add = |path: &str, code: &str, arguments: &[(&'static str, String)]| {
            let (text, remedy) = labels::problem(language, (self.kind, path), code, arguments);
            if let Some(cell) = self.cell_of(path) {
                problems.push((cell, FieldMessage { error: true, text, remedy }));
                return;
            }
            let title = paths::title(self.kind, path, language);
            let arguments = [("name", title.as_str().into()), ("value", text.as_str().into())];
            let text =
                if title.is_empty() { text } else { language.format(key!("office-table-told"), &arguments) };
            problems.push((String::new(), FieldMessage { error: true, text, remedy }));
        };
        // Other languages may have a name, but the list shows the first.
        let name = self.columns.first().and_then(|column| column.path(&self.tongues));
        if let Some(name) = name.filter(|name| sheet.is_blank(name)) {
            add(&name, "missing", &[("field", name_field(self.kind).to_owned())]);
        }
        let (body, faults) = read::body(self.kind, sheet, language);
        for fault in &faults {
            add(&fault.path, fault.code, &fault.arguments);
        }
        let Some(body) = body.filter(|_| faults.is_empty()) else { return Err(problems) };
        let Record { id, slug, .. } = stored.record.clone();
        // A change does not withdraw a record from review.
        let state = match stored.record.state {
            RecordState::InReview => RecordState::InReview,
            _ => RecordState::Draft,
        };
        let record = Record { id, slug, state, body };
        // The register has what the record refers to already.
        let referred: HashSet<(Kind, String)> =
            references(&stored.record.body).into_iter().map(|(_, kind, slug)| (kind, slug)).collect();
        let knows = |kind: Kind, slug: &str| {
            let is_own = kind == self.kind && slug == record.slug;
            is_own || names.knows(kind, slug) || referred.contains(&(kind, slug.to_owned()))
        };
        let found = check_record(&record, &CheckedRegister::new(self.authority.as_ref(), &knows));
        for Problem { path, code, severity, arguments, .. } in found {
            if severity == ProblemSeverity::Error {
                add(&path, names.problem_code(code, &arguments), &arguments);
            }
        }
        if problems.is_empty() { Ok(record) } else { Err(problems) }
    }

    /// The path of the cell for a path, or of the last cell of the value at this path; `None` if the list has none.
    fn cell_of(&self, path: &str) -> Option<String> {
        // An empty path means the whole record.
        if path.is_empty() {
            return None;
        }
        let mut paths = self.columns.iter().filter_map(|column| column.path(&self.tongues));
        let is_of = |known: &String| {
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        paths.rfind(is_of)
    }
}
