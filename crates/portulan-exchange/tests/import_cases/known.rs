//! Activities that the register knows, imported again after the register or the file has changed.
use portulan_model::kinds::{Document, Location, Participation, Project, Role};
use portulan_model::{Body, Country, Fact, Kind, Provenance, Record, Ref, State, Text, folder};
use uuid::Uuid;

use super::support::{after, changes, import_into, write};
use super::{PLACED, activity, file, project, stable, survives};

const TITLE: &str = "<narrative>Des puits</narrative>";

/// The register after a change of its only project.
fn edited(mut records: Vec<Record>, edit: impl FnOnce(&mut Project)) -> Vec<Record> {
    let project = records.iter_mut().find_map(|r| match &mut r.body {
        Body::Project(project) => Some(project),
        _ => None,
    });
    edit(project.expect("a project"));
    records
}

fn record(number: u128, slug: &str, body: Body) -> Record {
    Record { id: Uuid::from_u128(number), slug: slug.to_owned(), state: State::Published, body }
}

fn text(french: &str) -> Text {
    Text([("fr".to_owned(), french.to_owned())].into())
}

/// Importing an export changes nothing.
fn exported(records: &[Record]) -> String {
    let written = write(records).activities.expect("activities");
    assert_eq!(changes(records, &import_into(records, &written)), "", "{written}");
    written
}

fn partner(more: &str) -> String {
    format!("<participating-org ref=\"XM-A\" role=\"4\"{more}><narrative>A</narrative></participating-org>")
}

/// An activity with these participants besides the authority.
fn with_partners(partners: &str) -> String {
    file(&[activity(1, TITLE, PLACED).replacen(
        "<activity-status",
        &format!("{partners}<activity-status"),
        1,
    )])
}

fn roles(records: &[Record]) -> Vec<Role> {
    project(records).participations.iter().filter(|p| p.organisation.slug() == "a").map(|p| p.role).collect()
}

#[test]
fn roles_of_one_code_stay_or_go_together() {
    let (records, ..) = survives(&with_partners(&partner("")));
    let organisation = Ref::new("a");
    let records = edited(records, |project| {
        project.participations.retain(|p| p.organisation != organisation);
        for role in [Role::Partner, Role::Host] {
            let organisation = organisation.clone();
            project.participations.push(Participation { organisation, role, ..Participation::default() });
        }
    });
    let written = exported(&records);
    assert_eq!(written.matches("ref=\"XM-A\"").count(), 1, "{written}");
    // Another participant changes nothing of them; without their element they are gone.
    let more = partner("") + &partner("").replace("role=\"4\"", "role=\"1\"");
    let added = after(&records, &import_into(&records, &with_partners(&more)));
    let mut found = roles(&added);
    found.sort_unstable();
    let mut expected = [Role::Funding, Role::Partner, Role::Host];
    expected.sort_unstable();
    assert_eq!(found, expected);
    let without = after(&records, &import_into(&records, &with_partners("")));
    assert_eq!(roles(&without), []);
}

#[test]
fn a_second_participation_of_an_organisation_in_a_role_is_exported() {
    let (records, ..) = survives(&with_partners(&partner("")));
    let document = with_partners(&(partner("") + &partner(" activity-id=\"XM-A-1\"")));
    let records = after(&records, &import_into(&records, &document));
    stable(&records, &document);
}

#[test]
fn documents_without_address_stay_when_a_link_changes() {
    let link = |url: &str| {
        let more = format!(
            "{PLACED}<document-link format=\"text/html\" url=\"https://port.example/{url}\"><title>\
            <narrative>Page</narrative></title><category code=\"A12\"/></document-link>"
        );
        file(&[activity(1, TITLE, &more)])
    };
    let (mut records, ..) = survives(&link("a"));
    let paper = Document { title: text("Papier"), ..Document::default() };
    records.push(record(7, "papier", Body::Document(Box::new(paper))));
    let records = edited(records, |project| project.documents.insert(0, Ref::new("papier")));
    exported(&records);
    let records = after(&records, &import_into(&records, &link("b")));
    let slugs: Vec<_> = project(&records).documents.iter().map(Ref::slug).collect();
    assert_eq!(slugs.len(), 2, "{slugs:?}");
    assert!(slugs.contains(&"papier"), "{slugs:?}");
}

