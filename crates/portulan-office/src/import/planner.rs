//! The planning of an import, row by row.
use std::collections::{HashMap, HashSet};

use portulan_locales::{Language, MessageKey};
use portulan_model::check::{CheckedRegister, check_record};
use portulan_model::kinds::Authority;
use portulan_model::{Kind, Problem, ProblemSeverity, Record};
use portulan_store::{Change, StoredRecord};
use portulan_workbook::{CellKind, SheetTable};

use super::columns::Column;
use super::composite_columns::import_columns;
use super::constant::constant_columns;
use super::mapping::{HiddenRows, Mapping};
use super::plan::{CellFault, ImportPlan, ImportRow};
use super::progress::ImportProgress;
use super::reading::{Reading, is_day_first};
use super::value::{FileValue, MAX_COMPARED, ValueChoice};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::{FormData, labels, refs};

/// The planning of one table.
pub struct Planner<'a> {
    pub office: &'a Office,
    pub current_user: &'a CurrentUser,
    pub table: &'a SheetTable,
    pub mapping: &'a Mapping,
    /// Lines that are left out.
    pub left_out: &'a HashSet<usize>,
    /// Lines that are imported although they look like totals or notes.
    pub wanted: &'a HashSet<usize>,
    pub progress: &'a ImportProgress,
    pub authority: Option<Authority>,
    pub tongue: String,
    /// Columns that mean something, by number.
    pub columns: Vec<(usize, Column)>,
    /// The fields that can have a value for all rows.
    pub constant_columns: Vec<Column>,
    /// The formats of numbers and dates, by column.
    pub readings: HashMap<usize, Reading>,
    /// Resolved names of records.
    pub found: HashMap<(Kind, String), Option<String>>,
    /// Names of the file that several records have.
    pub ambiguous: HashSet<(Kind, String)>,
    /// The names of records, by slug.
    pub names: HashMap<(Kind, String), String>,
    /// Slugs that new records have.
    pub taken: HashSet<(Kind, String)>,
    pub aside: Vec<(Record, String)>,
    /// The country of the places that the present row names.
    pub place_country: Option<String>,
    /// The authority's record, if new themes can be added to it.
    pub authority_record: Option<StoredRecord>,
    /// The names of the themes that are added.
    pub new_themes: Vec<String>,
    /// The rows that the notes of the preview name.
    pub remarks: RowRemarks,
    /// The distinct values of the file.
    pub values: Vec<FileValue>,
    /// The possible choices about values, by the identity of the value.
    pub choices: HashMap<String, ValueChoice>,
    /// The records that the user chose for values.
    pub chosen_slugs: HashSet<(Kind, String)>,
    /// The number of values that were compared with names.
    pub compared: usize,
    /// The names that the user chose to create.
    pub created: HashSet<(Kind, String)>,
    /// Names of which the user was asked whether they mean an existing record or theme, without an answer: they are not created.
    pub undecided: HashSet<(Kind, String)>,
}

/// Rows of which a value is not imported exactly as written, by line.
#[derive(Default)]
pub struct RowRemarks {
    /// Amounts that are marked as approximate.
    pub approximate: Vec<usize>,
    /// Cells with a word for a value that is not known.
    pub unknown: Vec<usize>,
    /// Rows with the name of an earlier one, which become a record of their own.
    pub same_name: Vec<usize>,
    /// Rows with content in columns that are not imported only.
    pub outside: Vec<usize>,
    /// Rows that add a funder.
    pub new_funder: Vec<usize>,
}

