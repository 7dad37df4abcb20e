//! The checks of a register. They report all problems, not only the first.
mod checker;
mod files;
mod language_tag;
mod pages;
mod people;

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use portulan_codelists::CodeList;
use portulan_iati::rest;
use rust_decimal::Decimal;
use uuid::Uuid;

pub use language_tag::is_language_tag;

use checker::{Checker, name_present};

pub use checker::CheckedRegister;
pub use people::{is_email, is_email_or_local};

use crate::colour::{self, Colour};
use crate::kinds::{Authority, Event, OdaKind, Partnership, Project, SdgTag, Territory};
use crate::{
    Body, FieldPath, FieldValue, Kind, PartialDate, Period, Problem, ProblemSeverity, Record, SITE_LANGUAGES,
    State, Text, is_slug, number, visit_values,
};

/// Checks all records: each one, and their relations.
pub fn check(records: &[Record]) -> Vec<Problem> {
    let slugs: HashSet<(Kind, &str)> = records.iter().map(|r| (r.kind(), r.slug.as_str())).collect();
    let authority =
        records.iter().find_map(|r| if let Body::Authority(a) = &r.body { Some(&**a) } else { None });
    let known = |kind: Kind, slug: &str| slugs.contains(&(kind, slug));
    let register = CheckedRegister::new(authority, &known);
    let mut problems: Vec<Problem> = records.iter().flat_map(|r| check_record(r, &register)).collect();
    problems.extend(check_identities(records));
    problems.extend(check_authorities(records));
    problems
}

/// Checks one record against its register. Missing fields and gaps of models are errors, in a draft suggestions.
pub fn check_record(record: &Record, register: &CheckedRegister<'_>) -> Vec<Problem> {
    let mut c = Checker { record, problems: Vec::new() };
    if !is_slug(&record.slug) {
        c.error("", "slug", &[("slug", &record.slug)]);
    }
    let prefixes = rest_of(&record.body).map_or_else(Vec::new, rest::prefixes);
    visit_values(&record.body, &mut |path, value| match value {
        FieldValue::Rest(xml) if rest::check(xml, &prefixes).is_err() => c.error(path.as_str(), "rest", &[]),
        _ => check_value(&mut c, register, path, value),
    });
    check_body(&mut c, register, &record.body);
    c.problems
}

/// Returns what a record itself lacks, as pairs of a problem's code and a field; the field is empty for codes that need none.
/// Translations are not among them, nor what the rest of the register decides.
pub fn gaps(record: &Record) -> Vec<(&'static str, String)> {
    let register = CheckedRegister::new(None, &|_, _| true);
    let problems = check_record(record, &register).into_iter();
    let gaps = problems.filter(|problem| GAPS.contains(&problem.code));
    gaps.map(|problem| {
        (problem.code, problem.arguments.into_iter().next().map_or_else(String::new, |(_, field)| field))
    })
    .collect()
}

/// The paths of the fields without which a record of a kind cannot be published.
pub fn required_fields(kind: Kind) -> Vec<String> {
    let record =
        Record { id: Uuid::nil(), slug: "a".to_owned(), state: State::Published, body: Body::empty(kind) };
    let problems = check_record(&record, &CheckedRegister::new(None, &|_, _| true)).into_iter();
    problems.filter(|p| p.severity == ProblemSeverity::Error && !p.path.is_empty()).map(|p| p.path).collect()
}

/// The codes of problems that are gaps.
const GAPS: [&str; 4] = ["missing", "incomplete", "no-point", "no-file"];

fn check_body(c: &mut Checker<'_>, register: &CheckedRegister<'_>, body: &Body) {
    match body {
        Body::Authority(b) => check_authority(c, b),
        Body::Partnership(b) => check_partnership(c, register, b),
        Body::Project(b) => check_project(c, register, b),
        Body::Event(b) => check_event(c, register, b),
        Body::Media(b) => files::check_media(c, b),
        Body::Territory(b) => {
            name_present(c, "/name", &b.name);
            if b.country.0.is_empty() {
                c.error("/country", "missing", &[("field", "country")]);
            }
            check_subdivision(c, b);
            if b.point.is_none() && b.kind != crate::kinds::TerritoryKind::Country {
                c.suggest("/point", "no-point", &[]);
            }
        }
        Body::Organisation(b) => name_present(c, "/name", &b.name),
        Body::Agreement(b) => name_present(c, "/title", &b.title),
        Body::Network(b) => name_present(c, "/name", &b.name),
        Body::Document(b) => files::check_document(c, b),
        Body::Page(b) => pages::check_page(c, b),
        Body::Person(b) => people::check_person(c, b),
        Body::Mission(b) => people::check_mission(c, b),
    }
}

