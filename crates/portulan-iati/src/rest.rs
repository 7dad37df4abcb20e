//! What a whole element says and a part of it does not, and how the part becomes whole again.
//!
//! A system that keeps some of a record keeps the [`rest`] beside it, and [`merge`]s both when it writes. In between, what
//! it keeps may change: then its own word counts, and what the rest said of things that are gone goes with them.
use crate::schema::{ANY, Content, Grammar, NAMES, Particle, TYPES, Type};
use crate::tree::{Child, Element};
use crate::xml::is_blank;

/// On an element of a rest: it completes the element with the same key, and means nothing without it.
const PARTIAL: &str = "portulan-partial";

/// Attributes that tell elements of one name apart, with their value by default.
const KEYS: &[(&str, &[(&str, &str)])] = &[
    ("activity-date", &[("type", "")]),
    ("actual", &[("value", "")]),
    ("baseline", &[("year", "")]),
    ("category", &[("code", "")]),
    ("description", &[("type", "1")]),
    ("document-link", &[("url", "")]),
    ("language", &[("code", "")]),
    ("narrative", &[("xml:lang", "")]),
    ("participating-org", &[("ref", ""), ("role", "")]),
    ("recipient-country", &[("code", "")]),
    ("recipient-region", &[("vocabulary", "1"), ("code", "")]),
    ("related-activity", &[("type", ""), ("ref", "")]),
    ("sector", &[("vocabulary", "1"), ("code", "")]),
    ("tag", &[("vocabulary", ""), ("code", "")]),
    ("target", &[("value", "")]),
];

/// Attributes that a part fills with what is most likely: the rest knows better.
const GUESSED: &[(&str, &str)] = &[
    ("document-link", "format"),
    ("iati-activity", "hierarchy"),
    ("indicator", "measure"),
    ("recipient-country", "percentage"),
];

/// What `whole` says beyond `part`; `None` when nothing. `path` leads from a record to the element, such as
/// `["iati-activity", "result"]`. Where both say something else of the same thing, only guesses are kept.
pub fn rest(path: &[&str], whole: &Element, part: &Element) -> Option<Element> {
    rest_of(type_at(path), whole, part)
}

/// The part with the rest, in the order of the schema.
pub fn merge(path: &[&str], part: Element, rest: &Element) -> Element {
    merge_of(type_at(path), part, rest)
}

fn type_at(path: &[&str]) -> Option<&'static Type> {
    let (first, others) = path.split_first()?;
    let root = match *first {
        "iati-organisation" => "iati-organisations",
        _ => "iati-activities",
    };
    let grammar = Grammar::of(root, "2.03")?;
    let (_, ty) = grammar.globals.iter().find(|(name, _)| NAMES[usize::from(*name)] == *first)?;
    others.iter().try_fold(&TYPES[usize::from(*ty)], |ty, name| child_type(ty, name))
}

/// The place in its parent's order of what an element holds.
fn particle<'t>(ty: Option<&'t Type>, name: &str) -> Option<(usize, &'t Particle)> {
    let Content::Sequence(particles) = &ty?.content else { return None };
    let named = |p: &Particle| p.name != ANY && NAMES[usize::from(p.name)] == name;
    particles.iter().enumerate().find(|(_, p)| named(p))
}

fn child_type(ty: &'static Type, name: &str) -> Option<&'static Type> {
    particle(Some(ty), name).map(|(_, p)| &TYPES[usize::from(p.ty)])
}

/// The attributes that tell elements of a name apart, with their values by default; none when nothing does.
fn keys(name: &str) -> &'static [(&'static str, &'static str)] {
    KEYS.iter().find(|(element, _)| *element == name).map_or(&[], |(_, keys)| keys)
}

/// The values that tell an element from others of its name; `None` when nothing does.
fn key(element: &Element) -> Option<Vec<&str>> {
    let keys = keys(&element.name);
    let values = keys.iter().map(|(name, default)| element.get(name).unwrap_or(default));
    (!keys.is_empty()).then(|| values.collect())
}

/// Whether two elements say the same, order of attributes and white space around texts aside.
pub fn same(a: &Element, b: &Element) -> bool {
    let text = |e: &Element| e.text().trim().to_owned();
    a.name == b.name
        && a.attributes.len() == b.attributes.len()
        && a.attributes.iter().all(|(name, value)| b.get(name) == Some(value))
        && a.elements().count() == b.elements().count()
        && a.elements().zip(b.elements()).all(|(a, b)| same(a, b))
        && text(a) == text(b)
}

fn is_guessed(element: &Element, attribute: &str) -> bool {
    GUESSED.iter().any(|(e, a)| *e == element.name && *a == attribute)
}

