//! The maps: the world with its lines, a place in its region, and pictures for social networks.
mod picture;
mod world_map;

pub(crate) use picture::picture;
pub(crate) use portulan_report::maps::Locator;
pub(crate) use world_map::{WorldMap, draw_world_map};

use portulan_model::Ref;
use portulan_model::kinds::Territory;

use crate::context::PageContext;

/// The locator map of some territories; `None` if none has coordinates.
pub(crate) fn locator(c: &PageContext<'_>, territories: &[Ref<Territory>]) -> Option<Locator> {
    portulan_report::maps::locator(&c.voice(), territories)
}
