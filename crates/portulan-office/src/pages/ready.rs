//! The conditions that public funders set before the authority applies for a partnership: the duties that calls for projects repeat,
//! and the sheet of the Atlas of decentralised cooperation.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use portulan_editorial::declarations;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{MessageKey, dates, key, list};
use portulan_model::kinds::{Agreement, Document, DocumentKind, Organisation, Partnership, Project};
use portulan_model::{Body, Kind, Ref, State as RecordState};
use portulan_store::{OfficeStore, StoredRecord};
use uuid::Uuid;

use super::address::found;
use super::overview::referred;
use super::plan_remarks::{countries, plan_remarks};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::readout_content::ReferredRecords;
use crate::view::{OfficeView, page};

/// The largest number of agreements and projects of a partnership that are read.
const MAX_RECORDS: u32 = 200;

/// The IATI statuses of projects that are closed or cancelled.
const CLOSED_STATUSES: [&str; 2] = ["4", "5"];

/// The IATI types of organisations that are associations.
const ASSOCIATION_TYPES: [&str; 4] = ["21", "22", "23", "24"];

#[derive(Template)]
#[template(path = "ready.html")]
struct ReadyPage {
    v: OfficeView,
    id: Uuid,
    title: String,
    checks: Vec<ReadyCheck>,
    /// The fields of the Atlas: label, value, and the section of the form where it is entered.
    sheet: Vec<SheetField>,
}

/// A document or duty that funders ask for.
struct ReadyCheck {
    label: MessageKey,
    state: CheckState,
    /// The document or value that was found, or that is missing.
    detail: String,
    /// The page where it is done.
    address: String,
}

/// The state of a document or duty.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CheckState {
    /// It is there.
    Done,
    /// It is missing.
    Missing,
    /// It does not concern the partnership.
    NotNeeded,
}

impl CheckState {
    fn of(is_done: bool) -> Self {
        if is_done { Self::Done } else { Self::Missing }
    }
}

/// A field of the sheet of the Atlas.
struct SheetField {
    label: String,
    value: String,
    section: &'static str,
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)?;
    let stored = found(&office, &current_user, Kind::Partnership.folder(), id).await?;
    let Body::Partnership(body) = &stored.record.body else { return Err(OfficeError::Missing) };
    let v = OfficeView::new(&current_user, Kind::Partnership.folder());
    let agreements = referring(&office, &current_user, id, Kind::Agreement).await?;
    let mut checks = vec![
        declaration(&office, &v, current_user.today()).await?,
        reports_sent(&office, &v, current_user.today()),
    ];
    checks.extend(agreement(&*office.store, &v, &agreements, current_user.today()).await?);
    checks.push(commitments(&*office.store, &v, body).await?);
    checks.push(plans(&office, &current_user, &v, id).await?);
    let records = referred(&office, &current_user, &v, [&stored.record.body].into_iter()).await?;
    let sheet = sheet(&office, &v, body, &records).await?;
    let title = v.name(&body.title);
    Ok(page(&ReadyPage { v, id, title, checks, sheet }))
}

/// The newest revisions of the records of a kind that refer to a partnership and are not withdrawn.
async fn referring(
    office: &Office,
    current_user: &CurrentUser,
    id: Uuid,
    kind: Kind,
) -> Result<Vec<StoredRecord>, OfficeError> {
    let filter = current_user.visible_filter().kind(kind).referring_to(id).first(MAX_RECORDS);
    let ids: Vec<Uuid> = office.store.summaries(&filter).await?.into_iter().map(|head| head.id).collect();
    let mut records = office.store.records_by_id(&ids).await?;
    records.retain(|stored| !matches!(stored.record.state, RecordState::Archived | RecordState::Unpublished));
    Ok(records)
}

/// True for a project that is closed or cancelled, to which rules of today do not apply.
fn is_closed(project: &Project) -> bool {
    project.status.as_ref().is_some_and(|status| CLOSED_STATUSES.contains(&status.value.0.as_str()))
}

/// The declaration of the last year is frozen as filed.
async fn declaration(office: &Office, v: &OfficeView, today: Date) -> Result<ReadyCheck, OfficeError> {
    let year = today.year() - 1;
    let frozen = office.store.declared(year).await?.frozen;
    Ok(ReadyCheck {
        label: key!("office-ready-declaration"),
        state: CheckState::of(frozen.is_some()),
        detail: match &frozen {
            Some((_, at, _)) => format!("{year} · {}", v.moment(at)),
            None => year.to_string(),
        },
        address: format!("/office/declaration/{year}"),
    })
}

