//! Scopes of tokens.

/// A scope of a token.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum TokenScope {
    /// Read records that are not published.
    Read,
    /// Write drafts.
    Write,
    /// Publish and archive.
    Publish,
}

portulan_model::impl_names!(TokenScope);
