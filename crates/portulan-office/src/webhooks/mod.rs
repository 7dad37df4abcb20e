//! Webhooks: messages to other programs about publications, signed according to Standard Webhooks. `address`
//! restricts the targets; redirects are not followed.
mod address;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use hmac::Mac as _;
use jiff::{SignedDuration, Timestamp};
use portulan_store::{AuditAction, AuditEntry, Delivery};
use reqwest::Url;
use serde_json::json;

use crate::Office;
use crate::auth::keyed;
use crate::error::OfficeError;

pub use address::{AddressRefused, is_loopback_url, target};

/// The interval at which due messages are checked.
const TICK: Duration = Duration::from_secs(5);
/// A program has this long to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A message is tried this often, which takes about 26 hours; then it is given up, with a line in the audit log.
const TRIES: u32 = 12;
/// Webhooks to which messages are sent at a time.
const MAX_CONCURRENT: usize = 8;

/// The signature of a message: HMAC-SHA256 of its number, moment and text.
pub fn signature(secret: &str, id: &str, at: i64, body: &str) -> String {
    let key = STANDARD.decode(secret).unwrap_or_default();
    let mut mac = keyed(&key);
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// The text of a message.
fn body(office: &Office, delivery: &Delivery) -> String {
    let folder = delivery.kind.parse::<portulan_model::Kind>().map_or("", portulan_model::Kind::folder);
    let mut data = json!({});
    if !folder.is_empty() {
        let url =
            format!("{}{}/{folder}/{}", office.app.public_url(), portulan_api::API_BASE_PATH, delivery.slug);
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

/// A client that reaches addresses of the Internet alone and follows no redirect.
pub fn outward_client(office: &Office, timeout: Duration) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .dns_resolver(Arc::new(address::Resolver { inner: office.inner_webhooks }))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(timeout)
        .user_agent("Portulan")
        .build()
}

/// Sends due messages, until the program ends.
pub async fn run_webhook_worker(office: Office) {
    let client = match outward_client(&office, PATIENCE) {
        Ok(client) => client,
        Err(e) => {
            tracing::error!(error = &e as &dyn std::error::Error, "webhooks cannot be sent");
            return;
        }
    };
    loop {
        if let Err(e) = send_due(&office, &client, || office.now()).await {
            tracing::error!(error = &e as &dyn std::error::Error, "webhooks cannot be read");
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Sends messages until none is due or pending: to several webhooks concurrently, and to each one in order of
/// their due times.
pub async fn send_due(
    office: &Office,
    client: &reqwest::Client,
    now: impl Fn() -> Timestamp,
) -> Result<(), OfficeError> {
    let mut under_way = FuturesUnordered::new();
    let mut busy = HashSet::new();
    loop {
        let due = office.store.due_deliveries(now()).await?;
        for delivery in due {
            if under_way.len() < MAX_CONCURRENT && busy.insert(delivery.hook.id) {
                let at = now();
                under_way
                    .push(async move { (delivery.hook.id, deliver(office, client, &delivery, at).await) });
            }
        }
        if under_way.is_empty() {
            return Ok(());
        }
        // Others may become due while a slow one is waited for.
        let Ok(Some((hook, delivered))) = tokio::time::timeout(TICK, under_way.next()).await else {
            continue;
        };
        match delivered {
            Ok(()) => {
                busy.remove(&hook);
            }
            // The webhook waits for the next call: a result that cannot be stored would cause an immediate
            // repetition.
            Err(e) => {
                tracing::error!(error = &e as &dyn std::error::Error, "a try of a webhook was not stored");
            }
        }
    }
}

/// Tries to send a message, and stores the outcome.
async fn deliver(
    office: &Office,
    client: &reqwest::Client,
    delivery: &Delivery,
    now: Timestamp,
) -> Result<(), OfficeError> {
    let answer = match target(office, &delivery.hook.url) {
        Err(refused) => refused.to_string(),
        Ok(url) => send(office, client, delivery, url).await,
    };
    if answer.is_empty() {
        office.store.tried_delivery(delivery.id, "", None).await?;
    } else if delivery.tries + 1 >= TRIES {
        let entry = AuditEntry {
            subject: format!("hook/{}", delivery.hook.id),
            detail: format!("{} {}/{}: {answer}", delivery.event, delivery.kind, delivery.slug),
            ..AuditEntry::new("webhook", AuditAction::HookFailed)
        };
        office.store.log(entry).await?;
        office.store.tried_delivery(delivery.id, &answer, None).await?;
    } else {
        let wait = SignedDuration::from_mins(1 << delivery.tries.min(9));
        office.store.tried_delivery(delivery.id, &answer, Some(now + wait)).await?;
    }
    Ok(())
}

/// Sends a message. Returns the error; empty for success.
async fn send(office: &Office, client: &reqwest::Client, delivery: &Delivery, url: Url) -> String {
    // The same identifier at each try, so that a program recognises a message that arrives twice. Numbers of deliveries alone
    // are used again once the queue was empty.
    let event = delivery.at.as_millisecond();
    let id = format!("msg_{}_{event}_{}", delivery.hook.id.simple(), delivery.id);
    let (at, text) = (office.now().as_second(), body(office, delivery));
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
        // The address is not repeated: more users read the log than may know it.
        Err(e) => e.without_url().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_standard() {
        // The example of the Standard Webhooks libraries.
        let secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let signed =
            signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
