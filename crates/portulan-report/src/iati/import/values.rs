//! What of an activity has a field in the register.
use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_iati::model::{self, IatiActivity, Lexical, Model as _, Narrative, Value};
use portulan_iati::tree::Element;
use portulan_model::check::{is_language_tag, is_web};
use portulan_model::kinds::{
    Document, Location, Marker, MarkerScore, Participation, Partnership, Project, Role, SdgTag, SectorShare,
    Status, StatusChange, Transaction,
};
use portulan_model::{ActivityStatus, AidType, Fact, PartialDate, Period, Ref, Sector, Text};
use rust_decimal::Decimal;

use super::book::{Book, Named, fact};
use super::own;
use super::read;
use super::rests::Draft;
use crate::iati::parts::marker_code;
use crate::iati::{Exporter, items};

/// The code for "sectors not specified".
const UNSPECIFIED: &str = "99810";

pub(super) fn get<T: Lexical>(value: Option<&Value<T>>) -> Option<T> {
    value.and_then(Value::get)
}

/// One text for each language; a second one in the same language has no place.
pub(super) fn text(narratives: &[Narrative]) -> Text {
    let mut out = Text::default();
    for narrative in narratives {
        let Some(lang) = narrative.lang.as_deref().filter(|l| is_language_tag(l)) else { continue };
        if !narrative.text.trim().is_empty() {
            out.0.entry(lang.to_owned()).or_insert_with(|| narrative.text.trim().to_owned());
        }
    }
    out
}

/// The day of an activity date of this type.
pub(super) fn day(activity: &IatiActivity, kind: &str) -> Option<Date> {
    let date = activity.activity_date.iter().find(|d| d.kind.as_deref() == Some(kind))?;
    get(date.iso_date.as_ref())
}

/// The code of a recipient country, if it is one.
pub(super) fn country(country: &model::RecipientCountry) -> Option<&str> {
    country.code.as_deref().filter(|code| CodeList::Country.get(code).is_some())
}

/// The fields of a partnership, over what it had.
pub(super) fn partnership(
    exporter: &Exporter<'_>,
    book: &mut Book<'_>,
    activity: &IatiActivity,
    draft: &mut Draft,
    mut body: Partnership,
) -> Partnership {
    if draft.differs(&["title"]) {
        title(exporter, book, activity, &mut body.title);
    }
    if draft.differs(&["description"]) {
        body.summary = descriptions(activity, "1").into_iter().next();
        body.objectives = descriptions(activity, "2");
    }
    if draft.differs(&["activity-date"]) {
        body.since = day(activity, "2").map(|day| fact(day.into()));
    }
    if draft.differs(&["activity-status"]) {
        let status = match activity.activity_status.as_ref().and_then(|s| s.code.as_deref()) {
            Some("1") => Some(Status::Preparing),
            Some("2" | "3") => Some(Status::Active),
            Some("4" | "5") => Some(Status::Ended),
            Some("6") => Some(Status::Suspended),
            _ => None,
        };
        body.status.extend(status.map(|status| StatusChange { status, ..StatusChange::default() }));
    }
    if draft.differs(&["tag"]) {
        body.sdgs = goals(activity, &body.sdgs);
    }
    if body.territories.is_empty() {
        let codes = activity.recipient_country.iter().filter_map(country);
        body.territories = codes.filter_map(|code| book.country(code)).collect();
    }
    body.participations = participations(exporter, book, draft, &body.participations);
    body
}

