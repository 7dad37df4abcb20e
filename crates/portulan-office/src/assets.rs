//! The office's own style and script, at addresses that hold a digest of their content.
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::auth::digest;
use crate::error::OfficeError;

const FILES: [(&str, &str, &str); 2] = [
    ("office.css", "text/css; charset=utf-8", include_str!("../assets/office.css")),
    ("office.js", "text/javascript; charset=utf-8", include_str!("../assets/office.js")),
];

/// The address of an asset.
pub fn address(name: &str) -> &'static str {
    static ADDRESSES: OnceLock<Vec<(&str, String)>> = OnceLock::new();
    let addresses = ADDRESSES.get_or_init(|| {
        let address = |(name, _, text): (&'static str, _, &str)| {
            let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
            (name, format!("/office/assets/{stem}.{}.{ending}", &digest(text)[..12]))
        };
        FILES.map(address).into()
    });
    addresses.iter().find(|(n, _)| *n == name).map_or("", |(_, address)| address)
}

/// The asset at an address.
pub async fn serve(Path(name): Path<String>) -> Result<Response, OfficeError> {
    let wanted = format!("/office/assets/{name}");
    let file = FILES.iter().find(|(name, ..)| address(name) == wanted).ok_or(OfficeError::Missing)?;
    let headers = [(CONTENT_TYPE, file.1), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.2).into_response())
}
