//! The logo of the authority: a picture with a record of its own.
use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{Language, key};
use portulan_model::kinds::{Authority, Media};
use portulan_model::{Body, FileKind, Kind, Record, Ref, State as RecordState, Text};
use portulan_store::Change;
use uuid::Uuid;

use super::address::found_to_change;
use super::media::{Shot, file_name, shot};
use super::start::model_languages;
use super::uploads::UploadForm;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

/// A new logo: the record of the picture, and its file.
pub struct NewLogo {
    pub record: Record,
    file: (String, Vec<u8>),
}

impl NewLogo {
    /// The logo of an authority from a picture, which is given by its file name extension and its content. Its alternative text
    /// names the authority.
    pub fn new(id: Uuid, authority: &Authority, own: Language, (format, bytes): (String, Vec<u8>)) -> Self {
        // Each upload has an address of its own: the public sees the former logo until publication.
        let slug = format!("logo-{}", &id.simple().to_string()[20..]);
        let name = file_name(&slug, &format, &bytes);
        let alt = |language: Language| {
            let name = authority.name.text(language.tag());
            (language.tag().to_owned(), language.format(key!("logo-alt"), &[("name", name.into())]))
        };
        let alt = model_languages(&authority.languages, own).into_iter().map(alt);
        let body = Media { file: Some(name.clone()), alt: Text(alt.collect()), ..Media::default() };
        let record = Record { id, slug, state: RecordState::Draft, body: Body::Media(Box::new(body)) };
        Self { record, file: (name, bytes) }
    }

    /// The reference of the authority to its logo.
    pub fn reference(&self) -> Ref<Media> {
        Ref::new(&self.record.slug)
    }

    /// The changes that store the logo in a state of publication.
    pub fn changes(&self, state: RecordState) -> [Change; 2] {
        let (name, bytes) = self.file.clone();
        let record = Record { state, ..self.record.clone() };
        [Change::PutFile { kind: FileKind::Picture, name, bytes }, Change::Create(record)]
    }
}

/// The display of the logo with a slug; `None` if there is none.
pub async fn logo_shot(office: &Office, slug: &str) -> Result<Option<Shot>, OfficeError> {
    match office.store.record(Kind::Media, slug).await? {
        Some(stored) => shot(office, &stored.record.body).await,
        None => Ok(None),
    }
}

/// Stores a logo as a draft, and refers to it in the record of the authority, which becomes a draft.
pub async fn replace(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    let stored = found_to_change(&office, &current_user, Kind::Authority.folder(), id).await?;
    let language = current_user.language();
    let back = format!("/office/authorities/{id}");
    let mut form = UploadForm::new(form, &current_user);
    let Some(cleaned) = form.next_picture(&office).await? else {
        return Ok(form.finish(FileKind::Picture, back));
    };
    let Body::Authority(mut authority) = stored.record.body else { return Err(OfficeError::Missing) };
    let file = (cleaned.format.to_string(), cleaned.bytes);
    let logo = NewLogo::new(office.new_id()?, &authority, language, file);
    authority.logo = Some(logo.reference());
    let record = Record { state: RecordState::Draft, body: Body::Authority(authority), ..stored.record };
    let mut changes = Vec::from(logo.changes(RecordState::Draft));
    changes.push(Change::Update { record, seen: stored.revision });
    office.editorial.import(&current_user.author(""), changes).await?;
    office.pictures.notify_one();
    // Unsaved input is preserved; it is merged when it is saved.
    Ok(Redirect::to(&format!("{back}?done=saved#look")).into_response())
}
