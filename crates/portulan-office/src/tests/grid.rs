//! Lists as grids: filters by values, columns, sums, saved views.
use axum::http::StatusCode;
use portulan_model::kinds::{Budget, Funding, Partnership, Project, Territory};
use portulan_model::{Body, Country, Currency, FacetName, Kind, Money, Record, Ref, State};
use portulan_store::{Author, Change, Filter, MAX_SAVED_VIEWS, RecordWriter as _, Store as _, operator_only};
use uuid::Uuid;

use super::{TestOffice, text};

fn record(slug: &str, body: Body) -> Change {
    Change::Create(Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Draft, body })
}

fn project(title: &str, funder: &str, amounts: &[(&str, &str)]) -> Body {
    let budget = |(amount, currency): &(&str, &str)| Budget {
        value: Some(Money {
            amount: amount.parse().expect("a number"),
            currency: Currency((*currency).to_owned()),
            value_date: "2025".parse().expect("a year"),
        }),
        ..Budget::default()
    };
    let funding = Funding { funder: Ref::new(funder), ..Funding::default() };
    Body::Project(Box::new(Project {
        title: text(title),
        funding: vec![funding],
        budgets: amounts.iter().map(budget).collect(),
        ..Project::default()
    }))
}

/// Three projects of two funders, and two partnerships in two countries.
async fn house() -> TestOffice {
    let house = TestOffice::new().await;
    let organisation = |name: &str| {
        Body::Organisation(Box::new(portulan_model::kinds::Organisation {
            name: text(name),
            ..Default::default()
        }))
    };
    let territory = |name: &str, country: &str| {
        let territory =
            Territory { name: text(name), country: Country(country.to_owned()), ..Territory::default() };
        Body::Territory(Box::new(territory))
    };
    let partnership = |title: &str, place: &str| {
        let partnership =
            Partnership { title: text(title), territories: vec![Ref::new(place)], ..Partnership::default() };
        Body::Partnership(Box::new(partnership))
    };
    let changes = vec![
        record("agence", organisation("Agence du Levant")),
        record("region", organisation("Région")),
        record("puits", project("Puits", "agence", &[("100.50", "EUR"), ("7", "USD")])),
        record("ecole", project("École", "agence", &[("20", "EUR")])),
        record("port", project("Port", "region", &[("1000", "EUR")])),
        record("saly", territory("Saly", "SN")),
        record("osaka", territory("Osaka", "JP")),
        record("levant", partnership("Le Levant", "saly")),
        record("orient", partnership("L’Orient", "osaka")),
    ];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    house
}

#[tokio::test]
async fn a_list_is_narrowed_by_values_and_adds_up_what_is_left() {
    let house = house().await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/projects/").await.text;
    assert!(page.contains("Agence du Levant (2)") && page.contains("Région (1)"), "{page}");
    let id = house.store.record(Kind::Organisation, "agence").await.expect("read").expect("there").record.id;
    let page = ada.get(&format!("/office/projects/?f-funder={id}")).await.text;
    assert!(page.contains("Puits") && page.contains("École") && !page.contains(">Port</a>"), "{page}");
    let page = page.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(page.contains("<b>120,50 € + 7 USD</b>"), "100.50 and 20 euros, 7 dollars: {page}");
    assert!(page.contains("Région (1)"), "the other values can be chosen instead: {page}");
    // A partnership has the country of its territories.
    let page = ada.get("/office/partnerships/?f-country=SN").await.text;
    assert!(page.contains("Le Levant") && !page.contains("Orient</a>"), "{page}");
    assert!(page.contains("Japon (1)") && page.contains("Sénégal (1)"), "{page}");
    // Values follow the newest revision, and leave with the record.
    let stored = house.store.record(Kind::Project, "port").await.expect("read").expect("there");
    let moved = Record { body: project("Port", "agence", &[]), ..stored.record };
    let changes = vec![Change::Update { record: moved, seen: stored.revision }];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let filter = Filter::of(Kind::Project);
    let figures = house.store.list_figures(&filter, Some(10)).await.expect("read");
    assert_eq!(figures.values[&FacetName::Funder], [(id.to_string(), 3)]);
    // A new address of the funder changes nothing.
    let stored = house.store.record_of(id).await.expect("read").expect("there");
    let renamed = Record { slug: "agence-nouvelle".to_owned(), ..stored.record };
    let changes = vec![Change::Update { record: renamed, seen: stored.revision }];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let page = ada.get(&format!("/office/projects/?f-funder={id}")).await.text;
    assert!(page.contains("Agence du Levant (3)") && page.contains("Puits"), "{page}");
    let nothing = ada.get("/office/projects/?f-funder=unknown").await.text;
    assert!(nothing.contains("unknown (0)") && nothing.contains("Effacer les filtres"), "{nothing}");
    // The workbook has the records of the list.
    let (status, book) = ada.fetch("/office/partnerships/list.xlsx?f-country=SN").await;
    assert_eq!(status, StatusCode::OK);
    let sheet = portulan_workbook::read(&book).expect("a workbook").remove(0);
    assert_eq!(sheet.height(), 2, "the headings and one partnership");
}

