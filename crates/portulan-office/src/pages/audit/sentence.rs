//! Lines of the audit log as sentences.
use portulan_locales::{key, list};
use portulan_model::Kind;
use portulan_report::eapd::Part;
use portulan_store::{AuditAction, AuditAction as A, AuditLine, TokenScope, UserRole};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::names::{AuditNames, record_of};
use crate::import::ImportTarget;
use crate::pages::declaration::worded;
use crate::view::OfficeView;

/// The characters around the object of a sentence, while it is formatted.
const MARKS: [char; 2] = ['\u{2}', '\u{3}'];

/// A line as a sentence, with its object as a link, and details.
pub struct Sentence {
    pub before: String,
    pub link: Option<SubjectLink>,
    pub after: String,
    /// Details: label and text.
    pub details: Vec<(String, String)>,
}

/// The object of a sentence that has a page.
pub struct SubjectLink {
    pub text: String,
    pub address: String,
}

impl Sentence {
    /// The sentence as text.
    pub fn text(&self) -> String {
        let link = self.link.as_ref().map_or("", |link| link.text.as_str());
        format!("{}{link}{}", self.before, self.after)
    }
}

/// The object of an action.
#[derive(Default)]
struct AuditSubject {
    /// The object in words: “the partnership “Conakry””.
    text: String,
    /// The same after the preposition “of”.
    of: String,
    address: Option<String>,
    /// Details that its words do not contain.
    details: Vec<(String, String)>,
}

/// A line as a sentence.
pub fn sentence(v: &OfficeView, names: &AuditNames, line: &AuditLine) -> Sentence {
    let subject = subject(v, names, line);
    let marked = |text: &str| match subject.address {
        Some(_) => format!("{}{text}{}", MARKS[0], MARKS[1]),
        None => text.to_owned(),
    };
    let (who, what, of) = (actor(v, line), marked(&subject.text), marked(&subject.of));
    let action = names.action(&line.action);
    let arguments = [
        ("who", who.as_str().into()),
        ("subject", what.as_str().into()),
        ("of", of.as_str().into()),
        ("action", action.as_str().into()),
    ];
    let key = list!("audit-did").key(&line.action).unwrap_or(key!("audit-did-unknown"));
    let text = v.language.format(key, &arguments);
    let mut parts = text.splitn(3, MARKS);
    let before = parts.next().unwrap_or_default().to_owned();
    let target = subject.address.zip(parts.next());
    let target = target.map(|(address, text)| SubjectLink { text: text.to_owned(), address });
    let after = parts.next().unwrap_or_default().to_owned();
    let mut details = subject.details;
    let email = names.email(line);
    if !email.is_empty() {
        details.push((v.t(key!("audit-label-account")), email));
    }
    details.extend(line_details(v, names, line));
    details.retain(|(_, text)| !text.trim().is_empty());
    Sentence { before, link: target, after, details }
}

/// The user who acted, or the program; programs of the operator by their purpose.
fn actor(v: &OfficeView, line: &AuditLine) -> String {
    let program = if line.user.is_none() { list!("audit-actor").key(&line.actor) } else { None };
    program.map_or_else(|| line.actor.clone(), |key| v.t(key))
}

/// The object of a line.
fn subject(v: &OfficeView, names: &AuditNames, line: &AuditLine) -> AuditSubject {
    if let Some((kind, slug)) = record_of(&line.subject) {
        return record(v, names, line, kind, &slug);
    }
    let text = |text: String| AuditSubject { of: text.clone(), text, ..AuditSubject::default() };
    let quoted = |value: &str| text(v.tw(key!("quoted"), value));
    let (list, part) = line.subject.split_once('/').unwrap_or((&line.subject, ""));
    match list {
        // An e-mail address, with or without the word for an account.
        "user" => account(v, names, part),
        _ if line.subject.contains('@') => account(v, names, &line.subject),
        "hook" | "task" => quoted(&line.detail),
        "token" => quoted(line.detail.split(": ").next().unwrap_or_default()),
        _ => {
            let kind = Kind::ALL.iter().find(|kind| kind.folder() == line.subject);
            let list_name = kind.map(|kind| v.kinds(kind));
            let list_name =
                list_name.or_else(|| ImportTarget::of(&line.subject).map(|target| target.label(v.language)));
            if let Some(name) = list_name {
                return text(v.tw(key!("audit-subject-list"), name));
            }
            match list!("audit-subject").key(list) {
                Some(key) => text(v.tw(key, part)),
                None if line.subject.is_empty() => text(v.t(key!("audit-subject-nothing"))),
                // The objects of earlier versions.
                None => text(line.subject.replace(['-', '/'], " ")),
            }
        }
    }
}

