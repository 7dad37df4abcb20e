//! Business cards for address books: vCard 3.0 (RFC 2426), which all of them read.
use uuid::Uuid;

use crate::person_name::PersonName;

/// The media type.
pub const MEDIA_TYPE: &str = "text/vcard; charset=utf-8";

/// The longest line, in bytes; longer ones are folded.
const MAX_LINE_BYTES: usize = 75;

/// The content of a card. Empty texts are left out.
pub struct BusinessCard<'a> {
    pub id: Uuid,
    pub name: &'a str,
    pub function: &'a str,
    pub organisation: &'a str,
    pub email: &'a str,
    pub phone: &'a str,
}

/// Writes a card. The register has the name as one text, which is divided by [`PersonName::of`].
pub fn card(card: &BusinessCard<'_>) -> String {
    let name = if card.name.is_empty() { card.email } else { card.name };
    let mut out = String::new();
    line(&mut out, "BEGIN:VCARD");
    line(&mut out, "VERSION:3.0");
    line(&mut out, &format!("UID:urn:uuid:{}", card.id));
    line(&mut out, &format!("FN:{}", escaped(name)));
    let parts = PersonName::of(name);
    let [family, given, title] = [&parts.family, &parts.given, &parts.title].map(|part| escaped(part));
    line(&mut out, &format!("N:{family};{given};;{title};"));
    for (property, value) in [
        ("TITLE", card.function),
        ("ORG", card.organisation),
        ("EMAIL;TYPE=INTERNET", card.email),
        ("TEL;TYPE=WORK", card.phone),
    ] {
        if !value.is_empty() {
            line(&mut out, &format!("{property}:{}", escaped(value)));
        }
    }
    line(&mut out, "END:VCARD");
    out
}

/// A text in which the characters of the format are marked, without control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded between characters.
fn line(out: &mut String, text: &str) {
    let mut bytes = 0;
    for c in text.chars() {
        if bytes + c.len_utf8() > MAX_LINE_BYTES {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(c);
        bytes += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_escaped_and_folded() {
        let long = "é".repeat(60);
        let text = card(&BusinessCard {
            id: Uuid::nil(),
            name: "Mme Zoë; Durand,\r\nBCC:x\\",
            function: &long,
            organisation: "",
            email: "zoe@ville.example",
            phone: "+33 1 23",
        });
        assert!(text.contains("FN:Mme Zoë\\; Durand\\,\\nBCC:x\\\\\r\n"), "{text}");
        assert!(text.contains("N:Zoë\\; Durand;BCC:x\\\\;;Mme;\r\n"), "{text}");
        assert!(!text.contains("ORG"), "{text}");
        assert!(text.lines().all(|line| line.len() <= MAX_LINE_BYTES), "{text}");
        assert_eq!(text.replace("\r\n ", "").lines().filter(|line| line.starts_with("TITLE:é")).count(), 1);
        assert_eq!(text.matches("BCC").count(), 2, "in FN and N: {text}");
        assert!(!text.contains("\nBCC"), "a line of its own would be a property: {text}");
    }
}
