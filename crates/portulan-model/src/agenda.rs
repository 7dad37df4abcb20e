//! The dates that a record brings to the agenda of the back office.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kinds::{Agreement, FundingStage, Mission, Project};
use crate::{Body, PartialDate, Period, Text};

/// The kind of an entry of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum AgendaKind {
    /// The last day of an agreement.
    AgreementEnd,
    /// A day on which the authority wants to be reminded of an agreement.
    AgreementReminder,
    /// The days of an event.
    Event,
    /// The days of a mission.
    Mission,
    /// The due date of a logistics task that is not done.
    MissionTask,
    /// The due date of a report to a funder that was not sent.
    ReportDue,
    /// The date on which a payment of a funder is expected that was not received.
    InstalmentDue,
    /// The last day on which a contact may be stored.
    RetentionEnd,
}

crate::impl_names!(AgendaKind);

impl AgendaKind {
    /// The kinds in calendars: all but the ends of retention periods.
    pub const CALENDAR: [Self; 7] = [
        Self::AgreementEnd,
        Self::AgreementReminder,
        Self::Event,
        Self::Mission,
        Self::MissionTask,
        Self::ReportDue,
        Self::InstalmentDue,
    ];

    /// True for dates that are not public even if their record is.
    pub fn is_internal(self) -> bool {
        !matches!(self, Self::AgreementEnd | Self::Event | Self::Mission)
    }
}

/// A date of a record, with what it takes to show it without reading the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaEntry {
    /// Its kind.
    pub kind: AgendaKind,
    /// The first day that it may mean.
    pub start: Date,
    /// The last day that it may mean.
    pub end: Date,
    /// The last day on which it is of interest; `None` if it stays until it is done.
    pub until: Option<Date>,
    /// Dates and text as the record states them.
    pub detail: AgendaDetail,
}

/// The dates and the text of an [`AgendaEntry`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaDetail {
    /// The dates, as exact as the record states them.
    pub dates: Period,
    /// The name of the task or report; empty for other dates.
    pub text: Text,
}

impl AgendaEntry {
    fn new(kind: AgendaKind, dates: Period) -> Option<Self> {
        let (start, end) = (dates.start.or(dates.end)?, dates.end.or(dates.start)?);
        let detail = AgendaDetail { dates, text: Text::default() };
        Some(Self { kind, start: start.first(), end: end.last(), until: None, detail })
    }

    fn on(kind: AgendaKind, day: PartialDate) -> Option<Self> {
        Self::new(kind, Period { start: None, end: Some(day) })
    }

    fn with_text(mut self, text: &Text) -> Self {
        self.detail.text = text.clone();
        self
    }
}

