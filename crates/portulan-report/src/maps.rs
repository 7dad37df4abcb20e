//! Maps of the register as SVG: the world map with the authority's lines, and locator maps.
use std::fmt::Write as _;

use portulan_locales::key;
use portulan_map::MapPoint;
use portulan_map::draw::region::{self, Region, RegionPlace};
use portulan_map::draw::{fixed, world_map};
use portulan_model::Ref;
use portulan_model::kinds::{PartnershipKind, Territory, TerritoryKind};

use crate::localizer::Localizer;
use portulan_locales::markup::escape;

/// Colours of maps in reports.
const INK: &str = "#14233f";
const LAND: &str = "#ece5d3";
const PARTNER: &str = "#e2d7b8";
const PAPER: &str = "#fbf9f4";
const GREEN: &str = "#176b5d";

/// A locator map: places in their region.
pub struct Locator {
    /// The width, in SVG units.
    pub width: f64,
    /// The height, in SVG units.
    pub height: f64,
    /// The elements of the map.
    pub map: Region,
    /// The alternative text.
    pub text: String,
}

/// Converts coordinates to the type of the map crate.
pub fn point(p: portulan_model::Point) -> MapPoint {
    MapPoint::new(p.lon, p.lat)
}

/// The locator map of some territories; `None` if none has coordinates.
pub fn locator(voice: &Localizer<'_>, territories: &[Ref<Territory>]) -> Option<Locator> {
    let found = territories.iter().filter_map(|t| voice.programme.territories.get(t));
    let found = found.filter_map(|t| Some((point(t.body.point.as_ref()?.value), &t.body)));
    let found: Vec<(MapPoint, &Territory)> = found.collect();
    let &(_, first) = found.first()?;
    let places: Vec<RegionPlace<'_>> =
        found.iter().map(|(at, t)| RegionPlace { at: *at, name: voice.s(&t.name) }).collect();
    let home = voice.authority().port.as_ref().map(|p| point(p.value));
    let names: Vec<&str> = places.iter().map(|place| place.name).collect();
    let text = format!("{}, {}", names.join(", "), voice.country(&first.country.0));
    Some(Locator {
        width: region::WIDTH,
        height: region::HEIGHT,
        text: voice.tw(key!("locator-text"), &text),
        map: region::region(&places, &first.country.0, breadth(first.kind), home)?,
    })
}

/// The width in kilometres of a map that shows a territory of this type in its surroundings.
fn breadth(kind: TerritoryKind) -> f64 {
    match kind {
        TerritoryKind::City | TerritoryKind::Metropolis | TerritoryKind::District => 1800.0,
        TerritoryKind::Province
        | TerritoryKind::Prefecture
        | TerritoryKind::Region
        | TerritoryKind::State => 2600.0,
        TerritoryKind::Country => 4500.0,
    }
}

/// A locator map as an SVG document.
pub fn locator_svg(locator: &Locator, accent: &str) -> String {
    let Locator { width, height, map, .. } = locator;
    let mut out = open(*width, *height);
    let _ = write!(
        out,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".08\"/>\
         <path d=\"{}\" fill=\"{LAND}\" stroke=\"{INK}\" stroke-width=\".8\"/>\
         <path d=\"{}\" fill=\"{PARTNER}\" stroke=\"{INK}\" stroke-width=\".8\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".3\" stroke-width=\".8\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"{accent}\" stroke-width=\"1.6\"/>",
        map.graticule, map.land, map.country, map.borders, map.route
    );
    for mark in &map.marks {
        let anchor = if mark.ends { " text-anchor=\"end\"" } else { "" };
        let _ = write!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"8\" fill=\"{accent}\" stroke=\"{PAPER}\" stroke-width=\"2\"/>",
            mark.x, mark.y
        );
        name(&mut out, (&mark.label_x, &mark.y), 22.0, anchor, &mark.name);
    }
    let _ = write!(
        out,
        "<g transform=\"translate(24 432)\"><path d=\"M0 0v6h{}v-6\" fill=\"none\" stroke=\"{INK}\"/>\
         <text x=\"0\" y=\"-6\" font-size=\"15\" fill=\"{INK}\">{}</text></g></svg>",
        map.scale.0,
        escape(&map.scale.1)
    );
    out
}

/// The world map with the lines from the authority's port to its partners.
pub fn world_svg(voice: &Localizer<'_>, accent: &str) -> String {
    let base = world_map::base();
    let home = voice.authority().port.as_ref().map(|p| point(p.value));
    let mut out = open(world_map::WIDTH, world_map::HEIGHT);
    let at_home = home.and_then(world_map::locate);
    let codes = voice.programme.partnerships_by_country();
    let _ = write!(
        out,
        "<path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".06\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".07\"/>\
         <path d=\"{}\" fill=\"{LAND}\" stroke=\"{INK}\" stroke-width=\".7\"/>\
         <path d=\"{}\" fill=\"{PARTNER}\" stroke=\"{INK}\" stroke-width=\".7\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-opacity=\".25\" stroke-width=\".6\"/>",
        base.graticule,
        at_home.map(world_map::rhumbs).unwrap_or_default(),
        base.land,
        world_map::land_of(codes.into_keys()),
        base.borders
    );
    let ports = ports(voice);
    for (place, _, colour) in &ports {
        if let Some(from) = home {
            let colour = colour.unwrap_or(accent);
            let route = world_map::route(from, *place);
            let _ =
                write!(out, "<path d=\"{route}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/>");
        }
    }
    let own = at_home.map(|at| (at, voice.s(&voice.authority().port_name), None));
    let placed =
        ports.iter().filter_map(|(p, name, colour)| Some((world_map::locate(*p)?, *name, Some(*colour))));
    let marks: Vec<_> = own.into_iter().chain(placed).collect();
    let labels = world_map::names(marks.iter().map(|(at, name, _)| (*at, *name)));
    for ((at, text, colour), label) in marks.iter().zip(labels) {
        let (x, y) = (fixed(at.0), fixed(at.1));
        let fill = colour.map_or(INK, |colour| colour.unwrap_or(accent));
        let _ = write!(
            out,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"7\" fill=\"{fill}\" stroke=\"{PAPER}\" stroke-width=\"1.5\"/>"
        );
        if let Some((x, y)) = label {
            name(&mut out, (&x, &y), world_map::LABEL_SIZE, "", text);
        }
    }
    out.push_str("</svg>");
    out
}

/// The coordinates and names of partners, and the colour of those that are not decentralised cooperation.
fn ports<'a>(voice: &Localizer<'a>) -> Vec<(MapPoint, &'a str, Option<&'static str>)> {
    let mut ports = Vec::new();
    for entry in &voice.programme.partnerships {
        let colour = (entry.body.kind == PartnershipKind::OtherPartnership).then_some(GREEN);
        let title = entry.body.title.text(voice.language.tag());
        let territories = voice.programme.territories_of(&entry.body);
        let points = territories.filter_map(|t| t.body.point.as_ref()).map(|p| point(p.value));
        ports.extend(points.map(|at| (at, title, colour)));
    }
    ports
}

fn open(width: f64, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
    )
}

/// Writes a name with a light outline, so that lines do not cross it.
fn name(out: &mut String, (x, y): (&str, &str), size: f64, more: &str, text: &str) {
    let text = escape(text);
    let edge = format!("stroke=\"{PAPER}\" stroke-width=\"4\" stroke-linejoin=\"round\"");
    for paint in [edge.as_str(), ""] {
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{y}\"{more} font-size=\"{size}\" font-weight=\"600\" fill=\"{INK}\" {paint}>{text}</text>"
        );
    }
}
