//! Messages about values that are not entries of a list, in words: the value, its column, and the names to choose from.
use portulan_codelists::{CodeEntry, CodeList};
use portulan_locales::key;

use super::cells::terms_of;
use super::columns::Column;
use super::planner::Planner;
use super::value::ValueDomain;
use crate::form::labels::choice;

/// The largest number of names that a message lists.
const MAX_NAMES: usize = 12;

impl Planner<'_> {
    /// The message about a value that is not an entry of its list; `None` for other problems.
    pub fn value_fault(
        &self,
        (c, column): (usize, &Column),
        code: &str,
        arguments: &[(&'static str, String)],
    ) -> Option<String> {
        let name = match code {
            "code" => "code",
            "choice" => "value",
            "term" => "key",
            _ => return None,
        };
        let argument = |wanted: &str| {
            arguments.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str())
        };
        let value = argument(name)?;
        let list = argument("list").and_then(|key| CodeList::ALL.into_iter().find(|list| list.key() == key));
        let domain = ValueDomain::of(column).or(list.map(ValueDomain::Codes));
        let names = self.names_of(domain, column);
        let heading = self.table.displayed_text(self.mapping.head, c).trim();
        let heading = if heading.is_empty() { column.label.as_str() } else { heading };
        let is_short = names.len() <= MAX_NAMES;
        let key = match names.len() {
            0 => key!("office-import-cell-value-alone"),
            _ if is_short => key!("office-import-cell-value"),
            _ => key!("office-import-cell-value-long"),
        };
        let shown = if is_short { names.join(", ") } else { example(&names) };
        let language = self.current_user.language();
        let arguments =
            [("value", value.into()), ("column", heading.into()), ("names", shown.as_str().into())];
        Some(language.format(key, &arguments))
    }

    /// The names of the entries of a list.
    fn names_of(&self, domain: Option<ValueDomain>, column: &Column) -> Vec<String> {
        let language = self.current_user.language();
        match domain {
            Some(ValueDomain::Codes(list)) => {
                let name = |entry: &CodeEntry| entry.name(language.tag()).to_owned();
                list.entries().iter().map(name).collect()
            }
            Some(ValueDomain::Variants(list)) => {
                list.variants.iter().map(|variant| choice(language, list, variant)).collect()
            }
            Some(ValueDomain::Terms) => {
                let terms = terms_of(self.authority.as_ref(), column).iter();
                terms.map(|term| term.name.text(language.tag()).to_owned()).collect()
            }
            Some(ValueDomain::Records(_)) | None => Vec::new(),
        }
    }
}

/// A name of a long list that people know.
fn example(names: &[String]) -> String {
    const KNOWN: [&str; 4] = ["Sénégal", "Senegal", "Euro", "euro"];
    let known = names.iter().find(|name| KNOWN.contains(&name.as_str()));
    known.or_else(|| names.first()).cloned().unwrap_or_default()
}
