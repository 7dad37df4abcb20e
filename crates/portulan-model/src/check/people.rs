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

/// True for text before and after exactly one `@`, with a dot inside the domain and no white space, at most
/// 254 bytes. Only a delivered mail proves that an address exists.
pub fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control()) && text.len() <= 254;
    plain && parts.is_some_and(|(name, at)| !name.is_empty() && !at.contains('@') && host(at))
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
