//! Uploads of files: reading of the form, and the page of its results.
use askama::Template;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::response::Response;
use portulan_editorial::policy::OfficeAction;
use portulan_editorial::{NewRecord, has_attachments};
use portulan_locales::{key, list};
use portulan_media::Variant;
use portulan_model::FileKind;
use portulan_store::Author;
use uuid::Uuid;

use super::address::found_to_change;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;
use crate::view::{OfficeView, page, refused};

/// The largest size of a file, in bytes.
const MAX_UPLOAD_BYTES: usize = portulan_documents::MAX_FILE_BYTES;

/// The largest size of a text that describes a file, in bytes.
const MAX_DESCRIPTION_BYTES: usize = 4_000;

/// The largest number of files of one form.
const MAX_FILES: usize = 100;

#[derive(Template)]
#[template(path = "uploaded.html")]
struct UploadedPage {
    v: OfficeView,
    kind: FileKind,
    /// The page to return to.
    back: String,
    received: Vec<UploadedFile>,
}

/// The use of uploaded files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum UploadMode {
    /// Each of several files becomes a record.
    Each,
    /// One file becomes a record, which the form also describes.
    Described,
    /// One file replaces that of a record.
    Replace,
}

/// The form that uploads files.
pub struct UploadTarget {
    /// The type of the files.
    pub kind: FileKind,
    /// The address that receives them.
    pub action: String,
    /// The use of the files.
    pub mode: UploadMode,
    /// True if the page shows what was uploaded, and so is loaded again.
    pub reloads: bool,
    /// True if the documents are attached to a record that fewer users may see than the documents.
    pub is_private: bool,
}

impl UploadTarget {
    /// The list of records of a type of file, to which each file adds one.
    pub fn list(kind: FileKind) -> Self {
        Self {
            kind,
            action: format!("/office/{}/upload", kind.kind().folder()),
            mode: UploadMode::Each,
            reloads: false,
            is_private: false,
        }
    }

    /// The name of the form on its page.
    pub fn id(&self) -> &'static str {
        self.kind.kind().folder()
    }

    /// The accepted files, as the attribute `accept` of HTML.
    pub fn accepted(&self) -> String {
        self.kind.extensions().iter().map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",")
    }
}

/// The result of uploading a file: its record, or the reason of a refusal.
pub struct UploadedFile {
    /// The name of the file on the device of the user.
    pub name: String,
    /// The record, or the message of the refusal.
    pub outcome: Result<Uuid, String>,
}

/// Checks that a user may upload files of a type for a record that can have them. Other records are missing.
pub async fn require_attachable(
    office: &Office,
    current_user: &CurrentUser,
    (folder, id): (&str, Uuid),
    kind: FileKind,
) -> Result<(), OfficeError> {
    current_user.require(OfficeAction::UploadFiles)?;
    let stored = found_to_change(office, current_user, folder, id).await?;
    if has_attachments(&stored.record.body, kind) { Ok(()) } else { Err(OfficeError::Missing) }
}

/// Stores the record of an uploaded file, attached to another if there is one. Returns its identity.
pub async fn store(
    office: &Office,
    author: &Author,
    target: Option<Uuid>,
    new: NewRecord,
) -> Result<Uuid, OfficeError> {
    let id = new.record.id;
    match target {
        Some(target) => office.editorial.attach(author, target, new).await?,
        None => drop(office.editorial.create(author, new).await?),
    }
    Ok(id)
}

/// The files of a form, one after the other.
pub struct UploadForm<'a> {
    form: Multipart,
    current_user: &'a CurrentUser,
    received: Vec<UploadedFile>,
    count: usize,
    /// The description of a picture.
    description: PictureDescription,
}

/// The description of a picture that is sent before its file.
#[derive(Debug, Clone, Default)]
pub struct PictureDescription {
    /// The alternative text.
    pub alt: String,
    /// The author or owner.
    pub credit: String,
}

impl<'a> UploadForm<'a> {
    /// The files of a form.
    pub fn new(form: Multipart, current_user: &'a CurrentUser) -> Self {
        Self {
            form,
            current_user,
            received: Vec::new(),
            count: 0,
            description: PictureDescription::default(),
        }
    }

    /// The name and the content of the next file. Files that are too large are refused and left out.
    pub async fn next(&mut self) -> Result<Option<(String, Vec<u8>)>, OfficeError> {
        while let Some(field) = self.form.next_field().await.map_err(unreadable)? {
            let name = field.file_name().unwrap_or_default().to_owned();
            if matches!(field.name(), Some("alt" | "credit")) {
                let is_alt = field.name() == Some("alt");
                let bytes = receive(field, MAX_DESCRIPTION_BYTES).await?.ok_or(OfficeError::TooLarge)?;
                let text = String::from_utf8_lossy(&bytes).trim().to_owned();
                *(if is_alt { &mut self.description.alt } else { &mut self.description.credit }) = text;
                continue;
            }
            if field.name() != Some("files") || name.is_empty() {
                continue;
            }
            self.count += 1;
            if self.count > MAX_FILES {
                // One line for each name would make the answer as large as the request.
                if self.count == MAX_FILES + 1 {
                    let limit = [("limit", MAX_FILES.into())];
                    self.add(
                        name,
                        Err(self.current_user.language().format(key!("office-upload-many"), &limit)),
                    );
                }
                continue;
            }
            match receive(field, MAX_UPLOAD_BYTES).await? {
                Some(bytes) => return Ok(Some((name, bytes))),
                None => self.add(name, Err(self.current_user.language().text(key!("office-upload-large")))),
            }
        }
        Ok(None)
    }

    /// The next file as a picture without its metadata; `None` if there is none, or it is refused, which the page of the results reports.
    pub async fn next_picture(&mut self, office: &Office) -> Result<Option<Variant>, OfficeError> {
        let Some((name, bytes)) = self.next().await? else { return Ok(None) };
        match office.files.clean_picture(bytes).await {
            Ok(cleaned) => Ok(Some(cleaned)),
            Err(e) => {
                self.add(name, Err(message(&e, self.current_user.language())));
                Ok(None)
            }
        }
    }

    /// The description that came before the current file.
    pub fn description(&self) -> &PictureDescription {
        &self.description
    }

    /// Adds the result of a file.
    pub fn add(&mut self, name: String, outcome: Result<Uuid, String>) {
        self.received.push(UploadedFile { name, outcome });
    }

    /// The page of the results.
    pub fn finish(self, kind: FileKind, back: String) -> Response {
        let is_refused = self.received.iter().all(|file| file.outcome.is_err());
        let v = OfficeView::new(self.current_user, kind.kind().folder());
        let template = UploadedPage { v, kind, back, received: self.received };
        if is_refused { refused(&template) } else { page(&template) }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` passes it")]
pub fn unreadable(e: MultipartError) -> OfficeError {
    OfficeError::Unreadable(e.body_text())
}

/// The bytes of a field; `None` if there are more than `limit`, which are read and dropped.
pub(super) async fn receive(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>, OfficeError> {
    let mut bytes = Vec::new();
    let mut fits = true;
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        fits &= bytes.len() + chunk.len() <= limit;
        if fits {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok(fits.then_some(bytes))
}
