//! The calendar of a month, and the board of tasks.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use portulan_model::kinds::{
    Agreement, Authority, Event, Funding, Mission, Organisation, Project, ReportDue,
};
use portulan_model::{Body, Fact, Kind, Period, Record, Ref, State};
use uuid::Uuid;

use super::{TestOffice, text};

fn record(slug: &str, body: Body) -> Record {
    Record { id: Uuid::now_v7(), slug: slug.to_owned(), state: State::Draft, body }
}

fn period(start: &str, end: &str) -> Period {
    Period { start: start.parse().ok(), end: end.parse().ok() }
}

/// An event of two days, one of a season, a trip, an agreement that ends, and a late report.
fn records() -> Vec<Record> {
    let authority =
        Authority { name: text("Ville"), languages: vec!["fr".to_owned()], ..Authority::default() };
    let event = |title: &str, start: &str, end: &str| Event {
        title: text(title),
        dates: Some(Fact { value: period(start, end), ..Fact::default() }),
        ..Event::default()
    };
    let agreement = Agreement {
        title: text("Convention du port"),
        period: Some(Fact { value: period("", "2026-05-31"), ..Fact::default() }),
        ..Agreement::default()
    };
    let mission = Mission {
        title: text("Visite du chantier"),
        dates: Some(period("2026-05-30", "2026-06-02")),
        ..Mission::default()
    };
    let report =
        ReportDue { due: "2026-05-04".parse().ok(), title: text("Rapport intermédiaire"), sent: None };
    let funding = Funding { funder: Ref::new("etat"), reports: vec![report], ..Funding::default() };
    let project = Project { title: text("Puits"), funding: vec![funding], ..Project::default() };
    vec![
        Record { state: State::Published, ..record("ville", Body::Authority(Box::new(authority))) },
        record("forum", Body::Event(Box::new(event("Forum du littoral", "2026-05-12", "2026-05-13")))),
        record("saison", Body::Event(Box::new(event("Saison culturelle", "2026-04", "2026-09")))),
        record("convention", Body::Agreement(Box::new(agreement))),
        record("visite", Body::Mission(Box::new(mission))),
        record(
            "etat",
            Body::Organisation(Box::new(Organisation { name: text("État"), ..Organisation::default() })),
        ),
        record("puits", Body::Project(Box::new(project))),
    ]
}

/// The cell of a day.
fn day<'a>(page: &'a str, day: &str) -> &'a str {
    let cell = page.split(&format!("datetime=\"{day}\"")).nth(1).expect("the day is there");
    cell.split("</td>").next().expect("its end")
}

#[tokio::test]
async fn the_dates_of_a_month_are_in_its_days() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    for due in ["2026-05-20", "2026-07-10"] {
        let form = [("title", "Relire le dossier"), ("due", due), ("who", ""), ("record", ""), ("next", "")];
        assert_eq!(ada.post("/office/tasks", &form).await.status, StatusCode::SEE_OTHER);
    }
    let page = ada.get("/office/agenda?month=2026-05").await.text;
    assert!(page.contains("<h1 class=\"month-title\">mai 2026</h1>"), "{page}");
    for (at, text) in [
        ("2026-05-04", "Rapport intermédiaire"),
        ("2026-05-12", "Forum du littoral"),
        ("2026-05-13", "Forum du littoral"),
        ("2026-05-20", "Relire le dossier"),
        ("2026-05-30", "Visite du chantier"),
        ("2026-05-31", "Fin de convention : Convention du port"),
    ] {
        assert!(day(&page, at).contains(text), "{at} {text}: {}", day(&page, at));
    }
    assert!(!day(&page, "2026-05-11").contains("class=\"entry"), "a free day");
    assert!(!day(&page, "2026-05-14").contains("Forum"), "{page}");
    assert_eq!(page.matches("Saison culturelle").count(), 1, "a season is above the days");
    // The first week begins on Monday 27 April, the last ends on Sunday 31 May.
    assert!(page.contains("datetime=\"2026-04-27\"") && !page.contains("datetime=\"2026-06-01\""), "{page}");
    assert!(page.contains("month=2026-04") && page.contains("month=2026-06"), "{page}");
    let year = jiff::tz::TimeZone::UTC.to_datetime(Timestamp::now()).year();
    let page = ada.get(&format!("/office/agenda?month={}-05", year + 1)).await.text;
    assert!(
        day(&page, &format!("{}-05-31", year + 1)).contains(&format!("Déclaration e-APD pour {year}")),
        "{page}"
    );
    let page = ada.get("/office/agenda?month=2026-06").await.text;
    assert!(day(&page, "2026-06-02").contains("Visite du chantier"), "{page}");
    assert!(!page.contains("Relire le dossier"), "{page}");
}

