//! Colours of the site and their contrast (WCAG 2.2, success criterion 1.4.3).
use std::fmt;
use std::str::FromStr;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The background of the light theme.
pub const LIGHT_BACKGROUND: Colour = Colour([0xfb, 0xf9, 0xf4]);
/// The background of the dark theme.
pub const DARK_BACKGROUND: Colour = Colour([0x0e, 0x18, 0x28]);
/// The least contrast of text with its background.
pub const MIN_TEXT_CONTRAST: f64 = 4.5;

impl FromStr for Colour {
    type Err = String;

    /// Parses six hexadecimal digits, as in `#b83c24`.
    fn from_str(s: &str) -> Result<Self, String> {
        let digits = s.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
        let [_, r, g, b] = number
            .ok_or_else(|| format!("`{s}` is no colour; write six digits, such as #b83c24"))?
            .to_be_bytes();
        Ok(Self([r, g, b]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Colour {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([0xff; 3]);

    /// A colour by its red, green and blue.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Red, green and blue as parts of light, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        self.0.map(|byte| {
            let c = f64::from(byte) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// The relative luminance, from 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Lightness, and the axes green to red and blue to yellow, in which equal distances look equal (Oklab).
    fn oklab(self) -> [f64; 3] {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    /// The perceived difference from another colour: 0 for the same, 1 between black and white (Oklab).
    pub fn difference(self, other: Self) -> f64 {
        let (a, b) = (self.oklab(), other.oklab());
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    /// The contrast ratio with another colour, from 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest colour with sufficient contrast on a background, mixed with black on a light and with
    /// white on a dark one.
    #[must_use]
    pub fn readable_on(self, ground: Self) -> Self {
        let end = if ground.luminance() > 0.18 { 0 } else { 255 };
        let step = |percent: u16| {
            let mixed = |byte: u8| (u16::from(byte) * (100 - percent) + end * percent) / 100;
            Self(self.0.map(|byte| u8::try_from(mixed(byte)).unwrap_or(u8::MAX)))
        };
        (0..=100).map(step).find(|c| c.contrast(ground) >= MIN_TEXT_CONTRAST).unwrap_or(step(100))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_ratios_match_the_guidelines() {
        let contrast = |a: &str, b: &str| {
            let (a, b): (Colour, Colour) = (a.parse().expect("a colour"), b.parse().expect("a colour"));
            (a.contrast(b) * 100.0).round() / 100.0
        };
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.001);
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.001);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.001);
    }

    #[test]
    fn differences_are_those_of_the_eye() {
        assert!((Colour::BLACK.difference(Colour::WHITE) - 1.0).abs() < 0.001);
        let [green, sea, coral] =
            ["#0a7a4b", "#176b5d", "#b83c24"].map(|c| c.parse::<Colour>().expect("a colour"));
        assert!(green.difference(sea) < 0.1 && green.difference(coral) > 0.2);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for wrong in ["", "red", "#fff", "#12345g", "123456", "#1234567", "#+12345"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_colour_is_made_readable(r: u8, g: u8, b: u8) {
            let colour = Colour([r, g, b]);
            prop_assert_eq!(colour.to_string().parse::<Colour>(), Ok(colour));
            for ground in [LIGHT_BACKGROUND, DARK_BACKGROUND] {
                let readable = colour.readable_on(ground);
                prop_assert!(readable.contrast(ground) >= MIN_TEXT_CONTRAST);
                if colour.contrast(ground) >= MIN_TEXT_CONTRAST {
                    prop_assert_eq!(readable, colour);
                }
            }
        }
    }
}
