//! The declaration of development assistance: derived values, reasons, gaps.
use std::fmt::Write as _;

use std::collections::BTreeSet;

use portulan_exchange::data::csv;
use portulan_locales::Language;
use portulan_model::Flow;
use portulan_model::kinds::{OdaKind, Organisation, Project, SectorShare, Territory, Transaction};
use portulan_model::{
    Body, Country, Currency, Fact, Money, OrganisationType, PublishedRegister, Record, Ref, Sector, State,
    Text, TransactionType,
};
use portulan_report::eapd::{Declaration, Inputs, Part, Total, crs, gap, sheets, workbook};
use portulan_report::money::{FundsBasis, Ledger, OwnFunds};
use rust_decimal::Decimal;
use uuid::Uuid;

#[test]
fn the_workbook_of_the_example() {
    let programme = portulan_testkit::port_imaginaire();
    for language in [Language::FRENCH, Language::ENGLISH] {
        let declaration = Declaration::derive(&programme, 2025, &Inputs::default());
        let mut reported = String::new();
        for (title, table) in sheets(&declaration, &programme, language) {
            let _ = write!(reported, "== {title}\n{}\n", csv(&table));
        }
        insta::assert_snapshot!(format!("eapd-2025-{language}"), reported);
        insta::assert_snapshot!(format!("eapd-2025-{language}-crs"), crs(&declaration, language));
        let bytes = workbook(&declaration, &programme, language).expect("a workbook");
        let read = portulan_workbook::read(&bytes).expect("read back");
        assert_eq!(read.len(), 6);
        assert_eq!(read[0].height(), declaration.lines.len() + 1);
    }
}

#[test]
fn no_cell_of_the_columns_is_a_formula() {
    let mut declaration = Declaration::derive(&portulan_testkit::port_imaginaire(), 2025, &Inputs::default());
    declaration.lines[0].title = Text([("fr".to_owned(), "=HYPERLINK(1)".to_owned())].into());
    assert!(crs(&declaration, Language::FRENCH).contains(",'=HYPERLINK(1),"));
}

#[test]
fn totals_are_the_sum_and_the_sum_is_the_ledger_s() {
    let programme = portulan_testkit::port_imaginaire();
    let ledger = Ledger::from_register(&programme);
    assert_eq!(Ledger::years_of(&programme), ledger.years());
    let (mut declared, mut left) = (Decimal::ZERO, Decimal::ZERO);
    for year in 2015..=2035 {
        let declaration = Declaration::derive(&programme, year, &Inputs::default());
        for by in [Total::Recipient, Total::Channel, Total::Purpose, Total::Kind] {
            assert_eq!(declaration.totals(by).values().sum::<Decimal>(), declaration.sum(), "{year} {by:?}");
        }
        declared += declaration.sum();
        left += declaration.left_out.iter().map(|o| o.amount).sum::<Decimal>();
    }
    // No amount appears or disappears over the life of all projects.
    let given = ledger
        .sum(|e| matches!(e.flow, Flow::Paid | Flow::InKind) && e.payer == programme.own_organisation_slug());
    let received = ledger.sum(|e| e.flow == Flow::Received);
    let carried = |p| OwnFunds::from_project(&programme, p, FundsBasis::Received).year(2035).closing;
    let carried: Decimal = programme.projects.iter().map(carried).sum();
    assert_eq!(declared + left, given - (received - carried));
    let spain = Declaration::derive(&programme, 2025, &Inputs::default());
    assert_eq!(
        spain.left_out.iter().map(|o| o.project.as_str()).collect::<Vec<_>>(),
        ["marins-et-musiciens"]
    );
}

#[test]
fn what_an_officer_decides_stands_and_is_told() {
    let programme = portulan_testkit::port_imaginaire();
    let plain = Declaration::derive(&programme, 2025, &Inputs::default());
    let id = |slug: &str| programme.projects.find(slug).expect("a project").id;
    let choices = [
        ((id("atelier-solaire"), Part::Amount), "12000.50".to_owned()),
        ((id("atelier-solaire"), Part::Purpose), "23230".to_owned()),
        ((id("semaine-du-large"), Part::Counted), "no".to_owned()),
        ((id("marins-et-musiciens"), Part::Counted), "yes".to_owned()),
        ((id("marins-et-musiciens"), Part::Recipient), "998".to_owned()),
    ]
    .into();
    let inputs = Inputs { choices, ..Inputs::default() };
    let decided = Declaration::derive(&programme, 2025, &inputs);
    let line = decided.lines.iter().find(|l| l.project == "atelier-solaire").expect("a line");
    assert_eq!(
        (line.part_text(Part::Amount), line.part_text(Part::Purpose)),
        ("12000.50".into(), "23230".into())
    );
    assert_eq!(line.why(Part::Amount).expect("a reason").code, "officer");
    let changes = decided.changes_since(&plain);
    let reported: Vec<String> =
        changes.iter().map(|(p, part, was, is)| format!("{p} {} {was} -> {is}", part.name())).collect();
    insta::assert_snapshot!(reported.join("\n"), @r"
    atelier-solaire purpose 11330 -> 23230
    atelier-solaire amount 17890.00 -> 12000.50
    marins-et-musiciens counted no -> yes
    semaine-du-large counted yes -> no
    ");
    assert!(plain.changes_since(&plain).is_empty());
    let stored = serde_json::to_string(&decided).expect("JSON");
    assert_eq!(serde_json::from_str::<Declaration>(&stored).expect("read back"), decided);
}

fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Published, body }
}

