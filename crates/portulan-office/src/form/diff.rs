//! The differences between two versions of a record, field by field, formatted for users.
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use portulan_locales::{Language, dates, key, list};
use portulan_model::{Body, FieldFormat, FieldGroup, FieldSchema, Kind};
use portulan_web::markdown::plain_text;
use similar::{ChangeTag, TextDiff};

use super::codes::TypedList;
use super::columns::required_shape;
use super::diff_items::{ItemPair, aligned_items, first_values};
use super::labels::{choice, is_derived_key};
use super::layout::sections;
use super::paths::{PathStep, at, format_of, is_text, schema_order, title, words};
use super::whole_values::whole_value_words;
use super::{FormData, write};

/// A field that differs, or an item of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// The label: "Titre", "Budgets – 2 (2025)".
    pub label: String,
    /// The kind of change.
    pub change: ItemChange,
    /// The values that differ. All values of an item that was added or removed.
    pub parts: Vec<ChangedPart>,
}

/// A value that differs.
#[derive(Debug, PartialEq, Eq)]
pub struct ChangedPart {
    /// The label of a part of the field; empty for the field itself.
    pub label: String,
    /// The text in segments: `same`, `gone` or `new`.
    pub pieces: Vec<(&'static str, String)>,
}

/// The kind of change of a field or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemChange {
    /// It has another value.
    Changed,
    /// It is an item that the earlier version does not have.
    Added,
    /// It is an item that the newer version does not have.
    Removed,
}

/// A field or an item in both versions: the paths in the forms of each.
struct ComparedPlace {
    /// The path in the newer version, or in the older one for a removed item: it names the place.
    path: String,
    old: Option<String>,
    new: Option<String>,
    is_item: bool,
}

/// Two versions to compare.
struct VersionComparison<'a> {
    kind: Kind,
    before: FormData,
    after: FormData,
    names: &'a HashMap<(Kind, String), String>,
    language: Language,
}

/// The fields that differ, in the order of the form. Items of lists are compared with those that they were, whatever their place.
pub fn changes(
    old: Option<&Body>,
    new: &Body,
    names: &HashMap<(Kind, String), String>,
    language: Language,
) -> Vec<Changed> {
    let kind = new.kind();
    let FieldSchema::Group(group) = kind.shape() else { return Vec::new() };
    let before = old.map(|old| write::sheet(old, language)).unwrap_or_default();
    let comparison = VersionComparison { kind, before, after: write::sheet(new, language), names, language };
    let names = sections(kind).iter().flat_map(|(_, fields)| fields.iter().copied());
    let fields = names.filter_map(|name| group.fields.iter().find(|field| field.name == name));
    let changed = fields.flat_map(|field| comparison.field(field.name, (field.shape)()));
    if old.is_some() { changed.collect() } else { changed.map(unmarked).collect() }
}

/// A field of a version that nothing is compared with.
fn unmarked(mut changed: Changed) -> Changed {
    changed.change = ItemChange::Changed;
    for part in &mut changed.parts {
        part.pieces.iter_mut().for_each(|piece| piece.0 = "same");
    }
    changed
}