impl Body {
    /// Returns the dates of the record, in the order in which it states them.
    pub fn agenda(&self) -> Vec<AgendaEntry> {
        match self {
            Self::Agreement(agreement) => agreement_dates(agreement),
            Self::Event(event) => {
                let dates = event.dates.as_ref().map(|fact| fact.value);
                dates.and_then(|dates| AgendaEntry::new(AgendaKind::Event, dates)).into_iter().collect()
            }
            Self::Mission(mission) => mission_dates(mission),
            Self::Project(project) => funding_dates(project),
            Self::Person(person) => {
                let end = person.kept_until.and_then(|end| AgendaEntry::on(AgendaKind::RetentionEnd, end));
                end.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

fn agreement_dates(agreement: &Agreement) -> Vec<AgendaEntry> {
    let end = agreement.period.as_ref().and_then(|fact| fact.value.end);
    let end = end.and_then(|end| AgendaEntry::on(AgendaKind::AgreementEnd, end));
    let reminder = |day: &PartialDate| AgendaEntry::on(AgendaKind::AgreementReminder, *day);
    end.into_iter().chain(agreement.reminders.iter().filter_map(reminder)).collect()
}

fn mission_dates(mission: &Mission) -> Vec<AgendaEntry> {
    let dates = mission.dates.and_then(|dates| AgendaEntry::new(AgendaKind::Mission, dates));
    let until = dates.as_ref().map(|entry| entry.end);
    let tasks = mission.logistics.iter().filter(|task| !task.done).filter_map(|task| {
        let entry = AgendaEntry::on(AgendaKind::MissionTask, task.due?)?.with_text(&task.what);
        Some(AgendaEntry { until, ..entry })
    });
    let tasks: Vec<_> = tasks.collect();
    dates.into_iter().chain(tasks).collect()
}

fn funding_dates(project: &Project) -> Vec<AgendaEntry> {
    let entry = |kind, day, text| Some(AgendaEntry::on(kind, day)?.with_text(text));
    let reports =
        project.funding.iter().flat_map(|line| &line.reports).filter(|report| report.sent.is_none());
    let reports = reports.filter_map(|report| entry(AgendaKind::ReportDue, report.due?, &report.title));
    // Nothing is expected of a funder that has not agreed.
    let granted = project.funding.iter().filter(|line| line.stage == FundingStage::Granted);
    let instalments = granted.flat_map(|line| &line.instalments);
    let instalments = instalments.filter(|instalment| instalment.received.is_none());
    let instalments = instalments
        .filter_map(|instalment| entry(AgendaKind::InstalmentDue, instalment.due?, &instalment.condition));
    reports.chain(instalments).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Fact;
    use crate::kinds::{Errand, Funding, Instalment, ReportDue};

    fn day(text: &str) -> PartialDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_project_has_the_reports_and_payments_that_are_outstanding() {
        let report = |due, sent| ReportDue { due: Some(day(due)), sent, ..ReportDue::default() };
        let instalment =
            |due, received| Instalment { due: Some(day(due)), received, ..Instalment::default() };
        let line = Funding {
            stage: FundingStage::Granted,
            reports: vec![report("2026-01", None), report("2025-01", Some(day("2025-02")))],
            instalments: vec![
                instalment("2026-03-15", None),
                instalment("2025-03-15", Some(day("2025-04"))),
                Instalment::default(),
            ],
            ..Funding::default()
        };
        let hoped = Funding { stage: FundingStage::Hoped, reports: Vec::new(), ..line.clone() };
        let project = Project { funding: vec![line, hoped], ..Project::default() };
        let entries = Body::Project(Box::new(project)).agenda();
        let dates: Vec<_> = entries.iter().map(|e| (e.kind, e.start, e.end)).collect();
        assert_eq!(
            dates,
            [
                (AgendaKind::ReportDue, date(2026, 1, 1), date(2026, 1, 31)),
                (AgendaKind::InstalmentDue, date(2026, 3, 15), date(2026, 3, 15)),
            ]
        );
        assert!(entries.iter().all(|entry| entry.kind.is_internal()));
    }

    #[test]
    fn an_agreement_has_its_end_and_its_reminders() {
        let period = Period { start: Some(day("2024")), end: Some(day("2027-03")) };
        let agreement = Agreement {
            period: Some(Fact { value: period, ..Fact::default() }),
            reminders: vec![day("2026-12-01")],
            ..Agreement::default()
        };
        let entries = Body::Agreement(Box::new(agreement)).agenda();
        let dates: Vec<_> = entries.iter().map(|e| (e.kind, e.start, e.end)).collect();
        assert_eq!(
            dates,
            [
                (AgendaKind::AgreementEnd, date(2027, 3, 1), date(2027, 3, 31)),
                (AgendaKind::AgreementReminder, date(2026, 12, 1), date(2026, 12, 1)),
            ]
        );
    }

    #[test]
    fn tasks_of_a_mission_are_of_interest_until_it_is_over() {
        let task = |due: &str, done| Errand { due: Some(day(due)), done, ..Errand::default() };
        let mission = Mission {
            dates: Some(Period { start: Some(day("2026-05-02")), end: Some(day("2026-05-06")) }),
            logistics: vec![task("2026-04-01", false), task("2026-04-02", true)],
            ..Mission::default()
        };
        let entries = Body::Mission(Box::new(mission)).agenda();
        let dates: Vec<_> = entries.iter().map(|e| (e.kind, e.start, e.until)).collect();
        assert_eq!(
            dates,
            [
                (AgendaKind::Mission, date(2026, 5, 2), None),
                (AgendaKind::MissionTask, date(2026, 4, 1), Some(date(2026, 5, 6))),
            ]
        );
    }
}
