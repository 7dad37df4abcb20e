//! State held by the client for the server: encrypted, authenticated and valid for a limited time.
//!
//! State from before authentication (a passkey challenge, a redirect to an identity provider) is stored this
//! way, so that strangers cannot fill the server's memory or displace others.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac as _;
use jiff::{SignedDuration, Timestamp};
use portulan_store::{Environment, OfficeStore, SettingKey};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

use super::secret::{digest, keyed};
use crate::error::OfficeError;

/// The lifetime of sealed state.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// The largest size of a sealed text, in bytes.
const MAX_SEALED_BYTES: usize = 8 << 10;

/// The secret key of a register, read from the store when it is first needed.
pub struct SecretKey {
    environment: Environment,
    key: OnceCell<String>,
    used: UsedOnce,
}

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    expires: i64,
    state: T,
}

impl SecretKey {
    /// A key that is made of these random bytes if the register has none.
    pub fn new(environment: Environment) -> Self {
        Self { environment, key: OnceCell::default(), used: UsedOnce::default() }
    }

    /// The key, which is made and stored the first time.
    async fn secret(&self, store: &dyn OfficeStore) -> Result<&str, OfficeError> {
        let key = self.key.get_or_try_init(|| async {
            let fresh = URL_SAFE_NO_PAD.encode(self.environment.random::<32>()?);
            Ok::<_, OfficeError>(store.init_setting(&SettingKey::CookieKey, &fresh).await?)
        });
        Ok(key.await?)
    }

    /// A key for one purpose, derived from the register's.
    pub async fn derived(&self, store: &dyn OfficeStore, purpose: &str) -> Result<[u8; 32], OfficeError> {
        let mut mac = keyed(self.secret(store).await?.as_bytes());
        mac.update(purpose.as_bytes());
        Ok(mac.finalize().into_bytes().into())
    }

    async fn cipher(&self, store: &dyn OfficeStore, purpose: &str) -> Result<LessSafeKey, OfficeError> {
        let key = self.derived(store, purpose).await?;
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key);
        Ok(LessSafeKey::new(key.map_err(|_| OfficeError::failed("the cookie key cannot be used"))?))
    }

    /// Seals state for one purpose, for ten minutes.
    pub async fn seal<T: Serialize>(
        &self,
        store: &dyn OfficeStore,
        purpose: &str,
        state: T,
        now: Timestamp,
    ) -> Result<String, OfficeError> {
        self.seal_for(store, purpose, state, now, LIFETIME).await
    }

    /// Seals state for one purpose and a time.
    pub async fn seal_for<T: Serialize>(
        &self,
        store: &dyn OfficeStore,
        purpose: &str,
        state: T,
        now: Timestamp,
        lifetime: SignedDuration,
    ) -> Result<String, OfficeError> {
        let expires = (now + lifetime).as_millisecond();
        let mut text = serde_json::to_vec(&Envelope { expires, state }).map_err(OfficeError::failed)?;
        let nonce = self.environment.random::<NONCE_LEN>()?;
        let cipher = self.cipher(store, purpose).await?;
        cipher
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose.as_bytes()),
                &mut text,
            )
            .map_err(|_| OfficeError::failed("state cannot be sealed"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &text].concat()))
    }

    /// Opens a text sealed for a purpose; `None` if it is invalid or expired.
    pub async fn open<T: DeserializeOwned>(
        &self,
        store: &dyn OfficeStore,
        purpose: &str,
        sealed: &str,
        now: Timestamp,
    ) -> Result<Option<T>, OfficeError> {
        if sealed.len() > MAX_SEALED_BYTES {
            return Ok(None);
        }
        let Ok(mut bytes) = URL_SAFE_NO_PAD.decode(sealed) else { return Ok(None) };
        let Some((nonce, text)) = bytes.split_first_chunk_mut::<NONCE_LEN>() else { return Ok(None) };
        let cipher = self.cipher(store, purpose).await?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let Ok(text) = cipher.open_in_place(nonce, Aad::from(purpose.as_bytes()), text) else {
            return Ok(None);
        };
        let envelope: Envelope<T> = serde_json::from_slice(text).map_err(OfficeError::failed)?;
        Ok((envelope.expires > now.as_millisecond()).then_some(envelope.state))
    }

    /// Marks sealed state as used. Returns false if it was used before. Only authenticated users reach this
    /// call, so strangers cannot fill the memory.
    pub fn use_once(&self, sealed: &str, now: Timestamp) -> bool {
        self.used.insert(sealed, now)
    }
}

/// Used sealed states, until they expire.
#[derive(Default)]
struct UsedOnce(Mutex<HashMap<String, Timestamp>>);

impl UsedOnce {
    fn insert(&self, sealed: &str, now: Timestamp) -> bool {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.retain(|_, since| now.duration_since(*since) < LIFETIME);
        used.insert(digest(sealed), now).is_none()
    }
}
