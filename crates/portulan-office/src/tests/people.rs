//! Contacts, trips and tasks: rights, notifications, and erasure of a person.
use axum::http::StatusCode;
use portulan_model::kinds::{ContactPart, LegalBasis, Mission, Participant, Partnership, Person, Step};
use portulan_model::{Body, Kind, Record, Ref, State};
use portulan_store::{
    Accounts as _, AuditAction, AuditFilter, Author, Change, RecordWriter as _, Scope, Store as _,
    TaskFilter, Tasks as _, operator_only,
};
use uuid::Uuid;

use super::{TestOffice, at, text};

fn person(slug: &str, name: &str, state: State) -> Record {
    let body = Person {
        name: text(name),
        function: text("Directrice du port"),
        email: Some("zelie@port.example".into()),
        phone: Some("+33 5 00 00 00 00".into()),
        note: text("préfère le matin"),
        purpose: text("préparer les délégations"),
        legal_basis: Some(LegalBasis::PublicTask),
        kept_until: "2020".parse().ok(),
        shows: vec![ContactPart::Phone],
        ..Person::default()
    };
    Record { id: Uuid::now_v7(), slug: slug.into(), state, body: Body::Person(Box::new(body)) }
}

fn mission() -> Record {
    let body = Mission {
        title: text("Mission à Kendari"),
        participants: vec![
            Participant { person: Some(Ref::new("person-1")), ..Participant::default() },
            Participant { name: Some("Deux ingénieurs".into()), ..Participant::default() },
        ],
        programme: vec![Step {
            what: text("Visite du chantier"),
            persons: vec![Ref::new("person-1")],
            ..Step::default()
        }],
        logistics: vec![portulan_model::kinds::Errand { what: text("Visas"), ..Default::default() }],
        ..Mission::default()
    };
    Record {
        id: Uuid::now_v7(),
        slug: "mission".into(),
        state: State::Draft,
        body: Body::Mission(Box::new(body)),
    }
}

fn partnership() -> Record {
    let body = Partnership {
        title: text("Kendari"),
        contacts: vec![Ref::new("person-1")],
        ..Partnership::default()
    };
    Record {
        id: Uuid::now_v7(),
        slug: "kendari".into(),
        state: State::Published,
        body: Body::Partnership(Box::new(body)),
    }
}

async fn keep(house: &TestOffice, records: &[Record]) {
    let changes = records.iter().cloned().map(Change::Create).collect();
    house.store.apply(changes, &Author::operator("test"), operator_only).await.expect("kept");
}

async fn subjects(house: &TestOffice, action: AuditAction) -> Vec<String> {
    let filter = AuditFilter { action: Some(action), limit: 100, ..AuditFilter::default() };
    let lines = house.store.audit(&filter).await.expect("read");
    lines.into_iter().map(|l| l.subject).collect()
}

