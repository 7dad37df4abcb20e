//! The usual headings of the spreadsheets of cooperation services, in French and English, besides the labels of fields.
use portulan_model::{Kind, normalize_for_search};

use super::columns::ImportTarget;
use super::usual_headings::{AGREEMENT, EVENT, ORGANISATION, PARTNERSHIP, PROJECT};

/// The forms in which a heading is compared: folded, without bracketed parts and optional endings; then without the word for the
/// record that it is about.
fn forms(heading: &str) -> [String; 3] {
    const ABOUT: [&str; 10] = [
        " du projet",
        " de l action",
        " de la cooperation",
        " du partenariat",
        " de l evenement",
        " de la convention",
        " of the project",
        " of the partnership",
        " of the agreement",
        " project",
    ];
    const BEFORE: [&str; 5] = ["project ", "partnership ", "event ", "agreement ", "the "];
    let folded = normalize_for_search(heading);
    let mut text = String::with_capacity(folded.len());
    let mut depth = 0_usize;
    for c in folded.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => text.push(c),
            _ => text.push(' '),
        }
    }
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_end_matches('s')).collect();
    let plain = words.join(" ");
    let without_end = ABOUT.iter().find_map(|about| plain.strip_suffix(about)).unwrap_or(&plain).to_owned();
    let without_start =
        BEFORE.iter().find_map(|about| plain.strip_prefix(about)).unwrap_or(&plain).to_owned();
    [plain, without_end, without_start]
}

/// The path that a usual heading means; `None` for others.
pub fn usual(target: ImportTarget, heading: &str, language: &str) -> Option<String> {
    let table = match (target.kind, target.list) {
        (Kind::Project, None) => PROJECT,
        (Kind::Partnership, None) => PARTNERSHIP,
        (Kind::Organisation, None) => ORGANISATION,
        (Kind::Event, None) => EVENT,
        (Kind::Agreement, None) => AGREEMENT,
        _ => return None,
    };
    let path_of = |form: &String| table.iter().find(|(_, words)| words.split('|').any(|word| word == form));
    forms(heading).iter().find_map(path_of).map(|(path, _)| path.replace("{}", language))
}

#[cfg(test)]
mod tests {
    use portulan_locales::Language;

    use super::super::composite_columns::{
        BUDGET_AMOUNT, BUDGET_CURRENCY, COUNTRY, FUNDER, PARTNER, PLACE, import_columns,
    };
    use super::*;

    #[test]
    fn every_word_of_the_tables_can_be_met_and_means_a_column() {
        let tongues = ["fr".to_owned()];
        for (kind, table) in [
            (Kind::Project, PROJECT),
            (Kind::Partnership, PARTNERSHIP),
            (Kind::Organisation, ORGANISATION),
            (Kind::Event, EVENT),
            (Kind::Agreement, AGREEMENT),
        ] {
            let target = ImportTarget { kind, list: None };
            let columns = import_columns(target, &tongues, Language::FRENCH);
            for (path, words) in table {
                let path = path.replace("{}", "fr");
                assert!(columns.iter().any(|column| column.path == path), "{kind:?}: {path}");
                for word in words.split('|') {
                    assert_eq!(forms(word)[0], word);
                    assert_eq!(usual(target, word, "fr").as_ref(), Some(&path), "{kind:?}: {word}");
                }
            }
        }
    }

    #[test]
    fn the_headings_of_a_list_of_projects_are_known() {
        let target = ImportTarget { kind: Kind::Project, list: None };
        for (heading, path) in [
            ("Intitulé du projet", "/title/fr"),
            ("Collectivité partenaire", "/partnership"),
            ("Pays", COUNTRY),
            ("Thématique(s)", "/themes/*/key"),
            ("Date début", "/planned/value/start"),
            ("Date de fin", "/planned/value/end"),
            ("Budget total (TTC)", BUDGET_AMOUNT),
            ("Cofinanceurs", FUNDER),
            ("État d’avancement", "/status/value"),
            ("Objet", "/description/value/fr"),
            ("Start date", "/planned/value/start"),
            ("Progress", "/status/value"),
            ("Title of the project", "/title/fr"),
            ("Status", "/status/value"),
            ("Project title", "/title/fr"),
            ("Title", "/title/fr"),
            ("Project name", "/title/fr"),
            ("Sector", "/themes/*/key"),
            ("Sectors", "/themes/*/key"),
            ("Secteur(s)", "/themes/*/key"),
            ("SDGs", "/sdgs/*/goal"),
            ("Location", PLACE),
            ("Currency", BUDGET_CURRENCY),
            ("Project status", "/status/value"),
            ("Implementing organisation", PARTNER),
        ] {
            assert_eq!(usual(target, heading, "fr").as_deref(), Some(path), "{heading}");
        }
        assert_eq!(usual(target, "Référent", "fr"), None);
        assert_eq!(usual(target, "Observations", "fr"), None, "internal notes");
        let other = ImportTarget { kind: Kind::Organisation, list: None };
        assert_eq!(usual(other, "Pays", "fr").as_deref(), Some("/country/value"));
    }

    #[test]
    fn the_headings_of_other_lists_are_known() {
        for (kind, heading, path) in [
            (Kind::Partnership, "Ville jumelée", "/title/fr"),
            (Kind::Partnership, "Since", "/since/value"),
            (Kind::Partnership, "Sector", "/themes/*/key"),
            (Kind::Organisation, "Raison sociale", "/name/fr"),
            (Kind::Organisation, "Organization name", "/name/fr"),
            (Kind::Organisation, "Country", "/country/value"),
            (Kind::Organisation, "Site internet", "/website"),
            (Kind::Event, "Event title", "/title/fr"),
            (Kind::Event, "Venue", "/place/name/fr"),
            (Kind::Event, "Nombre de participants", "/attendance/total/value"),
            (Kind::Agreement, "Date d’échéance", "/period/value/end"),
            (Kind::Agreement, "Partner", "/partnerships/*"),
        ] {
            let target = ImportTarget { kind, list: None };
            assert_eq!(usual(target, heading, "fr").as_deref(), Some(path), "{kind:?}: {heading}");
        }
    }
}
