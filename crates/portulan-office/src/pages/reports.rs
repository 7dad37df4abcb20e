//! Reports as files: types, parameters, languages and formats.
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::view::{OfficeView, download, page};
use portulan_editorial::policy::OfficeAction;
use portulan_editorial::report_rendering::{self, PapersError, RenderedReport, ReportQuery};
use portulan_locales::{Language, key, list};
use portulan_model::Flow;
use portulan_model::{Kind, normalize_for_search};
use portulan_report::localizer::Localizer;
use portulan_report::money::{Axis, Chart, Ledger, by, by_year};
use portulan_report::reports;
use portulan_store::Filter;
use portulan_store::SiteStore;
use portulan_typeset::ReportFileFormat;

#[derive(Template)]
#[template(path = "reports.html")]
struct ReportsPage {
    v: OfficeView,
    reports: Vec<ReportForm>,
    forms: [ReportFileFormat; 4],
    languages: Vec<(Language, bool)>,
    charts: Vec<Chart>,
}

/// A type of report.
struct ReportForm {
    /// Its name in addresses, title, description and parameter.
    name: &'static str,
    label: String,
    help: String,
    of: String,
    /// The options of the parameter: value and label; empty for a report without one.
    choices: Vec<(String, String)>,
    /// The parameter that takes the choice.
    parameter: &'static str,
    /// The preselected option.
    chosen: String,
}

pub async fn list(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    let v = OfficeView::new(&current_user, "reports");
    let (site, today) = (office.app.site(), current_user.today());
    let programme = &site.programme;
    let ledger = Ledger::from_register(programme);
    let last = reports::last_year(programme, today);
    let mut years = ledger.years();
    years.extend([last, today.year()]);
    years.sort_unstable();
    years.dedup();
    let named = |mut rows: Vec<(String, String)>| {
        rows.sort_by_cached_key(|(_, name)| normalize_for_search(name));
        rows.dedup();
        rows
    };
    let partnerships = programme.partnerships.iter().map(|e| (e.slug.clone(), v.name(&e.body.title)));
    let lines = programme.projects.iter().flat_map(|p| &p.body.funding);
    let funders = lines.filter_map(|line| programme.organisations.get(&line.funder));
    let funders = funders.map(|o| (o.slug.clone(), v.name(&o.body.name)));
    let missions = office.store.summaries(&Filter::of(Kind::Mission).private(true)).await?.into_iter();
    let missions = missions.map(|head| (head.slug, v.name(&head.name)));
    let report = |name, parameter, choices: Vec<(String, String)>, chosen: &str| ReportForm {
        label: v.word(list!("office-report"), name),
        help: v.word(list!("office-report"), format!("{name}.help")),
        of: if choices.is_empty() {
            String::new()
        } else {
            v.word(list!("office-report"), format!("{name}.of"))
        },
        name,
        parameter,
        choices,
        chosen: chosen.to_owned(),
    };
    let years = years.into_iter().rev().map(|y| (y.to_string(), y.to_string())).collect();
    let reports = vec![
        report("annual", "year", years, &last.to_string()),
        report("partnership", "record", named(partnerships.collect()), ""),
        report("funder", "record", named(funders.collect()), ""),
        report("goals", "", Vec::new(), ""),
        report("briefing", "record", named(missions.collect()), ""),
    ];
    let voice = Localizer { programme, language: v.language };
    let charts = [
        by_year(&voice, &ledger),
        by(&voice, &ledger, Axis::Payer, "funder", |e| e.flow == Flow::Received),
        by(&voice, &ledger, Axis::Agreement, "agreement", |e| e.flow == Flow::Paid),
        by(&voice, &ledger, Axis::Country, "country", |e| e.flow == Flow::Paid),
        by(&voice, &ledger, Axis::Goal, "goal", |e| e.flow == Flow::Paid),
    ];
    let first = Language::for_reports(&programme.authority.body);
    Ok(page(&ReportsPage {
        // A report without content is not offered.
        reports: reports.into_iter().filter(|r| r.parameter.is_empty() || !r.choices.is_empty()).collect(),
        forms: ReportFileFormat::ALL,
        languages: Language::complete().iter().map(|l| (*l, *l == first)).collect(),
        charts: charts.into_iter().flatten().collect(),
        v,
    }))
}

fn allowed(current_user: &CurrentUser) -> Result<(), OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)
}

/// Years that a report may be of.
const YEARS: std::ops::Range<i16> = 1960..2100;

/// The query parameters of a report.
#[derive(Deserialize)]
pub struct Wish {
    year: Option<i16>,
    #[serde(default)]
    record: String,
    language: Option<String>,
    form: String,
}

pub async fn write(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    let form = ReportFileFormat::from_extension(&wish.form).ok_or(OfficeError::Missing)?;
    let asked = match name.as_str() {
        "annual" if wish.year.is_none_or(|year| YEARS.contains(&year)) => ReportQuery::Annual(wish.year),
        "partnership" => ReportQuery::Partnership(&wish.record),
        "funder" => ReportQuery::Funder(&wish.record),
        "goals" => ReportQuery::Goals,
        "briefing" => ReportQuery::Briefing(&wish.record),
        _ => return Err(OfficeError::Missing),
    };
    let language = wish.language.as_deref().and_then(Language::find_complete);
    let first = || Language::for_reports(&office.app.site().programme.authority.body);
    let language = language.unwrap_or_else(first);
    let store: &dyn SiteStore = office.store.as_ref();
    let written =
        report_rendering::write(store, &office.app.site().programme, language, &asked, current_user.now)
            .await;
    let RenderedReport { paper, read } = written.map_err(|e| match e {
        PapersError::Store(e) => e.into(),
        PapersError::Missing(_) | PapersError::NoMission(_) => OfficeError::Missing,
    })?;
    // Reading contacts for a briefing pack is logged before it is sent.
    for person in &read {
        current_user.audit_read(&office, person).await?;
    }
    let subject = match asked {
        ReportQuery::Annual(_) => paper.title.clone(),
        _ => format!("{name} {}", wish.record),
    };
    let templates = office.templates.clone();
    let bytes = run_blocking(move || portulan_typeset::write(&paper, form, &templates)).await?;
    // The authority's own template may have an error: its message and line.
    let bytes = bytes.map_err(|e| OfficeError::Refused(e.to_string()))?;
    Ok(download(&format!("{}.{}", file_name(&subject), form.extension()), form.media_type(), bytes))
}

/// A name of a file: small letters, figures, hyphens.
fn file_name(text: &str) -> String {
    let words = normalize_for_search(text);
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
