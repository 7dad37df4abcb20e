//! Monitoring of funders: funding, receipts, outstanding amounts, and due reports.
use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_editorial::declarations;
use portulan_locales::{MessageKey, dates, key, list};
use portulan_model::kinds::{Funding, FundingStage, Instalment, Project};
use portulan_model::{
    Body, Kind, PartialDate, PublishedRecord, PublishedRegister, Record, normalize_for_search,
};
use portulan_report::eapd::RecipientLists;
use portulan_report::money::{PlanTotals, countries, plan};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found_to_change;
use super::plan_remarks::{PlanRemark, plan_remarks};
use super::save_in_place::save_in_place;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The actions that the page can report as completed.
const DONE: [&str; 8] = [
    "sent",
    "sent-draft",
    "unsent",
    "unsent-draft",
    "received",
    "received-draft",
    "unreceived",
    "unreceived-draft",
];

#[derive(Template)]
#[template(path = "funders.html")]
struct FundersPage {
    v: OfficeView,
    funders: Vec<Funder>,
    done: String,
}

struct Funder {
    id: Option<Uuid>,
    slug: String,
    name: String,
    totals: PlanTotals,
    /// Formatted amounts: planned, received and outstanding.
    sums: [String; 3],
    /// The differences between planned, received and outstanding amounts; a sentence each.
    remarks: Vec<String>,
    /// The number of reports that are late.
    late: usize,
    /// The number of payments that are late.
    late_payments: usize,
    /// True for the authority itself, whose money is a budget and not a grant.
    is_own: bool,
    lines: Vec<FunderLine>,
}

impl Funder {
    /// The titles of the amounts: planned, received and outstanding.
    fn titles(&self) -> [MessageKey; 3] {
        let (come, remains) = if self.is_own {
            (key!("office-funders-spent"), key!("office-funders-unspent"))
        } else {
            (key!("funding-come"), key!("funding-remains"))
        };
        [key!("funding-planned"), come, remains]
    }
}

/// A project that the funder pays for.
struct FunderLine {
    id: Uuid,
    /// The slug of the funder.
    funder: String,
    title: String,
    stage: String,
    planned: String,
    come: String,
    remains: String,
    /// The reports that the funder expects, and the payments that are expected from it.
    due: Vec<FunderDue>,
    /// The remarks on the plan of the project.
    remarks: Vec<PlanRemark>,
}

/// A report that a funder expects, or a payment that is expected from it.
struct FunderDue {
    kind: DueKind,
    title: String,
    day: String,
    state: DueState,
    /// True if the site does not show this state yet.
    is_draft: bool,
    /// The due date as stored, by which the button that marks it as done names it.
    due: String,
}

impl FunderDue {
    /// The title of its button.
    fn action(&self) -> MessageKey {
        match (self.kind, self.state) {
            (DueKind::Report, DueState::DoneToday) => key!("office-funders-unmark"),
            (DueKind::Report, _) => key!("office-funders-mark"),
            (DueKind::Instalment, DueState::DoneToday) => key!("office-funders-unreceive"),
            (DueKind::Instalment, _) => key!("office-funders-receive"),
        }
    }

    /// The words for what is done.
    fn done(&self) -> MessageKey {
        match self.kind {
            DueKind::Report => key!("office-funders-sent"),
            DueKind::Instalment => key!("office-funders-received"),
        }
    }

    /// True if it was sent or received.
    fn is_done(&self) -> bool {
        matches!(self.state, DueState::Done | DueState::DoneToday)
    }
}

/// The kind of a due date.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
enum DueKind {
    /// A report to the funder.
    Report,
    /// A payment of the funder.
    Instalment,
}

portulan_model::impl_names!(DueKind);

/// The state of a due date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DueState {
    /// It was marked as done today: this can be undone here.
    DoneToday,
    /// It was sent or received.
    Done,
    /// Its due date has passed.
    Late,
    /// It is expected later.
    Next,
}

/// The query parameters of messages.
#[derive(Deserialize)]
pub struct FundersQuery {
    /// The completed action.
    #[serde(default)]
    done: String,
}

