//! The yearly declaration of development assistance: derived values, decisions of officers, the filed
//! declaration.
mod cache;
mod derived;
mod paging;
mod pickers;
mod view;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::declarations;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::list;
use portulan_report::eapd::{self, Part};
use portulan_store::AuditAction;
use serde::Deserialize;
use uuid::Uuid;

pub use self::cache::DeclarationCache;
pub use self::derived::{Derived, derived, settled, year_of};
use self::derived::{address, today};
use self::paging::{DeclarationList, DeclarationQuery, PAGE_ITEMS};
use self::pickers::picked;
pub use self::pickers::worded;
use self::view::{RefusedDecision, filtered, shown};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, download, page, refused, xlsx};

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DeclarationVerb {
    Decide,
    Derive,
    Freeze,
    Thaw,
}

/// The forms.
#[derive(Deserialize)]
pub struct DeclarationAction {
    #[serde(rename = "do")]
    verb: DeclarationVerb,
    project: Option<Uuid>,
    #[serde(default)]
    part: String,
    #[serde(default)]
    value: String,
}

/// The year before this one, which is the one to declare.
pub async fn latest(
    State(office): State<Office>,
    current_user: CurrentUser,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    let year = today(&office).year() - 1;
    Ok(Redirect::to(&address(year)).into_response())
}

/// Returns an error unless the user belongs to the authority.
fn allowed(current_user: &CurrentUser) -> Result<(), OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(year): Path<String>,
    Query(query): Query<DeclarationQuery>,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    let (year, form) = year.split_once('.').map_or((year.as_str(), ""), |(year, form)| (year, form));
    let year = year_of(year)?;
    if form.is_empty() {
        return Ok(page(&shown(&office, &current_user, year, &query).await?));
    }
    let site = office.app.site();
    let declaration = settled(&office, &site, year).await?;
    let file = format!("e-apd-{year}");
    match form {
        "xlsx" => xlsx(&file, eapd::workbook(&declaration, &site.programme, current_user.language())),
        "csv" => {
            let text = eapd::crs(&declaration, current_user.language());
            Ok(download(&format!("{file}.csv"), "text/csv; charset=utf-8", text))
        }
        _ => Err(OfficeError::Missing),
    }
}

/// Carries out a form. Forms are posted to the address of their page, so that the query is that of the page.
pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(year): Path<String>,
    Query(query): Query<DeclarationQuery>,
    Form(form): Form<DeclarationAction>,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    current_user.require(OfficeAction::DecideDeclaration)?;
    let year = year_of(&year)?;
    let subject = format!("eapd/{year}");
    match form.verb {
        DeclarationVerb::Decide | DeclarationVerb::Derive => {
            return decide(&office, &current_user, year, &query, form).await;
        }
        DeclarationVerb::Freeze => {
            current_user.require(OfficeAction::FreezeDeclaration)?;
            let now = derived(&office, &office.app.site(), year).await?.declaration;
            let stored = serde_json::to_string(&*now).map_err(OfficeError::failed)?;
            let entry = current_user.log(AuditAction::EapdFreeze, subject, format!("{:.2} EUR", now.sum()));
            office.store.freeze(year, Some(&stored), &current_user.user.name, entry).await?;
        }
        DeclarationVerb::Thaw => {
            current_user.require(OfficeAction::FreezeDeclaration)?;
            office.store.freeze(year, None, "", current_user.log(AuditAction::EapdThaw, subject, "")).await?;
        }
    }
    Ok(Redirect::to(&address(year)).into_response())
}

/// Stores or removes the decision on a part of a project, and returns to the page that it was made on.
async fn decide(
    office: &Office,
    current_user: &CurrentUser,
    year: i16,
    query: &DeclarationQuery,
    form: DeclarationAction,
) -> Result<Response, OfficeError> {
    let part = Part::from_name(&form.part).ok_or(OfficeError::Missing)?;
    let project = form.project.ok_or(OfficeError::Missing)?;
    if !office.app.site().programme.projects.iter().any(|p| p.id == project) {
        return Err(OfficeError::Missing);
    }
    let taken = if form.verb == DeclarationVerb::Decide {
        let lists = declarations::lists(&*office.store).await?;
        let typed = picked(&OfficeView::new(current_user, "declaration"), part, year, &lists, &form.value);
        eapd::decision(part, &typed, current_user.language(), year, &lists).map(Some)
    } else {
        Ok(None)
    };
    let value = match taken {
        Ok(value) => value,
        Err(refusal) => {
            let mut shown = shown(office, current_user, year, query).await?;
            let (language, arguments) = (current_user.language(), [("of", refusal.of.as_str().into())]);
            let remedy = language.format_word(list!("eapd-refused"), refusal.code, &arguments);
            let typed = RefusedDecision { project, part: part.name(), typed: form.value, remedy };
            shown.refused = Some(typed);
            return Ok(refused(&shown));
        }
    };
    let detail = format!("{project} {}: {}", part.name(), value.as_deref().unwrap_or("–"));
    let entry = current_user.log(AuditAction::EapdDecide, format!("eapd/{year}"), detail);
    office.store.decide(year, project, part.name(), value.as_deref(), entry).await?;
    let is_left_out = part == Part::Counted && value.as_deref() == Some("no");
    let link = if part == Part::Counted || query.has_gaps_only {
        link_after(office, year, query, project, is_left_out).await?
    } else {
        query.link(&format!("p-{project}"))
    };
    Ok(Redirect::to(&format!("{}{link}", address(year))).into_response())
}

/// The query and anchor after a decision that may move a project to another list or remove it from the filter: the card
/// of the project if it is shown, or else the list that the decision was made in.
async fn link_after(
    office: &Office,
    year: i16,
    query: &DeclarationQuery,
    project: Uuid,
    is_left_out: bool,
) -> Result<String, OfficeError> {
    let now = derived(office, &office.app.site(), year).await?.declaration;
    let index = filtered(&now, query).iter().position(|line| line.id == project);
    let is_line = now.lines.iter().any(|line| line.id == project);
    Ok(match index {
        Some(index) => query.at(DeclarationList::Lines, index / PAGE_ITEMS + 1).link(&format!("p-{project}")),
        // An excluded or completed project has left the list.
        None if is_left_out || is_line => query.link(DeclarationList::Lines.name()),
        None => query.link(DeclarationList::LeftOut.name()),
    })
}
