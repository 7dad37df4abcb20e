//! The applicable rules, by the event at which they are evaluated.
use crate::facts::{
    ActivityFacts, MarkerFacts, MeasureFacts, OrgReferenceFacts, PeriodFacts, TransactionFacts,
};
use crate::finding::Severity;
use crate::paths::ElementRole;
use crate::rules::{self, Failures, Rule, RuleCheck, RuleContext};

/// The rules for one event: the roles they apply to (empty: any), and their check.
type EventRules<T> = Vec<(&'static Rule, &'static [ElementRole], fn(&T, &mut Failures))>;

/// The rules evaluated at the end of a record.
type RecordRules = Vec<(&'static Rule, fn(&ActivityFacts, &RuleContext, &mut Failures))>;

/// The applicable rules, by the event at which they are evaluated.
#[derive(Debug, Default)]
pub(super) struct RulesByEvent {
    pub activity: RecordRules,
    pub organisation: RecordRules,
    pub transaction: EventRules<TransactionFacts>,
    pub party: EventRules<OrgReferenceFacts>,
    pub marker: EventRules<MarkerFacts>,
    pub period: EventRules<PeriodFacts>,
    pub measure: EventRules<MeasureFacts>,
}

impl RulesByEvent {
    pub fn for_version(version: &str, advice: bool) -> Self {
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
pub(super) fn run_checks<T>(
    rules: &EventRules<T>,
    role: ElementRole,
    fact: &T,
) -> Vec<(&'static Rule, Failures)> {
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
