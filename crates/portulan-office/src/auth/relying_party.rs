//! The relying party of passkeys.
use url::{Host, Url};
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

/// The WebAuthn relying party; `None` if the public URL has no domain name, which WebAuthn requires.
pub fn webauthn(public_url: &str) -> Option<Webauthn> {
    let url = Url::parse(public_url).ok()?;
    let Host::Domain(name) = url.host()? else { return None };
    WebauthnBuilder::new(name, &url).ok()?.rp_name("Portulan").build().ok()
}
