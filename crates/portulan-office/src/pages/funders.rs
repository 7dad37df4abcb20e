//! Monitoring of funders: funding, receipts, outstanding amounts, and due reports.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use portulan_locales::{dates, key, list};
use portulan_model::PartialDate;
use portulan_report::money::{PlanTotals, plan};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

#[derive(Template)]
#[template(path = "funders.html")]
struct FundersPage {
    v: OfficeView,
    funders: Vec<Funder>,
}

struct Funder {
    id: Option<Uuid>,
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
    /// Title, day, and status: late, due or sent.
    reports: Vec<(String, String, &'static str)>,
}

pub async fn list(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    if !CurrentUser::is_staff(&current_user.user) {
        return Err(OfficeError::Forbidden);
    }
    let v = OfficeView::new(&current_user, "funders");
    let (site, today) = (office.app.site(), current_user.today());
    let programme = &site.programme;
    let mut funders: Vec<Funder> = Vec::new();
    for project in &programme.projects {
        for row in plan(programme, project, today) {
            let known = programme.organisations.get(&row.line.funder);
            let name = known.map_or_else(|| row.line.funder.slug().to_owned(), |o| v.name(&o.body.name));
            let id = known.map(|o| o.id);
            let at = funders.iter().position(|f| f.id == id && f.name == name).unwrap_or_else(|| {
                funders.push(Funder {
                    id,
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
            let day = |date: PartialDate| dates::date(v.language, date);
            let reports = row.line.reports.iter().map(|report| {
                let late = report.due.is_some_and(|due| due.last() < today);
                let (when, state) = match (report.sent, report.due) {
                    (Some(on), _) => (day(on), "sent"),
                    (None, Some(due)) => (day(due), if late { "late" } else { "next" }),
                    (None, None) => (String::new(), "next"),
                };
                (v.name(&report.title), when, state)
            });
            let reports = reports.collect();
            funder.lines.push(FunderLine {
                id: project.id,
                title: v.name(&project.body.title),
                stage: v.word(list!("funding-stage"), row.line.stage.name()),
                planned: euros(row.planned),
                come: euros(Some(row.come)),
                remains: euros(row.remains),
                reports,
            });
        }
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
    Ok(page(&FundersPage { v, funders }))
}
