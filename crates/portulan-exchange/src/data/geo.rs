//! Places as GeoJSON (RFC 7946): territories of partnerships, locations of projects, places of events.
use std::io::Write;

use portulan_model::kinds::Project;
use portulan_model::{Kind, Point, PublishedRecord, PublishedRegister, Ref, Text};
use serde_json::{Map, Value, json};

use super::{DataError, RowScope};

/// All published points, with the record that each belongs to.
pub fn geojson(programme: &PublishedRegister, url: &str) -> Value {
    let features: Vec<Value> = apart(programme, url).chain(of_projects(programme, url)).collect();
    json!({"type": "FeatureCollection", "features": features})
}

/// A writer of GeoJSON that accepts places in batches.
pub struct GeoSink<W: Write> {
    out: W,
    begun: bool,
}

impl<W: Write> GeoSink<W> {
    /// Starts the file.
    pub fn begin(mut out: W) -> Result<Self, DataError> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, begun: false })
    }

    /// Adds the places of some records of a register.
    pub fn add(&mut self, programme: &PublishedRegister, url: &str, part: RowScope) -> Result<(), DataError> {
        let (apart, projects) = (apart(programme, url), of_projects(programme, url));
        let apart = apart.filter(|_| part != RowScope::Projects);
        for place in apart.chain(projects.filter(|_| part != RowScope::Apart)) {
            if std::mem::replace(&mut self.begun, true) {
                self.out.write_all(b",")?;
            }
            write!(self.out, "{place}")?;
        }
        Ok(())
    }

    /// Completes the file.
    pub fn finish(mut self) -> Result<W, DataError> {
        self.out.write_all(b"]}")?;
        Ok(self.out)
    }
}

/// The territories of partnerships, and the places of events.
fn apart<'a>(programme: &'a PublishedRegister, url: &'a str) -> impl Iterator<Item = Value> + 'a {
    let partnerships = programme.partnerships.iter().flat_map(move |e| {
        programme.territories_of(&e.body).filter_map(move |territory| {
            let point = territory.body.point.as_ref()?;
            let mut properties = about(programme, url, Kind::Partnership, &e.slug, &e.body.title);
            properties.insert("partnership_kind".into(), json!(e.body.kind.name()));
            properties.insert("status".into(), json!(e.body.status.last().map(|s| s.status.name())));
            properties.insert("territory".into(), json!(territory.slug));
            properties.insert("country".into(), json!(territory.body.country.0));
            Some(feature(point.value, &properties))
        })
    });
    let events = programme.events.iter().filter_map(move |e| {
        let point = e.body.place.as_ref()?.point?;
        let mut properties = about(programme, url, Kind::Event, &e.slug, &e.body.title);
        let dates = e.body.dates.as_ref().map(|d| d.value);
        properties.insert("start".into(), json!(dates.and_then(|d| d.start).map(|d| d.to_string())));
        Some(feature(point, &properties))
    });
    partnerships.chain(events)
}

/// The locations of projects.
fn of_projects<'a>(programme: &'a PublishedRegister, url: &'a str) -> impl Iterator<Item = Value> + 'a {
    programme.projects.iter().flat_map(move |e| {
        points(programme, e).map(move |point| {
            let mut properties = about(programme, url, Kind::Project, &e.slug, &e.body.title);
            properties.insert("partnership".into(), json!(e.body.partnership.as_ref().map(Ref::slug)));
            feature(point, &properties)
        })
    })
}

/// The points of a project; a location without coordinates uses those of its territory.
fn points<'a>(
    programme: &'a PublishedRegister,
    e: &'a PublishedRecord<Project>,
) -> impl Iterator<Item = Point> + 'a {
    e.body.locations.iter().filter_map(|l| {
        let territory = || programme.territories.get(l.territory.as_ref()?)?.body.point.as_ref();
        l.point.or_else(|| territory().map(|fact| fact.value))
    })
}

fn about(
    programme: &PublishedRegister,
    url: &str,
    kind: Kind,
    slug: &str,
    title: &Text,
) -> Map<String, Value> {
    let languages = &programme.authority.body.languages;
    let language = languages.first().map_or("fr", String::as_str);
    let mut out = Map::new();
    out.insert("kind".into(), json!(kind.singular()));
    out.insert("slug".into(), json!(slug));
    for tag in languages {
        out.insert(format!("title_{tag}"), json!(title.0.get(tag)));
    }
    out.insert("url".into(), json!(format!("{url}/{language}/{}/{slug}", kind.folder())));
    out
}

/// A feature; the longitude comes first, as the standard requires.
fn feature(point: Point, properties: &Map<String, Value>) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        "properties": properties,
    })
}
