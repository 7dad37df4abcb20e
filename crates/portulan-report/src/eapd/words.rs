//! The texts of a declaration.
use portulan_codelists::CodeList;
use portulan_locales::{Language, MessageList, dates, key, list};
use portulan_model::PublishedRegister;
use rust_decimal::Decimal;

use super::{DeclarationGap, DeclarationLine, IN_KIND, UNSPECIFIED, Why};

/// The text of a reason.
pub fn why(language: Language, why: &Why) -> String {
    let with_kind = why.code.strip_suffix(IN_KIND).zip(why.of.rsplit_once('|'));
    let Some((code, (of, in_kind))) = with_kind else {
        return format_message(language, list!("eapd-why"), &why.code, &why.of);
    };
    let money = format_message(language, list!("eapd-why"), code, of);
    let in_kind = named(language, list!("eapd-why"), code, in_kind);
    language.format(
        key!("eapd-why-plus-in-kind"),
        &[("money", money.as_str().into()), ("of", in_kind.as_str().into())],
    )
}

/// The text of the reason why a project is excluded.
pub fn reason(language: Language, why: &Why) -> String {
    format_message(language, list!("eapd-out"), &why.code, &why.of)
}

/// The text of a gap.
pub fn gap(language: Language, gap: &DeclarationGap) -> String {
    let of = match gap.code.as_str() {
        "no-score" => language.word(list!("marker"), &gap.of),
        "no-rate" => dated_amount(language, &gap.of).unwrap_or_else(|| gap.of.clone()),
        "no-amount" => day(language, &gap.of).unwrap_or_else(|| gap.of.clone()),
        _ => gap.of.clone(),
    };
    format_message(language, list!("eapd-gap"), &gap.code, &of)
}

/// An amount with its value date, such as `12500.50 XOF (2025-03-05)`, in words; `None` for another text.
fn dated_amount(language: Language, text: &str) -> Option<String> {
    let (money, date) = text.strip_suffix(')')?.split_once(" (")?;
    let (amount, currency) = money.split_once(' ')?;
    Some(format!("{} ({})", language.money(amount.parse().ok()?, currency), day(language, date)?))
}

/// A date in words; `None` for another text.
fn day(language: Language, text: &str) -> Option<String> {
    Some(dates::date(language, text.parse().ok()?))
}

/// Formats a message with up to three arguments, separated by `|`: amounts, lists of countries, or texts.
fn format_message(language: Language, list: MessageList, code: &str, of: &str) -> String {
    let mut parts = of.split('|').map(|part| named(language, list, code, part));
    let [of, more, rest] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let arguments =
        [("of", of.as_str().into()), ("more", more.as_str().into()), ("rest", rest.as_str().into())];
    language.format_word(list, code, &arguments)
}

fn named(language: Language, list: MessageList, code: &str, part: &str) -> String {
    if (list, code) == (list!("eapd-why"), "kind") {
        return language.word(list!("oda-kind"), part);
    }
    if let Some(amount) = part.strip_suffix(" EUR").and_then(|amount| amount.parse::<Decimal>().ok()) {
        return language.money(amount, "EUR");
    }
    let is_country = |code: &str| code.len() == 2 && CodeList::Country.get(code).is_some();
    let name = |code| if is_country(code) { CodeList::Country.name(code, language.tag()) } else { code };
    part.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

/// The name of a line's recipient.
pub fn recipient_name(language: Language, line: &DeclarationLine) -> String {
    let is_french = language == Language::FRENCH;
    let region = line.region_names.as_ref();
    let region = region.map(|[en, fr]| if is_french && !fr.is_empty() { fr.clone() } else { en.clone() });
    match line.recipient.value {
        Some(UNSPECIFIED) => language.text(key!("eapd-unspecified")),
        Some(_) if !line.country.is_empty() => {
            CodeList::Country.name(&line.country, language.tag()).to_owned()
        }
        Some(code) => region.unwrap_or_else(|| code.to_string()),
        None => String::new(),
    }
}

/// The name of a code; the code itself if it is not in the list.
pub fn code_name(language: Language, list: CodeList, code: Option<&String>) -> String {
    code.map(|code| list.name(code, language.tag()).to_owned()).unwrap_or_default()
}

/// The name of the declaring authority.
pub(super) fn declarant(programme: &PublishedRegister, language: Language) -> String {
    programme.authority.body.name.text(language.tag()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_dates_of_gaps_are_in_words() {
        let text = |code: &str, of: &str| {
            let gap = DeclarationGap { code: code.to_owned(), of: of.to_owned() };
            super::gap(Language::FRENCH, &gap).replace(['\u{a0}', '\u{202f}'], " ")
        };
        assert!(text("no-rate", "12500.5 XOF (2025-03-05)").contains("pour 12 500,50 XOF (5 mars 2025)"));
        assert!(text("no-amount", "2025-03").contains("date : mars 2025"));
        assert!(
            text("no-rate", "12500,5 (2025)").contains("12500,5 (2025)"),
            "an unknown form stays as it is"
        );
    }
}
