//! Messages for editors after the import of an IATI file.
use portulan_locales::{Language, MessageKey, key};

use super::import::{IatiImport, Reason, RefusedActivity};
use crate::validation::message;

/// The largest number of names in a list.
const MAX_SHOWN: usize = 5;

/// The place where messages are displayed, which determines their wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteReader<'f> {
    /// The command line, with the name of the file.
    Terminal(&'f str),
    /// A page of the back office, which names the file and the activity beside the message.
    BackOffice,
}

impl NoteReader<'_> {
    /// Selects the message key for the reader.
    fn key(self, terminal: MessageKey, back_office: MessageKey) -> MessageKey {
        if matches!(self, Self::Terminal(_)) { terminal } else { back_office }
    }

    fn file(&self) -> &str {
        if let Self::Terminal(file) = self { file } else { "" }
    }
}

/// The message for an activity that is not imported: its identifier and line, the reason, and the remedy.
pub fn refused(refused: &RefusedActivity, reader: NoteReader<'_>, language: Language) -> String {
    let RefusedActivity { identifier, line, reason } = refused;
    let (line, why) = match reason {
        Reason::Finding(finding) => {
            let line = finding.places.first().map_or(*line, |place| place.line);
            (line, message(language, finding))
        }
        Reason::Record(problem) => (*line, Language::join_problem(&language.problem(problem))),
    };
    let (line, file) = (line.to_string(), reader.file());
    let text = [
        ("identifier", identifier.as_str().into()),
        ("file", file.into()),
        ("line", line.as_str().into()),
        ("why", why.trim().into()),
    ];
    let terminal = if identifier.is_empty() { key!("iati-refused-nameless") } else { key!("iati-refused") };
    language.format(reader.key(terminal, key!("office-import-refused")), &text)
}

/// Messages about what was read, stored or left out, and what should be checked; one or two sentences each.
pub fn notes(import: &IatiImport, reader: NoteReader<'_>, language: Language) -> Vec<String> {
    let file = reader.file();
    let read = reader.key(key!("cli-import-read"), key!("office-import-note-read"));
    let mut out = vec![language.format(read, &[("count", import.read.into()), ("file", file.into())])];
    if !import.refused.is_empty() {
        let key = reader.key(key!("iati-refused-count"), key!("office-import-note-refused"));
        out.push(language.format(key, &[("count", import.refused.len().into())]));
    }
    if !import.reporters.is_empty() {
        let names: Vec<_> = import.reporters.iter().map(String::as_str).take(MAX_SHOWN).collect();
        let names = names.join(", ");
        let text = [("names", names.as_str().into()), ("own", import.own.as_str().into())];
        out.push(
            language.format(
                reader.key(key!("cli-import-reporters"), key!("office-import-note-reporters")),
                &text,
            ),
        );
    }
    if import.errors > 0 {
        let text = [("file", file.into()), ("errors", import.errors.into())];
        out.push(
            language.format(reader.key(key!("cli-import-errors"), key!("office-import-note-errors")), &text),
        );
    }
    if import.others > 0 {
        out.push(language.format(key!("cli-import-others"), &[("count", import.others.into())]));
    }
    if import.repeated > 0 {
        out.push(language.format(key!("iati-note-repeated"), &[("count", import.repeated.into())]));
    }
    let notes = &import.notes;
    if notes.nameless > 0 {
        out.push(language.format(key!("iati-note-nameless"), &[("count", notes.nameless.into())]));
    }
    for (reference, (own, others)) in notes.names.iter().take(MAX_SHOWN) {
        let others = listed(language, others.iter().map(String::as_str));
        let text = [
            ("reference", reference.as_str().into()),
            ("own", own.as_str().into()),
            ("others", others.as_str().into()),
        ];
        out.push(language.format(key!("iati-note-names"), &text));
    }
    if notes.names.len() > MAX_SHOWN {
        let more = notes.names.len() - MAX_SHOWN;
        out.push(language.format(key!("iati-note-names-more"), &[("count", more.into())]));
    }
    if !notes.languages.is_empty() {
        let tags = listed(language, notes.languages.keys().map(String::as_str));
        out.push(language.format(key!("iati-note-languages"), &[("tags", tags.as_str().into())]));
    }
    if !notes.titles.is_empty() {
        let tags = listed(language, notes.titles.keys().map(String::as_str));
        out.push(language.format(key!("iati-note-titles"), &[("tags", tags.as_str().into())]));
    }
    if !notes.positions.is_empty() {
        let positions = listed(language, notes.positions.iter().map(String::as_str));
        out.push(language.format(key!("iati-note-positions"), &[("positions", positions.as_str().into())]));
    }
    if !notes.left_out.is_empty() {
        let names = counted(&notes.left_out);
        out.push(language.format(key!("iati-note-left-out"), &[("names", names.as_str().into())]));
    }
    if !import.preserved.is_empty() {
        let names = counted(&import.preserved);
        let stored = reader.key(key!("cli-import-kept"), key!("office-import-note-kept"));
        out.push(language.format(stored, &[("names", names.as_str().into())]));
    }
    out
}

/// The first names of a list, in the quotation marks of the language.
fn listed<'n>(language: Language, names: impl Iterator<Item = &'n str>) -> String {
    let quoted = |name: &str| language.format(key!("quoted"), &[("value", name.into())]);
    let mut names = names.peekable();
    let mut shown: Vec<_> = names.by_ref().take(MAX_SHOWN).map(quoted).collect();
    if names.peek().is_some() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

fn counted(counts: &std::collections::BTreeMap<String, usize>) -> String {
    counts.iter().map(|(name, count)| format!("{name} ({count})")).collect::<Vec<_>>().join(", ")
}
