//! One-time codes of an app (RFC 6238), and recovery codes for the day when it is lost.
use portulan_store::{Environment, User};
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Secret, Totp};

use super::secret::digest;
use crate::Office;
use crate::error::OfficeError;

/// The issuer, as authenticator apps display it.
const ISSUER: &str = "Portulan";
/// The number of recovery codes created at a time.
const CODES: usize = 10;
/// The alphabet of recovery codes, without characters that look alike.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A new secret, in base 32.
pub fn secret(environment: &Environment) -> Result<String, OfficeError> {
    Ok(Secret::from(environment.random::<20>()?.to_vec()).to_base32())
}

fn totp(secret: &str, account: &str) -> Result<Totp, OfficeError> {
    let failed = |e: String| OfficeError::failed(e);
    let secret = Secret::try_from_base32(secret).map_err(|e| failed(format!("{e:?}")))?;
    let builder = Builder::new().with_secret(secret).with_issuer(Some(ISSUER));
    builder.with_account_name(account.replace(':', " ")).build().map_err(|e| failed(format!("{e:?}")))
}

/// The `otpauth` URI of a secret, and its QR code as an SVG path in a square with the given side.
pub fn shown(secret: &str, account: &str) -> Result<(String, String, i32), OfficeError> {
    let url = totp(secret, account)?.to_url().map_err(|e| OfficeError::failed(format!("{e:?}")))?;
    let code = QrCode::encode_text(&url, QrCodeEcc::Medium).map_err(OfficeError::failed)?;
    let dots = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let path =
        dots.filter(|&(x, y)| code.get_module(x, y)).map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect();
    Ok((url, path, code.size()))
}

/// The step of a code that is right at a moment, in seconds since 1970.
pub fn step(secret: &str, code: &str, now: i64) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp(secret, "").ok()?.check(&code, u64::try_from(now).ok()?)?;
    i64::try_from(step).ok()
}

/// New recovery codes: in plain text for the user, and as digests for the store.
pub fn recovery(environment: &Environment) -> Result<(Vec<String>, Vec<String>), OfficeError> {
    let mut codes = Vec::new();
    for _ in 0..CODES {
        let bytes = environment.random::<16>()?;
        let letters: String = bytes.iter().map(|b| char::from(ALPHABET[usize::from(b % 31)])).collect();
        codes.push(format!("{}-{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..12], &letters[12..]));
    }
    let digests = codes.iter().map(|code| digest(&plain(code))).collect();
    Ok((codes, digests))
}

/// A recovery code as typed, without hyphens and spaces.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// Uses up a one-time code or recovery code. Returns true if it was valid and unused.
pub async fn take(
    office: &Office,
    user: &User,
    code: &str,
    now: i64,
) -> Result<Option<&'static str>, OfficeError> {
    if let Some(secret) = &user.totp
        && let Some(step) = step(secret, code, now)
    {
        let fresh = office.store.take_totp_step(user.id, step).await?;
        return Ok(fresh.then_some("code"));
    }
    let taken = office.store.take_recovery_code(user.id, &digest(&plain(code))).await?;
    Ok(taken.then_some("recovery-code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, in six digits.
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        assert_eq!(step(&secret, "287082", 59), Some(1));
        assert_eq!(step(&secret, "081 804", 1_111_111_109), Some(37_037_036));
        assert_eq!(step(&secret, "287082", 59 + 30), Some(1), "one step late");
        assert_eq!(step(&secret, "287082", 59 + 90), None);
        for wrong in ["", "28708", "2870822", "000000", "abcdef"] {
            assert_eq!(step(&secret, wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_reads_the_secret() {
        let secret = secret(&Environment::default()).expect("a secret");
        let (url, path, side) = shown(&secret, "ada@x.y").expect("shown");
        assert!(
            url.starts_with("otpauth://totp/Portulan:ada%40x.y?secret=") && url.contains(&secret),
            "{url}"
        );
        assert!(path.starts_with("M0 0h1") && side > 20);
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them() {
        let (codes, digests) = recovery(&Environment::default()).expect("codes");
        assert_eq!((codes.len(), digests.len()), (10, 10));
        let typed = codes[3].to_uppercase().replace('-', " ");
        assert_eq!(digest(&plain(&typed)), digests[3]);
        let mut all = codes.clone();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 10);
    }
}
