//! Tests of the differences between versions.
use portulan_model::kinds::{
    Budget, Indicator, IndicatorPeriod, Page, Partnership, Project, ResultEntry, Tag,
};
use portulan_model::{Currency, Fact, Money, Period, Provenance, Text};

use super::*;

#[test]
fn values_are_said_in_words() {
    let names = HashMap::from([
        ((Kind::Organisation, "afd".to_owned()), "Agence".to_owned()),
        ((Kind::Authority, "eau".to_owned()), "Eau potable".to_owned()),
    ]);
    let say = |kind, path: &str, value: &str| shown(kind, path, value, &names, Language::FRENCH);
    assert_eq!(
        say(Kind::Partnership, "/kind/value", "decentralised-cooperation"),
        "Coopération décentralisée"
    );
    assert_eq!(say(Kind::Territory, "/country", "SN"), "Sénégal");
    assert_eq!(say(Kind::Project, "/transactions/0/kind", "3"), "Décaissement");
    assert_eq!(say(Kind::Partnership, "/since/provenance", "inferred"), "déduit");
    assert_eq!(say(Kind::Partnership, "/participations/0/organisation", "afd"), "Agence");
    assert_eq!(say(Kind::Organisation, "/acronym", "AFD"), "AFD");
    assert_eq!(say(Kind::Authority, "/languages/0", "ar"), "arabe");
    assert_eq!(say(Kind::Authority, "/licence", "etalab-2.0"), "Licence Ouverte 2.0");
    let register = say(Kind::Organisation, "/identifiers/0/scheme", "FR-RNA");
    assert_eq!(register, "Répertoire national des associations");
    assert_eq!(say(Kind::Partnership, "/themes/0/key", "eau"), "Eau potable");
    assert_eq!(replaced("Ville".into(), String::new()), [("gone", "Ville".to_owned())]);
    let both = [("gone", "a".to_owned()), ("same", " → ".to_owned()), ("new", "b".to_owned())];
    assert_eq!(replaced("a".into(), "b".into()), both);
}

/// A project with a budget in each year.
fn project(budgets: &[(&str, i64, &str)]) -> Body {
    let budget = |&(year, amount, currency): &(&str, i64, &str)| {
        let day = year.parse().expect("a year");
        let value = Money { amount: amount.into(), currency: Currency(currency.to_owned()), value_date: day };
        let period = Period { start: Some(day), end: Some(day) };
        Budget { period, value: Some(value), ..Budget::default() }
    };
    Body::Project(Box::new(Project { budgets: budgets.iter().map(budget).collect(), ..Project::default() }))
}

/// The changes as text: the label, `+` or `-` for added and removed items, and the parts.
fn said(old: Option<&Body>, new: &Body) -> Vec<String> {
    let changes = changes(old, new, &HashMap::new(), Language::FRENCH);
    let said = |changed: Changed| {
        let mark = match changed.change {
            ItemChange::Changed => "",
            ItemChange::Added => "+",
            ItemChange::Removed => "-",
        };
        let part = |part: ChangedPart| {
            let text: String = part.pieces.into_iter().map(|(_, text)| text).collect();
            if part.label.is_empty() { text } else { format!("{} = {text}", part.label) }
        };
        let parts: Vec<String> = changed.parts.into_iter().map(part).collect();
        format!("{mark}{}: {}", changed.label, parts.join("; "))
    };
    changes.into_iter().map(said).collect()
}

#[test]
fn an_amount_of_money_is_one_line() {
    let (old, new) = (project(&[("2025", 45_000, "EUR")]), project(&[("2025", 1_250_000, "XOF")]));
    let first = said(None, &old);
    let expected = "Budgets – 1: Période = 2025; Montant = 45\u{202f}000\u{a0}€ (2025)";
    assert!(first.contains(&expected.to_owned()), "{first:?}");
    let both =
        "Budgets – 1 (2025): Montant = 45\u{202f}000\u{a0}€ (2025) → 1\u{202f}250\u{202f}000\u{a0}XOF (2025)";
    assert_eq!(said(Some(&old), &new), [both]);
}

