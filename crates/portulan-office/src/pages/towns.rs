//! Towns by name, country or area, for the search of a place and for the map on which a point is chosen.
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use portulan_towns::{MapArea, Town, in_view, largest, search_near};
use serde::{Deserialize, Serialize};

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};

/// The towns that a map names at most.
const MAX_TOWNS: usize = 60;

/// The query parameters: a name, or else an area, or else a country.
#[derive(Deserialize)]
pub struct TownsQuery {
    #[serde(default)]
    q: String,
    /// The ISO 3166-1 code.
    #[serde(default)]
    country: String,
    /// South, west, north and east in degrees, separated by commas.
    #[serde(default)]
    area: String,
}

/// A town as scripts read it.
#[derive(Serialize)]
struct TownEntry {
    id: u32,
    name: &'static str,
    place: String,
    /// The ISO 3166-1 code of the country.
    country: &'static str,
    lat: f64,
    lon: f64,
}

/// The towns as a JSON list: the best matches first, or the most populous.
pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<TownsQuery>,
) -> Result<Response, OfficeError> {
    if !office.searches.is_within(current_user.user.id, office.now()) {
        return Ok(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let area = match asked.area.as_str() {
        "" => None,
        text => Some(area(text).ok_or_else(|| OfficeError::Unreadable("area".to_owned()))?),
    };
    let tag = current_user.language().tag();
    let entry = move |town: Town| TownEntry {
        id: town.id,
        name: town.name(tag),
        place: town.place(tag),
        country: town.country,
        lat: town.lat,
        lon: town.lon,
    };
    let found = run_blocking(move || {
        let towns = match area {
            _ if !asked.q.is_empty() => search_near(&asked.q, &asked.country),
            Some(area) => in_view(area, MAX_TOWNS),
            None => largest(&asked.country, MAX_TOWNS),
        };
        towns.into_iter().map(entry).collect::<Vec<_>>()
    });
    Ok(Json(found.await?).into_response())
}

fn area(text: &str) -> Option<MapArea> {
    let numbers: Vec<f64> = text.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [south, west, north, east] = numbers.try_into().ok()?;
    [south, west, north, east].iter().all(|n: &f64| n.is_finite()).then_some(MapArea {
        south,
        west,
        north,
        east,
    })
}
