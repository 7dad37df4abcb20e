//! The yearly declaration, as officers make it.
use axum::http::StatusCode;
use portulan_model::kinds::{
    Authority, Organisation, Participation, Partnership, Project, Role, Territory, Transaction,
};
use portulan_model::{Body, Country, Currency, Kind, Money, Period, Record, Ref, State, TransactionType};
use uuid::Uuid;

use super::{TestOffice, at, text};

const PROJECT: Uuid = Uuid::from_u128(7);

pub fn paid(amount: i64, year: i16) -> Transaction {
    let date = format!("{year}-06-01").parse().expect("a day");
    let value = Money { amount: amount.into(), currency: Currency("EUR".into()), value_date: date };
    Transaction {
        kind: TransactionType("3".into()),
        date: Some(date),
        value: Some(value),
        receiver: Some(Ref::new("quais")),
        ..Transaction::default()
    }
}

pub fn records() -> Vec<Record> {
    let authority = Authority {
        name: text("Ville de Port-Imaginaire"),
        country: Country("FR".into()),
        languages: vec!["fr".into(), "en".into()],
        fictional: true,
        organisation: Some(Ref::new("ville")),
        ..Authority::default()
    };
    let organisation = |name: &str| Organisation { name: text(name), ..Organisation::default() };
    let place = Territory { name: text("Sadjé"), country: Country("BJ".into()), ..Territory::default() };
    let partnership =
        Partnership { title: text("Sadjé"), territories: vec![Ref::new("sadje")], ..Partnership::default() };
    let project = Project {
        title: text("Atelier"),
        partnership: Some(Ref::new("sadje")),
        transactions: vec![paid(1000, 2024), paid(1500, 2025)],
        ..Project::default()
    };
    let bodies = [
        (Uuid::now_v7(), "ville", Body::Organisation(Box::new(organisation("Ville")))),
        (Uuid::now_v7(), "quais", Body::Organisation(Box::new(organisation("Quais")))),
        (Uuid::now_v7(), "ici", Body::Authority(Box::new(authority))),
        (Uuid::now_v7(), "sadje", Body::Territory(Box::new(place))),
        (Uuid::now_v7(), "sadje", Body::Partnership(Box::new(partnership))),
        (PROJECT, "atelier", Body::Project(Box::new(project))),
    ];
    let record = |(id, slug, body): (Uuid, &str, Body)| Record {
        id,
        slug: slug.to_owned(),
        state: State::Published,
        body,
    };
    bodies.into_iter().map(record).collect()
}