fn paid(amount: i64, currency: &str, to: Option<&str>) -> Transaction {
    Transaction {
        kind: TransactionType("3".into()),
        date: "2025-06-01".parse().ok(),
        value: Some(Money {
            amount: amount.into(),
            currency: Currency(currency.into()),
            value_date: "2025-06-01".parse().expect("a day"),
        }),
        receiver: to.map(Ref::new),
        ..Transaction::default()
    }
}

/// A year in which everything is missing that can be.
fn full_of_gaps() -> PublishedRegister {
    let authority = portulan_model::kinds::Authority { country: Country("FR".into()), ..Default::default() };
    let place = |code: &str| Territory { country: Country(code.into()), ..Territory::default() };
    let un = Organisation {
        name: portulan_model::Text([("fr".to_owned(), "ONU".to_owned())].into()),
        kind: Some(Fact { value: OrganisationType("40".into()), ..Fact::default() }),
        ..Organisation::default()
    };
    let at = |slugs: &[&str]| {
        let place = |slug: &&str| portulan_model::kinds::Location {
            territory: Some(Ref::new(*slug)),
            ..Default::default()
        };
        slugs.iter().map(place).collect()
    };
    let sector = || vec![SectorShare { code: Sector("14030".into()), ..SectorShare::default() }];
    let received = Transaction { kind: TransactionType("1".into()), ..paid(900, "EUR", None) };
    let bare = Project { transactions: vec![paid(100, "EUR", None)], ..Project::default() };
    let mixed = Project {
        locations: at(&["senegal", "spain"]),
        sectors: sector(),
        transactions: vec![paid(100, "EUR", Some("un")), paid(50, "GNF", Some("un")), received],
        ..Project::default()
    };
    let undated = Project {
        oda: Some(OdaKind::Awareness),
        transactions: vec![paid(10, "EUR", None), Transaction { value: None, ..paid(0, "EUR", None) }],
        ..Project::default()
    };
    let early = Transaction { date: "2024-06-01".parse().ok(), ..paid(80, "EUR", None) };
    let late = Transaction { kind: TransactionType("1".into()), ..paid(70, "EUR", None) };
    let ended = portulan_model::Period { start: "2024".parse().ok(), end: "2025".parse().ok() };
    let refugees = Project {
        oda: Some(OdaKind::Refugees),
        actual: Some(Fact { value: ended, ..Fact::default() }),
        sectors: vec![SectorShare { code: Sector("23067".into()), ..SectorShare::default() }],
        channel: Some(portulan_model::Channel("52000".into())),
        transactions: vec![early, late, paid(10, "EUR", None)],
        ..Project::default()
    };
    let abroad = Project {
        locations: at(&["spain"]),
        sectors: sector(),
        transactions: vec![paid(20, "EUR", Some("un"))],
        ..Project::default()
    };
    let now = jiff::Timestamp::UNIX_EPOCH;
    let records = vec![
        record("refugees", Body::Project(Box::new(refugees))),
        record("us", Body::Authority(Box::new(authority))),
        record("senegal", Body::Territory(Box::new(place("SN")))),
        record("spain", Body::Territory(Box::new(place("ES")))),
        record("un", Body::Organisation(Box::new(un))),
        record("bare", Body::Project(Box::new(bare))),
        record("mixed", Body::Project(Box::new(mixed))),
        record("undated", Body::Project(Box::new(undated))),
        record("abroad", Body::Project(Box::new(abroad))),
    ];
    PublishedRegister::new(records.into_iter().map(|r| (r, now, now))).expect("a programme")
}

#[test]
fn every_gap_is_listed() {
    let programme = full_of_gaps();
    // The refugees' project was not on the declaration that was filed for 2024.
    let earlier = vec![Declaration { year: 2024, ..Declaration::default() }];
    // Spain is on no list, and an officer declares the project all the same.
    let abroad = programme.projects.find("abroad").expect("a project").id;
    let choices = [((abroad, Part::Counted), "yes".to_owned())].into();
    let (this, unknown) = (
        Declaration::derive(&programme, 2025, &Inputs { earlier, choices, ..Inputs::default() }),
        Declaration::derive(&programme, 2031, &Inputs::default()),
    );
    let mut reported = String::new();
    for g in this.gaps.iter().chain(&unknown.gaps) {
        let _ = writeln!(reported, "– {}", gap(Language::ENGLISH, g));
    }
    for line in &this.lines {
        for g in &line.gaps {
            let _ = writeln!(reported, "{}: {}", line.project, gap(Language::ENGLISH, g));
        }
    }
    insta::assert_snapshot!(reported);
    let lines = this.lines.iter().flat_map(|l| &l.gaps);
    let seen: BTreeSet<&str> =
        this.gaps.iter().chain(&unknown.gaps).chain(lines).map(|g| g.code.as_str()).collect();
    let source = concat!(include_str!("../src/eapd/derive.rs"), include_str!("../src/eapd/amounts.rs"));
    let known: BTreeSet<&str> =
        source.split("missing(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(seen, known, "each sort of gap is there");
}
