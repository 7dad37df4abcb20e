//! SARIF 2.1.0: one run, with the violated rules, and a result for each finding.
use std::collections::BTreeSet;
use std::io::{self, Write};

use portulan_iati::{Finding, Outcome, Severity};
use portulan_locales::{Language, key};
use serde_json::{Value, json};

use super::documentation::rule_documentation;
use super::report::{Excerpts, ValidationReport};
use super::safe_json;
use super::words::{message, rule_message};

pub(super) struct Sarif<W> {
    language: Language,
    out: W,
    file: String,
    any: bool,
    rules: BTreeSet<&'static str>,
}

impl<W: Write> Sarif<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self { language, out, file: String::new(), any: false, rules: BTreeSet::new() }
    }

    fn open(&mut self) -> io::Result<()> {
        let start = if self.any {
            ","
        } else {
            "{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{\"results\":["
        };
        self.any = true;
        self.out.write_all(start.as_bytes())
    }

    fn rule(&self, id: &str) -> Value {
        match portulan_iati::rules::find(id) {
            Some(rule) => {
                let (_, documentation) = rule_documentation(self.language, rule);
                json!({
                    "id": id,
                    "shortDescription": { "text": rule_message(self.language, id) },
                    "help": { "text": documentation, "markdown": documentation },
                })
            }
            None => {
                json!({ "id": id, "shortDescription": { "text": self.language.text(key!("iati-rule-codelist")) } })
            }
        }
    }
}

impl<W: Write> ValidationReport for Sarif<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn add(&mut self, finding: &Finding) -> io::Result<()> {
        self.open()?;
        self.rules.insert(finding.id);
        let level = match finding.severity {
            Severity::Critical | Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "note",
        };
        let place = |line: u64| {
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": self.file },
                "region": { "startLine": line },
            } })
        };
        let locations: Vec<_> = finding.places.iter().take(10).map(|p| place(p.line)).collect();
        let result = json!({
            "ruleId": finding.id,
            "level": level,
            "message": { "text": message(self.language, finding) },
            "locations": locations,
            "properties": { "identifier": &*finding.identifier, "category": finding.class },
        });
        safe_json::write(&mut self.out, &result)
    }

    fn end(&mut self, _: &Outcome, _: &Excerpts) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if !self.any {
            self.open()?;
        }
        let rules: Vec<_> = self.rules.iter().map(|id| self.rule(id)).collect();
        let driver = json!({ "name": "portulan", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
        self.out.write_all(b"],\"tool\":{\"driver\":")?;
        safe_json::write(&mut self.out, &driver)?;
        self.out.write_all(b"}}]}\n")?;
        self.out.flush()
    }
}
