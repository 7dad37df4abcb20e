//! The page of a list that is edited in place.
use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use portulan_locales::key;
use portulan_model::Kind;
use portulan_store::{RecordSummary, StoredRecord};
use uuid::Uuid;

use super::editor::ListEditor;
use crate::error::OfficeError;
use crate::form::codes::{OfferedCodes, TypedList, each_once};
use crate::form::list_cells::cells;
use crate::form::list_form::{ListColumn, ListFormRow};
use crate::form::message::FieldMessage;
use crate::form::refs::{OfferedNames, targets_of_fields};
use crate::form::view::FormView;
use crate::form::{FormData, RecordNames, Windows, name_field, write};
use crate::pages::bulk_verb::{BulkOutcome, BulkVerb};
use crate::pages::list_query::ROWS;
use crate::pages::overview::readouts;
use crate::pages::save_in_place::obstacles;
use crate::view::{OfficeView, page, refused};

/// The posted texts, and the problems of the records that were not saved.
pub struct ListState {
    /// The typed texts that are not saved, by path below the identity of the record.
    pub typed: FormData,
    /// The problems by path, below the identity of the record.
    pub problems: HashMap<String, Vec<FieldMessage>>,
    /// The counts of the records that were saved, and of those with problems.
    pub outcome: BulkOutcome,
}

impl Default for ListState {
    fn default() -> Self {
        let outcome = BulkOutcome { verb: BulkVerb::Edit, done: 0, drafts: 0, sources: 0, failed: 0 };
        Self { typed: FormData::default(), problems: HashMap::new(), outcome }
    }
}

/// A row of the page.
struct EditRow {
    head: RecordSummary,
    name: String,
    row: ListFormRow,
    /// The fields with the texts that the register has: names and texts.
    was: Vec<(String, String)>,
    /// The reason why the row cannot be edited; empty if it can.
    fixed: String,
    /// The typed texts of a row that cannot be edited any more, which are not stored.
    lost: Vec<String>,
}

