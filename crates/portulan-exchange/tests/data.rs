//! The register as tables: the exports of the example.
use std::io::Cursor;

use jiff::Timestamp;
use portulan_exchange::data::{
    Dataset, GeoSink, RowScope, TableCell, TableFormat, TableWriter, csv, geojson, json, part, table,
};
use portulan_exchange::iati::{StreamedIatiExport, export};
use portulan_model::kinds::{Project, Transaction};
use portulan_model::{Body, Currency, Kind, Money, PublishedRegister, Record, State};
use uuid::Uuid;

const URL: &str = "https://monde.example";

fn example() -> Vec<Record> {
    portulan_testkit::example_records(portulan_testkit::LA_ROCHELLE)
}

fn programme(records: Vec<Record>) -> PublishedRegister {
    let moment: Timestamp = "2026-11-25T08:00:00Z".parse().expect("a moment");
    PublishedRegister::new(records.into_iter().map(|r| (r, moment, moment))).expect("a programme")
}

#[test]
fn tables_of_the_example() {
    let programme = programme(example());
    for dataset in Dataset::ALL {
        insta::assert_snapshot!(format!("data-{}", dataset.name()), csv(&table(&programme, *dataset, URL)));
    }
    insta::assert_snapshot!("data-places", format!("{:#}", geojson(&programme, URL)));
}

#[test]
fn columns_are_the_same_whether_there_are_rows_or_not() {
    let full = programme(example());
    let bare = programme(example().into_iter().filter(|r| r.kind() == Kind::Authority).collect());
    for dataset in Dataset::ALL {
        let (full, bare) = (table(&full, *dataset, URL), table(&bare, *dataset, URL));
        assert_eq!(full.columns, bare.columns, "{}", dataset.name());
        assert!(full.rows.iter().all(|row| row.len() == full.columns.len()));
        assert!(bare.rows.is_empty());
    }
}

/// A project with one transaction, and texts that are difficult for spreadsheets and parsers.
fn movement(amount: &str) -> Vec<Record> {
    let money = Money {
        amount: amount.parse().expect("a number"),
        currency: Currency("EUR".into()),
        value_date: "2025-03-01".parse().expect("a day"),
    };
    let transaction = Transaction {
        date: "2025-03".parse().ok(),
        value: Some(money),
        description: portulan_model::Text([("fr".to_owned(), "=1+1, \"deux\"\nlignes".to_owned())].into()),
        ..Transaction::default()
    };
    let body = Project { transactions: vec![transaction], ..Project::default() };
    let mut records: Vec<Record> = example().into_iter().filter(|r| r.kind() == Kind::Authority).collect();
    records.push(Record {
        id: Uuid::now_v7(),
        slug: "p".into(),
        state: State::Published,
        body: Body::Project(Box::new(body)),
    });
    records
}

#[test]
fn money_is_the_same_to_the_last_digit_in_every_form() {
    for amount in ["1234.50", "0.1", "-3", "79228162514264337593543950335", "0.0000000001"] {
        let table = table(&programme(movement(amount)), Dataset::Transactions, URL);
        let column = table.columns.iter().position(|c| c == "amount").expect("a column");
        let TableCell::Number(n) = &table.rows[0][column] else { panic!("a number") };
        assert_eq!(n.to_string(), amount);
        assert!(csv(&table).contains(&format!(",{amount},EUR,2025-03-01,")), "{}", csv(&table));
    }
    // JSON has no more digits than its readers support; amounts of money have fewer.
    let table = table(&programme(movement("1234.50")), Dataset::Transactions, URL);
    assert_eq!(json(&table)[0]["amount"].to_string(), "1234.5");
    assert_eq!(json(&table)[0]["date"], "2025-03");
    let bytes = TableFormat::Xlsx.bytes("transactions", &table).expect("written");
    let read = portulan_workbook::read(&bytes).expect("read");
    let at = |name: &str| table.columns.iter().position(|c| c == name).expect("a column");
    assert_eq!(read[0].cell(1, at("amount")), "1234.5");
    assert_eq!(read[0].cell(1, at("description_fr")), "=1+1, \"deux\"\nlignes", "a text, not a formula");
    assert_eq!(read[0].cell(1, at("value_date")), "2025-03-01");
}

#[test]
fn parts_make_the_same_files_as_the_whole() {
    let whole = portulan_testkit::port_imaginaire();
    let records = || {
        whole.entries(Kind::Project).map(|e| {
            (Record { id: e.id, slug: e.slug, state: State::Published, body: e.body }, e.created, e.updated)
        })
    };
    let mut lean = whole.clone();
    lean.replace_projects([]);
    for dataset in Dataset::ALL {
        for form in [TableFormat::Csv, TableFormat::Json, TableFormat::Xlsx, TableFormat::Parquet] {
            let all = table(&whole, *dataset, URL);
            let mut sink = TableWriter::begin(form, dataset.name(), &all.columns, Cursor::new(Vec::new()))
                .expect("begun");
            let apart = part(&lean, *dataset, URL, RowScope::Apart).rows;
            let mut rows = apart;
            for record in records() {
                lean.replace_projects([record]);
                rows.extend(part(&lean, *dataset, URL, RowScope::Projects).rows);
            }
            assert_eq!(rows, all.rows, "{}", dataset.name());
            for row in rows {
                sink.row(row).expect("a row");
            }
            let bytes = sink.finish().expect("written").into_inner();
            assert!(
                bytes == form.bytes(dataset.name(), &all).expect("written"),
                "{} {form:?}",
                dataset.name()
            );
            if form == TableFormat::Json {
                assert_eq!(String::from_utf8(bytes).expect("text"), json(&all).to_string());
            }
        }
    }
    let now = whole.updated();
    let (mut parts, mut activities) = (StreamedIatiExport::new(now), String::new());
    for record in records() {
        lean.replace_projects([record]);
        activities += &parts.projects(&lean);
    }
    assert_eq!(lean.updated(), whole.updated());
    let (ends, all) = (parts.finish(&lean), export(&whole, now));
    let [before, after] = ends.activities.expect("activities");
    assert_eq!(Some(before + &activities + &after), all.activities);
    assert_eq!((ends.organisations, ends.gaps), (all.organisations, all.gaps));
    let mut sink = GeoSink::begin(Vec::new()).expect("begun");
    lean.replace_projects([]);
    sink.add(&lean, URL, RowScope::Apart).expect("added");
    for record in records() {
        lean.replace_projects([record]);
        sink.add(&lean, URL, RowScope::Projects).expect("added");
    }
    let bytes = sink.finish().expect("written");
    assert_eq!(String::from_utf8(bytes).expect("text"), geojson(&whole, URL).to_string());
}
