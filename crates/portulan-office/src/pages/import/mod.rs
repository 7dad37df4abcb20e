//! Import of a file: upload, mapping of columns, review, correction, application.
mod columns;
mod mapping_form;
mod memory;
mod offers;
mod preview;
mod request;
mod sheets;
mod values;

use std::collections::HashSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{key, list};
use portulan_workbook::CsvForm;
use uuid::Uuid;

pub use self::sheets::{template, workbook};

use self::columns::mapping_page;
use self::mapping_form::{csv_form, is_open, mapping};
use self::preview::rows_page;
use self::request::{ImportQuery, job, may};
use self::values::{choose, is_asked, values_page};
use super::uploads::unreadable;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;
use crate::import::open::open;
use crate::import::{
    AfterImport, CellCorrection, ImportJob, ImportStage, ImportState, ImportTarget, RowVerdict, Upload,
    correct, may_publish,
};
use crate::pairs::{FormPairs, field};
use crate::view::{OfficeView, page, refused};

#[derive(Template)]
#[template(path = "import.html")]
struct StartPage {
    v: OfficeView,
    targets: Vec<(String, String)>,
    current: Option<(Uuid, String)>,
    may_publish: bool,
    problem: String,
}

async fn first(
    office: &Office,
    current_user: &CurrentUser,
    problem: String,
) -> Result<StartPage, OfficeError> {
    let v = OfficeView::new(current_user, "import");
    let targets = ImportTarget::all().into_iter().map(|t| (t.key(), t.label(v.language)));
    let held = office.jobs.of(current_user.user.id).map(|job| (job.id, job.name.clone()));
    let stored = office.store.import_of(current_user.user.id).await?;
    Ok(StartPage {
        targets: targets.collect(),
        current: held.or_else(|| stored.map(|import| (import.id, import.name))),
        may_publish: may_publish(office, current_user).await?,
        problem,
        v,
    })
}

pub async fn start(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    may(&current_user)?;
    Ok(page(&first(&office, &current_user, String::new()).await?))
}

pub async fn receive(
    State(office): State<Office>,
    current_user: CurrentUser,
    mut form: Multipart,
) -> Result<Response, OfficeError> {
    may(&current_user)?;
    let (mut file, mut publish) = (None, false);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("publish") => publish = field.text().await.map_err(unreadable)? == "true",
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                file = Some((name, field.bytes().await.map_err(unreadable)?));
            }
            _ => {}
        }
    }
    let Some((name, bytes)) = file.filter(|(name, bytes)| !name.is_empty() && !bytes.is_empty()) else {
        let problem = current_user.language().text(key!("office-import-no-file"));
        return Ok(refused(&first(&office, &current_user, problem).await?));
    };
    let language = current_user.language();
    let received = match open(&office.files, bytes.as_ref().into(), language).await {
        Ok(received) => received,
        Err(problem) => return Ok(refused(&first(&office, &current_user, problem).await?)),
    };
    let publish = publish && may_publish(&office, &current_user).await?;
    let is_whole = matches!(received, Upload::Whole(_));
    let job =
        office.jobs.begin((office.new_id()?, current_user.user.id), name, received, publish, office.now());
    job.store(&office, &bytes).await?;
    if is_whole {
        job.check(&office, &current_user);
    }
    Ok(Redirect::to(&format!("/office/import/{}", job.id)).into_response())
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Query(asked): Query<ImportQuery>,
) -> Result<Response, OfficeError> {
    let job = job(&office, &current_user, id).await?;
    let (stage, received) = {
        let state = job.state();
        (state.stage.clone(), state.file.clone())
    };
    match (stage, &*received) {
        (ImportStage::Mapping, Upload::Tables(tables, _)) => {
            Ok(page(&mapping_page(&office, &current_user, &job, tables, &asked).await?))
        }
        (ImportStage::Ready(plan), Upload::Tables(..)) if asked.values || is_asked(&job, &plan) => {
            Ok(page(&values_page(&office, &current_user, &job, &plan).await?))
        }
        (ImportStage::Ready(plan), _) => {
            Ok(page(&rows_page(&office, &current_user, &job, &plan, &asked).await?))
        }
        (stage, received) => {
            let (done, total) = job.progress().counts();
            let has_columns = matches!(received, Upload::Tables(..));
            let (v, name) = (OfficeView::new(&current_user, "import"), job.name.clone());
            Ok(page(&WaitPage { v, name, stage, done, total, has_columns }))
        }
    }
}

/// Records of an import that its last page lists.
const MAX_SHOWN_RECORDS: usize = 100;

