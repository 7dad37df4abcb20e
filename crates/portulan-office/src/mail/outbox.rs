//! The outbox: messages are queued, and sent when they are due.
use jiff::{SignedDuration, Timestamp};
use portulan_locales::Language;
use portulan_store::{AuditAction, AuditEntry, Mail};

use super::compose::language;
use super::mailer::Mailer;
use super::page;
use crate::Office;
use crate::error::OfficeError;

/// The largest number of attempts to send a message, within about 26 hours; then it fails permanently, which
/// is logged.
const TRIES: u32 = 12;

/// Queues messages, once per key. Returns false if mail is not configured.
pub async fn send(office: &Office, mails: Vec<Mail>, once: Option<&str>) -> Result<bool, OfficeError> {
    let Some(post) = office.post.as_ref() else { return Ok(false) };
    let mut signed = Vec::new();
    for mail in mails {
        let language = reader_language(office, &mail.recipient).await?;
        let text = format!("{}\n{}\n", mail.text.trim_end(), authority(office, language));
        signed.push(Mail { text, ..mail });
    }
    office.store.put_mail(signed, once).await?;
    post.reported.notify_one();
    Ok(true)
}

/// Sends the message that is due; whether there was one.
pub async fn send_one(office: &Office, post: &Mailer, now: Timestamp) -> Result<bool, OfficeError> {
    let Some(waiting) = office.store.due_mail(now).await? else { return Ok(false) };
    let language = reader_language(office, &waiting.mail.recipient).await?;
    let html = page::html(&waiting.mail, &authority(office, language), office.app.public_url(), language);
    // A message without its HTML form is better than none.
    let html = html
        .inspect_err(|e| tracing::error!(error = e as &dyn std::error::Error, "a message has no HTML form"));
    match post.transport.send(&waiting.mail, html.ok()).await {
        Ok(()) => office.store.drop_mail(waiting.id).await?,
        Err(e) if waiting.tries + 1 >= TRIES || e.is_final => {
            tracing::error!("a message is given up: {}", e.why);
            let entry = AuditEntry {
                subject: waiting.mail.recipient,
                detail: e.why,
                ..AuditEntry::new("mail", AuditAction::MailFailed)
            };
            office.store.log(entry).await?;
            office.store.drop_mail(waiting.id).await?;
        }
        Err(e) => {
            tracing::warn!("a message waits: {}", e.why);
            let wait = SignedDuration::from_mins(1 << waiting.tries.min(9));
            office.store.delay_mail(waiting.id, now + wait).await?;
        }
    }
    Ok(true)
}

/// The language of the user with an address; that of the site if there is none.
async fn reader_language(office: &Office, address: &str) -> Result<Language, OfficeError> {
    let reader = office.store.user_by_email(address).await?;
    Ok(reader
        .as_ref()
        .map_or_else(|| Language::for_reports(&office.app.site().programme.authority.body), language))
}

/// The name of the authority in a language.
fn authority(office: &Office, language: Language) -> String {
    office.app.site().programme.authority.body.name.text(language.tag()).to_owned()
}
