//! The context of the office's templates.
use std::fmt;

use askama::Template;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_editorial::policy::{self, OfficeAction};
use portulan_locales::{Language, MessageKey, MessageList, dates, key, list};
use portulan_model::{Kind, PartialDate, State, Text};
use portulan_store::{CommentResolution, Proposal, RecordSummary, User, UserRole};
use portulan_workbook::WorkbookError;
use rust_decimal::Decimal;

use crate::assets;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, RETRY_AFTER_SECONDS};
use crate::menu::MENU;

/// The section of the guides about the pages without one of their own.
const HELP_START: &str = "first-hour#first-partnership";

/// The sections of the guides about pages, by the entry of the menu that a page belongs to.
const HELP_SECTIONS: [(&str, &str); 18] = [
    ("account", "security#sign-in"),
    ("privacy", "security#processing"),
    ("audit", "security#audit-log"),
    ("declaration", "officers-year#declaration"),
    ("funders", "officers-year#reports"),
    ("reports", "officers-year#reports"),
    ("import", "import#upload"),
    ("proposals", "roles#proposals"),
    ("settings", "first-hour#authority-record"),
    ("tasks", "officers-year#calendar"),
    ("tokens", "api#token"),
    ("hooks", "api#webhooks"),
    ("users", "roles#invite"),
    ("authorities", "first-hour#authority-record"),
    ("agreements", "officers-year#agreements"),
    ("missions", "officers-year#trips"),
    ("persons", "security#contacts"),
    ("projects", "officers-year#results"),
];

/// The context of one page: user, language, address.
pub struct OfficeView {
    /// The reader's language.
    pub language: Language,
    /// The signed-in user; `None` before sign-in.
    pub user: Option<User>,
    /// The entry of the menu that the page belongs to.
    here: &'static str,
    zone: TimeZone,
}

#[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)] // templates hand over references, and know the view alone
impl OfficeView {
    /// The context for a signed-in user.
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

    /// The address of the section of the guides about this page.
    pub fn help(&self) -> String {
        let section = HELP_SECTIONS.iter().find(|(page, _)| *page == self.here);
        let section = section.map_or(HELP_START, |(_, section)| section);
        format!("/{}/docs/{section}", self.language)
    }

    /// No message, as an argument of a template's macro.
    #[allow(clippy::unused_self, reason = "templates call methods")]
    pub fn no_message(&self) -> Option<MessageKey> {
        None
    }

    /// A message.
    pub fn t(&self, key: impl Into<MessageKey>) -> String {
        self.language.text(key.into())
    }

    /// A message with a value.
    pub fn tw(&self, key: impl Into<MessageKey>, value: impl AsRef<str>) -> String {
        self.language.format(key.into(), &[("value", value.as_ref().into())])
    }

    /// A label, a colon and a text.
    pub fn labelled(&self, key: impl Into<MessageKey>, text: impl fmt::Display) -> String {
        self.language.labelled(&self.t(key), text)
    }

    /// A label, a colon and what the user typed, as a sentence.
    pub fn typed(&self, label: impl AsRef<str>, typed: &str) -> String {
        let quoted = self.language.format(key!("quoted"), &[("value", typed.into())]);
        Language::sentence(self.language.labelled(label.as_ref(), quoted))
    }

    /// A colon and a text, after a label.
    pub fn labelled_by(&self, text: impl fmt::Display) -> String {
        self.language.labelled("", text)
    }

    /// A message with a count.
    pub fn tn(&self, key: impl Into<MessageKey>, count: &usize) -> String {
        self.language.format(key.into(), &[("count", (*count).into())])
    }

    /// The name of an enum value: `state-draft`.
    pub fn word(&self, list: MessageList, name: impl AsRef<str>) -> String {
        self.language.word(list, name)
    }

    /// The name of a kind, in the plural.
    pub fn kinds(&self, kind: &Kind) -> String {
        self.language.word(list!("office-kinds"), kind.singular())
    }

    /// The name of a state.
    pub fn state(&self, state: &State) -> String {
        self.word(list!("state"), state.name())
    }

    /// The publication state of a record; empty for private kinds, which are not published.
    pub fn standing(&self, kind: &Kind, state: &State) -> String {
        match state {
            State::Draft | State::InReview if kind.is_private() => self.t(key!("office-private")),
            _ => self.state(state),
        }
    }

    /// A name in the user's language, or a placeholder for a missing one.
    pub fn name(&self, name: &Text) -> String {
        let text = name.text(self.language.tag());
        if text.trim().is_empty() { self.t(key!("office-nameless")) } else { text.to_owned() }
    }

