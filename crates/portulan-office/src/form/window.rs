//! The part of a form that a page displays: long lists page by page, and all lists within one limit.
//!
//! Fields that are not displayed are not changed: the form contains a fingerprint of them, and the reader
//! takes them from the draft or the revision with this fingerprint.
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Items of a list that a page shows.
pub const PAGE_ITEMS: usize = 50;

/// Fields after which a page shows no further lists. With those of lists that are begun, a form has about 8,000.
const MAX_FIELDS: usize = 4_000;

/// Lists that can be at another page than their first.
const MAX_WINDOWS: usize = 100;

/// The first displayed item of each long list, and the list that the user is paging through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Windows {
    starts: BTreeMap<String, usize>,
    focus: Option<String>,
}

impl Windows {
    /// The windows that a form posts: fields `from:<path>`, with the first item shown.
    pub fn posted(pairs: &[(String, String)]) -> Self {
        let starts = pairs
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix("from:")?.to_owned(), value.parse().ok()?)));
        Self { starts: starts.take(MAX_WINDOWS).collect(), focus: None }
    }

    /// Shows an item of a list, whatever else the form has.
    pub fn show(&mut self, list: &str, item: usize) {
        self.focus = Some(list.to_owned());
        if self.starts.len() < MAX_WINDOWS || self.starts.contains_key(list) {
            self.starts.insert(list.to_owned(), item);
        }
    }

    /// True if a list is the one that the reader is at, or has it in one of its items.
    fn is_focus(&self, list: &str) -> bool {
        let focus = self.focus.as_deref().and_then(|focus| focus.strip_prefix(list));
        focus.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The items of a list of this length that its page has.
    fn page(&self, list: &str, count: usize) -> Range<usize> {
        let asked = self.starts.get(list).copied().unwrap_or_default().min(count.saturating_sub(1));
        let start = asked / PAGE_ITEMS * PAGE_ITEMS;
        start..count.min(start + PAGE_ITEMS)
    }
}

/// The fields of a page, while it is built.
#[derive(Debug, Default)]
pub struct ListWindow {
    fields: Cell<usize>,
    paths: RefCell<HashSet<String>>,
}

impl ListWindow {
    /// Notes a field.
    pub fn field(&self, path: &str) {
        self.fields.set(self.fields.get() + 1);
        self.paths.borrow_mut().insert(path.to_owned());
    }

    /// The items of a list that the page has room for: none once it has too many fields.
    pub fn items(&self, windows: &Windows, list: &str, count: usize) -> Range<usize> {
        if self.fields.get() < MAX_FIELDS || windows.is_focus(list) {
            windows.page(list, count)
        } else {
            0..0
        }
    }

    /// The paths of the fields.
    pub fn into_paths(self) -> HashSet<String> {
        self.paths.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_lists() {
        let mut windows =
            Windows::posted(&[("from:/a".into(), "120".into()), ("from:/b".into(), "x".into())]);
        assert_eq!(windows.page("/a", 2_100), 100..150);
        assert_eq!(windows.page("/a", 60), 50..60);
        assert_eq!(windows.page("/b", 70), 0..50);
        assert_eq!(windows.page("/b", 0), 0..0);
        windows.show("/b", 69);
        assert_eq!(windows.page("/b", 70), 50..70);
    }

    #[test]
    fn lists_wait_once_a_page_is_full() {
        let (shown, mut windows) = (ListWindow::default(), Windows::default());
        (0..MAX_FIELDS).for_each(|i| shown.field(&format!("/x/{i}")));
        assert_eq!(shown.items(&windows, "/a/0/b", 3), 0..0);
        windows.show("/a/0/b", 0);
        assert_eq!(shown.items(&windows, "/a/0/b", 3), 0..3);
        assert_eq!(shown.items(&windows, "/a", 3), 0..3);
        assert_eq!(shown.items(&windows, "/a/0/bc", 3), 0..0);
        assert_eq!(shown.into_paths().len(), MAX_FIELDS);
    }
}