#[derive(Template)]
#[template(path = "import_wait.html")]
struct WaitPage {
    v: OfficeView,
    name: String,
    stage: ImportStage,
    done: usize,
    total: usize,
    /// True if the mapping of columns can be changed.
    has_columns: bool,
}

/// The button of the form, without the line that it acts on.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
enum ImportVerb {
    /// Ends the import.
    Cancel,
    /// Returns to the mapping of columns.
    Back,
    /// Sets the mapping of columns.
    Map,
    /// Sets the meaning of values that were not recognised.
    Values,
    /// Reads a CSV file again, with another separator or encoding.
    Csv,
    /// Checks the rows again, with corrected cells.
    Check,
    /// Leaves a line out.
    Leave,
    /// Leaves all lines out that have to be corrected.
    LeaveWrong,
    /// Takes all lines again.
    All,
    /// Imports a line that looks like a total or a note.
    Want,
    /// Applies the import.
    Take,
    /// Publishes the records of an import that was applied.
    PublishAll,
    /// Undoes an import that was applied.
    Undo,
}

portulan_model::impl_names!(ImportVerb);

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Query(asked): Query<ImportQuery>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let job = job(&office, &current_user, id).await?;
    let field = |name: &str| field(&pairs, name);
    let (verb, line) = field("do").split_once(':').unwrap_or((field("do"), ""));
    let line = line.parse().ok();
    let here = Redirect::to(&asked.preview(id, next_row(&job, &asked, line))).into_response();
    let unknown = || OfficeError::Unreadable(verb.to_owned());
    let verb = ImportVerb::from_name(verb).ok_or_else(unknown)?;
    // A file that is being checked or applied, or was applied, is not read again.
    let is_done = job.is_done();
    let is_settled =
        matches!(job.state().stage, ImportStage::Mapping | ImportStage::Ready(_) | ImportStage::Failed(_));
    let is_after = matches!(verb, ImportVerb::PublishAll | ImportVerb::Undo);
    if (is_after && !is_done)
        || (!is_after
            && !is_settled
            && !matches!(verb, ImportVerb::Cancel | ImportVerb::Back | ImportVerb::Take))
    {
        return Ok(here);
    }
    match verb {
        ImportVerb::Cancel => {
            // An import that is being applied completes, and is reported.
            if !matches!(job.state().stage, ImportStage::Writing) {
                office.jobs.remove(job.id);
                office.store.delete_import(job.id).await?;
                return Ok(Redirect::to("/office/import").into_response());
            }
        }
        ImportVerb::Back => {
            let mut state = job.state();
            if matches!(state.stage, ImportStage::Ready(_) | ImportStage::Failed(_))
                && matches!(*state.file, Upload::Tables(..))
            {
                state.stage = ImportStage::Mapping;
            }
        }
        ImportVerb::Map => {
            let mapping = mapping(&office, &current_user, &job, &pairs).await?;
            if mapping.columns.iter().all(String::is_empty) {
                job.state().notice = Some(key!("office-import-no-column"));
                return Ok(here);
            }
            let is_constant_open = mapping.constants.iter().any(|constant| constant.value.is_empty());
            let is_open = is_open(&office, &current_user, &job, &mapping).await? || is_constant_open;
            {
                let mut state = job.state();
                (state.mapping, state.is_matched) = (Some(mapping), false);
                if is_constant_open {
                    state.notice = Some(key!("office-import-constant-unknown"));
                }
            }
            // Ambiguities are resolved before rows are read.
            if is_open {
                job.state().stage = ImportStage::Mapping;
            } else {
                job.check(&office, &current_user);
            }
        }
        ImportVerb::Csv => {
            read_csv(&office, &current_user, &job, csv_form(&pairs).ok_or(OfficeError::Missing)?).await;
        }
        ImportVerb::Values => {
            let is_complete = choose(&office, &current_user, &job, &pairs).await?;
            {
                let mut state = job.state();
                state.is_matched = is_complete;
                if !is_complete {
                    state.notice = Some(key!("office-import-values-unknown"));
                }
            }
            job.check(&office, &current_user);
        }
        ImportVerb::Check
        | ImportVerb::Leave
        | ImportVerb::LeaveWrong
        | ImportVerb::All
        | ImportVerb::Want => {
            correct_cells(&job, &pairs);
            choose_lines(&mut job.state(), verb, line);
            job.check(&office, &current_user);
        }
        ImportVerb::Take => {
            let reason = current_user
                .language()
                .format(key!("office-import-reason"), &[("value", job.name.as_str().into())]);
            job.take(&office, &current_user, &reason);
        }
        ImportVerb::PublishAll => job.publish_all(&office, &current_user),
        ImportVerb::Undo => job.undo(&office, &current_user),
    }
    if !matches!(verb, ImportVerb::Take | ImportVerb::PublishAll | ImportVerb::Undo | ImportVerb::Cancel) {
        job.store_decisions(&office).await?;
    }
    Ok(here)
}

