//! Limits of archives.
/// The largest number of files in an archive.
pub const MAX_ENTRIES: usize = 50_000;

/// The largest unpacked size of all files of an archive, in bytes: twice the size of an upload, since
/// pictures hardly compress.
pub const MAX_UNPACKED_BYTES: u64 = 128 << 20;
