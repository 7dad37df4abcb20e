//! Rendering of the lists of a form.
use std::ops::Range;

use portulan_locales::key;
use portulan_model::FieldSchema;

use super::labels::one;
use super::tables::table_at;
use super::view::{FieldPlace, FormView, WidgetHtml, show};
use super::widget::{FieldLabel, Item, ListPager, Repeater};

/// Lists of so many items show a line for each, to be opened.
const LONG: usize = 4;

/// Items with problems on other pages of a list that it leads to.
const MAX_FAULTY: usize = 5;

impl FormView<'_> {
    /// A list: its items, the pages of a long one, and the button that adds an item.
    pub(super) fn list(
        &self,
        inner: fn() -> FieldSchema,
        path: &str,
        place: FieldPlace<'_>,
        words: &FieldLabel,
    ) -> WidgetHtml {
        let count = self.sheet.len(path);
        let page = self.shown.items(self.windows, path, count);
        let plain =
            !matches!(inner(), FieldSchema::Group(group) if group.name != "Tag" && group.name != "SdgTag");
        let item = |index: usize| -> Result<Item, askama::Error> {
            let path = format!("{path}/{index}");
            let told = if plain || count < LONG { String::new() } else { self.told(inner(), &path) };
            let folded = !told.is_empty() && !self.has_problem(&path);
            let html = self.value(inner(), &path, place, false)?;
            Ok(Item { index, last: index + 1 == count, html, folded, told })
        };
        let pager = (page.len() < count).then(|| self.pager(path, page.clone(), count));
        let (items, table) = match table_at(self.kind, path).filter(|_| !page.is_empty()) {
            Some(layout) => (Vec::new(), Some(self.table(layout, inner(), path, page)?)),
            None => (page.map(item).collect::<Result<_, _>>()?, None),
        };
        let add = one(self.language, place.group, place.field);
        show(&Repeater {
            language: self.language,
            path,
            words,
            add: self.language.format(key!("office-add"), &[("value", add.as_str().into())]),
            items,
            pager,
            said: self.said(path),
            fixed: self.fixed,
            plain,
            table,
        })
    }

    /// The navigation to list items that the page does not display.
    fn pager(&self, path: &str, page: Range<usize>, count: usize) -> ListPager {
        let hidden = (0..count).filter(|index| !page.contains(index));
        let faulty = hidden.filter(|index| self.has_problem(&format!("{path}/{index}")));
        ListPager { faulty: faulty.take(MAX_FAULTY).collect(), page, count }
    }
}
