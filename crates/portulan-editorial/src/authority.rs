//! The authority, whose lists and languages apply to all records.
use std::collections::HashSet;

use portulan_model::check::{CheckedRegister, check_record};
use portulan_model::kinds::{Authority, Term};
use portulan_model::{Body, Kind, MAX_SLUG_CHARS, Problem, ProblemSeverity, Record, slug};
use portulan_store::{Filter, Store, StoreError, StoredRecord};
use uuid::Uuid;

use crate::{Editorial, EditorialError};

/// The authority of a register; `None` if it does not exist yet.
pub async fn authority<S: Store + ?Sized>(store: &S) -> Result<Option<Authority>, StoreError> {
    Ok(authority_record(store).await?.map(|(_, authority)| authority))
}

/// The newest revision of the authority's record, and its content; `None` if it does not exist yet.
pub async fn authority_record<S: Store + ?Sized>(
    store: &S,
) -> Result<Option<(StoredRecord, Authority)>, StoreError> {
    let filter = Filter::of(Kind::Authority).first(1);
    let Some(head) = store.summaries(&filter).await?.into_iter().next() else { return Ok(None) };
    let Some(stored) = store.record_of(head.id).await? else { return Ok(None) };
    let Body::Authority(authority) = &stored.record.body else { return Ok(None) };
    let authority = (**authority).clone();
    Ok(Some((stored, authority)))
}

/// The slug of a new record: derived from its name, except for persons, whose names must not appear in web
/// addresses and logs.
pub fn new_slug(id: Uuid, body: &Body, language: &str) -> String {
    let kind = body.kind().singular();
    match body {
        Body::Person(_) => format!("{kind}-{}", &id.simple().to_string()[20..]),
        _ => slug(body.name().text(language), kind),
    }
}

/// Gives each theme and priority without a key one, so that nobody has to type it: the key of the stored entry with the
/// same name, or else one that is derived from the name in the first language of the site.
pub fn derive_term_keys(authority: &mut Authority, stored: Option<&Authority>) {
    let language = authority.languages.first().cloned().unwrap_or_default();
    let stored_terms = |list: fn(&Authority) -> &Vec<Term>| stored.map(list).map_or(&[][..], Vec::as_slice);
    let lists = [
        (&mut authority.themes, stored_terms(|a| &a.themes), "theme"),
        (&mut authority.axes, stored_terms(|a| &a.axes), "axis"),
    ];
    for (terms, stored, otherwise) in lists {
        let mut used: HashSet<String> = terms.iter().map(|term| term.key.clone()).collect();
        for term in terms.iter_mut().filter(|term| term.key.is_empty() && !term.name.is_empty()) {
            let known = stored.iter().find(|known| known.name == term.name && !used.contains(&known.key));
            let derived = || unused_key(&slug(term.name.text(&language), otherwise), &used);
            term.key = known.map_or_else(derived, |known| known.key.clone());
            used.insert(term.key.clone());
        }
    }
}

/// The key, or the key with the first number that makes it unused.
fn unused_key(key: &str, used: &HashSet<String>) -> String {
    // Room for a number. Slugs are ASCII.
    let key = key[..key.len().min(MAX_SLUG_CHARS - 4)].trim_end_matches('-');
    let mut candidate = key.to_owned();
    let mut number = 2;
    while used.contains(&candidate) {
        candidate = format!("{key}-{number}");
        number += 1;
    }
    candidate
}

impl Editorial {
    /// The errors of a record that must be corrected before it is published. References are not checked: the
    /// store does not allow dangling ones.
    pub async fn errors(&self, record: &Record) -> Result<Vec<Problem>, EditorialError> {
        let authority = authority(&*self.store).await?;
        let mut problems = check_record(record, &CheckedRegister::new(authority.as_ref(), &|_, _| true));
        problems.retain(|p| p.severity == ProblemSeverity::Error);
        Ok(problems)
    }

    /// Returns an error if a record has errors.
    pub(crate) async fn require_valid(&self, record: &Record) -> Result<(), EditorialError> {
        let errors = self.errors(record).await?;
        if errors.is_empty() { Ok(()) } else { Err(EditorialError::Invalid(errors)) }
    }
}

#[cfg(test)]
mod tests {
    use portulan_model::Text;

    use super::*;

    #[test]
    fn keys_of_themes_are_derived_and_unique() {
        let term = |key: &str, name: &str| Term {
            key: key.to_owned(),
            name: Text([("fr".to_owned(), name.to_owned())].into()),
            ..Term::default()
        };
        let themes =
            vec![term("eau", "L’eau"), term("", "Eau"), term("", "Climat et littoral"), term("", "")];
        let languages = vec!["fr".to_owned()];
        let mut authority = Authority { themes, languages, ..Authority::default() };
        derive_term_keys(&mut authority, None);
        let keys: Vec<_> = authority.themes.iter().map(|term| term.key.as_str()).collect();
        assert_eq!(keys, ["eau", "eau-2", "climat-et-littoral", ""]);
        // A key that was removed from the form by mistake stays, because records name it.
        let stored =
            Authority { themes: vec![term("old-key", "Climat et littoral")], ..Authority::default() };
        authority.themes = vec![term("", "Climat et littoral")];
        derive_term_keys(&mut authority, Some(&stored));
        assert_eq!(authority.themes[0].key, "old-key");
    }
}
