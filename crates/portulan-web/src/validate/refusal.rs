//! The reasons why a file is not validated.
use axum::http::StatusCode;
use portulan_locales::{Language, key};

use super::limits::SENT_MIB;

/// The reason why a file is not read, or not completely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum ValidateRefusal {
    #[error("no file was chosen")]
    NoFile,
    #[error("the form is damaged")]
    Malformed,
    #[error("the file is too large")]
    TooLarge,
    #[error("the file arrives too slowly")]
    TooSlow,
    #[error("too many files from one address")]
    TooMany,
    #[error("too many files at the same time")]
    Busy,
    #[error("the file is a spreadsheet, another office document or an archive")]
    NotXml,
}

impl ValidateRefusal {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::NoFile | Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotXml => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        }
    }

    pub(super) fn say(self, language: Language) -> String {
        let key = match self {
            Self::NoFile => key!("validate-no-file"),
            Self::Malformed => key!("validate-malformed"),
            Self::TooLarge => {
                return language.format(key!("validate-too-large"), &[("limit", u64::from(SENT_MIB).into())]);
            }
            Self::TooSlow => key!("validate-too-slow"),
            Self::TooMany => key!("validate-too-many"),
            Self::Busy => key!("validate-busy"),
            Self::NotXml => key!("validate-not-xml"),
        };
        language.text(key)
    }
}
