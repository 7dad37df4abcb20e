//! The catalogue of what is given out (DCAT-AP), and the checksums of the files.
use portulan_report::dcat::{Offer, checksums, jsonld, measure, offers, turtle};

use super::data::data;
use crate::Site;
use crate::respond::Page;

/// A file of the catalogue: `catalog.ttl`, `catalog.jsonld`, `checksums.txt`.
pub(crate) fn catalogue(site: &Site, file: &str) -> Option<Page> {
    let offers = || all(site);
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

fn all(site: &Site) -> Vec<Offer> {
    let activities = !site.programme.partnerships.is_empty() || !site.programme.projects.is_empty();
    offers(&site.public_url, site.languages()[0].tag(), activities, &mut |file| {
        measure(data(site, file)?.bytes()?.as_slice()).ok()
    })
}
