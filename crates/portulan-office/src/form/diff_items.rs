//! The items of a list in two versions of a record: which one was which.
use std::collections::HashMap;

use portulan_model::{Field, FieldFormat, FieldGroup, FieldSchema};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::FormData;
use super::columns::required_shape;

/// The largest number of values that name an item.
const MAX_NAMING_VALUES: usize = 2;

/// An item in both versions; `None` where a version does not have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemPair {
    /// The index in the older version.
    pub(super) old: Option<usize>,
    /// The index in the newer version.
    pub(super) new: Option<usize>,
}

/// The items of a list that may differ, in the order of the newer version: items with the same content are left out, and
/// those at the same place between them are versions of one another if `is_paired`.
pub(super) fn aligned_items(
    before: &FormData,
    after: &FormData,
    path: &str,
    is_paired: bool,
) -> Vec<ItemPair> {
    let mut known: HashMap<Vec<(String, String)>, usize> = HashMap::new();
    let mut contents = |sheet: &FormData| -> Vec<usize> {
        let content = |index: usize| {
            let item = format!("{path}/{index}");
            let own = (String::new(), sheet.get(&item).to_owned());
            let under = sheet.under(&item).map(|(rest, text)| (rest.to_owned(), text.to_owned()));
            [own].into_iter().chain(under).filter(|(_, text)| !text.is_empty()).collect()
        };
        (0..sheet.len(path))
            .map(|index| {
                let number = known.len();
                *known.entry(content(index)).or_insert(number)
            })
            .collect()
    };
    let (old, new) = (contents(before), contents(after));
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        if !is_paired {
            pairs.extend(old.map(|index| ItemPair { old: Some(index), new: None }));
            pairs.extend(new.map(|index| ItemPair { old: None, new: Some(index) }));
            continue;
        }
        let length = old.len().max(new.len());
        pairs.extend(
            (0..length).map(|place| ItemPair { old: old.clone().nth(place), new: new.clone().nth(place) }),
        );
    }
    pairs
}

/// The first values of an item, by which a reader knows it.
pub(super) fn first_values(group: &FieldGroup, say: impl Fn(&Field) -> String) -> String {
    let fields = group.fields.iter().filter(|field| field.format == FieldFormat::Plain);
    // A text says more than a type or a code.
    let mut fields: Vec<&Field> = fields.collect();
    fields.sort_by_key(|field| !matches!(required_shape((field.shape)()).0, FieldSchema::Text));
    let values = fields.into_iter().map(say).filter(|text| !text.is_empty());
    values.take(MAX_NAMING_VALUES).collect::<Vec<_>>().join(" · ")
}
