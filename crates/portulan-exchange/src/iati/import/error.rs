//! The reason why nothing was imported.
use portulan_iati::ReadError;
use portulan_model::RegisterError;

/// The reason why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ImportError {
    /// The file as a whole is not valid IATI; the number of critical findings.
    #[error("the file is not a valid IATI file ({0} critical findings); see `portulan validate`")]
    Invalid(usize),
    /// Every attempt to leave out faulty activities made other records faulty; the number of activities.
    #[error(
        "the records of {0} activities are faulty, and without them others are; import the activities in parts"
    )]
    Unsettled(usize),
    /// The import was cancelled.
    #[error("the import was cancelled")]
    Cancelled,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Programme(#[from] RegisterError),
}
