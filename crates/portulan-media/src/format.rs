//! Formats of pictures, and the reasons why a picture is refused.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The largest number of pixels of a picture.
pub(crate) const MAX_PIXELS: u64 = 120_000_000;

/// A picture format, for input and output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PictureFormat {
    /// AVIF: the smallest files, for most current browsers.
    Avif,
    /// WebP: small files, for other browsers.
    Webp,
    /// JPEG: for all browsers; photographs.
    Jpeg,
    /// PNG: for all browsers; pictures with transparency.
    Png,
}

impl PictureFormat {
    /// The extension of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

impl fmt::Display for PictureFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for PictureFormat {
    type Err = MediaError;

    fn from_str(s: &str) -> Result<Self, MediaError> {
        match s {
            "avif" => Ok(Self::Avif),
            "webp" => Ok(Self::Webp),
            "jpg" | "jpeg" => Ok(Self::Jpeg),
            "png" => Ok(Self::Png),
            _ => Err(MediaError::Unknown),
        }
    }
}

/// The reason why a picture is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum MediaError {
    /// The format is not supported.
    #[error("this is no picture in JPEG, PNG or WebP; export it as one of those")]
    Unknown,
    /// SVG: a drawing that can contain scripts.
    #[error("SVG can hold scripts and is not taken; export the drawing as PNG")]
    Svg,
    /// HEIC: the format of some telephones.
    #[error("HEIC cannot be read; share the photograph as JPEG (on a telephone: “most compatible”)")]
    Heic,
    /// The file is damaged or truncated.
    #[error("the picture is damaged: {0}; export it again from the original")]
    Damaged(String),
    /// The picture has too many pixels.
    #[error("the picture is larger than {} million pixels; make it smaller", MAX_PIXELS / 1_000_000)]
    TooLarge,
    /// The file name promises another format than the content has.
    #[error("the name says {promised}, the content is {found}; give the file its own ending")]
    Misnamed {
        /// The format of the file name.
        promised: String,
        /// The format of the content.
        found: PictureFormat,
    },
}
