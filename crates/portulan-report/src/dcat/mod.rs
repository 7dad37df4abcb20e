//! The catalogue of what is published, as DCAT-AP 3 describes it, in Turtle and JSON-LD.
mod offers;

use oxjsonld::JsonLdSerializer;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, GraphNameRef, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleSerializer;
use portulan_locales::Language;
use portulan_model::Programme;

pub use offers::{Made, checksums, measure, names, offers};

/// Prefixes of the names that catalogues are written with.
const PREFIXES: [(&str, &str); 6] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
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
pub struct Offer {
    /// A word for it; its address is the catalogue's with this after `#`.
    pub name: String,
    /// The message that names it.
    pub title: String,
    /// Its files.
    pub distributions: Vec<Distribution>,
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

/// What is said, in order.
#[derive(Default)]
struct Graph(Vec<Triple>);

/// A name of a vocabulary: `dct:title`.
fn name(short: &str) -> Result<NamedNode, DcatError> {
    let (prefix, local) = short.split_once(':').unwrap_or_default();
    let base = PREFIXES.iter().find(|(p, _)| *p == prefix).map_or(prefix, |(_, iri)| iri);
    Ok(NamedNode::new(format!("{base}{local}"))?)
}

impl Graph {
    fn say(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: &str,
        object: impl Into<Term>,
    ) -> Result<(), DcatError> {
        self.0.push(Triple::new(subject.clone(), name(predicate)?, object));
        Ok(())
    }

    fn is(&mut self, subject: &NamedOrBlankNode, class: &str) -> Result<(), DcatError> {
        self.0.push(Triple::new(subject.clone(), rdf::TYPE, name(class)?));
        Ok(())
    }

    /// A text in each language of the interface.
    fn words(&mut self, subject: &NamedOrBlankNode, predicate: &str, key: &str) -> Result<(), DcatError> {
        for language in [Language::French, Language::English] {
            if let Ok(literal) = Literal::new_language_tagged_literal(language.text(key), language.tag()) {
                self.say(subject, predicate, literal)?;
            }
        }
        Ok(())
    }

