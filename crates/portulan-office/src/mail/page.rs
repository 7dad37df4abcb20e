//! The HTML form of messages, made from their text.
use askama::Template;
use portulan_locales::{Language, key};
use portulan_store::Mail;

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage<'a> {
    language: Language,
    /// The name of the authority.
    authority: &'a str,
    subject: &'a str,
    /// The label of links.
    action: String,
    parts: Vec<MailPart<'a>>,
}

/// A part of a message.
enum MailPart<'a> {
    /// A paragraph.
    Lines(Vec<&'a str>),
    /// An address to open, after the sentence that introduces it.
    Link { text: String, address: &'a str },
}

/// The message as HTML. Only addresses of the register itself become links: users write into some messages.
pub(super) fn html(
    mail: &Mail,
    authority: &str,
    public_url: &str,
    language: Language,
) -> Result<String, askama::Error> {
    let parts = mail.text.trim().split("\n\n").map(|paragraph| part(paragraph, public_url)).collect();
    MailPage { language, authority, subject: &mail.subject, action: language.text(key!("mail-open")), parts }
        .render()
}

/// A paragraph of the text. In the texts of the locales, an address is the last line of its paragraph.
fn part<'a>(paragraph: &'a str, public_url: &str) -> MailPart<'a> {
    let mut lines: Vec<&str> = paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_ours = |line: &str| line.strip_prefix(public_url).is_some_and(|path| path.starts_with('/'));
    match lines.pop_if(|line| is_ours(line)) {
        Some(address) => MailPart::Link { text: lines.join(" "), address },
        None => MailPart::Lines(lines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_paragraphs_and_a_button() {
        let mail = Mail {
            recipient: "ada@monde.example".into(),
            subject: "Relecture : <Kendari>".into(),
            text: "Bonjour Ada,\n\nEdgar vous demande de relire « <b>Kendari</b> ».\n\n\
                   https://monde.example.evil/office\n\nPour la relire :\n\
                   https://monde.example/office/x?a=1&b=2\n\nCordialement,\nLe registre"
                .into(),
        };
        let html =
            html(&mail, "Port-Imaginaire", "https://monde.example", Language::FRENCH).expect("rendered");
        for expected in [
            "<html lang=\"fr\">",
            "Port-Imaginaire",
            "&#60;b&#62;Kendari&#60;/b&#62;",
            "href=\"https://monde.example/office/x?a=1&#38;b=2\"",
            "Ouvrir",
            "Cordialement,<br>",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
        assert_eq!(html.matches("<a ").count(), 1);
    }
}
