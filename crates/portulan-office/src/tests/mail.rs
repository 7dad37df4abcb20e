//! Outgoing mail, and the calendar.
use axum::http::StatusCode;
use jiff::{Timestamp, ToSpan as _};
use portulan_model::kinds::Agreement;
use portulan_model::{Body, Fact, Kind, PartialDate, Period, Provenance, Record, State};
use portulan_store::{
    Accounts as _, Author, Change, EventStore as _, Outbox as _, QueuedMail, RecordWriter as _, Store as _,
    operator_only,
};
use uuid::Uuid;

use super::{PASSWORD, TestOffice, at, text};
use crate::mail::notify::notify;
use crate::mail::outbox::send_one;
use crate::mail::{Transport, remind};

impl TestOffice {
    /// A test office with a mail folder.
    pub(super) fn with_mail(self) -> (Self, tempfile::TempDir) {
        let spool = tempfile::tempdir().expect("a folder");
        let sender = "Registre <registre@monde.example>";
        let transport = Transport::folder(spool.path().to_owned(), sender).expect("a folder");
        let office = self.office.clone().with_mail(transport);
        (Self { office, ..self }, spool)
    }

    /// The queued messages after conversion of events; removes them.
    pub(super) async fn mail(&self) -> Vec<QueuedMail> {
        notify(&self.office).await.expect("messages");
        let mut out = Vec::new();
        while let Some(waiting) = self.store.due_mail(Timestamp::now()).await.expect("read") {
            self.store.drop_mail(waiting.id).await.expect("taken");
            out.push(waiting);
        }
        out
    }
}

/// The path of the link in a message.
fn link(mail: &QueuedMail) -> String {
    let text = &mail.mail.text;
    let start = text.find("http://monde.example/office/").expect("a link");
    let link = text[start..].split_whitespace().next().expect("its end");
    link.strip_prefix("http://monde.example").expect("of this site").to_owned()
}

