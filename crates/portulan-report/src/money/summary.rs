//! The ledger as charts, each with a table of the same values.
use std::collections::BTreeMap;

use portulan_codelists::{CodeList, goal};
use portulan_locales::{key, list};
use portulan_model::PublishedRecord;
use portulan_model::kinds::{FundingStage, Project};
use rust_decimal::Decimal;

use super::{Axis, FundingRow, Ledger, percent, plan};
use crate::charts::{Bar, Columns, bars, columns};
use crate::localizer::Localizer;
use portulan_model::Flow;

/// A chart, with a table of the same values.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The name of the axis in addresses.
    pub key: &'static str,
    /// The title.
    pub title: String,
    /// The picture.
    pub svg: String,
    /// The header of the table: the heading of the row names, then those of the columns.
    pub head: Vec<String>,
    /// The rows: name and formatted amounts.
    pub rows: Vec<(String, Vec<String>)>,
}

/// Payments and contributions by year.
pub fn by_year(voice: &Localizer<'_>, ledger: &Ledger) -> Option<Chart> {
    let flows = [Flow::Paid, Flow::InKind];
    let sums: Vec<BTreeMap<String, Decimal>> =
        flows.iter().map(|flow| ledger.by(Axis::Year, |e| e.flow == *flow)).collect();
    let mut years: Vec<String> = sums.iter().flat_map(|s| s.keys().cloned()).collect();
    years.sort();
    years.dedup();
    if years.is_empty() {
        return None;
    }
    let value = |sums: &BTreeMap<String, Decimal>, year: &String| sums.get(year).copied().unwrap_or_default();
    let names: Vec<String> = flows.iter().map(|flow| voice.word(list!("flow"), flow.name())).collect();
    let series: Vec<(String, Vec<Decimal>)> = names
        .iter()
        .zip(&sums)
        .filter(|(_, sums)| !sums.is_empty())
        .map(|(name, sums)| (name.clone(), years.iter().map(|y| value(sums, y)).collect()))
        .collect();
    let title = voice.t(key!("money-by-year"));
    let say = |amount: Decimal| voice.euros(amount);
    let svg = columns(&Columns {
        title: &title,
        categories: years.clone(),
        series: series.clone(),
        format_value: &say,
    });
    let rows = years
        .iter()
        .enumerate()
        .map(|(i, year)| (year.clone(), series.iter().map(|(_, values)| voice.euros(values[i])).collect()));
    let head =
        std::iter::once(voice.t(key!("money-year"))).chain(series.iter().map(|(name, _)| name.clone()));
    Some(Chart { key: "year", title, svg, head: head.collect(), rows: rows.collect() })
}

/// Sums in euros by an axis, over the selected entries, the largest first. `key` is the name of the axis in
/// message keys.
pub fn by(
    voice: &Localizer<'_>,
    ledger: &Ledger,
    axis: Axis,
    key: &'static str,
    asked: impl Fn(&super::LedgerEntry) -> bool,
) -> Option<Chart> {
    let mut rows: Vec<(String, Decimal)> = ledger.by(axis, asked).into_iter().collect();
    rows.retain(|(_, amount)| !amount.is_zero());
    // A chart is not needed if nothing is attributed.
    if rows.iter().all(|(code, _)| code.is_empty()) {
        return None;
    }
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let title = voice.word(list!("money-by"), key);
    let named: Vec<Bar> = rows
        .into_iter()
        .map(|(code, value)| {
            let goal = if axis == Axis::Goal { code.parse().ok().and_then(goal) } else { None };
            Bar {
                name: name(voice, axis, &code),
                text: voice.euros(value),
                class: goal.map(|g| format!("sdg-{} filled", g.number)).unwrap_or_default(),
                fill: goal.map(|g| g.colour),
                value,
            }
        })
        .collect();
    let svg = bars(&title, &named);
    let rows = named.into_iter().map(|bar| (bar.name, vec![bar.text]));
    let head = vec![voice.word(list!("money"), key), voice.t(key!("money-euros"))];
    Some(Chart { key, svg, head, rows: rows.collect(), title })
}

