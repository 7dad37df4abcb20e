//! Device cookies: a browser that has entered an account says so later, in a way that nobody else can.
//!
//! The key lives as long as the process. After a restart known browsers are strangers until their next login, which
//! costs them no more than the limits for strangers.
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::{cookie, keyed, set_cookie, token};
use crate::Office;
use crate::error::OfficeError;

const NAME: &str = "portulan-device";
/// Browsers keep the cookie for half a year.
const SECONDS: i64 = 180 * 24 * 3600;

/// The key of the process.
pub struct Devices {
    key: String,
}

impl Devices {
    /// With a fresh key.
    pub fn new() -> Result<Self, OfficeError> {
        Ok(Self { key: token()?.0 })
    }

    /// The cookie for a browser that has just entered an account.
    pub fn cookie(&self, office: &Office, account: &str) -> Result<HeaderValue, OfficeError> {
        let nonce = token()?.0;
        let value =
            format!("{nonce}.{}", URL_SAFE_NO_PAD.encode(self.seal(account, &nonce).finalize().into_bytes()));
        Ok(set_cookie(office, NAME, &value, SECONDS))
    }

    /// The device, where the browser has entered this account before.
    pub fn known(&self, headers: &HeaderMap, account: &str) -> Option<String> {
        let (nonce, seal) = cookie(headers, NAME)?.split_once('.')?;
        let seal = URL_SAFE_NO_PAD.decode(seal).ok()?;
        self.seal(account, nonce).verify_slice(&seal).ok().map(|()| nonce.to_owned())
    }

    fn seal(&self, account: &str, nonce: &str) -> Hmac<Sha256> {
        let mut mac = keyed(self.key.as_bytes());
        mac.update(account.as_bytes());
        mac.update(b"\0");
        mac.update(nonce.as_bytes());
        mac
    }
}
