//! Values for all rows, for fields that no column of the file gives.
use portulan_locales::key;
use portulan_model::Kind;

use super::columns::Column;
use super::composite_columns::is_composite;
use super::fill::{Filled, put_list};
use super::planner::Planner;
use super::value::ValueDomain;
use crate::error::OfficeError;
use crate::form::FormData;

impl Planner<'_> {
    /// The value for all rows of a field.
    pub fn constant(&self, path: &str) -> Option<&str> {
        let constant = self.mapping.constants.iter().find(|constant| constant.path == path)?;
        let is_mapped = self.columns.iter().any(|(_, column)| column.path == path);
        Some(constant.value.as_str()).filter(|value| !value.is_empty() && !is_mapped)
    }

    /// The fields with a value for all rows, other than those about other records.
    fn own_constants(&self) -> impl Iterator<Item = (&Column, &str)> {
        let own = self.constant_columns.iter().filter(|column| !is_composite(&column.path));
        own.filter_map(|column| Some((column, self.constant(&column.path)?)))
    }

    /// Writes the values for all rows into a form, under a path, after the cells of the row.
    pub fn fill_constants(&self, sheet: &mut FormData, under: &str, filled: &mut Filled) {
        for (column, value) in self.own_constants() {
            let path = format!("{under}{}", column.path);
            if let Some((list, rest)) = path.split_once("/*") {
                put_list(sheet, list, rest, &[value.to_owned()]);
                filled.written.push(list.to_owned());
                continue;
            }
            if let Some(money) = path.strip_suffix("/currency") {
                // An amount can name its own currency; without an amount there is none.
                let has_amount = !sheet.get(&format!("{money}/amount")).trim().is_empty();
                if !has_amount || filled.written.contains(&path) {
                    continue;
                }
            }
            sheet.set(path.clone(), value);
            filled.written.push(path);
        }
    }

    /// Accepts the records among the values for all rows, as far as the user may know of them.
    pub async fn accept_constants(&mut self) -> Result<(), OfficeError> {
        let records: Vec<(Kind, String)> = self
            .own_constants()
            .filter_map(|(column, value)| match ValueDomain::of(column)? {
                ValueDomain::Records(kind) => Some((kind, value.to_owned())),
                _ => None,
            })
            .collect();
        for (kind, slug) in records {
            self.choose_record(kind, &slug).await?;
        }
        Ok(())
    }

    /// The notes of the preview about values for all rows.
    pub fn constant_notes(&self) -> Vec<String> {
        let language = self.current_user.language();
        let named = self.constant_columns.iter().filter(|column| self.constant(&column.path).is_some());
        let note = |column: &Column| {
            let name = self.label(column, ValueDomain::of(column)?, self.constant(&column.path)?);
            let value = language.labelled(&column.label, &name);
            Some(language.format(key!("office-import-constant-note"), &[("value", value.as_str().into())]))
        };
        named.filter_map(note).collect()
    }
}
