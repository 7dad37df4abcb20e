//! Bringing a file in: send it, say what its columns are, look at what would happen, mend, take it.
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_model::{Kind, fold};
use portulan_store::{Filter, UserRole};
use portulan_workbook::{Mark, Table, WorkbookError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::media::unreadable;
use super::publish::four_eyes;
use crate::Office;
use crate::auth::{Seat, digest};
use crate::error::OfficeError;
use crate::form::diff::Changed;
use crate::form::refs;
use crate::import::columns::guess;
use crate::import::jobs::{Received, Stage};
use crate::import::{Column, Job, Mapping, Plan, Row, Target, Verdict, columns, whole};
use crate::view::{View, page, refused};

/// A file may have this many bytes.
pub const FILE_BYTES: usize = 64 << 20;
/// Rows on a page of the preview.
const ROWS: usize = 100;
/// Values shown of a column.
const SAMPLES: usize = 3;

/// Those who bring files in: editors of the whole register.
fn may(seat: &Seat) -> Result<(), OfficeError> {
    seat.needs(UserRole::Editor)?;
    if Seat::is_own(&seat.user) { Ok(()) } else { Err(OfficeError::Forbidden) }
}

/// Whether what somebody brings in may be public at once.
async fn may_publish(office: &Office, seat: &Seat) -> Result<bool, OfficeError> {
    Ok(seat.user.role >= UserRole::Publisher && !four_eyes(office).await?)
}

#[derive(Template)]
#[template(path = "import.html")]
struct StartPage {
    v: View,
    targets: Vec<(String, String)>,
    current: Option<(Uuid, String)>,
    may_publish: bool,
    problem: String,
}

async fn first(office: &Office, seat: &Seat, problem: String) -> Result<StartPage, OfficeError> {
    let v = View::new(seat, "import");
    let targets = Target::all().into_iter().map(|t| (t.key(), t.label(v.language)));
    Ok(StartPage {
        targets: targets.collect(),
        current: office
            .jobs
            .of(seat.user.id)
            .filter(|job| !job.is_done())
            .map(|job| (job.id, job.name.clone())),
        may_publish: may_publish(office, seat).await?,
        problem,
        v,
    })
}

pub async fn start(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    may(&seat)?;
    Ok(page(&first(&office, &seat, String::new()).await?))
}

pub async fn receive(
    State(office): State<Office>,
    seat: Seat,
    mut form: Multipart,
) -> Result<Response, OfficeError> {
    may(&seat)?;
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
        let problem = seat.language().text("office-import-no-file");
        return Ok(refused(&first(&office, &seat, problem).await?));
    };
    let language = seat.language();
    let work = tokio::task::spawn_blocking(move || open(&bytes, language));
    let received = match work.await.map_err(|e| OfficeError::Failed(e.to_string()))? {
        Ok(received) => received,
        Err(problem) => return Ok(refused(&first(&office, &seat, problem).await?)),
    };
    let publish = publish && may_publish(&office, &seat).await?;
    let is_whole = matches!(received, Received::Whole(_));
    let job = office.jobs.begin(seat.user.id, name, received, publish);
    if is_whole {
        job.check(&office, &seat);
    }
    Ok(Redirect::to(&format!("/office/import/{}", job.id)).into_response())
}

/// What a file is, by what it holds.
fn open(bytes: &[u8], language: portulan_locales::Language) -> Result<Received, String> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<') {
        return Ok(Received::Whole(whole::Whole::Iati(bytes.to_vec())));
    }
    match portulan_workbook::read(bytes) {
        Ok(tables) if tables.is_empty() => Err(language.text("office-import-empty")),
        Ok(tables) => Ok(Received::Tables(tables)),
        Err(WorkbookError::Unknown) if bytes.starts_with(b"PK") => {
            whole::folder(bytes, language).map(Received::Whole)
        }
        Err(WorkbookError::Unknown) => Err(language.text("office-import-unknown")),
        Err(WorkbookError::TooLarge) => Err(language.text("office-import-large")),
        Err(WorkbookError::Damaged(why) | WorkbookError::Unwritten(why)) => {
            Err(language.say("office-import-damaged", &[("value", why.as_str().into())]))
        }
    }
}

fn job(office: &Office, seat: &Seat, id: Uuid) -> Result<Arc<Job>, OfficeError> {
    may(seat)?;
    office.jobs.find(id, seat.user.id).ok_or(OfficeError::Missing)
}

