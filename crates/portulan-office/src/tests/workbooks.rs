//! Lists as workbooks: an exported one is imported unchanged.
use axum::http::StatusCode;
use portulan_locales::Language;
use portulan_model::{Kind, Record};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, operator_only};
use portulan_workbook::SheetTable;

use super::import::{send, settled};
use super::{Browser, TestOffice};
use crate::import::ImportTarget;
use crate::import::columns::columns;

/// A test office with the records of the fictional authority.
async fn furnished() -> (TestOffice, Browser) {
    let house = TestOffice::new().await;
    let ada = house.administrator().await;
    let mut changes = Vec::new();
    let own = house.store.records_of(Kind::Authority).await.expect("read").remove(0);
    for record in portulan_testkit::example_records(portulan_testkit::PORT_IMAGINAIRE) {
        changes.push(match record.kind() {
            // Its themes and political priorities are those that the records name.
            Kind::Authority => {
                let record = Record { body: record.body, ..own.record.clone() };
                Change::Update { record, seen: own.revision }
            }
            _ => Change::Create(record),
        });
    }
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("kept");
    (house, ada)
}

/// Imports one sheet of a workbook. Returns the page with the checked rows.
async fn judged(ada: &mut Browser, bytes: &[u8], table: usize, target: ImportTarget) -> String {
    let path = send(ada, "liste.xlsx", bytes).await.location().to_owned();
    let tongues = ["fr".to_owned(), "en".to_owned()];
    let columns = columns(target, &tongues, Language::FRENCH);
    let (table, key) = (table.to_string(), target.key());
    let names: Vec<String> = (0..columns.len()).map(|i| format!("column:{i}")).collect();
    let mut form = vec![("do", "map"), ("table", table.as_str()), ("head", "1"), ("target", key.as_str())];
    form.extend(names.iter().map(String::as_str).zip(columns.iter().map(|c| c.path.as_str())));
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER, "{key}");
    settled(ada, &path).await
}

#[tokio::test]
async fn a_list_goes_out_and_comes_back_as_the_same() {
    let (_house, mut ada) = furnished().await;
    for kind in [
        Kind::Partnership,
        Kind::Project,
        Kind::Organisation,
        Kind::Agreement,
        Kind::Event,
        Kind::Territory,
        Kind::Network,
        Kind::Document,
        Kind::Person,
        Kind::Mission,
    ] {
        let (status, bytes) = ada.fetch(&format!("/office/{}/list.xlsx", kind.folder())).await;
        assert_eq!(status, StatusCode::OK);
        let tables = portulan_workbook::read(&bytes).expect("a workbook");
        let targets =
            std::iter::once(ImportTarget { kind, list: None }).chain(ImportTarget::flat_lists(kind));
        for target in targets {
            let name = target.label(Language::FRENCH).replace(" › ", " - ");
            let name: String = name.chars().take(31).collect();
            let Some(table) = tables.iter().position(|t| t.name == name) else { continue };
            if tables[table].height() == 1 {
                continue;
            }
            let page = judged(&mut ada, &bytes, table, target).await;
            let same = page.matches("class=\"says same\"").count();
            let verdicts = page.matches("class=\"says ").count();
            assert!(verdicts > 0 && same == verdicts, "{}: {same} of {verdicts}\n{page}", target.key());
        }
    }
}

/// The cells of a column of a sheet.
fn cells<'t>(table: &'t SheetTable, heading: &str) -> Vec<&'t str> {
    let column = (0..table.width()).find(|c| table.cell(0, *c).split(" (").next() == Some(heading));
    let column = column.unwrap_or_else(|| panic!("{heading}: {:?}", table.row(0).collect::<Vec<_>>()));
    (1..table.height()).map(|row| table.cell(row, column)).filter(|cell| !cell.is_empty()).collect()
}

#[tokio::test]
async fn a_workbook_shows_names_in_place_of_codes_keys_and_slugs() {
    let (house, mut ada) = furnished().await;
    let twin = super::import::organisation("jumelle", "Même nom");
    let other = super::import::organisation("autre", "Même nom");
    super::import::keep(&house, vec![twin, other]).await;
    let (_, bytes) = ada.fetch("/office/projects/list.xlsx").await;
    let tables = portulan_workbook::read(&bytes).expect("a workbook");
    let is_words = |cell: &&str| cell.chars().any(char::is_uppercase);
    for heading in ["Statut", "Thèmes", "Partenariat"] {
        let cells = cells(&tables[0], heading);
        assert!(!cells.is_empty() && cells.iter().all(is_words), "{heading}: {cells:?}");
    }
    let transactions = tables.iter().find(|table| table.name.contains("Opérations"));
    let transactions = transactions.expect("a sheet of transactions");
    for heading in ["Type", "Organisme payeur", "Fiche"] {
        let cells = cells(transactions, heading);
        assert!(!cells.is_empty() && cells.iter().all(is_words), "{heading}: {cells:?}");
    }
    let currencies = cells(transactions, "Montant › Devise");
    assert!(currencies.contains(&"euro"), "{currencies:?}");
    let (_, bytes) = ada.fetch("/office/organisations/list.xlsx").await;
    let tables = portulan_workbook::read(&bytes).expect("a workbook");
    assert!(cells(&tables[0], "Pays").contains(&"France"));
}

#[tokio::test]
async fn a_list_holds_what_was_asked_for_and_is_for_those_who_may_see_it() {
    let (house, mut ada) = furnished().await;
    let (_, some) = ada.fetch("/office/partnerships/list.xlsx?q=sadj%C3%A9").await;
    let tables = portulan_workbook::read(&some).expect("a workbook");
    assert_eq!(tables[0].height(), 2, "headings and one partnership");
    let (_, none) = ada.fetch("/office/partnerships/list.xlsx?q=nowhere").await;
    assert_eq!(portulan_workbook::read(&none).expect("a workbook")[0].height(), 1);
    // Exports of contacts are logged.
    assert_eq!(ada.fetch("/office/persons/list.xlsx").await.0, StatusCode::OK);
    let log = ada.get("/office/audit?action=export&q=persons").await.text;
    assert!(log.contains("Ada a exporté la liste"), "{log}");
    assert_eq!(ada.get("/office/dragons/list.xlsx").await.status, StatusCode::NOT_FOUND);
    let mut nobody = house.browser();
    assert_eq!(nobody.get("/office/projects/list.xlsx").await.status, StatusCode::SEE_OTHER);
}
