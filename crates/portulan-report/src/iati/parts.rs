//! Parts that all activities have: texts, participants, places, goals.
use std::collections::BTreeSet;

use jiff::Timestamp;
use portulan_iati::tree::Element;
use portulan_model::kinds::{Participation, Role, SdgTag, Territory};
use portulan_model::{Entry, Point, Text};

use super::Exporter;

/// The reference system that IATI asks for.
const WGS84: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";

pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The default language first, without `xml:lang`; the others after it.
pub(super) fn narratives(text: &Text, lang: &str) -> Vec<Element> {
    let mut all: Vec<(&String, &String)> = text.0.iter().filter(|(_, t)| !t.trim().is_empty()).collect();
    all.sort_by_key(|(l, _)| l.as_str() != lang);
    all.into_iter()
        .map(|(l, t)| {
            Element::new("narrative").maybe("xml:lang", (l != lang).then_some(l.as_str())).holding(t.trim())
        })
        .collect()
}

/// The code of IATI's `OrganisationRole` that a role falls under.
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

pub(super) fn point(point: Point) -> Element {
    let pos = Element::new("pos").holding(format!("{} {}", point.lat, point.lon));
    Element::new("point").with("srsName", WGS84).and([pos])
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

impl Exporter<'_> {
    /// The authority, then who else takes part, each once a role.
    pub(super) fn participants(&self, participations: &[Participation]) -> Vec<Element> {
        let authority = &self.programme.authority.body;
        let own = authority.organisation.as_ref().map(portulan_model::Ref::slug);
        let mut out = vec![
            Element::new("participating-org")
                .with("ref", self.organisation.as_str())
                .with("type", self.authority_type())
                .with("role", "2")
                .and(self.narratives(&authority.name)),
        ];
        let mut seen = BTreeSet::new();
        for participation in participations {
            let role = role_code(participation.role);
            let Some(entry) = self.programme.organisations.get(&participation.organisation) else { continue };
            if Some(entry.slug.as_str()) == own || !seen.insert((entry.slug.as_str(), role)) {
                continue;
            }
            let element = Element::new("participating-org")
                .maybe("ref", super::money::reference(&entry.body))
                .maybe("type", entry.body.kind.as_ref().map(|k| k.value.as_str()))
                .with("role", role);
            out.push(element.and(self.narratives(&entry.body.name)));
        }
        out
    }

    /// Countries with equal shares where there are several, told as a gap: the register does not know the shares.
    pub(super) fn countries(&mut self, record: &str, territories: &[&Entry<Territory>]) -> Vec<Element> {
        let countries: BTreeSet<&str> = territories.iter().map(|t| t.body.country.0.as_str()).collect();
        let count = countries.len();
        if count > 1 {
            self.gap(record, "shares");
        }
        let element = |(i, code): (usize, &str)| {
            let share = share(i, count);
            Element::new("recipient-country")
                .with("code", code)
                .maybe("percentage", (count > 1).then_some(share))
        };
        countries.into_iter().enumerate().map(element).collect()
    }

    pub(super) fn place(&self, name: &Text, at: Option<Point>) -> Option<Element> {
        let named = self.narratives(name);
        let at = at?;
        let name = (!named.is_empty()).then(|| Element::new("name").and(named));
        Some(Element::new("location").and(name).and([point(at)]))
    }
}

/// One of `count` equal shares in hundredths of a percent, the first taking what is left over.
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
