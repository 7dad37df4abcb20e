//! Contacts. What is personal here is private; the public sees of it what was published on purpose.
use crate::kinds::Organisation;
use crate::{PartialDate, Ref, Text};

shape! {
    /// Somebody whom the authority works with.
    pub struct Person {
        /// The name.
        pub name: Text,
        /// What the person does there.
        pub function: Text,
        /// For whom the person works.
        pub organisation: Option<Ref<Organisation>>,
        /// The address for mail.
        pub email: Option<String>,
        /// The telephone number, as it is dialled from abroad.
        pub phone: Option<String>,
        /// The postal address.
        pub address: Option<String>,
        /// Languages spoken, by tag.
        pub languages: Vec<String>,
        /// What colleagues should know.
        pub note: Text,
        /// What the data are kept for (GDPR, article 5).
        pub purpose: Text,
        /// Why they may be kept.
        pub legal_basis: Option<LegalBasis>,
        /// Where they come from (GDPR, article 14).
        pub obtained: Text,
        /// Until when they may be kept.
        pub kept_until: Option<PartialDate>,
        /// What the person agreed to.
        pub consents: Vec<Consent>,
        /// What the public sees beside name, function and organisation, once the record is published.
        pub shows: Vec<ContactPart>,
    }

    /// Something that a person agreed to.
    pub struct Consent {
        /// To what.
        pub to: ConsentTo,
        /// Since when.
        pub given: Option<PartialDate>,
        /// How it was given.
        pub how: Text,
        /// Since when no more.
        pub withdrawn: Option<PartialDate>,
    }
}

words! {
    /// Why personal data may be kept (GDPR, article 6).
    pub enum LegalBasis { PublicTask Consent Contract LegalObligation LegitimateInterests VitalInterests }

    /// What people agree to.
    pub enum ConsentTo { Publication Invitations Newsletter Pictures }

    /// What may be public of a contact.
    pub enum ContactPart { Email Phone Address }
}

impl Person {
    /// Whether the person agrees to something now.
    pub fn agrees_to(&self, what: ConsentTo) -> bool {
        self.consents.iter().any(|c| c.to == what && c.given.is_some() && c.withdrawn.is_none())
    }

    /// What the public may see of a published contact, and nothing else.
    #[must_use]
    pub fn public(self) -> Self {
        let shown = |part: ContactPart, value: Option<String>| value.filter(|_| self.shows.contains(&part));
        Self {
            email: shown(ContactPart::Email, self.email),
            phone: shown(ContactPart::Phone, self.phone),
            address: shown(ContactPart::Address, self.address),
            name: self.name,
            function: self.function,
            organisation: self.organisation,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_sees_what_is_shown_and_nothing_else() {
        let line = || Some("x".to_owned());
        let text = || Text([("fr".to_owned(), "x".to_owned())].into());
        let all = Person {
            name: text(),
            function: text(),
            organisation: Some(Ref::new("o")),
            email: line(),
            phone: line(),
            address: line(),
            languages: vec!["fr".to_owned()],
            note: text(),
            purpose: text(),
            legal_basis: Some(LegalBasis::PublicTask),
            obtained: text(),
            kept_until: "2030".parse().ok(),
            consents: vec![Consent::default()],
            shows: vec![ContactPart::Phone],
        };
        let public = all.public();
        let wanted = Person {
            name: text(),
            function: text(),
            organisation: Some(Ref::new("o")),
            phone: line(),
            ..Person::default()
        };
        assert_eq!(public, wanted);
    }
}
