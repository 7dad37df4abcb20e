//! `portulan export DIR`: the register as a folder of TOML records, which `portulan import` reads back.
use std::collections::BTreeSet;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use portulan_locales::{Language, key};
use portulan_model::{FileKind, Kind, currencies, folder};
use portulan_store::{
    DeclarationStore as _, DocumentFileStore as _, PictureStore as _, Scope, SqliteStore, Store as _,
    StoredRecord,
};
use tempfile::Builder;

use crate::args::ExportArgs;
use crate::error::CliError;
use crate::{console, output, register};

/// A folder while it is written, record by record.
#[derive(Default)]
struct FolderWriter {
    root: PathBuf,
    private: bool,
    /// The files written so far, relative to the folder.
    written: BTreeSet<PathBuf>,
    currencies: BTreeSet<String>,
    records: usize,
    /// Private records that were left out.
    left: usize,
    files: usize,
}

impl FolderWriter {
    fn put(&mut self, path: PathBuf, bytes: &[u8]) -> Result<(), CliError> {
        output::write(&self.root.join(&path), bytes)?;
        self.written.insert(path);
        Ok(())
    }

    fn take(&mut self, part: &[StoredRecord]) -> Result<(), CliError> {
        for StoredRecord { record, .. } in part {
            if record.kind().is_private() && !self.private {
                self.left += 1;
                continue;
            }
            self.currencies.extend(currencies(std::iter::once(&record.body)));
            let path = Path::new(record.kind().folder()).join(format!("{}.toml", record.slug));
            self.put(path, folder::write(record).as_bytes())?;
            self.records += 1;
        }
        Ok(())
    }

    async fn fill(&mut self, store: &SqliteStore) -> Result<(), CliError> {
        let mut failed = None;
        let mut take = |part: Vec<StoredRecord>| {
            failed = self.take(&part).err();
            failed.is_none()
        };
        store.each(Scope::Latest, Kind::ALL, &mut take).await?;
        if let Some(e) = failed {
            return Err(e);
        }
        for picture in store.pictures().await? {
            if let Some(file) = store.file(&picture.name).await? {
                self.put(Path::new(Kind::Media.folder()).join(&file.name), &file.bytes)?;
                self.files += 1;
            }
        }
        for file in store.document_files().await? {
            if let Some(content) = store.document_content(&file).await? {
                self.put(Path::new(Kind::Document.folder()).join(&file.name), &content)?;
                self.files += 1;
            }
        }
        let named: Vec<String> = self.currencies.iter().cloned().collect();
        let rates = store.rates(Some(&named)).await?;
        if rates.is_empty() { Ok(()) } else { self.put(folder::RATES_FILE.into(), rates.write().as_bytes()) }
    }
}

pub async fn run(options: &ExportArgs, target: &Path, language: Language) -> Result<ExitCode, CliError> {
    let occupied = std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_some());
    let shown = target.display().to_string();
    if occupied && !options.force {
        return Err(CliError::usage(key!("cli-export-not-empty"), &[("folder", &shown)]));
    }
    let store = register::open_existing(&options.data.data).await?;
    let mut folder = FolderWriter { private: options.private, ..FolderWriter::default() };
    let written = if occupied {
        write_over(&store, target, &mut folder).await
    } else {
        write_new(&store, target, &mut folder).await
    };
    store.close().await;
    written?;
    let message = [
        ("records", folder.records.into()),
        ("files", folder.files.into()),
        ("folder", shown.as_str().into()),
    ];
    console::say(&language.format(key!("cli-exported"), &message));
    if folder.left > 0 {
        console::say(&language.format(key!("cli-export-private"), &[("count", folder.left.into())]));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes next to the target and renames at the end, so that a failure leaves no files.
async fn write_new(store: &SqliteStore, target: &Path, folder: &mut FolderWriter) -> Result<(), CliError> {
    let failed = |e: Error| CliError::path(target, &e);
    let (name, parent) = (target.file_name().unwrap_or_default(), output::folder_of(target));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let prefix = format!(".{}.", name.to_string_lossy());
    let aside = Builder::new().prefix(&prefix).suffix(".writing").tempdir_in(parent).map_err(failed)?;
    aside.path().clone_into(&mut folder.root);
    folder.fill(store).await?;
    if target.exists() {
        std::fs::remove_dir(target).map_err(failed)?;
    }
    std::fs::rename(aside.path(), target).map_err(failed)?;
    let _ = aside.keep();
    Ok(())
}

/// Returns an error if the folder of a kind is a symbolic link: files would be written, and removed, at its
/// target.
fn require_real_folders(target: &Path) -> Result<(), CliError> {
    for kind in Kind::ALL {
        let path = target.join(kind.folder());
        if std::fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir()) {
            return Err(CliError::usage(key!("cli-export-link"), &[("path", &path.display().to_string())]));
        }
    }
    Ok(())
}

/// Replaces file by file, then removes the files of records that are gone; other files stay.
async fn write_over(store: &SqliteStore, target: &Path, folder: &mut FolderWriter) -> Result<(), CliError> {
    require_real_folders(target)?;
    target.clone_into(&mut folder.root);
    folder.fill(store).await?;
    for kind in Kind::ALL {
        for entry in std::fs::read_dir(target.join(kind.folder())).into_iter().flatten().flatten() {
            let path = PathBuf::from(kind.folder()).join(entry.file_name());
            let ours = FileKind::of(*kind).is_some() || path.extension().is_some_and(|x| x == "toml");
            if ours && !folder.written.contains(&path) {
                std::fs::remove_file(entry.path()).map_err(|e| CliError::path(&entry.path(), &e))?;
            }
        }
    }
    Ok(())
}
