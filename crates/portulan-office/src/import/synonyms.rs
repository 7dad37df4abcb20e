//! The usual headings of the spreadsheets of cooperation services, in French and English, besides the labels of fields.
use portulan_model::{Kind, normalize_for_search};

use super::columns::ImportTarget;
use super::composite_columns::{BUDGET_AMOUNT, COUNTRY, FUNDER, PARTNER, PLACE};

/// A heading as it is compared: folded, without bracketed parts, optional endings and the word for the record that it is about.
fn plain(heading: &str) -> String {
    const ABOUT: [&str; 6] = [
        " du projet",
        " de l action",
        " de la cooperation",
        " du partenariat",
        " of the project",
        " project",
    ];
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
    ABOUT.iter().find_map(|about| plain.strip_suffix(about)).unwrap_or(&plain).to_owned()
}

/// Usual headings without the plural, and the path that they mean in a project. `{}` is the first language of the authority.
const PROJECT: [(&str, &[&str]); 12] = [
    (
        "/title/{}",
        &["intitule", "libelle", "nom", "projet", "action", "operation", "name", "project", "title", "titre"],
    ),
    (
        "/partnership",
        &[
            "cooperation",
            "collectivite partenaire",
            "commune partenaire",
            "partenaire",
            "partenariat",
            "partner",
            "partner city",
            "partnership",
            "territoire partenaire",
            "ville partenaire",
        ],
    ),
    (
        "/themes/*/key",
        &["axe thematique", "domaine", "secteur d intervention", "thematique", "theme", "topic"],
    ),
    (
        "/planned/value/start",
        &["date debut", "date de debut", "debut", "demarrage", "date de demarrage", "start", "start date"],
    ),
    ("/planned/value/end", &["date fin", "date de fin", "fin", "echeance", "end", "end date"]),
    ("/status/value", &["avancement", "etat", "etat d avancement", "situation", "statu", "state", "progre"]),
    (
        "/description/value/{}",
        // Remarks and comments are internal notes, which must not become public texts without a decision.
        &["description", "detail", "objectif", "objet", "resume", "summary"],
    ),
    (
        PLACE,
        &["commune", "lieu", "lieu d intervention", "localisation", "place", "territoire", "ville", "city"],
    ),
    (COUNTRY, &["country", "etat partenaire", "pay"]),
    (
        BUDGET_AMOUNT,
        &[
            "amount",
            "budget",
            "budget global",
            "budget previsionnel",
            "budget total",
            "cost",
            "cout",
            "cout total",
            "montant",
            "montant total",
            "total budget",
        ],
    ),
    (
        FUNDER,
        &[
            "bailleur",
            "cofinancement",
            "cofinanceur",
            "cofunder",
            "donor",
            "financement",
            "financeur",
            "funder",
            "partenaire financier",
        ],
    ),
    (
        PARTNER,
        &[
            "association",
            "operateur",
            "organisation partenaire",
            "partenaire operationnel",
            "structure partenaire",
        ],
    ),
];

/// The path that a usual heading means; `None` for others.
pub fn usual(target: ImportTarget, heading: &str, language: &str) -> Option<String> {
    if target.kind != Kind::Project || target.list.is_some() {
        return None;
    }
    let plain = plain(heading);
    let found = PROJECT.iter().find(|(_, words)| words.contains(&plain.as_str()));
    found.map(|(path, _)| path.replace("{}", language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_can_be_met() {
        for word in PROJECT.iter().flat_map(|(_, words)| words.iter()) {
            assert_eq!(plain(word), *word);
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
        ] {
            assert_eq!(usual(target, heading, "fr").as_deref(), Some(path), "{heading}");
        }
        assert_eq!(usual(target, "Référent", "fr"), None);
        assert_eq!(usual(target, "Observations", "fr"), None, "internal notes");
        let other = ImportTarget { kind: Kind::Organisation, list: None };
        assert_eq!(usual(other, "Pays", "fr"), None, "organisations have a field of that name");
    }
}