/// An account by the name of its user.
fn account(v: &OfficeView, names: &AuditNames, email: &str) -> AuditSubject {
    let text = match names.account(email) {
        Some(name) => v.tw(key!("audit-subject-account"), name),
        None => v.tw(key!("audit-subject-address"), email),
    };
    AuditSubject { of: text.clone(), text, ..AuditSubject::default() }
}

/// A record by its name. The names of contacts are personal data, whose reading would have to be logged.
fn record(v: &OfficeView, names: &AuditNames, line: &AuditLine, kind: Kind, slug: &str) -> AuditSubject {
    let known = names.record(kind, slug);
    let name = match known {
        Some(head) => head.name.text(v.language.tag()).trim().to_owned(),
        None => deleted_name(line).to_owned(),
    };
    let name = Some(name).filter(|name| !name.is_empty() && kind != Kind::Person);
    let key = match name {
        Some(_) => list!("audit-record").key(kind.singular()),
        None => list!("audit-some").key(kind.singular()),
    };
    let format = |attribute: Option<&str>| {
        let key = key.and_then(|key| attribute.map_or(Some(key), |attribute| key.attribute(attribute)));
        key.map(|key| v.tw(key, name.as_deref().unwrap_or_default())).unwrap_or_default()
    };
    let is_unknown = known.is_none() && name.is_none() && kind != Kind::Person;
    let address = |id: Uuid| format!("/office/{}/{id}/overview", kind.folder());
    AuditSubject {
        text: format(None),
        of: format(Some("of")),
        address: known.map(|head| address(head.id)),
        details: if is_unknown { vec![(v.t(key!("audit-label-slug")), slug.to_owned())] } else { Vec::new() },
    }
}

/// The name of a deleted record, after the number of its last revision.
fn deleted_name(line: &AuditLine) -> &str {
    let is_deletion = line.action == AuditAction::Delete.name();
    let name = line.detail.split_once(' ').map_or("", |(_, name)| name);
    if is_deletion { name } else { "" }
}

