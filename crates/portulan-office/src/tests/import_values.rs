//! The step of an import in which values are matched, and values for all rows.
use std::fmt::Write as _;

use axum::http::StatusCode;
use portulan_model::kinds::{Person, Project, Term};
use portulan_model::{Body, Kind, Record, State};
use portulan_store::Store as _;
use portulan_testkit::empty_register;
use uuid::Uuid;

use super::import::{keep, organisation, send, settled};
use super::sheets::form;
use super::{Browser, TestOffice, text};

/// The key of a value that a page shows.
fn key(page: &str, value: &str) -> String {
    let before = page.split(&format!(" dir=\"auto\">{value}</b>")).next().expect("a page");
    assert!(before.len() < page.len(), "{value}: {page}");
    before.rsplit("id=\"v-").next().expect("a value").trim_end_matches('"').to_owned()
}

/// Sends a list with its guessed columns and some fields otherwise. Returns the address and the page after it.
async fn listed(ada: &mut Browser, list: &str, others: &[(&str, &str)]) -> (String, String) {
    let answer = send(ada, "projets.csv", list.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location().to_owned();
    let page = ada.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let mut fields = form(&page.text);
    fields.push(("create".to_owned(), "true".to_owned()));
    for (name, value) in others {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ada.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    (path.clone(), settled(ada, &path).await)
}

/// Sends choices about values of a page.
async fn choose(ada: &mut Browser, path: &str, page: &str, choices: &[(&str, &str)]) -> String {
    let mut fields = vec![("do".to_owned(), "values".to_owned())];
    fields.extend(
        choices.iter().map(|(text, choice)| (format!("value:{}", key(page, text)), (*choice).to_owned())),
    );
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ada.post(path, &fields).await.status, StatusCode::SEE_OTHER);
    settled(ada, path).await
}

fn count(page: &str, verdict: &str) -> usize {
    page.matches(&format!("class=\"says {verdict}\"")).count()
}

fn is_asked(page: &str) -> bool {
    page.contains("<h1>Valeurs à associer</h1>")
}

async fn projects(house: &TestOffice) -> Vec<Project> {
    let records = house.store.records_of(Kind::Project).await.expect("read").into_iter();
    let mut projects: Vec<Project> = records
        .filter_map(|stored| match stored.record.body {
            Body::Project(project) => Some(*project),
            _ => None,
        })
        .collect();
    projects.sort_by(|a, b| a.title.text("fr").cmp(b.title.text("fr")));
    projects
}

async fn house_with(records: Vec<Record>) -> (TestOffice, Browser) {
    let mut all = empty_register();
    if let Body::Authority(authority) = &mut all[0].body {
        for (key, name) in [("eau", "Eau et assainissement"), ("jeunesse", "Jeunesse")] {
            authority.themes.push(Term { key: key.into(), name: text(name), ..Term::default() });
        }
    }
    let house = TestOffice::of(all).await;
    keep(&house, records).await;
    let ada = house.administrator().await;
    (house, ada)
}

const LIST: &str = "Intitulé du projet;Collectivité partenaire;Pays;Thématique(s);Cofinanceurs;État d’avancement\n\
    Puits;Sadjé;Sénégla;Eau et asainissement;AFD;en cours\n\
    École;Sadjé;Sénégla;Jeunesse;A.F.D. / Fondation du large;bizarre\n\
    Chorale;Hué;Vietnam;Jeunesses;Fondation du large;BIZARRE\n";

#[tokio::test]
async fn each_value_that_is_not_recognised_is_asked_once_with_a_proposal_and_its_choice_holds_for_all_rows() {
    let (house, mut ada) =
        house_with(vec![organisation("agence", "Agence française de développement")]).await;
    let (path, page) = listed(&mut ada, LIST, &[]).await;
    assert!(is_asked(&page), "{page}");
    // New places and organisations are created, as the columns page says: nothing is asked about them.
    assert!(page.contains("6 valeurs à associer."), "{page}");
    for proposal in ["Sénégal", "Eau et assainissement", "Jeunesse", "Agence française de développement"]
    {
        assert!(page.contains(&format!("Proposition, à vérifier : {proposal}")), "{proposal}: {page}");
    }
    assert!(page.contains("2 lignes ·") && page.contains("par exemple ligne 2 – Puits"), "{page}");
    assert!(page.contains("Sera créé : Fondation du large"), "{page}");
    let page = choose(
        &mut ada,
        &path,
        &page,
        &[
            ("Sénégla", "!named"),
            ("Eau et asainissement", "=eau"),
            ("Jeunesses", "!create"),
            ("AFD", "=agence"),
            ("A.F.D.", "=agence"),
            ("bizarre", "=4"),
        ],
    )
    .await;
    // The field of the country was sent without a name.
    assert!(is_asked(&page) && page.contains("Un nom saisi ne correspond à aucune entrée"), "{page}");
    let field = format!("name:{}", key(&page, "Sénégla"));
    let value = format!("value:{}", key(&page, "Sénégla"));
    ada.post(&path, &[("do", "values"), (&value, "!named"), (&field, "Sénégal")]).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 3), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    let funders: Vec<Vec<&str>> =
        all.iter().map(|project| project.funding.iter().map(|f| f.funder.slug()).collect()).collect();
    assert_eq!(funders, [vec!["fondation-du-large"], vec!["agence"], vec!["agence", "fondation-du-large"]]);
    let statuses: Vec<&str> =
        all.iter().map(|project| project.status.as_ref().expect("a status").value.0.as_str()).collect();
    assert_eq!(statuses, ["4", "2", "4"]);
    let themes: Vec<Vec<&str>> =
        all.iter().map(|project| project.themes.iter().map(|tag| tag.key.as_str()).collect()).collect();
    assert_eq!(themes, [["jeunesses"], ["eau"], ["jeunesse"]]);
    // The next file with these headings has the same choices: nothing is asked.
    let (_, page) = listed(&mut ada, LIST, &[]).await;
    assert_eq!((is_asked(&page), count(&page, "same")), (false, 3), "{page}");
}

