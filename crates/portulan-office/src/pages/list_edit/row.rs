//! The changes of one record in a list, and their saving.
use std::collections::{BTreeMap, HashMap};

use portulan_locales::{MessageKey, key};
use portulan_model::check::{CheckedRegister, check_record};
use portulan_model::{Kind, Problem, ProblemSeverity, Record, State as RecordState};
use portulan_store::StoredRecord;
use uuid::Uuid;

use super::ListEditor;
use crate::error::OfficeError;
use crate::form::message::FieldMessage;
use crate::form::{FormData, RecordNames, Windows, diff, labels, read, write};
use crate::pages::bulk::visible;

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
    /// They are not saved: the problems, by path in the record.
    Refused(Vec<(String, FieldMessage)>),
}

/// The form of a record with the typed texts.
struct MergedRow {
    sheet: FormData,
    /// The cells that somebody else changed meanwhile, with their messages.
    conflicts: Vec<(String, FieldMessage)>,
    /// True if a value lost its source.
    lost_source: bool,
}

impl ListEditor {
    /// Saves the changes of a record as a draft, unless a cell cannot be read or was changed by somebody else.
    pub async fn save_row(&self, id: Uuid, row: &EditedRow) -> Result<RowOutcome, OfficeError> {
        let Some(stored) = self.editable(id).await? else {
            return Ok(self.refused(key!("office-list-edit-denied")));
        };
        if stored.record.state == RecordState::Archived {
            return Ok(self.refused(key!("office-list-edit-archived")));
        }
        if self.office.store.scheduled_for(id).await?.is_some() {
            return Ok(self.refused(key!("office-list-edit-scheduled")));
        }
        let MergedRow { mut sheet, conflicts, lost_source } = self.merged(&stored, row).await?;
        if !conflicts.is_empty() {
            return Ok(RowOutcome::Refused(conflicts));
        }
        let names =
            RecordNames::resolve(&*self.office.store, self.kind, &mut sheet, &self.current_user).await?;
        let record = match self.record(&stored, &sheet, &names) {
            Ok(record) => record,
            Err(problems) => return Ok(RowOutcome::Refused(problems)),
        };
        let was_public = self.is_public(id).await?;
        let author = self.current_user.author("");
        match self.office.editorial.save(&author, record, stored.revision, Vec::new()).await {
            Ok(()) => Ok(RowOutcome::Saved { is_draft_of_public: was_public, lost_source }),
            Err(e) if e.is_refusal() => {
                let error = OfficeError::from(e);
                let language = self.current_user.language();
                let (text, remedy) = (language.text(error.answer().1), error.detail(language));
                Ok(RowOutcome::Refused(vec![(String::new(), FieldMessage { error: true, text, remedy })]))
            }
            Err(e) => Err(e.into()),
        }
    }

    /// The newest revision of a record of the list that the user may change.
    async fn editable(&self, id: Uuid) -> Result<Option<StoredRecord>, OfficeError> {
        if visible(&self.office, &self.current_user, self.kind, &[(id, 0)]).await?.is_empty() {
            return Ok(None);
        }
        match self.office.store.record_of(id).await? {
            Some(stored) if self.current_user.can_write(&self.office, &stored.record).await? => {
                Ok(Some(stored))
            }
            _ => Ok(None),
        }
    }

    async fn is_public(&self, id: Uuid) -> Result<bool, OfficeError> {
        let heads = visible(&self.office, &self.current_user, self.kind, &[(id, 0)]).await?;
        Ok(heads.iter().any(|head| head.published.is_some()))
    }

    fn refused(&self, reason: MessageKey) -> RowOutcome {
        let text = self.current_user.language().text(reason);
        RowOutcome::Refused(vec![(String::new(), FieldMessage { error: true, text, remedy: String::new() })])
    }

    /// The form of a record with the typed texts, and the cells that somebody else changed meanwhile.
    async fn merged(&self, stored: &StoredRecord, row: &EditedRow) -> Result<MergedRow, OfficeError> {
        let language = self.current_user.language();
        let mut sheet = write::sheet(&stored.record.body, language);
        let names =
            RecordNames::of_bodies(&*self.office.store, &[&stored.record.body], &self.current_user).await?;
        let (mut conflicts, mut lost_source) = (Vec::new(), false);
        let (no_problems, no_thumbs, windows) = (HashMap::new(), HashMap::new(), Windows::default());
        let now: Vec<Option<String>> = {
            let form = self.form(&sheet, &names.by_slug, (&no_problems, &no_thumbs, &windows));
            let column = |path: &str| {
                self.columns.iter().find(|column| column.path(&self.tongues).as_deref() == Some(path))
            };
            row.cells.keys().map(|path| column(path).map(|column| form.cell_text_of(column, ""))).collect()
        };
        for ((path, (typed, was)), now) in row.cells.iter().zip(now) {
            let column =
                self.columns.iter().find(|column| column.path(&self.tongues).as_deref() == Some(path));
            let (Some(now), Some(column)) = (now, column) else {
                return Err(OfficeError::Unreadable(path.clone()));
            };
            if now != *was && now != *typed {
                let now = if now.is_empty() { "–".to_owned() } else { now };
                let text =
                    language.format(key!("office-list-edit-changed"), &[("value", now.as_str().into())]);
                let remedy = language.text(key!("office-list-edit-changed.remedy"));
                conflicts.push((path.clone(), FieldMessage { error: true, text, remedy }));
                continue;
            }
            sheet.set(path.clone(), typed.clone());
            lost_source |= column.remove_source(&mut sheet);
        }
        Ok(MergedRow { sheet, conflicts, lost_source })
    }

    /// The record of a form, or the reasons why it cannot be saved.
    fn record(
        &self,
        stored: &StoredRecord,
        sheet: &FormData,
        names: &RecordNames,
    ) -> Result<Record, Vec<(String, FieldMessage)>> {
        let language = self.current_user.language();
        let mut problems = Vec::new();
        let mut add = |path: &str, code: &str, arguments: &[(&'static str, String)]| {
            let (text, remedy) = labels::problem(language, self.kind, code, arguments);
            if self.has_cell(path) {
                problems.push((path.to_owned(), FieldMessage { error: true, text, remedy }));
                return;
            }
            let title = diff::title(self.kind, path, language);
            let arguments = [("name", title.as_str().into()), ("value", text.as_str().into())];
            let text =
                if title.is_empty() { text } else { language.format(key!("office-table-told"), &arguments) };
            problems.push((String::new(), FieldMessage { error: true, text, remedy }));
        };
        let (body, faults) = read::body(self.kind, sheet, language);
        for fault in &faults {
            add(&fault.path, fault.code, &fault.arguments);
        }
        let Some(body) = body.filter(|_| faults.is_empty()) else { return Err(problems) };
        let Record { id, slug, .. } = stored.record.clone();
        let record = Record { id, slug, state: RecordState::Draft, body };
        let knows =
            |kind: Kind, slug: &str| names.knows(kind, slug) || (kind == self.kind && slug == record.slug);
        let found = check_record(&record, &CheckedRegister::new(self.authority.as_ref(), &knows));
        for Problem { path, code, severity, arguments, .. } in found {
            if severity == ProblemSeverity::Error {
                add(&path, code, &arguments);
            }
        }
        if problems.is_empty() { Ok(record) } else { Err(problems) }
    }

    /// True if the list has a cell for a path, or for the value that it is part of.
    fn has_cell(&self, path: &str) -> bool {
        let paths = self.columns.iter().filter_map(|column| column.path(&self.tongues));
        paths.into_iter().any(|known| known == path || known.starts_with(&format!("{path}/")))
    }
}
