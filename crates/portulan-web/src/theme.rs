//! The theme of an authority: its accent colour, as a style sheet that follows the site's.
use portulan_model::colour::{Colour, DARK_BACKGROUND};
use portulan_model::hex;
use portulan_model::kinds::Authority;
use sha2::{Digest as _, Sha256};

use crate::respond::RenderedPage;

/// A style sheet, at an address that contains its digest.
pub(crate) struct Theme {
    /// The accent by day.
    pub accent: Colour,
    pub address: String,
    css: String,
}

impl Theme {
    /// The look that an authority wishes, if it does.
    pub fn of(authority: &Authority) -> Option<Self> {
        let accent: Colour = authority.accent.as_deref()?.parse().ok()?;
        let night = accent.readable_on(DARK_BACKGROUND);
        let css = format!(
            ":root{{--coral:{accent}}}\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{--coral:{night}}}}}\
             :root[data-theme=dark]{{--coral:{night}}}\n"
        );
        let digest = hex(&Sha256::digest(&css)[..6]);
        Some(Self { accent, address: format!("/assets/look.{digest}.css"), css })
    }

    /// The style, if that is its address.
    pub fn page(&self, address: &str) -> Option<RenderedPage> {
        let here = address == self.address;
        here.then(|| RenderedPage::new("text/css; charset=utf-8", self.css.clone()).immutable())
    }
}
