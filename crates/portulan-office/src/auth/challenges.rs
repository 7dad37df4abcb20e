//! Challenges (code, passkey) of users whose password was correct.
//!
//! They are lost at a restart; users then sign in again. State from before the password is not stored here,
//! but sealed at the client (see [`super::sealed`]).
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use portulan_store::{Environment, User};
use uuid::Uuid;
use webauthn_rs::prelude::{PasskeyAuthentication, PasskeyRegistration};

use super::secret::{digest, token};
use crate::error::OfficeError;

/// The time in which a challenge must be answered.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// The largest number of challenges per user; a further one replaces the oldest of the same user.
const MAX_PER_USER: usize = 5;

/// A challenge that awaits its answer.
#[derive(Debug, Clone)]
pub enum AuthChallenge {
    /// The password was correct; a code or passkey is required, then the user is redirected to `next`.
    Entering { user: User, next: String },
    /// The password is right; this passkey challenge is awaited.
    Proving { user: User, next: String, state: PasskeyAuthentication },
    /// A passkey is to be registered under a name.
    Adding { user: User, name: String, state: PasskeyRegistration },
    /// A secret for one-time codes was shown; a first code proves that it arrived.
    Showing { user: User, secret: String },
}

impl AuthChallenge {
    fn user(&self) -> Uuid {
        match self {
            Self::Entering { user, .. }
            | Self::Proving { user, .. }
            | Self::Adding { user, .. }
            | Self::Showing { user, .. } => user.id,
        }
    }
}

/// Challenges by the digest of their token.
pub struct ChallengeStore {
    environment: Environment,
    halves: Mutex<HashMap<String, (AuthChallenge, Timestamp)>>,
}

impl ChallengeStore {
    /// Creates an empty store, whose tokens are of these random bytes.
    pub fn new(environment: Environment) -> Self {
        Self { environment, halves: Mutex::default() }
    }

    fn challenges(&self) -> MutexGuard<'_, HashMap<String, (AuthChallenge, Timestamp)>> {
        self.halves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores a challenge. Returns the token by which the answer names it.
    pub fn put(&self, half: AuthChallenge, now: Timestamp) -> Result<String, OfficeError> {
        let (token, digest) = token(&self.environment)?;
        let user = half.user();
        let mut halves = self.challenges();
        halves.retain(|_, (_, since)| now.duration_since(*since) < LIFETIME);
        let of_user = halves.iter().filter(|(_, (half, _))| half.user() == user);
        let mut of_user: Vec<(Timestamp, String)> =
            of_user.map(|(key, (_, since))| (*since, key.clone())).collect();
        of_user.sort_unstable();
        for (_, key) in of_user.iter().rev().skip(MAX_PER_USER - 1) {
            halves.remove(key);
        }
        halves.insert(digest, (half, now));
        Ok(token)
    }

    /// The challenge of a token. It stays, for another try.
    pub fn get(&self, token: &str, now: Timestamp) -> Option<AuthChallenge> {
        let halves = self.challenges();
        let (half, since) = halves.get(&digest(token))?;
        (now.duration_since(*since) < LIFETIME).then(|| half.clone())
    }

    /// Removes the challenge of a token, so that no other answer takes it.
    pub fn take(&self, token: &str, now: Timestamp) -> Option<AuthChallenge> {
        let (half, since) = self.challenges().remove(&digest(token))?;
        (now.duration_since(since) < LIFETIME).then_some(half)
    }
}

#[cfg(test)]
mod tests {
    use portulan_store::UserRole;

    use super::*;

    #[test]
    fn a_user_has_a_few_challenges_and_pushes_out_nobody_else() {
        let (pending, now) = (ChallengeStore::new(Environment::default()), Timestamp::UNIX_EPOCH);
        let of =
            |name: &str| User::new(Uuid::now_v7(), &format!("{name}@x.y"), name, "fr", UserRole::Editor, now);
        let (ada, bob) = (of("ada"), of("bob"));
        let entering = |user: &User| AuthChallenge::Entering { user: user.clone(), next: String::new() };
        let first = pending.put(entering(&ada), now).expect("a token");
        let mut tokens = Vec::new();
        for _ in 0..10_000 {
            tokens.push(pending.put(entering(&bob), now).expect("a token"));
        }
        assert!(pending.get(&first, now).is_some(), "another's challenge stays");
        let left = tokens.iter().filter(|token| pending.get(token, now).is_some()).count();
        assert_eq!(left, MAX_PER_USER);
        assert!(pending.take(tokens.last().expect("one"), now).is_some());
        assert!(pending.take(tokens.last().expect("one"), now).is_none(), "an answer is taken once");
    }

    #[test]
    fn a_challenge_ends_with_its_lifetime() {
        let (pending, now) = (ChallengeStore::new(Environment::default()), Timestamp::UNIX_EPOCH);
        let user = User::new(Uuid::now_v7(), "ada@x.y", "Ada", "fr", UserRole::Editor, now);
        let token = pending.put(AuthChallenge::Entering { user, next: String::new() }, now).expect("a token");
        let second = SignedDuration::from_secs(1);
        assert!(pending.get(&token, now + LIFETIME - second).is_some());
        assert!(pending.get(&token, now + LIFETIME).is_none());
        assert!(pending.take(&token, now + LIFETIME).is_none());
    }
}
