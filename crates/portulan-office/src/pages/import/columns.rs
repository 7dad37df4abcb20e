//! The mapping of columns: guessed, remembered, or chosen by the user.
use askama::Template;
use portulan_locales::{Language, MessageKey, dates, key, list};
use portulan_model::{FieldSchema, Kind, normalize_for_search};
use portulan_store::Filter;
use portulan_workbook::{CellKind, CsvEncoding, Separator, SheetTable};

use super::memory::{Memory, headings, memory_key, remembered_mapping};
use super::offers::{NameList, Offer, Offers};
use super::request::ImportQuery;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::import::headings::{Headings, guess};
use crate::import::reading::{ColumnAnswer, Reading, is_day_first};
use crate::import::{
    Column, Constant, HiddenRows, ImportJob, ImportTarget, ValueDomain, constant_columns, import_columns,
    may_publish,
};
use crate::view::OfficeView;

/// Values shown of a column.
const SAMPLES: usize = 3;

/// Rows and columns of a CSV that are shown before its columns are named.
const PREVIEW: (usize, usize) = (6, 12);
/// Characters of a value that is shown.
const SHOWN_CHARS: usize = 60;
/// Documents that the page offers as sources.
const MAX_SOURCES: u32 = 200;

/// A column of the file: its heading, sample values, and mapping.
struct Heading {
    index: usize,
    title: String,
    samples: Vec<String>,
    chosen: String,
    is_hidden: bool,
    question: Option<Question>,
}