/// Which part of the page.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    table: usize,
    head: Option<usize>,
    #[serde(default)]
    target: String,
    #[serde(default)]
    show: String,
    #[serde(default)]
    page: usize,
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, OfficeError> {
    let job = job(&office, &seat, id)?;
    let (stage, received) = {
        let state = job.state();
        (state.stage.clone(), state.file.clone())
    };
    match (stage, &*received) {
        (Stage::Mapping, Received::Tables(tables)) => {
            Ok(page(&mapping_page(&office, &seat, &job, tables, &asked).await?))
        }
        (Stage::Ready(plan), _) => Ok(page(&rows_page(&office, &seat, &job, &plan, &asked).await?)),
        (stage, _) => {
            let (done, total) = job.progress().counts();
            Ok(page(&WaitPage { v: View::new(&seat, "import"), name: job.name.clone(), stage, done, total }))
        }
    }
}

#[derive(Template)]
#[template(path = "import_wait.html")]
struct WaitPage {
    v: View,
    name: String,
    stage: Stage,
    done: usize,
    total: usize,
}

/// A column of the file: what it is headed, some of what it holds, and what it is taken for.
struct Heading {
    index: usize,
    title: String,
    samples: Vec<String>,
    chosen: String,
}

#[derive(Template)]
#[template(path = "import_columns.html")]
struct MappingPage {
    v: View,
    name: String,
    tables: Vec<(usize, String, usize)>,
    table: usize,
    /// The row of the headings, from 1 as people count.
    head: usize,
    targets: Vec<(String, String)>,
    target: String,
    headings: Vec<Heading>,
    columns: Vec<Column>,
    documents: Vec<String>,
    mapping: Memory,
    remembered: bool,
    may_publish: bool,
}

/// What is remembered of how a file with such headings was understood.
#[derive(Serialize, Deserialize, Default, Clone)]
struct Memory {
    target: String,
    columns: Vec<String>,
    source: String,
    clear: bool,
    create: bool,
    #[serde(skip)]
    publish: bool,
}

/// The setting that keeps it.
fn memory_key(headings: &[String]) -> String {
    let folded: Vec<String> = headings.iter().map(|h| fold(h.trim())).collect();
    format!("import {}", digest(&folded.join("\n")))
}

fn headings(table: &Table, head: usize) -> Vec<String> {
    (0..table.width()).map(|c| table.cell(head, c).trim().to_owned()).collect()
}

/// The first row that has several cells, in which headings are looked for.
fn head_of(table: &Table) -> usize {
    let several = |row: &&Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
    table.rows.iter().take(20).position(|row| several(&row)).unwrap_or_default()
}

async fn mapping_page(
    office: &Office,
    seat: &Seat,
    job: &Job,
    tables: &[Table],
    asked: &Asked,
) -> Result<MappingPage, OfficeError> {
    let v = View::new(seat, "import");
    let before = job.state().mapping.clone().filter(|_| asked.target.is_empty() && asked.head.is_none());
    let index = before.as_ref().map_or(asked.table, |m| m.table);
    let table = tables.get(index).ok_or(OfficeError::Missing)?;
    let head = asked.head.map(|n| n.saturating_sub(1).min(table.rows.len() - 1));
    let head = before.as_ref().map(|m| m.head).or(head).unwrap_or_else(|| head_of(table));
    let titles = headings(table, head);
    let authority = super::desk::authority(office).await?;
    let tongues = authority.map(|a| a.languages).unwrap_or_default();
    let known = office.store.setting(&memory_key(&titles)).await?;
    let known: Option<Memory> = known.and_then(|json| serde_json::from_str(&json).ok());
    let known = known.filter(|m| asked.target.is_empty() || m.target == asked.target);
    let remembered = known.is_some() && before.is_none();
    let memory = match (before, known) {
        (Some(m), _) => Memory {
            target: m.target.key(),
            columns: m.columns,
            source: m.source,
            clear: m.clear,
            create: m.create,
            publish: m.publish,
        },
        (None, Some(known)) => known,
        (None, None) => {
            let target = Target::of(&asked.target).unwrap_or_else(|| likely(&titles, &tongues));
            let columns = guess(&titles, target, &tongues);
            Memory { target: target.key(), columns, ..Memory::default() }
        }
    };
    let target = Target::of(&memory.target).ok_or(OfficeError::Missing)?;
    let samples = |c: usize| {
        let cells = table.rows.iter().skip(head + 1).filter_map(|row| row.get(c));
        let filled = cells.filter(|cell| !cell.trim().is_empty()).take(SAMPLES);
        filled.map(|cell| cell.chars().take(60).collect()).collect()
    };
    let headings = titles.iter().enumerate().map(|(index, title)| Heading {
        index,
        title: title.clone(),
        samples: samples(index),
        chosen: memory.columns.get(index).cloned().unwrap_or_default(),
    });
    let filter = Filter { kind: Some(Kind::Document), ..Filter::default() };
    let documents = office.store.list(&filter).await?.heads;
    let named = tables.iter().enumerate().map(|(i, t)| (i, t.name.clone(), t.rows.len()));
    Ok(MappingPage {
        name: job.name.clone(),
        tables: named.collect(),
        table: index,
        head: head + 1,
        targets: Target::all().into_iter().map(|t| (t.key(), t.label(v.language))).collect(),
        target: memory.target.clone(),
        headings: headings.collect(),
        columns: columns(target, &tongues, v.language),
        documents: documents.iter().map(|h| v.head(h)).collect(),
        mapping: memory,
        remembered,
        may_publish: may_publish(office, seat).await?,
        v,
    })
}