/// Reads a CSV again, with another separator or encoding.
async fn read_csv(office: &Office, current_user: &CurrentUser, job: &ImportJob, form: CsvForm) {
    let received = job.state().file.clone();
    let Upload::Tables(_, Some(raw)) = &*received else { return };
    let read = office.files.csv(Arc::clone(raw), form).await;
    let mut state = job.state();
    if !matches!(state.stage, ImportStage::Mapping) {
        return;
    }
    match read {
        Ok(tables) if tables.is_empty() => {
            state.stage = ImportStage::Failed(current_user.language().text(key!("office-import-empty")));
        }
        Ok(tables) => {
            state.file = Arc::new(Upload::Tables(tables, Some(Arc::clone(raw))));
            (state.mapping, state.csv) = (None, Some(form));
            state.corrections.clear();
            state.left_out.clear();
            state.wanted.clear();
        }
        Err(e) => state.stage = ImportStage::Failed(message(&e, current_user.language())),
    }
}

/// The line of the row that the page shows after a line.
fn next_row(job: &ImportJob, asked: &ImportQuery, line: Option<usize>) -> Option<usize> {
    let state = job.state();
    let ImportStage::Ready(plan) = &state.stage else { return None };
    let mut rows = plan.rows.iter().filter(|row| asked.has(row.verdict));
    rows.find(|row| line.is_some_and(|line| row.line > line)).map(|row| row.line)
}

/// Sets which lines are imported.
fn choose_lines(state: &mut ImportState, verb: ImportVerb, line: Option<usize>) {
    match (verb, line) {
        (ImportVerb::Leave, Some(line)) => {
            state.wanted.remove(&line);
            state.left_out.insert(line);
        }
        (ImportVerb::Want, Some(line)) => drop(state.wanted.insert(line)),
        (ImportVerb::LeaveWrong, _) => {
            let ImportStage::Ready(plan) = &state.stage else { return };
            let wrong = plan.rows.iter().filter(|row| row.verdict == RowVerdict::Wrong);
            let wrong: Vec<usize> = wrong.map(|row| row.line).collect();
            state.left_out.extend(wrong);
        }
        (ImportVerb::All, _) => state.left_out.clear(),
        _ => {}
    }
}

/// Writes corrections into the table: into all cells of a column with the same text, where the user wants that.
fn correct_cells(job: &ImportJob, pairs: &[(String, String)]) {
    let mut state = job.state();
    let Some((index, head)) = state.mapping.as_ref().map(|m| (m.table, m.head)) else { return };
    let for_all: HashSet<&str> = pairs.iter().filter_map(|(key, _)| key.strip_prefix("same:")).collect();
    let corrections = pairs.iter().filter_map(|(key, text)| {
        let place = key.strip_prefix("cell:")?;
        let (line, column) = place.split_once(':')?;
        let (line, column) = (line.parse().ok()?, column.parse().ok()?);
        let is_for_all = for_all.contains(place);
        Some(CellCorrection { table: index, head, line, column, text: text.clone(), is_for_all })
    });
    let Upload::Tables(tables, _) = &*state.file else { return };
    let Some(table) = tables.get(index) else { return };
    // Cells that were not changed must not undo the correction of another one.
    let is_changed = |c: &CellCorrection| table.displayed_text(c.line, c.column) != c.text;
    let changed: Vec<CellCorrection> = corrections.filter(is_changed).collect();
    correct(Arc::make_mut(&mut state.file), &changed);
    state.corrections.extend(changed);
}

#[cfg(test)]
mod tests {
    use portulan_locales::Language;

    use super::*;

    #[test]
    fn template_of_waiting_renders_in_both_languages() {
        for language in [Language::FRENCH, Language::ENGLISH] {
            let (v, name) = (OfficeView::outside(language), "acteurs.csv".to_owned());
            let stage = ImportStage::Checking;
            let page = WaitPage { v, name, stage, done: 1, total: 2, has_columns: true };
            let html = page.render().expect("a page");
            assert!(html.contains("acteurs.csv") && html.trim_end().ends_with("</html>"), "{html}");
        }
    }
}
