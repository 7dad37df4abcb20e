//! The fields of a form as pairs, for forms whose fields are not known in advance, and texts within bounds.
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use portulan_locales::{Language, key};
use portulan_model::check::has_control;
use uuid::Uuid;

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

/// The first value of a field; empty if the form does not have it.
pub fn field<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

/// A selected record and the revision that the user saw, from a value such as `01a2… 3`.
pub fn selected_record(value: &str) -> Result<(Uuid, i64), OfficeError> {
    let (id, revision) = value.split_once(' ').unwrap_or_default();
    let parsed = id.parse().ok().zip(revision.parse().ok());
    parsed.ok_or_else(|| OfficeError::Unreadable(value.to_owned()))
}

/// A text as it is stored: with the register's line ends, without space around it, and without the control characters that records
/// must not have. Word processors write some of them as line ends. A text that is too long is refused, so that no end of it is lost.
pub fn bounded(text: &str, max_chars: usize, language: Language) -> Result<String, OfficeError> {
    let mut text = text.replace("\r\n", "\n").replace(['\u{b}', '\u{c}'], "\n");
    text.retain(|c| !has_control(c.encode_utf8(&mut [0; 4])));
    let text = text.trim().to_owned();
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
        assert_eq!(
            of("a\u{b}b\0\u{ffff}").ok().as_deref(),
            Some("a\nb"),
            "as word processors write line ends"
        );
        let refused = of("abcdef");
        assert!(matches!(&refused, Err(OfficeError::Refused(text)) if text.contains('6')), "{refused:?}");
    }
}
