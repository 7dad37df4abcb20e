//! Opening and locking of a register on the disk.
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use portulan_locales::{io_fault, key};
use portulan_store::SqliteStore;

use crate::error::CliError;
use crate::import::plan;
use crate::permissions;
use crate::source::{FolderSource, SourceFolder};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/la-rochelle");

/// The file that the server of a register locks.
const LOCK: &str = "register.lock";

/// The database's file in a data folder.
pub fn path(data: &Path) -> PathBuf {
    data.join("register.sqlite")
}

/// Opens the register in a data folder, and creates the folder if it is missing.
pub async fn open(data: &Path) -> Result<SqliteStore, CliError> {
    make_folder(data)?;
    permissions::close_register(data);
    Ok(SqliteStore::open(&path(data)).await?)
}

/// Opens a register that must be there.
pub async fn open_existing(data: &Path) -> Result<SqliteStore, CliError> {
    if path(data).exists() {
        open(data).await
    } else {
        Err(CliError::usage(key!("cli-empty-register"), &[("folder", &data.display().to_string())]))
    }
}

fn make_folder(data: &Path) -> Result<(), CliError> {
    std::fs::create_dir_all(data).map_err(|e| failed(data, &e))
}

fn failed(data: &Path, why: &std::io::Error) -> CliError {
    let arguments = [("folder", &*data.display().to_string()), ("why", &*io_fault(why))];
    CliError::usage(key!("cli-folder-failed"), &arguments)
}

/// The right to serve a register, for as long as the value lives or the process runs: mail, webhooks and scheduled
/// publications would otherwise be sent by each server.
#[must_use]
pub struct ServerLock {
    _file: File,
}

impl ServerLock {
    /// Acquires the lock. Returns an error if another server holds it.
    pub fn take(data: &Path) -> Result<Self, CliError> {
        make_folder(data)?;
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(data.join(LOCK));
        let file = file.map_err(|e| failed(data, &e))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(CliError::usage(key!("cli-register-served"), &[("folder", &data.display().to_string())]))
            }
            Err(TryLockError::Error(e)) => Err(failed(data, &e)),
        }
    }
}

/// Imports the example that the program carries.
pub async fn load_example(store: &SqliteStore) -> Result<(), CliError> {
    let source = FolderSource::read(SourceFolder::Embedded(&EXAMPLE), &|| {})?;
    plan::first(store, &source).await
}
