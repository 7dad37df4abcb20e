//! The yearly declaration of official development assistance (e-APD), derived from the register.
//!
//! Each line is an action. What can be derived is, and says why; what an officer decided otherwise stands, and says
//! that; what is missing is a gap, and all gaps are told.
mod amounts;
mod codes;
mod decisions;
mod derive;

pub mod prefill;
mod recipients;
mod words;
mod write;

use std::collections::{BTreeMap, HashMap};

use portulan_model::kinds::{Mechanism, OdaKind};
use portulan_model::{PublishedRegister, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::money::{FundsBasis, OwnYear};

pub use decisions::{DecisionRefusal, decision};
pub use recipients::{
    IncomeGroup, ListError, MAX_LIST_BYTES, NotListed, Recipient, RecipientLists, UNSPECIFIED,
};
pub use words::{code_name, gap, reason, recipient_name, why};
pub use write::{crs, sheets, workbook};

/// A part of a line that an officer may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Whether it is declared at all: `yes` or `no`.
    Counted,
    /// The recipient's code.
    Recipient,
    /// The channel's code.
    Channel,
    /// The purpose's code.
    Purpose,
    /// The type of aid's code.
    AidType,
    /// The amount in euros.
    Amount,
    /// How the part of other funders is determined: `received` or `plan`.
    Basis,
    /// For refugees: the percentage of the cost that falls in the first twelve months of each stay.
    FirstYear,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 8] = [
        Self::Counted,
        Self::Recipient,
        Self::Channel,
        Self::Purpose,
        Self::AidType,
        Self::Basis,
        Self::FirstYear,
        Self::Amount,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Recipient => "recipient",
            Self::Channel => "channel",
            Self::Purpose => "purpose",
            Self::AidType => "aid-type",
            Self::Amount => "amount",
            Self::Basis => "basis",
            Self::FirstYear => "first-year",
        }
    }
}

/// What officers decided, by project and part.
pub type Overrides = HashMap<(Uuid, Part), String>;

/// What officers decided, out of the words that a store keeps.
pub fn choices(kept: Vec<(Uuid, String, String)>) -> Overrides {
    let part = |name: &str| Part::ALL.into_iter().find(|part| part.name() == name);
    kept.into_iter().filter_map(|(id, name, value)| Some(((id, part(&name)?), value))).collect()
}

/// What a declaration is derived from, besides what is published.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// What officers decided for the year.
    pub choices: Overrides,
    /// The lists of recipients.
    pub lists: RecipientLists,
    /// The declarations of earlier years, as they were filed.
    pub earlier: Vec<Declaration>,
}

/// Why a value is what it is: a word, and what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The message is `eapd-why-<code>`.
    pub code: String,
    /// What it speaks of.
    pub of: String,
}

impl Why {
    fn new(code: &str, of: impl Into<String>) -> Self {
        Self { code: code.to_owned(), of: of.into() }
    }

    /// The same, with the work and goods that are counted beside money; the code then ends with [`IN_KIND`].
    fn and_in_kind(self, amount: Decimal) -> Self {
        if amount.is_zero() {
            return self;
        }
        Self { code: self.code + IN_KIND, of: format!("{}|{}", self.of, amounts::euros(amount)) }
    }
}

/// The end of the code of an amount that includes work and goods: the last part is their value.
const IN_KIND: &str = "+in-kind";

/// A value and why it is that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained<T> {
    /// The value.
    pub value: T,
    /// Why.
    pub why: Why,
}

/// The money of a line, in euros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// Paid out.
    pub paid: Decimal,
    /// Received from other funders.
    pub received: Decimal,
    /// Received in earlier years and not yet spent.
    #[serde(default)]
    pub opening: Decimal,
    /// The part of what was paid that other funders bear.
    #[serde(default)]
    pub deducted: Decimal,
    /// Received and not yet spent at the end of the year.
    #[serde(default)]
    pub closing: Decimal,
    /// Given in work, rooms or things.
    pub in_kind: Decimal,
    /// What is declared; below zero where more came back than was paid.
    pub declared: Explained<Decimal>,
}

