//! The reason why a catalogue cannot be written.

/// The reason why a catalogue cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DcatError {
    /// An address is not a valid IRI.
    #[error("the catalogue cannot be written: {0}; look at the public address of the site")]
    Address(#[from] oxrdf::IriParseError),
    /// The writer failed.
    #[error("the catalogue cannot be written: {0}")]
    Unwritten(#[from] std::io::Error),
}
