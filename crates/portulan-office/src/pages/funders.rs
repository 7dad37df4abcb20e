//! Monitoring of funders: funding, receipts, outstanding amounts, and due reports.
use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_editorial::declarations;
use portulan_locales::{MessageKey, dates, key, list};
use portulan_model::kinds::{Project, ReportDue};
use portulan_model::{Body, Kind, PartialDate, PublishedRecord, PublishedRegister, Record};
use portulan_report::eapd::RecipientLists;
use portulan_report::money::{PlanTotals, countries, plan};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found_to_write;
use super::plan_remarks::{PlanRemark, plan_remarks};
use super::save_in_place::save_in_place;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

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
    late: usize,
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
    reports: Vec<FunderReport>,
    /// The remarks on the plan of the project.
    remarks: Vec<PlanRemark>,
}

/// A report that a funder expects.
struct FunderReport {
    title: String,
    day: String,
    state: ReportState,
    /// True if the site does not show this state yet.
    is_draft: bool,
    /// The due date as stored, by which the button that marks the report as sent names it.
    due: String,
}

impl FunderReport {
    /// The title of its button.
    fn action(&self) -> MessageKey {
        match self.state {
            ReportState::SentToday => key!("office-funders-unmark"),
            _ => key!("office-funders-mark"),
        }
    }
}

/// The state of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReportState {
    /// It was marked as sent today: this can be undone here.
    SentToday,
    /// It was sent.
    Sent,
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

/// The report that was sent, as the page showed it.
#[derive(Deserialize)]
pub struct SentReport {
    project: Uuid,
    funder: String,
    due: String,
    title: String,
    /// True to take back that it was sent today.
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
    let newest = newest(&office, &site.programme).await?;
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
        let urgent = |f: &Funder| (f.is_own, f.late == 0);
        let planned = || b.totals.planned.cmp(&a.totals.planned);
        urgent(a).cmp(&urgent(b)).then_with(planned).then_with(|| a.name.cmp(&b.name))
    });
    let done = if ["sent", "sent-draft", "unsent", "unsent-draft"].contains(&asked.done.as_str()) {
        asked.done
    } else {
        String::new()
    };
    Ok(page(&FundersPage { v, funders, done }))
}

fn require_staff(current_user: &CurrentUser) -> Result<(), OfficeError> {
    if CurrentUser::is_staff(&current_user.user) { Ok(()) } else { Err(OfficeError::Forbidden) }
}

/// The newest revisions of the published projects with reports. The published ones can be older: a report can be marked as sent in a
/// draft, and the site is refreshed a moment after a publication.
async fn newest(
    office: &Office,
    programme: &PublishedRegister,
) -> Result<HashMap<Uuid, Project>, OfficeError> {
    let has_reports =
        |project: &PublishedRecord<Project>| project.body.funding.iter().any(|line| !line.reports.is_empty());
    let projects = programme.projects.into_iter().filter(|project| has_reports(project));
    let ids: Vec<Uuid> = projects.map(|project| project.id).collect();
    let stored = office.store.records_by_id(&ids).await?.into_iter();
    let projects = stored.filter_map(|stored| match stored.record.body {
        Body::Project(body) => Some((stored.record.id, *body)),
        _ => None,
    });
    Ok(projects.collect())
}

/// The newest version of a report that is public.
fn newest_report<'a>(newest: &'a Project, funder: &str, report: &ReportDue) -> Option<&'a ReportDue> {
    let lines = newest.funding.iter().filter(|line| line.funder.slug() == funder);
    lines.flat_map(|line| &line.reports).find(|known| known.due == report.due && known.title == report.title)
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
                is_own: !slug.is_empty() && slug == programme.own_organisation_slug(),
                lines: Vec::new(),
                sums: Default::default(),
            });
            funders.len() - 1
        });
        let funder = &mut funders[at];
        funder.totals.add(&row);
        funder.late += row.late.len();
        let euros = |amount: Option<Decimal>| amount.map_or("–".to_owned(), |a| v.money(a, "€"));
        let reports = row.line.reports.iter().map(|report| {
            let day = |date: PartialDate| dates::date(v.language, date);
            let known = newest.and_then(|newest| newest_report(newest, slug, report)).unwrap_or(report);
            let (when, state) = match (known.sent, report.due) {
                (Some(on), _) if on == PartialDate::from(today) => (day(on), ReportState::SentToday),
                (Some(on), _) => (day(on), ReportState::Sent),
                (None, Some(due)) if due.last() < today => (day(due), ReportState::Late),
                (None, due) => (due.map(day).unwrap_or_default(), ReportState::Next),
            };
            let is_draft = known.sent != report.sent;
            FunderReport {
                title: v.name(&report.title),
                day: when,
                state,
                is_draft,
                due: stored_day(report.due),
            }
        });
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
            reports: reports.collect(),
            remarks: of_line,
        });
    }
}

/// Marks a report as sent today, or takes that back on the same day. If the project is published and the user may publish it, it stays
/// published; otherwise the change is a draft.
pub async fn mark_sent(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(sent): Form<SentReport>,
) -> Result<Response, OfficeError> {
    require_staff(&current_user)?;
    let stored = found_to_write(&office, &current_user, Kind::Project.folder(), sent.project).await?;
    let Body::Project(mut body) = stored.record.body else { return Err(OfficeError::Missing) };
    let v = OfficeView::new(&current_user, "funders");
    let lines = body.funding.iter_mut().filter(|line| line.funder.slug() == sent.funder);
    let today = PartialDate::from(current_user.today());
    let before = sent.undo.then_some(today);
    let report = lines.flat_map(|line| &mut line.reports).find(|report| {
        report.sent == before && stored_day(report.due) == sent.due && v.name(&report.title) == sent.title
    });
    let Some(report) = report else {
        return Err(OfficeError::Refused(v.t(key!("office-funders-changed"))));
    };
    report.sent = if sent.undo { None } else { Some(today) };
    let record = Record { body: Body::Project(body), ..stored.record };
    let author = current_user.author(&v.tw(
        if sent.undo { key!("office-funders-unmarked") } else { key!("office-funders-marked") },
        &sent.title,
    ));
    let is_public = save_in_place(&office, &author, record, stored.revision).await?;
    let done = if is_public { "" } else { "-draft" };
    let done = format!("{}sent{done}", if sent.undo { "un" } else { "" });
    Ok(Redirect::to(&format!("/office/funders?done={done}")).into_response())
}

fn stored_day(day: Option<PartialDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