/// An action of the declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationLine {
    /// The project's identity.
    pub id: Uuid,
    /// Its slug.
    pub project: String,
    /// Its title.
    pub title: Text,
    /// What is done.
    pub description: Text,
    /// As what it counts.
    pub kind: OdaKind,
    /// The recipient's code.
    pub recipient: Explained<Option<u16>>,
    /// ISO code of the country, where the recipient is one.
    pub country: String,
    /// English and French names of a recipient that is a region.
    #[serde(default)]
    pub region_names: Option<[String; 2]>,
    /// The channel's code.
    pub channel: Explained<Option<String>>,
    /// Who carries it out, by name.
    pub channel_name: Text,
    /// The purpose's code.
    pub purpose: Explained<Option<String>>,
    /// The type of aid's code.
    pub aid_type: Explained<Option<String>>,
    /// The money.
    pub amounts: Amounts,
    /// How the part of other funders is determined.
    #[serde(default)]
    pub basis: FundsBasis,
    /// The part of other funders in the funding plan, from 0 to 1, where the plan tells it.
    #[serde(default)]
    pub plan_share: Option<Decimal>,
    /// For refugees: the percentage of the cost in the first twelve months of each stay, where it is decided.
    #[serde(default)]
    pub first_year: Option<Decimal>,
    /// The 1 % scheme that it is paid under.
    #[serde(default)]
    pub mechanism: Option<Mechanism>,
    /// The goals and targets served, such as `6` and `6.1`.
    #[serde(default)]
    pub goals: Vec<String>,
    /// Whether the project is on a declaration that was filed for an earlier year.
    #[serde(default)]
    pub is_known: bool,
    /// Promised to others in the year, in euros.
    #[serde(default)]
    pub committed: Decimal,
    /// The first day of a promise in the year; empty where there is none.
    #[serde(default)]
    pub commitment_date: String,
    /// The scores, in the order of [`portulan_model::kinds::Marker::ALL`]; none where nobody scored.
    pub markers: Vec<Option<u8>>,
    /// First and last day planned or real.
    pub dates: [String; 2],
    /// What is missing.
    pub gaps: Vec<DeclarationGap>,
}

/// Something missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationGap {
    /// The message is `eapd-gap-<code>`.
    pub code: String,
    /// What it speaks of.
    pub of: String,
}

/// An action with money in the year that is not declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// The project's identity.
    pub id: Uuid,
    /// Its slug.
    pub project: String,
    /// Its title.
    pub title: Text,
    /// Its own money, in euros.
    pub amount: Decimal,
    /// Why it is left out: the message is `eapd-out-<code>`.
    pub why: Why,
}

/// A year's declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The year.
    pub year: i16,
    /// What is declared, by title.
    pub lines: Vec<DeclarationLine>,
    /// What is not.
    pub left_out: Vec<Excluded>,
    /// What is missing that belongs to no line.
    pub gaps: Vec<DeclarationGap>,
    /// Own funds by project and year until this one, of the projects that have money from other funders.
    #[serde(default)]
    pub funds: Vec<ProjectFunds>,
}

/// The own funds of a project, year by year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectFunds {
    /// The project's identity.
    pub id: Uuid,
    /// Its title.
    pub title: Text,
    /// How the part of other funders is determined.
    pub basis: FundsBasis,
    /// The years, in order.
    pub years: Vec<OwnYear>,
}

/// By what totals are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Recipient.
    Recipient,
    /// Channel.
    Channel,
    /// Purpose.
    Purpose,
    /// As what it counts.
    Kind,
    /// The 1 % scheme; lines under none are left out.
    Mechanism,
}

impl Total {
    /// Every total, with the word for its column.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Recipient, "country"),
        (Self::Channel, "channel"),
        (Self::Purpose, "purpose"),
        (Self::Kind, "kind"),
        (Self::Mechanism, "mechanism"),
    ];
}

