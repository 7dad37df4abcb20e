//! The words of the interface: its texts use the terms of the glossary, and none that the glossary retired.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use portulan_locales::Language;
use serde::Deserialize;

#[derive(Deserialize)]
struct Glossary {
    term: Vec<GlossaryTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GlossaryTerm {
    french: String,
    english: String,
    definition_fr: String,
    definition_en: String,
    #[serde(default)]
    retired_fr: Vec<String>,
    #[serde(default)]
    retired_en: Vec<String>,
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn glossary() -> Vec<GlossaryTerm> {
    let text = fs::read_to_string("glossary.toml").expect("the glossary");
    toml::from_str::<Glossary>(&text).expect("the form of the glossary").term
}

/// The retired words of a language, with the term to use instead.
fn retired(language: Language) -> Vec<(String, String)> {
    let of = |term: GlossaryTerm| {
        let (words, instead) = if language == Language::FRENCH {
            (term.retired_fr, term.french)
        } else {
            (term.retired_en, term.english)
        };
        words.into_iter().map(move |word| (word, instead.clone()))
    };
    glossary().into_iter().flat_map(of).collect()
}

/// The retired words in a text.
fn found<'w>(text: &str, retired: &'w [(String, String)]) -> Vec<&'w str> {
    let text = text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let is_word = |c: char| c.is_alphanumeric();
    let holds = |word: &str| {
        let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
        let stem = stem.to_lowercase();
        text.match_indices(&stem).any(|(at, _)| {
            let starts = !text[..at].ends_with(is_word);
            starts && (open || !text[at + stem.len()..].starts_with(is_word))
        })
    };
    retired.iter().map(|(word, _)| word.as_str()).filter(|word| holds(word)).collect()
}

/// The texts of a language: file and line, and the text.
fn texts(language: Language) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(format!("locales/{language}")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("texts");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            // Keys and names of variables are not shown.
            let shown = line.split_once(" = ").map_or(line, |(_, shown)| shown);
            let shown = shown.split('{').map(|part| part.split_once('}').map_or(part, |(_, text)| text));
            let place = format!("{}:{}", path.display(), number + 1);
            out.insert(place, shown.collect::<Vec<_>>().join("…"));
        }
    }
    out
}

#[test]
fn every_term_has_a_name_and_a_definition_in_both_languages() {
    let terms = glossary();
    assert!(terms.len() > 30, "{} terms", terms.len());
    // The last entry has the retired words without a term.
    for term in &terms[..terms.len() - 1] {
        for text in [&term.french, &term.english, &term.definition_fr, &term.definition_en] {
            assert!(!text.trim().is_empty(), "{}", term.english);
        }
    }
}

#[test]
fn no_text_contains_a_retired_word() {
    for language in Language::complete().iter().copied() {
        let retired = retired(language);
        let texts = texts(language);
        assert!(texts.len() > 1_000, "{} lines", texts.len());
        let faults: Vec<String> = texts
            .iter()
            .flat_map(|(place, text)| {
                found(text, &retired).into_iter().map(move |word| format!("{place}: {word}: {text}"))
            })
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{language}: use the terms of glossary.toml");
    }
}

#[test]
fn no_template_contains_a_retired_word() {
    let retired: Vec<_> = Language::complete().iter().copied().flat_map(retired).collect();
    let mut files = Vec::new();
    for folder in ["portulan-web/templates", "portulan-office/templates"] {
        collect(&crates().join(folder), &mut files);
    }
    assert!(files.len() > 80, "{} templates", files.len());
    for path in files {
        let text = fs::read_to_string(&path).expect("a template");
        assert_eq!(found(&prose(&text), &retired), Vec::<&str>::new(), "{}", path.display());
    }
}

/// The text of a template without tags, expressions, styles and comments.
fn prose(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest {
            _ if rest.starts_with("<style") => "</style>",
            _ if rest.starts_with("{{") => "}}",
            _ if rest.starts_with("{%") => "%}",
            _ if rest.starts_with("{#") => "#}",
            _ if rest.starts_with('<') => ">",
            _ => "{",
        };
        rest = rest[1..].split_once(end).map_or("", |(_, rest)| rest);
        out.push(' ');
    }
    out + rest
}

#[test]
fn no_guide_contains_a_retired_word() {
    for language in Language::complete().iter().copied() {
        let retired = retired(language);
        let folder = crates().join(format!("../docs/guides/{language}"));
        let mut guides = 0;
        for entry in fs::read_dir(folder).expect("the guides") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|x| x == "md") {
                // Commands and names of files are no prose.
                let text = fs::read_to_string(&path).expect("a guide");
                let text: String = text.split('`').step_by(2).collect();
                assert_eq!(found(&text, &retired), Vec::<&str>::new(), "{}", path.display());
                guides += 1;
            }
        }
        assert_eq!(guides, 9, "guides");
    }
}

#[test]
fn the_prose_of_a_template_is_read_across_lines() {
    let template =
        "<p class=\"told\">\n  {{ told }}\n  A text\n  {% if x > 1 %}, anew{% endif %}\n</p>{# told #}";
    let retired = [("told", ""), ("anew", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(found(&prose(template), &retired), ["anew"]);
}

/// Collects the templates of a folder.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|x| x == "html") {
            into.push(path);
        }
    }
}

#[test]
fn retired_words_are_found_as_whole_words() {
    let retired = [("genre*", ""), ("ôter", ""), ("told", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(found("Tous les genres", &retired), ["genre*"]);
    assert_eq!(found("Il faut ôter cela", &retired), ["ôter"]);
    assert_eq!(found("folders, enôter, degenre, toldo", &retired), Vec::<&str>::new());
}

/// The glossary as a guide.
fn guide(language: Language) -> String {
    let (title, lead, term, other, meaning) = if language == Language::FRENCH {
        (
            "Glossaire",
            "Les termes de Portulan, dans l’interface, les guides et les rapports, avec leur équivalent anglais.",
            "Terme",
            "En anglais",
            "Définition",
        )
    } else {
        (
            "Glossary",
            "The terms of Portulan in the interface, the guides and the reports, with their French equivalent.",
            "Term",
            "In French",
            "Definition",
        )
    };
    let mut rows: Vec<[String; 3]> = glossary()
        .into_iter()
        .filter(|entry| !entry.english.is_empty())
        .map(|entry| {
            if language == Language::FRENCH {
                [entry.french, entry.english, entry.definition_fr]
            } else {
                [entry.english, entry.french, entry.definition_en]
            }
        })
        .collect();
    rows.sort_by_key(|row| row[0].to_lowercase());
    let rows: Vec<String> = rows.iter().map(|[a, b, c]| format!("| {a} | {b} | {c} |")).collect();
    format!("# {title}\n\n{lead}\n\n| {term} | {other} | {meaning} |\n|---|---|---|\n{}\n", rows.join("\n"))
}

/// With `UPDATE_GLOSSARY=1`, the test writes the guide again.
#[test]
fn the_guide_has_the_terms_of_the_glossary() {
    for language in Language::complete().iter().copied() {
        let path = crates().join(format!("../docs/guides/{language}/glossary.md"));
        let expected = guide(language);
        if env::var_os("UPDATE_GLOSSARY").is_some() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, &expected).expect("written");
        }
        let present = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(present, expected, "run the test with UPDATE_GLOSSARY=1");
    }
}
