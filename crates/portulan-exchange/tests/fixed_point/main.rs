//! Importing a file twice has the same result as importing it once, and an export contains exactly what was
//! imported.
use portulan_exchange::iati::import::{IatiImport, Reason};
use portulan_model::{Body, Record};

mod random;
#[path = "../support/iati.rs"]
#[allow(dead_code, reason = "each test uses some of it")]
mod support;

use portulan_testkit::{empty_register, example_records};
use support::{after, changes, import_into, missing, write};

/// A file with these activities, which lack the end tag of the root no more.
fn file(activities: &[String]) -> String {
    let own = "xmlns:portulan=\"urn:portulan:iati:1\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";
    format!("<iati-activities version=\"2.03\" {own}>{}</iati-activities>", activities.concat())
}

/// An activity; `parts` is its content besides identifier and title, in the order of the schema.
struct Activity<'a> {
    attributes: &'a str,
    identifier: &'a str,
    /// The attributes of the title.
    title_lang: &'a str,
    title: &'a str,
    participants: &'a str,
    status: &'a str,
    dates: &'a str,
    more: &'a str,
}

const PLAIN: Activity<'_> = Activity {
    attributes: "xml:lang=\"fr\" default-currency=\"EUR\"",
    identifier: "XM-EXAMPLE-PORT-A1",
    title_lang: "",
    title: "<narrative>Des puits</narrative>",
    participants: "<participating-org ref=\"XM-EXAMPLE-PORT\" type=\"10\" role=\"1\"><narrative>Port</narrative>\
        </participating-org>",
    status: "<activity-status code=\"2\"/>",
    dates: "<activity-date iso-date=\"2024-01-01\" type=\"2\"/>",
    more: "<recipient-country code=\"ML\"/><sector vocabulary=\"1\" code=\"14030\"/>",
};

impl Activity<'_> {
    fn write(&self) -> String {
        format!(
            "<iati-activity {}><iati-identifier>{}</iati-identifier><reporting-org ref=\"XM-EXAMPLE-PORT\" type=\"10\">\
            <narrative>Port</narrative></reporting-org><title {}>{}</title>\
            <description><narrative>De l’eau</narrative></description>\
            {}{}{}{}</iati-activity>",
            self.attributes,
            self.identifier,
            self.title_lang,
            self.title,
            self.participants,
            self.status,
            self.dates,
            self.more
        )
    }
}

/// The register after an import of a file, once it is sure that a second import changes nothing.
fn settled(document: &str) -> (Vec<Record>, IatiImport, String) {
    let import = import_into(&empty_register(), document);
    let records = after(&empty_register(), &import);
    let again = import_into(&records, document);
    assert_eq!(changes(&records, &again), "", "a second import changes something\n{document}");
    let written = write(&records).activities.unwrap_or_default();
    if !written.is_empty() {
        let back = import_into(&records, &written);
        assert_eq!(changes(&records, &back), "", "the export changes something\n{written}");
    }
    (records, import, written)
}

/// Nothing is lost, and nothing invented.
fn survives(document: &str) -> String {
    let (_, import, written) = settled(document);
    assert_eq!(import.refused, [], "{document}");
    assert_eq!(missing(document, &written), Vec::<String>::new(), "lost\n{document}\n{written}");
    assert_eq!(missing(&written, document), Vec::<String>::new(), "invented\n{document}\n{written}");
    written
}

#[test]
fn coarser_codes_come_back_as_they_were() {
    let child = Activity {
        identifier: "XM-EXAMPLE-PORT-A2",
        more: "<recipient-country code=\"ML\"/>\
        <sector vocabulary=\"1\" code=\"14030\"/><related-activity ref=\"XM-EXAMPLE-PORT-A1\" type=\"1\"/>",
        ..PLAIN
    };
    for code in 1..=6 {
        let status = format!("<activity-status code=\"{code}\"/>");
        let parent = Activity { status: &status, ..PLAIN };
        let written = survives(&file(&[parent.write(), child.write()]));
        assert!(written.contains(&format!("<activity-status code=\"{code}\"/>")), "{written}");
    }
}

#[test]
fn what_a_field_takes_is_written_once() {
    let more = [
        "<default-aid-type code=\"C01\" vocabulary=\"1\"/>",
        "<default-aid-type code=\"C01\"/>",
        "<default-aid-type code=\"C01\" xml:lang=\"fr\"/>",
        "<policy-marker code=\"1\" significance=\"1\"/>\
         <policy-marker vocabulary=\"1\" code=\"2\" significance=\"0\"><narrative>N</narrative></policy-marker>",
        "<crs-add><other-flags code=\"1\" significance=\"1\"/><channel-code>21000</channel-code></crs-add>",
        "<crs-add><channel-code>nowhere</channel-code></crs-add>",
        "<tag vocabulary=\"2\" code=\"6\"><narrative>Eau</narrative></tag>",
    ];
    for element in more {
        let before = "<recipient-country code=\"ML\"/><sector code=\"14030\"/>";
        let more = format!("{before}{element}");
        let written = survives(&file(&[Activity { more: &more, ..PLAIN }.write()]));
        let name = element.split([' ', '>']).next().unwrap_or_default();
        let count = |text: &str| text.matches(name).count();
        assert_eq!(count(&written), count(element), "{written}");
    }
}

