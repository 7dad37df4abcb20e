//! Archives of records: a folder as `portulan export` writes it, in a ZIP file.
use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use portulan_documents::document_format;
use portulan_model::{Body, FileKind, Kind, Record, folder};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use uuid::Uuid;

use crate::limits::{MAX_ENTRIES, MAX_UNPACKED_BYTES};
use crate::refusal::Refusal;

/// The largest size of a picture's file, in bytes.
const MAX_PICTURE_BYTES: u64 = 32 << 20;

/// The content of an archive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Archive {
    /// The records.
    #[serde(serialize_with = "write_records", deserialize_with = "read_records")]
    pub records: Vec<Record>,
    /// Pictures and files of documents by type and name, unchanged.
    pub files: Vec<(FileKind, String, Vec<u8>)>,
    /// Files that were not read.
    pub unread: Vec<Unread>,
    /// The unpacked size of all files, in bytes.
    pub byte_size: u64,
}

/// A file that was not read, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The path in the archive.
    pub path: String,
    /// The reason.
    pub reason: UnreadReason,
}

/// The reason why a file of an archive is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnreadReason {
    /// The file is larger than this limit, in bytes.
    TooLarge(u64),
    /// The file is not a picture; the message of the picture decoder.
    NotAPicture(String),
    /// The file is not a document of a supported format; the message of the detection.
    NotADocument(String),
    /// The file is not UTF-8.
    Encoding,
    /// Another file of the archive has the same path, or one that differs only by its outer folders; that one was read.
    Duplicate,
    /// The path is not that of a record or a file of a register.
    Elsewhere,
    /// The file is not a record: code and detail of the problem, as in `portulan_model::folder`.
    Record(String, String),
}

/// Reads an archive. Each file is bounded, and its unpacked bytes count even if it is then refused: many
/// entries may refer to the same bytes.
pub fn read_archive(bytes: &[u8]) -> Result<Archive, Refusal> {
    let damaged = |e: &dyn std::error::Error| Refusal::DamagedArchive(e.to_string());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if zip.len() > MAX_ENTRIES {
        return Err(Refusal::LargeArchive);
    }
    let mut archive = Archive::default();
    let mut seen = HashSet::new();
    for i in 0..zip.len() {
        let entry = zip.by_index(i).map_err(|e| damaged(&e))?;
        let path = entry.name().map_err(|e| damaged(&e))?.into_owned();
        if entry.is_dir() || is_hidden(&path) {
            continue;
        }
        let Some((kind, file)) = place(&path) else {
            archive.unread.push(Unread { path, reason: UnreadReason::Elsewhere });
            continue;
        };
        if !seen.insert((kind, file.to_owned())) {
            archive.unread.push(Unread { path, reason: UnreadReason::Duplicate });
            continue;
        }
        let limit = match FileKind::of(kind) {
            _ if file.strip_suffix(".toml").is_some() => folder::MAX_FILE_BYTES as u64,
            Some(FileKind::Document) => portulan_documents::MAX_FILE_BYTES as u64,
            _ => MAX_PICTURE_BYTES,
        };
        let mut content = Vec::new();
        entry.take(limit + 1).read_to_end(&mut content).map_err(|e| damaged(&e))?;
        archive.byte_size += content.len() as u64;
        if archive.byte_size > MAX_UNPACKED_BYTES {
            return Err(Refusal::LargeArchive);
        }
        let outcome = if content.len() as u64 > limit {
            Err(UnreadReason::TooLarge(limit))
        } else {
            archive.add(kind, file, content)
        };
        if let Err(reason) = outcome {
            archive.unread.push(Unread { path, reason });
        }
    }
    Ok(archive)
}

/// The kind and file name of a path that belongs to a register; `None` for any other path.
fn place(path: &str) -> Option<(Kind, &str)> {
    let (folders, file) = path.rsplit_once('/')?;
    let folder = folders.rsplit('/').next()?;
    let kind = *Kind::ALL.iter().find(|kind| kind.folder() == folder)?;
    (FileKind::of(kind).is_some() || file.strip_suffix(".toml").is_some()).then_some((kind, file))
}

/// True for files that people do not see: those of file managers and version control.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part == "__MACOSX" || part.starts_with('.') && part != ".")
}

impl Archive {
    fn add(&mut self, kind: Kind, file: &str, content: Vec<u8>) -> Result<(), UnreadReason> {
        let Some(slug) = file.strip_suffix(".toml") else {
            let kind = match FileKind::of(kind) {
                Some(FileKind::Document) => {
                    document_format(file, &content).map_err(|e| UnreadReason::NotADocument(e.to_string()))?;
                    FileKind::Document
                }
                _ => match portulan_media::fault(file, &content) {
                    Some(e) => return Err(UnreadReason::NotAPicture(e.to_string())),
                    None => FileKind::Picture,
                },
            };
            self.files.push((kind, file.to_owned(), content));
            return Ok(());
        };
        let text = String::from_utf8(content).map_err(|_| UnreadReason::Encoding)?;
        let record = folder::read(kind, slug, &text);
        self.records.push(record.map_err(|e| UnreadReason::Record(e.code.to_owned(), e.detail))?);
        Ok(())
    }
}

/// A record as sent between two processes. Its body is JSON, as in the store, because bodies omit empty fields.
#[derive(Serialize, Deserialize)]
struct ArchiveEntry {
    kind: String,
    id: Uuid,
    slug: String,
    state: String,
    body: String,
}

