//! Partnerships, the subject of the register.
use crate::kinds::{Event, Figure, Link, Media, Network, Participation, Person, SdgTag, Tag, Territory};
use crate::{Fact, PartialDate, Ref, Text};

shape! {
    /// A lasting relation with one or several territories abroad.
    pub struct Partnership {
        /// Its name.
        pub title: Text,
        /// Under which layer of the map it stands.
        pub kind: PartnershipKind,
        /// With whom.
        pub territories: Vec<Ref<Territory>>,
        /// What it is about, in a sentence.
        pub summary: Option<Fact<Text>>,
        /// Since when.
        pub since: Option<Fact<PartialDate>>,
        /// Its states so far, the last the present one.
        pub status: Vec<StatusChange>,
        /// How it came about.
        pub origin: Option<Fact<Text>>,
        /// The situation in which it works.
        pub context: Option<Fact<Text>>,
        /// What it aims at.
        pub objectives: Vec<Fact<Text>>,
        /// Its parts.
        pub components: Vec<Component>,
        /// Chapters of the narrative.
        pub sections: Vec<Section>,
        /// Dates in its history.
        pub milestones: Vec<Milestone>,
        /// Themes, by key.
        pub themes: Vec<Tag>,
        /// Goals served.
        pub sdgs: Vec<SdgTag>,
        /// Political axes served, by key.
        pub axes: Vec<Tag>,
        /// Services of the authority at work.
        pub services: Vec<Service>,
        /// Who takes part, and as what.
        pub participations: Vec<Participation>,
        /// Whom to ask.
        pub contacts: Vec<Ref<Person>>,
        /// Numbers.
        pub figures: Vec<Figure>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
        /// More to read.
        pub links: Vec<Link>,
        /// Events that belong to it.
        pub events: Vec<Ref<Event>>,
        /// Networks through which it works.
        pub networks: Vec<Ref<Network>>,
        /// Partnerships to read beside it.
        pub related: Vec<Ref<Partnership>>,
        /// Its identifier as an IATI activity, where it had one before this register.
        pub iati_identifier: Option<String>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }
}

sourced! {
    /// A state and what led to it.
    pub struct StatusChange {
        /// The state.
        pub status: Status,
        /// Since when, where known.
        pub date: Option<PartialDate>,
        /// Why.
        pub reason: Text,
    }

    /// A part of a partnership.
    pub struct Component {
        /// Its name.
        pub title: Text,
        /// What it does.
        pub description: Text,
    }

    /// A chapter, in Markdown.
    pub struct Section {
        /// Its heading.
        pub title: Text,
        /// Its text.
        pub body: Text,
    }

    /// Something that happened.
    pub struct Milestone {
        /// When.
        pub date: Option<PartialDate>,
        /// What.
        pub text: Text,
    }

    /// A service of the authority at work.
    pub struct Service {
        /// Its name.
        pub name: Text,
        /// What it brings or gains.
        pub note: Text,
    }
}

words! {
    /// The two layers of the map.
    pub enum PartnershipKind { DecentralisedCooperation OtherPartnership }

    /// How a partnership fares.
    pub enum Status { Preparing Active Slowed Suspended Ended }
}
