//! The office by its own HTTP, as a browser without scripts would use it.
mod api;
mod asvs;
mod audit;
mod bulk;
mod calendar;
mod contributions;
mod declaration;
mod declaration_pages;
mod documents;
mod environment;
mod factors;
mod find;
mod funding;
mod grid;
mod hooks;
mod hostile_input;
mod import;
mod import_files;
mod import_restart;
mod import_rows;
mod import_templates;
mod import_values;
mod legal_pages;
mod list_edit;
mod login;
mod long_lists;
mod mail;
mod money_tables;
mod overview;
mod people;
mod pictures;
mod places;
mod prefill;
mod project_lists;
mod raw_codes;
mod records;
mod reports;
mod rights;
mod round_trip;
mod scoped_users;
mod sessions;
mod setup;
mod sheets;
mod templates;
mod together;
mod workbooks;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Builder;
use axum::http::response::Parts;
use axum::http::{HeaderMap, Request, StatusCode};
use portulan_model::kinds::Authority;
use portulan_model::{Body as RecordBody, Kind, Record, State, Text};
use portulan_store::{Author, Change, RecordWriter as _, SqliteStore, operator_only};
use portulan_web::App;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::{Office, router, start_link};

/// An office with an authority of no account, and nothing else.
pub struct TestOffice {
    pub store: SqliteStore,
    pub office: Office,
    site: Router,
    // The database is in this folder.
    folder: tempfile::TempDir,
}

/// One browser.
#[derive(Clone)]
pub struct Browser {
    office: Router,
    pub site: Router,
    pub cookies: Vec<(String, String)>,
}

pub struct TestAnswer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl TestAnswer {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |h| h.to_str().expect("ASCII"))
    }
}

pub fn text(s: &str) -> Text {
    Text([("fr".to_owned(), s.to_owned())].into())
}

impl TestOffice {
    pub async fn of(records: Vec<Record>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("register.sqlite")).await.expect("a store");
        store
            .apply(
                records.into_iter().map(Change::Create).collect(),
                &Author::operator("test"),
                operator_only,
            )
            .await
            .expect("kept");
        let office = Self::office(&store, "http://monde.example").await;
        let app = office.app.clone();
        Self { store, office, site: portulan_web::router(app), folder }
    }

    /// An office of a register at an address.
    pub async fn office(store: &SqliteStore, url: &str) -> Office {
        let app = App::new(Arc::new(store.clone()), url).await.expect("a site");
        Office::new(Arc::new(store.clone()), app).expect("an office")
    }

    pub async fn new() -> Self {
        let body = Authority {
            name: text("Ville de Port-Imaginaire"),
            country: portulan_model::Country("FR".to_owned()),
            languages: vec!["fr".to_owned(), "en".to_owned()],
            fictional: true,
            ..Authority::default()
        };
        let body = RecordBody::Authority(Box::new(body));
        Self::of(vec![Record {
            id: Uuid::now_v7(),
            slug: "port-imaginaire".into(),
            state: State::Published,
            body,
        }])
        .await
    }

    /// The path of the database.
    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("register.sqlite")
    }

    /// The public site as it is now.
    pub async fn renewed(&self) -> Router {
        let app = App::new(Arc::new(self.store.clone()), "http://monde.example").await.expect("a site");
        portulan_web::router(app)
    }

    pub fn browser(&self) -> Browser {
        Browser { office: router(self.office.clone()), site: self.site.clone(), cookies: Vec::new() }
    }

    /// The first administrator, by the link that the program prints.
    pub async fn administrator(&self) -> Browser {
        let link = start_link(&self.office).await.expect("an answer").expect("a link");
        let mut browser = self.browser();
        let path = link.strip_prefix("http://monde.example").expect("an address of the site");
        let form = [("email", "ada@monde.example"), ("name", "Ada"), ("password", PASSWORD)];
        let answer = browser.post(path, &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert!(["/office/", "/office/setup"].contains(&answer.location()), "{}", answer.location());
        browser
    }

    /// Invites a user with a role, and signs in.
    pub async fn user(&self, administrator: &mut Browser, name: &str, role: &str) -> Browser {
        let email = format!("{}@monde.example", name.to_lowercase());
        let form = [("email", email.as_str()), ("name", name), ("role", role)];
        let answer = administrator.post("/office/users", &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let link =
            answer.text.split("<code>").nth(1).expect("a link").split("</code>").next().expect("its end");
        let path = link.strip_prefix("http://monde.example").expect("an address of the site").to_owned();
        let mut browser = self.browser();
        let answer = browser.post(&path, &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser
    }
}

pub const PASSWORD: &str = "le phare bleu tourne";

impl Browser {
    pub async fn get(&mut self, path: &str) -> TestAnswer {
        self.ask("GET", path, &[], String::new()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> TestAnswer {
        let own = [("origin", "http://monde.example")];
        self.ask("POST", path, &own, encoded(fields)).await
    }

    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> TestAnswer {
        let form = method == "POST";
        let method = method.strip_suffix("-JSON").unwrap_or(method);
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if form {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        self.answer(request, Body::from(body)).await
    }

    /// Sends a request with the current cookies, and stores those of the response.
    pub async fn answer(&mut self, request: Builder, body: Body) -> TestAnswer {
        let (parts, bytes) = self.exchange(request, body).await;
        let text = String::from_utf8(bytes).expect("text");
        let is_page =
            parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let text = if is_page { portulan_testkit::with_tags_on_one_line(&text) } else { text };
        TestAnswer { status: parts.status, headers: parts.headers, text }
    }

    /// The raw response at an address.
    pub async fn fetch(&mut self, path: &str) -> (StatusCode, Vec<u8>) {
        let (parts, bytes) = self.exchange(Request::builder().uri(path), Body::empty()).await;
        (parts.status, bytes)
    }

    /// The raw response to a form.
    pub async fn post_for_file(&mut self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, Vec<u8>) {
        let request = Request::builder().method("POST").uri(path).header("origin", "http://monde.example");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (parts, bytes) = self.exchange(request, Body::from(encoded(fields))).await;
        (parts.status, bytes)
    }

    async fn exchange(&mut self, mut request: Builder, body: Body) -> (Parts, Vec<u8>) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        let request = request.body(body).expect("a request");
        let inside = ["/office", "/api"].iter().any(|own| request.uri().path().starts_with(own));
        let service = if inside { self.office.clone() } else { self.site.clone() };
        let (parts, body) = service.oneshot(request).await.expect("an answer").into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let text = cookie.to_str().expect("ASCII");
            let (name, value) = text.split(';').next().and_then(|c| c.split_once('=')).expect("a cookie");
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        (parts, to_bytes(body, usize::MAX).await.expect("a body").to_vec())
    }
}

pub fn encoded(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The address of a record in the office.
pub fn at(kind: Kind, id: Uuid) -> String {
    format!("/office/{}/{id}", kind.folder())
}