/// The details of a line that its sentence does not contain.
fn line_details(v: &OfficeView, names: &AuditNames, line: &AuditLine) -> Vec<(String, String)> {
    let action = AuditAction::ALL.iter().find(|action| action.name() == line.action);
    let one = |label, text: String| vec![(v.t(label), text)];
    let detail = || line.detail.clone();
    match action {
        None => [
            one(key!("audit-label-subject"), line.subject.clone()),
            one(key!("audit-label-detail"), detail()),
        ]
        .concat(),
        Some(
            A::Create
            | A::Change
            | A::RequestReview
            | A::EndReview
            | A::Publish
            | A::Unpublish
            | A::Archive
            | A::Delete,
        ) => {
            let number = line.detail.split(' ').next().unwrap_or_default();
            one(key!("audit-label-revision"), number.to_owned())
        }
        Some(A::Login) => {
            let (by, address) = line.detail.split_once(' ').unwrap_or((&line.detail, ""));
            [one(key!("audit-label-method"), word(v, by)), one(key!("audit-label-ip"), address.to_owned())]
                .concat()
        }
        Some(A::LoginFailed | A::CodeFailed | A::Forgot | A::SsoFailed | A::SsoUnknown) => {
            one(key!("audit-label-ip"), line.actor.clone())
        }
        Some(A::Refused) => {
            [one(key!("audit-label-page"), line.subject.clone()), one(key!("audit-label-ip"), detail())]
                .concat()
        }
        Some(A::ChangeUser | A::Invite | A::Access | A::Link) => {
            let words: Vec<String> = line.detail.split(' ').map(|part| word(v, part)).collect();
            one(key!("audit-label-rights"), words.join(", "))
        }
        Some(A::Set) => one(key!("audit-label-value"), word(v, &line.detail)),
        Some(A::Schedule | A::ScheduleMissed) => {
            let moment = line.detail.parse().map_or_else(|_| detail(), |at| v.moment(&at));
            one(key!("audit-label-planned"), moment)
        }
        Some(A::EapdDecide) => decision(v, names, line),
        Some(A::EapdFreeze) => {
            let sum = line.detail.split(' ').next().and_then(|sum| sum.parse::<Decimal>().ok());
            one(key!("audit-label-sum"), sum.map_or_else(detail, |sum| v.money(sum, "€")))
        }
        Some(A::Token) => {
            let (_, scopes) = line.detail.rsplit_once(": ").unwrap_or_default();
            let scopes = scopes.split(' ').filter(|name| TokenScope::from_name(name).is_some());
            let scopes: Vec<String> = scopes.map(|name| v.word(list!("office-scope"), name)).collect();
            one(key!("audit-label-rights"), scopes.join(", "))
        }
        Some(A::Rates) => one(key!("audit-label-count"), detail()),
        Some(A::ImportColumns) => one(key!("audit-label-file"), detail()),
        Some(A::Read | A::Export) => one(key!("audit-label-search"), detail()),
        Some(A::MailFailed) => one(key!("audit-label-error"), detail()),
        Some(A::HookFailed) => failed_delivery(v, names, line),
        Some(A::Hook | A::HookEnd | A::Task | A::TaskDone | A::TaskOpen | A::TaskDrop | A::TokenEnd) => {
            Vec::new()
        }
        Some(A::Propose | A::Accept | A::Decline | A::Withdraw) => one(key!("audit-label-note"), detail()),
        Some(_) => one(key!("audit-label-detail"), detail()),
    }
}

/// A stored word such as a role, a way of signing in or a setting, in words; other texts as they are.
fn word(v: &OfficeView, word: &str) -> String {
    let role = word.parse::<UserRole>().ok().and_then(|_| list!("office-role").key(word));
    let key = role.or_else(|| list!("audit-detail").key(word));
    key.map_or_else(|| word.to_owned(), |key| v.t(key))
}

/// A decision on a value of the declaration: the project, the part, and the value in words.
fn decision(v: &OfficeView, names: &AuditNames, line: &AuditLine) -> Vec<(String, String)> {
    let read = || {
        let (project, rest) = line.detail.split_once(' ')?;
        let (part, value) = rest.split_once(": ")?;
        Some((Uuid::try_parse(project).ok()?, Part::from_name(part)?, value))
    };
    let Some((project, part, value)) = read() else {
        return vec![(v.t(key!("audit-label-detail")), line.detail.clone())];
    };
    let year = line.subject.rsplit('/').next().and_then(|year| year.parse().ok()).unwrap_or_default();
    let value = match value {
        "–" => v.t(key!("audit-value-computed")),
        value => worded(v, part, year, names.lists(), value),
    };
    let project = names.project(project).map_or_else(|| v.t(key!("audit-some-project")), str::to_owned);
    vec![(v.t(key!("audit-label-project")), project), (v.word(list!("eapd-part"), part.name()), value)]
}

/// A message to a webhook that was not delivered: what it was about, and the error. A contact is not named.
fn failed_delivery(v: &OfficeView, names: &AuditNames, line: &AuditLine) -> Vec<(String, String)> {
    let (event, error) = line.detail.split_once(": ").unwrap_or(("", &line.detail));
    let about = event.split_once(' ').and_then(|(_, record)| record_of(record));
    let about = about.map(|(kind, slug)| record(v, names, line, kind, &slug).text).unwrap_or_default();
    vec![(v.t(key!("audit-label-about")), about), (v.t(key!("audit-label-error")), error.to_owned())]
}
