//! Conversions between values and their stored form.
use jiff::Timestamp;
use uuid::Uuid;

use crate::StoreError;

/// Converts a time to milliseconds, the stored form.
pub(super) fn millis(t: Timestamp) -> i64 {
    t.as_millisecond()
}

/// Converts a time to the stored form of histories: RFC 3339 with nine decimals of seconds, so that texts
/// sort in order of time.
pub(super) fn text_of(t: Timestamp) -> String {
    format!("{t:.9}")
}

/// Reads a time in milliseconds.
pub(super) fn moment(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(millis).map_err(|e| StoreError::damaged(millis.to_string(), e))
}

/// Reads an identity.
pub(super) fn identity(text: &str) -> Result<Uuid, StoreError> {
    Uuid::try_parse(text).map_err(|e| StoreError::damaged(text.to_owned(), e))
}

/// Reads an optional identity.
pub(super) fn identity_opt(text: Option<&str>) -> Result<Option<Uuid>, StoreError> {
    text.map(identity).transpose()
}

/// Reads an optional time in milliseconds.
pub(super) fn moment_opt(millis: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
    millis.map(moment).transpose()
}

/// Converts a value to JSON, for `json_each` and for columns.
pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}
