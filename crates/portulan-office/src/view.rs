//! What every template of the office can ask.
use askama::Template;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_editorial::policy::{self, OfficeAction};
use portulan_locales::{Language, dates};
use portulan_model::{Kind, PartialDate, State, Text};
use portulan_store::{Denial, Proposal, RecordSummary, User, UserRole};
use portulan_workbook::WorkbookError;
use rust_decimal::Decimal;

use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::{RETRY_AFTER_SECONDS, assets};

/// The kinds in the menu, in the order in which they are worked at.
pub const MENU: [Kind; 13] = [
    Kind::Partnership,
    Kind::Project,
    Kind::Event,
    Kind::Agreement,
    Kind::Mission,
    Kind::Person,
    Kind::Organisation,
    Kind::Territory,
    Kind::Network,
    Kind::Document,
    Kind::Media,
    Kind::Page,
    Kind::Authority,
];

/// One page being made: for whom, and where.
pub struct OfficeView {
    /// The reader's language.
    pub language: Language,
    /// Who reads; nobody before the door.
    pub user: Option<User>,
    /// The entry of the menu that the page belongs to.
    here: &'static str,
    zone: TimeZone,
}

#[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)] // templates hand over references, and know the view alone
impl OfficeView {
    /// A page for somebody at the desk.
    pub fn new(current_user: &CurrentUser, here: &'static str) -> Self {
        Self {
            language: current_user.language(),
            user: Some(current_user.user.clone()),
            here,
            zone: current_user.zone.clone(),
        }
    }

    /// A page before the door.
    pub fn outside(language: Language) -> Self {
        Self { language, user: None, here: "", zone: TimeZone::UTC }
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// A message with a value.
    pub fn tw(&self, key: &str, value: impl AsRef<str>) -> String {
        self.language.format(key, &[("value", value.as_ref().into())])
    }

    /// A message with a count.
    pub fn tn(&self, key: &str, count: &usize) -> String {
        self.language.format(key, &[("count", (*count).into())])
    }

    /// The word of a list: `state-draft`.
    pub fn word(&self, list: &str, name: &str) -> String {
        self.language.text(&format!("{list}-{name}"))
    }

    /// What records of a kind are called.
    pub fn kinds(&self, kind: &Kind) -> String {
        self.language.text(&format!("office-kinds-{}", kind.singular()))
    }

    /// The word for a state.
    pub fn state(&self, state: &State) -> String {
        self.word("state", state.name())
    }

    /// How a record stands. What is private is not on its way anywhere.
    pub fn standing(&self, kind: &Kind, state: &State) -> String {
        match state {
            State::Draft | State::InReview if kind.is_private() => self.t("office-private"),
            _ => self.state(state),
        }
    }

    /// A name in the reader's language, or what stands for one that is missing.
    pub fn name(&self, name: &Text) -> String {
        let text = name.text(self.language.tag());
        if text.trim().is_empty() { self.t("office-nameless") } else { text.to_owned() }
    }

    /// The name of a record in a list; the end of its address where it has none, as pictures just received.
    pub fn head(&self, head: &RecordSummary) -> String {
        if head.name.is_empty() { head.slug.clone() } else { self.name(&head.name) }
    }

    /// An amount in a currency: its sign or its code.
    pub fn money(&self, amount: Decimal, currency: &str) -> String {
        self.language.money(amount, currency)
    }

    /// A day in words.
    pub fn day(&self, day: &Date) -> String {
        dates::date(self.language, PartialDate::from(*day))
    }

    /// A moment, to the minute.
    pub fn moment(&self, t: &Timestamp) -> String {
        let local = self.zone.to_datetime(*t);
        format!("{}, {:02}:{:02}", self.day(&local.date()), local.hour(), local.minute())
    }

    /// Whether the reader has a role, or a greater one.
    pub fn is(&self, role: &str) -> bool {
        let role: Option<UserRole> = role.parse().ok();
        self.user.as_ref().zip(role).is_some_and(|(user, role)| user.role >= role)
    }

    /// Whether proposals concern the reader: who makes them, or answers them.
    pub fn proposes(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.role != UserRole::Reader)
    }

    /// Whether the reader is of the authority itself.
    pub fn is_own(&self) -> bool {
        self.user.as_ref().is_some_and(CurrentUser::is_staff)
    }

