//! A typed reference to another record.
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A typed reference to another record by its slug; by its id in stored rows.
pub struct Ref<T> {
    pub(crate) slug: String,
    kind: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// A reference to the record of that slug.
    pub fn new(slug: impl Into<String>) -> Self {
        Self { slug: slug.into(), kind: PhantomData }
    }

    /// The slug of the record referred to.
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

impl<T> Default for Ref<T> {
    fn default() -> Self {
        Self::new("")
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self::new(self.slug.clone())
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.slug.fmt(f)
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.slug)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Self::new)
    }
}
