//! Uploaded pictures: decoding, cleaning, storage, and derivation of variants.
use std::collections::HashMap;
use std::time::Duration;

use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::NewRecord;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{Language, key};
use portulan_media::Variant;
use portulan_model::kinds::Media;
use portulan_model::{Body, FileKind, Kind, Record, State as RecordState, Text, hex, slug};
use portulan_sandbox::SandboxError;
use portulan_store::{PictureSize, RecordSummary, StoredFile};
use portulan_web::{AskedPicture, picture_address};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::address::{can_see_file, found_to_change};
use super::uploads::{PictureDescription, UploadForm, require_attachable, store};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;
use crate::form::Thumb;

/// The interval at which files from other sources, such as imports, are looked for.
const TICK: Duration = Duration::from_secs(20);

/// The display of a picture's record.
pub enum Shot {
    /// No file.
    Bare,
    /// A file whose sizes are not made yet.
    Pending,
    /// The picture.
    Shown(Thumb),
}

/// The display of a picture's record.
pub async fn shot(office: &Office, body: &Body) -> Result<Option<Shot>, OfficeError> {
    let Body::Media(media) = body else { return Ok(None) };
    let picture = match &media.file {
        Some(name) => office.store.picture(name).await?,
        None => None,
    };
    Ok(Some(match picture {
        None => Shot::Bare,
        Some(picture) => thumb(&picture, 900, media).map_or(Shot::Pending, Shot::Shown),
    }))
}

/// A file in the first size that is wide enough, in the format that all browsers have.
fn thumb(picture: &portulan_store::StoredPicture, wide: u32, media: &Media) -> Option<Thumb> {
    let mut plain = picture.sizes.iter().filter(|s| matches!(s.format.as_str(), "jpg" | "png"));
    let size = plain.clone().find(|s| s.width >= wide).or(plain.next_back())?;
    let src = picture_address("/office/pictures", picture, size);
    Some(Thumb { src, width: size.width, height: size.height, alt: media.alt.clone() })
}

/// The largest number of small pictures on a page about a record.
pub const MAX_THUMBS: usize = 50;

/// The pictures of some records, small, in the revisions that the user may see.
pub async fn thumbs(office: &Office, heads: &[RecordSummary]) -> Result<HashMap<Uuid, Thumb>, OfficeError> {
    let mut out = HashMap::new();
    for head in heads {
        let Some(seen) = office.store.revision(head.id, head.revision).await? else { continue };
        let record = seen.record;
        if let Body::Media(media) = record.body
            && let Some(file) = &media.file
            && let Some(picture) = office.store.picture(file).await?
        {
            out.extend(thumb(&picture, 240, &media).map(|t| (record.id, t)));
        }
    }
    Ok(out)
}

/// Uploads pictures, each as a new record.
pub async fn upload(
    State(office): State<Office>,
    current_user: CurrentUser,
    form: Multipart,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::UploadFiles)?;
    store_each(&office, &current_user, form, None, "/office/media/".to_owned()).await
}

/// Uploads pictures, each as a new record that is attached to another.
pub async fn attach(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    require_attachable(&office, &current_user, (&folder, id), FileKind::Picture).await?;
    let back = format!("/office/{folder}/{id}/overview#media");
    store_each(&office, &current_user, form, Some(id), back).await
}

/// Stores each picture of a form as a new record, attached to another if there is one. Returns the page of the results.
async fn store_each(
    office: &Office,
    current_user: &CurrentUser,
    form: Multipart,
    target: Option<Uuid>,
    back: String,
) -> Result<Response, OfficeError> {
    let reason = target.map(|_| current_user.language().text(key!("office-picture-attached")));
    let author = current_user.author(reason.as_deref().unwrap_or_default());
    let language = current_user.language();
    let mut form = UploadForm::new(form, current_user);
    while let Some((name, bytes)) = form.next().await? {
        let outcome = match office.files.clean_picture(bytes).await {
            Ok(retained) => {
                let file = (retained.format.to_string(), retained.bytes);
                let new = described(office.new_id()?, language, &name, form.description(), file);
                Ok(store(office, &author, target, new).await?)
            }
            Err(e) => Err(message(&e, current_user.language())),
        };
        form.add(name, outcome);
    }
    office.pictures.notify_one();
    Ok(form.finish(FileKind::Picture, back))
}