/// No report to a funder is late.
fn reports_sent(office: &Office, v: &OfficeView, today: Date) -> ReadyCheck {
    let site = office.app.site();
    let lines = site.programme.projects.iter().flat_map(|project| &project.body.funding);
    let reports = lines.flat_map(|line| &line.reports).filter(|report| report.sent.is_none());
    let late = reports.filter(|report| report.due.is_some_and(|due| due.last() < today)).count();
    ReadyCheck {
        label: key!("office-ready-reports"),
        state: CheckState::of(late == 0),
        detail: if late == 0 { String::new() } else { v.tn(key!("office-funders-late"), &late) },
        address: "/office/funders".to_owned(),
    }
}

/// The agreement in force with its text, the council resolution, and the date on which it was sent to the prefect.
async fn agreement(
    store: &dyn OfficeStore,
    v: &OfficeView,
    agreements: &[StoredRecord],
    today: Date,
) -> Result<Vec<ReadyCheck>, OfficeError> {
    let bodies = agreements.iter().filter_map(|stored| match &stored.record.body {
        Body::Agreement(body) => Some((stored.record.id, &**body)),
        _ => None,
    });
    let in_force: Vec<(Uuid, &Agreement)> = bodies.filter(|(_, body)| is_in_force(body, today)).collect();
    // The newest agreement counts.
    let current = in_force.iter().max_by_key(|(_, body)| {
        body.period.as_ref().and_then(|period| period.value.start).map(portulan_model::PartialDate::first)
    });
    let address = current.map_or_else(
        || format!("/office/{}/", Kind::Agreement.folder()),
        |(id, _)| format!("/office/{}/{id}/overview", Kind::Agreement.folder()),
    );
    let documents = match current {
        Some((_, body)) => documents(store, &body.documents).await?,
        None => Vec::new(),
    };
    let is_attached = |kind: DocumentKind| {
        documents.iter().any(|document| document.kind == kind && document.file.is_some())
    };
    let number = current.and_then(|(_, body)| body.deliberation.as_ref());
    let sent = current.and_then(|(_, body)| body.sent_to_prefect);
    let check = |label, is_done, detail: String| ReadyCheck {
        label,
        state: CheckState::of(is_done),
        detail,
        address: address.clone(),
    };
    Ok(vec![
        check(
            key!("office-ready-agreement"),
            current.is_some(),
            current.map(|(_, body)| v.name(&body.title)).unwrap_or_default(),
        ),
        check(key!("office-ready-agreement-text"), is_attached(DocumentKind::Agreement), String::new()),
        check(
            key!("office-ready-resolution"),
            number.is_some() && is_attached(DocumentKind::Deliberation),
            number.map(|number| number.value.clone()).unwrap_or_default(),
        ),
        check(
            key!("office-ready-prefect"),
            sent.is_some(),
            sent.map(|day| dates::date(v.language, day)).unwrap_or_default(),
        ),
    ])
}

/// True if an agreement is signed and its period includes a day.
fn is_in_force(agreement: &Agreement, today: Date) -> bool {
    let is_signed = agreement.signatories.iter().any(|signatory| signatory.signed.is_some());
    let period = agreement.period.as_ref().map(|period| period.value);
    let has_begun = period.and_then(|p| p.start).is_none_or(|start| start.first() <= today);
    let goes_on = period.and_then(|p| p.end).is_none_or(|end| today <= end.last());
    is_signed && has_begun && goes_on
}

/// The documents with some slugs.
async fn documents(store: &dyn OfficeStore, named: &[Ref<Document>]) -> Result<Vec<Document>, OfficeError> {
    let mut found = Vec::with_capacity(named.len());
    for slug in named {
        if let Some(stored) = store.record(Kind::Document, slug.slug()).await?
            && let Body::Document(document) = stored.record.body
        {
            found.push(*document);
        }
    }
    Ok(found)
}

