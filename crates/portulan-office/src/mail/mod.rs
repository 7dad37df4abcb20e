//! Mail: composition and sending of messages.
pub mod calendar;
mod notify;
mod page;
mod remind;
mod transport;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use portulan_locales::{Language, MessageKey};
use portulan_model::Record;
use portulan_store::{Action, AuditAction, AuditEntry, Author, Mail, User, UserRole};
use tokio::sync::Notify;

pub use notify::notify;
pub use remind::remind;
pub use transport::Transport;

use crate::Office;
use crate::error::OfficeError;

/// The interval at which the outbox is checked.
const TICK: Duration = Duration::from_secs(20);
/// The largest number of attempts to send a message, within about 26 hours; then it fails permanently, which
/// is logged.
const TRIES: u32 = 12;

/// The mailer.
#[derive(Clone)]
pub struct Mailer {
    transport: Arc<Transport>,
    reported: Arc<Notify>,
}

impl Mailer {
    /// A mailer with a transport.
    pub fn new(transport: Transport) -> Self {
        Self { transport: Arc::new(transport), reported: Arc::default() }
    }
}

/// The language that a user reads.
pub fn language(user: &User) -> Language {
    Language::find_complete(&user.language).unwrap_or_default()
}

/// A message to a user: its subject and text are messages of the locales.
pub fn compose(user: &User, key: MessageKey, arguments: &[(&'static str, &str)]) -> Mail {
    let language = language(user);
    let mut named = vec![("name", user.name.as_str().into())];
    named.extend(arguments.iter().map(|(name, value)| (*name, (*value).into())));
    Mail {
        recipient: user.email.clone(),
        subject: language.format(key, &named).replace(['\r', '\n'], " "),
        text: key.attribute("text").map_or_else(String::new, |text| language.format(text, &named)),
    }
}

/// True if the user has accepted the invitation: has a password, or signed in through the identity provider.
fn is_reachable(user: &User) -> bool {
    user.active && (user.password.is_some() || user.seen.is_some())
}

/// The users who decide about the publication of a record and can be written to.
pub async fn publishers(office: &Office, record: &Record) -> Result<Vec<User>, OfficeError> {
    let mut out = Vec::new();
    let publishers = office.store.users().await?.into_iter();
    for user in publishers.filter(|u| is_reachable(u) && u.role >= UserRole::Publisher) {
        let author = Author::user(user.id, &user.name, "");
        if office.editorial.allows(&author, record, Action::Unschedule).await? {
            out.push(user);
        }
    }
    Ok(out)
}

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

/// Converts events to messages and sends queued messages, until the program ends.
pub async fn run_mail_worker(office: Office) {
    loop {
        if let Err(e) = notify(&office).await {
            tracing::error!(error = &e as &dyn std::error::Error, "events cannot be turned into messages");
        }
        if let Some(post) = &office.post {
            loop {
                match send_one(&office, post, Timestamp::now()).await {
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
