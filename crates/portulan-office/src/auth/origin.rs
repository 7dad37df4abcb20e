//! Protection against cross-site requests: changes are accepted from the office's own pages only.
//!
//! Browsers send the origin of a request in `Sec-Fetch-Site`, or at least in `Origin`, and pages cannot forge
//! either. A request with neither is not from a browser, so its sender already has the cookie that it
//! carries.
use axum::http::{HeaderMap, Method};

/// True if a request may be processed. `own` is the origin of the site.
pub fn allowed(method: &Method, headers: &HeaderMap, own: &str) -> bool {
    if method.is_safe() {
        return true;
    }
    let header = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("null"));
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header("origin") else { return true };
    // Behind a proxy whose address is not configured as the public URL, the requested host is more reliable.
    let host = header("host").is_some_and(|host| {
        origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")) == Some(host)
    });
    origin == own || host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sites_change_nothing() {
        let ask = |method: &Method, pairs: &[(&'static str, &str)]| {
            let headers = pairs
                .iter()
                .map(|(n, v)| (axum::http::HeaderName::from_static(n), v.parse().expect("a header")));
            allowed(method, &headers.collect(), "https://monde.example")
        };
        assert!(ask(&Method::GET, &[("sec-fetch-site", "cross-site")]));
        for bad in [
            [("sec-fetch-site", "cross-site")],
            [("sec-fetch-site", "same-site")],
            [("origin", "https://evil.example")],
            [("origin", "null")],
            [("origin", "https://monde.example.evil.example")],
        ] {
            assert!(!ask(&Method::POST, &bad), "{bad:?}");
        }
        for good in [
            vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
            vec![("origin", "https://monde.example")],
            vec![("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")],
            vec![],
        ] {
            assert!(ask(&Method::POST, &good), "{good:?}");
        }
    }
}
