//! What machines subscribe to: Atom, iCalendar, sitemap, robots.
mod atom;
mod calendar;
mod sitemap;

pub(crate) use atom::atom;
pub(crate) use calendar::calendar;
pub(crate) use sitemap::{robots, sitemap};
