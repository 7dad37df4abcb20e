//! The audit log, as a page and as a file.
mod names;
mod sentence;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use portulan_editorial::policy::OfficeAction;
use portulan_locales::key;
use portulan_model::{Kind, normalize_for_search};
use portulan_store::{AuditAction, AuditFilter, AuditLine};
use serde::Deserialize;
use uuid::Uuid;

use self::names::AuditNames;
use self::sentence::{Sentence, sentence};
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};
use crate::{Office, csv};

/// Lines on a page.
const LINES: u32 = 100;

/// The query parameters.
#[derive(Deserialize)]
pub struct AuditQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    user: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    kind: String,
    /// The first day.
    #[serde(default)]
    from: String,
    /// The last day.
    #[serde(default)]
    to: String,
    before: Option<i64>,
}

impl AuditQuery {
    fn filter(&self, current_user: &CurrentUser, limit: u32) -> AuditFilter {
        let start = |day: Date| current_user.zone.to_timestamp(day.at(0, 0, 0, 0)).ok();
        let day = |text: &str| text.trim().parse::<Date>().ok();
        AuditFilter {
            action: AuditAction::ALL.iter().copied().find(|action| action.name() == self.action),
            user: Uuid::try_parse(&self.user).ok(),
            kind: self.kind.parse().ok(),
            from: day(&self.from).and_then(start),
            until: day(&self.to).and_then(|last| last.checked_add(1.day()).ok()).and_then(start),
            words: self.q.clone(),
            before: self.before,
            limit,
        }
    }

    /// The filters as a query string with a beginning; empty without filters.
    fn query(&self, beginning: &str) -> String {
        let pairs = [
            ("q", &self.q),
            ("user", &self.user),
            ("action", &self.action),
            ("kind", &self.kind),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { query } else { format!("{beginning}{query}") }
    }
}

/// A line of the log as the page shows it.
struct ShownLine {
    /// The time of the day.
    time: String,
    /// The moment, for programs.
    at: Timestamp,
    sentence: Sentence,
}

/// The lines of a day.
struct AuditDay {
    day: String,
    lines: Vec<ShownLine>,
}

/// An entry of a filter: value, label, and true for the selected one.
type AuditOption = (String, String, bool);

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    v: OfficeView,
    days: Vec<AuditDay>,
    asked: AuditQuery,
    people: Vec<AuditOption>,
    actions: Vec<AuditOption>,
    kinds: Vec<AuditOption>,
    /// The address of the page of older lines.
    older: Option<String>,
    /// The filters, for the address of the file.
    query: String,
}

impl AuditPage {
    fn is_filtered(&self) -> bool {
        !self.query.is_empty()
    }
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadAuditLog)?;
    let filter = asked.filter(&current_user, LINES);
    let lines = office.store.audit(&filter).await?;
    let names = AuditNames::read(&office, &current_user, &lines).await?;
    let v = OfficeView::new(&current_user, "audit");
    let people = office.store.audited_people().await?.into_iter();
    let people = people.map(|(id, name)| (id.to_string(), names.person(id, name), filter.user == Some(id)));
    let actions = AuditAction::ALL
        .iter()
        .map(|named| (named.name().to_owned(), names.action(named.name()), Some(*named) == filter.action));
    let kinds = Kind::ALL.iter();
    let kinds = kinds.map(|kind| (kind.singular().to_owned(), v.kinds(kind), Some(*kind) == filter.kind));
    let older = lines.last().filter(|_| lines.len() == LINES as usize).map(|line| line.number);
    Ok(page(&AuditPage {
        days: days(&v, &current_user, &names, &lines),
        people: sorted(people),
        actions: sorted(actions),
        kinds: sorted(kinds),
        older: older.map(|number| format!("?before={number}{}", asked.query("&"))),
        query: asked.query("?"),
        asked,
        v,
    }))
}

/// The lines by day, in the time zone of the authority.
fn days(
    v: &OfficeView,
    current_user: &CurrentUser,
    names: &AuditNames,
    lines: &[AuditLine],
) -> Vec<AuditDay> {
    let mut days: Vec<(Date, AuditDay)> = Vec::new();
    for line in lines {
        let local = current_user.zone.to_datetime(line.at);
        let shown = ShownLine {
            time: format!("{:02}:{:02}", local.hour(), local.minute()),
            at: line.at,
            sentence: sentence(v, names, line),
        };
        match days.last_mut().filter(|(day, _)| *day == local.date()) {
            Some((_, day)) => day.lines.push(shown),
            None => days.push((local.date(), AuditDay { day: v.day(&local.date()), lines: vec![shown] })),
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

/// The entries of a filter by label.
fn sorted(options: impl Iterator<Item = AuditOption>) -> Vec<AuditOption> {
    let mut options: Vec<AuditOption> = options.collect();
    options.sort_by_cached_key(|(_, label, _)| normalize_for_search(label));
    options
}

/// The lines that the page would list with the same filters, as a file.
pub async fn csv(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadAuditLog)?;
    office.store.log(current_user.log(AuditAction::Export, "audit", "")).await?;
    let lines = office.store.audit(&asked.filter(&current_user, u32::MAX)).await?;
    let names = AuditNames::read(&office, &current_user, &lines).await?;
    let v = OfficeView::new(&current_user, "audit");
    // Codes for programs; the labels of the actions and the sentences for people.
    let head = ["number", "at", "actor", "account", "action", "subject", "detail", "label", "sentence"];
    let mut out = csv::line(head);
    for line in lines {
        let (account, label) = (names.email(&line), names.action(&line.action));
        let text = sentence(&v, &names, &line).text();
        let (number, at) = (line.number.to_string(), line.at.to_string());
        let cells = [number, at, line.actor, account, line.action, line.subject, line.detail, label, text];
        out.push_str(&csv::line(cells));
    }
    Ok(csv::answer("audit", out))
}
