//! The state of a validation, and the reporting of findings.
use std::sync::Arc;

use super::known_codes::KnownCodes;
use super::names::Namespaces;
use super::open_element::OpenElement;
use super::rules_by_event::RulesByEvent;
use super::valid_tags::ValidTagCache;
use crate::facts::{
    ActivityFacts, LocatedValue, MarkerFacts, MeasureFacts, OrgReferenceFacts, PeriodFacts, TransactionFacts,
};
use crate::finding::{Finding, FindingPlace, Message, Severity};
use crate::paths::Paths;
use crate::rules::{self, Failures, Rule, RuleContext};
use crate::schema::Grammar;
use crate::xml::FaultKind;

/// The largest number of findings stored until the end of their activity.
const MAX_PENDING: usize = 10_000;

/// The state of a validation between two tokens.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(super) grammar: &'static Grammar,
    pub(super) paths: &'static Paths,
    pub(super) context: RuleContext,
    pub(super) moments: RulesByEvent,
    pub(super) advice: bool,
    pub(super) stack: Vec<OpenElement>,
    pub(super) namespaces: Namespaces,
    pub(super) record: Option<Box<ActivityFacts>>,
    pub(super) transaction: TransactionFacts,
    pub(super) party: OrgReferenceFacts,
    pub(super) period: PeriodFacts,
    pub(super) marker: MarkerFacts,
    pub(super) measure: MeasureFacts,
    pub(super) result_references: u32,
    pub(super) indicator_references: Vec<u64>,
    pub(super) indicator_has_reference: bool,
    /// The text of the innermost element whose text is needed.
    pub(super) text: String,
    pub(super) has_point: bool,
    pub(super) budget_vocabulary: Option<String>,
    pub(super) narrative_lang: Option<String>,
    pub(super) pending: Vec<Finding>,
    /// The empty identifier and title of findings whose record is not known yet.
    pub(super) unnamed: Arc<str>,
    pub(super) known: KnownCodes,
    pub(super) judged: ValidTagCache,
    /// The number of findings added, or extended by a place.
    pub(super) finding_count: u64,
    /// Findings ready to be taken by the caller.
    pub out: Vec<Finding>,
    /// Identifiers of completed records, to be taken by the caller.
    pub identifiers: Vec<LocatedValue>,
    /// References to related activities, and reporting organisations, to be taken by the caller.
    pub related: Vec<LocatedValue>,
    pub reporting: Vec<String>,
    /// The number of completed records.
    pub records: u64,
    /// The number of records opened; the last one may still be open.
    pub(super) opened: u64,
    /// The number of the open record, from 1; 0 outside records.
    pub(super) number: u64,
    /// The line and reason if the file was refused because memory would be unbounded.
    pub refused: Option<(u64, FaultKind)>,
}

impl Engine {
    pub fn new(grammar: &'static Grammar, now: i64, advice: bool) -> Self {
        Self {
            grammar,
            paths: Paths::for_version(grammar.version),
            context: RuleContext { now },
            moments: RulesByEvent::for_version(grammar.version, advice),
            advice,
            stack: Vec::new(),
            namespaces: Namespaces::default(),
            record: None,
            transaction: TransactionFacts::default(),
            party: OrgReferenceFacts::default(),
            period: PeriodFacts::default(),
            marker: MarkerFacts::default(),
            measure: MeasureFacts::default(),
            result_references: 0,
            indicator_references: Vec::new(),
            indicator_has_reference: false,
            text: String::new(),
            has_point: false,
            budget_vocabulary: None,
            narrative_lang: None,
            pending: Vec::new(),
            unnamed: "".into(),
            known: KnownCodes::new(),
            judged: ValidTagCache::new(),
            finding_count: 0,
            out: Vec::new(),
            identifiers: Vec::new(),
            related: Vec::new(),
            reporting: Vec::new(),
            records: 0,
            opened: 0,
            number: 0,
            refused: None,
        }
    }

    /// Adds a finding; it is held back until the identifier and title of its record are known.
    pub(super) fn report(
        &mut self,
        id: &'static str,
        class: &'static str,
        severity: Severity,
        message: Message,
        places: Vec<FindingPlace>,
    ) {
        self.finding_count += 1;
        self.pending.push(Finding {
            id,
            class,
            severity,
            message,
            places,
            codelist: None,
            identifier: self.unnamed.clone(),
            title: self.unnamed.clone(),
            record: self.number,
        });
        if self.pending.len() >= MAX_PENDING {
            self.release();
        }
    }

    /// Fills the record's identifier and title into pending findings, as far as they are known.
    pub(super) fn release(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let (identifier, title) = match &self.record {
            None => ("file", ""),
            Some(record) => (
                record
                    .identifiers
                    .first()
                    .map(|v| v.text.as_str())
                    .filter(|t| !t.is_empty())
                    .unwrap_or("noIdentifier"),
                record.title.as_ref().map_or("", |t| t.text.as_str()),
            ),
        };
        let (identifier, title): (Arc<str>, Arc<str>) = (identifier.trim().into(), title.trim().into());
        for finding in &mut self.pending {
            // A finding from before the record started, such as one on the root, belongs to the file.
            if finding.record > 0 || self.number == 0 {
                finding.identifier.clone_from(&identifier);
                finding.title.clone_from(&title);
            } else {
                finding.identifier = "file".into();
            }
        }
        self.out.append(&mut self.pending);
    }

    /// Reports one finding for each group that failed.
    pub(super) fn fail(&mut self, failed: Vec<(&'static Rule, Failures)>) {
        for (rule, failures) in failed {
            for places in failures.0 {
                self.report(rule.id, rule.class, rule.severity, Message::Rule, places.0);
            }
        }
    }

    /// Reports a finding of a rule that is evaluated while reading.
    pub(super) fn fail_at(&mut self, id: &'static str, line: u64, text: String) {
        if let Some(rule) = rules::find(id) {
            self.report(rule.id, rule.class, rule.severity, Message::Rule, vec![FindingPlace { line, text }]);
        }
    }

    /// Handles the result of storing an item: refuses the file if there are too many.
    pub(super) fn check_bounded(&mut self, line: u64, stored: Result<(), FaultKind>) {
        if let Err(kind) = stored {
            self.refused.get_or_insert((line, kind));
        }
    }

    /// True if the root contains a completed record, so that other parts of the file can be read separately.
    pub fn has_read_records(&self) -> bool {
        self.stack.first().is_some_and(|root| root.seen && !root.broken && root.place == 0)
    }

    /// Notes that the innermost element, a narrative, contains text.
    pub(super) fn mark_narrated(&mut self) {
        if let Some(at) = self.stack.len().checked_sub(2) {
            self.stack[at].has_narrative = true;
        }
    }

    pub(super) fn parent(&self) -> Option<&OpenElement> {
        self.stack.len().checked_sub(2).map(|i| &self.stack[i])
    }
}
