//! Missions and delegations as the office prepares them. They are never public: events are their public face.
use crate::kinds::{Document, Event, Organisation, Partnership, Person, Territory};
use crate::{Money, PartialDate, Period, Ref, Text};

shape! {
    /// People sent to partners, or received from them.
    pub struct Mission {
        /// Its name.
        pub title: Text,
        /// Which way.
        pub direction: Direction,
        /// What for.
        pub purpose: Text,
        /// When.
        pub dates: Option<Period>,
        /// Where, in words.
        pub place: Text,
        /// The places visited, or come from.
        pub territories: Vec<Ref<Territory>>,
        /// The partnerships that it serves.
        pub partnerships: Vec<Ref<Partnership>>,
        /// What the public reads of it.
        pub event: Option<Ref<Event>>,
        /// Who goes, or comes.
        pub participants: Vec<Participant>,
        /// What is done, in order.
        pub programme: Vec<Step>,
        /// What must be seen to.
        pub logistics: Vec<Errand>,
        /// What it costs.
        pub costs: Vec<Cost>,
        /// What came of it.
        pub outcome: Text,
        /// What was written for it, or about it.
        pub documents: Vec<Ref<Document>>,
    }

    /// Somebody who takes part.
    pub struct Participant {
        /// Who, in the contact book.
        pub person: Option<Ref<Person>>,
        /// Who, where the contact book does not know: "two engineers of the water company".
        pub name: Option<String>,
        /// As what.
        pub function: Text,
        /// Whether they come.
        pub reply: Reply,
        /// Meals, visas, arrival: what the others should know.
        pub note: Text,
    }

    /// Something on the programme.
    pub struct Step {
        /// The day.
        pub date: Option<PartialDate>,
        /// The hour where it happens, such as `09:30`.
        pub time: Option<String>,
        /// What.
        pub what: Text,
        /// Where.
        pub place: Text,
        /// Whom one meets.
        pub persons: Vec<Ref<Person>>,
    }

    /// Something to see to: tickets, visas, rooms, gifts, interpreters.
    pub struct Errand {
        /// What.
        pub what: Text,
        /// Until when.
        pub due: Option<PartialDate>,
        /// Who sees to it.
        pub who: Option<String>,
        /// Whether it is done.
        pub done: bool,
    }

    /// A part of what it costs.
    pub struct Cost {
        /// What for.
        pub what: Text,
        /// Of which sort.
        pub kind: CostKind,
        /// How much.
        pub amount: Option<Money>,
        /// How sure that is.
        pub stage: CostStage,
        /// Who pays.
        pub payer: Option<Ref<Organisation>>,
    }
}

words! {
    /// Which way people travel.
    pub enum Direction { Sent Received }

    /// Whether somebody comes.
    pub enum Reply { Invited Confirmed Declined }

    /// Sorts of cost.
    pub enum CostKind { Travel Accommodation Meals LocalTransport Interpreting Reception Visas Other }

    /// How sure an amount is.
    pub enum CostStage { Estimated Committed Paid }
}
