//! Checks of pictures and documents.
use super::checker::{Checker, name_present};
use super::language_tag::is_language_tag;
use crate::FileKind;
use crate::kinds::{Document, Media};

pub(super) fn check_media(c: &mut Checker<'_>, b: &Media) {
    name_present(c, "/alt", &b.alt);
    match &b.file {
        None => c.suggest("/file", "no-file", &[]),
        Some(file) if !FileKind::Picture.is_file_name(file) => {
            c.error("/file", "file-name", &[("file", file)]);
        }
        Some(_) => {}
    }
    if b.focus.as_ref().is_some_and(|f| f.x > 100 || f.y > 100) {
        c.error("/focus", "focus", &[]);
    }
    if b.credit.is_empty() {
        c.suggest("/credit", "incomplete", &[("field", "credit")]);
    }
}

pub(super) fn check_document(c: &mut Checker<'_>, b: &Document) {
    name_present(c, "/title", &b.title);
    if let Some(file) = b.file.as_deref().filter(|file| !FileKind::Document.is_file_name(file)) {
        c.error("/file", "document-file-name", &[("file", file)]);
    }
    if let Some(tag) = b.language.as_deref().filter(|tag| !is_language_tag(tag)) {
        c.suggest("/language", "language-tag", &[("tag", tag)]);
    }
}
