//! Each check reports its fault at the right place, and nothing else.
use portulan_model::check::check;
use portulan_model::{Kind, ProblemSeverity, Record, folder};

fn record(number: u8, kind: Kind, slug: &str, body: &str) -> Record {
    let text =
        format!("id = \"01990000-0000-7000-8000-0000000000{number:02}\"\nstate = \"published\"\n{body}");
    folder::read(kind, slug, &text).expect("a record")
}

/// Errors of one record beside an authority with the theme `eau`: code and path.
fn errors(kind: Kind, body: &str) -> Vec<(&'static str, String)> {
    let authority = "languages = [\"fr\"]\nname.fr = \"A\"\n[[themes]]\nkey = \"eau\"";
    let records = [record(1, Kind::Authority, "a", authority), record(2, kind, "x", body)];
    let problems = check(&records).into_iter().filter(|p| p.severity == ProblemSeverity::Error);
    problems.map(|p| (p.code, p.path)).collect()
}

#[test]
fn each_fault_is_found_where_it_is() {
    let project = "title.fr = \"P\"\n";
    let event = "title.fr = \"E\"\ndates.value.start = \"2023\"\n";
    let cases: [(Kind, String, &str, &str); 17] = [
        (Kind::Organisation, String::new(), "missing", "/name"),
        (Kind::Organisation, "name.fr = \"N\"\nname.en = \" \"".into(), "empty-text", "/name/en"),
        (Kind::Organisation, "name.fr = \"N\\u0001\"".into(), "control", "/name/fr"),
        (Kind::Organisation, "name.french-language = \"N\"".into(), "language-tag", "/name/french-language"),
        (Kind::Organisation, "name.fr = \"N\"\nwebsite = \"javascript:alert(1)\"".into(), "url", "/website"),
        (Kind::Organisation, "name.fr = \"N\"\nkind.value = \"99\"".into(), "code", "/kind/value"),
        (
            Kind::Territory,
            "name.fr = \"N\"\ncountry = \"FR\"\nsubdivision.value = \"FR-ZZZ\"".into(),
            "code",
            "/subdivision/value",
        ),
        (
            Kind::Territory,
            "name.fr = \"N\"\ncountry = \"FR\"\npoint.value = { lat = 1.0, lon = 181.0 }".into(),
            "point",
            "/point/value",
        ),
        (
            Kind::Project,
            format!(
                "{project}sectors = [{{ code = \"14030\", percentage = \"60\" }}, {{ code = \"11220\", percentage = \"39.99\" }}]"
            ),
            "percentages",
            "/sectors",
        ),
        (
            Kind::Project,
            format!(
                "{project}sectors = [{{ code = \"14030\", percentage = \"100\" }}, {{ code = \"11220\" }}]"
            ),
            "percentages",
            "/sectors",
        ),
        (
            Kind::Project,
            format!("{project}iati_rest = '<iati-activity xmlns=\"urn:x\"/>'"),
            "rest",
            "/iati_rest",
        ),
        (
            Kind::Project,
            format!("{project}[[transactions]]\nkind = \"2\"\niati_rest = '<a/><b/>'"),
            "rest",
            "/transactions/0/iati_rest",
        ),
        (Kind::Project, format!("{project}[[transactions]]\nkind = \"0\""), "code", "/transactions/0/kind"),
        (
            Kind::Project,
            format!(
                "{project}[[budgets]]\nvalue = {{ amount = \"1\", currency = \"EURO\", value_date = \"2024\" }}"
            ),
            "code",
            "/budgets/0/value/currency",
        ),
        (Kind::Event, "title.fr = \"E\"".into(), "missing", "/dates"),
        (
            Kind::Event,
            format!(
                "{event}[attendance.total]\nvalue = \"10\"\n[[attendance.groups]]\npersons = true\nquantity.value = \"11\""
            ),
            "group-too-large",
            "/attendance/groups/0",
        ),
        (Kind::Media, "alt.fr = \"M\"\nfile = \"../secret.png\"".into(), "file-name", "/file"),
    ];
    for (kind, body, code, path) in cases {
        assert_eq!(errors(kind, &body), [(code, path.to_owned())], "{body}");
    }
}

#[test]
fn a_partnership_names_known_themes_places_and_an_order_of_states() {
    let body = "title.fr = \"P\"\nthemes = [{ key = \"eau\" }, { key = \"feu\" }]\nterritories = [\"nowhere\"]\n\
                status = [{ status = \"active\", date = \"2020\" }, { status = \"ended\", date = \"2019\" }]";
    let mut found = errors(Kind::Partnership, body);
    found.sort();
    let expected =
        [("reference", "/territories/0"), ("status-order", "/status/1/date"), ("term", "/themes/1/key")];
    assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
}

#[test]
fn an_authority_has_a_true_siren_a_time_zone_and_each_key_once() {
    let codes = |body: &str| {
        let problems = check(&[record(
            1,
            Kind::Authority,
            "a",
            &format!("languages = [\"fr\"]\nname.fr = \"A\"\n{body}"),
        )]);
        problems
            .into_iter()
            .filter(|p| p.severity == ProblemSeverity::Error)
            .map(|p| p.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("siren = \"732829320\"\ntime_zone = \"Europe/Paris\""), Vec::<&str>::new());
    assert_eq!(codes("siren = \"732829321\""), ["siren"]);
    assert_eq!(codes("siren = \"7328 2932\""), ["siren"]);
    assert_eq!(codes("time_zone = \"Europe/La_Rochelle\""), ["time-zone"]);
    assert_eq!(codes("themes = [{ key = \"eau\" }, { key = \"eau\" }]"), ["term-key"]);
}

#[test]
fn identities_addresses_and_authorities_are_unique() {
    let authority = "languages = [\"fr\"]\nname.fr = \"A\"";
    let twins = [record(1, Kind::Authority, "a", authority), record(1, Kind::Authority, "a", authority)];
    let mut codes: Vec<_> =
        check(&twins).into_iter().filter(|p| p.severity == ProblemSeverity::Error).map(|p| p.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["duplicate-id", "duplicate-slug", "second-authority"]);
}

#[test]
fn a_draft_may_lack_what_a_published_record_may_not() {
    let mut draft = record(1, Kind::Organisation, "x", "");
    draft.state = portulan_model::State::Draft;
    let problems = check(&[draft]);
    assert_eq!(
        problems.iter().map(|p| (p.code, p.severity)).collect::<Vec<_>>(),
        [("missing", ProblemSeverity::Advice)]
    );
}
