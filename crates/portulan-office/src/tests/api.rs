//! Programs with a token.
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION, WWW_AUTHENTICATE};
use portulan_model::kinds::Organisation;
use portulan_model::{Body, Fact, Provenance, Record, State};
use portulan_store::{Accounts as _, AuditFilter, Scope, Store as _};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Browser, PASSWORD, TestAnswer, TestOffice, text};

/// A token made in the office, with some scopes.
pub(super) async fn token(browser: &mut Browser, scopes: &[&str]) -> String {
    let mut form = vec![("do", "make"), ("name", "Site"), ("days", "30"), ("password", PASSWORD)];
    form.extend(scopes.iter().map(|scope| (*scope, "true")));
    let answer = browser.post("/office/tokens", &form).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let secret = answer.text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next());
    secret.expect("a secret").to_owned()
}

/// An API client: no cookie, a token, a body.
pub(super) struct ApiProgram {
    pub(super) wire: Browser,
    pub(super) token: String,
}

impl ApiProgram {
    pub(super) async fn ask(&mut self, method: &str, path: &str, seen: &str, body: Value) -> TestAnswer {
        let bearer = format!("Bearer {}", self.token);
        let media = if method == "PATCH" { "application/merge-patch+json" } else { "application/json" };
        let mut headers = vec![("content-type", media)];
        if !self.token.is_empty() {
            headers.push(("authorization", &bearer));
        }
        if !seen.is_empty() {
            headers.push(("if-match", seen));
        }
        let method = if method == "POST" { "POST-JSON" } else { method };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.wire.ask(method, &format!("/api/v1{path}"), &headers, body).await
    }
}

fn value(answer: &TestAnswer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|e| panic!("{e}: {}", answer.text))
}

fn tag(answer: &TestAnswer) -> String {
    answer.headers[ETAG].to_str().expect("ASCII").to_owned()
}

#[tokio::test]
async fn a_program_writes_publishes_and_loses_nothing() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let token = token(&mut ada, &["read", "write", "publish"]).await;
    let page = ada.get("/office/tokens").await.text;
    assert!(page.contains("<b dir=\"auto\">Site</b>") && !page.contains(&token), "a secret is shown once");
    let mut program = ApiProgram { wire: house.browser(), token };
    let sent = json!({ "body": { "name": { "fr": "Quai" }, "country": "FR" }, "reason": "Essai" });
    let made = program.ask("POST", "/territories", "", sent).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert!(made.headers[LOCATION].to_str().expect("ASCII").ends_with("/api/v1/territories/quai"));
    assert_eq!(value(&made)["state"], "draft");
    assert_eq!(tag(&made), "\"r1\"");
    let mut stranger = ApiProgram { wire: house.browser(), token: String::new() };
    assert_eq!(stranger.ask("GET", "/territories/quai", "", Value::Null).await.status, StatusCode::NOT_FOUND);

    let patch = json!({ "body": { "name": { "en": "Quay" } } });
    let blind = program.ask("PATCH", "/territories/quai", "", patch.clone()).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    let changed = program.ask("PATCH", "/territories/quai", "\"r1\"", patch.clone()).await;
    assert_eq!(value(&changed)["body"]["name"], json!({ "en": "Quay", "fr": "Quai" }));
    let stale =
        program.ask("PATCH", "/territories/quai", "\"r1\"", json!({ "body": { "country": "ES" } })).await;
    assert_eq!(
        (stale.status, value(&stale)["status"].as_u64()),
        (StatusCode::PRECONDITION_FAILED, Some(412))
    );
    let same = program.ask("PATCH", "/territories/quai", "\"r2\"", patch).await;
    assert_eq!((same.status, tag(&same)), (StatusCode::OK, "\"r2\"".to_owned()), "nothing new, no revision");

    let out = program.ask("PUT", "/territories/quai/publication", "\"r2\"", Value::Null).await;
    assert_eq!(
        (out.status, value(&out)["state"].as_str()),
        (StatusCode::OK, Some("published")),
        "{}",
        out.text
    );
    let held = program.ask("DELETE", "/territories/quai", "*", Value::Null).await;
    assert_eq!(held.status, StatusCode::CONFLICT, "{}", held.text);
    let gone = program.ask("DELETE", "/territories/quai/publication", "*", json!({ "reason": "Fini" })).await;
    assert_eq!(value(&gone)["state"], "archived");
    assert_eq!(
        program.ask("DELETE", "/territories/quai", "\"r4\"", Value::Null).await.status,
        StatusCode::NO_CONTENT
    );
    let log = ada.get("/office/audit").await.text;
    assert!(log.contains("Ada (Site)"), "the log tells the program from the person");
}

