//! The documents and duties that a call asks for, each with its state and the pages where it is done.
use std::collections::BTreeSet;

use jiff::civil::Date;
use portulan_editorial::declarations;
use portulan_locales::{MessageKey, dates, key, list};
use portulan_model::kinds::{Agreement, Document, DocumentKind, Funding, Organisation, Partnership, Project};
use portulan_model::{Body, Kind, PartialDate, Ref};
use portulan_report::money::FunderRules;
use portulan_store::{OfficeStore, StoredRecord};
use uuid::Uuid;

use super::sheet::SheetField;
use crate::Office;
use crate::error::OfficeError;
use crate::pages::funders::newest_projects;
use crate::pages::plan_remarks::{countries, plan_remarks};
use crate::view::OfficeView;

/// The IATI statuses of projects that are closed or cancelled.
const CLOSED_STATUSES: [&str; 2] = ["4", "5"];

/// The IATI types of organisations that are associations.
const ASSOCIATION_TYPES: [&str; 4] = ["21", "22", "23", "24"];

/// A document or duty that a call asks for.
pub struct ReadyCheck {
    pub label: MessageKey,
    pub state: CheckState,
    /// The document or value that was found, or that is missing.
    pub detail: String,
    /// The pages where it is done: label and address.
    pub places: Vec<(String, String)>,
}

/// The state of a document or duty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
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

/// The records that a check reads.
pub struct ReadyRecords<'a> {
    /// The identity of the partnership.
    pub id: Uuid,
    pub partnership: &'a Partnership,
    pub agreements: &'a [StoredRecord],
    /// The projects of the partnership that are not closed.
    pub projects: &'a [(Uuid, &'a Project)],
}

/// True for a project that is closed or cancelled, to which rules of today do not apply.
pub fn is_closed(project: &Project) -> bool {
    project.status.as_ref().is_some_and(|status| CLOSED_STATUSES.contains(&status.value.0.as_str()))
}

/// The checks of a call.
pub async fn checks(
    office: &Office,
    v: &OfficeView,
    rules: &FunderRules,
    records: &ReadyRecords<'_>,
    sheet: &[SheetField],
    today: Date,
) -> Result<Vec<ReadyCheck>, OfficeError> {
    let mut checks = vec![declaration(office, v, today).await?, reports_sent(office, v, rules, today).await?];
    checks.extend(agreement(&*office.store, v, records.agreements, today).await?);
    checks.push(commitments(&*office.store, v, records).await?);
    checks.push(plans(office, v, rules, records).await?);
    checks.push(atlas(v, records.id, sheet));
    Ok(checks)
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
            None => String::new(),
        },
        places: vec![(
            v.tw(key!("office-ready-declaration-of"), year.to_string()),
            format!("/office/declaration/{year}"),
        )],
    })
}

