//! Tests of the content of a record in words.
use std::collections::HashMap;

use portulan_model::folder;

use super::super::readout_content::ReferredRecord;
use super::*;

fn project(text: &str) -> Body {
    let head = "id = \"01a20f25-0000-7000-8000-000000000001\"\nstate = \"draft\"\n";
    folder::read(Kind::Project, "eau", &format!("{head}{text}")).expect("a project").body
}

fn fields(text: &str) -> Vec<(String, ReadoutContent)> {
    let afd = ReferredRecord {
        name: "Agence".to_owned(),
        address: "/office/organisations/1".to_owned(),
        file: None,
        picture: None,
    };
    let records = HashMap::from([((Kind::Organisation, "afd".to_owned()), afd)]);
    let sections = sections_of(&project(text), &records, None, Language::FRENCH);
    let fields = sections.into_iter().flat_map(|section| section.fields);
    fields.map(|field| (field.label, field.content)).collect()
}

#[test]
fn payments_are_a_table_without_empty_columns() {
    let payment = |date: &str, amount: &str| {
        let day = if date.is_empty() { String::new() } else { format!("date = \"{date}\"\n") };
        format!(
            "[[transactions]]\nkind = \"3\"\n{day}receiver = \"afd\"\n\
            [transactions.value]\namount = \"{amount}\"\ncurrency = \"EUR\"\nvalue_date = \"2025-01-01\"\n"
        )
    };
    let payments = [payment("2025-03-01", "3"), payment("", "1"), payment("2025-02-01", "12500.5")].concat();
    let found = fields(&format!("[title]\nfr = \"Eau\"\n{payments}"));
    let Some((_, ReadoutContent::Table(table))) = found.last() else { panic!("a table: {found:?}") };
    let rows = &table.rows;
    assert_eq!(table.headings, &["Type", "Date", "Montant", "Destinataire du versement"]);
    let cells: Vec<String> =
        rows[0].iter().map(|cell| cell.text.replace(['\u{a0}', '\u{202f}'], " ")).collect();
    assert_eq!(cells, ["Décaissement", "1er février 2025", "12 500,50 €", "Agence"]);
    assert_eq!(rows[0][3].address.as_deref(), Some("/office/organisations/1"));
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1][1].text, "1er\u{a0}mars 2025");
    // The sum is under the amounts, and counts those without a date.
    let sums =
        table.sums.iter().map(|(name, sum)| format!("{name}: {sum}").replace(['\u{a0}', '\u{202f}'], " "));
    assert_eq!(sums.collect::<Vec<_>>(), ["Total – Décaissement: 12 504,50 €"]);
    assert_eq!((table.before_amount, table.after_amount()), (2, 1));
}

#[test]
fn days_of_work_count_with_their_daily_cost() {
    let given = |days: &str, cost: &str| {
        format!(
            "[[in_kind]]\nkind = \"staff-days\"\ndays = \"{days}\"\n[in_kind.daily_cost]\namount = \"{cost}\"\n\
            currency = \"EUR\"\nvalue_date = \"2025-01-01\"\n"
        )
    };
    let text = format!("[title]\nfr = \"Eau\"\n{}{}", given("22", "310"), given("3", "100.5"));
    let found = fields(&text);
    let Some((_, ReadoutContent::Table(table))) = found.last() else { panic!("a table: {found:?}") };
    // 22 × 310 + 3 × 100.50
    let sums: Vec<String> = table
        .sums
        .iter()
        .map(|(name, sum)| format!("{name}: {sum}").replace(['\u{a0}', '\u{202f}'], " "))
        .collect();
    assert_eq!(sums, ["Total: 7 121,50 €"]);
    assert_eq!((table.before_amount, table.after_amount()), (table.headings.len() - 1, 0));
}

#[test]
fn a_source_of_all_values_is_said_once() {
    let goal = |goal: u8, source: &str| format!("[[sdgs]]\ngoal = {goal}\nsource = \"{source}\"\n");
    let note = |text: &str| {
        let cells = fields(text).into_iter().last().expect("goals").1;
        let ReadoutContent::Values(values) = cells else { panic!("values") };
        values.into_iter().map(|value| value.note).collect::<Vec<_>>()
    };
    assert_eq!(note(&[goal(6, "a"), goal(4, "a")].concat()), ["", ""]);
    let different = note(&[goal(6, "a"), goal(4, "b")].concat());
    assert!(different.iter().all(|note| note.starts_with("Source")), "{different:?}");
}

#[test]
fn a_text_is_in_the_language_of_the_reader_or_in_the_first_that_it_has() {
    let found = fields("[title]\nen = \"Water\"\nfr = \"Eau\"\n[description.value]\nen = \"Wells\"\n");
    let texts: Vec<_> = found
        .iter()
        .map(|(_, content)| match content {
            ReadoutContent::Values(values) => values[0].text.as_str(),
            ReadoutContent::Table(..) | ReadoutContent::Items(_) => "",
        })
        .collect();
    assert_eq!(texts, ["Eau", "Action", "Wells"]);
    let languages: Vec<_> = found
        .iter()
        .filter_map(|(_, content)| match content {
            ReadoutContent::Values(values) => values[0].language.as_deref(),
            ReadoutContent::Table(..) | ReadoutContent::Items(_) => None,
        })
        .collect();
    assert_eq!(languages, ["en"], "only the text in another language names it");
}

#[test]
fn results_are_items_with_their_indicators() {
    let text = "[title]\nfr = \"Eau\"\n[[results]]\nkind = \"1\"\n[results.title]\nfr = \"Accès à l’eau\"\n\
        [[results.indicators]]\n[results.indicators.title]\nfr = \"Ménages raccordés\"\n\
        [results.indicators.unit]\nfr = \"ménages\"\n\
        [[results.indicators.periods]]\ntarget = \"120\"\nactual = \"90\"\n\
        [results.indicators.periods.period]\nstart = \"2024\"\nend = \"2024\"\n\
        [[results.indicators.periods.parts]]\ngroup = \"women\"\ntarget = \"60\"\n";
    let found = fields(text);
    let Some((_, ReadoutContent::Items(items))) = found.last() else { panic!("items: {found:?}") };
    let titles: Vec<_> = items.iter().map(|item| (item.depth, item.title.text.as_str())).collect();
    assert_eq!(titles, [(0, "Accès à l’eau"), (1, "Ménages raccordés")]);
    let names: Vec<_> = items[1].fields.iter().map(|field| field.name).collect();
    assert_eq!(names, ["unit", "periods"]);
    let ReadoutContent::Table(table) = &items[1].fields[1].content else { panic!("a table") };
    assert_eq!(table.headings.len(), 4, "{:?}", table.headings);
    assert!(table.sums.is_empty(), "{:?}", table.sums);
    let cells: Vec<&str> = table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["2024", "120", "90", "Femmes · Cible\u{a0}: 60"]);
}
