//! Identifiers and secrets come from the environment of the office.
use std::sync::Arc;

use jiff::Timestamp;
use portulan_model::Kind;
use portulan_store::{Accounts as _, Environment, Hooks as _, Tokens as _};
use portulan_testkit::{CountingRandom, ManualClock};
use uuid::Uuid;

use super::{Browser, PASSWORD, TestOffice, at};

/// An office with a clock that does not advance and random bytes that count up.
async fn predictable_office() -> TestOffice {
    let clock = ManualClock::new("2030-01-01T00:00:00Z".parse().expect("a time"));
    let environment = Environment::new(Arc::new(clock), Arc::new(CountingRandom::default()));
    let mut house = TestOffice::new().await;
    house.office = house.office.clone().with_environment(environment);
    house
}

/// The text of a page between `<code>` and its end.
fn shown_code(text: &str) -> String {
    let code = text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next());
    code.unwrap_or_else(|| panic!("a code: {text}")).to_owned()
}

/// Identifiers and secrets that a few requests make.
async fn made(house: &TestOffice) -> (Vec<Uuid>, Vec<String>) {
    let start = crate::start_link(&house.office).await.expect("an answer").expect("a link");
    let mut ada: Browser = house.administrator().await;
    let invite = [("email", "edgar@monde.example"), ("name", "Edgar"), ("role", "editor")];
    let invitation = shown_code(&ada.post("/office/users", &invite).await.text);
    let token = [("do", "make"), ("name", "Site"), ("days", "30"), ("password", PASSWORD), ("read", "true")];
    let token = shown_code(&ada.post("/office/tokens", &token).await.text);
    let hook = [("do", "add"), ("url", "https://93.184.215.14/hook")];
    let hook = shown_code(&ada.post("/office/hooks", &hook).await.text);
    let blank = ada.get("/office/organisations/new").await.location().to_owned();
    let id: Uuid = blank.rsplit('/').next().expect("a segment").parse().expect("an identifier");
    assert_eq!(blank, at(Kind::Organisation, id));
    let users = house.store.users().await.expect("users").into_iter().map(|user| user.id);
    let mut ids: Vec<Uuid> = users.chain([id]).collect();
    ids.extend(house.store.tokens().await.expect("tokens").into_iter().map(|token| token.id));
    ids.extend(house.store.hooks().await.expect("webhooks").into_iter().map(|hook| hook.id));
    let session = ada.cookies.iter().map(|(name, value)| format!("{name}={value}"));
    (ids, [start, invitation, token, hook].into_iter().chain(session).collect())
}

#[tokio::test]
async fn two_offices_with_one_clock_and_the_same_bytes_make_the_same_identifiers_and_secrets() {
    let (one, other) = (predictable_office().await, predictable_office().await);
    let (ids, secrets) = made(&one).await;
    assert_eq!((ids.clone(), secrets.clone()), made(&other).await);
    assert_eq!((ids.len(), secrets.len()), (5, 6), "{ids:?} {secrets:?}");
    let time: Timestamp = "2030-01-01T00:00:00Z".parse().expect("a time");
    for id in ids {
        let made = id.get_timestamp().expect("a UUID of version 7").to_unix();
        assert_eq!(made, (time.as_second().unsigned_abs(), 0), "{id}");
    }
}

#[tokio::test]
async fn an_office_with_other_bytes_makes_other_secrets() {
    let (one, other) = (predictable_office().await, TestOffice::new().await);
    let ((ids, secrets), (other_ids, other_secrets)) = (made(&one).await, made(&other).await);
    assert!(ids.iter().all(|id| !other_ids.contains(id)));
    assert!(secrets.iter().all(|secret| !other_secrets.contains(secret)));
}