#[tokio::test]
async fn nothing_is_asked_if_every_value_is_recognised_or_created() {
    let (_house, mut ada) = house_with(Vec::new()).await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;Thématique(s);Cofinanceurs;État d’avancement\n\
        Puits;Sadjé;Sénégal;Eau et assainissement;AFD;en cours\n";
    let (path, page) = listed(&mut ada, list, &[]).await;
    assert_eq!((is_asked(&page), count(&page, "adds")), (false, 1), "{page}");
    // They can be looked at, and changed.
    assert!(page.contains("?values=true"), "{page}");
    let page = ada.get(&format!("{path}?values=true")).await.text;
    assert!(page.contains("Reconnu : Sénégal") && page.contains("Sera créé : AFD"), "{page}");
    let page = choose(&mut ada, &path, &page, &[("AFD", "=port-exemple")]).await;
    assert!(!page.contains("AFD"), "{page}");
}

#[tokio::test]
async fn a_value_without_a_choice_remains_a_problem_and_one_left_empty_does_not() {
    let (house, mut ada) = house_with(Vec::new()).await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;État d’avancement;Cofinanceurs\n\
        A;Sadjé;Atlantide;bizarre;12 k€\nB;Sadjé;Sénégal;en cours;AFD\n";
    let (path, page) = listed(&mut ada, list, &[]).await;
    assert!(is_asked(&page), "{page}");
    let page = choose(&mut ada, &path, &page, &[("bizarre", "!empty"), ("12 k€", "!empty")]).await;
    assert_eq!((count(&page, "wrong"), page.contains("Atlantide")), (1, true), "{page}");
    let page = ada.get(&format!("{path}?values=true")).await.text;
    let page = choose(&mut ada, &path, &page, &[("Atlantide", "!empty")]).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 2), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    assert!(all[0].status.is_none() && all[0].funding.is_empty());
}

#[tokio::test]
async fn values_that_were_not_compared_with_similar_names_are_counted() {
    let (_house, mut ada) = house_with(Vec::new()).await;
    let list = |rows: usize| {
        let rows = (1..=rows).fold(String::new(), |mut rows, row| {
            writeln!(rows, "Projet {row};Fonds {row}").expect("a text");
            rows
        });
        format!("Intitulé du projet;Cofinanceurs\n{rows}")
    };
    let (_, page) = listed(&mut ada, &list(502), &[("create", "")]).await;
    assert!(page.contains("2 valeurs inconnues n’ont pas été comparées aux noms du registre"), "{page}");
    let (_, page) = listed(&mut ada, &list(500), &[("create", "")]).await;
    assert!(is_asked(&page) && !page.contains("comparées aux noms"), "{page}");
}

#[tokio::test]
async fn without_the_option_to_create_a_single_value_can_be_created() {
    let (house, mut ada) = house_with(Vec::new()).await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;Thématique(s);Cofinanceurs\n\
        A;Tripoli;Liban;Culture;Fonds A\nB;Tripoli;Libye;Jeunesse;Fonds B\n";
    let (path, page) = listed(&mut ada, list, &[("create", "")]).await;
    assert!(is_asked(&page) && page.contains("5 valeurs à associer."), "{page}");
    // Two places of one name are two values.
    let choices = [
        ("Tripoli (Liban)", "!create"),
        ("Tripoli (Libye)", "!empty"),
        ("Culture", "!create"),
        ("Fonds A", "!create"),
        ("Fonds B", "!empty"),
    ];
    let page = choose(&mut ada, &path, &page, &choices).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 2), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    assert!(all[0].partnership.is_some() && all[1].partnership.is_none());
    assert_eq!((all[0].funding.len(), all[1].funding.len()), (1, 0));
    assert_eq!(house.store.records_of(Kind::Partnership).await.expect("read").len(), 1);
}