#[tokio::test]
async fn contacts_are_for_the_authority_s_own_people_and_each_reading_is_told() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (zelie, mission, own) =
        (person("person-1", "Zélie Imaginaire", State::Draft), mission(), partnership());
    keep(&house, &[zelie.clone(), mission.clone(), own.clone()]).await;
    let mut reader = house.user(&mut ada, "Rosa", "reader").await;
    let mut operator = house.user(&mut ada, "Otto", "editor").await;
    let mut partner = house.user(&mut ada, "Paul", "partner").await;
    for (name, role) in [("otto", "editor"), ("paul", "partner")] {
        let user =
            house.store.user_by_email(&format!("{name}@monde.example")).await.expect("read").expect("there");
        let scope = own.id.to_string();
        let form = [("do", "save"), ("role", role), ("active", "true"), ("scope", scope.as_str())];
        assert_eq!(
            ada.post(&format!("/office/users/{}", user.id), &form).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let paths = [
        "/office/persons/".to_owned(),
        "/office/missions/".to_owned(),
        "/office/persons/list.csv".to_owned(),
        at(Kind::Person, zelie.id),
        format!("{}/history", at(Kind::Person, zelie.id)),
        format!("{}/history/1", at(Kind::Person, zelie.id)),
        format!("{}/publish", at(Kind::Person, zelie.id)),
        format!("{}/export", at(Kind::Person, zelie.id)),
        format!("{}/export.pdf", at(Kind::Person, zelie.id)),
        format!("{}/card.vcf", at(Kind::Person, zelie.id)),
        "/office/persons/list.vcf".to_owned(),
        format!("{}/erase", at(Kind::Person, zelie.id)),
        at(Kind::Mission, mission.id),
        format!("{}/sheet", at(Kind::Mission, mission.id)),
        "/office/persons/new".to_owned(),
    ];
    for path in &paths {
        for guest in [&mut operator, &mut partner] {
            let status = guest.get(path).await.status;
            assert!(matches!(status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{path}: {status}");
        }
    }
    for path in
        ["/office/", "/office/find?q=Imaginaire", "/office/find?q=Mission", &at(Kind::Partnership, own.id)]
    {
        for guest in [&mut operator, &mut partner] {
            let page = guest.get(path).await.text;
            assert!(!page.contains("Zélie") && !page.contains("Mission à"), "{path}");
        }
    }
    // A user without the right to view a contact leaves the reference unchanged.
    let form = [
        ("/title/fr", "Kendari, 2027"),
        ("/contacts/0", "person-1"),
        ("revision", "1"),
        ("slug", "kendari"),
        ("do", "save"),
    ];
    let answer = operator.post(&at(Kind::Partnership, own.id), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(subjects(&house, AuditAction::Read).await.is_empty());
    assert!(reader.get("/office/find?q=imaginaire").await.text.contains("Zélie"));
    assert_eq!(subjects(&house, AuditAction::Read).await, ["persons"], "names that were found are told too");
    assert!(reader.get("/office/persons/?q=zelie").await.text.contains("Zélie Imaginaire"));
    assert!(!reader.get("/office/persons/?q=capitaine").await.text.contains("Zélie"));
    assert_eq!(reader.get(&at(Kind::Person, zelie.id)).await.status, StatusCode::OK);
    let sheet = reader.get(&format!("{}/sheet", at(Kind::Mission, mission.id))).await.text;
    assert!(sheet.contains("+33 5 00 00 00 00") && sheet.contains("Deux ingénieurs"), "{sheet}");
    let reported = subjects(&house, AuditAction::Read).await;
    assert_eq!(reported, ["person/person-1", "person/person-1", "persons", "persons", "persons"]);
    // Readers read.
    assert_eq!(
        reader.get(&format!("{}/export", at(Kind::Person, zelie.id))).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        reader.get(&format!("{}/erase", at(Kind::Person, zelie.id))).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_person_is_given_out_and_erased_with_all_that_refers_to_them() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (mut zelie, mission, own) =
        (person("person-1", "Zélie Imaginaire", State::Draft), mission(), partnership());
    keep(&house, &[zelie.clone(), mission.clone(), own.clone()]).await;
    zelie.state = State::Published;
    let update = Change::Update { record: zelie.clone(), seen: 1 };
    house.store.apply(vec![update], &Author::operator("test"), operator_only).await.expect("kept");
    let path = at(Kind::Person, zelie.id);
    ada.post(&format!("{path}/comments"), &[("text", "Zélie parle italien")]).await;
    // Published, with the selected fields only.
    let mut visitor = house.browser();
    visitor.site = house.renewed().await;
    let page = visitor.get("/fr/partnerships/kendari").await.text;
    assert!(page.contains("Zélie Imaginaire") && page.contains("+33 5 00 00 00 00"), "{page}");
    assert!(!page.contains("zelie@port.example") && !page.contains("préfère le matin"));
    let given: serde_json::Value =
        serde_json::from_str(&ada.get(&format!("{path}/export")).await.text).expect("JSON");
    assert_eq!(given["data"]["email"], "zelie@port.example");
    assert_eq!(given["versions"].as_array().map(Vec::len), Some(2));
    assert_eq!(given["named_in"].as_array().map(Vec::len), Some(2));
    assert_eq!(given["comments"][0]["text"], "Zélie parle italien");
    assert!(given["log"].as_array().is_some_and(|l| l.iter().any(|l| l["action"] == "export")));
    // The same data as a document that can be handed over.
    let (status, pdf) = ada.fetch(&format!("{path}/export.pdf")).await;
    assert_eq!(status, StatusCode::OK);
    let words = house.office.files.document_text(pdf).await.expect("a PDF").replace('\u{a0}', " ");
    for part in ["zelie@port.example", "Zélie parle italien", "Mission à Kendari", "préparer les délégations"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    let card = ada.get(&format!("{path}/card.vcf")).await.text;
    assert!(
        card.contains("FN:Zélie Imaginaire\r\nN:Imaginaire;Zélie;;;\r\n")
            && card.contains("EMAIL;TYPE=INTERNET:zelie@"),
        "{card}"
    );
    let overview = ada.get(&format!("{path}/overview")).await.text;
    for link in ["mailto:zelie@port.example", "tel:+33500000000"] {
        assert!(overview.contains(&format!("href=\"{link}\"")), "{link}: {overview}");
    }
    let list = ada.get("/office/persons/").await.text;
    assert!(list.contains("href=\"tel:+33500000000\""), "{list}");
    assert!(
        list.contains("zelie@port.example</textarea>") && list.contains("mailto:?bcc=zelie%40"),
        "{list}"
    );
    assert_eq!(ada.get("/office/persons/list.vcf").await.text, card);
    // Unsaved input is deleted too.
    let form = [("/name/fr", "Zélie I."), ("revision", "2"), ("slug", "person-1")];
    assert_eq!(ada.post(&format!("{path}/draft"), &form).await.status, StatusCode::NO_CONTENT);
    let asked = ada.get(&format!("{path}/erase")).await.text;
    assert!(asked.contains("Mission à Kendari") && asked.contains("2 versions"), "{asked}");
    assert_eq!(ada.post(&format!("{path}/erase"), &[("seen", "1")]).await.status, StatusCode::CONFLICT);
    assert_eq!(
        ada.post(&format!("{path}/publish"), &[("do", "erase"), ("seen", "2")]).await.status,
        StatusCode::FORBIDDEN
    );
    let done = ada.post(&format!("{path}/erase"), &[("seen", "2")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let left = house.store.records(Scope::Latest).await.expect("read");
    let text = format!("{left:?}");
    assert!(!text.contains("Zélie") && !text.contains("person-1"), "{text}");
    let Some(Body::Mission(b)) = left.iter().find(|s| s.record.id == mission.id).map(|s| &s.record.body)
    else {
        panic!("the mission is there")
    };
    assert_eq!((b.participants.len(), b.programme[0].persons.len()), (2, 0));
    assert!(house.store.history(zelie.id).await.expect("read").is_empty());
    assert_eq!(ada.get(&path).await.status, StatusCode::OK, "a new record may begin there");
    assert!(!ada.get(&path).await.text.contains("Zélie"));
    visitor.site = house.renewed().await;
    assert!(!visitor.get("/fr/partnerships/kendari").await.text.contains("Zélie"));
    let file = std::fs::read(house.path()).expect("the database");
    assert!(!file.windows(9).any(|w| w == "préfère".as_bytes()), "what is erased is overwritten");
}

#[tokio::test]
async fn missions_are_never_public_and_errands_are_ticked_off() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let record = mission();
    keep(&house, &[person("person-1", "Zélie Imaginaire", State::Draft), record.clone()]).await;
    let path = at(Kind::Mission, record.id);
    let publish = [("do", "publish"), ("seen", "1")];
    assert_eq!(ada.post(&format!("{path}/publish"), &publish).await.status, StatusCode::FORBIDDEN);
    assert!(!ada.get(&format!("{path}/publish")).await.text.contains("value=\"publish\""));
    let tick = [("seen", "1"), ("index", "0"), ("done", "true")];
    assert_eq!(ada.post(&format!("{path}/sheet"), &tick).await.status, StatusCode::SEE_OTHER);
    assert!(ada.get(&format!("{path}/sheet")).await.text.contains("1/1"));
    assert_eq!(ada.post(&format!("{path}/sheet"), &tick).await.status, StatusCode::CONFLICT);
    let over = [("seen", "2"), ("index", "7"), ("done", "true")];
    assert_eq!(ada.post(&format!("{path}/sheet"), &over).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn tasks_are_given_done_and_kept_from_those_they_do_not_concern() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let own = partnership();
    keep(&house, &[person("person-1", "Zélie Imaginaire", State::Draft), own.clone()]).await;
    let mut rosa = house.user(&mut ada, "Rosa", "reader").await;
    let mut partner = house.user(&mut ada, "Paul", "partner").await;
    let id =
        house.store.user_by_email("rosa@monde.example").await.expect("read").expect("there").id.to_string();
    let record = own.id.to_string();
    let next = format!("/office/partnerships/{record}#tasks");
    let form = [
        ("title", "  Relire   la convention "),
        ("due", "15 mars 2020"),
        ("who", &id),
        ("record", &record),
        ("next", &next),
    ];
    assert_eq!(ada.post("/office/tasks", &form).await.location(), next);
    let wrong = ada.post("/office/tasks", &[("title", "x"), ("due", "demain matin")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("demain matin"));
    assert_eq!(ada.post("/office/tasks", &[("title", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for page in ["/office/", "/office/tasks", &at(Kind::Partnership, own.id)] {
        let page = rosa.get(page).await.text;
        assert!(page.contains("Relire la convention") && page.contains("mars 2020"), "{page}");
    }
    assert_eq!(partner.get("/office/tasks").await.status, StatusCode::FORBIDDEN);
    assert_eq!(partner.post("/office/tasks", &form).await.status, StatusCode::FORBIDDEN);
    assert!(!partner.get(&at(Kind::Partnership, own.id)).await.text.contains("Relire"));
    let task = house.store.tasks(&TaskFilter::default()).await.expect("read").pop().expect("a task");
    let path = format!("/office/tasks/{}", task.id);
    assert_eq!(partner.post(&path, &[("do", "done")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(rosa.post(&path, &[("do", "drop")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        rosa.post(&path, &[("do", "done"), ("next", "https://evil.example/")]).await.location(),
        "/office/"
    );
    let done = house.store.task(task.id).await.expect("read").and_then(|t| t.done).expect("done");
    assert_eq!(done.1, "Rosa");
    assert_eq!(ada.post(&path, &[("do", "drop")]).await.status, StatusCode::SEE_OTHER);
    assert!(house.store.tasks(&TaskFilter::default()).await.expect("read").is_empty());
}

#[tokio::test]
async fn the_record_of_processing_is_a_workbook() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    assert!(ada.get("/office/privacy").await.text.contains("href=\"/office/privacy.xlsx\""));
    let (status, bytes) = ada.fetch("/office/privacy.xlsx").await;
    assert_eq!(status, StatusCode::OK);
    let table = &portulan_workbook::read(&bytes).expect("a workbook")[0];
    assert_eq!((table.height(), table.row(0).count()), (11, 10), "a heading and ten activities");
    assert_eq!(table.cell(0, 4), "Finalités");
    for row in 1..10 {
        assert!(
            table.row(row).all(|(_, text)| !text.is_empty() && !text.starts_with("privacy-")),
            "row {row}"
        );
    }
}
