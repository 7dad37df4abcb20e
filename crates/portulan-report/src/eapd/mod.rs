//! The yearly declaration of official development assistance (e-APD), derived from the register.
//!
//! Each line is an action. What can be derived is, and says why; what an officer decided otherwise stands, and says
//! that; what is missing is a gap, and all gaps are told.
mod derive;
mod recipients;
mod words;
mod write;

use std::collections::{BTreeMap, HashMap};

use portulan_codelists::CodeList;
use portulan_locales::Language;
use portulan_model::kinds::{Marker, OdaKind};
use portulan_model::{Programme, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use recipients::{FIRST, LAST, UNSPECIFIED, recipients};
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
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] =
        [Self::Counted, Self::Recipient, Self::Channel, Self::Purpose, Self::AidType, Self::Amount];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Recipient => "recipient",
            Self::Channel => "channel",
            Self::Purpose => "purpose",
            Self::AidType => "aid-type",
            Self::Amount => "amount",
        }
    }
}

/// What officers decided, by project and part.
pub type Choices = HashMap<(Uuid, Part), String>;

/// What officers decided, out of the words that a store keeps.
pub fn choices(kept: Vec<(Uuid, String, String)>) -> Choices {
    let part = |name: &str| Part::ALL.into_iter().find(|part| part.name() == name);
    kept.into_iter().filter_map(|(id, name, value)| Some(((id, part(&name)?), value))).collect()
}

/// What an officer typed for a part, as it is kept; none where it cannot be that.
pub fn decision(part: Part, typed: &str, language: Language) -> Option<String> {
    let typed = typed.trim();
    let listed = |list: CodeList| list.get(typed).map(|entry| entry.code.to_owned());
    match part {
        Part::Counted => Some(typed.to_owned()).filter(|word| word == "yes" || word == "no"),
        Part::Recipient => {
            typed.parse().ok().filter(|code| recipients::is_recipient(*code)).map(|c| c.to_string())
        }
        Part::Channel => listed(CodeList::Channel),
        Part::Purpose => listed(CodeList::Sector),
        Part::AidType => listed(CodeList::AidType),
        Part::Amount => {
            let amount = language.read_decimal(typed).filter(|a| !a.is_sign_negative())?;
            Some(format!("{:.2}", portulan_model::cents(amount)))
        }
    }
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
}

/// A value and why it is that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told<T> {
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
    /// Received from other funders, and so not the authority's own.
    pub received: Decimal,
    /// Given in work, rooms or things.
    pub in_kind: Decimal,
    /// What is declared.
    pub declared: Told<Decimal>,
}

/// An action of the declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
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
    pub recipient: Told<Option<u16>>,
    /// ISO code of the country, where the recipient is one.
    pub country: String,
    /// The channel's code.
    pub channel: Told<Option<String>>,
    /// Who carries it out, by name.
    pub channel_name: Text,
    /// The purpose's code.
    pub purpose: Told<Option<String>>,
    /// The type of aid's code.
    pub aid_type: Told<Option<String>>,
    /// The money.
    pub amounts: Amounts,
    /// The scores, in the order of [`Marker::ALL`]; none where nobody scored.
    pub markers: Vec<Option<u8>>,
    /// First and last day planned or real.
    pub dates: [String; 2],
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// Something missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The message is `eapd-gap-<code>`.
    pub code: String,
    /// What it speaks of.
    pub of: String,
}

/// An action with money in the year that is not declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
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
    pub lines: Vec<Line>,
    /// What is not.
    pub left_out: Vec<LeftOut>,
    /// What is missing that belongs to no line.
    pub gaps: Vec<Gap>,
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
}

impl Declaration {
    /// Derives a year's declaration from what is published.
    pub fn of(programme: &Programme, year: i16, choices: &Choices) -> Self {
        let mut declaration = Self::begin(programme, year);
        declaration.add(programme, choices);
        declaration
    }

    /// A year's declaration to which actions are added in parts.
    pub fn begin(programme: &Programme, year: i16) -> Self {
        derive::begun(programme, year)
    }

    /// Adds the actions that a programme has at the moment.
    pub fn add(&mut self, programme: &Programme, choices: &Choices) {
        derive::add(self, programme, choices);
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
            let key = match by {
                Total::Recipient => line.recipient.value.map(|code| code.to_string()),
                Total::Channel => line.channel.value.clone(),
                Total::Purpose => line.purpose.value.clone(),
                Total::Kind => Some(line.kind.name()),
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

impl Line {
    /// A part of the line as text.
    pub fn said(&self, part: Part) -> String {
        match part {
            Part::Counted => "yes".to_owned(),
            Part::Recipient => self.recipient.value.map(|code| code.to_string()).unwrap_or_default(),
            Part::Channel => self.channel.value.clone().unwrap_or_default(),
            Part::Purpose => self.purpose.value.clone().unwrap_or_default(),
            Part::AidType => self.aid_type.value.clone().unwrap_or_default(),
            Part::Amount => format!("{:.2}", self.amounts.declared.value),
        }
    }

    /// Why a part is what it is.
    pub fn why(&self, part: Part) -> Option<&Why> {
        match part {
            Part::Counted => None,
            Part::Recipient => Some(&self.recipient.why),
            Part::Channel => Some(&self.channel.why),
            Part::Purpose => Some(&self.purpose.why),
            Part::AidType => Some(&self.aid_type.why),
            Part::Amount => Some(&self.amounts.declared.why),
        }
    }

    /// The aims that nobody scored.
    pub fn unscored(&self) -> Vec<Marker> {
        let scored = self.markers.iter().zip(Marker::ALL);
        scored.filter(|(score, _)| score.is_none()).map(|(_, marker)| *marker).collect()
    }
}