#[tokio::test]
async fn forged_choices_are_ignored() {
    let person = Body::Person(Box::new(Person { name: text("Marie"), ..Person::default() }));
    let person = Record { id: Uuid::now_v7(), slug: "marie".into(), state: State::Draft, body: person };
    let (house, mut ada) = house_with(vec![person]).await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;Cofinanceurs;État d’avancement\n\
        A;Sadjé;Atlantide;12 k€;bizarre\n";
    let (path, page) = listed(&mut ada, list, &[]).await;
    // Values that are not in the file, records of another kind or that are not there, codes of other lists, and new
    // records of texts that are not names.
    let forged = format!("value:{}", "a".repeat(64));
    ada.post(&path, &[("do", "values"), (&forged, "=SN")]).await;
    settled(&mut ada, &path).await;
    for (text, choice) in [
        ("Atlantide", "=XX"),
        ("Atlantide", "!create"),
        ("12 k€", "=marie"),
        ("12 k€", "=nulle-part"),
        ("12 k€", "!create"),
        ("bizarre", "=99"),
        ("bizarre", "=!create"),
    ] {
        let page = choose(&mut ada, &path, &page, &[(text, choice)]).await;
        let page = if is_asked(&page) { page } else { ada.get(&format!("{path}?values=true")).await.text };
        assert!(page.contains("3 valeurs à associer."), "{text} {choice}: {page}");
    }
    assert!(projects(&house).await.is_empty());
}

