//! Types that several kinds of record use.
use crate::kinds::Organisation;
use crate::{IatiRest, Period, Quantity, Ref, Text, Web};

sourced_struct! {
    /// A theme or political priority of the authority, by its key.
    pub struct Tag {
        /// The key of the [`Term`](super::Term) in the authority's own list.
        pub key: String as Term,
    }

    /// A Sustainable Development Goal served.
    pub struct SdgTag as Sdg {
        /// The number of the goal, 1 to 17.
        pub goal: u8 as SdgGoal,
        /// A target of that goal, such as `6.1`.
        pub target: Option<String> as SdgTarget,
    }

    /// The part that an organisation has in a partnership, project or event.
    pub struct Participation {
        /// The organisation.
        pub organisation: Ref<Organisation>,
        /// The role of the organisation.
        pub role: Role,
        /// The period of the participation, both ends included.
        pub period: Option<Period>,
        /// The funding instrument, for funders.
        pub instrument: Option<Instrument>,
        /// A note on the participation.
        pub note: Text as Paragraph,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }

    /// A key figure, with its unit as free text.
    pub struct Figure {
        /// The items counted, such as inhabitants.
        pub label: Text,
        /// The value.
        pub quantity: Quantity,
        /// The year that the value refers to.
        pub year: Option<i16>,
    }
}

record_struct! {
    /// A link to further reading.
    pub struct Link {
        /// The title of the target.
        pub title: Text,
        /// The web address.
        pub url: Web,
        /// The last day on which the address was known to respond.
        pub checked: Option<crate::PartialDate>,
    }
}

string_enum! {
    /// The role of an organisation: IATI `OrganisationRole`, refined for decentralised cooperation. Exported
    /// with the IATI code given here.
    pub enum Role: explicit {
        /// Accountable for the action, as the lead organisation (IATI 2).
        Accountable,
        /// Funder (IATI 1).
        Funding,
        /// Extending organisation: manages the budget on behalf of the funder (IATI 3).
        Extending,
        /// Implementing organisation: carries out the work (IATI 4).
        Implementing,
        /// Operator to which the authority delegates the management (IATI 3).
        OperatorByDelegation,
        /// Provider of technical support (IATI 4).
        TechnicalSupport,
        /// Scientific partner (IATI 4).
        Scientific,
        /// Partner (IATI 4).
        Partner,
        /// Host (IATI 4).
        Host,
        /// Organiser (IATI 4).
        Organiser,
        /// Supporter (IATI 4).
        Support,
        /// Initiator (IATI 2).
        Initiator,
        /// Beneficiary (IATI 4).
        Beneficiary,
    }

    /// A funding instrument of French decentralised cooperation.
    pub enum Instrument: explicit {
        /// FICOL: the facility of the French development agency (AFD) that funds projects of local
        /// authorities.
        Ficol,
        /// A joint call for projects, for example of the French foreign ministry (MEAE) and a partner state.
        JointCallForProjects,
        /// The organisation's own funds.
        OwnFunds,
        /// The call of the French foreign ministry (MEAE) for projects of decentralised cooperation.
        MeaeCall,
        /// A 1% law: up to 1% of the budget of a public service, see [`Mechanism`](super::Mechanism).
        OnePerCent,
        /// Any other instrument.
        Other,
    }
}