/// Checks a value at any place in a body.
fn check_value(c: &mut Checker<'_>, register: &CheckedRegister<'_>, path: &FieldPath, value: FieldValue<'_>) {
    if let Some(limit) = number::exceeded(value) {
        c.error(path.as_str(), "number-too-large", &[("limit", &limit.to_string())]);
    }
    let path = path.as_str();
    match value {
        FieldValue::Text(text) => check_text(c, register, path, text),
        FieldValue::Code(list, code) => check_code(c, path, list, code),
        FieldValue::Line(line) if has_control(line) => c.error(path, "control", &[]),
        FieldValue::Web(url) if !is_web(url) => c.error(path, "url", &[("url", url)]),
        FieldValue::Point(point) if !(point.lat.abs() <= 90.0 && point.lon.abs() <= 180.0) => {
            c.error(path, "point", &[]);
        }
        FieldValue::Period(Period { start: Some(start), end: Some(end) }) if end.last() < start.first() => {
            c.error(path, "period", &[("start", &start.to_string()), ("end", &end.to_string())]);
        }
        FieldValue::Sdg(sdg) => check_sdg(c, path, sdg),
        FieldValue::Reference(kind, slug) if !(register.known)(kind, slug) => {
            c.error(
                path,
                "reference",
                &[("kind", kind.singular()), ("folder", kind.folder()), ("slug", slug)],
            );
        }
        FieldValue::Line(_)
        | FieldValue::Web(_)
        | FieldValue::Rest(_)
        | FieldValue::Number(_)
        | FieldValue::Point(_)
        | FieldValue::Period(_)
        | FieldValue::Days(_)
        | FieldValue::Reference(..) => {}
    }
}

/// The parts of the record's own IATI element that have no field.
fn rest_of(body: &Body) -> Option<&str> {
    match body {
        Body::Authority(b) => b.iati_rest.as_deref(),
        Body::Partnership(b) => b.iati_rest.as_deref(),
        Body::Project(b) => b.iati_rest.as_deref(),
        _ => None,
    }
}

fn check_code(c: &mut Checker<'_>, path: &str, list: CodeList, code: &str) {
    if list.get(code).is_some() {
        return;
    }
    if !code.is_empty() {
        return c.error(path, "code", &[("code", code), ("list", list.key())]);
    }
    // An empty country or currency counts as missing; the checks of the kinds that require one report it.
    let may_be_empty =
        [CodeList::Country, CodeList::Currency, CodeList::Subdivision, CodeList::Sector].contains(&list);
    if !may_be_empty {
        c.error(path, "missing", &[("field", path.rsplit('/').next().unwrap_or_default())]);
    }
}

fn check_sdg(c: &mut Checker<'_>, path: &str, sdg: &SdgTag) {
    let goal = sdg.goal.to_string();
    if !(1..=17).contains(&sdg.goal) {
        c.error(&format!("{path}/goal"), "sdg", &[("goal", &goal)]);
    }
    if let Some(target) = &sdg.target {
        let is_of_goal = target.split_once('.').is_some_and(|(prefix, _)| prefix == goal);
        if !is_of_goal || CodeList::SdgTarget.get(target).is_none() {
            c.error(&format!("{path}/target"), "sdg-target", &[("target", target), ("goal", &goal)]);
        }
    }
}

fn check_text(c: &mut Checker<'_>, register: &CheckedRegister<'_>, path: &str, Text(texts): &Text) {
    if texts.is_empty() {
        return;
    }
    for (tag, text) in texts {
        if !is_language_tag(tag) {
            c.error(&format!("{path}/{tag}"), "language-tag", &[("tag", tag)]);
        }
        if text.trim().is_empty() {
            c.error(&format!("{path}/{tag}"), "empty-text", &[("tag", tag)]);
        }
    }
    for (tag, _) in texts.iter().filter(|(_, text)| has_control(text)) {
        c.error(&format!("{path}/{tag}"), "control", &[]);
    }
    // Internal texts do not need a translation.
    let wanted = if c.record.kind().is_private() { &[] } else { register.languages };
    for language in wanted.iter().filter(|l| !texts.contains_key(*l)) {
        c.suggest(path, "untranslated", &[("language", language)]);
    }
}

/// True if a text contains characters that are not allowed in pages and XML: control characters other than
/// tab and line ends, and noncharacters.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    })
}

