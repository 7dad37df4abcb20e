//! Rows that are items of records' lists: the transactions of many projects, in one sheet.
use portulan_locales::key;
use portulan_model::{Body, Record, State, folder};
use portulan_store::{Change, StoredRecord};
use rust_decimal::Decimal;
use serde_json::Value;

use super::plan::{CellFault, ImportPlan, ImportRow, RowVerdict};
use super::planner::Planner;
use super::rows::{ExistingRecords, is_first, source, with_source};
use super::set_aside::total_aside;
use crate::error::OfficeError;
use crate::form::diff::changes;
use crate::form::{FormData, read, write};

/// A record whose list grows.
struct Parent {
    stored: StoredRecord,
    sheet: FormData,
    body: Body,
    /// Items that were there, and are not yet spoken for by a row.
    left: Vec<Value>,
    /// The rows that add an item, by their places among the rows.
    added: Vec<usize>,
}

/// Plans the import of every row. A row equal to an existing item of the list is that item; the others are
/// added.
pub async fn plan(mut planner: Planner<'_>, list: &'static str) -> Result<ImportPlan, OfficeError> {
    let kind = planner.mapping.target.kind;
    let language = planner.current_user.language();
    let mut parents: Vec<Parent> = Vec::new();
    let lines = planner.lines();
    let named: Vec<String> = lines.iter().map(|line| planner.key(*line).to_owned()).collect();
    let known = ExistingRecords::read(&*planner.office.store, kind, &named).await?;
    for stored in known.records.iter().cloned() {
        let body = stored.record.body.clone();
        let sheet = write::sheet(&body, language);
        let left = items(&body, list);
        parents.push(Parent { stored, sheet, body, left, added: Vec::new() });
    }
    let judged = |line: &usize| {
        let key = planner.key(*line);
        !known.find(key).is_empty() || total_aside(&planner, *line, key).is_none()
    };
    let judged: Vec<usize> = lines.iter().copied().filter(judged).collect();
    planner.read_values(&judged).await?;
    planner.progress.begin(lines.len());
    let mut rows = Vec::new();
    for line in lines {
        planner.progress.step()?;
        let key = planner.key(line).to_owned();
        let found = known.find(&key);
        if found.is_empty()
            && let Some(row) = total_aside(&planner, line, &key)
        {
            rows.push(row);
            continue;
        }
        let fault = match found {
            _ if key.is_empty() => Some(planner.row_fault(key!("office-import-no-record"), "")),
            [] => Some(planner.row_fault(key!("office-import-unknown-record"), &key)),
            [_] => None,
            _ => Some(planner.row_fault(key!("office-import-ambiguous"), &key)),
        };
        let row = match (fault, found) {
            (None, [i]) => judge(&mut planner, line, &mut parents[*i], list).await?,
            (fault, _) => ImportRow {
                line,
                name: key,
                record: None,
                writes: None,
                verdict: RowVerdict::Wrong,
                changes: Vec::new(),
                faults: fault.into_iter().collect(),
            },
        };
        if let (RowVerdict::Adds, [i]) = (row.verdict, found) {
            parents[*i].added.push(rows.len());
        }
        rows.push(row);
        tokio::task::yield_now().await;
    }
    for parent in parents.iter().filter(|parent| !parent.added.is_empty()) {
        judge_whole(&planner, parent, list, &mut rows);
    }
    let state = if planner.mapping.publish { State::Published } else { State::Draft };
    let grown = parents.into_iter().filter(|p| !p.added.is_empty()).map(|p| Change::Update {
        seen: p.stored.revision,
        record: Record { body: p.body, state, ..p.stored.record },
    });
    let changes = grown.collect();
    Ok(planner.finish(rows, changes))
}

