//! Paths of elements: names as numbers, and the rules for each path.
use std::sync::LazyLock;

use crate::codes::{self, CodeRule};
use crate::schema::{ANY, NAMES, Name};
use crate::xml::{KEY_NAME_BYTES, key, key_at};

/// The role of an element for the rules, determined by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ElementRole {
    #[default]
    None,
    Activity,
    Organisation,
    Identifier,
    ReportingOrg,
    OtherIdentifier,
    OwnerOrg,
    ParticipatingOrg,
    ProviderOrg,
    ReceiverOrg,
    RecipientOrg,
    Title,
    Description,
    ActivityDate,
    Country,
    Region,
    Sector,
    Tag,
    Location,
    Point,
    Position,
    BudgetItems,
    BudgetItem,
    PolicyMarker,
    AidType,
    CapitalSpend,
    Transaction,
    TransactionDate,
    TransactionValue,
    TransactionSector,
    TransactionRecipient,
    TransactionAidType,
    RelatedActivity,
    Result,
    ResultReference,
    Indicator,
    IndicatorReference,
    /// A period of an activity budget, an organisation budget, or another budget.
    Budget,
    CountryBudget,
    PlannedDisbursement,
    IndicatorPeriod,
    PeriodStart,
    PeriodEnd,
    LineValue,
    Baseline,
    Target,
    Actual,
}

const A: &str = "/iati-activities/iati-activity";
const O: &str = "/iati-organisations/iati-organisation";

/// Paths below an activity.
const ACTIVITY: &[(&str, ElementRole)] = &[
    ("", ElementRole::Activity),
    ("/iati-identifier", ElementRole::Identifier),
    ("/reporting-org", ElementRole::ReportingOrg),
    ("/other-identifier", ElementRole::OtherIdentifier),
    ("/other-identifier/owner-org", ElementRole::OwnerOrg),
    ("/participating-org", ElementRole::ParticipatingOrg),
    ("/title", ElementRole::Title),
    ("/description", ElementRole::Description),
    ("/activity-date", ElementRole::ActivityDate),
    ("/recipient-country", ElementRole::Country),
    ("/recipient-region", ElementRole::Region),
    ("/sector", ElementRole::Sector),
    ("/tag", ElementRole::Tag),
    ("/location", ElementRole::Location),
    ("/location/point", ElementRole::Point),
    ("/location/point/pos", ElementRole::Position),
    ("/country-budget-items", ElementRole::BudgetItems),
    ("/country-budget-items/budget-item", ElementRole::BudgetItem),
    ("/policy-marker", ElementRole::PolicyMarker),
    ("/default-aid-type", ElementRole::AidType),
    ("/capital-spend", ElementRole::CapitalSpend),
    ("/budget", ElementRole::Budget),
    ("/budget/period-start", ElementRole::PeriodStart),
    ("/budget/period-end", ElementRole::PeriodEnd),
    ("/planned-disbursement", ElementRole::PlannedDisbursement),
    ("/planned-disbursement/period-start", ElementRole::PeriodStart),
    ("/planned-disbursement/period-end", ElementRole::PeriodEnd),
    ("/planned-disbursement/provider-org", ElementRole::ProviderOrg),
    ("/planned-disbursement/receiver-org", ElementRole::ReceiverOrg),
    ("/transaction", ElementRole::Transaction),
    ("/transaction/transaction-date", ElementRole::TransactionDate),
    ("/transaction/value", ElementRole::TransactionValue),
    ("/transaction/sector", ElementRole::TransactionSector),
    ("/transaction/recipient-country", ElementRole::TransactionRecipient),
    ("/transaction/recipient-region", ElementRole::TransactionRecipient),
    ("/transaction/aid-type", ElementRole::TransactionAidType),
    ("/transaction/provider-org", ElementRole::ProviderOrg),
    ("/transaction/receiver-org", ElementRole::ReceiverOrg),
    ("/related-activity", ElementRole::RelatedActivity),
    ("/result", ElementRole::Result),
    ("/result/reference", ElementRole::ResultReference),
    ("/result/indicator", ElementRole::Indicator),
    ("/result/indicator/reference", ElementRole::IndicatorReference),
    ("/result/indicator/baseline", ElementRole::Baseline),
    ("/result/indicator/period", ElementRole::IndicatorPeriod),
    ("/result/indicator/period/period-start", ElementRole::PeriodStart),
    ("/result/indicator/period/period-end", ElementRole::PeriodEnd),
    ("/result/indicator/period/target", ElementRole::Target),
    ("/result/indicator/period/actual", ElementRole::Actual),
];

/// Paths below an organisation.
const ORGANISATION: &[(&str, ElementRole)] = &[
    ("", ElementRole::Organisation),
    ("/organisation-identifier", ElementRole::Identifier),
    ("/reporting-org", ElementRole::ReportingOrg),
    ("/name", ElementRole::Title),
    ("/total-budget", ElementRole::Budget),
    ("/total-budget/period-start", ElementRole::PeriodStart),
    ("/total-budget/period-end", ElementRole::PeriodEnd),
    ("/total-expenditure", ElementRole::Budget),
    ("/total-expenditure/period-start", ElementRole::PeriodStart),
    ("/total-expenditure/period-end", ElementRole::PeriodEnd),
    ("/recipient-org-budget", ElementRole::Budget),
    ("/recipient-org-budget/recipient-org", ElementRole::RecipientOrg),
    ("/recipient-org-budget/period-start", ElementRole::PeriodStart),
    ("/recipient-org-budget/period-end", ElementRole::PeriodEnd),
    ("/recipient-region-budget", ElementRole::Budget),
    ("/recipient-region-budget/period-start", ElementRole::PeriodStart),
    ("/recipient-region-budget/period-end", ElementRole::PeriodEnd),
    ("/recipient-country-budget", ElementRole::CountryBudget),
    ("/recipient-country-budget/period-start", ElementRole::PeriodStart),
    ("/recipient-country-budget/period-end", ElementRole::PeriodEnd),
    ("/recipient-country-budget/budget-line/value", ElementRole::LineValue),
];

