//! Records with long lists: fields that are not displayed are not changed; the number of posted fields is
//! bounded.
use std::fmt::Write as _;

use axum::http::StatusCode;
use portulan_locales::Language;
use portulan_model::{Body, Kind, Record, folder};
use portulan_store::{Author, Change, RecordWriter as _, Store as _, operator_only};

use super::{Browser, TestOffice};
use crate::form::{read, write};

/// More than any page shows.
const PAYMENTS: usize = 2_100;

fn project() -> Record {
    let mut text =
        "id = \"01890000-0000-7000-8000-000000000001\"\nstate = \"draft\"\n[title]\nfr = \"Ancien titre\"\n"
            .to_owned();
    for i in 0..PAYMENTS {
        let day = format!("20{:02}-{:02}-{:02}", i / 336, i % 336 / 28 + 1, i % 28 + 1);
        write!(
            text,
            "[[transactions]]\nkind = \"3\"\ndate = \"{day}\"\n[transactions.value]\namount = \"{i}.50\"\n\
             currency = \"EUR\"\nvalue_date = \"{day}\"\n"
        )
        .expect("written");
    }
    folder::read(Kind::Project, "long", &text).expect("a project")
}

/// The number of payments of a project.
fn payments(body: &Body) -> usize {
    folder::to_value(body)["transactions"].as_array().map_or(0, Vec::len)
}

/// The first text between two others, and the rest.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(start)?.1.split_once(end)
}

fn unescaped(text: &str) -> String {
    ["&#34;=\"", "&quot;=\"", "&#39;='", "&lt;=<", "&#60;=<", "&gt;=>", "&#62;=>", "&#38;=&", "&amp;=&"]
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The fields that a browser sends for a form as it is drawn, without its buttons.
pub fn drawn(page: &str) -> Vec<(String, String)> {
    let (form, _) = between(page, "class=\"record\"", "</form>").expect("a form");
    let mut out = Vec::new();
    for piece in form.split('<').skip(1) {
        let is = |tag: &str| piece.strip_prefix(tag).is_some_and(|rest| rest.starts_with(' '));
        let Some((name, rest)) = between(piece, " name=\"", "\"") else {
            if let (true, Some((value, _))) = (piece.contains(" selected"), between(piece, "value=\"", "\""))
            {
                let last: &mut (String, String) = out.last_mut().expect("a select");
                last.1 = unescaped(value);
            }
            continue;
        };
        let unticked = piece.contains("type=\"checkbox\"") && !piece.contains(" checked");
        let value = if is("textarea") {
            piece.split_once('>').map_or("", |(_, text)| text.strip_prefix('\n').unwrap_or(text))
        } else {
            between(rest, "value=\"", "\"").map_or("", |(value, _)| value)
        };
        if (is("input") && !unticked) || is("textarea") || is("select") {
            out.push((unescaped(name), unescaped(value)));
        }
    }
    out
}

pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

pub async fn send(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> super::TestAnswer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    browser.post(path, &fields).await
}

/// A register with one project of many payments, its editor, and the address of its form.
async fn long() -> (TestOffice, Browser, Record, String) {
    let house = TestOffice::new().await;
    let editor = house.administrator().await;
    let record = project();
    house
        .store
        .apply(vec![Change::Create(record.clone())], &Author::operator("test"), operator_only)
        .await
        .expect("kept");
    let path = format!("/office/projects/{}", record.id);
    (house, editor, record, path)
}

#[test]
fn forms_hold_lists_of_any_length() {
    let Record { body, .. } = project();
    for language in Language::complete().iter().copied() {
        let (again, faults) = read::body(Kind::Project, &write::sheet(&body, language), language);
        assert_eq!(faults, []);
        assert!(again.as_ref() == Some(&body), "the body is not what its form says");
    }
}

#[tokio::test]
async fn a_new_title_keeps_all_payments() {
    let (house, mut editor, record, path) = long().await;
    let page = editor.get(&path).await.text;
    assert!(page.len() < 2 << 20, "{}", page.len());
    assert!(page.contains("Éléments 1 à 50 sur 2"), "the reader sees that there are more");
    let mut fields = drawn(&page);
    set(&mut fields, "/title/fr", "Nouveau titre");
    set(&mut fields, "do", "save");
    // Input is autosaved first, as the page's script does.
    let retained = send(&mut editor, &format!("{path}/draft"), &fields).await;
    assert_eq!(retained.status, StatusCode::NO_CONTENT);
    let saved = send(&mut editor, &path, &fields).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, &*format!("{path}?done=saved")));
    let stored = house.store.record_of(record.id).await.expect("read").expect("a record");
    assert_eq!(payments(&stored.record.body), PAYMENTS);
    let mut wanted = folder::to_value(&record.body);
    wanted["title"]["fr"] = "Nouveau titre".into();
    assert!(folder::to_value(&stored.record.body) == wanted, "nothing else has changed");
}

#[tokio::test]
async fn a_form_sent_as_it_is_drawn_changes_nothing() {
    let (house, mut editor, record, path) = long().await;
    let mut fields = drawn(&editor.get(&path).await.text);
    set(&mut fields, "do", "save");
    let saved = send(&mut editor, &path, &fields).await;
    assert_eq!(saved.location(), format!("{path}?done=same"));
    let stored = house.store.record_of(record.id).await.expect("read").expect("a record");
    assert_eq!((stored.revision, &stored.record.body), (1, &record.body));
}

