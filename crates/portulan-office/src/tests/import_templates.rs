//! Tables to fill in: headings with notes, lists to choose from, and an example that is not imported.
use std::io::{Cursor, Read as _};

use portulan_locales::Language;
use portulan_model::Kind;
use portulan_store::Store as _;
use portulan_testkit::{PORT_IMAGINAIRE, empty_register, example_records};

use super::TestOffice;
use super::sheets::{mapped, take, verdicts};
use crate::import::ImportTarget;

const TARGETS: [&str; 6] =
    ["projects", "partnerships", "organisations", "events", "agreements", "projects/transactions"];

#[tokio::test]
async fn a_template_has_notes_lists_in_words_and_an_example_of_its_own() {
    let house = TestOffice::of(example_records(PORT_IMAGINAIRE)).await;
    let mut ada = house.administrator().await;
    for target in TARGETS {
        let (_, bytes) = ada.fetch(&format!("/office/import/template?target={target}")).await;
        let tables = portulan_workbook::read(&bytes).expect("a workbook");
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        let label = ImportTarget::of(target).expect("a target").label(Language::FRENCH).replace(" › ", " - ");
        // The name of a sheet has at most 31 characters.
        let label: String = label.chars().take(31).collect();
        assert_eq!((names[0], tables[0].height()), (label.as_str(), 1), "no row to import: {target}");
        assert!(names.contains(&"Exemple"), "{target}: {names:?}");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut part = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
            text
        };
        // Agreements have no closed list.
        let lists = tables.iter().find(|table| table.name == "Listes");
        assert_eq!(lists.is_some_and(|table| table.is_hidden), target != "agreements", "{target}");
        let has_lists = part("xl/worksheets/sheet1.xml").contains("<dataValidation ");
        assert_eq!(has_lists, lists.is_some(), "{target}");
        let notes = part("xl/comments1.xml").matches("<comment ").count();
        assert_eq!(notes, tables[0].width(), "a note on each heading of {target}");
    }
    let (_, bytes) = ada.fetch("/office/import/template?target=projects").await;
    let tables = portulan_workbook::read(&bytes).expect("a workbook");
    let lists = tables.iter().find(|table| table.name == "Listes").expect("lists");
    let entries: Vec<&str> = lists.cells().map(|(_, _, text)| text).collect();
    for entry in ["Actif", "Sénégal", "euro"] {
        assert!(entries.contains(&entry), "{entry}");
    }
}

#[tokio::test]
async fn the_example_of_a_template_is_read_back_and_only_rows_are_imported() {
    let house = TestOffice::of(empty_register()).await;
    let mut ada = house.administrator().await;
    let before = house.store.records_of(Kind::Project).await.expect("read").len();
    let (_, bytes) = ada.fetch("/office/import/template?target=projects").await;
    let mut tables = portulan_workbook::read(&bytes).expect("a workbook");
    let example = tables.iter().find(|table| table.name == "Exemple").expect("an example");
    let cells: Vec<(usize, String)> = example.row(1).map(|(c, text)| (c, text.to_owned())).collect();
    assert!(cells.len() > 10, "{cells:?}");
    for (c, text) in cells {
        tables[0].set(1, c, &text);
    }
    let bytes = portulan_workbook::write(&tables, &[]).expect("written");
    let (path, page) = mapped(&mut ada, "projets.xlsx", &bytes, &[("create", "true")]).await;
    assert_eq!(verdicts(&page), [0, 1, 0, 0], "{page}");
    take(&mut ada, &path).await;
    let all = house.store.records_of(Kind::Project).await.expect("read");
    assert_eq!(all.len(), before + 1, "the sheet of the example is not imported");
}
