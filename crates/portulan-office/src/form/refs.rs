//! The references of a form: their paths, and the conversion of names to slugs.
use std::collections::{BTreeSet, HashMap, HashSet};

use portulan_editorial::authority;
use portulan_locales::Language;
use portulan_model::kinds::{Authority, Term};
use portulan_model::{Body, FieldSchema, Kind, Text, is_slug, normalize_for_search, references};
use portulan_store::{OfficeStore, RecordSummary, StoreError};

use super::FormData;
use crate::auth::CurrentUser;

/// The names of the authority's themes and political priorities, by the keys that records have in place of slugs.
pub fn term_names(authority: &Authority, language: Language) -> Vec<((Kind, String), String)> {
    let terms = authority.themes.iter().chain(&authority.axes);
    let name = |term: &Term| term.name.text(language.tag()).to_owned();
    terms.map(|term| ((Kind::Authority, term.key.clone()), name(term))).collect()
}

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

/// The records that some fields of bodies refer to, each once.
pub fn targets_of_fields<'a>(
    bodies: impl Iterator<Item = &'a Body>,
    names: &[&str],
) -> BTreeSet<(Kind, String)> {
    let is_of_field = |path: &str| path.split('/').nth(1).is_some_and(|field| names.contains(&field));
    let references = bodies.flat_map(references);
    references.filter(|(path, ..)| is_of_field(path)).map(|(_, kind, slug)| (kind, slug)).collect()
}

/// The kinds that a form refers to, for their lists of names.
pub fn kinds(kind: Kind) -> Vec<Kind> {
    let mut out = BTreeSet::new();
    gather(kind.shape(), &mut out);
    out.into_iter().collect()
}

fn gather(shape: FieldSchema, out: &mut BTreeSet<Kind>) {
    match shape {
        FieldSchema::Reference(kind) => {
            out.insert(kind);
        }
        FieldSchema::Group(group) => {
            if group.sourced {
                out.insert(Kind::Document);
            }
            group.fields.iter().for_each(|f| gather((f.shape)(), out));
        }
        FieldSchema::Fact(inner) => {
            out.insert(Kind::Document);
            gather(inner(), out);
        }
        FieldSchema::Optional(inner) | FieldSchema::List(inner) => gather(inner(), out),
        _ => {}
    }
}

/// The record that a text means.
pub enum FoundName {
    /// There is none.
    None,
    /// This one.
    One(RecordSummary),
    /// Several records have the name.
    Several,
}

/// The record that a field names: by its slug, by its name in any language, or by `Name (slug)` as fields show names that could mean
/// several records.
pub async fn find(
    store: &dyn OfficeStore,
    kind: Kind,
    typed: &str,
    current_user: &CurrentUser,
) -> Result<FoundName, StoreError> {
    // Who may not know a contact may still keep the reference to it.
    let by_slug = current_user.visible_filter().kind(kind).private(true).first(1);
    let by_name = current_user.visible_filter().kind(kind).private(current_user.can_view_kind(kind)).first(2);
    if is_slug(typed)
        && let Some(head) = store.summaries(&by_slug.clone().slug(typed)).await?.pop()
    {
        return Ok(FoundName::One(head));
    }
    let mut named = store.summaries(&by_name.named(typed)).await?;
    if named.len() > 1 {
        return Ok(FoundName::Several);
    }
    if let Some(head) = named.pop() {
        return Ok(FoundName::One(head));
    }
    let found = match slug_in_brackets(typed) {
        Some(slug) => store.summaries(&by_slug.slug(slug)).await?.pop(),
        None => None,
    };
    Ok(found.map_or(FoundName::None, FoundName::One))
}

impl FoundName {
    /// The record, if there is exactly one.
    pub fn one(self) -> Option<RecordSummary> {
        match self {
            Self::One(head) => Some(head),
            Self::None | Self::Several => None,
        }
    }
}