fn write_records<S: Serializer>(records: &[Record], serializer: S) -> Result<S::Ok, S::Error> {
    let sent = |record: &Record| {
        let body = serde_json::to_string(&folder::to_value(&record.body)).map_err(ser::Error::custom)?;
        let (kind, state) = (record.kind().singular().to_owned(), record.state.name().to_owned());
        Ok(ArchiveEntry { kind, id: record.id, slug: record.slug.clone(), state, body })
    };
    records.iter().map(sent).collect::<Result<Vec<_>, S::Error>>()?.serialize(serializer)
}

fn read_records<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Record>, D::Error> {
    let received = |sent: ArchiveEntry| {
        let kind = sent.kind.parse().map_err(de::Error::custom)?;
        let state = sent.state.parse().map_err(de::Error::custom)?;
        let body = Body::read(kind, &mut serde_json::Deserializer::from_str(&sent.body));
        Ok(Record { id: sent.id, slug: sent.slug, state, body: body.map_err(de::Error::custom)? })
    };
    Vec::<ArchiveEntry>::deserialize(deserializer)?.into_iter().map(received).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const RECORD: &str =
        "id = \"01900000-0000-7000-8000-000000000001\"\nstate = \"draft\"\n\n[name]\nfr = \"Régie\"\n";

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    }

    /// An archive whose directory lists one file under many names.
    fn aliased(names: u32, content: &[u8]) -> Vec<u8> {
        let bytes = zipped(&[("media/0000000.jpg", content)]);
        let end = bytes.len() - 22;
        let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().expect("four bytes")) as usize;
        let (local, entry) = (&bytes[..start], &bytes[start..end]);
        let mut out = local.to_vec();
        for n in 0..names {
            let mut entry = entry.to_vec();
            entry[46 + 6..46 + 13].copy_from_slice(format!("{n:07}").as_bytes());
            out.extend(entry);
        }
        let size = u32::try_from(out.len() - start).expect("small");
        let mut tail = bytes[end..].to_vec();
        let count = u16::try_from(names).expect("few").to_le_bytes();
        tail[8..10].copy_from_slice(&count);
        tail[10..12].copy_from_slice(&count);
        tail[12..16].copy_from_slice(&size.to_le_bytes());
        out.extend(tail);
        out
    }

    #[test]
    fn records_pictures_and_what_is_neither_are_told_apart() {
        let large = vec![b' '; folder::MAX_FILE_BYTES + 1];
        let bytes = zipped(&[
            ("d/organisations/regie.toml", RECORD.as_bytes()),
            ("organisations/broken.toml", b"id = 7"),
            ("organisations/large.toml", &large),
            ("organisations/latin.toml", b"\xe9"),
            ("organisations/.hidden.toml", b"x"),
            ("media/a.jpg", b"no picture"),
            ("documents/page.html", b"<p>"),
            ("documents/a.pdf", b"%PDF-1.7"),
            ("elsewhere/a.toml", b"x"),
            ("Organisations/port.toml", RECORD.as_bytes()),
            ("notes.txt", b"x"),
            ("e/organisations/regie.toml", RECORD.as_bytes()),
            ("__MACOSX/organisations/regie.toml", b"x"),
            ("./organisations/dotted.toml", RECORD.as_bytes()),
        ]);
        let archive = read_archive(&bytes).expect("read");
        assert_eq!(archive.files, [(FileKind::Document, "a.pdf".to_owned(), b"%PDF-1.7".to_vec())]);
        assert_eq!(archive.records.len(), 2);
        assert_eq!(
            (archive.records[0].slug.as_str(), archive.records[0].kind()),
            ("regie", Kind::Organisation)
        );
        let reasons: Vec<&UnreadReason> = archive.unread.iter().map(|unread| &unread.reason).collect();
        assert!(
            matches!(
                reasons[..],
                [
                    UnreadReason::Record(..),
                    UnreadReason::TooLarge(_),
                    UnreadReason::Encoding,
                    UnreadReason::NotAPicture(_),
                    UnreadReason::NotADocument(_),
                    UnreadReason::Elsewhere,
                    UnreadReason::Elsewhere,
                    UnreadReason::Elsewhere,
                    UnreadReason::Duplicate
                ]
            ),
            "{reasons:?}"
        );
        assert!(matches!(read_archive(b"PK\x03\x04no"), Err(Refusal::DamagedArchive(_))));
    }

    #[test]
    fn what_has_many_names_counts_each_time() {
        // Each entry unpacks to 33 MB, more than the limit of 32 MB: it is refused, and still counts.
        let content = vec![0; 33 << 20];
        let archive = read_archive(&aliased(3, &content)).expect("within the budget");
        assert_eq!((archive.unread.len(), archive.byte_size), (3, 3 * (MAX_PICTURE_BYTES + 1)));
        assert_eq!(read_archive(&aliased(300, &content)), Err(Refusal::LargeArchive));
        assert_eq!(read_archive(&aliased(50_001, b"x")), Err(Refusal::LargeArchive));
    }

    #[test]
    fn an_archive_survives_the_way_between_processes() {
        let archive =
            read_archive(&zipped(&[("organisations/regie.toml", RECORD.as_bytes())])).expect("read");
        let bytes = crate::wire::encode(&archive).expect("written");
        assert_eq!(crate::wire::decode::<Archive>(&bytes).expect("read"), archive);
    }
}
