//! The catalogue as RDF triples.
use jiff::civil::Date;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use portulan_locales::{Language, MessageKey, key};
use portulan_model::PublishedRegister;

use super::about::{bounding_box, temporal};
use super::catalogue::{CatalogueDataset, CatalogueService, Distribution};
use super::error::DcatError;

/// The namespace prefixes of the catalogue.
pub(super) const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
/// The languages of titles and descriptions in the catalogue, in which the names of the EU vocabularies are.
const LANGUAGES: [(Language, &str); 2] = [
    (Language::FRENCH, "http://publications.europa.eu/resource/authority/language/FRA"),
    (Language::ENGLISH, "http://publications.europa.eu/resource/authority/language/ENG"),
];
/// The theme of all datasets in the EU vocabulary: international affairs.
const THEME: &str = "http://publications.europa.eu/resource/authority/data-theme/INTR";

/// The URL of a licence. `etalab-2.0` is the Licence Ouverte, which is also the default if the register names
/// none.
pub fn licence(code: &str) -> String {
    match code {
        "" | "etalab-2.0" => "https://www.etalab.gouv.fr/licence-ouverte-open-licence".to_owned(),
        known if known.starts_with("http") => known.to_owned(),
        known => format!("https://spdx.org/licenses/{known}"),
    }
}

/// The triples, in order.
#[derive(Default)]
pub(super) struct Graph(pub(super) Vec<Triple>);

/// Resolves a prefixed name (`dct:title`) or a full IRI.
fn name_of(short: &str) -> Result<NamedNode, DcatError> {
    if short.starts_with("http") {
        return Ok(NamedNode::new(short)?);
    }
    let (prefix, local) = short.split_once(':').unwrap_or_default();
    let base = PREFIXES.iter().find(|(p, _)| *p == prefix).map_or(prefix, |(_, iri)| iri);
    Ok(NamedNode::new(format!("{base}{local}"))?)
}

impl Graph {
    fn add(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: &str,
        object: impl Into<Term>,
    ) -> Result<(), DcatError> {
        self.0.push(Triple::new(subject.clone(), name_of(predicate)?, object));
        Ok(())
    }

    fn is(&mut self, subject: &NamedOrBlankNode, class: &str) -> Result<(), DcatError> {
        self.0.push(Triple::new(subject.clone(), rdf::TYPE, name_of(class)?));
        Ok(())
    }

    /// Adds the keywords of a message, separated by semicolons, in each language.
    fn keywords(&mut self, subject: &NamedOrBlankNode, key: MessageKey) -> Result<(), DcatError> {
        for (language, _) in LANGUAGES {
            let text = language.text(key);
            for word in text.split(';').map(str::trim).filter(|word| !word.is_empty()) {
                if let Ok(literal) = Literal::new_language_tagged_literal(word.to_lowercase(), language.tag())
                {
                    self.add(subject, "dcat:keyword", literal)?;
                }
            }
        }
        Ok(())
    }

    /// Adds a message in each language.
    fn words(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: &str,
        key: MessageKey,
    ) -> Result<(), DcatError> {
        for (language, _) in LANGUAGES {
            if let Ok(literal) = Literal::new_language_tagged_literal(language.text(key), language.tag()) {
                self.add(subject, predicate, literal)?;
            }
        }
        Ok(())
    }

    fn address(&mut self, subject: &NamedOrBlankNode, predicate: &str, url: &str) -> Result<(), DcatError> {
        let node = NamedNode::new(url)?;
        self.add(subject, predicate, node)
    }
}

fn typed(value: impl Into<String>, datatype: oxrdf::NamedNodeRef<'_>) -> Literal {
    Literal::new_typed_literal(value, datatype)
}

fn node(address: String) -> Result<NamedOrBlankNode, DcatError> {
    Ok(NamedNode::new(address)?.into())
}

