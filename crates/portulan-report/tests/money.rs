//! Money never drifts: sums by any axis are the sum, to the cent.
use std::fmt::Write as _;

use portulan_model::Flow;
use portulan_model::kinds::{
    Authority, CostHeading, Funding, FundingStage, InKind, InKindKind, Instrument, Location, Project, SdgTag,
    SectorShare, Territory, Transaction,
};
use portulan_model::{
    Body, Country, Currency, Money, PublishedRegister, Rates, Record, Ref, Sector, State, TransactionType,
};
use portulan_report::eapd::RecipientLists;
use portulan_report::money::{
    Axis, Ledger, PlanTotals, RemarkKind, ResourceKind, by_heading, ceilings, countries, funder_remarks,
    plan, resources,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Published, body }
}

fn programme(records: Vec<Record>) -> PublishedRegister {
    let now = jiff::Timestamp::UNIX_EPOCH;
    PublishedRegister::new(records.into_iter().map(|r| (r, now, now))).expect("a programme")
}

const CURRENCIES: [&str; 3] = ["EUR", "USD", "GNF"];

prop_compose! {
    fn transaction()(
        kind in prop::sample::select(vec!["1", "2", "3", "4", "7", "11"]),
        cents in -50_000_000_i64..50_000_000,
        currency in 0_usize..3,
        year in 2020_i16..2026,
        agreement in prop::option::of(0_u8..3),
        heading in prop::option::of(prop::sample::select(CostHeading::ALL.to_vec())),
    ) -> Transaction {
        let value = Money {
            amount: Decimal::new(cents, 2),
            currency: Currency(CURRENCIES[currency].to_owned()),
            value_date: year.to_string().parse().expect("a year"),
        };
        Transaction {
            kind: TransactionType(kind.to_owned()),
            value: Some(value),
            agreement: agreement.map(|a| Ref::new(format!("a{a}"))),
            heading,
            ..Transaction::default()
        }
    }
}

prop_compose! {
    fn project()(
        transactions in prop::collection::vec(transaction(), 0..12),
        goals in prop::collection::vec(1_u8..18, 0..5),
        shares in prop::collection::vec(1_u32..100, 0..4),
    ) -> Project {
        let sector = |(i, share): (usize, u32)| SectorShare {
            code: Sector(format!("1403{i}")),
            percentage: Some(share.into()),
            ..SectorShare::default()
        };
        Project {
            transactions,
            sdgs: goals.into_iter().map(|goal| SdgTag { goal, ..SdgTag::default() }).collect(),
            sectors: shares.into_iter().enumerate().map(sector).collect(),
            ..Project::default()
        }
    }
}

proptest! {
    #[test]
    fn sums_by_any_axis_are_the_sum(projects in prop::collection::vec(project(), 1..8)) {
        let authority = Authority { organisation: Some(Ref::new("us")), ..Authority::default() };
        let mut records = vec![record("us", Body::Authority(Box::new(authority)))];
        let named = projects.into_iter().enumerate();
        records.extend(named.map(|(i, p)| record(&format!("p{i}"), Body::Project(Box::new(p)))));
        let mut rates = Rates::default();
        for year in 2020..2026 {
            rates.insert("USD", jiff::civil::date(year, 6, 1), Decimal::new(10_873, 4));
        }
        let programme = programme(records).with_rates(rates);
        let ledger = Ledger::from_register(&programme);
        for &flow in Flow::ALL {
            let sum = ledger.sum(|e| e.flow == flow);
            for axis in Axis::ALL {
                let parts: Decimal = ledger.by(axis, |e| e.flow == flow).values().sum();
                prop_assert_eq!(parts, sum, "{:?} by {:?}", flow, axis);
            }
        }
        // The amount under each agreement is its part of the whole.
        for (agreement, sum) in ledger.by(Axis::Agreement, |_| true).into_iter().filter(|(a, _)| !a.is_empty()) {
            prop_assert_eq!(Ledger::for_agreement(&programme, &agreement).sum(|_| true), sum);
        }
        // Headings divide the payments.
        let headings = by_heading(&ledger);
        let paid: Decimal = headings.iter().map(|row| row.paid).sum();
        prop_assert_eq!(paid, ledger.sum(|e| e.flow == Flow::Paid));
        // The rate of the Guinean franc is unknown: it is not invented, and the omission is reported.
        prop_assert!(ledger.unknown().all(|e| e.money.currency.0 == "GNF"));
        prop_assert!(ledger.entries.iter().all(|e| e.euros.is_some() || e.money.currency.0 == "GNF"));
    }
}