impl<'a> Planner<'a> {
    pub fn new(
        (office, current_user): (&'a Office, &'a CurrentUser),
        (table, mapping): (&'a SheetTable, &'a Mapping),
        (left_out, wanted): (&'a HashSet<usize>, &'a HashSet<usize>),
        progress: &'a ImportProgress,
        authority: Option<Authority>,
    ) -> Self {
        let tongues = authority.as_ref().map(|a| a.languages.clone()).unwrap_or_default();
        let tongue = tongues.first().cloned().unwrap_or_else(|| "fr".to_owned());
        let all = import_columns(mapping.target, &tongues, current_user.language());
        let of = |(i, path): (usize, &String)| Some((i, all.iter().find(|c| c.path == *path)?.clone()));
        let columns: Vec<(usize, Column)> = mapping.columns.iter().enumerate().filter_map(of).collect();
        let constant_columns =
            constant_columns(mapping.target, &tongues, current_user.language(), &mapping.columns);
        let is_day_first = is_day_first(authority.as_ref(), current_user.language());
        let reading = |(c, column): &(usize, Column)| {
            let chosen = mapping.answers.get(c).copied();
            (*c, Reading::of((table, mapping.head), (*c, column), chosen, is_day_first))
        };
        let readings = columns.iter().map(reading).collect();
        let (found, taken, aside, new_themes) = Default::default();
        let terms = authority.as_ref().map(|authority| refs::term_names(authority, current_user.language()));
        let names = terms.into_iter().flatten().collect();
        Self {
            office,
            current_user,
            table,
            mapping,
            left_out,
            wanted,
            progress,
            authority,
            tongue,
            columns,
            constant_columns,
            readings,
            found,
            ambiguous: HashSet::new(),
            names,
            taken,
            aside,
            place_country: None,
            authority_record: None,
            new_themes,
            remarks: RowRemarks::default(),
            values: Vec::new(),
            choices: HashMap::new(),
            chosen_slugs: HashSet::new(),
            compared: 0,
            created: HashSet::new(),
            undecided: HashSet::new(),
        }
    }

    /// The lines below the headings with content in a mapped column that are not left out.
    pub fn lines(&self) -> Vec<usize> {
        let filled =
            |line: usize| self.columns.iter().any(|(c, _)| !self.table.cell(line, *c).trim().is_empty());
        let skipped =
            |line: usize| self.mapping.hidden_rows == HiddenRows::LeftOut && self.table.is_row_hidden(line);
        let all = self.mapping.head + 1..self.table.height();
        all.filter(|line| filled(*line) && !skipped(*line) && !self.left_out.contains(line)).collect()
    }

    /// The lines below the headings with content in columns that are not imported only, such as the titles of sections.
    pub fn lines_outside(&self) -> Vec<usize> {
        let is_filled = |line: usize, c: usize| !self.table.cell(line, c).trim().is_empty();
        let is_mapped = |c: usize| self.columns.iter().any(|(mapped, _)| *mapped == c);
        let width = self.table.width();
        let is_outside = |line: &usize| {
            let mut filled = (0..width).filter(|c| is_filled(*line, *c)).peekable();
            filled.peek().is_some() && !filled.any(is_mapped)
        };
        (self.mapping.head + 1..self.table.height()).filter(is_outside).collect()
    }

    /// The displayed text of a cell; empty for an error, or a formula without a result.
    pub fn text(&self, line: usize, column: usize) -> &str {
        let (row, column) = self.table.origin(line, column);
        match self.table.kind(row, column) {
            CellKind::Error | CellKind::Uncomputed => "",
            _ => self.table.cell(row, column).trim(),
        }
    }

    /// The text that identifies the record of a row.
    pub fn key(&self, line: usize) -> &str {
        let column = self.columns.iter().find(|(_, column)| column.is_record());
        column.map_or("", |(c, _)| self.text(line, *c))
    }

    /// Turns names in the fields that were written into slugs; all references that can be relied on.
    pub async fn resolve(
        &mut self,
        kind: Kind,
        sheet: &mut FormData,
        written: &[String],
    ) -> Result<HashSet<(Kind, String)>, OfficeError> {
        let mut known = HashSet::new();
        for (path, kind) in refs::places(kind, sheet) {
            let output = sheet.get(&path).trim().to_owned();
            let ours = written.iter().any(|w| path.strip_prefix(w.as_str()).is_some_and(is_end));
            if !ours {
                known.insert((kind, output));
            } else if let Some(slug) = self.reference(kind, &output).await? {
                sheet.set(path, slug.clone());
                known.insert((kind, slug));
            }
        }
        Ok(known)
    }