#[tokio::test]
async fn what_is_sent_is_judged_like_a_form() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut program =
        ApiProgram { wire: house.browser(), token: token(&mut ada, &["read", "write", "publish"]).await };
    let cases = [
        (json!({ "body": { "name": "Quai" } }), 400, "/body/name"),
        (json!({ "body": { "id": "x" } }), 400, "/body"),
        (json!({ "body": {}, "state": "published" }), 400, ""),
        (json!({ "body": { "country": "XX" } }), 422, "/body/country"),
        (json!({ "body": { "within": "nowhere" } }), 400, "/body"),
    ];
    for (sent, status, place) in cases {
        let answer = program.ask("POST", "/territories", "", sent.clone()).await;
        assert_eq!(answer.status.as_u16(), status, "{sent}: {}", answer.text);
        let problem = value(&answer);
        let places: Vec<&str> = problem["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .filter_map(|e| e["pointer"].as_str())
            .collect();
        assert!(places.contains(&place), "{sent}: {places:?}");
        let kind = answer.headers["content-type"].to_str().expect("ASCII");
        assert_eq!(kind, "application/problem+json");
    }
    let dangling = json!({ "body": { "title": { "fr": "A" }, "territories": ["nowhere"] } });
    let answer = program.ask("POST", "/partnerships", "", dangling).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert_eq!(value(&answer)["errors"][0]["pointer"], "/body/territories/0", "{}", answer.text);
    let picture = json!({ "body": { "alt": { "fr": "Un port" }, "file": "other.jpg" } });
    let answer = program.ask("POST", "/media", "", picture).await;
    assert_eq!(value(&answer)["errors"][0]["pointer"], "/body/file", "{}", answer.text);
    let empty = program.ask("POST", "/territories", "", json!({ "slug": "vide", "body": {} })).await;
    assert_eq!(empty.status, StatusCode::CREATED, "a draft may lack anything");
    let answer = program.ask("PUT", "/territories/vide/publication", "*", Value::Null).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "what is public may not: {}", answer.text);
    let twice = program.ask("POST", "/territories", "", json!({ "slug": "vide", "body": {} })).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let second = program.ask("POST", "/authorities", "", json!({ "body": {} })).await;
    assert_eq!(second.status, StatusCode::FORBIDDEN, "a register has one authority: {}", second.text);
    let control = json!({ "slug": "bruit", "body": { "iati_identifier": "a\u{7}b" } });
    let control = program.ask("POST", "/projects", "", control).await;
    assert_eq!(value(&control)["errors"][0]["pointer"], "/body/iati_identifier", "{}", control.text);
    let renamed = program.ask("PATCH", "/territories/vide", "*", json!({ "slug": "plein" })).await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text);
    let found = (value(&renamed)["slug"].clone(), value(&renamed)["body"].clone());
    assert_eq!(found, (json!("plein"), value(&empty)["body"].clone()), "the body stays");
    let renamed = program.ask("PATCH", "/territories/plein", "*", json!({ "slug": "vide" })).await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text);
    let wire = program.wire.ask("PUT", "/api/v1/territories/vide", &[], "{}".to_owned()).await;
    assert_eq!(wire.status, StatusCode::UNAUTHORIZED);
    let answer = program.ask("PATCH", "/territories", "", json!({})).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "GET, POST, HEAD, OPTIONS");
}

