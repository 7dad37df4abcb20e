//! The coverage of the data in space and time.
use jiff::civil::Date;
use portulan_model::{Point, PublishedRegister};

/// Half the side of the bounding box of a single point, in degrees.
const MARGIN_DEGREES: f64 = 0.01;

/// The bounding box of the authority and the territories of its partnerships, as WKT; `None` if no
/// coordinates are known.
pub(super) fn bounding_box(programme: &PublishedRegister) -> Option<String> {
    let port = programme.authority.body.port.iter().map(|port| port.value);
    let partnerships = programme.partnerships.iter();
    let territories = partnerships.flat_map(|partnership| programme.territories_of(&partnership.body));
    let points: Vec<Point> =
        port.chain(territories.filter_map(|t| t.body.point.as_ref().map(|p| p.value))).collect();
    let range = |of: fn(&Point) -> f64| {
        let values = || points.iter().map(of);
        let low = values().min_by(f64::total_cmp)? - MARGIN_DEGREES;
        Some((low, values().max_by(f64::total_cmp)? + MARGIN_DEGREES))
    };
    let ((west, east), (south, north)) = (range(|p| p.lon)?, range(|p| p.lat)?);
    let corner = |lon: f64, lat: f64| format!("{lon:.2} {lat:.2}");
    let corners = [corner(west, south), corner(east, south), corner(east, north), corner(west, north)];
    Some(format!("POLYGON(({}, {}))", corners.join(", "), corners[0]))
}

/// The period from the first day of the oldest partnership, agreement or event to the day of the last change.
pub(super) fn temporal(programme: &PublishedRegister) -> Option<(Date, Date)> {
    let since = programme.partnerships.iter().filter_map(|p| p.body.since.as_ref().map(|fact| fact.value));
    let agreements = programme.agreements.iter().filter_map(|a| a.body.period.as_ref()?.value.start);
    let events = programme.events.iter().filter_map(|e| e.body.dates.as_ref()?.value.start);
    let first = since.chain(agreements).chain(events).map(portulan_model::PartialDate::first).min()?;
    let last = jiff::tz::TimeZone::UTC.to_datetime(programme.updated()).date();
    (first <= last).then_some((first, last))
}
