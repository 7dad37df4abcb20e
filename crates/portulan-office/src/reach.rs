//! Addresses of links to e-mail addresses and telephone numbers.
use portulan_model::check::is_email;

/// The shortest telephone number that is a link, in digits: short numbers depend on the country.
const MIN_PHONE_DIGITS: usize = 6;

/// The address of a link that writes to an e-mail address; `None` for other texts.
pub fn mail_link(text: &str) -> Option<String> {
    let text = text.trim();
    let encoded = || text.replace('%', "%25").replace('?', "%3F").replace('&', "%26").replace('#', "%23");
    is_email(text).then(|| format!("mailto:{}", encoded()))
}

/// The address of a link that calls a telephone number (RFC 3966); `None` for other texts. The trunk prefix in brackets of an
/// international number, as in `+33 (0)1`, is not dialled.
pub fn phone_link(text: &str) -> Option<String> {
    let text = text.trim();
    let is_international = text.starts_with('+');
    let text = if is_international { text.replace("(0)", "") } else { text.to_owned() };
    let is_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.()/".contains(c);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plus = if is_international { "+" } else { "" };
    (digits.len() >= MIN_PHONE_DIGITS && text.chars().all(is_number)).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_and_numbers_are_links() {
        for (text, link) in [
            ("+33 5 46 51 51 51", Some("tel:+33546515151")),
            ("+33 (0)5.46.51.51.51", Some("tel:+33546515151")),
            ("05 46 51 51 51", Some("tel:0546515151")),
            ("poste 12", None),
            ("3939", None),
            ("", None),
        ] {
            assert_eq!(phone_link(text).as_deref(), link, "{text}");
        }
        assert_eq!(mail_link(" ada@monde.example ").as_deref(), Some("mailto:ada@monde.example"));
        assert_eq!(mail_link("a?bcc=x@monde.example").as_deref(), Some("mailto:a%3Fbcc=x@monde.example"));
        assert_eq!(mail_link("Mairie"), None);
    }
}
