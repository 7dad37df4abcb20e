//! The statement that stores a setting.

/// Stores the value of a setting under its key.
pub(super) const PUT_SETTING: &str =
    "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
