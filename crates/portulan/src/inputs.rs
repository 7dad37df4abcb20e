//! XML files as they are named on the command line: files, folders, patterns, standard input, compressed or not.
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use portulan_exchange::validation::is_office_file;
use portulan_locales::{io_fault, key};

use crate::error::CliError;

/// Archive entries that identify office documents: Microsoft's, and `OpenDocument`.
const WORKBOOKS: &[&str] = &["[Content_Types].xml", "META-INF/manifest.xml"];

/// One XML document to read.
pub struct InputFile {
    /// The displayed name.
    pub name: String,
    source: InputSource,
}

enum InputSource {
    Standard,
    File(PathBuf),
    /// An entry of a zip archive, by its place.
    Entry(PathBuf, usize),
}

impl InputFile {
    /// Opens the document, decompressed; the size of the file when it is not.
    pub fn open(&self) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
        match &self.source {
            InputSource::Standard => Ok((decompress(io::stdin())?.0, None)),
            InputSource::File(path) => {
                let file = File::open(path)?;
                let size = file.metadata()?.len();
                let (reader, plain) = decompress(file)?;
                Ok((reader, plain.then_some(size)))
            }
            InputSource::Entry(path, place) => {
                let (path, place) = (path.clone(), *place);
                Ok((Box::new(entry(&path, place)?), None))
            }
        }
    }

    /// The whole document, which may have so many mebibytes.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>, CliError> {
        let failed = |why: io::Error| {
            CliError::usage(key!("cli-path-failed"), &[("path", &self.name), ("why", &io_fault(&why))])
        };
        let (reader, _) = self.open().map_err(failed)?;
        let mut bytes = Vec::new();
        reader.take((limit << 20) + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > limit << 20 {
            let message = [("path", self.name.as_str()), ("limit", &limit.to_string())];
            return Err(CliError::usage(key!("cli-import-large"), &message));
        }
        Ok(bytes)
    }

    /// The file whose bytes are just this document's.
    pub fn plain_file(&self) -> Option<&Path> {
        match &self.source {
            InputSource::File(path) if self.open().is_ok_and(|(_, size)| size.is_some()) => Some(path),
            InputSource::File(_) | InputSource::Standard | InputSource::Entry(..) => None,
        }
    }

    /// True if it can be opened twice.
    pub fn is_repeatable(&self) -> bool {
        !matches!(self.source, InputSource::Standard)
    }
}

/// Detects compression from the first bytes, not the name. Returns also whether the bytes are unchanged.
fn decompress(mut source: impl Read + Send + 'static) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let mut head = Vec::new();
    source.by_ref().take(6).read_to_end(&mut head)?;
    let (gzip, xz) = (head.starts_with(&[0x1F, 0x8B]), head == b"\xFD7zXZ\0");
    let whole = Cursor::new(head).chain(source);
    Ok(if gzip {
        (Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(whole))), false)
    } else if xz {
        (Box::new(liblzma::read::XzDecoder::new_multi_decoder(BufReader::new(whole))), false)
    } else {
        (Box::new(whole), true)
    })
}

/// An entry of an archive, decompressed by a thread as it is read: entries borrow their archive.
fn entry(path: &Path, place: usize) -> io::Result<impl Read + Send + use<>> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path)?)).map_err(io::Error::from)?;
    let (reader, mut writer) = io::pipe()?;
    std::thread::spawn(move || {
        // A reader that went away ends the copy; a damaged entry ends the document early, which is a fault of it.
        if let Ok(mut entry) = archive.by_index(place) {
            let _ = io::copy(&mut entry, &mut writer);
        }
    });
    Ok(reader)
}

/// The documents that the paths name, folders in order of name.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<InputFile>, CliError> {
    let mut inputs = Vec::new();
    for path in paths {
        let before = inputs.len();
        let text = path.to_string_lossy();
        if text == "-" {
            inputs.push(InputFile { name: "-".into(), source: InputSource::Standard });
        } else if path.is_dir() {
            folder(path, &mut inputs)?;
        } else if path.exists() {
            file(path, &mut inputs)?;
        } else if text.contains(['*', '?', '[']) {
            let found = glob::glob(&text).into_iter().flatten().flatten();
            for path in found.filter(|p| p.is_file()) {
                file(&path, &mut inputs)?;
            }
        } else {
            return Err(CliError::path(path, &io::Error::from(io::ErrorKind::NotFound)));
        }
        if inputs.len() == before {
            return Err(CliError::usage(key!("cli-validate-nothing"), &[("path", &text)]));
        }
    }
    Ok(inputs)
}

fn folder(path: &Path, inputs: &mut Vec<InputFile>) -> Result<(), CliError> {
    let entries = std::fs::read_dir(path).map_err(|e| CliError::path(path, &e))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
        if path.is_dir() && !path.is_symlink() {
            folder(&path, inputs)?;
        } else if [".xml", ".xml.gz", ".xml.xz", ".zip"].iter().any(|end| name.ends_with(end)) {
            // A pipe would be waited for, and a device may never end.
            if !path.metadata().is_ok_and(|found| found.is_file()) {
                return Err(CliError::usage(
                    key!("cli-not-a-file"),
                    &[("path", &path.display().to_string())],
                ));
            }
            file(&path, inputs)?;
        }
    }
    Ok(())
}

fn file(path: &Path, inputs: &mut Vec<InputFile>) -> Result<(), CliError> {
    let name = path.display().to_string();
    let mut head = Vec::new();
    let opened = File::open(path).and_then(|f| f.take(4).read_to_end(&mut head));
    opened.map_err(|e| CliError::path(path, &e))?;
    if is_office_file(&head, &name) {
        return Err(CliError::usage(key!("cli-validate-workbook"), &[("path", &name)]));
    }
    if head != b"PK\x03\x04" {
        inputs.push(InputFile { name, source: InputSource::File(path.to_owned()) });
        return Ok(());
    }
    let open = || zip::ZipArchive::new(BufReader::new(File::open(path)?)).map_err(io::Error::from);
    let archive = open().map_err(|e| CliError::path(path, &e))?;
    if WORKBOOKS.iter().any(|inner| archive.index_for_name(inner).is_some()) {
        return Err(CliError::usage(key!("cli-validate-workbook"), &[("path", &name)]));
    }
    for place in 0..archive.len() {
        let inner = archive.name_for_index(place).transpose();
        if let Some(inner) = inner.map_err(|e| CliError::path(path, &e.into()))?
            && inner.to_lowercase().ends_with(".xml")
        {
            inputs.push(InputFile {
                name: format!("{name}!{inner}"),
                source: InputSource::Entry(path.to_owned(), place),
            });
        }
    }
    Ok(())
}
