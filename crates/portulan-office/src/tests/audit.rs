//! The audit log: sentences with links to records, without codes, filtered by text, person, action, kind and days.
use axum::http::StatusCode;
use portulan_model::kinds::{Partnership, Person};
use portulan_model::{Body, Kind, Record, State};
use portulan_store::{
    Accounts as _, AuditAction, AuditEntry, Author, Change, RecordWriter as _, operator_only,
};
use uuid::Uuid;

use super::{Browser, TestOffice, at, text};

/// The visible text of the log, without its filters.
async fn log(browser: &mut Browser, query: &str) -> String {
    let page = browser.get(&format!("/office/audit{query}")).await.text;
    let shown = page.rsplit("class=\"filters\"").next().and_then(|rest| rest.split_once("</form>"));
    shown.expect("filters").1.to_owned()
}

/// Writes a line about a subject.
async fn write(house: &TestOffice, action: AuditAction, subject: &str, detail: &str) {
    let ada = house.store.user_by_email("ada@monde.example").await.expect("read").expect("there");
    let entry = AuditEntry {
        user: Some(ada.id),
        subject: subject.to_owned(),
        detail: detail.to_owned(),
        ..AuditEntry::new("Ada", action)
    };
    house.store.log(entry).await.expect("written");
}

#[tokio::test]
async fn the_log_consists_of_sentences_with_links() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let form = [("/name/fr", "Sadjé"), ("/country", "BJ"), ("revision", "0"), ("do", "save")];
    let path = at(Kind::Territory, Uuid::now_v7());
    assert_eq!(ada.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let page = log(&mut ada, "").await;
    assert!(page.contains("Ada a créé le premier compte du registre"), "{page}");
    assert!(
        page.contains(&format!("Ada a créé <a href=\"{path}/overview\">le territoire « Sadjé »</a>")),
        "{page}"
    );
    assert!(!page.contains("territory/") && !page.contains(">create<"), "no codes: {page}");
    let created = log(&mut ada, "?action=create").await;
    assert!(created.contains("Sadjé") && !created.contains("premier compte"), "only this action: {created}");
    for query in ["?kind=territory", "?q=sadje", "?from=2000-01-01&to=2100-01-01&kind=territory"] {
        let found = log(&mut ada, query).await;
        assert!(found.contains("Sadjé") && !found.contains("premier compte"), "{query}: {found}");
    }
    for query in ["?kind=project", "?to=2000-01-01", "?from=2100-01-01", "?q=zzz"] {
        let found = log(&mut ada, query).await;
        assert!(
            !found.contains("Sadjé") && found.contains("Aucune entrée ne correspond"),
            "{query}: {found}"
        );
    }
}

#[tokio::test]
async fn codes_of_the_log_are_shown_in_words() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for (action, subject, detail) in [
        (AuditAction::Set, "four-eyes", "true"),
        (AuditAction::Set, "two-step-from-role", "publisher"),
        (AuditAction::Set, "eapd-prefill", "https://example.org"),
        (AuditAction::ChangeUser, "user/ada@monde.example", "editor inactive"),
        (AuditAction::Login, "", "recovery-code 192.0.2.7"),
        (AuditAction::Export, "persons", ""),
        (AuditAction::ImportColumns, "projects/transactions", "suivi.xlsx"),
        (AuditAction::EapdDecide, "eapd/2025", "01990000-0000-7000-8000-000000000000 counted: no"),
        (AuditAction::Delete, "partnership/kendari", "3 Kendari"),
        (AuditAction::Publish, "agreement/old-2019", "2"),
        (AuditAction::Schedule, "agreement/old-2019", "2026-05-04T08:00:00Z"),
        (AuditAction::Token, "token/01990000-0000-7000-8000-000000000000", "Site: read write"),
        (AuditAction::HookFailed, "hook/x", "record.published person/zelie-imaginaire: 500"),
    ] {
        write(&house, action, subject, detail).await;
    }
    let page = log(&mut ada, "").await;
    for sentence in [
        "Ada a modifié le paramètre « Double validation »",
        "<dd dir=\"auto\">oui</dd>",
        "Ada a modifié le paramètre « Formulaire de l’État »",
        "Ada a modifié les droits pour le compte « Ada »",
        "<dd dir=\"auto\">Rédaction, compte désactivé</dd>",
        "<dd dir=\"auto\">code de secours</dd>",
        "Ada a exporté la liste « Contacts »",
        "la liste « Projets › Opérations",
        "Ada a choisi une valeur dans la déclaration 2025",
        "Ada a supprimé définitivement le partenariat « Kendari »",
        "Ada a publié une convention",
        "Ada a programmé la publication d’une convention",
        "<dd dir=\"auto\">4 mai 2026",
        "Ada a créé le jeton d’API « Site »",
        "lire les données non publiques",
        "Un webhook n’a pas répondu",
    ] {
        assert!(page.replace(['\u{a0}', '\u{202f}'], " ").contains(sentence), "{sentence}: {page}");
    }
    for code in
        ["four-eyes", "eapd", "inactive", "recovery-code", "persons<", "zelie", "counted", "T08:00:00Z<"]
    {
        assert!(!page.contains(code), "{code}: {page}");
    }
}

#[tokio::test]
async fn contacts_are_not_named_and_people_can_be_filtered() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let person = Person { name: text("Zélie Imaginaire"), ..Person::default() };
    let kendari = Partnership { title: text("Kendari"), ..Partnership::default() };
    let records =
        [("zelie-imaginaire", Body::Person(Box::new(person))), ("k", Body::Partnership(Box::new(kendari)))];
    let records = records.map(|(slug, body)| Record {
        id: Uuid::now_v7(),
        slug: slug.into(),
        state: State::Draft,
        body,
    });
    let changes = records.iter().cloned().map(Change::Create).collect();
    house.store.apply(changes, &Author::operator("import"), operator_only).await.expect("written");
    edgar.get(&at(Kind::Person, records[0].id)).await;
    let page = log(&mut ada, "").await;
    let link = format!("<a href=\"/office/persons/{}/overview\">un contact</a>", records[0].id);
    assert!(page.contains(&format!("Edgar a consulté {link}")), "{page}");
    assert!(page.contains("L’exploitant (import) a créé"), "{page}");
    assert!(!page.to_lowercase().contains("zélie") && !page.contains("zelie"), "{page}");
    let user = house.store.user_by_email("edgar@monde.example").await.expect("read").expect("there");
    let his = log(&mut ada, &format!("?user={}", user.id)).await;
    assert!(his.contains("Edgar a consulté") && !his.contains("Ada a"), "{his}");
    assert!(
        !log(&mut ada, "?q=Z%C3%A9lie+Imaginaire").await.contains("un contact"),
        "names are not searched"
    );
    let file = ada.get(&format!("/office/audit.csv?user={}", user.id)).await.text;
    assert!(file.contains("Edgar a consulté un contact") && !file.contains("\"Ada\""), "{file}");
}

#[tokio::test]
async fn filters_stay_on_the_page_of_older_lines() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for _ in 0..101 {
        write(&house, AuditAction::Rates, "rates", "3").await;
    }
    let page = ada.get("/office/audit?action=rates&from=2000-01-01").await.text;
    let older = page.split("class=\"pager\"><a href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let older = older.expect("an older page").replace("&#38;", "&");
    assert!(older.ends_with("&action=rates&from=2000-01-01"), "{older}");
    let second = log(&mut ada, &older).await;
    assert_eq!(second.matches("a chargé des taux de change").count(), 1, "{second}");
}
