//! Items of a project: budgets, transactions, results, documents.
use jiff::civil::Date;
use portulan_iati::tree::Element;
use portulan_model::kinds::{
    Budget, Document, DocumentKind, Indicator, IndicatorPeriod, Organisation, Project, ResultEntry,
    Transaction,
};
use portulan_model::{Money, Period, PublishedRecord, Ref};

use super::exporter::{Exporter, completed};
use super::own;

/// The longest budget period, in days from the first to the last.
const YEAR: i32 = 365;

/// The identifier of an organisation, `SCHEME-VALUE`.
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
        .with_text(money.amount.to_string())
}

/// The reason why an item cannot be written: a message key after `iati-gap-`.
type GapKey = &'static str;

/// The media type of a document, from the extension of its URL; HTML by default.
fn format(url: &str) -> &'static str {
    const FORMATS: &[(&str, &str)] = &[
        (".pdf", "application/pdf"),
        (".doc", "application/msword"),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (".xls", "application/vnd.ms-excel"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".odt", "application/vnd.oasis.opendocument.text"),
        (".ods", "application/vnd.oasis.opendocument.spreadsheet"),
        (".csv", "text/csv"),
        (".xml", "application/xml"),
        (".jpg", "image/jpeg"),
        (".png", "image/png"),
        (".zip", "application/zip"),
    ];
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    FORMATS.iter().find(|(end, _)| path.ends_with(end)).map_or("text/html", |(_, format)| format)
}

/// The code of IATI's `DocumentCategory` for a type of document.
fn category(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Agreement => "A09",
        DocumentKind::Deliberation => "A06",
        DocumentKind::Report => "A08",
        DocumentKind::WebPage | DocumentKind::Article | DocumentKind::Reference | DocumentKind::Other => {
            "A12"
        }
    }
}