/// The report or the payment that was done, as the page showed it.
#[derive(Deserialize)]
pub struct DoneDue {
    project: Uuid,
    funder: String,
    what: String,
    due: String,
    title: String,
    /// True to take back that it was done today.
    #[serde(default)]
    undo: bool,
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<FundersQuery>,
) -> Result<Response, OfficeError> {
    require_staff(&current_user)?;
    let v = OfficeView::new(&current_user, "funders");
    let site = office.app.site();
    let lists = declarations::lists(&*office.store).await?;
    let mut funders: Vec<Funder> = Vec::new();
    let newest = newest_projects(&office, &site.programme).await?;
    for project in &site.programme.projects {
        let newest = newest.get(&project.id);
        add_project(&mut funders, &v, &site.programme, (project, newest), current_user.today(), &lists);
    }
    for f in &mut funders {
        let totals = f.totals;
        f.sums = [totals.planned, totals.come, totals.remains].map(|amount| v.money(amount, "€"));
        let (not_granted, beyond) = if f.is_own {
            (key!("office-funders-not-granted"), key!("office-funders-beyond"))
        } else {
            (key!("funding-not-granted"), key!("funding-beyond"))
        };
        let remarks = [(not_granted, totals.not_granted), (beyond, totals.beyond)];
        let remarks = remarks.into_iter().filter(|(_, amount)| !amount.is_zero());
        f.remarks = remarks.map(|(key, amount)| v.tw(key, v.money(amount, "€"))).collect();
    }
    funders.sort_by(|a, b| {
        let urgent = |f: &Funder| (f.is_own, f.late + f.late_payments == 0);
        let planned = || b.totals.planned.cmp(&a.totals.planned);
        urgent(a)
            .cmp(&urgent(b))
            .then_with(planned)
            .then_with(|| normalize_for_search(&a.name).cmp(&normalize_for_search(&b.name)))
    });
    let done = if DONE.contains(&asked.done.as_str()) { asked.done } else { String::new() };
    Ok(page(&FundersPage { v, funders, done }))
}

fn require_staff(current_user: &CurrentUser) -> Result<(), OfficeError> {
    if CurrentUser::is_staff(&current_user.user) { Ok(()) } else { Err(OfficeError::Forbidden) }
}

/// The newest revisions of the published projects with dates. The published ones can be older: what is due can be marked as done in a
/// draft, and the site is refreshed a moment after a publication.
pub async fn newest_projects(
    office: &Office,
    programme: &PublishedRegister,
) -> Result<HashMap<Uuid, Project>, OfficeError> {
    let has_dates = |project: &PublishedRecord<Project>| {
        project.body.funding.iter().any(|line| !line.reports.is_empty() || !line.instalments.is_empty())
    };
    let projects = programme.projects.into_iter().filter(|project| has_dates(project));
    let ids: Vec<Uuid> = projects.map(|project| project.id).collect();
    let stored = office.store.records_by_id(&ids).await?.into_iter();
    let projects = stored.filter_map(|stored| match stored.record.body {
        Body::Project(body) => Some((stored.record.id, *body)),
        _ => None,
    });
    Ok(projects.collect())
}

/// A date of a line of a plan: what is due, when, its title, and the date on which it was done.
type LineDate = (DueKind, Option<PartialDate>, String, Option<PartialDate>);

/// The dates of a line, in the order in which the project states them.
fn dates_of(v: &OfficeView, line: &Funding) -> Vec<LineDate> {
    let reports =
        line.reports.iter().map(|report| (DueKind::Report, report.due, v.name(&report.title), report.sent));
    let instalments = line.instalments.iter().map(|instalment| {
        (DueKind::Instalment, instalment.due, instalment_title(v, instalment), instalment.received)
    });
    reports.chain(instalments).collect()
}

/// A payment in words: its amount and its condition.
fn instalment_title(v: &OfficeView, instalment: &Instalment) -> String {
    let amount = instalment.value.as_ref().map(|money| v.money(money.amount, &money.currency.0));
    let condition = instalment.condition.text(v.language.tag()).trim().to_owned();
    let condition = Some(condition).filter(|condition| !condition.is_empty());
    let parts: Vec<String> = amount.into_iter().chain(condition).collect();
    if parts.is_empty() { v.t(key!("office-funders-instalment")) } else { parts.join(" · ") }
}

/// The dates of a line. Their state is that of the newest revision, whose dates of the same funder are removed as they are used: of
/// several equal dates, each has one of its own.
fn due_of(v: &OfficeView, line: &Funding, newest: &mut Vec<LineDate>, today: Date) -> Vec<FunderDue> {
    let day = |date: PartialDate| dates::date(v.language, date);
    // Nothing is expected of a funder that has not agreed.
    let is_awaited = |kind| kind == DueKind::Report || line.stage == FundingStage::Granted;
    let due = dates_of(v, line).into_iter().map(|(kind, due, title, public)| {
        let known = newest.iter().position(|known| (known.0, known.1, &known.2) == (kind, due, &title));
        let done = known.map_or(public, |at| newest.remove(at).3);
        let (when, state) = match (done, due) {
            (Some(on), _) if on == PartialDate::from(today) => (day(on), DueState::DoneToday),
            (Some(on), _) => (day(on), DueState::Done),
            (None, Some(due)) if due.last() < today && is_awaited(kind) => (day(due), DueState::Late),
            (None, due) => (due.map(day).unwrap_or_default(), DueState::Next),
        };
        FunderDue { kind, title, day: when, state, is_draft: done != public, due: stored_day(due) }
    });
    due.collect()
}

