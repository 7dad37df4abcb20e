//! The content of a contribution, as its contributor types it.
use portulan_locales::Language;
use portulan_model::kinds::{IndicatorPeriod, Project};
use portulan_model::{PartialDate, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::error::OfficeError;
use crate::pairs::{bounded, field};

/// The largest number of characters of a text.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// The largest number of characters of a line, such as an amount.
pub const MAX_LINE_CHARS: usize = 300;
/// The largest number of expenses.
pub const MAX_EXPENSES: usize = 60;
/// The largest number of characters of the label of an indicator: two titles.
const MAX_LABEL_CHARS: usize = 10_000;
/// The largest number of indicators that are asked for.
const MAX_INDICATORS: usize = 100;

/// The texts that a contributor has typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContributionContent {
    /// The name of the person who writes.
    pub by: String,
    /// The activities of the period.
    pub progress: String,
    /// The difficulties.
    pub difficulties: String,
    /// The next steps.
    pub next: String,
    /// The ISO 4217 code of the currency of the expenses.
    pub currency: String,
    /// The expenses, without empty lines.
    pub expenses: Vec<ExpenseLine>,
    /// The values of the indicators that have one.
    pub values: Vec<IndicatorValue>,
}

/// An expense as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpenseLine {
    /// The date.
    pub date: String,
    /// The amount, perhaps with a unit.
    pub amount: String,
    /// The name of the cost heading; may be empty.
    pub heading: String,
    /// A description.
    pub description: String,
}

impl ExpenseLine {
    fn is_blank(&self) -> bool {
        [&self.date, &self.amount, &self.description].iter().all(|text| text.trim().is_empty())
    }
}

/// The value of an indicator as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorValue {
    /// The positions of the result in the project, and of the indicator in the result.
    pub place: (usize, usize),
    /// The label of the indicator: the project may have changed since.
    pub label: String,
    /// The value.
    pub value: String,
}

/// An indicator of a project, with what the register has for the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectIndicator {
    /// The positions of the result in the project, and of the indicator in the result.
    pub place: (usize, usize),
    /// The titles of result and indicator.
    pub label: String,
    /// The unit.
    pub unit: String,
    /// The target of the period.
    pub target: Option<Decimal>,
    /// The value of the period.
    pub actual: Option<Decimal>,
    /// True if the value of the period is divided by groups.
    pub has_parts: bool,
}

/// The first indicators of a project, in their order.
pub fn indicators(
    project: &Project,
    period: (jiff::civil::Date, jiff::civil::Date),
    language: Language,
) -> Vec<ProjectIndicator> {
    let text = |text: &Text| text.text(language.tag()).to_owned();
    let results = project.results.iter().enumerate();
    let all = results.flat_map(|(r, result)| {
        result.indicators.iter().enumerate().map(move |(i, indicator)| {
            let titles = [text(&result.title), text(&indicator.title)];
            let label = titles.iter().filter(|title| !title.is_empty()).map(String::as_str);
            let own = indicator.periods.iter().find(|one| is_period(one, period));
            ProjectIndicator {
                place: (r, i),
                label: label.collect::<Vec<_>>().join(" – "),
                unit: text(&indicator.unit),
                target: own.and_then(|own| own.target),
                actual: own.and_then(|own| own.actual),
                has_parts: own.is_some_and(|own| !own.parts.is_empty()),
            }
        })
    });
    all.take(MAX_INDICATORS).collect()
}

impl IndicatorValue {
    /// True if the value is of an indicator that has not changed.
    fn is_of(&self, indicator: &ProjectIndicator) -> bool {
        self.place == indicator.place && self.label == indicator.label
    }
}

/// The indicator that each value belongs to, in the order of the values: the one with its label, and at its place if
/// several have the label. Each indicator has one value at most. `None` if there is no such indicator, or if more values
/// than indicators have the label: one of them was deleted, and which one is not known.
pub fn indicators_of<'a>(
    values: &[&IndicatorValue],
    known: &'a [ProjectIndicator],
) -> Vec<Option<&'a ProjectIndicator>> {
    let has_own = |value: &IndicatorValue| known.iter().any(|indicator| value.is_of(indicator));
    let find = |value: &&IndicatorValue| {
        let of_label = || known.iter().filter(|indicator| indicator.label == value.label);
        let others = values.iter().filter(|other| other.label == value.label);
        if others.clone().count() > of_label().count() {
            return None;
        }
        if let Some(own) = of_label().find(|indicator| value.is_of(indicator)) {
            return Some(own);
        }
        // The value and the indicators of its label that are left, both in their order.
        let at = others.filter(|other| !has_own(other)).position(|other| other.place == value.place)?;
        of_label().filter(|indicator| !values.iter().any(|other| other.is_of(indicator))).nth(at)
    };
    values.iter().map(find).collect()
}

