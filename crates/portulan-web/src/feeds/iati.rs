//! The register as IATI files, as published.
use crate::Site;
use crate::respond::RenderedPage;

const XML: &str = "application/xml; charset=utf-8";

/// The activity file; none while no activity can be written.
pub(crate) fn activities(site: &Site) -> Option<RenderedPage> {
    export(site).activities.map(|xml| RenderedPage::new(XML, xml))
}

/// The organisation file.
pub(crate) fn organisation(site: &Site) -> RenderedPage {
    RenderedPage::new(XML, export(site).organisations)
}

fn export(site: &Site) -> portulan_exchange::iati::IatiExport {
    portulan_exchange::iati::export(&site.programme, site.made_at)
}