impl VersionComparison<'_> {
    /// The changes of a field: one, or one for each item of a list of structs.
    fn field(&self, name: &str, shape: FieldSchema) -> Vec<Changed> {
        let path = format!("/{name}");
        let FieldSchema::List(inner) = shape else {
            let place =
                ComparedPlace { old: Some(path.clone()), new: Some(path.clone()), path, is_item: false };
            return self.place(&place).into_iter().collect();
        };
        // A value without parts is not another version of the one in its place.
        let items = aligned_items(&self.before, &self.after, &path, has_parts(inner()));
        let place = |item: &ItemPair| {
            let at = |index: usize| format!("{path}/{index}");
            let (old, new) = (item.old.map(at), item.new.map(at));
            let path = new.clone().or_else(|| old.clone()).unwrap_or_default();
            ComparedPlace { path, old, new, is_item: true }
        };
        let changed: Vec<Changed> = items.iter().filter_map(|item| self.place(&place(item))).collect();
        // Values without parts are listed under the name of their list.
        let is_one_list = changed.iter().flat_map(|changed| &changed.parts).all(|part| part.label.is_empty());
        if changed.is_empty() || !is_one_list || has_parts(inner()) {
            return changed;
        }
        let parts = changed.into_iter().flat_map(|changed| changed.parts).collect();
        let label = title(self.kind, &path, self.language);
        vec![Changed { label, change: ItemChange::Changed, parts }]
    }

    /// The change of a field or an item; `None` if both versions are the same.
    fn place(&self, place: &ComparedPlace) -> Option<Changed> {
        let rests = |sheet: &FormData, path: &Option<String>| -> Vec<String> {
            let Some(path) = path else { return Vec::new() };
            let own = (!sheet.get(path).is_empty()).then(String::new);
            own.into_iter().chain(sheet.under(path).map(|(rest, _)| format!("/{rest}"))).collect()
        };
        let rests: BTreeSet<String> = rests(&self.before, &place.old)
            .into_iter()
            .chain(rests(&self.after, &place.new))
            .map(|rest| self.whole(&place.path, rest))
            .filter(|rest| !is_derived(self.kind, &format!("{}{rest}", place.path)))
            .collect();
        let mut rests: Vec<String> = rests.into_iter().collect();
        rests.sort_by_cached_key(|rest| schema_order(self.kind, &format!("{}{rest}", place.path)));
        let change = match (&place.old, &place.new) {
            (None, Some(_)) => ItemChange::Added,
            (Some(_), None) => ItemChange::Removed,
            _ => ItemChange::Changed,
        };
        let value = |sheet: &FormData, path: &Option<String>, rest: &str| {
            path.as_ref().map(|path| self.say(&format!("{path}{rest}"), sheet)).unwrap_or_default()
        };
        let mut parts = Vec::new();
        let mut differing = Vec::new();
        for rest in rests {
            let (old, new) = (value(&self.before, &place.old, &rest), value(&self.after, &place.new, &rest));
            let path = format!("{}{rest}", place.path);
            let pieces = match change {
                ItemChange::Added => whole_value("new", new),
                ItemChange::Removed => whole_value("gone", old),
                ItemChange::Changed if self.is_same(place, &rest) => continue,
                ItemChange::Changed if is_text(self.kind, &path) => {
                    text_pieces(&old, &new, format_of(self.kind, &path))
                }
                ItemChange::Changed => replaced(old, new),
            };
            if !pieces.is_empty() {
                parts.push(ChangedPart { label: self.part_label(&path), pieces });
                differing.push(rest);
            }
        }
        (!parts.is_empty()).then(|| Changed { label: self.label(place, &differing, change), change, parts })
    }

    /// True if a value is the same in both versions.
    fn is_same(&self, place: &ComparedPlace, rest: &str) -> bool {
        let values = |sheet: &FormData, path: &Option<String>| -> Vec<(String, String)> {
            let Some(path) = path.as_ref().map(|path| format!("{path}{rest}")) else { return Vec::new() };
            let own = (String::new(), sheet.get(&path).to_owned());
            let parts = sheet.under(&path).map(|(part, text)| (part.to_owned(), text.to_owned()));
            [own].into_iter().chain(parts).filter(|(_, text)| !text.is_empty()).collect()
        };
        values(&self.before, &place.old) == values(&self.after, &place.new)
    }

    /// The label of a place; a changed item is named by the first of its values that are the same.
    fn label(&self, place: &ComparedPlace, differing: &[String], change: ItemChange) -> String {
        let (shape, steps) = at(self.kind, &place.path);
        let label = words(steps.into_iter().take(1), self.language);
        let (ItemChange::Changed, true, Some(FieldSchema::Group(group))) = (change, place.is_item, shape)
        else {
            return label;
        };
        match self.item_name(&group, &place.path, differing) {
            same if same.is_empty() => label,
            same => format!("{label} ({same})"),
        }
    }

    /// The first values of an item of the newer version that are not among those that differ.
    fn item_name(&self, group: &FieldGroup, path: &str, differing: &[String]) -> String {
        first_values(group, |field| {
            let rest = format!("/{}", field.name);
            let is_changed = differing.iter().any(|other| {
                other.strip_prefix(&rest).is_some_and(|after| after.is_empty() || after.starts_with('/'))
            });
            let own = format!("{path}{rest}");
            match required_shape((field.shape)()).0 {
                _ if is_changed => String::new(),
                FieldSchema::Text => self.after.text_in(&own, self.language).0.to_owned(),
                _ => self.say(&own, &self.after),
            }
        })
    }

    /// The label of a value inside its field or item.
    fn part_label(&self, path: &str) -> String {
        let steps: Vec<&str> = path.split('/').skip(1).collect();
        let mut labels: Vec<String> = Vec::new();
        // The items on the way are known by their names rather than by their numbers.
        for end in 3..=steps.len() {
            let here = format!("/{}", steps[..end].join("/"));
            let is_item = steps[end - 1].parse::<usize>().is_ok();
            if let (true, Some(FieldSchema::Group(group))) = (is_item, at(self.kind, &here).0) {
                // The value itself does not name the item that it is in.
                let differing: Vec<String> =
                    steps.get(end).map(|step| format!("/{step}")).into_iter().collect();
                labels
                    .extend(Some(self.item_name(&group, &here, &differing)).filter(|name| !name.is_empty()));
            }
        }
        let mut own: Vec<PathStep> = at(self.kind, path).1;
        if !labels.is_empty() {
            own = own.into_iter().rev().take_while(|step| !matches!(step, PathStep::Item(..))).collect();
            own.reverse();
            labels.extend(Some(words(own, self.language)).filter(|label| !label.is_empty()));
            return labels.join(" › ");
        }
        words(own.into_iter().skip(1), self.language)
    }

    /// The rest of a path, without the step into a value that is shown as a whole: an amount of money, a period, a point, a quantity.
    fn whole(&self, path: &str, rest: String) -> String {
        let Some((parent, _)) = rest.rsplit_once('/') else { return rest };
        if is_whole(at(self.kind, &format!("{path}{parent}")).0) { parent.to_owned() } else { rest }
    }

    /// A value in words.
    fn say(&self, path: &str, sheet: &FormData) -> String {
        match at(self.kind, path).0 {
            Some(FieldSchema::Money) => money(path, sheet, self.language),
            Some(shape @ (FieldSchema::Period | FieldSchema::Point | FieldSchema::Quantity)) => {
                whole_value_words(shape, sheet, path, self.language)
            }
            _ => shown(self.kind, path, sheet.get(path), self.names, self.language),
        }
    }
}

