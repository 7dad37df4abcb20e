//! Rows that are records.
use std::collections::{HashMap, HashSet};

use portulan_editorial::new_slug;
use portulan_locales::{MessageKey, key};
use portulan_model::{Body, Kind, Record, State, is_slug, normalize_for_search};
use portulan_store::{Change, OfficeStore, StoreError, StoredRecord};
use uuid::Uuid;

use super::fill::Filled;
use super::plan::{CellFault, ImportPlan, ImportRow, RowVerdict};
use super::planner::Planner;
use super::set_aside::set_aside;
use crate::error::OfficeError;
use crate::form::diff::changes;
use crate::form::refs::slug_in_brackets;
use crate::form::{FormData, read, write};

/// The records of a kind, as rows name them.
pub struct ExistingRecords {
    /// The records that some row names.
    pub records: Vec<StoredRecord>,
    by_slug: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl ExistingRecords {
    /// Reads the records of a kind that rows name; others are not read.
    pub async fn read(store: &dyn OfficeStore, kind: Kind, names: &[String]) -> Result<Self, StoreError> {
        let slugs = names.iter().filter_map(|name| slug_in_brackets(name));
        let names = names.iter().map(String::as_str);
        let normalized: Vec<String> = names.chain(slugs).map(normalize_for_search).collect();
        let known = store.aliases(kind, &normalized).await?;
        let mut ids: Vec<Uuid> = known.values().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let records = store.records_by_id(&ids).await?;
        let places: HashMap<Uuid, usize> =
            records.iter().enumerate().map(|(i, stored)| (stored.record.id, i)).collect();
        let by_slug = records.iter().enumerate().map(|(i, s)| (s.record.slug.clone(), i)).collect();
        let place = |ids: Vec<Uuid>| ids.iter().filter_map(|id| places.get(id).copied()).collect();
        let by_name = known.into_iter().map(|(name, ids)| (name, place(ids))).collect();
        Ok(Self { records, by_slug, by_name })
    }

    /// The records that a name, a slug, an identifier or `Name (slug)` means.
    pub fn find(&self, name: &str) -> &[usize] {
        if let Some(i) = self.by_slug.get(name) {
            return std::slice::from_ref(i);
        }
        let named = self.by_name.get(&normalize_for_search(name)).map_or(&[][..], Vec::as_slice);
        match slug_in_brackets(name).and_then(|slug| self.by_slug.get(slug)) {
            Some(i) if named.is_empty() => std::slice::from_ref(i),
            _ => named,
        }
    }
}

/// Plans the import of every row.
pub async fn plan(mut planner: Planner<'_>) -> Result<ImportPlan, OfficeError> {
    let kind = planner.mapping.target.kind;
    planner.allow_themes().await?;
    planner.remarks.outside = planner.lines_outside();
    let lines = planner.lines();
    let named = |line: &usize| {
        let key = planner.key(*line);
        if key.is_empty() { row_name(&planner, *line) } else { key.to_owned() }
    };
    let named: Vec<String> = lines.iter().map(named).collect();
    let existing = ExistingRecords::read(&*planner.office.store, kind, &named).await?;
    let judged = lines.iter().copied();
    let judged: Vec<usize> =
        judged.filter(|line| set_aside(&planner, *line, &row_name(&planner, *line)).is_none()).collect();
    planner.read_values(&judged).await?;
    planner.progress.begin(lines.len());
    let (mut rows, mut out) = (Vec::new(), Vec::new());
    let mut seen: HashMap<Uuid, usize> = HashMap::new();
    let mut new: HashMap<String, usize> = HashMap::new();
    for line in lines {
        planner.progress.step()?;
        let name = row_name(&planner, line);
        let key = planner.key(line).to_owned();
        let called = if key.is_empty() { &name } else { &key };
        let mut faults = Vec::new();
        let found: Vec<&StoredRecord> = existing.find(called).iter().map(|i| &existing.records[*i]).collect();
        if found.is_empty()
            && let Some(row) = set_aside(&planner, line, &name)
        {
            rows.push(row);
            continue;
        }
        let stored = match found.as_slice() {
            [] => None,
            [only] => Some(*only),
            several => {
                let same = equal(&mut planner, line, several).await?;
                if same.is_none() {
                    faults.push(planner.row_fault(key!("office-import-ambiguous"), called));
                }
                same.or_else(|| several.first().copied())
            }
        };
        let twice = match stored {
            Some(stored) => seen.insert(stored.record.id, line),
            None if called.is_empty() => None,
            None => new.insert(normalize_for_search(called), line),
        };
        if let Some(first) = twice {
            // Projects and events of several years have the same name.
            if stored.is_none() && is_repeated(kind) {
                planner.remarks.same_name.push(line);
            } else {
                faults.push(planner.row_fault(key!("office-import-twice"), &(first + 1).to_string()));
            }
        }
        let (row, change) = judge(&mut planner, line, stored, faults).await?;
        rows.push(ImportRow { name: if row.name.is_empty() { name } else { row.name }, ..row });
        out.extend(change);
        tokio::task::yield_now().await;
    }
    Ok(planner.finish(rows, out))
}

/// The columns of names.
fn name_columns(planner: &Planner<'_>) -> impl Iterator<Item = usize> {
    let named = |path: &str| path.starts_with("/title/") || path.starts_with("/name/");
    planner.columns.iter().filter(move |(_, c)| !c.is_record() && named(&c.path)).map(|(c, _)| *c)
}

/// The name that a row gives its record.
fn row_name(planner: &Planner<'_>, line: usize) -> String {
    let mut cells = name_columns(planner).map(|c| planner.text(line, c));
    cells.find(|cell| !cell.is_empty()).unwrap_or_default().to_owned()
}

/// A fault of the name, at its column if there is one.
fn name_fault(planner: &Planner<'_>, key: MessageKey, value: &str) -> CellFault {
    let column = name_columns(planner).next();
    CellFault { column, ..planner.row_fault(key, value) }
}

/// Writes a row into the form of its record. Returns the result for its cells, and the references that exist.
async fn fill_row(
    planner: &mut Planner<'_>,
    sheet: &mut FormData,
    line: usize,
) -> Result<(Filled, HashSet<(Kind, String)>), OfficeError> {
    planner.place_country = planner.row_country(line);
    let mut filled = planner.fill(sheet, line, "");
    planner.country(line, &mut filled);
    planner.fill_composite(sheet, line, &mut filled).await?;
    let known = planner.resolve(planner.mapping.target.kind, sheet, &filled.written).await?;
    Ok((filled, known))
}

async fn judge(
    planner: &mut Planner<'_>,
    line: usize,
    stored: Option<&StoredRecord>,
    mut faults: Vec<CellFault>,
) -> Result<(ImportRow, Option<Change>), OfficeError> {
    let (kind, language) = (planner.mapping.target.kind, planner.current_user.language());
    let old = stored.map(|s| &s.record.body);
    let mut sheet = old.map(|body| write::sheet(body, language)).unwrap_or_default();
    let before = sheet.clone();
    planner.add_themes(line);
    let (filled, known) = fill_row(planner, &mut sheet, line).await?;
    if filled.is_approximate {
        planner.remarks.approximate.push(line);
    }
    if filled.is_unknown {
        planner.remarks.unknown.push(line);
    }
    if filled.has_new_funder {
        planner.remarks.new_funder.push(line);
    }
    faults.extend(filled.faults);
    source(planner, kind, &mut sheet, &before, "");
    let (body, wrong) = read::body(kind, &sheet, language);
    let wrong = wrong.iter().map(|f| planner.fault(&f.path, f.code, &f.arguments));
    let wrong: Vec<CellFault> = wrong.filter(|fault| is_first(&faults, fault)).collect();
    faults.extend(wrong);
    let is_nameless = |body: &Body| body.name().0.values().all(|name| normalize_for_search(name).is_empty());
    if faults.is_empty() && !old.is_some_and(is_nameless) && body.as_ref().is_some_and(is_nameless) {
        faults.push(name_fault(planner, key!("office-import-no-name"), ""));
    }
    let mut row = ImportRow {
        line,
        name: stored.map(|s| s.record.body.name().text(language.tag()).to_owned()).unwrap_or_default(),
        record: stored.map(|s| (kind, s.record.id)),
        writes: stored.map(|s| s.record.id),
        verdict: RowVerdict::Wrong,
        changes: Vec::new(),
        faults,
    };
    let Some(body) = body.filter(|_| row.faults.is_empty()) else { return Ok((row, None)) };
    let state = if planner.mapping.publish { State::Published } else { State::Draft };
    let id = match stored {
        Some(stored) => stored.record.id,
        None => planner.office.new_id()?,
    };
    let slug = if let Some(stored) = stored {
        stored.record.slug.clone()
    } else {
        let key = planner.key(line).to_owned();
        let wanted = if is_slug(&key) { key } else { new_slug(id, &body, &planner.tongue) };
        planner.free(kind, &wanted).await?
    };
    let record = Record { id, slug, state, body };
    row.writes = Some(id);
    row.faults = planner.judge(&record, &with_source(known, planner), "");
    row.changes = changes(old, &record.body, &planner.names, language);
    row.verdict = match old {
        _ if !row.faults.is_empty() => RowVerdict::Wrong,
        Some(old) if *old == record.body => RowVerdict::Same,
        Some(_) => RowVerdict::Changes,
        None => RowVerdict::Adds,
    };
    let change = match (row.verdict, stored) {
        (RowVerdict::Adds, _) => Some(Change::Create(record)),
        (RowVerdict::Changes, Some(stored)) => Some(Change::Update { record, seen: stored.revision }),
        _ => None,
    };
    Ok((row, change))
}

/// True for kinds of which several records can have the same name, such as a project of each year.
fn is_repeated(kind: Kind) -> bool {
    matches!(kind, Kind::Project | Kind::Event | Kind::Mission | Kind::Agreement)
}

/// The largest number of records of the same name that a row is compared with.
const MAX_CANDIDATES: usize = 20;

/// The record with exactly the content of a row, of several with its name.
async fn equal<'s>(
    planner: &mut Planner<'_>,
    line: usize,
    candidates: &[&'s StoredRecord],
) -> Result<Option<&'s StoredRecord>, OfficeError> {
    let (kind, language) = (planner.mapping.target.kind, planner.current_user.language());
    for candidate in candidates.iter().take(MAX_CANDIDATES) {
        let mut sheet = write::sheet(&candidate.record.body, language);
        fill_row(planner, &mut sheet, line).await?;
        if read::body(kind, &sheet, language).0.is_some_and(|body| body == candidate.record.body) {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

/// True if the cell of a fault has no other fault yet: a fault of its value explains a missing field.
pub fn is_first(faults: &[CellFault], fault: &CellFault) -> bool {
    fault.column.is_none() || faults.iter().all(|other| other.column != fault.column)
}

/// The known references, with the document that facts come from.
pub fn with_source(mut known: HashSet<(Kind, String)>, planner: &Planner<'_>) -> HashSet<(Kind, String)> {
    known.insert((Kind::Document, planner.mapping.source.clone()));
    known
}

/// Sets the source of changed facts to the document of the mapping.
pub fn source(planner: &Planner<'_>, kind: Kind, sheet: &mut FormData, before: &FormData, under: &str) {
    if planner.mapping.source.is_empty() {
        return;
    }
    let language = planner.current_user.language();
    // As the register would write it: the same date in another format is not a change.
    let (Some(body), _) = read::body(kind, sheet, language) else { return };
    let after = write::sheet(&body, language);
    let differs: Vec<String> =
        after.iter().filter(|(p, v)| before.get(p) != *v).map(|(p, _)| p.to_owned()).collect();
    for path in differs.iter().filter(|path| path.starts_with(under)) {
        if let Some(fact) = sourced(kind, path) {
            sheet.set(format!("{fact}/source"), planner.mapping.source.as_str());
        }
    }
}

/// The innermost part of a path that has a source of its own.
fn sourced(kind: Kind, path: &str) -> Option<String> {
    use portulan_model::FieldSchema;
    let (mut shape, mut at, mut found) = (kind.shape(), String::new(), None);
    for step in path.split('/').skip(1) {
        while let FieldSchema::Optional(inner) = shape {
            shape = inner();
        }
        match shape {
            FieldSchema::Fact(_) if step != "value" => return None,
            FieldSchema::Fact(_) => found = Some(at.clone()),
            FieldSchema::Group(group) if group.sourced => found = Some(at.clone()),
            _ => {}
        }
        shape = match shape {
            FieldSchema::Fact(inner) | FieldSchema::List(inner) => inner(),
            FieldSchema::Group(group) => match group.fields.iter().find(|f| f.name == step) {
                Some(field) => (field.shape)(),
                None => return None,
            },
            _ => return found,
        };
        at.extend(["/", step]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_has_a_source_is_found() {
        let of = |path| sourced(Kind::Partnership, path);
        assert_eq!(of("/since/value").as_deref(), Some("/since"));
        assert_eq!(of("/status/2/reason/fr").as_deref(), Some("/status/2"));
        assert_eq!(of("/objectives/0/value/fr").as_deref(), Some("/objectives/0"));
        assert_eq!(of("/title/fr"), None);
        assert_eq!(of("/since/source"), None);
    }
}
