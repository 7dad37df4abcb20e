//! A rule with its check, and the macro that declares one.
use crate::facts::{
    ActivityFacts, MarkerFacts, MeasureFacts, OrgReferenceFacts, PeriodFacts, Places, TransactionFacts,
};
use crate::finding::Severity;
use crate::paths::ElementRole;

/// A rule of the standard, or one of this project's advice.
#[derive(Debug)]
pub struct Rule {
    /// The official id, or `advice-…`.
    pub id: &'static str,
    /// The official class.
    pub class: &'static str,
    /// The severity of a failure.
    pub severity: Severity,
    /// The element that it checks.
    pub element: &'static str,
    pub(in crate::rules) documentation: &'static str,
    pub(in crate::rules) versions: u8,
    pub(crate) check: RuleCheck,
}

/// Versions a rule holds for, as bits.
pub(in crate::rules) const ALL: u8 = 0b111;
pub(in crate::rules) const BEFORE_203: u8 = 0b011;
pub(in crate::rules) const V203: u8 = 0b100;

/// The context of a check, besides the facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RuleContext {
    /// Milliseconds since 1970.
    pub now: i64,
}

/// The failures of a check: one for each group that it evaluates together.
#[derive(Debug, Default)]
pub(crate) struct Failures(pub Vec<Places>);

impl Failures {
    pub fn fail(&mut self, report_at: impl FnOnce(&mut Places)) {
        let mut places = Places::default();
        report_at(&mut places);
        self.0.push(places);
    }
}

/// The check of a rule.
#[derive(Debug)]
pub(crate) enum RuleCheck {
    /// At the end of an activity.
    Activity(fn(&ActivityFacts, &RuleContext, &mut Failures)),
    /// At the end of an organisation.
    Organisation(fn(&ActivityFacts, &RuleContext, &mut Failures)),
    /// At the end of a transaction.
    Transaction(fn(&TransactionFacts, &mut Failures)),
    /// At the end of an organisation that takes part in one of these roles.
    Party(&'static [ElementRole], fn(&OrgReferenceFacts, &mut Failures)),
    /// At the end of a policy marker.
    Marker(fn(&MarkerFacts, &mut Failures)),
    /// At the end of a period of these kinds.
    Period(&'static [ElementRole], fn(&PeriodFacts, &mut Failures)),
    /// At a baseline, target or actual.
    Measure(&'static [ElementRole], fn(&MeasureFacts, &mut Failures)),
    /// While reading.
    Engine,
    /// Known, but never reported; the documentation gives the reason.
    Never,
}

impl Rule {
    /// The documentation in Markdown: what the rule checks, why, an example that fails, and the fix.
    pub fn documentation(&self) -> String {
        // Doc comments contain the space after their slashes.
        let lines = self.documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// True if the rule applies to a version.
    pub fn holds_in(&self, version: &str) -> bool {
        let bit = match version {
            "2.01" => 0,
            "2.02" => 1,
            _ => 2,
        };
        self.versions & (1 << bit) != 0
    }

    /// True if a failure of the rule can be reported.
    pub fn is_reported(&self) -> bool {
        !matches!(self.check, RuleCheck::Never)
    }
}

/// Declares a rule: its documentation, then id, class, severity, element, versions; its check.
macro_rules! rule {
    ($(#[doc = $line:literal])* $id:literal $class:literal $severity:ident $element:literal $versions:ident; $check:expr) => {
        pub(in crate::rules) const RULE: Rule = Rule {
            id: $id,
            class: $class,
            severity: crate::finding::Severity::$severity,
            element: $element,
            documentation: concat!($($line, "\n"),*),
            versions: crate::rules::rule::$versions,
            check: $check,
        };
    };
}
pub(in crate::rules) use rule;
