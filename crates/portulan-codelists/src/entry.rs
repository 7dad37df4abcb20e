//! An entry of a code list.

/// A code with its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code, as in the list.
    pub code: &'static str,
    /// The English name.
    pub en: &'static str,
    /// The French name; empty if the source has none.
    pub fr: &'static str,
}

impl CodeEntry {
    /// The name in the language of a BCP 47 tag, or else in English.
    pub fn name(&self, lang: &str) -> &'static str {
        if lang.starts_with("fr") && !self.fr.is_empty() { self.fr } else { self.en }
    }
}
