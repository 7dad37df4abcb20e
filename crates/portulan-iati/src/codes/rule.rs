//! Rules that code lists define.

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
