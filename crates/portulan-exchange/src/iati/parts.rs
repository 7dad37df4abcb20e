//! Elements common to all activities: texts, participants, locations, goals.
use std::collections::BTreeSet;

use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::kinds::{
    Location, Marker, MarkerScore, Participation, Role, SdgTag, Territory, TerritoryKind,
};
use portulan_model::{AidType, Point, PublishedRecord, Text};

use super::exporter::{Exporter, completed};

/// The spatial reference system that IATI requires.
const WGS84: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";

/// The code of IATI's `OrganisationRole` for a role.
fn role_code(role: Role) -> &'static str {
    match role {
        Role::Funding => "1",
        Role::Accountable | Role::Initiator => "2",
        Role::Extending | Role::OperatorByDelegation => "3",
        Role::Implementing
        | Role::TechnicalSupport
        | Role::Scientific
        | Role::Partner
        | Role::Host
        | Role::Organiser
        | Role::Support
        | Role::Beneficiary => "4",
    }
}

/// The key by which the standard distinguishes participations: organisation and role code.
pub(super) fn participation_key(participation: &Participation) -> (&str, &'static str) {
    (participation.organisation.slug(), role_code(participation.role))
}

/// The participations that are written: the first of each key.
pub(super) fn written(participations: &[Participation]) -> impl Iterator<Item = &Participation> {
    let mut seen = BTreeSet::new();
    participations.iter().filter(move |p| seen.insert(participation_key(p)))
}

pub(super) fn point(point: Point) -> Element {
    let pos = Element::new("pos").with_text(format!("{} {}", point.lat, point.lon));
    Element::new("point").with("srsName", WGS84).with_children([pos])
}

pub(super) fn tags(sdgs: &[SdgTag]) -> Vec<Element> {
    let code = |tag: &SdgTag| match &tag.target {
        Some(target) => ("3", target.clone()),
        None => ("2", tag.goal.to_string()),
    };
    let codes: BTreeSet<_> = sdgs.iter().map(code).collect();
    codes
        .into_iter()
        .map(|(vocabulary, code)| Element::new("tag").with("vocabulary", vocabulary).with("code", code))
        .collect()
}

/// The OECD-DAC code of a marker.
pub(super) fn marker_code(marker: Marker) -> &'static str {
    match marker {
        Marker::GenderEquality => "1",
        Marker::Environment => "2",
        Marker::Biodiversity => "5",
        Marker::ClimateMitigation => "6",
        Marker::ClimateAdaptation => "7",
        Marker::Desertification => "8",
        Marker::DisasterRiskReduction => "10",
        Marker::Disability => "11",
        Marker::Nutrition => "12",
        Marker::ParticipatoryDevelopment => "3",
        Marker::TradeDevelopment => "4",
        Marker::ReproductiveHealth => "9",
    }
}

/// Policy markers with their scores.
pub(super) fn markers(scores: &[MarkerScore]) -> impl Iterator<Item = Element> {
    scores.iter().map(|score| {
        Element::new("policy-marker")
            .with("vocabulary", "1")
            .with("code", marker_code(score.marker))
            .with("significance", score.score.to_string())
    })
}

/// The type of aid, if it is known.
pub(super) fn aid_type(aid: Option<&AidType>) -> Option<Element> {
    aid.map(|aid| Element::new("default-aid-type").with("code", aid.0.as_str()))
}

impl Exporter<'_> {
    /// The authority as accountable, unless the register states its role; then the other organisations, once
    /// per role.
    pub(super) fn participants(&self, participations: &[Participation]) -> Vec<Element> {
        let authority = &self.programme.authority.body;
        let own = authority.organisation.as_ref().map(portulan_model::Ref::slug);
        let known = participations.iter().any(|p| Some(p.organisation.slug()) == own);
        let mut out = Vec::new();
        if !known {
            out.push(self.reporting_org_as("participating-org").with("role", "2"));
        }
        out.extend(written(participations).filter_map(|p| self.participant(p)));
        out
    }

    pub(super) fn participant(&self, participation: &Participation) -> Option<Element> {
        let entry = self.programme.organisations.get(&participation.organisation)?;
        let element =
            self.organisation_as("participating-org", entry).with("role", role_code(participation.role));
        let rest = participation.iati_rest.as_deref();
        Some(completed(&["iati-activity", "participating-org"], element, rest))
    }

    /// Countries with their percentages. Unknown percentages are written as equal shares, and reported as a
    /// gap.
    pub(super) fn countries(
        &mut self,
        record: &str,
        territories: &[&PublishedRecord<Territory>],
        stored: &mut Option<Element>,
    ) -> Vec<Element> {
        let countries: BTreeSet<&str> = territories.iter().map(|t| t.body.country.0.as_str()).collect();
        let count = countries.len();
        let element = |(i, code): (usize, &str)| {
            let share = (count > 1).then(|| share(i, count));
            Element::new("recipient-country").with("code", code).with_optional("percentage", share)
        };
        let elements: Vec<_> = countries.into_iter().enumerate().map(element).collect();
        // Percentages stated for other countries do not apply.
        let known =
            |stored: &Element| stored.children_named("recipient-country").all(|e| rest::fits(e, &elements));
        if !stored.as_ref().is_some_and(known) {
            if let Some(stored) = stored.as_mut().filter(|_| count > 0) {
                stored
                    .children
                    .retain(|c| !matches!(c, ElementChild::Element(e) if e.name == "recipient-country"));
            }
            if count > 1 {
                self.gap(record, "shares");
            }
        }
        elements
    }

    /// The location of a project: its own coordinates, or those of its territory unless that is a whole
    /// country.
    pub(super) fn location(&self, location: &Location) -> Option<Element> {
        let territory = location.territory.as_ref().and_then(|t| self.programme.territories.get(t));
        let known = territory
            .filter(|t| t.body.kind != TerritoryKind::Country)
            .and_then(|t| t.body.point.as_ref())
            .map(|p| p.value);
        let name = territory.filter(|_| location.name.is_empty()).map_or(&location.name, |t| &t.body.name);
        let element = self.place(name, location.point.or(known))?;
        Some(completed(&["iati-activity", "location"], element, location.iati_rest.as_deref()))
    }

    pub(super) fn place(&self, name: &Text, at: Option<Point>) -> Option<Element> {
        let named = self.narratives(name);
        let at = at?;
        let name = (!named.is_empty()).then(|| Element::new("name").with_children(named));
        Some(Element::new("location").with_children(name).with_children([point(at)]))
    }
}

/// One of `count` equal shares in hundredths of a percent; the first takes the remainder.
fn share(i: usize, count: usize) -> String {
    let each = 10_000 / count.max(1);
    let hundredths = if i == 0 { 10_000 - each * (count - 1) } else { each };
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_sum_to_a_hundred() {
        for count in 1..=250 {
            let sum: f64 = (0..count).map(|i| super::share(i, count).parse::<f64>().expect("a number")).sum();
            assert!((sum - 100.0).abs() < 1e-6, "{count}: {sum}");
        }
    }
}
