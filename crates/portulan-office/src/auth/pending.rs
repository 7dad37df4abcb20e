//! What was begun and waits for its second half: a code after a password, the answer of a passkey.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use portulan_store::User;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyAuthentication, PasskeyRegistration};

use super::sso::Journey;
use super::{digest, token};
use crate::error::OfficeError;

/// The second half comes within this time, or the first must be done again.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// So many wait at most; the oldest go first.
const MOST: usize = 10_000;

/// What waits.
#[derive(Debug, Clone)]
pub enum Half {
    /// Somebody whose password is right, and where they go on to.
    Entering { user: User, next: String },
    /// A passkey that shall open the door by itself.
    Knocking(DiscoverableAuthentication),
    /// A passkey as the second step of somebody whose password is right.
    Proving { user: User, next: String, state: PasskeyAuthentication },
    /// A passkey that shall be added, under a name.
    Adding { user: User, name: String, state: PasskeyRegistration },
    /// Somebody on the way to the identity provider and back.
    Abroad(Journey),
    /// A secret for one-time codes, until a first code proves that it arrived.
    Showing { user: User, secret: String },
}

/// What waits, by the digest of a token. It is gone after a restart: people begin again.
#[derive(Default)]
pub struct Pending {
    halves: Mutex<HashMap<String, (Half, Timestamp)>>,
}

impl Pending {
    /// Keeps a first half; the token by which the second names it.
    pub fn put(&self, half: Half) -> Result<String, OfficeError> {
        let (token, _) = token()?;
        self.put_under(&token, half);
        Ok(token)
    }

    /// Keeps a first half under a token that is there already.
    pub fn put_under(&self, token: &str, half: Half) {
        let digest = digest(token);
        let now = Timestamp::now();
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.retain(|_, (_, since)| now.duration_since(*since) < PATIENCE);
        if halves.len() >= MOST
            && let Some(oldest) =
                halves.iter().min_by_key(|(_, (_, since))| *since).map(|(key, _)| key.clone())
        {
            halves.remove(&oldest);
        }
        halves.insert(digest, (half, now));
    }

    /// The first half of a token. It stays, for another try.
    pub fn get(&self, token: &str) -> Option<Half> {
        let halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        let (half, since) = halves.get(&digest(token))?;
        (Timestamp::now().duration_since(*since) < PATIENCE).then(|| half.clone())
    }

    /// The first half of a token, which no other takes.
    pub fn take(&self, token: &str) -> Option<Half> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        let (half, since) = halves.remove(&digest(token))?;
        (Timestamp::now().duration_since(since) < PATIENCE).then_some(half)
    }
}
