//! Templates, styles and scripts are readable: line length, indentation, one thing per line, no class without use.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest line, in characters.
const MAX_LINE_CHARS: usize = 120;

/// The largest size of all scripts of the site, and of those of the office, in bytes before compression.
const MAX_SCRIPT_BYTES: [(&str, u64); 2] = [("portulan-web/", 30_000), ("portulan-office/", 58_000)];

/// Elements that start a line of their own in a template.
const BLOCK_ELEMENTS: [&str; 43] = [
    "article",
    "aside",
    "body",
    "caption",
    "datalist",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Adds the files below a folder.
fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() && !entry.ends_with("target") {
            gather(&entry, into);
        } else if entry.is_file() {
            into.push(entry);
        }
    }
}

/// The files below `crates` with an extension, with their text; names are relative to the workspace.
fn sources(extension: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    gather(&root().join("crates"), &mut files);
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    let name =
        |file: &Path| file.strip_prefix(root()).expect("a file of the workspace").display().to_string();
    files.into_iter().map(|file| (name(&file), fs::read_to_string(file).expect("a source"))).collect()
}

/// Fails with one line for each fault: file, line, what to do.
fn refuse(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// True for a line that cannot be broken: a long address, or the path of an SVG figure.
fn is_unbreakable(line: &str) -> bool {
    ["https://", "http://", " d=\"M"].iter().any(|mark| line.contains(mark))
}

#[test]
fn lines_are_short_and_indented_by_two_spaces() {
    let mut faults = Vec::new();
    for (file, text) in ["html", "css", "js"].iter().flat_map(|extension| sources(extension)) {
        for (index, line) in text.lines().enumerate() {
            let mut fault = |what: &str| faults.push(format!("{file}:{}: {what}", index + 1));
            let chars = line.chars().count();
            if chars > MAX_LINE_CHARS && !is_unbreakable(line) {
                fault(&format!("{chars} characters; break the line at {MAX_LINE_CHARS}"));
            }
            if line.contains('\t') {
                fault("a tab; indent with spaces");
            }
            if line.ends_with(' ') {
                fault("spaces at the end; remove them");
            }
            if (line.len() - line.trim_start_matches(' ').len()) % 2 == 1 {
                fault("an odd number of spaces; indent by two for each level");
            }
        }
    }
    refuse(&faults);
}

/// A template without its expressions and comments, and without the tags of elements but for their names. Line breaks
/// stay, so that line numbers do not change.
fn outline(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    let mut is_in_tag = false;
    while let Some(c) = rest.chars().next() {
        let end = [("{{", "}}"), ("{#", "#}"), ("{%", "%}")].iter().find(|(open, _)| rest.starts_with(open));
        let length = match end {
            Some((_, close)) => rest.find(close).map_or(rest.len(), |at| at + close.len()),
            None => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        let is_statement = piece.starts_with("{%");
        match c {
            '\n' => out.push(c),
            '<' if end.is_none() => is_in_tag = true,
            '>' if end.is_none() => is_in_tag = false,
            _ if is_statement && !is_in_tag => out.push_str(piece),
            _ => out.extend(piece.chars().filter(|&c| c == '\n')),
        }
        if c == '<' && end.is_none() {
            let name = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            out.push('<');
            out.push_str(name);
            out.push(' ');
        }
        rest = after;
    }
    out
}

#[test]
fn templates_open_one_element_or_block_per_line() {
    let mut faults = Vec::new();
    for (file, text) in sources("html") {
        for (index, line) in outline(&text).lines().enumerate() {
            let elements = BLOCK_ELEMENTS.iter().map(|name| line.matches(&format!("<{name} ")).count());
            let elements: usize = elements.sum();
            if elements > 1 {
                faults.push(format!(
                    "{file}:{}: {elements} elements; put each on a line of its own",
                    index + 1
                ));
            }
            let opens = |word: &str| {
                let words = line.split("{%").skip(1).map(|tag| tag.trim_start_matches(['-', ' ']));
                words.filter(|tag| tag.split(' ').next() == Some(word)).count()
            };
            let blocks: usize = ["if", "for", "match"].into_iter().map(opens).sum();
            if blocks > 1 {
                faults.push(format!("{file}:{}: {blocks} blocks; put each on a line of its own", index + 1));
            }
        }
    }
    refuse(&faults);
}

/// A style sheet without its comments and strings. Line breaks stay, so that line numbers do not change.
fn bare(style: &str) -> String {
    let mut out = String::new();
    let mut rest = style;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => rest[1..].find('"').map_or(rest.len(), |at| at + 2),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        let (piece, after) = rest.split_at(length);
        if length > c.len_utf8() {
            out.extend(piece.chars().filter(|&c| c == '\n'));
        }
        rest = after;
    }
    out
}

#[test]
fn styles_have_one_declaration_per_line() {
    let mut faults = Vec::new();
    for (file, text) in sources("css") {
        for (index, line) in bare(&text).lines().enumerate() {
            let line = line.trim_end();
            let is_one = line.matches(';').count() <= 1
                && !line.trim_end_matches(['{', ';']).contains(['{', ';'])
                && (!line.contains('}') || line.trim() == "}");
            if !is_one {
                faults.push(format!(
                    "{file}:{}: put each declaration, and each brace that closes, on a line of its own",
                    index + 1
                ));
            }
        }
    }
    refuse(&faults);
}

/// The style sheets of the site and of the office.
fn components() -> Vec<(String, String)> {
    sources("css").into_iter().filter(|(file, _)| file.contains("/assets/css/")).collect()
}

#[test]
fn colours_are_tokens() {
    let mut faults = Vec::new();
    // The United Nations set the colours of the goals.
    let free = ["/tokens.css", "/goals.css"];
    for (file, text) in components().iter().filter(|(file, _)| !free.iter().any(|name| file.ends_with(name)))
    {
        for (index, line) in bare(text).lines().enumerate() {
            let is_colour = line.split_once(':').is_some_and(|(_, value)| {
                value.split('#').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()))
            });
            if is_colour && line.trim_end().ends_with(';') {
                faults.push(format!("{file}:{}: a colour; name it in tokens.css and use var()", index + 1));
            }
        }
    }
    refuse(&faults);
}

