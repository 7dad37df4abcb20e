//! Checks of contacts and missions.
use super::checker::{Checker, name_present};
use crate::State;
use crate::kinds::{ConsentTo, LegalBasis, Mission, Person};

pub(super) fn check_person(c: &mut Checker<'_>, b: &Person) {
    name_present(c, "/name", &b.name);
    name_present(c, "/purpose", &b.purpose);
    for (field, empty) in [("legal_basis", b.legal_basis.is_none()), ("kept_until", b.kept_until.is_none())] {
        if empty {
            c.error(&format!("/{field}"), "missing", &[("field", field)]);
        }
    }
    if let Some(email) = b.email.as_ref().filter(|e| !is_email(e)) {
        c.error("/email", "email", &[("email", email)]);
    }
    for (i, _) in b.consents.iter().enumerate().filter(|(_, consent)| consent.given.is_none()) {
        c.error(&format!("/consents/{i}/given"), "missing", &[("field", "given")]);
    }
    let published = c.record.state == State::Published;
    if published && b.legal_basis == Some(LegalBasis::Consent) && !b.agrees_to(ConsentTo::Publication) {
        c.error("/consents", "no-consent", &[]);
    }
}

/// The largest number of bytes of an e-mail address, by RFC 5321.
const MAX_EMAIL_BYTES: usize = 254;

/// True if a text may be an e-mail address, also of a host without a dot in a local network: detects typing errors. Quoted names and
/// addresses of hosts in brackets are refused.
pub fn is_email_or_local(text: &str) -> bool {
    let is_other = |c: char| c.is_whitespace() || c.is_control() || "@<>(),;:\"\\[]".contains(c);
    let is_part = |part: &str| !part.is_empty() && !part.contains(is_other);
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| is_part(name) && is_part(host) && !host.starts_with('.'))
        && text.len() <= MAX_EMAIL_BYTES
}

/// True if a text may be an e-mail address. Only a delivered mail proves that it exists.
pub fn is_email(text: &str) -> bool {
    let has_domain = |host: &str| host.contains('.') && !host.ends_with('.');
    is_email_or_local(text) && text.split_once('@').is_some_and(|(_, host)| has_domain(host))
}

pub(super) fn check_mission(c: &mut Checker<'_>, b: &Mission) {
    name_present(c, "/title", &b.title);
    if c.record.state == State::Published {
        c.error("", "never-public", &[]);
    }
    for (i, step) in b.programme.iter().enumerate() {
        if let Some(time) = step.time.as_ref().filter(|t| t.parse::<jiff::civil::Time>().is_err()) {
            c.error(&format!("/programme/{i}/time"), "time", &[("time", time)]);
        }
    }
    for (i, _) in b.participants.iter().enumerate().filter(|(_, p)| p.person.is_none() && p.name.is_none()) {
        c.error(&format!("/participants/{i}/person"), "missing", &[("field", "person")]);
    }
}
