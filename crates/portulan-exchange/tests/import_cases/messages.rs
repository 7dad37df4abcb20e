//! Messages on an import.
use portulan_exchange::iati::import_notes::{self, NoteReader};
use portulan_locales::Language;

use super::support::import_into;
use super::{PLACED, activity, file};
use portulan_testkit::empty_register;

#[test]
fn names_are_quoted_as_the_language_does() {
    let title = "<narrative xml:lang=\"klingon\">Qul</narrative>";
    let import = import_into(&empty_register(), &file(&[activity(1, title, PLACED)]));
    let french = import_notes::notes(&import, NoteReader::Terminal("f.xml"), Language::FRENCH).join("\n");
    assert!(french.contains("«\u{a0}klingon\u{a0}»") && !french.contains('“'), "{french}");
    let page = import_notes::notes(&import, NoteReader::BackOffice, Language::FRENCH).join("\n");
    assert!(
        !page.contains("portulan ") && !page.contains("ci-dessus"),
        "no command and no other place: {page}"
    );
    let english = import_notes::notes(&import, NoteReader::Terminal("f.xml"), Language::ENGLISH).join("\n");
    assert!(english.contains("“klingon”"), "{english}");
}

#[test]
fn a_refusal_names_one_remedy() {
    let import = import_into(&empty_register(), &file(&[activity(1, "<narrative> </narrative>", PLACED)]));
    let [refused] = import.refused.as_slice() else { panic!("{:?}", import.refused) };
    let message = import_notes::refused(refused, NoteReader::Terminal("f.xml"), Language::ENGLISH);
    assert!(message.contains("A1 (f.xml, line 1)"), "{message}");
    assert!(message.ends_with("Correct the file, then import it again."), "{message}");
    assert!(!message.contains("Correct it"), "{message}");
}
