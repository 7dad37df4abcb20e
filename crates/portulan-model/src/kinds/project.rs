//! Projects: the unit of budgets, payments and IATI (`iati-activity`).
use rust_decimal::Decimal;

use crate::kinds::{
    Agreement, CostHeading, Document, Figure, FundingStage, InKindKind, Instrument, Link, Marker, Mechanism,
    Media, OdaKind, Organisation, PartGroup, Participation, Partnership, Person, ProjectKind, SdgTag, Tag,
    Territory,
};
use crate::{
    ActivityStatus, AidType, Channel, Fact, IatiRest, Money, PartialDate, Period, Point, Ref, ResultType,
    Sector, Text, TransactionType, WorkingDays,
};

record_struct! {
    /// A project under a partnership: the unit of budgets and payments, and of IATI (`iati-activity`).
    pub struct Project {
        /// The title.
        pub title: Text,
        /// The type of project.
        pub kind: ProjectKind,
        /// The partnership that the project belongs to.
        pub partnership: Option<Ref<Partnership>>,
        /// The agreement under which the project is carried out.
        pub agreement: Option<Ref<Agreement>>,
        /// A description.
        pub description: Option<Fact<Text>> as Paragraph,
        /// The status (IATI `ActivityStatus`).
        pub status: Option<Fact<ActivityStatus>>,
        /// The planned start and end.
        pub planned: Option<Fact<Period>>,
        /// The actual start and end.
        pub actual: Option<Fact<Period>>,
        /// The frequency of a recurrent project, as free text ("one a year").
        pub frequency: Option<Fact<Text>>,
        /// OECD-DAC purpose codes; the shares add up to 100.
        pub sectors: Vec<SectorShare>,
        /// The places of the project.
        pub locations: Vec<Location>,
        /// The participating organisations and their roles.
        pub participations: Vec<Participation>,
        /// The contact persons.
        pub contacts: Vec<Ref<Person>>,
        /// Themes, by their key in [`Authority::themes`](super::Authority::themes).
        pub themes: Vec<Tag>,
        /// The Sustainable Development Goals served.
        pub sdgs: Vec<SdgTag>,
        /// Planned amounts by period.
        pub budgets: Vec<Budget>,
        /// Payments and commitments.
        pub transactions: Vec<Transaction>,
        /// The funding plan.
        pub funding: Vec<Funding>,
        /// Contributions in kind: work, rooms, equipment.
        pub in_kind: Vec<InKind>,
        /// The category in the e-APD declaration of official development assistance (ODA); `None` means
        /// [`OdaKind::Cooperation`].
        pub oda: Option<OdaKind>,
        /// The OECD-DAC type of aid.
        pub aid_type: Option<AidType>,
        /// The OECD-DAC channel of delivery.
        pub channel: Option<Channel>,
        /// Scores of OECD-DAC policy markers.
        pub markers: Vec<MarkerScore>,
        /// The 1% law under which the project is funded.
        pub mechanism: Option<Mechanism>,
        /// Results, with their indicators.
        pub results: Vec<ResultEntry>,
        /// Key figures.
        pub figures: Vec<Figure>,
        /// Documents.
        pub documents: Vec<Ref<Document>>,
        /// Pictures.
        pub media: Vec<Ref<Media>>,
        /// Links to further reading.
        pub links: Vec<Link>,
        /// The IATI activity identifier, if the project had one before it entered this register.
        pub iati_identifier: Option<String>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }

    /// Target and actual value of an indicator in one period.
    pub struct IndicatorPeriod {
        /// The period, both ends included.
        pub period: Period,
        /// The target value, in the unit of the indicator.
        pub target: Option<Decimal>,
        /// The actual value, in the unit of the indicator.
        pub actual: Option<Decimal>,
        /// Values disaggregated by group (IATI `dimension`).
        pub parts: Vec<PeriodPart>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }

    /// The values of one group of people in a period, such as women (IATI `dimension`).
    pub struct PeriodPart {
        /// The group counted.
        pub group: PartGroup,
        /// The name of the group, for [`PartGroup::Other`].
        pub label: Text,
        /// The target value, in the unit of the indicator.
        pub target: Option<Decimal>,
        /// The actual value, in the unit of the indicator.
        pub actual: Option<Decimal>,
    }

    /// The score of one OECD-DAC policy marker.
    pub struct MarkerScore {
        /// The policy marker.
        pub marker: Marker,
        /// The score: 0 not targeted, 1 significant, 2 principal objective; up to 3 for desertification and 4
        /// for reproductive health.
        pub score: u8,
    }

    /// A report that a funder expects by a certain date.
    pub struct ReportDue {
        /// The due date.
        pub due: Option<PartialDate>,
        /// The title of the report.
        pub title: Text,
        /// The date on which the report was sent; `None` while it is outstanding.
        pub sent: Option<PartialDate>,
    }

    /// A payment of a funder that is expected by a certain date.
    pub struct Instalment {
        /// The date on which it is expected.
        pub due: Option<PartialDate>,
        /// The amount.
        pub value: Option<Money>,
        /// The condition of the funder, such as an intermediate report.
        pub condition: Text,
        /// The date on which it was received; `None` while it is outstanding.
        pub received: Option<PartialDate>,
    }

    /// An indicator of a result.
    pub struct Indicator {
        /// The title.
        pub title: Text,
        /// The unit of all its values, as free text.
        pub unit: Text,
        /// The value before the project.
        pub baseline: Option<Decimal>,
        /// The year of the baseline.
        pub baseline_year: Option<i16>,
        /// Targets and actual values by period.
        pub periods: Vec<IndicatorPeriod>,
        /// Documents that prove the values.
        pub evidence: Vec<Ref<Document>>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }
}

