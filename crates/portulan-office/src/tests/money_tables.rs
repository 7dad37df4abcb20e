//! Lists of amounts in the form of a record: tables that are edited in place.
use axum::http::StatusCode;
use portulan_model::kinds::{Budget, InKind, Project, Transaction};
use portulan_model::{Body, Currency, Kind, Money, Record, State, TransactionType, WorkingDays, folder};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, operator_only};
use portulan_testkit::{PORT_IMAGINAIRE, example_records};
use uuid::Uuid;

use super::long_lists::{drawn, send, set};
use super::{Browser, TestOffice, at, text};

const PROJECT: Uuid = Uuid::from_u128(1);

fn money(amount: &str, currency: &str) -> Money {
    Money {
        amount: amount.parse().expect("a number"),
        currency: Currency(currency.to_owned()),
        value_date: "2025".parse().expect("a year"),
    }
}

fn payment(kind: &str, amount: &str, currency: &str) -> Transaction {
    Transaction {
        kind: TransactionType(kind.to_owned()),
        value: Some(money(amount, currency)),
        ..Transaction::default()
    }
}

fn budget(amount: &str, currency: &str) -> Budget {
    Budget { value: Some(money(amount, currency)), ..Budget::default() }
}

/// An office with a project, and the editor of its form.
async fn office(project: Project) -> (TestOffice, Browser, String) {
    let project = Project { title: text("Quais"), ..project };
    let body = Body::Project(Box::new(project));
    let record = Record { id: PROJECT, slug: "quais".to_owned(), state: State::Draft, body };
    let house = TestOffice::new().await;
    let changes = vec![Change::Create(record)];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("written");
    let editor = house.administrator().await;
    (house, editor, at(Kind::Project, PROJECT))
}

/// The HTML of a list in a form.
fn list<'a>(page: &'a str, path: &str) -> &'a str {
    let rest = page.split(&format!("id=\"g{path}\"")).nth(1).expect("a list");
    rest.split(&format!("value=\"add:{path}\"")).next().expect("its end")
}

/// A row of a table.
fn row<'a>(page: &'a str, path: &str) -> &'a str {
    let rest = page.split(&format!("<tbody id=\"i{path}\">")).nth(1);
    rest.unwrap_or_else(|| panic!("a row: {page}")).split("</tbody>").next().expect("its end")
}

/// The sums of a table: label and amount, with plain spaces.
fn sums(table: &str) -> Vec<(String, String)> {
    let foot = table.split("<tfoot>").nth(1).and_then(|rest| rest.split("</tfoot>").next()).expect("a foot");
    let inside = |html: &str, tag: &str| {
        let cell = html.split(&format!("<{tag} ")).nth(1).and_then(|rest| rest.split_once('>'));
        let text = cell.and_then(|(_, rest)| rest.split('<').next()).expect("a cell");
        text.trim().replace(['\u{a0}', '\u{202f}'], " ")
    };
    foot.split("<tr>").skip(1).map(|line| (inside(line, "th"), inside(line, "td"))).collect()
}

fn named(sums: &[(&str, &str)]) -> Vec<(String, String)> {
    sums.iter().map(|(label, sum)| ((*label).to_owned(), (*sum).to_owned())).collect()
}

#[tokio::test]
async fn a_list_of_amounts_is_a_table_with_its_headings_once() {
    let transactions = vec![payment("3", "1250.50", "EUR"), payment("3", "10", "EUR")];
    let (_house, mut ada, path) = office(Project { transactions, ..Project::default() }).await;
    let page = ada.get(&path).await.text;
    let table = list(&page, "/transactions");
    assert_eq!(table.matches("<thead>").count(), 1);
    assert_eq!(table.matches("<th scope=\"col\"").count(), 9, "number, seven columns, buttons: {table}");
    let second = row(&page, "/transactions/1");
    for name in ["Montant, ligne 2", "Devise, ligne 2", "Date, ligne 2"] {
        assert!(second.contains(&format!("aria-label=\"{name}\"")), "{name}: {second}");
    }
    assert!(
        second.contains("value=\"remove:/transactions/1\"")
            && second.contains("value=\"up:/transactions/1\"")
    );
    let (cells, details) = second.split_once("<tr class=\"rest\">").expect("details");
    for (name, is_cell) in [("value/amount", true), ("value/value_date", false), ("description/fr", false)] {
        let name = format!("name=\"/transactions/1/{name}\"");
        assert_eq!((cells.contains(&name), details.contains(&name)), (is_cell, !is_cell), "{name}");
    }
    assert!(details.contains("<details>"), "without a problem, the details are folded");
}

