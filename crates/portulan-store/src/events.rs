//! Editorial events: written in the transaction that causes them, and read by subscribers.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::StoreError;

/// An event of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum EditorialEvent {
    /// A revision was published.
    Published {
        /// The record.
        record: Uuid,
        /// The kind of the record.
        #[serde(with = "kind_name")]
        kind: Kind,
        /// The slug under which it is published.
        slug: String,
        /// The published revision.
        revision: i64,
    },
    /// A record was withdrawn from the public.
    Unpublished {
        /// The record.
        record: Uuid,
        /// The kind of the record.
        #[serde(with = "kind_name")]
        kind: Kind,
        /// The slug under which it was published.
        slug: String,
        /// The revision that withdrew it.
        revision: i64,
    },
    /// A review was requested.
    ReviewRequested {
        /// The record.
        record: Uuid,
        /// The user who requested it.
        by: Actor,
        /// The reason; empty without one.
        #[serde(default)]
        reason: String,
    },
    /// A change of the record cancelled its scheduled publication.
    ScheduleCancelled {
        /// The record.
        record: Uuid,
        /// The user who had scheduled it.
        owner: Uuid,
        /// The user who changed it.
        by: Actor,
    },
    /// A comment mentions users.
    Mentioned {
        /// The record.
        record: Uuid,
        /// The comment.
        comment: Uuid,
        /// The mentioned users who may view the record.
        users: Vec<Uuid>,
        /// The author of the comment.
        by: Actor,
    },
    /// A proposal was accepted or declined.
    ProposalAnswered {
        /// The proposal.
        proposal: Uuid,
        /// The user who answered it.
        by: Actor,
    },
    /// A task was assigned to a user.
    TaskAssigned {
        /// The task.
        task: Uuid,
        /// The assignee.
        assignee: Uuid,
        /// The user who assigned it.
        by: Actor,
    },
}

/// The user or program that caused an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The user; `None` for a program.
    pub user: Option<Uuid>,
    /// The name at the time of the event.
    pub name: String,
}

/// An event with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedEvent {
    /// The number; later events have higher ones.
    pub number: i64,
    /// The time of the event.
    pub at: Timestamp,
    /// The event.
    pub event: EditorialEvent,
}

/// Storage of events for subscribers.
#[async_trait]
pub trait EventStore: Send + Sync {
    /// The events that a subscriber has not marked as seen, the oldest first, at most `limit`. A new
    /// subscriber receives all stored events.
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