    fn address(&mut self, subject: &NamedOrBlankNode, predicate: &str, url: &str) -> Result<(), DcatError> {
        let node = NamedNode::new(url)?;
        self.say(subject, predicate, node)
    }
}

fn typed(value: impl Into<String>, datatype: oxrdf::NamedNodeRef<'_>) -> Literal {
    Literal::new_typed_literal(value, datatype)
}

/// The licence's address; `etalab-2.0` is what the register knows the Licence Ouverte by, which holds where none is named.
pub fn licence(code: &str) -> String {
    match code {
        "" | "etalab-2.0" => "https://www.etalab.gouv.fr/licence-ouverte-open-licence".to_owned(),
        known if known.starts_with("http") => known.to_owned(),
        known => format!("https://spdx.org/licenses/{known}"),
    }
}

fn graph(programme: &Programme, url: &str, offers: &[Offer]) -> Result<Graph, DcatError> {
    let mut graph = Graph::default();
    let authority = &programme.authority.body;
    let here = format!("{url}/open-data");
    let node = |address: String| NamedNode::new(address).map(NamedOrBlankNode::from);
    let (catalogue, publisher) = (node(here.clone())?, node(format!("{url}/#publisher"))?);
    graph.is(&publisher, "foaf:Organization")?;
    for (language, text) in &authority.name.0 {
        if let Ok(literal) = Literal::new_language_tagged_literal(text, language) {
            graph.say(&publisher, "foaf:name", literal)?;
        }
    }
    let licence = licence(&authority.licence);
    let modified = typed(format!("{:.3}", programme.updated()), xsd::DATE_TIME);
    graph.is(&catalogue, "dcat:Catalog")?;
    graph.words(&catalogue, "dct:title", "open-data-title")?;
    graph.words(&catalogue, "dct:description", "open-data-lead")?;
    graph.say(&catalogue, "dct:publisher", publisher.clone())?;
    graph.say(&catalogue, "dct:modified", modified.clone())?;
    graph.address(&catalogue, "foaf:homepage", url)?;
    graph.address(&catalogue, "dct:license", &licence)?;
    for offer in offers {
        let dataset = node(format!("{here}#{}", offer.name))?;
        graph.say(&catalogue, "dcat:dataset", dataset.clone())?;
        graph.is(&dataset, "dcat:Dataset")?;
        graph.words(&dataset, "dct:title", &offer.title)?;
        graph.words(&dataset, "dct:description", "open-data-dataset")?;
        graph.say(&dataset, "dct:identifier", Literal::new_simple_literal(&offer.name))?;
        graph.say(&dataset, "dct:publisher", publisher.clone())?;
        graph.say(&dataset, "dct:modified", modified.clone())?;
        let theme = "http://publications.europa.eu/resource/authority/data-theme/INTR";
        graph.address(&dataset, "dcat:theme", theme)?;
        graph.address(
            &dataset,
            "dct:accrualPeriodicity",
            "http://publications.europa.eu/resource/authority/frequency/IRREG",
        )?;
        graph.address(
            &dataset,
            "dct:accessRights",
            "http://publications.europa.eu/resource/authority/access-right/PUBLIC",
        )?;
        for file in &offer.distributions {
            let distribution = node(file.url.clone())?;
            graph.say(&dataset, "dcat:distribution", distribution.clone())?;
            distribute(&mut graph, &distribution, file, &licence)?;
            graph.say(&distribution, "dct:modified", modified.clone())?;
        }
    }
    Ok(graph)
}

fn distribute(
    graph: &mut Graph,
    distribution: &NamedOrBlankNode,
    file: &Distribution,
    licence: &str,
) -> Result<(), DcatError> {
    graph.is(distribution, "dcat:Distribution")?;
    graph.address(distribution, "dcat:accessURL", &file.url)?;
    graph.address(distribution, "dcat:downloadURL", &file.url)?;
    graph.address(distribution, "dct:license", licence)?;
    let media = format!("http://www.iana.org/assignments/media-types/{}", file.media_type);
    graph.address(distribution, "dcat:mediaType", &media)?;
    let form = format!("http://publications.europa.eu/resource/authority/file-type/{}", file.form);
    graph.address(distribution, "dct:format", &form)?;
    if let Some((size, digest)) = &file.checked {
        graph.say(distribution, "dcat:byteSize", typed(size.to_string(), xsd::NON_NEGATIVE_INTEGER))?;
        // A name of its own, so that the same register writes the same catalogue.
        let checksum = BlankNode::new(format!("c{}", &digest[..24.min(digest.len())])).unwrap_or_default();
        let checksum = NamedOrBlankNode::from(checksum);
        graph.say(distribution, "spdx:checksum", checksum.clone())?;
        graph.is(&checksum, "spdx:Checksum")?;
        graph.say(&checksum, "spdx:algorithm", name("spdx:checksumAlgorithm_sha256")?)?;
        graph.say(&checksum, "spdx:checksumValue", typed(digest.clone(), xsd::HEX_BINARY))?;
    }
    Ok(())
}

/// The catalogue in Turtle. Addresses begin with `url`.
pub fn turtle(programme: &Programme, url: &str, offers: &[Offer]) -> Result<String, DcatError> {
    let mut writer = TurtleSerializer::new();
    for (prefix, iri) in PREFIXES {
        writer = writer.with_prefix(prefix, iri)?;
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in &graph(programme, url, offers)?.0 {
        writer.serialize_triple(triple)?;
    }
    Ok(String::from_utf8_lossy(&writer.finish()?).into_owned())
}

/// The same in JSON-LD.
pub fn jsonld(programme: &Programme, url: &str, offers: &[Offer]) -> Result<String, DcatError> {
    let mut writer = JsonLdSerializer::new();
    for (prefix, iri) in PREFIXES {
        writer = writer.with_prefix(prefix, iri)?;
    }
    let mut writer = writer.for_writer(Vec::new());
    for triple in &graph(programme, url, offers)?.0 {
        writer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
    }
    Ok(String::from_utf8_lossy(&writer.finish()?).into_owned())
}