/// No report to the funder of the call is late, for any published project of the authority.
async fn reports_sent(
    office: &Office,
    v: &OfficeView,
    rules: &FunderRules,
    today: Date,
) -> Result<ReadyCheck, OfficeError> {
    let site = office.app.site();
    let newest = newest_projects(office, &site.programme).await?;
    let published = site.programme.projects.iter().flat_map(|project| &project.body.funding);
    let lines = || newest.values().flat_map(|project| &project.funding);
    let is_of_call = |line: &&Funding| line.instrument == Some(rules.instrument);
    let of_call = published.chain(lines()).filter(is_of_call);
    let funders: BTreeSet<&str> = of_call.map(|line| line.funder.slug()).collect();
    let owed = lines().filter(|line| is_of_call(line) || funders.contains(line.funder.slug()));
    let reports: Vec<_> = owed.flat_map(|line| &line.reports).collect();
    let unsent = reports.iter().filter(|report| report.sent.is_none());
    let late = unsent.filter(|report| report.due.is_some_and(|due| due.last() < today)).count();
    Ok(ReadyCheck {
        label: key!("office-ready-reports"),
        state: match (reports.len(), late) {
            (0, _) => CheckState::NotNeeded,
            (_, late) => CheckState::of(late == 0),
        },
        detail: if late == 0 { String::new() } else { v.tn(key!("office-funders-late"), &late) },
        places: vec![(v.t(key!("office-funders")), "/office/funders".to_owned())],
    })
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
    let bodies: Vec<(Uuid, &Agreement)> = bodies.collect();
    let in_force: Vec<_> = bodies.iter().filter(|(_, body)| is_in_force(body, today)).collect();
    // The newest agreement counts.
    let current = in_force.iter().max_by_key(|(_, body)| start(body));
    let newest = bodies.iter().max_by_key(|(_, body)| start(body));
    let folder = Kind::Agreement.folder();
    let place = |section: &str| match current {
        Some((id, body)) => (v.name(&body.title), format!("/office/{folder}/{id}#{section}")),
        None => match newest {
            Some((id, body)) => (v.name(&body.title), format!("/office/{folder}/{id}")),
            None => (v.t(key!("office-new-agreement")), format!("/office/{folder}/new")),
        },
    };
    let documents = match current {
        Some((_, body)) => documents(store, &body.documents).await?,
        None => Vec::new(),
    };
    let is_attached = |kind: DocumentKind| {
        documents.iter().any(|document| document.kind == kind && document.file.is_some())
    };
    let number = current.and_then(|(_, body)| body.deliberation.as_ref());
    let has_resolution = is_attached(DocumentKind::Deliberation);
    let mut resolution = vec![match number {
        Some(number) => number.value.clone(),
        None => v.t(key!("office-ready-no-number")),
    }];
    if !has_resolution {
        resolution.push(v.t(key!("office-ready-no-text")));
    }
    let sent = current.and_then(|(_, body)| body.sent_to_prefect);
    let check = |label, is_done, detail: String, section: &str| ReadyCheck {
        label,
        state: CheckState::of(is_done),
        detail,
        places: vec![place(section)],
    };
    Ok(vec![
        check(
            key!("office-ready-agreement"),
            current.is_some(),
            match (current, newest) {
                (None, Some((_, body))) => not_in_force(v, body, today),
                _ => String::new(),
            },
            "identity",
        ),
        check(
            key!("office-ready-agreement-text"),
            is_attached(DocumentKind::Agreement),
            String::new(),
            "links",
        ),
        check(
            key!("office-ready-resolution"),
            number.is_some() && has_resolution,
            resolution.join(" · "),
            if number.is_some() { "links" } else { "money" },
        ),
        check(
            key!("office-ready-prefect"),
            sent.is_some(),
            sent.map(|day| dates::date(v.language, day)).unwrap_or_default(),
            "money",
        ),
    ])
}

/// The beginning of an agreement.
fn start(agreement: &Agreement) -> Option<Date> {
    agreement.period.as_ref()?.value.start.map(PartialDate::first)
}

/// The end of an agreement.
fn end(agreement: &Agreement) -> Option<Date> {
    agreement.period.as_ref()?.value.end.map(PartialDate::last)
}

fn is_signed(agreement: &Agreement) -> bool {
    agreement.signatories.iter().any(|signatory| signatory.signed.is_some())
}

/// True if an agreement is signed and its period includes a day.
fn is_in_force(agreement: &Agreement, today: Date) -> bool {
    let has_begun = start(agreement).is_none_or(|start| start <= today);
    let has_ended = end(agreement).is_some_and(|end| end < today);
    is_signed(agreement) && has_begun && !has_ended
}

