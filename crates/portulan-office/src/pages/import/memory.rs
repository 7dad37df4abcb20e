//! The mapping that is remembered for files with the same headings.
use std::collections::{HashMap, HashSet};

use portulan_model::normalize_for_search;
use portulan_store::{AuditAction, SettingKey};
use portulan_workbook::SheetTable;
use serde::{Deserialize, Serialize};

use crate::Office;
use crate::auth::{CurrentUser, digest};
use crate::error::OfficeError;
use crate::import::{Constant, FileValue, ImportJob, Upload, ValueChoice, remembered};

/// Choices about values that are remembered for the same headings.
const MAX_REMEMBERED_CHOICES: usize = 500;
/// Characters of a heading that count: no name of a column is longer.
pub(super) const MAX_HEADING_CHARS: usize = 200;

/// A remembered mapping for files with the same headings.
#[derive(Serialize, Deserialize, Default, Clone)]
pub(super) struct Memory {
    pub target: String,
    pub columns: Vec<String>,
    pub source: String,
    pub clear: bool,
    pub create: bool,
    #[serde(default)]
    pub constants: Vec<Constant>,
    #[serde(default)]
    pub choices: HashMap<String, ValueChoice>,
    #[serde(skip)]
    pub publish: bool,
}

/// The key of the setting with the mapping.
pub(super) fn memory_key(headings: &[String]) -> SettingKey {
    let folded: Vec<String> = headings.iter().map(|h| normalize_for_search(h)).collect();
    SettingKey::ImportColumns(digest(&folded.join("\n")))
}

/// The headings of a row, each on one line. A heading merged with cells above it is in the first of them.
pub(super) fn headings(table: &SheetTable, head: usize) -> Vec<String> {
    let heading = |column| {
        let (row, origin) = table.origin(head, column);
        let text = if origin == column { table.cell(row, column) } else { "" };
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").chars().take(MAX_HEADING_CHARS).collect()
    };
    (0..table.width()).map(heading).collect()
}

/// Remembers a mapping for files with the same headings.
pub(super) async fn remember(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    key: &SettingKey,
    memory: &Memory,
) -> Result<(), OfficeError> {
    let json = serde_json::to_string(memory).map_err(OfficeError::failed)?;
    let log = current_user.log(AuditAction::ImportColumns, memory.target.as_str(), job.name.as_str());
    Ok(office.store.put_setting(key, &json, log).await?)
}

/// Remembers the choices about values for files with the same headings.
pub(super) async fn remember_choices(
    office: &Office,
    current_user: &CurrentUser,
    job: &ImportJob,
    values: &[FileValue],
) -> Result<(), OfficeError> {
    let (received, mapping) = {
        let state = job.state();
        (state.file.clone(), state.mapping.clone())
    };
    let (Upload::Tables(tables, _), Some(mapping)) = (&*received, mapping) else { return Ok(()) };
    let table = tables.get(mapping.table).ok_or(OfficeError::Missing)?;
    let key = memory_key(&headings(table, mapping.head));
    let Some(memory) = remembered_mapping(office, &key).await? else { return Ok(()) };
    // Those about values of other files with these headings stay, within the bound.
    let mut choices: HashMap<String, ValueChoice> = remembered(values).collect();
    let own: HashSet<&str> = values.iter().map(|value| value.key.as_str()).collect();
    let others = memory.choices.into_iter().filter(|(key, _)| !own.contains(key.as_str()));
    choices.extend(others.take(MAX_REMEMBERED_CHOICES.saturating_sub(choices.len())).collect::<Vec<_>>());
    remember(office, current_user, job, &key, &Memory { choices, ..memory }).await
}

/// The mapping that is remembered under a key.
pub(super) async fn remembered_mapping(
    office: &Office,
    key: &SettingKey,
) -> Result<Option<Memory>, OfficeError> {
    let known = office.store.setting(key).await?;
    Ok(known.and_then(|json| serde_json::from_str(&json).ok()))
}
