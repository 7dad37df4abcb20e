//! The register of an authority's international cooperation: plain types, their checks, their folder form, and
//! [`PublishedRegister`], the immutable snapshot that everything public is computed from. No I/O.
mod agenda;
pub mod check;
pub mod colour;
mod date;
mod flows;
pub mod folder;
pub mod kinds;
pub mod number;
mod plain;
mod problem;
mod programme;
mod rates;
mod record;
mod shape;
mod split;
mod value;
mod walk;

pub use agenda::{AgendaDetail, AgendaEntry, AgendaKind};
pub use date::PartialDate;
pub use flows::Flow;
pub use plain::{hex, normalize_for_search, plain_line, slug};
pub use problem::{Problem, ProblemSeverity};
pub use programme::{Involvement, ProgrammeError, PublishedRecord, PublishedRegister, RecordTable};
pub use rates::{EURO, Euros, Rate, Rates, RatesError, RatesFault, cents};
pub use record::{Body, Kind, Record, Ref, Referable, State, Version, is_slug};
pub use shape::{Field, FieldGroup, FieldSchema, HasSchema};
pub use split::split;
pub use value::{
    ActivityStatus, AidType, Channel, Country, Currency, Fact, Lang, Money, OrganisationType, Period, Point,
    Provenance, Qualifier, Quantity, ResultType, Sector, Subdivision, Text, TransactionType, Web,
};
pub use walk::{currencies, references, remove_refs, strip_private_refs, visit_values};
