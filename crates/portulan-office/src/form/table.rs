//! Rendering of the lists that are tables: a row for each item, with cells for some fields and the others in the details of the row.
use std::ops::Range;

use portulan_codelists::CodeList;
use portulan_locales::{key, list};
use portulan_model::{Field, FieldFormat, FieldSchema};

use super::amounts::default_currency;
use super::cells::{CellText, RowMessage, Table, TableColumn, TableRow, row_name};
use super::columns::{find_field, parts, required_shape};
use super::labels::label;
use super::leaf::grouped;
use super::message::FieldMessage;
use super::sums::AmountSums;
use super::tables::TableLayout;
use super::view::{FieldPlace, FormView, WidgetHtml, show};
use super::widget::{CellName, FieldLabel, Fieldset, Widget};

impl FormView<'_> {
    /// The table of a list; `page` has the items that it displays.
    pub(super) fn table(
        &self,
        layout: &'static TableLayout,
        item: FieldSchema,
        path: &str,
        page: Range<usize>,
    ) -> Result<Table, askama::Error> {
        let columns: Vec<TableColumn> =
            layout.columns.iter().filter_map(|column| self.column(item, column)).collect();
        let amount = layout.amount.map(|amount| format!("{amount}/amount"));
        let has_dates = columns.iter().any(|column| matches!(column.field.shape, FieldSchema::Date));
        let date_help = if has_dates && !self.fixed {
            self.language.text(key!("office-date-help"))
        } else {
            String::new()
        };
        let described_by = if date_help.is_empty() { String::new() } else { format!("d{path}") };
        let count = self.sheet.len(path);
        let rows =
            page.map(|index| self.row(item, &columns, (path, index), index + 1 == count, &described_by));
        let currency = default_currency(self.authority);
        let sums = AmountSums { sheet: self.sheet, language: self.language, currency };
        Ok(Table {
            rows: rows.collect::<Result<_, _>>()?,
            sums: sums.of(layout, item, path),
            before_amount: columns
                .iter()
                .position(|column| Some(&column.path) == amount.as_ref())
                .unwrap_or_default(),
            date_help,
            columns,
        })
    }

    fn column(&self, item: FieldSchema, path: &'static str) -> Option<TableColumn> {
        let field = find_field(item, path)?;
        let title = field.heading(self.language, &self.tongues);
        let required = self.required_note(field.shape, path, field.is_optional);
        Some(TableColumn { path: path.to_owned(), class: field.class(), title, required, field })
    }

    fn row(
        &self,
        item: FieldSchema,
        columns: &[TableColumn],
        (list, index): (&str, usize),
        is_last: bool,
        described_by: &str,
    ) -> Result<TableRow, askama::Error> {
        let at = format!("{list}/{index}");
        let cell = |column: &TableColumn| self.cell(column, &at, index, described_by);
        let said = self.row_messages(columns, &at);
        let is_in_row = |path: &str| said.iter().any(|(known, _)| known == path);
        let is_open = self.problems_under(&at).any(|path| !is_in_row(path) && !self.is_untranslated(path));
        Ok(TableRow {
            index,
            last: is_last,
            cells: columns.iter().map(cell).collect::<Result<_, _>>()?,
            told: self.told_details(item, columns, &at),
            details: self.details(item, columns, &at)?,
            said: said.into_iter().flat_map(|(_, messages)| messages).collect(),
            is_open,
            path: at,
        })
    }

    /// The control of a field in a cell; its content in a form that cannot be edited.
    pub(super) fn cell(
        &self,
        column: &TableColumn,
        item: &str,
        index: usize,
        described_by: &str,
    ) -> WidgetHtml {
        let (path, field) = (format!("{item}/{}", column.path), &column.field);
        if self.fixed {
            return self.cell_text(column, &path);
        }
        let is_day = matches!(field.shape, FieldSchema::Date);
        let words = FieldLabel {
            required: column.required.clone(),
            cell: Some(CellName {
                name: row_name(self.language, &column.title, index),
                described_by: if is_day { described_by.to_owned() } else { String::new() },
            }),
            ..FieldLabel::plain(column.title.clone())
        };
        if let (FieldSchema::Text, Some(tongue)) = (field.shape, self.tongues.first()) {
            let path = format!("{path}/{tongue}");
            let widget = Widget::Area { rows: 1, lang: tongue.clone(), is_markdown: false };
            return self.control(&path, &words, self.sheet.get(&path), widget);
        }
        let place = FieldPlace {
            group: field.group,
            field: field.name,
            format: field.format,
            is_optional: field.is_optional,
        };
        self.leaf(field.shape, &path, place, &words)
    }

    fn cell_text(&self, column: &TableColumn, path: &str) -> WidgetHtml {
        let value = match column.field.shape {
            FieldSchema::Decimal => grouped(self.language, self.sheet.get(path)),
            FieldSchema::Code(CodeList::Currency) => self.sheet.get(path).to_owned(),
            shape => self.told(shape, path),
        };
        show(&CellText { title: &column.title, value })
    }

    /// The messages of the fields that a row displays, by path: those of the cells, of the values that they are part of, and of
    /// the item.
    pub(super) fn row_messages<'c>(
        &self,
        columns: impl IntoIterator<Item = &'c TableColumn>,
        item: &str,
    ) -> Vec<(String, Vec<RowMessage>)> {
        let mut out: Vec<(String, Vec<RowMessage>)> = Vec::new();
        let mut add = |path: String, title: &str| {
            if out.iter().any(|(known, _)| *known == path) {
                return;
            }
            let message = |(index, message): (usize, &FieldMessage)| RowMessage {
                id: format!("p{path}-{index}"),
                title: title.to_owned(),
                message: message.clone(),
            };
            let messages = self.said(&path).iter().enumerate().map(message).collect();
            out.push((path, messages));
        };
        add(item.to_owned(), "");
        for column in columns {
            let path = format!("{item}/{}", column.path);
            for (at, _) in column.path.match_indices('/') {
                add(format!("{item}/{}", &column.path[..at]), "");
            }
            if let (FieldSchema::Text, Some(tongue)) = (column.field.shape, self.tongues.first()) {
                add(format!("{path}/{tongue}"), &column.title);
            }
            add(path, &column.title);
        }
        out
    }

    /// True if the only problem of a text is that it is not translated, which its own folded field notes.
    fn is_untranslated(&self, path: &str) -> bool {
        let tongue = path.rsplit('/').next().unwrap_or_default();
        self.tongues.iter().skip(1).any(|known| known == tongue)
            && self.sheet.is_blank(path)
            && !self.said(path).iter().any(|message| message.error)
    }

    /// The content of the fields without a column, in a line.
    fn told_details(&self, item: FieldSchema, columns: &[TableColumn], at: &str) -> String {
        let FieldSchema::Group(group) = item else { return String::new() };
        let is_hidden =
            |field: &&Field| field.format != FieldFormat::Residual && !has_column(columns, field.name);
        let told = group.fields.iter().filter(is_hidden).filter_map(|field| {
            let told = self.told((field.shape)(), &format!("{at}/{}", field.name));
            let name = label(self.language, group.name, field.name);
            let named = [("name", name.as_str().into()), ("value", told.as_str().into())];
            (!told.is_empty()).then(|| self.language.format(key!("office-table-told"), &named))
        });
        told.collect::<Vec<_>>().join(" · ")
    }

    /// The fields of an item that have no column, and its source.
    fn details(&self, item: FieldSchema, columns: &[TableColumn], at: &str) -> WidgetHtml {
        let FieldSchema::Group(group) = item else {
            let FieldSchema::Fact(inner) = item else { return Ok(String::new()) };
            let title = self.language.word(list!("office-part"), "value");
            return Ok(self.rest("value", required_shape(inner()).0, title, columns, at)? + &self.source(at)?);
        };
        let detail = |field: &Field| {
            if !has_column(columns, field.name) {
                return self.field(&group, field, at);
            }
            let title = label(self.language, group.name, field.name);
            self.rest(field.name, required_shape((field.shape)()).0, title, columns, at)
        };
        let html = group.fields.iter().map(detail).collect::<WidgetHtml>()?;
        Ok(if group.sourced { html + &self.source(at)? } else { html })
    }

    /// The parts of a field that have no column although others have one: the value date of an amount, the further languages of
    /// a text.
    fn rest(
        &self,
        name: &str,
        shape: FieldSchema,
        title: String,
        columns: &[TableColumn],
        at: &str,
    ) -> WidgetHtml {
        let path = format!("{at}/{name}");
        let words = FieldLabel::plain(title);
        if let FieldSchema::Text = shape {
            let html = self.texts(&path, 1, 1, false)?;
            return if html.is_empty() { Ok(html) } else { rest_of_field(&path, "text", &words, html) };
        }
        let is_column = |part: &str| columns.iter().any(|column| column.path == format!("{name}/{part}"));
        let mut parts = parts(shape);
        parts.retain(|(part, _)| !is_column(part));
        if parts.is_empty() {
            return Ok(String::new());
        }
        let html = self.controls_of(&path, &parts)?;
        rest_of_field(&path, "money", &words, html)
    }
}

/// A part of a field in the details. The row has the messages of the whole field.
fn rest_of_field(path: &str, class: &str, words: &FieldLabel, html: String) -> WidgetHtml {
    show(&Fieldset { path, class, words, html, said: &[] })
}

/// True if a field, or a part of it, has a column.
fn has_column(columns: &[TableColumn], field: &str) -> bool {
    let is_of_field =
        |path: &str| path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    columns.iter().any(|column| is_of_field(&column.path))
}