/// Checks a list as a whole once all its rows are there, such as shares that sum to 100: a fault of the last row that adds.
fn judge_whole(planner: &Planner<'_>, parent: &Parent, list: &str, rows: &mut [ImportRow]) {
    let record = Record { body: parent.body.clone(), ..parent.stored.record.clone() };
    let faults = planner.judge_list(&record, list);
    let Some(row) = parent.added.last().and_then(|at| rows.get_mut(*at)).filter(|_| !faults.is_empty())
    else {
        return;
    };
    row.verdict = RowVerdict::Wrong;
    row.faults.extend(faults);
}

/// The items of a list as values, without fields that do not distinguish them.
fn items(body: &Body, list: &str) -> Vec<Value> {
    let value = folder::to_value(body);
    let items = value.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    items.into_iter().map(bare).collect()
}

/// True if two values are equal: 12.50 equals 12.5.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) if a != b && (a.contains('.') || b.contains('.')) => {
            a.parse::<Decimal>().is_ok_and(|a| b.parse::<Decimal>() == Ok(a))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// An item without its source, and without the rest of an IATI file.
fn bare(mut item: Value) -> Value {
    if let Some(fields) = item.as_object_mut() {
        for rest in ["source", "provenance", "iati_rest"] {
            fields.remove(rest);
        }
    }
    item
}

/// Sets the value date of an item's amount to the date of the item if the file has none: sheets of payments
/// have one date.
fn value_on_its_day(sheet: &mut FormData, under: &str) {
    let (day, value_day) = (format!("{under}/date"), format!("{under}/value/value_date"));
    let has = |sheet: &FormData, path: &str| !sheet.get(path).trim().is_empty();
    if has(sheet, &format!("{under}/value/amount")) && !has(sheet, &value_day) && has(sheet, &day) {
        let day = sheet.get(&day).to_owned();
        sheet.set(value_day, day);
    }
}

async fn judge(
    planner: &mut Planner<'_>,
    line: usize,
    parent: &mut Parent,
    list: &str,
) -> Result<ImportRow, OfficeError> {
    let (kind, language) = (planner.mapping.target.kind, planner.current_user.language());
    let name = parent.stored.record.body.name().text(language.tag()).to_owned();
    let mut sheet = parent.sheet.clone();
    let under = format!("/{list}/{}", sheet.len(&format!("/{list}")));
    let filled = planner.fill(&mut sheet, line, &under);
    value_on_its_day(&mut sheet, &under);
    if filled.is_unknown {
        planner.remarks.unknown.push(line);
    }
    let known = planner.resolve(kind, &mut sheet, &filled.written).await?;
    source(planner, kind, &mut sheet, &parent.sheet, &under);
    let (body, faults) = read::body(kind, &sheet, language);
    let wrong = faults.iter().filter(|f| f.path.starts_with(&under));
    let wrong = wrong.map(|f| planner.fault(&f.path[under.len()..], f.code, &f.arguments));
    let mut faults = filled.faults;
    let wrong: Vec<CellFault> = wrong.filter(|fault| is_first(&faults, fault)).collect();
    faults.extend(wrong);
    let mut row = ImportRow {
        line,
        name,
        record: Some((kind, parent.stored.record.id)),
        writes: Some(parent.stored.record.id),
        verdict: RowVerdict::Wrong,
        changes: Vec::new(),
        faults,
    };
    let Some(body) = body.filter(|_| row.faults.is_empty()) else { return Ok(row) };
    let record = Record { body, ..parent.stored.record.clone() };
    row.faults = planner.judge(&record, &with_source(known, planner), &under);
    if !row.faults.is_empty() {
        return Ok(row);
    }
    row.changes = changes(Some(&parent.body), &record.body, &planner.names, language);
    let item = items(&record.body, list).pop().unwrap_or_default();
    if let Some(same) = parent.left.iter().position(|old| same(old, &item)) {
        parent.left.remove(same);
        (row.verdict, row.changes) = (RowVerdict::Same, Vec::new());
        return Ok(row);
    }
    row.verdict = RowVerdict::Adds;
    (parent.sheet, parent.body) = (sheet, record.body);
    Ok(row)
}
