//! The catalogue of what is given out (DCAT-AP), and the checksums of the files.
use std::fmt::Write as _;

use portulan_report::data::Dataset;
use portulan_report::dcat::{Distribution, Offer, jsonld, turtle};

use super::data::{FORMS, data};
use super::versions;
use crate::Site;
use crate::respond::Page;

/// A file of the catalogue: `catalog.ttl`, `catalog.jsonld`, `checksums.txt`.
pub(crate) fn catalogue(site: &Site, file: &str) -> Option<Page> {
    let offers = || offers(site);
    let (made, media) = match file {
        "catalog.ttl" => (turtle(&site.programme, &site.public_url, &offers()), "text/turtle; charset=utf-8"),
        "catalog.jsonld" => (jsonld(&site.programme, &site.public_url, &offers()), "application/ld+json"),
        "checksums.txt" => return Some(Page::new("text/plain; charset=utf-8", checksums(&offers()))),
        _ => return None,
    };
    Some(match made {
        Ok(text) => Page::new(media, text),
        Err(e) => {
            tracing::error!("{file} cannot be written: {e}");
            Page::server_error()
        }
    })
}

/// As `sha256sum --check` reads them.
fn checksums(offers: &[Offer]) -> String {
    let mut out = String::new();
    for file in offers.iter().flat_map(|o| &o.distributions) {
        if let Some((_, digest)) = &file.checked {
            let name = file.url.rsplit('/').next().unwrap_or_default();
            let _ = writeln!(out, "{digest}  {name}");
        }
    }
    out
}

fn offers(site: &Site) -> Vec<Offer> {
    let url = |path: &str| format!("{}{path}", site.public_url);
    let checked = |file: &str, media_type, form| {
        let page = data(site, file).or_else(|| versions(site, file));
        let checked = page.map(|page| page.checksum());
        Distribution { url: url(&format!("/open-data/{file}")), media_type, form, checked }
    };
    let made =
        |path: &str, media_type, form| Distribution { url: url(path), media_type, form, checked: None };
    let mut offers: Vec<Offer> = Dataset::ALL
        .iter()
        .map(|dataset| Offer {
            name: dataset.name().to_owned(),
            title: format!("dataset-{}", dataset.name()),
            distributions: FORMS
                .iter()
                .map(|(ending, media, form)| {
                    let media = media.split(';').next().unwrap_or(media);
                    checked(&format!("{}.{ending}", dataset.name()), media, form)
                })
                .collect(),
        })
        .collect();
    let language = site.languages()[0];
    let other = |name: &str, title: &str, distributions| Offer {
        name: name.to_owned(),
        title: title.to_owned(),
        distributions,
    };
    let mut iati = vec![made("/open-data/iati/organisation.xml", "application/xml", "XML")];
    if !site.programme.partnerships.is_empty() || !site.programme.projects.is_empty() {
        iati.insert(0, made("/open-data/iati/activities.xml", "application/xml", "XML"));
    }
    offers.extend([
        other(
            "places",
            "open-data-places",
            vec![checked("places.geojson", "application/geo+json", "GEOJSON")],
        ),
        other("subventions", "dataset-subventions", vec![checked("subventions.csv", "text/csv", "CSV")]),
        other(
            "versions",
            "dataset-versions",
            vec![
                checked("versions.csv", "text/csv", "CSV"),
                checked("versions.json", "application/json", "JSON"),
            ],
        ),
        other("iati", "dataset-iati", iati),
        other(
            "calendar",
            "footer-calendar",
            vec![made(&format!("/{language}/events.ics"), "text/calendar", "ICS")],
        ),
        other(
            "news",
            "footer-feed",
            vec![made(&format!("/{language}/feed.atom"), "application/atom+xml", "ATOM")],
        ),
        other("interface", "api-title", vec![made("/api/v1/openapi.json", "application/json", "JSON")]),
    ]);
    offers
}
