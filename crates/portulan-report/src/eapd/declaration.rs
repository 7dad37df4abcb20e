//! A declaration with its lines, gaps and totals, and the inputs that it is derived from.
use std::collections::BTreeMap;

use portulan_model::Text;
use portulan_model::kinds::{Mechanism, OdaKind};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::part::{Overrides, Part};
use super::reason::{Explained, Why};
use super::recipients::RecipientLists;
use crate::money::{FundsBasis, OwnYear};

/// The inputs of a declaration besides the published register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs {
    /// The decisions for the year.
    pub choices: Overrides,
    /// The lists of recipients.
    pub lists: RecipientLists,
    /// The declarations of earlier years, as filed.
    pub earlier: Vec<Declaration>,
}

/// The amounts of a line, in euros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// Paid in the year.
    pub paid: Decimal,
    /// Received from other funders in the year.
    pub received: Decimal,
    /// Received in earlier years and not yet spent.
    #[serde(default)]
    pub opening: Decimal,
    /// The part of the payments that other funders bear.
    #[serde(default)]
    pub deducted: Decimal,
    /// Received and not yet spent at the end of the year.
    #[serde(default)]
    pub closing: Decimal,
    /// The value of contributions in kind.
    pub in_kind: Decimal,
    /// The amount declared; negative if more was paid back than paid.
    pub declared: Explained<Decimal>,
}

/// A line of the declaration: a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationLine {
    /// The identity of the project.
    pub id: Uuid,
    /// The slug.
    pub project: String,
    /// The title.
    pub title: Text,
    /// The description.
    pub description: Text,
    /// The category.
    pub kind: OdaKind,
    /// The recipient code.
    pub recipient: Explained<Option<u16>>,
    /// The ISO 3166-1 code, if the recipient is a country.
    pub country: String,
    /// The English and French names, if the recipient is a region.
    #[serde(default)]
    pub region_names: Option<[String; 2]>,
    /// The channel code.
    pub channel: Explained<Option<String>>,
    /// The name of the implementing organisation.
    pub channel_name: Text,
    /// The purpose code.
    pub purpose: Explained<Option<String>>,
    /// The type of aid code.
    pub aid_type: Explained<Option<String>>,
    /// The amounts.
    pub amounts: Amounts,
    /// The method that determines the share of other funders.
    #[serde(default)]
    pub basis: FundsBasis,
    /// The share of other funders in the funding plan, from 0 to 1, if the plan states it.
    #[serde(default)]
    pub plan_share: Option<Decimal>,
    /// For refugees: the percentage of the costs within the first twelve months of each stay, if decided.
    #[serde(default)]
    pub first_year: Option<Decimal>,
    /// The 1% law under which it is funded.
    #[serde(default)]
    pub mechanism: Option<Mechanism>,
    /// The goals and targets served, such as `6` and `6.1`.
    #[serde(default)]
    pub goals: Vec<String>,
    /// True if the project is in a declaration filed for an earlier year.
    #[serde(default)]
    pub is_known: bool,
    /// Committed to others in the year, in euros.
    #[serde(default)]
    pub committed: Decimal,
    /// The first day of a commitment in the year; empty if there is none.
    #[serde(default)]
    pub commitment_date: String,
    /// The scores, in the order of [`portulan_model::kinds::Marker::ALL`]; `None` for markers without a score.
    pub markers: Vec<Option<u8>>,
    /// The first and last day, actual or else planned.
    pub dates: [String; 2],
    /// The gaps.
    pub gaps: Vec<DeclarationGap>,
}

/// A missing value, or a value to check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationGap {
    /// The code of the message `eapd-gap-<code>`.
    pub code: String,
    /// The arguments, separated by `|`.
    pub of: String,
}

/// A gap: the message is `eapd-gap-<code>`.
pub(super) fn missing(code: &str, of: impl Into<String>) -> DeclarationGap {
    DeclarationGap { code: code.to_owned(), of: of.into() }
}

/// A project with amounts in the year that is not declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// The identity of the project.
    pub id: Uuid,
    /// The slug.
    pub project: String,
    /// The title.
    pub title: Text,
    /// The own funds spent, in euros.
    pub amount: Decimal,
    /// The reason: the message is `eapd-out-<code>`.
    pub why: Why,
}

/// The declaration of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The year.
    pub year: i16,
    /// The lines, ordered by slug.
    pub lines: Vec<DeclarationLine>,
    /// The excluded projects.
    pub left_out: Vec<Excluded>,
    /// Gaps of the declaration as a whole.
    pub gaps: Vec<DeclarationGap>,
    /// Own funds by project and year up to this one, for projects with money from other funders.
    #[serde(default)]
    pub funds: Vec<ProjectFunds>,
}

/// The own funds of a project, year by year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectFunds {
    /// The identity of the project.
    pub id: Uuid,
    /// The title.
    pub title: Text,
    /// The method that determines the share of other funders.
    pub basis: FundsBasis,
    /// The years, in order.
    pub years: Vec<OwnYear>,
}

/// An axis of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// By recipient.
    Recipient,
    /// By channel.
    Channel,
    /// By purpose.
    Purpose,
    /// By category.
    Kind,
    /// By 1% law; lines without one are left out.
    Mechanism,
}

impl Total {
    /// All axes, with the names of their columns.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Recipient, "country"),
        (Self::Channel, "channel"),
        (Self::Purpose, "purpose"),
        (Self::Kind, "kind"),
        (Self::Mechanism, "mechanism"),
    ];
}

impl Declaration {
    /// The number of gaps.
    pub fn missing(&self) -> usize {
        self.gaps.len() + self.lines.iter().map(|line| line.gaps.len()).sum::<usize>()
    }

    /// The total declared, in euros.
    pub fn sum(&self) -> Decimal {
        self.lines.iter().map(|line| line.amounts.declared.value).sum()
    }

    /// Totals in euros by an axis; lines without a value have the empty key.
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
                Total::Kind => Some(line.kind.name().to_owned()),
                Total::Mechanism => line.mechanism.map(|mechanism| mechanism.name().to_owned()),
            };
            *out.entry(key.unwrap_or_default()).or_default() += line.amounts.declared.value;
        }
        out
    }
}

impl DeclarationLine {
    /// The value of a part, as text.
    pub fn part_text(&self, part: Part) -> String {
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

    /// True if an officer can decide a part of this line.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Basis => self.plan_share.is_some(),
            Part::FirstYear => self.kind == OdaKind::Refugees,
            _ => true,
        }
    }

    /// The reason for the value of a part.
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
