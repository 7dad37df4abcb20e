//! The calendar of events.
use portulan_exchange::ical;

use crate::context::PageContext;
use crate::respond::RenderedPage;

pub(crate) fn calendar(c: &PageContext<'_>) -> RenderedPage {
    let calendar = ical::events(c.p(), c.language, &c.site.public_url);
    RenderedPage::new("text/calendar; charset=utf-8", calendar)
}