#[tokio::test]
async fn a_table_sums_the_amounts_of_each_currency() {
    let budgets = vec![budget("1250.50", "EUR"), budget("0.25", "EUR"), budget("7000", "XOF")];
    let transactions = vec![payment("3", "5", "EUR"), payment("1", "70", "EUR"), payment("3", "6", "EUR")];
    let in_kind = vec![
        InKind {
            days: Some(WorkingDays("2.5".parse().expect("a number"))),
            daily_cost: Some(money("100", "EUR")),
            value: Some(money("9999", "EUR")),
            ..InKind::default()
        },
        InKind { value: Some(money("50", "EUR")), ..InKind::default() },
    ];
    let project = Project { budgets, transactions, in_kind, ..Project::default() };
    let (_house, mut ada, path) = office(project).await;
    let page = ada.get(&path).await.text;
    let of = |path: &str| sums(list(&page, path));
    assert_eq!(of("/budgets"), named(&[("Total", "1 250,75 €"), ("Total", "7 000 XOF")]));
    let flows = [("Total – Fonds entrants", "70 €"), ("Total – Décaissement", "11 €")];
    assert_eq!(of("/transactions"), named(&flows), "income and payments have no common sum");
    assert_eq!(of("/in_kind"), named(&[("Total", "300 €")]), "days at their cost replace the value");
}

#[tokio::test]
async fn sums_include_other_pages_and_leave_out_what_is_not_an_amount() {
    let budgets = (0..120).map(|_| budget("2", "EUR")).collect();
    let (_house, mut ada, path) = office(Project { budgets, ..Project::default() }).await;
    let page = ada.get(&path).await.text;
    assert_eq!(page.matches("<tbody id=\"i/budgets/").count(), 50);
    assert_eq!(sums(list(&page, "/budgets")), named(&[("Total", "240 €")]));
    let mut fields = drawn(&page);
    set(&mut fields, "/budgets/3/value/amount", "beaucoup");
    set(&mut fields, "/budgets/4/value/amount", "");
    set(&mut fields, "/budgets/5/value/currency", "");
    set(&mut fields, "do", "sum:/budgets");
    let page = send(&mut ada, &path, &fields).await.text;
    assert_eq!(sums(list(&page, "/budgets")), named(&[("Total", "236 €")]), "sums of what was typed");
    fields = drawn(&page);
    set(&mut fields, "do", "show:/budgets:60");
    let page = send(&mut ada, &path, &fields).await.text;
    let table = list(&page, "/budgets");
    assert!(table.contains("id=\"i/budgets/60\"") && !table.contains("id=\"i/budgets/3\""));
    assert_eq!(sums(table), named(&[("Total", "236 €")]));
    assert!(table.contains("Le total ne compte pas un montant"), "{table}");
}

