//! Imports of sheets: preview, corrections, all or nothing.
use axum::http::StatusCode;
use portulan_model::kinds::{Organisation, Project};
use portulan_model::{Body, Kind, Record, State, folder};
use portulan_store::{Author, Change, RecordWriter as _, Scope, Store as _, operator_only};
use uuid::Uuid;

use super::{Browser, TestAnswer, TestOffice, text};

fn project(slug: &str, title: &str) -> Record {
    let body = Project { title: text(title), ..Project::default() };
    Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Draft, body: Body::Project(Box::new(body)) }
}

pub(super) fn organisation(slug: &str, name: &str) -> Record {
    let body = Organisation { name: text(name), ..Organisation::default() };
    Record {
        id: Uuid::now_v7(),
        slug: slug.into(),
        state: State::Draft,
        body: Body::Organisation(Box::new(body)),
    }
}

pub(super) async fn keep(house: &TestOffice, records: Vec<Record>) {
    house
        .store
        .apply(records.into_iter().map(Change::Create).collect(), &Author::operator("test"), operator_only)
        .await
        .expect("kept");
}

/// Sends a file; the address of its import.
pub(super) async fn send(browser: &mut Browser, name: &str, bytes: &[u8]) -> TestAnswer {
    browser.send_as("/office/import", "file", &[(name, bytes.to_vec())]).await
}

