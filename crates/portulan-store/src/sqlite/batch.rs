//! A batch of changes, and records before it.
use jiff::Timestamp;
use portulan_model::{Kind, State};

use super::facts::Asking;
use crate::{Actor, Author};

/// A record before a change.
pub(super) struct StoredHead {
    pub(super) kind: Kind,
    pub(super) slug: String,
    pub(super) revision: i64,
    pub(super) state: State,
    /// The slug under which it is published, if it is.
    pub(super) public_slug: Option<String>,
}

/// The time, author and policy of a batch of changes.
pub(super) struct Batch<'a> {
    pub(super) now: Timestamp,
    pub(super) author: &'a Author,
    pub(super) asking: &'a Asking,
}

impl Batch<'_> {
    pub(super) fn actor(&self) -> Actor {
        Actor { user: self.author.user, name: self.author.name.clone() }
    }
}
