//! A report as a part of a page, written while the file is read.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::body::Bytes;
use portulan_exchange::validation::{Counts, PlaceWords, message, printable, verdict};
use portulan_iati::{Finding, Outcome, Severity};
use portulan_locales::{Language, MessageKey, key, list};
use tokio::sync::mpsc::UnboundedSender;

use crate::html::escape;

/// Entries shown of each rule, and of all.
const OF_RULE: u64 = 20;
const OF_ALL: u64 = 2_000;
/// Places shown of an entry.
const PLACES: usize = 5;
/// The number of bytes written before they are sent.
const CHUNK_BYTES: usize = 4 * 1024;

/// The findings of one rule: their number, and the text of the first.
struct RuleLine {
    count: u64,
    text: String,
}

/// Escapes a text of a file for HTML, without characters that change the text direction.
fn shown(text: &str) -> String {
    escape(&printable(text))
}

pub(super) struct ReportWriter {
    language: Language,
    places: PlaceWords,
    out: UnboundedSender<Bytes>,
    buffer: String,
    counts: Counts,
    rules: BTreeMap<(Severity, &'static str), RuleLine>,
    shown: u64,
}

impl ReportWriter {
    pub fn new(language: Language, file: &str, out: UnboundedSender<Bytes>) -> Self {
        let mut writer = Self {
            language,
            places: PlaceWords::new(language),
            out,
            buffer: String::new(),
            counts: Counts::default(),
            rules: BTreeMap::new(),
            shown: 0,
        };
        let t = |key: MessageKey| escape(&language.text(key));
        let choices: String = ["critical", "error", "warning", "advice"]
            .iter()
            .map(|s| {
                let name = escape(&language.word(list!("iati-severity"), s));
                format!("<label><input type=\"checkbox\" value=\"{s}\" checked> <b class=\"{s}\">{name}</b></label>")
            })
            .collect();
        let _ = write!(
            writer.buffer,
            "<section class=\"report\"><h2 id=\"report-of\">{}</h2><fieldset class=\"severities\"><legend>{}</legend>{choices}</fieldset><ol>",
            escape(&language.format(key!("validate-report-of"), &[("file", file.into())])),
            t(key!("iati-report-severity")),
        );
        // The first chunk shows that the validation has started.
        writer.send();
        writer
    }

    fn send(&mut self) {
        // A reader who has gone needs no answer.
        let _ = self.out.send(Bytes::from(std::mem::take(&mut self.buffer)));
    }

    fn rule_link(&self, id: &str) -> String {
        format!("<a href=\"/{}/docs/rules/{id}\">{id}</a>", self.language)
    }

    pub fn add(&mut self, finding: &Finding) {
        self.counts.add(finding.severity);
        let text = message(self.language, finding);
        let line = self
            .rules
            .entry((finding.severity, finding.id))
            .or_insert_with(|| RuleLine { count: 0, text: text.clone() });
        line.count += 1;
        if line.count > OF_RULE || self.shown >= OF_ALL {
            return;
        }
        self.shown += 1;
        let severity = finding.severity.name();
        let _ = write!(
            self.buffer,
            "<li class=\"{severity}{}\"><p><b class=\"{severity}\">{}</b> {} {}</p><p class=\"at\">",
            if finding.id == "0.1.1" { " fault" } else { "" },
            escape(&self.language.word(list!("iati-severity"), severity)),
            self.rule_link(finding.id),
            shown(&text),
        );
        for place in finding.places.iter().take(PLACES) {
            let _ = write!(self.buffer, "<span>{}</span> ", shown(&self.places.context(finding, place)));
        }
        if finding.places.len() > PLACES {
            let more = [("count", (finding.places.len() - PLACES).into())];
            let _ = write!(
                self.buffer,
                "<span>{}</span> ",
                escape(&self.language.format(key!("validate-more-places"), &more))
            );
        }
        let named = !matches!(&*finding.identifier, "file" | "noIdentifier");
        let _ =
            write!(self.buffer, "<cite>{}", if named { shown(&finding.identifier) } else { String::new() });
        if !finding.title.is_empty() {
            let _ = write!(self.buffer, " · {}", shown(&finding.title));
        }
        self.buffer.push_str("</cite></p></li>");
        if self.buffer.len() > CHUNK_BYTES {
            self.send();
        }
    }

    /// The verdict and the table of rules.
    pub fn finish(mut self, file: &str, outcome: &Outcome) {
        if outcome.fault.is_some() {
            // A file that is not XML has no other verdict.
            self.counts = Counts { critical: 1, ..Counts::default() };
            self.rules.retain(|(_, id), _| *id == "0.1.1");
        }
        let (output, counts) = verdict(self.language, file, outcome, &self.counts);
        let valid = if self.counts.critical == 0 { "valid" } else { "invalid" };
        self.buffer.push_str("</ol>");
        let _ = write!(
            self.buffer,
            "<div class=\"verdict {valid}\"><p><strong>{}</strong><br>{}</p>",
            shown(&output),
            escape(&counts)
        );
        self.table();
        let total = self.counts.critical + self.counts.error + self.counts.warning + self.counts.advice;
        let hidden = total.saturating_sub(self.shown);
        if hidden > 0 && outcome.fault.is_none() {
            let output = self.language.format(key!("validate-hidden"), &[("count", hidden.into())]);
            let _ = write!(self.buffer, "<p>{}</p>", escape(&output));
        }
        self.buffer.push_str("</div></section>");
        self.send();
    }

    fn table(&mut self) {
        if self.rules.is_empty() {
            return;
        }
        let t = |key: MessageKey| escape(&self.language.text(key));
        let mut table = format!(
            "<table class=\"rules\"><caption class=\"unseen\">{}</caption><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
            t(key!("validate-by-rule")),
            t(key!("iati-report-severity")),
            t(key!("rules-id")),
            t(key!("validate-first")),
            t(key!("validate-count")),
        );
        let mut lines: Vec<_> = self.rules.iter().collect();
        lines.sort_by_key(|((severity, _), line)| (*severity, std::cmp::Reverse(line.count)));
        for ((severity, id), line) in lines {
            let severity = severity.name();
            let _ = write!(
                table,
                "<tr><td><b class=\"{severity}\">{}</b></td><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{}</td></tr>",
                escape(&self.language.word(list!("iati-severity"), severity)),
                self.rule_link(id),
                shown(&line.text),
                self.language.format(key!("validate-times"), &[("count", line.count.into())]),
            );
        }
        table.push_str("</tbody></table>");
        self.buffer.push_str(&table);
    }

    /// The file could not be read to its end.
    pub fn stop(mut self, why: &str) {
        let _ = write!(
            self.buffer,
            "</ol><p class=\"verdict invalid\" role=\"alert\"><strong>{}</strong></p></section>",
            shown(why)
        );
        self.send();
    }
}
