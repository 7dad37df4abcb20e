//! The audit log, as a page and as a file.
use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{Language, key, list};
use portulan_model::Kind;
use portulan_store::{AuditAction, AuditFilter, AuditLine, RecordSummary, UserRole};
use serde::Deserialize;
use uuid::Uuid;

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
    action: String,
    before: Option<i64>,
}

impl AuditQuery {
    fn filter(&self, limit: u32) -> AuditFilter {
        let action = AuditAction::ALL.iter().copied().find(|action| action.name() == self.action);
        AuditFilter { action, words: self.q.clone(), before: self.before, limit }
    }

    /// The filters as a query string, empty without filters.
    fn query(&self) -> String {
        let pairs = [("q", &self.q), ("action", &self.action)];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

/// A line of the log as the page shows it.
struct ShownLine {
    at: String,
    actor: String,
    /// The e-mail address of the account: users can change their name.
    email: String,
    action: String,
    subject: ShownSubject,
    detail: String,
}

/// The object of an action: its name, and the address of its page if it has one.
struct ShownSubject {
    text: String,
    address: Option<String>,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    v: OfficeView,
    lines: Vec<ShownLine>,
    q: String,
    /// Name and label of each action, and whether the list shows only that one.
    actions: Vec<(&'static str, String, bool)>,
    action: String,
    more: Option<i64>,
    /// The filters, for the address of the file.
    query: String,
}

/// The names of what lines refer to.
struct AuditNames {
    language: Language,
    /// The e-mail addresses of the accounts.
    emails: HashMap<Uuid, String>,
    records: HashMap<(Kind, String), RecordSummary>,
}

impl AuditNames {
    /// Reads the accounts, and the records that the lines name and the user may see.
    async fn read(
        office: &Office,
        current_user: &CurrentUser,
        lines: &[AuditLine],
    ) -> Result<Self, OfficeError> {
        let emails = office.store.users().await?.into_iter().map(|user| (user.id, user.email)).collect();
        let named: Vec<_> = lines.iter().filter_map(|line| record_of(&line.subject)).collect();
        let filter = current_user.visible_filter();
        let found = office.store.summaries_by_slug(&named, &filter).await?;
        let records =
            found.into_iter().map(|summary| ((summary.kind, summary.slug.clone()), summary)).collect();
        Ok(Self { language: current_user.language(), emails, records })
    }

    fn email(&self, line: &AuditLine) -> String {
        line.user.and_then(|id| self.emails.get(&id)).cloned().unwrap_or_default()
    }

    /// The label of an action; its stored name for one of an earlier version.
    fn action(&self, name: &str) -> String {
        list!("audit-action").key(name).map_or_else(|| name.to_owned(), |key| self.language.text(key))
    }

    /// The object of an action in words: a record by its name, an account by its address.
    fn subject(&self, v: &OfficeView, subject: &str) -> ShownSubject {
        let text = |text: String| ShownSubject { text, address: None };
        if let Some((kind, slug)) = record_of(subject) {
            let word = self.language.word(list!("record-kind"), kind.singular());
            // The names of contacts are personal data, whose reading would have to be logged.
            if kind == Kind::Person {
                return text(self.language.labelled(&word, slug));
            }
            return match self.records.get(&(kind, slug.clone())) {
                Some(summary) => ShownSubject {
                    text: self.language.labelled(&word, v.head(summary)),
                    address: Some(format!("/office/{}/{}/overview", kind.folder(), summary.id)),
                },
                None => text(self.language.labelled(&word, slug)),
            };
        }
        if let Some(kind) = Kind::ALL.iter().copied().find(|kind| kind.folder() == subject) {
            return text(v.kinds(&kind));
        }
        let (list, part) = subject.split_once('/').unwrap_or((subject, ""));
        match list!("audit-subject").key(list) {
            // The detail has the text of tasks, the address of webhooks and the name of tokens.
            Some(key) => text(self.language.format(key, &[("value", part.into())])),
            None if list == "user" => text(part.to_owned()),
            None => text(subject.to_owned()),
        }
    }

    /// The detail, with names for stored words such as roles and ways of signing in.
    fn detail(&self, line: &AuditLine) -> String {
        let word = |word: &str| {
            let role = word.parse::<UserRole>().ok().and_then(|_| list!("office-role").key(word));
            let key = role.or_else(|| list!("audit-detail").key(word));
            key.map_or_else(|| word.to_owned(), |key| self.language.text(key))
        };
        let is_coded =
            ["access", "change-user", "invite", "link", "login", "set"].contains(&line.action.as_str());
        if !is_coded {
            return line.detail.clone();
        }
        line.detail.split(' ').map(word).collect::<Vec<_>>().join(", ")
    }
}

/// The record that a subject such as `partnership/kendari` names.
fn record_of(subject: &str) -> Option<(Kind, String)> {
    let (kind, slug) = subject.split_once('/')?;
    let kind = Kind::ALL.iter().copied().find(|k| k.singular() == kind)?;
    Some((kind, slug.to_owned()))
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadAuditLog)?;
    let filter = asked.filter(LINES);
    let lines = office.store.audit(&filter).await?;
    let more = lines.last().filter(|_| lines.len() == LINES as usize).map(|line| line.number);
    let names = AuditNames::read(&office, &current_user, &lines).await?;
    let v = OfficeView::new(&current_user, "audit");
    let shown = |line: &AuditLine| ShownLine {
        at: v.moment(&line.at),
        actor: line.actor.clone(),
        email: names.email(line),
        action: names.action(&line.action),
        subject: names.subject(&v, &line.subject),
        detail: names.detail(line),
    };
    let mut actions: Vec<_> = AuditAction::ALL
        .iter()
        .map(|named| (named.name(), names.action(named.name()), Some(*named) == filter.action))
        .collect();
    actions.sort_by_cached_key(|(_, label, _)| portulan_model::normalize_for_search(label));
    let (lines, query) = (lines.iter().map(shown).collect(), asked.query());
    Ok(page(&AuditPage { lines, q: asked.q, actions, action: asked.action, more, query, v }))
}

/// The lines that the page would list with the same filters, as a file.
pub async fn csv(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadAuditLog)?;
    office.store.log(current_user.log(AuditAction::Export, "audit", "")).await?;
    let lines = office.store.audit(&asked.filter(u32::MAX)).await?;
    let names = AuditNames::read(&office, &current_user, &[]).await?;
    // Codes for programs, and the labels of the actions for people.
    let mut out = csv::line(["number", "at", "actor", "account", "action", "subject", "detail", "label"]);
    for line in lines {
        let (account, label) = (names.email(&line), names.action(&line.action));
        let (number, at) = (line.number.to_string(), line.at.to_string());
        let cells = [number, at, line.actor, account, line.action, line.subject, line.detail, label];
        out.push_str(&csv::line(cells));
    }
    Ok(csv::answer("audit", out))
}