#[tokio::test]
async fn invitations_and_lost_passwords_go_by_mail() {
    let (house, spool) = TestOffice::new().await.with_mail();
    let mut ada = house.administrator().await;
    let form = [("email", "edgar@monde.example"), ("name", "Edgar"), ("role", "editor")];
    let page = ada.post("/office/users", &form).await.text;
    assert!(page.contains("Lien envoyé à edgar@monde.example") && !page.contains("/office/join/"));
    let post = house.office.post.clone().expect("a way out");
    let invitation = house.store.due_mail(Timestamp::now()).await.expect("read").expect("one");
    assert_eq!(
        invitation.mail.subject,
        "Ada vous invite à rejoindre le registre de la coopération internationale"
    );
    assert!(send_one(&house.office, &post, Timestamp::now()).await.expect("sent"));
    assert!(!send_one(&house.office, &post, Timestamp::now()).await.expect("nothing more"));
    let files: Vec<_> = std::fs::read_dir(spool.path()).expect("a folder").collect();
    let file = std::fs::read_to_string(files[0].as_ref().expect("a file").path()).expect("text");
    assert!(
        file.contains("From: Registre <registre@monde.example>\r\nTo: edgar@monde.example\r\n"),
        "{file}"
    );
    let mut edgar = house.browser();
    let joined = edgar.post(&link(&invitation), &[("name", "Edgar"), ("password", PASSWORD)]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER);

    // The response is the same with and without an account.
    let known = house.browser().post("/office/forgot", &[("email", " Edgar@monde.example ")]).await;
    let unknown = house.browser().post("/office/forgot", &[("email", "nobody@monde.example")]).await;
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
    let mail = loop {
        let mail = house.mail().await;
        if !mail.is_empty() {
            break mail;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((mail.len(), mail[0].mail.recipient.as_str()), (1, "edgar@monde.example"));
    let reset = link(&mail[0]);
    let fresh = [("password", "une autre lampe brille")];
    let form = [&fresh[..], &[("name", "")]].concat();
    assert_eq!(house.browser().post(&reset, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.browser().get(&reset).await.status, StatusCode::GONE, "once");
    // A mailbox is not flooded.
    let mut last = StatusCode::OK;
    for _ in 0..9 {
        last = house.browser().post("/office/forgot", &[("email", "edgar@monde.example")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

fn agreement(end: PartialDate) -> Record {
    let period = Period { start: None, end: Some(end) };
    let body = Agreement {
        title: text("Convention avec Kendari"),
        period: Some(Fact { value: period, source: None, provenance: Provenance::default() }),
        ..Agreement::default()
    };
    let body = Body::Agreement(Box::new(body));
    Record { id: Uuid::now_v7(), slug: "convention".into(), state: State::Draft, body }
}

#[tokio::test]
async fn agreements_are_told_of_before_they_end() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    house.user(&mut ada, "Rita", "reader").await;
    let (house, _spool) = house.with_mail();
    let now = Timestamp::now();
    let end = jiff::tz::TimeZone::UTC.to_datetime(now).date().checked_add(20.days()).expect("a day");
    let record = agreement(PartialDate::from(end));
    house
        .store
        .apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    for _ in 0..2 {
        remind(&house.office, now).await.expect("reminded");
    }
    let mail = house.mail().await;
    assert_eq!(mail.len(), 1, "once, to those who publish");
    assert_eq!(mail[0].mail.recipient, "ada@monde.example");
    assert_eq!(mail[0].mail.subject, "Convention avec Kendari\u{a0}: convention arrivant à échéance");
    assert_eq!(link(&mail[0]), at(Kind::Agreement, record.id));

    // The same in a calendar, at a secret address.
    let page = ada.post("/office/account", &[("do", "calendar")]).await.text;
    let url = page
        .split("<code>http://monde.example")
        .nth(1)
        .and_then(|r| r.split('<').next())
        .expect("an address");
    let calendar = house.browser().get(url).await;
    assert_eq!(calendar.status, StatusCode::OK);
    assert!(
        calendar.text.contains("SUMMARY;LANGUAGE=fr:Fin de convention\u{a0}: Convention avec Kendari"),
        "{}",
        calendar.text
    );
    assert!(calendar.text.contains("Déclaration e-APD pour"));
    let wrong = url.replace(".ics", "x.ics");
    assert_eq!(house.browser().get(&wrong).await.status, StatusCode::NOT_FOUND);
    ada.post("/office/account", &[("do", "calendar-off")]).await;
    assert_eq!(house.browser().get(url).await.status, StatusCode::NOT_FOUND, "its address ends");
}

#[tokio::test]
async fn those_who_are_named_are_written_to() {
    let (house, _spool) = TestOffice::new().await.with_mail();
    let mut ada = house.administrator().await;
    let id = Uuid::now_v7();
    let form = [("/name/fr", "Université"), ("revision", "0"), ("do", "save")];
    ada.post(&at(Kind::Organisation, id), &form).await;
    let invite =
        [("email", "edgar@monde.example"), ("name", "Edgar\r\nBcc: all@monde.example"), ("role", "editor")];
    ada.post("/office/users", &invite).await;
    house.mail().await;
    let path = format!("{}/comments", at(Kind::Organisation, id));
    ada.post(&path, &[("text", "@Edgar Bcc: all@monde.example, est-ce juste ?")]).await;
    let mail = house.mail().await;
    assert_eq!(mail.len(), 1);
    assert!(mail[0].mail.text.contains("est-ce juste ?"));
    assert_eq!(mail[0].mail.subject, "Ada vous a mentionné à propos de Université");
    assert!(mail[0].mail.text.contains("Bonjour Edgar Bcc: all@monde.example,"), "a name is one line");
}

#[tokio::test]
async fn those_who_publish_hear_of_reviews_and_those_who_do_of_tasks() {
    let (house, _spool) = TestOffice::new().await.with_mail();
    let mut ada = house.administrator().await;
    for (name, role) in [("Edgar", "editor"), ("Rosa", "reader")] {
        let form = [
            ("email", format!("{name}@monde.example").to_lowercase()),
            ("name", name.into()),
            ("role", role.into()),
        ];
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        ada.post("/office/users", &form).await;
    }
    let invitations = house.mail().await;
    let mut edgar = house.browser();
    edgar.post(&link(&invitations[0]), &[("name", "Edgar"), ("password", PASSWORD)]).await;
    let path = at(Kind::Organisation, Uuid::now_v7());
    let form = [("/name/fr", "Régie"), ("slug", ""), ("revision", "0"), ("do", "review")];
    assert_eq!(edgar.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let mails = house.mail().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].mail.recipient.as_str(), mails[0].mail.subject.as_str()),
        ("ada@monde.example", "Edgar vous demande de relire Régie")
    );
    assert!(mails[0].mail.text.contains(&format!("{path}/publish")), "{}", mails[0].mail.text);
    let rosa = house.store.user_by_email("rosa@monde.example").await.expect("read").expect("there");
    let yesterday =
        (Timestamp::now() - jiff::SignedDuration::from_hours(24)).strftime("%Y-%m-%d").to_string();
    let who = rosa.id.to_string();
    edgar.post("/office/tasks", &[("title", "Relire"), ("due", &yesterday), ("who", &who)]).await;
    let mails = house.mail().await;
    assert!(mails[0].mail.subject.contains("vous confie une tâche\u{a0}: Relire"), "{mails:?}");
    // Several at once are one message.
    let record = house.store.records_of(Kind::Organisation).await.expect("read").remove(0).record;
    let (chosen, names) = (format!("{} 1", record.id), ["Appeler", "Écrire"]);
    for title in names {
        let form =
            [("do", "assign"), ("record", chosen.as_str()), ("title", title), ("who", &who), ("due", "")];
        assert_eq!(edgar.post("/office/organisations/", &form).await.status, StatusCode::SEE_OTHER);
    }
    let mails = house.mail().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].mail.subject, "Edgar vous confie 2 tâches");
    for title in names {
        assert!(mails[0].mail.text.contains(&format!("- {title} – Régie (sans échéance)")), "{mails:?}");
    }
    remind(&house.office, Timestamp::now()).await.expect("reminded");
    remind(&house.office, Timestamp::now()).await.expect("reminded");
    let mails = house.mail().await;
    assert_eq!(mails.len(), 1, "once");
    assert_eq!(
        (mails[0].mail.recipient.as_str(), mails[0].mail.subject.as_str()),
        ("rosa@monde.example", "Tâche à échéance\u{a0}: Relire")
    );
    // Events name people; they are deleted once nothing is made from them any more.
    let events = async || house.store.unseen_events("another subscriber", 100).await.expect("events").len();
    let days = |count: i64| jiff::SignedDuration::from_hours(24 * count);
    crate::auth::delete_expired(&house.office, Timestamp::now() + days(29)).await.expect("deleted");
    assert!(events().await > 0);
    crate::auth::delete_expired(&house.office, Timestamp::now() + days(31)).await.expect("deleted");
    assert_eq!(events().await, 0);
}
