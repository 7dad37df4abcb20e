//! Forms of texts with at most one picture.
use axum::extract::multipart::Multipart;

use super::uploads::{receive, unreadable};
use crate::error::OfficeError;

/// The largest number of fields of a form.
const MAX_FIELDS: usize = 600;
/// The largest size of a picture, in bytes.
pub const MAX_PICTURE_BYTES: usize = 40 << 20;

/// A posted form.
#[derive(Default)]
pub struct PostedForm {
    /// The fields in their order.
    pub pairs: Vec<(String, String)>,
    /// The picture, with the name of its file.
    pub picture: Option<(String, Vec<u8>)>,
    /// True if the picture is larger than `MAX_PICTURE_BYTES`.
    pub is_picture_too_large: bool,
}

impl PostedForm {
    /// Reads a form. Returns an error if it has too many fields, or one of more than `max_field_bytes`.
    pub async fn read(mut form: Multipart, max_field_bytes: usize) -> Result<Self, OfficeError> {
        let mut posted = Self::default();
        let mut count = 0;
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            count += 1;
            if count > MAX_FIELDS {
                return Err(OfficeError::TooLarge);
            }
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            match file {
                Some(file) if name == "picture" => match receive(field, MAX_PICTURE_BYTES).await? {
                    // A form without a selected file has an empty one.
                    Some(bytes) if bytes.is_empty() => {}
                    Some(bytes) => posted.picture = Some((file, bytes)),
                    None => posted.is_picture_too_large = true,
                },
                Some(_) => {}
                None => {
                    let bytes = receive(field, max_field_bytes).await?.ok_or(OfficeError::TooLarge)?;
                    posted.pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
                }
            }
        }
        Ok(posted)
    }
}
