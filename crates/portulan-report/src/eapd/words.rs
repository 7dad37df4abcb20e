//! A declaration in words.
use portulan_codelists::CodeList;
use portulan_locales::Language;
use portulan_model::Programme;

use super::{Gap, Line, UNSPECIFIED, Why};

/// Why a value is what it is.
pub fn why(language: Language, why: &Why) -> String {
    said(language, "why", &why.code, &why.of)
}

/// Why an action is left out.
pub fn reason(language: Language, why: &Why) -> String {
    said(language, "out", &why.code, &why.of)
}

/// What is missing.
pub fn gap(language: Language, gap: &Gap) -> String {
    let of =
        if gap.code == "no-score" { language.text(&format!("marker-{}", gap.of)) } else { gap.of.clone() };
    said(language, "gap", &gap.code, &of)
}

fn said(language: Language, list: &str, code: &str, of: &str) -> String {
    // Countries come as codes between commas.
    let is_country = |part: &str| part.len() == 2 && CodeList::Country.get(part).is_some();
    let named: Vec<&str> = of
        .split(", ")
        .map(|p| if is_country(p) { CodeList::Country.name(p, language.tag()) } else { p })
        .collect();
    let of = match (list, code) {
        ("why", "kind") => language.text(&format!("oda-{of}")),
        _ => named.join(", "),
    };
    language.say(&format!("eapd-{list}-{code}"), &[("of", of.as_str().into())])
}

/// The name of a line's recipient.
pub fn recipient_name(language: Language, line: &Line) -> String {
    match line.recipient.value {
        Some(UNSPECIFIED) => language.text("eapd-unspecified"),
        Some(_) if !line.country.is_empty() => {
            CodeList::Country.name(&line.country, language.tag()).to_owned()
        }
        Some(code) => code.to_string(),
        None => String::new(),
    }
}

/// The name of a code, or the code where the list does not know it.
pub fn code_name(language: Language, list: CodeList, code: Option<&String>) -> String {
    code.map(|code| list.name(code, language.tag()).to_owned()).unwrap_or_default()
}

/// Who declares.
pub(super) fn declarant(programme: &Programme, language: Language) -> String {
    programme.authority.body.name.text(language.tag()).to_owned()
}
