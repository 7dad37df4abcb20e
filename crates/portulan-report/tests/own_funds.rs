//! Own funds over the life of a project, against a table computed by hand and by properties.
use std::collections::BTreeMap;

use portulan_model::Flow;
use portulan_model::kinds::{Authority, Funding, FundingStage, InKind, Project, Transaction};
use portulan_model::{
    Body, Currency, Money, Period, PublishedRegister, Rates, Record, Ref, State, Text, TransactionType,
};
use portulan_report::eapd::{Declaration, Inputs, Part, gap, reason, why};
use portulan_report::money::{FundsBasis, Ledger, OwnFunds, OwnYear};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

const TABLE: &str = include_str!("own-funds.tsv");

/// A record whose identity follows from its slug.
fn record(slug: &str, body: Body) -> Record {
    let id = Uuid::from_u128(slug.bytes().fold(7, |id, byte| id * 257 + u128::from(byte)));
    Record { id, slug: slug.to_owned(), state: State::Published, body }
}

fn amount(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn money(text: &str, year: &str) -> Money {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let currency = Some(&text[digits.len()..]).filter(|c| !c.is_empty()).unwrap_or("EUR");
    let value_date = format!("{year}-06-01").parse().expect("a day");
    Money { amount: amount(digits), currency: Currency(currency.to_owned()), value_date }
}

/// A project of movements as the table writes them.
fn project(movements: &str) -> Project {
    let mut project =
        Project { title: Text([("fr".to_owned(), "Action".to_owned())].into()), ..Project::default() };
    for movement in movements.split_whitespace() {
        let (year, moved) = movement.split_once(':').expect("a year");
        let (kind, value) = moved.split_at(1);
        let value = Some(money(value, year));
        let transaction = |code: &str| Transaction {
            kind: TransactionType(code.into()),
            date: format!("{year}-06-01").parse().ok(),
            value: value.clone(),
            ..Transaction::default()
        };
        match kind {
            "+" => project
                .transactions
                .push(Transaction { provider: Some(Ref::new("state")), ..transaction("1") }),
            "-" => project.transactions.push(transaction("3")),
            "~" => {
                let period = Period { start: year.parse().ok(), end: None };
                project.in_kind.push(InKind { value, period, ..InKind::default() });
            }
            other => panic!("{other}"),
        }
    }
    project
}

fn programme(projects: impl IntoIterator<Item = (String, Project)>) -> PublishedRegister {
    let authority = Authority { organisation: Some(Ref::new("us")), ..Authority::default() };
    let mut records = vec![record("us", Body::Authority(Box::new(authority)))];
    records.extend(projects.into_iter().map(|(slug, p)| record(&slug, Body::Project(Box::new(p)))));
    let mut rates = Rates::default();
    for year in 2020..=2026 {
        rates.insert("USD", jiff::civil::date(year, 6, 1), amount("1.25"));
        rates.insert("XPF", jiff::civil::date(year, 6, 1), amount("500"));
    }
    let now = jiff::Timestamp::UNIX_EPOCH;
    PublishedRegister::new(records.into_iter().map(|r| (r, now, now))).expect("a programme").with_rates(rates)
}

fn of(programme: &PublishedRegister, slug: &str, basis: FundsBasis) -> OwnFunds {
    OwnFunds::from_project(programme, programme.projects.find(slug).expect("a project"), basis)
}

#[test]
fn own_funds_are_those_of_the_table() {
    let rows: Vec<Vec<&str>> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let projects: BTreeMap<String, Project> = rows
        .iter()
        .filter(|row| !row[1].is_empty())
        .map(|row| (row[0].to_owned(), project(row[1])))
        .collect();
    assert_eq!(projects.len(), 9);
    let programme = programme(projects);
    for row in rows {
        let [opening, received, paid, deducted, own, closing, in_kind] =
            std::array::from_fn(|i| amount(row[3 + i]));
        let year = row[2].parse().expect("a year");
        let wanted = OwnYear { year, opening, received, paid, deducted, own, closing, in_kind };
        assert_eq!(of(&programme, row[0], FundsBasis::Received).year(year), wanted, "{} {year}", row[0]);
    }
}

#[test]
fn the_shares_of_the_plan_are_deducted_where_an_officer_chooses_so() {
    let line = |funder: &str, value: &str, stage| Funding {
        funder: Ref::new(funder),
        value: Some(money(value, "2023")),
        stage,
        ..Funding::default()
    };
    let planned = Project {
        funding: vec![
            line("us", "40", FundingStage::Granted),
            line("state", "60", FundingStage::Granted),
            line("europe", "500", FundingStage::Hoped),
        ],
        ..project("2023:+100 2024:-50 2025:-150")
    };
    let programme = programme([("planned".to_owned(), planned)]);
    // 60 of 100 are others'. 50 paid: 30 deducted, 20 own. 150 paid: 90 deducted, 60 own; the funders still owe 20.
    let funds = of(&programme, "planned", FundsBasis::Plan);
    let row =
        |y: &OwnYear| [y.opening, y.received, y.paid, y.deducted, y.own, y.closing].map(|a| a.to_string());
    let rows: Vec<_> = funds.years.iter().map(row).collect();
    assert_eq!(rows[1], ["100", "0", "50", "30.00", "20.00", "70.00"]);
    assert_eq!(rows[2], ["70.00", "0", "150", "90.00", "60.00", "-20.00"]);
    let id = programme.projects.find("planned").expect("a project").id;
    let inputs = Inputs { choices: [((id, Part::Basis), "plan".to_owned())].into(), ..Inputs::default() };
    let declared = Declaration::derive(&programme, 2025, &inputs).lines[0].amounts.declared.value;
    assert_eq!(declared, amount("60"));
    assert_eq!(
        Declaration::derive(&programme, 2025, &Inputs::default()).lines[0].amounts.declared.value,
        amount("100")
    );
}

#[test]
fn a_year_in_which_money_only_came_in_is_shown() {
    let programme = programme([("advance".to_owned(), project("2023:+100 2024:-100"))]);
    let language = portulan_locales::Language::FRENCH;
    let before = Declaration::derive(&programme, 2023, &Inputs::default());
    assert!(before.lines.is_empty());
    assert_eq!(
        reason(language, &before.left_out[0].why).replace(['\u{a0}', '\u{202f}'], " "),
        "Aucune dépense dans l’année ; 100 € reçus d’autres financeurs, 100 € à reporter"
    );
    let line = &Declaration::derive(&programme, 2024, &Inputs::default()).lines[0];
    assert_eq!(line.amounts.declared.value, Decimal::ZERO);
    let reported = why(language, &line.amounts.declared.why).replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(
        reported,
        "Dépenses de l’année, moins 100 € d’autres financeurs, dont 100 € au plus reçus les années \
         précédentes. Reste à reporter : 0 €"
    );
}

#[test]
fn what_changes_after_a_declaration_was_filed_is_named_in_the_next_one() {
    let was = programme([("p".to_owned(), project("2023:-100 2024:-50"))]);
    let filed = Declaration::derive(&was, 2023, &Inputs::default());
    // The payment of 2023 turns out to be 120.
    let now = programme([("p".to_owned(), project("2023:-120 2024:-50"))]);
    let inputs = Inputs { earlier: vec![filed], ..Inputs::default() };
    let line = &Declaration::derive(&now, 2024, &inputs).lines[0];
    assert_eq!(line.amounts.declared.value, amount("50"), "the year itself is not touched");
    let english = portulan_locales::Language::ENGLISH;
    let gaps: Vec<String> = line.gaps.iter().map(|g| gap(english, g)).collect();
    assert!(gaps.iter().any(|g| g.starts_with("Amounts changed since the declaration of 2023")), "{gaps:?}");
    assert!(line.is_known, "it was declared before");
}

#[test]
fn gifts_in_kind_are_spread_over_their_days() {
    // 1,096 days from 1 July 2023 to 30 June 2026: 184, 366, 365 and 181. 1,096.00 EUR are one euro a day.
    let period = Period { start: "2023-07-01".parse().ok(), end: "2026-06-30".parse().ok() };
    let given = InKind { value: Some(money("1096", "2023")), period, ..InKind::default() };
    let project = Project { in_kind: vec![given], ..Project::default() };
    let programme = programme([("p".to_owned(), project)]);
    let years: Vec<_> =
        of(&programme, "p", FundsBasis::Received).years.iter().map(|y| (y.year, y.in_kind)).collect();
    let days =
        [(2023, 184), (2024, 366), (2025, 365), (2026, 181)].map(|(year, days)| (year, Decimal::from(days)));
    assert_eq!(years, days);
}

proptest! {
    /// No amount appears or disappears: payments are borne by the authority or by others, and money of others
    /// is deducted or left.
    #[test]
    fn nothing_appears_or_disappears(
        moves in prop::collection::vec((2020..2026_i16, prop::sample::select(vec!["+", "-"]), -500..5000_i64), 0..20),
    ) {
        let text: Vec<String> = moves.iter().map(|(year, kind, value)| format!("{year}:{kind}{value}")).collect();
        let programme = programme([("p".to_owned(), project(&text.join(" ")))]);
        let ledger = Ledger::from_register(&programme);
        let (received, paid) = (ledger.sum(|e| e.flow == Flow::Received), ledger.sum(|e| e.flow == Flow::Paid));
        let funds = of(&programme, "p", FundsBasis::Received);
        let sum = |f: fn(&OwnYear) -> Decimal| funds.years.iter().map(f).sum::<Decimal>();
        prop_assert_eq!(sum(|y| y.own) + sum(|y| y.deducted), paid);
        prop_assert_eq!(sum(|y| y.deducted) + funds.year(2030).closing, received);
        for year in &funds.years {
            prop_assert!(!year.closing.is_sign_negative() || year.closing.is_zero(), "{:?}", year);
            prop_assert_eq!(year.paid, year.deducted + year.own);
            prop_assert_eq!(year.closing, year.opening + year.received - year.deducted);
        }
        // Own funds do not exceed the part that others do not cover, unless it was paid before they paid.
        prop_assert!(sum(|y| y.own) >= (paid - received));
    }
}
