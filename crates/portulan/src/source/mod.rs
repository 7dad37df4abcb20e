//! Reading of a folder of records. Input is not trusted: sizes are checked before anything is read, and only
//! regular files are read.
pub mod files;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use portulan_documents::document_format;
use portulan_locales::io_fault;
use portulan_model::{
    FileKind, Kind, Problem, ProblemSeverity, Rates, Record, check, folder, strip_private_refs,
};

pub use self::files::SourceFolder;
use self::files::{EntryType, SourceEntry, UnreadFile};
use crate::error::CliError;

/// A record's file may have this many bytes.
const RECORD_LIMIT: u64 = folder::MAX_FILE_BYTES as u64;
/// A picture's file may have this many bytes.
const PICTURE_LIMIT: u64 = 32 << 20;
/// A file of exchange rates may have this many bytes: a quarter of a century of all currencies has three mebibytes.
pub const RATES_LIMIT: u64 = 16 << 20;

/// A problem with its place in a file.
pub struct Located {
    pub severity: ProblemSeverity,
    pub code: &'static str,
    pub arguments: Vec<(&'static str, String)>,
    /// The file, relative to the folder.
    pub file: PathBuf,
    /// Line and column, from 1, if known.
    pub place: Option<(usize, usize)>,
    /// The line's text, and how many characters of it are at fault.
    pub excerpt: Option<(String, usize)>,
}

/// The content of a folder.
#[derive(Default)]
pub struct FolderSource {
    pub records: Vec<Record>,
    /// Pictures and files of documents by type and name.
    pub files: Vec<(FileKind, String, Vec<u8>)>,
    /// Exchange rates, if the folder has some.
    pub rates: Option<Rates>,
    pub problems: Vec<Located>,
    texts: HashMap<(Kind, String), String>,
    /// The records whose files could not be read. Each is one problem, not one for each record that refers to it.
    unread: HashSet<(Kind, String)>,
}

impl FolderSource {
    /// Reads the folder, calling `step` after each file.
    pub fn read(root: SourceFolder<'_>, step: &dyn Fn()) -> Result<Self, CliError> {
        let mut source = Self::default();
        for SourceEntry { name, is } in root.entries("")? {
            let kind = Kind::ALL.iter().find(|k| k.folder() == name);
            match (kind, is) {
                (Some(kind), EntryType::Folder) => source.read_kind(root, *kind, step)?,
                (None, EntryType::Folder) if !name.starts_with('.') && holds_toml(root, &name) => {
                    let kinds: Vec<_> = Kind::ALL.iter().map(|k| k.folder()).collect();
                    let arguments = vec![("folder", name.clone()), ("kinds", kinds.join(", "))];
                    source.say(ProblemSeverity::Error, "unknown-folder", arguments, PathBuf::from(name));
                }
                (Some(_), EntryType::Other) => {
                    source.say(ProblemSeverity::Error, "not-a-file", Vec::new(), PathBuf::from(name));
                }
                (None, EntryType::File | EntryType::Other) if name == folder::RATES_FILE => {
                    source.read_rates(root);
                }
                _ => {}
            }
        }
        if source.records.is_empty() && source.problems.is_empty() {
            source.say(ProblemSeverity::Error, "no-records", Vec::new(), PathBuf::from("."));
        }
        Ok(source)
    }

    fn read_rates(&mut self, root: SourceFolder<'_>) {
        let Some(bytes) = self.read_file(root, Path::new(folder::RATES_FILE), RATES_LIMIT) else { return };
        match Rates::read(&String::from_utf8_lossy(&bytes)) {
            Ok(rates) => self.rates = Some(rates),
            Err(e) => {
                self.say(
                    ProblemSeverity::Error,
                    "rates",
                    vec![("line", e.line.to_string()), ("fault", e.fault.key().to_owned())],
                    PathBuf::from(folder::RATES_FILE),
                );
            }
        }
    }

    /// A source with records only, without a folder.
    pub fn of(records: Vec<Record>) -> Self {
        Self { records, ..Self::default() }
    }

