//! The page of a declaration: its lists page by page, its totals whole.
use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use jiff::civil::Date;
use portulan_codelists::CodeList;
use portulan_editorial::declarations;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{key, list};
use portulan_model::PublishedRegister;
use portulan_model::kinds::Marker;
use portulan_report::eapd::{
    self, Declaration, DeclarationGap, DeclarationLine, Excluded, Part, ProjectFunds, RecipientLists, Total,
};
use portulan_report::money::{FundsBasis, OwnYear, percent};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::derived::{Derived, address, derived, settled, today};
use super::paging::{DeclarationList, DeclarationQuery, ListPage};
use super::pickers::{picker_of, pickers, worded};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::codes::named_code;
use crate::view::OfficeView;

#[derive(Template)]
#[template(path = "declaration.html")]
pub struct DeclarationPage {
    v: OfficeView,
    year: i16,
    /// The address of the page without its anchor, to which its forms are posted.
    here: String,
    years: Vec<i16>,
    /// The weeks in which it is made: begin, end, and whether they are now.
    window: (String, String, bool),
    sum: String,
    /// Last year's sum.
    before: String,
    missing: usize,
    general: Vec<String>,
    /// The number of lines, and of those with gaps.
    actions: usize,
    incomplete: usize,
    /// True if only lines with gaps are shown.
    has_gaps_only: bool,
    /// The addresses of all lines, and of those with gaps.
    filters: [String; 2],
    lines: ListPage<Card>,
    out: ListPage<OutsideLine>,
    totals: Vec<(String, Vec<Sum>)>,
    /// The time and user of the freeze, and the changes since.
    frozen: Option<(String, String)>,
    changes: ListPage<[String; 4]>,
    may_freeze: bool,
    /// True if the user may load a list of recipients.
    may_load: bool,
    lists: Vec<(&'static str, Vec<String>)>,
    /// Own funds of the projects that have money from other funders.
    funds: ListPage<Funds>,
    /// A refused decision, as typed.
    pub refused: Option<RefusedDecision>,
}

/// A refused decision, as typed.
pub struct RefusedDecision {
    pub project: Uuid,
    pub part: &'static str,
    pub typed: String,
    /// The remedy.
    pub remedy: String,
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
    gaps: Vec<ShownGap>,
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

/// The page of a year.
pub async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    year: i16,
    query: &DeclarationQuery,
) -> Result<DeclarationPage, OfficeError> {
    let v = OfficeView::new(current_user, "declaration");
    let site = office.app.site();
    let Derived { declaration: now, declared, lists } = derived(office, &site, year).await?;
    let before = settled(office, &site, year - 1).await?;
    let filed = declarations::filed(&declared)?;
    let mut years: BTreeSet<i16> = office.declarations.years(&site).iter().copied().collect();
    years.extend(office.store.declared_years().await?);
    years.insert(year);
    let lines = filtered(&now, query);
    Ok(DeclarationPage {
        year,
        here: format!("{}{}", address(year), query.parameters()),
        years: years.into_iter().rev().collect(),
        window: window(&v, year, today(office)),
        sum: v.money(now.sum(), "€"),
        before: v.money(before.sum(), "€"),
        missing: now.missing(),
        general: now.gaps.iter().map(|gap| eapd::gap(v.language, gap)).collect(),
        actions: now.lines.len(),
        incomplete: now.lines.iter().filter(|line| !line.gaps.is_empty()).count(),
        has_gaps_only: query.has_gaps_only,
        filters: [false, true].map(|gaps| query.filtered(gaps).link(DeclarationList::Lines.name())),
        lines: query.page(&v, DeclarationList::Lines, &lines, |line| card(&v, line)),
        out: query.page(&v, DeclarationList::LeftOut, &now.left_out, |out| outside_line(&v, out)),
        totals: totals(&v, &now, &before),
        changes: changes(&v, &site.programme, &now, filed.as_ref(), &lists, query),
        frozen: declared.frozen.map(|(_, at, by)| (v.moment(&at), by)),
        may_freeze: current_user.require(OfficeAction::FreezeDeclaration).is_ok(),
        may_load: current_user.require(OfficeAction::StoreRates).is_ok(),
        lists: pickers(&v, year, &lists),
        funds: query.page(&v, DeclarationList::Funds, &now.funds, |project| funds(&v, project)),
        refused: None,
        v,
    })
}

/// A gap of a line, with the address of the page where it is filled in.
pub(super) struct ShownGap {
    text: String,
    address: Option<String>,
}

impl ShownGap {
    fn new(v: &OfficeView, project: Uuid, gap: &DeclarationGap) -> Self {
        let section = |name: &str| Some(format!("/office/projects/{project}#{name}"));
        let address = match gap.code.as_str() {
            "no-title" | "no-description" => section("identity"),
            "no-country" => section("place"),
            "no-sector" => section("aims"),
            "no-channel" | "no-score" | "refugee-status" => section("oda"),
            "no-amount" | "no-receiver" | "unspent" => section("money"),
            "no-rate" => Some("/office/rates".to_owned()),
            // Decided on this page, or a matter of an earlier declaration.
            _ => None,
        };
        Self { text: eapd::gap(v.language, gap), address }
    }
}

/// The lines that a query selects: all, or those with gaps.
pub fn filtered<'a>(declaration: &'a Declaration, query: &DeclarationQuery) -> Vec<&'a DeclarationLine> {
    let is_selected = |line: &&DeclarationLine| !query.has_gaps_only || !line.gaps.is_empty();
    declaration.lines.iter().filter(is_selected).collect()
}

