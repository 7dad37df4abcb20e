//! Parsing of JSON bodies, within bounds.
use serde_json::Value;

use crate::ApiFault;

/// The largest number of values in a body: a record with 5,000 payments has about 50,000.
const MAX_VALUES: usize = 200_000;

/// Parses a body. A body with more than 200,000 values is refused before memory is allocated for them.
pub fn parse(bytes: &[u8]) -> Result<Value, ApiFault> {
    if count_values(bytes) > MAX_VALUES {
        return Err(ApiFault::TooLarge);
    }
    serde_json::from_slice(bytes).map_err(|e| ApiFault::Json(e.to_string()))
}

/// An upper bound of the number of values in a JSON text: separators and opening brackets outside strings.
fn count_values(bytes: &[u8]) -> usize {
    let (mut count, mut in_string, mut escaped) = (1, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_before_they_are_read() {
        assert_eq!(count_values(br#"{"a":[1,2,{"b":"[,,{\",,"}],"c":null}"#), 7);
        let items = |n: usize| format!("[{}1]", "1,".repeat(n - 1));
        assert!(parse(items(MAX_VALUES - 1).as_bytes()).is_ok());
        assert_eq!(parse(items(MAX_VALUES).as_bytes()), Err(ApiFault::TooLarge));
        assert!(matches!(parse(b"[1,"), Err(ApiFault::Json(_))));
    }
}
