//! Reading of a project's items from elements of a file, each with its rest.
use portulan_codelists::CodeList;
use portulan_iati::model::{self, Amount, Day, Lexical as _, Model as _, ProviderOrg, ReceiverOrg};
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::kinds::{Budget, Indicator, IndicatorPeriod, Location, ResultEntry, Transaction};
use portulan_model::{Currency, Money, PartialDate, Period, Point, ResultType, TransactionType};
use rust_decimal::Decimal;

use super::codes::listed;
use super::own;
use super::residuals::left;
use super::resolver::{NamedOrganisation, RecordResolver};
use super::typed::{get, text};
use crate::iati::exporter::Exporter;
use crate::iati::items;

fn money(value: Option<&Amount>) -> Option<Money> {
    let value = value?;
    let currency = listed(CodeList::Currency, value.currency.as_deref()?)?;
    Some(Money {
        amount: value.text.get()?,
        currency: Currency(currency.to_owned()),
        value_date: get(value.value_date.as_ref())?.into(),
    })
}

fn period(start: Option<&Day>, end: Option<&Day>) -> Option<Period> {
    let date = |day: Option<&Day>| get(day?.iso_date.as_ref()).map(PartialDate::from);
    let (start, end) = (date(start)?, date(end)?);
    (start <= end).then_some(Period { start: Some(start), end: Some(end) })
}

/// A location with coordinates, in the country of the file if there is only one.
pub(super) fn location(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    countries: &[&str],
    whole: &Element,
) -> Option<Location> {
    let read = model::Location::read(whole.clone());
    let position = read.point.as_ref()?.pos.as_ref()?.text.clone();
    let Some((lat, lon)) = portulan_iati::position(&position) else {
        book.note_position(&position);
        return None;
    };
    let name = read.name.as_ref().map(|n| text(&n.narrative)).unwrap_or_default();
    // A location without a name would take that of its territory.
    let territory = match countries {
        [only] if !name.is_empty() => book.country(only),
        _ => None,
    };
    let mut location = Location { territory, name, point: Some(Point { lat, lon }), ..Location::default() };
    let part = exporter.location(&Location { territory: None, ..location.clone() })?;
    location.iati_rest = left(&["iati-activity", "location"], whole, part, exporter.lang);
    Some(location)
}

/// A budget. Its cost heading is read from a file of this register only.
pub(super) fn budget(exporter: &Exporter<'_>, whole: &Element, is_own: bool) -> Option<Budget> {
    let read = model::Budget::read(whole.clone());
    let period = period(read.period_start.as_ref(), read.period_end.as_ref())?;
    let heading = if is_own { own::heading(whole) } else { None };
    let value = Some(money(read.value.as_ref())?);
    let mut budget = Budget { period, value, heading, ..Budget::default() };
    let part = items::budget(&budget).ok()?;
    budget.iati_rest = left(&["iati-activity", "budget"], whole, part, exporter.lang);
    Some(budget)
}

pub(super) fn transaction(book: &mut RecordResolver<'_>, whole: &Element) -> Option<Transaction> {
    let read = model::Transaction::read(whole.clone());
    let code = read.transaction_type.as_ref()?.code.as_deref()?;
    let kind = listed(CodeList::TransactionType, code)?.to_owned();
    let date = get(read.transaction_date.as_ref()?.iso_date.as_ref())?;
    let value = money(read.value.as_ref())?;
    let provider = |p: &ProviderOrg| {
        book.organisation(&NamedOrganisation {
            reference: p.reference.as_deref(),
            kind: p.kind.as_deref(),
            name: text(&p.narrative),
        })
    };
    let provider = read.provider_org.as_ref().and_then(provider);
    let receiver = |r: &ReceiverOrg| {
        book.organisation(&NamedOrganisation {
            reference: r.reference.as_deref(),
            kind: r.kind.as_deref(),
            name: text(&r.narrative),
        })
    };
    let receiver = read.receiver_org.as_ref().and_then(receiver);
    let description = read.description.as_ref().map(|d| text(&d.narrative)).unwrap_or_default();
    Some(Transaction {
        kind: TransactionType(kind),
        date: Some(date.into()),
        value: Some(value),
        provider,
        receiver,
        description,
        ..Transaction::default()
    })
}

pub(super) fn result(exporter: &Exporter<'_>, whole: &Element) -> Option<ResultEntry> {
    let read = model::ActivityResult::read(whole.clone());
    let kind = listed(CodeList::ResultType, read.kind.as_deref()?)?.to_owned();
    let title = text(&read.title.as_ref()?.narrative);
    let description = read.description.as_ref().map(|d| text(&d.narrative)).unwrap_or_default();
    let (indicators, whole) = nested(whole, "indicator", |e| indicator(exporter, e));
    let mut result =
        ResultEntry { kind: ResultType(kind), title, description, indicators, ..ResultEntry::default() };
    let part = exporter.result_alone(&result)?;
    result.iati_rest = left(&["iati-activity", "result"], &whole, part, exporter.lang);
    (!result.indicators.is_empty()).then_some(result)
}

fn indicator(exporter: &Exporter<'_>, whole: &Element) -> Option<Indicator> {
    let read = model::Indicator::read(whole.clone());
    let title = text(&read.title.as_ref()?.narrative);
    let unit = read.description.as_ref().map(|d| text(&d.narrative)).unwrap_or_default();
    let baseline = read.baseline.first();
    let (periods, whole) = nested(whole, "period", |e| indicator_period(exporter, e));
    let year = baseline.and_then(|b| get(b.year.as_ref())).and_then(|y| i16::try_from(y).ok());
    let value = baseline.and_then(|b| Decimal::parse(b.value.as_deref()?));
    let known = year.zip(value);
    let mut indicator = Indicator {
        title,
        unit,
        baseline: known.map(|(_, value)| value),
        baseline_year: known.map(|(year, _)| year),
        ..Indicator::default()
    };
    let part = exporter.indicator(&indicator)?;
    indicator.iati_rest = left(&["iati-activity", "result", "indicator"], &whole, part, exporter.lang);
    indicator.periods = periods;
    Some(indicator)
}

fn indicator_period(exporter: &Exporter<'_>, whole: &Element) -> Option<IndicatorPeriod> {
    let read = model::Period::read(whole.clone());
    let period = period(read.period_start.as_ref(), read.period_end.as_ref())?;
    let only = |values: &[model::Measured]| match values {
        [only] => Decimal::parse(only.value.as_deref()?),
        _ => None,
    };
    let mut entry = IndicatorPeriod {
        period,
        target: only(&read.target),
        actual: only(&read.actual),
        ..IndicatorPeriod::default()
    };
    let part = items::indicator_period(&entry)?;
    entry.iati_rest = left(&["iati-activity", "result", "indicator", "period"], whole, part, exporter.lang);
    Some(entry)
}

/// Reads the items inside an item. Returns them, and the item without them.
fn nested<T>(whole: &Element, name: &str, read: impl Fn(&Element) -> Option<T>) -> (Vec<T>, Element) {
    let mut out = Vec::new();
    let mut rest = whole.clone();
    rest.children.retain(|child| match child {
        ElementChild::Element(e) if e.name == name => match read(e) {
            Some(item) => {
                out.push(item);
                false
            }
            None => true,
        },
        _ => true,
    });
    (out, rest)
}