/// True if an indicator's period has exactly these first and last days.
pub fn is_period(one: &IndicatorPeriod, (first, last): (jiff::civil::Date, jiff::civil::Date)) -> bool {
    one.period.start.map(PartialDate::first) == Some(first)
        && one.period.end.map(PartialDate::last) == Some(last)
}

impl ContributionContent {
    /// The stored content; empty at first.
    pub fn stored(json: &str) -> Result<Self, OfficeError> {
        if json.is_empty() {
            Ok(Self::default())
        } else {
            serde_json::from_str(json).map_err(OfficeError::failed)
        }
    }

    /// The content as JSON.
    pub fn to_json(&self) -> Result<String, OfficeError> {
        serde_json::to_string(self).map_err(OfficeError::failed)
    }

    /// The content of a form. The value of an indicator that the form does not have stays as it was stored.
    pub fn posted(
        pairs: &[(String, String)],
        stored: &Self,
        language: Language,
    ) -> Result<Self, OfficeError> {
        let line = |name: &str| bounded(field(pairs, name), MAX_LINE_CHARS, language);
        let text = |name: &str| bounded(field(pairs, name), MAX_TEXT_CHARS, language);
        let mut expenses = Vec::new();
        for n in 0..MAX_EXPENSES {
            let part = |name: &str| line(&format!("expense:{n}:{name}"));
            let expense = ExpenseLine {
                date: part("date")?,
                amount: part("amount")?,
                heading: part("heading")?,
                description: part("description")?,
            };
            if !expense.is_blank() {
                expenses.push(expense);
            }
        }
        let values = values(pairs, stored, language)?;
        Ok(Self {
            by: line("by")?,
            progress: text("progress")?,
            difficulties: text("difficulties")?,
            next: text("next")?,
            currency: line("currency")?,
            expenses,
            values,
        })
    }

    /// The value of one of the indicators of a project as typed; empty if there is none. An indicator that moved has the value of
    /// its former place, unless another one with the same label has this place.
    pub fn value(&self, indicator: &ProjectIndicator, known: &[ProjectIndicator]) -> &str {
        let own = self.values.iter().find(|value| value.is_of(indicator));
        let is_free = |value: &&IndicatorValue| {
            value.label == indicator.label && !known.iter().any(|other| value.is_of(other))
        };
        let moved = || self.values.iter().find(is_free);
        own.or_else(moved).map_or("", |value| value.value.as_str())
    }
}

/// The name of the field for the value of an indicator.
pub fn value_name((result, indicator): (usize, usize)) -> String {
    format!("value:{result}:{indicator}")
}

/// The name of the field for the label of an indicator, as its form shows it: the project may change meanwhile.
pub fn label_name((result, indicator): (usize, usize)) -> String {
    format!("label:{result}:{indicator}")
}

