//! Files of documents: upload, attachment to other records, download, extraction of their text.
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_documents::DocumentFormat;
use portulan_editorial::NewRecord;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::key;
use portulan_model::kinds::{Document, DocumentKind};
use portulan_model::{
    Body, FileKind, Kind, Record, State as RecordState, Text, hex, normalize_for_search, slug,
};
use portulan_sandbox::SandboxError;
use portulan_store::StoredDocument;
use portulan_web::{download, file_label};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::address::{can_see_file, found_to_change};
use super::uploads::{UploadForm, require_attachable, store};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;
use crate::scan::ScanVerdict;

/// The interval at which files from other sources, such as imports, are looked for.
const TICK: Duration = Duration::from_secs(20);

/// The longest title made from a file name, in characters.
const MAX_TITLE_CHARS: usize = 120;

/// The file of a document, for a page of the office.
pub struct DocumentFile {
    /// The address.
    pub address: String,
    /// Format and size, such as `PDF, 1,2 Mo`.
    pub label: String,
}

impl DocumentFile {
    fn new(file: &StoredDocument, current_user: &CurrentUser) -> Self {
        Self {
            address: format!("/office/files/{}", file.name),
            label: file_label(current_user.language(), file),
        }
    }
}

/// The file of a document's record; `None` if it has none.
pub async fn file_of(
    office: &Office,
    current_user: &CurrentUser,
    body: &Body,
) -> Result<Option<DocumentFile>, OfficeError> {
    let Some((FileKind::Document, name)) = body.file() else { return Ok(None) };
    let files = office.store.document_files_named(&[name]).await?;
    Ok(files.first().map(|file| DocumentFile::new(file, current_user)))
}

/// The files of several documents, by the identity of their records.
pub async fn files_of(
    office: &Office,
    current_user: &CurrentUser,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, DocumentFile>, OfficeError> {
    let records = office.store.records_by_id(ids).await?;
    let named = records.iter().filter_map(|stored| Some((stored.record.id, stored.record.body.file()?.1)));
    let named: Vec<(Uuid, &str)> = named.collect();
    let wanted: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
    let files = office.store.document_files_named(&wanted).await?;
    let of = |(id, name): (Uuid, &str)| {
        let index = files.binary_search_by(|file| file.name.as_str().cmp(name)).ok()?;
        Some((id, DocumentFile::new(&files[index], current_user)))
    };
    Ok(named.into_iter().filter_map(of).collect())
}

/// Uploads files, each as a new document.
pub async fn upload(
    State(office): State<Office>,
    current_user: CurrentUser,
    form: Multipart,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::UploadFiles)?;
    store_each(&office, &current_user, form, None, "/office/documents/".to_owned()).await
}

/// Uploads files, each as a new document that is attached to a record.
pub async fn attach(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    require_attachable(&office, &current_user, (&folder, id), FileKind::Document).await?;
    let back = format!("/office/{folder}/{id}/overview#documents");
    store_each(&office, &current_user, form, Some(id), back).await
}

/// Stores each file of a form as a new document, attached to a record if there is one. Returns the page of the results.
async fn store_each(
    office: &Office,
    current_user: &CurrentUser,
    form: Multipart,
    target: Option<Uuid>,
    back: String,
) -> Result<Response, OfficeError> {
    let reason = target.map(|_| current_user.language().text(key!("office-document-attached")));
    let author = current_user.author(reason.as_deref().unwrap_or_default());
    let mut form = UploadForm::new(form, current_user);
    while let Some((name, bytes)) = form.next().await? {
        let outcome = match accept(office, current_user, &bytes).await? {
            Ok(format) => {
                let new = described(office.new_id()?, current_user, &name, format, bytes);
                Ok(store(office, &author, target, new).await?)
            }
            Err(text) => Err(text),
        };
        form.add(name, outcome);
    }
    office.documents.notify_one();
    Ok(form.finish(FileKind::Document, back))
}

/// Replaces the file of a document, which becomes a draft: the public sees the old file until publication.
pub async fn replace(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    let stored = found_to_change(&office, &current_user, Kind::Document.folder(), id).await?;
    let back = format!("/office/documents/{id}/overview");
    let mut form = UploadForm::new(form, &current_user);
    let Some((name, bytes)) = form.next().await? else { return Ok(form.finish(FileKind::Document, back)) };
    let format = match accept(&office, &current_user, &bytes).await? {
        Ok(format) => format,
        Err(text) => {
            form.add(name, Err(text));
            return Ok(form.finish(FileKind::Document, back));
        }
    };
    let Body::Document(mut body) = stored.record.body else { return Err(OfficeError::Missing) };
    let name = stored_name(&stored.record.slug, format, &bytes);
    body.file = Some(name.clone());
    let record = Record { state: RecordState::Draft, body: Body::Document(body), ..stored.record };
    office.editorial.save(&current_user.author(""), record, stored.revision, vec![(name, bytes)]).await?;
    office.documents.notify_one();
    Ok(Redirect::to(&format!("{back}?done=saved")).into_response())
}

