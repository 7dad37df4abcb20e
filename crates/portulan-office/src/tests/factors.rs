//! The second step: codes of an app, recovery codes, and the loss of both.
use axum::http::StatusCode;
use jiff::Timestamp;
use portulan_store::{Accounts as _, AuditAction, AuditFilter};
use totp_rs::{Builder, Secret};

use super::{Browser, PASSWORD, TestAnswer, TestOffice};

/// The code of an app, some steps from now.
fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("codes");
    let at = Timestamp::now().as_second() + 30 * steps;
    totp.generate(u64::try_from(at).expect("after 1970")).to_string()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).expect("a part of the page")
}

/// Turns codes on: the secret and the recovery codes.
pub(super) async fn turn_on(ada: &mut Browser) -> (String, Vec<String>) {
    let page = ada.post("/office/account", &[("do", "totp-begin"), ("password", PASSWORD)]).await.text;
    let secret = between(&page, "<code>", "</code>").to_owned();
    let token = between(&page, "name=\"token\" value=\"", "\"").to_owned();
    let wrong = ada
        .post("/office/account", &[("do", "totp-confirm"), ("token", token.as_str()), ("code", "000000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is on before the app has the secret");
    let first = code(&secret, -1);
    let form = [("do", "totp-confirm"), ("token", token.as_str()), ("code", first.as_str())];
    let page = ada.post("/office/account", &form).await.text;
    let codes: Vec<String> = page
        .split("<li><code>")
        .skip(1)
        .filter_map(|c| c.split("</code>").next().map(str::to_owned))
        .collect();
    assert_eq!(codes.len(), 10, "{page}");
    (secret, codes)
}

async fn password(browser: &mut Browser) -> String {
    let form = [("email", "ada@monde.example"), ("password", PASSWORD), ("next", "/office/events/")];
    let page = browser.post("/office/login", &form).await;
    assert_eq!(page.status, StatusCode::OK, "the password alone opens nothing");
    assert_eq!(browser.get("/office/").await.status, StatusCode::SEE_OTHER);
    between(&page.text, "name=\"token\" value=\"", "\"").to_owned()
}

async fn second(browser: &mut Browser, token: &str, code: &str) -> TestAnswer {
    browser.post("/office/login/code", &[("token", token), ("code", code)]).await
}

#[tokio::test]
async fn codes_of_an_app_are_the_second_step() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let wrong = ada.post("/office/account", &[("do", "totp-begin"), ("password", "non")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "an open session is not enough");
    let (secret, _) = turn_on(&mut ada).await;
    let mut browser = house.browser();
    let token = password(&mut browser).await;
    assert_eq!(second(&mut browser, &token, "123456").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second(&mut browser, "another", &code(&secret, 0)).await.location(), "/office/login");
    let now = code(&secret, 0);
    assert_eq!(second(&mut browser, &token, &now).await.location(), "/office/events/");
    assert_eq!(browser.get("/office/").await.status, StatusCode::OK);
    // A code that another person has seen cannot be used again, nor can the token.
    let mut thief = house.browser();
    let fresh = password(&mut thief).await;
    assert_eq!(second(&mut thief, &fresh, &now).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second(&mut thief, &token, &code(&secret, 1)).await.location(), "/office/login");
    let off = ada.post("/office/account", &[("do", "totp-off"), ("password", PASSWORD)]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    let form = [("email", "ada@monde.example"), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/office/login", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn recovery_codes_work_once() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (_, codes) = turn_on(&mut ada).await;
    let mut browser = house.browser();
    let token = password(&mut browser).await;
    let answer = second(&mut browser, &token, &codes[4].to_uppercase()).await;
    assert_eq!(answer.location(), "/office/account?recovered");
    assert!(
        browser.get("/office/account?recovered").await.text.contains("Il vous reste 9 codes de secours.")
    );
    let mut again = house.browser();
    let token = password(&mut again).await;
    assert_eq!(second(&mut again, &token, &codes[4]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // New codes end the old ones.
    ada.post("/office/account", &[("do", "recovery"), ("password", PASSWORD)]).await;
    assert_eq!(second(&mut again, &token, &codes[5]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn guesses_at_codes_are_stopped() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let (secret, _) = turn_on(&mut ada).await;
    let mut browser = house.browser();
    browser.cookies.clear();
    let token = password(&mut browser).await;
    let mut last = StatusCode::OK;
    for _ in 0..9 {
        last = second(&mut browser, &token, "111111").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(second(&mut browser, &token, &code(&secret, 0)).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_administrator_opens_for_those_who_lost_everything() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    turn_on(&mut edgar).await;
    let user = house.store.user_by_email("edgar@monde.example").await.expect("read").expect("there");
    let path = format!("/office/users/{}", user.id);
    assert_eq!(edgar.post(&path, &[("do", "factors-off")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post(&path, &[("do", "factors-off")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(edgar.get("/office/").await.status, StatusCode::SEE_OTHER, "open sessions end");
    let form = [("email", "edgar@monde.example"), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/office/login", &form).await.status, StatusCode::SEE_OTHER);
    let last = AuditFilter { action: Some(AuditAction::FactorsOff), limit: 5, ..AuditFilter::default() };
    assert_eq!(house.store.audit(&last).await.expect("read").len(), 1, "it is in the log");
}

#[tokio::test]
async fn a_new_password_does_not_take_the_second_step_off() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    turn_on(&mut edgar).await;
    let user = house.store.user_by_email("edgar@monde.example").await.expect("read").expect("there");
    let page = ada.post(&format!("/office/users/{}", user.id), &[("do", "link")]).await.text;
    let link = between(&page, "<code>http://monde.example", "</code>").to_owned();
    let mut browser = house.browser();
    let answer = browser.post(&link, &[("name", "Edgar"), ("password", "un autre phare tourne")]).await;
    assert!(answer.status == StatusCode::OK && answer.text.contains("/office/login/code"), "{}", answer.text);
    assert_eq!(browser.get("/office/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn passkeys_are_asked_for_by_their_owner_alone() {
    let house = TestOffice::new().await;
    let json = [("origin", "http://monde.example"), ("content-type", "application/json")];
    let mut nobody = house.browser();
    let knock = nobody.ask("PUT", "/office/login/passkey", &json, "{}".to_owned()).await;
    assert_eq!(knock.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(knock.text.contains("Cette page ne reçoit pas ce type d’envoi"), "{}", knock.text);
    let add = nobody.ask("POST-JSON", "/office/account/passkeys", &json, "{}".to_owned()).await;
    assert_eq!(add.status, StatusCode::SEE_OTHER, "only at the desk");
    let knock = nobody.ask("POST-JSON", "/office/login/passkey", &json, "{}".to_owned()).await;
    assert!(
        knock.text.contains("\"rpId\":\"monde.example\"") && knock.text.contains("\"allowCredentials\":[]"),
        "{}",
        knock.text
    );
    let mut ada = house.administrator().await;
    let body = r#"{"password":"non","name":"x"}"#.to_owned();
    let add = ada.ask("POST-JSON", "/office/account/passkeys", &json, body).await;
    assert_eq!(add.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = format!(r#"{{"password":"{PASSWORD}","name":"x"}}"#);
    let add = ada.ask("POST-JSON", "/office/account/passkeys", &json, body).await;
    assert!(add.text.contains("\"residentKey\":\"preferred\""), "{}", add.text);
    assert!(add.text.contains("\"userVerification\":\"required\""), "{}", add.text);
    let foreign = [("origin", "http://evil.example"), ("content-type", "application/json")];
    let answer = ada.ask("POST-JSON", "/office/account/passkeys", &foreign, "{}".to_owned()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_role_that_needs_two_steps_opens_nothing_without_them() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut reader = house.user(&mut ada, "Rosa", "reader").await;
    let mut publisher = house.user(&mut ada, "Paul", "publisher").await;
    let wrong = ada.post("/office/settings", &[("two-step", "captain")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let set = ada.post("/office/settings", &[("two-step", "publisher")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    // Readers are not affected.
    assert_eq!(reader.get("/office/").await.status, StatusCode::OK);
    for browser in [&mut publisher, &mut ada] {
        for path in ["/office/", "/office/partnerships/", "/office/users", "/office/audit.csv"] {
            assert_eq!(browser.get(path).await.location(), "/office/account?two-step", "{path}");
        }
        let refused = browser.post("/office/users", &[("email", "x@y.z"), ("name", "X")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text.contains("double authentification"), "{}", refused.text);
        let calendar = browser.post("/office/account", &[("do", "calendar")]).await;
        assert_eq!(calendar.status, StatusCode::FORBIDDEN);
        let page = browser.get("/office/account?two-step").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text.contains("La double authentification est obligatoire pour votre rôle"),
            "{}",
            page.text
        );
    }
    // Ways around it: other spellings of addresses, and programs.
    for path in
        ["/office/%61ccount/../users", "/office//users", "/office/account/../users", "/office/login/../users"]
    {
        assert_ne!(publisher.get(path).await.status, StatusCode::OK, "{path}");
    }
    turn_on(&mut ada).await;
    assert_eq!(ada.get("/office/users").await.status, StatusCode::OK);
    // The last second step stays while it is required.
    let off = [("do", "totp-off"), ("password", PASSWORD)];
    assert_eq!(ada.post("/office/account", &off).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = ada.post("/office/settings", &[("two-step", "")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    assert_eq!(publisher.get("/office/").await.status, StatusCode::OK);
    assert_eq!(ada.post("/office/account", &off).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_address_of_a_calendar_ends_with_the_other_sessions_and_the_password() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let endings: [&[(&str, &str)]; 2] = [
        &[("do", "end-others")],
        &[("do", "password"), ("old", PASSWORD), ("new", "une autre phrase de mer")],
    ];
    for ending in endings {
        let page = ada.post("/office/account", &[("do", "calendar")]).await.text;
        let address = between(&page, "<code>http://monde.example", "</code>").to_owned();
        let mut stranger = house.browser();
        assert_eq!(stranger.get(&address).await.status, StatusCode::OK);
        assert_eq!(ada.post("/office/account", ending).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND, "{ending:?}");
    }
}

#[tokio::test]
async fn a_user_without_a_password_sets_up_two_steps_soon_after_signing_in() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    // As for a user who signs in through an identity provider only.
    let pool =
        sqlx::SqlitePool::connect(&format!("sqlite://{}", house.path().display())).await.expect("opened");
    sqlx::query("UPDATE user SET password = NULL").execute(&pool).await.expect("changed");
    assert!(!ada.get("/office/account").await.text.contains("type=\"password\""));
    let page = ada.post("/office/account", &[("do", "totp-begin")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    sqlx::query("UPDATE session SET created = created - 16 * 60 * 1000")
        .execute(&pool)
        .await
        .expect("changed");
    let page = ada.post("/office/account", &[("do", "totp-begin")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("reconnectez-vous avec le fournisseur d’identité"), "{}", page.text);
}
