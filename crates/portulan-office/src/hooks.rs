//! Messages to programs elsewhere when something is published (webhooks), signed as Standard Webhooks asks.
//!
//! Somebody typed where they go, so they go to public addresses alone: a name is resolved by us, addresses of the own
//! machine and network are left out, and no redirect is followed. An office that is itself reached on its own machine
//! only may also tell programs there, which is how one tries it.
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac as _;
use jiff::{SignedDuration, Timestamp};
use portulan_store::{AuditEntry, Delivery};
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::json;

use crate::Office;
use crate::auth::keyed;
use crate::error::OfficeError;

/// How often one looks whether something is due.
const TICK: Duration = Duration::from_secs(5);
/// A program has so long to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A message is tried this often, which takes about about 26 hours; then it is given up, and the log says so.
const TRIES: u32 = 12;

/// Why nothing may be sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is none of the web.
    Malformed,
    /// It is not encrypted.
    Plain,
    /// It is inside our own network.
    Inside,
}

/// Whether an address is one of the public network.
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            !(ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_broadcast()
                || ip.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (b == 18 || b == 19)))
        }
        IpAddr::V6(ip) => {
            let first = ip.segments()[0];
            !(ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_multicast()
                || (first & 0xfe00) == 0xfc00
                || (first & 0xffc0) == 0xfe80
                || first == 0x2001 && ip.segments()[1] == 0xdb8)
        }
    }
}

/// Whether the office itself is on this machine alone.
fn is_local(office: &Office) -> bool {
    let url = Url::parse(office.app.public_url()).ok();
    url.is_some_and(|url| matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")))
}

/// An address to tell, if something may be sent there.
pub fn target(office: &Office, text: &str) -> Result<Url, Refused> {
    let url = Url::parse(text.trim()).map_err(|_| Refused::Malformed)?;
    let local = is_local(office);
    let plain = url.scheme() == "http" && local;
    match url.scheme() {
        "https" => {}
        "http" if plain => {}
        "http" => return Err(Refused::Plain),
        _ => return Err(Refused::Malformed),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Malformed);
    }
    let host = url.host_str().ok_or(Refused::Malformed)?;
    let literal = host.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    let inside =
        literal.is_some_and(|ip| !is_public(ip)) || host == "localhost" || host.ends_with(".localhost");
    if inside && !local { Err(Refused::Inside) } else { Ok(url) }
}

/// Resolves names to public addresses alone, at the very moment when one connects.
struct Public {
    local: bool,
}

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let local = self.local;
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::task::spawn_blocking(move || (host.as_str(), 0).to_socket_addrs()).await??;
            let allowed: Vec<SocketAddr> = found.filter(|a| local || is_public(a.ip())).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// The signature of a message: HMAC-SHA256 of its number, moment and text.
pub fn signature(secret: &str, id: &str, at: i64, body: &str) -> String {
    let key = STANDARD.decode(secret).unwrap_or_default();
    let mut mac = keyed(&key);
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// What a message says.
fn body(office: &Office, delivery: &Delivery) -> String {
    let folder = delivery.kind.parse::<portulan_model::Kind>().map_or("", portulan_model::Kind::folder);
    let mut data = json!({});
    if !folder.is_empty() {
        let url = format!("{}{}/{folder}/{}", office.app.public_url(), portulan_api::API, delivery.slug);
        data = json!({
            "kind": delivery.kind,
            "slug": delivery.slug,
            "id": delivery.record,
            "revision": delivery.revision,
            "url": url,
        });
    }
    json!({ "type": delivery.event, "timestamp": format!("{:.3}", delivery.at), "data": data }).to_string()
}

/// Sends what is due, for as long as the program runs.
pub async fn keep_hooks(office: Office) {
    let client = reqwest::Client::builder()
        .dns_resolver(Arc::new(Public { local: is_local(&office) }))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(PATIENCE)
        .user_agent("Portulan")
        .build();
    let client = match client {
        Ok(client) => client,
        Err(e) => {
            tracing::error!("no program can be told of publications: {e}");
            return;
        }
    };
    loop {
        match send_one(&office, &client, Timestamp::now()).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(e) => tracing::error!("messages to programs cannot be read: {e}"),
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Sends the message that is due; whether there was one.
pub async fn send_one(
    office: &Office,
    client: &reqwest::Client,
    now: Timestamp,
) -> Result<bool, OfficeError> {
    let Some(delivery) = office.store.due_delivery(now).await? else { return Ok(false) };
    let answer = match target(office, &delivery.hook.url) {
        Err(refused) => format!("{refused:?}"),
        Ok(url) => send(office, client, &delivery, url).await,
    };
    if answer.is_empty() {
        office.store.tried_delivery(delivery.id, "", None).await?;
    } else if delivery.tries + 1 >= TRIES {
        let entry = AuditEntry {
            actor: "webhook".to_owned(),
            action: "hook-failed".to_owned(),
            subject: format!("hook/{}", delivery.hook.id),
            detail: format!("{} {}/{}: {answer}", delivery.event, delivery.kind, delivery.slug),
            ..AuditEntry::default()
        };
        office.store.log(entry).await?;
        office.store.tried_delivery(delivery.id, &answer, None).await?;
    } else {
        let wait = SignedDuration::from_mins(1 << delivery.tries.min(9));
        office.store.tried_delivery(delivery.id, &answer, Some(now + wait)).await?;
    }
    Ok(true)
}

/// Sends one message; what was wrong, or nothing.
async fn send(office: &Office, client: &reqwest::Client, delivery: &Delivery, url: Url) -> String {
    // The same number at each try, so that whoever hears twice knows it.
    let id = format!("msg_{}_{}", delivery.hook.id.simple(), delivery.id);
    let (at, text) = (Timestamp::now().as_second(), body(office, delivery));
    let sent = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", &id)
        .header("webhook-timestamp", at.to_string())
        .header("webhook-signature", signature(&delivery.hook.secret, &id, at, &text))
        .body(text)
        .send()
        .await;
    match sent {
        Ok(answer) if answer.status().is_success() => String::new(),
        Ok(answer) => format!("HTTP {}", answer.status().as_u16()),
        // The address is not repeated: the log is read by more people than may know it.
        Err(e) => e.without_url().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!is_public(inside.parse().expect("an address")), "{inside}");
        }
        for outside in ["1.1.1.1", "93.184.216.34", "2606:4700::1111"] {
            assert!(is_public(outside.parse().expect("an address")), "{outside}");
        }
    }

    #[test]
    fn the_signature_is_that_of_the_standard() {
        // The example of the Standard Webhooks libraries.
        let secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let signed =
            signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
