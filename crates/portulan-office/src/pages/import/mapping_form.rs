//! The mapping of columns that the user selects in the form.
use portulan_model::Kind;
use portulan_workbook::{CsvEncoding, CsvForm, Separator};

use super::memory::{MAX_HEADING_CHARS, Memory, headings, memory_key, remember, remembered_mapping};
use super::offers::meant;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::refs;
use crate::import::reading::{ColumnAnswer, Reading, is_day_first};
use crate::import::{
    Constant, HiddenRows, ImportJob, ImportTarget, Mapping, Upload, ValueDomain, constant_columns,
    import_columns, may_publish,
};
use crate::pairs::field;

/// The separator and encoding selected in a form.
pub(super) fn csv_form(pairs: &[(String, String)]) -> Option<CsvForm> {
    let field = |name: &str| field(pairs, name);
    Some(CsvForm {
        separator: Separator::ALL.into_iter().find(|s| s.name() == field("separator"))?,
        encoding: CsvEncoding::ALL.into_iter().find(|e| e.name() == field("encoding"))?,
    })
}

/// True if a mapping leaves a question about its columns open.
pub(super) async fn is_open(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    mapping: &Mapping,
) -> Result<bool, OfficeError> {
    let received = job.state().file.clone();
    let Upload::Tables(tables, _) = &*received else { return Err(OfficeError::Missing) };
    let table = tables.get(mapping.table).ok_or(OfficeError::Missing)?;
    let authority = portulan_editorial::authority(&*office.store).await?;
    let is_day_first = is_day_first(authority.as_ref(), current_user.language());
    let tongues = authority.map(|a| a.languages).unwrap_or_default();
    let all = import_columns(mapping.target, &tongues, current_user.language());
    let is_open = |(index, path): (usize, &String)| {
        let Some(column) = all.iter().find(|column| column.path == *path) else { return false };
        let chosen = mapping.answers.get(&index).copied();
        Reading::of((table, mapping.head), (index, column), chosen, is_day_first).open.is_some()
    };
    Ok(mapping.columns.iter().enumerate().any(is_open))
}

/// The mapping selected in the form; it is remembered for files with the same headings.
pub(super) async fn mapping(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    pairs: &[(String, String)],
) -> Result<Mapping, OfficeError> {
    let field = |name: &str| field(pairs, name);
    let received = job.state().file.clone();
    let Upload::Tables(tables, _) = &*received else { return Err(OfficeError::Missing) };
    let index: usize = field("table").parse().unwrap_or_default();
    let table = tables.get(index).ok_or(OfficeError::Missing)?;
    let head =
        field("head").parse::<usize>().unwrap_or(1).saturating_sub(1).min(table.height().saturating_sub(1));
    let target = ImportTarget::of(field("target")).ok_or(OfficeError::Missing)?;
    let chosen = |c: usize| field(&format!("column:{c}")).to_owned();
    let typed = field("source").trim();
    let source = match typed {
        "" => None,
        typed => refs::find(&*office.store, Kind::Document, typed, current_user).await?.one(),
    };
    let columns: Vec<String> = (0..table.width()).map(chosen).collect();
    let constants = constants(office, current_user, target, &columns, pairs).await?;
    let key = memory_key(&headings(table, head));
    let known = remembered_mapping(office, &key).await?.unwrap_or_default();
    let mut choices = known.choices.clone();
    choices.extend(job.state().mapping.iter().flat_map(|before| before.choices.clone()));
    let answer = |c: usize| Some((c, ColumnAnswer::from_name(field(&format!("answer:{c}")))?));
    let mapping = Mapping {
        answers: (0..table.width()).filter_map(answer).collect(),
        hidden_rows: match field("skip_hidden") {
            "true" => HiddenRows::LeftOut,
            _ => HiddenRows::Included,
        },
        table: index,
        head,
        target,
        columns,
        constants,
        choices,
        source: source.map(|head| head.slug).unwrap_or_default(),
        clear: field("clear") == "true",
        create: field("create") == "true",
        publish: field("publish") == "true" && may_publish(office, current_user).await?,
    };
    let memory = Memory {
        target: target.key(),
        columns: mapping.columns.clone(),
        source: mapping.source.clone(),
        clear: mapping.clear,
        create: mapping.create,
        constants: mapping.constants.clone(),
        choices: known.choices,
        publish: false,
    };
    remember(office, current_user, job, &key, &memory).await?;
    Ok(mapping)
}

/// The values for all rows in a form.
async fn constants(
    office: &Office,
    current_user: &CurrentUser,
    target: ImportTarget,
    columns: &[String],
    pairs: &[(String, String)],
) -> Result<Vec<Constant>, OfficeError> {
    let authority = portulan_editorial::authority(&*office.store).await?;
    let tongues = authority.as_ref().map(|a| a.languages.clone()).unwrap_or_default();
    let mut constants = Vec::new();
    for column in constant_columns(target, &tongues, current_user.language(), columns) {
        let text = field(pairs, &format!("all:{}", column.path)).trim();
        let Some(domain) = ValueDomain::of(&column).filter(|_| !text.is_empty()) else { continue };
        let found = meant(office, current_user, authority.as_ref(), (&column, domain), text).await?;
        let text = text.chars().take(MAX_HEADING_CHARS).collect();
        constants.push(Constant { path: column.path, text, value: found.unwrap_or_default() });
    }
    Ok(constants)
}
