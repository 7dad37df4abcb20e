//! Processing of uploaded pictures.
//!
//! A picture is decoded completely, and only its pixels are stored: locations, dates and cameras in its
//! metadata, comments, thumbnails, and data before or after the picture are dropped.
mod format;
mod read;
mod write;

pub use format::{MediaError, PictureFormat};
pub use read::{DecodedPicture, fault};
pub use write::{Variant, WIDTHS};
