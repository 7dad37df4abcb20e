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

    /// The relative luminance, from 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let c = f64::from(byte) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
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
