//! Languages, currencies and themes as a user names them.
use portulan_codelists::CodeList;
use portulan_locales::{Language, list};
use portulan_model::normalize_for_search;
use portulan_office::STARTER_THEMES;

/// The tag of a language of the site that is given by its tag, its own name, or its name in French or English.
pub fn language_tag(text: &str) -> Option<&'static str> {
    let wanted = normalize_for_search(text);
    let is_meant = |language: &Language| {
        // Some names are several, such as "Spanish; Castilian".
        let names = ["fr", "en"].map(|tag| CodeList::Language.name(language.tag(), tag)).into_iter();
        let names = names.flat_map(|name| name.split(';').map(str::trim));
        let mut all = [language.tag(), language.endonym()].into_iter().chain(names);
        all.any(|name| normalize_for_search(name) == wanted)
    };
    Language::all().find(is_meant).map(Language::tag)
}

/// The code of a currency that is given by its code or its name in French or English. A word such as `dollar` that several names
/// begin with is not a name.
pub fn currency_code(text: &str) -> Option<&'static str> {
    let wanted = normalize_for_search(text);
    let is_meant = |name: &str| normalize_for_search(name) == wanted;
    let entries = CodeList::Currency.entries();
    let found = entries
        .iter()
        .find(|entry| is_meant(entry.code) || is_meant(entry.name("fr")) || is_meant(entry.name("en")));
    found.map(|entry| entry.code)
}

/// The keys of starter themes that are given by their numbers from 1 or their names, separated by commas, each once. The error is
/// the first that is not known.
pub fn theme_keys(text: &str) -> Result<Vec<&'static str>, String> {
    let mut keys = Vec::new();
    for word in text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        let key = theme_key(word).ok_or_else(|| word.to_owned())?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

fn theme_key(word: &str) -> Option<&'static str> {
    if let Ok(number) = word.parse::<usize>() {
        return STARTER_THEMES.get(number.checked_sub(1)?).copied();
    }
    let wanted = normalize_for_search(word);
    let is_meant = |key: &&str| {
        let mut names =
            Language::complete().iter().map(|language| language.word(list!("starter-theme"), key));
        names.any(|name| normalize_for_search(&name) == wanted)
    };
    STARTER_THEMES.into_iter().find(is_meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_currencies_are_given_by_code_or_name() {
        for text in ["es", "Español", "espagnol", "Spanish"] {
            assert_eq!(language_tag(text), Some("es"), "{text}");
        }
        assert_eq!(language_tag("klingon"), None);
        for text in ["eur", "euro", "Euro"] {
            assert_eq!(currency_code(text), Some("EUR"), "{text}");
        }
        assert_eq!(currency_code("dollar"), None);
    }

    #[test]
    fn themes_are_given_by_number_or_name() {
        assert_eq!(theme_keys("2, Eau et assainissement ; culture,2"), Ok(vec!["waste", "water", "culture"]));
        assert_eq!(theme_keys(""), Ok(Vec::new()));
        assert_eq!(theme_keys("1,dragons"), Err("dragons".to_owned()));
        assert_eq!(theme_keys("0"), Err("0".to_owned()));
        assert_eq!(theme_keys("99"), Err("99".to_owned()));
    }
}
