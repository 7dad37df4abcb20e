//! Reading of elements in the register's own namespace; see [`crate::iati::own`].
use portulan_codelists::CodeList;
use portulan_iati::model::{IatiActivity, Lexical as _, Model as _, Narratives};
use portulan_iati::tree::Element;
use portulan_model::kinds::{
    Agreement, CostHeading, Funding, FundingStage, InKind, InKindKind, Instrument, Organisation, Signatory,
};
use portulan_model::{Channel, Currency, Money, PartialDate, Period, Ref, Text, WorkingDays};
use rust_decimal::Decimal;

use super::codes::listed;
use super::resolver::{NamedOrganisation, RecordResolver, fact};
use super::typed::text;
use crate::iati::own::{DECLARATION, NAMESPACE};

/// True if the prefix `portulan` is bound to the register's own namespace everywhere in an activity.
pub(super) fn is_declared(activity: &Element) -> bool {
    fn agrees(element: &Element) -> bool {
        element.attribute(DECLARATION).is_none_or(|uri| uri == NAMESPACE) && element.elements().all(agrees)
    }
    activity.attribute(DECLARATION) == Some(NAMESPACE) && agrees(activity)
}

fn first<'e>(whole: &'e Element, name: &str) -> Option<&'e Element> {
    whole.children_named(name).next()
}

pub(super) fn words(whole: &Element, name: &str) -> Text {
    let narratives = first(whole, name).map(|e| Narratives::read(e.clone()));
    narratives.map(|n| text(&n.narrative)).unwrap_or_default()
}

fn date(whole: &Element, name: &str) -> Option<PartialDate> {
    whole.attribute(name)?.trim().parse().ok()
}

fn period(whole: &Element) -> Period {
    Period { start: date(whole, "period-start"), end: date(whole, "period-end") }
}

fn money(element: &Element) -> Option<Money> {
    let currency = listed(CodeList::Currency, element.attribute("currency")?)?;
    let amount = Decimal::parse(element.text().trim())?;
    Some(Money { amount, currency: Currency(currency.to_owned()), value_date: date(element, "value-date")? })
}

fn party(book: &mut RecordResolver<'_>, element: &Element) -> Option<Ref<Organisation>> {
    let name = text(&Narratives::read(element.clone()).narrative);
    book.organisation(&NamedOrganisation {
        reference: element.attribute("ref"),
        kind: element.attribute("type"),
        name,
    })
}

/// The variant with this name.
fn word<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str, written: Option<&str>) -> Option<T> {
    all.iter().copied().find(|word| written == Some(name(*word)))
}

/// The channel of the first `crs-add` with a code of the list.
pub(super) fn channel(activity: &IatiActivity) -> Option<Channel> {
    let codes = activity.crs_add.iter().filter_map(|crs| crs.channel_code.as_ref());
    let codes = codes.filter_map(|code| listed(CodeList::Channel, &code.text));
    codes.map(|code| Channel(code.to_owned())).next()
}

/// Reads an agreement element.
pub(super) fn agreement(book: &mut RecordResolver<'_>, whole: &Element) -> Agreement {
    let mut signatories = Vec::new();
    for element in whole.children_named("portulan:signatory") {
        let organisation = first(element, "portulan:organisation").and_then(|e| party(book, e));
        if let Some(organisation) = organisation {
            let signed = date(element, "date");
            signatories.push(Signatory { organisation, signed, ..Signatory::default() });
        }
    }
    let stated = period(whole);
    Agreement {
        title: words(whole, "portulan:title"),
        signatories,
        period: (stated != Period::default()).then(|| fact(stated)),
        renewal: words(whole, "portulan:renewal"),
        deliberation: whole.attribute("deliberation").map(|number| fact(number.to_owned())),
        amounts: whole.children_named("portulan:amount").filter_map(money).map(fact).collect(),
        ..Agreement::default()
    }
}

/// The agreement that an element names, once agreements are identified.
pub(super) fn agreement_of(book: &RecordResolver<'_>, whole: &Element) -> Option<Ref<Agreement>> {
    book.agreements.named(first(whole, "portulan:agreement")?)
}

/// The cost heading of a budget or transaction.
pub(super) fn heading(whole: &Element) -> Option<CostHeading> {
    let code = first(whole, "portulan:cost-heading")?.attribute("code");
    word(CostHeading::ALL, CostHeading::name, code)
}

pub(super) fn funding(book: &mut RecordResolver<'_>, whole: &Element) -> Option<Funding> {
    let stage = word(FundingStage::ALL, FundingStage::name, whole.attribute("stage"))?;
    let instrument = word(Instrument::ALL, Instrument::name, whole.attribute("instrument"));
    let funder = party(book, first(whole, "portulan:funder")?)?;
    let value = first(whole, "portulan:value").and_then(money);
    let agreement = agreement_of(book, whole);
    Some(Funding { funder, value, stage, instrument, agreement, ..Funding::default() })
}

pub(super) fn in_kind(book: &mut RecordResolver<'_>, whole: &Element) -> Option<InKind> {
    let kind = word(InKindKind::ALL, InKindKind::name, whole.attribute("kind"))?;
    Some(InKind {
        kind,
        provider: first(whole, "portulan:provider").and_then(|e| party(book, e)),
        period: period(whole),
        description: words(whole, "portulan:description"),
        days: whole.attribute("days").and_then(Decimal::parse).map(WorkingDays),
        daily_cost: first(whole, "portulan:daily-cost").and_then(money),
        value: first(whole, "portulan:value").and_then(money),
        ..InKind::default()
    })
}