#[test]
fn the_example_s_money() {
    let programme = portulan_testkit::port_imaginaire();
    let ledger = Ledger::from_register(&programme);
    assert_eq!(ledger.unknown().count(), 0);
    let mut reported = String::new();
    for &flow in Flow::ALL {
        for axis in [Axis::Year, Axis::Country, Axis::Payer, Axis::Agreement] {
            let _ = writeln!(reported, "{} by {axis:?}", flow.name());
            for (key, euros) in ledger.by(axis, |e| e.flow == flow) {
                let _ = writeln!(reported, "  {key:30} {euros:>12}");
            }
        }
    }
    reported += "funding\n";
    for project in &programme.projects {
        let mut totals = PlanTotals::default();
        for row in plan(&programme, project, jiff::civil::date(2026, 4, 20)) {
            totals.add(&row);
            let _ = writeln!(
                reported,
                "  {:22} {:34} {:>10} came {:>10} remains {:>10} late {:?} next {}",
                project.slug,
                row.line.funder.slug(),
                row.planned.unwrap_or_default(),
                row.come,
                row.remains.map_or("–".to_owned(), |r| r.to_string()),
                row.late.iter().map(ToString::to_string).collect::<Vec<_>>(),
                row.next.map_or("–".to_owned(), |d| d.to_string()),
            );
        }
        assert_eq!(
            totals.planned - totals.come,
            totals.remains + totals.not_granted - totals.beyond,
            "{}: the totals on a page add up",
            project.slug
        );
    }
    reported += "ceilings\n";
    for c in ceilings(&programme) {
        let allowed = c.allowed.map_or("–".to_owned(), |a| a.to_string());
        let _ = writeln!(reported, "  {} {:10} {allowed:>10} {:>10}", c.year, c.mechanism.name(), c.given);
    }
    insta::assert_snapshot!(reported);
}

#[test]
fn two_lines_of_a_funder_share_what_came() {
    let line = |funder: &str, amount: i64| Funding {
        funder: Ref::new(funder),
        value: Some(euros(amount)),
        stage: FundingStage::Granted,
        ..Funding::default()
    };
    let moved = |kind: &str, provider: &str, amount: i64| Transaction {
        kind: TransactionType(kind.to_owned()),
        value: Some(euros(amount)),
        provider: Some(Ref::new(provider)),
        heading: (kind == "3").then_some(CostHeading::Travel),
        ..Transaction::default()
    };
    let project = Project {
        funding: vec![line("state", 100), line("state", 50), line("region", 30)],
        transactions: vec![
            moved("1", "state", 120),
            moved("1", "friends", 10),
            moved("3", "us", 200),
            moved("3", "region", 25),
        ],
        ..Project::default()
    };
    let authority = Authority { organisation: Some(Ref::new("us")), ..Authority::default() };
    let programme = programme(vec![
        record("us", Body::Authority(Box::new(authority))),
        record("well", Body::Project(Box::new(project))),
    ]);
    let today = jiff::civil::date(2025, 1, 1);
    let project = &programme.projects.find("well").expect("there");
    let rows = plan(&programme, project, today);
    let came: Vec<(Decimal, Option<Decimal>)> = rows.iter().map(|row| (row.come, row.remains)).collect();
    let [zero, hundred] = [0, 100].map(Decimal::from);
    assert_eq!(
        came,
        [(hundred, Some(zero)), (20.into(), Some(30.into())), (zero, Some(30.into()))],
        "120 of the state: 100 fill the first line, 20 are of the second"
    );
    let all = resources(&programme, project, today);
    let all: Vec<(&str, ResourceKind, i64)> = all
        .iter()
        .map(|row| (row.organisation.as_str(), row.kind, row.come.try_into().expect("a whole number")))
        .collect();
    let granted = ResourceKind::Planned(FundingStage::Granted);
    assert_eq!(
        all,
        [
            ("state", granted, 100),
            ("state", granted, 20),
            ("region", granted, 0),
            ("friends", ResourceKind::Unplanned, 10),
            // 200 paid, of which 130 were received.
            ("us", ResourceKind::Own, 70),
            ("region", ResourceKind::PaidDirectly, 25),
        ]
    );
    let headings = by_heading(&Ledger::from_project(&programme, project));
    assert_eq!(headings.len(), 1);
    assert_eq!((headings[0].heading, headings[0].paid), (Some(CostHeading::Travel), 225.into()));
}

/// An amount in euros.
fn euros(amount: i64) -> Money {
    Money {
        amount: Decimal::from(amount),
        currency: Currency("EUR".to_owned()),
        value_date: "2025".parse().expect("a year"),
    }
}

