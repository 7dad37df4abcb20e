//! Partnerships, the subject of the register.
use crate::kinds::{Event, Figure, Link, Media, Network, Participation, Person, SdgTag, Tag, Territory};
use crate::{Fact, IatiRest, PartialDate, Ref, Text};

record_struct! {
    /// A lasting relation with one or several territories abroad.
    pub struct Partnership {
        /// The title.
        pub title: Text,
        /// The type of partnership, which is also its layer on the map.
        pub kind: PartnershipKind,
        /// The partner territories, at least one.
        pub territories: Vec<Ref<Territory>>,
        /// A summary in one sentence.
        pub summary: Option<Fact<Text>> as Paragraph,
        /// The date of the beginning.
        pub since: Option<Fact<PartialDate>>,
        /// The history of the status, in chronological order; the last entry is the current one.
        pub status: Vec<StatusChange>,
        /// The origin of the partnership.
        pub origin: Option<Fact<Text>> as Paragraph,
        /// The context in which the partnership works.
        pub context: Option<Fact<Text>> as Paragraph,
        /// The objectives.
        pub objectives: Vec<Fact<Text>> as Paragraph,
        /// The components (French *volets*).
        pub components: Vec<Component>,
        /// Chapters of the presentation.
        pub sections: Vec<Section>,
        /// Milestones of its history.
        pub milestones: Vec<Milestone>,
        /// Themes, by their key in [`Authority::themes`](super::Authority::themes).
        pub themes: Vec<Tag>,
        /// The Sustainable Development Goals served.
        pub sdgs: Vec<SdgTag>,
        /// Political priorities served, by their key in [`Authority::axes`](super::Authority::axes).
        pub axes: Vec<Tag>,
        /// The services of the authority that take part.
        pub services: Vec<Service>,
        /// The participating organisations and their roles.
        pub participations: Vec<Participation>,
        /// The contact persons.
        pub contacts: Vec<Ref<Person>>,
        /// Key figures.
        pub figures: Vec<Figure>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
        /// Links to further reading.
        pub links: Vec<Link>,
        /// The events of the partnership.
        pub events: Vec<Ref<Event>>,
        /// The networks through which the partnership works.
        pub networks: Vec<Ref<Network>>,
        /// Related partnerships.
        pub related: Vec<Ref<Partnership>>,
        /// The IATI activity identifier, if the partnership had one before it entered this register.
        pub iati_identifier: Option<String>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }
}

sourced_struct! {
    /// A status of a partnership, with date and reason.
    pub struct StatusChange {
        /// The status.
        pub status: Status,
        /// The date of the change, if known.
        pub date: Option<PartialDate>,
        /// The reason for the change.
        pub reason: Text,
    }

    /// A component (*volet*) of a partnership.
    pub struct Component {
        /// The title.
        pub title: Text,
        /// A description of the work.
        pub description: Text as Paragraph,
    }

    /// A chapter of the presentation of a partnership.
    pub struct Section {
        /// The heading.
        pub title: Text,
        /// The text, in Markdown.
        pub body: Text as Chapter,
    }

    /// A milestone in the history of a partnership.
    pub struct Milestone {
        /// The date.
        pub date: Option<PartialDate>,
        /// A description, as plain text.
        pub text: Text as Paragraph,
    }

    /// A service of the authority that takes part in a partnership.
    pub struct Service {
        /// The name of the service.
        pub name: Text,
        /// The contribution or benefit of the service.
        pub note: Text as Paragraph,
    }
}

string_enum! {
    /// The type of a partnership: the two layers of the map.
    pub enum PartnershipKind {
        /// Decentralised cooperation: an agreement between local authorities (CGCT, art. L1115-1).
        DecentralisedCooperation,
        /// Any other international partnership.
        OtherPartnership,
    }

    /// The status of a partnership.
    pub enum Status: explicit {
        /// In preparation.
        Preparing,
        /// Active.
        Active,
        /// Active, but slowed down.
        Slowed,
        /// Suspended.
        Suspended,
        /// Ended.
        Ended,
    }
}
