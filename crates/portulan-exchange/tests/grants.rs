//! The file of grants, against a table made by hand.
use portulan_exchange::data::{Beneficiaries, Grants, csv, grants};
use portulan_model::kinds::{
    Agreement, Authority, Identifier, Organisation, Project, Signatory, Transaction,
};
use portulan_model::{
    Body, Country, Currency, Fact, Money, OrganisationType, PublishedRegister, Record, Ref, State, Text,
    TransactionType,
};
use uuid::Uuid;

fn words(text: &str) -> Text {
    Text([("fr".to_owned(), text.to_owned())].into())
}

fn moved(kind: &str, day: &str, amount: i64, to: &str, agreement: Option<&str>) -> Transaction {
    Transaction {
        kind: TransactionType(kind.into()),
        date: day.parse().ok(),
        value: Some(Money {
            amount: amount.into(),
            currency: Currency("EUR".into()),
            value_date: day.parse().expect("a day"),
        }),
        receiver: Some(Ref::new(to)),
        agreement: agreement.map(Ref::new),
        ..Transaction::default()
    }
}

fn organisation(name: &str, kind: &str, identifiers: &[(&str, &str)]) -> Body {
    let identifier = |(scheme, value): &(&str, &str)| Identifier {
        scheme: (*scheme).to_owned(),
        value: (*value).to_owned(),
        ..Identifier::default()
    };
    Body::Organisation(Box::new(Organisation {
        name: words(name),
        kind: Some(Fact { value: OrganisationType(kind.into()), ..Fact::default() }),
        identifiers: identifiers.iter().map(identifier).collect(),
        ..Organisation::default()
    }))
}

/// The programme of the table.
fn programme() -> PublishedRegister {
    programme_of(0..10)
}

/// The same programme with some of its transactions.
fn programme_of(some: std::ops::Range<usize>) -> PublishedRegister {
    let authority = Authority {
        name: words("Ville"),
        country: Country("FR".into()),
        organisation: Some(Ref::new("ville")),
        ..Authority::default()
    };
    let signed = |who: &str, day: &str| Signatory {
        organisation: Ref::new(who),
        signed: day.parse().ok(),
        ..Signatory::default()
    };
    let convention = Agreement {
        title: words("Convention triennale"),
        signatories: vec![signed("ville", "2022-05-30"), signed("quais", "2022-06-01")],
        deliberation: Some(Fact { value: "DEL-2022-14".to_owned(), ..Fact::default() }),
        ..Agreement::default()
    };
    let shared = Agreement {
        title: words("Convention partagée"),
        signatories: vec![signed("quais", "2023-02-01"), signed("eau", "2023-02-01")],
        ..Agreement::default()
    };
    let transactions = [
        // One grant of 30 000 in three payments.
        moved("2", "2022-06-01", 30_000, "quais", Some("triennale")),
        moved("3", "2022-07-04", 10_000, "quais", Some("triennale")),
        moved("3", "2023-07-04", 10_000, "quais", Some("triennale")),
        moved("3", "2024-07-04", 10_000, "quais", Some("triennale")),
        // 6 000 shared by two: three quarters and one quarter.
        moved("3", "2023-03-01", 4_500, "quais", Some("partagee")),
        moved("3", "2023-03-01", 1_500, "eau", Some("partagee")),
        // Without an agreement, in two years.
        moved("3", "2023-09-10", 890, "eau", None),
        // A correction of the same year lowers the grant. It does not count as a payment, and its date is not used.
        moved("3", "2023-03-05", -90, "eau", None),
        moved("3", "2024-09", 900, "eau", None),
        // A foreign city, and a purchase: no grants to private bodies.
        moved("3", "2023-10-01", 5_000, "sadje", None),
        moved("4", "2023-10-01", 700, "quais", None),
    ];
    let schools =
        Project { title: words("Écoles"), transactions: transactions[some].to_vec(), ..Project::default() };
    let records = [
        ("ici", Body::Authority(Box::new(authority))),
        ("ville", organisation("Ville", "11", &[("FR-SIRET", "999 000 002 00017")])),
        ("quais", organisation("Quais solidaires", "22", &[("FR-RNA", "W999000001")])),
        (
            "eau",
            organisation(
                "Eau sans détour",
                "22",
                &[("FR-SIRET", "99900000000011"), ("XX", "12345678901234")],
            ),
        ),
        ("sadje", organisation("Commune de Sadjé", "11", &[])),
        ("triennale", Body::Agreement(Box::new(convention))),
        ("partagee", Body::Agreement(Box::new(shared))),
        ("ecoles", Body::Project(Box::new(schools))),
    ];
    let now = jiff::Timestamp::UNIX_EPOCH;
    let record = |(slug, body): (&str, Body)| {
        (Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Published, body }, now, now)
    };
    PublishedRegister::new(records.into_iter().map(record)).expect("a programme")
}

#[test]
fn a_grant_is_what_was_decided_not_what_was_paid() {
    let wanted = "\
Ville,99900000200017,2023-02-01,,Eau sans détour,99900000000011,,Écoles,6000.00,aide en numéraire,unique,2023-03-01,,non,0.25,
Ville,99900000200017,2023-02-01,,Quais solidaires,,W999000001,Écoles,6000.00,aide en numéraire,unique,2023-03-01,,non,0.75,
Ville,99900000200017,2022-06-01,DEL-2022-14,Quais solidaires,,W999000001,Écoles,30000.00,aide en numéraire,échelonné,2022-07-04/2024-07-04,,non,1,
Ville,99900000200017,2023-09-10,,Eau sans détour,99900000000011,,Écoles,800.00,aide en numéraire,unique,2023-09-10,,non,1,
Ville,99900000200017,2024-09-01,,Eau sans détour,99900000000011,,Écoles,900.00,aide en numéraire,unique,2024-09-01,,non,1,
";
    let table = csv(&grants(&programme(), Beneficiaries::Private));
    let (head, rows) = table.split_once('\n').expect("a heading");
    assert_eq!(head.trim(), Grants::columns().join(","));
    assert_eq!(rows.replace('\r', ""), wanted);
    let all = csv(&grants(&programme(), Beneficiaries::All));
    assert!(all.contains(",Commune de Sadjé,,,Écoles,5000.00,") && !all.contains(",700.00,"), "{all}");
}

#[test]
fn a_grant_whose_payments_come_in_parts_is_one_grant() {
    // The payments of both agreements are divided; the programme comes in batches with one part of them.
    let mut parts = Grants::new(Beneficiaries::All);
    for cut in [0..2, 2..5, 5..10] {
        parts.add(&programme_of(cut));
    }
    assert_eq!(parts.rows(), grants(&programme(), Beneficiaries::All).rows);
}

#[test]
fn grants_of_the_example() {
    let programme = portulan_testkit::port_imaginaire();
    insta::assert_snapshot!(csv(&grants(&programme, Beneficiaries::Private)));
}
