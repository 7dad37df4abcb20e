//! `portulan rules [ID]`.
use std::process::ExitCode;

use portulan_exchange::validation::{code_rule_message, rule_documentation, rule_message};
use portulan_iati::codes;
use portulan_iati::rules::{self, Rule};
use portulan_locales::{Language, key, list};

use crate::args::Rules;
use crate::console;
use crate::error::CliError;

pub fn run(options: &Rules, language: Language) -> Result<ExitCode, CliError> {
    let Some(id) = &options.id else {
        for rule in rules::all() {
            console::say(&line(rule, language));
        }
        for (rule, case) in codes::cases() {
            console::say(&format!("{:<10} {}", case.id, code_rule_message(language, rule, case)));
        }
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(rule) = rules::find(id) {
        let (_, documentation) = rule_documentation(language, rule);
        console::say(&format!("{}\n{}\n\n{documentation}", line(rule, language), rule.element));
        return Ok(ExitCode::SUCCESS);
    }
    let mut found = false;
    for (rule, case) in codes::cases().filter(|(_, case)| case.id == id) {
        found = true;
        console::say(&format!("{:<10} {}", case.id, code_rule_message(language, rule, case)));
        for code in case.list().codes {
            let name = code.name(language.tag());
            let withdrawn = code.withdrawn.map(|date| format!(" († {date})")).unwrap_or_default();
            console::say(&format!("  {:<12} {name}{withdrawn}", code.code));
        }
    }
    if found { Ok(ExitCode::SUCCESS) } else { Err(CliError::usage(key!("cli-rules-unknown"), &[("id", id)])) }
}

fn line(rule: &Rule, language: Language) -> String {
    let severity = language.word(list!("iati-severity"), rule.severity.name());
    let never = if rule.is_reported() {
        String::new()
    } else {
        format!(" ({})", language.text(key!("cli-rules-not-reported")))
    };
    let message = language.labelled(&severity, rule_message(language, rule.id));
    format!("{:<10} {message}{never}", rule.id)
}
