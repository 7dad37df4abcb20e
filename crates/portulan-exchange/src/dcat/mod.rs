//! The catalogue of open data according to DCAT-AP 3, in Turtle and JSON-LD.
mod about;
mod datasets;
mod graph;

use oxjsonld::JsonLdSerializer;
use oxrdf::GraphNameRef;
use oxttl::TurtleSerializer;
use portulan_locales::MessageKey;
use portulan_model::PublishedRegister;

pub use datasets::{FileInfo, checksums, measure, names, offers, services};
use graph::graph;

/// The namespace prefixes of the catalogue.
const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A distribution: a file of a dataset.
#[derive(Debug, Clone)]
pub struct Distribution {
    /// The URL.
    pub url: String,
    /// The media type, without parameters.
    pub media_type: &'static str,
    /// The file type in the EU vocabulary.
    pub form: &'static str,
    /// The size in bytes and SHA-256 digest in hexadecimal; `None` if the file is generated for each request.
    pub checked: Option<(usize, String)>,
}

/// A dataset of the catalogue.
#[derive(Debug, Clone)]
pub struct CatalogueDataset {
    /// The identifier; the IRI of the dataset is that of the catalogue with this fragment.
    pub name: String,
    /// The message key of the title.
    pub title: MessageKey,
    /// The message key of the description.
    pub description: MessageKey,
    /// The IRI of the standard that its files conform to; empty for none.
    pub conforms_to: &'static str,
    /// The distributions.
    pub distributions: Vec<Distribution>,
}

/// A data service: an API or a feed, generated for each request.
#[derive(Debug, Clone)]
pub struct CatalogueService {
    /// The identifier; the IRI of the service is that of the catalogue with this fragment.
    pub name: &'static str,
    /// The message key of the title.
    pub title: MessageKey,
    /// The message key of the description.
    pub description: MessageKey,
    /// The URL of the endpoint.
    pub endpoint: String,
    /// The URL of its description; empty for none.
    pub description_url: String,
    /// The IRI of the standard that it conforms to.
    pub conforms_to: &'static str,
    /// The identifiers of the datasets that it serves.
    pub serves: &'static [&'static str],
}

/// The reason why a catalogue cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DcatError {
    /// An address is not a valid IRI.
    #[error("the catalogue cannot be written: {0}; look at the public address of the site")]
    Address(#[from] oxrdf::IriParseError),
    /// The writer failed.
    #[error("the catalogue cannot be written: {0}")]
    Unwritten(#[from] std::io::Error),
}

/// The URL of a licence. `etalab-2.0` is the Licence Ouverte, which is also the default if the register names
/// none.
pub fn licence(code: &str) -> String {
    match code {
        "" | "etalab-2.0" => "https://www.etalab.gouv.fr/licence-ouverte-open-licence".to_owned(),
        known if known.starts_with("http") => known.to_owned(),
        known => format!("https://spdx.org/licenses/{known}"),
    }
}

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
