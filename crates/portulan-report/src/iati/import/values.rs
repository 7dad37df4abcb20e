//! What of an activity has a field in the register.
use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_iati::model::{
    self, Amount, Day, IatiActivity, Lexical, Model as _, Narrative, ProviderOrg, ReceiverOrg, Value,
};
use portulan_iati::tree::Element;
use portulan_model::kinds::{
    Budget, Document, Indicator, IndicatorPeriod, Location, Participation, Partnership, Project, ResultEntry,
    Role, SdgTag, SectorShare, Status, StatusChange, Transaction,
};
use portulan_model::{Currency, Fact, Money, PartialDate, Period, Point, Ref, Sector, Text};
use rust_decimal::Decimal;

use super::book::{Book, Named, fact};
use super::rests::{Draft, left};
use crate::iati::{Exporter, items};

/// The code for "sectors not specified".
const UNSPECIFIED: &str = "99810";

fn get<T: Lexical>(value: Option<&Value<T>>) -> Option<T> {
    value.and_then(Value::get)
}

/// One text for each language; a second one in the same language has no place.
pub(super) fn text(narratives: &[Narrative]) -> Text {
    let mut out = Text::default();
    for narrative in narratives {
        let Some(lang) = narrative.lang.as_deref().filter(|l| is_language(l)) else { continue };
        if !narrative.text.trim().is_empty() {
            out.0.entry(lang.to_owned()).or_insert_with(|| narrative.text.trim().to_owned());
        }
    }
    out
}

fn is_language(tag: &str) -> bool {
    let mut words = tag.split('-');
    let subtag = |w: &str| (1..=8).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphanumeric());
    words.next().is_some_and(|w| CodeList::Language.get(w).is_some()) && words.all(subtag)
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

fn money(value: Option<&Amount>) -> Option<Money> {
    let value = value?;
    let currency = value.currency.clone().filter(|c| CodeList::Currency.get(c).is_some())?;
    Some(Money {
        amount: value.text.get()?,
        currency: Currency(currency),
        value_date: get(value.value_date.as_ref())?.into(),
    })
}

fn period(start: Option<&Day>, end: Option<&Day>) -> Option<Period> {
    let date = |day: Option<&Day>| get(day?.iso_date.as_ref()).map(PartialDate::from);
    let (start, end) = (date(start)?, date(end)?);
    (start <= end).then_some(Period { start: Some(start), end: Some(end) })
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
        title(activity, &mut body.title);
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
        title(activity, &mut body.title);
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
        body.status = known.map(|code| fact(code.to_owned()));
    }
    if draft.differs(&["sector"]) {
        body.sectors = sectors(activity);
    }
    if draft.differs(&["tag"]) {
        body.sdgs = goals(activity, &body.sdgs);
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
        |e| budget(exporter, e),
    );
    body.results = draft.items(
        "result",
        &body.results,
        exporter.lang,
        |r| exporter.result(r).ok(),
        |e| result(exporter, e),
    );
    let write = |t: &Transaction| exporter.transaction(t).ok();
    let (transactions, wholes) =
        draft.items_with("transaction", &body.transactions, exporter.lang, write, |e| transaction(book, e));
    body.transactions = transactions;
    draft.transactions = wholes;
    body
}

