//! Trips and hosted delegations, as the office prepares them. They are never public; events present them on the site.
use crate::kinds::{Document, Event, Organisation, Partnership, Person, Territory};
use crate::{Money, PartialDate, Period, Ref, Text};

record_struct! {
    /// A trip to partners, or a delegation hosted by the authority.
    pub struct Mission {
        /// The title.
        pub title: Text,
        /// The direction of travel.
        pub direction: Direction,
        /// The purpose.
        pub purpose: Text as Paragraph,
        /// The first and the last day.
        pub dates: Option<Period>,
        /// The place, as free text.
        pub place: Text,
        /// The territories visited, or those that the delegation comes from.
        pub territories: Vec<Ref<Territory>>,
        /// The partnerships that the trip serves.
        pub partnerships: Vec<Ref<Partnership>>,
        /// The public event that describes the trip on the site.
        pub event: Option<Ref<Event>>,
        /// The participants.
        pub participants: Vec<Participant>,
        /// The agenda, in order.
        pub programme: Vec<Step>,
        /// Tasks of preparation.
        pub logistics: Vec<Errand>,
        /// Costs, estimated or paid.
        pub costs: Vec<Cost>,
        /// The outcome.
        pub outcome: Text as Paragraph,
        /// Documents written for the trip or about it.
        pub documents: Vec<Ref<Document>>,
    }

    /// A participant of a trip or delegation. `person` or `name` must be set.
    pub struct Participant {
        /// The contact record.
        pub person: Option<Ref<Person>>,
        /// The name of a person or group without a contact record: "two engineers of the water company".
        pub name: Option<String>,
        /// The function in the delegation.
        pub function: Text,
        /// The reply to the invitation.
        pub reply: Reply,
        /// A note for the organisers: meals, visa, arrival.
        pub note: Text as Paragraph,
    }

    /// An item of the agenda.
    pub struct Step {
        /// The day.
        pub date: Option<PartialDate>,
        /// The local time of the place, as `09:30`.
        pub time: Option<String>,
        /// A description of the item.
        pub what: Text,
        /// The place.
        pub place: Text,
        /// The persons to meet.
        pub persons: Vec<Ref<Person>>,
    }

    /// A logistics task: tickets, visas, rooms, gifts, interpreters.
    pub struct Errand {
        /// A description of the task.
        pub what: Text,
        /// The due date.
        pub due: Option<PartialDate>,
        /// The name of the person responsible.
        pub who: Option<String>,
        /// True if the task is done.
        pub done: bool,
    }

    /// A cost of a trip or delegation.
    pub struct Cost {
        /// A description of the cost.
        pub what: Text,
        /// The cost heading.
        pub kind: CostKind,
        /// The amount.
        pub amount: Option<Money>,
        /// The certainty of the amount.
        pub stage: CostStage,
        /// The organisation that pays.
        pub payer: Option<Ref<Organisation>>,
    }
}

string_enum! {
    /// The direction of travel.
    pub enum Direction {
        /// The authority's people travel to partners.
        Sent,
        /// Partners travel to the authority.
        Received,
    }

    /// The reply of a participant to the invitation.
    pub enum Reply {
        /// Invited, no reply yet.
        Invited,
        /// Confirmed.
        Confirmed,
        /// Declined.
        Declined,
    }

    /// A cost heading.
    pub enum CostKind {
        /// Travel to the destination and back.
        Travel,
        /// Accommodation.
        Accommodation,
        /// Meals.
        Meals,
        /// Transport at the destination.
        LocalTransport,
        /// Interpreting.
        Interpreting,
        /// Receptions.
        Reception,
        /// Visas.
        Visas,
        /// Any other cost.
        Other,
    }

    /// The certainty of an amount.
    pub enum CostStage {
        /// Estimated.
        Estimated,
        /// Committed, for example by an order.
        Committed,
        /// Paid.
        Paid,
    }
}
