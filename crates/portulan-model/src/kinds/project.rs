//! Projects: the unit of money and of IATI (`iati-activity`).
use rust_decimal::Decimal;

use crate::kinds::{
    Document, Figure, Link, Media, Organisation, Participation, Partnership, Person, SdgTag, Tag, Territory,
};
use crate::{
    ActivityStatus, Fact, Money, PartialDate, Period, Point, Ref, ResultType, Sector, Text, TransactionType,
};

shape! {
    /// An action under a partnership.
    pub struct Project {
        /// Its name.
        pub title: Text,
        /// What sort of action.
        pub kind: ProjectKind,
        /// The partnership it belongs to.
        pub partnership: Option<Ref<Partnership>>,
        /// What is done.
        pub description: Option<Fact<Text>>,
        /// How far it is.
        pub status: Option<Fact<ActivityStatus>>,
        /// Planned start and end.
        pub planned: Option<Fact<Period>>,
        /// Real start and end.
        pub actual: Option<Fact<Period>>,
        /// What it is repeated by, in words ("one a year").
        pub frequency: Option<Fact<Text>>,
        /// Purposes; shares sum to 100.
        pub sectors: Vec<SectorShare>,
        /// Where.
        pub locations: Vec<Location>,
        /// Who takes part.
        pub participations: Vec<Participation>,
        /// Whom to ask.
        pub contacts: Vec<Ref<Person>>,
        /// Themes, by key.
        pub themes: Vec<Tag>,
        /// Goals served.
        pub sdgs: Vec<SdgTag>,
        /// Planned money.
        pub budgets: Vec<Budget>,
        /// Money that moved or is promised.
        pub transactions: Vec<Transaction>,
        /// What came of it.
        pub results: Vec<ResultEntry>,
        /// Numbers.
        pub figures: Vec<Figure>,
        /// Documents.
        pub documents: Vec<Ref<Document>>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
        /// More to read.
        pub links: Vec<Link>,
        /// Its identifier as an IATI activity, where it had one before this register.
        pub iati_identifier: Option<String>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// One period of an indicator.
    pub struct IndicatorPeriod {
        /// When.
        pub period: Period,
        /// The value aimed at.
        pub target: Option<Decimal>,
        /// The value reached.
        pub actual: Option<Decimal>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// Something measured.
    pub struct Indicator {
        /// What.
        pub title: Text,
        /// In which unit, in words.
        pub unit: Text,
        /// The value before.
        pub baseline: Option<Decimal>,
        /// When it was that.
        pub baseline_year: Option<i16>,
        /// Targets and actuals.
        pub periods: Vec<IndicatorPeriod>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }
}

sourced! {
    /// A purpose and its part of the whole.
    pub struct SectorShare {
        /// OECD-DAC purpose code.
        pub code: Sector,
        /// Percent; may be left out when there is one sector only.
        pub percentage: Option<Decimal>,
    }

    /// Where an action takes place.
    pub struct Location {
        /// The territory.
        pub territory: Option<Ref<Territory>>,
        /// The place's name, where it is not the territory.
        pub name: Text,
        /// The place.
        pub point: Option<Point>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// Planned money for a period.
    pub struct Budget {
        /// For when.
        pub period: Period,
        /// How much.
        pub value: Option<Money>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// A movement of money.
    pub struct Transaction {
        /// What sort of movement.
        pub kind: TransactionType,
        /// When.
        pub date: Option<PartialDate>,
        /// How much.
        pub value: Option<Money>,
        /// From whom.
        pub provider: Option<Ref<Organisation>>,
        /// To whom.
        pub receiver: Option<Ref<Organisation>>,
        /// What for.
        pub description: Text,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// A result, with its indicators.
    pub struct ResultEntry {
        /// What sort of result.
        pub kind: ResultType,
        /// What.
        pub title: Text,
        /// More about it.
        pub description: Text,
        /// How it is measured.
        pub indicators: Vec<Indicator>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }
}

words! {
    /// Sorts of action.
    pub enum ProjectKind {
        Action Residency TrainingMission Phd BuildingSite TechnicalSupport SchoolSupport Study CulturalExchange
    }
}
