//! New records that begin with content: copies of a record, records that name another, and legal pages from a model. They are
//! drafts of a form, which their author completes and saves.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::{authority, duplicate};
use portulan_locales::{Language, key, list};
use portulan_model::kinds::{Agreement, Authority, Event, Mission, Page, PageRole, Partnership, Project};
use portulan_model::{Body, Kind, Record, Ref, Text};
use portulan_store::Draft;
use serde::Deserialize;
use uuid::Uuid;

use super::address::{found, kind_of};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::write;

/// Opens the form of a new record that has this content, except some fields.
async fn open(
    office: &Office,
    current_user: &CurrentUser,
    body: &Body,
    empty: &[&str],
) -> Result<Response, OfficeError> {
    let kind = body.kind();
    if !current_user.can_create_kind(kind) {
        return Err(OfficeError::Forbidden);
    }
    let record = office.new_id()?;
    let mut sheet = write::sheet(body, current_user.language());
    for path in empty {
        sheet.clear(path);
    }
    let draft = Draft {
        user: current_user.user.id,
        record,
        kind,
        base: 0,
        merged_from: None,
        fields: sheet.to_json().map_err(OfficeError::failed)?,
        saved: office.now(),
    };
    office.store.put_draft(draft).await?;
    Ok(Redirect::to(&format!("/office/{}/{record}", kind.folder())).into_response())
}

/// True for a kind whose records can be copied. The retention of a contact and the file of a picture belong to one record, and
/// there is one authority.
pub fn can_be_duplicated(kind: Kind) -> bool {
    !matches!(kind, Kind::Person | Kind::Media | Kind::Authority)
}

/// Starts a record as a copy of another: see [`duplicate`].
pub async fn copy(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
) -> Result<Response, OfficeError> {
    if !can_be_duplicated(kind_of(&folder)?) {
        return Err(OfficeError::Missing);
    }
    let stored = found(&office, &current_user, &folder, id).await?;
    let mark = |tag: &str, title: &str| {
        let language = Language::find_complete(tag).unwrap_or(Language::ENGLISH);
        language.format(key!("office-copy-title"), &[("value", title.into())])
    };
    open(&office, &current_user, &duplicate(&stored.record.body, mark), &[]).await
}

/// The kinds of records that begin on the page of another, which they then name.
pub fn offered_kinds(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Partnership => &[Kind::Project, Kind::Agreement, Kind::Event, Kind::Mission],
        Kind::Territory => &[Kind::Partnership, Kind::Event],
        _ => &[],
    }
}

/// A new record of a kind that names another; `None` if it cannot. An event names the territories of a partnership.
fn naming(kind: Kind, owner: &Record) -> Option<Body> {
    let slug = owner.slug.as_str();
    let body = match (kind, &owner.body) {
        (Kind::Project, Body::Partnership(_)) => {
            Body::Project(Box::new(Project { partnership: Some(Ref::new(slug)), ..Project::default() }))
        }
        (Kind::Agreement, Body::Partnership(_)) => Body::Agreement(Box::new(Agreement {
            partnerships: vec![Ref::new(slug)],
            ..Agreement::default()
        })),
        (Kind::Event, Body::Partnership(body)) => {
            Body::Event(Box::new(Event { territories: body.territories.clone(), ..Event::default() }))
        }
        (Kind::Mission, Body::Partnership(body)) => Body::Mission(Box::new(Mission {
            partnerships: vec![Ref::new(slug)],
            territories: body.territories.clone(),
            ..Mission::default()
        })),
        (Kind::Partnership, Body::Territory(_)) => Body::Partnership(Box::new(Partnership {
            territories: vec![Ref::new(slug)],
            ..Partnership::default()
        })),
        (Kind::Event, Body::Territory(_)) => {
            Body::Event(Box::new(Event { territories: vec![Ref::new(slug)], ..Event::default() }))
        }
        _ => return None,
    };
    Some(body)
}

/// Starts a record that names another.
pub async fn from_record(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id, wanted)): Path<(String, Uuid, String)>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let body = naming(kind_of(&wanted)?, &stored.record).ok_or(OfficeError::Missing)?;
    // The type of an event is not known yet.
    open(&office, &current_user, &body, if body.kind() == Kind::Event { &["/kind"] } else { &[] }).await
}

/// The languages of proposed texts: those of the site in which the texts exist, or else the user's.
pub(super) fn model_languages(site: &[String], own: Language) -> Vec<Language> {
    let known: Vec<Language> = site.iter().filter_map(|tag| Language::find_complete(tag)).collect();
    if known.is_empty() { vec![own] } else { known }
}

/// The page that is wanted.
#[derive(Deserialize)]
pub struct PageModel {
    role: PageRole,
}

/// The name of the authority, with its website.
fn publisher(authority: &Authority, language: Language) -> String {
    let name = authority.name.text(language.tag());
    authority.website.as_ref().map_or_else(|| name.to_owned(), |website| format!("{name} ({})", website.0))
}

/// A SIREN number in groups of three digits.
fn grouped_siren(siren: &str) -> String {
    let digits: Vec<char> = siren.chars().collect();
    digits.chunks(3).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

/// The model of a legal page with the facts of the authority, in some languages; `None` for other pages.
pub(super) fn model_page(
    office: &Office,
    authority: &Authority,
    languages: &[Language],
    role: PageRole,
) -> Option<Page> {
    let text = match role {
        PageRole::LegalNotice => key!("model-legal-notice"),
        PageRole::Accessibility => key!("model-accessibility"),
        PageRole::Other | PageRole::Introduction => return None,
    };
    let in_each = |text: &dyn Fn(Language) -> String| {
        Text(languages.iter().map(|language| (language.tag().to_owned(), text(*language))).collect())
    };
    Some(Page {
        title: in_each(&|language| language.word(list!("page-role"), role.name())),
        role,
        body: in_each(&|language| {
            let publisher = publisher(authority, language);
            let siren = authority.siren.as_deref().map(grouped_siren);
            let siren = siren.unwrap_or_else(|| language.text(key!("model-to-complete")));
            let site = office.app.public_url();
            let arguments = [
                ("publisher", publisher.as_str().into()),
                ("siren", siren.as_str().into()),
                ("site", site.into()),
            ];
            language.format(text, &arguments)
        }),
    })
}

/// Starts a legal page from the model of its role, in the languages of the site that have models.
pub async fn legal_page(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(wanted): Form<PageModel>,
) -> Result<Response, OfficeError> {
    let authority = authority(&*office.store).await?.unwrap_or_default();
    let languages = model_languages(&authority.languages, current_user.language());
    let page = model_page(&office, &authority, &languages, wanted.role).ok_or(OfficeError::Missing)?;
    open(&office, &current_user, &Body::Page(Box::new(page)), &[]).await
}