impl Declaration {
    /// Derives a year's declaration from what is published.
    pub fn of(programme: &PublishedRegister, year: i16, inputs: &Inputs) -> Self {
        let mut declaration = Self::begin(programme, year, inputs);
        declaration.add(programme, inputs);
        declaration
    }

    /// A year's declaration to which actions are added in parts.
    pub fn begin(programme: &PublishedRegister, year: i16, inputs: &Inputs) -> Self {
        derive::begin(programme, year, inputs)
    }

    /// Adds the actions that a programme has at the moment.
    pub fn add(&mut self, programme: &PublishedRegister, inputs: &Inputs) {
        derive::add(self, programme, inputs);
    }

    /// How many things are missing.
    pub fn missing(&self) -> usize {
        self.gaps.len() + self.lines.iter().map(|line| line.gaps.len()).sum::<usize>()
    }

    /// The sum declared, in euros.
    pub fn sum(&self) -> Decimal {
        self.lines.iter().map(|line| line.amounts.declared.value).sum()
    }

    /// Euros by recipient, channel, purpose or kind; what is missing is under the empty key.
    pub fn totals(&self, by: Total) -> BTreeMap<String, Decimal> {
        let mut out: BTreeMap<String, Decimal> = BTreeMap::new();
        for line in &self.lines {
            if by == Total::Mechanism && line.mechanism.is_none() {
                continue;
            }
            let key = match by {
                Total::Recipient => line.recipient.value.map(|code| code.to_string()),
                Total::Channel => line.channel.value.clone(),
                Total::Purpose => line.purpose.value.clone(),
                Total::Kind => Some(line.kind.name()),
                Total::Mechanism => line.mechanism.map(Mechanism::name),
            };
            *out.entry(key.unwrap_or_default()).or_default() += line.amounts.declared.value;
        }
        out
    }

    /// What changed since another declaration of the same year: project, part, then and now.
    pub fn changes_since(&self, then: &Self) -> Vec<(String, Part, String, String)> {
        let mut out = Vec::new();
        for line in &self.lines {
            match then.lines.iter().find(|old| old.id == line.id) {
                None => out.push((line.project.clone(), Part::Counted, "no".into(), "yes".into())),
                Some(old) => {
                    for part in Part::ALL {
                        let (was, is) = (old.said(part), line.said(part));
                        if was != is {
                            out.push((line.project.clone(), part, was, is));
                        }
                    }
                }
            }
        }
        let gone = then.lines.iter().filter(|old| !self.lines.iter().any(|line| line.id == old.id));
        out.extend(gone.map(|old| (old.project.clone(), Part::Counted, "yes".into(), "no".into())));
        out
    }
}

impl DeclarationLine {
    /// A part of the line as text.
    pub fn said(&self, part: Part) -> String {
        match part {
            Part::Counted => "yes".to_owned(),
            Part::Recipient => self.recipient.value.map(|code| code.to_string()).unwrap_or_default(),
            Part::Channel => self.channel.value.clone().unwrap_or_default(),
            Part::Purpose => self.purpose.value.clone().unwrap_or_default(),
            Part::AidType => self.aid_type.value.clone().unwrap_or_default(),
            Part::Amount => format!("{:.2}", self.amounts.declared.value),
            Part::Basis => self.basis.name().to_owned(),
            Part::FirstYear => self.first_year.map(|share| share.normalize().to_string()).unwrap_or_default(),
        }
    }

    /// True if an officer may decide a part of this line.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Basis => self.plan_share.is_some(),
            Part::FirstYear => self.kind == OdaKind::Refugees,
            _ => true,
        }
    }

    /// Why a part is what it is.
    pub fn why(&self, part: Part) -> Option<&Why> {
        match part {
            Part::Counted | Part::Basis | Part::FirstYear => None,
            Part::Recipient => Some(&self.recipient.why),
            Part::Channel => Some(&self.channel.why),
            Part::Purpose => Some(&self.purpose.why),
            Part::AidType => Some(&self.aid_type.why),
            Part::Amount => Some(&self.amounts.declared.why),
        }
    }
}
