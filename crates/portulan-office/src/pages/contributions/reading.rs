//! Amounts, dates and values of a contribution, read from what was typed.
use std::collections::HashMap;

use portulan_codelists::CodeList;
use portulan_locales::{Language, MessageKey, key, split_unit};
use portulan_model::kinds::{Authority, Transaction};
use portulan_model::number::MAX_NUMBER;
use portulan_model::{Body, Kind, PartialDate};
use rust_decimal::Decimal;

use super::content::{ContributionContent, IndicatorValue, ProjectIndicator, indicators_of, value_name};
use crate::form::units::{currencies, scaled};
use crate::form::{FormData, amounts, labels, read};

/// The code of an expenditure in the IATI code list `TransactionType`.
const EXPENDITURE: &str = "4";

/// The largest number of decimals of an amount. `1.234` is more often one thousand than one and a fraction of a cent.
const MAX_DECIMALS: u32 = 2;

/// The content of a contribution as it can be stored in a project.
pub struct ReadContribution {
    /// The expenses, in the order of the lines; none if one of them cannot be read.
    pub expenses: Vec<Transaction>,
    /// The values of indicators that can be read.
    pub values: Vec<(IndicatorValue, Decimal)>,
    /// Faults: sentences by the name of the field.
    pub faults: HashMap<String, String>,
}

impl ReadContribution {
    /// The indicator of each value that can be read; see [`indicators_of`].
    pub fn indicators<'a>(&self, known: &'a [ProjectIndicator]) -> Vec<Option<&'a ProjectIndicator>> {
        let values: Vec<&IndicatorValue> = self.values.iter().map(|(value, _)| value).collect();
        indicators_of(&values, known)
    }
}

/// Reads a contribution. A field that cannot be read, or is missing, has a fault.
pub fn read(
    content: &ContributionContent,
    authority: Option<&Authority>,
    language: Language,
) -> ReadContribution {
    let mut faults = HashMap::new();
    for (name, text) in [("by", &content.by), ("progress", &content.progress)] {
        if text.trim().is_empty() {
            faults.insert(name.to_owned(), language.text(key!("contribution-needed")));
        }
    }
    let expenses = expenses(content, authority, language, &mut faults);
    let mut values = Vec::new();
    for value in &content.values {
        match language.read_decimal(value.value.trim()) {
            Some(number) if is_too_large(number) => {
                faults.insert(value_name(value.place), language.text(key!("contribution-number-large")));
            }
            Some(number) => values.push((value.clone(), number)),
            None => {
                let text = labels::problem(
                    language,
                    (Kind::Project, ""),
                    "number",
                    &[("value", value.value.clone())],
                );
                faults.insert(value_name(value.place), sentence(text));
            }
        }
    }
    ReadContribution { expenses, values, faults }
}

fn sentence((text, remedy): (String, String)) -> String {
    if remedy.is_empty() { text } else { format!("{text} {remedy}") }
}

/// The expenses as payments of the project.
fn expenses(
    content: &ContributionContent,
    authority: Option<&Authority>,
    language: Language,
    faults: &mut HashMap<String, String>,
) -> Vec<Transaction> {
    let mut sheet = FormData::default();
    for (n, line) in content.expenses.iter().enumerate() {
        let path = format!("/transactions/{n}");
        sheet.set(format!("{path}/kind"), EXPENDITURE);
        sheet.set(format!("{path}/date"), line.date.as_str());
        sheet.set(format!("{path}/heading"), line.heading.as_str());
        sheet.set(format!("{path}/description/{}", language.tag()), line.description.as_str());
        sheet.set(format!("{path}/value/amount"), line.amount.as_str());
        let currency = if names_other_currency(&line.amount, &content.currency) {
            ""
        } else {
            content.currency.as_str()
        };
        sheet.set(format!("{path}/value/currency"), currency);
        for (name, typed) in [("date", &line.date), ("amount", &line.amount)] {
            if typed.trim().is_empty() {
                faults.insert(format!("expense:{n}:{name}"), language.text(key!("contribution-needed")));
            }
        }
    }
    if !content.currency.is_empty() && CodeList::Currency.get(&content.currency).is_none() {
        faults.insert("currency".to_owned(), language.text(key!("contribution-needed")));
    }
    amounts::complete(&mut sheet, authority, None, language, &HashMap::new());
    let (body, found) = read::body(Kind::Project, &sheet, language);
    for fault in found {
        // The value date follows from date and amount, which have faults of their own.
        if fault.path.ends_with("/value_date") {
            continue;
        }
        let text = labels::problem(language, (Kind::Project, &fault.path), fault.code, &fault.arguments);
        faults.entry(field_name(&fault.path)).or_insert_with(|| sentence(text));
    }
    let transactions = match body {
        Some(Body::Project(project)) => project.transactions,
        _ => Vec::new(),
    };
    for (n, expense) in transactions.iter().enumerate() {
        if let Some(key) = expense.value.as_ref().and_then(|value| amount_problem(value.amount)) {
            faults.entry(format!("expense:{n}:amount")).or_insert_with(|| language.text(key));
        }
    }
    let is_faulty = faults.keys().any(|name| name.starts_with("expense") || name == "currency");
    if is_faulty { Vec::new() } else { transactions }
}