/// The French associations of the partnership have signed the commitment to republican principles.
async fn commitments(
    store: &dyn OfficeStore,
    v: &OfficeView,
    body: &Partnership,
) -> Result<ReadyCheck, OfficeError> {
    let (mut signed, mut missing) = (0, Vec::new());
    let mut first = None;
    for participation in &body.participations {
        let stored = store.record(Kind::Organisation, participation.organisation.slug()).await?;
        let Some(stored) = stored else { continue };
        let Body::Organisation(organisation) = &stored.record.body else { continue };
        if !is_french_association(organisation) {
            continue;
        }
        if organisation.republican_commitment.is_some() {
            signed += 1;
        } else if !missing.contains(&v.name(&organisation.name)) {
            missing.push(v.name(&organisation.name));
            first.get_or_insert(stored.record.id);
        }
    }
    Ok(ReadyCheck {
        label: key!("office-ready-commitment"),
        state: match (signed, missing.len()) {
            (0, 0) => CheckState::NotNeeded,
            (_, 0) => CheckState::Done,
            _ => CheckState::Missing,
        },
        detail: missing.join(", "),
        address: first.map_or_else(
            || format!("/office/{}/", Kind::Organisation.folder()),
            |id| format!("/office/{}/{id}#rights", Kind::Organisation.folder()),
        ),
    })
}

fn is_french_association(organisation: &Organisation) -> bool {
    let kind = organisation.kind.as_ref().map_or("", |kind| kind.value.0.as_str());
    let is_french = organisation.country.as_ref().is_some_and(|country| country.value.0 == "FR");
    is_french && ASSOCIATION_TYPES.contains(&kind)
}

/// The funding plans of the partnership follow the rules of their funders.
async fn plans(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    id: Uuid,
) -> Result<ReadyCheck, OfficeError> {
    let lists = declarations::lists(&*office.store).await?;
    let site = office.app.site();
    let (mut texts, mut first, mut is_planned) = (Vec::new(), None, false);
    for stored in referring(office, current_user, id, Kind::Project).await? {
        let Body::Project(project) = &stored.record.body else { continue };
        if is_closed(project) || project.funding.is_empty() {
            continue;
        }
        is_planned = true;
        let countries = countries(office, project).await?;
        let remarks = plan_remarks(v, &site.programme, project, &countries, &lists);
        if !remarks.is_empty() {
            first.get_or_insert(stored.record.id);
        }
        texts.extend(remarks.into_iter().map(|remark| remark.text));
    }
    Ok(ReadyCheck {
        label: key!("office-ready-plans"),
        state: if is_planned { CheckState::of(texts.is_empty()) } else { CheckState::NotNeeded },
        detail: texts.join(" "),
        address: first.map_or_else(
            || format!("/office/{}/", Kind::Project.folder()),
            |id| format!("/office/{}/{id}/overview", Kind::Project.folder()),
        ),
    })
}

/// The fields of the Atlas sheet.
async fn sheet(
    office: &Office,
    v: &OfficeView,
    body: &Partnership,
    records: &ReferredRecords,
) -> Result<Vec<SheetField>, OfficeError> {
    let name =
        |kind: Kind, slug: &str| records.get(&(kind, slug.to_owned())).map(|record| record.name.clone());
    let names = |kind: Kind, slugs: &mut dyn Iterator<Item = &str>| {
        slugs.filter_map(|slug| name(kind, slug)).collect::<Vec<_>>().join(", ")
    };
    let authority = portulan_editorial::authority(&*office.store).await?.unwrap_or_default();
    let theme =
        |key: &str| authority.themes.iter().find(|term| term.key == key).map(|term| v.name(&term.name));
    let themes: Vec<String> = body.themes.iter().filter_map(|tag| theme(&tag.key)).collect();
    let status = body.status.last().map(|change| v.word(list!("status"), change.status.name()));
    let since = body.since.as_ref().map(|since| dates::date(v.language, since.value));
    let links: Vec<&str> = body.links.iter().map(|link| link.url.0.as_str()).collect();
    let field = |label: MessageKey, value: String, section| SheetField { label: v.t(label), value, section };
    Ok(vec![
        field(key!("office-ready-authority"), v.name(&authority.name), "identity"),
        field(
            key!("office-ready-partner"),
            names(Kind::Territory, &mut body.territories.iter().map(Ref::slug)),
            "identity",
        ),
        field(key!("office-ready-themes"), themes.join(", "), "aims"),
        field(key!("office-ready-since"), since.unwrap_or_default(), "identity"),
        field(key!("office-ready-status"), status.unwrap_or_default(), "identity"),
        field(
            key!("office-ready-summary"),
            body.summary.as_ref().map(|summary| v.name(&summary.value)).unwrap_or_default(),
            "identity",
        ),
        field(
            key!("office-ready-contacts"),
            names(Kind::Person, &mut body.contacts.iter().map(Ref::slug)),
            "people",
        ),
        field(key!("office-ready-links"), links.join(" "), "links"),
    ])
}
