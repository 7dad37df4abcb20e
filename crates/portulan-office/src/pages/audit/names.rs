//! The names of what lines of the audit log refer to.
use std::collections::{BTreeSet, HashMap};

use portulan_editorial::declarations;
use portulan_locales::{Language, list};
use portulan_model::Kind;
use portulan_report::eapd::RecipientLists;
use portulan_store::{AuditAction, AuditLine, RecordSummary};
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

/// The names of accounts and records that some lines name.
pub struct AuditNames {
    language: Language,
    /// Name and e-mail address of the accounts.
    accounts: HashMap<Uuid, (String, String)>,
    records: HashMap<(Kind, String), RecordSummary>,
    /// The titles of projects of which a value of the declaration was decided.
    projects: HashMap<Uuid, String>,
    /// The lists of recipients, if a line is about a decision.
    lists: RecipientLists,
}

impl AuditNames {
    /// Reads the accounts, and the records that the lines name and the user may see.
    pub async fn read(
        office: &Office,
        current_user: &CurrentUser,
        lines: &[AuditLine],
    ) -> Result<Self, OfficeError> {
        let language = current_user.language();
        let accounts = office.store.users().await?.into_iter();
        let accounts = accounts.map(|user| (user.id, (user.name, user.email))).collect();
        let named: BTreeSet<_> = lines.iter().filter_map(|line| record_of(&line.subject)).collect();
        let named: Vec<_> = named.into_iter().collect();
        let filter = current_user.visible_filter();
        let found = office.store.summaries_by_slug(&named, &filter).await?;
        let records =
            found.into_iter().map(|summary| ((summary.kind, summary.slug.clone()), summary)).collect();
        let decisions = lines.iter().filter(|line| line.action == AuditAction::EapdDecide.name());
        let decided: BTreeSet<Uuid> =
            decisions.filter_map(|line| Uuid::try_parse(line.detail.get(..36)?).ok()).collect();
        let decided: Vec<Uuid> = decided.into_iter().collect();
        let lists = if decided.is_empty() {
            RecipientLists::default()
        } else {
            declarations::lists(&*office.store).await?
        };
        let projects = office.store.summaries_by_id(&decided, &filter).await?.into_iter();
        let projects = projects.map(|head| (head.id, head.name.text(language.tag()).to_owned())).collect();
        Ok(Self { language, accounts, records, projects, lists })
    }

    /// The e-mail address of the account that acted; empty if there is none.
    pub fn email(&self, line: &AuditLine) -> String {
        line.user.and_then(|id| self.accounts.get(&id)).map(|(_, email)| email.clone()).unwrap_or_default()
    }

    /// The name of a person in the filter, with the address of the account: two people can have the same name.
    pub fn person(&self, id: Uuid, name: String) -> String {
        match self.accounts.get(&id) {
            Some((name, email)) => format!("{name} ({email})"),
            None => name,
        }
    }

    /// The name of the account with an e-mail address.
    pub fn account(&self, email: &str) -> Option<&str> {
        let mut accounts = self.accounts.values();
        accounts.find(|(_, known)| known == email).map(|(name, _)| name.as_str())
    }

    /// The record of a kind and slug.
    pub fn record(&self, kind: Kind, slug: &str) -> Option<&RecordSummary> {
        self.records.get(&(kind, slug.to_owned()))
    }

    /// The title of a project.
    pub fn project(&self, id: Uuid) -> Option<&str> {
        self.projects.get(&id).map(String::as_str)
    }

    /// The lists of recipients of declarations.
    pub fn lists(&self) -> &RecipientLists {
        &self.lists
    }

    /// The label of an action; for one of an earlier version the words of its stored name.
    pub fn action(&self, name: &str) -> String {
        list!("audit-action").key(name).map_or_else(|| name.replace('-', " "), |key| self.language.text(key))
    }
}

/// The record that a subject such as `partnership/kendari` names.
pub fn record_of(subject: &str) -> Option<(Kind, String)> {
    let (kind, slug) = subject.split_once('/')?;
    let kind = Kind::ALL.iter().copied().find(|k| k.singular() == kind)?;
    Some((kind, slug.to_owned()))
}
