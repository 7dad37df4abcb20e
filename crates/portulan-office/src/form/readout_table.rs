//! Lists of items as tables to be read: rows in the order of their dates, and the sums of amounts.
use portulan_locales::dates;
use portulan_model::{FieldFormat, FieldGroup, FieldSchema};

use super::amounts::default_currency;
use super::cells::TableSums;
use super::labels::{is_derived_key, label};
use super::readout::Readout;
use super::readout_content::{ReadoutContent, ReadoutTable, ReadoutValue};
use super::sums::AmountSums;
use super::tables::{TableLayout, table_at};

/// A column of a table: the field, its label, and a value for each row.
struct ReadoutColumn {
    field: &'static str,
    label: String,
    cells: Vec<ReadoutValue>,
}

impl Readout<'_> {
    /// A table without the columns in which no item has content; the values alone if one column remains.
    pub(super) fn table(
        &self,
        group: &FieldGroup,
        path: &str,
        mut items: Vec<String>,
    ) -> Option<ReadoutContent> {
        let layout = table_at(self.kind, path);
        if let Some(date) = layout.and_then(TableLayout::date) {
            items.sort_by_cached_key(|item| {
                let date = dates::parse(self.sheet.get(&format!("{item}/{date}")));
                (date.is_none(), date)
            });
        }
        let mut columns = self.columns(group, &items);
        if group.sourced
            && let Some(column) = columns.first_mut()
        {
            for (cell, item) in column.cells.iter_mut().zip(&items) {
                cell.note = self.note(item);
            }
        }
        match columns.len() {
            0 => None,
            1 => columns.pop().map(|column| {
                let cells = column.cells.into_iter();
                ReadoutContent::Values(cells.filter(|cell| !cell.text.is_empty()).collect())
            }),
            _ => {
                let amount = layout.and_then(|layout| layout.amount);
                let place = columns.iter().position(|column| Some(column.field) == amount);
                let summed = layout.filter(|layout| layout.amount.is_some() && items.len() > 1);
                let sums = summed.map(|layout| self.sums(layout, FieldSchema::Group(*group), path));
                let (sums, left_out) = sums.map(|sums| (sums.lines, sums.unread)).unwrap_or_default();
                let rows = (0..items.len()).map(|row| {
                    columns.iter_mut().map(|column| std::mem::take(&mut column.cells[row])).collect()
                });
                let rows = rows.collect();
                let headings: Vec<String> = columns.into_iter().map(|column| column.label).collect();
                Some(ReadoutContent::Table(ReadoutTable {
                    rows,
                    sums,
                    // Amounts that follow from days and a daily cost have no column.
                    before_amount: place.unwrap_or(headings.len().saturating_sub(1)),
                    headings,
                    left_out,
                }))
            }
        }
    }

    /// The columns in which an item has content.
    fn columns(&self, group: &FieldGroup, items: &[String]) -> Vec<ReadoutColumn> {
        let is_shown = |name: &str| !is_derived_key(group.name, name);
        let fields = group.fields.iter().filter(|field| field.format != FieldFormat::Residual);
        let columns = fields.filter(|field| is_shown(field.name)).map(|field| {
            let cell = |item: &String| {
                let path = format!("{item}/{}", field.name);
                self.value((field.shape)(), &path, field).unwrap_or_default()
            };
            let label = label(self.language, group.name, field.name);
            ReadoutColumn { field: field.name, label, cells: items.iter().map(cell).collect() }
        });
        columns.filter(|column| column.cells.iter().any(|cell| !cell.text.is_empty())).collect()
    }

    /// The sums of the amounts of a list.
    fn sums(&self, layout: &TableLayout, item: FieldSchema, path: &str) -> TableSums {
        let currency = default_currency(self.authority);
        AmountSums { sheet: &self.sheet, language: self.language, currency }.of(layout, item, path)
    }
}
