//! Events: written in the transaction in which they happen, for subscribers.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::StoreError;

/// Something that happened to the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum EditorialEvent {
    /// A revision became public.
    Published {
        /// The record.
        record: Uuid,
        /// Its kind.
        #[serde(with = "kind_name")]
        kind: Kind,
        /// The slug under which the public finds it.
        slug: String,
        /// The revision.
        revision: i64,
    },
    /// A record is no longer public.
    Unpublished {
        /// The record.
        record: Uuid,
        /// Its kind.
        #[serde(with = "kind_name")]
        kind: Kind,
        /// The slug under which the public found it.
        slug: String,
        /// The revision that unpublished it.
        revision: i64,
    },
    /// A record waits for a user who publishes.
    ReviewRequested {
        /// The record.
        record: Uuid,
        /// The user who asks.
        by: Actor,
    },
    /// A record was changed, so that it is no longer published at the moment set.
    ScheduleCancelled {
        /// The record.
        record: Uuid,
        /// The user who had set the moment.
        owner: Uuid,
        /// The user who changed it.
        by: Actor,
    },
    /// A comment names users.
    Mentioned {
        /// The record.
        record: Uuid,
        /// The comment.
        comment: Uuid,
        /// The users it mentions who may see the record.
        users: Vec<Uuid>,
        /// The user who wrote it.
        by: Actor,
    },
    /// A proposal was accepted or declined.
    ProposalAnswered {
        /// The proposal.
        proposal: Uuid,
        /// The user who answered.
        by: Actor,
    },
    /// A task was assigned to a user.
    TaskAssigned {
        /// The task.
        task: Uuid,
        /// The user who is to do it.
        assignee: Uuid,
        /// The user who assigned it.
        by: Actor,
    },
}

/// The user or program that caused an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The user, if it was one.
    pub user: Option<Uuid>,
    /// The name at that moment.
    pub name: String,
}

/// An event with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedEvent {
    /// Its number; later events have higher ones.
    pub number: i64,
    /// The moment at which it happened.
    pub at: Timestamp,
    /// The event.
    pub event: EditorialEvent,
}

/// Events for subscribers.
#[async_trait]
pub trait EventStore: Send + Sync {
    /// The events that a subscriber has not seen, the oldest first, at most `limit`. A new subscriber sees all
    /// that are still stored.
    async fn unseen_events(&self, subscriber: &str, limit: u32) -> Result<Vec<NumberedEvent>, StoreError>;

    /// Marks the events up to a number as seen by a subscriber.
    async fn mark_events_seen(&self, subscriber: &str, number: i64) -> Result<(), StoreError>;

    /// Deletes the events before a moment.
    async fn delete_events(&self, before: Timestamp) -> Result<(), StoreError>;
}

mod kind_name {
    use portulan_model::Kind;
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    pub fn serialize<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.singular())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