#[test]
fn every_style_and_script_is_part_of_a_bundle() {
    let mut faults = Vec::new();
    for (file, _) in components().into_iter().chain(sources("js")) {
        let Some((of_crate, name)) = file.split_once("/assets/") else { continue };
        let stem = Path::new(name).file_stem().expect("a name").to_string_lossy().into_owned();
        let build = fs::read_to_string(root().join(of_crate).join("build.rs")).expect("a build script");
        if !build.contains(&format!("\"{stem}\"")) {
            faults.push(format!("{file}:1: not in a bundle; name it in {of_crate}/build.rs"));
        }
    }
    refuse(&faults);
}

#[test]
fn scripts_are_small() {
    for (crate_folder, limit) in MAX_SCRIPT_BYTES {
        let is_script = |file: &str| file.contains(crate_folder) && file.contains("/assets/js/");
        let scripts = sources("js").into_iter().filter(|(file, _)| is_script(file));
        let bytes: u64 = scripts.map(|(_, text)| text.len() as u64).sum();
        assert!(bytes > 0 && bytes < limit, "{crate_folder}: {bytes} bytes of scripts; the limit is {limit}");
    }
}

/// The words of a text that can be names of classes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
}

/// The texts between double quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The name of a variant as the model writes it: `InReview` is `in-review`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Names of classes in templates, scripts and programs, and the beginnings of those that end with a number.
fn used_classes() -> (BTreeSet<String>, BTreeSet<String>) {
    let mut names = BTreeSet::new();
    let mut stems = BTreeSet::new();
    let mut add = |text: &str| {
        names.extend(words(text).map(str::to_owned));
        let before = text.split('{').map(|part| words(part).last().unwrap_or_default());
        stems.extend(before.filter(|stem| !stem.is_empty()).map(str::to_owned));
    };
    for (_, text) in sources("html") {
        for value in text.split("class=\"").skip(1) {
            // Expressions hold quotes of their own.
            let end = value.find("\"\n").unwrap_or(value.len());
            let end = end.min(value.find("\" ").unwrap_or(end)).min(value.find("\">").unwrap_or(end));
            add(&value[..end.min(value.find("\"{%").unwrap_or(end)).min(value.find("\"/>").unwrap_or(end))]);
        }
    }
    for (_, text) in sources("js") {
        quoted(&text).for_each(&mut add);
    }
    for (file, text) in sources("rs") {
        if !file.contains("/tests") {
            text.lines().for_each(|line| quoted(&line.replace("\\\"", " ")).for_each(&mut add));
            let variants = words(&text).filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
            for name in variants {
                add(&kebab(name));
            }
        }
    }
    (names, stems)
}

#[test]
fn every_class_of_a_style_is_used() {
    let (names, stems) = used_classes();
    let mut faults = Vec::new();
    for (file, text) in components() {
        for (index, line) in bare(&text).lines().enumerate().filter(|(_, line)| line.ends_with(['{', ','])) {
            let classes = line.split('.').skip(1).map(|rest| words(rest).next().unwrap_or_default());
            for class in classes.filter(|class| class.starts_with(|c: char| c.is_ascii_alphabetic())) {
                let stem = class.trim_end_matches(|c: char| c.is_ascii_digit());
                let is_used = names.contains(class) || (stem.len() < class.len() && stems.contains(stem));
                if !is_used {
                    faults.push(format!(
                        "{file}:{}: nothing has the class {class}; remove the rule",
                        index + 1
                    ));
                }
            }
        }
    }
    refuse(&faults);
}

/// The lists whose links open the form of a record, because its fields are to be filled in.
const LINKS_TO_FORMS: [&str; 5] = [
    "templates/dashboard.html",
    "templates/publish.html",
    "templates/uploaded.html",
    "parts/bulk_refusals",
    "parts/unsaved",
];

/// A record is read before it is edited: its name leads to its overview.
#[test]
fn names_of_records_lead_to_their_overviews() {
    let is_form = |address: &&str| {
        let steps: Vec<&str> = address.split('/').collect();
        matches!(&steps[..], [_, record] if record.starts_with("{{") && record.ends_with("}}"))
    };
    let mut faults = Vec::new();
    for (path, text) in sources("html") {
        if LINKS_TO_FORMS.iter().any(|known| path.contains(known)) {
            continue;
        }
        let links = text.split("href=\"/office/").skip(1);
        let named = links.filter_map(|rest| rest.split_once("\" dir=\"auto\">").map(|(address, _)| address));
        let records = named.filter(|address| {
            !address.contains('"')
                && ["folder()", "projects/", "persons/", "organisations/", "pages/"]
                    .iter()
                    .any(|kind| address.contains(kind))
        });
        faults.extend(records.filter(is_form).map(|address| format!("{path}: /office/{address}")));
    }
    refuse(&faults);
}
