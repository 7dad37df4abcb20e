//! Random activities and edits, with their invariants.
use proptest::prelude::*;

use super::support::{after, changes, import_into, missing, write};
use super::{Activity, file, settled};
use portulan_iati::tree::Element;
use portulan_model::kinds::{Participation, Project, Role};
use portulan_model::{Body, Record};
use portulan_testkit::empty_register;

/// One of these, or none.
fn maybe(of: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(of)
}

fn several(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 0..4).prop_map(|parts| parts.concat())
}

const ATTRIBUTES: &[&str] = &[
    "",
    "xml:lang=\"fr\"",
    "xml:lang=\"en\" hierarchy=\"1\"",
    "hierarchy=\"2\" humanitarian=\"1\"",
    "default-currency=\"EUR\" linked-data-uri=\"https://port.example/1\"",
    "xmlns:x=\"urn:x\" x:id=\"7\"",
];
const TITLES: &[&str] = &[
    "<narrative>Des puits</narrative>",
    "<narrative xml:lang=\"en\">Wells</narrative><narrative xml:lang=\"fr\">Des puits</narrative>",
    "<narrative xml:lang=\"de\">Brunnen</narrative><narrative xml:lang=\"de\">Noch einer</narrative>",
    "<narrative xml:lang=\"mos\">Koom</narrative><narrative>Des puits</narrative>",
    "<narrative xml:lang=\"mos\">Koom</narrative>",
];
const TITLE_LANGS: &[&str] = &["", "", "xml:lang=\"en\"", "xml:lang=\"de\""];
const PARTIES: &[&str] = &[
    "<participating-org role=\"1\"/>",
    "<participating-org ref=\"XM-EXAMPLE-PORT\" role=\"2\"/>",
    "<participating-org ref=\"XM-EXAMPLE-PORT\" type=\"10\" role=\"4\"><narrative>Autre nom</narrative>\
     </participating-org>",
    "<participating-org ref=\"XM-A\" type=\"10\" role=\"1\" activity-id=\"XM-A-1\"><narrative>A</narrative>\
     </participating-org>",
    "<participating-org ref=\"XM-A\" type=\"21\" role=\"1\"><narrative>B</narrative>\
     <narrative xml:lang=\"en\">C</narrative></participating-org>",
    "<participating-org ref=\"XM-B\" role=\"4\" xml:lang=\"en\"><narrative>A</narrative>\
     <narrative xml:lang=\"fr\">B</narrative></participating-org>",
    "<participating-org type=\"22\" role=\"4\"><narrative>A</narrative></participating-org>",
    "<participating-org ref=\"XM-A\" role=\"3\" crs-channel-code=\"21000\"/>",
    "<participating-org role=\"9\"><narrative>A</narrative></participating-org>",
];
const STATUSES: &[&str] = &[
    "<activity-status code=\"1\"/>",
    "<activity-status code=\"3\"/>",
    "<activity-status code=\"5\"/>",
    "<activity-status code=\"99\"/>",
];
const DATES: &[&str] = &[
    "<activity-date iso-date=\"2024-01-01\" type=\"2\"/>",
    "<activity-date iso-date=\"2024-01-01\" type=\"1\"><narrative>Signature</narrative></activity-date>",
    "<activity-date iso-date=\"2023-12-31\" type=\"3\"/>",
    "<activity-date iso-date=\"2099-01-01\" type=\"2\"/>",
    "<activity-date iso-date=\"2025-06-30\" type=\"4\"/>",
    "<activity-date iso-date=\"2025-06-30Z\" type=\"2\"/>",
];
const COUNTRIES: &[&str] = &[
    "<recipient-country code=\"ML\"/>",
    "<recipient-country code=\"BF\" percentage=\"40\"/>",
    "<recipient-country code=\"ML\" percentage=\"60.0\"><narrative>Mali</narrative></recipient-country>",
    "<recipient-country code=\"XX\"/>",
];
const PLACES: &[&str] = &[
    "<location><name xml:lang=\"en\"><narrative>Puits</narrative></name>\
     <point srsName=\"x\"><pos>12.50 -8</pos></point></location>",
    "<location ref=\"L\"><point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4326\"><pos>12.5,-8</pos>\
     </point></location>",
    "<location><name><narrative>Nulle part</narrative></name></location>",
];
const SECTORS: &[&str] = &[
    "<sector code=\"14030\"/>",
    "<sector vocabulary=\"1\" code=\"14030\" percentage=\"100\"/>",
    "<sector vocabulary=\"1\" code=\"99810\"/>",
    "<sector vocabulary=\"2\" code=\"140\" percentage=\"50\"/>",
    "<sector vocabulary=\"99\" code=\"eau\"><narrative>Eau</narrative></sector>",
];
const MORE: &[&str] = &[
    "<policy-marker code=\"1\" significance=\"1\"/>",
    "<policy-marker vocabulary=\"1\" code=\"1\" significance=\"2\"/>",
];
const MONEY: &[&str] = &[
    "<transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2024-02-01\"/>\
     <value currency=\"EUR\" value-date=\"2024-02-01\">100.50</value></transaction>",
    "<transaction ref=\"T\"><transaction-type code=\"3\"/><transaction-date iso-date=\"2024-02-01\"/>\
     <value currency=\"EUR\" value-date=\"2024-02-01\">-1</value>\
     <description xml:lang=\"en\"><narrative>Pump</narrative></description>\
     <provider-org ref=\"XM-A\"><narrative>Z</narrative></provider-org>\
     <receiver-org type=\"22\"><narrative>A</narrative></receiver-org></transaction>",
    "<transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2099-02-01\"/>\
     <value currency=\"EUR\" value-date=\"2099-02-01\">7</value><recipient-country code=\"ML\"/></transaction>",
    "<transaction><transaction-type code=\"2\"/><transaction-date iso-date=\"2024-02-01\"/>\
     <value currency=\"XXX\" value-date=\"2024-02-01\">7</value><sector code=\"14030\"/></transaction>",
];
const LINKS: &[&str] = &[
    "<document-link format=\"application/pdf\" url=\"https://port.example/a\"><title><narrative>A</narrative></title>\
     <category code=\"A01\"/></document-link>",
    "<document-link format=\"text/html\" url=\"https://port.example/a\"><title><narrative>B</narrative></title>\
     <category code=\"A12\"/><category code=\"A02\"/></document-link>",
    "<document-link format=\"text/html\" url=\"ftp://port.example/b\"><title><narrative>C</narrative></title>\
     <category code=\"A12\"/></document-link>",
];
const RELATED: &[&str] = &[
    "<related-activity ref=\"XM-EXAMPLE-PORT-0\" type=\"1\"/>",
    "<related-activity ref=\"XM-EXAMPLE-PORT-1\" type=\"2\"/>",
    "<related-activity ref=\"XM-OTHER\" type=\"3\"/>",
];

