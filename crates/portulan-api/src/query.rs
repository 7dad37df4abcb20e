//! What a list may be asked for.
use portulan_model::Kind;

use crate::ApiFault;

/// In which order a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// What changed last first.
    Updated,
}

/// The parameters of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiQuery {
    /// Words of the name, without case or accents.
    pub q: String,
    /// Which records the list's refer to.
    pub refers_to: Option<(Kind, String)>,
    /// In which order.
    pub order: Order,
    /// Which page, from 1.
    pub page: u32,
    /// How many on a page.
    pub per_page: u32,
}

impl ApiQuery {
    /// Pages end here.
    pub const PAGES: u32 = 100_000;
    /// A page has at most so many records.
    pub const PER_PAGE: u32 = 200;
    /// A reference has at most so many characters.
    pub const REFERENCE: usize = 100;
    /// Words have at most so many characters.
    pub const WORDS: usize = 200;

    /// Reads parameters, decoded; strictly, so that a misspelt one is not taken for none.
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
                "q" if value.chars().count() <= Self::WORDS => value.clone_into(&mut read.q),
                "refers_to" if value.len() <= Self::REFERENCE => {
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
                "page" => read.page = number(value, Self::PAGES).ok_or_else(bad)?,
                "per_page" => read.per_page = number(value, Self::PER_PAGE).ok_or_else(bad)?,
                _ => return Err(bad()),
            }
        }
        Ok(read)
    }

    /// How many records come before the page.
    pub fn skip(&self) -> u32 {
        (self.page - 1) * self.per_page
    }

    /// The same list's page of that number, as an address' parameters.
    pub fn at(&self, page: u32) -> String {
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

/// A part of a slug between hyphens.
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// A whole number from 1, in digits alone.
fn number(text: &str, most: u32) -> Option<u32> {
    let plain = !text.starts_with(['+', '0']);
    text.parse().ok().filter(|n| plain && *n <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_strictly() {
        let read = |pairs: &[(&str, &str)]| ApiQuery::read(pairs.iter().copied());
        let good = [("q", "eau é&"), ("refers_to", "partnership/kendari"), ("page", "2"), ("per_page", "10")];
        let query = read(&good).expect("a query");
        assert_eq!(query.skip(), 10);
        assert_eq!(query.at(3), "q=eau%20%C3%A9%26&refers_to=partnership/kendari&page=3&per_page=10");
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
