//! The facts that a policy decides on, read in the transaction that makes the change.
use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use portulan_model::{Kind, Record, State, UnknownName, references};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::stored_form::{identity, json, millis};
use super::users;
use crate::{
    ActingUser, Action, Author, Policy, PolicySettings, Principal, RecordFacts, Request, SettingKey,
    StoreError, TokenScope,
};

/// A request to the policy without record and action.
pub(super) struct Asking {
    principal: Principal,
    settings: PolicySettings,
    policy: Policy,
}

impl Asking {
    /// Reads the principal and the settings.
    pub(super) async fn begin(
        tx: &mut SqliteConnection,
        author: &Author,
        policy: Policy,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let two_person: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(SettingKey::TwoPersonApproval.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        let settings = PolicySettings { two_person_approval: two_person.as_deref() == Some("true") };
        Ok(Self { principal: principal(tx, author, now).await?, settings, policy })
    }

    /// The acting user, if there is one.
    pub(super) fn user(&self) -> Option<&ActingUser> {
        match &self.principal {
            Principal::User(user) => Some(user),
            Principal::Operator | Principal::Nobody => None,
        }
    }

    /// Evaluates the policy for an action on a record.
    pub(super) fn ask(&self, action: Action, record: RecordFacts) -> crate::Decision {
        let principal = self.principal.clone();
        (self.policy)(&Request { principal, action, record, settings: self.settings })
    }

    /// The facts about a record; `None` if it does not exist.
    pub(super) async fn facts(
        &self,
        tx: &mut SqliteConnection,
        id: Uuid,
    ) -> Result<Option<RecordFacts>, StoreError> {
        Ok(self.facts_of(tx, &[id]).await?.remove(&id))
    }

    /// The facts about those of some records that exist.
    pub(super) async fn facts_of(
        &self,
        tx: &mut SqliteConnection,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, RecordFacts>, StoreError> {
        let user = self.user().map(|user| user.id.to_string());
        let rows: Vec<(String, String, String, bool, bool, bool)> = sqlx::query_as(
            "SELECT r.id, r.kind, r.state, r.published IS NOT NULL, \
             EXISTS (SELECT 1 FROM owner o JOIN scope s ON s.partnership = o.partnership \
                     WHERE o.record = r.id AND s.user = ?2) \
             OR NOT EXISTS (SELECT 1 FROM revision v WHERE v.record = r.id AND v.user IS NOT ?2), \
             EXISTS (SELECT 1 FROM revision v WHERE v.record = r.id AND v.user = ?2 \
                     AND NOT (v.state IN ('unpublished', 'archived', 'draft') AND EXISTS (SELECT 1 FROM revision e \
                         WHERE e.record = v.record AND e.number = v.number - 1 \
                         AND e.slug = v.slug AND e.body = v.body)) \
                     AND v.number > coalesce(r.published, (SELECT max(p.number) FROM revision p \
                         WHERE p.record = r.id AND p.state = 'published'), 0)) \
             FROM json_each(?1) j CROSS JOIN record r ON r.id = j.value",
        )
        .bind(json(ids)?)
        .bind(user)
        .fetch_all(tx)
        .await?;
        let has_user = self.user().is_some();
        let facts = |(id, kind, state, is_public, in_scope, wrote_since_publication): (
            String,
            String,
            String,
            _,
            _,
            _,
        )| {
            let facts = RecordFacts {
                kind: kind.parse().map_err(|e| StoreError::damaged(&id, e))?,
                state: Some(state.parse().map_err(|e| StoreError::damaged(&id, e))?),
                is_public,
                in_scope: in_scope && has_user,
                adds_partnership: false,
                adds_foreign_file: false,
                wrote_since_publication,
            };
            Ok((identity(&id)?, facts))
        };
        rows.into_iter().map(facts).collect()
    }

    /// The facts about an existing record, or else about a proposed new one.
    pub(super) async fn facts_or_new(
        &self,
        tx: &mut SqliteConnection,
        record: &Record,
    ) -> Result<RecordFacts, StoreError> {
        match self.facts(tx, record.id).await? {
            Some(facts) => Ok(facts),
            None => self.facts_with(tx, record).await,
        }
    }

    /// The facts about a record with the content of a change, whether it exists or not.
    pub(super) async fn facts_with(
        &self,
        tx: &mut SqliteConnection,
        record: &Record,
    ) -> Result<RecordFacts, StoreError> {
        let found = self.facts(tx, record.id).await?;
        let mut facts = found.unwrap_or_else(|| RecordFacts::new(record.kind()));
        if let Some(user) = self.user().filter(|user| user.is_scoped) {
            let (own, foreign) = self.added_partnerships(tx, user.id, record).await?;
            facts.adds_partnership = foreign;
            facts.in_scope |= found.is_none() && own;
        }
        let publishes = record.state == State::Published && self.settings.two_person_approval;
        if publishes && !facts.wrote_since_publication {
            facts.wrote_since_publication = match found {
                None => true,
                Some(_) => !is_newest(tx, record).await?,
            };
        }
        Ok(facts)
    }

    /// Determines whether a project or agreement adds references to partnerships: inside the user's scope,
    /// and outside of it.
    async fn added_partnerships(
        &self,
        tx: &mut SqliteConnection,
        user: Uuid,
        record: &Record,
    ) -> Result<(bool, bool), StoreError> {
        if !matches!(record.kind(), Kind::Project | Kind::Agreement) {
            return Ok((false, false));
        }
        let wanted = references(&record.body).into_iter().filter(|(_, kind, _)| *kind == Kind::Partnership);
        let slugs: BTreeSet<String> = wanted.map(|(_, _, slug)| slug).collect();
        let rows: Vec<bool> = sqlx::query_scalar(
            "SELECT r.id IN (SELECT partnership FROM scope WHERE user = ?2) FROM json_each(?1) j \
             CROSS JOIN record r ON r.kind = 'partnership' AND r.slug = j.value \
             WHERE r.id NOT IN (SELECT target FROM reference WHERE source = ?3)",
        )
        .bind(json(&slugs)?)
        .bind(user.to_string())
        .bind(record.id.to_string())
        .fetch_all(tx)
        .await?;
        Ok((rows.contains(&true), rows.contains(&false)))
    }
}

/// True if the newest revision of a record has the same slug and content.
async fn is_newest(tx: &mut SqliteConnection, record: &Record) -> Result<bool, StoreError> {
    let newest = super::read::newest(tx, record.id).await?;
    Ok(newest.is_some_and(|stored| stored.record.slug == record.slug && stored.record.body == record.body))
}

/// The principal, as the transaction sees it.
pub(super) async fn principal(
    tx: &mut SqliteConnection,
    author: &Author,
    now: Timestamp,
) -> Result<Principal, StoreError> {
    let Some(id) = author.user else { return Ok(Principal::Operator) };
    let Some(user) = users::find(tx, id).await?.filter(|user| user.active) else {
        return Ok(Principal::Nobody);
    };
    let token = match author.token {
        None => None,
        Some(token) => {
            let scopes: Option<String> =
                sqlx::query_scalar("SELECT scopes FROM token WHERE id = ? AND user = ? AND expires > ?")
                    .bind(token.to_string())
                    .bind(id.to_string())
                    .bind(millis(now))
                    .fetch_optional(tx)
                    .await?;
            let Some(scopes) = scopes else { return Ok(Principal::Nobody) };
            Some(token_scopes(&scopes).map_err(|e| StoreError::damaged(token.to_string(), e))?)
        }
    };
    Ok(Principal::User(ActingUser { id, role: user.role, is_scoped: !user.scope.is_empty(), token }))
}

/// The scopes of a token in their stored form: names separated by spaces.
pub(super) fn token_scopes(text: &str) -> Result<Vec<TokenScope>, UnknownName> {
    text.split_whitespace().map(str::parse).collect()
}