    /// Adds the problems found by checks of the whole register; `others` are its records outside the folder.
    pub fn check(&mut self, others: &[Record]) -> Result<(), CliError> {
        strip_private_refs(&mut self.records, others).map_err(portulan_store::StoreError::from)?;
        let ids: HashSet<_> = self.records.iter().map(|r| r.id).collect();
        let mut all = self.records.clone();
        all.extend(others.iter().filter(|r| !ids.contains(&r.id)).cloned());
        let located: Vec<_> = check::check(&all)
            .into_iter()
            .filter(|problem| !self.is_about_unread(problem))
            .map(|problem| self.locate(problem))
            .collect();
        self.problems.extend(located);
        let mut kinds = all.iter().map(Record::kind).chain(self.unread.iter().map(|(kind, _)| *kind));
        if !all.is_empty() && !kinds.any(|kind| kind == Kind::Authority) {
            self.say(ProblemSeverity::Error, "no-authority", Vec::new(), PathBuf::from("authorities"));
        }
        self.check_files();
        Ok(())
    }

    /// The number of problems with this severity.
    pub fn count(&self, severity: ProblemSeverity) -> usize {
        self.problems.iter().filter(|p| p.severity == severity).count()
    }

    fn say(
        &mut self,
        severity: ProblemSeverity,
        code: &'static str,
        arguments: Vec<(&'static str, String)>,
        file: PathBuf,
    ) {
        self.problems.push(Located { severity, code, arguments, file, place: None, excerpt: None });
    }

    fn read_kind(&mut self, root: SourceFolder<'_>, kind: Kind, step: &dyn Fn()) -> Result<(), CliError> {
        for SourceEntry { name, is } in root.entries(kind.folder())? {
            let relative = PathBuf::from(kind.folder()).join(&name);
            if name.starts_with('.') {
                continue;
            }
            if is == EntryType::Folder {
                self.say(ProblemSeverity::Advice, "not-a-record", Vec::new(), relative);
                continue;
            }
            if let Some(slug) = name.strip_suffix(".toml") {
                let bytes = self.read_file(root, &relative, RECORD_LIMIT);
                if !bytes.is_some_and(|bytes| self.read_record(kind, slug, bytes, relative)) {
                    self.unread.insert((kind, slug.to_owned()));
                }
            } else if let Some(file) = FileKind::of(kind) {
                self.read_attached(root, file, name, relative);
            } else {
                self.say(ProblemSeverity::Advice, "not-a-record", Vec::new(), relative);
            }
            step();
        }
        Ok(())
    }

    /// Reads a file that is stored beside a record.
    fn read_attached(&mut self, root: SourceFolder<'_>, kind: FileKind, name: String, relative: PathBuf) {
        let limit = match kind {
            FileKind::Picture => PICTURE_LIMIT,
            FileKind::Document => portulan_documents::MAX_FILE_BYTES as u64,
        };
        let Some(bytes) = self.read_file(root, &relative, limit) else { return };
        let (code, fault) = match kind {
            FileKind::Picture => {
                ("not-a-picture", portulan_media::fault(&name, &bytes).map(|e| e.to_string()))
            }
            FileKind::Document => {
                ("not-a-document", document_format(&name, &bytes).err().map(|e| e.to_string()))
            }
        };
        match fault {
            None => self.files.push((kind, name, bytes)),
            Some(detail) => {
                let arguments = vec![("file", name), ("detail", detail)];
                self.say(ProblemSeverity::Error, code, arguments, relative);
            }
        }
    }

    /// The bytes of a file, if they are few enough and can be read.
    fn read_file(&mut self, root: SourceFolder<'_>, path: &Path, limit: u64) -> Option<Vec<u8>> {
        let (code, arguments) = match root.read(path, limit) {
            Ok(bytes) => return Some(bytes),
            Err(UnreadFile::TooLarge(_)) => ("too-large", vec![("limit", (limit >> 20).to_string())]),
            Err(UnreadFile::NotAFile) => ("not-a-file", Vec::new()),
            Err(UnreadFile::Io(e)) => ("unreadable", vec![("detail", io_fault(&e))]),
        };
        self.say(ProblemSeverity::Error, code, arguments, path.to_owned());
        None
    }

    /// Adds the record of a file, or a problem. Returns true if there is a record.
    fn read_record(&mut self, kind: Kind, slug: &str, bytes: Vec<u8>, file: PathBuf) -> bool {
        let Ok(text) = String::from_utf8(bytes) else {
            self.say(ProblemSeverity::Error, "encoding", Vec::new(), file);
            return false;
        };
        match folder::read(kind, slug, &text) {
            Ok(record) => {
                self.records.push(record);
                self.texts.insert((kind, slug.to_owned()), text);
                true
            }
            Err(e) => {
                let (place, excerpt) = excerpt(&text, &e.span);
                let arguments = vec![("detail", e.detail)];
                self.problems.push(Located {
                    severity: ProblemSeverity::Error,
                    code: e.code,
                    arguments,
                    file,
                    place,
                    excerpt,
                });
                false
            }
        }
    }

    /// True if a problem is only that a file could not be read: the record that it refers to, or the authority's terms.
    fn is_about_unread(&self, problem: &Problem) -> bool {
        let argument =
            |name| problem.arguments.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str());
        match problem.code {
            "reference" => self.unread.iter().any(|(kind, slug)| {
                argument("kind") == Some(kind.singular()) && argument("slug") == Some(slug.as_str())
            }),
            "term" => self.unread.iter().any(|(kind, _)| *kind == Kind::Authority),
            _ => false,
        }
    }