/// The fields of a project, over what it had.
pub(super) fn project(
    exporter: &Exporter<'_>,
    book: &mut Book<'_>,
    activity: &IatiActivity,
    draft: &mut Draft,
    mut body: Project,
) -> Project {
    if draft.differs(&["title"]) {
        title(exporter, book, activity, &mut body.title);
    }
    if draft.differs(&["description"]) {
        body.description = descriptions(activity, "1").into_iter().next();
    }
    if draft.differs(&["activity-date"]) {
        let between = |start: &str, end: &str| {
            let (start, end) = (day(activity, start), day(activity, end));
            let ordered = start.zip(end).is_none_or(|(start, end)| start <= end);
            let period =
                Period { start: start.map(Into::into), end: end.filter(|_| ordered).map(Into::into) };
            (period != Period::default()).then(|| fact(period))
        };
        body.planned = between("1", "3");
        body.actual = between("2", "4");
    }
    if draft.differs(&["activity-status"]) {
        let code = activity.activity_status.as_ref().and_then(|s| s.code.as_deref());
        let known = code.filter(|code| CodeList::ActivityStatus.get(code).is_some());
        body.status = known.map(|code| fact(ActivityStatus(code.to_owned())));
    }
    if draft.differs(&["sector"]) {
        body.sectors = sectors(activity);
    }
    if draft.differs(&["tag"]) {
        body.sdgs = goals(activity, &body.sdgs);
    }
    if draft.differs(&["policy-marker"]) {
        body.markers = markers(activity);
    }
    if draft.differs(&["default-aid-type"]) {
        body.aid_type = aid_type(activity);
    }
    if draft.differs(&["crs-add"]) {
        body.channel = own::channel(activity);
    }
    if draft.is_own && draft.differs(&["portulan:agreement"]) {
        body.agreement = draft.agreements(book).into_iter().next();
    }
    if draft.differs(&["document-link"]) {
        body.documents = documents(activity, book);
    }
    body.participations = participations(exporter, book, draft, &body.participations);
    body.locations = locations(exporter, book, activity, draft, &body.locations);
    body.budgets = draft.items(
        "budget",
        &body.budgets,
        exporter.lang,
        |b| items::budget(b).ok(),
        |e| read::budget(exporter, e),
    );
    body.results = draft.items(
        "result",
        &body.results,
        exporter.lang,
        |r| exporter.result(r).ok(),
        |e| read::result(exporter, e),
    );
    let write = |t: &Transaction| exporter.transaction(t).ok();
    let is_own = draft.is_own;
    let (transactions, wholes) =
        draft.items_with("transaction", &body.transactions, exporter.lang, write, |e| {
            let agreement = if is_own { own::agreement_of(book, e) } else { None };
            Some(Transaction { agreement, ..read::transaction(book, e)? })
        });
    body.transactions = transactions;
    draft.transactions = wholes;
    if draft.is_own {
        let (items, wholes) = draft.items_with(
            "portulan:funding",
            &body.funding,
            exporter.lang,
            |f| exporter.funding(f),
            |e| own::funding(book, e),
        );
        (body.funding, draft.funding) = (items, wholes);
        let (items, wholes) = draft.items_with(
            "portulan:in-kind",
            &body.in_kind,
            exporter.lang,
            |given| Some(exporter.in_kind(given)),
            |e| own::in_kind(book, e),
        );
        (body.in_kind, draft.in_kind) = (items, wholes);
    }
    body
}

/// The title. Every record needs one: where the file has it only in languages that the register does not know, a new
/// record has it as a text in the default language, and the rest keeps its own language.
fn title(exporter: &Exporter<'_>, book: &mut Book<'_>, activity: &IatiActivity, into: &mut Text) {
    let narratives = activity.title.as_ref().map(|t| t.narrative.as_slice()).unwrap_or_default();
    let title = text(narratives);
    if !title.is_empty() {
        *into = title;
    } else if into.is_empty()
        && let Some(first) = narratives.iter().find(|n| !n.text.trim().is_empty())
    {
        book.note_title_language(first.lang.as_deref().unwrap_or_default());
        into.0.insert(exporter.lang.to_owned(), first.text.trim().to_owned());
    }
}

fn descriptions(activity: &IatiActivity, kind: &str) -> Vec<Fact<Text>> {
    let of_kind = activity.description.iter().filter(|d| d.kind.as_deref().unwrap_or("1") == kind);
    of_kind.map(|d| text(&d.narrative)).filter(|t| !t.is_empty()).map(fact).collect()
}

/// OECD-DAC purposes, where their shares are whole.
fn sectors(activity: &IatiActivity) -> Vec<SectorShare> {
    let dac: Vec<_> =
        activity.sector.iter().filter(|s| s.vocabulary.as_deref().unwrap_or("1") == "1").collect();
    let share = |s: &&model::SectorOrRegion| {
        let code = s.code.clone().filter(|code| CodeList::Sector.get(code).is_some())?;
        Some(SectorShare {
            code: Sector(code),
            percentage: get(s.percentage.as_ref()),
            ..SectorShare::default()
        })
    };
    let Some(shares) = dac.iter().map(share).collect::<Option<Vec<_>>>() else { return Vec::new() };
    let sum: Option<Decimal> = shares.iter().map(|s| s.percentage).sum();
    let positive = shares.iter().all(|s| s.percentage.is_none_or(|p| p.is_sign_positive()));
    match shares.as_slice() {
        [only] if only.percentage.is_none() && only.code.0 != UNSPECIFIED => shares,
        [only] if only.percentage == Some(Decimal::ONE_HUNDRED) && only.code.0 != UNSPECIFIED => shares,
        [_, _, ..] if sum == Some(Decimal::ONE_HUNDRED) && positive => shares,
        _ => Vec::new(),
    }
}

