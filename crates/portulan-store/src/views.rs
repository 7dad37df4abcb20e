//! Lists of records with filters and columns, by the name that a user gave them.
use async_trait::async_trait;
use portulan_model::Kind;
use uuid::Uuid;

use crate::StoreError;

/// The largest number of saved views of a user for a kind.
pub const MAX_SAVED_VIEWS: u32 = 20;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// The identity.
    pub id: Uuid,
    /// The user, who alone sees it.
    pub user: Uuid,
    /// The kind of the records.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// The query of the list's address.
    pub query: String,
}

/// Storage of saved views.
#[async_trait]
pub trait SavedViews: Send + Sync {
    /// The views of a user for a kind, by name.
    async fn saved_views(&self, user: Uuid, kind: Kind) -> Result<Vec<SavedView>, StoreError>;

    /// Stores a view; an earlier one of the same user, kind and name is replaced. Returns false if the user has
    /// [`MAX_SAVED_VIEWS`] of the kind.
    async fn put_saved_view(&self, view: SavedView) -> Result<bool, StoreError>;

    /// Deletes a view of a user.
    async fn drop_saved_view(&self, user: Uuid, id: Uuid) -> Result<(), StoreError>;
}
