//! The list of projects of a cooperation service in a spreadsheet: one row for each project, with its place, partner,
//! theme, budget and funder.
use axum::http::StatusCode;
use portulan_model::kinds::{Authority, Project};
use portulan_model::{Body, Kind};
use portulan_store::Store as _;
use portulan_testkit::empty_register;

use super::import::{send, settled};
use super::sheets::form;
use super::{Browser, TestOffice};

/// A list as services write it: a title, headings below it, sections, a total, approximate and missing values.
const LIST: &str = "Service des relations internationales – projets;;;;;;;;;;\n\
    ;;;;;;;;;;\n\
    N°;Intitulé du projet;Collectivité partenaire;Pays;Thématique(s);Date début;Date fin;Budget total (TTC);Cofinanceurs;\
    État d’avancement;Observations\n\
    1;Puits de Sadjé;Sadjé;Sénégal;Eau et assainissement;mars 2024;31/12/2025;12,5 k€;AFD;En cours;Convention signée\n\
    2;Écoles de Sadjé;Sadjé;Sénégal;Éducation, Jeunesse;T2 2022;15/03/2025;env. 20 k€;MEAE / Région;Terminé;\n\
    — Projets jeunesse —;;;;;;;;;;\n\
    3;Puits de Sadjé;Sadjé;Sénégal;Eau et assainissement;01/02/2026;à définir;1,2 M€;Fonds propres;A venir;\n\
    4;Chorale du port;Ville de Hué;Vietnam;Culture;01/02/2025;01/02/2026;8500;;Clos;\n\
    ;TOTAL;;;;;;1 241 000 €;;;\n";

/// Sends a list and accepts what is guessed. Returns the address and the preview.
async fn preview(ada: &mut Browser, list: &str) -> (String, String) {
    let answer = send(ada, "projets.csv", list.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location().to_owned();
    let page = ada.get(&path).await.text;
    assert!(page.contains("name=\"create\" value=\"true\" checked"), "missing records are created: {page}");
    let mut fields = form(&page);
    fields.push(("create".to_owned(), "true".to_owned()));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ada.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    (path.clone(), settled(ada, &path).await)
}

fn count(page: &str, verdict: &str) -> usize {
    page.matches(&format!("class=\"says {verdict}\"")).count()
}

async fn projects(house: &TestOffice) -> Vec<Project> {
    let records = house.store.records_of(Kind::Project).await.expect("read");
    let mut projects: Vec<Project> = records
        .into_iter()
        .map(|stored| match stored.record.body {
            Body::Project(project) => *project,
            _ => panic!("a project"),
        })
        .collect();
    projects.sort_by_key(|project| {
        let start = project.planned.as_ref().and_then(|planned| planned.value.start);
        (project.title.text("fr").to_owned(), start)
    });
    projects
}

async fn authority(house: &TestOffice) -> Authority {
    match house.store.records_of(Kind::Authority).await.expect("read").remove(0).record.body {
        Body::Authority(authority) => *authority,
        _ => panic!("an authority"),
    }
}

#[tokio::test]
async fn every_project_of_a_list_comes_in_with_its_place_partner_theme_budget_and_funder() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let (path, page) = preview(&mut ada, LIST).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds"), count(&page, "left-out")), (0, 4, 1), "{page}");
    for note in [
        "Thèmes ajoutés à ceux de la collectivité : Eau et assainissement, Éducation, Jeunesse, Culture.",
        "importés sans cette mention. Lignes : 5.",
        "laissées vides. Lignes : 7.",
        "importées séparément. Lignes : 7.",
        "ignorées. Lignes : 6.",
    ] {
        assert!(page.contains(note), "{note}: {page}");
    }
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    let titles: Vec<&str> = all.iter().map(|project| project.title.text("fr")).collect();
    assert_eq!(titles, ["Chorale du port", "Puits de Sadjé", "Puits de Sadjé", "Écoles de Sadjé"]);
    let budgets: Vec<String> = all
        .iter()
        .map(|project| {
            let value = project.budgets[0].value.as_ref().expect("an amount");
            format!("{} {} {}", value.amount, value.currency.0, value.value_date)
        })
        .collect();
    assert_eq!(
        budgets,
        ["8500 EUR 2025-02-01", "12500 EUR 2024-03", "1200000 EUR 2026-02-01", "20000 EUR 2022-04"]
    );
    let statuses: Vec<&str> =
        all.iter().map(|project| project.status.as_ref().expect("a status").value.0.as_str()).collect();
    assert_eq!(statuses, ["4", "2", "1", "4"]);
    let partnerships: Vec<&str> =
        all.iter().map(|project| project.partnership.as_ref().expect("a partnership").slug()).collect();
    assert_eq!(partnerships, ["ville-de-hue", "sadje", "sadje", "sadje"]);
    let funders: Vec<Vec<&str>> = all
        .iter()
        .map(|project| project.funding.iter().map(|funding| funding.funder.slug()).collect())
        .collect();
    assert_eq!(funders[1..2], [["afd"]]);
    assert_eq!(funders[2], ["port-exemple"], "its own funds");
    assert_eq!(funders[3], ["meae", "region"]);
    let ends: Vec<Option<String>> =
        all.iter().map(|project| Some(project.planned.as_ref()?.value.end?.to_string())).collect();
    assert_eq!(ends[2], None, "it is not known yet");
    let themes: Vec<String> =
        authority(&house).await.themes.iter().map(|theme| theme.name.text("fr").to_owned()).collect();
    assert_eq!(themes, ["Eau et assainissement", "Éducation", "Jeunesse", "Culture"]);
    let territories = house.store.records_of(Kind::Territory).await.expect("read");
    let mut places: Vec<String> = territories
        .iter()
        .map(|stored| match &stored.record.body {
            Body::Territory(territory) => format!("{} {}", stored.record.slug, territory.country.0),
            _ => panic!("a territory"),
        })
        .collect();
    places.sort();
    assert_eq!(places, ["sadje SN", "ville-de-hue VN"]);
    assert_eq!(house.store.records_of(Kind::Partnership).await.expect("read").len(), 2);
}

