//! Parsers of the values of arguments. Their errors are messages, which [`crate::usage`] shows in the user's language.
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;

use ipnet::IpNet;
use jiff::civil::Date;
use portulan_locales::{Language, MessageKey, key};
use portulan_office::VirusScanner;
use url::{Host, Url};

/// The years of which there can be reports.
const YEARS: RangeInclusive<i16> = 1960..=2099;

/// The expected form of a value, as a message; `value` is its argument.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", self.text(Language::ENGLISH))]
pub struct ExpectedValue {
    key: MessageKey,
    value: String,
}

impl ExpectedValue {
    fn new(key: MessageKey) -> Self {
        Self { key, value: String::new() }
    }

    /// The message in a language.
    pub fn text(&self, language: Language) -> String {
        language.format(self.key, &[("value", self.value.as_str().into())])
    }
}

/// Parses a language of messages and reports: its tag, or the name of a locale such as `fr_FR.UTF-8`.
pub fn complete_language(text: &str) -> Result<Language, ExpectedValue> {
    let primary = text.split(['_', '-', '.', '@']).next().unwrap_or_default();
    Language::find_complete(&primary.to_ascii_lowercase()).ok_or_else(|| {
        let tags: Vec<&str> = Language::complete().iter().map(|language| language.tag()).collect();
        ExpectedValue { key: key!("help-error-expected-language"), value: tags.join(", ") }
    })
}

/// Parses an IP address with a port.
pub fn listen_address(text: &str) -> Result<SocketAddr, ExpectedValue> {
    text.parse().map_err(|_| ExpectedValue::new(key!("help-error-expected-address")))
}

/// Parses a network or an IP address.
pub fn network(text: &str) -> Result<IpNet, ExpectedValue> {
    portulan_web::client::parse_network(text).ok_or(ExpectedValue::new(key!("help-error-expected-network")))
}

/// Parses a year of reports.
pub fn report_year(text: &str) -> Result<i16, ExpectedValue> {
    let year = text.parse().ok().filter(|year| YEARS.contains(year));
    year.ok_or_else(|| ExpectedValue::new(key!("help-error-expected-year")))
}

/// Parses a day.
pub fn day(text: &str) -> Result<Date, ExpectedValue> {
    text.parse().map_err(|_| ExpectedValue::new(key!("help-error-expected-date")))
}

/// Parses a positive count.
pub fn count(text: &str) -> Result<NonZeroUsize, ExpectedValue> {
    text.parse().map_err(|_| ExpectedValue::new(key!("help-error-expected-count")))
}

/// Parses the public address of a site: a scheme and a host, without a path, because the pages link to `/`.
pub fn site_address(text: &str) -> Result<String, ExpectedValue> {
    let expected = || ExpectedValue::new(key!("help-error-expected-site"));
    let url = web_address(text).ok_or_else(expected)?;
    let is_origin = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if is_origin { Ok(url.origin().ascii_serialization()) } else { Err(expected()) }
}

/// Parses the address of an identity provider: encrypted, or on this machine.
pub fn issuer(text: &str) -> Result<String, ExpectedValue> {
    let is_local = |url: &Url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let url = web_address(text).filter(|url| url.scheme() == "https" || is_local(url));
    url.map(|_| text.to_owned()).ok_or_else(|| ExpectedValue::new(key!("help-error-expected-issuer")))
}

/// An address of the web without a user name or a password.
fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.filter(|url| url.username().is_empty() && url.password().is_none())
}

/// Parses the address of a mail server.
pub fn mail_server(text: &str) -> Result<String, ExpectedValue> {
    let is_valid = portulan_office::is_mail_server(text);
    is_valid.then(|| text.to_owned()).ok_or_else(|| ExpectedValue::new(key!("help-error-expected-smtp")))
}

/// Parses the address of the virus scanner.
pub fn virus_scanner(text: &str) -> Result<VirusScanner, ExpectedValue> {
    text.parse().map_err(|_| ExpectedValue::new(key!("help-error-expected-clamd")))
}

/// Parses the sender of messages: an e-mail address, perhaps with a name.
pub fn mailbox(text: &str) -> Result<String, ExpectedValue> {
    let is_valid = portulan_office::is_mailbox(text);
    is_valid.then(|| text.to_owned()).ok_or_else(|| ExpectedValue::new(key!("help-error-expected-mailbox")))
}
