//! The fields of a form as pairs, for forms whose fields are not known in advance, and texts within bounds.
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

use portulan_locales::{Language, key};

use crate::error::OfficeError;
use crate::form::MAX_FIELDS;

/// Pairs besides the fields of a record: buttons, hidden fields, and the empty field before each box to tick.
const MAX_PAIRS: usize = 2 * MAX_FIELDS;

/// The fields of a posted form, in order. A form with more than `MAX_PAIRS` is refused before it takes memory.
pub struct FormPairs(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for FormPairs {
    type Rejection = OfficeError;

    async fn from_request(request: Request, state: &S) -> Result<Self, OfficeError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|e| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => OfficeError::TooLarge,
            _ => OfficeError::Unreadable(e.body_text()),
        })?;
        if bytes.split(|byte| *byte == b'&').count() > MAX_PAIRS {
            return Err(OfficeError::TooLarge);
        }
        Ok(Self(url::form_urlencoded::parse(&bytes).into_owned().collect()))
    }
}

/// A text as it is stored: with the register's line ends, and without space around it. One that is too long is refused, so
/// that no end of it is lost.
pub fn bounded(text: &str, max_chars: usize, language: Language) -> Result<String, OfficeError> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let count = text.chars().count();
    if count <= max_chars {
        return Ok(text);
    }
    let arguments = [("count", count.into()), ("max", max_chars.into())];
    Err(OfficeError::Refused(language.format(key!("office-text-too-long"), &arguments)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_stored_whole_or_refused() {
        let of = |text: &str| bounded(text, 5, Language::FRENCH);
        assert_eq!(of(" é\r\nabc ").ok().as_deref(), Some("é\nabc"));
        let refused = of("abcdef");
        assert!(matches!(&refused, Err(OfficeError::Refused(text)) if text.contains('6')), "{refused:?}");
    }
}
