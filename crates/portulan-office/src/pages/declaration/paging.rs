//! Paging of the lists of a declaration: each has its own page, named in the address.
use std::collections::{BTreeMap, HashMap};

use portulan_locales::key;
use serde::Deserialize;
use url::form_urlencoded;

use crate::view::OfficeView;

/// The number of items on a page of a list.
pub const PAGE_ITEMS: usize = 50;

/// The parameter of the filter for lines with gaps.
const MISSING: &str = "missing";

/// A list that is shown in pages. Its name is that of its parameter, and the anchor of its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DeclarationList {
    /// The lines.
    Lines,
    /// The excluded projects.
    #[strum(serialize = "out")]
    LeftOut,
    /// The own funds by project.
    Funds,
    /// The changes since the declaration was filed.
    Changes,
}

portulan_model::impl_names!(DeclarationList);

/// The query parameters: the page of each list, from 1, and the filter. Values that are not numbers are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "HashMap<String, String>")]
pub struct DeclarationQuery {
    pages: BTreeMap<DeclarationList, usize>,
    /// True to show only the lines with gaps.
    pub has_gaps_only: bool,
}

impl From<HashMap<String, String>> for DeclarationQuery {
    fn from(parameters: HashMap<String, String>) -> Self {
        let page = |list: DeclarationList| {
            let number = parameters.get(list.name())?.parse().ok().filter(|number| *number > 0)?;
            Some((list, number))
        };
        Self {
            pages: DeclarationList::ALL.iter().copied().filter_map(page).collect(),
            has_gaps_only: parameters.get(MISSING).is_some_and(|value| value == "1"),
        }
    }
}

impl DeclarationQuery {
    /// The same, with another page of a list.
    pub fn at(&self, list: DeclarationList, number: usize) -> Self {
        let mut query = self.clone();
        query.pages.insert(list, number);
        query
    }

    /// The same, at the first page of the lines: all, or those with gaps.
    pub fn filtered(&self, has_gaps_only: bool) -> Self {
        Self { has_gaps_only, ..self.at(DeclarationList::Lines, 1) }
    }

    /// The parameters: `?lines=2`; empty if there are none.
    pub fn parameters(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (list, number) in &self.pages {
            query.append_pair(list.name(), &number.to_string());
        }
        if self.has_gaps_only {
            query.append_pair(MISSING, "1");
        }
        match query.finish().as_str() {
            "" => String::new(),
            parameters => format!("?{parameters}"),
        }
    }

    /// The parameters with an anchor: `?lines=2#lines`. Without parameters, the anchor alone.
    pub fn link(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.parameters())
    }

    /// The current page of a list; the last page if the number is past the end.
    pub fn page<S, T>(
        &self,
        v: &OfficeView,
        list: DeclarationList,
        all: &[S],
        show: impl FnMut(&S) -> T,
    ) -> ListPage<T> {
        let pages = all.len().div_ceil(PAGE_ITEMS).max(1);
        let number = self.pages.get(&list).copied().unwrap_or(1).min(pages);
        let first = (number - 1) * PAGE_ITEMS;
        let items: Vec<T> = all.iter().skip(first).take(PAGE_ITEMS).map(show).collect();
        let link = |number: usize| self.at(list, number).link(list.name());
        let range = [("first", first + 1), ("last", first + items.len()), ("count", all.len())]
            .map(|(k, n)| (k, n.into()));
        ListPage {
            position: if pages > 1 {
                v.language.format(key!("office-list-position"), &range)
            } else {
                String::new()
            },
            previous: (number > 1).then(|| link(number - 1)),
            next: (number < pages).then(|| link(number + 1)),
            items,
        }
    }
}

/// A page of a list.
pub struct ListPage<T> {
    /// The items.
    pub items: Vec<T>,
    /// The position in the list, such as “51–100 of 120”; empty if the list has one page.
    pub position: String,
    /// The addresses of the pages before and after this one.
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use portulan_locales::Language;

    use super::*;

    fn query(parameters: &[(&str, &str)]) -> DeclarationQuery {
        let owned = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        owned.collect::<HashMap<_, _>>().into()
    }

    #[test]
    fn what_is_not_a_page_is_ignored() {
        let wrong = [("lines", "0"), ("out", "-1"), ("funds", "x"), ("changes", ""), ("missing", "yes")];
        assert_eq!(query(&wrong), DeclarationQuery::default());
        let right = query(&[("out", "3"), ("lines", "2"), ("missing", "1"), ("other", "1")]);
        assert_eq!(right.link("p-1"), "?lines=2&out=3&missing=1#p-1");
        assert_eq!(right.filtered(false).link("lines"), "?lines=1&out=3#lines");
        assert_eq!(DeclarationQuery::default().link("out"), "#out");
    }

    #[test]
    fn pages_cover_a_list_once() {
        let v = OfficeView::outside(Language::ENGLISH);
        let all: Vec<usize> = (0..9_876).collect();
        let list = DeclarationList::Funds;
        let page = |number: usize| DeclarationQuery::default().at(list, number).page(&v, list, &all, |n| *n);
        let shown: Vec<usize> = (1..=198).flat_map(|number| page(number).items).collect();
        assert_eq!(shown, all);
        let second = page(2);
        assert_eq!(second.position, "51–100 of 9,876");
        assert_eq!(second.previous.as_deref(), Some("?funds=1#funds"));
        assert_eq!(second.next.as_deref(), Some("?funds=3#funds"));
        for number in [198, 199, usize::MAX] {
            let final_page = page(number);
            assert_eq!((final_page.items.len(), final_page.next), (26, None), "page {number}");
            assert_eq!(final_page.previous.as_deref(), Some("?funds=197#funds"));
        }
        for count in [0, 1, PAGE_ITEMS] {
            let only = DeclarationQuery::default().page(&v, list, &all[..count], |n| *n);
            assert_eq!((only.items.len(), only.position.as_str()), (count, ""));
            assert_eq!((only.previous, only.next), (None, None));
        }
    }
}
