//! The register of an authority's international cooperation: plain types, their checks, their folder form, and
//! [`Programme`], the immutable snapshot that everything public is computed from. No I/O.
pub mod check;
mod date;
pub mod folder;
pub mod kinds;
mod plain;
mod problem;
mod programme;
mod record;
mod value;
mod walk;

pub use date::PartialDate;
pub use plain::{fold, slug};
pub use problem::{Problem, Severity};
pub use programme::{Entry, Involvement, Programme, ProgrammeError, Table};
pub use record::{Body, Kind, Record, Ref, Referable, State, is_slug};
pub use value::{
    Country, Currency, Fact, Lang, Money, Period, Point, Provenance, Qualifier, Quantity, Sector,
    Subdivision, Text, Web,
};
pub use walk::{references, walk};