/// What rows with such headings most likely are: of what fits equally well, the first.
fn likely(titles: &[String], tongues: &[String]) -> Target {
    let fits =
        |target: &Target| guess(titles, *target, tongues).iter().filter(|path| !path.is_empty()).count();
    let all = Target::all();
    let best = all.iter().rev().max_by_key(|target| fits(target));
    best.copied().unwrap_or(Target { kind: Kind::Organisation, list: None })
}

/// A cell of the preview that can be mended on the spot.
struct Mendable {
    name: String,
    heading: String,
    value: String,
    text: String,
}

/// A row of the preview.
struct Shown<'a> {
    row: &'a Row,
    cells: Vec<Mendable>,
    changes: &'a [Changed],
    fields: usize,
    /// What is wrong and stands in no cell.
    general: Vec<String>,
}

#[derive(Template)]
#[template(path = "import_rows.html")]
struct RowsPage<'a> {
    v: View,
    id: Uuid,
    name: String,
    counts: Vec<(Verdict, usize)>,
    show: &'a str,
    shown: Vec<Shown<'a>>,
    aside: Vec<(Kind, String)>,
    left_out: usize,
    /// Whether cells can be mended: files of records are mended where they come from.
    cells: bool,
    wrong: usize,
    effective: usize,
    told: &'static str,
    publish: bool,
    page: usize,
    next: Option<usize>,
}

async fn rows_page<'a>(
    office: &Office,
    seat: &Seat,
    job: &Job,
    plan: &'a Plan,
    asked: &'a Asked,
) -> Result<RowsPage<'a>, OfficeError> {
    let (received, mapping, left_out, told) = {
        let mut state = job.state();
        let told = std::mem::take(&mut state.told);
        (state.file.clone(), state.mapping.clone(), state.left_out.len(), told)
    };
    let table = match (&*received, &mapping) {
        (Received::Tables(tables), Some(m)) => tables.get(m.table).map(|table| (table, m.head)),
        _ => None,
    };
    let rows: Vec<&Row> =
        plan.rows.iter().filter(|row| asked.show.is_empty() || row.verdict.name() == asked.show).collect();
    let first = asked.page.saturating_mul(ROWS);
    let next = (first.saturating_add(ROWS) < rows.len()).then_some(asked.page + 1);
    let shown = rows.into_iter().skip(first).take(ROWS).map(|row| shown(row, table));
    let wrong = plan.count(Verdict::Wrong);
    let publish = mapping.as_ref().map_or(job.publish, |m| m.publish);
    Ok(RowsPage {
        v: View::new(seat, "import"),
        id: job.id,
        name: job.name.clone(),
        counts: Verdict::ALL.map(|v| (v, plan.count(v))).into(),
        show: &asked.show,
        shown: shown.collect(),
        aside: plan.aside.clone(),
        left_out,
        cells: table.is_some(),
        wrong,
        effective: plan.count(Verdict::Adds) + plan.count(Verdict::Changes),
        told,
        publish: publish && may_publish(office, seat).await?,
        page: asked.page,
        next,
    })
}