/// The sums paid and received under an agreement, over all years; `None` if there are none.
pub fn under(voice: &Localizer<'_>, agreement: &str) -> Option<String> {
    let ledger = Ledger::for_agreement(voice.programme, agreement);
    let reported = [Flow::Paid, Flow::InKind, Flow::Received].into_iter().filter_map(|flow| {
        let sum = ledger.sum(|e| e.flow == flow);
        (!sum.is_zero()).then(|| format!("{} {}", voice.word(list!("flow"), flow.name()), voice.euros(sum)))
    });
    let reported: Vec<String> = reported.collect();
    (!reported.is_empty()).then(|| voice.tw(key!("money-under"), &reported.join(" · ")))
}

/// The name of a key of an axis.
fn name(voice: &Localizer<'_>, axis: Axis, code: &str) -> String {
    let programme = voice.programme;
    let named = match axis {
        _ if code.is_empty() => return voice.t(key!("money-none")),
        Axis::Country => return voice.country(code),
        Axis::Goal => {
            let goal = code.parse().ok().and_then(goal);
            return goal.map_or_else(String::new, |g| format!("{code} · {}", voice.language.goal_name(g)));
        }
        Axis::Sector => return voice.code(CodeList::Sector, code),
        Axis::Partnership => programme.partnerships.find(code).map(|e| voice.s(&e.body.title)),
        Axis::Agreement => {
            // Many agreements have the same title.
            let entry = programme.agreements.find(code);
            let partners = entry.into_iter().flat_map(|e| &e.body.partnerships);
            let partners = partners.filter_map(|p| programme.partnerships.get(p)).map(|p| &p.body.title);
            let named = partners.chain(entry.map(|e| &e.body.title)).map(|text| voice.s(text));
            return named.collect::<Vec<_>>().join(" · ");
        }
        Axis::Payer => programme.organisations.find(code).map(|e| voice.s(&e.body.name)),
        Axis::Project => programme.projects.find(code).map(|e| voice.s(&e.body.title)),
        Axis::Year => None,
    };
    named.unwrap_or(code).to_owned()
}

/// A formatted line of a project's funding plan.
pub struct PlanRow<'a> {
    /// The line, unformatted.
    pub row: FundingRow<'a>,
    /// The status.
    pub stage: String,
    /// The funding instrument.
    pub instrument: String,
    /// The planned amount, as entered.
    pub planned: String,
    /// The received amount.
    pub come: String,
    /// The amount still to be received; a dash if nothing is secured.
    pub remains: String,
    /// The received share of the planned amount, in percent.
    pub share: u32,
}

/// The funding plan of a project on a day.
pub fn plan_rows<'a>(
    voice: &Localizer<'a>,
    project: &'a PublishedRecord<Project>,
    today: jiff::civil::Date,
) -> Vec<PlanRow<'a>> {
    let reported = |row: FundingRow<'a>| PlanRow {
        stage: voice.word(list!("funding-stage"), row.line.stage.name()),
        instrument: row
            .line
            .instrument
            .map(|i| voice.word(list!("instrument"), i.name()))
            .unwrap_or_default(),
        planned: row.line.value.as_ref().map(|money| voice.money(money)).unwrap_or_default(),
        come: voice.euros(row.come),
        remains: row.remains.map_or_else(|| "–".to_owned(), |r| voice.euros(r)),
        share: match row.planned.filter(|_| row.line.stage == FundingStage::Granted) {
            Some(planned) => percent(row.come, planned).min(100),
            None => 0,
        },
        row,
    };
    plan(voice.programme, project, today).into_iter().map(reported).collect()
}

/// The exchange rates used: currency, units per euro, day or days of the mean.
pub fn rates(voice: &Localizer<'_>, ledger: &Ledger) -> Vec<(String, String, String)> {
    let mut rates: Vec<(String, String, String)> = Vec::new();
    for entry in &ledger.entries {
        let Some(rate) = entry.euros.and_then(|e| e.rate) else { continue };
        let days = if rate.is_legal {
            voice.t(key!("money-legal"))
        } else if rate.from == rate.to {
            voice.day(rate.from)
        } else {
            format!("{} – {}", voice.day(rate.from), voice.day(rate.to))
        };
        let row =
            (voice.code(CodeList::Currency, &entry.money.currency.0), voice.decimal(rate.per_euro), days);
        if !rates.contains(&row) {
            rates.push(row);
        }
    }
    rates.sort();
    rates
}