/// Builds the catalogue of a site at `url`.
pub(super) fn graph(
    programme: &PublishedRegister,
    url: &str,
    offers: &[CatalogueDataset],
    services: &[CatalogueService],
) -> Result<Graph, DcatError> {
    let mut graph = Graph::default();
    let here = format!("{url}/open-data");
    let common = Common {
        catalogue: node(here.clone())?,
        publisher: node(format!("{url}/#publisher"))?,
        contact: node(format!("{url}/#contact"))?,
        spatial: node(format!("{here}#spatial"))?,
        temporal: node(format!("{here}#temporal"))?,
        licence: licence(&programme.authority.body.licence),
        modified: typed(format!("{:.3}", programme.updated()), xsd::DATE_TIME),
        area: bounding_box(programme),
        days: temporal(programme),
    };
    catalogue(&mut graph, programme, url, &common)?;
    for offer in offers {
        let dataset = node(format!("{here}#{}", offer.name))?;
        graph.add(&common.catalogue, "dcat:dataset", dataset.clone())?;
        describe(&mut graph, &dataset, offer, &common)?;
    }
    for service in services {
        let named = node(format!("{here}#{}", service.name))?;
        graph.add(&common.catalogue, "dcat:service", named.clone())?;
        serve(&mut graph, &named, service, &common)?;
        for dataset in service.serves {
            let served = NamedNode::new(format!("{here}#{dataset}"))?;
            graph.add(&named, "dcat:servesDataset", served)?;
        }
    }
    Ok(graph)
}

/// Properties shared by all datasets.
struct Common {
    catalogue: NamedOrBlankNode,
    publisher: NamedOrBlankNode,
    contact: NamedOrBlankNode,
    spatial: NamedOrBlankNode,
    temporal: NamedOrBlankNode,
    licence: String,
    modified: Literal,
    /// The spatial coverage, as WKT.
    area: Option<String>,
    /// The first and last day of the temporal coverage.
    days: Option<(Date, Date)>,
}

/// Adds the catalogue with its publisher, contact and coverage.
fn catalogue(
    graph: &mut Graph,
    programme: &PublishedRegister,
    url: &str,
    common: &Common,
) -> Result<(), DcatError> {
    let authority = &programme.authority.body;
    let Common { catalogue, publisher, contact, .. } = common;
    for class in ["foaf:Organization", "foaf:Agent"] {
        graph.is(publisher, class)?;
    }
    for (language, text) in &authority.name.0 {
        if let Ok(literal) = Literal::new_language_tagged_literal(text, language) {
            graph.add(publisher, "foaf:name", literal)?;
        }
    }
    graph.is(contact, "vcard:Organization")?;
    let name = authority.name.text(Language::FRENCH.tag());
    graph.add(contact, "vcard:fn", Literal::new_simple_literal(name))?;
    // The contact of the authority is its own website; if that is unknown, this site.
    let website = authority.website.as_ref().map_or(url, |web| web.0.as_str());
    graph.address(contact, "vcard:hasURL", website)?;
    graph.is(catalogue, "dcat:Catalog")?;
    graph.words(catalogue, "dct:title", key!("open-data-title"))?;
    graph.words(catalogue, "dct:description", key!("open-data-lead"))?;
    graph.add(catalogue, "dct:publisher", publisher.clone())?;
    graph.add(catalogue, "dcat:contactPoint", contact.clone())?;
    graph.add(catalogue, "dct:modified", common.modified.clone())?;
    graph.address(catalogue, "foaf:homepage", url)?;
    graph.is(&node(url.to_owned())?, "foaf:Document")?;
    graph.address(catalogue, "dct:license", &common.licence)?;
    graph.is(&node(common.licence.clone())?, "dct:LicenseDocument")?;
    graph.address(
        catalogue,
        "dcat:themeTaxonomy",
        "http://publications.europa.eu/resource/authority/data-theme",
    )?;
    for (_, address) in LANGUAGES {
        graph.address(catalogue, "dct:language", address)?;
    }
    if let Some(polygon) = &common.area {
        let datatype = name_of("geo:wktLiteral")?;
        graph.is(&common.spatial, "dct:Location")?;
        graph.add(&common.spatial, "dcat:bbox", Literal::new_typed_literal(polygon, datatype))?;
        graph.add(catalogue, "dct:spatial", common.spatial.clone())?;
    }
    if let Some((start, end)) = &common.days {
        graph.is(&common.temporal, "dct:PeriodOfTime")?;
        graph.add(&common.temporal, "dcat:startDate", typed(start.to_string(), xsd::DATE))?;
        graph.add(&common.temporal, "dcat:endDate", typed(end.to_string(), xsd::DATE))?;
        graph.add(catalogue, "dct:temporal", common.temporal.clone())?;
    }
    Ok(())
}

