//! A list whose cells are edited in place, and saved together.
mod editor;
mod page;
mod row;

use std::collections::{BTreeMap, HashMap};

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use uuid::Uuid;

use self::editor::ListEditor;
use self::page::ListState;
use self::row::{EditedRow, RowOutcome};
use super::list_query::ROWS;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::list_form::WAS;
use crate::form::{MAX_FIELDS, MAX_PATH_BYTES};
use crate::pairs::FormPairs;

/// The name of the fields with the records of the page, in order.
const ROW: &str = "row";

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, OfficeError> {
    let editor = ListEditor::open(office, current_user, &folder, &asked).await?;
    let asked = &editor.asked;
    let filter = asked.filter(editor.kind, &editor.current_user).page(asked.page.saturating_mul(ROWS), ROWS);
    let heads = editor.office.store.summaries(&filter).await?;
    let ids: Vec<Uuid> = heads.into_iter().map(|head| head.id).collect();
    editor.page(&ids, &ListState::default()).await
}

/// Saves the records whose cells were changed, each alone: one that is refused leaves the others, and is shown again.
pub async fn save(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let editor = ListEditor::open(office, current_user, &folder, &asked).await?;
    let ids = posted_rows(&pairs)?;
    let rows = changed_rows(&pairs, &ids)?;
    for (path, _) in rows.iter().flat_map(|(_, row)| row.changes()) {
        if editor.column(path).is_none() {
            return Err(OfficeError::Unreadable(path.to_owned()));
        }
    }
    let mut state = ListState::default();
    let outcome = &mut state.outcome;
    for (id, row) in rows {
        // After an error of the register, the rows that are saved and those that are not are shown.
        let outcome_of_row = match editor.save_row(id, &row).await {
            Err(e) if outcome.done > 0 => editor.failed(&e),
            outcome => outcome?,
        };
        match outcome_of_row {
            RowOutcome::Saved { is_draft_of_public, lost_source } => {
                outcome.done += 1;
                outcome.sources += usize::from(lost_source);
                outcome.drafts += usize::from(is_draft_of_public);
            }
            RowOutcome::Unchanged => {}
            RowOutcome::Refused(problems) => {
                for (path, text) in row.changes() {
                    state.typed.set(format!("/{id}{path}"), text);
                }
                for (path, message) in problems {
                    state.problems.entry(format!("/{id}{path}")).or_default().push(message);
                }
                outcome.failed += 1;
            }
        }
    }
    if state.outcome.failed == 0 {
        return Ok(Redirect::to(&editor.asked.after(editor.kind, state.outcome, &[])).into_response());
    }
    editor.page(&ids, &state).await
}

/// The records of the posted page, each once, in their order.
fn posted_rows(pairs: &[(String, String)]) -> Result<Vec<Uuid>, OfficeError> {
    let mut ids = Vec::new();
    for (_, value) in pairs.iter().filter(|(name, _)| name == ROW) {
        let id = value.parse().map_err(|_| OfficeError::Unreadable(value.clone()))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
        if ids.len() > ROWS as usize {
            return Err(OfficeError::TooLarge);
        }
    }
    Ok(ids)
}

/// The rows with cells whose text is not the one that the page had, in the order of the page.
fn changed_rows(pairs: &[(String, String)], ids: &[Uuid]) -> Result<Vec<(Uuid, EditedRow)>, OfficeError> {
    if pairs.len() > MAX_FIELDS {
        return Err(OfficeError::TooLarge);
    }
    let text = |value: &str| value.replace("\r\n", "\n");
    let was = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(WAS)?, text(value))));
    let was: HashMap<&str, String> = was.collect();
    let mut rows: BTreeMap<usize, EditedRow> = BTreeMap::new();
    for (name, value) in pairs.iter().filter(|(name, _)| name.starts_with('/')) {
        if name.len() > MAX_PATH_BYTES {
            return Err(OfficeError::TooLarge);
        }
        let (id, path) = name[1..].split_at(name[1..].find('/').unwrap_or(name.len() - 1));
        let at = id.parse().ok().and_then(|id: Uuid| ids.iter().position(|known| *known == id));
        let (Some(at), Some(was)) = (at, was.get(name.as_str())) else {
            return Err(OfficeError::Unreadable(name.clone()));
        };
        let typed = text(value);
        if typed != *was {
            rows.entry(at).or_default().change(path, typed, was.clone());
        }
    }
    Ok(rows.into_iter().map(|(at, row)| (ids[at], row)).collect())
}
