//! Conversion of an activity's content to fields of the register.
use std::collections::HashSet;

use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_iati::model::{self, IatiActivity, Model as _};
use portulan_model::check::{is_language_tag, is_web};
use portulan_model::kinds::{
    Budget, Document, Marker, MarkerScore, Participation, Partnership, Project, Role, SdgTag, SectorShare,
    Status, StatusChange, Transaction,
};
use portulan_model::{ActivityStatus, AidType, Fact, PartialDate, Period, Ref, Sector, Text};
use rust_decimal::Decimal;

use super::codes::listed;
use super::read;
use super::residuals::ActivityDraft;
use super::resolver::{NamedOrganisation, RecordResolver, fact};
use super::typed::{get, text};
use super::{own, places};
use crate::iati::exporter::Exporter;
use crate::iati::items;
use crate::iati::parts::{self, marker_code, participation_key};

/// The code for "sectors not specified".
const UNSPECIFIED: &str = "99810";

/// The day of the activity date with this type.
pub(super) fn day(activity: &IatiActivity, kind: &str) -> Option<Date> {
    let date = activity.activity_date.iter().find(|d| d.kind.as_deref() == Some(kind))?;
    get(date.iso_date.as_ref())
}

/// Sets the fields of a partnership.
pub(super) fn partnership(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    activity: &IatiActivity,
    draft: &mut ActivityDraft,
    mut body: Partnership,
) -> Partnership {
    if draft.differs("title") {
        title(exporter, book, activity, &mut body.title);
    }
    if draft.differs("description") {
        body.summary = descriptions(activity, "1").into_iter().next();
        body.objectives = descriptions(activity, "2");
    }
    body.since = ImportedDates { exporter, activity, draft }.since(body.since);
    if draft.differs("activity-status") {
        let status = match activity.activity_status.as_ref().and_then(|s| s.code.as_deref()) {
            Some("1") => Some(Status::Preparing),
            Some("2" | "3") => Some(Status::Active),
            Some("4" | "5") => Some(Status::Ended),
            Some("6") => Some(Status::Suspended),
            _ => None,
        };
        body.status.extend(status.map(|status| StatusChange { status, ..StatusChange::default() }));
    }
    if draft.differs("tag") {
        body.sdgs = goals(activity, &body.sdgs);
    }
    body.territories = places::territories(book, activity, draft, body.territories);
    body.participations = participations(exporter, book, draft, &body.participations);
    body
}

