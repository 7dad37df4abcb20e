//! Code lists and their codes.

/// A code with its names; `withdrawn` holds the date of withdrawal, empty if the list gives none.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, as in the list.
    pub code: &'static str,
    /// The English name.
    pub en: &'static str,
    /// The French name; empty if there is none.
    pub fr: &'static str,
    /// The date of withdrawal (`YYYY-MM-DD`), for a withdrawn code.
    pub withdrawn: Option<&'static str>,
}

impl Code {
    /// The name in the language of a BCP 47 tag, or else in English.
    pub fn name(&self, lang: &str) -> &'static str {
        if lang.starts_with("fr") && !self.fr.is_empty() { self.fr } else { self.en }
    }
}

/// A code list with its official name.
#[derive(Debug)]
pub struct List {
    /// The official name, such as `Currency`.
    pub name: &'static str,
    /// The codes, sorted.
    pub codes: &'static [Code],
}
