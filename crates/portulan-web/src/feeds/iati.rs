//! The register as IATI files, as published.
use crate::Site;
use crate::respond::Page;

const XML: &str = "application/xml; charset=utf-8";

/// The activity file; none while no activity can be written.
pub(crate) fn activities(site: &Site) -> Option<Page> {
    export(site).activities.map(|xml| Page::new(XML, xml))
}

/// The organisation file.
pub(crate) fn organisation(site: &Site) -> Page {
    Page::new(XML, export(site).organisations)
}

fn export(site: &Site) -> portulan_report::iati::Export {
    portulan_report::iati::export(&site.programme, jiff::Timestamp::now())
}
