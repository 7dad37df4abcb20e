//! The preview of an import, row by row.
use askama::Template;
use portulan_locales::{Language, MessageKey, key, list};
use portulan_model::Kind;
use portulan_workbook::SheetTable;
use uuid::Uuid;

use super::request::ImportQuery;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::diff::{Changed, ItemChange};
use crate::import::{ImportJob, ImportPlan, ImportRow, Mapping, RowVerdict, Upload, may_publish, same_cells};
use crate::view::OfficeView;

/// Rows on a page of the preview.
const ROWS: usize = 100;

/// A cell of the preview that can be corrected in place.
struct Mendable {
    name: String,
    heading: String,
    value: String,
    text: String,
    /// The number of other rows with the same value in this column.
    same: usize,
}

/// A row of the preview.
struct PreviewRows<'a> {
    row: &'a ImportRow,
    cells: Vec<Mendable>,
    changes: &'a [Changed],
    fields: usize,
    /// Faults without a cell.
    general: Vec<String>,
    is_hidden: bool,
    /// Headings of the columns that show the text of a merged area.
    merged: String,
}

#[derive(Template)]
#[template(path = "import_rows.html")]
pub(super) struct RowsPage<'a> {
    v: OfficeView,
    id: Uuid,
    name: String,
    counts: Vec<(RowVerdict, usize)>,
    show: &'a str,
    shown: Vec<PreviewRows<'a>>,
    aside: Vec<(Kind, String)>,
    left_out: usize,
    /// True if cells can be corrected: files of records are corrected at their source.
    cells: bool,
    wrong: usize,
    effective: usize,
    told: Option<MessageKey>,
    notes: &'a [String],
    /// The number of values whose meaning can be changed.
    values: usize,
    /// True if the file has no rows.
    is_empty: bool,
    publish: bool,
    page: usize,
    next: Option<usize>,
}

pub(super) async fn rows_page<'a>(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    plan: &'a ImportPlan,
    asked: &'a ImportQuery,
) -> Result<RowsPage<'a>, OfficeError> {
    let (received, mapping, left_out, told) = {
        let mut state = job.state();
        let told = std::mem::take(&mut state.notice);
        (state.file.clone(), state.mapping.clone(), state.left_out.len(), told)
    };
    let table = match (&*received, &mapping) {
        (Upload::Tables(tables, _), Some(m)) => tables.get(m.table).map(|table| (table, m)),
        _ => None,
    };
    let mut rows: Vec<&ImportRow> = plan.rows.iter().filter(|row| asked.has(row.verdict)).collect();
    let is_filtered = !rows.is_empty();
    if !is_filtered {
        // The last row with this verdict was corrected or left out.
        rows = plan.rows.iter().collect();
    }
    let page = asked.page.min(rows.len().saturating_sub(1) / ROWS);
    let first = page * ROWS;
    let next = (first + ROWS < rows.len()).then(|| page + 1);
    let shown = rows.into_iter().skip(first).take(ROWS).map(|row| shown(row, table, current_user.language()));
    let wrong = plan.count(RowVerdict::Wrong);
    let publish = mapping.as_ref().map_or(job.publish, |m| m.publish);
    Ok(RowsPage {
        v: OfficeView::new(current_user, "import"),
        id: job.id,
        name: job.name.clone(),
        counts: RowVerdict::ALL.iter().map(|&v| (v, plan.count(v))).collect(),
        show: if is_filtered { &asked.show } else { "" },
        shown: shown.collect(),
        aside: plan.aside.clone(),
        left_out,
        cells: table.is_some(),
        wrong,
        effective: plan.count(RowVerdict::Adds) + plan.count(RowVerdict::Changes),
        told,
        notes: &plan.notes,
        values: plan.values.len(),
        is_empty: plan.rows.is_empty(),
        publish: publish && may_publish(office, current_user).await?,
        page,
        next,
    })
}

fn shown<'a>(
    row: &'a ImportRow,
    table: Option<(&SheetTable, &Mapping)>,
    language: Language,
) -> PreviewRows<'a> {
    let (mut cells, mut general): (Vec<Mendable>, Vec<String>) = (Vec::new(), Vec::new());
    for fault in &row.faults {
        match (fault.column, table) {
            (Some(column), Some((table, mapping))) => {
                let name = format!("cell:{}:{column}", row.line);
                match cells.iter_mut().find(|cell| cell.name == name) {
                    Some(cell) => cell.text.extend([" ", &fault.text]),
                    None => cells.push(Mendable {
                        name,
                        heading: table.cell(mapping.head, column).to_owned(),
                        value: table.displayed_text(row.line, column).to_owned(),
                        same: same_cells(table, mapping.head, row.line, column).count(),
                        text: fault.text.clone(),
                    }),
                }
            }
            _ if fault.field.is_empty() => general.push(fault.text.clone()),
            _ => general.push(language.labelled(&fault.field, &fault.text)),
        }
    }
    let (mut is_hidden, mut merged) = (false, Vec::new());
    if let Some((table, mapping)) = table {
        is_hidden = table.is_row_hidden(row.line);
        let used = mapping.columns.iter().enumerate().filter(|(_, path)| !path.is_empty()).map(|(c, _)| c);
        let covered = used.filter(|c| table.origin(row.line, *c) != (row.line, *c));
        merged = covered.map(|c| table.cell(mapping.head, c)).collect();
    }
    let merged = merged.join(", ");
    PreviewRows { row, cells, changes: &row.changes, fields: row.changes.len(), general, is_hidden, merged }
}
