//! The map of the places of a record: a part of the world map of the office, with a mark at each place.
use portulan_locales::key;
use portulan_model::kinds::Territory;
use portulan_model::{Body, Kind, Point, Ref, Text};

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::OfficeView;

/// The largest number of places on a map.
const MAX_PLACES: usize = 40;
/// The smallest width of a map, in degrees.
const MIN_WIDTH_DEGREES: f64 = 24.0;
/// The width of a map divided by its height.
const ASPECT: f64 = 1.6;
/// The units of the world map in a degree.
const UNITS: f64 = 10.0;

/// A map of places.
pub struct RecordMap {
    /// The part of the world map that is shown, in its units.
    pub view_box: String,
    /// The stretch from south to north that makes up for the latitude.
    pub stretch: String,
    pub marks: Vec<MapMark>,
    /// The radius of a mark, and the size of names, in units of the map.
    pub radius: String,
    pub font_size: String,
    /// The alternative text.
    pub text: String,
}

/// A place on the map.
pub struct MapMark {
    pub x: String,
    pub y: String,
    /// The coordinates of its name.
    pub label_x: String,
    pub label_y: String,
    pub name: String,
    /// True if the name is to the left of its mark.
    pub is_left: bool,
}

/// A place with its coordinates.
struct PlaceOnMap {
    name: String,
    at: Point,
}

/// The map of the places of a record; `None` if none has coordinates.
pub async fn record_map(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    body: &Body,
) -> Result<Option<RecordMap>, OfficeError> {
    let mut places = Vec::new();
    let mut territories: Vec<&Ref<Territory>> = Vec::new();
    let name = |text: &Text| text.text(v.language.tag()).to_owned();
    match body {
        Body::Partnership(body) => territories.extend(&body.territories),
        Body::Territory(body) => {
            places.extend(
                body.point.iter().map(|point| PlaceOnMap { name: name(&body.name), at: point.value }),
            );
        }
        Body::Project(body) => {
            for location in &body.locations {
                match (location.point, &location.territory) {
                    (Some(at), _) => places.push(PlaceOnMap { name: name(&location.name), at }),
                    (None, Some(territory)) => territories.push(territory),
                    (None, None) => {}
                }
            }
        }
        Body::Event(body) => {
            let place = body.place.as_ref().and_then(|place| Some((place, place.point?)));
            places.extend(place.map(|(place, at)| PlaceOnMap { name: name(&place.name), at }));
            if places.is_empty() {
                territories.extend(&body.territories);
            }
        }
        Body::Mission(body) => territories.extend(&body.territories),
        Body::Authority(body) => {
            places.extend(
                body.port.iter().map(|port| PlaceOnMap { name: name(&body.port_name), at: port.value }),
            );
        }
        _ => {}
    }
    territories.truncate(MAX_PLACES);
    let slugs: Vec<(Kind, String)> =
        territories.iter().map(|territory| (Kind::Territory, territory.slug().to_owned())).collect();
    for head in office.store.summaries_by_slug(&slugs, &current_user.visible_filter()).await? {
        // The revision that the user may see.
        let Some(seen) = office.store.revision(head.id, head.revision).await? else { continue };
        if let Body::Territory(body) = &seen.record.body {
            places.extend(body.point.iter().map(|point| PlaceOnMap { name: v.head(&head), at: point.value }));
        }
    }
    places.truncate(MAX_PLACES);
    Ok(drawn(v, &places))
}

/// Places the marks; `None` without places.
fn drawn(v: &OfficeView, places: &[PlaceOnMap]) -> Option<RecordMap> {
    let first = places.first()?;
    // A place beyond the antimeridian is shown on the side of the first one.
    let lon = |place: &PlaceOnMap| {
        let lon = place.at.lon;
        let around = [lon - 360.0, lon, lon + 360.0];
        around
            .into_iter()
            .min_by(|a, b| (a - first.at.lon).abs().total_cmp(&(b - first.at.lon).abs()))
            .unwrap_or(lon)
    };
    let (mut west, mut east, mut south, mut north) =
        (f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY);
    for place in places {
        (west, east) = (west.min(lon(place)), east.max(lon(place)));
        (south, north) = (south.min(place.at.lat), north.max(place.at.lat));
    }
    let (middle_x, middle_y) = (f64::midpoint(west, east), f64::midpoint(south, north));
    let stretch = 1.0 / middle_y.to_radians().cos().max(0.3);
    let width =
        ((east - west) * 1.5).max((north - south) * 1.5 * stretch * ASPECT).max(MIN_WIDTH_DEGREES) * UNITS;
    let height = width / ASPECT;
    let x = |lon: f64| (lon + 180.0) * UNITS;
    let y = |lat: f64| (90.0 - lat) * UNITS * stretch;
    let (left, top) = (x(middle_x) - width / 2.0, y(middle_y) - height / 2.0);
    let number = |n: f64| format!("{n:.2}");
    let marks = places.iter().map(|place| {
        let (at_x, at_y) = (x(lon(place)), y(place.at.lat));
        let is_left = at_x > left + width * 0.6;
        let shift = width * if is_left { -0.03 } else { 0.03 };
        MapMark {
            x: number(at_x),
            y: number(at_y),
            label_x: number(at_x + shift),
            label_y: number(at_y + width * 0.018),
            name: place.name.clone(),
            is_left,
        }
    });
    let names: Vec<&str> =
        places.iter().map(|place| place.name.as_str()).filter(|name| !name.is_empty()).collect();
    Some(RecordMap {
        view_box: [left, top, width, height].map(number).join(" "),
        stretch: format!("{stretch:.4}"),
        marks: marks.collect(),
        radius: number(width * 0.016),
        font_size: number(width * 0.052),
        text: v.tw(key!("locator-text"), names.join(", ")),
    })
}
