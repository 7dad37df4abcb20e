//! The datasets offered as open data, with their files and formats.
use std::fmt::Write as _;
use std::io::{Read, Result};

use portulan_locales::{MessageKey, key};
use portulan_model::hex;
use sha2::{Digest as _, Sha256};

use super::catalogue::{CatalogueDataset, CatalogueService, Distribution};
use crate::data::{Dataset, TableFormat};

/// The size of a file in bytes, and its SHA-256 digest in hexadecimal.
pub type FileInfo = (usize, String);

/// The files besides the tables: name of the dataset, its title and description, files with media type and
/// file type.
const OTHERS: [(&str, MessageKey, MessageKey, &[[&str; 3]]); 3] = [
    (
        "places",
        key!("open-data-places"),
        key!("about-dataset-places"),
        &[["places.geojson", "application/geo+json", "GEOJSON"]],
    ),
    (
        "subventions",
        key!("dataset-subventions"),
        key!("about-dataset-subventions"),
        &[["subventions.csv", "text/csv", "CSV"]],
    ),
    (
        "versions",
        key!("dataset-versions"),
        key!("about-dataset-versions"),
        &[["versions.csv", "text/csv", "CSV"], ["versions.json", "application/json", "JSON"]],
    ),
];

/// The names of the files with a checksum.
pub fn names() -> impl Iterator<Item = String> {
    let of = |dataset: &'static Dataset| {
        TableFormat::ALL.map(|form| format!("{}.{}", dataset.name(), form.extension()))
    };
    let others = OTHERS.iter().flat_map(|(.., files)| files.iter().map(|[file, ..]| (*file).to_owned()));
    Dataset::ALL.iter().flat_map(of).chain(others)
}

/// All datasets under `url`. `activities` is true if there is an IATI activity file; `made` returns the size
/// and digest of a file.
pub fn offers(
    url: &str,
    activities: bool,
    made: &mut dyn FnMut(&str) -> Option<FileInfo>,
) -> Vec<CatalogueDataset> {
    let mut checked = |file: String, media_type, form| Distribution {
        checked: made(&file),
        url: format!("{url}/open-data/{file}"),
        media_type,
        form,
    };
    let mut offers: Vec<CatalogueDataset> = Vec::new();
    for dataset in Dataset::ALL {
        let name = dataset.name();
        let files = TableFormat::ALL
            .map(|form| checked(format!("{name}.{}", form.extension()), form.media_type(), form.file_type()));
        offers.push(offer(name, dataset.title(), dataset.description(), files.into()));
    }
    for (name, title, description, files) in OTHERS {
        let files =
            files.iter().map(|[file, media_type, form]| checked((*file).to_owned(), media_type, form));
        offers.push(offer(name, title, description, files.collect()));
    }
    let fresh = |path: &str, media_type, form| Distribution {
        url: format!("{url}{path}"),
        media_type,
        form,
        checked: None,
    };
    let mut iati = vec![fresh("/open-data/iati/organisation.xml", "application/xml", "XML")];
    if activities {
        iati.insert(0, fresh("/open-data/iati/activities.xml", "application/xml", "XML"));
    }
    offers.push(offer("iati", key!("dataset-iati"), key!("about-dataset-iati"), iati));
    offers
}

fn offer(
    name: &str,
    title: MessageKey,
    description: MessageKey,
    distributions: Vec<Distribution>,
) -> CatalogueDataset {
    let conforms_to = match name {
        "subventions" => "https://schema.data.gouv.fr/schemas/scdl/subventions/2.1.1/schema.json",
        "places" => "https://www.rfc-editor.org/rfc/rfc7946",
        "iati" => "https://iatistandard.org/en/iati-standard/203/",
        _ => "",
    };
    CatalogueDataset { name: name.to_owned(), title, description, conforms_to, distributions }
}

/// The API, the calendar and the news feed of a site at `url`, in its first language.
pub fn services(url: &str, language: &str) -> Vec<CatalogueService> {
    vec![
        CatalogueService {
            name: "interface",
            title: key!("api-title"),
            description: key!("about-dataset-interface"),
            endpoint: format!("{url}/api/v1"),
            description_url: format!("{url}/api/v1/openapi.json"),
            conforms_to: "https://spec.openapis.org/oas/v3.1.0",
            serves: &[
                "partnerships",
                "projects",
                "organisations",
                "agreements",
                "events",
                "networks",
                "territories",
            ],
        },
        CatalogueService {
            name: "calendar",
            title: key!("footer-calendar"),
            description: key!("about-dataset-calendar"),
            endpoint: format!("{url}/{language}/events.ics"),
            description_url: String::new(),
            conforms_to: "https://www.rfc-editor.org/rfc/rfc5545",
            serves: &["events"],
        },
        CatalogueService {
            name: "news",
            title: key!("footer-feed"),
            description: key!("about-dataset-news"),
            endpoint: format!("{url}/{language}/feed.atom"),
            description_url: String::new(),
            conforms_to: "https://www.rfc-editor.org/rfc/rfc4287",
            serves: &["versions"],
        },
    ]
}

/// Checksums of files, in the format of `sha256sum --check`.
pub fn checksums(offers: &[CatalogueDataset]) -> String {
    let mut out = String::new();
    for file in offers.iter().flat_map(|o| &o.distributions) {
        if let Some((_, digest)) = &file.checked {
            let name = file.url.rsplit('/').next().unwrap_or_default();
            let _ = writeln!(out, "{digest}  {name}");
        }
    }
    out
}

/// The size and digest of a file.
pub fn measure(mut file: impl Read) -> Result<FileInfo> {
    let (mut digest, mut buffer, mut size) = (Sha256::new(), vec![0; 1 << 16], 0);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((size, hex(&digest.finalize())));
        }
        digest.update(&buffer[..read]);
        size += read;
    }
}
