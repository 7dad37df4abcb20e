//! Codes derived from the type of an organisation or project.
use portulan_codelists::CodeList;
use portulan_model::kinds::OdaKind;

/// The channel for a type of organisation (IATI `OrganisationType`), in the authority's country or abroad.
/// `None` if the list has a code for each organisation, as for multilateral ones.
pub(super) fn channel_of(kind: &str, at_home: bool) -> Option<&'static str> {
    let code = match (kind, at_home) {
        ("10", true) => "11001",
        ("10", false) => "12001",
        ("11", true) => "11002",
        ("11", false) => "12002",
        ("15", true) => "11004",
        ("15", false) => "12004",
        ("21", _) => "21000",
        ("22" | "23" | "24", true) => "22000",
        ("22" | "23" | "24", false) => "23000",
        ("70" | "71", true) => "61000",
        ("70" | "72", false) => "62000",
        ("73", _) => "63000",
        ("80", _) => "51000",
        _ => return None,
    };
    CodeList::Channel.get(code).map(|entry| entry.code)
}

/// The default purpose code of a project without a sector.
pub(super) fn usual_purpose(kind: OdaKind) -> Option<&'static str> {
    match kind {
        OdaKind::Awareness => Some("99820"),
        OdaKind::Refugees => Some("93010"),
        OdaKind::Administration => Some("91010"),
        _ => None,
    }
}

/// The default type of aid.
pub(super) fn usual_aid_type(kind: OdaKind) -> &'static str {
    match kind {
        OdaKind::Awareness => "H01",
        OdaKind::Refugees => "H02",
        OdaKind::Scholarship => "E01",
        OdaKind::Administration => "G01",
        OdaKind::Multilateral => "B021",
        _ => "C01",
    }
}
