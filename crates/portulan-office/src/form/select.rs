//! Fields whose value is chosen from a list.
use portulan_codelists::CodeList;
use portulan_locales::Language;
use portulan_model::kinds::Authority;
use portulan_model::{ChoiceList, normalize_for_search};

use super::amounts::{default_currency, preset_currency};
use super::codes::TypedList;
use super::labels::choice;
use super::view::{FormView, WidgetHtml};
use super::widget::{FieldLabel, SelectOption, Widget, line};

/// The currencies that are offered first, after the authority's own.
const USUAL_CURRENCIES: [&str; 8] = ["CAD", "CHF", "EUR", "GBP", "MAD", "TND", "USD", "XOF"];

/// The codes of a list that are offered, with their names: those in use, and the current value.
fn offered_codes(list: CodeList, current: &str, language: Language) -> Vec<(String, String)> {
    let entries = list.entries().iter();
    let offered = entries.filter(|entry| entry.code == current || list.withdrawn(entry.code).is_none());
    offered.map(|entry| (entry.code.to_owned(), entry.name(language.tag()).to_owned())).collect()
}

/// The currencies in use and the current one, with their names: that of the authority, the usual ones, and the others by name.
pub fn currencies_by_use(
    authority: Option<&Authority>,
    current: &str,
    language: Language,
) -> Vec<(String, String)> {
    let own = default_currency(authority);
    let rank = |code: &str| (code != own && !USUAL_CURRENCIES.contains(&code), code != own);
    let mut named = offered_codes(CodeList::Currency, current, language);
    named.sort_by_cached_key(|(code, name)| (rank(code), normalize_for_search(name)));
    named
}

impl FormView<'_> {
    pub(super) fn goal(&self, path: &str, words: &FieldLabel) -> WidgetHtml {
        let goals = portulan_codelists::GOALS.iter();
        let named =
            goals.map(|g| (g.number.to_string(), format!("{} · {}", g.number, g.name(self.language.tag()))));
        self.select(path, named.collect(), words)
    }

    pub(super) fn code(&self, list: CodeList, path: &str, words: &FieldLabel) -> WidgetHtml {
        // Long lists are typed with completion, short ones chosen.
        if let Some(list) = TypedList::of_codes(list) {
            return self.typed_code(list, path, words);
        }
        let current = self.sheet.get(path);
        let mut named = offered_codes(list, current, self.language);
        match list {
            CodeList::Country => named.sort_by_cached_key(|(_, name)| normalize_for_search(name)),
            CodeList::Currency => named = currencies_by_use(self.authority, current, self.language),
            _ => {}
        }
        // A cell is too narrow for the name of a currency: it shows the code before the space.
        if list == CodeList::Currency && words.cell.is_some() {
            for (code, name) in &mut named {
                *name = format!("{code}\u{2003}{name}");
            }
        }
        if let Some(preset) = self.preset_currency(path).filter(|_| list == CodeList::Currency) {
            return self.select_value(path, preset, named, words);
        }
        self.select(path, named, words)
    }

    /// The currency that the form selects for an amount that is not typed yet.
    pub(super) fn preset_currency(&self, path: &str) -> Option<&str> {
        preset_currency(self.sheet, path, self.authority).filter(|_| !self.fixed)
    }

    /// A code that is typed with completion.
    pub(super) fn typed_code(&self, list: TypedList, path: &str, words: &FieldLabel) -> WidgetHtml {
        let value = list.text(self.sheet.get(path), self.language);
        self.control(path, words, &value, line(&format!("names-{}", list.name()), "text"))
    }

    pub(super) fn choice(&self, list: ChoiceList, path: &str, words: &FieldLabel) -> WidgetHtml {
        let variants = list.variants.iter();
        let named: Vec<_> =
            variants.map(|name| ((*name).to_owned(), choice(self.language, list, name))).collect();
        if !list.is_explicit {
            let value = self.sheet.get(path);
            let first = !list.variants.contains(&value);
            let choices = named.into_iter().enumerate().map(|(i, (word, label))| SelectOption {
                chosen: word == value || (first && i == 0),
                value: word,
                label,
            });
            return self.control(path, words, "", Widget::Select(choices.collect()));
        }
        self.select(path, named, words)
    }

    /// A select element with the value of a field.
    pub(super) fn select(&self, path: &str, named: Vec<(String, String)>, words: &FieldLabel) -> WidgetHtml {
        self.select_value(path, self.sheet.get(path), named, words)
    }

    /// A select element with an empty first option. A selected value that is not in the list is added, so
    /// that it stays visible.
    fn select_value(
        &self,
        path: &str,
        value: &str,
        named: Vec<(String, String)>,
        words: &FieldLabel,
    ) -> WidgetHtml {
        let unknown = !value.is_empty() && !named.iter().any(|(word, _)| word == value);
        let mut choices =
            vec![SelectOption { value: String::new(), label: "–".to_owned(), chosen: value.is_empty() }];
        if unknown {
            choices.push(SelectOption { value: value.to_owned(), label: value.to_owned(), chosen: true });
        }
        choices.extend(named.into_iter().map(|(word, label)| SelectOption {
            chosen: word == value,
            value: word,
            label,
        }));
        self.control(path, words, "", Widget::Select(choices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawn_currency_is_offered_only_as_the_value_of_the_field() {
        let codes = |current: &str| -> Vec<String> {
            currencies_by_use(None, current, Language::FRENCH).into_iter().map(|(code, _)| code).collect()
        };
        for code in ["HRK", "BGN", "EEK"] {
            assert!(!codes("EUR").iter().any(|offered| offered == code), "{code}");
            assert!(codes(code).iter().any(|offered| offered == code), "{code}");
        }
        assert!(codes("").iter().any(|offered| offered == "XOF"));
    }
}