#[test]
fn one_reference_keeps_the_names_of_several_organisations() {
    let party = |name: &str, kind: &str| {
        format!(
            "<participating-org ref=\"XM-GOV\" type=\"{kind}\" role=\"1\"><narrative>{name}</narrative>\
            </participating-org>"
        )
    };
    let (first, second) = (party("Agence de santé", "10"), party("Ministère des affaires étrangères", "15"));
    let activities = [
        Activity { participants: &first, ..PLAIN }.write(),
        Activity { identifier: "XM-EXAMPLE-PORT-A2", participants: &second, ..PLAIN }.write(),
    ];
    let document = file(&activities);
    survives(&document);
    let import = import_into(&empty_register(), &document);
    let (own, others) = &import.notes.names["XM-GOV"];
    assert_eq!(own, "Agence de santé");
    assert!(others.contains("Ministère des affaires étrangères"));
}

#[test]
fn an_activity_without_identifier_is_recognised() {
    for identifier in ["", "  "] {
        let one = Activity { identifier, ..PLAIN };
        let other = Activity { dates: "<activity-date iso-date=\"2023-01-01\" type=\"1\"/>", ..one };
        let document = file(&[one.write(), other.write(), one.write()]);
        let (records, import, _) = settled(&document);
        assert_eq!(import.notes.nameless, 3);
        assert_eq!(records.iter().filter(|r| matches!(r.body, Body::Project(_))).count(), 3);
    }
    // Twice the same identifier is twice an activity.
    survives(&file(&[PLAIN.write(), PLAIN.write()]));
}

#[test]
fn one_faulty_activity_does_not_refuse_the_others() {
    let second = Activity { identifier: "XM-EXAMPLE-PORT-A2", ..PLAIN };
    let faulty = [
        Activity { dates: "<activity-date iso-date=\"2024/01/01\" type=\"2\"/>", ..second },
        Activity { participants: "", ..second },
        Activity { title: "<narrative></narrative>", ..second },
        Activity { title: "<narrative> </narrative>", ..second },
        Activity { more: "<nothing/>", ..second },
    ];
    for (i, fault) in faulty.iter().enumerate() {
        let third = Activity { identifier: "XM-EXAMPLE-PORT-A3", ..PLAIN };
        let document =
            file(&["\n".into(), PLAIN.write(), "\n".into(), fault.write(), "\n".into(), third.write()]);
        let (records, import, written) = settled(&document);
        assert_eq!(import.refused.len(), 1, "{i}");
        let refused = &import.refused[0];
        assert_eq!((refused.identifier.as_str(), refused.line), ("XM-EXAMPLE-PORT-A2", 3), "{i}");
        assert_eq!(matches!(refused.reason, Reason::Record(_)), i == 2 || i == 3, "{i}");
        assert!(written.contains("A1</iati-identifier>") && written.contains("A3</iati-identifier>"), "{i}");
        assert!(!written.contains("A2</iati-identifier>"), "{i}");
        assert_eq!(records.iter().filter(|r| matches!(r.body, Body::Project(_))).count(), 2, "{i}");
    }
}

#[test]
fn languages_come_into_form() {
    let cases = [
        ("EN", "en"),
        ("eng", "en"),
        ("en", "en"),
        ("FR-fr", "fr-FR"),
        ("fre", "fr"),
        ("English", "en"),
        ("", "fr"),
        ("klingon", "fr"),
    ];
    for (written, expected) in cases {
        let title = format!("<narrative xml:lang=\"{written}\">Wells</narrative>");
        let (records, import, _) = settled(&file(&[Activity { title: &title, ..PLAIN }.write()]));
        let project = records.iter().find_map(|r| match &r.body {
            Body::Project(project) => Some(project),
            _ => None,
        });
        let title = &project.expect("a project").title;
        assert_eq!(title.0.get(expected).map(String::as_str), Some("Wells"), "{written}");
        let unknown = ["", "klingon"].contains(&written);
        assert_eq!(import.notes.languages.contains_key(written), unknown, "{written}");
    }
    // A second text in the same language is preserved.
    let title =
        "<narrative xml:lang=\"EN\">Wells</narrative><narrative xml:lang=\"en\">Boreholes</narrative>";
    let (_, _, out) = settled(&file(&[Activity { title, ..PLAIN }.write()]));
    assert!(out.contains("Wells") && out.contains("Boreholes"), "{out}");
    // The language of the activity counts, too.
    let attributes = "xml:lang=\"ENG\" default-currency=\"EUR\"";
    let (_, _, out) = settled(&file(&[Activity { attributes, ..PLAIN }.write()]));
    assert!(out.contains("<narrative xml:lang=\"en\">Des puits</narrative>"), "{out}");
}

