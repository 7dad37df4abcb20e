//! The lists from which parts of a declaration are chosen, and values of parts in words.
use portulan_codelists::CodeList;
use portulan_locales::{key, list};
use portulan_model::normalize_for_search;
use portulan_report::eapd::{self, Part, Recipient, RecipientLists};

use crate::form::codes::named_code;
use crate::view::OfficeView;

/// The list of options of a part; empty for a part without one.
pub fn picker_of(part: Part) -> &'static str {
    match part {
        Part::Recipient => "recipients",
        Part::Channel => "channels",
        Part::Purpose => "purposes",
        Part::AidType => "aid-types",
        Part::Counted | Part::Basis | Part::FirstYear | Part::Amount => "",
    }
}

/// The value of a decision in words; the value itself if it is not in the lists of the year.
pub fn worded(v: &OfficeView, part: Part, year: i16, lists: &RecipientLists, value: &str) -> String {
    match part {
        Part::Basis => v.word(list!("eapd-basis"), value),
        Part::Counted => v.word(list!("eapd-counted"), value),
        Part::Amount => value.parse().map_or_else(|_| value.to_owned(), |amount| v.money(amount, "€")),
        Part::FirstYear => format!("{value} %"),
        Part::Recipient | Part::Channel | Part::Purpose | Part::AidType => {
            let option = options(v, part, year, lists).into_iter().find(|(code, _)| code == value);
            option.map_or_else(|| value.to_owned(), |(code, name)| named_code(&code, &name))
        }
    }
}

/// The code that a typed text means: a code, an option of its picker, or a name that one option has. Other texts stay as they are.
pub fn picked(v: &OfficeView, part: Part, year: i16, lists: &RecipientLists, typed: &str) -> String {
    let typed = typed.trim();
    let options = options(v, part, year, lists);
    let wanted = normalize_for_search(typed);
    let mut named = options.iter().filter(|(_, name)| normalize_for_search(name) == wanted);
    let chosen = options.iter().find(|(code, name)| code == typed || named_code(code, name) == typed);
    match (chosen, named.next(), named.next()) {
        (Some((code, _)), ..) | (None, Some((code, _)), None) => code.clone(),
        _ => typed.to_owned(),
    }
}

/// The options of the pickers, by the names of their lists.
pub fn pickers(v: &OfficeView, year: i16, lists: &RecipientLists) -> Vec<(&'static str, Vec<String>)> {
    let parts = [Part::Recipient, Part::Channel, Part::Purpose, Part::AidType];
    let texts = |part: Part| {
        let options = options(v, part, year, lists).into_iter();
        (picker_of(part), options.map(|(code, name)| named_code(&code, &name)).collect())
    };
    parts.into_iter().map(texts).collect()
}

/// The options of the picker of a part: code and name, of codes in use; empty for a part without one.
fn options(v: &OfficeView, part: Part, year: i16, lists: &RecipientLists) -> Vec<(String, String)> {
    let tag = v.language.tag();
    let coded = |list: CodeList| {
        let in_use = list.entries().iter().filter(|entry| list.withdrawn(entry.code).is_none());
        in_use.map(|entry| (entry.code.to_owned(), entry.name(tag).to_owned())).collect()
    };
    let name = |r: &Recipient| match r.country.as_str() {
        "" if r.code == eapd::UNSPECIFIED => v.t(key!("eapd-unspecified")),
        "" => r.name(tag).to_owned(),
        country => CodeList::Country.name(country, tag).to_owned(),
    };
    match part {
        Part::Recipient => {
            let recipients = lists.in_year(year).unwrap_or_default().into_iter();
            recipients.map(|r| (r.code.to_string(), name(r))).collect()
        }
        Part::Channel => coded(CodeList::Channel),
        Part::Purpose => coded(CodeList::Sector),
        Part::AidType => coded(CodeList::AidType),
        Part::Counted | Part::Basis | Part::FirstYear | Part::Amount => Vec::new(),
    }
}