fn countries(codes: &str) -> String {
    file(&[activity(1, TITLE, &format!("{codes}<sector vocabulary=\"1\" code=\"14030\"/>"))])
}

fn territories(records: &[Record]) -> Vec<&str> {
    project(records).locations.iter().filter_map(|l| l.territory.as_ref()).map(Ref::slug).collect()
}

#[test]
fn territories_follow_countries_and_not_their_shares() {
    let shares = |a: u8, b: u8| {
        countries(&format!(
            "<recipient-country code=\"ML\" percentage=\"{a}\"/><recipient-country code=\"BF\" percentage=\"{b}\"/>"
        ))
    };
    let (mut records, ..) = survives(&shares(40, 60));
    let country = records.iter().find_map(|r| match &r.body {
        Body::Territory(body) if body.country == Country("ML".into()) => Some(body.clone()),
        _ => None,
    });
    let mut commune = country.expect("Mali");
    commune.kind = portulan_model::kinds::TerritoryKind::City;
    commune.name = text("Kayes");
    records.push(record(8, "kayes", Body::Territory(commune)));
    let records = edited(records, |project| {
        project.locations = ["burkina-faso", "kayes"]
            .map(|slug| Location { territory: Some(Ref::new(slug)), ..Location::default() })
            .into();
    });
    exported(&records);
    let records = after(&records, &import_into(&records, &shares(30, 70)));
    assert_eq!(territories(&records), ["burkina-faso", "kayes"]);
    // A removed country takes its territories along; the others remain.
    let records = after(&records, &import_into(&records, &countries("<recipient-country code=\"ML\"/>")));
    assert_eq!(territories(&records), ["kayes"]);
    let document = countries("<recipient-country code=\"ML\"/><recipient-country code=\"SN\"/>");
    let records = after(&records, &import_into(&records, &document));
    assert_eq!(territories(&records), ["kayes", "senegal"]);
}

#[test]
fn territories_of_a_partnership_follow_the_file() {
    let child =
        activity(2, TITLE, &format!("{PLACED}<related-activity ref=\"XM-EXAMPLE-PORT-A1\" type=\"1\"/>"));
    let document = |countries: &str| {
        let sector = "<sector vocabulary=\"1\" code=\"14030\"/>";
        file(&[activity(1, TITLE, &format!("{countries}{sector}")), child.clone()])
    };
    let of = |records: &[Record]| {
        let territories = records.iter().find_map(|r| match &r.body {
            Body::Partnership(body) => Some(body.territories.iter().map(|t| t.slug().to_owned()).collect()),
            _ => None,
        });
        let territories: Vec<String> = territories.expect("a partnership");
        territories
    };
    let mut records = super::empty_register();
    for (codes, expected) in [
        ("<recipient-country code=\"ML\"/>", "mali"),
        ("<recipient-country code=\"SN\"/>", "senegal"),
        // A partnership has at least one territory, whatever the file states.
        ("<recipient-region vocabulary=\"1\" code=\"1030\"/>", "senegal"),
    ] {
        let import = import_into(&records, &document(codes));
        assert_eq!(import.refused, []);
        records = after(&records, &import);
        assert_eq!(of(&records), [expected], "{codes}");
        stable(&records, &document(codes));
    }
}

