//! The yearly declaration of development assistance: what is derived, what officers decide, what was declared.
use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_editorial::policy::OfficeAction;
use portulan_model::Programme;
use portulan_model::kinds::Marker;
use portulan_report::eapd::{self, Declaration, Line, Part, Total};
use portulan_report::money::{Ledger, percent};
use portulan_store::{Declared, UserRole};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::Seat;
use crate::error::OfficeError;
use crate::view::{View, download, page, refused, xlsx};

#[derive(Template)]
#[template(path = "declaration.html")]
struct DeclarationPage {
    v: View,
    year: i16,
    years: Vec<i16>,
    /// The weeks in which it is made: begin, end, and whether they are now.
    window: (String, String, bool),
    sum: String,
    /// Last year's sum.
    before: String,
    missing: usize,
    general: Vec<String>,
    lines: Vec<Card>,
    out: Vec<Out>,
    totals: Vec<(String, Vec<Sum>)>,
    /// When it was declared and by whom; what changed since.
    frozen: Option<(String, String)>,
    changes: Vec<[String; 4]>,
    may_freeze: bool,
    lists: Vec<(&'static str, Vec<(String, String)>)>,
    /// What was typed and is not taken: project, part, text.
    refused: Option<(Uuid, &'static str, String)>,
}

/// A line as the page shows it.
struct Card {
    id: Uuid,
    title: String,
    kind: String,
    amount: String,
    parts: Vec<Field>,
    scores: Vec<(String, String)>,
    gaps: Vec<String>,
}

/// A part of a line.
struct Field {
    part: &'static str,
    label: String,
    code: String,
    name: String,
    why: String,
    decided: bool,
    list: &'static str,
}

struct Out {
    id: Uuid,
    title: String,
    amount: String,
    why: String,
    decided: bool,
}

/// A row of totals: name, this year, last year, and this year's part of the largest, for a bar.
struct Sum {
    name: String,
    now: String,
    before: String,
    share: u32,
}

/// What the forms send.
#[derive(Deserialize)]
pub struct Act {
    #[serde(rename = "do")]
    verb: String,
    project: Option<Uuid>,
    #[serde(default)]
    part: String,
    #[serde(default)]
    value: String,
}

/// The year before this one, which is the one to declare.
pub async fn latest(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    allowed(&seat)?;
    let year = today(&office).year() - 1;
    Ok(Redirect::to(&format!("/office/declaration/{year}")).into_response())
}

/// The declaration is the authority's own people's.
fn allowed(seat: &Seat) -> Result<(), OfficeError> {
    seat.require(OfficeAction::ReadDeclaration)
}

fn today(office: &Office) -> Date {
    office.app.time_zone().to_datetime(jiff::Timestamp::now()).date()
}

/// A year of which there may be a declaration.
fn year_of(text: &str) -> Result<i16, OfficeError> {
    text.parse().ok().filter(|year| (1960..2100).contains(year)).ok_or(OfficeError::Missing)
}

async fn derived(
    office: &Office,
    programme: &Programme,
    year: i16,
) -> Result<(Declaration, Declared), OfficeError> {
    let declared = office.store.declared(year).await?;
    Ok((Declaration::of(programme, year, &eapd::choices(declared.choices.clone())), declared))
}

/// A declaration as it was declared, else as it is derived.
async fn settled(office: &Office, programme: &Programme, year: i16) -> Result<Declaration, OfficeError> {
    let (now, declared) = derived(office, programme, year).await?;
    let frozen = declared.frozen.and_then(|(json, ..)| serde_json::from_str(&json).ok());
    Ok(frozen.unwrap_or(now))
}

async fn shown(office: &Office, seat: &Seat, year: i16) -> Result<DeclarationPage, OfficeError> {
    let v = View::new(seat, "declaration");
    let site = office.app.site();
    let (now, declared) = derived(office, &site.programme, year).await?;
    let before = settled(office, &site.programme, year - 1).await?;
    let frozen: Option<Declaration> =
        declared.frozen.as_ref().and_then(|(json, ..)| serde_json::from_str(json).ok());
    let money = |amount: Decimal| v.money(amount, "€");
    let window = [Date::new(year + 1, 4, 15), Date::new(year + 1, 5, 31)].map(Result::ok);
    let is_now = matches!(window, [Some(start), Some(end)] if (start..=end).contains(&today(office)));
    let [start, end] = window.map(|day| day.map(|day| v.day(&day)).unwrap_or_default());
    let mut years: BTreeSet<i16> = Ledger::of(&site.programme).years().into_iter().collect();
    years.extend(office.store.declared_years().await?);
    years.insert(year);
    let changes = frozen.as_ref().map(|then| now.changes_since(then)).unwrap_or_default();
    let changes = changes.into_iter().map(|(project, part, was, is)| {
        let title = site.programme.projects.find(&project).map(|p| v.name(&p.body.title));
        [title.unwrap_or(project), v.word("eapd-part", part.name()), was, is]
    });
    Ok(DeclarationPage {
        year,
        years: years.into_iter().rev().collect(),
        window: (start, end, is_now),
        sum: money(now.sum()),
        before: money(before.sum()),
        missing: now.missing(),
        general: now.gaps.iter().map(|gap| eapd::gap(v.language, gap)).collect(),
        lines: now.lines.iter().map(|line| card(&v, line)).collect(),
        out: now
            .left_out
            .iter()
            .map(|out| Out {
                id: out.id,
                title: v.name(&out.title),
                amount: money(out.amount),
                why: eapd::reason(v.language, &out.why),
                decided: out.why.code == "officer",
            })
            .collect(),
        totals: totals(&v, &now, &before),
        frozen: declared.frozen.map(|(_, at, by)| (v.moment(&at), by)),
        changes: changes.collect(),
        may_freeze: seat.user.role >= UserRole::Publisher,
        lists: lists(&v, year),
        refused: None,
        v,
    })
}

fn card(v: &View, line: &Line) -> Card {
    let field = |part: Part| {
        let why = line.why(part)?;
        let (name, list) = match part {
            Part::Counted => return None,
            Part::Recipient => (eapd::recipient_name(v.language, line), "recipients"),
            Part::Channel => {
                (eapd::code_name(v.language, CodeList::Channel, line.channel.value.as_ref()), "channels")
            }
            Part::Purpose => {
                (eapd::code_name(v.language, CodeList::Sector, line.purpose.value.as_ref()), "purposes")
            }
            Part::AidType => {
                (eapd::code_name(v.language, CodeList::AidType, line.aid_type.value.as_ref()), "aid-types")
            }
            Part::Amount => (v.money(line.amounts.declared.value, "€"), ""),
        };
        Some(Field {
            part: part.name(),
            label: v.word("eapd-part", part.name()),
            code: line.said(part),
            name,
            why: eapd::why(v.language, why),
            decided: why.code == "officer",
            list,
        })
    };
    let score = |(marker, score): (&Marker, &Option<u8>)| {
        (v.word("marker", &marker.name()), score.map_or("–".to_owned(), |s| s.to_string()))
    };
    Card {
        id: line.id,
        title: v.name(&line.title),
        kind: v.word("oda", &line.kind.name()),
        amount: v.money(line.amounts.declared.value, "€"),
        parts: Part::ALL.into_iter().filter_map(field).collect(),
        scores: Marker::ALL.iter().zip(&line.markers).map(score).collect(),
        gaps: line.gaps.iter().map(|gap| eapd::gap(v.language, gap)).collect(),
    }
}

/// This year's totals beside the last's, the largest first.
fn totals(v: &View, now: &Declaration, before: &Declaration) -> Vec<(String, Vec<Sum>)> {
    let axes = [
        (Total::Recipient, "country"),
        (Total::Channel, "channel"),
        (Total::Purpose, "purpose"),
        (Total::Kind, "kind"),
    ];
    let table = |(by, key): (Total, &str)| {
        let (this, last) = (now.totals(by), before.totals(by));
        let most = this.values().copied().max().unwrap_or_default();
        let keys: BTreeSet<&String> = this.keys().chain(last.keys()).collect();
        let amount = |sums: &std::collections::BTreeMap<String, Decimal>, key: &String| {
            sums.get(key).copied().unwrap_or_default()
        };
        let mut rows: Vec<(&String, Decimal, Decimal)> =
            keys.into_iter().map(|key| (key, amount(&this, key), amount(&last, key))).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let rows = rows.into_iter().map(|(key, now_is, was)| Sum {
            name: name(v, by, key, now, before),
            now: v.money(now_is, "€"),
            before: v.money(was, "€"),
            share: percent(now_is, most),
        });
        (v.word("eapd-column", key), rows.collect())
    };
    axes.into_iter().map(table).collect()
}

fn name(v: &View, by: Total, key: &str, now: &Declaration, before: &Declaration) -> String {
    // Two lists have the same name for different codes.
    let listed = |list: CodeList| format!("{} ({key})", list.name(key, v.language.tag()));
    match by {
        _ if key.is_empty() => v.t("eapd-missing"),
        Total::Channel => listed(CodeList::Channel),
        Total::Purpose => listed(CodeList::Sector),
        Total::Kind => v.word("oda", key),
        Total::Recipient => {
            let lines = now.lines.iter().chain(&before.lines);
            let found = lines.into_iter().find(|line| line.said(Part::Recipient) == key);
            found.map(|line| eapd::recipient_name(v.language, line)).unwrap_or_default()
        }
    }
}

/// What pickers offer: the code and its name.
fn lists(v: &View, year: i16) -> Vec<(&'static str, Vec<(String, String)>)> {
    let tag = v.language.tag();
    let coded = |list: CodeList| -> Vec<(String, String)> {
        list.entries().iter().map(|entry| (entry.code.to_owned(), entry.name(tag).to_owned())).collect()
    };
    let mut recipients: Vec<(String, String)> = eapd::recipients(year)
        .map(|(country, code)| (code.to_string(), CodeList::Country.name(country, tag).to_owned()))
        .collect();
    recipients.push((eapd::UNSPECIFIED.to_string(), v.t("eapd-unspecified")));
    vec![
        ("recipients", recipients),
        ("channels", coded(CodeList::Channel)),
        ("purposes", coded(CodeList::Sector)),
        ("aid-types", coded(CodeList::AidType)),
    ]
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Path(year): Path<String>,
) -> Result<Response, OfficeError> {
    allowed(&seat)?;
    let (year, form) = year.split_once('.').map_or((year.as_str(), ""), |(year, form)| (year, form));
    let year = year_of(year)?;
    if form.is_empty() {
        return Ok(page(&shown(&office, &seat, year).await?));
    }
    let site = office.app.site();
    let declaration = settled(&office, &site.programme, year).await?;
    let file = format!("e-apd-{year}");
    match form {
        "xlsx" => xlsx(&file, eapd::workbook(&declaration, &site.programme, seat.language())),
        "csv" => {
            let text = eapd::crs(&declaration, seat.language());
            Ok(download(&format!("{file}.csv"), "text/csv; charset=utf-8", text))
        }
        _ => Err(OfficeError::Missing),
    }
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Path(year): Path<String>,
    Form(form): Form<Act>,
) -> Result<Response, OfficeError> {
    allowed(&seat)?;
    seat.require(OfficeAction::DecideDeclaration)?;
    let year = year_of(&year)?;
    let here = format!("/office/declaration/{year}");
    let (mut back, subject) = (here.clone(), format!("eapd/{year}"));
    match form.verb.as_str() {
        "decide" | "derive" => {
            let part =
                Part::ALL.into_iter().find(|part| part.name() == form.part).ok_or(OfficeError::Missing)?;
            let project = form.project.ok_or(OfficeError::Missing)?;
            if !office.app.site().programme.projects.iter().any(|p| p.id == project) {
                return Err(OfficeError::Missing);
            }
            let decided = form.verb == "decide";
            let value = eapd::decision(part, &form.value, seat.language()).filter(|_| decided);
            if decided && value.is_none() {
                let shown = shown(&office, &seat, year).await?;
                let typed = Some((project, part.name(), form.value));
                return Ok(refused(&DeclarationPage { refused: typed, ..shown }));
            }
            let detail = format!("{project} {}: {}", part.name(), value.as_deref().unwrap_or("–"));
            let entry = seat.log("eapd-decide", subject, detail);
            office.store.decide(year, project, part.name(), value.as_deref(), entry).await?;
            back = format!("{here}#p-{project}");
        }
        "freeze" => {
            seat.require(OfficeAction::FreezeDeclaration)?;
            let (now, _) = derived(&office, &office.app.site().programme, year).await?;
            let kept = serde_json::to_string(&now).map_err(OfficeError::failed)?;
            let entry = seat.log("eapd-freeze", subject, format!("{:.2} EUR", now.sum()));
            office.store.freeze(year, Some(&kept), &seat.user.name, entry).await?;
        }
        "thaw" => {
            seat.require(OfficeAction::FreezeDeclaration)?;
            office.store.freeze(year, None, "", seat.log("eapd-thaw", subject, "")).await?;
        }
        _ => return Err(OfficeError::Unreadable(form.verb)),
    }
    Ok(Redirect::to(&back).into_response())
}