#[test]
fn an_item_is_compared_with_itself_wherever_it_stands() {
    let years = [("2023", 10, "EUR"), ("2024", 20, "EUR"), ("2025", 30, "EUR")];
    let old = project(&years);
    let removed = "-Budgets – 1: Période = 2023; Montant = 10\u{a0}€ (2023)";
    assert_eq!(said(Some(&old), &project(&years[1..])), [removed]);
    let more = [&[("2022", 5, "EUR")], &years[..]].concat();
    let added = "+Budgets – 1: Période = 2022; Montant = 5\u{a0}€ (2022)";
    assert_eq!(said(Some(&old), &project(&more)), [added]);
    assert_eq!(said(Some(&old), &old), [""; 0]);
    let changed = [years[0], ("2024", 21, "EUR"), years[2]];
    let label = "Budgets – 2 (2024): Montant = 20\u{a0}€ (2024) → 21\u{a0}€ (2024)";
    assert_eq!(said(Some(&old), &project(&changed)), [label]);
}

#[test]
fn values_without_parts_are_one_list() {
    let body = |themes: &[&str], objective: &str| {
        let themes = themes.iter().map(|key| Tag { key: (*key).to_owned(), ..Tag::default() }).collect();
        let text = Text([("fr".to_owned(), objective.to_owned())].into());
        let origin = Some(Fact { value: text, source: None, provenance: Provenance::Stated });
        Body::Partnership(Box::new(Partnership { themes, origin, ..Partnership::default() }))
    };
    let old = body(&["eau", "climat"], "Un **forage**.");
    assert_eq!(said(Some(&old), &body(&["climat", "sante"], "Un **forage**.")), ["Thèmes: eau; sante"]);
    assert_eq!(said(Some(&old), &body(&["sante", "eau", "climat"], "Un **forage**.")), ["Thèmes: sante"]);
}

#[test]
fn texts_are_compared_as_the_site_shows_them() {
    let page = |text: &str| {
        let body = Text([("fr".to_owned(), text.to_owned())].into());
        Body::Page(Box::new(Page { body, ..Page::default() }))
    };
    let old = page("Un **forage** au nord de la ville.");
    let parts = |new: &str| said(Some(&old), &page(new));
    assert!(!parts("Un *forage* au sud de la ville.").concat().contains('*'));
    // A change of the marks alone is a change.
    assert_eq!(
        parts("Un forage au nord de la ville."),
        ["Texte: Français = Un **forage**forage au nord de la ville."]
    );
    // The words of a text that was rewritten are not mixed with those of the earlier one.
    let new = "Cette collectivité n’existe pas.";
    assert_eq!(parts(new), [format!("Texte: Français = Un forage au nord de la ville.\n{new}")]);
    let summary = |text: &str| {
        let text = Text([("fr".to_owned(), text.to_owned())].into());
        let origin = Some(Fact { value: text, source: None, provenance: Provenance::Stated });
        Body::Partnership(Box::new(Partnership { origin, ..Partnership::default() }))
    };
    // A paragraph has no marks: its stars are stars.
    assert!(said(Some(&summary("Un forage")), &summary("Un **forage**")).concat().contains("**forage**"));
}

#[test]
fn a_value_inside_items_is_found_by_the_names_of_the_items() {
    let project = |actual: i64| {
        let day = Some("2025".parse().expect("a year"));
        let period = IndicatorPeriod {
            period: Period { start: day, end: day },
            actual: Some(actual.into()),
            ..IndicatorPeriod::default()
        };
        let text = |text: &str| Text([("fr".to_owned(), text.to_owned())].into());
        let indicator =
            Indicator { title: text("Personnes desservies"), periods: vec![period], ..Indicator::default() };
        let result = ResultEntry {
            title: text("Eau pour tous"),
            indicators: vec![indicator],
            ..ResultEntry::default()
        };
        Body::Project(Box::new(Project { results: vec![result], ..Project::default() }))
    };
    let changed = said(Some(&project(10)), &project(12));
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(changed[0].starts_with("Résultats – 1 (Eau pour tous"), "{changed:?}");
    assert!(changed[0].contains("Personnes desservies › 2025 › Réalisé = 10 → 12"), "{changed:?}");
}

#[test]
fn paths_are_said_in_words() {
    let say = |path: &str| title(Kind::Partnership, path, Language::FRENCH);
    assert_eq!(say("/title/fr"), "Titre › Français");
    assert_eq!(say("/since/value"), "Début");
    assert_eq!(say("/since/source"), "Début › Source");
    assert_eq!(say("/themes/0/key"), "Thèmes – 1");
    assert_eq!(say("/summary/value/en"), "Résumé › English");
    assert_eq!(say("/objectives/1/value/fr"), "Objectifs – 2 › Français");
    assert_eq!(say("/participations/0/role"), "Organisations participantes – 1 › Rôle");
    assert_eq!(say("/figures/0/quantity/qualifier"), "Chiffres clés – 1 › Nombre › Précision");
}
