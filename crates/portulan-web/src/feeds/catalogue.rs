//! The catalogue of open data (DCAT-AP), and the checksums of its files.
use portulan_exchange::dcat::{CatalogueDataset, checksums, jsonld, measure, offers, services, turtle};

use super::data::data;
use crate::Site;
use crate::respond::RenderedPage;

/// A file of the catalogue: `catalog.ttl`, `catalog.jsonld`, `checksums.txt`.
pub(crate) fn catalogue(site: &Site, file: &str) -> Option<RenderedPage> {
    let (offers, url) = (|| all(site), site.public_url.as_str());
    let services = || services(url, site.languages()[0].tag());
    let (made, media) = match file {
        "catalog.ttl" => (turtle(&site.programme, url, &offers(), &services()), "text/turtle; charset=utf-8"),
        "catalog.jsonld" => (jsonld(&site.programme, url, &offers(), &services()), "application/ld+json"),
        "checksums.txt" => return Some(RenderedPage::new("text/plain; charset=utf-8", checksums(&offers()))),
        _ => return None,
    };
    Some(match made {
        Ok(text) => RenderedPage::new(media, text),
        Err(e) => {
            tracing::error!("{file} cannot be written: {e}");
            RenderedPage::server_error()
        }
    })
}

fn all(site: &Site) -> Vec<CatalogueDataset> {
    let activities = !site.programme.partnerships.is_empty() || !site.programme.projects.is_empty();
    offers(&site.public_url, activities, &mut |file| measure(data(site, file)?.bytes()?.as_slice()).ok())
}
