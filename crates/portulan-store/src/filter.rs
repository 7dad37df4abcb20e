//! Filters of records, and the numbers of their lists.
use std::collections::BTreeMap;

use jiff::civil::Date;
use portulan_model::{AmountName, FacetName, Kind, State, normalize_for_search};
use rust_decimal::Decimal;
use uuid::Uuid;

/// The records to list. The default is all that are not private, by name.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Records of this kind only.
    pub kind: Option<Kind>,
    /// Records in this state only.
    pub state: Option<State>,
    /// With this slug only.
    pub slug: Option<String>,
    /// With such a name only.
    pub name: Option<NameFilter>,
    /// The order.
    pub order: ListOrder,
    /// Contacts whose data should have been deleted before this day.
    pub stored_too_long_on: Option<Date>,
    /// Those that lack something themselves.
    pub incomplete: bool,
    /// Those that refer to this record.
    pub refers_to: Option<Uuid>,
    /// Those that have these values; only with a kind.
    pub facets: Vec<(FacetName, String)>,
    /// Those that the public sees as they are, or that belong to these partnerships.
    pub seen_from: Option<Vec<Uuid>>,
    /// True to include private kinds.
    pub private: bool,
    /// The number of records to leave out first.
    pub skip: u32,
    /// The number of records at most; `None` for all.
    pub limit: Option<u32>,
}

/// The sum of an amount in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountTotal {
    /// The name of the amount.
    pub name: AmountName,
    /// The ISO 4217 code.
    pub currency: String,
    /// The sum.
    pub amount: Decimal,
}

/// The numbers of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListFigures {
    /// The number of records in each state that has some, whatever the state of the filter.
    pub states: Vec<(State, u64)>,
    /// The values that records have, each with the number of its records, the most frequent first; for each facet those of the records
    /// that match the filter whatever its value of this facet.
    pub values: BTreeMap<FacetName, Vec<(String, u64)>>,
    /// The sums of the amounts of all records that match the filter, by name and currency.
    pub totals: Vec<AmountTotal>,
}

/// A condition on names. Case, accents and kinds of apostrophes do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFilter {
    /// The name in some language contains this; anything matches an empty text.
    Contains(String),
    /// The name contains this, or the name of a record of this kind to which it refers does.
    ContainsOrRefersTo(String, Kind),
    /// The name in some language is this.
    Is(String),
}

impl ListFigures {
    /// The number of records in a state; in all states if there is none.
    pub fn total(&self, state: Option<State>) -> u64 {
        let states = self.states.iter().filter(|(known, _)| state.is_none_or(|state| state == *known));
        states.map(|(_, number)| number).sum()
    }
}

impl NameFilter {
    /// True if every name matches.
    pub fn matches_all(&self) -> bool {
        match self {
            Self::Contains(words) | Self::ContainsOrRefersTo(words, _) => {
                normalize_for_search(words.trim()).is_empty()
            }
            Self::Is(_) => false,
        }
    }
}

/// The order of a list. Records with the same value are in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListOrder {
    /// By name.
    #[default]
    Name,
    /// By name, the last first.
    NameDescending,
    /// The newest revision first.
    Newest,
    /// The oldest revision first.
    Oldest,
    /// By a field of the kind of the filter (see [`portulan_model::sorted_by`]); records without a value are last.
    Field(&'static str),
    /// By a field of the kind of the filter, the largest value first; records without a value are last.
    FieldDescending(&'static str),
}

impl Filter {
    /// The kind and the state of a filter that has no other condition, for which numbers are stored.
    pub(crate) fn counted(&self) -> Option<(Kind, Option<State>)> {
        let Self { kind, state, slug, name, stored_too_long_on, incomplete, refers_to, facets, .. } = self;
        let is_unnamed = slug.is_none() && name.as_ref().is_none_or(NameFilter::matches_all);
        let is_plain = is_unnamed && stored_too_long_on.is_none() && !incomplete && refers_to.is_none();
        let is_for_all =
            self.seen_from.is_none() && kind.is_some_and(|kind| self.private || !kind.is_private());
        kind.filter(|_| is_plain && is_for_all && facets.is_empty()).map(|kind| (kind, *state))
    }

    /// Records of one kind.
    pub fn of(kind: Kind) -> Self {
        Self::default().kind(kind)
    }

    /// Narrows the filter to a kind.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Narrows the filter to a state; `None` leaves it as it is.
    #[must_use]
    pub fn state(self, state: impl Into<Option<State>>) -> Self {
        Self { state: state.into().or(self.state), ..self }
    }

    /// Narrows the filter to a slug.
    #[must_use]
    pub fn slug(self, slug: impl Into<String>) -> Self {
        Self { slug: Some(slug.into()), ..self }
    }

    /// Narrows the filter to names that contain a text.
    #[must_use]
    pub fn containing(self, words: impl Into<String>) -> Self {
        Self { name: Some(NameFilter::Contains(words.into())), ..self }
    }

    /// Narrows the filter to names that are a text.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(NameFilter::Is(name.into())), ..self }
    }

    /// Narrows the filter to records that refer to another.
    #[must_use]
    pub fn referring_to(self, target: Uuid) -> Self {
        Self { refers_to: Some(target), ..self }
    }

    /// Narrows the filter to records with a value.
    #[must_use]
    pub fn with_facet(mut self, name: FacetName, value: impl Into<String>) -> Self {
        self.facets.push((name, value.into()));
        self
    }

    /// Sets the order.
    #[must_use]
    pub fn order(self, order: ListOrder) -> Self {
        Self { order, ..self }
    }

    /// Sets whether private kinds are listed.
    #[must_use]
    pub fn private(self, private: bool) -> Self {
        Self { private, ..self }
    }

    /// Leaves out the first `skip` records and lists at most `limit`.
    #[must_use]
    pub fn page(self, skip: u32, limit: u32) -> Self {
        Self { skip, limit: Some(limit), ..self }
    }

    /// Lists at most `limit` records.
    #[must_use]
    pub fn first(self, limit: u32) -> Self {
        self.page(0, limit)
    }
}