#[test]
fn dates_that_did_not_change_keep_precision_and_source() {
    let dates = |end: &str| {
        let plain = activity(1, TITLE, PLACED);
        let more = format!(
            "<activity-date iso-date=\"2023-03-01\" type=\"1\"/><activity-date iso-date=\"{end}\" type=\"4\"/>"
        );
        file(&[plain.replacen("<recipient-country", &format!("{more}<recipient-country"), 1)])
    };
    let (records, ..) = survives(&dates("2025-06-30"));
    let records = edited(records, |project| {
        let planned = project.planned.as_mut().expect("planned dates");
        planned.value.start = Some("2023-03".parse().expect("a month"));
        planned.provenance = Provenance::Inferred;
        project.actual.as_mut().expect("dates").value.start = Some("2024".parse().expect("a year"));
    });
    exported(&records);
    let records = after(&records, &import_into(&records, &dates("2025-09-30")));
    let project = project(&records);
    let show = |fact: &Option<Fact<portulan_model::Period>>| {
        let fact = fact.as_ref().expect("a period");
        let day = |date: Option<portulan_model::PartialDate>| date.map(|date| date.to_string());
        (day(fact.value.start), day(fact.value.end), fact.provenance)
    };
    assert_eq!(show(&project.planned), (Some("2023-03".into()), None, Provenance::Inferred));
    let actual = (Some("2024".into()), Some("2025-09-30".into()), Provenance::Stated);
    assert_eq!(show(&project.actual), actual);
}

#[test]
fn two_identifiers_are_two_organisations_even_after_the_name_alone() {
    let party = |reference: &str, role: u8| {
        format!(
            "<participating-org{reference} role=\"{role}\"><narrative>Agence</narrative></participating-org>"
        )
    };
    let partners =
        [party("", 1), party(" ref=\"XM-1\"", 3), party(" ref=\"XM-2\"", 4), party(" ref=\"XM-2\"", 1)]
            .concat();
    let (records, _, written) = survives(&with_partners(&partners));
    let mut identifiers: Vec<_> = records
        .iter()
        .filter_map(|r| match &r.body {
            Body::Organisation(body) if body.name == text("Agence") => Some(body),
            _ => None,
        })
        .map(|body| body.identifiers.iter().map(|i| i.value.as_str()).collect::<Vec<_>>())
        .collect();
    identifiers.sort_unstable();
    assert_eq!(identifiers, [["XM-1"], ["XM-2"]], "{written}");
}

#[test]
fn a_second_description_of_the_authority_is_left_out() {
    let organisation = |more: &str| {
        format!(
            "<iati-organisation><organisation-identifier>XM-EXAMPLE-PORT</organisation-identifier>\
            <name><narrative>Port-Exemple</narrative></name><reporting-org ref=\"XM-EXAMPLE-PORT\" type=\"11\">\
            <narrative>Port-Exemple</narrative></reporting-org>{more}</iati-organisation>"
        )
    };
    let budget = |value: u8| {
        format!(
            "<total-budget><period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>\
            <value currency=\"EUR\" value-date=\"2024-01-01\">{value}</value></total-budget>"
        )
    };
    let document = format!(
        "<iati-organisations version=\"2.03\">{}{}</iati-organisations>",
        organisation(&budget(1)),
        organisation(&budget(2))
    );
    let import = import_into(&super::empty_register(), &document);
    assert_eq!(import.repeated, 1);
    let records = after(&super::empty_register(), &import);
    let authority = records.iter().find(|r| r.kind() == Kind::Authority).map(folder::write).expect("one");
    assert!(authority.contains(">1</value>") && !authority.contains(">2</value>"), "{authority}");
}

#[test]
fn activities_of_one_identifier_are_recognised_in_any_order() {
    let named = |title: &str| activity(1, &format!("<narrative>{title}</narrative>"), PLACED);
    let titles = ["Des puits", "Une école", "Un quai"];
    let (records, ..) = survives(&file(&titles.map(named)));
    let titles_of = |records: &[Record]| -> Vec<String> {
        let of = |r: &Record| match &r.body {
            Body::Project(project) => Some(project.title.text("fr").to_owned()),
            _ => None,
        };
        records.iter().filter_map(of).collect()
    };
    assert_eq!(titles_of(&records).len(), 3);
    exported(&records);
    for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        let document = file(&order.map(|i| named(titles[i])));
        assert_eq!(changes(&records, &import_into(&records, &document)), "", "{order:?}");
    }
    // One that has changed is the one that is left.
    let document = file(&[named("Un quai"), named("Des puits plus profonds"), named("Une école")]);
    let mut changed = titles_of(&after(&records, &import_into(&records, &document)));
    changed.sort_unstable();
    assert_eq!(changed, ["Des puits plus profonds", "Un quai", "Une école"]);
}