/// Waits until rows are checked or applied. Returns the page.
pub(super) async fn settled(browser: &mut Browser, path: &str) -> String {
    for _ in 0..500 {
        let page = browser.get(path).await.text;
        if !page.contains("http-equiv=\"refresh\"") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the import does not come to an end");
}

#[tokio::test]
async fn organisations_are_added_changed_left_alone_and_mended() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    keep(&house, vec![organisation("regie", "Régie des eaux"), organisation("port", "Grand port")]).await;
    let file = "Nom (Français);Pays;Site web;Rien\nRégie des eaux;France;;x\nGrand port;;;\nÉcole du rivage;Indonésie;pas une adresse;\n=1+1;FR;;\n";
    let answer = send(&mut ada, "acteurs.csv", file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location().to_owned();
    let page = ada.get(&path).await.text;
    assert!(page.contains("<option value=\"organisations\" selected>"), "{page}");
    let map = [
        ("do", "map"),
        ("table", "0"),
        ("head", "1"),
        ("target", "organisations"),
        ("column:0", "/name/fr"),
        ("column:1", "/country/value"),
        ("column:2", "/website"),
        ("column:3", ""),
    ];
    assert_eq!(ada.post(&path, &map).await.status, StatusCode::SEE_OTHER);
    let page = settled(&mut ada, &path).await;
    for (verdict, count) in [("wrong", 1), ("adds", 1), ("changes", 1), ("same", 1)] {
        assert_eq!(page.matches(&format!("class=\"says {verdict}\"")).count(), count, "{verdict}: {page}");
    }
    assert!(page.contains("pas une adresse") && page.contains("name=\"cell:3:2\""), "{page}");
    assert!(!page.contains("value=\"take\""), "nothing is taken while a row is wrong");
    assert_eq!(ada.post(&path, &[("do", "take")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 2);
    // The downloaded workbook has the message at the cell.
    let (status, bytes) = ada.fetch(&format!("{path}/workbook")).await;
    assert_eq!(status, StatusCode::OK);
    let tables = portulan_workbook::read(&bytes).expect("a workbook");
    assert!(tables[0].cell(3, 4).contains("adresse web"), "{tables:?}");
    assert_eq!(tables[0].cell(4, 0), "=1+1", "a text, not a formula");
    ada.post(&path, &[("do", "check"), ("cell:3:2", "https://ecole.example/")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("value=\"take\""), "{page}");
    ada.post(&path, &[("do", "leave:4")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(!page.contains("=1+1") && page.contains("value=\"all\""), "{page}");
    ada.post(&path, &[("do", "take")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("<b>1</b> Ajouts"), "{page}");
    let all = house.store.records_of(Kind::Organisation).await.expect("read");
    let of = |slug: &str| all.iter().find(|s| s.record.slug == slug).unwrap_or_else(|| panic!("{slug}"));
    assert_eq!((all.len(), of("regie").revision, of("port").revision), (3, 2, 1));
    let Body::Organisation(school) = &of("ecole-du-rivage").record.body else { panic!("an organisation") };
    assert_eq!(folder::to_value(&Body::Organisation(school.clone()))["website"], "https://ecole.example/");
    // The same file again: its columns are remembered, and the register is equal to it.
    let file = file.replace("pas une adresse", "https://ecole.example/").replace("=1+1;FR;;\n", "");
    let path = send(&mut ada, "acteurs.csv", file.as_bytes()).await.location().to_owned();
    assert!(ada.get(&path).await.text.contains("a déjà été importé"));
    ada.post(&path, &map).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!(page.matches("class=\"says same\"").count(), 3, "{page}");
}

#[tokio::test]
async fn transactions_of_many_projects_come_from_one_sheet_and_only_once() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    keep(&house, vec![project("puits", "Puits de Kendari"), project("ecole", "École du rivage")]).await;
    let (_, bytes) = ada.fetch("/office/import/template?target=projects/transactions").await;
    let mut tables = portulan_workbook::read(&bytes).expect("a workbook");
    assert_eq!(tables[1].height(), 3, "the second sheet lists the projects");
    let heads: Vec<String> = tables[0].row(0).map(|(_, text)| text.to_owned()).collect();
    let at =
        |label: &str| heads.iter().position(|h| h == label).unwrap_or_else(|| panic!("{label} in {heads:?}"));
    let columns = [
        0,
        at("Type"),
        at("Date"),
        at("Montant › Montant"),
        at("Montant › Devise"),
        at("Montant › Date de valeur"),
        at("Organisme payeur"),
    ];
    let mut add = |cells: [&str; 7]| {
        let row = tables[0].height();
        for (column, cell) in columns.iter().zip(cells) {
            tables[0].set(row, *column, cell);
        }
    };
    add(["puits", "Décaissement", "2025-03-01", "1234.50", "EUR", "2025-03-01", "Agence inconnue"]);
    add(["École du rivage", "3", "mars 2025", "10", "Euro", "2025", ""]);
    add(["puits", "3", "2025-03-01", "beaucoup", "EUR", "2025-03-01", ""]);
    add(["nulle part", "3", "2025-03-01", "1", "EUR", "2025-03-01", ""]);
    let bytes = portulan_workbook::write(&tables, &[]).expect("written");
    let path = send(&mut ada, "mouvements.xlsx", &bytes).await.location().to_owned();
    let page = ada.get(&path).await.text;
    assert!(page.contains("<option value=\"projects/transactions\" selected>"), "{page}");
    let chosen: Vec<(String, String)> = page
        .split("name=\"column:")
        .skip(1)
        .filter_map(|part| {
            let index = part.split('"').next()?;
            let select = part.split("</select>").next()?;
            let value = select.split(" selected>").next()?.rsplit("value=\"").next()?.split('"').next()?;
            select.contains(" selected>").then(|| (format!("column:{index}"), value.to_owned()))
        })
        .collect();
    let mut map = vec![
        ("do", "map"),
        ("table", "0"),
        ("head", "1"),
        ("target", "projects/transactions"),
        ("create", "true"),
    ];
    map.extend(chosen.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    ada.post(&path, &map).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!(page.matches("class=\"says adds\"").count(), 2, "{page}");
    assert_eq!(page.matches("class=\"says wrong\"").count(), 2, "{page}");
    assert!(
        page.contains("beaucoup") && page.contains("nulle part") && page.contains("Agence inconnue"),
        "{page}"
    );
    ada.post(&path, &[("do", "leave:4")]).await;
    settled(&mut ada, &path).await;
    ada.post(&path, &[("do", "check"), (&format!("cell:3:{}", columns[3]), "99,9")]).await;
    settled(&mut ada, &path).await;
    ada.post(&path, &[("do", "take")]).await;
    assert!(settled(&mut ada, &path).await.contains("<b>3</b> Ajouts"));
    let all = house.store.records(Scope::Latest).await.expect("read");
    let Body::Project(wells) = &all.iter().find(|s| s.record.slug == "puits").expect("there").record.body
    else {
        panic!("a project")
    };
    let amounts: Vec<String> =
        wells.transactions.iter().map(|t| t.value.as_ref().expect("an amount").amount.to_string()).collect();
    assert_eq!(amounts, ["1234.50", "99.9"]);
    assert!(
        all.iter()
            .any(|s| s.record.body.name().text("fr") == "Agence inconnue" && s.record.state == State::Draft)
    );
    // The annotated file, sent again, adds nothing.
    let path = send(&mut ada, "mouvements.xlsx", &bytes).await.location().to_owned();
    ada.post(&path, &map).await;
    let page = settled(&mut ada, &path).await;
    assert_eq!(page.matches("class=\"says same\"").count(), 2, "{page}");
}

#[tokio::test]
async fn a_file_without_rows_or_records_does_not_say_that_all_is_known() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let file = "Colonne A;Colonne B\nx;y\n";
    let path = send(&mut ada, "a.csv", file.as_bytes()).await.location().to_owned();
    let map = [("do", "map"), ("table", "0"), ("head", "1"), ("target", "organisations"), ("column:0", "")];
    ada.post(&path, &map).await;
    let page = ada.get(&path).await.text;
    assert!(page.contains("Aucune colonne n’est associée"), "{page}");
    let map =
        [("do", "map"), ("table", "0"), ("head", "2"), ("target", "organisations"), ("column:0", "/name/fr")];
    ada.post(&path, &map).await;
    let page = settled(&mut ada, &path).await;
    assert!(
        page.contains("Aucune ligne à importer") && !page.contains("figurent déjà dans le registre"),
        "{page}"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("photo.txt", zip::write::SimpleFileOptions::default()).expect("an entry");
    let bytes = zip.finish().expect("a file").into_inner();
    let answer = send(&mut ada, "photos.zip", &bytes).await;
    assert!(
        answer.text.contains("aucune fiche") && answer.text.contains("role=\"alert\""),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn what_is_no_file_of_ours_is_told_and_nobody_else_s_import_is_seen() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for (name, bytes) in [("a.bin", &b"\x00\x01\x02"[..]), ("a.zip", b"PK\x03\x04broken"), ("a.csv", b" ")] {
        let answer = send(&mut ada, name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text.contains("role=\"alert\""));
    }
    for (bytes, expected) in [
        ("<html><body><table><tr><td>Nom</td></tr></table></body></html>", "page web"),
        ("<!-- x --><!DOCTYPE html><HTML lang=\"fr\"></HTML>", "page web"),
        ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", "XML 2003"),
    ] {
        let answer = send(&mut ada, "a.xls", bytes.as_bytes()).await;
        assert!(answer.text.contains(expected), "{}", answer.text);
    }
    for mark in ["", "\u{feff}"] {
        // Markup inside a text does not make an IATI file a web page.
        let file =
            format!("{mark}<iati-activities version=\"2.03\"><x><![CDATA[<html>]]></x></iati-activities>");
        let wide: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let path = send(&mut ada, "a.xml", &wide).await.location().to_owned();
        assert!(settled(&mut ada, &path).await.contains("IATI"), "UTF-16 is XML as well");
    }
    let path = send(&mut ada, "a.csv", b"Nom\nx\n").await.location().to_owned();
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let mut rosa = house.user(&mut ada, "Rosa", "reader").await;
    assert_eq!(edgar.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(rosa.get("/office/import").await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(&mut rosa, "a.csv", b"Nom\nx\n").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post(&path, &[("do", "cancel")]).await.location(), "/office/import");
    assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND, "a cancel that cancels");
}

#[tokio::test]
async fn what_changes_meanwhile_is_looked_at_again() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let stored = organisation("regie", "Régie des eaux");
    keep(&house, vec![stored.clone()]).await;
    let file = "Nom (Français);Pays\nRégie des eaux;France\nNouvelle;France\n";
    let path = send(&mut ada, "a.csv", file.as_bytes()).await.location().to_owned();
    let map = [
        ("do", "map"),
        ("table", "0"),
        ("head", "1"),
        ("target", "organisations"),
        ("column:0", "/name/fr"),
        ("column:1", "/country/value"),
    ];
    ada.post(&path, &map).await;
    settled(&mut ada, &path).await;
    let update = Change::Update { record: Record { state: State::InReview, ..stored }, seen: 1 };
    house.store.apply(vec![update], &Author::operator("test"), operator_only).await.expect("kept");
    ada.post(&path, &[("do", "take")]).await;
    let page = settled(&mut ada, &path).await;
    assert!(page.contains("a été modifié entre-temps") && page.contains("value=\"take\""), "{page}");
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 1, "all or nothing");
    ada.post(&path, &[("do", "take")]).await;
    settled(&mut ada, &path).await;
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 2);
}
