//! A contribution in words.
use portulan_locales::{Language, MessageKey, dates, key, list};
use portulan_model::kinds::{CostHeading, Transaction};
use portulan_store::{Contribution, ContributionPicture};
use rust_decimal::Decimal;

use super::content::{ContributionContent, IndicatorValue, ProjectIndicator};
use super::reading::{ReadContribution, is_outside};
use super::selection::SelectedParts;

/// The texts of a contribution: the key of the title, and the text.
pub type ContributionText = (MessageKey, String);

/// An expense in words.
pub struct ExpenseSummary {
    pub date: String,
    pub amount: String,
    pub heading: String,
    pub description: String,
    /// True if its date is outside the period.
    pub is_outside: bool,
    /// True if it is selected, or was accepted.
    pub is_taken: bool,
}

/// The value of an indicator in words.
pub struct ValueSummary {
    pub label: String,
    pub value: String,
    /// The value that the register has for the period; empty if it has none.
    pub before: String,
    /// True if the project has no such indicator any more.
    pub is_unplaced: bool,
    /// True if the register divides the value of the period by groups.
    pub has_parts: bool,
    /// True if it is selected, or was accepted. A value that would replace another one is not selected at first.
    pub is_taken: bool,
}

/// A picture with its description.
pub struct PictureSummary {
    pub position: u32,
    pub alt: String,
    pub credit: String,
    /// True if it is selected.
    pub is_taken: bool,
}

/// A contribution in words.
pub struct ContributionSummary {
    pub texts: Vec<ContributionText>,
    pub expenses: Vec<ExpenseSummary>,
    /// The sums of the expenses by currency.
    pub total: String,
    pub values: Vec<ValueSummary>,
    pub pictures: Vec<PictureSummary>,
    /// The address of a picture, without its position.
    pub pictures_at: String,
}

/// The texts that a contributor wrote, without the empty ones.
pub fn texts(content: &ContributionContent) -> Vec<ContributionText> {
    let texts = [
        (key!("contribution-progress"), &content.progress),
        (key!("contribution-difficulties"), &content.difficulties),
        (key!("contribution-next"), &content.next),
    ];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    texts.map(|(key, text)| (key, text.clone())).collect()
}

impl ContributionSummary {
    /// A contribution in a language.
    pub fn new(
        contribution: &Contribution,
        content: &ContributionContent,
        read: &ReadContribution,
        indicators: &[ProjectIndicator],
        language: Language,
    ) -> Self {
        let value =
            |((value, number), indicator): (&(IndicatorValue, Decimal), Option<&ProjectIndicator>)| {
                let before = indicator.and_then(|indicator| indicator.actual);
                let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
                ValueSummary {
                    label: value.label.clone(),
                    value: with_unit(language, *number, unit),
                    before: before.map_or_else(String::new, |before| with_unit(language, before, unit)),
                    is_unplaced: indicator.is_none(),
                    has_parts: indicator.is_some_and(|indicator| indicator.has_parts),
                    is_taken: indicator.is_some() && before.is_none_or(|before| before == *number),
                }
            };
        Self {
            texts: texts(content),
            expenses: read.expenses.iter().map(|one| expense(one, contribution, language)).collect(),
            total: total(&read.expenses, language),
            values: read.values.iter().zip(read.indicators(indicators)).map(value).collect(),
            pictures: Vec::new(),
            pictures_at: String::new(),
        }
    }

    /// The contribution with its pictures, which are at an address.
    #[must_use]
    pub fn with_pictures(self, pictures: Vec<ContributionPicture>, at: String) -> Self {
        let picture = |picture: ContributionPicture| PictureSummary {
            position: picture.position,
            alt: picture.alt,
            credit: picture.credit,
            is_taken: true,
        };
        Self { pictures: pictures.into_iter().map(picture).collect(), pictures_at: at, ..self }
    }

    /// Marks all values, for a page without a selection: the other parts are marked already.
    #[must_use]
    pub fn with_all(mut self) -> Self {
        self.values.iter_mut().for_each(|value| value.is_taken = true);
        self
    }

    /// Marks the parts of a selection, and no others.
    pub fn select(&mut self, selected: &SelectedParts) {
        for (n, expense) in self.expenses.iter_mut().enumerate() {
            expense.is_taken = selected.expenses.contains(&n);
        }
        for (n, value) in self.values.iter_mut().enumerate() {
            value.is_taken = selected.values.contains(&n);
        }
        for picture in &mut self.pictures {
            picture.is_taken = selected.pictures.contains(&picture.position);
        }
    }
}

fn with_unit(language: Language, number: Decimal, unit: &str) -> String {
    let number = language.decimal(number);
    if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
}

fn expense(one: &Transaction, contribution: &Contribution, language: Language) -> ExpenseSummary {
    let amount = one.value.as_ref().map(|value| language.money(value.amount, &value.currency.0));
    ExpenseSummary {
        date: one.date.map_or_else(String::new, |date| dates::date(language, date)),
        amount: amount.unwrap_or_default(),
        heading: one.heading.map_or_else(String::new, |heading| heading_label(heading, language)),
        description: one.description.text(language.tag()).to_owned(),
        is_outside: is_outside(one, contribution.period),
        is_taken: true,
    }
}

/// The name of a cost heading.
pub fn heading_label(heading: CostHeading, language: Language) -> String {
    language.word(list!("cost-heading"), heading.name())
}

/// The sums of expenses, one for each currency.
fn total(expenses: &[Transaction], language: Language) -> String {
    crate::form::list_cells::sums(expenses.iter().filter_map(|expense| expense.value.as_ref()), language)
}
