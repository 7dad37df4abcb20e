//! Territories.
use crate::{Country, Fact, Point, Quantity, Ref, Subdivision, Text};

record_struct! {
    /// A partner territory.
    pub struct Territory {
        /// The name.
        pub name: Text,
        /// The type of territory.
        pub kind: TerritoryKind,
        /// The country.
        pub country: Country,
        /// The ISO 3166-2 code of the territory, or of the subdivision that contains it.
        pub subdivision: Option<Fact<Subdivision>>,
        /// The larger territory that it belongs to.
        pub parent: Option<Fact<Ref<Territory>>>,
        /// The territory that it is the capital of.
        pub capital_of: Option<Fact<Ref<Territory>>>,
        /// The coordinates of its marker on the map.
        pub point: Option<Fact<Point>>,
        /// Numbers of inhabitants.
        pub population: Vec<Population>,
    }
}

sourced_struct! {
    /// A number of inhabitants.
    pub struct Population {
        /// The number.
        pub quantity: Quantity,
        /// The year of the count, if known.
        pub year: Option<i16>,
        /// The area counted, if it is not the territory itself (an urban area, for example).
        pub scope: Text,
    }
}

string_enum! {
    /// The type of a territory.
    pub enum TerritoryKind {
        /// A city or municipality.
        City,
        /// A metropolis or urban community.
        Metropolis,
        /// A district.
        District,
        /// A province.
        Province,
        /// A prefecture.
        Prefecture,
        /// A region.
        Region,
        /// A state of a federation.
        State,
        /// A country.
        Country,
    }
}
