//! Single cases of importing and exporting IATI files, with the expected results.
use portulan_exchange::iati::import::IatiImport;
use portulan_model::kinds::Project;
use portulan_model::{Body, Record};

#[path = "../support/iati.rs"]
#[allow(dead_code, reason = "each test uses some of it")]
mod support;

mod agreements;
mod codes;
mod faults;
mod foreign;
mod known;
mod messages;
mod texts;

use portulan_testkit::empty_register;
use support::{after, changes, import_into, missing, write};

/// A file with these activities.
fn file(activities: &[String]) -> String {
    format!("<iati-activities version=\"2.03\">{}</iati-activities>", activities.concat())
}

/// An activity with this title and, after its dates, these elements.
fn activity(number: usize, title: &str, more: &str) -> String {
    format!(
        "<iati-activity xml:lang=\"fr\" default-currency=\"EUR\">\
        <iati-identifier>XM-EXAMPLE-PORT-A{number}</iati-identifier>\
        <reporting-org ref=\"XM-EXAMPLE-PORT\" type=\"10\"><narrative>Port</narrative></reporting-org>\
        <title>{title}</title><description><narrative>De l’eau</narrative></description>\
        <participating-org ref=\"XM-EXAMPLE-PORT\" type=\"10\" role=\"1\"><narrative>Port</narrative>\
        </participating-org>\
        <activity-status code=\"2\"/><activity-date iso-date=\"2024-01-01\" type=\"2\"/>\
        {more}</iati-activity>"
    )
}

/// Elements that most activities have after their dates.
const PLACED: &str = "<recipient-country code=\"ML\"/><sector vocabulary=\"1\" code=\"14030\"/>";

/// The only project of a register.
fn project(records: &[Record]) -> &Project {
    let mut projects = records.iter().filter_map(|r| match &r.body {
        Body::Project(project) => Some(&**project),
        _ => None,
    });
    let project = projects.next().expect("a project");
    assert_eq!(projects.count(), 0, "one project");
    project
}

/// The register after an import into an empty one, and the export. Nothing is lost or invented, and a second import of
/// the file or of the export changes nothing.
fn survives(document: &str) -> (Vec<Record>, IatiImport, String) {
    let import = import_into(&empty_register(), document);
    assert_eq!(import.refused, [], "{document}");
    let records = after(&empty_register(), &import);
    let written = stable(&records, document);
    (records, import, written)
}

/// The export of a register into which a document was imported: it states the same as the document, and importing
/// either changes nothing.
fn stable(records: &[Record], document: &str) -> String {
    let written = write(records).activities.expect("activities");
    assert_eq!(missing(document, &written), Vec::<String>::new(), "lost\n{document}\n{written}");
    assert_eq!(missing(&written, document), Vec::<String>::new(), "invented\n{document}\n{written}");
    assert_eq!(changes(records, &import_into(records, document)), "", "a second import\n{document}");
    assert_eq!(changes(records, &import_into(records, &written)), "", "the export\n{written}");
    written
}