#[tokio::test]
async fn a_deadline_in_a_month_is_on_its_last_day() {
    let mut all = records();
    let Body::Agreement(agreement) = &mut all[3].body else { panic!("an agreement") };
    agreement.period = Some(Fact { value: period("", "2027"), ..Fact::default() });
    let house = TestOffice::of(all).await;
    let mut ada = house.administrator().await;
    let page = ada.get("/office/agenda?month=2027-12").await.text;
    assert!(day(&page, "2027-12-31").contains("Fin de convention"), "{page}");
    assert!(!ada.get("/office/agenda?month=2027-06").await.text.contains("Fin de convention"));
}

#[tokio::test]
async fn a_day_with_many_tasks_shows_the_first() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    for number in 1..=14 {
        let title = format!("Tâche {number:02}");
        let form =
            [("title", title.as_str()), ("due", "2026-05-20"), ("who", ""), ("record", ""), ("next", "")];
        assert_eq!(ada.post("/office/tasks", &form).await.status, StatusCode::SEE_OTHER);
    }
    let page = ada.get("/office/agenda?month=2026-05").await.text;
    let cell = day(&page, "2026-05-20");
    assert_eq!((cell.matches("class=\"entry").count(), cell.contains("et 2 autres")), (12, true), "{cell}");
}

#[tokio::test]
async fn a_month_that_is_none_is_the_present_one() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    for month in ["", "2026", "2026-13", "9999-12", "0001-01", "mai"] {
        let page = ada.get(&format!("/office/agenda?month={month}")).await;
        assert_eq!(page.status, StatusCode::OK, "{month}");
        assert!(page.text.contains("aria-current=\"date\""), "{month}: {}", page.text);
    }
}

#[tokio::test]
async fn private_trips_are_not_in_the_calendar_of_a_partner() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    let page = paul.get("/office/agenda?month=2026-05").await;
    assert!(!page.text.contains("Visite du chantier") && !page.text.contains("Forum"), "{}", page.text);
    // What is public is there, but not the internal dates of public records.
    let mut public = records();
    for record in &mut public {
        record.state = State::Published;
    }
    public.retain(|record| record.kind() != Kind::Mission);
    let house = TestOffice::of(public).await;
    let mut ada = house.administrator().await;
    let mut paul = house.user(&mut ada, "Paul", "partner").await;
    let page = paul.get("/office/agenda?month=2026-05").await.text;
    assert!(page.contains("Forum") && !page.contains("Rapport intermédiaire"), "{page}");
    assert!(ada.get("/office/agenda?month=2026-05").await.text.contains("Rapport intermédiaire"));
}

#[tokio::test]
async fn the_board_has_tasks_by_due_date() {
    let house = TestOffice::of(records()).await;
    let mut ada = house.administrator().await;
    let in_days = |days: i64| {
        (Timestamp::now() + SignedDuration::from_hours(24 * days)).strftime("%Y-%m-%d").to_string()
    };
    let (soon, later) = (in_days(5), in_days(9));
    for (title, due) in [
        ("Ancienne", "2020-01-01"),
        ("Lointaine", later.as_str()),
        ("Proche", soon.as_str()),
        ("Sans échéance", ""),
    ] {
        let form = [("title", title), ("due", due), ("who", ""), ("record", ""), ("next", "")];
        assert_eq!(ada.post("/office/tasks", &form).await.status, StatusCode::SEE_OTHER);
    }
    let page = ada.get("/office/tasks?of=all&view=board").await.text;
    let order = [
        "En retard",
        "Ancienne",
        "Sept prochains jours",
        "Plus tard",
        "Lointaine",
        "Sans date",
        "Sans échéance",
    ];
    let board = page.split("class=\"board\"").nth(1).expect("a board");
    let places: Vec<usize> = order.iter().map(|text| board.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{places:?}");
    // An action leads back to the board.
    assert!(page.contains("value=\"/office/tasks?of=all&#38;view=board\""), "{page}");
}