/// True for a value whose parts are shown together.
fn is_whole(shape: Option<FieldSchema>) -> bool {
    matches!(
        shape,
        Some(FieldSchema::Money | FieldSchema::Period | FieldSchema::Point | FieldSchema::Quantity)
    )
}

/// True for a value that follows from others: the key of a theme from its name.
fn is_derived(kind: Kind, path: &str) -> bool {
    matches!(at(kind, path).1.last(), Some(PathStep::Field(group, field)) if is_derived_key(group, field))
}

/// True for an item with several values.
fn has_parts(shape: FieldSchema) -> bool {
    match shape {
        FieldSchema::Optional(inner) => has_parts(inner()),
        FieldSchema::Group(group) => !group.fields.iter().any(|field| field.format == FieldFormat::Term),
        _ => false,
    }
}

/// The whole text of a value of an added or removed item.
fn whole_value(tag: &'static str, text: String) -> Vec<(&'static str, String)> {
    if text.is_empty() { Vec::new() } else { vec![(tag, text)] }
}

/// The difference of two texts; of texts in Markdown without their marks, unless these alone differ.
fn text_pieces(old: &str, new: &str, format: FieldFormat) -> Vec<(&'static str, String)> {
    if format != FieldFormat::Chapter {
        return pieces(old, new);
    }
    let (old_plain, new_plain) = (plain_text(old), plain_text(new));
    if old_plain == new_plain { pieces(old, new) } else { pieces(&old_plain, &new_plain) }
}

