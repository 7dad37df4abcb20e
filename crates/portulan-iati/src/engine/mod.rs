//! The validator: one pass that checks schema, code lists and rules together.
mod codes;
mod collect;
mod instance;
mod names;
mod schema;
mod valid_tags;

use std::ops::Range;
use std::sync::Arc;

use crate::facts::{
    ActivityFacts, LocatedValue, MarkerFacts, MeasureFacts, OrgReferenceFacts, PeriodFacts, TransactionFacts,
};
use crate::finding::{Finding, FindingPlace, Message, Severity};
use crate::paths::{ElementRole, KNOWN, Node, Paths};
use crate::rules::{self, Failures, Rule, RuleCheck, RuleContext};
use crate::schema::{ANY, Grammar, Name};
use crate::xml::{FaultKind, Handler, StartTag, is_blank, is_space, unescape};

use names::Namespaces;
use schema::Ty;

/// The largest number of findings stored until the end of their activity.
const MAX_PENDING: usize = 10_000;

/// An open element.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are facts of their own")]
struct OpenElement {
    name: Name,
    ty: Ty,
    /// The position in the sequence of its type, and whether an element was read there.
    place: usize,
    seen: bool,
    /// The content is invalid: the rest of it is not checked.
    broken: bool,
    /// Misplaced text has been reported.
    text_reported: bool,
    node: Node,
    role: ElementRole,
    line: u64,
    narratives: u32,
    /// One of its narratives contains text.
    has_narrative: bool,
    /// Its text is needed.
    collect: bool,
}

/// The rules for one event: the roles they apply to (empty: any), and their check.
type EventRules<T> = Vec<(&'static Rule, &'static [ElementRole], fn(&T, &mut Failures))>;

