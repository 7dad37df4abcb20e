//! The pieces that forms are put together from.
use std::ops::Range;

use askama::Template;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::Text;

use super::cells::Table;
use super::message::FieldMessage;
use super::window::PAGE_ITEMS;

pub struct SelectOption {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

pub enum Widget {
    /// `create` offers to create a missing record from its name: the values of the buttons, and their labels.
    Line {
        list: String,
        mode: &'static str,
        create: Vec<(String, String)>,
    },
    /// A text of several lines; in Markdown if `is_markdown`.
    Area {
        rows: usize,
        lang: String,
        is_markdown: bool,
    },
    Select(Vec<SelectOption>),
    Check(bool),
}

/// A value that the page filled in: a date that follows from another, or a preset currency.
#[derive(Template)]
#[template(path = "parts/derived_value.html")]
pub struct DerivedValue<'a> {
    pub path: &'a str,
    pub value: &'a str,
}

/// A small picture.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/thumb.html")]
pub struct Thumb {
    pub src: String,
    pub width: u32,
    pub height: u32,
    /// The alternative text, for pages that do not name the picture beside it.
    pub alt: Text,
}

/// A field that refers to a picture, beside that picture.
#[derive(Template)]
#[template(path = "parts/picture_field.html")]
pub struct PictureField<'a> {
    pub thumb: &'a Thumb,
    pub alt: &'a str,
    /// The alternative text if the field shows another name, or the note that there is none.
    pub caption: String,
    pub control: String,
}

/// A field of one line, with the name of its list of completions.
pub fn line(list: &str, mode: &'static str) -> Widget {
    Widget::Line { list: list.to_owned(), mode, create: Vec::new() }
}

#[derive(Template)]
#[template(path = "parts/control.html")]
pub struct Control<'a> {
    pub path: &'a str,
    pub words: &'a FieldLabel,
    pub value: &'a str,
    pub widget: Widget,
    pub said: &'a [FieldMessage],
    pub bad: bool,
    pub fixed: bool,
}

impl Control<'_> {
    /// The `id` attributes of the help and of the problems, for `aria-describedby`.
    fn described_by(&self) -> String {
        let help = (!self.words.help.is_empty()).then(|| format!("h{}", self.path));
        let shared = self.words.cell.as_ref().map(|cell| cell.described_by.clone());
        let help = help.into_iter().chain(shared.filter(|id| !id.is_empty()));
        let problems = (0..self.said.len()).map(|index| format!("p{}-{index}", self.path));
        help.chain(problems).collect::<Vec<_>>().join(" ")
    }
}

#[derive(Template)]
#[template(path = "parts/group.html")]
pub struct Fieldset<'a> {
    pub path: &'a str,
    pub class: &'a str,
    pub words: &'a FieldLabel,
    pub html: String,
    pub said: &'a [FieldMessage],
}

/// Fields without content, folded away.
#[derive(Template)]
#[template(path = "parts/more_fields.html")]
pub struct MoreFields {
    pub language: Language,
    /// The labels of the fields.
    pub names: Vec<String>,
    pub html: String,
}

/// A text in a language other than the first, folded away while it is empty.
#[derive(Template)]
#[template(path = "parts/translation.html")]
pub struct Translation {
    pub language: Language,
    /// The name of the language.
    pub name: String,
    /// True if a check misses the text.
    pub is_missing: bool,
    pub html: String,
}

/// An item of a list.
pub struct Item {
    /// The index in the whole list.
    pub index: usize,
    /// True for the last item of the whole list.
    pub last: bool,
    pub html: String,
    /// The summary; empty if the list is short.
    pub told: String,
    /// True if the item is collapsed to its summary.
    pub folded: bool,
}

/// The navigation to list items that the page does not display.
pub struct ListPager {
    /// The items shown.
    pub page: Range<usize>,
    /// Items in all.
    pub count: usize,
    /// The first items with problems that are not shown.
    pub faulty: Vec<usize>,
}

impl ListPager {
    /// The range of displayed items.
    pub fn text(&self, language: Language) -> String {
        let number = |n: usize| language.number(i64::try_from(n).unwrap_or(i64::MAX));
        let (first, last, count) = (number(self.page.start + 1), number(self.page.end), number(self.count));
        if self.page.is_empty() {
            return language.format(key!("office-list-hidden"), &[("value", count.as_str().into())]);
        }
        let shown = [("first", first.as_str().into()), ("last", last.as_str().into())];
        language
            .format(key!("office-list-shown"), &[&shown[..], &[("count", count.as_str().into())]].concat())
    }

    /// A link or button for each page: message key and first item.
    pub fn steps(&self) -> Vec<(MessageKey, usize)> {
        let last = (self.count - 1) / PAGE_ITEMS * PAGE_ITEMS;
        if self.page.is_empty() {
            return vec![(key!("office-list-show"), 0)];
        }
        let (start, end) = (self.page.start, self.page.end);
        let back = [
            (key!("office-list-first"), 0),
            (key!("office-list-previous"), start.saturating_sub(PAGE_ITEMS)),
        ];
        let on = [(key!("office-list-next"), end), (key!("office-list-last"), last)];
        let back = back.into_iter().filter(|_| start > 0);
        back.chain(on.into_iter().filter(|_| end < self.count)).collect()
    }
}

#[derive(Template)]
#[template(path = "parts/list.html")]
pub struct Repeater<'a> {
    pub language: Language,
    pub path: &'a str,
    pub words: &'a FieldLabel,
    pub add: String,
    pub items: Vec<Item>,
    pub pager: Option<ListPager>,
    pub said: &'a [FieldMessage],
    pub fixed: bool,
    pub plain: bool,
    /// The items as a table, instead of `items`.
    pub table: Option<Table>,
}

impl Repeater<'_> {
    /// The label of a link to an item with a problem.
    fn fault_label(&self, index: usize) -> String {
        self.language
            .format(key!("office-list-faulty"), &[("value", (index + 1).to_string().as_str().into())])
    }

    fn at(&self, item: &Item) -> String {
        format!("{}/{}", self.path, item.index)
    }
}

#[derive(Template)]
#[template(path = "parts/source.html")]
pub struct SourceField {
    pub language: Language,
    pub shown: String,
    pub known: String,
    pub html: String,
}

/// The label of a field.
#[derive(Clone)]
pub struct FieldLabel {
    pub title: String,
    pub help: String,
    /// True if the title is for screen readers only.
    pub unseen: bool,
    /// The note that a record cannot be published without the field; empty for other fields.
    pub required: String,
    /// The name of the control in a cell of a table, which has its messages in another place.
    pub cell: Option<CellName>,
}

/// The name of a control in a cell of a table.
#[derive(Clone)]
pub struct CellName {
    /// The heading of the column, and the row.
    pub name: String,
    /// The `id` attribute of the help of the column; empty if there is none.
    pub described_by: String,
}

impl FieldLabel {
    pub fn plain(title: String) -> Self {
        Self { title, help: String::new(), unseen: false, required: String::new(), cell: None }
    }
}
