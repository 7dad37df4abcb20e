//! The worker that makes messages of events and sends them.
use std::time::Duration;

use super::notify::notify;
use super::outbox::send_one;
use crate::Office;

/// The interval at which the outbox is checked.
const TICK: Duration = Duration::from_secs(20);

/// Converts events to messages and sends queued messages, until the program ends.
pub async fn run_mail_worker(office: Office) {
    loop {
        if let Err(e) = notify(&office).await {
            tracing::error!(error = &e as &dyn std::error::Error, "events cannot be turned into messages");
        }
        if let Some(post) = &office.post {
            loop {
                match send_one(&office, post, office.now()).await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(e) => {
                        tracing::error!(error = &e as &dyn std::error::Error, "the outbox cannot be read");
                        break;
                    }
                }
            }
        }
        let reported = async {
            match &office.post {
                Some(post) => post.reported.notified().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = office.events.notified() => {}
            () = reported => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}
