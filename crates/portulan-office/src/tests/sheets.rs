//! Real-world spreadsheets: numbers and dates of both conventions, units, errors, merged and hidden cells.
use axum::http::StatusCode;
use portulan_model::kinds::{Organisation, Project};
use portulan_model::{Body, Kind, Record, State};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, operator_only};
use uuid::Uuid;

use super::import::{send, settled};
use super::{Browser, TestOffice, text};

pub async fn house() -> (TestOffice, Browser) {
    let house = TestOffice::new().await;
    let ada = house.administrator().await;
    let wells = Project { title: text("Puits de Kendari"), ..Project::default() };
    let office = Organisation { name: text("Régie de l'eau"), ..Organisation::default() };
    let bodies = [("puits", Body::Project(Box::new(wells))), ("regie", Body::Organisation(Box::new(office)))];
    let made = bodies.map(|(slug, body)| {
        Change::Create(Record { id: Uuid::now_v7(), slug: slug.into(), state: State::Draft, body })
    });
    house.store.apply(made.into(), &Author::operator("test"), operator_only).await.expect("kept");
    (house, ada)
}

/// The form of the columns: each field with its selected value.
pub fn form(page: &str) -> Vec<(String, String)> {
    let mut fields = vec![("do".to_owned(), "map".to_owned())];
    for name in ["table", "head", "target"] {
        let value = page.split(&format!("type=\"hidden\" name=\"{name}\" value=\"")).nth(1).expect("a field");
        fields.push((name.to_owned(), value.split('"').next().expect("a value").to_owned()));
    }
    for part in page.split("name=\"column:").skip(1) {
        let index = part.split('"').next().expect("a number");
        let select = part.split("</select>").next().expect("a list");
        let chosen = select.split("\" selected>").next().filter(|_| select.contains(" selected>"));
        let value = chosen.and_then(|before| before.rsplit("value=\"").next()).unwrap_or_default();
        fields.push((format!("column:{index}"), value.to_owned()));
    }
    fields
}

