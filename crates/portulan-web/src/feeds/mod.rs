//! Machine-readable files: Atom, iCalendar, sitemap, robots, IATI, tables.
mod atom;
mod calendar;
mod catalogue;
mod data;
mod iati;
mod sitemap;

pub(crate) use atom::atom;
pub(crate) use calendar::calendar;
pub(crate) use catalogue::catalogue;
pub(crate) use data::data;
pub(crate) use iati::{activities, organisation};
pub(crate) use sitemap::{robots, sitemap};
