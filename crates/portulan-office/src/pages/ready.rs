//! The conditions that public funders set before the authority applies for a partnership, by call: the duties that calls for projects
//! repeat, the rules of the call, and the sheet of the Atlas of decentralised cooperation.
mod call;
mod checks;
mod sheet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::key;
use portulan_model::kinds::Project;
use portulan_model::{Body, Kind, State as RecordState};
use portulan_store::StoredRecord;
use serde::Deserialize;
use uuid::Uuid;

use self::call::{OfferedCall, chosen_call, label, offered_calls, rules_in_words};
use self::checks::{CheckState, ReadyCheck, ReadyRecords, checks, is_closed};
use self::sheet::{SheetField, sheet};
use super::address::found;
use super::overview::referred;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The largest number of agreements and projects of a partnership that are read.
const MAX_RECORDS: u32 = 200;

/// The query parameters.
#[derive(Deserialize)]
pub struct ReadyQuery {
    /// The name of the instrument of the call.
    #[serde(default)]
    call: String,
}

#[derive(Template)]
#[template(path = "ready.html")]
struct ReadyPage {
    v: OfficeView,
    id: Uuid,
    title: String,
    calls: Vec<OfferedCall>,
    /// The name of the chosen call.
    call: String,
    /// The rules of the call for funding plans.
    rules: Vec<String>,
    /// The web address of the rules.
    source: &'static str,
    checks: Vec<ReadyCheck>,
    missing: usize,
    /// The number of projects that are checked, if the partnership has more.
    limit: Option<String>,
    /// The fields of the Atlas: label, value, and the section of the form where it is entered.
    sheet: Vec<SheetField>,
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Query(asked): Query<ReadyQuery>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)?;
    let stored = found(&office, &current_user, Kind::Partnership.folder(), id).await?;
    let Body::Partnership(body) = &stored.record.body else { return Err(OfficeError::Missing) };
    let v = OfficeView::new(&current_user, Kind::Partnership.folder());
    let (agreements, has_more_agreements) = referring(&office, &current_user, id, Kind::Agreement).await?;
    let (projects, has_more_projects) = referring(&office, &current_user, id, Kind::Project).await?;
    let projects: Vec<(Uuid, &Project)> = projects
        .iter()
        .filter_map(|stored| match &stored.record.body {
            Body::Project(project) if !is_closed(project) => Some((stored.record.id, &**project)),
            _ => None,
        })
        .collect();
    let bodies: Vec<&Project> = projects.iter().map(|(_, project)| *project).collect();
    let rules = chosen_call(&asked.call, &bodies).ok_or(OfficeError::Missing)?;
    let records = referred(&office, &current_user, &v, [&stored.record.body].into_iter()).await?;
    let sheet = sheet(&office, &v, body, &records).await?;
    let read = ReadyRecords { id, partnership: body, agreements: &agreements, projects: &projects };
    let checks = checks(&office, &v, rules, &read, &sheet, current_user.today()).await?;
    Ok(page(&ReadyPage {
        id,
        title: v.name(&body.title),
        calls: offered_calls(&v, rules),
        call: label(&v, rules),
        rules: rules_in_words(&v, rules),
        source: &rules.source,
        missing: checks.iter().filter(|check| check.state == CheckState::Missing).count(),
        checks,
        limit: (has_more_agreements || has_more_projects).then(|| v.language.number(MAX_RECORDS.into())),
        sheet,
        v,
    }))
}

/// The newest revisions of the records of a kind that refer to a partnership and are not withdrawn, and true if there are more than
/// are read.
async fn referring(
    office: &Office,
    current_user: &CurrentUser,
    id: Uuid,
    kind: Kind,
) -> Result<(Vec<StoredRecord>, bool), OfficeError> {
    let filter = current_user.visible_filter().kind(kind).referring_to(id).first(MAX_RECORDS);
    let listing = office.store.list(&filter).await?;
    let ids: Vec<Uuid> = listing.heads.into_iter().map(|head| head.id).collect();
    let mut records = office.store.records_by_id(&ids).await?;
    records.retain(|stored| !matches!(stored.record.state, RecordState::Archived | RecordState::Unpublished));
    Ok((records, listing.total > u64::from(MAX_RECORDS)))
}