impl Exporter<'_> {
    /// Writes the items of a list that can be written, and reports gaps for the others.
    fn items<T>(
        &mut self,
        record: &str,
        items: &[T],
        element: impl Fn(&Self, &T) -> Result<Element, GapKey>,
    ) -> Vec<Element> {
        let mut out = Vec::new();
        for item in items {
            match element(self, item) {
                Ok(element) => out.push(element),
                Err(gap) => self.gap(record, gap),
            }
        }
        out
    }

    pub(super) fn money_and_results(&mut self, record: &str, project: &Project) -> Vec<Element> {
        let mut out = self.items(record, &project.budgets, |_, b| budget(b));
        out.extend(self.items(record, &project.transactions, Self::transaction));
        out.extend(self.items(record, &project.results, Self::result));
        out
    }

    pub(super) fn transaction(&self, transaction: &Transaction) -> Result<Element, GapKey> {
        let today = self.today();
        let (money, date) = transaction.value.as_ref().zip(transaction.date).ok_or("transaction")?;
        let date = date.first();
        if date > today || money.value_date.first() > today {
            return Err("transaction-future");
        }
        let description = self.narratives(&transaction.description);
        let description =
            (!description.is_empty()).then(|| Element::new("description").with_children(description));
        let code = Element::new("transaction-type").with("code", transaction.kind.0.as_str());
        let date = Element::new("transaction-date").with("iso-date", date.to_string());
        let element = Element::new("transaction")
            .with_children([code, date, value(money)])
            .with_children(description)
            .with_children(self.party("provider-org", transaction.provider.as_ref()))
            .with_children(self.party("receiver-org", transaction.receiver.as_ref()))
            .with_children(self.agreement_title(transaction.agreement.as_ref()))
            .with_children(own::heading(transaction.heading));
        Ok(completed(&["iati-activity", "transaction"], element, transaction.iati_rest.as_deref()))
    }

    fn party(&self, name: &'static str, organisation: Option<&Ref<Organisation>>) -> Option<Element> {
        let entry = self.programme.organisations.get(organisation?)?;
        Some(self.organisation_as(name, entry))
    }

    /// An organisation as an element with this name; the authority with its own identifier and type.
    pub(super) fn organisation_as(
        &self,
        name: &'static str,
        entry: &PublishedRecord<Organisation>,
    ) -> Element {
        let authority = &self.programme.authority.body;
        if authority.organisation.as_ref().is_some_and(|own| own.slug() == entry.slug) {
            return self.reporting_org_as(name);
        }
        Element::new(name)
            .with_optional("ref", reference(&entry.body))
            .with_optional("type", entry.body.kind.as_ref().map(|k| k.value.0.as_str()))
            .with_children(self.narratives(&entry.body.name))
    }

    /// A result; an error without indicators, since the standard requires one.
    pub(super) fn result(&self, result: &ResultEntry) -> Result<Element, GapKey> {
        let indicators: Vec<_> = result.indicators.iter().filter_map(|i| self.indicator(i)).collect();
        let alone = self.result_alone(result).filter(|_| !indicators.is_empty()).ok_or("result")?;
        Ok(completed(
            &["iati-activity", "result"],
            alone.with_children(indicators),
            result.iati_rest.as_deref(),
        ))
    }

    /// A result without its indicators and its rest.
    pub(super) fn result_alone(&self, result: &ResultEntry) -> Option<Element> {
        let title = self.narratives(&result.title);
        if title.is_empty() {
            return None;
        }
        let description = self.narratives(&result.description);
        let description =
            (!description.is_empty()).then(|| Element::new("description").with_children(description));
        let element = Element::new("result").with("type", result.kind.0.as_str());
        Some(element.with_children([Element::new("title").with_children(title)]).with_children(description))
    }

    pub(super) fn indicator(&self, indicator: &Indicator) -> Option<Element> {
        let title = self.narratives(&indicator.title);
        if title.is_empty() {
            return None;
        }
        let unit = self.narratives(&indicator.unit);
        let unit = (!unit.is_empty()).then(|| Element::new("description").with_children(unit));
        let baseline = indicator.baseline.zip(indicator.baseline_year).map(|(value, year)| {
            Element::new("baseline").with("year", year.to_string()).with("value", value.to_string())
        });
        let element = Element::new("indicator")
            .with("measure", "1")
            .with_children([Element::new("title").with_children(title)])
            .with_children(unit)
            .with_children(baseline)
            .with_children(indicator.periods.iter().filter_map(indicator_period));
        Some(completed(&["iati-activity", "result", "indicator"], element, indicator.iati_rest.as_deref()))
    }

    /// A document with a URL.
    pub(super) fn document(&self, document: &Ref<Document>) -> Option<Element> {
        let document = &self.programme.documents.get(document)?.body;
        let url = document.url.as_ref()?.0.as_str();
        let title = self.narratives(&document.title);
        let category = Element::new("category").with("code", category(document.kind));
        let language = document
            .language
            .as_ref()
            .map(|l| Element::new("language").with("code", l.split('-').next().unwrap_or_default()));
        let day =
            document.published.map(|d| Element::new("document-date").with("iso-date", d.first().to_string()));
        Some(
            Element::new("document-link")
                .with("format", format(url))
                .with("url", url)
                .with_children([Element::new("title").with_children(title), category])
                .with_children(language)
                .with_children(day),
        )
    }
}

pub(super) fn budget(budget: &Budget) -> Result<Element, GapKey> {
    let (money, (start, end)) = budget.value.as_ref().zip(span(&budget.period)).ok_or("budget")?;
    if (end - start).get_days() > YEAR {
        return Err("budget-long");
    }
    let element = Element::new("budget").with_children(period(start, end)).with_children([value(money)]);
    let element = element.with_children(own::heading(budget.heading));
    Ok(completed(&["iati-activity", "budget"], element, budget.iati_rest.as_deref()))
}

pub(super) fn indicator_period(entry: &IndicatorPeriod) -> Option<Element> {
    let (start, end) = span(&entry.period)?;
    let measured = |name: &'static str, value: Option<rust_decimal::Decimal>| {
        value.map(|v| Element::new(name).with("value", v.to_string()))
    };
    let element = Element::new("period")
        .with_children(period(start, end))
        .with_children(measured("target", entry.target))
        .with_children(measured("actual", entry.actual));
    Some(completed(&["iati-activity", "result", "indicator", "period"], element, entry.iati_rest.as_deref()))
}
