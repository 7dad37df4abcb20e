//! Device cookies: they prove that a browser has signed in to an account before, and cannot be forged.
//!
//! Their key is derived from the key of the register, so they survive restarts.
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::cookies::{cookie, set_cookie};
use super::secret::{keyed, token};
use crate::Office;
use crate::error::OfficeError;

/// The purpose for which the key is derived.
const PURPOSE: &str = "device";
/// The lifetime of the cookie, in seconds: half a year.
const SECONDS: i64 = 180 * 24 * 3600;

/// The name of the cookie; over HTTPS with a prefix that binds it to this host.
fn name(office: &Office) -> &'static str {
    if office.is_secure() { "__Host-portulan-device" } else { "portulan-device" }
}

/// The cookie for a browser that has just entered an account.
pub async fn device_cookie(office: &Office, account: &str) -> Result<HeaderValue, OfficeError> {
    let nonce = token(&office.environment)?.0;
    let seal = seal(office, account, &nonce).await?.finalize().into_bytes();
    let value = format!("{nonce}.{}", URL_SAFE_NO_PAD.encode(seal));
    Ok(set_cookie(office, name(office), &value, SECONDS))
}

/// The device, if the browser has entered this account before.
pub async fn known_device(
    office: &Office,
    headers: &HeaderMap,
    account: &str,
) -> Result<Option<String>, OfficeError> {
    let Some((nonce, sealed)) = cookie(headers, name(office)).and_then(|c| c.split_once('.')) else {
        return Ok(None);
    };
    let Ok(sealed) = URL_SAFE_NO_PAD.decode(sealed) else { return Ok(None) };
    let is_ours = seal(office, account, nonce).await?.verify_slice(&sealed).is_ok();
    Ok(is_ours.then(|| nonce.to_owned()))
}

async fn seal(office: &Office, account: &str, nonce: &str) -> Result<Hmac<Sha256>, OfficeError> {
    let mut mac = keyed(&office.key.derived(&*office.store, PURPOSE).await?);
    mac.update(account.as_bytes());
    mac.update(b"\0");
    mac.update(nonce.as_bytes());
    Ok(mac)
}
