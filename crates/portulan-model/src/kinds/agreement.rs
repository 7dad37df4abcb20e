//! Conventions.
use crate::kinds::{Document, Organisation, Partnership};
use crate::{Fact, Money, PartialDate, Period, Ref, Text};

shape! {
    /// A convention between the authority and others.
    pub struct Agreement {
        /// Its title.
        pub title: Text,
        /// The partnerships it governs.
        pub partnerships: Vec<Ref<Partnership>>,
        /// Who signs.
        pub signatories: Vec<Signatory>,
        /// When it holds.
        pub period: Option<Fact<Period>>,
        /// How it is renewed.
        pub renewal: Text,
        /// The number of the deliberation that allows it.
        pub deliberation: Option<Fact<String>>,
        /// The money it promises.
        pub amounts: Vec<Fact<Money>>,
        /// Its texts.
        pub documents: Vec<Ref<Document>>,
        /// Days on which somebody should be reminded of it.
        pub reminders: Vec<PartialDate>,
    }
}

sourced! {
    /// One party to a convention.
    pub struct Signatory {
        /// Who.
        pub organisation: Ref<Organisation>,
        /// When it signed.
        pub signed: Option<PartialDate>,
    }
}