sourced_struct! {
    /// A purpose of a project, and its share.
    pub struct SectorShare {
        /// The OECD-DAC purpose code.
        pub code: Sector,
        /// The share in percent; may be `None` if the project has one sector only.
        pub percentage: Option<Decimal>,
    }

    /// A place of a project.
    pub struct Location {
        /// The territory.
        pub territory: Option<Ref<Territory>>,
        /// The name of the place, if it is not the territory as a whole.
        pub name: Text,
        /// The coordinates.
        pub point: Option<Point>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }

    /// A planned amount for one period.
    pub struct Budget {
        /// The budget period, both ends included.
        pub period: Period,
        /// The planned amount.
        pub value: Option<Money>,
        /// The cost heading; `None` if the amount is not divided by heading.
        pub heading: Option<CostHeading>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }

    /// A payment, a commitment or another transaction of IATI.
    pub struct Transaction {
        /// The type of transaction (IATI `TransactionType`).
        pub kind: TransactionType,
        /// The date of the transaction.
        pub date: Option<PartialDate>,
        /// The amount.
        pub value: Option<Money>,
        /// The organisation that pays.
        pub provider: Option<Ref<Organisation>>,
        /// The organisation that receives the money.
        pub receiver: Option<Ref<Organisation>>,
        /// The agreement behind the transaction, if it is not the one of the project.
        pub agreement: Option<Ref<Agreement>>,
        /// The cost heading of a payment.
        pub heading: Option<CostHeading>,
        /// A description.
        pub description: Text as Paragraph,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }

    /// A line of the funding plan.
    pub struct Funding {
        /// The funder.
        pub funder: Ref<Organisation>,
        /// The amount.
        pub value: Option<Money>,
        /// The status of the funding.
        pub stage: FundingStage,
        /// The funding instrument.
        pub instrument: Option<Instrument>,
        /// The agreement that promises the amount.
        pub agreement: Option<Ref<Agreement>>,
        /// The reports that the funder expects.
        pub reports: Vec<ReportDue>,
        /// The payments that are expected from the funder.
        pub instalments: Vec<Instalment>,
    }

    /// A contribution in kind, valued in money or in days of work.
    pub struct InKind {
        /// The type of contribution.
        pub kind: InKindKind,
        /// The organisation that contributes.
        pub provider: Option<Ref<Organisation>>,
        /// The period of the contribution, both ends included.
        pub period: Period,
        /// A description.
        pub description: Text as Paragraph,
        /// The number of working days, for work; at most 1,000,000.
        pub days: Option<WorkingDays>,
        /// The cost of one working day.
        pub daily_cost: Option<Money>,
        /// The value of a contribution that is not counted in days.
        pub value: Option<Money>,
    }

    /// A result of a project (IATI `result`).
    pub struct ResultEntry {
        /// The type of result (IATI `ResultType`).
        pub kind: ResultType,
        /// The title.
        pub title: Text,
        /// A description.
        pub description: Text as Paragraph,
        /// The indicators that measure the result.
        pub indicators: Vec<Indicator>,
        /// Parts of the IATI element that these fields cannot hold, as XML; written back on export.
        pub iati_rest: Option<IatiRest> as Residual,
    }
}
impl Project {
    /// The actual period, or else the planned one.
    pub fn period(&self) -> Option<Period> {
        self.actual.as_ref().or(self.planned.as_ref()).map(|fact| fact.value)
    }
}
