//! The register of an authority's international cooperation: record types, their checks, the folder form, and
//! [`PublishedRegister`], the immutable snapshot that everything public is computed from. No I/O.
mod agenda;
pub mod check;
pub mod colour;
mod currencies;
mod date;
mod facets;
mod fact;
mod files;
mod flows;
pub mod folder;
mod involvement;
mod kind;
pub mod kinds;
mod names;
pub mod number;
mod problem;
mod rates;
mod record;
mod record_table;
mod reference;
mod references;
mod register;
mod search_terms;
mod shape;
mod sorting;
mod split;
mod text;
mod value;
mod visit;

include!(concat!(env!("OUT_DIR"), "/site_languages.rs"));

pub use agenda::{AgendaDetail, AgendaEntry, AgendaKind};
pub use currencies::currencies;
pub use date::PartialDate;
pub use facets::{AmountName, FacetName};
pub use fact::{Fact, Provenance};
pub use files::FileKind;
pub use flows::Flow;
pub use involvement::Involvement;
pub use kind::Kind;
pub use names::UnknownName;
pub use problem::{Problem, ProblemMessage, ProblemSeverity};
pub use rates::{EURO, Euros, Rate, Rates, RatesError, RatesFault, cents, has_legal_rate};
pub use record::{Body, MAX_SLUG_CHARS, Record, Referable, State, Version, is_slug};
pub use record_table::{PublishedRecord, RecordTable};
pub use reference::Ref;
pub use references::{references, remove_refs, strip_private_refs};
pub use register::{PublishedRegister, RegisterError};
pub use search_terms::{SearchTerm, search_terms};
pub use shape::{ChoiceList, Field, FieldFormat, FieldGroup, FieldSchema, HasSchema};
pub use sorting::{SortedBy, sorted_by};
pub use split::split;
pub use text::{hex, normalize_for_search, plain_line, slug};
pub use value::{
    ActivityStatus, AidType, Channel, Country, Currency, IatiRest, Lang, Money, OrganisationType, Period,
    Point, Qualifier, Quantity, ResultType, Sector, Subdivision, Text, TransactionType, Web, WorkingDays,
};
pub use visit::{FieldPath, FieldValue, ReferenceChange, VisitValues, Visitor, visit_values};
