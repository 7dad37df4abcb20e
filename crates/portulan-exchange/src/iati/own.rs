//! Content without an IATI element, in elements of the register's own namespace, as the standard allows: the
//! funding plan, contributions in kind, agreements. The channel of delivery uses the standard
//! `crs-add/channel-code`.
use portulan_iati::tree::Element;
use portulan_model::kinds::{Agreement, CostHeading, Funding, InKind, Instrument, Organisation};
use portulan_model::{Channel, Fact, Money, Period, PublishedRecord, Ref, Text};

use super::exporter::Exporter;
use super::narratives::narratives;

/// The namespace of these elements; its prefix is `portulan`.
pub(super) const NAMESPACE: &str = portulan_iati::rest::OWN_NAMESPACE;
/// The attribute that declares the namespace.
pub(super) const DECLARATION: &str = "xmlns:portulan";

/// The channel of delivery.
pub(super) fn channel(channel: Option<&Channel>) -> Option<Element> {
    let code = Element::new("channel-code").with_text(&channel?.0);
    Some(Element::new("crs-add").with_children([code]))
}

/// The cost heading of a budget or payment.
pub(super) fn heading(heading: Option<CostHeading>) -> Option<Element> {
    heading.map(|heading| Element::new("portulan:cost-heading").with("code", heading.name()))
}

/// True if an element or a descendant is in the register's own namespace.
pub(super) fn is_used(element: &Element) -> bool {
    element.name.starts_with("portulan:") || element.elements().any(is_used)
}

fn money(name: &'static str, money: Option<&Money>) -> Option<Element> {
    let money = money?;
    Some(
        Element::new(name)
            .with("currency", money.currency.0.as_str())
            .with("value-date", money.value_date.to_string())
            .with_text(money.amount.to_string()),
    )
}

fn span(element: Element, period: Option<&Period>) -> Element {
    let day = |day: Option<portulan_model::PartialDate>| day.map(|day| day.to_string());
    element
        .with_optional("period-start", period.and_then(|p| day(p.start)))
        .with_optional("period-end", period.and_then(|p| day(p.end)))
}

/// An agreement element with the identity of its record: titles may be ambiguous.
fn named(entry: &PublishedRecord<Agreement>) -> Element {
    Element::new("portulan:agreement").with("ref", entry.id.to_string())
}

impl Exporter<'_> {
    fn words(&self, name: &'static str, text: &Text) -> Option<Element> {
        let narratives = narratives(text, self.lang);
        (!narratives.is_empty()).then(|| Element::new(name).with_children(narratives))
    }

    fn own_party(&self, name: &'static str, organisation: Option<&Ref<Organisation>>) -> Option<Element> {
        let entry = self.programme.organisations.get(organisation?)?;
        Some(self.organisation_as(name, entry))
    }

    /// An agreement with its identifier and title only.
    pub(super) fn agreement_title(&self, agreement: Option<&Ref<Agreement>>) -> Option<Element> {
        let entry = self.programme.agreements.get(agreement?)?;
        Some(named(entry).with_children([self.words("portulan:title", &entry.body.title)?]))
    }

    /// An agreement with its parties, period and amounts.
    pub(super) fn agreement(&self, entry: &PublishedRecord<Agreement>) -> Option<Element> {
        let body = &entry.body;
        let title = self.words("portulan:title", &body.title)?;
        let signatory = |s: &portulan_model::kinds::Signatory| {
            let party = self.own_party("portulan:organisation", Some(&s.organisation))?;
            let signed = s.signed.map(|day| day.to_string());
            Some(Element::new("portulan:signatory").with_optional("date", signed).with_children([party]))
        };
        let amounts =
            body.amounts.iter().filter_map(|f: &Fact<Money>| money("portulan:amount", Some(&f.value)));
        let element =
            named(entry).with_optional("deliberation", body.deliberation.as_ref().map(|f| f.value.as_str()));
        let element = span(element, body.period.as_ref().map(|f| &f.value))
            .with_children([title])
            .with_children(self.words("portulan:renewal", &body.renewal))
            .with_children(body.signatories.iter().filter_map(signatory))
            .with_children(amounts);
        Some(element)
    }

    /// A line of the funding plan. Due reports are internal, and not written.
    pub(super) fn funding(&self, funding: &Funding) -> Option<Element> {
        let funder = self.own_party("portulan:funder", Some(&funding.funder))?;
        let element = Element::new("portulan:funding")
            .with("stage", funding.stage.name())
            .with_optional("instrument", funding.instrument.map(Instrument::name))
            .with_children([funder])
            .with_children(money("portulan:value", funding.value.as_ref()))
            .with_children(self.agreement_title(funding.agreement.as_ref()));
        Some(element)
    }

    /// A contribution in kind.
    pub(super) fn in_kind(&self, given: &InKind) -> Element {
        let element = Element::new("portulan:in-kind")
            .with("kind", given.kind.name())
            .with_optional("days", given.days.map(|days| days.0.to_string()));
        span(element, Some(&given.period))
            .with_children(self.own_party("portulan:provider", given.provider.as_ref()))
            .with_children(self.words("portulan:description", &given.description))
            .with_children(money("portulan:daily-cost", given.daily_cost.as_ref()))
            .with_children(money("portulan:value", given.value.as_ref()))
    }
}
