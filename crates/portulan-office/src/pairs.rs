//! The fields of a form as pairs, for forms whose fields are not known in advance.
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use crate::error::OfficeError;
use crate::form::MAX_FIELDS;

/// Pairs besides the fields of a record: buttons, hidden fields, and the empty field before each box to tick.
const MAX_PAIRS: usize = 2 * MAX_FIELDS;

/// The fields of a posted form, in order. A form with more than `MAX_PAIRS` is refused before it takes memory.
pub struct FormPairs(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for FormPairs {
    type Rejection = OfficeError;

    async fn from_request(request: Request, state: &S) -> Result<Self, OfficeError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| OfficeError::TooLarge)?;
        if bytes.iter().filter(|byte| **byte == b'&').count() >= MAX_PAIRS {
            return Err(OfficeError::TooLarge);
        }
        Ok(Self(url::form_urlencoded::parse(&bytes).into_owned().collect()))
    }
}
