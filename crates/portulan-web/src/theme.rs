//! The theme of an authority: its accent colour, as a style sheet that follows the site's.
use portulan_model::colour::{Colour, DARK_BACKGROUND};
use portulan_model::hex;
use portulan_model::kinds::Authority;
use sha2::{Digest as _, Sha256};

use crate::respond::RenderedPage;

/// The least difference between the colours of two layers of the map.
const MIN_LAYER_DIFFERENCE: f64 = 0.09;

/// The colours of the layers of the map besides the accent. The first of each is the usual one; the others replace it beside an accent
/// that looks like it.
struct LayerColours {
    /// Other partnerships: `--sea`.
    sea: [Colour; 3],
    /// Networks: `--ring`.
    ring: [Colour; 3],
}

const DAY: LayerColours = LayerColours {
    sea: [Colour::new(0x17, 0x6b, 0x5d), Colour::new(0x6b, 0x3f, 0xa0), Colour::new(0x1f, 0x5f, 0xae)],
    ring: [Colour::new(0x6a, 0x5a, 0x1c), Colour::new(0xa0, 0x32, 0x7f), Colour::new(0x6b, 0x3f, 0xa0)],
};
const NIGHT: LayerColours = LayerColours {
    sea: [Colour::new(0x62, 0xcd, 0xb6), Colour::new(0xbf, 0x9a, 0xf5), Colour::new(0x8f, 0xba, 0xf5)],
    ring: [Colour::new(0xdc, 0xc3, 0x6a), Colour::new(0xf0, 0x8f, 0xc8), Colour::new(0xbf, 0x9a, 0xf5)],
};

impl LayerColours {
    /// The colours of the two layers beside an accent.
    fn beside(&self, accent: Colour) -> (Colour, Colour) {
        let first = |colours: &[Colour; 3], others: &[Colour]| {
            let differs = |colour: &&Colour| {
                others.iter().all(|other| colour.difference(*other) >= MIN_LAYER_DIFFERENCE)
            };
            colours.iter().find(differs).copied().unwrap_or(colours[0])
        };
        let sea = first(&self.sea, &[accent]);
        (sea, first(&self.ring, &[accent, sea]))
    }

    /// The colours as custom properties of a style sheet.
    fn tokens(&self, accent: Colour) -> String {
        let (sea, ring) = self.beside(accent);
        format!("--coral:{accent};--sea:{sea};--ring:{ring}")
    }
}

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
        let (day, night) = (DAY.tokens(accent), NIGHT.tokens(accent.readable_on(DARK_BACKGROUND)));
        let css = format!(
            ":root{{{day}}}\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}\
             :root[data-theme=dark]{{{night}}}\n"
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

#[cfg(test)]
mod tests {
    use portulan_model::colour::{LIGHT_BACKGROUND, MIN_TEXT_CONTRAST};

    use super::*;

    #[test]
    fn the_layers_of_the_map_differ_for_every_accent() {
        let steps = || (0..=255_u8).step_by(15);
        let all = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| Colour::new(r, g, b))));
        for accent in all {
            for (layers, ground) in [(&DAY, LIGHT_BACKGROUND), (&NIGHT, DARK_BACKGROUND)] {
                let accent = accent.readable_on(ground);
                let (sea, ring) = layers.beside(accent);
                for (a, b) in [(accent, sea), (accent, ring), (sea, ring)] {
                    assert!(a.difference(b) >= MIN_LAYER_DIFFERENCE, "{accent}: {a} and {b}");
                }
                assert!([sea, ring].iter().all(|layer| layer.contrast(ground) >= MIN_TEXT_CONTRAST));
            }
        }
    }
}
