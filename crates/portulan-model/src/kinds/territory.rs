//! Places.
use crate::{Country, Fact, Point, Quantity, Ref, Subdivision, Text};

shape! {
    /// A partner place.
    pub struct Territory {
        /// Its name.
        pub name: Text,
        /// What it is.
        pub kind: TerritoryKind,
        /// Its country.
        pub country: Country,
        /// Its ISO 3166-2 code, or that of the subdivision it lies in.
        pub subdivision: Option<Fact<Subdivision>>,
        /// The larger place it belongs to.
        pub parent: Option<Fact<Ref<Territory>>>,
        /// The place whose capital it is.
        pub capital_of: Option<Fact<Ref<Territory>>>,
        /// Where the map shows it.
        pub point: Option<Fact<Point>>,
        /// Inhabitants.
        pub population: Vec<Population>,
    }
}

sourced! {
    /// A count of inhabitants.
    pub struct Population {
        /// How many.
        pub quantity: Quantity,
        /// In which year, where known.
        pub year: Option<i16>,
        /// Of what exactly, where it is not the place as named.
        pub scope: Text,
    }
}

words! {
    /// What a place is.
    pub enum TerritoryKind { City Metropolis District Province Prefecture Region State Country }
}
