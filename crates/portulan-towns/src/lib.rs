//! Towns of the world by name, with country, subdivision and position, from `GeoNames` (CC BY 4.0, <https://www.geonames.org>).
//!
//! The list is compressed in the program and read at the first use. It has all towns of more than 5,000 inhabitants, and those of
//! France of more than 500. No I/O.
mod fold;
mod search;
mod table;

pub use fold::fold;
pub use search::{
    MAX_MATCHES, MAX_QUERY_CHARS, NamedTown, homonyms, in_view, largest, named, search, search_near,
    split_place,
};
pub use table::{MapArea, Town, count, town};
