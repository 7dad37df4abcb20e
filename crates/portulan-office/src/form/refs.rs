//! The references of a form: where they stand, and names turned into slugs.
use std::collections::{HashMap, HashSet};

use portulan_locales::Language;
use portulan_model::{Kind, Shape};
use portulan_store::{Filter, Head, OfficeStore, StoreError};

use super::Sheet;
use crate::auth::Seat;

/// Every reference with something in it: its path and the kind it goes to.
pub fn places(kind: Kind, sheet: &Sheet) -> Vec<(String, Kind)> {
    let mut out = Vec::new();
    visit(kind.shape(), String::new(), sheet, &mut out);
    out.retain(|(path, _)| !sheet.get(path).trim().is_empty());
    out
}

fn visit(shape: Shape, path: String, sheet: &Sheet, out: &mut Vec<(String, Kind)>) {
    match shape {
        Shape::Reference(kind) => out.push((path, kind)),
        Shape::Fact(inner) => {
            out.push((format!("{path}/source"), Kind::Document));
            visit(inner(), format!("{path}/value"), sheet, out);
        }
        Shape::Optional(inner) => visit(inner(), path, sheet, out),
        Shape::List(inner) => {
            for i in 0..sheet.len(&path) {
                visit(inner(), format!("{path}/{i}"), sheet, out);
            }
        }
        Shape::Group(group) => {
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

/// The records of some kinds, for pickers: what each is called, both ways.
#[derive(Default)]
pub struct Names {
    /// Names by kind and slug.
    pub by_slug: HashMap<(Kind, String), String>,
    /// Slugs by kind and name.
    by_name: HashMap<(Kind, String), String>,
    /// Names by kind, in order, for completion.
    pub lists: Vec<(Kind, Vec<String>)>,
}

impl Names {
    /// Reads the names of all records of some kinds that a user may know of. Where two have the same name, the slug
    /// tells them apart.
    pub async fn read(store: &dyn OfficeStore, kinds: Vec<Kind>, seat: &Seat) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for kind in kinds {
            let filter = Filter { kind: Some(kind), seen_from: seat.view(), ..Filter::default() };
            names.add(kind, &store.list(&filter).await?.heads, seat.language());
        }
        Ok(names)
    }

    fn add(&mut self, kind: Kind, heads: &[Head], language: Language) {
        let mut seen = HashSet::new();
        let plain = |head: &Head| head.name.text(language.tag()).trim().replace('\n', " ");
        let twice: HashSet<String> = heads.iter().map(plain).filter(|n| !seen.insert(n.clone())).collect();
        let mut list = Vec::with_capacity(heads.len());
        for head in heads {
            let mut name = plain(head);
            if name.is_empty() || twice.contains(&name) {
                let gap = if name.is_empty() { "" } else { " " };
                name.extend([gap, "(", &head.slug, ")"]);
            }
            // A name in another language means the record too, where it means no other.
            for other in head.name.0.values() {
                self.by_name.entry((kind, other.trim().to_lowercase())).or_insert_with(|| head.slug.clone());
            }
            self.by_slug.insert((kind, head.slug.clone()), name.clone());
            list.push(name);
        }
        for head in heads {
            let name = self.by_slug[&(kind, head.slug.clone())].to_lowercase();
            self.by_name.insert((kind, name), head.slug.clone());
        }
        self.lists.push((kind, list));
    }

    /// Turns names in reference fields into slugs; what is neither a name nor a slug stays as it is.
    pub fn resolve(&self, kind: Kind, sheet: &mut Sheet) {
        for (path, kind) in places(kind, sheet) {
            let typed = sheet.get(&path).trim().to_owned();
            if let Some(slug) = self.by_name.get(&(kind, typed.to_lowercase())) {
                sheet.set(path, slug.clone());
            } else {
                sheet.set(path, typed);
            }
        }
    }

    /// Whether a record is there.
    pub fn knows(&self, kind: Kind, slug: &str) -> bool {
        self.by_slug.contains_key(&(kind, slug.to_owned()))
    }
}
