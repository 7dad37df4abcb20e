//! Workbooks to download: the file with its faults, and tables to fill in.
use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use portulan_editorial::authority;
use portulan_locales::{key, list};
use portulan_workbook::{CellNote, SheetTable, TemplateSheets, write_template};
use serde::Deserialize;
use uuid::Uuid;

use super::request::{job, may};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::import::{ImportStage, ImportTarget, Upload, ValueNames, template_columns};
use crate::view::{OfficeView, xlsx};

/// The file as uploaded and corrected, with the faults of each cell.
pub async fn workbook(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let job = job(&office, &current_user, id).await?;
    let (received, mapping, stage) = {
        let state = job.state();
        (state.file.clone(), state.mapping.clone(), state.stage.clone())
    };
    let (Upload::Tables(tables, _), Some(mapping), ImportStage::Ready(plan)) = (&*received, mapping, stage)
    else {
        return Err(OfficeError::Missing);
    };
    let v = OfficeView::new(&current_user, "import");
    let mut table = tables.get(mapping.table).cloned().ok_or(OfficeError::Missing)?;
    table.spread(mapping.head).map_err(OfficeError::failed)?;
    // The headings come first in the result.
    table.remove_first_rows(mapping.head);
    let last = table.width();
    table.set(0, last, "Portulan");
    let mut marks = Vec::new();
    for row in &plan.rows {
        let line = row.line - mapping.head;
        let messages: Vec<&str> = row.faults.iter().map(|f| f.text.as_str()).collect();
        let verdict = v.word(list!("office-verdict"), row.verdict.name());
        table.set(line, last, &[&[verdict.as_str()], messages.as_slice()].concat().join(" · "));
        let faults = row.faults.iter();
        marks.extend(faults.map(|f| CellNote {
            row: line,
            column: f.column.unwrap_or(last),
            text: f.text.clone(),
        }));
    }
    xlsx("portulan-import", run_blocking(move || portulan_workbook::write(&[table], &marks)).await?)
}

/// The requested template.
#[derive(Deserialize)]
pub struct CorrectionsForm {
    target: String,
}

/// A table to fill in with the headings of a target; if rows belong to records, these are on a second sheet.
pub async fn template(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(wanted): Query<CorrectionsForm>,
) -> Result<Response, OfficeError> {
    may(&current_user)?;
    let target = ImportTarget::of(&wanted.target).ok_or(OfficeError::Missing)?;
    let v = OfficeView::new(&current_user, "import");
    let authority = authority(&*office.store).await?;
    let records = HashMap::new();
    let mut names = ValueNames::new(v.language, authority.as_ref(), &records);
    let columns = template_columns(target, authority.as_ref(), &mut names, v.language);
    let mut more = Vec::new();
    if target.list.is_some() {
        let heads = office.store.summaries(&current_user.visible_filter().kind(target.kind)).await?;
        let head = [v.t(key!("office-import-record")), v.kinds(&target.kind)];
        let rows = std::iter::once(head).chain(heads.iter().map(|h| [h.slug.clone(), v.head(h)]));
        more.push(SheetTable::from_rows(v.kinds(&target.kind), rows));
    }
    let sheets = TemplateSheets {
        rows: target.label(v.language).replace(" › ", " - "),
        example: v.t(key!("office-import-template-example")),
        lists: v.t(key!("office-import-template-lists")),
    };
    let written = run_blocking(move || write_template(&sheets, &columns, &more)).await?;
    xlsx(&target.key().replace('/', "-"), written)
}
