//! A record as the public would see it, made by the public site itself.
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse as _, Response};
use portulan_locales::{Language, key};
use portulan_model::{Body, FileKind, Kind, Record, State as RecordState, currencies};
use portulan_store::StoredRecord;
use portulan_web::PreviewFiles;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::view::{OfficeView, page as answer};

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    lang: &'static str,
    languages: Vec<(Language, bool)>,
}

/// The language.
#[derive(Deserialize)]
pub struct PreviewQuery {
    #[serde(default)]
    lang: String,
}

impl PreviewQuery {
    /// The language; `None` if there is none or it is unknown.
    pub fn language(&self) -> Option<Language> {
        self.lang.parse().ok()
    }
}

/// The languages of the site, each with whether the preview is in it, and the tag of that one: the wanted language, or else that of the
/// user.
pub fn preview_languages(
    office: &Office,
    current_user: &CurrentUser,
    wanted: Option<Language>,
) -> (Vec<(Language, bool)>, &'static str) {
    let languages = office.app.site().languages();
    let wanted = wanted.unwrap_or(current_user.language());
    let lang = if languages.contains(&wanted) { wanted } else { languages[0] }.tag();
    (languages.into_iter().map(|language| (language, language.tag() == lang)).collect(), lang)
}

pub async fn frame(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let kind = stored.record.kind();
    let v = OfficeView::new(&current_user, kind.folder());
    let title = v.name(stored.record.body.name());
    let (languages, lang) = preview_languages(&office, &current_user, asked.language());
    Ok(answer(&PreviewPage { v, kind, id, title, lang, languages }))
}

pub async fn page(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let record = Record { state: RecordState::Published, ..stored.record.clone() };
    let path = address(&record);
    // The site may know the file of a picture in another form, or not at all.
    let pictures = match &record.body {
        Body::Media(media) => match &media.file {
            Some(file) => office.store.picture(file).await?.into_iter().collect(),
            None => Vec::new(),
        },
        _ => Vec::new(),
    };
    let documents = match record.body.file() {
        Some((FileKind::Document, name)) => office.store.document_files_named(&[name]).await?,
        _ => Vec::new(),
    };
    let files = PreviewFiles {
        pictures,
        picture_base: "/office/pictures",
        documents,
        document_base: "/office/files",
    };
    let currencies = currencies([&record.body].into_iter());
    let site = office.app.site();
    let mut preview = site.preview(StoredRecord { record, ..stored }, files);
    let known = preview.programme.rates.currencies();
    if !currencies.iter().all(|currency| known.contains(currency.as_str())) {
        let all: Vec<String> = known.into_iter().map(str::to_owned).chain(currencies).collect();
        preview = preview.with_rates(office.store.rates(Some(&all)).await?);
    }
    let language = asked.lang.parse().unwrap_or_default();
    let html = run_blocking(move || preview.render(language, &path)).await?.map_err(OfficeError::failed)?;
    html.map(|html| Html(html).into_response()).ok_or(OfficeError::Missing)
}

/// The public page on which a record is seen, without the language.
pub fn address(record: &Record) -> String {
    match record.kind() {
        Kind::Authority => "/".to_owned(),
        Kind::Document | Kind::Media => "/sources".to_owned(),
        Kind::Territory | Kind::Agreement | Kind::Person | Kind::Mission => "/partnerships".to_owned(),
        kind => format!("/{}/{}", kind.folder(), record.slug),
    }
}
