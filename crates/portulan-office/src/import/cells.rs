//! Conversion of cells to form data.
use portulan_codelists::CodeList;
use portulan_locales::Language;
use portulan_model::kinds::{Authority, Status, Term};
use portulan_model::{ChoiceList, FieldFormat, FieldSchema, PartialDate, normalize_for_search};

use super::Column;
use super::code_names::{code_of, spaced};
use crate::form::labels::choice;
use crate::form::units::currencies;

/// The pieces of a cell: one, or several between semicolons and lines' ends.
pub fn pieces(column: &Column, cell: &str) -> Vec<String> {
    if !column.many {
        return vec![cell.trim().to_owned()];
    }
    // Sentences have semicolons of their own.
    let sentences = column.path.contains("/*/value/");
    let parts = cell.split(|c| c == '\n' || (c == ';' && !sentences));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The form value of a text: names of list entries become codes, in either language. `None` for a boolean
/// column if the text is neither yes nor no.
pub fn typed(column: &Column, piece: &str, authority: Option<&Authority>) -> Option<String> {
    let message = normalize_for_search(piece);
    let found = match column.shape {
        FieldSchema::Flag => {
            return match message.as_str() {
                "oui" | "vrai" | "yes" | "true" | "x" | "1" | "o" | "y" => Some("true".to_owned()),
                "non" | "faux" | "no" | "false" | "0" | "n" | "" | "-" => Some(String::new()),
                _ => None,
            };
        }
        FieldSchema::Choice(list) => {
            let is_meant = |variant: &&str| {
                let is_name = |l: &Language| normalize_for_search(&choice(*l, list, variant)) == message;
                *variant == piece || Language::complete().iter().any(is_name)
            };
            let named = list.variants.iter().copied().find(is_meant);
            let usual = || usual_status(&spaced(&message)).filter(|_| is_status(list));
            named.or_else(|| usual().and_then(|status| status.variant)).map(str::to_owned)
        }
        FieldSchema::Code(list) => {
            let by_code = list.get(piece).map(|e| e.code.to_owned());
            let by_code = by_code.or_else(|| match (list, currencies(piece).as_slice()) {
                (CodeList::Currency, [code]) => Some((*code).to_owned()),
                _ => None,
            });
            by_code.or_else(|| {
                let wanted = spaced(&message);
                let code = code_of(list, &wanted);
                let usual = || usual_status(&wanted).filter(|_| list == CodeList::ActivityStatus);
                let code = code.or_else(|| usual().map(|status| status.code));
                code.or_else(|| usual_country(list, &wanted)).map(str::to_owned)
            })
        }
        // "6", "SDG 6", "ODD 6 : eau propre".
        FieldSchema::Integer(..) if column.format == FieldFormat::SdgGoal => {
            let digits = message.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit);
            Some(digits.collect::<String>()).filter(|d| !d.is_empty())
        }
        _ if column.format == FieldFormat::Term => {
            terms_of(authority, column).iter().find(|term| term.is_named(piece)).map(|term| term.key.clone())
        }
        _ => None,
    };
    Some(found.unwrap_or_else(|| piece.to_owned()))
}

/// The themes or priorities that a column can name.
pub fn terms_of<'a>(authority: Option<&'a Authority>, column: &Column) -> &'a [Term] {
    let field = column.path.trim_start_matches('/').split('/').next().unwrap_or_default();
    authority.map_or(&[], |authority| authority.terms(field))
}

/// True if the text of a cell means that the value is not known. Codes such as NC, for New Caledonia, are values.
pub fn is_unknown_in(column: &Column, text: &str) -> bool {
    let is_code = matches!(column.shape, FieldSchema::Code(list) if list.get(text.trim()).is_some());
    !is_code && is_unknown(text)
}

/// True for a word that means that a value is not known, in a cell of a date, a number, a code or a name.
pub fn is_unknown(piece: &str) -> bool {
    const WORDS: [&str; 20] = [
        "-",
        "–",
        "—",
        "?",
        "??",
        "a completer",
        "a definir",
        "a preciser",
        "inconnu",
        "n/a",
        "na",
        "nc",
        "neant",
        "non defini",
        "non renseigne",
        "sans objet",
        "tbd",
        "tbc",
        "to be defined",
        "unknown",
    ];
    WORDS.contains(&normalize_for_search(piece).trim_end_matches('.'))
}

/// An amount without the words that mark it as approximate, and whether it had some.
pub fn exact_amount(text: &str) -> (&str, bool) {
    const WORDS: [&str; 10] =
        ["environ ", "env. ", "env ", "approx. ", "approx ", "about ", "ca. ", "~", "≈", "± "];
    let text = text.trim();
    let found = WORDS.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim_start())
    });
    found.map_or((text, false), |rest| (rest, true))
}

