//! Agreements.
use crate::kinds::{Document, Organisation, Partnership};
use crate::{Fact, Money, PartialDate, Period, Ref, Text};

record_struct! {
    /// An agreement (French *convention*) between the authority and others.
    pub struct Agreement {
        /// The title.
        pub title: Text,
        /// The partnerships that the agreement governs.
        pub partnerships: Vec<Ref<Partnership>>,
        /// The parties.
        pub signatories: Vec<Signatory>,
        /// The period of validity, both ends included.
        pub period: Option<Fact<Period>>,
        /// The terms of renewal.
        pub renewal: Text as Paragraph,
        /// The number of the council resolution (*délibération*) that authorises the agreement.
        pub deliberation: Option<Fact<String>>,
        /// The date on which the agreement was sent to the prefect, who reviews its legality.
        pub sent_to_prefect: Option<PartialDate>,
        /// The amounts promised.
        pub amounts: Vec<Fact<Money>>,
        /// The text of the agreement, and its annexes.
        pub documents: Vec<Ref<Document>>,
        /// The days on which the office sends a reminder.
        pub reminders: Vec<PartialDate>,
    }
}

sourced_struct! {
    /// A party to an agreement.
    pub struct Signatory {
        /// The organisation that signs.
        pub organisation: Ref<Organisation>,
        /// The date of signature.
        pub signed: Option<PartialDate>,
    }
}
