//! The reason why a report cannot be written.

/// The reason why a report cannot be written, with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// A template cannot be read.
    #[error("{path}: {why}")]
    Template {
        /// The path of the file.
        path: String,
        /// The error message.
        why: String,
    },
    /// Typst rejects the template; the message has file, line and remedy.
    #[error("{0}")]
    Typeset(String),
    /// A picture cannot be drawn; its number in the report.
    #[error("picture {0} of the report cannot be drawn")]
    Picture(usize),
    /// The file cannot be packed.
    #[error("the file could not be put together: {0}")]
    Pack(#[from] std::io::Error),
}
