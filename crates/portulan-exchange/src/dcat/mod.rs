//! The catalogue of open data according to DCAT-AP 3, in Turtle and JSON-LD.
mod about;
mod catalogue;
mod datasets;
mod error;
mod graph;

use oxjsonld::JsonLdSerializer;
use oxrdf::GraphNameRef;
use oxttl::TurtleSerializer;
use portulan_model::PublishedRegister;

pub use catalogue::{CatalogueDataset, CatalogueService, Distribution};
pub use datasets::{FileInfo, checksums, measure, names, offers, services};
pub use error::DcatError;
pub use graph::licence;
use graph::{PREFIXES, graph};

/// Writes the catalogue in Turtle; addresses start with `url`.
pub fn turtle(
    programme: &PublishedRegister,
    url: &str,
    offers: &[CatalogueDataset],
    services: &[CatalogueService],
) -> Result<String, DcatError> {
    let mut writer = TurtleSerializer::new();
    for (prefix, iri) in PREFIXES {
        writer = writer.with_prefix(prefix, iri)?;
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in &graph(programme, url, offers, services)?.0 {
        writer.serialize_triple(triple)?;
    }
    Ok(String::from_utf8_lossy(&writer.finish()?).into_owned())
}

/// Writes the catalogue in JSON-LD.
pub fn jsonld(
    programme: &PublishedRegister,
    url: &str,
    offers: &[CatalogueDataset],
    services: &[CatalogueService],
) -> Result<String, DcatError> {
    let mut writer = JsonLdSerializer::new();
    for (prefix, iri) in PREFIXES {
        writer = writer.with_prefix(prefix, iri)?;
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in &graph(programme, url, offers, services)?.0 {
        writer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
    }
    Ok(String::from_utf8_lossy(&writer.finish()?).into_owned())
}