const BUDGETS: &[&str] = &[
    "<budget><period-start iso-date=\"2023-01-01\"/><period-end iso-date=\"2023-12-31\"/>\
     <value currency=\"EUR\" value-date=\"2023-01-01\">5</value><portulan:cost-heading code=\"travel\"/></budget>",
    "<budget><period-start iso-date=\"2025-01-01\"/><period-end iso-date=\"2025-12-31\"/>\
     <value currency=\"EUR\" value-date=\"2025-01-01\">5</value><portulan:cost-heading code=\"dragons\"/></budget>",
    "<budget><period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
     <value currency=\"EUR\" value-date=\"2024-01-01\">5</value></budget>",
    "<budget type=\"2\" status=\"2\"><period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
     <value currency=\"USD\" value-date=\"2024-01-01\">5.50</value></budget>",
    "<budget><period-start iso-date=\"2020-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
     <value currency=\"EUR\" value-date=\"2024-01-01\">7</value></budget>",
];
const RESULTS: &[&str] = &[
    "<result type=\"1\"><title xml:lang=\"en\"><narrative>Water</narrative></title>\
     <indicator measure=\"1\"><title><narrative>Wells</narrative></title><baseline year=\"2020\" value=\"1\"/>\
     <period><period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
     <target value=\"3\"/><actual value=\"2\"/></period></indicator></result>",
    "<result type=\"2\" aggregation-status=\"1\"><title><narrative>R</narrative></title>\
     <indicator measure=\"2\"><title><narrative>I</narrative></title></indicator>\
     <indicator measure=\"1\"><title><narrative xml:lang=\"dyu\">J</narrative></title>\
     <period><period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
     <target value=\"3\"/><target value=\"4\"/></period></indicator></result>",
    "<result type=\"9\"><title><narrative>Vide</narrative></title>\
     <indicator measure=\"1\"><title><narrative>K</narrative></title></indicator></result>",
];
const FOREIGN: &[&str] = &[
    "<budget xmlns=\"urn:acme\"><value currency=\"EUR\" value-date=\"2024-01-01\">5</value></budget>",
    "<title xmlns=\"urn:acme\"><narrative>Autre</narrative></title>",
    "<box xmlns=\"urn:acme\"><transaction/><inner xmlns=\"\"/></box>",
    "<a:note xmlns:a=\"urn:a\" a:kind=\"xs:string\">b</a:note>",
];
// Agreements have no identity here but their title, which states its language: in the language of each activity, the titles of two
// activities would be those of one agreement, which has the title that came last.
const OWN: &[&str] = &[
    "<portulan:funding stage=\"granted\"><portulan:funder ref=\"XM-A\"><narrative>A</narrative></portulan:funder>\
     <portulan:value currency=\"EUR\" value-date=\"2024\">5</portulan:value></portulan:funding>",
    "<portulan:funding stage=\"requested\"><portulan:funder ref=\"XM-A\"><narrative>A</narrative></portulan:funder>\
     <portulan:agreement><portulan:title><narrative xml:lang=\"fr\">Convention</narrative></portulan:title></portulan:agreement>\
     </portulan:funding>",
    "<portulan:funding stage=\"none\"><portulan:funder><narrative>D</narrative></portulan:funder></portulan:funding>",
    "<portulan:in-kind kind=\"staff-days\" days=\"2\"><portulan:description><narrative>Conseil</narrative>\
     </portulan:description></portulan:in-kind>",
    "<portulan:agreement period-start=\"2010\"><portulan:title><narrative xml:lang=\"fr\">Convention</narrative></portulan:title>\
     <portulan:signatory date=\"2010-05\"><portulan:organisation ref=\"XM-B\"><narrative>B</narrative>\
     </portulan:organisation></portulan:signatory></portulan:agreement>",
    "<portulan:agreement period-start=\"2020\"><portulan:title><narrative xml:lang=\"fr\">Convention</narrative></portulan:title>\
     <portulan:amount currency=\"EUR\" value-date=\"2020\">9</portulan:amount></portulan:agreement>",
    "<portulan:agreement><portulan:title xml:lang=\"en\"><narrative>Accord</narrative></portulan:title>\
     <portulan:other/></portulan:agreement>",
];