#[derive(Template)]
#[template(path = "list_edit.html")]
struct ListEditPage {
    v: OfficeView,
    kind: Kind,
    /// The headings and classes of the columns.
    columns: Vec<(String, &'static str)>,
    rows: Vec<EditRow>,
    lists: Vec<OfferedNames>,
    typed_lists: Vec<OfferedCodes>,
    /// The address of the list.
    back: String,
    /// The addresses of the pages before and after this one.
    previous: Option<String>,
    next: Option<String>,
    date_help: bool,
    outcome: BulkOutcome,
    /// The number of records of the page that were deleted meanwhile.
    gone: usize,
}

impl ListEditor {
    /// The page with some records; the typed texts that are not saved replace those of the register.
    pub async fn page(&self, ids: &[Uuid], state: &ListState) -> Result<Response, OfficeError> {
        let store = &*self.office.store;
        let filter = self.current_user.visible_filter().kind(self.kind);
        let heads = store.summaries_by_id(ids, &filter).await?;
        let stored = store.records_by_id(ids).await?;
        let columns = self.asked.columns(self.kind);
        let fields: Vec<&str> = columns.iter().copied().chain([name_field(self.kind)]).collect();
        let wanted = targets_of_fields(stored.iter().map(|stored| &stored.record.body), &fields);
        let mut names = RecordNames::of_targets(store, wanted.clone(), &self.current_user).await?;
        let targets = Kind::ALL.iter().copied();
        let targets = targets.filter(|kind| self.columns.iter().any(|column| column.target() == Some(*kind)));
        let (targets, empty) = (targets.collect(), FormData::default());
        let offered = RecordNames::of_form(store, self.kind, &empty, targets, &self.current_user).await?;
        names.by_slug.extend(offered.by_slug);
        let v = OfficeView::new(&self.current_user, self.kind.folder());
        let readouts = readouts(&self.office, &self.current_user, &v, wanted).await?;
        let reasons = self.reasons_to_refuse(&v, &stored).await?;
        let language = v.language;
        let (thumbs, windows) = (HashMap::new(), Windows::default());
        let first = (self.asked.page as usize).saturating_mul(ROWS as usize);
        let total = store.count(&self.asked.filter(self.kind, &self.current_user)).await?;
        let (mut rows, mut gone) = (Vec::with_capacity(ids.len()), 0);
        for (index, id) in ids.iter().enumerate() {
            let head = heads.iter().find(|head| head.id == *id).cloned();
            let found = stored.iter().find(|stored| stored.record.id == *id);
            let (Some(head), Some(found)) = (head, found) else {
                gone += 1;
                continue;
            };
            let fixed = reasons.get(id).cloned().unwrap_or_default();
            let mut sheet = prefixed(*id, &write::fields(&found.record.body, &fields, language));
            let extras = (&state.problems, &thumbs, &windows);
            let form = self.form(&sheet, &names.by_slug, extras);
            let was = self.columns.iter().filter_map(|column| {
                let path = column.path(&self.tongues)?;
                Some((format!("/{id}{path}"), form.cell_text_of(column, &format!("/{id}"))))
            });
            let mut was: Vec<(String, String)> = was.collect();
            // A row that cannot be edited shows what is stored; its messages name what was typed.
            let record = format!("/{id}");
            let typed = state.typed.under(&record);
            let lost: Vec<String> = if fixed.is_empty() {
                typed.for_each(|(path, text)| sheet.set(format!("/{id}/{path}"), text));
                Vec::new()
            } else {
                typed.map(|(_, text)| text.to_owned()).collect()
            };
            let shown = cells(&found.record.body, &readouts, self.authority.as_ref(), language, &columns);
            let name = v.head(&head);
            let form = FormView { fixed: !fixed.is_empty(), ..self.form(&sheet, &names.by_slug, extras) };
            let row = form
                .list_row(&self.columns, (*id, first + index), &shown, &name)
                .map_err(OfficeError::failed)?;
            was.retain(|(path, _)| row.cells.iter().any(|cell| cell.field.as_deref() == Some(path)));
            rows.push(EditRow { head, name, row, was, fixed, lost });
        }
        let codes = |list: TypedList| OfferedCodes::new(list, "", language);
        let lists: Vec<TypedList> = self.columns.iter().filter_map(ListColumn::typed_list).collect();
        let query = self.asked.page_link(self.asked.page);
        let page_of = ListEditPage {
            kind: self.kind,
            columns: self.columns.iter().map(|column| (column.title.clone(), column.class)).collect(),
            rows,
            lists: offered.lists,
            typed_lists: each_once(&lists).into_iter().map(codes).collect(),
            back: format!("/office/{}/{query}", self.kind.folder()),
            previous: self.asked.page.checked_sub(1).map(|number| self.asked.page_link(number)),
            next: (total > u64::from(self.asked.page.saturating_add(1)) * u64::from(ROWS))
                .then(|| self.asked.page_link(self.asked.page.saturating_add(1))),
            date_help: self.columns.iter().any(|column| column.class == "day"),
            outcome: state.outcome,
            gone,
            v,
        };
        Ok(if state.outcome.failed == 0 { page(&page_of) } else { refused(&page_of) })
    }

    /// The reasons why some of the records cannot be edited here, by identity.
    async fn reasons_to_refuse(
        &self,
        v: &OfficeView,
        stored: &[StoredRecord],
    ) -> Result<HashMap<Uuid, String>, OfficeError> {
        let ids: Vec<Uuid> = stored.iter().map(|stored| stored.record.id).collect();
        let writable = self.current_user.writable(&self.office, &ids).await?;
        let obstacles = obstacles(&self.office, stored.iter().map(|stored| &stored.record)).await?;
        let reasons = obstacles.into_iter().map(|(id, reason)| (id, v.t(reason)));
        // What the user may not do comes before what the record does not allow.
        let denied = ids.into_iter().filter(|id| !writable.contains(id));
        Ok(reasons.chain(denied.map(|id| (id, v.t(key!("office-list-edit-denied"))))).collect())
    }
}

/// The fields of a record below its identity.
fn prefixed(id: Uuid, sheet: &FormData) -> FormData {
    let mut all = FormData::default();
    for (path, text) in sheet.iter() {
        all.set(format!("/{id}{path}"), text);
    }
    all
}