/// The rules evaluated at the end of a record.
type RecordRules = Vec<(&'static Rule, fn(&ActivityFacts, &RuleContext, &mut Failures))>;

/// The applicable rules, by the event at which they are evaluated.
#[derive(Debug, Default)]
struct RulesByEvent {
    activity: RecordRules,
    organisation: RecordRules,
    transaction: EventRules<TransactionFacts>,
    party: EventRules<OrgReferenceFacts>,
    marker: EventRules<MarkerFacts>,
    period: EventRules<PeriodFacts>,
    measure: EventRules<MeasureFacts>,
}

impl RulesByEvent {
    fn for_version(version: &str, advice: bool) -> Self {
        let mut moments = Self::default();
        let holds = |r: &&&'static Rule| r.holds_in(version) && (advice || r.severity != Severity::Advice);
        for rule in rules::all().iter().filter(holds) {
            match rule.check {
                RuleCheck::Activity(check) => moments.activity.push((rule, check)),
                RuleCheck::Organisation(check) => moments.organisation.push((rule, check)),
                RuleCheck::Transaction(check) => moments.transaction.push((rule, &[], check)),
                RuleCheck::Party(roles, check) => moments.party.push((rule, roles, check)),
                RuleCheck::Marker(check) => moments.marker.push((rule, &[], check)),
                RuleCheck::Period(roles, check) => moments.period.push((rule, roles, check)),
                RuleCheck::Measure(roles, check) => moments.measure.push((rule, roles, check)),
                RuleCheck::Engine | RuleCheck::Never => {}
            }
        }
        moments
    }
}

/// The rules that fail for a fact.
fn run_checks<T>(rules: &EventRules<T>, role: ElementRole, fact: &T) -> Vec<(&'static Rule, Failures)> {
    let mut failed = Vec::new();
    let mut failures = Failures::default();
    for (rule, _, check) in rules.iter().filter(|(_, roles, _)| roles.is_empty() || roles.contains(&role)) {
        check(fact, &mut failures);
        if !failures.0.is_empty() {
            failed.push((*rule, std::mem::take(&mut failures)));
        }
    }
    failed
}

/// The state of a validation between two tokens.
#[derive(Debug)]
pub(crate) struct Engine {
    grammar: &'static Grammar,
    paths: &'static Paths,
    context: RuleContext,
    moments: RulesByEvent,
    advice: bool,
    stack: Vec<OpenElement>,
    namespaces: Namespaces,
    record: Option<Box<ActivityFacts>>,
    transaction: TransactionFacts,
    party: OrgReferenceFacts,
    period: PeriodFacts,
    marker: MarkerFacts,
    measure: MeasureFacts,
    result_references: u32,
    indicator_references: Vec<u64>,
    indicator_has_reference: bool,
    /// The text of the innermost element whose text is needed.
    text: String,
    has_point: bool,
    budget_vocabulary: Option<String>,
    narrative_lang: Option<String>,
    pending: Vec<Finding>,
    /// The empty identifier and title of findings whose record is not known yet.
    unnamed: Arc<str>,
    known: codes::KnownCodes,
    judged: valid_tags::ValidTagCache,
    /// The number of findings added, or extended by a place.
    finding_count: u64,
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
    opened: u64,
    /// The number of the open record, from 1; 0 outside records.
    number: u64,
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
            known: codes::KnownCodes::new(),
            judged: valid_tags::ValidTagCache::new(),
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
    fn report(
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
    fn release(&mut self) {
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
    fn fail(&mut self, failed: Vec<(&'static Rule, Failures)>) {
        for (rule, failures) in failed {
            for places in failures.0 {
                self.report(rule.id, rule.class, rule.severity, Message::Rule, places.0);
            }
        }
    }

    /// Reports a finding of a rule that is evaluated while reading.
    fn fail_at(&mut self, id: &'static str, line: u64, text: String) {
        if let Some(rule) = rules::find(id) {
            self.report(rule.id, rule.class, rule.severity, Message::Rule, vec![FindingPlace { line, text }]);
        }
    }

    /// Handles the result of storing an item: refuses the file if there are too many.
    fn check_bounded(&mut self, line: u64, stored: Result<(), FaultKind>) {
        if let Err(kind) = stored {
            self.refused.get_or_insert((line, kind));
        }
    }

    /// True if the root contains a completed record, so that other parts of the file can be read separately.
    pub fn has_read_records(&self) -> bool {
        self.stack.first().is_some_and(|root| root.seen && !root.broken && root.place == 0)
    }

    /// Notes that the innermost element, a narrative, contains text.
    fn mark_narrated(&mut self) {
        if let Some(at) = self.stack.len().checked_sub(2) {
            self.stack[at].has_narrative = true;
        }
    }

    fn parent(&self) -> Option<&OpenElement> {
        self.stack.len().checked_sub(2).map(|i| &self.stack[i])
    }

    /// Opens the root in the state after a first record, for another part of the file.
    pub fn resume(&mut self, root: &StartTag<'_>) {
        self.start(root);
        self.pending.clear();
        self.out.clear();
        if let Some(frame) = self.stack.last_mut() {
            frame.seen = true;
        }
    }
}

impl Handler for Engine {
    fn start(&mut self, tag: &StartTag<'_>) {
        let resolved = match self.judged.name(tag) {
            Some(name) => self.namespaces.open_named(name),
            None => self.namespaces.open(tag),
        };
        let ty = self.schema_child(tag, resolved);
        let (node, parent_role, is_narrative) = match self.stack.last() {
            None => (self.paths.child(1, resolved.name), ElementRole::None, false),
            Some(parent) => {
                (self.paths.child(parent.node, resolved.name), parent.role, resolved.name == KNOWN.narrative)
            }
        };
        let role = self.paths.role(node);
        if is_narrative && let Some(parent) = self.stack.last_mut() {
            parent.narratives += 1;
        }
        let labels = is_narrative && matches!(parent_role, ElementRole::Title | ElementRole::Description);
        let text_rule = self.paths.has_text_rule(node);
        let collect = ty.collects()
            || labels
            || text_rule
            || matches!(role, ElementRole::Identifier | ElementRole::Position);
        if collect {
            self.text.clear();
        }
        if labels {
            self.narrative_lang = tag.get("xml:lang").map(std::borrow::Cow::into_owned);
        }
        self.stack.push(OpenElement {
            name: resolved.name,
            ty,
            place: 0,
            seen: false,
            broken: false,
            text_reported: false,
            node,
            role,
            line: tag.line,
            narratives: 0,
            has_narrative: false,
            collect,
        });
        // A record starts before its attributes are checked, so that findings have its identifier and title.
        self.open_role(tag, role, resolved.name);
        if self.judged.is_valid(tag, ty, node) {
            return;
        }
        let reported = self.finding_count;
        self.schema_attributes(tag);
        self.check_codes(tag, node);
        let lasting = resolved.name != ANY && self.paths.rules(node).iter().all(|k| !k.depends_on_parent());
        self.judged.add(tag, resolved.name, (ty, node), lasting && self.finding_count == reported);
    }

    fn end(&mut self, _: Range<usize>) {
        self.schema_end();
        self.check_text_code();
        self.close_role();
        self.stack.pop();
        self.namespaces.close();
        if self.stack.len() == 1 || self.stack.is_empty() {
            self.release();
        }
    }

    fn blank(&mut self, text: &str) {
        let Some(frame) = self.stack.last() else { return };
        if frame.collect {
            self.text.push_str(text);
        }
        if frame.name == KNOWN.narrative {
            self.mark_narrated();
        }
    }

    fn text(&mut self, text: &str, raw: bool, line: u64) {
        let Some(frame) = self.stack.last() else { return };
        if frame.collect {
            if raw {
                self.text.push_str(&unescape(text));
            } else {
                self.text.push_str(text);
            }
        }
        if frame.name == KNOWN.narrative && !text.is_empty() {
            self.mark_narrated();
        }
        // `&#32;` is white space too.
        let first = text.bytes().find(|b| !is_space(*b));
        let blank = first.is_none() || (raw && first == Some(b'&') && is_blank(&unescape(text)));
        if !blank {
            self.schema_text(line);
        }
    }
}
