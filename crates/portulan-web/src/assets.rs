//! Embedded styles, scripts, fonts and icons, at addresses that contain a digest of their content.
use std::sync::OnceLock;

use portulan_model::hex;
use sha2::{Digest as _, Sha256};

use crate::respond::RenderedPage;

struct Asset {
    name: &'static str,
    content_type: &'static str,
    bytes: Vec<u8>,
    address: String,
}

fn assets() -> &'static [Asset] {
    static ASSETS: OnceLock<Vec<Asset>> = OnceLock::new();
    ASSETS.get_or_init(|| {
        let fonts = [
            ("serif.woff2", include_bytes!("../assets/fonts/serif.woff2").as_slice()),
            ("sans.woff2", include_bytes!("../assets/fonts/sans.woff2").as_slice()),
        ];
        let mut all: Vec<Asset> =
            fonts.into_iter().map(|(name, bytes)| asset(name, "font/woff2", bytes.to_vec())).collect();
        // The style names the fonts, so its digest depends on theirs.
        let mut style = include_str!(concat!(env!("OUT_DIR"), "/style.css")).to_owned();
        for font in &all {
            style = style.replace(&format!("url({})", font.name), &format!("url({})", font.address));
        }
        all.push(asset("style.css", "text/css; charset=utf-8", style.into_bytes()));
        let scripts = [
            ("theme.js", include_str!(concat!(env!("OUT_DIR"), "/theme.js"))),
            ("map.js", include_str!(concat!(env!("OUT_DIR"), "/map.js"))),
            ("validate.js", include_str!(concat!(env!("OUT_DIR"), "/validate.js"))),
        ];
        all.extend(
            scripts
                .map(|(name, text)| asset(name, "text/javascript; charset=utf-8", text.as_bytes().to_vec())),
        );
        let icon = include_bytes!("../assets/icon.svg").to_vec();
        all.push(asset("icon.svg", "image/svg+xml; charset=utf-8", icon));
        all
    })
}

fn asset(name: &'static str, content_type: &'static str, bytes: Vec<u8>) -> Asset {
    let digest = hex(&Sha256::digest(&bytes)[..6]);
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    Asset { name, content_type, bytes, address: format!("/assets/{stem}.{digest}.{ending}") }
}

/// The address of an asset.
pub fn address(name: &str) -> &'static str {
    assets().iter().find(|a| a.name == name).map_or("", |a| &a.address)
}

/// The asset at an address.
pub(crate) fn page(address: &str) -> Option<RenderedPage> {
    let asset = assets().iter().find(|a| a.address == address)?;
    Some(RenderedPage::new(asset.content_type, asset.bytes.clone()).immutable())
}

/// The typeface of generated pictures.
pub(crate) static SERIF: &[u8] = include_bytes!("../assets/fonts/serif.ttf");