/// A question about the numbers or dates of a column.
struct Question {
    key: MessageKey,
    /// Name, label, and whether it is chosen.
    choices: Vec<(&'static str, String, bool)>,
    is_open: bool,
}

/// The settings of a CSV: options with the current one marked, and the first rows.
struct CsvChoices {
    separators: Vec<(&'static str, bool)>,
    encodings: Vec<(&'static str, bool)>,
    rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "import_columns.html")]
pub(super) struct MappingPage {
    v: OfficeView,
    name: String,
    /// Number, name, rows, hidden.
    tables: Vec<(usize, String, usize, bool)>,
    table: usize,
    /// The row of the headings, from 1.
    head: usize,
    targets: Vec<(String, String)>,
    target: String,
    headings: Vec<Heading>,
    columns: Vec<Column>,
    /// The fields that can have a value for all rows.
    constants: Vec<ShownConstant>,
    lists: Vec<NameList>,
    documents: Vec<String>,
    mapping: Memory,
    remembered: bool,
    may_publish: bool,
    csv: Option<CsvChoices>,
    /// The number of hidden rows, and whether they are left out.
    hidden_rows: Option<(usize, bool)>,
    /// True if the sheet is hidden.
    is_hidden: bool,
    merged_rows: usize,
    /// The message about missing input; empty for none.
    problem: Option<MessageKey>,
}

impl MappingPage {
    /// True if a field has a value for all rows.
    fn has_constants(&self) -> bool {
        self.constants.iter().any(|constant| !constant.text.is_empty())
    }
}

/// A field that can have a value for all rows.
struct ShownConstant {
    path: String,
    label: String,
    options: Vec<(String, String)>,
    list: String,
    text: String,
    /// True if the text is not recognised.
    is_unknown: bool,
}

impl ShownConstant {
    fn new(column: Column, offer: Offer, known: Option<&Constant>) -> Self {
        let (options, list) = match offer {
            Offer::Options(options) => (options, String::new()),
            Offer::Names(list) => (Vec::new(), list),
        };
        let text = known.map(|constant| constant.text.clone()).unwrap_or_default();
        let is_unknown = known.is_some_and(|constant| constant.value.is_empty());
        Self { path: column.path, label: column.label, options, list, text, is_unknown }
    }
}

/// The known headings, by target.
fn known(tongues: &[String]) -> Vec<(ImportTarget, Headings)> {
    ImportTarget::all().into_iter().map(|target| (target, Headings::of(target, tongues))).collect()
}

/// The row of the headings: the first one with several cells, unless a later one of the first rows has more headings that
/// are known.
fn head_of(table: &SheetTable, known: &[(ImportTarget, Headings)]) -> usize {
    /// Rows in which headings are looked for.
    const LOOKED_AT: usize = 20;
    let rows: Vec<usize> =
        (0..table.height().min(LOOKED_AT)).filter(|row| table.row(*row).nth(1).is_some()).collect();
    let fits = |row: usize| {
        let titles = headings(table, row);
        known.iter().map(|(_, headings)| headings.fit(&titles)).max().unwrap_or_default()
    };
    // The first among equals.
    rows.into_iter().rev().max_by_key(|row| fits(*row)).unwrap_or_default()
}

pub(super) async fn mapping_page(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    tables: &[SheetTable],
    asked: &ImportQuery,
) -> Result<MappingPage, OfficeError> {
    let v = OfficeView::new(current_user, "import");
    let before = job.state().mapping.clone().filter(|_| asked.target.is_empty() && asked.head.is_none());
    // A hidden sheet is probably not the one to import.
    let shown = tables.iter().position(|table| !table.is_hidden).unwrap_or_default();
    let index = before.as_ref().map_or(asked.table.unwrap_or(shown), |m| m.table);
    let table = tables.get(index).ok_or(OfficeError::Missing)?;
    let authority = portulan_editorial::authority(&*office.store).await?;
    let is_day_first = is_day_first(authority.as_ref(), v.language);
    let tongues = authority.as_ref().map(|a| a.languages.clone()).unwrap_or_default();
    let all_known = known(&tongues);
    let head = asked.head.map(|n| n.saturating_sub(1).min(table.height().saturating_sub(1)));
    let head = before.as_ref().map(|m| m.head).or(head).unwrap_or_else(|| head_of(table, &all_known));
    let titles = headings(table, head);
    let known = remembered_mapping(office, &memory_key(&titles)).await?;
    let known = known.filter(|m| asked.target.is_empty() || m.target == asked.target);
    let remembered = known.is_some() && before.is_none();
    let skipped = before.as_ref().is_some_and(|m| m.hidden_rows == HiddenRows::LeftOut);
    let answers = before.as_ref().map(|m| m.answers.clone()).unwrap_or_default();
    let is_answering = before.is_some();
    let memory = match (before, known) {
        (Some(m), _) => Memory {
            target: m.target.key(),
            columns: m.columns,
            source: m.source,
            clear: m.clear,
            create: m.create,
            constants: m.constants,
            choices: m.choices,
            publish: m.publish,
        },
        (None, Some(known)) => known,
        (None, None) => {
            let target =
                ImportTarget::of(&asked.target).unwrap_or_else(|| likely(&titles, &table.name, &all_known));
            let columns = guess(&titles, target, &tongues);
            Memory { target: target.key(), columns, create: true, ..Memory::default() }
        }
    };
    let target = ImportTarget::of(&memory.target).ok_or(OfficeError::Missing)?;
    let samples = |c: usize| {
        let cells = (head + 1..table.height()).map(|row| table.cell(row, c));
        let filled = cells.filter(|cell| !cell.trim().is_empty()).take(SAMPLES);
        filled.map(|cell| cell.chars().take(SHOWN_CHARS).collect()).collect()
    };
    let columns = import_columns(target, &tongues, v.language);
    let headings = titles.iter().enumerate().map(|(index, title)| {
        let chosen = memory.columns.get(index).cloned().unwrap_or_default();
        let column = columns.iter().find(|column| column.path == chosen);
        let answer = answers.get(&index).copied();
        let question = column.and_then(|column| {
            let reading = Reading::of((table, head), (index, column), None, is_day_first);
            Some(question(&v, column, &reading.open?, answer))
        });
        let is_hidden = table.is_column_hidden(index);
        Heading { index, title: title.clone(), samples: samples(index), chosen, is_hidden, question }
    });
    let headings: Vec<Heading> = headings.collect();
    let mut offers = Offers::new(office, current_user, authority.as_ref());
    let mut shown_constants = Vec::new();
    for column in constant_columns(target, &tongues, v.language, &memory.columns) {
        let Some(domain) = ValueDomain::of(&column) else { continue };
        let known = memory.constants.iter().find(|constant| constant.path == column.path);
        let offer = offers.of(&column, domain).await?;
        shown_constants.push(ShownConstant::new(column, offer, known));
    }
    let documents = office.store.summaries(&Filter::of(Kind::Document).first(MAX_SOURCES)).await?;
    let named = tables.iter().enumerate().map(|(i, t)| (i, t.name.clone(), t.height(), t.is_hidden));
    let is_open = headings.iter().any(|h| h.question.as_ref().is_some_and(|q| q.is_open));
    let told = std::mem::take(&mut job.state().notice);
    let problem = if is_open && is_answering { Some(key!("office-import-answer-first")) } else { told };
    Ok(MappingPage {
        name: job.name.clone(),
        tables: named.collect(),
        table: index,
        head: head + 1,
        targets: ImportTarget::all().into_iter().map(|t| (t.key(), t.label(v.language))).collect(),
        target: memory.target.clone(),
        headings,
        columns,
        csv: csv_choices(table),
        hidden_rows: Some((table.hidden_rows(head), skipped)).filter(|(count, _)| *count > 0),
        merged_rows: table.merged_rows(head),
        is_hidden: table.is_hidden,
        problem,
        constants: shown_constants,
        lists: offers.lists,
        documents: documents.iter().map(|h| v.head(h)).collect(),
        mapping: memory,
        remembered,
        may_publish: may_publish(office, current_user).await?,
        v,
    })
}

/// The current settings of a CSV, with the alternatives.
fn csv_choices(table: &SheetTable) -> Option<CsvChoices> {
    let form = table.csv?;
    let (rows, columns) = PREVIEW;
    let cell = |row, column| table.cell(row, column).chars().take(SHOWN_CHARS).collect();
    let columns = table.width().min(columns);
    Some(CsvChoices {
        separators: Separator::ALL.map(|s| (s.name(), s == form.separator)).into(),
        encodings: CsvEncoding::ALL.map(|e| (e.name(), e == form.encoding)).into(),
        rows: (0..table.height().min(rows)).map(|r| (0..columns).map(|c| cell(r, c)).collect()).collect(),
    })
}

/// The question about a column: the meaning of an example with each answer.
fn question(v: &OfficeView, column: &Column, example: &str, chosen: Option<ColumnAnswer>) -> Question {
    let is_date = matches!(column.shape, FieldSchema::Date);
    let answers = if is_date {
        [ColumnAnswer::DayFirst, ColumnAnswer::MonthFirst]
    } else {
        [ColumnAnswer::Comma, ColumnAnswer::Point]
    };
    let meaning = |answer: ColumnAnswer| {
        let reading = Reading { answer: Some(answer), is_chosen: true, open: None };
        let value = if is_date {
            reading.date(example, CellKind::Text).map(|date| dates::date(v.language, date))
        } else {
            let number = reading.number(column, example, CellKind::Text);
            number.map(|(number, _)| v.language.decimal(number))
        };
        value.unwrap_or_default()
    };
    let label = |answer: ColumnAnswer| {
        let (name, value) = (v.word(list!("office-import-answer"), answer.name()), meaning(answer));
        let arguments =
            [("answer", name.as_str().into()), ("example", example.into()), ("value", value.as_str().into())];
        v.language.format(key!("office-import-choice"), &arguments)
    };
    Question {
        key: if is_date { key!("office-import-ask-date") } else { key!("office-import-ask-number") },
        choices: answers.map(|a| (a.name(), label(a), chosen == Some(a))).into(),
        is_open: chosen.is_none(),
    }
}

/// The most likely target for these headings in a sheet of this name; the first among equals.
fn likely(titles: &[String], sheet: &str, known: &[(ImportTarget, Headings)]) -> ImportTarget {
    /// Headings that the name of a kind in the name of the sheet counts for.
    const NAMED: usize = 2;
    let sheet = normalize_for_search(sheet);
    let is_named = |target: &ImportTarget| {
        let of = |language: &Language| {
            normalize_for_search(&language.word(list!("office-kinds"), target.kind.singular()))
        };
        target.list.is_none() && Language::complete().iter().any(|language| sheet.contains(&of(language)))
    };
    let fit = |(target, headings): &&(ImportTarget, Headings)| {
        headings.fit(titles) + if is_named(target) { NAMED } else { 0 }
    };
    let best = known.iter().rev().max_by_key(fit);
    best.map_or(ImportTarget { kind: Kind::Organisation, list: None }, |(target, _)| *target)
}
