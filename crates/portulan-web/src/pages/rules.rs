//! The documentation of the validation rules, generated from the code.
use askama::Template;
use portulan_exchange::validation::{code_rule_message, rule_documentation, rule_message};
use portulan_iati::codes;
use portulan_iati::rules::{self, Rule};
use portulan_locales::{Language, key, list};

use super::{Meta, Rendered, render};
use crate::context::PageContext;

#[derive(Template)]
#[template(path = "rules.html")]
struct RuleList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    groups: Vec<(&'static str, Vec<RuleSummary>)>,
}

struct RuleSummary {
    id: &'static str,
    severity: &'static str,
    text: String,
}

/// All rules, by class.
pub(crate) fn rules(c: &PageContext<'_>) -> Rendered {
    let mut groups: Vec<(&'static str, Vec<RuleSummary>)> = Vec::new();
    let lines = rules::all().iter().map(|r| {
        (r.class, RuleSummary { id: r.id, severity: r.severity.name(), text: rule_message(c.language, r.id) })
    });
    let coded = codes::cases().map(|(rule, case)| {
        (
            case.class,
            RuleSummary { id: case.id, severity: "error", text: code_rule_message(c.language, rule, case) },
        )
    });
    for (class, line) in lines.chain(coded) {
        match groups.iter_mut().find(|(name, _)| *name == class) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((class, vec![line])),
        }
    }
    render(&RuleList { c, meta: Meta::new(c.t(key!("rules-title")), c.t(key!("rules-lead"))), groups })
}

#[derive(Template)]
#[template(path = "rule.html")]
struct RulesView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    id: &'a str,
    severity: &'static str,
    class: &'static str,
    element: String,
    rule: Option<&'static Rule>,
    documentation: String,
    /// The language of the documentation.
    language: Language,
    lists: Vec<&'static codes::List>,
}

/// One rule; those that share an id are on one page.
pub(crate) fn rule(c: &PageContext<'_>, id: &str) -> Rendered {
    if let Some(rule) = rules::find(id) {
        let text = rule_message(c.language, id);
        let (language, documentation) = rule_documentation(c.language, rule);
        return render(&RulesView {
            c,
            meta: Meta::new(text, rule.element),
            id,
            severity: rule.severity.name(),
            class: rule.class,
            element: rule.element.to_owned(),
            rule: Some(rule),
            documentation: crate::markdown::render(&documentation, language.tag()),
            language,
            lists: Vec::new(),
        });
    }
    let cases: Vec<_> = codes::cases().filter(|(_, case)| case.id == id).collect();
    let (rule, first) = cases.first()?;
    let mut lists: Vec<&'static codes::List> = cases.iter().map(|(_, case)| case.list()).collect();
    lists.dedup_by_key(|list| list.name);
    let element = cases.iter().map(|(rule, case)| rule.place(case)).collect::<Vec<_>>().join(", ");
    render(&RulesView {
        c,
        meta: Meta::new(code_rule_message(c.language, rule, first), element.clone()),
        id,
        severity: "error",
        class: first.class,
        element,
        rule: None,
        documentation: String::new(),
        language: c.language,
        lists,
    })
}
