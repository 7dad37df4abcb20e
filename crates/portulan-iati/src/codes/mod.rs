//! The official code lists, and the rules that they decide.
mod tables;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A code with its names; `withdrawn` holds the date of withdrawal, empty when the list gives none.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// As the list writes it.
    pub code: &'static str,
    /// English name.
    pub en: &'static str,
    /// French name, or empty.
    pub fr: &'static str,
    /// When it was withdrawn (`YYYY-MM-DD`), if it was.
    pub withdrawn: Option<&'static str>,
}

impl Code {
    /// The name in `lang` (a BCP 47 tag), else in English.
    pub fn name(&self, lang: &str) -> &'static str {
        if lang.starts_with("fr") && !self.fr.is_empty() { self.fr } else { self.en }
    }
}

/// A code list under its official name.
#[derive(Debug)]
pub struct List {
    /// Such as `Currency`.
    pub name: &'static str,
    /// Sorted by code.
    pub codes: &'static [Code],
}

/// One condition of a rule: under which value of the linked attribute it holds (empty: always), its id and its list.
#[derive(Debug)]
pub struct Case {
    /// Value of the linked attribute, such as a vocabulary; empty when nothing is linked.
    pub value: &'static str,
    /// The official id.
    pub id: &'static str,
    /// The official class.
    pub class: &'static str,
    /// Index into the lists.
    pub(crate) list: usize,
}

impl Case {
    /// The list that decides.
    pub fn list(&self) -> &'static List {
        &tables::LISTS[self.list]
    }
}

/// A rule that a code list decides.
#[derive(Debug)]
pub struct CodeRule {
    /// The element, from the root; `/` is any element.
    pub path: &'static str,
    /// The attribute; empty is the element's text.
    pub attribute: &'static str,
    /// The attribute whose value chooses the case, `../` before one of the parent; empty when there is but one case.
    pub linked: &'static str,
    /// What an absent linked attribute means.
    pub default: &'static str,
    /// The cases.
    pub cases: &'static [Case],
}

impl Case {
    /// The code that was meant, when only case or white space differ.
    pub(crate) fn near(&self, value: &str) -> Option<&'static str> {
        let value = value.trim();
        self.list().codes.iter().map(|c| c.code).find(|c| c.eq_ignore_ascii_case(value))
    }
}

impl CodeRule {
    /// The case that holds under a value of the linked attribute.
    pub(crate) fn case(&self, linked: Option<&str>) -> Option<&'static Case> {
        let linked = linked.filter(|v| !v.is_empty()).unwrap_or(self.default);
        self.cases.iter().find(|c| self.linked.is_empty() || c.value == linked)
    }

    /// What a case judges, as a path: `…/sector[@vocabulary = '1']/@code`.
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

/// Every rule with each of its cases: those of 2.03, then those that only earlier versions have.
pub fn cases() -> impl Iterator<Item = (&'static CodeRule, &'static Case)> {
    let newest = rules("2.03");
    let is_old = |r: &&CodeRule| !newest.iter().any(|n| n.path == r.path && n.attribute == r.attribute);
    let older = rules("2.02").iter().filter(is_old);
    newest.iter().chain(older).flat_map(|rule| rule.cases.iter().map(move |case| (rule, case)))
}

/// The rules of a version.
pub fn rules(version: &str) -> &'static [CodeRule] {
    match version {
        "2.01" => &tables::RULES_2_01,
        "2.02" => &tables::RULES_2_02,
        _ => &tables::RULES_2_03,
    }
}

/// A list by its official name.
pub fn list(name: &str) -> Option<&'static List> {
    tables::LISTS.iter().find(|l| l.name == name)
}

static INDEX: LazyLock<Vec<FxHashMap<&'static str, &'static Code>>> = LazyLock::new(|| {
    tables::LISTS.iter().map(|list| list.codes.iter().map(|c| (c.code, c)).collect()).collect()
});

/// A code of a list.
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

/// Whether an organisation identifier is one of the standard's own lists.
pub(crate) fn is_known_organisation(id: &str) -> bool {
    ORGANISATIONS.contains(id)
}

/// Whether a registration agency such as `FR-RCS` is known.
pub(crate) fn is_agency(code: &str) -> bool {
    AGENCIES.contains(code)
}
