//! PDF: the report as data, a template that lays it out, and Typst, which has no access to disk or network.
use std::collections::HashMap;
use std::sync::OnceLock;

use portulan_report::reports::Report;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::TypesetError;
use crate::templates::ReportTemplates;

/// The fonts of reports. The other families provide characters that the first of each lacks.
pub(crate) const FONTS: [&[u8]; 8] = [
    include_bytes!("../fonts/serif.ttf"),
    include_bytes!("../fonts/serif-ext.ttf"),
    include_bytes!("../fonts/sans.ttf"),
    include_bytes!("../fonts/sans-ext.ttf"),
    include_bytes!("../fonts/sans-cyrillic.ttf"),
    include_bytes!("../fonts/sans-greek.ttf"),
    include_bytes!("../fonts/italic.ttf"),
    include_bytes!("../fonts/italic-ext.ttf"),
];
const MAIN: &str = "#import \"report.typ\": report\n#report(json(\"paper.json\"))\n";

/// The fonts and the Typst library, shared by all reports.
struct TypstResources {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

fn shop() -> &'static TypstResources {
    static SHOP: OnceLock<TypstResources> = OnceLock::new();
    SHOP.get_or_init(|| {
        let fonts: Vec<Font> = FONTS.into_iter().flat_map(|font| Font::iter(Bytes::new(font))).collect();
        TypstResources {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    })
}

/// The Typst world of one report: everything that Typst can access.
struct ReportWorld {
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl ReportWorld {
    fn new(paper: &Report, templates: &ReportTemplates) -> Result<Self, TypesetError> {
        let main = named("main.typ")?;
        let template = named("report.typ")?;
        let sources = [
            (main, Source::new(main, MAIN.to_owned())),
            (template, Source::new(template, templates.typst.to_string())),
        ];
        let json = serde_json::to_vec(paper).map_err(std::io::Error::from)?;
        let mut files = HashMap::from([(named("paper.json")?, Bytes::new(json))]);
        for (number, image) in paper.images.iter().enumerate() {
            // The template refers to pictures by number; Typst detects their format.
            files.insert(named(&format!("image-{number}"))?, Bytes::new(image.bytes.clone()));
        }
        Ok(Self { main, sources: sources.into(), files })
    }
}

fn named(name: &str) -> Result<FileId, TypesetError> {
    let path = VirtualPath::new(name).map_err(|e| TypesetError::Typeset(e.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &shop().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &shop().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        shop().fonts.get(index).cloned()
    }

    /// The date of a report is part of its content.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

/// The part of Typst's warning for a character without a glyph in any font.
const MISSING_GLYPH_WARNING: &str = "could not be displayed with";

/// Lays out a report and writes it as PDF/UA-1. A report with a character that no font contains cannot
/// conform; it is written as a tagged PDF.
pub(crate) fn write(paper: &Report, templates: &ReportTemplates) -> Result<Vec<u8>, TypesetError> {
    let world = ReportWorld::new(paper, templates)?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let document = compiled.output.map_err(|errors| template_error(&world, &errors))?;
    let options = |standards| PdfOptions {
        ident: Smart::Custom(format!("{} {}", paper.kind, paper.title)),
        creator: Smart::Custom(Some("Portulan".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|e| TypesetError::Typeset(e.message().to_string()))?;
    let mut pdf = typst_pdf::pdf(&document, &options(accessible));
    if pdf.as_ref().is_err_and(|errors| errors.iter().all(|e| e.message.contains(MISSING_GLYPH_WARNING))) {
        pdf = typst_pdf::pdf(&document, &options(PdfStandards::default()));
    }
    // Cached results of one report help with the next one; results unused by three reports are dropped.
    typst::comemo::evict(3);
    pdf.map_err(|errors| template_error(&world, &errors))
}

/// Converts errors of Typst: file, line, column, message, hint.
fn template_error(world: &ReportWorld, errors: &[SourceDiagnostic]) -> TypesetError {
    let lines = errors.iter().map(|error| {
        let place = error.span.id().and_then(|id| {
            let source = world.source(id).ok()?;
            let at = world.range(error.span)?.start;
            let (line, column) = source.lines().byte_to_line_column(at)?;
            Some(format!("{}:{}:{}: ", id.vpath().get_without_slash(), line + 1, column + 1))
        });
        let hints: String = error.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        format!("{}{}{hints}", place.unwrap_or_default(), error.message)
    });
    TypesetError::Typeset(lines.collect::<Vec<_>>().join("\n"))
}
