//! Events: assises, delegations, missions, concerts.
use crate::kinds::{Figure, Link, Media, Network, Participation, Person, SdgTag, Tag, Territory};
use crate::{Fact, Period, Point, Quantity, Ref, Text};

shape! {
    /// Something that takes place at a date.
    pub struct Event {
        /// Its name.
        pub title: Text,
        /// What sort of event.
        pub kind: EventKind,
        /// Its number in a series.
        pub edition: Option<Fact<u16>>,
        /// When.
        pub dates: Option<Fact<Period>>,
        /// Where.
        pub place: Option<Place>,
        /// In a sentence.
        pub summary: Option<Fact<Text>>,
        /// The occasion.
        pub occasion: Option<Fact<Text>>,
        /// Its theme, in words.
        pub topic: Option<Fact<Text>>,
        /// What was or will be done.
        pub programme: Vec<Fact<Text>>,
        /// Who organises, receives, supports.
        pub participations: Vec<Participation>,
        /// Whom to ask.
        pub contacts: Vec<Ref<Person>>,
        /// Who speaks.
        pub speakers: Vec<Speaker>,
        /// Who came.
        pub attendance: Option<Attendance>,
        /// What came of it.
        pub outcome: Option<Fact<Text>>,
        /// Territories that take part.
        pub territories: Vec<Ref<Territory>>,
        /// Networks through which it came about.
        pub networks: Vec<Ref<Network>>,
        /// Themes, by key.
        pub themes: Vec<Tag>,
        /// Goals served.
        pub sdgs: Vec<SdgTag>,
        /// Numbers.
        pub figures: Vec<Figure>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
        /// More to read.
        pub links: Vec<Link>,
    }
}

sourced! {
    /// Where an event takes place.
    pub struct Place {
        /// The place's name.
        pub name: Text,
        /// The place.
        pub point: Option<Point>,
    }

    /// Somebody who speaks in a public capacity.
    pub struct Speaker {
        /// The name, where the source gives it.
        pub name: Option<String>,
        /// The capacity.
        pub role: Text,
        /// What the person does there.
        pub part: Text,
    }

    /// Who came.
    pub struct Attendance {
        /// All.
        pub total: Quantity,
        /// Of whom.
        pub groups: Vec<Group>,
    }

    /// A part of those who came.
    pub struct Group {
        /// Who.
        pub label: Text,
        /// How many.
        pub quantity: Quantity,
        /// Whether persons are counted (or else authorities, companies…).
        pub persons: bool,
    }
}

words! {
    /// Sorts of event.
    pub enum EventKind { Assises DelegationReceived MissionSent Concert Conference Exchange Other }
}
