//! Contact persons. Personal data is private unless the record publishes it explicitly.
use crate::kinds::Organisation;
use crate::{PartialDate, Ref, Text};

record_struct! {
    /// A contact person. All fields are private but for those that [`Person::public`] returns.
    pub struct Person {
        /// The person's name.
        pub name: Text,
        /// The function of the person in the organisation.
        pub function: Text,
        /// The organisation that the person works for.
        pub organisation: Option<Ref<Organisation>>,
        /// The e-mail address.
        pub email: Option<String>,
        /// The telephone number in international format.
        pub phone: Option<String>,
        /// The postal address.
        pub address: Option<String> as Paragraph,
        /// Languages that the person speaks, as BCP 47 tags.
        pub languages: Vec<String> as Language,
        /// An internal note.
        pub note: Text as Paragraph,
        /// The purpose of the processing (GDPR, article 5).
        pub purpose: Text as Paragraph,
        /// The legal basis of the processing (GDPR, article 6).
        pub legal_basis: Option<LegalBasis>,
        /// The origin of the data (GDPR, article 14).
        pub obtained: Text,
        /// The end of the retention period.
        pub kept_until: Option<PartialDate>,
        /// Consents of the person, given or withdrawn.
        pub consents: Vec<Consent>,
        /// The fields that the public sees in addition to name, function and organisation, once the record is
        /// published.
        pub shows: Vec<ContactPart>,
    }

    /// A consent of a person to one use of the data.
    pub struct Consent {
        /// The use that the person agrees to.
        pub to: ConsentTo,
        /// The date on which the consent was given. Required.
        pub given: Option<PartialDate>,
        /// The way in which it was given, such as a form or a mail.
        pub how: Text,
        /// The date of withdrawal; `None` while the consent holds.
        pub withdrawn: Option<PartialDate>,
    }
}

string_enum! {
    /// A legal basis for the processing of personal data (GDPR, article 6, paragraph 1).
    pub enum LegalBasis: explicit {
        /// A task in the public interest (point e).
        PublicTask,
        /// Consent of the person (point a).
        Consent,
        /// A contract with the person (point b).
        Contract,
        /// A legal obligation (point c).
        LegalObligation,
        /// Legitimate interests (point f).
        LegitimateInterests,
        /// Vital interests of a person (point d).
        VitalInterests,
    }

    /// A use of personal data that a person can agree to.
    pub enum ConsentTo {
        /// Publication of the contact on the site.
        Publication,
        /// Invitations.
        Invitations,
        /// The newsletter.
        Newsletter,
        /// Publication of pictures of the person.
        Pictures,
    }

    /// A private field of a contact that can be made public.
    pub enum ContactPart: explicit {
        /// The e-mail address.
        Email,
        /// The telephone number.
        Phone,
        /// The postal address.
        Address,
    }
}

impl Person {
    /// True if the person has given a consent and not withdrawn it.
    pub fn agrees_to(&self, what: ConsentTo) -> bool {
        self.consents.iter().any(|c| c.to == what && c.given.is_some() && c.withdrawn.is_none())
    }

    /// The fields of a published contact that the public may see; all other fields are empty.
    #[must_use]
    pub fn public(self) -> Self {
        let visible = |part: ContactPart, value: Option<String>| value.filter(|_| self.shows.contains(&part));
        Self {
            email: visible(ContactPart::Email, self.email),
            phone: visible(ContactPart::Phone, self.phone),
            address: visible(ContactPart::Address, self.address),
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