#[test]
fn positions_that_are_no_place_are_kept_and_told() {
    for position in ["12.5,-8.0", "200 10", "12°30'N 8°W"] {
        let more = format!(
            "<recipient-country code=\"ML\"/><location><name><narrative>Puits</narrative></name>\
            <point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4326\"><pos>{position}</pos></point></location>\
            <sector vocabulary=\"1\" code=\"14030\"/>"
        );
        let document = file(&[Activity { more: &more, ..PLAIN }.write()]);
        survives(&document);
        assert!(import_into(&empty_register(), &document).notes.positions.contains(position));
    }
}

#[test]
fn money_beside_transactions_goes_out_and_comes_back() {
    let records = example_records("port-imaginaire");
    let written = write(&records).activities.expect("activities");
    for what in [
        "<portulan:funding stage=",
        "<portulan:in-kind kind=",
        "<portulan:agreement",
        "<portulan:cost-heading code=",
        "<channel-code>",
    ] {
        assert!(written.contains(what), "{what}");
    }
    // Into a register that has the authority alone.
    let alone: Vec<_> = records
        .iter()
        .filter(|r| {
            matches!(&r.body, Body::Authority(_))
                || matches!(&r.body, Body::Organisation(_)) && r.slug == "ville-de-port-imaginaire"
        })
        .cloned()
        .map(|mut record| {
            if let Body::Authority(body) = &mut record.body {
                body.pages.clear();
            }
            record
        })
        .collect();
    let import = import_into(&alone, &written);
    assert_eq!(import.refused, []);
    let made = after(&alone, &import);
    let again = write(&made).activities.expect("activities");
    assert_eq!(missing(&written, &again), Vec::<String>::new());
    assert_eq!(missing(&again, &written), Vec::<String>::new());
    assert_eq!(changes(&made, &import_into(&made, &written)), "");
    let count = |records: &[Record], of: &dyn Fn(&portulan_model::kinds::Project) -> usize| -> usize {
        let projects = records.iter().filter_map(|r| match &r.body {
            Body::Project(project) => Some(of(project)),
            _ => None,
        });
        projects.sum()
    };
    for of in [
        &(|p: &portulan_model::kinds::Project| p.funding.len()) as &dyn Fn(&_) -> usize,
        &|p: &portulan_model::kinds::Project| p.in_kind.len(),
        &|p: &portulan_model::kinds::Project| usize::from(p.channel.is_some()),
        &|p: &portulan_model::kinds::Project| usize::from(p.agreement.is_some()),
    ] {
        assert!(count(&records, of) > 0);
        assert_eq!(count(&made, of), count(&records, of));
    }
}

#[test]
fn a_file_without_the_elements_of_the_register_leaves_them() {
    let records = example_records("port-imaginaire");
    let written = write(&records).activities.expect("activities");
    // As a program that does not know the namespace writes it.
    let mut stripped = String::new();
    let mut rest = written.as_str();
    while let Some(start) = rest.find("<portulan:") {
        stripped.push_str(&rest[..start]);
        let name: String = rest[start + 1..].chars().take_while(|c| !matches!(c, ' ' | '>' | '/')).collect();
        let tag_end = start + rest[start..].find('>').expect("a tag") + 1;
        let end = if rest[..tag_end].ends_with("/>") {
            tag_end
        } else {
            let close = format!("</{name}>");
            start + rest[start..].find(&close).expect("an end") + close.len()
        };
        rest = &rest[end..];
    }
    stripped.push_str(rest);
    let stripped = stripped.replace(" xmlns:portulan=\"urn:portulan:iati:1\"", "");
    assert!(!stripped.contains("portulan:"), "{stripped}");
    let after = import_into(&records, &stripped);
    let headings = |records: &[Record]| -> Vec<(String, Vec<_>, Vec<_>)> {
        records
            .iter()
            .filter_map(|record| match &record.body {
                Body::Project(body) => Some((
                    record.slug.clone(),
                    body.budgets.iter().map(|b| b.heading).collect::<Vec<_>>(),
                    body.transactions.iter().map(|t| (t.heading, t.agreement.clone())).collect::<Vec<_>>(),
                )),
                _ => None,
            })
            .collect()
    };
    let merged: Vec<Record> = records
        .iter()
        .map(|old| after.records.iter().find(|new| new.id == old.id).unwrap_or(old).clone())
        .collect();
    assert_eq!(headings(&merged), headings(&records));
}