/// The first or the last month of a quarter or half of a year: "T2 2022", "2e trimestre 2022", "S1 2023".
pub fn part_of_year(text: &str, is_end: bool) -> Option<PartialDate> {
    let folded = normalize_for_search(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (part, year) = match *words.as_slice() {
        [part, year] => (part.to_owned(), year),
        [number, "trimestre" | "quarter" | "semestre" | "half", year] => {
            (format!("{}{number}", words[1].chars().next()?), year)
        }
        _ => return None,
    };
    let (part, year) = if part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) {
        (year.to_owned(), part)
    } else {
        (part, year.to_owned())
    };
    let number: u8 = part.chars().find(char::is_ascii_digit)?.to_digit(10)?.try_into().ok()?;
    let months = match part.chars().next()? {
        't' | 'q' if (1..=4).contains(&number) => 3,
        's' | 'h' if (1..=2).contains(&number) => 6,
        _ => return None,
    };
    if part.chars().filter(char::is_ascii_digit).count() != 1 || year.len() != 4 {
        return None;
    }
    let month = if is_end { number * months } else { (number - 1) * months + 1 };
    format!("{year}-{month:02}").parse().ok()
}

/// True if a list has the statuses of partnerships.
fn is_status(list: ChoiceList) -> bool {
    Status::ALL.iter().map(|status| status.name()).eq(list.variants.iter().copied())
}

/// A status as the code of a project and as the variant of a partnership, if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct UsualStatus {
    code: &'static str,
    variant: Option<&'static str>,
}

/// The status that people mean by a usual word, as the code of a project and as the variant of a partnership. Endings of
/// gender and number do not matter: "terminée", "clos".
fn usual_status(word: &str) -> Option<UsualStatus> {
    const PLANNED: UsualStatus = UsualStatus { code: "1", variant: Some("preparing") };
    const ACTIVE: UsualStatus = UsualStatus { code: "2", variant: Some("active") };
    const CLOSED: UsualStatus = UsualStatus { code: "4", variant: Some("ended") };
    // A cancelled partnership has no status of its own: the preview asks.
    const CANCELLED: UsualStatus = UsualStatus { code: "5", variant: None };
    const SUSPENDED: UsualStatus = UsualStatus { code: "6", variant: Some("suspended") };
    const WORDS: [(&str, UsualStatus); 35] = [
        ("a venir", PLANNED),
        ("en preparation", PLANNED),
        ("en projet", PLANNED),
        ("in preparation", PLANNED),
        ("planifie", PLANNED),
        ("planned", PLANNED),
        ("prevu", PLANNED),
        ("programme", PLANNED),
        ("actif", ACTIVE),
        ("active", ACTIVE),
        ("en cour", ACTIVE),
        ("en cours d execution", ACTIVE),
        ("en cours de realisation", ACTIVE),
        ("in progress", ACTIVE),
        ("mise en œuvre", ACTIVE),
        ("mise en oeuvre", ACTIVE),
        ("ongoing", ACTIVE),
        ("acheve", CLOSED),
        ("closed", CLOSED),
        ("clo", CLOSED),
        ("cloture", CLOSED),
        ("completed", CLOSED),
        ("ended", CLOSED),
        ("ferme", CLOSED),
        ("fini", CLOSED),
        ("finished", CLOSED),
        ("realise", CLOSED),
        ("solde", CLOSED),
        ("termine", CLOSED),
        ("abandonne", CANCELLED),
        ("annule", CANCELLED),
        ("cancelled", CANCELLED),
        ("en pause", SUSPENDED),
        ("on hold", SUSPENDED),
        ("suspendu", SUSPENDED),
    ];
    let word = &*word.replace(['’', '\''], " ");
    let stem = word.trim_end_matches('s');
    let stems = [word, stem, stem.strip_suffix('e').unwrap_or(stem)];
    WORDS.iter().find(|(usual, _)| stems.contains(usual)).map(|(_, status)| *status)
}