#[tokio::test]
async fn the_same_list_again_changes_nothing() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let (path, _) = preview(&mut ada, LIST).await;
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let (_, page) = preview(&mut ada, LIST).await;
    assert_eq!((count(&page, "wrong"), count(&page, "same"), count(&page, "adds")), (0, 4, 0), "{page}");
    assert!(!page.contains("Thèmes ajoutés"), "{page}");
}

#[tokio::test]
async fn one_correction_holds_for_all_cells_with_the_same_text() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;Budget total\nA;Sadjé;Atlantide;5\nB;Sadjé;Atlantide;6\n\
        C;Hué;Atlantide;7\n";
    let (path, page) = preview(&mut ada, list).await;
    // A value that is not matched remains to be corrected in its cells.
    assert!(page.contains("Valeurs à associer") && page.contains("3 lignes ·"), "{page}");
    ada.post(&path, &[("do", "values")]).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!(count(&page, "wrong"), 3, "{page}");
    assert!(
        page.contains("name=\"same:1:2\"") && page.contains("les 2 autres cellules identiques"),
        "{page}"
    );
    let correction = [
        ("cell:1:2", "Sénégal"),
        ("cell:2:2", "Atlantide"),
        ("cell:3:2", "Atlantide"),
        ("same:1:2", "true"),
        ("same:2:2", "true"),
        ("do", "check"),
    ];
    ada.post(&path, &correction).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 3), "{page}");
}

