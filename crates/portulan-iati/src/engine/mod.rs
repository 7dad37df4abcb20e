//! The validator itself: one pass that decides schema, code lists and rules together.
mod codes;
mod collect;
mod instance;
mod judged_tags;
mod names;
mod schema;

use std::ops::Range;
use std::sync::Arc;

use crate::facts::{
    ActivityFacts, LocatedValue, MarkerFacts, MeasureFacts, PartyFacts, PeriodFacts, TransactionFacts,
};
use crate::finding::{Finding, FindingPlace, Message, Severity};
use crate::paths::{ElementRole, KNOWN, Node, Paths};
use crate::rules::{self, Failures, Rule, RuleCheck, RuleContext};
use crate::schema::{ANY, Grammar, Name};
use crate::xml::{FaultKind, Handler, StartTag, is_blank, is_space, unescape};

use names::Namespaces;
use schema::Ty;

/// Findings kept until the end of their activity, at most.
const MAX_PENDING: usize = 10_000;

/// An open element.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are facts of their own")]
struct OpenElement {
    name: Name,
    ty: Ty,
    /// Place in the type's sequence, and whether an element stood there.
    place: usize,
    seen: bool,
    /// The content was found wrong: the rest of it is not judged.
    broken: bool,
    /// Text was found where only elements may be.
    told_text: bool,
    node: Node,
    role: ElementRole,
    line: u64,
    narratives: u32,
    /// A narrative of it holds text.
    narrated: bool,
    /// Its text is wanted.
    collect: bool,
}

/// Rules of one moment: the roles they are for (none: any), and their check.
type EventRules<T> = Vec<(&'static Rule, &'static [ElementRole], fn(&T, &mut Failures))>;

/// Rules asked at the end of a record.
type RecordRules = Vec<(&'static Rule, fn(&ActivityFacts, &RuleContext, &mut Failures))>;

/// What of the rules applies, by the moment at which they are decided.
#[derive(Debug, Default)]
struct RulesByEvent {
    activity: RecordRules,
    organisation: RecordRules,
    transaction: EventRules<TransactionFacts>,
    party: EventRules<PartyFacts>,
    marker: EventRules<MarkerFacts>,
    period: EventRules<PeriodFacts>,
    measure: EventRules<MeasureFacts>,
}

impl RulesByEvent {
    fn of(version: &str, advice: bool) -> Self {
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

/// The rules that fail on a fact.
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
    party: PartyFacts,
    period: PeriodFacts,
    marker: MarkerFacts,
    measure: MeasureFacts,
    result_references: u32,
    indicator_references: Vec<u64>,
    indicator_has_reference: bool,
    /// Of the innermost element whose text is wanted.
    text: String,
    has_point: bool,
    budget_vocabulary: Option<String>,
    narrative_lang: Option<String>,
    pending: Vec<Finding>,
    /// The identifier and title of entries whose record is not known yet: empty.
    unnamed: Arc<str>,
    known: codes::KnownCodes,
    judged: judged_tags::JudgedTags,
    /// Entries that were added, or that another added a line to.
    told: u64,
    /// Entries ready to be taken.
    pub out: Vec<Finding>,
    /// Identifiers of the records that ended, to be taken.
    pub identifiers: Vec<LocatedValue>,
    /// References to related activities, and reporting organisations, to be taken.
    pub related: Vec<LocatedValue>,
    pub reporting: Vec<String>,
    /// Records that ended.
    pub records: u64,
    /// Records that opened, of which the last may be open.
    opened: u64,
    /// The number of the record that is open, from 1; 0 outside records.
    number: u64,
    /// Memory would not be bounded.
    pub refused: Option<(u64, FaultKind)>,
}

impl Engine {
    pub fn new(grammar: &'static Grammar, now: i64, advice: bool) -> Self {
        Self {
            grammar,
            paths: Paths::of(grammar.version),
            context: RuleContext { now },
            moments: RulesByEvent::of(grammar.version, advice),
            advice,
            stack: Vec::new(),
            namespaces: Namespaces::default(),
            record: None,
            transaction: TransactionFacts::default(),
            party: PartyFacts::default(),
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
            judged: judged_tags::JudgedTags::new(),
            told: 0,
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

    /// Adds an entry; it waits for the identifier and title of its record.
    fn report(
        &mut self,
        id: &'static str,
        class: &'static str,
        severity: Severity,
        message: Message,
        places: Vec<FindingPlace>,
    ) {
        self.told += 1;
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

    /// Gives pending entries the names of the record, as far as they are known.
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
            // What was found before the record began, such as on the root, is of the file.
            if finding.record > 0 || self.number == 0 {
                finding.identifier.clone_from(&identifier);
                finding.title.clone_from(&title);
            } else {
                finding.identifier = "file".into();
            }
        }
        self.out.append(&mut self.pending);
    }

    /// One entry for each group that failed.
    fn fail(&mut self, failed: Vec<(&'static Rule, Failures)>) {
        for (rule, failures) in failed {
            for places in failures.0 {
                self.report(rule.id, rule.class, rule.severity, Message::Rule, places.0);
            }
        }
    }

    /// One entry of a rule that is decided while reading.
    fn fail_at(&mut self, id: &'static str, line: u64, text: String) {
        if let Some(rule) = rules::find(id) {
            self.report(rule.id, rule.class, rule.severity, Message::Rule, vec![FindingPlace { line, text }]);
        }
    }

    /// Keeps an item, or refuses the file when there are too many.
    fn check_kept(&mut self, line: u64, kept: Result<(), FaultKind>) {
        if let Err(kind) = kept {
            self.refused.get_or_insert((line, kind));
        }
    }

    /// Whether the root has a record that ended, so that other parts of the file can be read apart.
    pub fn has_read_records(&self) -> bool {
        self.stack.first().is_some_and(|root| root.seen && !root.broken && root.place == 0)
    }

    /// The innermost element, a narrative, holds text.
    fn mark_narrated(&mut self) {
        if let Some(at) = self.stack.len().checked_sub(2) {
            self.stack[at].narrated = true;
        }
    }

    fn parent(&self) -> Option<&OpenElement> {
        self.stack.len().checked_sub(2).map(|i| &self.stack[i])
    }

    /// Opens the root as another part of the file left it, after a first record.
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
            told_text: false,
            node,
            role,
            line: tag.line,
            narratives: 0,
            narrated: false,
            collect,
        });
        // A record begins before its attributes are judged, so that entries carry its names.
        self.open_role(tag, role, resolved.name);
        if self.judged.is_good(tag, ty, node) {
            return;
        }
        let told = self.told;
        self.schema_attributes(tag);
        self.check_codes(tag, node);
        let lasting = resolved.name != ANY && self.paths.rules(node).iter().all(|k| !k.depends_on_parent());
        self.judged.add(tag, resolved.name, (ty, node), lasting && self.told == told);
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
