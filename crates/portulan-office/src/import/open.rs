//! Detection of the type of an uploaded file, and its reading.
use std::sync::Arc;

use portulan_locales::{Language, key};
use portulan_sandbox::{FileReader, Refusal, SandboxError, UnreadReason};
use portulan_workbook::WorkbookError;

use super::upload::{Upload, WholeRecords};
use crate::files::message;

/// Detects the type of a file and reads it; or returns a message if it is not supported.
pub async fn open(files: &FileReader, bytes: Arc<[u8]>, language: Language) -> Result<Upload, String> {
    match markup(&bytes) {
        Some(UploadMarkup::Page) => return Err(language.text(key!("office-import-html"))),
        Some(UploadMarkup::Sheet) => return Err(language.text(key!("office-import-xml-sheet"))),
        Some(UploadMarkup::Other) => return Ok(Upload::Whole(WholeRecords::Iati(bytes))),
        None => {}
    }
    match files.workbook(Arc::clone(&bytes)).await {
        Ok(tables) if tables.is_empty() => Err(language.text(key!("office-import-empty"))),
        Ok(tables) => {
            // A CSV may be read again with another separator or encoding.
            let raw = tables.iter().any(|table| table.csv.is_some()).then_some(bytes);
            Ok(Upload::Tables(tables, raw))
        }
        Err(SandboxError::Refused(Refusal::Workbook(WorkbookError::Unknown))) if bytes.starts_with(b"PK") => {
            let archive = files.archive(bytes).await.map_err(|e| message(&e, language))?;
            if archive.records.is_empty()
                && archive.files.is_empty()
                && archive.unread.iter().all(|unread| unread.reason == UnreadReason::Elsewhere)
            {
                return Err(language.text(key!("office-import-no-record-file")));
            }
            Ok(Upload::Whole(WholeRecords::Folder(archive)))
        }
        Err(e) => Err(message(&e, language)),
    }
}

/// The type of a file that starts with a tag.
enum UploadMarkup {
    /// A web page, which some programs save as `.xls`.
    Page,
    /// A spreadsheet in the XML of 2003.
    Sheet,
    /// IATI, or another XML, whose faults the validator names.
    Other,
}

/// Looks at the first characters of a file, in UTF-8 or UTF-16.
fn markup(bytes: &[u8]) -> Option<UploadMarkup> {
    /// Bytes that are looked at.
    const LOOKED_AT_BYTES: usize = 4096;
    let start = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    // The zeros of UTF-16 are between the characters of tags.
    let is_wide = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) || start.contains(&0);
    let start: Vec<u8> = start.iter().copied().filter(|byte| !(is_wide && *byte == 0)).collect();
    let start = [&b"\xef\xbb\xbf"[..], &[0xFF, 0xFE], &[0xFE, 0xFF]]
        .iter()
        .find_map(|mark| start.strip_prefix(*mark))
        .unwrap_or(&start);
    let text = String::from_utf8_lossy(start).trim_start().to_lowercase();
    if !text.starts_with('<') {
        return None;
    }
    Some(match root_name(&text) {
        "html" | "table" => UploadMarkup::Page,
        "workbook" | "ss:workbook" => UploadMarkup::Sheet,
        _ => UploadMarkup::Other,
    })
}

/// The name of the root element, in lower case as the text is; anything before it is skipped.
fn root_name(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") || rest.starts_with("<!") => ">",
            _ => break,
        };
        let Some((_, after)) = rest.split_once(end) else { return "" };
        rest = after;
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}
