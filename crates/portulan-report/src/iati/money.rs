//! Budgets, transactions and results of a project.
use jiff::civil::Date;
use portulan_iati::tree::Element;
use portulan_model::kinds::{Indicator, Organisation, Project, ResultEntry};
use portulan_model::{Money, Period, Ref};

use super::Exporter;

/// Longest budget period, in days from the first to the last.
const YEAR: i32 = 365;

/// An organisation's identifier, `SCHEME-VALUE`.
pub(super) fn reference(organisation: &Organisation) -> Option<String> {
    organisation
        .identifiers
        .first()
        .map(|i| if i.scheme == "IATI" { i.value.clone() } else { format!("{}-{}", i.scheme, i.value) })
}

pub(super) fn span(period: &Period) -> Option<(Date, Date)> {
    let (start, end) = (period.start?.first(), period.end?.last());
    (start <= end).then_some((start, end))
}

fn period(start: Date, end: Date) -> [Element; 2] {
    [
        Element::new("period-start").with("iso-date", start.to_string()),
        Element::new("period-end").with("iso-date", end.to_string()),
    ]
}

fn value(money: &Money) -> Element {
    Element::new("value")
        .with("currency", money.currency.0.as_str())
        .with("value-date", money.value_date.first().to_string())
        .holding(money.amount.to_string())
}

impl Exporter<'_> {
    pub(super) fn budgets(&mut self, record: &str, project: &Project) -> Vec<Element> {
        let mut out = Vec::new();
        for budget in &project.budgets {
            let Some((money, (start, end))) = budget.value.as_ref().zip(span(&budget.period)) else {
                self.gap(record, "budget");
                continue;
            };
            let days = (end - start).get_days();
            if days > YEAR {
                self.gap(record, "budget-long");
                continue;
            }
            out.push(Element::new("budget").and(period(start, end)).and([value(money)]));
        }
        out
    }

    pub(super) fn transactions(&mut self, record: &str, project: &Project) -> Vec<Element> {
        let today = self.now.to_string();
        let mut out = Vec::new();
        for transaction in &project.transactions {
            let Some((money, date)) = transaction.value.as_ref().zip(transaction.date) else {
                self.gap(record, "transaction");
                continue;
            };
            let date = date.first().to_string();
            if date.as_str() > &today[..10] || money.value_date.first().to_string().as_str() > &today[..10] {
                self.gap(record, "transaction-future");
                continue;
            }
            let description = self.narratives(&transaction.description);
            let description = (!description.is_empty()).then(|| Element::new("description").and(description));
            let code = Element::new("transaction-type").with("code", transaction.kind.as_str());
            out.push(
                Element::new("transaction")
                    .and([code, Element::new("transaction-date").with("iso-date", date), value(money)])
                    .and(description)
                    .and(self.party("provider-org", transaction.provider.as_ref()))
                    .and(self.party("receiver-org", transaction.receiver.as_ref())),
            );
        }
        out
    }

    fn party(&self, name: &'static str, organisation: Option<&Ref<Organisation>>) -> Option<Element> {
        let entry = self.programme.organisations.get(organisation?)?;
        let element = Element::new(name)
            .maybe("ref", reference(&entry.body))
            .maybe("type", entry.body.kind.as_ref().map(|k| k.value.as_str()));
        Some(element.and(self.narratives(&entry.body.name)))
    }

    pub(super) fn results(&mut self, record: &str, project: &Project) -> Vec<Element> {
        let mut out = Vec::new();
        for result in &project.results {
            match self.result(result) {
                Some(element) => out.push(element),
                None => self.gap(record, "result"),
            }
        }
        out
    }

    /// `None` where nothing is measured: the standard asks for an indicator.
    fn result(&self, result: &ResultEntry) -> Option<Element> {
        let title = self.narratives(&result.title);
        let indicators: Vec<_> = result.indicators.iter().filter_map(|i| self.indicator(i)).collect();
        if title.is_empty() || indicators.is_empty() {
            return None;
        }
        let description = self.narratives(&result.description);
        let description = (!description.is_empty()).then(|| Element::new("description").and(description));
        let element = Element::new("result").with("type", result.kind.as_str());
        Some(element.and([Element::new("title").and(title)]).and(description).and(indicators))
    }

    fn indicator(&self, indicator: &Indicator) -> Option<Element> {
        let title = self.narratives(&indicator.title);
        if title.is_empty() {
            return None;
        }
        let unit = self.narratives(&indicator.unit);
        let unit = (!unit.is_empty()).then(|| Element::new("description").and(unit));
        let periods = indicator.periods.iter().filter_map(|p| {
            let (start, end) = span(&p.period)?;
            let measured = |name, value: Option<rust_decimal::Decimal>| {
                value.map(|v| Element::new(name).with("value", v.to_string()))
            };
            Some(
                Element::new("period")
                    .and(period(start, end))
                    .and(measured("target", p.target))
                    .and(measured("actual", p.actual)),
            )
        });
        let element = Element::new("indicator").with("measure", "1");
        Some(element.and([Element::new("title").and(title)]).and(unit).and(periods))
    }
}
