//! What the columns of a spreadsheet are: guessed, remembered, said.
use askama::Template;
use portulan_model::{Kind, fold};
use portulan_store::Filter;
use portulan_workbook::Table;
use serde::{Deserialize, Serialize};

use super::{Asked, may_publish};
use crate::Office;
use crate::auth::{Seat, digest};
use crate::error::OfficeError;
use crate::form::refs;
use crate::import::columns::guess;
use crate::import::jobs::Received;
use crate::import::{Column, Job, Mapping, Target, columns};
use crate::view::View;

/// Values shown of a column.
const SAMPLES: usize = 3;

/// A column of the file: what it is headed, some of what it holds, and what it is taken for.
struct Heading {
    index: usize,
    title: String,
    samples: Vec<String>,
    chosen: String,
}

#[derive(Template)]
#[template(path = "import_columns.html")]
pub(super) struct MappingPage {
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

/// Characters of a heading that count: no name of a column is longer.
const MAX_HEADING_CHARS: usize = 200;

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
    let heading = |column| table.cell(head, column).trim().chars().take(MAX_HEADING_CHARS).collect();
    (0..table.width()).map(heading).collect()
}

/// The first row that has several cells, in which headings are looked for.
fn head_of(table: &Table) -> usize {
    (0..table.height().min(20)).find(|row| table.row(*row).nth(1).is_some()).unwrap_or_default()
}

pub(super) async fn mapping_page(
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
    let head = asked.head.map(|n| n.saturating_sub(1).min(table.height().saturating_sub(1)));
    let head = before.as_ref().map(|m| m.head).or(head).unwrap_or_else(|| head_of(table));
    let titles = headings(table, head);
    let authority = portulan_editorial::authority(&*office.store).await?;
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
        let cells = (head + 1..table.height()).map(|row| table.cell(row, c));
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
    let named = tables.iter().enumerate().map(|(i, t)| (i, t.name.clone(), t.height()));
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
/// What the form says the columns are; it is remembered for files with the same headings.
pub(super) async fn mapping(
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
    let head =
        field("head").parse::<usize>().unwrap_or(1).saturating_sub(1).min(table.height().saturating_sub(1));
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
    let json = serde_json::to_string(&memory).map_err(OfficeError::failed)?;
    let key = memory_key(&headings(table, head));
    office
        .store
        .put_setting(&key, &json, seat.log("import-columns", target.key(), job.name.as_str()))
        .await?;
    Ok(mapping)
}