/// True for an `http` or `https` URL with a host.
pub fn is_web(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|u| matches!(u.scheme(), "https" | "http") && u.has_host())
}

fn check_authority(c: &mut Checker<'_>, b: &Authority) {
    name_present(c, "/name", &b.name);
    if b.languages.is_empty() {
        c.error("/languages", "missing", &[("field", "languages")]);
    }
    let is_unknown = |language: &str| !SITE_LANGUAGES.contains(&language);
    for (i, language) in b.languages.iter().enumerate().filter(|(_, language)| is_unknown(language)) {
        let known = SITE_LANGUAGES.join(", ");
        c.error(&format!("/languages/{i}"), "site-language", &[("language", language), ("known", &known)]);
    }
    let is_repeated = |(i, language): &(usize, &String)| b.languages[..*i].contains(language);
    for (i, language) in b.languages.iter().enumerate().filter(is_repeated) {
        c.error(&format!("/languages/{i}"), "site-language-repeated", &[("language", language)]);
    }
    if !b.time_zone.is_empty() && TimeZone::get(&b.time_zone).is_err() {
        c.error("/time_zone", "time-zone", &[("zone", &b.time_zone)]);
    }
    if let Some(siren) = b.siren.as_ref().filter(|s| !is_siren(s)) {
        c.error("/siren", "siren", &[("siren", siren)]);
    }
    if let Some(accent) = &b.accent {
        check_accent(c, accent);
    }
    for (list, terms) in [("themes", &b.themes), ("axes", &b.axes)] {
        let mut seen = HashSet::new();
        for (i, term) in terms.iter().enumerate() {
            if !is_slug(&term.key) || !seen.insert(&term.key) {
                c.error(&format!("/{list}/{i}/key"), "term-key", &[("key", &term.key)]);
            }
        }
    }
}

fn check_accent(c: &mut Checker<'_>, accent: &str) {
    let Ok(colour) = accent.parse::<Colour>() else {
        return c.error("/accent", "colour", &[("colour", accent)]);
    };
    let ratio = colour.contrast(colour::LIGHT_BACKGROUND);
    if ratio < colour::MIN_TEXT_CONTRAST {
        let (ratio, better) =
            (format!("{ratio:.1}"), colour.readable_on(colour::LIGHT_BACKGROUND).to_string());
        c.error("/accent", "contrast", &[("colour", accent), ("ratio", &ratio), ("better", &better)]);
    }
}

/// True for nine digits with a valid Luhn checksum.
fn is_siren(s: &str) -> bool {
    let digits: Option<Vec<u32>> = s.chars().map(|c| c.to_digit(10)).collect();
    digits.is_some_and(|d| {
        let doubled = |(i, n): (usize, &u32)| if i % 2 == 1 { n * 2 / 10 + n * 2 % 10 } else { *n };
        d.len() == 9 && d.iter().enumerate().map(doubled).sum::<u32>() % 10 == 0
    })
}

fn check_tags(c: &mut Checker<'_>, list: &str, tags: &[crate::kinds::Tag], known: &HashSet<&str>) {
    for (i, tag) in tags.iter().enumerate().filter(|(_, t)| !known.contains(t.key.as_str())) {
        c.error(&format!("/{list}/{i}/key"), "term", &[("key", &tag.key), ("list", list)]);
    }
}

fn check_partnership(c: &mut Checker<'_>, register: &CheckedRegister<'_>, b: &Partnership) {
    name_present(c, "/title", &b.title);
    check_tags(c, "themes", &b.themes, &register.themes);
    check_tags(c, "axes", &b.axes, &register.axes);
    if b.territories.is_empty() {
        c.error("/territories", "missing", &[("field", "territories")]);
    }
    let dated: Vec<(usize, PartialDate)> =
        b.status.iter().enumerate().filter_map(|(i, s)| Some((i, s.date?))).collect();
    for pair in dated.windows(2).filter(|p| p[1].1.last() < p[0].1.first()) {
        c.error(&format!("/status/{}/date", pair[1].0), "status-order", &[("date", &pair[1].1.to_string())]);
    }
    for (path, empty) in
        [("/since", b.since.is_none()), ("/status", b.status.is_empty()), ("/sdgs", b.sdgs.is_empty())]
    {
        if empty {
            c.suggest(path, "incomplete", &[("field", &path[1..])]);
        }
    }
}