/// The number of a path; 0 for a path without rules.
pub(crate) type Node = u16;

/// A rule with the key of its attribute.
#[derive(Debug)]
pub(crate) struct Keyed {
    pub key: u64,
    pub rule: &'static CodeRule,
}

impl Keyed {
    /// True if an attribute of the parent element selects the list.
    pub fn depends_on_parent(&self) -> bool {
        self.rule.linked.starts_with("../")
    }
}

/// The paths of one version.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    /// The child path: `next[node * names + name]`.
    next: Vec<Node>,
    roles: Vec<ElementRole>,
    rules: Vec<Vec<Keyed>>,
    /// True for a node with a rule on its text.
    text_rules: Vec<bool>,
    /// The rule on `xml:lang`, which applies to any element.
    pub everywhere: Option<&'static CodeRule>,
}

/// The number of slots of [`IDS`]: a power of two, several times the number of names.
const SLOTS: usize = 1024;

/// Keys of names with their numbers: a hash table with linear probing.
static IDS: LazyLock<Box<[(u64, Name)]>> = LazyLock::new(|| {
    let mut slots = vec![(0, ANY); SLOTS].into_boxed_slice();
    for (name, id) in NAMES.iter().zip(0..) {
        let key = key(name);
        let mut slot = hash(key);
        while slots[slot].1 != ANY {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = (key, id);
    }
    slots
});

fn hash(key: u64) -> usize {
    usize::try_from(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54).unwrap_or_default()
}

/// The number of a name, or [`ANY`].
pub(crate) fn name_id(name: &str) -> Name {
    let key = key_at(name, &(0..name.len()));
    let mut slot = hash(key);
    loop {
        let (known, id) = IDS[slot];
        // Keys of short names contain the whole name.
        let is_same = || name.len() <= KEY_NAME_BYTES || NAMES[usize::from(id)] == name;
        if id == ANY || (known == key && is_same()) {
            return id;
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// Names that rules look for at any depth.
#[derive(Debug)]
pub(crate) struct KnownNames {
    pub narrative: Name,
    pub title: Name,
    pub description: Name,
    pub amounts: [Name; 3],
}

pub(crate) static KNOWN: LazyLock<KnownNames> = LazyLock::new(|| KnownNames {
    narrative: name_id("narrative"),
    title: name_id("title"),
    description: name_id("description"),
    amounts: [name_id("value"), name_id("forecast"), name_id("loan-status")],
});

static PATHS: LazyLock<[Paths; 3]> =
    LazyLock::new(|| ["2.01", "2.02", "2.03"].map(|version| Paths::build(codes::rules(version))));

impl Paths {
    /// The paths of a version.
    pub fn for_version(version: &str) -> &'static Self {
        match version {
            "2.01" => &PATHS[0],
            "2.02" => &PATHS[1],
            _ => &PATHS[2],
        }
    }

    fn build(rules: &'static [CodeRule]) -> Self {
        let mut paths = Self::default();
        // Node 0: unknown paths; node 1: the parent of the root.
        paths.add_node();
        paths.add_node();
        for (base, list) in [(A, ACTIVITY), (O, ORGANISATION)] {
            for (path, role) in list {
                let node = paths.node(&format!("{base}{path}"));
                paths.roles[usize::from(node)] = *role;
            }
        }
        for rule in rules {
            if rule.path == "/" {
                paths.everywhere = Some(rule);
            } else {
                let node = paths.node(rule.path);
                paths.rules[usize::from(node)].push(Keyed { key: key(rule.attribute), rule });
                paths.text_rules[usize::from(node)] |= rule.attribute.is_empty();
            }
        }
        paths
    }

    fn add_node(&mut self) -> Node {
        self.next.resize(self.next.len() + NAMES.len(), 0);
        self.roles.push(ElementRole::None);
        self.rules.push(Vec::new());
        self.text_rules.push(false);
        Node::try_from(self.roles.len() - 1).unwrap_or_default()
    }

    fn node(&mut self, path: &str) -> Node {
        let mut node: Node = 1;
        for name in path.split('/').skip(1) {
            let id = usize::from(name_id(name));
            debug_assert!(id < NAMES.len(), "{name} is in no schema");
            let place = usize::from(node) * NAMES.len() + id;
            if self.next[place] == 0 {
                self.next[place] = self.add_node();
            }
            node = self.next[place];
        }
        node
    }

    /// The node of a child.
    pub fn child(&self, node: Node, name: Name) -> Node {
        if node == 0 || name == ANY {
            0
        } else {
            self.next[usize::from(node) * NAMES.len() + usize::from(name)]
        }
    }

    pub fn role(&self, node: Node) -> ElementRole {
        self.roles[usize::from(node)]
    }

    pub fn has_text_rule(&self, node: Node) -> bool {
        self.text_rules[usize::from(node)]
    }

    pub fn rules(&self, node: Node) -> &[Keyed] {
        &self.rules[usize::from(node)]
    }
}