/// Sends a file with its guessed columns, and some fields otherwise; the address and the page then.
pub async fn mapped(
    ada: &mut Browser,
    name: &str,
    bytes: &[u8],
    others: &[(&str, &str)],
) -> (String, String) {
    let answer = send(ada, name, bytes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location().to_owned();
    let mut fields = form(&ada.get(&path).await.text);
    for (key, value) in others {
        fields.retain(|(name, _)| name != key);
        fields.push(((*key).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(ada.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let page = settled(ada, &path).await;
    (path, page)
}

pub fn verdicts(page: &str) -> [usize; 4] {
    ["wrong", "adds", "changes", "same"].map(|v| page.matches(&format!("class=\"says {v}\"")).count())
}

pub async fn take(ada: &mut Browser, path: &str) {
    ada.post(path, &[("do", "take")]).await;
    assert!(settled(ada, path).await.contains("Ajouts"));
}

async fn project(house: &TestOffice) -> Project {
    let all = house.store.records_of(Kind::Project).await.expect("read");
    match all.into_iter().next().expect("a project").record.body {
        Body::Project(project) => *project,
        _ => panic!("a project"),
    }
}

/// A file of transactions of one project, with these amounts and currencies.
fn payments(rows: &[(&str, &str, &str)]) -> String {
    let head = "Projet;Nature;Date;Montant › Montant;Montant › Devise;Montant › Date de valeur".to_owned();
    let row = |(date, amount, currency): &(&str, &str, &str)| {
        format!("puits;3;{date};{amount};{currency};2025-03-01")
    };
    std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>().join("\n")
}

const PAYMENTS: &[(&str, &str)] = &[
    ("target", "projects/transactions"),
    ("column:0", "record"),
    ("column:1", "/kind"),
    ("column:2", "/date"),
    ("column:3", "/value/amount"),
    ("column:4", "/value/currency"),
    ("column:5", "/value/value_date"),
];

fn with<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [PAYMENTS, others].concat()
}

async fn amounts(house: &TestOffice) -> Vec<String> {
    let values = project(house).await.transactions.into_iter();
    values.map(|t| t.value.map(|m| format!("{} {}", m.amount, m.currency.0)).unwrap_or_default()).collect()
}

#[tokio::test]
async fn amounts_of_one_meaning_are_read_in_either_convention() {
    let (house, mut ada) = house().await;
    let file = payments(&[
        ("2025-03-01", "1,234.50", "EUR"),
        ("1/3/25", "1 234,50 €", ""),
        ("samedi 1 mars 2025", "$1,000.00", "CAD"),
        ("2025-03-01T14:30:00Z", "12 F CFA", "XOF"),
        ("2025-03-01", "12,5 k€", ""),
    ]);
    let (path, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert_eq!(verdicts(&page), [0, 5, 0, 0], "{page}");
    take(&mut ada, &path).await;
    assert_eq!(amounts(&house).await, ["1234.50 EUR", "1234.50 EUR", "1000.00 CAD", "12 XOF", "12500 EUR"]);
}

#[tokio::test]
async fn an_amount_that_names_another_currency_or_no_unit_is_a_fault() {
    let (_house, mut ada) = house().await;
    let file = payments(&[
        ("2025-03-01", "12 €", "USD"),
        ("2025-03-01", "env. 12 €", "EUR"),
        ("2025-03-01", "60 %", "EUR"),
        ("2025-03-01", "$5", ""),
    ]);
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert_eq!(verdicts(&page), [4, 0, 0, 0], "{page}");
    assert!(page.contains("indique « USD »") || page.contains("USD"), "{page}");
}

#[tokio::test]
async fn amounts_that_no_total_could_hold_are_faults() {
    let (_house, mut ada) = house().await;
    let amounts = ["79228162514264337593543950335", "79228162514264337593543950335 k€", "1000000000000001"];
    let rows: Vec<_> = amounts.iter().map(|amount| ("2025-03-01", *amount, "EUR")).collect();
    let (_, page) = mapped(&mut ada, "a.csv", payments(&rows).as_bytes(), PAYMENTS).await;
    assert_eq!(verdicts(&page)[0], 3, "{page}");
    assert_eq!(page.matches("1000000000000000").count(), 3, "{page}");
    let (path, page) = mapped(
        &mut ada,
        "b.csv",
        payments(&[("2025-03-01", "1000000000000000", "EUR")]).as_bytes(),
        PAYMENTS,
    )
    .await;
    assert_eq!(verdicts(&page)[0], 0, "{page}");
    take(&mut ada, &path).await;
    for page in ["/office/declaration/2025", "/office/funders"] {
        assert_eq!(ada.get(page).await.status, StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn a_column_with_two_meanings_is_asked_about_once() {
    let (house, mut ada) = house().await;
    let file = payments(&[("2025-03-01", "1,234", "EUR"), ("2025-03-01", "5,678", "EUR")]);
    let (path, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert_eq!(verdicts(&page), [0; 4], "nothing is read before the answer");
    assert!(page.contains("role=\"alert\"") && page.contains("name=\"answer:3\""), "{page}");
    assert_eq!(page.matches("name=\"answer:").count(), 1, "once for the column");
    let mut fields = form(&page);
    fields.push(("answer:3".to_owned(), "point".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    ada.post(&path, &fields).await;
    assert_eq!(verdicts(&settled(&mut ada, &path).await), [0, 2, 0, 0]);
    // A corrected value that contradicts the answer is a fault again.
    ada.post(&path, &[("do", "check"), ("cell:2:3", "5,6")]).await;
    assert_eq!(verdicts(&settled(&mut ada, &path).await), [1, 1, 0, 0]);
    ada.post(&path, &[("do", "check"), ("cell:2:3", "5.6")]).await;
    settled(&mut ada, &path).await;
    take(&mut ada, &path).await;
    assert_eq!(amounts(&house).await, ["1234 EUR", "5.6 EUR"]);
}

#[tokio::test]
async fn dates_against_the_custom_are_asked_about() {
    let (_house, mut ada) = house().await;
    let file = payments(&[("03/04/2025", "1", "EUR"), ("12/25/2024", "2", "EUR")]);
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert!(page.contains("name=\"answer:2\""), "{page}");
    let answered = with(&[("answer:2", "month-first")]);
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), &answered).await;
    assert_eq!(verdicts(&page), [0, 2, 0, 0], "{page}");
}

/// An ODS of sheets: names, styles and rows.
fn ods(sheets: &str) -> Vec<u8> {
    use std::io::Write as _;
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:automatic-styles><style:style style:name=\"hid\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).expect("an entry");
    zip.write_all(content.as_bytes()).expect("written");
    zip.finish().expect("a file").into_inner()
}

fn cell(attributes: &str, text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>"
    )
}

fn row(attributes: &str, cells: &[String]) -> String {
    format!("<table:table-row {attributes}>{}</table:table-row>", cells.concat())
}

fn sheet(name: &str, style: &str, rows: &[String]) -> String {
    format!("<table:table table:name=\"{name}\" table:style-name=\"{style}\">{}</table:table>", rows.concat())
}

#[tokio::test]
async fn shares_are_what_their_cells_show_and_sum_to_100() {
    let (house, mut ada) = house().await;
    let share =
        |n: &str| format!("<table:table-cell office:value-type=\"percentage\" office:value=\"{n}\"/>");
    let file = |last: &str| {
        let head = row("", &["Projet", "Code", "Part (%)"].map(|text| cell("", text)));
        let line = |code: &str, n: &str| row("", &[cell("", "puits"), cell("", code), share(n)]);
        ods(&sheet("F", "", &[head, line("14030", "0.6"), line("15110", last)]))
    };
    let columns = [
        ("target", "projects/sectors"),
        ("column:0", "record"),
        ("column:1", "/code"),
        ("column:2", "/percentage"),
    ];
    let (_, page) = mapped(&mut ada, "a.ods", &file("0.3"), &columns).await;
    assert_eq!(verdicts(&page), [1, 1, 0, 0], "{page}");
    assert!(page.contains("est de 90 % au lieu de 100 %"), "{page}");
    let (path, page) = mapped(&mut ada, "a.ods", &file("0.4"), &columns).await;
    assert_eq!(verdicts(&page), [0, 2, 0, 0], "{page}");
    take(&mut ada, &path).await;
    let shares = project(&house).await.sectors.into_iter();
    let shares: Vec<String> =
        shares.filter_map(|s| s.percentage).map(|p| p.normalize().to_string()).collect();
    assert_eq!(shares, ["60", "40"]);
}

#[tokio::test]
async fn hidden_merged_and_faulty_cells_are_seen() {
    let (house, mut ada) = house().await;
    let head = || row("", &["Nom\n(Français)", "Pays"].map(|text| cell("", text)));
    let covered = "<table:covered-table-cell/>".to_owned();
    let error = "<table:table-cell table:formula=\"of:=X\" office:value-type=\"string\"><text:p>#NOM ?</text:p></table:table-cell>";
    let uncomputed = "<table:table-cell table:formula=\"of:=[.A2]\"/>";
    let rows = [
        head(),
        row("", &[cell("", "Agence"), cell("table:number-rows-spanned=\"2\"", "Mali")]),
        row("", &[cell("", "Ligue"), covered]),
        row("table:visibility=\"filter\"", &[cell("", "Filtrée"), cell("", "Niger")]),
        row("", &[error.to_owned(), cell("", "Niger")]),
        row("", &[cell("", "École"), uncomputed.to_owned()]),
        row("", &[cell("", ""), cell("", "Niger")]),
    ];
    let secret = [head(), row("", &[cell("", "Secret"), cell("", "Mali")])];
    let file = ods(&(sheet("Cachée", "hid", &secret) + &sheet("Visible", "", &rows)));
    let answer = send(&mut ada, "a.ods", &file).await;
    let page = ada.get(answer.location()).await.text;
    assert!(page.contains("type=\"hidden\" name=\"table\" value=\"1\""), "the sheet that is shown: {page}");
    assert!(page.contains("masquée") && page.contains("name=\"skip_hidden\""), "{page}");
    assert!(page.contains("fusionnée"), "{page}");
    let (path, page) = mapped(&mut ada, "a.ods", &file, &[]).await;
    assert_eq!(verdicts(&page), [3, 3, 0, 0], "{page}");
    assert!(page.contains("#NOM ?") && page.contains("=[.A2]") && page.contains("pas de nom"), "{page}");
    assert!(page.contains("ligne masquée") && page.contains("cellule fusionnée"), "{page}");
    for line in ["leave:4", "leave:5", "leave:6"] {
        ada.post(&path, &[("do", line)]).await;
        settled(&mut ada, &path).await;
    }
    take(&mut ada, &path).await;
    let all = house.store.records_of(Kind::Organisation).await.expect("read");
    let country = |slug: &str| match &all.iter().find(|s| s.record.slug == slug).expect("there").record.body {
        Body::Organisation(o) => o.country.as_ref().map(|c| c.value.0.clone()),
        _ => None,
    };
    assert_eq!((country("agence").as_deref(), country("ligue").as_deref()), (Some("ML"), Some("ML")));
    let (_, page) = mapped(&mut ada, "a.ods", &file, &[("skip_hidden", "true")]).await;
    assert!(!page.contains("Filtrée"), "{page}");
}

#[tokio::test]
async fn names_are_the_same_whatever_their_apostrophes_and_spaces() {
    let (house, mut ada) = house().await;
    let file = "Nom (Français);Pays\nRégie  de l’eau;\nLigue;Côte d’Ivoire\n";
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), &[]).await;
    assert_eq!(verdicts(&page), [0, 1, 0, 1], "{page}");
    assert_eq!(house.store.records_of(Kind::Organisation).await.expect("read").len(), 1);
}

#[tokio::test]
async fn a_name_that_a_cell_breaks_into_lines_is_one_line() {
    let (house, mut ada) = house().await;
    let file = "Nom;Pays\n\"Comité\r\n de jumelage\";FR\n\"Régie\nde l’eau\";FR\n".as_bytes();
    let (path, page) = mapped(&mut ada, "a.csv", file, &[]).await;
    assert_eq!(verdicts(&page), [0, 1, 1, 0], "{page}");
    take(&mut ada, &path).await;
    let all = house.store.records_of(Kind::Organisation).await.expect("read");
    let mut names: Vec<_> = all.iter().map(|r| r.record.body.name().text("fr").to_owned()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Comité de jumelage", "Régie de l'eau"]);
}

#[tokio::test]
async fn the_separator_and_the_encoding_of_a_csv_can_be_chosen() {
    let (_house, mut ada) = house().await;
    let answer = send(&mut ada, "a.csv", b"Nom (Fran\x8dais)|Pays;x\nAgence|France;y\n").await;
    let path = answer.location().to_owned();
    let chosen = [("do", "csv"), ("separator", "bar"), ("encoding", "Macintosh")];
    assert_eq!(ada.post(&path, &chosen).await.status, StatusCode::SEE_OTHER);
    let page = ada.get(&path).await.text;
    assert!(
        page.contains("value=\"bar\" selected") && page.contains("value=\"Macintosh\" selected"),
        "{page}"
    );
    assert!(page.contains("<td dir=\"auto\">Nom (Français)</td>"), "{page}");
    let answer = send(&mut ada, "a.csv", b"Nom;Pays\nA;FR\n\"B;ML\nC;FR\n").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Ligne 3"), "{}", answer.text);
}

#[tokio::test]
async fn the_heading_of_a_column_of_amounts_names_their_unit() {
    let (house, mut ada) = house().await;
    let file = "Projet;Nature;Date;Montant (k€);Devise;Date de valeur\n\
                puits;3;2025-03-01;12,5;;2025-03-01\n\
                puits;3;2025-03-02;300 €;;2025-03-02\n";
    let (path, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert_eq!(verdicts(&page), [0, 2, 0, 0], "{page}");
    take(&mut ada, &path).await;
    assert_eq!(amounts(&house).await, ["12500 EUR", "300 EUR"]);
    let file = file.replace("k€", "USD").replace("12,5;;", "12,5;EUR;");
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert!(page.contains("Le montant est en « USD »"), "{page}");
}

#[tokio::test]
async fn a_row_with_a_currency_and_no_amount_is_a_fault() {
    let (_house, mut ada) = house().await;
    let file = payments(&[("2025-03-01", "", "EUR"), ("2025-03-01", "0", "EUR")]);
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), PAYMENTS).await;
    assert_eq!(verdicts(&page)[..2], [1, 1], "{page}");
    assert!(page.contains("mais aucun montant"), "{page}");
}

#[tokio::test]
async fn totals_sections_and_notes_are_no_records() {
    let (_house, mut ada) = house().await;
    let names = [
        "Ligue",
        "TOTAL",
        "Sous-total :",
        "— Projets jeunesse —",
        "* provisoire",
        "Source : DRI",
        "-",
        "0",
        "Total Énergies",
    ];
    let file = format!("Nom\n{}\n", names.join("\n"));
    let map = [("target", "organisations"), ("column:0", "/name/fr")];
    let (_, page) = mapped(&mut ada, "a.csv", file.as_bytes(), &map).await;
    assert_eq!(verdicts(&page), [0, 2, 0, 0], "{page}");
    assert_eq!(page.matches("class=\"says left-out\"").count(), 7, "{page}");
}

#[tokio::test]
async fn an_amount_without_a_day_of_value_has_the_day_of_its_movement() {
    let (house, mut ada) = house().await;
    let file = "Projet;Nature;Date;Montant\npuits;3;01/03/2025;900 €\n";
    let map = [
        ("target", "projects/transactions"),
        ("column:0", "record"),
        ("column:1", "/kind"),
        ("column:2", "/date"),
        ("column:3", "/value/amount"),
    ];
    let (path, page) = mapped(&mut ada, "a.csv", file.as_bytes(), &map).await;
    assert_eq!(verdicts(&page), [0, 1, 0, 0], "{page}");
    take(&mut ada, &path).await;
    let transaction = project(&house).await.transactions.remove(0);
    let value = transaction.value.expect("an amount");
    assert_eq!((value.amount.to_string(), value.value_date.to_string()), ("900".into(), "2025-03-01".into()));
}