fn describe(
    graph: &mut Graph,
    dataset: &NamedOrBlankNode,
    offer: &CatalogueDataset,
    common: &Common,
) -> Result<(), DcatError> {
    graph.is(dataset, "dcat:Dataset")?;
    graph.words(dataset, "dct:title", offer.title)?;
    graph.words(dataset, "dct:description", offer.description)?;
    graph.keywords(dataset, key!("open-data-keywords"))?;
    graph.keywords(dataset, offer.title)?;
    graph.add(dataset, "dct:identifier", Literal::new_simple_literal(&offer.name))?;
    graph.add(dataset, "dct:publisher", common.publisher.clone())?;
    graph.add(dataset, "dcat:contactPoint", common.contact.clone())?;
    graph.add(dataset, "dct:modified", common.modified.clone())?;
    if common.area.is_some() {
        graph.add(dataset, "dct:spatial", common.spatial.clone())?;
    }
    if common.days.is_some() {
        graph.add(dataset, "dct:temporal", common.temporal.clone())?;
    }
    graph.address(dataset, "dcat:theme", THEME)?;
    let frequency = "http://publications.europa.eu/resource/authority/frequency/IRREG";
    graph.address(dataset, "dct:accrualPeriodicity", frequency)?;
    let access = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
    graph.address(dataset, "dct:accessRights", access)?;
    for file in &offer.distributions {
        let distribution = node(file.url.clone())?;
        graph.add(dataset, "dcat:distribution", distribution.clone())?;
        distribute(graph, &distribution, offer, file, common)?;
    }
    Ok(())
}

fn serve(
    graph: &mut Graph,
    named: &NamedOrBlankNode,
    service: &CatalogueService,
    common: &Common,
) -> Result<(), DcatError> {
    graph.is(named, "dcat:DataService")?;
    graph.words(named, "dct:title", service.title)?;
    graph.words(named, "dct:description", service.description)?;
    graph.keywords(named, key!("open-data-keywords"))?;
    graph.add(named, "dct:identifier", Literal::new_simple_literal(service.name))?;
    graph.add(named, "dct:publisher", common.publisher.clone())?;
    graph.add(named, "dcat:contactPoint", common.contact.clone())?;
    graph.address(named, "dct:license", &common.licence)?;
    graph.address(named, "dcat:theme", THEME)?;
    graph.address(named, "dcat:endpointURL", &service.endpoint)?;
    if !service.description_url.is_empty() {
        graph.address(named, "dcat:endpointDescription", &service.description_url)?;
    }
    graph.address(named, "dct:conformsTo", service.conforms_to)
}

fn distribute(
    graph: &mut Graph,
    distribution: &NamedOrBlankNode,
    offer: &CatalogueDataset,
    file: &Distribution,
    common: &Common,
) -> Result<(), DcatError> {
    graph.is(distribution, "dcat:Distribution")?;
    let file_name = file.url.rsplit('/').next().unwrap_or_default();
    for (language, _) in LANGUAGES {
        let title = format!("{} ({file_name})", language.text(offer.title));
        if let Ok(literal) = Literal::new_language_tagged_literal(title, language.tag()) {
            graph.add(distribution, "dct:title", literal)?;
        }
    }
    graph.words(distribution, "dct:description", offer.description)?;
    graph.address(distribution, "dcat:accessURL", &file.url)?;
    graph.address(distribution, "dcat:downloadURL", &file.url)?;
    graph.address(distribution, "dct:license", &common.licence)?;
    graph.add(distribution, "dct:modified", common.modified.clone())?;
    let availability = "http://publications.europa.eu/resource/authority/planned-availability/AVAILABLE";
    graph.address(distribution, "http://data.europa.eu/r5r/availability", availability)?;
    if !offer.conforms_to.is_empty() {
        graph.address(distribution, "dct:conformsTo", offer.conforms_to)?;
    }
    let media = format!("http://www.iana.org/assignments/media-types/{}", file.media_type);
    graph.address(distribution, "dcat:mediaType", &media)?;
    let form = format!("http://publications.europa.eu/resource/authority/file-type/{}", file.form);
    graph.address(distribution, "dct:format", &form)?;
    if let Some((size, digest)) = &file.checked {
        graph.add(distribution, "dcat:byteSize", typed(size.to_string(), xsd::NON_NEGATIVE_INTEGER))?;
        // A label derived from the digest, so that the same register gives the same catalogue.
        let checksum = BlankNode::new(format!("c{}", &digest[..24.min(digest.len())])).unwrap_or_default();
        let checksum = NamedOrBlankNode::from(checksum);
        graph.add(distribution, "spdx:checksum", checksum.clone())?;
        graph.is(&checksum, "spdx:Checksum")?;
        graph.add(&checksum, "spdx:algorithm", name_of("spdx:checksumAlgorithm_sha256")?)?;
        graph.add(&checksum, "spdx:checksumValue", typed(digest.clone(), xsd::HEX_BINARY))?;
    }
    Ok(())
}
