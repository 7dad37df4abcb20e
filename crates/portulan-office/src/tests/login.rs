//! Sign-in, and its refusals.
use axum::http::StatusCode;

use portulan_store::Accounts as _;

use super::{Browser, PASSWORD, TestOffice, encoded};
use crate::{router, start_link};

#[tokio::test]
async fn nobody_gets_in_without_logging_in() {
    let house = TestOffice::new().await;
    let mut stranger = house.browser();
    for path in ["/office/", "/office/partnerships/", "/office/users", "/office/audit.csv", "/office/account"]
    {
        let answer = stranger.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.location().starts_with("/office/login?next=%2Foffice"), "{}", answer.location());
    }
}

#[tokio::test]
async fn a_login_makes_a_session_that_a_logout_ends() {
    let house = TestOffice::new().await;
    house.administrator().await;
    let mut browser = house.browser();
    let wrong = browser.post("/office/login", &[("email", "ada@monde.example"), ("password", "non")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = browser.post("/office/login", &[("email", "bob@monde.example"), ("password", "non")]).await;
    let plain = |text: &str| text.replace("ada@", "").replace("bob@", "");
    assert_eq!(plain(&wrong.text), plain(&unknown.text), "an unknown address looks like a wrong password");
    let right = [("email", " Ada@Monde.example "), ("password", PASSWORD), ("next", "https://evil.example/")];
    let answer = browser.post("/office/login", &right).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/office/"));
    let cookie = answer.headers.get("set-cookie").and_then(|c| c.to_str().ok()).unwrap_or_default();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    let stolen = browser.clone();
    assert_eq!(browser.get("/office/").await.status, StatusCode::OK);
    assert_eq!(browser.post("/office/logout", &[]).await.location(), "/office/login");
    assert_eq!(
        stolen.clone().get("/office/").await.status,
        StatusCode::SEE_OTHER,
        "the token died with the session"
    );
}

#[tokio::test]
async fn a_new_login_takes_a_new_token() {
    let house = TestOffice::new().await;
    let mut browser = house.administrator().await;
    let before = browser.clone();
    browser.post("/office/login", &[("email", "ada@monde.example"), ("password", PASSWORD)]).await;
    let token = |b: &super::Browser| b.cookies.iter().find(|(n, _)| n == "portulan").cloned();
    assert_ne!(token(&before), token(&browser));
    assert_eq!(before.clone().get("/office/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/office/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn links_work_once() {
    let house = TestOffice::new().await;
    let link = start_link(&house.office).await.expect("an answer").expect("a link");
    let path = link.strip_prefix("http://monde.example").expect("an address").to_owned();
    let form = [("email", "ada@monde.example"), ("name", "Ada"), ("password", PASSWORD)];
    let weak = [("email", "ada@monde.example"), ("name", "Ada"), ("password", "motdepasse123")];
    let mut browser = house.browser();
    assert_eq!(browser.post(&path, &weak).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post(&path, &form).await.status, StatusCode::GONE);
    assert_eq!(browser.get(&path).await.status, StatusCode::GONE);
    assert_eq!(start_link(&house.office).await.expect("an answer"), None, "an administrator is there");
}

#[tokio::test]
async fn other_sites_cannot_act_for_a_user() {
    let house = TestOffice::new().await;
    let mut browser = house.administrator().await;
    let body = encoded(&[("email", "eve@evil.example"), ("name", "Eve"), ("role", "administrator")]);
    for headers in
        [[("origin", "https://evil.example")], [("sec-fetch-site", "cross-site")], [("origin", "null")]]
    {
        let answer = browser.ask("POST", "/office/users", &headers, body.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert!(!browser.get("/office/users").await.text.contains("evil.example"));
}

#[tokio::test]
async fn roles_bound_what_people_do() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut reader = house.user(&mut ada, "Rita", "reader").await;
    let mut editor = house.user(&mut ada, "Edgar", "editor").await;
    for (who, path, status) in [
        ("reader", "/office/partnerships/", StatusCode::OK),
        ("reader", "/office/users", StatusCode::FORBIDDEN),
        ("reader", "/office/audit.csv", StatusCode::FORBIDDEN),
        ("reader", "/office/partnerships/new", StatusCode::FORBIDDEN),
        ("editor", "/office/users", StatusCode::FORBIDDEN),
        ("editor", "/office/partnerships/new", StatusCode::SEE_OTHER),
    ] {
        let browser = if who == "reader" { &mut reader } else { &mut editor };
        assert_eq!(browser.get(path).await.status, status, "{path}");
    }
    let id = uuid::Uuid::now_v7();
    let path = format!("/office/organisations/{id}");
    let form = [("/name/fr", "Université"), ("revision", "0"), ("do", "save")];
    assert_eq!(reader.post(&path, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(editor.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let publish = [("do", "publish"), ("seen", "1")];
    assert_eq!(editor.post(&format!("{path}/publish"), &publish).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post(&format!("{path}/publish"), &publish).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn somebody_on_leave_is_out_at_once() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    assert_eq!(edgar.get("/office/").await.status, StatusCode::OK);
    let page = ada.get("/office/users").await.text;
    let edgar_line = page.split("<tr>").find(|row| row.contains("Edgar")).expect("a line");
    let href =
        edgar_line.split("href=\"").nth(1).and_then(|r| r.split('"').next()).expect("an address").to_owned();
    ada.post(&href, &[("do", "save"), ("role", "editor")]).await;
    assert_eq!(edgar.get("/office/").await.status, StatusCode::SEE_OTHER);
    let login = [("email", "edgar@monde.example"), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/office/login", &login).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn guesses_are_stopped() {
    let house = TestOffice::new().await;
    house.administrator().await;
    let mut browser = house.browser();
    let wrong = [("email", "ada@monde.example"), ("password", "non")];
    let mut last = StatusCode::OK;
    for _ in 0..9 {
        last = browser.post("/office/login", &wrong).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn headers_forbid_what_the_office_does_not_do() {
    let house = TestOffice::new().await;
    let answer = house.administrator().await.get("/office/").await;
    let header =
        |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    assert!(header("content-security-policy").contains("default-src 'none'; script-src 'self'"));
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(!answer.text.contains("style=") && !answer.text.contains(" onclick"));
    let public = house.browser().get("/fr/").await;
    assert!(public.headers.get("set-cookie").is_none(), "the public site sets no cookie");
}

#[tokio::test]
async fn what_cannot_be_read_gets_a_page_that_helps() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    for (path, status) in [
        ("/office/partnerships/not-a-number", StatusCode::NOT_FOUND),
        ("/office/ships/", StatusCode::NOT_FOUND),
        ("/office/users/01990000-0000-7000-8000-000000000000", StatusCode::NOT_FOUND),
    ] {
        let answer = ada.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text.contains("Page ou fiche introuvable"), "{path} {}", answer.text);
    }
    let answer = ada.post("/office/login", &[("email", "ada@monde.example")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("Le formulaire envoyé n’a pas pu être lu"), "{}", answer.text);
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_the_host() {
    let house = TestOffice::new().await;
    house.administrator().await;
    let office = TestOffice::office(&house.store, "https://monde.example").await;
    let mut browser = Browser { office: router(office), ..house.browser() };
    let login = [("email", "ada@monde.example"), ("password", PASSWORD)];
    let answer =
        browser.ask("POST", "/office/login", &[("origin", "https://monde.example")], encoded(&login)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let cookies: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok()).collect();
    assert!(cookies.iter().any(|c| c.starts_with("__Host-portulan=")), "{cookies:?}");
    for cookie in cookies {
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }
    assert!(answer.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_alone() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let user = house.store.user_by_email("ada@monde.example").await.expect("read").expect("there");
    let session = house.store.sessions(user.id).await.expect("read")[0].id.to_string();
    edgar.post("/office/account", &[("do", "end-session"), ("session", session.as_str())]).await;
    assert_eq!(ada.get("/office/").await.status, StatusCode::OK, "another's session stays");
    ada.post("/office/account", &[("do", "end-session"), ("session", session.as_str())]).await;
    assert_eq!(ada.get("/office/").await.status, StatusCode::SEE_OTHER);
}