/// Goals and targets, with the sources they had.
fn goals(activity: &IatiActivity, before: &[SdgTag]) -> Vec<SdgTag> {
    let mut out: Vec<SdgTag> = Vec::new();
    for tag in &activity.tag {
        let code = tag.code.as_deref().unwrap_or_default();
        let (goal, target) = match tag.vocabulary.as_deref() {
            Some("2") => (code, None),
            Some("3") if CodeList::SdgTarget.get(code).is_some() => {
                (code.split('.').next().unwrap_or_default(), Some(code.to_owned()))
            }
            _ => continue,
        };
        let Some(goal) = goal.parse::<u8>().ok().filter(|g| (1..=17).contains(g)) else { continue };
        let alike = |t: &&SdgTag| t.goal == goal && t.target == target;
        if out.iter().find(alike).is_none() {
            let new = SdgTag { goal, target: target.clone(), ..SdgTag::default() };
            out.push(before.iter().find(alike).cloned().unwrap_or(new));
        }
    }
    out
}

/// Scores of OECD-DAC markers that the register knows, the first of each.
fn markers(activity: &IatiActivity) -> Vec<MarkerScore> {
    let mut out: Vec<MarkerScore> = Vec::new();
    let dac = activity.policy_marker.iter().filter(|m| m.vocabulary.as_deref().unwrap_or("1") == "1");
    for read in dac {
        let code = read.code.as_deref().unwrap_or_default();
        let marker = Marker::ALL.iter().copied().find(|marker| marker_code(*marker) == code);
        let score = read.significance.as_deref().and_then(|s| s.parse::<u8>().ok());
        if let Some((marker, score)) = marker.zip(score)
            && score <= marker.max_score()
            && !out.iter().any(|known| known.marker == marker)
        {
            out.push(MarkerScore { marker, score });
        }
    }
    out
}

/// The type of aid, where there is one of the list and no other.
fn aid_type(activity: &IatiActivity) -> Option<AidType> {
    let [only] = activity.default_aid_type.as_slice() else { return None };
    let listed = only.vocabulary.as_deref().unwrap_or("1") == "1";
    let code = only.code.clone().filter(|code| listed && CodeList::AidType.get(code).is_some());
    code.map(AidType)
}

fn documents(activity: &IatiActivity, book: &mut Book<'_>) -> Vec<Ref<Document>> {
    let mut out: Vec<Ref<Document>> = Vec::new();
    for link in &activity.document_link {
        let title = link.title.as_ref().map(|t| text(&t.narrative)).unwrap_or_default();
        let plain = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
        let address = link.url.as_deref().filter(plain).filter(|url| is_web(url) && !title.is_empty());
        let Some(url) = address else { continue };
        let language = match link.language.as_slice() {
            [only] => only.code.clone().filter(|code| is_language_tag(code)),
            _ => None,
        };
        let published =
            link.document_date.as_ref().and_then(|d| get(d.iso_date.as_ref())).map(PartialDate::from);
        let found = book.document(url, || Document { title, language, published, ..Document::default() });
        if !out.contains(&found) {
            out.push(found);
        }
    }
    out
}

fn participations(
    exporter: &Exporter<'_>,
    book: &mut Book<'_>,
    draft: &mut Draft,
    before: &[Participation],
) -> Vec<Participation> {
    let mut seen = Vec::new();
    let read = |element: &Element| {
        let party = model::ParticipatingOrg::read(element.clone());
        let role = match party.role.as_deref()? {
            "1" => Role::Funding,
            "2" => Role::Accountable,
            "3" => Role::Extending,
            "4" => Role::Implementing,
            _ => return None,
        };
        let (reference, kind) = (party.reference.as_deref(), party.kind.as_deref());
        let organisation = book.organisation(&Named { reference, kind, name: text(&party.narrative) })?;
        let key = (organisation.slug().to_owned(), role);
        if seen.contains(&key) {
            return None;
        }
        seen.push(key);
        Some(Participation { organisation, role, ..Participation::default() })
    };
    let (items, wholes) =
        draft.items_with("participating-org", before, exporter.lang, |p| exporter.participant(p), read);
    draft.participations = wholes;
    items
}

/// Places with a point, and the countries that none of them lies in.
fn locations(
    exporter: &Exporter<'_>,
    book: &mut Book<'_>,
    activity: &IatiActivity,
    draft: &mut Draft,
    before: &[Location],
) -> Vec<Location> {
    let other_countries = draft.differs(&["recipient-country"]);
    let codes: Vec<&str> = activity.recipient_country.iter().filter_map(country).collect();
    let (placed, unplaced): (Vec<Location>, Vec<Location>) =
        before.iter().cloned().partition(|l| exporter.location(l).is_some());
    let write = |l: &Location| exporter.location(l);
    let make = |element: &Element| read::location(exporter, book, &codes, element);
    let mut out = draft.items("location", &placed, exporter.lang, write, make);
    if !other_countries {
        out.extend(unplaced);
        return out;
    }
    for code in codes {
        let covers = |l: &Location| l.territory.as_ref().is_some_and(|t| book.country_of(t) == Some(code));
        if !out.iter().any(covers) {
            out.extend(book.country(code).map(|t| Location { territory: Some(t), ..Location::default() }));
        }
    }
    out
}
