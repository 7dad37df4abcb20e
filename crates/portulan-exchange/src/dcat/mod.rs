//! The catalogue of what is published, as DCAT-AP 3 describes it, in Turtle and JSON-LD.
mod about;
mod datasets;
mod graph;

use oxjsonld::JsonLdSerializer;
use oxrdf::GraphNameRef;
use oxttl::TurtleSerializer;
use portulan_model::PublishedRegister;

pub use datasets::{FileInfo, checksums, measure, names, offers, services};
use graph::graph;

/// Prefixes of the names that catalogues are written with.
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

/// A file in which a dataset is given out.
#[derive(Debug, Clone)]
pub struct Distribution {
    /// Its address.
    pub url: String,
    /// Its media type, without parameters.
    pub media_type: &'static str,
    /// Its form in the EU's list of file types.
    pub form: &'static str,
    /// Its size in bytes and SHA-256, hexadecimal; none where the file is made anew each time.
    pub checked: Option<(usize, String)>,
}

/// A dataset of the catalogue.
#[derive(Debug, Clone)]
pub struct CatalogueDataset {
    /// A word for it; its address is the catalogue's with this after `#`.
    pub name: String,
    /// The message that names it.
    pub title: String,
    /// The message that describes it.
    pub description: String,
    /// The norm that its files follow, as an address; empty for none.
    pub conforms_to: &'static str,
    /// Its files.
    pub distributions: Vec<Distribution>,
}

/// An interface or a feed, whose answer is made for each request.
#[derive(Debug, Clone)]
pub struct CatalogueService {
    /// A word for it; its address is the catalogue's with this after `#`.
    pub name: &'static str,
    /// The message that names it.
    pub title: &'static str,
    /// The message that describes it.
    pub description: &'static str,
    /// Where it answers.
    pub endpoint: String,
    /// The address of its description; empty for none.
    pub description_url: String,
    /// The norm that it follows, as an address.
    pub conforms_to: &'static str,
    /// The words for the datasets that it answers from.
    pub serves: &'static [&'static str],
}

/// Why a catalogue is not written.
#[derive(Debug, thiserror::Error)]
pub enum DcatError {
    /// An address is none.
    #[error("the catalogue cannot be written: {0}; look at the public address of the site")]
    Address(#[from] oxrdf::IriParseError),
    /// The writer fails.
    #[error("the catalogue cannot be written: {0}")]
    Unwritten(#[from] std::io::Error),
}

/// The licence's address; `etalab-2.0` is what the register knows the Licence Ouverte by, which holds where none is named.
pub fn licence(code: &str) -> String {
    match code {
        "" | "etalab-2.0" => "https://www.etalab.gouv.fr/licence-ouverte-open-licence".to_owned(),
        known if known.starts_with("http") => known.to_owned(),
        known => format!("https://spdx.org/licenses/{known}"),
    }
}

/// The catalogue in Turtle. Addresses begin with `url`.
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

/// The same in JSON-LD.
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
