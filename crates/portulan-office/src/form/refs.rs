//! The references of a form, and conversion of names to slugs.
use std::collections::{HashMap, HashSet};

use portulan_locales::Language;
use portulan_model::{FieldSchema, Kind, Text, is_slug};
use portulan_store::{Filter, OfficeStore, RecordSummary, StoreError};

use super::FormData;
use crate::auth::CurrentUser;

/// All non-empty reference fields: path and kind of the target.
pub fn places(kind: Kind, sheet: &FormData) -> Vec<(String, Kind)> {
    let mut out = Vec::new();
    visit(kind.shape(), String::new(), sheet, &mut out);
    out.retain(|(path, _)| !sheet.get(path).trim().is_empty());
    out
}

fn visit(shape: FieldSchema, path: String, sheet: &FormData, out: &mut Vec<(String, Kind)>) {
    match shape {
        FieldSchema::Reference(kind) => out.push((path, kind)),
        FieldSchema::Fact(inner) => {
            out.push((format!("{path}/source"), Kind::Document));
            visit(inner(), format!("{path}/value"), sheet, out);
        }
        FieldSchema::Optional(inner) => visit(inner(), path, sheet, out),
        FieldSchema::List(inner) => {
            for i in 0..sheet.len(&path) {
                visit(inner(), format!("{path}/{i}"), sheet, out);
            }
        }
        FieldSchema::Group(group) => {
            if group.sourced {
                out.push((format!("{path}/source"), Kind::Document));
            }
            for field in group.fields {
                visit((field.shape)(), format!("{path}/{}", field.name), sheet, out);
            }
        }
        _ => {}
    }
}

/// The record that a field names: by its slug, by `Name (slug)` if the name is ambiguous, or by its name in
/// any language.
pub async fn find(
    store: &dyn OfficeStore,
    kind: Kind,
    typed: &str,
    current_user: &CurrentUser,
) -> Result<Option<RecordSummary>, StoreError> {
    let of = |slug: &str, words: &str| Filter {
        kind: Some(kind),
        slug: slug.to_owned(),
        words: words.to_owned(),
        exactly: !words.is_empty(),
        limit: 1,
        // Users without the right to view a contact may leave an existing reference unchanged.
        private: words.is_empty() || current_user.can_view_kind(kind),
        ..current_user.visible_filter()
    };
    let in_brackets = typed.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let slug = in_brackets.map_or(typed, |(_, slug)| slug);
    if is_slug(slug)
        && let Some(head) = store.list(&of(slug, "")).await?.heads.pop()
    {
        return Ok(Some(head));
    }
    Ok(store.list(&of("", typed)).await?.heads.pop())
}

/// The names of the records of some kinds, for pickers.
#[derive(Default)]
pub struct RecordNames {
    /// Names by kind and slug.
    pub by_slug: HashMap<(Kind, String), String>,
    /// Names by kind, in order, for completion.
    pub lists: Vec<(Kind, Vec<String>)>,
}

impl RecordNames {
    /// Reads the names of all records of some kinds that a user may view. Ambiguous names have the slug added.
    pub async fn read(
        store: &dyn OfficeStore,
        kinds: Vec<Kind>,
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for kind in kinds {
            let filter = Filter { kind: Some(kind), ..current_user.visible_filter() };
            names.add(kind, &store.list(&filter).await?.heads, current_user.language());
        }
        Ok(names)
    }

    fn add(&mut self, kind: Kind, heads: &[RecordSummary], language: Language) {
        let mut seen = HashSet::new();
        let plain = |head: &RecordSummary| head.name.text(language.tag()).trim().replace('\n', " ");
        let twice: HashSet<String> = heads.iter().map(plain).filter(|n| !seen.insert(n.clone())).collect();
        let mut list = Vec::with_capacity(heads.len());
        for head in heads {
            let mut name = plain(head);
            if name.is_empty() || twice.contains(&name) {
                let gap = if name.is_empty() { "" } else { " " };
                name.extend([gap, "(", &head.slug, ")"]);
            }
            self.by_slug.insert((kind, head.slug.clone()), name.clone());
            list.push(name);
        }
        self.lists.push((kind, list));
    }

    /// Replaces the names in reference fields by slugs. A text that is neither a name nor a slug is
    /// unchanged. Only the typed texts are looked up, so the cost does not depend on the size of the
    /// register.
    pub async fn resolve(
        store: &dyn OfficeStore,
        kind: Kind,
        sheet: &mut FormData,
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for (path, kind) in places(kind, sheet) {
            let typed = sheet.get(&path).trim().to_owned();
            match find(store, kind, &typed, current_user).await? {
                Some(mut head) => {
                    if !current_user.can_view_kind(kind) {
                        head.name = Text::default();
                    }
                    sheet.set(path, head.slug.clone());
                    names.add(kind, &[head], current_user.language());
                }
                None => sheet.set(path, typed),
            }
        }
        Ok(names)
    }

    /// True if a record exists.
    pub fn knows(&self, kind: Kind, slug: &str) -> bool {
        self.by_slug.contains_key(&(kind, slug.to_owned()))
    }
}