/// Sets the fields of a project.
pub(super) fn project(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    activity: &IatiActivity,
    draft: &mut ActivityDraft,
    mut body: Project,
) -> Project {
    if draft.differs("title") {
        title(exporter, book, activity, &mut body.title);
    }
    if draft.differs("description") {
        body.description = descriptions(activity, "1").into_iter().next();
    }
    let dates = ImportedDates { exporter, activity, draft };
    body.planned = dates.period(body.planned, ["1", "3"]);
    body.actual = dates.period(body.actual, ["2", "4"]);
    if draft.differs("activity-status") {
        let code = activity.activity_status.as_ref().and_then(|s| s.code.as_deref());
        let known = code.and_then(|code| listed(CodeList::ActivityStatus, code));
        body.status = known.map(|code| fact(ActivityStatus(code.to_owned())));
    }
    if draft.differs("sector") {
        body.sectors = sectors(activity);
    }
    if draft.differs("tag") {
        body.sdgs = goals(activity, &body.sdgs);
    }
    if draft.differs("policy-marker") {
        body.markers = markers(activity);
    }
    if draft.differs("default-aid-type") {
        body.aid_type = aid_type(activity);
    }
    if draft.differs("crs-add") {
        body.channel = own::channel(activity);
    }
    if draft.differs("document-link") {
        body.documents = documents(exporter, book, activity, &body.documents);
    }
    body.participations = participations(exporter, book, draft, &body.participations);
    body.locations = places::locations(exporter, book, activity, draft, &body.locations);
    let is_own = draft.is_own;
    body.budgets = draft.items(
        "budget",
        &body.budgets,
        exporter.lang,
        // Another program may have removed the elements of this register's own: the item is the same without them.
        |b| items::budget(&Budget { heading: b.heading.filter(|_| is_own), ..b.clone() }).ok(),
        |e| read::budget(exporter, e, is_own),
    );
    body.results = draft.items(
        "result",
        &body.results,
        exporter.lang,
        |r| exporter.result(r).ok(),
        |e| read::result(exporter, e),
    );
    let write = |t: &Transaction| {
        let own = (t.heading, t.agreement.clone());
        let (heading, agreement) = if is_own { own } else { (None, None) };
        exporter.transaction(&Transaction { heading, agreement, ..t.clone() }).ok()
    };
    let (transactions, wholes) =
        draft.items_with("transaction", &body.transactions, exporter.lang, write, |e| {
            let (agreement, heading) =
                if is_own { (own::agreement_of(book, e), own::heading(e)) } else { (None, None) };
            Some(Transaction { agreement, heading, ..read::transaction(book, e)? })
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

/// The dates of an activity. A date that is unchanged since the register wrote it retains its precision
/// and source.
struct ImportedDates<'a> {
    exporter: &'a Exporter<'a>,
    activity: &'a IatiActivity,
    draft: &'a ActivityDraft,
}

impl ImportedDates<'_> {
    fn differs(&self, kind: &str) -> bool {
        self.draft.differs_in("activity-date", |date| date.attribute("type") == Some(kind))
    }

    /// True if the register has a date as actual that is in the future, which it writes as planned, with
    /// another type.
    fn is_ahead(&self, date: PartialDate) -> bool {
        date.first() > self.exporter.today()
    }

    /// A date of a type; `planned` is the type under which it is written while it is in the future.
    fn date(&self, before: Option<PartialDate>, kind: &str, planned: Option<&str>) -> Option<PartialDate> {
        let stated = || day(self.activity, kind).map(PartialDate::from);
        let moved = before.filter(|date| self.is_ahead(*date)).and(planned);
        if self.differs(kind) || moved.is_some_and(|planned| self.differs(planned)) {
            stated()
        } else {
            before
        }
    }

    fn period(&self, before: Option<Fact<Period>>, [first, last]: [&str; 2]) -> Option<Fact<Period>> {
        let planned = |kind| match kind {
            "2" => Some("1"),
            "4" => Some("3"),
            _ => None,
        };
        let old = before.as_ref().map(|fact| fact.value).unwrap_or_default();
        let start = self.date(old.start, first, planned(first));
        let end = self.date(old.end, last, planned(last));
        if (start, end) == (old.start, old.end) {
            return before;
        }
        let is_ordered = start.zip(end).is_none_or(|(start, end)| start.first() <= end.last());
        let period = Period { start, end: end.filter(|_| is_ordered) };
        (period != Period::default()).then(|| fact(period))
    }

    fn since(&self, before: Option<Fact<PartialDate>>) -> Option<Fact<PartialDate>> {
        let old = before.as_ref().map(|fact| fact.value);
        let since = self.date(old, "2", Some("1"));
        if since == old { before } else { since.map(fact) }
    }
}

/// The title, which every record needs. If the file has it in unsupported languages only, a new record uses
/// it in the default language, and the rest preserves its own language.
fn title(exporter: &Exporter<'_>, book: &mut RecordResolver<'_>, activity: &IatiActivity, into: &mut Text) {
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

/// OECD-DAC purposes, if their percentages are complete.
fn sectors(activity: &IatiActivity) -> Vec<SectorShare> {
    let dac: Vec<_> =
        activity.sector.iter().filter(|s| s.vocabulary.as_deref().unwrap_or("1") == "1").collect();
    let share = |s: &&model::SectorOrRegion| {
        let code = listed(CodeList::Sector, s.code.as_deref()?)?.to_owned();
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

/// Goals and targets, with their previous sources.
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

/// The first score of each OECD-DAC marker that the register supports.
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

/// The type of aid, if it is the only one and in the list.
fn aid_type(activity: &IatiActivity) -> Option<AidType> {
    let [only] = activity.default_aid_type.as_slice() else { return None };
    let is_oecd = only.vocabulary.as_deref().unwrap_or("1") == "1";
    let code = only.code.as_deref().filter(|_| is_oecd)?;
    listed(CodeList::AidType, code).map(|code| AidType(code.to_owned()))
}

/// The documents that the file links to, and those of the record without a URL.
fn documents(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    activity: &IatiActivity,
    before: &[Ref<Document>],
) -> Vec<Ref<Document>> {
    let mut seen = HashSet::new();
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
        out.push(book.document(url, || Document { title, language, published, ..Document::default() }));
    }
    out.extend(before.iter().filter(|d| exporter.document(d).is_none()).cloned());
    out.retain(|document| seen.insert(document.slug().to_owned()));
    out
}

/// The participations. Those that the standard does not distinguish are written once, and stay or are removed
/// together.
fn participations(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    draft: &mut ActivityDraft,
    before: &[Participation],
) -> Vec<Participation> {
    let written: Vec<_> = parts::written(before).cloned().collect();
    let pairs =
        draft.pair_elements("participating-org", &written, exporter.lang, |p| exporter.participant(p));
    let owned = |p: &Participation| {
        let (organisation, role) = participation_key(p);
        (organisation.to_owned(), role)
    };
    let mut seen: HashSet<_> = pairs.unchanged_items().map(owned).collect();
    let (mut items, mut wholes) = draft.read(pairs, |element| {
        let party = model::ParticipatingOrg::read(element.clone());
        let role = match party.role.as_deref()? {
            "1" => Role::Funding,
            "2" => Role::Accountable,
            "3" => Role::Extending,
            "4" => Role::Implementing,
            _ => return None,
        };
        let (reference, kind) = (party.reference.as_deref(), party.kind.as_deref());
        let organisation =
            book.organisation(&NamedOrganisation { reference, kind, name: text(&party.narrative) })?;
        let item = Participation { organisation, role, ..Participation::default() };
        seen.insert(owned(&item)).then_some(item)
    });
    if items == written && wholes.iter().all(Option::is_none) {
        (items, wholes) = (before.to_vec(), vec![None; before.len()]);
    } else {
        let mut first = HashSet::new();
        let others: Vec<_> = before.iter().filter(|p| !first.insert(participation_key(p))).collect();
        let stays: HashSet<_> = items.iter().map(owned).collect();
        let others: Vec<_> = others.into_iter().filter(|p| stays.contains(&owned(p))).cloned().collect();
        wholes.extend(others.iter().map(|_| None));
        items.extend(others);
    }
    draft.participations = wholes;
    items
}