/// Sends a file to a user who may see its document.
pub async fn send(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, OfficeError> {
    if !can_see_file(&office, &current_user, FileKind::Document, &name).await? {
        return Err(OfficeError::Missing);
    }
    let file =
        office.store.document_files_named(&[name.as_str()]).await?.pop().ok_or(OfficeError::Missing)?;
    Ok(download(Arc::clone(&office.store), file, &method, &headers, "private, no-store"))
}

/// Checks an uploaded file: its format, and viruses if a scanner is configured. Returns the message of a refusal.
async fn accept(
    office: &Office,
    current_user: &CurrentUser,
    bytes: &[u8],
) -> Result<Result<DocumentFormat, String>, OfficeError> {
    let language = current_user.language();
    let format = match office.files.document_format(bytes).await {
        Ok(format) => format,
        Err(e) => return Ok(Err(message(&e, language))),
    };
    if let Some(scanner) = &office.scanner {
        match scanner.scan(bytes).await {
            Ok(ScanVerdict::Clean) => {}
            Ok(ScanVerdict::Infected(name)) => {
                tracing::warn!(name, user = %current_user.user.id, "an uploaded file contains a virus");
                let found = [("value", name.as_str().into())];
                return Ok(Err(language.format(key!("office-document-virus"), &found)));
            }
            Err(e) => {
                tracing::error!(error = &e as &dyn std::error::Error, "the virus scanner cannot be used");
                return Ok(Err(language.text(key!("office-document-unscanned"))));
            }
        }
    }
    Ok(Ok(format))
}

/// A document named and typed after its file, which is for users of the office until a user opens it to the public.
fn described(
    id: Uuid,
    current_user: &CurrentUser,
    name: &str,
    format: DocumentFormat,
    bytes: Vec<u8>,
) -> NewRecord {
    let title = title(name);
    let slug = slug(&title, Kind::Document.singular());
    let file = stored_name(&slug, format, &bytes);
    let document = Document {
        kind: document_kind(name),
        title: Text([(current_user.language().tag().to_owned(), title)].into()),
        file: Some(file.clone()),
        ..Document::default()
    };
    let body = Body::Document(Box::new(document));
    let record = Record { id, slug, state: RecordState::Draft, body };
    NewRecord { record, exact_slug: false, files: vec![(file, bytes)] }
}

/// The title of a document in a file: the name without its extension, with spaces.
fn title(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> =
        stem.split(|c: char| c.is_whitespace() || c == '_').filter(|w| !w.is_empty()).collect();
    // Marks that turn the direction of text would disguise the name.
    let is_mark = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    words
        .join(" ")
        .chars()
        .filter(|c| !is_mark(c))
        .take(MAX_TITLE_CHARS)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The type of a document, as far as the name of its file shows.
fn document_kind(name: &str) -> DocumentKind {
    let name = normalize_for_search(name);
    let contains = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // Councils number their resolutions as in `DEL-2024-12`.
    let is_numbered = name.strip_prefix("del").is_some_and(|rest| rest.starts_with(['-', '_', ' ']));
    if is_numbered || contains(&["deliberation"]) {
        DocumentKind::Deliberation
    } else if contains(&["convention", "avenant", "agreement"]) {
        DocumentKind::Agreement
    } else if contains(&["rapport", "compte rendu", "compte-rendu", "bilan", "report"]) {
        DocumentKind::Report
    } else {
        DocumentKind::Other
    }
}

/// A unique file name: a draft must not change what the public receives under the old one.
fn stored_name(stem: &str, format: DocumentFormat, bytes: &[u8]) -> String {
    let stem: String = stem.chars().take(80).collect();
    let digest = hex(&Sha256::digest(bytes)[..8]);
    format!("{}-{digest}.{}", stem.trim_end_matches('-'), format.extension())
}

/// Extracts the text of stored files, one after the other, until the program ends.
pub async fn keep_document_texts(office: Office) {
    loop {
        match extract_one(&office).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(e) => tracing::error!("the text of a document was not extracted: {e}"),
        }
        let _ = tokio::time::timeout(TICK, office.documents.notified()).await;
    }
}

/// Extracts the text of one file. Returns true if there was one. A file that cannot be read has no text.
pub async fn extract_one(office: &Office) -> Result<bool, OfficeError> {
    let Some(file) = office.store.document_without_text().await? else { return Ok(false) };
    let Some(content) = office.store.document_content(&file).await? else { return Ok(true) };
    let text = match office.files.document_text(content).await {
        Ok(text) => text,
        Err(e @ (SandboxError::Unavailable(_) | SandboxError::Busy)) => return Err(OfficeError::failed(e)),
        Err(e) => {
            let error = &e as &dyn std::error::Error;
            tracing::warn!(name = file.name, error, "the text of a document cannot be read");
            String::new()
        }
    };
    office.store.put_document_text(&file, text).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_named_and_typed_after_their_files() {
        for (name, expected, kind) in [
            ("Convention_Kananga-2024 signée.PDF", "Convention Kananga-2024 signée", DocumentKind::Agreement),
            ("délibération n°12.pdf", "délibération n°12", DocumentKind::Deliberation),
            ("DEL-2021-08.pdf", "DEL-2021-08", DocumentKind::Deliberation),
            ("Compte-rendu final.docx", "Compte-rendu final", DocumentKind::Report),
            ("scan", "scan", DocumentKind::Other),
            ("é\u{202e}fdp.exe.pdf", "éfdp.exe", DocumentKind::Other),
            (".pdf", "", DocumentKind::Other),
        ] {
            assert_eq!((title(name).as_str(), document_kind(name)), (expected, kind), "{name}");
        }
        let long = "é".repeat(500);
        assert_eq!(title(&long).chars().count(), MAX_TITLE_CHARS);
        let stored = stored_name(&slug(&long, "document"), DocumentFormat::Pdf, b"x");
        assert!(FileKind::Document.is_file_name(&stored), "{stored}");
    }
}