    /// The faults of a record at and below a path, by column.
    pub fn judge(&self, record: &Record, known: &HashSet<(Kind, String)>, under: &str) -> Vec<CellFault> {
        let is_known = |kind: Kind, slug: &str| known.contains(&(kind, slug.to_owned()));
        let register = CheckedRegister::new(self.authority.as_ref(), &is_known);
        let problems = check_record(record, &register).into_iter();
        let wrong = problems.filter(|p| p.severity == ProblemSeverity::Error && p.path.starts_with(under));
        wrong.map(|p| self.fault(&p.path[under.len()..], p.code, &p.arguments)).collect()
    }

    /// The faults of a list as a whole.
    pub fn judge_list(&self, record: &Record, list: &str) -> Vec<CellFault> {
        // References of items have been checked row by row.
        let register = CheckedRegister::new(self.authority.as_ref(), &|_, _| true);
        let wrong = check_record(record, &register).into_iter();
        let wrong =
            wrong.filter(|p| p.severity == ProblemSeverity::Error && p.path.trim_matches('/') == list);
        let fault = |p: Problem| {
            let (kind, language) = (self.mapping.target.kind, self.current_user.language());
            let output = labels::problem(language, (kind, &p.path), p.code, &p.arguments);
            CellFault { column: None, field: String::new(), text: Language::join_problem(&output) }
        };
        wrong.map(fault).collect()
    }

    /// A fault at a path, at the column that fills it.
    pub fn fault(&self, path: &str, code: &str, arguments: &[(&'static str, String)]) -> CellFault {
        let (kind, language) = (self.mapping.target.kind, self.current_user.language());
        let code = refs::problem_code(&self.ambiguous, code, arguments);
        let message = labels::problem(language, (kind, path), code, arguments);
        let steps = |path: &str| -> Vec<String> {
            let plain = path.split('/').filter(|s| !s.is_empty());
            plain.map(|s| if s.parse::<usize>().is_ok() { "*".to_owned() } else { s.to_owned() }).collect()
        };
        let output = steps(path);
        let near = |column: &Column| {
            let own = steps(&column.path);
            own.iter().zip(&output).take_while(|(a, b)| a == b).count()
        };
        let best = self.columns.iter().max_by_key(|(_, column)| near(column));
        let best = best.filter(|(_, column)| !output.is_empty() && near(column) > 0);
        if let Some((c, column)) = best
            && let Some(text) = self.value_fault((*c, column), code, arguments)
        {
            return CellFault { column: Some(*c), field: String::new(), text };
        }
        let field = match best {
            Some(_) => String::new(),
            None => crate::form::paths::title(kind, &self.whole(path), language),
        };
        CellFault { column: best.map(|(c, _)| *c), field, text: Language::join_problem(&message) }
    }

    /// A path of the target as one of the record.
    fn whole(&self, path: &str) -> String {
        match self.mapping.target.list {
            Some(list) => format!("/{list}/0{path}"),
            None => path.to_owned(),
        }
    }

    /// A fault of a row as a whole, or at the column that names the record.
    pub fn row_fault(&self, key: MessageKey, value: &str) -> CellFault {
        let column = self.columns.iter().find(|(_, column)| column.is_record()).map(|(c, _)| *c);
        let text = self.current_user.language().format(key, &[("value", value.into())]);
        CellFault { column, field: String::new(), text }
    }

    /// The plan of these rows and changes, with the records created in addition.
    pub fn finish(mut self, rows: Vec<ImportRow>, changes: Vec<Change>) -> ImportPlan {
        let aside = self.aside.iter().map(|(record, name)| (record.kind(), name.clone())).collect();
        let mut notes = self.constant_notes();
        notes.extend(self.notes());
        let values = std::mem::take(&mut self.values);
        let excluded = self.left_out.len();
        let themes = self.change_of_themes();
        let made = self.aside.into_iter().map(|(record, _)| Change::Create(record));
        ImportPlan {
            rows,
            notes,
            aside,
            values,
            excluded,
            uncompared: self.compared.saturating_sub(MAX_COMPARED),
            changes: themes.into_iter().chain(made).chain(changes).collect(),
        }
    }
}

/// True if the rest of a path is empty, or below it.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}