/// The weeks in which a declaration is made: begin, end, and whether today is in them.
fn window(v: &OfficeView, year: i16, today: Date) -> (String, String, bool) {
    let window = [Date::new(year + 1, 4, 15), Date::new(year + 1, 5, 31)].map(Result::ok);
    let is_now = matches!(window, [Some(start), Some(end)] if (start..=end).contains(&today));
    let [start, end] = window.map(|day| day.map(|day| v.day(&day)).unwrap_or_default());
    (start, end, is_now)
}

/// The changes since a declaration was filed.
fn changes(
    v: &OfficeView,
    programme: &PublishedRegister,
    now: &Declaration,
    filed: Option<&Declaration>,
    lists: &RecipientLists,
    query: &DeclarationQuery,
) -> ListPage<[String; 4]> {
    let changes = filed.map(|then| now.changes_since(then)).unwrap_or_default();
    query.page(v, DeclarationList::Changes, &changes, |(project, part, was, is)| {
        let title = programme.projects.find(project).map(|p| v.name(&p.body.title));
        let worded = |value: &String| worded(v, *part, now.year, lists, value);
        let title = title.unwrap_or_else(|| project.clone());
        [title, v.word(list!("eapd-part"), part.name()), worded(was), worded(is)]
    })
}

fn outside_line(v: &OfficeView, out: &Excluded) -> OutsideLine {
    OutsideLine {
        id: out.id,
        title: v.name(&out.title),
        amount: v.money(out.amount, "€"),
        why: eapd::reason(v.language, &out.why),
        decided: out.why.code == "officer",
    }
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
    let score = |(marker, score): (&Marker, &Option<u8>)| {
        (v.word(list!("marker"), marker.name()), score.map_or("–".to_owned(), |s| s.to_string()))
    };
    Card {
        id: line.id,
        title: v.name(&line.title),
        kind: v.word(list!("oda-kind"), line.kind.name()),
        amount: v.money(line.amounts.declared.value, "€"),
        parts: Part::ALL.iter().copied().filter_map(|part| decision_field(v, line, part)).collect(),
        scores: Marker::ALL.iter().zip(&line.markers).map(score).collect(),
        gaps: line.gaps.iter().map(|gap| ShownGap::new(v, line.id, gap)).collect(),
    }
}

/// A part as the card of its line shows it; `None` for parts without a field.
fn decision_field(v: &OfficeView, line: &DeclarationLine, part: Part) -> Option<DecisionField> {
    if !line.has(part) {
        return None;
    }
    let coded = |list: CodeList, code: &Option<String>| eapd::code_name(v.language, list, code.as_ref());
    let (name, list) = match part {
        Part::Counted => return None,
        Part::Basis => (v.word(list!("eapd-basis"), line.basis.name()), ""),
        Part::FirstYear => {
            (line.first_year.map(|s| format!("{} %", v.language.decimal(s))).unwrap_or_default(), "")
        }
        Part::Recipient => (eapd::recipient_name(v.language, line), picker_of(part)),
        Part::Channel => (coded(CodeList::Channel, &line.channel.value), picker_of(part)),
        Part::Purpose => (coded(CodeList::Sector, &line.purpose.value), picker_of(part)),
        Part::AidType => (coded(CodeList::AidType, &line.aid_type.value), picker_of(part)),
        Part::Amount => (v.money(line.amounts.declared.value, "€"), ""),
    };
    let code = match line.part_text(part) {
        code if list.is_empty() || code.is_empty() => code,
        code => named_code(&code, &name),
    };
    Some(DecisionField {
        part: part.name(),
        label: v.word(list!("eapd-part"), part.name()),
        name: if list.is_empty() || code.is_empty() { name } else { code.clone() },
        code,
        why: line.why(part).map(|why| eapd::why(v.language, why)).unwrap_or_default(),
        decided: match part {
            Part::Basis => line.basis != FundsBasis::default(),
            Part::FirstYear => line.first_year.is_some(),
            _ => line.why(part).is_some_and(|why| why.code == "officer"),
        },
        list,
        choices: match part {
            Part::Basis => {
                FundsBasis::ALL.iter().map(|b| (b.name(), v.word(list!("eapd-basis"), b.name()))).collect()
            }
            _ => Vec::new(),
        },
    })
}

/// The totals of this year and the last, the largest first.
fn totals(v: &OfficeView, now: &Declaration, before: &Declaration) -> Vec<(String, Vec<Sum>)> {
    let table = |(by, key): (Total, &str)| {
        let (this, last) = (now.totals(by), before.totals(by));
        let most = this.values().copied().max().unwrap_or_default();
        let keys: BTreeSet<&String> = this.keys().chain(last.keys()).collect();
        let amount =
            |sums: &BTreeMap<String, Decimal>, key: &String| sums.get(key).copied().unwrap_or_default();
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
            let code = key.parse().ok();
            let found = now.lines.iter().chain(&before.lines).find(|line| line.recipient.value == code);
            found.map(|line| eapd::recipient_name(v.language, line)).unwrap_or_default()
        }
    }
}
