//! The official code lists, and the rules that they define.
mod list;
mod rule;
mod tables;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use list::{Code, List};
pub use rule::{Case, CodeRule};

impl Case {
    /// The code list that the case checks.
    pub fn list(&self) -> &'static List {
        &tables::LISTS[self.list]
    }

    /// The code that was probably meant, if it differs only in case or white space.
    pub(crate) fn nearest(&self, value: &str) -> Option<&'static str> {
        let value = value.trim();
        self.list().codes.iter().map(|c| c.code).find(|c| c.eq_ignore_ascii_case(value))
    }
}

/// All rules with their cases: those of 2.03, then those of earlier versions only.
pub fn cases() -> impl Iterator<Item = (&'static CodeRule, &'static Case)> {
    let newest = rules("2.03");
    let is_old = |r: &&CodeRule| !newest.iter().any(|n| n.path == r.path && n.attribute == r.attribute);
    let older = rules("2.02").iter().filter(is_old);
    newest.iter().chain(older).flat_map(|rule| rule.cases.iter().map(move |case| (rule, case)))
}

/// The code list rules of a version.
pub fn rules(version: &str) -> &'static [CodeRule] {
    match version {
        "2.01" => &tables::RULES_2_01,
        "2.02" => &tables::RULES_2_02,
        _ => &tables::RULES_2_03,
    }
}

/// The list with this official name.
pub fn list(name: &str) -> Option<&'static List> {
    tables::LISTS.iter().find(|l| l.name == name)
}

static INDEX: LazyLock<Vec<FxHashMap<&'static str, &'static Code>>> = LazyLock::new(|| {
    tables::LISTS.iter().map(|list| list.codes.iter().map(|c| (c.code, c)).collect()).collect()
});

/// A code of the list with this index.
pub(crate) fn find(list: usize, code: &str) -> Option<&'static Code> {
    INDEX[list].get(code).copied()
}

fn set(names: &[&str]) -> FxHashSet<&'static str> {
    names.iter().filter_map(|name| list(name)).flat_map(|l| l.codes).map(|c| c.code).collect()
}

static ORGANISATIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| set(&["IATIOrganisationIdentifier", "OrganisationIdentifier"]));
static AGENCIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| set(&["OrganisationRegistrationAgency"]));

/// True if an organisation identifier is in one of the standard's lists.
pub(crate) fn is_known_organisation(id: &str) -> bool {
    ORGANISATIONS.contains(id)
}

/// True if a registration agency such as `FR-RCS` is in its list.
pub(crate) fn is_agency(code: &str) -> bool {
    AGENCIES.contains(code)
}
