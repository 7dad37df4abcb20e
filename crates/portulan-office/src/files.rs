//! Messages about files that are not read.
use portulan_documents::DocumentRefusal;
use portulan_locales::{Language, MessageKey, key};
use portulan_media::MediaError;
use portulan_sandbox::{Refusal, SandboxError};
use portulan_workbook::WorkbookError;

/// The message for a file that was refused, with the remedy. An internal failure is logged with its cause.
pub fn message(e: &SandboxError, language: Language) -> String {
    let key = match e {
        SandboxError::Refused(Refusal::Workbook(e)) => return workbook(e, language),
        SandboxError::Refused(Refusal::Picture(e)) => picture(e),
        SandboxError::Refused(Refusal::Document(e)) => return document(e, language),
        SandboxError::Refused(Refusal::DamagedArchive(why)) => return damaged(why, language),
        SandboxError::Refused(Refusal::LargeArchive) => key!("office-import-large-archive"),
        SandboxError::Busy => key!("office-file-busy"),
        SandboxError::TooComplex => key!("office-file-too-complex"),
        SandboxError::TooSlow => key!("office-file-too-slow"),
        SandboxError::Unavailable(_)
        | SandboxError::Crashed { .. }
        | SandboxError::Answer(_)
        | SandboxError::OtherAnswer => {
            tracing::error!(error = e as &dyn std::error::Error, "a file was not read");
            key!("office-file-failed")
        }
    };
    language.text(key)
}

fn workbook(e: &WorkbookError, language: Language) -> String {
    match e {
        WorkbookError::Unknown => language.text(key!("office-import-unknown")),
        WorkbookError::TooLarge => language.text(key!("office-import-large")),
        WorkbookError::OpenQuote(line) => {
            language.format(key!("office-import-open-quote"), &[("line", (*line).into())])
        }
        WorkbookError::Damaged(why) | WorkbookError::Unwritten(why) => damaged(why, language),
    }
}

fn damaged(why: &str, language: Language) -> String {
    language.format(key!("office-import-damaged"), &[("value", why.into())])
}

fn document(e: &DocumentRefusal, language: Language) -> String {
    language.text(match e {
        DocumentRefusal::UnknownFormat | DocumentRefusal::WrongName { .. } => key!("office-document-unknown"),
        DocumentRefusal::OldOffice => key!("office-document-old"),
        DocumentRefusal::Macros => key!("office-document-macros"),
        DocumentRefusal::DamagedFile(_) => key!("office-document-damaged"),
    })
}

fn picture(e: &MediaError) -> MessageKey {
    match e {
        MediaError::Unknown | MediaError::Misnamed { .. } => key!("office-upload-unknown"),
        MediaError::Svg => key!("office-upload-svg"),
        MediaError::Heic => key!("office-upload-heic"),
        MediaError::Damaged(_) => key!("office-upload-damaged"),
        MediaError::TooLarge => key!("office-upload-pixels"),
    }
}
