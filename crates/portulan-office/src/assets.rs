//! The styles, scripts and map of the office, at addresses that contain a digest of their content.
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use portulan_map::{Frame, MapDetail, PlateCarree, line_path, ring_path, world};

use crate::auth::digest;
use crate::error::OfficeError;

struct AssetFile {
    name: &'static str,
    media_type: &'static str,
    text: String,
    address: String,
}

fn file(name: &'static str, media_type: &'static str, text: String) -> AssetFile {
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let address = format!("/office/assets/{stem}.{}.{ending}", &digest(&text)[..12]);
    AssetFile { name, media_type, text, address }
}

fn files() -> &'static [AssetFile; 3] {
    static FILES: OnceLock<[AssetFile; 3]> = OnceLock::new();
    FILES.get_or_init(|| {
        [
            file(
                "office.css",
                "text/css; charset=utf-8",
                include_str!(concat!(env!("OUT_DIR"), "/office.css")).to_owned(),
            ),
            file(
                "office.js",
                "text/javascript; charset=utf-8",
                include_str!(concat!(env!("OUT_DIR"), "/office.js")).to_owned(),
            ),
            file("world.svg", "image/svg+xml", globe()),
        ]
    })
}

/// The world in degrees, ten units each, on which places are pointed at.
fn globe() -> String {
    let frame =
        Frame { width: 3600.0, height: 1800.0, x: 1800.0, y: 900.0, scale: 1800.0 / std::f64::consts::PI };
    let (mut land, mut borders) = (String::new(), String::new());
    let world = world(MapDetail::Region);
    world.coast.iter().for_each(|ring| ring_path(&mut land, ring, &PlateCarree, &frame));
    world.borders.iter().for_each(|line| line_path(&mut borders, line, &PlateCarree, &frame));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3600 1800\"><rect width=\"3600\" height=\"1800\" fill=\"#fbf9f4\"/>\
         <path d=\"{land}\" fill=\"#ece5d3\" stroke=\"#14233f\" vector-effect=\"non-scaling-stroke\"/>\
         <path d=\"{borders}\" fill=\"none\" stroke=\"#14233f\" stroke-opacity=\".35\" vector-effect=\"non-scaling-stroke\"/></svg>"
    )
}

/// The address of an asset.
pub fn address(name: &str) -> &'static str {
    files().iter().find(|f| f.name == name).map_or("", |f| &f.address)
}

/// The asset at an address.
pub async fn serve(Path(name): Path<String>) -> Result<Response, OfficeError> {
    let wanted = format!("/office/assets/{name}");
    let file = files().iter().find(|f| f.address == wanted).ok_or(OfficeError::Missing)?;
    let headers = [(CONTENT_TYPE, file.media_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.text.as_str()).into_response())
}
