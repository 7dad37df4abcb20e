//! Query parameters of lists.
use portulan_model::Kind;

use crate::ApiFault;

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// By time of the last change, the newest first.
    Updated,
}

/// The parameters of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiQuery {
    /// Search words for the name, compared without case and accents.
    pub q: String,
    /// The record that the listed records refer to.
    pub refers_to: Option<(Kind, String)>,
    /// The order.
    pub order: Order,
    /// The number of the page, from 1.
    pub page: u32,
    /// The number of records per page.
    pub per_page: u32,
}

impl ApiQuery {
    /// The largest page number.
    pub const MAX_PAGE: u32 = 100_000;
    /// The largest number of records per page.
    pub const MAX_RECORDS_PER_PAGE: u32 = 200;
    /// The largest number of bytes of a page with several records. Messages, the description and the guide state it.
    pub const MAX_PAGE_BYTES: u64 = 8 << 20;
    /// The largest number of characters of a reference.
    pub const MAX_REFERENCE_CHARS: usize = 100;
    /// The largest number of characters of search words.
    pub const MAX_SEARCH_CHARS: usize = 200;

    /// Reads decoded parameters. Unknown or invalid parameters are errors, so that a misspelt one is not
    /// ignored.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, ApiFault> {
        let mut read = Self::default();
        let mut seen = Vec::new();
        for (name, value) in pairs {
            let bad = || ApiFault::Parameter(format!("{name}={value}").chars().take(100).collect());
            if seen.contains(&name) {
                return Err(bad());
            }
            seen.push(name);
            match name {
                "q" if value.chars().count() <= Self::MAX_SEARCH_CHARS => value.clone_into(&mut read.q),
                "refers_to" if value.len() <= Self::MAX_REFERENCE_CHARS => {
                    let (kind, slug) = value.split_once('/').ok_or_else(bad)?;
                    let kind = Kind::ALL.iter().copied().find(|k| k.singular() == kind).ok_or_else(bad)?;
                    if !slug.split('-').all(is_word) {
                        return Err(bad());
                    }
                    read.refers_to = Some((kind, slug.to_owned()));
                }
                "order" => {
                    read.order = match value {
                        "name" => Order::Name,
                        "updated" => Order::Updated,
                        _ => return Err(bad()),
                    };
                }
                "page" => read.page = number(value, Self::MAX_PAGE).ok_or_else(bad)?,
                "per_page" => read.per_page = number(value, Self::MAX_RECORDS_PER_PAGE).ok_or_else(bad)?,
                _ => return Err(bad()),
            }
        }
        Ok(read)
    }

    /// The number of records before the page.
    pub fn offset(&self) -> u32 {
        (self.page - 1) * self.per_page
    }

    /// The query string of another page of the same list.
    pub fn page_query(&self, page: u32) -> String {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            let bytes = self.q.bytes().map(|b| match b {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(b).to_string(),
                _ => format!("%{b:02X}"),
            });
            pairs.push(format!("q={}", bytes.collect::<String>()));
        }
        if let Some((kind, slug)) = &self.refers_to {
            pairs.push(format!("refers_to={kind}/{slug}"));
        }
        if self.order == Order::Updated {
            pairs.push("order=updated".to_owned());
        }
        pairs.push(format!("page={page}&per_page={}", self.per_page));
        pairs.join("&")
    }
}

impl Default for ApiQuery {
    fn default() -> Self {
        Self { q: String::new(), refers_to: None, order: Order::Name, page: 1, per_page: 50 }
    }
}

/// True for a part of a slug between hyphens.
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Parses an integer between 1 and `max`, written in digits only.
fn number(text: &str, max: u32) -> Option<u32> {
    let plain = !text.starts_with(['+', '0']);
    text.parse().ok().filter(|n| plain && *n <= max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_strictly() {
        let read = |pairs: &[(&str, &str)]| ApiQuery::read(pairs.iter().copied());
        let good = [("q", "eau é&"), ("refers_to", "partnership/kendari"), ("page", "2"), ("per_page", "10")];
        let query = read(&good).expect("a query");
        assert_eq!(query.offset(), 10);
        assert_eq!(query.page_query(3), "q=eau%20%C3%A9%26&refers_to=partnership/kendari&page=3&per_page=10");
        for bad in [
            ("page", "0"),
            ("page", "+1"),
            ("page", "01"),
            ("per_page", "201"),
            ("pages", "1"),
            ("order", ""),
        ] {
            assert!(matches!(read(&[bad]), Err(ApiFault::Parameter(_))), "{bad:?}");
        }
        assert!(read(&[("page", "1"), ("page", "1")]).is_err(), "no parameter twice");
    }
}