#[tokio::test]
async fn items_are_added_moved_and_removed_on_any_page_of_a_list() {
    let (house, mut editor, record, path) = long().await;
    let mut fields = drawn(&editor.get(&path).await.text);
    for (action, shown) in [
        ("show:/transactions:2050", "/transactions/2050/value/amount"),
        ("remove:/transactions/2099", "/transactions/2098/value/amount"),
        ("up:/transactions/2051", "/transactions/2050/value/amount"),
        ("add:/transactions", "/transactions/2099/value/amount"),
    ] {
        set(&mut fields, "do", action);
        let answer = send(&mut editor, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{action}");
        fields = drawn(&answer.text);
        assert!(fields.iter().any(|(name, _)| name == shown), "{action}");
    }
    // Fields outside the page are not part of the form.
    assert!(!fields.iter().any(|(name, _)| name == "/transactions/0/value/amount"));
    for (name, value) in [
        ("/transactions/2099/kind", "3"),
        ("/transactions/2099/date", "31 mai 2025"),
        ("/transactions/2099/value/amount", "7,25"),
        ("/transactions/2099/value/currency", "EUR"),
        ("/transactions/2099/value/value_date", "31 mai 2025"),
        ("do", "save"),
    ] {
        set(&mut fields, name, value);
    }
    let saved = send(&mut editor, &path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let stored = house.store.record_of(record.id).await.expect("read").expect("a record");
    let value = folder::to_value(&stored.record.body);
    let amount = |i: usize| value["transactions"][i]["value"]["amount"].as_str().map(str::to_owned);
    let amounts = [0, 2_050, 2_051, 2_098, 2_099, 2_100].map(amount);
    let wanted = ["0.50", "2051.50", "2050.50", "2098.50", "7.25"].map(|n| Some(n.to_owned()));
    assert_eq!((&amounts[..5], &amounts[5]), (&wanted[..], &None));
}

#[tokio::test]
async fn what_is_hidden_and_has_changed_is_refused_and_not_guessed() {
    let (house, mut editor, record, path) = long().await;
    let mut fields = drawn(&editor.get(&path).await.text);
    set(&mut fields, "revision", "1 0000");
    set(&mut fields, "do", "save");
    let refused = send(&mut editor, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("rouvrez la fiche"), "{}", refused.text);
    let stored = house.store.record_of(record.id).await.expect("read").expect("a record");
    assert_eq!(stored.revision, 1);
}

#[tokio::test]
async fn faults_on_other_pages_are_led_to() {
    let (_house, mut editor, _, path) = long().await;
    let mut fields = drawn(&editor.get(&path).await.text);
    set(&mut fields, "/transactions/3/value/amount", "beaucoup");
    set(&mut fields, "do", "show:/transactions:2050");
    let page = send(&mut editor, &path, &fields).await;
    let mut fields = drawn(&page.text);
    set(&mut fields, "do", "save");
    let refused = send(&mut editor, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"show:/transactions:3\""), "the page leads to the fault");
}

#[tokio::test]
async fn a_small_form_makes_no_large_page() {
    let house = TestOffice::new().await;
    let mut partner = house.administrator().await;
    let path = format!("/office/projects/{}", uuid::Uuid::now_v7());
    for (count, list) in [(400, "indicators"), (400, "indicators/0/periods/0/target/parts")] {
        let mut fields: Vec<(String, String)> =
            (0..count).map(|i| (format!("/results/{i}/{list}/1999/title/fr"), "x".to_owned())).collect();
        set(&mut fields, "do", "tongue");
        let answer = send(&mut partner, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.len() < 12 << 20, "{list}: {} bytes", answer.text.len());
    }
    let many: Vec<(String, String)> =
        (0..=crate::form::MAX_FIELDS).map(|i| (format!("/results/{i}/title/fr"), String::new())).collect();
    assert_eq!(send(&mut partner, &path, &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let pairs = "&".repeat(200_000);
    let own = [("origin", "http://monde.example")];
    let answer = partner.ask("POST", &path, &own, pairs).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let deep = format!("add:{}", "/a".repeat(50_000));
    let answer = partner.post(&path, &[("/title/fr", "x"), ("do", &deep)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "a deep path");
    let far = [("/results/99999999999/title/fr", "x"), ("do", "add:/results/88888888888/indicators")];
    let answer = partner.post(&path, &far).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("/results/1/indicators/0/"), "items are renumbered");
}

#[tokio::test]
async fn drafts_without_end_are_refused() {
    let house = TestOffice::new().await;
    let mut partner = house.administrator().await;
    let mut statuses = Vec::new();
    for _ in 0..5 {
        let path = format!("/office/projects/{}/draft", uuid::Uuid::now_v7());
        let text = "x".repeat(7 << 20);
        statuses.push(partner.post(&path, &[("/title/fr", &text)]).await.status);
    }
    assert_eq!(statuses[..4], [StatusCode::NO_CONTENT; 4]);
    assert_eq!(statuses[4], StatusCode::UNPROCESSABLE_ENTITY);
}
