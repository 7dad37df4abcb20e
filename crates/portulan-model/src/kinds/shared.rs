//! Parts that several kinds of record have.
use crate::kinds::Organisation;
use crate::{Period, Quantity, Ref, Text, Web};

sourced! {
    /// A theme or axis of the authority, by its key.
    pub struct Tag {
        /// The key of the term in the authority's own list.
        pub key: String,
    }

    /// A Sustainable Development Goal served.
    pub struct SdgTag {
        /// 1 to 17.
        pub goal: u8,
        /// A target of that goal, such as `6.1`.
        pub target: Option<String>,
    }

    /// What an organisation does in a partnership, project or event.
    pub struct Participation {
        /// Who.
        pub organisation: Ref<Organisation>,
        /// As what.
        pub role: Role,
        /// When.
        pub period: Option<Period>,
        /// Through which funding instrument.
        pub instrument: Option<Instrument>,
        /// What precisely.
        pub note: Text,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// A number about the subject, with its unit in words.
    pub struct Figure {
        /// What is counted.
        pub label: Text,
        /// How many.
        pub quantity: Quantity,
        /// For which year.
        pub year: Option<i16>,
    }
}

shape! {
    /// Somewhere to read more.
    pub struct Link {
        /// What is there.
        pub title: Text,
        /// Its address.
        pub url: Web,
        /// The day it was last seen to answer.
        pub checked: Option<crate::PartialDate>,
    }
}

words! {
    /// The role of an organisation (IATI `OrganisationRole`, refined for decentralised cooperation).
    pub enum Role {
        Accountable Funding Extending Implementing OperatorByDelegation TechnicalSupport Scientific Partner
        Host Organiser Support Initiator Beneficiary
    }

    /// Funding instruments of French decentralised cooperation.
    pub enum Instrument { Ficol JointCallForProjects OwnFunds OnePerCent Other }
}