fn shown<'a>(row: &'a Row, table: Option<(&Table, usize)>) -> Shown<'a> {
    let (mut cells, mut general): (Vec<Mendable>, Vec<String>) = (Vec::new(), Vec::new());
    for fault in &row.faults {
        match (fault.column, table) {
            (Some(column), Some((table, head))) => {
                let name = format!("cell:{}:{column}", row.line);
                match cells.iter_mut().find(|cell| cell.name == name) {
                    Some(cell) => cell.text.extend([" ", &fault.text]),
                    None => cells.push(Mendable {
                        name,
                        heading: table.cell(head, column).to_owned(),
                        value: table.cell(row.line, column).to_owned(),
                        text: fault.text.clone(),
                    }),
                }
            }
            _ if fault.field.is_empty() => general.push(fault.text.clone()),
            _ => general.push(format!("{}: {}", fault.field, fault.text)),
        }
    }
    Shown { row, cells, changes: &row.changes, fields: row.changes.len(), general }
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, OfficeError> {
    let job = job(&office, &seat, id)?;
    let field = |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, v)| v.as_str());
    let here = Redirect::to(&format!("/office/import/{id}")).into_response();
    let (verb, line) = field("do").split_once(':').unwrap_or((field("do"), ""));
    match verb {
        "cancel" => {
            // What is being written is written whole, and told.
            if !matches!(job.state().stage, Stage::Writing) {
                office.jobs.cancel(&job);
                return Ok(Redirect::to("/office/import").into_response());
            }
        }
        "back" => {
            let mut state = job.state();
            if matches!(state.stage, Stage::Ready(_) | Stage::Failed(_))
                && matches!(*state.file, Received::Tables(_))
            {
                state.stage = Stage::Mapping;
            }
        }
        "map" => {
            let mapping = mapping(&office, &seat, &job, &pairs).await?;
            job.state().mapping = Some(mapping);
            job.check(&office, &seat);
        }
        "mend" | "leave" | "all" => {
            mend(&job, &pairs);
            let mut state = job.state();
            match (verb, line.parse::<usize>()) {
                ("leave", Ok(line)) => drop(state.left_out.insert(line)),
                ("all", _) => state.left_out.clear(),
                _ => {}
            }
            drop(state);
            job.check(&office, &seat);
        }
        "take" => {
            let stage = job.state().stage.clone();
            if let Stage::Ready(plan) = stage
                && plan.count(Verdict::Wrong) == 0
            {
                let reason =
                    seat.language().say("office-import-reason", &[("value", job.name.as_str().into())]);
                job.take(plan, &office, &seat, &reason);
            }
        }
        _ => return Err(OfficeError::Unreadable(verb.to_owned())),
    }
    Ok(here)
}

/// What the form says the columns are; it is remembered for files with the same headings.
async fn mapping(
    office: &Office,
    seat: &Seat,
    job: &Job,
    pairs: &[(String, String)],
) -> Result<Mapping, OfficeError> {
    let field = |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, v)| v.as_str());
    let received = job.state().file.clone();
    let Received::Tables(tables) = &*received else { return Err(OfficeError::Missing) };
    let index: usize = field("table").parse().unwrap_or_default();
    let table = tables.get(index).ok_or(OfficeError::Missing)?;
    let head = field("head").parse::<usize>().unwrap_or(1).saturating_sub(1).min(table.rows.len() - 1);
    let target = Target::of(field("target")).ok_or(OfficeError::Missing)?;
    let chosen = |c: usize| field(&format!("column:{c}")).to_owned();
    let typed = field("source").trim();
    let source = match typed {
        "" => None,
        typed => refs::find(&*office.store, Kind::Document, typed, seat).await?,
    };
    let mapping = Mapping {
        table: index,
        head,
        target,
        columns: (0..table.width()).map(chosen).collect(),
        source: source.map(|head| head.slug).unwrap_or_default(),
        clear: field("clear") == "true",
        create: field("create") == "true",
        publish: field("publish") == "true" && may_publish(office, seat).await?,
    };
    let memory = Memory {
        target: target.key(),
        columns: mapping.columns.clone(),
        source: mapping.source.clone(),
        clear: mapping.clear,
        create: mapping.create,
        publish: false,
    };
    let json = serde_json::to_string(&memory).map_err(|e| OfficeError::Failed(e.to_string()))?;
    let key = memory_key(&headings(table, head));
    office
        .store
        .put_setting(&key, &json, seat.log("import-columns", target.key(), job.name.as_str()))
        .await?;
    Ok(mapping)
}

