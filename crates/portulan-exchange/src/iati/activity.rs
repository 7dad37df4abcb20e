//! Partnerships and projects as IATI activities.
use jiff::civil::Date;
use portulan_iati::rest;
use portulan_iati::tree::Element;
use portulan_model::kinds::{Partnership, Project, SectorShare, Status, Territory};
use portulan_model::{Period, PublishedRecord, Text};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::exporter::{Exporter, moment, parsed};
use super::{own, parts};

/// The OECD-DAC code "Sectors not specified".
const UNSPECIFIED: &str = "99810";

/// The four dates of an activity: planned start, actual start, planned end, actual end.
struct ActivityDates {
    days: [Option<Date>; 4],
    /// True if a date known to the month or year was rounded to its first or last day.
    rounded: bool,
}

impl ActivityDates {
    fn elements(&self) -> Vec<Element> {
        let dated = self
            .days
            .iter()
            .zip(["1", "2", "3", "4"])
            .filter_map(|(date, code)| Some((date.as_ref()?, code)));
        dated
            .map(|(date, code)| {
                Element::new("activity-date").with("iso-date", date.to_string()).with("type", code)
            })
            .collect()
    }

    fn has_start(&self) -> bool {
        self.days[0].is_some() || self.days[1].is_some()
    }

    /// True if an activity can be written: it has a start date, or comes from an IATI file with any date.
    fn suffice(&self, stored: Option<&Element>) -> bool {
        self.has_start()
            || stored.is_some_and(|stored| {
                self.days.iter().any(Option::is_some) || rest::holds(stored, "activity-date")
            })
    }
}

