//! `portulan validate --fix`: automatic corrections, as a difference or in place.
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;
use std::process::ExitCode;

use portulan_iati::fix::{FixKind, Fixed, fix};
use portulan_locales::{Language, key, list};
use similar::{ChangeTag, TextDiff};

use crate::error::CliError;
use crate::inputs::InputFile;
use crate::{console, output};

/// A document may have this many mebibytes.
const LIMIT: u64 = 512;
/// Lines shown around a change.
const CONTEXT: usize = 2;
const BOM: &str = "\u{FEFF}";

pub fn run(inputs: &[InputFile], write: bool, language: Language) -> Result<ExitCode, CliError> {
    let (mut pending, mut faults) = (false, false);
    for input in inputs {
        let document = read(input)?;
        let (mark, body) = document.strip_prefix(BOM).map_or(("", document.as_str()), |body| (BOM, body));
        let name = [("file", input.name.as_str().into())];
        let fixed = match fix(body) {
            Ok(fixed) => fixed,
            Err(fault) => {
                let why = fault.to_string();
                let message = [("path", input.name.as_str().into()), ("why", why.as_str().into())];
                console::warn(&language.format(key!("cli-path-failed"), &message));
                faults = true;
                continue;
            }
        };
        if fixed.fixes.is_empty() {
            console::warn(&language.format(key!("cli-fix-nothing"), &name));
            continue;
        }
        if write {
            save(input, &[mark, &fixed.text].concat())?;
            console::warn(&language.format(key!("cli-fix-written"), &name));
        } else {
            pending = true;
            console::say(difference(&input.name, body, &fixed).trim_end());
        }
        for kind in FixKind::ALL {
            let count = fixed.fixes.iter().filter(|k| *k == kind).count();
            if count > 0 {
                console::warn(&format!(
                    "  {}",
                    language.format_word(list!("cli-fix"), kind.key(), &[("count", count.into())])
                ));
            }
        }
    }
    if pending {
        console::warn(&language.text(key!("cli-fix-hint")));
    }
    Ok(ExitCode::from(u8::from(pending || faults)))
}

/// The document as it is, which must be UTF-8: it is written back in the encoding it declares.
fn read(input: &InputFile) -> Result<String, CliError> {
    let bytes = input.read(LIMIT)?;
    String::from_utf8(bytes).map_err(|_| CliError::usage(key!("cli-fix-encoding"), &[("path", &input.name)]))
}

/// Writes a temporary file and renames it, so that a failure leaves the old one.
fn save(input: &InputFile, text: &str) -> Result<(), CliError> {
    let path = input
        .plain_file()
        .ok_or_else(|| CliError::usage(key!("cli-fix-not-plain"), &[("path", &input.name)]))?;
    let mut aside = output::begin(path)?;
    let written = aside.write_all(text.as_bytes()).and_then(|()| {
        let permissions = std::fs::metadata(path)?.permissions();
        aside.as_file().set_permissions(permissions)?;
        aside.persist(path).map_err(|e| e.error)
    });
    written.map(|_| ()).map_err(|e| CliError::path(path, &e))
}

/// A unified difference, made record by record so that large files cost little.
fn difference(name: &str, old: &str, fixed: &Fixed) -> String {
    let mut out = format!("--- {name}\n+++ {name}\n");
    let (mut line, mut seen) = (0, 0);
    // The number of lines that the new text is ahead of the old one.
    let mut ahead = 0_isize;
    for (before, after) in regions(old, &fixed.changed) {
        line += old[seen..before.start].matches('\n').count();
        seen = before.start;
        let (before, after) = (&old[before], &fixed.text[after]);
        let diff = TextDiff::from_lines(before, after);
        for group in diff.grouped_ops(CONTEXT) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let (of_old, of_new) = (
                first.old_range().start..last.old_range().end,
                first.new_range().start..last.new_range().end,
            );
            let start = (line + of_new.start).saturating_add_signed(ahead) + 1;
            let header = (line + of_old.start + 1, of_old.len(), start, of_new.len());
            let _ = writeln!(out, "@@ -{},{} +{},{} @@", header.0, header.1, header.2, header.3);
            for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
                let sign = match change.tag() {
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                    ChangeTag::Equal => ' ',
                };
                let _ = writeln!(out, "{sign}{}", change.value().trim_end_matches(['\n', '\r']));
            }
        }
        let lines = |text: &str| isize::try_from(text.matches('\n').count()).unwrap_or_default();
        ahead += lines(after) - lines(before);
    }
    out
}

/// The changed records, extended to whole lines; records on one line form one region.
fn regions(old: &str, changed: &[(Range<usize>, Range<usize>)]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut regions: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (before, after) in changed {
        let start = old[..before.start].rfind('\n').map_or(0, |at| at + 1);
        let end = old[before.end..].find('\n').map_or(old.len(), |at| before.end + at + 1);
        let (lead, tail) = (before.start - start, end - before.end);
        match regions.last_mut() {
            Some((last_before, last_after)) if start < last_before.end => {
                last_before.end = end;
                last_after.end = after.end + tail;
            }
            _ => regions.push((start..end, after.start - lead..after.end + tail)),
        }
    }
    regions
}
