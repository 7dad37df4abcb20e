//! Addresses to continue at after the sign-in.
use axum::http::Uri;

/// The path if it is inside the office, otherwise the dashboard: prevents open redirects.
pub fn safe_next(next: &str) -> &str {
    let inside = next.starts_with("/office/") && next.parse::<Uri>().is_ok();
    if inside && !next.contains(['\\', '\n', '\r']) { next } else { "/office/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_leads_out() {
        for out in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/en/",
            "office/",
            "/office/\\..//x",
            "",
        ] {
            assert_eq!(safe_next(out), "/office/", "{out}");
        }
        assert_eq!(safe_next("/office/partnerships/?state=draft"), "/office/partnerships/?state=draft");
    }
}