impl Exporter<'_> {
    /// The identifier of an activity: its existing one, or one derived from the identity of its record, which
    /// does not change with the slug.
    pub(super) fn activity_identifier(&self, own: Option<&str>, id: Uuid) -> String {
        let digits = id.simple().to_string();
        own.map_or_else(|| format!("{}-{}", self.organisation, &digits[20..]), str::to_owned)
    }

    pub(super) fn today(&self) -> Date {
        let zone = jiff::tz::TimeZone::get(&self.programme.authority.body.time_zone)
            .unwrap_or(jiff::tz::TimeZone::UTC);
        zone.to_datetime(self.now).date()
    }

    /// Planned and actual periods. Actual dates in the future become planned, and ends before starts are
    /// dropped.
    fn dates(&self, planned: Option<&Period>, actual: Option<&Period>) -> ActivityDates {
        let start = |p: Option<&Period>| p.and_then(|p| p.start).map(portulan_model::PartialDate::first);
        let end = |p: Option<&Period>| p.and_then(|p| p.end).map(portulan_model::PartialDate::last);
        let today = self.today();
        let bounds = [planned, actual].into_iter().flatten().flat_map(|p| [p.start, p.end]).flatten();
        let rounded = bounds.into_iter().any(|d| d.day().is_none());
        let mut dates =
            ActivityDates { days: [start(planned), start(actual), end(planned), end(actual)], rounded };
        for (real, plan) in [(1, 0), (3, 2)] {
            if dates.days[real].is_some_and(|d| d > today) {
                let moved = dates.days[real].take();
                dates.days[plan] = dates.days[plan].or(moved);
            }
        }
        for (first, last) in [(0, 2), (1, 3)] {
            if dates.days[first].zip(dates.days[last]).is_some_and(|(a, b)| a > b) {
                dates.days[last] = None;
            }
        }
        dates
    }

    pub(super) fn partnership(&mut self, entry: &PublishedRecord<Partnership>) -> Option<Element> {
        let record = format!("partnerships/{}", entry.slug);
        let body = &entry.body;
        let mut stored = parsed(body.iati_rest.as_deref());
        let since = body.since.as_ref().map(|f| Period { start: Some(f.value), end: None });
        let dates = self.dates(None, since.as_ref());
        let identifier = self.activity_identifier(body.iati_identifier.as_deref(), entry.id);
        let head =
            self.head(&record, entry.updated, ("1", identifier), &body.title, (&dates, stored.as_ref()))?;
        let status = body.status.last().map(|s| match s.status {
            Status::Preparing => "1",
            Status::Active | Status::Slowed => "2",
            Status::Ended => "4",
            Status::Suspended => "6",
        });
        let mut descriptions: Vec<(&str, &Text)> = Vec::new();
        descriptions.extend(body.summary.as_ref().map(|f| ("1", &f.value)));
        descriptions.extend(body.objectives.iter().map(|f| ("2", &f.value)));
        let territories: Vec<_> =
            body.territories.iter().filter_map(|t| self.programme.territories.get(t)).collect();
        let places: Vec<_> = territories
            .iter()
            .filter_map(|t| self.place(&t.body.name, t.body.point.as_ref().map(|p| p.value)))
            .collect();
        let children = self.children.get(&entry.slug).into_iter().flatten().cloned();
        let children: Vec<_> = children.map(|identifier| ("2", identifier)).collect();
        let countries = self.countries(&record, &territories, &mut stored);
        let agreements = self.governing.get(entry.slug.as_str()).into_iter().flatten();
        let agreements: Vec<_> = agreements.filter_map(|a| self.agreement(a)).collect();
        let element = head
            .with_children(self.descriptions(&record, &body.title, &descriptions, stored.as_ref()))
            .with_children(self.participants(&body.participations))
            .with_children([self.status(&record, status, stored.as_ref())])
            .with_children(dates.elements())
            .with_children(countries)
            .with_children(places)
            .with_children(self.sectors(&record, &[], stored.as_ref()))
            .with_children(parts::tags(&body.sdgs))
            .with_children(related(children))
            .with_children(agreements);
        let element = declared(element);
        Some(rest::merge(&["iati-activity"], element, &stored.unwrap_or_default()))
    }

    pub(super) fn project(&mut self, entry: &PublishedRecord<Project>) -> Option<Element> {
        let record = format!("projects/{}", entry.slug);
        let body = &entry.body;
        let mut stored = parsed(body.iati_rest.as_deref());
        let planned = body.planned.as_ref().map(|f| &f.value);
        let dates = self.dates(planned, body.actual.as_ref().map(|f| &f.value));
        let identifier = self.activity_identifier(body.iati_identifier.as_deref(), entry.id);
        let head =
            self.head(&record, entry.updated, ("2", identifier), &body.title, (&dates, stored.as_ref()))?;
        let description: Vec<_> = body.description.iter().map(|f| ("1", &f.value)).collect();
        let parent = body.partnership.as_ref().and_then(|p| self.programme.partnerships.get(p));
        let mut territories: Vec<&PublishedRecord<Territory>> = body
            .locations
            .iter()
            .filter_map(|l| l.territory.as_ref())
            .filter_map(|t| self.programme.territories.get(t))
            .collect();
        if territories.is_empty() {
            let of_parent = parent.iter().flat_map(|p| &p.body.territories);
            territories.extend(of_parent.filter_map(|t| self.programme.territories.get(t)));
        }
        // The standard allows countries and sectors in the activity or in its transactions, not in both.
        let rests: Vec<_> = body.transactions.iter().filter_map(|t| parsed(t.iati_rest.as_deref())).collect();
        let of_transactions = |name: &str| rests.iter().any(|stored| rest::holds(stored, name));
        let countries = if of_transactions("recipient-country") || of_transactions("recipient-region") {
            Vec::new()
        } else {
            self.countries(&record, &territories, &mut stored)
        };
        let sectors = if body.sectors.is_empty() && of_transactions("sector") {
            Vec::new()
        } else {
            self.sectors(&record, &body.sectors, stored.as_ref())
        };
        let agreement = body.agreement.as_ref().and_then(|a| self.programme.agreements.get(a));
        let agreement = agreement.and_then(|a| self.agreement(a));
        let parents = parent
            .filter(|p| p.body.since.is_some() && !p.body.title.is_empty())
            .map(|p| ("1", self.activity_identifier(p.body.iati_identifier.as_deref(), p.id)));
        let element = head
            .with_children(self.descriptions(&record, &body.title, &description, stored.as_ref()))
            .with_children(self.participants(&body.participations))
            .with_children([self.status(
                &record,
                body.status.as_ref().map(|s| s.value.0.as_str()),
                stored.as_ref(),
            )])
            .with_children(dates.elements())
            .with_children(countries)
            .with_children(body.locations.iter().filter_map(|l| self.location(l)))
            .with_children(sectors)
            .with_children(parts::tags(&body.sdgs))
            .with_children(parts::markers(&body.markers))
            .with_children(parts::aid_type(body.aid_type.as_ref()))
            .with_children(body.documents.iter().filter_map(|d| self.document(d)))
            .with_children(related(parents))
            .with_children(self.money_and_results(&record, body))
            .with_children(own::channel(body.channel.as_ref()))
            .with_children(agreement)
            .with_children(body.funding.iter().filter_map(|f| self.funding(f)))
            .with_children(body.in_kind.iter().map(|given| self.in_kind(given)));
        let element = declared(element);
        Some(rest::merge(&["iati-activity"], element, &stored.unwrap_or_default()))
    }

    /// True if a project can be written.
    pub(super) fn is_written(&self, project: &Project) -> bool {
        let periods = (project.planned.as_ref(), project.actual.as_ref());
        let dates = self.dates(periods.0.map(|f| &f.value), periods.1.map(|f| &f.value));
        dates.suffice(parsed(project.iati_rest.as_deref()).as_ref()) && !project.title.is_empty()
    }

    /// Writes the elements common to all activities; `None`, and a gap, without a start date or a title.
    fn head(
        &mut self,
        record: &str,
        updated: jiff::Timestamp,
        (hierarchy, identifier): (&str, String),
        title: &Text,
        (dates, stored): (&ActivityDates, Option<&Element>),
    ) -> Option<Element> {
        let title = self.narratives(title);
        if !self.always && (!dates.suffice(stored) || title.is_empty()) {
            self.gap(record, if title.is_empty() { "title" } else { "start" });
            return None;
        }
        if dates.rounded {
            self.gap(record, "date-rounded");
        }
        Some(
            Element::new("iati-activity")
                .with("last-updated-datetime", moment(updated))
                .with("xml:lang", self.lang)
                .with("hierarchy", hierarchy)
                .with_children([
                    Element::new("iati-identifier").with_text(identifier),
                    self.reporting_org_as("reporting-org"),
                    Element::new("title").with_children(title),
                ]),
        )
    }

    /// Descriptions with their types; the title if there are none, since the standard requires one.
    fn descriptions(
        &mut self,
        record: &str,
        title: &Text,
        texts: &[(&str, &Text)],
        stored: Option<&Element>,
    ) -> Vec<Element> {
        let mut out = Vec::new();
        for (kind, text) in texts {
            let narratives = self.narratives(text);
            if !narratives.is_empty() {
                out.push(Element::new("description").with("type", *kind).with_children(narratives));
            }
        }
        if out.is_empty() && !has(stored, "description") {
            self.gap(record, "description");
            out.push(Element::new("description").with("type", "1").with_children(self.narratives(title)));
        }
        out
    }

    fn status(&mut self, record: &str, code: Option<&str>, stored: Option<&Element>) -> Element {
        let known = |stored: &Element| {
            stored.children_named("activity-status").any(|status| status.attribute("code").is_some())
        };
        if code.is_none() && !stored.is_some_and(known) {
            self.gap(record, "status");
        }
        Element::new("activity-status").with("code", code.unwrap_or("2"))
    }

    /// Sectors with their percentages; the code for "not specified" if there are none, or if the percentages
    /// do not add up to 100.
    fn sectors(&mut self, record: &str, sectors: &[SectorShare], stored: Option<&Element>) -> Vec<Element> {
        if sectors.is_empty() && has(stored, "sector") {
            return Vec::new();
        }
        let sum: Option<Decimal> = sectors.iter().map(|s| s.percentage).sum();
        let known = match sectors {
            [] => false,
            [only] => only.percentage.is_none_or(|p| p == Decimal::ONE_HUNDRED),
            _ => sum == Some(Decimal::ONE_HUNDRED),
        };
        if !known {
            self.gap(record, "sector");
            return vec![Element::new("sector").with("vocabulary", "1").with("code", UNSPECIFIED)];
        }
        let element = |s: &SectorShare| {
            let percentage = s.percentage.filter(|_| sectors.len() > 1).map(|p| p.to_string());
            Element::new("sector")
                .with("vocabulary", "1")
                .with("code", s.code.0.as_str())
                .with_optional("percentage", percentage)
        };
        sectors.iter().map(element).collect()
    }
}

/// Declares the register's own namespace, if the element uses it.
fn declared(element: Element) -> Element {
    let used = own::is_used(&element);
    element.with_optional(own::DECLARATION, used.then_some(own::NAMESPACE))
}

fn related(activities: impl IntoIterator<Item = (&'static str, String)>) -> Vec<Element> {
    let element = |(kind, id)| Element::new("related-activity").with("ref", id).with("type", kind);
    activities.into_iter().map(element).collect()
}

/// True if a rest has elements with this name, so that none is generated.
fn has(stored: Option<&Element>, name: &str) -> bool {
    stored.is_some_and(|stored| rest::replaces(stored, name))
}