#[tokio::test]
async fn users_who_do_not_see_drafts_do_not_filter_by_their_values() {
    let house = house().await;
    let mut ada = house.administrator().await;
    let stored = house.store.record(Kind::Partnership, "levant").await.expect("read").expect("there");
    let public = Record { state: State::Published, ..stored.record };
    let changes = vec![Change::Update { record: public, seen: stored.revision }];
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("stored");
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    // The filter would tell the country of a territory that is a draft.
    let page = paul.get("/office/partnerships/?f-country=JP").await.text;
    assert!(!page.contains("name=\"f-country\"") && page.contains("Le Levant"), "{page}");
    assert!(!paul.get("/office/projects/").await.text.contains("Budgets <b>"));
}

#[tokio::test]
async fn columns_and_filters_are_saved_under_a_name() {
    let house = house().await;
    let mut ada = house.administrator().await;
    let id = house.store.record(Kind::Organisation, "agence").await.expect("read").expect("there").record.id;
    let query = &format!("f-funder={id}&column=partnership&column=status");
    let page = ada.get(&format!("/office/projects/?{query}")).await.text;
    assert!(page.contains(">Statut</a>") && !page.contains(">Budgets</a>"), "{page}");
    let form = [("query", query.as_str()), ("name", "Projets de l’agence")];
    let answer = ada.post("/office/projects/views", &form).await;
    assert_eq!(answer.location(), format!("/office/projects/?{query}"), "{}", answer.text);
    let page = ada.get("/office/projects/").await.text;
    assert!(page.contains("Projets de l’agence</a>"), "{page}");
    // Views belong to a user and to a kind.
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert!(!edgar.get("/office/projects/").await.text.contains("Projets de l’agence"));
    assert!(!ada.get("/office/events/").await.text.contains("Projets de l’agence"));
    // Another user cannot delete it; its owner can.
    let here = ada.get(answer.location()).await.text;
    let id =
        here.split("name=\"drop\"").nth(1).expect("a button").split('"').nth(1).expect("an id").to_owned();
    edgar.post("/office/projects/views", &[("drop", &id)]).await;
    assert!(ada.get("/office/projects/").await.text.contains("Projets de l’agence"));
    ada.post("/office/projects/views", &[("drop", &id)]).await;
    assert!(!ada.get("/office/projects/").await.text.contains("Projets de l’agence"));
    // Only what the list reads is stored, and only so many views.
    let hostile = [("query", "f-dragon=1&next=//evil.example&q=%3Cscript%3E"), ("name", "x")];
    assert_eq!(
        ada.post("/office/projects/views", &hostile).await.location(),
        "/office/projects/?q=%3Cscript%3E"
    );
    for number in 0..MAX_SAVED_VIEWS {
        let name = format!("vue {number}");
        ada.post("/office/projects/views", &[("query", "q=a"), ("name", &name)]).await;
    }
    let answer = ada.post("/office/projects/views", &[("query", "q=a"), ("name", "une de trop")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("20 vues"), "{}", answer.text);
    // Nothing of any size is stored.
    let endless = format!("q={}&f-funder={}", "x".repeat(1 << 20), "y".repeat(1 << 20));
    let answer = edgar.post("/office/projects/views", &[("query", &endless), ("name", "longue")]).await;
    assert_eq!(answer.location(), format!("/office/projects/?q={}", "x".repeat(200)));
    assert_eq!(
        ada.post("/office/persons/views", &[("query", "q=a"), ("name", "x")]).await.status,
        StatusCode::NOT_FOUND
    );
    let long = "x".repeat(100);
    let answer = ada.post("/office/projects/views", &[("query", ""), ("name", &long)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}