/// Replaces the file of a record, which becomes a draft: the public sees the old file until publication.
pub async fn replace(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    let stored = found_to_change(&office, &current_user, Kind::Media.folder(), id).await?;
    let back = format!("/office/media/{id}");
    let mut form = UploadForm::new(form, &current_user);
    let Some(retained) = form.next_picture(&office).await? else {
        return Ok(form.finish(FileKind::Picture, back));
    };
    let Body::Media(mut body) = stored.record.body else { return Err(OfficeError::Missing) };
    let name = file_name(&stored.record.slug, &retained.format.to_string(), &retained.bytes);
    (body.file, body.focus) = (Some(name.clone()), None);
    let record = Record { state: RecordState::Draft, body: Body::Media(body), ..stored.record };
    let files = vec![(name, retained.bytes)];
    office.editorial.save(&current_user.author(""), record, stored.revision, files).await?;
    // Unsaved input is preserved; it is merged when it is saved.
    office.pictures.notify_one();
    Ok(Redirect::to(&format!("{back}?done=saved")).into_response())
}

/// A picture in one of the sizes of the site, public or not.
pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((digest, name)): Path<(String, String)>,
) -> Result<Response, OfficeError> {
    let asked = AskedPicture::of(&digest, &name).ok_or(OfficeError::Missing)?;
    // Pictures of the site are public.
    let is_seen = office.app.site().shows_file(&asked.file)
        || can_see_file(&office, &current_user, FileKind::Picture, &asked.file).await?;
    if !is_seen {
        return Err(OfficeError::Missing);
    }
    let (media_type, bytes) = asked.bytes(&*office.store).await?.ok_or(OfficeError::Missing)?;
    Ok(([(CONTENT_TYPE, media_type)], bytes).into_response())
}

/// A unique file name: a draft must not change what the public sees under the old one.
pub(super) fn file_name(stem: &str, format: &str, bytes: &[u8]) -> String {
    let digest = hex(&Sha256::digest(bytes)[..4]);
    format!("{stem}-{digest}.{format}")
}

/// The new record of a picture, named after its file, which is given by its file name extension and its content.
pub(super) fn described(
    id: Uuid,
    language: Language,
    name: &str,
    description: &PictureDescription,
    (format, bytes): (String, Vec<u8>),
) -> NewRecord {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem.chars().take(60).collect();
    let slug = slug(&stem, Kind::Media.singular());
    let file = file_name(&slug, &format, &bytes);
    let text = |text: &str| match text {
        "" => Text::default(),
        text => Text([(language.tag().to_owned(), text.to_owned())].into()),
    };
    let body = Media {
        file: Some(file.clone()),
        alt: text(&description.alt),
        credit: text(&description.credit),
        ..Media::default()
    };
    let record = Record { id, slug, state: RecordState::Draft, body: Body::Media(Box::new(body)) };
    NewRecord { record, exact_slug: false, files: vec![(file, bytes)] }
}

/// Derives variants of pictures, one after the other, until the program ends.
pub async fn keep_pictures(office: Office) {
    let mut failures = HashMap::new();
    loop {
        match derive_one(&office, &mut failures).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(e) => tracing::error!("the sizes of a picture were not made: {e}"),
        }
        let _ = tokio::time::timeout(TICK, office.pictures.notified()).await;
    }
}

/// The number of attempts before a picture is displayed without variants: a busy machine is not a fault of
/// the picture.
const MAX_TRIES: u32 = 3;

/// Derives the variants of one picture. Returns true if there was one. `failures` counts the attempts per file.
pub async fn derive_one(office: &Office, failures: &mut HashMap<String, u32>) -> Result<bool, OfficeError> {
    let Some(StoredFile { name, digest, bytes }) = office.store.bare_file().await? else { return Ok(false) };
    let variants = match office.files.picture_variants(bytes).await {
        Ok(variants) => variants,
        Err(e @ (SandboxError::Unavailable(_) | SandboxError::Busy)) => return Err(OfficeError::failed(e)),
        Err(e) => {
            let tries = failures.entry(digest.clone()).or_default();
            *tries += 1;
            if !matches!(e, SandboxError::Refused(_)) && *tries < MAX_TRIES {
                return Err(OfficeError::failed(e));
            }
            tracing::warn!(name, error = &e as &dyn std::error::Error, "a picture is not shown");
            Vec::new()
        }
    };
    let sized = |v: Variant| {
        (PictureSize { format: v.format.to_string(), width: v.width, height: v.height }, v.bytes)
    };
    office.store.put_variants(&name, &digest, variants.into_iter().map(sized).collect()).await?;
    office.app.refresh();
    Ok(true)
}
