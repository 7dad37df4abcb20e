//! Roles of users.

/// The role of a user. Each role includes the rights of the roles before it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum UserRole {
    /// Proposes changes, which an editor accepts.
    Partner,
    /// Reads everything, and comments.
    #[default]
    Reader,
    /// Writes, and requests reviews.
    Editor,
    /// Publishes and archives.
    Publisher,
    /// Manages users and settings.
    Administrator,
}

portulan_model::impl_names!(UserRole);