/// The problem of an amount that can be read: the displayed amount would differ from it.
fn amount_problem(amount: Decimal) -> Option<MessageKey> {
    if is_too_large(amount) {
        Some(key!("contribution-number-large"))
    } else if amount.is_zero() {
        Some(key!("contribution-amount-zero"))
    } else if amount.normalize().scale() > MAX_DECIMALS {
        Some(key!("contribution-amount-decimals"))
    } else {
        None
    }
}

fn is_too_large(number: Decimal) -> bool {
    number.abs() > MAX_NUMBER
}

/// True if an amount as typed names another currency than the chosen one, such as `45 k€`: it does not need that of the form. A
/// unit with several meanings, such as `FCFA`, means the chosen one if that is among them.
fn names_other_currency(amount: &str, chosen: &str) -> bool {
    split_unit(amount).is_some_and(|(_, unit)| {
        let named = currencies(scaled(&unit).1);
        !named.is_empty() && !named.contains(&chosen)
    })
}

/// The field of the form for a path such as `/transactions/3/value/amount`.
fn field_name(path: &str) -> String {
    let mut steps = path.split('/').skip(2);
    let Some(line) = steps.next() else { return "expenses".to_owned() };
    match steps.last() {
        Some("currency") => "currency".to_owned(),
        Some("date") => format!("expense:{line}:date"),
        Some("amount") => format!("expense:{line}:amount"),
        Some("heading") => format!("expense:{line}:heading"),
        _ => format!("expense:{line}:description"),
    }
}

/// True if the date of an expense is outside the period of its contribution.
pub fn is_outside(expense: &Transaction, (first, last): (jiff::civil::Date, jiff::civil::Date)) -> bool {
    expense.date.is_some_and(|date| PartialDate::last(date) < first || PartialDate::first(date) > last)
}

#[cfg(test)]
mod tests {
    use super::super::content::ExpenseLine;
    use super::*;

    fn content(date: &str, amount: &str, currency: &str) -> ContributionContent {
        ContributionContent {
            by: "Zoé".into(),
            progress: "Fait.".into(),
            currency: currency.into(),
            expenses: vec![ExpenseLine {
                date: date.into(),
                amount: amount.into(),
                heading: "travel".into(),
                description: "Car".into(),
            }],
            ..ContributionContent::default()
        }
    }

    /// Date, amount and currency as typed, and as they are read.
    #[test]
    fn expenses_are_read_as_people_type_them() {
        let table = [
            ("2026-03-05", "12 500,50", "EUR", "12500.50", "EUR", "2026-03-05"),
            ("5 mars 2026", "45 k€", "XOF", "45000", "EUR", "2026-03-05"),
            ("05/03/2026", "1,2 M", "XOF", "1200000", "XOF", "2026-03-05"),
            ("mars 2026", "-80", "USD", "-80", "USD", "2026-03"),
            ("2026-03-05", "5 000 FCFA", "XOF", "5000", "XOF", "2026-03-05"),
            ("2026-03-05", "5 000 FCFA", "XAF", "5000", "XAF", "2026-03-05"),
            ("2026-03-05", "5 $", "USD", "5", "USD", "2026-03-05"),
        ];
        for (date, amount, currency, expected, code, day) in table {
            let read = read(&content(date, amount, currency), None, Language::FRENCH);
            assert!(read.faults.is_empty(), "{amount}: {:?}", read.faults);
            let expense = &read.expenses[0];
            let value = expense.value.as_ref().expect("an amount");
            assert_eq!(value.amount, expected.parse().expect("a number"), "{amount}");
            assert_eq!((value.currency.0.as_str(), value.value_date.to_string()), (code, day.to_owned()));
            assert_eq!(expense.date.map(|date| date.to_string()).as_deref(), Some(day));
            assert_eq!(expense.kind.0, EXPENDITURE);
        }
    }

    #[test]
    fn what_is_missing_or_not_understood_is_a_fault_of_its_field() {
        let table = [
            (content("", "5", "EUR"), "expense:0:date"),
            (content("2026", "", "EUR"), "expense:0:amount"),
            (content("demain", "5", "EUR"), "expense:0:date"),
            (content("2026", "beaucoup", "EUR"), "expense:0:amount"),
            (content("2026", "5", ""), "currency"),
            (content("2026", "5", "ZZZ"), "currency"),
            (content("2026", "1.234", "EUR"), "expense:0:amount"),
            (content("2026", "0,001", "EUR"), "expense:0:amount"),
            (content("2026", "-0", "EUR"), "expense:0:amount"),
            (content("2026", "99999999999999999999", "EUR"), "expense:0:amount"),
        ];
        for (content, field) in table {
            let read = read(&content, None, Language::FRENCH);
            let fields: Vec<&str> = read.faults.keys().map(String::as_str).collect();
            assert_eq!(fields, [field], "{content:?}: {:?}", read.faults);
            assert!(read.expenses.is_empty());
        }
        let empty = read(&ContributionContent::default(), None, Language::FRENCH);
        let mut fields: Vec<&str> = empty.faults.keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["by", "progress"]);
    }

    #[test]
    fn a_value_that_is_no_number_is_a_fault() {
        let value =
            |value: &str| IndicatorValue { place: (1, 2), label: "Puits".into(), value: value.into() };
        let content = ContributionContent {
            values: vec![value("3,5"), value("trois"), value("99999999999999999999")],
            ..content("2026", "5", "EUR")
        };
        let read = read(&content, None, Language::FRENCH);
        assert_eq!(read.values[0].1, "3.5".parse().expect("a number"));
        assert!(read.faults.contains_key("value:1:2"));
        assert_eq!(read.values.len(), 1);
    }
}
