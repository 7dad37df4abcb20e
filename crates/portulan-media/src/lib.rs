//! Pictures that people send.
//!
//! A picture is decoded whole, and only its pixels are kept: places, dates and cameras in its metadata, comments,
//! thumbnails, and whatever hides before or behind the picture are left out of what is written.
mod read;
mod write;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use read::{DecodedPicture, fault};
pub use write::{Variant, WIDTHS};

/// Formats that pictures are read from and written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PictureFormat {
    /// The smallest, for most browsers of this decade.
    Avif,
    /// Small, for the others.
    Webp,
    /// For everybody; photographs.
    Jpeg,
    /// For everybody; pictures with transparent parts.
    Png,
}

impl PictureFormat {
    /// The ending of file names.
    pub fn ending(self) -> &'static str {
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
        f.write_str(self.ending())
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

/// Why a picture is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum MediaError {
    /// It is none of the formats that are read.
    #[error("this is no picture in JPEG, PNG or WebP; export it as one of those")]
    Unknown,
    /// A drawing that can hold scripts.
    #[error("SVG can hold scripts and is not taken; export the drawing as PNG")]
    Svg,
    /// The format of some telephones.
    #[error("HEIC cannot be read; share the photograph as JPEG (on a telephone: “most compatible”)")]
    Heic,
    /// It begins as a picture and is none, or only a part of one.
    #[error("the picture is damaged: {0}; export it again from the original")]
    Damaged(String),
    /// More pixels than memory should be given for.
    #[error("the picture is larger than {} million pixels; make it smaller", read::MOST_PIXELS / 1_000_000)]
    TooLarge,
    /// The name promises another format than the content is.
    #[error("the name says {promised}, the content is {found}; give the file its own ending")]
    Misnamed {
        /// By its name.
        promised: String,
        /// By its content.
        found: PictureFormat,
    },
}