/// Adds the lines of a project's plan to their funders.
fn add_project(
    funders: &mut Vec<Funder>,
    v: &OfficeView,
    programme: &PublishedRegister,
    (project, newest): (&PublishedRecord<Project>, Option<&Project>),
    today: Date,
    lists: &RecipientLists,
) {
    let mut remarks = plan_remarks(v, programme, &project.body, &countries(programme, &project.body), lists);
    let mut newest_dates: HashMap<&str, Vec<LineDate>> = HashMap::new();
    for line in newest.into_iter().flat_map(|project| &project.funding) {
        newest_dates.entry(line.funder.slug()).or_default().extend(dates_of(v, line));
    }
    for row in plan(programme, project, today) {
        let known = programme.organisations.get(&row.line.funder);
        let slug = row.line.funder.slug();
        let name = known.map_or_else(|| slug.to_owned(), |o| v.name(&o.body.name));
        let at = funders.iter().position(|f| f.slug == slug).unwrap_or_else(|| {
            funders.push(Funder {
                id: known.map(|o| o.id),
                slug: slug.to_owned(),
                name,
                totals: PlanTotals::default(),
                remarks: Vec::new(),
                late: 0,
                late_payments: 0,
                is_own: !slug.is_empty() && slug == programme.own_organisation_slug(),
                lines: Vec::new(),
                sums: Default::default(),
            });
            funders.len() - 1
        });
        let funder = &mut funders[at];
        funder.totals.add(&row);
        let euros = |amount: Option<Decimal>| amount.map_or("–".to_owned(), |a| v.money(a, "€"));
        let due = due_of(v, row.line, newest_dates.entry(slug).or_default(), today);
        let late = |kind| due.iter().filter(|due| due.kind == kind && due.state == DueState::Late).count();
        funder.late += late(DueKind::Report);
        funder.late_payments += late(DueKind::Instalment);
        let (of_line, others): (Vec<PlanRemark>, Vec<PlanRemark>) =
            remarks.into_iter().partition(|remark| row.line.instrument == Some(remark.instrument));
        remarks = others;
        funder.lines.push(FunderLine {
            id: project.id,
            funder: slug.to_owned(),
            title: v.name(&project.body.title),
            stage: v.word(list!("funding-stage"), row.line.stage.name()),
            planned: euros(row.planned),
            come: euros(Some(row.come)),
            remains: euros(row.remains),
            due,
            remarks: of_line,
        });
    }
}

/// Marks a report as sent or a payment as received today, or takes that back on the same day. If the project is published and the
/// user may publish it, it stays published; otherwise the change is a draft.
pub async fn mark_done(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(done): Form<DoneDue>,
) -> Result<Response, OfficeError> {
    require_staff(&current_user)?;
    let kind = DueKind::from_name(&done.what).ok_or_else(|| OfficeError::Unreadable(done.what.clone()))?;
    let stored = found_to_change(&office, &current_user, Kind::Project.folder(), done.project).await?;
    let Body::Project(mut body) = stored.record.body else { return Err(OfficeError::Missing) };
    let v = OfficeView::new(&current_user, "funders");
    let lines = body.funding.iter_mut().filter(|line| line.funder.slug() == done.funder);
    let today = PartialDate::from(current_user.today());
    let (before, after) = if done.undo { (Some(today), None) } else { (None, Some(today)) };
    let is_wanted = |due: Option<PartialDate>, title: String, on: Option<PartialDate>| {
        on == before && stored_day(due) == done.due && title == done.title
    };
    let date = lines.filter_map(|line| match kind {
        DueKind::Report => {
            let reports = line.reports.iter_mut();
            let found = reports.filter(|report| is_wanted(report.due, v.name(&report.title), report.sent));
            found.map(|report| &mut report.sent).next()
        }
        DueKind::Instalment => {
            let instalments = line.instalments.iter_mut();
            let found = instalments
                .filter(|payment| is_wanted(payment.due, instalment_title(&v, payment), payment.received));
            found.map(|payment| &mut payment.received).next()
        }
    });
    let Some(date) = { date }.next() else {
        return Err(OfficeError::Refused(v.t(key!("office-funders-changed"))));
    };
    *date = after;
    let record = Record { body: Body::Project(body), ..stored.record };
    let reason = match (kind, done.undo) {
        (DueKind::Report, false) => key!("office-funders-marked"),
        (DueKind::Report, true) => key!("office-funders-unmarked"),
        (DueKind::Instalment, false) => key!("office-funders-received-reason"),
        (DueKind::Instalment, true) => key!("office-funders-unreceived-reason"),
    };
    let author = current_user.author(&v.tw(reason, &done.title));
    let is_public = save_in_place(&office, &author, record, stored.revision).await?;
    let word = match kind {
        DueKind::Report => "sent",
        DueKind::Instalment => "received",
    };
    let (prefix, suffix) = (if done.undo { "un" } else { "" }, if is_public { "" } else { "-draft" });
    Ok(Redirect::to(&format!("/office/funders?done={prefix}{word}{suffix}")).into_response())
}

fn stored_day(day: Option<PartialDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
