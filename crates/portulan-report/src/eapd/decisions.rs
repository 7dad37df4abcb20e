//! Decisions of officers about a line, as they type them.
use portulan_codelists::CodeList;
use portulan_locales::Language;
use rust_decimal::Decimal;

use super::{Part, RecipientLists};
use crate::money::FundsBasis;

/// The reason why a decision is refused. The message is `eapd-refused-<code>`; it may name codes to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRefusal {
    /// The code of the message.
    pub code: &'static str,
    /// The successors of a withdrawn code.
    pub of: String,
}

impl DecisionRefusal {
    fn new(code: &'static str) -> Self {
        Self { code, of: String::new() }
    }
}

/// Validates a decision about a part of a year's declaration. Returns it in its stored form.
pub fn decision(
    part: Part,
    typed: &str,
    language: Language,
    year: i16,
    lists: &RecipientLists,
) -> Result<String, DecisionRefusal> {
    let typed = typed.trim();
    let one_of = |words: &[&str]| {
        let found = words.iter().find(|word| **word == typed);
        found.map(|word| (*word).to_owned()).ok_or(DecisionRefusal::new("code"))
    };
    match part {
        Part::Counted => one_of(&["yes", "no"]),
        Part::Recipient => {
            let code: u16 = typed.parse().map_err(|_| DecisionRefusal::new("code"))?;
            let listed = lists.in_year(year).is_none_or(|list| list.iter().any(|r| r.code == code));
            if listed { Ok(code.to_string()) } else { Err(DecisionRefusal::new("recipient")) }
        }
        Part::Channel => in_use(CodeList::Channel, typed),
        Part::Purpose => in_use(CodeList::Sector, typed),
        Part::AidType => in_use(CodeList::AidType, typed),
        Part::Basis => one_of(&FundsBasis::ALL.iter().map(|basis| basis.name()).collect::<Vec<_>>()),
        Part::FirstYear => {
            let share =
                language.read_decimal(typed.trim_end_matches('%')).ok_or(DecisionRefusal::new("share"))?;
            let share = share.round_dp(2);
            let in_range = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&share);
            if in_range { Ok(share.normalize().to_string()) } else { Err(DecisionRefusal::new("share")) }
        }
        Part::Amount => {
            let amount = language.read_decimal(typed).filter(|amount| !amount.is_sign_negative());
            let amount = amount.ok_or(DecisionRefusal::new("amount"))?;
            Ok(format!("{:.2}", portulan_model::cents(amount)))
        }
    }
}

/// The code, if it is in the list and not withdrawn.
fn in_use(list: CodeList, typed: &str) -> Result<String, DecisionRefusal> {
    let entry = list.get(typed).ok_or(DecisionRefusal::new("code"))?;
    match list.withdrawn(entry.code) {
        None => Ok(entry.code.to_owned()),
        Some([]) => Err(DecisionRefusal::new("withdrawn")),
        Some(successors) => Err(DecisionRefusal { code: "replaced", of: successors.join(", ") }),
    }
}
