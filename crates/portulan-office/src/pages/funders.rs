//! Monitoring of funders: funding, receipts, outstanding amounts, and due reports.
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_editorial::{EditorialError, declarations};
use portulan_locales::{dates, key, list};
use portulan_model::kinds::{Organisation, Project, ReportDue};
use portulan_model::{
    Body, Kind, PartialDate, PublishedRecord, PublishedRegister, Record, Ref, State as RecordState,
};
use portulan_report::eapd::RecipientLists;
use portulan_report::money::{PlanTotals, plan};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found_to_write;
use super::plan_remarks::{PlanRemark, plan_remarks};
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
    lines: Vec<FunderLine>,
}

/// A project that the funder pays for.
struct FunderLine {
    id: Uuid,
    title: String,
    stage: String,
    planned: String,
    come: String,
    remains: String,
    reports: Vec<FunderReport>,
    /// What the plan does not follow of the rules of its funders.
    remarks: Vec<PlanRemark>,
}

/// A report that a funder expects.
struct FunderReport {
    title: String,
    day: String,
    state: ReportState,
    /// The position of the line and of the report in the project, for the button that marks the report as sent.
    position: String,
}

/// The state of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReportState {
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

/// The report that was sent.
#[derive(Deserialize)]
pub struct SentReport {
    project: Uuid,
    /// The positions of the line and of the report in the published project, separated by a space.
    report: String,
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<FundersQuery>,
) -> Result<Response, OfficeError> {
    require_staff(&current_user)?;
    let v = OfficeView::new(&current_user, "funders");
    let site = office.app.site();
    let (inputs, _) = declarations::inputs(&*office.store, current_user.today().year()).await?;
    let mut funders: Vec<Funder> = Vec::new();
    for project in &site.programme.projects {
        add_project(&mut funders, &v, &site.programme, project, current_user.today(), &inputs.lists);
    }
    for f in &mut funders {
        let totals = f.totals;
        f.sums = [totals.planned, totals.come, totals.remains].map(|amount| v.money(amount, "€"));
        let remarks =
            [(key!("funding-not-granted"), totals.not_granted), (key!("funding-beyond"), totals.beyond)];
        let remarks = remarks.into_iter().filter(|(_, amount)| !amount.is_zero());
        f.remarks = remarks.map(|(key, amount)| v.tw(key, v.money(amount, "€"))).collect();
    }
    funders.sort_by(|a, b| b.totals.planned.cmp(&a.totals.planned).then_with(|| a.name.cmp(&b.name)));
    let done = if ["sent", "sent-draft"].contains(&asked.done.as_str()) { asked.done } else { String::new() };
    Ok(page(&FundersPage { v, funders, done }))
}

fn require_staff(current_user: &CurrentUser) -> Result<(), OfficeError> {
    if CurrentUser::is_staff(&current_user.user) { Ok(()) } else { Err(OfficeError::Forbidden) }
}

/// Adds the lines of a project's plan to their funders.
fn add_project(
    funders: &mut Vec<Funder>,
    v: &OfficeView,
    programme: &PublishedRegister,
    project: &PublishedRecord<Project>,
    today: Date,
    lists: &RecipientLists,
) {
    let mut remarks = plan_remarks(v, programme, &project.body, lists);
    for (position, row) in plan(programme, project, today).into_iter().enumerate() {
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
                lines: Vec::new(),
                sums: Default::default(),
            });
            funders.len() - 1
        });
        let funder = &mut funders[at];
        funder.totals.add(&row);
        funder.late += row.late.len();
        let euros = |amount: Option<Decimal>| amount.map_or("–".to_owned(), |a| v.money(a, "€"));
        let reports = row.line.reports.iter().enumerate().map(|(index, report)| {
            let day = |date: PartialDate| dates::date(v.language, date);
            let (when, state) = match (report.sent, report.due) {
                (Some(on), _) => (day(on), ReportState::Sent),
                (None, Some(due)) if due.last() < today => (day(due), ReportState::Late),
                (None, due) => (due.map(day).unwrap_or_default(), ReportState::Next),
            };
            let position = format!("{position} {index}");
            FunderReport { title: v.name(&report.title), day: when, state, position }
        });
        let (of_line, others): (Vec<PlanRemark>, Vec<PlanRemark>) =
            remarks.into_iter().partition(|remark| row.line.instrument == Some(remark.instrument));
        remarks = others;
        funder.lines.push(FunderLine {
            id: project.id,
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

/// Marks a report as sent today. The project stays published if it is, and the user may publish it; otherwise the change is a draft.
pub async fn mark_sent(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(sent): Form<SentReport>,
) -> Result<Response, OfficeError> {
    require_staff(&current_user)?;
    let wanted = published_report(&office, &sent).ok_or(OfficeError::Missing)?;
    let stored = found_to_write(&office, &current_user, Kind::Project.folder(), sent.project).await?;
    let Body::Project(mut body) = stored.record.body else { return Err(OfficeError::Missing) };
    let lines = body.funding.iter_mut().filter(|line| line.funder == wanted.0);
    let report = lines.flat_map(|line| &mut line.reports).find(|report| **report == wanted.1);
    let Some(report) = report else {
        return Err(OfficeError::Refused(current_user.language().text(key!("office-funders-changed"))));
    };
    report.sent = Some(current_user.today().into());
    let record = Record { body: Body::Project(body), ..stored.record };
    let author = current_user.author(&current_user.language().text(key!("office-funders-mark")));
    let save = async |state: RecordState| {
        let record = Record { state, ..record.clone() };
        office.editorial.save(&author, record, stored.revision, Vec::new()).await
    };
    let done = match save(record.state).await {
        Err(EditorialError::Denied(_)) if record.state == RecordState::Published => {
            save(RecordState::Draft).await?;
            "sent-draft"
        }
        outcome => {
            outcome?;
            if record.state == RecordState::Published { "sent" } else { "sent-draft" }
        }
    };
    Ok(Redirect::to(&format!("/office/funders?done={done}")).into_response())
}

/// The funder and the report at a position of a published project.
fn published_report(office: &Office, sent: &SentReport) -> Option<(Ref<Organisation>, ReportDue)> {
    let (line, report) = sent.report.split_once(' ')?;
    let site = office.app.site();
    let project = site.programme.projects.iter().find(|project| project.id == sent.project)?;
    let line = project.body.funding.get(line.parse::<usize>().ok()?)?;
    let report = line.reports.get(report.parse::<usize>().ok()?)?;
    Some((line.funder.clone(), report.clone()))
}