#[tokio::test]
async fn an_import_is_undone_as_a_whole_unless_a_record_has_changed() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let (path, _) = preview(&mut ada, LIST).await;
    ada.post(&path, &[("do", "take")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("value=\"undo\"") && page.contains("Puits de Sadjé"), "{page}");
    ada.post(&path, &[("do", "undo")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Import annulé"), "{page}");
    for kind in [Kind::Project, Kind::Partnership, Kind::Territory] {
        assert_eq!(house.store.records_of(kind).await.expect("read").len(), 0, "{kind}");
    }
    assert_eq!(authority(&house).await.themes.len(), 0);
    assert!(!page.contains("value=\"undo\""), "once: {page}");
    // A record that has changed since is not deleted, and neither are the others.
    let (path, _) = preview(&mut ada, LIST).await;
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let territory = house.store.records_of(Kind::Territory).await.expect("read").remove(0).record;
    let changed = [
        ("/name/fr", "Sadjé la neuve"),
        ("/country", "SN"),
        ("revision", "1"),
        ("slug", territory.slug.as_str()),
        ("do", "save"),
    ];
    let form = super::at(Kind::Territory, territory.id);
    assert_eq!(ada.post(&form, &changed).await.status, StatusCode::SEE_OTHER);
    ada.post(&path, &[("do", "undo")]).await;
    assert!(settled(&mut ada, &path).await.contains("L’import n’a pas pu être annulé"));
    assert_eq!(projects(&house).await.len(), 4);
    // What is published is not undone.
    ada.post(&path, &[("do", "publish-all")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("fiches publiées.") && !page.contains("value=\"undo\""), "{page}");
}

#[tokio::test]
async fn an_import_that_changed_records_gives_them_back_their_content() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let (path, _) = preview(&mut ada, LIST).await;
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let list = "Intitulé du projet;Pays;Cofinanceurs;Observations\nChorale du port;Vietnam;Fondation du large;Nouveau\n";
    let (path, page) = preview(&mut ada, list).await;
    assert_eq!((count(&page, "wrong"), count(&page, "changes")), (0, 1), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    assert_eq!(projects(&house).await[0].funding.len(), 1);
    ada.post(&path, &[("do", "undo")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("Import annulé"), "{page}");
    assert_eq!(projects(&house).await[0].funding.len(), 0);
    let organisations = house.store.records_of(Kind::Organisation).await.expect("read");
    assert!(organisations.iter().all(|stored| stored.record.slug != "fondation-du-large"));
}

#[tokio::test]
async fn places_of_the_same_name_are_in_their_countries_and_codes_are_not_unknown_values() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let list = "Intitulé du projet;Lieu;Pays;Date début;Thématique\nA;Tripoli;Liban;1er septembre 2022;NC\n\
        B;Tripoli;LY;2 September 2022;Culture\nC;Nouméa;NC;2022;Culture\n";
    let (path, page) = preview(&mut ada, list).await;
    assert_eq!((count(&page, "wrong"), count(&page, "adds")), (0, 3), "{page}");
    assert!(page.contains("Thèmes ajoutés à ceux de la collectivité : Culture."), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let starts: Vec<String> = projects(&house)
        .await
        .iter()
        .map(|project| {
            project.planned.as_ref().and_then(|planned| planned.value.start).expect("a date").to_string()
        })
        .collect();
    assert_eq!(starts, ["2022-09-01", "2022-09-02", "2022"]);
    let mut countries: Vec<String> = house
        .store
        .records_of(Kind::Territory)
        .await
        .expect("read")
        .iter()
        .map(|stored| match &stored.record.body {
            Body::Territory(territory) => territory.country.0.clone(),
            _ => panic!("a territory"),
        })
        .collect();
    countries.sort();
    assert_eq!(countries, ["LB", "LY", "NC"]);
}

#[tokio::test]
async fn partnerships_of_the_same_name_are_those_of_their_countries() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let list = "Intitulé du projet;Collectivité partenaire;Pays;Budget (en k€)\nTA;Tripoli;Liban;12\nTB;Tripoli;Libye;1,5\n";
    let (path, _) = preview(&mut ada, list).await;
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let amounts: Vec<String> = projects(&house)
        .await
        .iter()
        .map(|project| project.budgets[0].value.as_ref().expect("an amount").amount.to_string())
        .collect();
    assert_eq!(amounts, ["12000", "1500"], "the heading names the unit");
    let (_, page) = preview(&mut ada, list).await;
    assert_eq!((count(&page, "same"), count(&page, "changes")), (2, 0), "{page}");
    let other = "Intitulé du projet;Collectivité partenaire;Pays;Budget total\nTC;Tripoli;Libye;5\n";
    let (path, _) = preview(&mut ada, other).await;
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    let all = projects(&house).await;
    let partnership = |i: usize| all[i].partnership.as_ref().expect("a partnership").slug().to_owned();
    assert_eq!((partnership(1), partnership(0) == partnership(2)), (partnership(2), false));
    assert_eq!(house.store.records_of(Kind::Partnership).await.expect("read").len(), 2);
}

#[tokio::test]
async fn a_cell_with_too_many_names_is_a_fault() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let funders: Vec<String> = (0..60).map(|number| format!("Fonds {number}")).collect();
    let list = format!("Intitulé du projet;Cofinanceurs;Pays;Budget\nA;{};Mali;5\n", funders.join(" / "));
    let (_, page) = preview(&mut ada, &list).await;
    assert_eq!((count(&page, "wrong"), page.contains("plus de cinquante noms")), (1, true), "{page}");
}