fn title(activity: &IatiActivity, into: &mut Text) {
    let title = activity.title.as_ref().map(|t| text(&t.narrative)).unwrap_or_default();
    if !title.is_empty() {
        *into = title;
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

fn documents(activity: &IatiActivity, book: &mut Book<'_>) -> Vec<Ref<Document>> {
    let mut out: Vec<Ref<Document>> = Vec::new();
    for link in &activity.document_link {
        let title = link.title.as_ref().map(|t| text(&t.narrative)).unwrap_or_default();
        let address = link.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://"));
        let Some(url) =
            address.filter(|u| url::Url::parse(u).is_ok_and(|u| u.has_host()) && !title.is_empty())
        else {
            continue;
        };
        let language = match link.language.as_slice() {
            [only] => only.code.clone().filter(|code| is_language(code)),
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
    let read = |element: &Element| location(exporter, book, &codes, element);
    let mut out = draft.items("location", &placed, exporter.lang, write, read);
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

/// A place with a point, in the country where the file names one only.
fn location(
    exporter: &Exporter<'_>,
    book: &mut Book<'_>,
    countries: &[&str],
    whole: &Element,
) -> Option<Location> {
    let read = model::Location::read(whole.clone());
    let position = read.point.as_ref()?.pos.as_ref()?.text.clone();
    let mut numbers = position.split_ascii_whitespace().map(|n| n.parse::<f64>().ok());
    let (lat, lon) = (numbers.next()??, numbers.next()??);
    if numbers.next().is_some() || lat.abs() > 90.0 || lon.abs() > 180.0 {
        return None;
    }
    let name = read.name.as_ref().map(|n| text(&n.narrative)).unwrap_or_default();
    // A place without a name would take that of its territory.
    let territory = match countries {
        [only] if !name.is_empty() => book.country(only),
        _ => None,
    };
    let mut location = Location { territory, name, point: Some(Point { lat, lon }), ..Location::default() };
    let part = exporter.location(&Location { territory: None, ..location.clone() })?;
    location.iati_rest = left(&["iati-activity", "location"], whole, part, exporter.lang);
    Some(location)
}

fn budget(exporter: &Exporter<'_>, whole: &Element) -> Option<Budget> {
    let read = model::Budget::read(whole.clone());
    let period = period(read.period_start.as_ref(), read.period_end.as_ref())?;
    let mut budget = Budget { period, value: Some(money(read.value.as_ref())?), ..Budget::default() };
    let part = items::budget(&budget).ok()?;
    budget.iati_rest = left(&["iati-activity", "budget"], whole, part, exporter.lang);
    Some(budget)
}

fn transaction(book: &mut Book<'_>, whole: &Element) -> Option<Transaction> {
    let read = model::Transaction::read(whole.clone());
    let kind = read
        .transaction_type
        .as_ref()?
        .code
        .clone()
        .filter(|c| CodeList::TransactionType.get(c).is_some())?;
    let date = get(read.transaction_date.as_ref()?.iso_date.as_ref())?;
    let value = money(read.value.as_ref())?;
    let provider = |p: &ProviderOrg| {
        book.organisation(&Named {
            reference: p.reference.as_deref(),
            kind: p.kind.as_deref(),
            name: text(&p.narrative),
        })
    };
    let provider = read.provider_org.as_ref().and_then(provider);
    let receiver = |r: &ReceiverOrg| {
        book.organisation(&Named {
            reference: r.reference.as_deref(),
            kind: r.kind.as_deref(),
            name: text(&r.narrative),
        })
    };
    let receiver = read.receiver_org.as_ref().and_then(receiver);
    let description = read.description.as_ref().map(|d| text(&d.narrative)).unwrap_or_default();
    Some(Transaction {
        kind,
        date: Some(date.into()),
        value: Some(value),
        provider,
        receiver,
        description,
        ..Transaction::default()
    })
}

fn result(exporter: &Exporter<'_>, whole: &Element) -> Option<ResultEntry> {
    let read = model::ActivityResult::read(whole.clone());
    let kind = read.kind.clone().filter(|k| CodeList::ResultType.get(k).is_some())?;
    let title = text(&read.title.as_ref()?.narrative);
    let description = read.description.as_ref().map(|d| text(&d.narrative)).unwrap_or_default();
    let (indicators, whole) = nested(whole, "indicator", |e| indicator(exporter, e));
    let mut result = ResultEntry { kind, title, description, indicators, ..ResultEntry::default() };
    let part = exporter.result_alone(&result)?;
    result.iati_rest = left(&["iati-activity", "result"], &whole, part, exporter.lang);
    (!result.indicators.is_empty()).then_some(result)
}

fn indicator(exporter: &Exporter<'_>, whole: &Element) -> Option<Indicator> {
    let read = model::Indicator::read(whole.clone());
    let title = text(&read.title.as_ref()?.narrative);
    let unit = read.description.as_ref().map(|d| text(&d.narrative)).unwrap_or_default();
    let baseline = read.baseline.first();
    let (periods, whole) = nested(whole, "period", |e| indicator_period(exporter, e));
    let year = baseline.and_then(|b| get(b.year.as_ref())).and_then(|y| i16::try_from(y).ok());
    let value = baseline.and_then(|b| Decimal::parse(b.value.as_deref()?));
    let known = year.zip(value);
    let mut indicator = Indicator {
        title,
        unit,
        baseline: known.map(|(_, value)| value),
        baseline_year: known.map(|(year, _)| year),
        ..Indicator::default()
    };
    let part = exporter.indicator(&indicator)?;
    indicator.iati_rest = left(&["iati-activity", "result", "indicator"], &whole, part, exporter.lang);
    indicator.periods = periods;
    Some(indicator)
}

fn indicator_period(exporter: &Exporter<'_>, whole: &Element) -> Option<IndicatorPeriod> {
    let read = model::Period::read(whole.clone());
    let period = period(read.period_start.as_ref(), read.period_end.as_ref())?;
    let only = |values: &[model::Measured]| match values {
        [only] => Decimal::parse(only.value.as_deref()?),
        _ => None,
    };
    let mut entry = IndicatorPeriod {
        period,
        target: only(&read.target),
        actual: only(&read.actual),
        ..IndicatorPeriod::default()
    };
    let part = items::indicator_period(&entry)?;
    entry.iati_rest = left(&["iati-activity", "result", "indicator", "period"], whole, part, exporter.lang);
    Some(entry)
}

/// Items inside an item, and the item without those that were read.
fn nested<T>(whole: &Element, name: &str, read: impl Fn(&Element) -> Option<T>) -> (Vec<T>, Element) {
    let mut out = Vec::new();
    let mut rest = whole.clone();
    rest.children.retain(|child| match child {
        portulan_iati::tree::Child::Element(e) if e.name == name => match read(e) {
            Some(item) => {
                out.push(item);
                false
            }
            None => true,
        },
        _ => true,
    });
    (out, rest)
}
