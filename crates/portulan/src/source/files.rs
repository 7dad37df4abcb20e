//! The files of a folder of records: on the disk, or inside the program.
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use include_dir::Dir;

use crate::error::CliError;

/// A folder whose entries are read.
#[derive(Clone, Copy)]
pub enum SourceFolder<'a> {
    /// A folder on the disk. Symbolic links in it are not followed, so that nothing outside of it is read.
    Disk(&'a Path),
    /// Inside the program.
    Embedded(&'a Dir<'static>),
}

/// The type of an entry of a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EntryType {
    Folder,
    File,
    /// A symbolic link, a pipe, a socket or a device.
    Other,
}

/// An entry of a folder.
pub struct SourceEntry {
    pub name: String,
    pub is: EntryType,
}

/// The reason why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadFile {
    /// The file exceeds the limit; its size in bytes.
    #[error("{0} bytes are too many")]
    TooLarge(u64),
    #[error("not a regular file")]
    NotAFile,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl SourceFolder<'_> {
    /// The entries of the folder, or of a subfolder, in the order of their names.
    pub fn entries(&self, sub: &str) -> Result<Vec<SourceEntry>, CliError> {
        let mut entries = match self {
            Self::Disk(root) => {
                let path = if sub.is_empty() { root.to_path_buf() } else { root.join(sub) };
                let read = std::fs::read_dir(&path).and_then(|entries| entries.map(entry).collect());
                read.map_err(|e| CliError::path(&path, &e))?
            }
            Self::Embedded(root) => embedded(root, sub),
        };
        entries.sort_by(|a: &SourceEntry, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// Reads a file of at most `limit` bytes.
    pub fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, UnreadFile> {
        match self {
            Self::Disk(root) => read_bounded(&root.join(path), limit),
            Self::Embedded(root) => root.get_file(path).map_or_else(
                || Err(io::Error::from(io::ErrorKind::NotFound).into()),
                |file| Ok(file.contents().to_vec()),
            ),
        }
    }
}

fn entry(entry: io::Result<std::fs::DirEntry>) -> io::Result<SourceEntry> {
    let entry = entry?;
    let found = entry.file_type()?;
    let is = match (found.is_dir(), found.is_file()) {
        (true, _) => EntryType::Folder,
        (_, true) => EntryType::File,
        _ => EntryType::Other,
    };
    Ok(SourceEntry { name: entry.file_name().to_string_lossy().into_owned(), is })
}

fn embedded(root: &Dir<'_>, sub: &str) -> Vec<SourceEntry> {
    let folder = if sub.is_empty() { Some(root) } else { root.get_dir(sub) };
    let entry = |found: &include_dir::DirEntry<'_>| SourceEntry {
        name: found.path().file_name().unwrap_or_default().to_string_lossy().into_owned(),
        is: if found.as_dir().is_some() { EntryType::Folder } else { EntryType::File },
    };
    folder.into_iter().flat_map(Dir::entries).map(entry).collect()
}

/// Reads a regular file of at most `limit` bytes; a symbolic link is an error. The type is checked on the
/// open file, so that it cannot be replaced in between.
fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, UnreadFile> {
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(UnreadFile::NotAFile);
    }
    read_open(open_regular(path)?, limit)
}

/// Reads an open regular file of at most `limit` bytes.
pub fn read_open(file: File, limit: u64) -> Result<Vec<u8>, UnreadFile> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(UnreadFile::NotAFile);
    }
    if metadata.len() > limit {
        return Err(UnreadFile::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(UnreadFile::TooLarge(size)) } else { Ok(bytes) }
}

/// Opens a file without following a link, or waiting for the writer of a pipe.
fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;

        use rustix::fs::OFlags;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    options.open(path)
}