fn check_project(c: &mut Checker<'_>, register: &CheckedRegister<'_>, b: &Project) {
    name_present(c, "/title", &b.title);
    check_tags(c, "themes", &b.themes, &register.themes);
    let shares: Vec<Decimal> = b.sectors.iter().filter_map(|s| s.percentage).collect();
    let sum: Decimal = shares.iter().sum();
    let partial = shares.len() < b.sectors.len() && (b.sectors.len() > 1 || !shares.is_empty());
    if partial
        || (!shares.is_empty() && sum != Decimal::ONE_HUNDRED)
        || shares.iter().any(Decimal::is_sign_negative)
    {
        c.error("/sectors", "percentages", &[("sum", &sum.normalize().to_string())]);
    }
    for (i, line) in b.funding.iter().enumerate() {
        for (j, instalment) in line.instalments.iter().enumerate() {
            let path = format!("/funding/{i}/instalments/{j}");
            if instalment.value.as_ref().is_some_and(|value| value.amount <= Decimal::ZERO) {
                c.error(&format!("{path}/value"), "instalment-amount", &[]);
            }
            if instalment.due.is_none() && instalment.received.is_none() {
                c.suggest(&format!("{path}/due"), "instalment-date", &[]);
            }
        }
    }
    for (i, _) in b.markers.iter().enumerate().filter(|(_, m)| m.score > m.marker.max_score()) {
        c.error(&format!("/markers/{i}/score"), "score", &[]);
    }
    let under_partnership = matches!(b.oda, None | Some(OdaKind::Cooperation));
    if b.partnership.is_none() && under_partnership {
        c.suggest("/partnership", "incomplete", &[("field", "partnership")]);
    }
}

fn check_event(c: &mut Checker<'_>, register: &CheckedRegister<'_>, b: &Event) {
    name_present(c, "/title", &b.title);
    check_tags(c, "themes", &b.themes, &register.themes);
    if b.dates.as_ref().is_none_or(|d| d.value.start.is_none()) {
        c.error("/dates", "missing", &[("field", "dates")]);
    }
    if let Some(attendance) = &b.attendance {
        let groups = attendance.groups.iter().enumerate();
        for (i, _) in groups.filter(|(_, g)| g.persons && g.quantity.value > attendance.total.value) {
            c.error(
                &format!("/attendance/groups/{i}"),
                "group-too-large",
                &[("total", &attendance.total.value.to_string())],
            );
        }
    }
}

/// Reports a subdivision of another country. Codes that are not in the list have an error of their own.
fn check_subdivision(c: &mut Checker<'_>, b: &Territory) {
    let Some(code) = b.subdivision.as_ref().map(|fact| fact.value.0.as_str()) else { return };
    let country = code.split('-').next().unwrap_or_default();
    if CodeList::Subdivision.get(code).is_some() && !b.country.0.is_empty() && country != b.country.0 {
        c.error("/subdivision/value", "subdivision-country", &[("code", code), ("country", &b.country.0)]);
    }
}

/// Reports duplicate ids and duplicate slugs.
fn check_identities(records: &[Record]) -> Vec<Problem> {
    let (mut ids, mut slugs) = (HashMap::<Uuid, &Record>::new(), HashSet::new());
    let mut problems = Vec::new();
    for record in records {
        let mut c = Checker { record, problems: Vec::new() };
        if let Some(first) = ids.insert(record.id, record) {
            let other = format!("{}/{}", first.kind().folder(), first.slug);
            c.error("/id", "duplicate-id", &[("id", &record.id.to_string()), ("other", &other)]);
        }
        if !slugs.insert((record.kind(), &record.slug)) {
            c.error("", "duplicate-slug", &[("slug", &record.slug), ("kind", record.kind().singular())]);
        }
        problems.append(&mut c.problems);
    }
    problems
}

/// Reports every authority after the first: a register has one.
fn check_authorities(records: &[Record]) -> Vec<Problem> {
    let authorities = records.iter().filter(|r| r.kind() == Kind::Authority).skip(1);
    let second = authorities.flat_map(|record| {
        let mut c = Checker { record, problems: Vec::new() };
        c.error("", "second-authority", &[]);
        c.problems
    });
    second.collect()
}

/// The position of a period relative to a day: -1 if it is over, 0 if it includes the day, 1 if it is in the
/// future.
pub fn period_position(period: &Period, today: jiff::civil::Date) -> i8 {
    let (start, end) = (period.start.or(period.end), period.end.or(period.start));
    match (start, end) {
        (_, Some(end)) if end.last() < today => -1,
        (Some(start), _) if start.first() > today => 1,
        _ => 0,
    }
}
