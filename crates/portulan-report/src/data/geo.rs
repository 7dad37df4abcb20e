//! Places as GeoJSON (RFC 7946): the territories of partnerships, where projects are, where events take place.
use portulan_model::kinds::Project;
use portulan_model::{Entry, Kind, Point, Programme, Ref, Text};
use serde_json::{Map, Value, json};

/// All published points, with the record that each belongs to.
pub fn geojson(programme: &Programme, url: &str) -> Value {
    let mut features = Vec::new();
    for e in &programme.partnerships {
        for territory in programme.territories_of(&e.body) {
            let Some(point) = &territory.body.point else { continue };
            let mut properties = about(programme, url, Kind::Partnership, &e.slug, &e.body.title);
            properties.insert("partnership_kind".into(), json!(e.body.kind.name()));
            properties.insert("status".into(), json!(e.body.status.last().map(|s| s.status.name())));
            properties.insert("territory".into(), json!(territory.slug));
            properties.insert("country".into(), json!(territory.body.country.0));
            features.push(feature(point.value, &properties));
        }
    }
    for e in &programme.projects {
        for point in points(programme, e) {
            let mut properties = about(programme, url, Kind::Project, &e.slug, &e.body.title);
            properties.insert("partnership".into(), json!(e.body.partnership.as_ref().map(Ref::slug)));
            features.push(feature(point, &properties));
        }
    }
    for e in &programme.events {
        let Some(point) = e.body.place.as_ref().and_then(|p| p.point) else { continue };
        let mut properties = about(programme, url, Kind::Event, &e.slug, &e.body.title);
        let dates = e.body.dates.as_ref().map(|d| d.value);
        properties.insert("start".into(), json!(dates.and_then(|d| d.start).map(|d| d.to_string())));
        features.push(feature(point, &properties));
    }
    json!({"type": "FeatureCollection", "features": features})
}

/// The points of a project; where a location has none of its own, its territory's.
fn points<'a>(programme: &'a Programme, e: &'a Entry<Project>) -> impl Iterator<Item = Point> + 'a {
    e.body.locations.iter().filter_map(|l| {
        let territory = || programme.territories.get(l.territory.as_ref()?)?.body.point.as_ref();
        l.point.or_else(|| territory().map(|fact| fact.value))
    })
}

fn about(programme: &Programme, url: &str, kind: Kind, slug: &str, title: &Text) -> Map<String, Value> {
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

/// Longitude comes first, as the standard asks.
fn feature(point: Point, properties: &Map<String, Value>) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        "properties": properties,
    })
}
