//! Queries, and lists in pages.
use url::form_urlencoded;

/// The number of rows per page of a list.
const PER_PAGE: usize = 48;

/// The query part of an address.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageQuery(Vec<(String, String)>);

/// The largest number of characters of a query value; longer values are truncated.
const MAX_VALUE_CHARS: usize = 200;

impl PageQuery {
    /// The parameters that a page reads, in the order of `names`, each once and without empty ones: whatever else an address
    /// has makes no other page.
    pub(crate) fn canonical(query: &str, names: &[&str]) -> Self {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let value = |name: &&str| {
            let (_, value) = pairs.iter().find(|(n, v)| n == name && !v.trim().is_empty())?;
            Some(((*name).to_owned(), value.trim().chars().take(MAX_VALUE_CHARS).collect()))
        };
        Self(names.iter().filter_map(value).collect())
    }

    /// The query as text with its question mark; empty if it has no parameter.
    pub(crate) fn to_text(&self) -> String {
        self.with("", "")
    }

    /// The value of a name, if it is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.trim())
    }

    /// The query with one value changed (or removed, if empty), as text with its question mark.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        let others = self.0.iter().filter(|(n, v)| n != name && !v.is_empty());
        out.extend_pairs(others).extend_pairs((!value.is_empty()).then_some((name, value)));
        let out = out.finish();
        if out.is_empty() { out } else { format!("?{out}") }
    }
}

/// One page of a longer list.
pub(crate) struct Pager<T> {
    pub rows: Vec<T>,
    /// The number of the page, from 1.
    pub number: usize,
    pub pages: usize,
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl<T> Pager<T> {
    pub(crate) fn new(rows: Vec<T>, query: &PageQuery) -> Self {
        let total = rows.len();
        let pages = total.div_ceil(PER_PAGE).max(1);
        let number = query.get("page").and_then(|p| p.parse::<usize>().ok()).unwrap_or(1).clamp(1, pages);
        let rows = rows.into_iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).collect();
        let link = |n: usize| query.with("page", &if n > 1 { n.to_string() } else { String::new() });
        Self {
            rows,
            number,
            pages,
            total,
            previous: (number > 1).then(|| link(number - 1)),
            next: (number < pages).then(|| link(number + 1)),
        }
    }
}
