//! Events: congresses, delegations, trips, concerts.
use crate::kinds::{Document, Figure, Link, Media, Network, Participation, Person, SdgTag, Tag, Territory};
use crate::{Fact, Period, Point, Quantity, Ref, Text};

record_struct! {
    /// An event with a date: a conference, a hosted delegation, a trip, a concert.
    pub struct Event {
        /// The title.
        pub title: Text,
        /// The type of event.
        pub kind: EventKind,
        /// The number of the edition in a series of events.
        pub edition: Option<Fact<u16>>,
        /// The first and the last day.
        pub dates: Option<Fact<Period>>,
        /// The place.
        pub place: Option<Place>,
        /// A summary in one sentence.
        pub summary: Option<Fact<Text>> as Paragraph,
        /// The occasion, such as an anniversary.
        pub occasion: Option<Fact<Text>> as Paragraph,
        /// The topic, as free text.
        pub topic: Option<Fact<Text>>,
        /// The items of the programme.
        pub programme: Vec<Fact<Text>> as Paragraph,
        /// The organisations that organise, host or support the event.
        pub participations: Vec<Participation>,
        /// The contact persons.
        pub contacts: Vec<Ref<Person>>,
        /// The speakers.
        pub speakers: Vec<Speaker>,
        /// The number of participants.
        pub attendance: Option<Attendance>,
        /// The outcome.
        pub outcome: Option<Fact<Text>> as Paragraph,
        /// The territories that take part.
        pub territories: Vec<Ref<Territory>>,
        /// The networks behind the event.
        pub networks: Vec<Ref<Network>>,
        /// Themes, by their key in [`Authority::themes`](super::Authority::themes).
        pub themes: Vec<Tag>,
        /// The Sustainable Development Goals served.
        pub sdgs: Vec<SdgTag>,
        /// Key figures.
        pub figures: Vec<Figure>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
        /// Programmes, invitations, proceedings.
        pub documents: Vec<Ref<Document>>,
        /// Links to further reading.
        pub links: Vec<Link>,
    }
}

sourced_struct! {
    /// The place of an event.
    pub struct Place {
        /// The name of the place.
        pub name: Text,
        /// The coordinates of the place.
        pub point: Option<Point>,
    }

    /// A speaker in a public capacity.
    pub struct Speaker {
        /// The person's name, if the source gives it.
        pub name: Option<String>,
        /// The function or title of the person.
        pub role: Text,
        /// The contribution, such as a keynote.
        pub part: Text,
    }

    /// The number of participants of an event.
    pub struct Attendance {
        /// All participants.
        pub total: Quantity,
        /// Groups among the participants. They may overlap, so they need not add up to the total.
        pub groups: Vec<Group>,
    }

    /// A group among the participants of an event.
    pub struct Group {
        /// The name of the group.
        pub label: Text,
        /// The size of the group.
        pub quantity: Quantity,
        /// True if persons are counted, false for authorities, companies and the like.
        pub persons: bool,
    }
}

string_enum! {
    /// The type of an event.
    pub enum EventKind: explicit {
        /// *Assises*: a national or regional congress on cooperation.
        Assises,
        /// A delegation of partners hosted by the authority.
        DelegationReceived,
        /// A trip of the authority's people to partners.
        MissionSent,
        /// A concert.
        Concert,
        /// A conference.
        Conference,
        /// An exchange between partners.
        Exchange,
        /// Any other event.
        Other,
    }
}
