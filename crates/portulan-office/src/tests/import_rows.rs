//! Rows of an import that are not imported: totals that are set aside, and lines that the user leaves out.
use portulan_model::Kind;
use portulan_store::Store as _;

use super::import::settled;
use super::sheets::{house, mapped, take, verdicts};

fn left_out(page: &str) -> usize {
    page.matches("class=\"says left-out\"").count()
}

/// A list of projects in two countries, with totals and with names that only contain the word.
const LIST: &str = "Intitulé du projet;Pays;Statut;Budget (€);Décaissé\n\
    Assainissement total de la lagune;Sénégal;En cours;1000;500\n\
    Total Sénégal;;;1000;500\n\
    Sous-total Bénin;;;200;\n\
    S/total;;;200;\n\
    Total Énergies pour les écoles;Bénin;En cours;200;100\n\
    Total 2024;;;1200;600\n\
    TOTAL GÉNÉRAL;;;1200;600\n";

const COLUMNS: [(&str, &str); 6] = [
    ("target", "projects"),
    ("column:0", "/title/fr"),
    ("column:1", "/+country"),
    ("column:2", "/status/value"),
    ("column:3", "/+budget/amount"),
    ("column:4", ""),
];

#[tokio::test]
async fn totals_and_subtotals_are_set_aside_and_can_be_imported_all_the_same() {
    let (house, mut ada) = house().await;
    let (path, page) = mapped(&mut ada, "projets.csv", LIST.as_bytes(), &COLUMNS).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([0, 2, 0, 0], 5), "{page}");
    assert!(page.contains("« Total Sénégal » ressemble à un total"), "{page}");
    ada.post(&path, &[("do", "want:2")]).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([0, 3, 0, 0], 4), "{page}");
    take(&mut ada, &path).await;
    let all = house.store.records_of(Kind::Project).await.expect("read");
    assert!(all.iter().any(|stored| stored.record.body.name().text("fr") == "Total Sénégal"));
    assert!(!all.iter().any(|stored| stored.record.body.name().text("fr").starts_with("TOTAL")));
}

#[tokio::test]
async fn a_total_in_another_column_than_the_name_is_set_aside() {
    let (_house, mut ada) = house().await;
    let file = "Pays;Intitulé du projet;Budget (€)\nSénégal;Forage;12\nTotal Sénégal;;12\n";
    let map = [
        ("target", "projects"),
        ("column:0", "/+country"),
        ("column:1", "/title/fr"),
        ("column:2", "/+budget/amount"),
    ];
    let (_, page) = mapped(&mut ada, "projets.csv", file.as_bytes(), &map).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([0, 1, 0, 0], 1), "{page}");
}

#[tokio::test]
async fn an_organisation_whose_name_starts_with_total_is_a_record() {
    let (_house, mut ada) = house().await;
    let file = "Nom;Pays;Code postal\nTotal Énergies;France;92400\nTotal Sénégal;;\n";
    let map = [
        ("target", "organisations"),
        ("column:0", "/name/fr"),
        ("column:1", "/country/value"),
        ("column:2", ""),
    ];
    let (_, page) = mapped(&mut ada, "acteurs.csv", file.as_bytes(), &map).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([0, 2, 0, 0], 0), "{page}");
}

#[tokio::test]
async fn totals_of_transactions_are_set_aside() {
    let (_house, mut ada) = house().await;
    let file =
        "Projet;Nature;Date;Montant\npuits;3;01/03/2025;900 €\nTotal puits;;;900 €\nSous-total;;;900 €\n";
    let map = [
        ("target", "projects/transactions"),
        ("column:0", "record"),
        ("column:1", "/kind"),
        ("column:2", "/date"),
        ("column:3", "/value/amount"),
    ];
    let (_, page) = mapped(&mut ada, "paiements.csv", file.as_bytes(), &map).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([0, 1, 0, 0], 2), "{page}");
}

#[tokio::test]
async fn a_value_that_no_list_has_is_reported_in_words() {
    let (_house, mut ada) = house().await;
    let file = "Intitulé du projet;État;Pays;Devise;Budget\n\
        Forage;Stand-by;;;\nÉcole;;Atlantide;;\nChorale;;;Écu;12\n";
    let map = [
        ("target", "projects"),
        ("column:0", "/title/fr"),
        ("column:1", "/status/value"),
        ("column:2", "/+country"),
        ("column:3", "/+budget/currency"),
        ("column:4", "/+budget/amount"),
    ];
    let (path, _) = mapped(&mut ada, "projets.csv", file.as_bytes(), &map).await;
    ada.post(&path, &[("do", "values")]).await;
    let page = settled(&mut ada, &path).await;
    for words in [
        "« Stand-by » n’est pas reconnu dans la colonne « État ».",
        "écrivez l’un de ces noms : ",
        "Planification, Actif, Finalisation",
        "« Atlantide » n’est pas reconnu dans la colonne « Pays ».",
        "par exemple « Sénégal »",
        "« Écu » n’est pas reconnu dans la colonne « Devise ».",
    ] {
        let page = page.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("majuscules") && !page.contains("un code"), "{page}");
}

#[tokio::test]
async fn wrong_rows_are_left_out_at_once_with_the_same_filter_and_counted() {
    let (_house, mut ada) = house().await;
    let file = "Nom;Site web\nAgence;\nLigue;pas une adresse\nPhare;non plus\nÉcole;rien\nTOTAL;\n";
    let map = [("target", "organisations"), ("column:0", "/name/fr"), ("column:1", "/website")];
    let (path, page) = mapped(&mut ada, "acteurs.csv", file.as_bytes(), &map).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([3, 1, 0, 0], 1), "{page}");
    assert!(page.contains("value=\"leave-wrong\"") && page.contains("data-lines"), "{page}");
    let filtered = format!("{path}?show=wrong");
    let answer = ada.post(&filtered, &[("do", "leave:2")]).await;
    assert_eq!(answer.location(), format!("{filtered}#line-3"), "the same filter, at the next row");
    let page = settled(&mut ada, &filtered).await;
    assert_eq!(verdicts(&page), [2, 0, 0, 0], "{page}");
    let answer = ada.post(&filtered, &[("do", "leave-wrong")]).await;
    assert_eq!(answer.location(), filtered);
    let page = settled(&mut ada, &filtered).await;
    assert_eq!((verdicts(&page), left_out(&page)), ([0, 1, 0, 0], 1), "without wrong rows, all rows: {page}");
    assert!(page.contains("3 lignes exclues"), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("<b>4</b> Non importées"), "three were excluded and one is a total: {page}");
}