    /// Whether the reader brings files in.
    pub fn imports(&self) -> bool {
        self.user.as_ref().is_some_and(|user| {
            policy::office(user.role, !user.scope.is_empty(), OfficeAction::Import).is_ok()
        })
    }

    /// A browser, as people know it: `Firefox, Windows`.
    pub fn agent(&self, said: &str) -> String {
        // The order matters: most say that they are also those that come later.
        let browsers = [
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ];
        let systems = [
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ];
        let of = |list: &[(&str, &'static str)]| {
            list.iter().find(|(part, _)| said.contains(part)).map(|(_, name)| *name)
        };
        match (of(&browsers), of(&systems)) {
            (Some(browser), Some(system)) => format!("{browser}, {system}"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => self.t("office-agent-unknown"),
        }
    }

    /// What became of a proposal.
    pub fn answer(&self, proposal: &Proposal) -> String {
        self.word(
            "office-answer",
            match &proposal.answer {
                None => "waits",
                Some(answer) if answer.accepted => "accepted",
                Some(answer) if answer.author == proposal.author => "withdrawn",
                Some(_) => "declined",
            },
        )
    }

    /// Whether the page belongs to an entry of the menu.
    pub fn is_here(&self, entry: &str) -> bool {
        self.here == entry
    }

    /// The present day where the authority is.
    pub fn today(&self) -> Date {
        self.zone.to_datetime(Timestamp::now()).date()
    }

    /// The address of an asset of the office.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    /// The address of an asset of the site.
    pub fn site_asset(&self, name: &str) -> &'static str {
        portulan_web::asset(name)
    }

    /// The menu: folder and label of each kind.
    pub fn menu(&self) -> Vec<(&'static str, String)> {
        let own = self.user.as_ref().is_some_and(CurrentUser::is_staff);
        let kinds = MENU.iter().filter(|kind| **kind != Kind::Authority || self.is("administrator"));
        let kinds = kinds.filter(|kind| !kind.is_private() || own);
        kinds.map(|kind| (kind.folder(), self.kinds(kind))).collect()
    }
}

/// A page as an answer.
pub fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(e) => OfficeError::failed(e).into_response(),
    }
}

/// A file that the browser keeps, under a name of ours.
pub fn download(name: &str, media_type: &'static str, content: impl IntoResponse) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(kept) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, kept);
    }
    response
}

/// A workbook that the browser keeps, once it is made.
pub fn xlsx(name: &str, made: Result<Vec<u8>, WorkbookError>) -> Result<Response, OfficeError> {
    let bytes = made.map_err(OfficeError::failed)?;
    Ok(download(&format!("{name}.xlsx"), portulan_workbook::XLSX, bytes))
}

/// A page that says that a form was not taken as it is.
pub fn refused(template: &impl Template) -> Response {
    let mut response = page(template);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    v: OfficeView,
    title: String,
    text: String,
    detail: &'a str,
}

/// The page of an error.
pub fn error_page(language: Language, error: &OfficeError) -> Response {
    let (status, key) = error.answer();
    let v = OfficeView::outside(language);
    let (title, text) = (v.t(key), v.t(&format!("{key}.mend")));
    let reason = match error {
        OfficeError::Denied(reason) => denial(language, *reason),
        _ => error.detail().to_owned(),
    };
    let mut response = page(&ErrorPage { v, title, text, detail: &reason });
    *response.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, RETRY_AFTER_SECONDS.into());
    }
    response
}

/// Why the policy refuses, and what to do about it.
pub fn denial(language: Language, denial: Denial) -> String {
    let key = match denial {
        Denial::NotActive => "office-denied-not-active",
        Denial::Role(_) => "office-denied-role",
        Denial::TokenScope(_) => "office-denied-token-scope",
        Denial::OutOfScope => "office-denied-out-of-scope",
        Denial::Private => "office-denied-private",
        Denial::OwnWork => "office-denied-own-work",
        Denial::NeverPublic => "office-denied-never-public",
        Denial::Authority => "office-denied-authority",
        Denial::StillPublic => "office-denied-still-public",
        Denial::NotPublic => "office-denied-not-public",
        Denial::FileExists => "office-denied-file-exists",
        Denial::NotProposable => "office-denied-not-proposable",
    };
    language.text(key)
}
