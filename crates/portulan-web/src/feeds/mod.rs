//! What machines subscribe to: Atom, iCalendar, sitemap, robots, IATI.
mod atom;
mod calendar;
mod iati;
mod sitemap;

pub(crate) use atom::atom;
pub(crate) use calendar::calendar;
pub(crate) use iati::{activities, organisation};
pub(crate) use sitemap::{robots, sitemap};