/// The code of the message for a problem: a reference to a name that several records have is not a missing record.
pub fn problem_code<'a>(
    ambiguous: &HashSet<(Kind, String)>,
    code: &'a str,
    arguments: &[(&'static str, String)],
) -> &'a str {
    let argument = |wanted| arguments.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    let is_of = |(kind, name): &(Kind, String)| {
        argument("slug") == Some(name) && argument("kind").is_some_and(|value| value == kind.singular())
    };
    if code == "reference" && ambiguous.iter().any(is_of) { "reference-ambiguous" } else { code }
}

/// The text in brackets at the end of a name, if it can be a slug.
pub fn slug_in_brackets(name: &str) -> Option<&str> {
    let (_, slug) = name.strip_suffix(')')?.rsplit_once('(')?;
    is_slug(slug).then_some(slug)
}

/// Names of a kind that a page offers without a request.
const OFFERED_NAMES: u32 = 100;

/// The names of records, as fields show them.
#[derive(Default)]
pub struct RecordNames {
    /// Names by kind and slug.
    pub by_slug: HashMap<(Kind, String), String>,
    /// Names that fields offer for completion, by kind.
    pub lists: Vec<OfferedNames>,
    /// Typed names that several records have, by kind.
    ambiguous: HashSet<(Kind, String)>,
}

/// The first names of a kind, in order.
pub struct OfferedNames {
    /// The kind.
    pub kind: Kind,
    /// The names.
    pub names: Vec<String>,
    /// True if the register has more, which a script asks for.
    pub has_more: bool,
}

impl RecordNames {
    /// Reads the names of the records that some bodies refer to, as far as a user may know of them.
    pub async fn of_bodies(
        store: &dyn OfficeStore,
        bodies: &[&Body],
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let wanted: BTreeSet<(Kind, String)> =
            bodies.iter().flat_map(|body| references(*body)).map(|(_, kind, slug)| (kind, slug)).collect();
        Self::of_targets(store, wanted, current_user).await
    }

    /// Reads the names of some records, as far as a user may know of them, and of the authority's themes.
    pub async fn of_targets(
        store: &dyn OfficeStore,
        wanted: BTreeSet<(Kind, String)>,
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let wanted: Vec<(Kind, String)> = wanted.into_iter().collect();
        let mut names = Self::of_slugs(store, &wanted, current_user).await?;
        if let Some(authority) = authority(store).await? {
            names.by_slug.extend(term_names(&authority, current_user.language()));
        }
        Ok(names)
    }

    async fn of_slugs(
        store: &dyn OfficeStore,
        wanted: &[(Kind, String)],
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let mut names = Self::default();
        let found = store.summaries_by_slug(wanted, &current_user.visible_filter()).await?;
        for kind in Kind::ALL {
            let of_kind: Vec<&RecordSummary> = found.iter().filter(|head| head.kind == *kind).collect();
            names.add(store, *kind, &of_kind, current_user.language()).await?;
        }
        Ok(names)
    }

    /// Reads the names that a form needs: of the records that it refers to, and the first of each kind that it can refer to.
    pub async fn of_form(
        store: &dyn OfficeStore,
        kind: Kind,
        sheet: &FormData,
        offered: Vec<Kind>,
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let wanted = places(kind, sheet).into_iter();
        let wanted: Vec<(Kind, String)> =
            wanted.map(|(path, kind)| (kind, sheet.get(&path).trim().to_owned())).collect();
        let mut names = Self::of_slugs(store, &wanted, current_user).await?;
        for kind in offered {
            let filter = current_user.visible_filter().kind(kind).first(OFFERED_NAMES + 1);
            let mut found = store.summaries(&filter).await?;
            let has_more = found.len() > OFFERED_NAMES as usize;
            found.truncate(OFFERED_NAMES as usize);
            let found: Vec<&RecordSummary> = found.iter().collect();
            let offered = names.add(store, kind, &found, current_user.language()).await?;
            names.lists.push(OfferedNames { kind, names: offered, has_more });
        }
        Ok(names)
    }