/// An activity; one that `may_be_nameless` has no identifier at times.
fn activity(number: usize, may_be_nameless: bool) -> impl Strategy<Value = String> {
    let is_named = prop::bool::weighted(0.9).prop_map(move |is_named| is_named || !may_be_nameless);
    let head = (maybe(ATTRIBUTES), maybe(TITLE_LANGS), maybe(TITLES), is_named);
    let middle = (several(PARTIES), maybe(STATUSES), several(DATES), several(COUNTRIES), several(PLACES));
    let money = (several(SECTORS), several(MORE), several(BUDGETS), several(MONEY));
    let tail = (several(LINKS), several(RELATED), several(RESULTS), several(FOREIGN), several(OWN));
    (head, middle, money, tail).prop_map(move |(head, middle, money, tail)| {
        let (attributes, title_lang, title, is_named) = head;
        let identifier = if is_named { format!("XM-EXAMPLE-PORT-{number}") } else { String::new() };
        let (parties, status, dates, countries, places) = middle;
        let (sectors, more, budgets, transactions) = money;
        let (links, related, results, foreign, own) = tail;
        let participants = if parties.is_empty() { PARTIES[0].to_owned() } else { parties };
        let dates = if dates.is_empty() { DATES[0].to_owned() } else { dates };
        let more =
            [countries, places, sectors, more, budgets, transactions, links, related, results, foreign, own];
        Activity {
            attributes,
            identifier: &identifier,
            title_lang,
            title,
            participants: &participants,
            status,
            dates: &dates,
            more: &more.concat(),
        }
        .write()
    })
}

fn activities(may_be_nameless: bool) -> impl Strategy<Value = Vec<String>> {
    let activity = |number| activity(number, may_be_nameless);
    (activity(0), activity(1), activity(2)).prop_map(|(a, b, c)| vec![a, b, c])
}

/// A change that an editor makes to a project.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Title,
    Description,
    Dates,
    Transactions,
    Budgets,
    Results,
    Roles,
    Documents,
    Locations,
    Agreement,
}

const EDITS: &[Edit] = &[
    Edit::Title,
    Edit::Description,
    Edit::Dates,
    Edit::Transactions,
    Edit::Budgets,
    Edit::Results,
    Edit::Roles,
    Edit::Documents,
    Edit::Locations,
    Edit::Agreement,
];