    /// The name of a record in a list; for one without a name, such as a new picture, the end of its slug.
    pub fn head(&self, head: &RecordSummary) -> String {
        if head.name.is_empty() { head.slug.clone() } else { self.name(&head.name) }
    }

    /// An amount in a currency: its sign or its code.
    pub fn money(&self, amount: Decimal, currency: &str) -> String {
        self.language.money(amount, currency)
    }

    /// Formats a day.
    pub fn day(&self, day: &Date) -> String {
        dates::date(self.language, PartialDate::from(*day))
    }

    /// A moment, to the minute.
    pub fn moment(&self, t: &Timestamp) -> String {
        let local = self.zone.to_datetime(*t);
        format!("{}, {:02}:{:02}", self.day(&local.date()), local.hour(), local.minute())
    }

    /// True if the user has a role or a higher one.
    pub fn is(&self, role: &str) -> bool {
        let role: Option<UserRole> = role.parse().ok();
        self.user.as_ref().zip(role).is_some_and(|(user, role)| user.role >= role)
    }

    /// True if proposals concern the user: makes or answers them.
    pub fn proposes(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.role != UserRole::Reader)
    }

    /// True if the user belongs to the authority.
    pub fn is_own(&self) -> bool {
        self.user.as_ref().is_some_and(CurrentUser::is_staff)
    }

    /// True if the user may import files.
    pub fn imports(&self) -> bool {
        self.user.as_ref().is_some_and(|user| {
            policy::office(user.role, !user.scope.is_empty(), OfficeAction::Import).is_ok()
        })
    }

    /// Formats a `User-Agent` header: `Firefox, Windows`.
    pub fn agent(&self, message: &str) -> String {
        // The order matters: most browsers also name those that come later in the list.
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
            list.iter().find(|(part, _)| message.contains(part)).map(|(_, name)| *name)
        };
        match (of(&browsers), of(&systems)) {
            (Some(browser), Some(system)) => format!("{browser}, {system}"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => self.t(key!("office-agent-unknown")),
        }
    }

    /// The resolution of a comment.
    pub fn resolution(&self, resolution: &CommentResolution) -> String {
        let (at, by) = (self.moment(&resolution.at), resolution.by.as_str());
        self.language
            .format(key!("office-comment-resolved"), &[("name", by.into()), ("at", at.as_str().into())])
    }

    /// The answer to a proposal.
    pub fn answer(&self, proposal: &Proposal) -> String {
        self.word(
            list!("office-answer"),
            match &proposal.answer {
                None => "waits",
                Some(answer) if answer.accepted => "accepted",
                Some(answer) if answer.author == proposal.author => "withdrawn",
                Some(_) => "declined",
            },
        )
    }

    /// True if the page belongs to an entry of the menu.
    pub fn is_here(&self, entry: &str) -> bool {
        self.here == entry
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

/// A response that the browser saves as a file with this name.
pub fn download(name: &str, media_type: &'static str, content: impl IntoResponse) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(stored) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, stored);
    }
    response
}

/// A workbook that the browser saves as a file, or the error of writing it.
pub fn xlsx(name: &str, made: Result<Vec<u8>, WorkbookError>) -> Result<Response, OfficeError> {
    let bytes = made.map_err(OfficeError::failed)?;
    Ok(download(&format!("{name}.xlsx"), portulan_workbook::XLSX, bytes))
}

/// The page of a form that was refused.
pub fn refused(template: &impl Template) -> Response {
    let mut response = page(template);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    v: OfficeView,
    title: String,
    text: String,
    detail: String,
    /// True for a reader without an account, who cannot open the office.
    is_outside: bool,
}

/// The page of an error. It leads back to the office, unless its reader has no account.
pub fn error_page(language: Language, error: &OfficeError, is_outside: bool) -> Response {
    let (status, key) = error.answer();
    let v = OfficeView::outside(language);
    let (title, text) = (v.t(key), language.remedy(key));
    let mut response = page(&ErrorPage { v, title, text, detail: error.detail(language), is_outside });
    *response.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, RETRY_AFTER_SECONDS.into());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sections_of_the_guides_exist() {
        for (_, section) in HELP_SECTIONS.into_iter().chain([("", HELP_START)]) {
            let (guide, anchor) = section.split_once('#').expect("an anchor");
            for language in Language::complete() {
                let path = format!("../../docs/guides/{language}/{guide}.md");
                let text = std::fs::read_to_string(&path).expect("a guide");
                assert!(text.contains(&format!("{{#{anchor}}}")), "{path}: {anchor}");
            }
        }
    }
}