/// The reasons why an agreement is not in force on a day.
fn not_in_force(v: &OfficeView, agreement: &Agreement, today: Date) -> String {
    let period = agreement.period.as_ref().map(|period| period.value);
    let day = |date: Option<PartialDate>| date.map(|date| dates::date(v.language, date)).unwrap_or_default();
    let mut reasons = Vec::new();
    if !is_signed(agreement) {
        reasons.push(v.t(key!("office-ready-unsigned")));
    }
    if start(agreement).is_some_and(|start| today < start) {
        reasons.push(v.tw(key!("office-ready-begins"), day(period.and_then(|period| period.start))));
    }
    if end(agreement).is_some_and(|end| end < today) {
        reasons.push(v.tw(key!("office-ready-ended"), day(period.and_then(|period| period.end))));
    }
    reasons.join(" · ")
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

/// The French associations of the partnership and its projects have signed the commitment to republican principles.
async fn commitments(
    store: &dyn OfficeStore,
    v: &OfficeView,
    records: &ReadyRecords<'_>,
) -> Result<ReadyCheck, OfficeError> {
    let of_projects = records.projects.iter().flat_map(|(_, project)| &project.participations);
    let all = records.partnership.participations.iter().chain(of_projects);
    let named: BTreeSet<&str> = all.map(|participation| participation.organisation.slug()).collect();
    let (mut signed, mut missing) = (0, Vec::new());
    for slug in named {
        let Some(stored) = store.record(Kind::Organisation, slug).await? else { continue };
        let Body::Organisation(organisation) = &stored.record.body else { continue };
        if !is_french_association(organisation) {
            continue;
        }
        if organisation.republican_commitment.is_some() {
            signed += 1;
        } else {
            let folder = Kind::Organisation.folder();
            missing
                .push((v.name(&organisation.name), format!("/office/{folder}/{}#rights", stored.record.id)));
        }
    }
    Ok(ReadyCheck {
        label: key!("office-ready-commitment"),
        state: match (signed, missing.len()) {
            (0, 0) => CheckState::NotNeeded,
            (_, 0) => CheckState::Done,
            _ => CheckState::Missing,
        },
        detail: match missing.len() {
            0 => String::new(),
            _ => v.t(key!("office-ready-commitment-where")),
        },
        places: missing,
    })
}

fn is_french_association(organisation: &Organisation) -> bool {
    let kind = organisation.kind.as_ref().map_or("", |kind| kind.value.0.as_str());
    let is_french = organisation.country.as_ref().is_some_and(|country| country.value.0 == "FR");
    is_french && ASSOCIATION_TYPES.contains(&kind)
}

/// A funding plan of the partnership names the call, and follows its rules.
async fn plans(
    office: &Office,
    v: &OfficeView,
    rules: &FunderRules,
    records: &ReadyRecords<'_>,
) -> Result<ReadyCheck, OfficeError> {
    let lists = declarations::lists(&*office.store).await?;
    let site = office.app.site();
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    for (id, project) in records.projects {
        if !project.funding.iter().any(|line| line.instrument == Some(rules.instrument)) {
            continue;
        }
        let countries = countries(office, project).await?;
        let remarks = plan_remarks(v, &site.programme, project, &countries, &lists).into_iter();
        texts
            .extend(remarks.filter(|remark| remark.instrument == rules.instrument).map(|remark| remark.text));
        places.push((v.name(&project.title), format!("/office/{}/{id}#money", Kind::Project.folder())));
    }
    let is_planned = !places.is_empty();
    if !is_planned {
        let instrument = v.word(list!("instrument"), rules.instrument.name());
        texts.push(v.tw(key!("office-ready-plans-none"), instrument));
        let folder = Kind::Project.folder();
        places = match records.projects {
            [] => vec![(v.t(key!("office-new-project")), format!("/office/{folder}/new"))],
            some => {
                let place = |(id, project): &(Uuid, &Project)| {
                    (v.name(&project.title), format!("/office/{folder}/{id}#money"))
                };
                some.iter().take(5).map(place).collect()
            }
        };
    }
    Ok(ReadyCheck {
        label: key!("office-ready-plans"),
        state: CheckState::of(is_planned && texts.is_empty()),
        detail: texts.join(" "),
        places,
    })
}

/// The sheet of the Atlas has no empty field.
fn atlas(v: &OfficeView, id: Uuid, sheet: &[SheetField]) -> ReadyCheck {
    let empty: Vec<&SheetField> = sheet.iter().filter(|field| field.value.is_empty()).collect();
    let labels: Vec<&str> = empty.iter().map(|field| field.label.as_str()).collect();
    let section = empty.first().map_or("identity", |field| field.section);
    ReadyCheck {
        label: key!("office-ready-atlas-complete"),
        state: CheckState::of(empty.is_empty()),
        detail: if labels.is_empty() {
            String::new()
        } else {
            v.tw(key!("office-ready-atlas-empty"), labels.join(", "))
        },
        places: vec![(
            v.t(key!("office-ready-atlas-fields")),
            format!("/office/{}/{id}#{section}", Kind::Partnership.folder()),
        )],
    }
}