    /// The names of a kind that contain what was typed, at most [`Self::MAX_COMPLETIONS`].
    pub async fn completions(
        store: &dyn OfficeStore,
        kind: Kind,
        typed: &str,
        current_user: &CurrentUser,
    ) -> Result<Vec<String>, StoreError> {
        let filter = current_user.visible_filter().kind(kind).first(Self::MAX_COMPLETIONS);
        // The name itself comes first, however many contain it.
        let mut found = store.summaries(&filter.clone().named(typed)).await?;
        let others = store.summaries(&filter.containing(typed)).await?.into_iter();
        let others = others.filter(|head| !found.iter().any(|known| known.id == head.id)).collect::<Vec<_>>();
        found.extend(others);
        found.truncate(Self::MAX_COMPLETIONS as usize);
        let found: Vec<&RecordSummary> = found.iter().collect();
        Self::default().add(store, kind, &found, current_user.language()).await
    }

    /// Completions of one request.
    pub const MAX_COMPLETIONS: u32 = 20;

    /// Adds the names of some records of a kind and returns them in their order. Where several records of the register have
    /// the same name, the slug is added.
    async fn add(
        &mut self,
        store: &dyn OfficeStore,
        kind: Kind,
        heads: &[&RecordSummary],
        language: Language,
    ) -> Result<Vec<String>, StoreError> {
        if heads.is_empty() {
            return Ok(Vec::new());
        }
        let plain = |head: &RecordSummary| head.name.text(language.tag()).trim().replace('\n', " ");
        let normalized: Vec<String> = heads.iter().map(|head| normalize_for_search(&plain(head))).collect();
        let shared = store.shared_names(kind, &normalized).await?;
        let mut list = Vec::with_capacity(heads.len());
        for (head, normalized) in heads.iter().zip(&normalized) {
            let mut name = plain(head);
            // A name that looks like a slug, or ends with one, could mean another record.
            let is_misleading = is_slug(&name) || slug_in_brackets(&name).is_some();
            if name.is_empty() || shared.contains(normalized) || is_misleading {
                let gap = if name.is_empty() { "" } else { " " };
                name.extend([gap, "(", &head.slug, ")"]);
            }
            self.by_slug.insert((kind, head.slug.clone()), name.clone());
            list.push(name);
        }
        Ok(list)
    }

    /// Replaces the names in reference fields by slugs. A text that is neither a name nor a slug, or is the name of several records,
    /// is unchanged. Only the typed texts are looked up, so the cost does not depend on the size of the register.
    pub async fn resolve(
        store: &dyn OfficeStore,
        kind: Kind,
        sheet: &mut FormData,
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let places = places(kind, sheet);
        Self::resolve_at(store, places, sheet, current_user).await
    }

    /// Replaces the names in some reference fields by slugs, as [`resolve`](Self::resolve) does in all.
    pub async fn resolve_at(
        store: &dyn OfficeStore,
        places: Vec<(String, Kind)>,
        sheet: &mut FormData,
        current_user: &CurrentUser,
    ) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for (path, kind) in places {
            let typed = sheet.get(&path).trim().to_owned();
            match find(store, kind, &typed, current_user).await? {
                FoundName::One(mut head) => {
                    if !current_user.can_view_kind(kind) {
                        head.name = Text::default();
                    }
                    sheet.set(path, head.slug.clone());
                    names.add(store, kind, &[&head], current_user.language()).await?;
                }
                FoundName::None => sheet.set(path, typed),
                FoundName::Several => {
                    names.ambiguous.insert((kind, typed.clone()));
                    sheet.set(path, typed);
                }
            }
        }
        Ok(names)
    }

    /// The code of the message for a problem: a reference to a name that several records have is not a missing record.
    pub fn problem_code<'a>(&self, code: &'a str, arguments: &[(&'static str, String)]) -> &'a str {
        problem_code(&self.ambiguous, code, arguments)
    }

    /// True if a record exists.
    pub fn knows(&self, kind: Kind, slug: &str) -> bool {
        self.by_slug.contains_key(&(kind, slug.to_owned()))
    }
}
