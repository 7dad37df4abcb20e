//! Derives `portulan-map`'s tables from npm's `world-atlas` (Natural Earth, the world as it is held) under the
//! French point of view: Crimea is Ukraine's, the north of Cyprus is Cyprus', Somaliland is Somalia's.
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use portulan_map::{Country, MapPoint, World};
use serde_json::Value;

use crate::codelists::json;

type Line = Vec<(i64, i64)>;
/// Signed arc indices, as `TopoJSON` writes them (`!i` is arc `i` reversed).
type Ring = Vec<i64>;

pub fn run(npm: &Path) -> Result<()> {
    let codes = json(&npm.join("i18n-iso-countries/codes.json"))?;
    let alpha2: HashMap<String, String> = codes
        .as_array()
        .context("codes.json")?
        .iter()
        .filter_map(|row| Some((row[2].as_str()?.to_owned(), row[0].as_str()?.to_owned())))
        .collect();
    for (file, table) in [("countries-110m.json", "world.bin"), ("countries-50m.json", "region.bin")] {
        let topology = json(&npm.join("world-atlas").join(file))?;
        let world = derive(&topology, &alpha2)?;
        let path = crate::root().join("crates/portulan-map/data").join(table);
        std::fs::write(&path, portulan_map::encode(&world))
            .with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

fn derive(topology: &Value, alpha2: &HashMap<String, String>) -> Result<World> {
    let arcs = arcs(topology)?;
    let mut countries = countries(topology, alpha2)?;
    countries.remove("AQ"); // the maps end at 58° south
    french_point_of_view(&mut countries, &arcs)?;

    let mut uses: BTreeMap<i64, u32> = BTreeMap::new();
    for &arc in countries.values().flatten().flatten() {
        *uses.entry(arc.max(!arc)).or_default() += 1;
    }
    let once = |arc: &&i64| uses[&(**arc).max(!**arc)] == 1;
    let coast_arcs: Vec<i64> = countries.values().flatten().flatten().filter(once).copied().collect();
    let coast = stitch(coast_arcs.iter().flat_map(|&a| without_antimeridian(&oriented(&arcs, a))).collect());
    let borders = uses.iter().filter(|(_, n)| **n > 1).map(|(&a, _)| points(&arcs[index(a)])).collect();
    let countries = countries.iter().map(|(code, rings)| {
        let rings = rings.iter().map(|ring| points(&joined(&arcs, ring))).collect();
        Country { code: code.chars().take(2).collect(), rings }
    });
    let world =
        World { coast: coast.iter().map(|r| points(r)).collect(), borders, countries: countries.collect() };
    ensure!(world.coast.iter().all(|ring| ring.len() > 2), "a coast ring with fewer than three points");
    Ok(world)
}

fn index(arc: i64) -> usize {
    usize::try_from(arc.max(!arc)).unwrap_or_default()
}

/// Arcs in hundredths of a degree.
#[allow(clippy::cast_possible_truncation)]
fn arcs(topology: &Value) -> Result<Vec<Line>> {
    let pair = |v: &Value| Some((v[0].as_f64()?, v[1].as_f64()?));
    let (sx, sy) = pair(&topology["transform"]["scale"]).context("scale")?;
    let (tx, ty) = pair(&topology["transform"]["translate"]).context("translate")?;
    let decode = |arc: &Value| -> Option<Line> {
        let (mut x, mut y) = (0.0, 0.0);
        arc.as_array()?
            .iter()
            .map(|step| {
                let (dx, dy) = pair(step)?;
                (x, y) = (x + dx, y + dy);
                Some((((x * sx + tx) * 100.0).round() as i64, ((y * sy + ty) * 100.0).round() as i64))
            })
            .collect()
    };
    topology["arcs"].as_array().context("arcs")?.iter().map(|a| decode(a).context("an arc")).collect()
}

/// Rings by ISO code; a territory without a code has the key `--` and its name.
fn countries(topology: &Value, alpha2: &HashMap<String, String>) -> Result<BTreeMap<String, Vec<Ring>>> {
    let mut out: BTreeMap<String, Vec<Ring>> = BTreeMap::new();
    for geometry in topology["objects"]["countries"]["geometries"].as_array().context("geometries")? {
        let name = geometry["properties"]["name"].as_str().unwrap_or_default();
        let code = geometry["id"].as_str().and_then(|id| alpha2.get(id)).cloned();
        let code = code.unwrap_or_else(|| if name == "Kosovo" { "XK".into() } else { format!("--{name}") });
        let arcs = geometry["arcs"].clone();
        let polygons: Vec<Vec<Ring>> = match geometry["type"].as_str() {
            Some("Polygon") => vec![serde_json::from_value(arcs)?],
            _ => serde_json::from_value(arcs)?,
        };
        out.entry(code).or_default().extend(polygons.into_iter().flatten());
    }
    Ok(out)
}

fn french_point_of_view(countries: &mut BTreeMap<String, Vec<Ring>>, arcs: &[Line]) -> Result<()> {
    let russia = countries.get_mut("RU").context("Russia")?;
    let is_crimea = |ring: &Ring| {
        joined(arcs, ring).iter().all(|&(x, y)| (3200..3700).contains(&x) && (4400..4640).contains(&y))
    };
    let crimea: Vec<Ring> = russia.extract_if(.., |r| is_crimea(r)).collect();
    ensure!(crimea.len() == 1, "Crimea was expected as one ring of Russia, found {}", crimea.len());
    merge(countries.entry("UA".into()).or_default(), crimea, arcs);
    for (from, into) in [("--Somaliland", "SO"), ("--N. Cyprus", "CY")] {
        let rings = countries.remove(from).with_context(|| format!("{from} not found"))?;
        merge(countries.entry(into.into()).or_default(), rings, arcs);
    }
    Ok(())
}

/// Adds rings to a country and dissolves the arcs that both sides share.
fn merge(into: &mut Vec<Ring>, rings: Vec<Ring>, arcs: &[Line]) {
    let added: Vec<i64> = rings.iter().flatten().copied().collect();
    let touched: Vec<Ring> = into.extract_if(.., |r| r.iter().any(|a| added.contains(&!a))).collect();
    if touched.is_empty() {
        into.extend(rings);
        return;
    }
    let mut all: Vec<i64> = touched.into_iter().flatten().chain(added).collect();
    let twice: Vec<i64> = all.iter().copied().filter(|a| all.contains(&!a)).collect();
    all.retain(|a| !twice.contains(a));
    while let Some(first) = all.pop() {
        let mut ring = vec![first];
        let start = oriented(arcs, first)[0];
        let mut end = oriented(arcs, first).last().copied();
        while end != Some(start) {
            let Some(next) = all.iter().position(|&a| Some(oriented(arcs, a)[0]) == end) else { break };
            let arc = all.swap_remove(next);
            end = oriented(arcs, arc).last().copied();
            ring.push(arc);
        }
        into.push(ring);
    }
}

fn oriented(arcs: &[Line], arc: i64) -> Line {
    let line = &arcs[index(arc)];
    if arc < 0 { line.iter().rev().copied().collect() } else { line.clone() }
}

/// The points of a ring, the first not repeated at the end.
fn joined(arcs: &[Line], ring: &Ring) -> Line {
    ring.iter()
        .flat_map(|&a| {
            let mut line = oriented(arcs, a);
            line.pop();
            line
        })
        .collect()
}

/// Removes the segments along the antimeridian: there the source cuts the land; they are not coast.
fn without_antimeridian(line: &Line) -> Vec<Line> {
    let on_it = |p: &(i64, i64)| p.0.abs() >= 17_999;
    let mut pieces = vec![vec![line[0]]];
    for pair in line.windows(2) {
        if on_it(&pair[0]) && on_it(&pair[1]) {
            pieces.push(vec![pair[1]]);
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(pair[1]);
        }
    }
    pieces.retain(|p| p.len() > 1);
    pieces
}

/// Joins pieces end to start into rings; a point on the antimeridian is the same from both sides.
fn stitch(mut pieces: Vec<Line>) -> Vec<Line> {
    let key = |p: (i64, i64)| if p.0.abs() >= 17_999 { (18_000, p.1) } else { p };
    let near = |a: (i64, i64), b: (i64, i64)| {
        let (a, b) = (key(a), key(b));
        a.0 == b.0 && (a.1 - b.1).abs() <= if a.0 == 18_000 { 4 } else { 0 }
    };
    let mut rings = Vec::new();
    while let Some(mut ring) = pieces.pop() {
        while let Some(&end) = ring.last() {
            if near(ring[0], end) {
                break;
            }
            let Some(next) = pieces.iter().position(|p| near(p[0], end)) else { break };
            ring.extend(pieces.swap_remove(next).into_iter().skip(1));
        }
        ring.pop();
        rings.push(ring);
    }
    rings
}

#[allow(clippy::cast_precision_loss)]
fn points(line: &[(i64, i64)]) -> Vec<MapPoint> {
    line.iter().map(|&(x, y)| MapPoint::new(x as f64 / 100.0, y as f64 / 100.0)).collect()
}
