//! Mail transports: a server, or a folder.
use std::path::PathBuf;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MessageBuilder, MultiPart};
use lettre::{Address, AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use portulan_store::Mail;

use crate::error::OfficeError;

enum MailTransport {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// A mail transport.
pub struct Transport {
    way: MailTransport,
    sender: Mailbox,
}

/// The reason why a message was not sent.
#[derive(Debug)]
pub struct DeliveryError {
    /// The message of the server.
    pub why: String,
    /// True for a permanent failure.
    pub is_final: bool,
}

impl Transport {
    /// A mail server: `smtps://user:password@host`, or `smtp://host?tls=required` for STARTTLS.
    pub fn server(url: &str, sender: &str) -> Result<Self, OfficeError> {
        let refused = |e: String| OfficeError::Refused(e);
        let builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| refused(e.to_string()))?;
        let way = MailTransport::Server(builder.timeout(Some(std::time::Duration::from_secs(30))).build());
        Ok(Self { way, sender: mailbox(sender)? })
    }

    /// A folder with one file per message: for trials, and for programs that send them.
    pub fn folder(path: PathBuf, sender: &str) -> Result<Self, OfficeError> {
        std::fs::create_dir_all(&path)
            .map_err(|e| OfficeError::Refused(format!("{}: {e}", path.display())))?;
        Ok(Self { way: MailTransport::Folder(AsyncFileTransport::new(path)), sender: mailbox(sender)? })
    }

    /// Sends a message as text, and as HTML if there is that form.
    pub async fn send(&self, mail: &Mail, html: Option<String>) -> Result<(), DeliveryError> {
        let last = |why: String| DeliveryError { why, is_final: true };
        let address: Address =
            mail.recipient.parse().map_err(|e| last(format!("{}: {e}", mail.recipient)))?;
        let message = MessageBuilder::new()
            .from(self.sender.clone())
            .to(Mailbox::new(None, address))
            .subject(&mail.subject);
        let message = match html {
            Some(html) => message.multipart(MultiPart::alternative_plain_html(mail.text.clone(), html)),
            None => message.header(ContentType::TEXT_PLAIN).body(mail.text.clone()),
        };
        let message: Message = message.map_err(|e| last(e.to_string()))?;
        match &self.way {
            MailTransport::Server(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(e) => Err(DeliveryError { why: e.to_string(), is_final: e.is_permanent() }),
            },
            MailTransport::Folder(folder) => match folder.send(message).await {
                Ok(_) => Ok(()),
                Err(e) => Err(DeliveryError { why: e.to_string(), is_final: false }),
            },
        }
    }
}

/// True if a text is the address of a mail server.
pub fn is_mail_server(url: &str) -> bool {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok()
}

/// True if a text is an e-mail address, perhaps with a name.
pub fn is_mailbox(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

fn mailbox(text: &str) -> Result<Mailbox, OfficeError> {
    text.parse().map_err(|e| OfficeError::Refused(format!("{text}: {e}")))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::TcpListener;

    use super::*;

    /// A server that accepts one message, or replies that the address is unknown.
    async fn server(knows: bool) -> (String, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let task = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.expect("a client");
            let mut stream = BufReader::new(stream);
            let (mut taken, mut in_data) = (String::new(), false);
            stream.write_all(b"220 test\r\n").await.expect("greeted");
            let mut line = String::new();
            while stream.read_line(&mut line).await.is_ok_and(|n| n > 0) {
                let answer = match line.get(..4).unwrap_or_default() {
                    _ if in_data && line == ".\r\n" => {
                        in_data = false;
                        "250 taken"
                    }
                    _ if in_data => {
                        taken.push_str(&line);
                        ""
                    }
                    "DATA" => {
                        in_data = true;
                        "354 go on"
                    }
                    "RCPT" if !knows => "550 unknown",
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                if !answer.is_empty() {
                    let _ = stream.write_all(format!("{answer}\r\n").as_bytes()).await;
                }
                if line.starts_with("QUIT") {
                    break;
                }
                line.clear();
            }
            taken
        });
        (url, task)
    }

    fn mail() -> Mail {
        Mail { recipient: "ada@monde.example".into(), subject: "Été".into(), text: "Bonjour.".into() }
    }

    #[tokio::test]
    async fn a_server_takes_messages() {
        let (url, task) = server(true).await;
        let transport = Transport::server(&url, "a@b.example").expect("a way");
        transport.send(&mail(), Some("<p>Bonjour.</p>".to_owned())).await.expect("sent");
        drop(transport);
        let taken = task.await.expect("a server");
        assert!(taken.contains("Subject: =?utf-8?b?w4l0w6k=?=") && taken.contains("Bonjour."), "{taken}");
    }

    #[tokio::test]
    async fn failures_say_whether_to_try_again() {
        let (url, _task) = server(false).await;
        let refused = Transport::server(&url, "a@b.example")
            .expect("a way")
            .send(&mail(), Some("<p>Bonjour.</p>".to_owned()))
            .await;
        assert!(refused.is_err_and(|e| e.is_final && e.why.contains("550")));
        // A port without a server.
        let away =
            Transport::server("smtp://127.0.0.1:9", "a@b.example").expect("a way").send(&mail(), None).await;
        assert!(away.is_err_and(|e| !e.is_final));
        assert!(Transport::server("http://mail", "a@b.example").is_err());
        assert!(Transport::server("smtp://mail", "no address").is_err());
    }
}
