//! Cookies of the office.
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::Office;

/// The name of the session cookie; over HTTPS with the prefix that binds it to this host.
pub fn cookie_name(office: &Office) -> &'static str {
    if office.is_secure() { "__Host-portulan" } else { "portulan" }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs =
        headers.get_all(COOKIE).into_iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split("; "));
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A cookie that scripts cannot read and that other sites' forms do not send.
pub fn set_cookie(office: &Office, name: &str, value: &str, seconds: i64) -> HeaderValue {
    let secure = if office.is_secure() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
