//! The largest sizes of request bodies.

/// A form may have this many bytes: long texts in several languages, no files.
const MAX_FORM_BYTES: usize = 16 << 20;
/// All pictures of one form together may have this many bytes.
const MAX_PICTURE_FORM_BYTES: usize = 600 << 20;
/// A file to import may have this many bytes.
const MAX_IMPORT_BYTES: usize = 64 << 20;
/// The largest body of a request without a session, in bytes.
const MAX_ANONYMOUS_BYTES: usize = 64 << 10;

/// The largest request body, in bytes: small without a session.
pub fn body_limit(path: &str, has_session: bool) -> usize {
    let is_picture = path == "/office/media/upload"
        || path.strip_prefix("/office/media/").is_some_and(|rest| rest.ends_with("/file"));
    match path {
        _ if !has_session => MAX_ANONYMOUS_BYTES,
        _ if is_picture => MAX_PICTURE_FORM_BYTES,
        "/office/import" => MAX_IMPORT_BYTES,
        _ => MAX_FORM_BYTES,
    }
}
