//! The content of a catalogue: datasets with their distributions, and services.
use portulan_locales::MessageKey;

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