#[tokio::test]
async fn problems_are_in_the_row_and_open_its_details() {
    let transactions = vec![payment("3", "5", "EUR"), payment("3", "6", "EUR"), payment("3", "7", "EUR")];
    let (_house, mut ada, path) = office(Project { transactions, ..Project::default() }).await;
    let mut fields = drawn(&ada.get(&path).await.text);
    set(&mut fields, "/transactions/1/value/amount", "beaucoup");
    set(&mut fields, "/transactions/2/value/value_date", "jamais");
    set(&mut fields, "do", "save");
    let answer = send(&mut ada, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let [first, second, third] =
        [0, 1, 2].map(|i| row(&answer.text, &format!("/transactions/{i}")).to_owned());
    assert!(!first.contains("beaucoup") && first.contains("<details>"), "{first}");
    let id = "p/transactions/1/value/amount-0";
    assert!(second.contains(&format!("id=\"{id}\"")) && second.contains("beaucoup"), "{second}");
    assert!(second.contains("aria-invalid=\"true\"") && second.contains("<details>"), "{second}");
    let described = second.split("aria-describedby=\"").find(|rest| rest.starts_with(id));
    assert!(described.is_some(), "the field names its message: {second}");
    assert!(third.contains("<details open>") && third.contains("jamais"), "{third}");
}

#[tokio::test]
async fn a_form_with_tables_that_is_sent_as_it_is_drawn_changes_nothing() {
    for record in example_records(PORT_IMAGINAIRE) {
        if !matches!(record.kind(), Kind::Project | Kind::Agreement | Kind::Authority) {
            continue;
        }
        let (kind, id) = (record.kind(), record.id);
        let house = TestOffice::of(example_records(PORT_IMAGINAIRE)).await;
        let mut ada = house.administrator().await;
        let path = at(kind, id);
        let mut fields = drawn(&ada.get(&path).await.text);
        set(&mut fields, "do", "save");
        let saved = send(&mut ada, &path, &fields).await;
        assert_eq!(saved.location(), format!("{path}?done=same"), "{kind} {}", record.slug);
    }
}

#[tokio::test]
async fn rows_are_edited_added_moved_and_removed() {
    let budgets = vec![budget("1", "EUR"), budget("2", "EUR"), budget("3", "EUR")];
    let (house, mut ada, path) = office(Project { budgets, ..Project::default() }).await;
    let mut fields = drawn(&ada.get(&path).await.text);
    set(&mut fields, "/budgets/0/value/amount", "1 500,50");
    for action in ["remove:/budgets/1", "up:/budgets/1", "add:/budgets"] {
        set(&mut fields, "do", action);
        fields = drawn(&send(&mut ada, &path, &fields).await.text);
    }
    set(&mut fields, "/budgets/2/period/start", "2026");
    set(&mut fields, "/budgets/2/value/amount", "45 k€");
    set(&mut fields, "do", "save");
    let saved = send(&mut ada, &path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let stored = house.store.record_of(PROJECT).await.expect("read").expect("a record");
    let budgets = folder::to_value(&stored.record.body)["budgets"].clone();
    let amounts = [0, 1, 2, 3].map(|i| budgets[i]["value"]["amount"].as_str().map(str::to_owned));
    let wanted = ["3", "1500.50", "45000"].map(|amount| Some(amount.to_owned()));
    assert_eq!((&amounts[..3], &amounts[3]), (&wanted[..], &None));
}

#[tokio::test]
async fn a_reader_sees_the_content_of_cells_as_text() {
    let transactions = vec![payment("3", "12500.5", "EUR")];
    let (house, mut ada, path) = office(Project { transactions, ..Project::default() }).await;
    let mut lea = house.user(&mut ada, "Lea", "reader").await;
    let page = lea.get(&path).await.text;
    let row = row(&page, "/transactions/0").replace(['\u{a0}', '\u{202f}'], " ");
    assert!(row.contains(">Décaissement<") && row.contains(">12 500,5<"), "{row}");
    let (cells, _) = row.split_once("<tr class=\"rest\">").expect("details");
    assert!(!cells.contains("<input") && !cells.contains("<select") && !cells.contains("<button"), "{cells}");
}

#[tokio::test]
async fn the_row_shows_what_its_details_say() {
    let transactions =
        vec![Transaction { description: text("Avance sur le forage"), ..payment("3", "5", "EUR") }];
    let (_house, mut ada, path) = office(Project { transactions, ..Project::default() }).await;
    let page = ada.get(&path).await.text;
    let row = row(&page, "/transactions/0");
    let reported = row.split("<p class=\"told\"").nth(1).and_then(|rest| rest.split("</p>").next());
    assert!(reported.is_some_and(|text| text.contains("Avance sur le forage")), "{row}");
}

#[tokio::test]
async fn costs_of_a_trip_are_a_table() {
    let (_house, mut ada, _) = office(Project::default()).await;
    let path = at(Kind::Mission, Uuid::now_v7());
    let typed = [("/title/fr", "Kendari"), ("revision", "0"), ("do", "add:/costs")];
    let page = ada.post(&path, &typed).await.text;
    let row = row(&page, "/costs/0");
    assert!(row.contains("aria-label=\"Montant, ligne 1\""), "{row}");
    assert!(row.contains("name=\"/costs/0/what/fr\"") && row.contains("name=\"/costs/0/payer\""), "{row}");
}

#[tokio::test]
async fn the_currency_of_a_new_amount_is_preset_and_gives_way_to_a_typed_unit() {
    let (house, mut ada, _) = office(Project::default()).await;
    let preset = "<option value=\"EUR\" selected>EUR";
    // In a record that is not stored yet, as a script adds a row.
    for (kind, list) in
        [(Kind::Project, "/budgets"), (Kind::Project, "/transactions"), (Kind::Project, "/funding")]
    {
        let path = at(kind, Uuid::now_v7());
        let add = format!("add:{list}");
        let page = ada.post(&path, &[("/title/fr", "Quais"), ("revision", "0"), ("do", &add)]).await.text;
        assert!(row(&page, &format!("{list}/0")).contains(preset), "{list}: {page}");
    }
    let path = at(Kind::Project, Uuid::now_v7());
    let row_of = |amount: &'static str, index: usize| {
        [
            (format!("/budgets/{index}/value/amount"), amount),
            (format!("/budgets/{index}/value/currency"), "EUR"),
            (format!("derived:/budgets/{index}/value/currency"), "EUR"),
        ]
    };
    let rows =
        ["1000", "300 USD", ""].into_iter().enumerate().flat_map(|(index, amount)| row_of(amount, index));
    let rows: Vec<(String, &str)> = rows.collect();
    let mut form = vec![("/title/fr", "Quais neufs"), ("revision", "0"), ("do", "save")];
    form.extend(rows.iter().map(|(name, value)| (name.as_str(), *value)));
    let answer = ada.post(&path, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let stored = house.store.record(Kind::Project, "quais-neufs").await.expect("read").expect("stored");
    let Body::Project(body) = stored.record.body else { panic!("a project") };
    let stored: Vec<String> =
        body.budgets.iter().filter_map(|b| Some(b.value.as_ref()?.currency.0.clone())).collect();
    assert_eq!(stored, ["EUR", "USD"], "a row with a preset currency alone is empty");
}

#[tokio::test]
async fn the_preset_currency_is_that_of_the_authority() {
    let (house, mut ada, path) = office(Project::default()).await;
    let authority = house.store.records_of(Kind::Authority).await.expect("read").remove(0);
    let Body::Authority(mut body) = authority.record.body else { panic!("an authority") };
    body.currency = Some(Currency("MGA".to_owned()));
    let record = Record { body: Body::Authority(body), ..authority.record };
    let update = vec![Change::Update { record, seen: authority.revision }];
    house.store.apply(update, &Author::operator("test"), operator_only).await.expect("written");
    let page =
        ada.post(&path, &[("/title/fr", "Quais"), ("revision", "1"), ("do", "add:/budgets")]).await.text;
    assert!(row(&page, "/budgets/0").contains("<option value=\"MGA\" selected>MGA"), "{page}");
    let read = ada.get(&at(Kind::Authority, record_id(&house).await)).await.text;
    assert!(read.contains("name=\"/currency\""), "{read}");
}

/// The identity of the authority's record.
async fn record_id(house: &TestOffice) -> Uuid {
    house.store.records_of(Kind::Authority).await.expect("read").remove(0).record.id
}
