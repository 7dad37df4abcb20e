//! Projects: the unit of money and of IATI (`iati-activity`).
use rust_decimal::Decimal;

use crate::kinds::{
    Agreement, Document, Figure, Instrument, Link, Media, Organisation, Participation, Partnership, Person,
    SdgTag, Tag, Territory,
};
use crate::{
    ActivityStatus, AidType, Channel, Fact, Money, PartialDate, Period, Point, Ref, ResultType, Sector, Text,
    TransactionType,
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
        /// The convention it is carried out under.
        pub agreement: Option<Ref<Agreement>>,
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
        /// Who pays for it, and how firmly.
        pub funding: Vec<Funding>,
        /// What is given in work, rooms or things.
        pub in_kind: Vec<InKind>,
        /// As what the State counts it, where it is official development assistance or may be.
        pub oda: Option<OdaKind>,
        /// Type of aid.
        pub aid_type: Option<AidType>,
        /// Through whom the money goes.
        pub channel: Option<Channel>,
        /// What it aims at besides, for the declaration.
        pub markers: Vec<MarkerScore>,
        /// The 1 % law that it is paid under.
        pub mechanism: Option<Mechanism>,
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
        #[serde(serialize_with = "crate::number::serialize_option")]
        pub target: Option<Decimal>,
        /// The value reached.
        #[serde(serialize_with = "crate::number::serialize_option")]
        pub actual: Option<Decimal>,
        /// Of which.
        pub parts: Vec<PeriodPart>,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// A part of an indicator's value: women, men, an age.
    pub struct PeriodPart {
        /// Who or what is counted.
        pub group: PartGroup,
        /// In words, where no group of the list fits.
        pub label: Text,
        /// The value aimed at.
        #[serde(serialize_with = "crate::number::serialize_option")]
        pub target: Option<Decimal>,
        /// The value reached.
        #[serde(serialize_with = "crate::number::serialize_option")]
        pub actual: Option<Decimal>,
    }

    /// What a project aims at besides, as OECD-DAC scores it.
    pub struct MarkerScore {
        /// Which aim.
        pub marker: Marker,
        /// 0 not aimed at, 1 significant, 2 principal; up to 3 for desertification and 4 for reproductive health.
        pub score: u8,
    }

    /// A day on which a funder expects a report.
    pub struct ReportDue {
        /// By when.
        pub due: Option<PartialDate>,
        /// What is expected.
        pub title: Text,
        /// When it went.
        pub sent: Option<PartialDate>,
    }

    /// Something measured.
    pub struct Indicator {
        /// What.
        pub title: Text,
        /// In which unit, in words.
        pub unit: Text,
        /// The value before.
        #[serde(serialize_with = "crate::number::serialize_option")]
        pub baseline: Option<Decimal>,
        /// When it was that.
        pub baseline_year: Option<i16>,
        /// Targets and actuals.
        pub periods: Vec<IndicatorPeriod>,
        /// What proves the values.
        pub evidence: Vec<Ref<Document>>,
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
        #[serde(serialize_with = "crate::number::serialize_option")]
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
        /// The convention it falls under, where that is not the project's.
        pub agreement: Option<Ref<Agreement>>,
        /// What for.
        pub description: Text,
        /// What an IATI file said of it beyond these fields, as XML, written out again.
        pub iati_rest: Option<String>,
    }

    /// A line of the funding plan.
    pub struct Funding {
        /// Who pays.
        pub funder: Ref<Organisation>,
        /// How much.
        pub value: Option<Money>,
        /// How firm it is.
        pub stage: FundingStage,
        /// Through which funding instrument.
        pub instrument: Option<Instrument>,
        /// The convention that promises it.
        pub agreement: Option<Ref<Agreement>>,
        /// What the funder wants to read, and when.
        pub reports: Vec<ReportDue>,
    }

    /// Something given otherwise than in money.
    pub struct InKind {
        /// What.
        pub kind: InKindKind,
        /// By whom.
        pub provider: Option<Ref<Organisation>>,
        /// When.
        pub period: Period,
        /// What precisely.
        pub description: Text,
        /// How many days, for work.
        #[serde(serialize_with = "crate::number::serialize_days")]
        pub days: Option<Decimal>,
        /// What one costs.
        pub daily_cost: Option<Money>,
        /// What it is worth, where it is not days.
        pub value: Option<Money>,
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
    /// As what the State counts an action in the declaration of official development assistance.
    pub enum OdaKind {
        Cooperation Grant Awareness Refugees Scholarship Administration Multilateral OnePercent NotOda
    }

    /// Aims that OECD-DAC scores.
    pub enum Marker {
        GenderEquality Environment Biodiversity ClimateMitigation ClimateAdaptation Desertification Nutrition
        Disability DisasterRiskReduction ParticipatoryDevelopment TradeDevelopment ReproductiveHealth
    }

    /// The laws that let an authority give up to 1 % of a service's budget.
    pub enum Mechanism { Water Energy Waste Mobility }

    /// How firm money is.
    pub enum FundingStage { Hoped Requested Granted }

    /// What is given otherwise than in money.
    pub enum InKindKind { StaffDays Hosting Equipment Other }

    /// Whom a part of a result counts.
    pub enum PartGroup { Women Men Girls Boys Under15 From15To24 From25To64 Over64 Other }

    /// Sorts of action.
    pub enum ProjectKind {
        Action Residency TrainingMission Phd BuildingSite TechnicalSupport SchoolSupport Study CulturalExchange
    }
}

impl Marker {
    /// The highest score (OECD-DAC, CRS directives).
    pub fn max_score(self) -> u8 {
        match self {
            Self::Desertification => 3,
            Self::ReproductiveHealth => 4,
            _ => 2,
        }
    }

    /// True if the declaration to the State asks for a score.
    pub fn is_asked(self) -> bool {
        !matches!(self, Self::ParticipatoryDevelopment | Self::TradeDevelopment | Self::ReproductiveHealth)
    }
}

impl Project {
    /// When it takes place: really, else as planned.
    pub fn period(&self) -> Option<Period> {
        self.actual.as_ref().or(self.planned.as_ref()).map(|fact| fact.value)
    }
}