/// Writes what was mended into the table.
fn mend(job: &Job, pairs: &[(String, String)]) {
    let mut state = job.state();
    let Some(index) = state.mapping.as_ref().map(|m| m.table) else { return };
    let cells: Vec<(usize, usize, &str)> = pairs
        .iter()
        .filter_map(|(key, value)| {
            let (line, column) = key.strip_prefix("cell:")?.split_once(':')?;
            Some((line.parse().ok()?, column.parse().ok()?, value.as_str()))
        })
        .collect();
    if let Received::Tables(tables) = Arc::make_mut(&mut state.file)
        && let Some(table) = tables.get_mut(index)
    {
        for (line, column, text) in cells {
            table.set(line, column, text);
        }
    }
}

/// A file as an answer.
fn xlsx(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.xlsx\"")),
    ];
    (headers, bytes).into_response()
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn failed(e: WorkbookError) -> OfficeError {
    OfficeError::Failed(e.to_string())
}

/// The file as it was sent and mended, with what is wrong at each cell.
pub async fn workbook(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let job = job(&office, &seat, id)?;
    let (received, mapping, stage) = {
        let state = job.state();
        (state.file.clone(), state.mapping.clone(), state.stage.clone())
    };
    let (Received::Tables(tables), Some(mapping), Stage::Ready(plan)) = (&*received, mapping, stage) else {
        return Err(OfficeError::Missing);
    };
    let v = View::new(&seat, "import");
    let mut table = tables.get(mapping.table).cloned().ok_or(OfficeError::Missing)?;
    // Headings come first in what is written.
    table.rows.drain(..mapping.head);
    let last = table.width();
    table.set(0, last, "Portulan");
    let mut marks = Vec::new();
    for row in &plan.rows {
        let line = row.line - mapping.head;
        let said: Vec<&str> = row.faults.iter().map(|f| f.text.as_str()).collect();
        let verdict = v.word("office-verdict", row.verdict.name());
        table.set(line, last, &[&[verdict.as_str()], said.as_slice()].concat().join(" · "));
        let faults = row.faults.iter();
        marks.extend(faults.map(|f| Mark {
            row: line,
            column: f.column.unwrap_or(last),
            text: f.text.clone(),
        }));
    }
    let bytes = tokio::task::spawn_blocking(move || portulan_workbook::write(&[table], &marks));
    let bytes = bytes.await.map_err(|e| OfficeError::Failed(e.to_string()))?.map_err(failed)?;
    Ok(xlsx("portulan-import", bytes))
}

/// Which template.
#[derive(Deserialize)]
pub struct Wanted {
    target: String,
}

/// An empty sheet with the headings of a target; where rows belong to records, those are on a second sheet.
pub async fn template(
    State(office): State<Office>,
    seat: Seat,
    Query(wanted): Query<Wanted>,
) -> Result<Response, OfficeError> {
    may(&seat)?;
    let target = Target::of(&wanted.target).ok_or(OfficeError::Missing)?;
    let v = View::new(&seat, "import");
    let tongues = super::desk::authority(&office).await?.map(|a| a.languages).unwrap_or_default();
    let headings = columns(target, &tongues, v.language).into_iter().map(|c| c.label).collect();
    let mut tables =
        vec![Table { name: target.label(v.language).replace(" › ", " - "), rows: vec![headings] }];
    if target.list.is_some() {
        let filter = Filter { kind: Some(target.kind), ..seat.all() };
        let heads = office.store.list(&filter).await?.heads;
        let mut rows = vec![vec![v.t("office-import-record"), v.kinds(&target.kind)]];
        rows.extend(heads.iter().map(|h| vec![h.slug.clone(), v.head(h)]));
        tables.push(Table { name: v.kinds(&target.kind), rows });
    }
    let bytes = portulan_workbook::write(&tables, &[]).map_err(failed)?;
    Ok(xlsx(&target.key().replace('/', "-"), bytes))
}
