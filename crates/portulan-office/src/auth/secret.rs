//! Secrets: passwords as Argon2id hashes, and tokens of 256 bits, stored as digests.
use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _};
use portulan_locales::{MessageKey, key};
use portulan_model::normalize_for_search;
use portulan_store::{Environment, RandomError};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use zxcvbn::zxcvbn;

use crate::error::{Cause, OfficeError, run_blocking};

/// The smallest number of characters of a password.
pub const MIN_PASSWORD_CHARS: usize = 12;
/// The largest number of characters of a password, which bounds the work of hashing.
const MAX_PASSWORD_CHARS: usize = 200;

/// A secret for a cookie or link, with its digest for the store.
pub fn token(environment: &Environment) -> Result<(String, String), RandomError> {
    let token = URL_SAFE_NO_PAD.encode(environment.random::<32>()?);
    let digest = digest(&token);
    Ok((token, digest))
}

/// The digest of a secret. A fast hash is sufficient for 256 random bits.
pub fn digest(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

/// Hashes a password; takes some fifty milliseconds and 19 MiB.
pub async fn hash(password: String) -> Result<String, OfficeError> {
    let hash = move || {
        let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
        Ok::<_, argon2::password_hash::Error>(hash.to_string())
    };
    in_turn(hash).await?.map_err(OfficeError::failed)
}

/// Verifies a password against a hash. Without a hash it takes as long and returns false.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, OfficeError> {
    in_turn(move || {
        let real = hash.is_some();
        let hash = hash.unwrap_or_else(|| nobody().to_owned());
        let matches = PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        matches && real
    })
    .await
}

/// A hash that belongs to no user, so that an unknown address costs as much as a wrong password.
fn nobody() -> &'static str {
    static NOBODY: OnceLock<String> = OnceLock::new();
    NOBODY.get_or_init(|| {
        let hash: Result<PasswordHash, _> = Argon2::default().hash_password(b"nobody");
        hash.map(|h| h.to_string()).unwrap_or_default()
    })
}

/// An HMAC with a key, to be updated with the signed data.
pub fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // A key of any length will do for HMAC; the empty one of the impossible branch opens nothing.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&hmac::digest::array::Array::default()))
}

/// Hashes that are computed at once.
const HASHES_AT_ONCE: usize = 2;
/// The largest number of waiting hashes: about a second and a half of waiting.
const MAX_WAITING_HASHES: usize = 20;

/// Runs slow work on a thread of its own, two at a time. Fails with [`OfficeError::Busy`] if too many wait.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, OfficeError> {
    static RUNNING: Semaphore = Semaphore::const_new(HASHES_AT_ONCE);
    static WAITING: Semaphore = Semaphore::const_new(HASHES_AT_ONCE + MAX_WAITING_HASHES);
    let _place = WAITING.try_acquire().map_err(|e| OfficeError::Busy(Cause::new(e)))?;
    let _slot = RUNNING.acquire().await.map_err(OfficeError::failed)?;
    run_blocking(work).await
}

/// The message key of a weakness of a password; `None` if it is strong enough.
pub fn weakness(password: &str, email: &str, name: &str) -> Option<MessageKey> {
    let length = password.chars().count();
    if length < MIN_PASSWORD_CHARS {
        return Some(key!("office-password-short"));
    }
    if length > MAX_PASSWORD_CHARS {
        return Some(key!("office-password-long"));
    }
    let folded = normalize_for_search(password);
    let own = [email.split('@').next().unwrap_or_default(), name];
    let own: Vec<String> = own.iter().map(|w| normalize_for_search(w)).filter(|w| w.len() > 3).collect();
    let is_own_name = own.iter().any(|w| folded.replace(w, "").chars().count() < 6);
    // The estimated strength grows with length, so a prefix suffices.
    let start: String = folded.chars().take(MAX_ESTIMATED_CHARS).collect();
    let inputs: Vec<&str> = own.iter().map(String::as_str).chain(WORDS).collect();
    let is_guessed = zxcvbn(&start, &inputs).guesses_log10() < MIN_GUESSES_LOG10;
    (is_own_name || is_guessed).then_some(key!("office-password-common"))
}

/// The strength of this many characters is estimated.
const MAX_ESTIMATED_CHARS: usize = 100;
/// A password that needs fewer guesses than ten to this power is refused. The estimate knows the 30,000 commonest passwords,
/// names, years, keyboard patterns and substitutions.
const MIN_GUESSES_LOG10: f64 = 10.0;
/// Words in French and from this program that the estimate lacks.
const WORDS: [&str; 24] = [
    "motdepasse",
    "azerty",
    "azertyuiop",
    "portulan",
    "administrateur",
    "administratrice",
    "bienvenue",
    "bonjour",
    "soleil",
    "doudou",
    "chouchou",
    "jetaime",
    "loulou",
    "marseille",
    "mairie",
    "ville",
    "commune",
    "france",
    "paris",
    "cooperation",
    "partenariat",
    "international",
    "football",
    "vacances",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_alone() {
        let hash = hash("un mot de passe long".to_owned()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("un mot de passe long".to_owned(), Some(hash.clone())).await.expect("an answer"));
        assert!(!verify("un autre mot".to_owned(), Some(hash)).await.expect("an answer"));
        assert!(!verify("nobody".to_owned(), None).await.expect("an answer"));
    }

    #[test]
    fn weak_passwords_are_refused() {
        let weak = |p| weakness(p, "claire.dupont@ville.example", "Claire Dupont");
        assert_eq!(weak("court"), Some(key!("office-password-short")));
        for common in [
            "motdepasse2024",
            "aaaaaaaaaaaaaa",
            "Claire Dupont1",
            "claire.dupont99",
            "Password12345",
            "qwerty123456",
            "1q2w3e4r5t6y",
            "P@ssw0rd1234",
            "123qweasdzxc",
            "football2024",
            "marseille2026",
            "azertyuiop123",
            "iloveyou1234",
            "administrateur1",
            "123456789012",
            "abcdefghijkl",
            "letmein123456",
            "Bienvenue2026!",
            "sunshine1234",
            "princess2025",
            "dragon123456",
        ] {
            assert_eq!(weak(common), Some(key!("office-password-common")), "{common}");
        }
        assert_eq!(weak("le phare bleu tourne"), None);
        assert_eq!(weak(&"phare bleu ".repeat(30)), Some(key!("office-password-long")));
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let environment = Environment::default();
        let [a, b] = [(); 2].map(|()| token(&environment).expect("a token"));
        assert!(a.0.len() == 43 && a.0 != b.0 && a.1 == digest(&a.0) && a.1 != a.0);
    }
}
