//! The published records of one kind.
use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Body, Kind, Ref, Referable};

/// A record in the snapshot.
#[derive(Debug, Clone)]
pub struct PublishedRecord<T> {
    /// Its identity.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// The time of its published revision.
    pub updated: Timestamp,
    /// The time the record was created.
    pub created: Timestamp,
    /// The content.
    pub body: T,
}

impl<T: Referable> PublishedRecord<T> {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        T::KIND
    }
}

impl<T: Clone> PublishedRecord<T> {
    /// The same record, with its body wrapped as a [`Body`].
    pub(crate) fn to_body(&self, wrap: impl Fn(T) -> Body) -> PublishedRecord<Body> {
        let Self { id, ref slug, updated, created, ref body } = *self;
        PublishedRecord { id, slug: slug.clone(), updated, created, body: wrap(body.clone()) }
    }
}

/// All records of one kind, by slug. Clones share the records.
#[derive(Debug)]
pub struct RecordTable<T> {
    entries: Arc<Vec<Arc<PublishedRecord<T>>>>,
    places: Arc<HashMap<String, usize>>,
}

impl<T> Clone for RecordTable<T> {
    fn clone(&self) -> Self {
        Self { entries: Arc::clone(&self.entries), places: Arc::clone(&self.places) }
    }
}

impl<T> Default for RecordTable<T> {
    fn default() -> Self {
        Self { entries: Arc::default(), places: Arc::default() }
    }
}

/// The records of a [`RecordTable`], by slug.
pub type RecordIter<'a, T> = std::iter::Map<
    std::slice::Iter<'a, Arc<PublishedRecord<T>>>,
    fn(&Arc<PublishedRecord<T>>) -> &PublishedRecord<T>,
>;

impl<T> RecordTable<T> {
    /// The record a reference means; `None` if it is not published.
    pub fn get(&self, reference: &Ref<T>) -> Option<&PublishedRecord<T>> {
        self.find(reference.slug())
    }

    /// The record with this slug.
    pub fn find(&self, slug: &str) -> Option<&PublishedRecord<T>> {
        self.places.get(slug).map(|&i| &*self.entries[i])
    }

    /// The record at a place in the order of slugs. Panics if there are not as many.
    pub(crate) fn at(&self, place: usize) -> &PublishedRecord<T> {
        &self.entries[place]
    }

    /// All records, by slug.
    pub fn iter(&self) -> RecordIter<'_, T> {
        self.entries.iter().map(|entry| &**entry)
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn push(&mut self, entry: PublishedRecord<T>) {
        Arc::make_mut(&mut self.places).insert(entry.slug.clone(), self.entries.len());
        Arc::make_mut(&mut self.entries).push(Arc::new(entry));
    }

    /// Puts a record in the place of the one of the same identity; returns that one.
    pub(crate) fn exchange(&mut self, entry: PublishedRecord<T>) -> Option<Arc<PublishedRecord<T>>> {
        let entries = Arc::make_mut(&mut self.entries);
        let before = entries.iter().position(|other| other.id == entry.id);
        if let Some(place) = before.filter(|place| entries[*place].slug == entry.slug) {
            return Some(std::mem::replace(&mut entries[place], Arc::new(entry)));
        }
        let before = before.map(|place| entries.remove(place));
        let place = entries.partition_point(|other| other.slug < entry.slug);
        entries.insert(place, Arc::new(entry));
        let places = entries.iter().enumerate().map(|(place, entry)| (entry.slug.clone(), place)).collect();
        self.places = Arc::new(places);
        before
    }
}

impl<'a, T> IntoIterator for &'a RecordTable<T> {
    type Item = &'a PublishedRecord<T>;
    type IntoIter = RecordIter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
