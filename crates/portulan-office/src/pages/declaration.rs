//! The yearly declaration of development assistance: derived values, decisions of officers, the filed
//! declaration.
use portulan_locales::{key, list};
use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_editorial::policy::OfficeAction;
use portulan_model::PublishedRegister;
use portulan_model::kinds::Marker;
use portulan_report::eapd::{
    self, Declaration, DeclarationLine, Part, ProjectFunds, Recipient, RecipientLists, Total,
};
use portulan_report::money::{FundsBasis, Ledger, OwnYear, percent};
use portulan_store::StoredDeclaration;
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, download, page, refused, xlsx};
use portulan_editorial::declarations;

#[derive(Template)]
#[template(path = "declaration.html")]
struct DeclarationPage {
    v: OfficeView,
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
    out: Vec<OutsideLine>,
    totals: Vec<(String, Vec<Sum>)>,
    /// The time and user of the freeze, and the changes since.
    frozen: Option<(String, String)>,
    changes: Vec<[String; 4]>,
    may_freeze: bool,
    /// True if the user may load a list of recipients.
    may_load: bool,
    lists: Vec<(&'static str, Vec<(String, String)>)>,
    /// Own funds of the projects that have money from other funders.
    funds: Vec<Funds>,
    /// A refused decision, as typed.
    refused: Option<RefusedDecision>,
}

/// A refused decision, as typed.
struct RefusedDecision {
    project: Uuid,
    part: &'static str,
    typed: String,
    /// The remedy.
    remedy: String,
}

/// The own funds of a project: its title, how they are determined, and the amounts of each year.
struct Funds {
    title: String,
    basis: String,
    years: Vec<(i16, [String; 6])>,
}

/// A line as the page shows it.
struct Card {
    id: Uuid,
    title: String,
    kind: String,
    amount: String,
    parts: Vec<DecisionField>,
    scores: Vec<(String, String)>,
    gaps: Vec<String>,
}

/// A part of a line.
struct DecisionField {
    part: &'static str,
    label: String,
    code: String,
    name: String,
    why: String,
    decided: bool,
    /// The list of codes to choose from.
    list: &'static str,
    /// The options: stored value and label.
    choices: Vec<(&'static str, String)>,
}

struct OutsideLine {
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

/// The forms.
#[derive(Deserialize)]
pub struct DeclarationAction {
    #[serde(rename = "do")]
    verb: String,
    project: Option<Uuid>,
    #[serde(default)]
    part: String,
    #[serde(default)]
    value: String,
}

/// The year before this one, which is the one to declare.
pub async fn latest(
    State(office): State<Office>,
    current_user: CurrentUser,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    let year = today(&office).year() - 1;
    Ok(Redirect::to(&format!("/office/declaration/{year}")).into_response())
}

/// Returns an error unless the user belongs to the authority.
fn allowed(current_user: &CurrentUser) -> Result<(), OfficeError> {
    current_user.require(OfficeAction::ReadDeclaration)
}

fn today(office: &Office) -> Date {
    office.app.time_zone().to_datetime(jiff::Timestamp::now()).date()
}

/// A year of which there may be a declaration.
pub fn year_of(text: &str) -> Result<i16, OfficeError> {
    text.parse().ok().filter(|year| (1960..2100).contains(year)).ok_or(OfficeError::Missing)
}

/// A year's declaration as it is derived now.
pub(super) struct Derived {
    pub declaration: Declaration,
    /// The stored state of the declaration.
    pub declared: StoredDeclaration,
    lists: RecipientLists,
}

pub(super) async fn derived(
    office: &Office,
    programme: &PublishedRegister,
    year: i16,
) -> Result<Derived, OfficeError> {
    let (inputs, declared) = declarations::inputs(&*office.store, year).await?;
    let declaration = Declaration::derive(programme, year, &inputs);
    Ok(Derived { declaration, declared, lists: inputs.lists })
}

/// A declaration as it was filed, else as it is derived.
pub async fn settled(
    office: &Office,
    programme: &PublishedRegister,
    year: i16,
) -> Result<Declaration, OfficeError> {
    match declarations::filed(&office.store.declared(year).await?)? {
        Some(filed) => Ok(filed),
        None => Ok(derived(office, programme, year).await?.declaration),
    }
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    year: i16,
) -> Result<DeclarationPage, OfficeError> {
    let v = OfficeView::new(current_user, "declaration");
    let site = office.app.site();
    let Derived { declaration: now, declared, lists } = derived(office, &site.programme, year).await?;
    let before = settled(office, &site.programme, year - 1).await?;
    let frozen = declarations::filed(&declared)?;
    let money = |amount: Decimal| v.money(amount, "€");
    let window = [Date::new(year + 1, 4, 15), Date::new(year + 1, 5, 31)].map(Result::ok);
    let is_now = matches!(window, [Some(start), Some(end)] if (start..=end).contains(&today(office)));
    let [start, end] = window.map(|day| day.map(|day| v.day(&day)).unwrap_or_default());
    let mut years: BTreeSet<i16> = Ledger::from_register(&site.programme).years().into_iter().collect();
    years.extend(office.store.declared_years().await?);
    years.insert(year);
    let changes = frozen.as_ref().map(|then| now.changes_since(then)).unwrap_or_default();
    let changes = changes.into_iter().map(|(project, part, was, is)| {
        let title = site.programme.projects.find(&project).map(|p| v.name(&p.body.title));
        let worded = |value: String| match part {
            Part::Basis => v.word(list!("eapd-basis"), &value),
            Part::Counted => v.word(list!("eapd-counted"), &value),
            Part::Amount => value.parse().map_or(value, &money),
            _ => value,
        };
        [title.unwrap_or(project), v.word(list!("eapd-part"), part.name()), worded(was), worded(is)]
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
            .map(|out| OutsideLine {
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
        may_freeze: current_user.require(OfficeAction::FreezeDeclaration).is_ok(),
        may_load: current_user.require(OfficeAction::StoreRates).is_ok(),
        lists: pickers(&v, year, &lists),
        funds: now.funds.iter().map(|project| funds(&v, project)).collect(),
        refused: None,
        v,
    })
}

fn funds(v: &OfficeView, project: &ProjectFunds) -> Funds {
    let row = |y: &OwnYear| {
        let amounts = [y.opening, y.received, y.paid, y.deducted, y.own, y.closing];
        (y.year, amounts.map(|amount| v.money(amount, "€")))
    };
    Funds {
        title: v.name(&project.title),
        basis: v.word(list!("eapd-basis"), project.basis.name()),
        years: project.years.iter().map(row).collect(),
    }
}

fn card(v: &OfficeView, line: &DeclarationLine) -> Card {
    let field = |part: Part| {
        let (name, list) = match part {
            _ if !line.has(part) => return None,
            Part::Counted => return None,
            Part::Basis => (v.word(list!("eapd-basis"), line.basis.name()), ""),
            Part::FirstYear => {
                (line.first_year.map(|s| format!("{} %", v.language.decimal(s))).unwrap_or_default(), "")
            }
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
        Some(DecisionField {
            part: part.name(),
            label: v.word(list!("eapd-part"), part.name()),
            code: line.part_text(part),
            name,
            why: line.why(part).map(|why| eapd::why(v.language, why)).unwrap_or_default(),
            decided: match part {
                Part::Basis => line.basis != FundsBasis::default(),
                Part::FirstYear => line.first_year.is_some(),
                _ => line.why(part).is_some_and(|why| why.code == "officer"),
            },
            list,
            choices: match part {
                Part::Basis => FundsBasis::ALL
                    .iter()
                    .map(|b| (b.name(), v.word(list!("eapd-basis"), b.name())))
                    .collect(),
                _ => Vec::new(),
            },
        })
    };
    let score = |(marker, score): (&Marker, &Option<u8>)| {
        (v.word(list!("marker"), &marker.name()), score.map_or("–".to_owned(), |s| s.to_string()))
    };
    Card {
        id: line.id,
        title: v.name(&line.title),
        kind: v.word(list!("oda-kind"), &line.kind.name()),
        amount: v.money(line.amounts.declared.value, "€"),
        parts: Part::ALL.iter().copied().filter_map(field).collect(),
        scores: Marker::ALL.iter().zip(&line.markers).map(score).collect(),
        gaps: line.gaps.iter().map(|gap| eapd::gap(v.language, gap)).collect(),
    }
}

/// The totals of this year and the last, the largest first.
fn totals(v: &OfficeView, now: &Declaration, before: &Declaration) -> Vec<(String, Vec<Sum>)> {
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
        (v.word(list!("eapd-column"), key), rows.collect::<Vec<_>>())
    };
    Total::ALL.into_iter().map(table).filter(|(_, rows)| !rows.is_empty()).collect()
}

fn name(v: &OfficeView, by: Total, key: &str, now: &Declaration, before: &Declaration) -> String {
    // Two lists have the same name for different codes.
    let listed = |list: CodeList| format!("{} ({key})", list.name(key, v.language.tag()));
    match by {
        _ if key.is_empty() => v.t(key!("eapd-missing")),
        Total::Channel => listed(CodeList::Channel),
        Total::Purpose => listed(CodeList::Sector),
        Total::Kind => v.word(list!("oda-kind"), key),
        Total::Mechanism => v.word(list!("mechanism"), key),
        Total::Recipient => {
            let lines = now.lines.iter().chain(&before.lines);
            let found = lines.into_iter().find(|line| line.part_text(Part::Recipient) == key);
            found.map(|line| eapd::recipient_name(v.language, line)).unwrap_or_default()
        }
    }
}

/// The options of pickers: code and name, of codes in use.
fn pickers(v: &OfficeView, year: i16, lists: &RecipientLists) -> Vec<(&'static str, Vec<(String, String)>)> {
    let tag = v.language.tag();
    let coded = |list: CodeList| -> Vec<(String, String)> {
        let in_use = list.entries().iter().filter(|entry| list.withdrawn(entry.code).is_none());
        in_use.map(|entry| (entry.code.to_owned(), entry.name(tag).to_owned())).collect()
    };
    let name = |r: &Recipient| match r.country.as_str() {
        "" if r.code == eapd::UNSPECIFIED => v.t(key!("eapd-unspecified")),
        "" => r.name(tag).to_owned(),
        country => CodeList::Country.name(country, tag).to_owned(),
    };
    let recipients = lists.in_year(year).unwrap_or_default();
    vec![
        ("recipients", recipients.into_iter().map(|r| (r.code.to_string(), name(r))).collect()),
        ("channels", coded(CodeList::Channel)),
        ("purposes", coded(CodeList::Sector)),
        ("aid-types", coded(CodeList::AidType)),
    ]
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(year): Path<String>,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    let (year, form) = year.split_once('.').map_or((year.as_str(), ""), |(year, form)| (year, form));
    let year = year_of(year)?;
    if form.is_empty() {
        return Ok(page(&shown(&office, &current_user, year).await?));
    }
    let site = office.app.site();
    let declaration = settled(&office, &site.programme, year).await?;
    let file = format!("e-apd-{year}");
    match form {
        "xlsx" => xlsx(&file, eapd::workbook(&declaration, &site.programme, current_user.language())),
        "csv" => {
            let text = eapd::crs(&declaration, current_user.language());
            Ok(download(&format!("{file}.csv"), "text/csv; charset=utf-8", text))
        }
        _ => Err(OfficeError::Missing),
    }
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(year): Path<String>,
    Form(form): Form<DeclarationAction>,
) -> Result<Response, OfficeError> {
    allowed(&current_user)?;
    current_user.require(OfficeAction::DecideDeclaration)?;
    let year = year_of(&year)?;
    let here = format!("/office/declaration/{year}");
    let (mut back, subject) = (here.clone(), format!("eapd/{year}"));
    match form.verb.as_str() {
        "decide" | "derive" => {
            let part = Part::from_name(&form.part).ok_or(OfficeError::Missing)?;
            let project = form.project.ok_or(OfficeError::Missing)?;
            if !office.app.site().programme.projects.iter().any(|p| p.id == project) {
                return Err(OfficeError::Missing);
            }
            let decided = form.verb == "decide";
            let taken = if decided {
                let lists = declarations::lists(&*office.store).await?;
                eapd::decision(part, &form.value, current_user.language(), year, &lists).map(Some)
            } else {
                Ok(None)
            };
            let value = match taken {
                Ok(value) => value,
                Err(refusal) => {
                    let shown = shown(&office, &current_user, year).await?;
                    let arguments = [("of", refusal.of.as_str().into())];
                    let language = current_user.language();
                    let remedy = language.format_word(list!("eapd-refused"), refusal.code, &arguments);
                    let typed = RefusedDecision { project, part: part.name(), typed: form.value, remedy };
                    return Ok(refused(&DeclarationPage { refused: Some(typed), ..shown }));
                }
            };
            let detail = format!("{project} {}: {}", part.name(), value.as_deref().unwrap_or("–"));
            let entry = current_user.log("eapd-decide", subject, detail);
            office.store.decide(year, project, part.name(), value.as_deref(), entry).await?;
            back = format!("{here}#p-{project}");
        }
        "freeze" => {
            current_user.require(OfficeAction::FreezeDeclaration)?;
            let now = derived(&office, &office.app.site().programme, year).await?.declaration;
            let stored = serde_json::to_string(&now).map_err(OfficeError::failed)?;
            let entry = current_user.log("eapd-freeze", subject, format!("{:.2} EUR", now.sum()));
            office.store.freeze(year, Some(&stored), &current_user.user.name, entry).await?;
        }
        "thaw" => {
            current_user.require(OfficeAction::FreezeDeclaration)?;
            office.store.freeze(year, None, "", current_user.log("eapd-thaw", subject, "")).await?;
        }
        _ => return Err(OfficeError::Unreadable(form.verb)),
    }
    Ok(Redirect::to(&back).into_response())
}