#[tokio::test]
async fn a_partner_and_a_bound_user_have_no_values_to_match() {
    let (house, mut ada) = house_with(Vec::new()).await;
    let (path, _) = listed(&mut ada, LIST, &[]).await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get(&format!("{path}?values=true")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(edgar.post(&path, &[("do", "values")]).await.status, StatusCode::NOT_FOUND);
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    assert_eq!(paul.get(&format!("{path}?values=true")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(paul.post(&path, &[("do", "values")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn hundreds_of_distinct_values_and_very_long_ones_have_a_bounded_page() {
    let (_house, mut ada) = house_with(Vec::new()).await;
    let mut list = "Intitulé du projet;Collectivité partenaire;Pays;État d’avancement\n".to_owned();
    for number in 0..600 {
        writeln!(list, "Projet {number};Sadjé;Sénégal;état {number}").expect("written");
    }
    writeln!(list, "Long;Sadjé;{};en cours", "é".repeat(60_000)).expect("written");
    let (path, page) = listed(&mut ada, &list, &[]).await;
    assert!(is_asked(&page) && page.contains("valeurs ne sont pas affichées"), "{}", page.len());
    assert!(page.len() < 2 << 20, "{}", page.len());
    let name = format!("name:{}", key(&page, "état 0"));
    let value = format!("value:{}", key(&page, "état 0"));
    let long = "é".repeat(1 << 19);
    ada.post(&path, &[("do", "values"), (&value, "!named"), (&name, &long)]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Un nom saisi ne correspond") && page.len() < 2 << 20, "{}", page.len());
    let page = choose(&mut ada, &path, &page, &[("état 0", "=2")]).await;
    assert!(!is_asked(&page) && page.contains("À corriger"), "{}", page.len());
}

#[tokio::test]
async fn a_field_without_a_column_has_one_value_for_all_rows() {
    let (house, mut ada) = house_with(Vec::new()).await;
    let list = "Intitulé du projet;Budget\nA;1 000\nB;50 $US\n";
    let constants = [
        ("all:/status/value", "2"),
        ("all:/themes/*/key", "eau"),
        ("all:/+budget/currency", "XOF"),
        // Not a field that can have one.
        ("all:/title/fr", "Z"),
    ];
    let (path, page) = listed(&mut ada, list, &constants).await;
    assert_eq!((is_asked(&page), count(&page, "adds")), (false, 2), "{page}");
    assert!(page.contains("Valeur commune à toutes les lignes – Thèmes : Eau et assainissement"), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    assert!(all.iter().all(|project| project.status.as_ref().is_some_and(|s| s.value.0 == "2")));
    assert!(all.iter().all(|project| project.themes.len() == 1));
    let currencies: Vec<&str> =
        all.iter().map(|p| p.budgets[0].value.as_ref().expect("an amount").currency.0.as_str()).collect();
    assert_eq!(currencies, ["XOF", "USD"], "an amount with a currency of its own has that one");
    // What is not recognised is asked again.
    let (_, page) = listed(&mut ada, list, &[("all:/+budget/currency", "florin d’or")]).await;
    assert!(page.contains("Une valeur commune à toutes les lignes n’est pas reconnue"), "{page}");
}

#[tokio::test]
async fn a_name_that_several_records_have_is_asked_and_creates_nothing() {
    let list = "Intitulé du projet;Cofinanceurs\nPuits;Fondation du large\nÉcole;Fondation du large\n";
    let namesakes = ["large-a", "large-b"].map(|slug| organisation(slug, "Fondation du large")).to_vec();
    let (house, mut ada) = house_with(namesakes).await;
    let (path, page) = listed(&mut ada, list, &[]).await;
    assert!(is_asked(&page) && page.contains("Plusieurs fiches portent ce nom."), "{page}");
    assert!(
        page.contains("Fondation du large (large-a)") && page.contains("Fondation du large (large-b)"),
        "{page}"
    );
    // Without a choice, the rows are wrong: none of the two is taken, and no third is created.
    ada.post(&path, &[("do", "values")]).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (2, 0), "{page}");
    assert!(page.contains("Plusieurs fiches de type"), "{page}");
    let page = ada.get(&format!("{path}?values=true")).await.text;
    let page = choose(&mut ada, &path, &page, &[("Fondation du large", "=large-b")]).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 2), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    for project in projects(&house).await {
        assert_eq!(project.funding[0].funder.slug(), "large-b");
    }
    let organisations = house.store.records_of(Kind::Organisation).await.expect("read");
    let is_namesake = |name: &str| name == "Fondation du large";
    let namesakes = organisations.iter().filter(|stored| is_namesake(stored.record.body.name().text("fr")));
    assert_eq!(namesakes.count(), 2);
}

#[tokio::test]
async fn places_of_one_name_are_told_apart_by_the_country_of_the_row() {
    let list = "Intitulé du projet;Pays;Lieu\nPuits;Sénégal;Saint-Louis\nÉcole;Réunion;Saint-Louis\n";
    let place = |slug: &str, country: &str| {
        let territory = portulan_model::kinds::Territory {
            name: text("Saint-Louis"),
            country: portulan_model::Country(country.to_owned()),
            ..Default::default()
        };
        let body = Body::Territory(Box::new(territory));
        Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Draft, body }
    };
    let (house, mut ada) = house_with(vec![place("saint-louis-a", "RE"), place("saint-louis-b", "SN")]).await;
    let (path, page) = listed(&mut ada, list, &[]).await;
    assert_eq!((is_asked(&page), count(&page, "adds")), (false, 2), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let places: Vec<String> = projects(&house)
        .await
        .iter()
        .map(|project| {
            project.locations[0].territory.as_ref().map(|t| t.slug().to_owned()).unwrap_or_default()
        })
        .collect();
    assert_eq!(places, ["saint-louis-b", "saint-louis-a"], "Puits, École");
    assert_eq!(house.store.records_of(Kind::Territory).await.expect("read").len(), 2);
}

#[tokio::test]
async fn what_has_nearly_the_name_of_something_existing_is_not_created_unasked() {
    let (house, mut ada) = house_with(vec![organisation("large", "Fondation du Large")]).await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;Thématique(s);Cofinanceurs\n\
        A;Sadjé;Sénégal;Eau et assain.;Fondation du Larg\nB;Sadjé;Sénégal;JEUNESSE !;Fondation-du-large\n";
    let (path, page) = listed(&mut ada, list, &[]).await;
    assert!(is_asked(&page) && page.contains("4 valeurs à associer."), "{page}");
    for near in ["Eau et assainissement", "Jeunesse", "Fondation du Large"] {
        assert!(page.contains(&format!("Proposition, à vérifier : {near}")), "{near}: {page}");
    }
    assert!(
        page.contains("<option value=\"=eau\" selected>"),
        "the existing theme is the first answer: {page}"
    );
    // Without an answer nothing is created: the rows are wrong.
    let open =
        [("Eau et assain.", ""), ("JEUNESSE !", ""), ("Fondation du Larg", ""), ("Fondation-du-large", "")];
    let page = choose(&mut ada, &path, &page, &open).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (2, 0), "{page}");
    let page = ada.get(&format!("{path}?values=true")).await.text;
    let answers = [
        ("Eau et assain.", "=eau"),
        ("JEUNESSE !", "=jeunesse"),
        ("Fondation du Larg", "=large"),
        ("Fondation-du-large", "!create"),
    ];
    let page = choose(&mut ada, &path, &page, &answers).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 2), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    assert_eq!(all[0].themes[0].key, "eau");
    assert_eq!(all[0].funding[0].funder.slug(), "large");
    assert_ne!(all[1].funding[0].funder.slug(), "large");
}
