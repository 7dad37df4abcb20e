//! `portulan rules [ID]`.
use std::process::ExitCode;

use portulan_iati::codes::{self, Case, CodeRule};
use portulan_iati::rules::{self, Rule};
use portulan_locales::Language;
use portulan_report::validation::rule_message;

use crate::args::Rules;
use crate::error::CliError;
use crate::show;

pub fn run(options: &Rules, language: Language) -> Result<ExitCode, CliError> {
    let Some(id) = &options.id else {
        for rule in rules::all() {
            show::say(&line(rule, language));
        }
        for (rule, case) in codes::cases() {
            show::say(&format!("{:<10} {}", case.id, about(rule, case, language)));
        }
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(rule) = rules::find(id) {
        let documentation: Vec<&str> =
            rule.documentation.lines().map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
        show::say(&format!("{}\n{}\n\n{}", line(rule, language), rule.element, documentation.join("\n")));
        return Ok(ExitCode::SUCCESS);
    }
    let mut found = false;
    for (rule, case) in codes::cases().filter(|(_, case)| case.id == id) {
        found = true;
        show::say(&format!("{:<10} {}", case.id, about(rule, case, language)));
        for code in case.list().codes {
            let name = if language == Language::French && !code.fr.is_empty() { code.fr } else { code.en };
            let withdrawn = code.withdrawn.map(|date| format!(" († {date})")).unwrap_or_default();
            show::say(&format!("  {:<12} {name}{withdrawn}", code.code));
        }
    }
    if found { Ok(ExitCode::SUCCESS) } else { Err(CliError::usage("cli-rules-unknown", &[("id", id)])) }
}

fn line(rule: &Rule, language: Language) -> String {
    let severity = language.text(&format!("iati-severity-{}", rule.severity.name()));
    let never = if rule.is_reported() {
        String::new()
    } else {
        format!(" ({})", language.text("cli-rules-not-reported"))
    };
    format!("{:<10} {severity}: {}{never}", rule.id, rule_message(language, rule.id))
}

fn about(rule: &CodeRule, case: &Case, language: Language) -> String {
    let place = rule.place(case);
    language.say("cli-rules-codelist", &[("place", place.as_str().into()), ("list", case.list().name.into())])
}