fn edit(project: &mut Project, edit: Edit) {
    match edit {
        Edit::Title => {
            project.title.0.insert("fr".into(), "Un autre titre".into());
        }
        Edit::Description => project.description = None,
        Edit::Dates => {
            if let Some(actual) = &mut project.actual {
                actual.value.start = "2022-03".parse().ok();
            }
        }
        Edit::Transactions => drop(project.transactions.pop()),
        Edit::Budgets => project.budgets.reverse(),
        Edit::Results => project.results.iter_mut().for_each(|result| result.indicators.truncate(1)),
        Edit::Roles => {
            for role in [Role::Partner, Role::Host] {
                let first = project.participations.first().map(|p| p.organisation.clone());
                let new = |organisation| Participation { organisation, role, ..Participation::default() };
                project.participations.extend(first.map(new));
            }
        }
        Edit::Documents => drop(project.documents.pop()),
        Edit::Locations => project.locations.reverse(),
        Edit::Agreement => project.agreement = None,
    }
}

/// The records without their rests, which an import may shorten.
fn bare(records: &[Record]) -> Vec<Record> {
    let mut records = records.to_vec();
    for record in &mut records {
        match &mut record.body {
            Body::Project(project) => {
                project.iati_rest = None;
                project.participations.iter_mut().for_each(|p| p.iati_rest = None);
                project.transactions.iter_mut().for_each(|t| t.iati_rest = None);
                project.budgets.iter_mut().for_each(|b| b.iati_rest = None);
                project.locations.iter_mut().for_each(|l| l.iati_rest = None);
                project.results.iter_mut().for_each(|r| r.iati_rest = None);
            }
            Body::Partnership(partnership) => {
                partnership.iati_rest = None;
                partnership.participations.iter_mut().for_each(|p| p.iati_rest = None);
            }
            _ => {}
        }
    }
    records.sort_by_key(|r| r.id);
    records
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn importing_twice_is_importing_once_and_export_loses_nothing(activities in activities(true)) {
        let document = file(&activities);
        let (_, import, written) = settled(&document);
        prop_assert_eq!(import.refused, []);
        let lost = missing(&document, &written);
        prop_assert_eq!(lost, Vec::<String>::new(), "lost\n{}\n{}", document, written);
        let invented = missing(&written, &document);
        prop_assert_eq!(invented, Vec::<String>::new(), "invented\n{}\n{}", document, written);
        let mut read: Vec<Element> = Vec::new();
        portulan_iati::records(written.as_bytes(), &mut |e| read.push(e)).expect("XML");
        prop_assert_eq!(read.len(), 3);
    }

    /// Whatever the register contained of these activities before, it exports exactly what the newer file
    /// states.
    #[test]
    fn a_changed_file_is_exported_as_it_is(before in activities(false), later in activities(false)) {
        let records = after(&empty_register(), &import_into(&empty_register(), &file(&before)));
        let document = file(&later);
        let records = after(&records, &import_into(&records, &document));
        let written = write(&records).activities.expect("activities");
        let lost = missing(&document, &written);
        prop_assert_eq!(lost, Vec::<String>::new(), "lost\n{}\n{}\n{}", file(&before), document, written);
        let mut invented = missing(&written, &document);
        // A file that has nothing of the register's own namespace does not know it, and takes nothing of it away.
        let is_unknown = |line: &str| later.iter().enumerate().any(|(number, activity)| {
            !activity.contains("<portulan:") && line.contains(&format!("XM-EXAMPLE-PORT-{number} (portulan:"))
        });
        invented.retain(|line| !is_unknown(line));
        prop_assert_eq!(invented, Vec::<String>::new(), "invented\n{}\n{}\n{}", file(&before), document, written);
        let again = changes(&records, &import_into(&records, &document));
        prop_assert_eq!(again, "", "{}\n{}", file(&before), document);
    }

    /// A change by an editor is exported unchanged.
    #[test]
    fn what_is_edited_and_exported_comes_back(
        activities in activities(false),
        edits in prop::collection::vec(prop::sample::select(EDITS), 1..4),
    ) {
        let mut records = after(&empty_register(), &import_into(&empty_register(), &file(&activities)));
        for record in &mut records {
            if let Body::Project(project) = &mut record.body {
                for change in &edits {
                    edit(project, *change);
                }
            }
        }
        let written = write(&records).activities.expect("activities");
        let back = after(&records, &import_into(&records, &written));
        let (expected, found) = (bare(&records), bare(&back));
        prop_assert_eq!(found, expected, "{}\n{:?}\n{}", file(&activities), edits, written);
        prop_assert_eq!(write(&back).activities.expect("activities"), written);
    }
}