fn rest_of(ty: Option<&'static Type>, whole: &Element, part: &Element) -> Option<Element> {
    let mut out = Element::new(whole.name.clone());
    for (name, value) in &whole.attributes {
        let kept = match part.get(name) {
            None => true,
            Some(other) => other != value && is_guessed(whole, name),
        };
        if kept {
            out.attributes.push((name.clone(), value.clone()));
        }
    }
    let mut unused: Vec<&Element> = part.elements().collect();
    let mut take =
        |test: &dyn Fn(&Element) -> bool| unused.iter().position(|e| test(e)).map(|at| unused.remove(at));
    // Equal elements pair first, so that what is left pairs with what is like it.
    let left: Vec<&Element> = whole.elements().filter(|child| take(&|e| same(child, e)).is_none()).collect();
    for child in left {
        let found = particle(ty, &child.name);
        let single = found.is_some_and(|(_, p)| !p.many);
        let keyed = key(child);
        let pair = match &keyed {
            _ if single => take(&|e| e.name == child.name),
            Some(keyed) => take(&|e| e.name == child.name && key(e).as_ref() == Some(keyed)),
            None => None,
        };
        let Some(pair) = pair else {
            out.children.push(Child::Element(child.clone()));
            continue;
        };
        let Some(mut left) = rest_of(found.map(|(_, p)| &TYPES[usize::from(p.ty)]), child, pair) else {
            continue;
        };
        if !single {
            let names = keys(&child.name);
            left.attributes.retain(|(name, _)| !names.iter().any(|(key, _)| key == name));
            let kept = names.iter().zip(keyed.unwrap_or_default()).filter(|(_, value)| !value.is_empty());
            let kept = kept.map(|((name, _), value)| ((*name).into(), value.to_owned()));
            left.attributes = kept.chain(std::mem::take(&mut left.attributes)).collect();
            left.attributes.push((PARTIAL.into(), "1".to_owned()));
        }
        out.children.push(Child::Element(left));
    }
    let holds_elements = ty.is_some_and(|t| matches!(t.content, Content::Sequence(_)));
    if holds_elements && !is_blank(&whole.text()) && whole.text() != part.text() {
        out.push_text(&whole.text());
    }
    sort(ty, &mut out, true);
    (!out.attributes.is_empty() || !out.children.is_empty()).then_some(out)
}

fn merge_of(ty: Option<&'static Type>, mut part: Element, rest: &Element) -> Element {
    for (name, value) in rest.attributes.iter().filter(|(name, _)| name != PARTIAL) {
        let guessed = is_guessed(&part, name);
        match part.attributes.iter_mut().find(|(n, _)| n == name) {
            None => part.attributes.push((name.clone(), value.clone())),
            Some((_, before)) if guessed => before.clone_from(value),
            Some(_) => {}
        }
    }
    // An element is completed once; a second one like it is another.
    let mut completed = vec![false; part.children.len()];
    for child in rest.elements() {
        let found = particle(ty, &child.name);
        let single = found.is_some_and(|(_, p)| !p.many);
        let partial = child.get(PARTIAL).is_some();
        let pairs = |e: &Element| e.name == child.name && (single || (partial && key(e) == key(child)));
        let place = part.children.iter().enumerate().position(|(i, c)| {
            matches!(c, Child::Element(e) if pairs(e)) && completed.get(i) == Some(&false)
        });
        match place {
            Some(place) => {
                completed[place] = true;
                if let Child::Element(before) = &mut part.children[place] {
                    let ty = found.map(|(_, p)| &TYPES[usize::from(p.ty)]);
                    *before = merge_of(ty, std::mem::take(before), child);
                }
            }
            None if partial => {}
            None => {
                let others = part.elements().any(|e| single && e.name == child.name);
                if !others {
                    part.children.push(Child::Element(child.clone()));
                    completed.push(true);
                }
            }
        }
    }
    part.push_text(&rest.text());
    sort(ty, &mut part, false);
    part
}

/// Puts the elements in the schema's order; those of one name as they are, or by their keys, so that equal rests are
/// written alike.
fn sort(ty: Option<&'static Type>, element: &mut Element, by_key: bool) {
    let Some(Content::Sequence(particles)) = ty.map(|t| &t.content) else { return };
    let wildcard = particles.iter().position(|p| p.name == ANY).unwrap_or(particles.len());
    let place = |child: &Child| match child {
        Child::Element(e) => {
            let keys = key(e).filter(|_| by_key).map(|keys| keys.join("\n"));
            (particle(ty, &e.name).map_or(wildcard, |(place, _)| place), keys)
        }
        Child::Text(_) => (wildcard, None),
    };
    element.children.sort_by_cached_key(place);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Element {
        let mut found = Vec::new();
        let document = format!("<r xmlns:x='u'>{text}</r>");
        crate::records(document.as_bytes(), &mut |e| found.push(e)).expect("XML");
        found.remove(0)
    }

    #[test]
    fn a_part_and_its_rest_are_the_whole_again() {
        let whole = parse(
            "<iati-activity hierarchy='3' humanitarian='1' x:id='7'><iati-identifier>A</iati-identifier>\
            <title><narrative xml:lang='fr'>Eau</narrative><narrative xml:lang='de'>Wasser</narrative></title>\
            <activity-date type='1' iso-date='2026-01-01'><narrative>Planned</narrative></activity-date>\
            <contact-info><email>a@b.example</email></contact-info>\
            <sector code='14030' percentage='60'/><sector code='14030'/>\
            <policy-marker code='1' significance='2'/><x:more>Kept</x:more></iati-activity>",
        );
        let part = parse(
            "<iati-activity hierarchy='2'><iati-identifier>A</iati-identifier>\
            <title><narrative xml:lang='fr'>Eau</narrative></title><activity-date type='1' iso-date='2026-01-01'/>\
            <sector vocabulary='1' code='14030'/></iati-activity>",
        );
        let path = ["iati-activity"];
        let left = rest(&path, &whole, &part).expect("a rest");
        insta::assert_snapshot!(crate::write::fragment(&left));
        let again = merge(&path, part.clone(), &left);
        assert_eq!(rest(&path, &whole, &again), None);
        assert_eq!(rest(&path, &whole, &whole), None);
        // The date is gone, and what was said of it with it; a new title stands.
        let changed =
            parse("<iati-activity><title><narrative xml:lang='fr'>Santé</narrative></title></iati-activity>");
        let merged = crate::write::fragment(&merge(&path, changed, &left));
        assert!(
            !merged.contains("activity-date") && merged.contains("Santé") && !merged.contains("partial"),
            "{merged}"
        );
    }
}
