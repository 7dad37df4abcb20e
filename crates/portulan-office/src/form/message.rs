//! Messages beside the fields of a form.

/// The message of a problem beside its field.
#[derive(Debug, Clone)]
pub struct FieldMessage {
    /// True if it prevents publication.
    pub error: bool,
    /// The sentence.
    pub text: String,
    /// The remedy.
    pub remedy: String,
}