#[tokio::test]
async fn a_token_gives_no_more_than_its_scopes_and_its_owner() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut edgar = house.user(&mut ada, "Edgar", "editor").await;
    let body = json!({ "slug": "quai", "body": { "name": { "fr": "Quai" }, "country": "FR" } });
    // The value of a session cookie is not a token.
    let json_form = [("content-type", "application/json"), ("origin", "http://monde.example")];
    let answer = ada.ask("POST-JSON", "/api/v1/territories", &json_form, body.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers[WWW_AUTHENTICATE], "Bearer");

    let mut reader = ApiProgram { wire: house.browser(), token: token(&mut ada, &["read"]).await };
    assert_eq!(reader.ask("POST", "/territories", "", body.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(reader.ask("GET", "/persons", "", Value::Null).await.status, StatusCode::OK);
    let mut writer =
        ApiProgram { wire: house.browser(), token: token(&mut edgar, &["write", "publish"]).await };
    assert_eq!(writer.ask("POST", "/territories", "", body).await.status, StatusCode::CREATED);
    assert_eq!(writer.ask("GET", "/territories/quai", "", Value::Null).await.status, StatusCode::FORBIDDEN);
    let answer = writer.ask("PUT", "/territories/quai/publication", "*", Value::Null).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "an editor's token does not publish, whatever was sent");
    let log = ada.get("/office/audit.csv").await.text;
    assert!(
        log.contains("\"refused\",\"GET /api/v1/territories/quai\""),
        "refusals of programs are in the log: {log}"
    );
    let mut rita = house.user(&mut ada, "Rita", "reader").await;
    assert_eq!(rita.get("/office/tokens").await.status, StatusCode::FORBIDDEN);
    // Others' tokens are not there for an editor, and an administrator ends them.
    assert!(!edgar.get("/office/tokens").await.text.contains("Ada"));
    let page = ada.get("/office/tokens").await.text;
    let row = page.split("<li>").find(|row| row.contains("Edgar ·")).expect("Edgar's token");
    let id = row.split("name=\"id\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("its id");
    assert_eq!(
        edgar.post("/office/tokens", &[("do", "end"), ("id", id)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(writer.ask("POST", "/territories", "", json!({})).await.status, StatusCode::UNAUTHORIZED);
    let wrong = [("do", "make"), ("name", "X"), ("days", "30"), ("read", "true"), ("password", "wrong")];
    assert_eq!(ada.post("/office/tokens", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_token_opens_nothing_while_its_owner_lacks_a_required_second_step() {
    let house = TestOffice::new().await;
    let mut ada = house.administrator().await;
    let mut program = ApiProgram { wire: house.browser(), token: token(&mut ada, &["read"]).await };
    assert_eq!(program.ask("GET", "/persons", "", Value::Null).await.status, StatusCode::OK);
    let set = ada.post("/office/settings", &[("two-step", "administrator")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    assert_eq!(program.ask("GET", "/persons", "", Value::Null).await.status, StatusCode::FORBIDDEN);
    let log = house.store.audit(&AuditFilter { limit: 9, ..AuditFilter::default() }).await.expect("a log");
    let refusal = log.iter().find(|line| line.action == "refused");
    assert_eq!(refusal.map(|line| line.subject.as_str()), Some("GET /api/v1/persons"), "{log:?}");
}

/// An office with published organisations whose descriptions have so many bytes.
async fn office_with_long_texts(count: usize, bytes: usize) -> TestOffice {
    let house = TestOffice::new().await;
    let mut records: Vec<Record> =
        house.store.records(Scope::Latest).await.expect("records").into_iter().map(|s| s.record).collect();
    records.extend((0..count).map(|number| {
        let (id, slug) = (Uuid::now_v7(), format!("long-{number}"));
        let value = text(&"a".repeat(bytes));
        let description = Some(Fact { value, source: None, provenance: Provenance::default() });
        let body = Organisation { name: text(&slug), description, ..Organisation::default() };
        Record { id, slug, state: State::Published, body: Body::Organisation(Box::new(body)) }
    }));
    TestOffice::of(records).await
}

#[tokio::test]
async fn a_page_that_would_be_too_large_is_refused_and_smaller_ones_leave_nothing_out() {
    let house = office_with_long_texts(3, 3 << 20).await;
    let mut ada = house.administrator().await;
    let token = token(&mut ada, &["read"]).await;
    for token in [token, String::new()] {
        let mut program = ApiProgram { wire: house.browser(), token };
        for path in ["/organisations", "/organisations?per_page=3&order=updated"] {
            let refused = program.ask("GET", path, "", Value::Null).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_eq!(refused.headers[CONTENT_TYPE], "application/problem+json");
            let problem = value(&refused);
            assert!(
                problem["type"].as_str().is_some_and(|t| t.ends_with("/api#page-too-large")),
                "{problem}"
            );
            assert!(problem["detail"].as_str().is_some_and(|d| d.contains("per_page")), "{problem}");
        }
        let mut slugs = Vec::new();
        for page in 1..=2 {
            let path = format!("/organisations?per_page=2&page={page}");
            let answer = program.ask("GET", &path, "", Value::Null).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let list = value(&answer);
            assert_eq!((list["total"].as_u64(), list["next"].is_string()), (Some(3), page == 1));
            let items = list["items"].as_array().expect("items");
            slugs.extend(items.iter().map(|item| item["slug"].as_str().expect("a slug").to_owned()));
        }
        assert_eq!(slugs, ["long-0", "long-1", "long-2"]);
    }
}
