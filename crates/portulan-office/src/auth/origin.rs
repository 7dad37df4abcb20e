//! Requests that change something come from the office's own pages.
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site`, or at least in `Origin`, and pages cannot forge
//! either. A request with neither is not a browser's, and carries no cookie that its sender did not put there.
use axum::http::{HeaderMap, Method};

/// Whether a request may be acted on. `own` is the address of the site, as browsers write origins.
pub fn allowed(method: &Method, headers: &HeaderMap, own: &str) -> bool {
    if method.is_safe() {
        return true;
    }
    let header = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("null"));
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header("origin") else { return true };
    // Behind a proxy that the site was not told of, the host asked for is the better witness.
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
