//! The official code lists, and the rules that they define.
mod tables;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A code with its names; `withdrawn` holds the date of withdrawal, empty if the list gives none.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, as in the list.
    pub code: &'static str,
    /// The English name.
    pub en: &'static str,
    /// The French name; empty if there is none.
    pub fr: &'static str,
    /// The date of withdrawal (`YYYY-MM-DD`), for a withdrawn code.
    pub withdrawn: Option<&'static str>,
}

impl Code {
    /// The name in the language of a BCP 47 tag, or else in English.
    pub fn name(&self, lang: &str) -> &'static str {
        if lang.starts_with("fr") && !self.fr.is_empty() { self.fr } else { self.en }
    }
}

/// A code list with its official name.
#[derive(Debug)]
pub struct List {
    /// The official name, such as `Currency`.
    pub name: &'static str,
    /// The codes, sorted.
    pub codes: &'static [Code],
}

/// A case of a rule: the value of the linked attribute for which it applies (empty: always), its id and its
/// list.
#[derive(Debug)]
pub struct Case {
    /// The value of the linked attribute, such as a vocabulary; empty if the rule has none.
    pub value: &'static str,
    /// The official rule id.
    pub id: &'static str,
    /// The official rule class.
    pub class: &'static str,
    /// The index of the list.
    pub(crate) list: usize,
}

impl Case {
    /// The code list that the case checks.
    pub fn list(&self) -> &'static List {
        &tables::LISTS[self.list]
    }
}

/// A rule defined by code lists.
#[derive(Debug)]
pub struct CodeRule {
    /// The path of the element from the root; `/` for any element.
    pub path: &'static str,
    /// The attribute; empty for the text of the element.
    pub attribute: &'static str,
    /// The attribute whose value selects the case, with the prefix `../` if it belongs to the parent; empty
    /// if there is only one case.
    pub linked: &'static str,
    /// The value of the linked attribute if it is absent.
    pub default: &'static str,
    /// The cases.
    pub cases: &'static [Case],
}

impl Case {
    /// The code that was probably meant, if it differs only in case or white space.
    pub(crate) fn nearest(&self, value: &str) -> Option<&'static str> {
        let value = value.trim();
        self.list().codes.iter().map(|c| c.code).find(|c| c.eq_ignore_ascii_case(value))
    }
}

impl CodeRule {
    /// The case that applies for a value of the linked attribute.
    pub(crate) fn case(&self, linked: Option<&str>) -> Option<&'static Case> {
        let linked = linked.filter(|v| !v.is_empty()).unwrap_or(self.default);
        self.cases.iter().find(|c| self.linked.is_empty() || c.value == linked)
    }

    /// The value that a case checks, as a path: `…/sector[@vocabulary = '1']/@code`.
    pub fn place(&self, case: &Case) -> String {
        let linked = if case.value.is_empty() {
            String::new()
        } else {
            format!("[@{} = '{}']", self.linked.trim_start_matches("../"), case.value)
        };
        let attribute =
            if self.attribute.is_empty() { "text()".to_owned() } else { format!("@{}", self.attribute) };
        format!("{}{linked}/{attribute}", self.path.trim_end_matches('/'))
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