#[test]
fn plans_that_do_not_follow_the_rules_of_their_funders_are_remarked() {
    // Country, money of the ministry and of the authority, its staff, and the expected remarks: kind, value, limit. By hand.
    type Expected = &'static [(RemarkKind, &'static str, &'static str)];
    let cases: [(&str, i64, i64, i64, Expected); 8] = [
        // 70 of 100 in a least developed country is the most; 30 of the authority, of which 15 are staff.
        ("SN", 70, 15, 15, &[]),
        ("SN", 71, 15, 14, &[(RemarkKind::ShareTooLarge, "71", "70")]),
        // Mexico is a recipient, but not among the least developed countries; Japan is not a recipient.
        ("MX", 50, 50, 0, &[]),
        ("MX", 60, 40, 0, &[(RemarkKind::ShareTooLarge, "60", "50")]),
        ("JP", 31, 69, 0, &[(RemarkKind::ShareTooLarge, "31", "30")]),
        // 9 of 20 for the authority is staff; then 11 of 20.
        ("MX", 20, 11, 9, &[]),
        ("MX", 20, 9, 11, &[(RemarkKind::StaffShareTooLarge, "55", "50")]),
        // Without a country the share is not known; the authority gives 5 of 100.
        ("", 95, 5, 0, &[(RemarkKind::CountryMissing, "", ""), (RemarkKind::OwnShareTooSmall, "5", "10")]),
    ];
    for (country, ministry, own, staff, expected) in cases {
        let expected: Vec<(RemarkKind, String, String)> =
            expected.iter().map(|(kind, a, b)| (*kind, (*a).to_owned(), (*b).to_owned())).collect();
        let project = project_with(country, Instrument::MeaeCall, ministry, own, staff);
        assert_eq!(remarked(country, &project), expected, "{country} {ministry} {own} {staff}");
    }
    // FICOL: 70% of the plan at most, from 200,000 to 1,500,000 euros.
    let project = project_with("SN", Instrument::Ficol, 199_999, 100_000, 0);
    assert_eq!(remarked("SN", &project), [(RemarkKind::AmountTooSmall, "199999".into(), "200000".into())]);
    let project = project_with("SN", Instrument::Ficol, 1_600_000, 400_000, 0);
    assert_eq!(
        remarked("SN", &project),
        [
            (RemarkKind::AmountTooLarge, "1600000".into(), "1500000".into()),
            (RemarkKind::ShareTooLarge, "80".into(), "70".into()),
        ]
    );
    let mut project = project_with("SN", Instrument::Ficol, 300_000, 200_000, 0);
    project.funding[1].value = None;
    assert_eq!(remarked("SN", &project), [(RemarkKind::AmountMissing, String::new(), String::new())]);
}

/// A project that a funder and the authority pay for, with staff in kind.
fn project_with(country: &str, instrument: Instrument, funder: i64, own: i64, staff: i64) -> Project {
    let line = |funder: &str, amount, instrument| Funding {
        funder: Ref::new(funder),
        value: Some(euros(amount)),
        instrument: Some(instrument),
        ..Funding::default()
    };
    let given = InKind { kind: InKindKind::StaffDays, value: Some(euros(staff)), ..InKind::default() };
    let place = Location { territory: Some(Ref::new("place")), ..Location::default() };
    Project {
        locations: if country.is_empty() { Vec::new() } else { vec![place] },
        funding: vec![line("ministry", funder, instrument), line("us", own, Instrument::OwnFunds)],
        in_kind: if staff == 0 { Vec::new() } else { vec![given] },
        ..Project::default()
    }
}

/// The remarks on the plan of a project: kind, value, limit.
fn remarked(country: &str, project: &Project) -> Vec<(RemarkKind, String, String)> {
    let authority = Authority { organisation: Some(Ref::new("us")), ..Authority::default() };
    let place = Territory { country: Country(country.to_owned()), ..Territory::default() };
    let programme = programme(vec![
        record("us", Body::Authority(Box::new(authority))),
        record("place", Body::Territory(Box::new(place))),
    ]);
    let text = |value: Decimal| value.normalize().to_string();
    let remarks =
        funder_remarks(&programme, project, &countries(&programme, project), &RecipientLists::default())
            .into_iter();
    remarks
        .map(|remark| {
            let (value, limit) = remark.values.unzip();
            (remark.kind, value.map(text).unwrap_or_default(), limit.map(text).unwrap_or_default())
        })
        .collect()
}
