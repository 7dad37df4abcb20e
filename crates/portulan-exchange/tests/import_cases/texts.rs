//! Languages of texts, and content besides the standard's own elements.
use super::support::{after, changes, import_into};
use super::{PLACED, activity, file, project, stable, survives};
use portulan_testkit::empty_register;

#[test]
fn languages_without_two_letters_stay_what_they_are() {
    for tag in ["mos", "dyu", "gcf-MQ", "rcf"] {
        let title = format!("<narrative xml:lang=\"{tag}\">Koom</narrative><narrative>Des puits</narrative>");
        let (records, import, written) = survives(&file(&[activity(1, &title, PLACED)]));
        let texts: Vec<_> = project(&records).title.0.iter().collect();
        assert_eq!(texts, [(&"fr".to_owned(), &"Des puits".to_owned())], "{tag}");
        assert!(written.contains(&format!("<narrative xml:lang=\"{tag}\">Koom</narrative>")), "{written}");
        assert!(import.notes.languages.is_empty() && import.notes.titles.is_empty());
    }
}

#[test]
fn a_title_in_an_unlisted_language_alone_is_shown_and_exported_as_it_was() {
    let document = file(&[activity(1, "<narrative xml:lang=\"mos\">Koom</narrative>", PLACED)]);
    let (records, import, written) = survives(&document);
    assert_eq!(project(&records).title.0["fr"], "Koom");
    assert_eq!(import.notes.titles["mos"], 1);
    assert!(written.contains("<narrative xml:lang=\"mos\">Koom</narrative>"), "{written}");
    // It does not replace an existing title.
    let french = file(&[activity(1, "<narrative>Des puits</narrative>", PLACED)]);
    let (records, ..) = survives(&french);
    let records = after(&records, &import_into(&records, &document));
    assert_eq!(project(&records).title.0["fr"], "Des puits");
    let written = stable(&records, &document);
    assert!(!written.contains("Des puits"), "{written}");
}

#[test]
fn an_assumed_language_does_not_replace_a_stated_one() {
    let stated = "<narrative xml:lang=\"fr\">Des puits</narrative>";
    // The first has a value that is not a language tag; the second no language at all.
    for assumed in ["<narrative xml:lang=\"klingon\">Qul</narrative>", "<narrative>Qul</narrative>"] {
        for title in [format!("{assumed}{stated}"), format!("{stated}{assumed}")] {
            let document = file(&[activity(1, &title, PLACED).replacen("xml:lang=\"fr\" ", "", 1)]);
            let records = after(&empty_register(), &import_into(&empty_register(), &document));
            assert_eq!(project(&records).title.0["fr"], "Des puits", "{title}");
            assert_eq!(changes(&records, &import_into(&records, &document)), "");
        }
    }
}

#[test]
fn narratives_keep_the_language_of_the_element_around_them() {
    let title = "<narrative>Water</narrative><narrative xml:lang=\"fr\">Eau</narrative>";
    let plain = activity(1, title, PLACED);
    let document = file(&[plain.replacen("<title>", "<title xml:lang=\"en\">", 1)]);
    let (records, _, written) = survives(&document);
    let title = &project(&records).title.0;
    assert_eq!((title["en"].as_str(), title["fr"].as_str()), ("Water", "Eau"));
    assert!(written.contains("<narrative>Water</narrative>"), "{written}");
    assert!(written.contains("<narrative xml:lang=\"fr\">Eau</narrative>"), "{written}");
}
