//! New records that begin with content: copies of a record, and legal pages from a model. They are drafts of a form, which
//! their author completes and saves.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::{authority, duplicate};
use portulan_locales::{Language, key, list};
use portulan_model::kinds::{Page, PageRole};
use portulan_model::{Body, Kind, Text};
use portulan_store::Draft;
use serde::Deserialize;
use uuid::Uuid;

use super::address::{found, kind_of};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::write;

/// Opens the form of a new record that has this content.
async fn open(office: &Office, current_user: &CurrentUser, body: &Body) -> Result<Response, OfficeError> {
    let kind = body.kind();
    if !current_user.can_create_kind(kind) {
        return Err(OfficeError::Forbidden);
    }
    let record = office.new_id()?;
    let sheet = write::sheet(body, current_user.language());
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
    open(&office, &current_user, &duplicate(&stored.record.body, mark)).await
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

/// Starts a legal page from the model of its role, in the languages of the site that have models.
pub async fn legal_page(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(wanted): Form<PageModel>,
) -> Result<Response, OfficeError> {
    let text = match wanted.role {
        PageRole::LegalNotice => key!("model-legal-notice"),
        PageRole::Accessibility => key!("model-accessibility"),
        PageRole::Other | PageRole::Introduction => return Err(OfficeError::Missing),
    };
    let authority = authority(&*office.store).await?.unwrap_or_default();
    let languages = model_languages(&authority.languages, current_user.language());
    let in_each = |text: &dyn Fn(Language) -> String| {
        Text(languages.iter().map(|language| (language.tag().to_owned(), text(*language))).collect())
    };
    let page = Page {
        title: in_each(&|language| language.word(list!("page-role"), wanted.role.name())),
        role: wanted.role,
        body: in_each(&|language| {
            let name = authority.name.text(language.tag());
            let arguments = [("name", name.into()), ("site", office.app.public_url().into())];
            language.format(text, &arguments)
        }),
    };
    open(&office, &current_user, &Body::Page(Box::new(page))).await
}