#[tokio::test]
async fn officers_decide_declare_and_see_what_changed_since() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let here = "/office/declaration/2025";
    let page = ada.get(here).await.text;
    assert!(page.contains("1 500 €") && page.contains("1 000 €"), "this year and the last");
    assert!(page.contains("Secteur à renseigner") && page.contains("Quais"), "{page}");
    let id = PROJECT.to_string();
    let decide = |part: &'static str, value: &'static str| {
        vec![
            ("do", "decide"),
            ("project", "00000000-0000-0000-0000-000000000007"),
            ("part", part),
            ("value", value),
        ]
    };
    for (part, value) in
        [("purpose", "dragons"), ("recipient", "1"), ("amount", "-3"), ("channel", ""), ("counted", "maybe")]
    {
        let answer = ada.post(here, &decide(part, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{part}");
    }
    for (part, value) in [("purpose", "11330"), ("channel", "22000"), ("amount", "1 234,565")] {
        let answer = ada.post(here, &decide(part, value)).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, format!("{here}#p-{id}").as_str())
        );
    }
    let page = ada.get(here).await.text;
    assert!(
        page.contains("1 234,56 €") && page.contains("Valeur fixée par un agent"),
        "half to the even cent"
    );
    assert!(!page.contains("Secteur à renseigner"));
    let (status, book) = ada.fetch("/office/declaration/2025.xlsx").await;
    assert!(status == StatusCode::OK && book.starts_with(b"PK"));
    assert_eq!(ada.post(here, &[("do", "freeze")]).await.status, StatusCode::SEE_OTHER);
    assert!(ada.get(here).await.text.contains("Aucune modification depuis"));
    ada.post(here, &[("do", "derive"), ("project", &id), ("part", "amount")]).await;
    let page = ada.get(here).await.text.split_whitespace().collect::<Vec<_>>().join("");
    assert!(page.contains("<td>1234,56€</td><td>1500€</td>"), "{page}");
    let csv = ada.get("/office/declaration/2025.csv").await.text;
    assert!(csv.contains("1.23456"), "what was declared is given out, not what stands there now: {csv}");
    let log = ada.get("/office/audit?q=eapd/2025").await.text;
    assert!(log.contains("Ada a figé la déclaration 2025"), "{log}");
    ada.post(here, &[("do", "thaw")]).await;
    assert!(ada.get("/office/declaration/2025.csv").await.text.contains(",1.5,"));
    assert_eq!(ada.get("/office/declaration/99999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(ada.get(&format!("{}#money", at(Kind::Project, PROJECT))).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_declaration_is_the_authority_s_own() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let here = "/office/declaration/2025";
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get(here).await.status, StatusCode::OK);
    assert_eq!(edgar.post(here, &[("do", "freeze")]).await.status, StatusCode::FORBIDDEN);
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    assert_eq!(rita.get(here).await.status, StatusCode::OK);
    let id = PROJECT.to_string();
    let no = [("do", "decide"), ("project", id.as_str()), ("part", "counted"), ("value", "no")];
    assert_eq!(rita.post(here, &no).await.status, StatusCode::FORBIDDEN);
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    assert_eq!(paul.get(here).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.browser().get(here).await.status, StatusCode::SEE_OTHER, "to the door");
    assert_eq!(edgar.post(here, &no).await.status, StatusCode::SEE_OTHER);
    assert!(edgar.get(here).await.text.contains("Exclue par un agent"));
    let stranger = [
        ("do", "decide"),
        ("project", "00000000-0000-0000-0000-000000000009"),
        ("part", "counted"),
        ("value", "no"),
    ];
    assert_eq!(edgar.post(here, &stranger).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn funders_and_rates_are_followed_up() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    assert!(ada.get("/office/funders").await.text.contains("Aucun plan de financement"));
    let send = |csv: &str| {
        let part = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rates.csv\"\r\n\r\n";
        format!("{part}{csv}\r\n--cut--\r\n")
    };
    let form = [("origin", "http://monde.example"), ("content-type", "multipart/form-data; boundary=cut")];
    let wrong = ada.ask("POST-JSON", "/office/rates", &form, send("Date,USD\n2025-01-02,dear\n")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("ligne 2 : un taux n’est pas un nombre"), "{}", wrong.text);
    let right = send("Date,USD,JPY\n2025-01-03,1.0299,162.2\n2025-01-02,1.0321,N/A\n");
    let stored = ada.ask("POST-JSON", "/office/rates", &form, right).await;
    assert_eq!(
        (stored.status, stored.location()),
        (StatusCode::SEE_OTHER, "/office/rates?done"),
        "{}",
        stored.text
    );
    let page = ada.get("/office/rates").await.text;
    assert!(
        page.contains("data-label=\"Jours\">2</td>") && page.contains("Banque centrale européenne"),
        "{page}"
    );
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get("/office/rates").await.status, StatusCode::FORBIDDEN);
    assert_eq!(edgar.get("/office/funders").await.status, StatusCode::OK);
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    assert_eq!(paul.get("/office/funders").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_long_list_shows_a_line_for_each_item() {
    let mut records = records();
    let project = records.iter_mut().find(|r| r.id == PROJECT);
    let Some(Record { body: Body::Project(body), .. }) = project else { panic!("the project") };
    let part = |organisation: &str| Participation {
        organisation: Ref::new(organisation),
        role: Role::Accountable,
        ..Participation::default()
    };
    body.participations = ["quais", "quais", "ville", "quais"].map(part).into();
    let [start, end] = ["2025", "2024"].map(|year| Some(year.parse().expect("a year")));
    body.participations[1].period = Some(Period { start, end });
    let house = TestOffice::of(records).await;
    let mut ada = house.administrator().await;
    let page = ada.get(&at(Kind::Project, PROJECT)).await.text;
    assert!(page.contains("<summary>Quais · chef de file</summary>"), "{page}");
    // Items with problems are expanded.
    let item = |i: usize| {
        let item = page.split(&format!("id=\"i/participations/{i}\">")).nth(1).expect("an item");
        item.trim_start().split('>').next().expect("a tag").to_owned()
    };
    assert_eq!(item(0), "<details class=\"item\"");
    assert_eq!(item(1), "<details class=\"item\" open");
}
