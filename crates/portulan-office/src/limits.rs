//! The largest sizes of request bodies.

/// A form may have this many bytes: long texts in several languages, no files.
const MAX_FORM_BYTES: usize = 16 << 20;
/// All files of one form together may have this many bytes.
const MAX_UPLOAD_FORM_BYTES: usize = 600 << 20;
/// A file to import may have this many bytes.
const MAX_IMPORT_BYTES: usize = 64 << 20;
/// A form of texts and one picture may have this many bytes.
const MAX_PICTURE_FORM_BYTES: usize = 44 << 20;
/// The largest body of a request without a session, in bytes.
const MAX_ANONYMOUS_BYTES: usize = 64 << 10;

/// The largest request body, in bytes: small without a session.
pub fn body_limit(path: &str, has_session: bool) -> usize {
    let is_upload = ["/office/media/", "/office/documents/"]
        .iter()
        .filter_map(|folder| path.strip_prefix(folder))
        .any(|rest| rest == "upload" || rest.ends_with("/file"));
    let attaches =
        path.starts_with("/office/") && (path.ends_with("/documents") || path.ends_with("/pictures"));
    match path {
        _ if path.starts_with("/office/contribute/") => MAX_PICTURE_FORM_BYTES,
        _ if !has_session => MAX_ANONYMOUS_BYTES,
        _ if path == "/office/setup" || path.ends_with("/logo") => MAX_PICTURE_FORM_BYTES,
        _ if is_upload || attaches => MAX_UPLOAD_FORM_BYTES,
        "/office/import" => MAX_IMPORT_BYTES,
        _ => MAX_FORM_BYTES,
    }
}