/// The values of a form. Those of indicators that the form does not have stay.
fn values(
    pairs: &[(String, String)],
    stored: &ContributionContent,
    language: Language,
) -> Result<Vec<IndicatorValue>, OfficeError> {
    let mut values = Vec::new();
    let mut shown = Vec::new();
    for (name, value) in pairs {
        let Some((result, indicator)) = name.strip_prefix("value:").and_then(|rest| rest.split_once(':'))
        else {
            continue;
        };
        let (Ok(result), Ok(indicator)) = (result.parse(), indicator.parse()) else { continue };
        let place = (result, indicator);
        let label = bounded(field(pairs, &label_name(place)), MAX_LABEL_CHARS, language)?;
        let value = bounded(value, MAX_LINE_CHARS, language)?;
        shown.push(label.clone());
        if !value.is_empty() && values.len() < MAX_INDICATORS {
            values.push(IndicatorValue { place, label, value });
        }
    }
    let kept = stored.values.iter().filter(|value| !shown.contains(&value.label));
    values.extend(kept.take(MAX_INDICATORS).cloned());
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicator(place: (usize, usize), label: &str) -> ProjectIndicator {
        ProjectIndicator {
            place,
            label: label.into(),
            unit: String::new(),
            target: None,
            actual: None,
            has_parts: false,
        }
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_is_stored_without_empty_lines() {
        let posted = pairs(&[
            ("progress", " Deux puits\r\nachevés. "),
            ("expense:0:date", "  "),
            ("expense:0:heading", "travel"),
            ("expense:1:amount", "12 500,50"),
            ("label:0:0", "Eau – Puits"),
            ("value:0:0", "2"),
        ]);
        let known = [indicator((0, 0), "Eau – Puits")];
        let content = ContributionContent::posted(&posted, &ContributionContent::default(), Language::FRENCH)
            .expect("a form");
        assert_eq!(content.progress, "Deux puits\nachevés.");
        assert_eq!(content.expenses.len(), 1);
        assert_eq!(content.value(&known[0], &known), "2");
        let again = ContributionContent::stored(&content.to_json().expect("JSON")).expect("read");
        assert_eq!(again, content);
    }

    #[test]
    fn a_value_follows_its_indicator_and_one_without_indicator_stays() {
        let value = |place, label: &str, value: &str| IndicatorValue {
            place,
            label: label.into(),
            value: value.into(),
        };
        let stored = ContributionContent {
            values: vec![value((0, 0), "Eau – Puits", "2"), value((0, 1), "Eau – Pompes", "5")],
            ..ContributionContent::default()
        };
        // The first indicator was deleted, the second moved.
        let known = [indicator((0, 0), "Eau – Pompes")];
        assert_eq!(stored.value(&known[0], &known), "5");
        let posted = pairs(&[("label:0:0", "Eau – Pompes"), ("value:0:0", "6")]);
        let content = ContributionContent::posted(&posted, &stored, Language::FRENCH).expect("a form");
        assert_eq!(content.value(&known[0], &known), "6");
        assert_eq!(content.values[1], stored.values[0]);
    }

    #[test]
    fn a_value_belongs_to_the_label_that_the_form_showed() {
        // The first indicator was deleted while the form was open.
        let posted = pairs(&[
            ("label:0:0", "Eau – Puits"),
            ("value:0:0", "2"),
            ("label:0:1", "Eau – Pompes"),
            ("value:0:1", "5"),
        ]);
        let content = ContributionContent::posted(&posted, &ContributionContent::default(), Language::FRENCH)
            .expect("a form");
        let known = [indicator((0, 0), "Eau – Pompes")];
        assert_eq!(content.value(&known[0], &known), "5");
        assert!(content.values.iter().any(|value| value.label == "Eau – Puits" && value.value == "2"));
    }

    #[test]
    fn indicators_with_the_same_label_have_values_of_their_own() {
        let known = [indicator((0, 0), "Participants"), indicator((0, 1), "Participants")];
        let posted = pairs(&[
            ("label:0:0", "Participants"),
            ("value:0:0", ""),
            ("label:0:1", "Participants"),
            ("value:0:1", "5"),
        ]);
        let content = ContributionContent::posted(&posted, &ContributionContent::default(), Language::FRENCH)
            .expect("a form");
        assert_eq!([content.value(&known[0], &known), content.value(&known[1], &known)], ["", "5"]);
    }

    #[test]
    fn values_of_equal_indicators_of_which_one_was_deleted_belong_to_none() {
        let value = |place, label: &str| IndicatorValue { place, label: label.into(), value: "5".into() };
        let places = |values: &[IndicatorValue], known: &[ProjectIndicator]| -> Vec<Option<(usize, usize)>> {
            let values: Vec<&IndicatorValue> = values.iter().collect();
            indicators_of(&values, known).into_iter().map(|found| found.map(|found| found.place)).collect()
        };
        let two = [value((0, 0), "Participants"), value((0, 1), "Participants")];
        assert_eq!(places(&two, &[indicator((0, 0), "Participants")]), [None, None]);
        let known = [indicator((0, 1), "Participants"), indicator((0, 2), "Participants")];
        assert_eq!(places(&two, &known), [Some((0, 2)), Some((0, 1))], "another was added before them");
        let moved = [indicator((1, 0), "Participants"), indicator((1, 1), "Participants")];
        assert_eq!(places(&two, &moved), [Some((1, 0)), Some((1, 1))]);
        assert_eq!(places(&two[1..], &[indicator((0, 0), "Participants")]), [Some((0, 0))]);
    }

    #[test]
    fn a_text_that_is_too_long_is_refused() {
        let posted = pairs(&[("progress", &"x".repeat(MAX_TEXT_CHARS + 1))]);
        let refused =
            ContributionContent::posted(&posted, &ContributionContent::default(), Language::ENGLISH);
        assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");
    }
}