    fn locate(&self, problem: Problem) -> Located {
        let Problem { kind, slug, path, code, severity, arguments } = problem;
        let file = PathBuf::from(kind.folder()).join(format!("{slug}.toml"));
        let (place, excerpt) = match self.texts.get(&(kind, slug)) {
            Some(text) => excerpt(text, &folder::locate(text, &path)),
            None => (None, None),
        };
        Located { severity, code, arguments, file, place, excerpt }
    }

    /// Files named but not there, and there but not named.
    fn check_files(&mut self) {
        let there: HashSet<(FileKind, &str)> =
            self.files.iter().map(|(kind, name, _)| (*kind, name.as_str())).collect();
        let refused: HashSet<&Path> = self.problems.iter().map(|p| p.file.as_path()).collect();
        let mut named = HashSet::new();
        let mut missing = Vec::new();
        for record in &self.records {
            let Some((kind, file)) = record.body.file() else { continue };
            named.insert((kind, file));
            let path = Path::new(kind.kind().folder()).join(file);
            if !there.contains(&(kind, file)) && !refused.contains(path.as_path()) {
                missing.push((kind, record.slug.clone(), file.to_owned()));
            }
        }
        let unused: Vec<PathBuf> =
            there.difference(&named).map(|(kind, name)| Path::new(kind.kind().folder()).join(name)).collect();
        for (kind, slug, file) in missing {
            let kind = kind.kind();
            let path = Path::new(kind.folder()).join(format!("{slug}.toml"));
            let text = self.texts.get(&(kind, slug)).map_or("", String::as_str);
            let (place, excerpt) = excerpt(text, &folder::locate(text, "/file"));
            let arguments = vec![("file", file)];
            self.problems.push(Located {
                severity: ProblemSeverity::Error,
                code: "file-missing",
                arguments,
                file: path,
                place,
                excerpt,
            });
        }
        for path in unused {
            self.say(ProblemSeverity::Advice, "file-unused", Vec::new(), path);
        }
    }
}

fn holds_toml(root: SourceFolder<'_>, sub: &str) -> bool {
    let is_toml = |entry: &SourceEntry| Path::new(&entry.name).extension().is_some_and(|x| x == "toml");
    root.entries(sub).is_ok_and(|entries| entries.iter().any(is_toml))
}

type Excerpt = (Option<(usize, usize)>, Option<(String, usize)>);

/// Line and column of a range, and its line truncated for a terminal.
fn excerpt(text: &str, span: &std::ops::Range<usize>) -> Excerpt {
    let (line, column) = folder::line_column(text, span.start);
    let content: String = text.lines().nth(line - 1).unwrap_or_default().chars().take(160).collect();
    let fault = text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default().chars().count();
    let fault = fault.min(content.chars().count().saturating_sub(column - 1)).max(1);
    (Some((line, column)), Some((content, fault)))
}