/// The country of a usual name that the list has in another form. "Congo" alone is two countries.
fn usual_country(list: CodeList, name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 21] = [
        ("etats unis d'amerique", "US"),
        ("usa", "US"),
        ("united states of america", "US"),
        ("grande bretagne", "GB"),
        ("rdc", "CD"),
        ("rd congo", "CD"),
        ("congo kinshasa", "CD"),
        ("congo brazzaville", "CG"),
        ("centrafrique", "CF"),
        ("rca", "CF"),
        ("viet nam", "VN"),
        ("vietnam", "VN"),
        ("quebec", "CA"),
        ("palestine", "PS"),
        ("republique democratique du congo", "CD"),
        ("republique du congo", "CG"),
        ("cap vert", "CV"),
        ("swaziland", "SZ"),
        ("birmanie", "MM"),
        ("republique tcheque", "CZ"),
        ("hollande", "NL"),
    ];
    (list == CodeList::Country)
        .then(|| NAMES.iter().find(|(usual, _)| *usual == name))?
        .map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::super::ImportTarget;
    use super::super::columns::columns;
    use super::*;

    fn column(target: &str, path: &str) -> Column {
        let tongues = ["fr".to_owned()];
        let all = columns(ImportTarget::of(target).expect("a target"), &tongues, Language::FRENCH);
        all.into_iter().find(|c| c.path == path).unwrap_or_else(|| panic!("{path}"))
    }

    #[test]
    fn parts_of_years_are_their_first_or_last_month() {
        let of =
            |text: &str| [false, true].map(|is_end| part_of_year(text, is_end).map(|date| date.to_string()));
        let months = |start: &str, end: &str| [Some(start.to_owned()), Some(end.to_owned())];
        assert_eq!(of("T2 2022"), months("2022-04", "2022-06"));
        assert_eq!(of("2022 T4"), months("2022-10", "2022-12"));
        assert_eq!(of("2e trimestre 2022"), months("2022-04", "2022-06"));
        assert_eq!(of("S1 2023"), months("2023-01", "2023-06"));
        for text in [
            "1er septembre 2022",
            "2 September 2022",
            "1 sept 2022",
            "T5 2022",
            "S3 2022",
            "mars 2024",
            "2022",
            "T2",
            "",
        ] {
            assert_eq!(of(text), [None, None], "{text}");
        }
    }

    #[test]
    fn approximate_amounts_and_unknown_values_are_recognised() {
        assert_eq!(exact_amount("env. 20 k€"), ("20 k€", true));
        assert_eq!(exact_amount("Environ 1 000"), ("1 000", true));
        assert_eq!(exact_amount("~5"), ("5", true));
        assert_eq!(exact_amount("12 k€"), ("12 k€", false));
        assert!(is_unknown("À définir") && is_unknown("NC") && is_unknown("-"));
        assert!(!is_unknown("Nantes") && !is_unknown(""));
    }

    #[test]
    fn words_of_lists_are_known_in_both_languages() {
        let country = column("organisations", "/country/value");
        for (message, code) in [
            ("États-Unis", "US"),
            ("Royaume Uni", "GB"),
            ("Burkina-Faso", "BF"),
            ("RDC", "CD"),
            ("Centrafrique", "CF"),
            ("Tanzanie", "TZ"),
            ("Congo", "Congo"),
        ] {
            assert_eq!(typed(&country, message, None).as_deref(), Some(code), "{message}");
        }
        for message in ["FR", "fr", "France", "FRANCE"] {
            assert_eq!(typed(&country, message, None).as_deref(), Some("FR"), "{message}");
        }
        assert_eq!(typed(&country, "Atlantide", None).as_deref(), Some("Atlantide"));
        let goal = column("partnerships", "/sdgs/*/goal");
        assert_eq!(pieces(&goal, "6; ODD 11 ;\n13"), ["6", "ODD 11", "13"]);
        assert_eq!(typed(&goal, "ODD 11", None).as_deref(), Some("11"));
        let objective = column("partnerships", "/objectives/*/value/fr");
        assert_eq!(pieces(&objective, "Un ; deux\nTrois"), ["Un ; deux", "Trois"]);
        let kind = column("missions/costs", "/kind");
        assert_eq!(typed(&kind, "Hébergement", None).as_deref(), Some("accommodation"));
        let status = column("projects", "/status/value");
        for (word, code) in [
            ("En cours", "2"),
            ("en cours d’exécution", "2"),
            ("Terminée", "4"),
            ("clos", "4"),
            ("clôturé", "4"),
            ("Prévus", "1"),
            ("Annulée", "5"),
            ("Suspendues", "6"),
            ("En pause", "6"),
            ("Fermé", "4"),
            ("3", "3"),
            ("bizarre", "bizarre"),
        ] {
            assert_eq!(typed(&status, word, None).as_deref(), Some(code), "{word}");
        }
        assert_eq!(usual_status("en cours"), Some(UsualStatus { code: "2", variant: Some("active") }));
        assert_eq!(usual_status("ralenti"), None, "the list has it itself");
        let done = column("missions/logistics", "/done");
        assert_eq!(typed(&done, "Oui", None).as_deref(), Some("true"));
        assert_eq!(typed(&done, "Non", None).as_deref(), Some(""));
        assert_eq!(typed(&done, "peut-être", None), None, "neither yes nor no");
        let currency = column("projects/transactions", "/value/currency");
        assert_eq!(typed(&currency, "€", None).as_deref(), Some("EUR"));
    }
}