/// An amount of money with its currency and, in brackets, its value date; empty without any of them.
fn money(path: &str, sheet: &FormData, language: Language) -> String {
    let part = |name: &str| sheet.get(&format!("{path}/{name}"));
    let (amount, currency, day) = (part("amount"), part("currency"), part("value_date"));
    let amount = match language.read_decimal(amount) {
        Some(number) => language.money(number, currency),
        None => format!("{amount} {currency}").trim().to_owned(),
    };
    let day = match day.parse() {
        Ok(day) => dates::date(language, day),
        Err(_) => day.to_owned(),
    };
    match (amount.is_empty(), day.is_empty()) {
        (_, true) => amount,
        (true, false) => day,
        (false, false) => format!("{amount} ({day})"),
    }
}

/// The difference of two values other than texts: one is replaced by the other.
fn replaced(old: String, new: String) -> Vec<(&'static str, String)> {
    let arrow = if old.is_empty() || new.is_empty() { "" } else { " → " };
    let pieces = [("gone", old), ("same", arrow.to_owned()), ("new", new)];
    pieces.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// Longer texts are not compared word by word.
const MAX_COMPARED_BYTES: usize = 200_000;

/// The time for a comparison; what is not compared by then is shown as replaced.
const MAX_COMPARISON: Duration = Duration::from_millis(200);

/// Texts up to this length are compared word by word, however different they are.
const MAX_SHORT_BYTES: usize = 25;

/// The smallest part of two texts that is the same, for them to be compared word by word.
const MIN_ALIKE: f32 = 0.4;

/// The difference of two texts, word by word.
fn pieces(old: &str, new: &str) -> Vec<(&'static str, String)> {
    let whole = || vec![("gone", old.to_owned()), ("same", "\n".to_owned()), ("new", new.to_owned())];
    if old.len().max(new.len()) > MAX_COMPARED_BYTES {
        return whole();
    }
    let diff = TextDiff::configure().timeout(MAX_COMPARISON).diff_words(old, new);
    // The words of a rewritten text have nothing to do with those of the earlier one.
    let is_long = old.len().min(new.len()) > MAX_SHORT_BYTES;
    if is_long && diff.ratio() < MIN_ALIKE {
        return whole();
    }
    let mut out: Vec<(&'static str, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let tag = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        match out.last_mut().filter(|(last, _)| *last == tag) {
            Some((_, text)) => text.push_str(change.value()),
            None => out.push((tag, change.value().to_owned())),
        }
    }
    out
}

/// A value in words: the name of a referenced record, of a code or of a choice; any other value unchanged.
fn shown(
    kind: Kind,
    path: &str,
    value: &str,
    names: &HashMap<(Kind, String), String>,
    language: Language,
) -> String {
    let (shape, steps) = at(kind, path);
    match shape {
        _ if value.is_empty() => String::new(),
        _ if matches!(steps.last(), Some(PathStep::Term)) => {
            names.get(&(Kind::Authority, value.to_owned())).cloned().unwrap_or_else(|| value.to_owned())
        }
        _ if matches!(steps.last(), Some(PathStep::Provenance)) => language.word(list!("provenance"), value),
        Some(FieldSchema::Reference(kind)) => {
            names.get(&(kind, value.to_owned())).cloned().unwrap_or_else(|| value.to_owned())
        }
        Some(FieldSchema::Choice(list)) => choice(language, list, value),
        Some(FieldSchema::Code(list)) => list.name(value, language.tag()).to_owned(),
        Some(FieldSchema::Date) => {
            dates::parse(value).map_or_else(|| value.to_owned(), |day| dates::date(language, day))
        }
        Some(FieldSchema::Decimal) => {
            language.read_decimal(value).map_or_else(|| value.to_owned(), |number| language.decimal(number))
        }
        Some(FieldSchema::Flag) => language.text(match value {
            "true" => key!("office-yes"),
            _ => key!("office-no"),
        }),
        Some(FieldSchema::Line) => match TypedList::of_format(format_of(kind, path)) {
            Some(list) => list.code_name(value, language),
            None => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests;
